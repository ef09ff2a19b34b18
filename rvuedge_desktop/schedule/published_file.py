"""Read a relative value file as CMS publishes it, in any layout since 2020, into rates and findings.

Descriptors in such a file are under copyright of the AMA and the ADA. They stand apart from the rates: what
is bundled is made from the rates alone, a user's own file may show its descriptors on that user's machine.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.rates import Rate, Release
from rvuedge_desktop.schedule.published_csv import read_csv, read_table
from rvuedge_desktop.schedule.published_rows import END_OF_FILE, PublishedRow, PublishedTable, UnreadRow
from rvuedge_desktop.schedule.published_text import HEADER_MARK, read_text
from rvuedge_desktop.schedule.published_workbook import is_workbook, workbook_rows
from rvuedge_desktop.schedule.rate_fields import decimal_from, rate_from
from rvuedge_desktop.schedule.release_names import release_of

_FEWEST_RATES = 10_000
"""The record layout promises "more than 10,000 physician services"; since 2020 it is 17,000 rows and more."""

_FIRST_CHARACTERS = frozenset("0123456789AGJQV")
"""What codes of every release begin with. Digits come first or last: either way half a file lacks some."""

_ROWS_BETWEEN = 500
"""How often progress is told."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """What a relative value file says.

    Attributes:
        release: which release it is.
        conversion_factor: dollars for one RVU, as the file carries it on every row.
        rates: the rows that could be read, in the file's order, each code and modifier once.
        findings: the rows that were left out, and why.
        descriptors: CMS's short descriptor of each code.
    """

    release: Release
    conversion_factor: Decimal
    rates: tuple[Rate, ...]
    findings: tuple[UnreadRow, ...]
    descriptors: Mapping[str, str]


Progress = Callable[[int], None]
"""Called with the number of rows read so far; what it raises ends the reading."""


def read_published_file(path: Path) -> PublishedFile:
    """Read a relative value file from disk.

    Raises:
        BadInputError: as `parse_published_file`.
        OperationFailedError: the file can't be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OperationFailedError(f"{path.name} can't be read: {error.strerror}") from error
    return parse_published_file(content, path.name)


def parse_published_file(content: bytes, name: str, progress: Progress | None = None) -> PublishedFile:
    """Read a relative value file: workbook, csv or fixed-width text, told apart by what is in it.

    Single rows that can't be read become findings. RVUs are as printed.

    Args:
        content: the whole file.
        name: its name, without a folder. It decides the release where the file has no title line.
        progress: told how far the reading is.

    Raises:
        BadInputError: it is not a whole relative value file, a column is not where it belongs, or nothing
            says which release it is.
    """
    table = _table(content, name)
    release = release_of(table.heading, name)
    read, factor, findings = _collect(table.rows, progress)
    rates = tuple(rate for _, rate in read)
    _check_whole(rates, findings, name)
    descriptors = {row.fields[0]: row.descriptor for row, _ in read}
    return PublishedFile(release, factor, rates, findings, descriptors)


def _table(content: bytes, name: str) -> PublishedTable:
    if is_workbook(content):
        return read_table(workbook_rows(content, name), name)
    text = decoded(content, name)
    return read_text(text) if text.startswith(HEADER_MARK) else read_csv(text, name)


def decoded(content: bytes, name: str) -> str:
    """The text of a file that CMS publishes as text.

    Raises:
        BadInputError: it is empty, no text, or ends in the middle of a line.
    """
    if not content.strip():
        raise BadInputError(f"{name} is empty", "Download it again")
    if b"\0" in content:
        raise BadInputError(
            f"{name} is not text",
            "Choose the zip, csv, txt or xlsx as CMS publishes it",
        )
    # Only descriptions hold anything but ASCII, and latin-1 reads every byte.
    text = content.removeprefix(_BYTE_ORDER_MARK).decode("latin-1")
    if not text.rstrip(f" {END_OF_FILE}").endswith("\n"):
        # Its last row may look whole and have lost a digit.
        raise _not_whole("it ends in the middle of a line", name)
    return text


def _collect(
    rows: Iterable[PublishedRow | UnreadRow], progress: Progress | None
) -> tuple[list[tuple[PublishedRow, Rate]], Decimal, tuple[UnreadRow, ...]]:
    read: dict[tuple[str, str], tuple[PublishedRow, Rate]] = {}
    findings: list[UnreadRow] = []
    for number, row in enumerate(rows):
        if progress and number % _ROWS_BETWEEN == 0:
            progress(number)
        if isinstance(row, UnreadRow):
            findings.append(row)
            continue
        try:
            rate = _rate(row)
        except ValueError as error:
            findings.append(UnreadRow(row.line, str(error)))
            continue
        first, _ = read.setdefault((rate.code, rate.modifier), (row, rate))
        if first is not row:
            findings.append(UnreadRow(row.line, f"its code and modifier are already in line {first.line}"))
    factor = _most_common(row.factor for row, _ in read.values())
    findings += (
        UnreadRow(row.line, f"its conversion factor is {row.factor} where the file's is {factor}")
        for row, _ in read.values()
        if row.factor != factor
    )
    kept = [(row, rate) for row, rate in read.values() if row.factor == factor]
    return kept, Decimal(factor), tuple(sorted(findings, key=lambda finding: finding.line))


def _rate(row: PublishedRow) -> Rate:
    rate = rate_from(row.fields)
    decimal_from(row.factor)
    # Two sums over five columns: where one of them has moved, they do not come out.
    fixed = rate.work + rate.malpractice
    if (fixed + rate.pe_nonfacility, fixed + rate.pe_facility) != tuple(map(decimal_from, row.totals)):
        raise ValueError(f"its RVUs do not add up to the totals it states, {' and '.join(row.totals)}")
    return rate


def _most_common(texts: Iterable[str]) -> str:
    return Counter([*texts, "0"]).most_common(1)[0][0]


def _check_whole(rates: tuple[Rate, ...], findings: tuple[UnreadRow, ...], name: str) -> None:
    missing = _FIRST_CHARACTERS - {rate.code[0] for rate in rates}
    if len(rates) < _FEWEST_RATES:
        why = f"only {len(rates):,} of its rows could be read"
    elif missing:
        why = f"it has no code that begins with {', '.join(sorted(missing))}"
    else:
        return
    raise _not_whole(f"{why}; line {findings[0].line}: {findings[0].what}" if findings else why, name)


def _not_whole(why: str, name: str) -> BadInputError:
    return BadInputError(
        f"{name} is not a whole relative value file: {why}", "Download it again", "Nothing was read from it"
    )
