"""A workbook gives the rows that a csv of it would have; a damaged one is refused."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED

import pytest
import python_calamine

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.rates import Rate, Release
from rvuedge_desktop.schedule.published_archive import MOST_BYTES, MOST_MEMBERS
from rvuedge_desktop.schedule.published_file import parse_published_file, read_published_file
from rvuedge_desktop.schedule.published_workbook import is_workbook, workbook_rows
from tests.published import Row, Values, csv_of, with_numbers, workbook_of, workbook_parts, zip_of

SHEET = "xl/worksheets/sheet1.xml"
FIGURES = (5, 6, 8, 10, 11, 12, 15, 16, 17, 29, 30, 31)
"""Columns in which a spreadsheet keeps numbers as such, the code's letters apart."""


def test_cells_are_the_texts_that_a_csv_has() -> None:
    cells: Row = ["00100", " 26 ", 0.1 + 0.2, 26.0, 33.4009, 0.67, 0.0, 1234567.0, True, ""]
    texts = ["00100", "26", "0.3", "26", "33.4009", "0.67", "0", "1234567", "True"]
    assert list(workbook_rows(workbook_of([cells, ["last"]]), "x.xlsx")) == [
        (1, texts),
        (2, ["last", *[""] * 8]),
    ]


def test_a_figure_finer_than_any_of_cms_is_not_rounded() -> None:
    assert list(workbook_rows(workbook_of([[33.40091, 1e-7, 2.5e9]]), "x.xlsx")) == [
        (1, ["33.40091", "1e-07", "2500000000"])
    ]


def test_a_workbook_gives_what_its_csv_gives(sample: tuple[Rate, ...]) -> None:
    rows = Values(sample).rows()
    name = "PPRRVU2026_Oct_nonQPP.xlsx"
    file = parse_published_file(workbook_of(with_numbers(rows, FIGURES)), name)
    assert file == parse_published_file(csv_of(rows), name)
    assert (file.release.name, file.rates, file.findings) == ("RVU26D", sample, ())


def test_progress_is_told_while_rows_are_read(sample: tuple[Rate, ...]) -> None:
    told: list[int] = []
    parse_published_file(csv_of(Values(sample).rows()), "x.csv", told.append)
    assert told == list(range(0, len(sample), 500))


def test_a_workbook_is_told_from_another_zip() -> None:
    assert is_workbook(workbook_of([["a"]]))
    parts = workbook_parts([["a"]])
    assert is_workbook(zip_of({name: parts[name] for name in reversed(parts)}))
    assert not is_workbook(zip_of({"PPRRVU2026_Oct.csv": b"HCPCS,MOD"}))
    assert not is_workbook(b"[Content_Types].xml")


def test_a_zip_that_stores_a_workbook_as_it_is_is_none() -> None:
    content = zip_of({"GPCI2026.xlsx": workbook_of([["a"]])}, ZIP_STORED)
    assert b"[Content_Types].xml" in content
    assert not is_workbook(content)


def _without_sheets() -> bytes:
    return zip_of({name: part for name, part in workbook_parts([["a"]]).items() if name != SHEET})


def _with_sheet(content: bytes) -> bytes:
    return zip_of({**workbook_parts([["a"]]), SHEET: content})


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (_without_sheets, "can't be read as a workbook: it has no sheet"),
        (lambda: _with_sheet(b""), "can't be read as a workbook"),
        (
            lambda: _with_sheet(b"<worksheet><sheetData><row><c r='A1'><v>1</v>"),
            "can't be read as a workbook",
        ),
        (lambda: workbook_of([["a"]])[:-40], "is damaged"),
        (lambda: _with_sheet(bytes(MOST_BYTES)), "unpacks to more than 100 million bytes"),
        (
            lambda: zip_of({**workbook_parts([["a"]]), **{f"{at}/": b"" for at in range(MOST_MEMBERS)}}),
            "unpacks to more than",
        ),
    ],
    ids=["no sheet", "empty sheet", "sheet cut off", "cut off", "bomb", "too many parts"],
)
def test_what_is_no_whole_workbook_is_refused(make: Callable[[], bytes], why: str) -> None:
    with pytest.raises(BadInputError, match=rf"x\.xlsx {why}") as refused:
        list(workbook_rows(make(), "x.xlsx"))
    assert refused.value.safe == "Nothing was read from it"


