"""Every amount that CMS published, against ours. The files are CMS's own and not in this repository."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.pricing import row_for, unit_amount
from rvuedge_desktop.domain.rates import Gpci, Rate, Setting
from rvuedge_desktop.services.library import Library

pytestmark = pytest.mark.original_files

REPOSITORY = Path(__file__).resolve().parents[2]
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Published:
    """An amount as a payment file has it."""

    locality: tuple[str, str]
    code: str
    modifiers: tuple[str, ...]
    setting: Setting
    amount: Decimal

    @property
    def key(self) -> str:
        return "-".join((self.code, *self.modifiers))


@pytest.fixture(scope="module")
def cms_folder() -> Path:
    named = os.environ.get("RVUEDGE_CMS_DIR")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "cms"
    if not folder.is_dir():
        pytest.skip("CMS's files are not here: name their folder in RVUEDGE_CMS_DIR")
    return folder


def _indices(cms: Path, year: int) -> dict[tuple[str, str], Gpci]:
    """By carrier and locality; the work index with its floor."""
    with (cms / "gpci" / f"gpci_{year}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["mac"], row["locality"]): Gpci(
                f"{row['mac']}-{row['locality']}",
                row["name"],
                Decimal(row["pw_gpci"]),
                Decimal(row["pe_gpci"]),
                Decimal(row["mp_gpci"]),
            )
            for row in csv.DictReader(file)
        }


def _revision(path: Path) -> Iterator[Published]:
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.reader(file):
            if row[0].startswith("TRL-"):
                continue
            _, carrier, locality, code, modifier, office, facility = row[:7]
            modifiers = (modifier.strip(),) if modifier.strip() else ()
            yield Published((carrier, locality), code, modifiers, "office", Decimal(office))
            yield Published((carrier, locality), code, modifiers, "facility", Decimal(facility))


def _ohio(path: Path) -> Iterator[Published]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            locality = row["Carrier Number"], row["Locality"]
            modifiers = () if row["Modifier"] == "none" else (row["Modifier"],)
            code = row["HCPCS Code"]
            yield Published(locality, code, modifiers, "office", Decimal(row["Non-Facility Fee"]))
            yield Published(locality, code, modifiers, "facility", Decimal(row["Facility Fee"]))


def _uncapped(library: Library, one: Published, day: date, gpci: Gpci) -> Decimal:
    """The amount that the imaging cap was compared with."""
    rate = row_for(library.schedules.rates_on(one.code, day), one.modifiers)
    terms = library.schedules.terms_on(day, gpci)
    assert isinstance(rate, Rate)
    assert terms is not None
    bare = rate._replace(opps_pe_nonfacility=NONE, opps_pe_facility=NONE, opps_malpractice=NONE)
    return unit_amount(bare, one.setting, terms)[0]


def _differing(
    library: Library, amounts: list[Published], day: date, indices: dict[tuple[str, str], Gpci]
) -> set[Published]:
    return {
        one
        for one in amounts
        if library.schedules.price_on(
            one.code, one.modifiers, day, one.setting, indices[one.locality]
        ).unit_amount
        != one.amount
    }


@pytest.mark.parametrize(("name", "count"), [("PFREV25C.txt", 218), ("PFREV25D_PFREV4.txt", 3052)])
def test_every_revised_amount_of_2025_is_ours_to_the_cent(
    library: Library, cms_folder: Path, name: str, count: int
) -> None:
    amounts = list(_revision(cms_folder / "payments" / name))
    assert len(amounts) == count
    assert _differing(library, amounts, date(2025, 10, 1), _indices(cms_folder, 2025)) == set()


@pytest.mark.parametrize("day", [date(2020, 4, 1), date(2020, 7, 1), date(2020, 10, 1)])
def test_every_amount_of_ohio_2020_is_ours_before_the_imaging_cap(
    library: Library, cms_folder: Path, day: date
) -> None:
    indices = _indices(cms_folder, 2020)
    amounts = list(_ohio(cms_folder / "payments" / "mpfs20_ohio.csv"))
    assert len(amounts) == 17_988
    differing = _differing(library, amounts, day, indices)
    # The file is from before the cap: where ours is lower, it is the cap's, and without it the same.
    assert len(differing) == 164
    for one in differing:
        capped = library.schedules.price_on(one.code, one.modifiers, day, one.setting, indices[one.locality])
        assert capped.notes[-1] == "limited to the hospital outpatient rate for imaging"
        assert capped.unit_amount is not None
        assert capped.unit_amount < one.amount == _uncapped(library, one, day, indices[one.locality])


def test_the_first_release_of_2020_differs_only_where_later_ones_changed_it(
    library: Library, cms_folder: Path
) -> None:
    amounts = list(_ohio(cms_folder / "payments" / "mpfs20_ohio.csv"))
    indices = _indices(cms_folder, 2020)
    january, april = (_differing(library, amounts, date(2020, month, 1), indices) for month in (1, 4))
    assert april < january
    statuses = {
        one.key: library.schedules.rates_on(one.code, date(2020, 1, 1))[
            one.modifiers[0] if one.modifiers else ""
        ].status
        for one in january - april
    }
    assert sorted(key for key, status in statuses.items() if status == "A") == [
        "44388-53",
        "45378-53",
        "G0105-53",
        "G0121-53",
        *(f"G20{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13)),
    ]
    # Made payable for the whole year by RVU20B: dry needling, acupuncture, telephone services.
    assert sorted(key for key, status in statuses.items() if status == "N") == [
        "20560",
        "20561",
        "97810",
        "97811",
        "97813",
        "97814",
        "98966",
        "98967",
        "98968",
        "99441",
        "99442",
        "99443",
    ]
