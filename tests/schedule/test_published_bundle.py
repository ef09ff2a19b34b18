"""A quarter is read from its zip or from files side by side; what does not belong together is refused."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.schedule import published_bundle
from rvuedge_desktop.schedule.published_bundle import PublishedBundle, read_bundle
from tests.published import (
    Values,
    anesthesia_rows,
    csv_of,
    gpci_rows,
    made_up_places,
    text_of,
    with_numbers,
    workbook_of,
    zip_of,
)

Files = dict[str, bytes]
ReadFiles = Callable[[Files], PublishedBundle]
PutFiles = Callable[[Files], Sequence[Path]]

NOT_QPP, QPP = "PPRRVU2026_Oct_nonQPP", "PPRRVU2026_Oct_QPP"
PLACES = made_up_places()
FACTORS = {place.locality: "19.50" for place in PLACES}
GPCI, ANES = csv_of(gpci_rows(PLACES)), csv_of(anesthesia_rows(FACTORS))


@pytest.fixture(scope="module")
def values(sample: tuple[Rate, ...]) -> bytes:
    return csv_of(Values(sample).rows())


@pytest.fixture(scope="module")
def qualifying(sample: tuple[Rate, ...]) -> bytes:
    return csv_of(Values(sample, factor="33.5675").rows())


def test_a_whole_zip_gives_both_factors_and_its_places(
    values: bytes, qualifying: bytes, sample: tuple[Rate, ...], read_members: ReadFiles
) -> None:
    bundle = read_members(
        {
            "RVU26D/readme.pdf": b"%PDF",
            f"RVU26D/{QPP}.csv": qualifying,
            f"RVU26D/{NOT_QPP}.csv": values,
            "RVU26D/GPCI2026.csv": GPCI,
            "RVU26D/GPCI2026.txt": b"in columns",
            "RVU26D/ANES2026_nonQPP.csv": ANES,
            "RVU26D/ANES2026_QPP.csv": csv_of(anesthesia_rows(FACTORS, "20.5998")),
            "__MACOSX/RVU26D/._PPRRVU2026_Oct_nonQPP.csv": b"\0\5\x16\7",
        }
    )
    assert bundle.source == "rvu26d.zip"
    assert bundle.members == (
        f"{NOT_QPP}.csv",
        f"{QPP}.csv",
        "GPCI2026.csv",
        "ANES2026_nonQPP.csv",
        "ANES2026_QPP.csv",
    )
    assert (bundle.file.release.name, bundle.file.rates) == ("RVU26D", sample)
    assert (bundle.file.conversion_factor, bundle.qualifying) == (Decimal("33.4009"), Decimal("33.5675"))
    assert not bundle.is_qualifying
    assert bundle.gpcis == (2026, tuple(PLACES))
    assert [one and one.national for one in (bundle.anesthesia, bundle.qualifying_anesthesia)] == [
        Decimal("20.4976"),
        Decimal("20.5998"),
    ]


def test_of_several_forms_the_csv_is_read(
    values: bytes, sample: tuple[Rate, ...], read_members: ReadFiles
) -> None:
    forms = {
        f"{NOT_QPP}.xlsx": workbook_of([["not looked at"]]),
        f"{NOT_QPP}.txt": text_of(Values(sample)),
        f"{NOT_QPP}.csv": values,
        "GPCI2026.xlsx": workbook_of([["not looked at"]]),
        "GPCI2026.csv": GPCI,
    }
    assert read_members(forms).members == (f"{NOT_QPP}.csv", "GPCI2026.csv")
    assert read_members(dict(reversed(forms.items()))).members == (f"{NOT_QPP}.csv", "GPCI2026.csv")


def test_a_zip_without_a_csv_is_read_from_its_text(sample: tuple[Rate, ...], read_members: ReadFiles) -> None:
    bundle = read_members({f"{NOT_QPP}.txt": text_of(Values(sample)), f"{NOT_QPP}.xlsx": b"not looked at"})
    assert (bundle.members, bundle.file.rates) == ((f"{NOT_QPP}.txt",), sample)


def test_a_zip_from_before_2026_has_one_factor(sample: tuple[Rate, ...], read_members: ReadFiles) -> None:
    bundle = read_members(
        {
            "PPRRVU2025_Oct.csv": csv_of(Values(sample, year=2025, factor="32.3465").rows()),
            "ANES2025.csv": csv_of(anesthesia_rows(FACTORS, "20.3178")),
        }
    )
    assert (bundle.file.release.name, bundle.qualifying, bundle.gpcis) == ("RVU25D", None, None)
    assert bundle.anesthesia
    assert bundle.anesthesia.national == Decimal("20.3178")
    assert bundle.qualifying_anesthesia is None


def test_the_variant_for_qualifying_participants_alone_is_said_to_be_that(
    qualifying: bytes, read_members: ReadFiles
) -> None:
    bundle = read_members({f"{QPP}.csv": qualifying})
    assert (bundle.is_qualifying, bundle.qualifying) == (True, None)
    assert bundle.file.conversion_factor == Decimal("33.5675")


@pytest.mark.parametrize(
    "name", ["PPRRVU2026_Oct_nonQPP.csv", "pprrvu2026_oct_NON-QPP.csv", "PPRRVU2026_Oct_non_QPP.csv"]
)
def test_the_other_variant_is_told_by_its_name(
    name: str, values: bytes, qualifying: bytes, read_members: ReadFiles
) -> None:
    bundle = read_members({f"{QPP}.csv": qualifying, name: values})
    assert (bundle.members[0], bundle.is_qualifying, bundle.qualifying) == (name, False, Decimal("33.5675"))


def test_files_side_by_side_are_read_together(values: bytes, qualifying: bytes, put_files: PutFiles) -> None:
    paths = put_files(
        {"GPCI2026.csv": GPCI, f"{NOT_QPP}.csv": values, f"{QPP}.csv": qualifying, "ANES2026.csv": ANES}
    )
    bundle = read_bundle(paths)
    assert bundle.source == f"GPCI2026.csv, {NOT_QPP}.csv, {QPP}.csv, ANES2026.csv"
    assert bundle.members == (f"{NOT_QPP}.csv", f"{QPP}.csv", "GPCI2026.csv", "ANES2026.csv")
    assert bundle.gpcis
    assert bundle.anesthesia


def test_a_workbook_beside_a_csv_is_a_file_and_no_zip(values: bytes, put_files: PutFiles) -> None:
    places = workbook_of(gpci_rows(PLACES))
    bundle = read_bundle(put_files({f"{NOT_QPP}.csv": values, "GPCI2026.xlsx": places}))
    assert bundle.gpcis == (2026, tuple(PLACES))


def test_a_zip_that_stores_its_workbooks_as_they_are_is_looked_into(values: bytes, tmp_path: Path) -> None:
    path = tmp_path / "rvu26d.zip"
    members = {
        "GPCI2026.xlsx": workbook_of(with_numbers(gpci_rows(PLACES), range(4, 8))),
        f"{NOT_QPP}.csv": values,
    }
    path.write_bytes(zip_of(members, ZIP_STORED))
    bundle = read_bundle([path])
    assert bundle.members == (f"{NOT_QPP}.csv", "GPCI2026.xlsx")
    assert bundle.gpcis == (2026, tuple(PLACES))


@pytest.mark.parametrize("name", ["download.csv", "RVU26D.txt", "no ending", "caf\xe9.dat"])
def test_a_file_alone_is_read_whatever_its_name(name: str, values: bytes, put_files: PutFiles) -> None:
    bundle = read_bundle(put_files({name: values}))
    assert (bundle.source, bundle.members, bundle.file.release.name) == (name, (name,), "RVU26D")


def test_progress_is_told(values: bytes, put_files: PutFiles) -> None:
    told: list[int] = []
    read_bundle(put_files({"x.csv": values}), told.append)
    assert told[:3] == [0, 500, 1000]


def test_a_reading_that_is_called_off_ends(values: bytes, put_files: PutFiles) -> None:
    def stop(_: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_bundle(put_files({"x.csv": values}), stop)


def test_a_sibling_of_another_release_is_refused(
    values: bytes, sample: tuple[Rate, ...], put_files: PutFiles
) -> None:
    july = csv_of(Values(sample, "C", "33.5675").rows())
    with pytest.raises(
        BadInputError, match=r"PPRRVU2026_Jul_QPP\.csv is RVU26C and the file beside it RVU26D"
    ):
        read_bundle(put_files({f"{NOT_QPP}.csv": values, "PPRRVU2026_Jul_QPP.csv": july}))


def test_a_sibling_of_other_values_is_refused(
    values: bytes, sample: tuple[Rate, ...], put_files: PutFiles
) -> None:
    first = next(at for at, rate in enumerate(sample) if rate.work)
    changed = sample[first]._replace(work=sample[first].work + 1)
    other = csv_of(Values([*sample[:first], changed, *sample[first + 1 :]], factor="33.5675").rows())
    with pytest.raises(BadInputError, match="does not have the relative values of the file beside it"):
        read_bundle(put_files({f"{NOT_QPP}.csv": values, f"{QPP}.csv": other}))


def test_indices_of_another_year_are_refused(values: bytes, read_members: ReadFiles) -> None:
    with pytest.raises(
        BadInputError, match=r"The indices in rvu26d\.zip are of 2025, its relative values are RVU26D"
    ):
        read_members({f"{NOT_QPP}.csv": values, "GPCI2025.csv": csv_of(gpci_rows(PLACES, 2025))})


@pytest.mark.parametrize(
    ("members", "held"),
    [
        ({"photo.jpg": b"\xff\xd8", "notes.txt": b"x"}, r"it holds photo\.jpg, notes\.txt"),
        ({}, "it holds nothing"),
        ({f"{at}.csv": b"" for at in range(9)}, r"it holds 0\.csv, 1\.csv, 2\.csv, 3\.csv, 4\.csv\. Choose"),
        ({"GPCI2026.csv": GPCI, "ANES2026.csv": ANES}, r"it holds GPCI2026\.csv, ANES2026\.csv"),
        ({"PPRRVU2026_Oct_nonQPP.pdf": b"%PDF", "x": b""}, r"it holds PPRRVU2026_Oct_nonQPP\.pdf, x"),
    ],
)
def test_a_zip_of_something_else_is_refused(members: Files, held: str, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zip_of({"folder/": b"", **members}))
    with pytest.raises(BadInputError, match=rf"x\.zip has no relative value file \(PPRRVU\.\.\.\); {held}"):
        read_bundle([path])


def test_a_half_of_a_zip_is_refused_whole(values: bytes, read_members: ReadFiles) -> None:
    with pytest.raises(BadInputError, match="is not a whole file of localities: it has only"):
        read_members({f"{NOT_QPP}.csv": values, "GPCI2026.csv": csv_of(gpci_rows(PLACES[:60]))})
    with pytest.raises(BadInputError, match="it ends in the middle of a line"):
        read_members({f"{NOT_QPP}.csv": values[:-5], "GPCI2026.csv": GPCI})


def test_no_file_at_all_is_refused() -> None:
    with pytest.raises(BadInputError, match="it holds nothing"):
        read_bundle([])


def test_a_file_that_can_not_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match=r"absent\.zip can't be read: No such file"):
        read_bundle([tmp_path / "absent.zip"])
    with pytest.raises(OperationFailedError, match=rf"{tmp_path.name} can't be read: Is a directory"):
        read_bundle([tmp_path])


def test_a_file_larger_than_any_of_cms_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    with path.open("wb") as file:
        file.truncate(published_bundle.LARGEST_FILE + 1)
    with pytest.raises(BadInputError, match=r"film\.mkv is larger than any file of CMS"):
        read_bundle([path])


@pytest.mark.original_files
def test_the_files_of_a_quarter_of_cms_are_read_from_a_zip(cms_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "RVU25D.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for one in sorted((cms_folder / "rvu25d").iterdir()):
            archive.write(one, one.name)
    bundle = read_bundle([path])
    assert bundle.members == ("PPRRVU2025_Oct.csv", "GPCI2025.csv", "ANES2025.csv")
    assert (bundle.file.release.name, len(bundle.file.rates), bundle.file.findings) == ("RVU25D", 19_090, ())
    assert bundle.gpcis
    assert (bundle.gpcis.year, len(bundle.gpcis.gpcis)) == (2025, 109)
    assert bundle.anesthesia
    assert bundle.anesthesia.national == Decimal("20.3178")
