"""Take a published csv apart: CMS's own, of 31 or 32 columns, or one re-serialised with one header row."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from operator import itemgetter

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.schedule.labels import FACTOR, TOTALS, CsvLayout, layout_of
from rvuedge_desktop.schedule.published_rows import END_OF_FILE, PublishedRow, PublishedTable, UnreadRow

_HEADER_ROWS_AT_MOST = 20


def read_csv(text: str, name: str) -> PublishedTable:
    """Find the columns by their labels and give the rows below, one at a time.

    Raises:
        BadInputError: it is not a relative value file, or a column is not where it belongs. Where the file
            is no csv at all, when the rows are read.
    """
    numbered = _numbered(text, name)
    first = list(islice(numbered, _HEADER_ROWS_AT_MOST))
    layout, skip = layout_of([row for _, row in first], name)
    heading = "\n".join(" ".join(row) for _, row in first[:skip])
    return PublishedTable(heading, _rows(chain(first[skip:], numbered), layout))


def _numbered(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""))
    try:
        for row in reader:
            yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise BadInputError(f"{name}, line {reader.line_num} is not a line of a csv: {error}") from error


def _rows(rows: Iterator[tuple[int, list[str]]], layout: CsvLayout) -> Iterator[PublishedRow | UnreadRow]:
    width = len(layout.fields)
    fields = itemgetter(*layout.rate_places)
    totals = itemgetter(*layout.places(TOTALS))
    factor = itemgetter(*layout.places([FACTOR]))
    for line, row in rows:
        if not "".join(row).strip(END_OF_FILE):
            continue
        if len(row) == width:
            yield PublishedRow(line, fields(row), totals(row), factor(row))
        else:
            yield UnreadRow(line, f"it has {len(row)} columns where {width} belong")
