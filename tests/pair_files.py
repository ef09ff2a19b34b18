"""Files of NCCI's pairs, made up in every form that CMS ships them in."""

import gzip
from collections.abc import Iterable, Sequence

from tests.published import Row, csv_of, workbook_of, zip_of

Pair = tuple[str, str, str, str, str, str, str]
"""Column 1, Column 2, the mark of 1996, first day, last day, indicator, reason."""

MISUSE, STANDARDS = "Misuse of one code with another", "Standards of practice"

PAIRS: tuple[Pair, ...] = (
    ("00100", "93000", "", "20100101", "*", "0", STANDARDS),
    ("11042", "97597", "*", "19960101", "20191231", "0", MISUSE),
    ("11042", "97597", "", "20200101", "*", "1", MISUSE),
    ("20610", "76942", "", "20150101", "20250630", "0", MISUSE),
    ("90837", "90853", "", "20130101", "*", "1", STANDARDS),
    ("99213", "36415", "", "20240101", "20240101", "9", STANDARDS),
    ("G0105", "90853", "", "", "", "9", ""),
)
"""The sixth was withdrawn from its first day on; the last says no days."""
HELD = len(PAIRS) - 1
NAME = "ccipra-v321r0-f1"
"""The first part of the second quarter of 2026."""

_HEADING = (
    ("CPT only, copyright of others. All rights reserved, as they say.", "", "", "", "", "", ""),
    ("Column 1", "Column 2", "*=in existence", "Effective", "Deletion", "Modifier", "PTP Edit Rationale"),
    ("", "", "prior to 1996", "Date", "Date", "0=not allowed", ""),
    ("", "", "", "", "*=no data", "1=allowed", ""),
    ("", "", "", "", "", "9=not applicable", ""),
)


def text_of_pairs(
    pairs: Iterable[Sequence[str]] = PAIRS, heading: Iterable[Sequence[str]] = _HEADING
) -> bytes:
    """As CMS's txt: tabs, CRLF, titles over several lines."""
    return "".join("\t".join(row) + "\r\n" for row in (*heading, *pairs)).encode("latin-1")


def workbook_of_pairs(pairs: Iterable[Pair] = PAIRS) -> bytes:
    """As CMS's xlsx; codes of digits and days as numbers, where leading zeros are lost."""
    rows: list[Row] = [*_HEADING]
    rows += ([_number(cell) if at != 2 else cell for at, cell in enumerate(pair)] for pair in pairs)
    return workbook_of(rows)


def _number(cell: str) -> str | int:
    return int(cell) if cell.isdecimal() else cell


def zip_of_pairs(pairs: Iterable[Pair] = PAIRS, name: str = NAME) -> bytes:
    """As CMS's zip: the txt and the xlsx of a part."""
    kept = tuple(pairs)
    return zip_of({f"{name}.TXT": text_of_pairs(kept), f"{name}.xlsx": workbook_of_pairs(kept)})


def plain_csv(pairs: Iterable[Pair] = PAIRS, *, packed: bool = False) -> bytes:
    """A plain csv of the pairs that hold, with numbers for reasons."""
    rows = [("column1", "column2", "modifier_indicator", "rationale_id")]
    rows += ((one[0], one[1], one[5], _IDS.get(one[6], "7")) for one in pairs)
    return gzip.compress(csv_of(rows)) if packed else csv_of(rows)


_IDS = {MISUSE: "0", STANDARDS: "1"}


def reasons_csv() -> bytes:
    """The list of reasons beside a plain csv."""
    return csv_of([("rationale_id", "rationale"), *((number, words) for words, number in _IDS.items())])
