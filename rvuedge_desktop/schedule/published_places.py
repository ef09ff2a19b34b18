"""Read CMS's files of places: geographic indices (GPCI) and anesthesia factors by locality (ANES)."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.rates import Gpci
from rvuedge_desktop.schedule.place_names import place_name
from rvuedge_desktop.schedule.published_archive import is_zip
from rvuedge_desktop.schedule.published_csv import numbered_rows
from rvuedge_desktop.schedule.published_file import decoded
from rvuedge_desktop.schedule.published_workbook import workbook_rows
from rvuedge_desktop.schedule.rate_fields import decimal_from

_FEWEST_PLACES = 80
"""There are 109 localities since 2024; a file with fewer than this is half a file."""
_MAC, _NUMBER = re.compile("[0-9]{4,5}"), re.compile("[0-9]{1,2}")
_YEAR = re.compile(r"\b(20\d\d)\b")
_NATIONAL = re.compile(r"National Anes CF of\s*([0-9]+\.[0-9]+)", re.IGNORECASE)


class PublishedGpcis(NamedTuple):
    """A file of geographic indices.

    Attributes:
        year: the calendar year it is for.
        gpcis: every locality; the work index floored where the file has both.
    """

    year: int
    gpcis: tuple[Gpci, ...]


class PublishedAnesthesia(NamedTuple):
    """A file of anesthesia factors.

    Attributes:
        national: the national factor in its heading; None where it states none.
        factors: dollars for a unit by locality, `15202-00`.
    """

    national: Decimal | None
    factors: dict[str, Decimal]


def parse_gpcis(content: bytes, name: str) -> PublishedGpcis:
    """Read a GPCI file, csv or workbook.

    Raises:
        BadInputError: it is none, a column is not where it belongs, or it is not whole.
    """
    rows = list(_rows(content, name))
    at = _heading(rows, name, "locality name")
    labels = [" ".join(label.split()).lower() for label in rows[at]]
    year = _YEAR.search(" ".join(labels)) or _YEAR.search(" ".join(rows[0]))
    work = _column(labels, name, "pw gpci (with 1.0 floor)", "pw gpci")
    expense, malpractice = _column(labels, name, "pe gpci"), _column(labels, name, "mp gpci")
    if year is None:
        raise BadInputError(f"{name} does not say which year it is for", "Use the file as CMS publishes it")
    gpcis = [
        Gpci(
            key,
            f"{place_name(row[3])}, {row[1].strip().upper()}",
            *(_index(row[column], name, key) for column in (work, expense, malpractice)),
        )
        for key, row in _places(rows[at + 1 :], max(work, expense, malpractice))
    ]
    _check_whole({one.locality for one in gpcis}, len(gpcis), name)
    return PublishedGpcis(int(year[1]), tuple(gpcis))


def parse_anesthesia(content: bytes, name: str) -> PublishedAnesthesia:
    """Read a file of anesthesia factors, csv or workbook.

    Raises:
        BadInputError: as `parse_gpcis`.
    """
    rows = list(_rows(content, name))
    at = _heading(rows, name, "locality name")
    stated = _NATIONAL.search(" ".join(rows[at]))
    found = [(f"{row[0].zfill(5)}-{row[1].zfill(2)}", row[3]) for row in rows[at + 1 :] if _is_place(row, 3)]
    factors = {key: _index(figure, name, key) for key, figure in found}
    _check_whole(set(factors), len(found), name)
    return PublishedAnesthesia(_index(stated[1], name, "the nation") if stated else None, factors)


def _rows(content: bytes, name: str) -> Iterator[list[str]]:
    numbered = workbook_rows(content, name) if is_zip(content) else numbered_rows(_text(content, name), name)
    return (row for _, row in numbered)


def _text(content: bytes, name: str) -> str:
    return decoded(content.rstrip(b"\x1a \r\n") + b"\n", name)


def _heading(rows: list[list[str]], name: str, label: str) -> int:
    for at, row in enumerate(rows[:10]):
        if any(label in " ".join(cell.split()).lower() for cell in row):
            return at
    raise BadInputError(f"{name} has no column headed {label}", "Use the file as CMS publishes it")


def _column(labels: list[str], name: str, *endings: str) -> int:
    """The column whose label has one of these, the first of them that any has."""
    for ending in endings:
        found = [place for place, label in enumerate(labels) if ending in label]
        if len(found) == 1:
            return found[0]
    raise BadInputError(f"{name} has no one column headed {endings[-1]}", "Use the file as CMS publishes it")


def _is_place(row: list[str], last: int) -> bool:
    return len(row) > last and bool(_MAC.fullmatch(row[0]) and _NUMBER.fullmatch(row[1]))


def _places(rows: Iterable[list[str]], last: int) -> Iterator[tuple[str, list[str]]]:
    """Contractor and number of every row that is a place; RVU22A has lost leading zeros."""
    for row in rows:
        if len(row) > last and _MAC.fullmatch(row[0]) and _NUMBER.fullmatch(row[2]):
            yield f"{row[0].zfill(5)}-{row[2].zfill(2)}", row


def _index(text: str, name: str, key: str) -> Decimal:
    try:
        figure = decimal_from(text)
    except ValueError as error:
        raise BadInputError(f"{name}, {key}: {error}", "Use the file as CMS publishes it") from error
    if not figure:
        raise BadInputError(f"{name}, {key}: a figure is 0", "Use the file as CMS publishes it")
    return figure


def _check_whole(keys: set[str], rows: int, name: str) -> None:
    if len(keys) < _FEWEST_PLACES:
        raise BadInputError(
            f"{name} is not a whole file of localities: it has only {len(keys)}", "Download it again"
        )
    if len(keys) != rows:
        raise BadInputError(f"{name} has a locality twice", "Use the file as CMS publishes it")
