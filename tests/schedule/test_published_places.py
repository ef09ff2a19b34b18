"""Files of places, in every form that CMS gave them, are read whole or refused."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.schedule.published_places import PublishedGpcis, parse_anesthesia, parse_gpcis
from tests.published import anesthesia_rows, csv_of, gpci_rows, made_up_places, with_numbers, workbook_of

PLACES = made_up_places()
FACTORS = {place.locality: f"{19 + at / 100:.2f}" for at, place in enumerate(PLACES)}
READ = {key: Decimal(text) for key, text in FACTORS.items()}
Rows = list[list[str]]


@pytest.mark.parametrize("floors", [True, False])
def test_the_work_index_is_the_floored_one_where_a_file_has_both(floors: bool) -> None:
    rows = gpci_rows(PLACES, 2026, floors=floors)
    assert parse_gpcis(csv_of(rows), "GPCI2026.csv") == PublishedGpcis(2026, tuple(PLACES))


def test_an_index_without_a_word_of_floors_is_taken() -> None:
    rows = [
        [cell.replace(" (with 1.0 Floor)", "") for cell in row] for row in gpci_rows(PLACES, floors=False)
    ]
    assert parse_gpcis(csv_of(rows), "GPCI2026.csv").gpcis == tuple(PLACES)


def test_a_workbook_of_indices_says_the_same() -> None:
    workbook = workbook_of(with_numbers(gpci_rows(PLACES), range(4, 8)))
    assert parse_gpcis(workbook, "GPCI2026.xlsx") == PublishedGpcis(2026, tuple(PLACES))


def test_the_year_may_stand_in_the_title_alone() -> None:
    rows = gpci_rows(PLACES, 2031)
    rows[2] = [label.replace("2031 ", "") for label in rows[2]]
    assert parse_gpcis(csv_of(rows), "GPCI2031.csv").year == 2031


@pytest.mark.parametrize("number", ["0", "00"])
def test_zeros_that_a_spreadsheet_took_off_are_put_back(number: str) -> None:
    rows = gpci_rows(PLACES)
    rows[3][:3] = ["2102", "AK", number]
    assert parse_gpcis(csv_of(rows), "GPCI2026.csv").gpcis[0].locality == "02102-00"
    factors = anesthesia_rows(FACTORS)
    factors[1][:2] = ["2102 ", f"{number} "]
    assert next(iter(parse_anesthesia(csv_of(factors), "ANES2026.csv").factors)) == "02102-00"


@pytest.mark.parametrize(("national", "read"), [("20.4976", Decimal("20.4976")), (None, None)])
def test_the_national_factor_stands_in_the_heading(national: str | None, read: Decimal | None) -> None:
    rows = anesthesia_rows(FACTORS, national)
    for content in (csv_of(rows), csv_of(rows) + b"\x1a", workbook_of(with_numbers(rows, [3]))):
        assert parse_anesthesia(content, "ANES2026.csv") == (read, READ)


@pytest.mark.parametrize("published", ["", "*", " "])
def test_a_locality_without_a_name_is_read(published: str) -> None:
    rows = gpci_rows(PLACES)
    rows[3][3] = published
    first, *others = parse_gpcis(csv_of(rows), "GPCI2026.csv").gpcis
    assert (first, others) == (PLACES[0]._replace(name=", AL"), PLACES[1:])


def _half(rows: Rows) -> Rows:
    return rows[: len(rows) // 2]


def _twice(rows: Rows) -> Rows:
    return [*rows, rows[50]]


def _last_cell(text: str) -> Callable[[Rows], Rows]:
    return lambda rows: [[*row[:-1], text] if at == 50 else row for at, row in enumerate(rows)]


def _headed(old: str, new: str) -> Callable[[Rows], Rows]:
    return lambda rows: [[cell.replace(old, new) for cell in row] for row in rows]


def _without_titles(rows: Rows) -> Rows:
    return [["ADDENDUM E"], *(_headed("2026 ", "")(rows)[1:])]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_half, "is not a whole file of localities: it has only 54"),
        (_twice, "has a locality twice"),
        (_last_cell("0.000"), "10112-47: a figure is 0"),
        (_last_cell("much"), "10112-47: 'much' is not a figure"),
        (_last_cell("-1"), "10112-47: '-1' is not a figure"),
        (_headed("Locality Name", "Name"), "has no column headed locality name"),
        (_headed("PW GPCI", "Work"), "has no one column headed pw gpci"),
        (_headed("MP GPCI", "PE GPCI"), "has no one column headed pe gpci"),
        (_without_titles, "does not say which year it is for"),
    ],
)
def test_a_file_of_indices_that_is_not_whole_is_refused(change: Callable[[Rows], Rows], why: str) -> None:
    with pytest.raises(BadInputError, match=rf"GPCI2026\.csv,? {why}"):
        parse_gpcis(csv_of(change(gpci_rows(PLACES))), "GPCI2026.csv")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_half, "is not a whole file of localities: it has only 54"),
        (_twice, "has a locality twice"),
        (_last_cell("0"), "10112-49: a figure is 0"),
        (_last_cell(""), "10112-49: '' is not a figure"),
        (_headed("20.4976", "0.0000"), "the nation: a figure is 0"),
        (_headed("Locality Name", "Name"), "has no column headed locality name"),
    ],
)
def test_a_file_of_factors_that_is_not_whole_is_refused(change: Callable[[Rows], Rows], why: str) -> None:
    with pytest.raises(BadInputError, match=rf"ANES2026\.csv,? {why}"):
        parse_anesthesia(csv_of(change(anesthesia_rows(FACTORS))), "ANES2026.csv")


@pytest.mark.parametrize("read", [parse_gpcis, parse_anesthesia])
@pytest.mark.parametrize("content", [b"", b"\r\n", b"a\0b", b"PK\x03\x04", b"\x1a"])
def test_what_is_no_table_is_refused(read: Callable[[bytes, str], object], content: bytes) -> None:
    with pytest.raises(BadInputError, match=r"^x\.csv "):
        read(content, "x.csv")


@pytest.mark.original_files
def test_the_files_of_cms_are_read(cms_folder: Path) -> None:
    table, workbook, newest, older = (
        parse_gpcis((cms_folder / name).read_bytes(), name)
        for name in (
            "rvu25d/GPCI2025.csv",
            "rvu25d/GPCI2025.xlsx",
            "rvu26b/GPCI2026.csv",
            "rvu22a/GPCI2022.csv",
        )
    )
    assert table == workbook
    assert [(one.year, len(one.gpcis)) for one in (table, newest, older)] == [
        (2025, 109),
        (2026, 109),
        (2022, 112),
    ]
    alaska = next(one for one in newest.gpcis if one.locality == "02102-01")
    assert alaska == ("02102-01", "Alaska, AK", Decimal("1.5"), Decimal("1.065"), Decimal("0.551"))
    assert {one.locality for one in older.gpcis} >= {"02102-01", "10112-00"}
    factors = parse_anesthesia((cms_folder / "rvu25d/ANES2025.csv").read_bytes(), "ANES2025.csv")
    assert (factors.national, len(factors.factors)) == (Decimal("20.3178"), 109)
    assert factors.factors["10112-00"] == Decimal("19.31")
