"""What tests of several layers share: the committed figures of a day, and a made-up release of them."""

import os
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.schedule.bundled_text import read_intervals
from rvuedge_desktop.schedule.published_bundle import PublishedBundle, read_bundle
from tests.published import Values, anesthesia_rows, csv_of, gpci_rows, made_up_places, zip_of

SCHEDULE = Path(__file__).resolve().parents[1] / "resources" / "fee_schedule"

NEW = {"9999A": "Zyxwvut service"}
"""The words of a code that no bundled release has."""

ReadFiles = Callable[[dict[str, bytes]], PublishedBundle]


@pytest.fixture(scope="session")
def rates_26c() -> dict[tuple[str, str], Rate]:
    """Every row of RVU26C, by code and modifier."""
    held = (one for one in read_intervals(SCHEDULE / "2026.csv") if one.last_day is None)
    return {(one.rate.code, one.rate.modifier): one.rate for one in held}


@pytest.fixture(scope="session")
def rates_26d(rates_26c: dict[tuple[str, str], Rate]) -> tuple[Rate, ...]:
    """RVU26C with 99213 and the setting of 90837 worth other, 96127 gone, 9999A new, 77067 flagged."""
    rates = dict(rates_26c)
    visit, session, breast = rates["99213", ""], rates["90837", ""], rates["77067", ""]
    rates["99213", ""] = visit._replace(work=visit.work + Decimal("0.20"))
    rates["90837", ""] = session._replace(pe_nonfacility=session.pe_nonfacility - Decimal("0.10"))
    rates["77067", ""] = breast._replace(indicators=breast.indicators._replace(bilateral="3"))
    del rates["96127", ""]
    rates["9999A", ""] = visit._replace(code="9999A")
    return tuple(rates[key] for key in sorted(rates))


@pytest.fixture(scope="session")
def members_26d(rates_26d: tuple[Rate, ...]) -> dict[str, bytes]:
    """What a whole zip of RVU26D would hold: both variants, indices of its year, anesthesia factors."""
    return {
        "PPRRVU2026_Oct_nonQPP.csv": csv_of(Values(rates_26d, descriptors=NEW).rows()),
        "PPRRVU2026_Oct_QPP.csv": csv_of(Values(rates_26d, factor="33.5675", descriptors=NEW).rows()),
        "GPCI2026.csv": csv_of(gpci_rows(made_up_places())),
        "ANES2026_nonQPP.csv": csv_of(anesthesia_rows({"10112-00": "19.50", **_others()})),
        "ANES2026_QPP.csv": csv_of(anesthesia_rows({"10112-00": "19.60", **_others()}, "20.5998")),
    }


def _others() -> dict[str, str]:
    return {place.locality: "20.00" for place in made_up_places()[1:]}


@pytest.fixture(scope="session")
def read_members(tmp_path_factory: pytest.TempPathFactory) -> ReadFiles:
    """Put files into a zip and read that."""

    def read(members: dict[str, bytes]) -> PublishedBundle:
        path = tmp_path_factory.mktemp("zip") / "rvu26d.zip"
        path.write_bytes(zip_of(members))
        return read_bundle([path])

    return read


@pytest.fixture(scope="session")
def bundle_26d(read_members: ReadFiles, members_26d: dict[str, bytes]) -> PublishedBundle:
    """The whole zip, read."""
    return read_members(members_26d)


@pytest.fixture(scope="session")
def values_26d(read_members: ReadFiles, members_26d: dict[str, bytes]) -> PublishedBundle:
    """The relative values alone, read."""
    name = "PPRRVU2026_Oct_nonQPP.csv"
    return read_members({name: members_26d[name]})


@pytest.fixture
def put_files(tmp_path: Path) -> Callable[[dict[str, bytes]], Sequence[Path]]:
    """Put files side by side into a folder; gives their paths."""

    def put(files: dict[str, bytes]) -> list[Path]:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        return [tmp_path / name for name in files]

    return put


@pytest.fixture(scope="session")
def reference_folder() -> Path:
    """Reference files of CMS, in the folder beside the one that RVUEDGE_CMS_DIR names."""
    named = os.environ.get("RVUEDGE_CMS_DIR")
    folder = Path(named or "cms").parent / "reference"
    if not named or not folder.is_dir():
        pytest.skip("CMS's reference files are not here: name the folder beside theirs in RVUEDGE_CMS_DIR")
    return folder
