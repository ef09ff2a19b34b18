"""Percentile tables as CSV: `specialty,metric,p10,p25,p50,p75,p90,year,source`."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from rvuedge_desktop.domain.benchmarks import METRICS, PERCENTILES, Benchmark
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.exchange.csv_text import csv_text, unguarded

COLUMNS = ("specialty", "metric", *(f"p{percentile}" for percentile in PERCENTILES), "year", "source")
_SAFE = "No benchmark was changed"
_NUMBER = re.compile(r"\$?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,4})?")
_YEARS = range(1990, 2101)
_LONGEST = 200
_MOST = 20_000


def benchmarks_text(benchmarks: Iterable[Benchmark]) -> str:
    """Write tables as `read_benchmarks` reads them."""
    return csv_text(
        COLUMNS,
        (
            (
                one.specialty,
                one.metric,
                *(f"{one.values[at]:f}" if at in one.values else "" for at in PERCENTILES),
                str(one.year),
                one.source,
            )
            for one in benchmarks
        ),
    )


def read_benchmarks(text: str, name: str) -> tuple[Benchmark, ...]:
    """Read a file whole, or not at all. Columns may come in any order; empty percentiles are unknown.

    Args:
        text: the content.
        name: of the file, for messages.

    Raises:
        BadInputError: a column is missing, or a line is not as it must be; the message names the line.
    """
    read: dict[tuple[str, str, int, str], Benchmark] = {}
    for line, cells in _rows(text, name):
        try:
            one = _benchmark(cells, read)
        except ValueError as error:
            raise BadInputError(f"{name}, line {line}: {error}", "Correct the line", _SAFE) from error
        read[one.key] = one
    if not read:
        raise BadInputError(f"{name} has no line below its header", "Choose the file with figures", _SAFE)
    return tuple(read.values())


def _rows(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = [cell.strip().casefold() for cell in next(rows, [])]
        missing = [column for column in COLUMNS if header.count(column) != 1]
        if missing:
            raise BadInputError(
                f"{name} has no column {missing[0]}, or has it twice",
                f"The first line must be {','.join(COLUMNS)}",
                _SAFE,
            )
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header) or rows.line_num > _MOST:
                what = f"{name}, line {rows.line_num}: {len(row)} cells where the header has {len(header)}"
                what = f"{name} has more than {_MOST:,} lines" if rows.line_num > _MOST else what
                raise BadInputError(what, "Correct the file", _SAFE)
            yield (
                rows.line_num,
                {title: unguarded(cell.strip()) for title, cell in zip(header, row, strict=True)},
            )
    except csv.Error as error:
        raise BadInputError(f"{name}, line {rows.line_num}: {error}", "Save it as CSV", _SAFE) from error


def _benchmark(cells: dict[str, str], read: Mapping[tuple[str, str, int, str], Benchmark]) -> Benchmark:
    specialty, metric, source = cells["specialty"], cells["metric"].casefold(), cells["source"]
    if not specialty or not source:
        raise ValueError("specialty and source must be said")
    if max(len(specialty), len(source)) > _LONGEST:
        raise ValueError("specialty or source is too long")
    if metric not in METRICS:
        raise ValueError(f"\u201c{metric}\u201d is no metric; known are {', '.join(METRICS)}")
    values = {at: _number(cells[f"p{at}"]) for at in PERCENTILES if cells[f"p{at}"]}
    if not values:
        raise ValueError("there is no figure")
    if any(higher < lower for lower, higher in pairwise(values.values())):
        raise ValueError("the percentiles do not rise")
    year = cells["year"]
    if not (year.isascii() and year.isdigit() and int(year) in _YEARS):
        raise ValueError(f"\u201c{year}\u201d is no year")
    one = Benchmark(specialty, metric, values, int(year), source)
    if one.key in read:
        raise ValueError("the same specialty, metric, year and source come twice")
    return one


def _number(cell: str) -> Decimal:
    found = _NUMBER.fullmatch(cell)
    if not found:
        raise ValueError(f"\u201c{cell}\u201d is not a number")
    return Decimal(found[1].replace(",", "") + (found[2] or ""))
