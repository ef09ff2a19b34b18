"""Take a published table apart: CMS's own, of 31 or 32 columns, or one re-serialised with one header row."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from operator import itemgetter

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.schedule.labels import DESCRIPTOR, FACTOR, TOTALS, CsvLayout, layout_of
from rvuedge_desktop.schedule.published_rows import END_OF_FILE, PublishedRow, PublishedTable, UnreadRow

_HEADER_ROWS_AT_MOST = 20


NumberedRow = tuple[int, list[str]]
"""A row with its line in the file, its cells without blanks around them."""


def read_csv(text: str, name: str) -> PublishedTable:
    """Read a csv as `read_table` does.

    Raises:
        BadInputError: as `read_table`; where the file is no csv at all, when the rows are read.
    """
    return read_table(numbered_rows(text, name), name)


def read_table(rows: Iterator[NumberedRow], name: str) -> PublishedTable:
    """Find the columns by their labels and give the rows below, one at a time.

    Raises:
        BadInputError: it is not a relative value file, or a column is not where it belongs.
    """
    first = list(islice(rows, _HEADER_ROWS_AT_MOST))
    layout, skip = layout_of([row for _, row in first], name)
    heading = "\n".join(" ".join(row) for _, row in first[:skip])
    return PublishedTable(heading, _rows(chain(first[skip:], rows), layout))


def numbered_rows(text: str, name: str) -> Iterator[NumberedRow]:
    """The rows of a csv.

    Raises:
        BadInputError: a line is none of a csv.
    """
    reader = csv.reader(StringIO(text, newline=""))
    try:
        for row in reader:
            yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise BadInputError(f"{name}, line {reader.line_num} is not a line of a csv: {error}") from error


def _rows(rows: Iterator[NumberedRow], layout: CsvLayout) -> Iterator[PublishedRow | UnreadRow]:
    width = len(layout.fields)
    fields = itemgetter(*layout.rate_places)
    totals = itemgetter(*layout.places(TOTALS))
    factor, descriptor = (itemgetter(*layout.places([name])) for name in (FACTOR, DESCRIPTOR))
    for line, row in rows:
        if not "".join(row).strip(END_OF_FILE):
            continue
        if len(row) == width:
            yield PublishedRow(line, fields(row), descriptor(row), totals(row), factor(row))
        else:
            yield UnreadRow(line, f"it has {len(row)} columns where {width} belong")
