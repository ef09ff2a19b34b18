"""The text format of resources/fee_schedule: figures only, one line a fact, so that a change can be read.

`2026.csv` and its like hold one row for each code, modifier and interval of days; `releases.csv` the releases
that they were made from; `conversion_factors.csv` the factors, written by hand from CMS's final rules.
All are UTF-8 with LF line ends, one header row, no quotes; the same input gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.rates import ConversionFactor, RateInterval, Release
from rvuedge_desktop.schedule.intervals import interval_order
from rvuedge_desktop.schedule.rate_fields import RATE_FIELDS, decimal_from, plain, rate_from, texts_of

RELEASES_FILE = "releases.csv"
FACTORS_FILE = "conversion_factors.csv"

YEAR_COLUMNS = (*RATE_FIELDS[:2], "first_day", "last_day", *RATE_FIELDS[2:])
"""The columns of a year's file; the days stand beside the key, the figures and indicators behind."""
RELEASE_COLUMNS = ("name", "first_day", "published", "rows")
FACTOR_COLUMNS = ("first_day", "amount", "qualifying", "anesthesia", "qualifying_anesthesia")

T = TypeVar("T")

_REPAIR = "Install the program anew"


class BundledRelease(NamedTuple):
    """A release that the bundled years hold.

    Attributes:
        release: its name and dates.
        rows: how many rates it has, to check a load against.
    """

    release: Release
    rows: int


def year_files(folder: Path) -> tuple[Path, ...]:
    """The files of years in the folder, earliest first."""
    return tuple(sorted(folder.glob("[0-9][0-9][0-9][0-9].csv")))


def year_text(intervals: Iterable[RateInterval]) -> str:
    """Write the intervals of one year, ordered by code, modifier and first day."""
    ordered = sorted(intervals, key=interval_order)
    return _text(YEAR_COLUMNS, (_interval_texts(interval) for interval in ordered))


def _interval_texts(interval: RateInterval) -> tuple[str, ...]:
    texts = texts_of(interval.rate)
    return (*texts[:2], interval.first_day.isoformat(), _day_text(interval.last_day), *texts[2:])


def releases_text(releases: Iterable[BundledRelease]) -> str:
    """Write the releases, ordered by first day."""
    ordered = sorted(releases, key=lambda bundled: bundled.release.first_day)
    return _text(
        RELEASE_COLUMNS,
        (
            (
                bundled.release.name,
                bundled.release.first_day.isoformat(),
                _day_text(bundled.release.published),
                str(bundled.rows),
            )
            for bundled in ordered
        ),
    )


def conversion_factors_text(factors: Iterable[ConversionFactor]) -> str:
    """Write the conversion factors, ordered by first day."""
    ordered = sorted(factors, key=lambda factor: factor.first_day)
    return _text(
        FACTOR_COLUMNS,
        (
            (
                factor.first_day.isoformat(),
                plain(factor.amount),
                *map(_factor_text, factor[2:]),
            )
            for factor in ordered
        ),
    )


def read_intervals(path: Path) -> Iterator[RateInterval]:
    """Read one year's file, one interval at a time, in the file's order.

    Raises:
        BadInputError: a line is not what `year_text` writes; the message names the file and the line.
        OperationFailedError: the file can't be read.
    """
    return read_rows(path, YEAR_COLUMNS, _interval_from)


def _interval_from(texts: list[str]) -> RateInterval:
    code, modifier, first_day, last_day, *others = texts
    return RateInterval(rate_from((code, modifier, *others)), _day_from(first_day), _day_or_none(last_day))


def read_releases(path: Path) -> tuple[BundledRelease, ...]:
    """Read the list of releases, ordered by first day.

    Raises:
        BadInputError, OperationFailedError: as `read_intervals`.
    """
    return tuple(read_rows(path, RELEASE_COLUMNS, _release_from))


def _release_from(texts: list[str]) -> BundledRelease:
    name, first_day, published, rows = texts
    return BundledRelease(Release(name, _day_from(first_day), _day_or_none(published)), int(rows))


def read_conversion_factors(path: Path) -> tuple[ConversionFactor, ...]:
    """Read the conversion factors, ordered by first day.

    Raises:
        BadInputError, OperationFailedError: as `read_intervals`.
    """
    return tuple(read_rows(path, FACTOR_COLUMNS, _factor_from))


def _factor_from(texts: list[str]) -> ConversionFactor:
    first_day, amount, qualifying, anesthesia, qualifying_anesthesia = texts
    return ConversionFactor(
        _day_from(first_day),
        decimal_from(amount),
        *map(_factor_or_none, (qualifying, anesthesia, qualifying_anesthesia)),
    )


def _text(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"{','.join(row)}\n" for row in (columns, *rows))


def read_rows(path: Path, columns: tuple[str, ...], make: Callable[[list[str]], T]) -> Iterator[T]:
    """Read a file of this form: the header row named, then one thing a line.

    Args:
        path: the file.
        columns: what its header row must say.
        make: turns the cells of a line into the thing; a ValueError means that they are none.

    Raises:
        BadInputError: a line is not as it must be; the message names the file and the line.
        OperationFailedError: the file can't be read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            yield from _rows(file, path.name, columns, make)
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path.name} is not text", _REPAIR) from error
    except OSError as error:
        raise OperationFailedError(f"{path.name} can't be read: {error.strerror}", _REPAIR) from error


def _rows(
    lines: Iterator[str], name: str, columns: tuple[str, ...], make: Callable[[list[str]], T]
) -> Iterator[T]:
    if next(lines, "").rstrip("\n") != ",".join(columns):
        raise BadInputError(f"The header row of {name} is not the one expected", _REPAIR)
    for number, line in enumerate(lines, 2):
        try:
            row = make(line.rstrip("\n").split(","))
        except ValueError as error:
            raise BadInputError(f"{name}, line {number}: {error}", _REPAIR) from error
        yield row


@lru_cache(maxsize=1024)
def _day_from(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str) -> date | None:
    return _day_from(text) if text else None


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _factor_or_none(text: str) -> Decimal | None:
    return decimal_from(text) if text else None


def _factor_text(factor: Decimal | None) -> str:
    return "" if factor is None else plain(factor)