def _cells(*places: str) -> str:
    cells = "".join(f'<c r="{place}"><v>1</v></c>' for place in places)
    return f'<worksheet><sheetData><row r="1">{cells}</row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "sheet",
    [
        *(
            _cells("A1", place)
            for place in (
                "XFD1048576",
                "A4294967295",
                "ZZZZZZZ1",
                "BA1",
                "ba1",
                "aaa1",
                "A60000",
                "A100000",
                "A&#54;0000",
                "&#66;A1",
            )
        ),
        _cells("A1").replace('row r="1"', 'row r="4294967295"'),
        _cells("A1").replace('row r="1"', "row\nr = '4294967295'"),
        _cells("A1").replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
    ],
)
def test_a_cell_far_out_is_refused_before_the_reader_makes_room_up_to_it(
    sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> None:
        pytest.fail("the reader saw it")

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", read)
    with pytest.raises(BadInputError, match=r"x\.xlsx .*: it has a cell far outside what CMS's sheets hold"):
        list(workbook_rows(_with_sheet(sheet.encode()), "x.xlsx"))
    for encoding in ("utf-16", "utf-32"):
        with pytest.raises(BadInputError, match="its sheet is not in UTF-8"):
            list(workbook_rows(_with_sheet(sheet.encode(encoding)), "x.xlsx"))


def _by_a_relation(sheet: bytes) -> dict[str, bytes]:
    parts = workbook_parts([["a"]])
    relations = "xl/_rels/workbook.xml.rels"
    return {**parts, relations: parts[relations].replace(b"worksheets/sheet1", b"evil"), "xl/evil.xml": sheet}


def _by_another_case(sheet: bytes) -> dict[str, bytes]:
    parts = workbook_parts([["a"]])
    return {"xl/WORKSHEETS/sheet1.xml": sheet, "xl/worksheets/sheet2.xml": parts.pop(SHEET), **parts}


@pytest.mark.parametrize("parts", [_by_a_relation, _by_another_case])
def test_a_cell_far_out_is_refused_wherever_the_reader_would_find_its_sheet(
    parts: Callable[[bytes], dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = workbook_parts([["found"]])[SHEET]
    assert next(workbook_rows(zip_of(parts(inside)), "x.xlsx")) == (1, ["found"])

    def read(*_: object) -> None:
        pytest.fail("the reader saw it")

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", read)
    with pytest.raises(BadInputError, match="it has a cell far outside what CMS's sheets hold"):
        list(workbook_rows(zip_of(parts(_cells("A1", "XFD1048576").encode())), "x.xlsx"))


def test_cells_to_column_az_and_row_59999_are_read() -> None:
    sheet = workbook_parts([["a"]])[SHEET].decode()
    head, body = sheet.split("<sheetData>")
    far = '</row><row r="59999"><c r="AZ59999"><v>7</v></c></row></sheetData>'
    body = body.replace("</row></sheetData>", far)
    rows = list(
        workbook_rows(
            _with_sheet(f'\ufeff{head}<dimension ref="A1:AZ59999"/><sheetData>{body}'.encode()), "x.xlsx"
        )
    )
    assert (rows[0][1][0], rows[-1][0], rows[-1][1][-1]) == ("a", 59_999, "7")


def test_a_workbook_of_something_else_is_refused() -> None:
    with pytest.raises(BadInputError, match="no column is headed HCPCS"):
        parse_published_file(workbook_of([["Invoice", 7.0]]), "x.xlsx")


class PanicException(BaseException):
    """What the reader of workbooks raises where it gives up."""


@pytest.mark.parametrize(
    ("raised", "seen"), [(PanicException, BadInputError), (KeyboardInterrupt, KeyboardInterrupt)]
)
def test_a_reader_that_gives_up_is_a_workbook_that_can_not_be_read(
    raised: type[BaseException], seen: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_: object) -> None:
        raise raised

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", give_up)
    with pytest.raises(seen):
        list(workbook_rows(workbook_of([["a"]]), "x.xlsx"))


@pytest.mark.original_files
@pytest.mark.parametrize("stem", ["rvu22a/PPRRVU22_JAN", "rvu25d/PPRRVU2025_Oct"])
def test_the_workbook_of_cms_says_what_its_csv_says(cms_folder: Path, stem: str) -> None:
    workbook, table = (read_published_file(cms_folder / f"{stem}{ending}") for ending in (".xlsx", ".csv"))
    assert workbook.rates == table.rates
    assert workbook.findings == table.findings == ()
    assert workbook.conversion_factor == table.conversion_factor
    assert isinstance(workbook.release, Release)
    assert workbook.release == table.release
