"""Read the sheet of a workbook as the rows of text that a csv of it would have."""

import re
from collections.abc import Iterator
from io import BytesIO

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.schedule.published_archive import check_sizes, is_zip, member_names, read_member
from rvuedge_desktop.schedule.published_csv import NumberedRow

_SHEETS = "xl/worksheets/"
_CONTENT_TYPES = "[Content_Types].xml"
_FAR_OUT = re.compile(
    rb"""(?<!xmlns)[\s:]r(?:ef)?\s*=\s*(["'])[^"']*?(?:[B-Zb-z][A-Za-z]|[A-Za-z]{3}|[6-9][0-9]{4}|[0-9]{6}|&)[^"']*\1"""
)
"""A place beyond column AZ or row 59,999, or one that hides its digits; not the name space `xmlns:r`."""
_SHEET_ELEMENT = b"sheetData"
_PLACES = 4
"""Digits behind the point of the finest figure, the conversion factor."""


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook of the xlsx kind; one that is damaged is taken for a plain zip."""
    if not is_zip(content):
        return False
    try:
        return _CONTENT_TYPES in member_names(content, "")
    except BadInputError:
        return False


def workbook_rows(content: bytes, name: str) -> Iterator[NumberedRow]:
    """The rows of the first sheet, cells as text without blanks around them.

    Raises:
        BadInputError: it is damaged, has no sheet, or unpacks to more than any workbook of CMS.
    """
    members = member_names(content, name)
    if not any(member.startswith(_SHEETS) for member in members):
        raise _unreadable(name, "it has no sheet")
    check_sizes(content, name)
    # The reader follows relations to any member, and does not mind case.
    for member in members:
        part = read_member(content, member, name)
        if member.startswith(_SHEETS) or _SHEET_ELEMENT in part:
            _check_places(part, name)
    for number, row in enumerate(_sheet(content, name), 1):
        yield number, [_text(cell).strip() for cell in row]


def _check_places(sheet: bytes, name: str) -> None:
    """Refuse cells far out: the reader makes room for every cell before the last, and ends the program.

    CMS's sheets have 32 columns (to AF) and some 20,000 rows.
    """
    if not sheet.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise _unreadable(name, "its sheet is not in UTF-8")
    if _FAR_OUT.search(sheet):
        raise _unreadable(name, "it has a cell far outside what CMS's sheets hold")


def _sheet(content: bytes, name: str) -> list[list[object]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - most files are no workbooks

    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except Exception as error:
        raise _unreadable(name, str(error)) from error
    except BaseException as error:
        # A fault inside the reader arrives as a panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(name, "its reader gave up") from error
    return rows


def _text(cell: object) -> str:
    """A cell as a csv has it: a workbook keeps 0.67 as a binary fraction, and 26 as 26.0."""
    if isinstance(cell, bool) or not isinstance(cell, float):
        return str(cell)
    text = f"{cell:.{_PLACES}f}"
    if abs(float(text) - cell) > 1e-9:  # noqa: PLR2004 - wider than the error of a binary fraction
        return repr(cell)
    return text.rstrip("0").rstrip(".")


def _unreadable(name: str, why: str) -> BadInputError:
    return BadInputError(
        f"{name} can't be read as a workbook: {why}", "Download it again", "Nothing was read from it"
    )
