"""Read NCCI's procedure-to-procedure pairs for practitioners, as CMS publishes them every quarter.

A quarter has some two million rows. They are kept as columns of small numbers, 12 bytes a row; as objects
they would fill half a gigabyte.
"""

import re
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from rvuedge_desktop.domain.code_pairs import PairRule
from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.quarters import Quarter, quarter_on
from rvuedge_desktop.schedule.pair_files import PairFile, found_files, is_reasons, rows_of
from rvuedge_desktop.schedule.pair_names import check_is_ours, missing_parts, quarter_said
from rvuedge_desktop.schedule.published_file import Progress
from rvuedge_desktop.schedule.published_rows import END_OF_FILE, UnreadRow
from rvuedge_desktop.schedule.streamed_workbook import NumberedRow

MOST_ROWS = 8_000_000
"""CMS's four parts have some two and a half million rows with those that ended."""
MOST_REFUSED = 1000
"""More rows than these unread, and it is no whole file."""
USUAL_ROWS = 2_500_000
"""What progress is shown of."""

_ROWS_BETWEEN = 20_000
_HEADING_ROWS = 30
_LONGEST_REASON = 120
_ANESTHESIA = re.compile(r"1?[0-9]{3}", re.ASCII)
"""00100 to 01999 without their zeros."""
_WIDTH = 5
_SHOWN = 20

_RULES: dict[str, PairRule] = {"0": "never", "1": "with a modifier", "9": "not applicable"}
_LABELS = {"first": "column1", "second": "column2", "rule": "modifier", "first_day": "effective"}
_LABELS |= {"last_day": "deletion", "reason": "rationale"}
"""What the label of each column has in it, without blanks and signs. Deletion is the last day it holds."""
_TITLES = {"first": "Column 1", "second": "Column 2", "rule": "Modifier"}
_NUMBERED = "rationaleid"
_NEEDED = ("first", "second", "rule")
_TERMS = ("rule", "first_day", "last_day", "reason")
_DAY = re.compile(r"(?:19|20)[0-9]{6}")
_NO_DAY = frozenset({"", "*"})


class QuarterUnknownError(BadInputError):
    """Nothing says of which quarter the files are: who reads them must say it."""


class PairTerms(NamedTuple):
    """What many pairs have in common.

    Attributes:
        first_day, last_day: days of service they hold for; None where not said, or without an end.
        rule: whether a modifier lets both be paid.
        rationale: CMS's reason, by its short name; empty where the file does not say.
    """

    first_day: date | None
    last_day: date | None
    rule: PairRule
    rationale: str


@dataclass(frozen=True, slots=True)
class PublishedPairs:
    """What was read.

    Attributes:
        quarter: of which quarter it is.
        source: the files that the user named.
        members: the files that were read, in order.
        codes: every code that was read, also in a row that was left out.
        terms: what pairs have in common, each once.
        findings: rows that were left out, and why.
        never_held: rows left out as CMS withdrew them from their first day on.
        missing_parts: numbers of CMS's four parts that are not among the files.
    """

    quarter: Quarter
    source: str
    members: tuple[str, ...]
    codes: tuple[str, ...]
    terms: tuple[PairTerms, ...]
    findings: tuple[UnreadRow, ...]
    never_held: int
    missing_parts: tuple[int, ...]
    _columns: "tuple[array[int], array[int], array[int]]"

    @property
    def count(self) -> int:
        """How many pairs it has."""
        return len(self._columns[0])

    def paired_codes(self) -> frozenset[str]:
        """Every code that stands in a pair."""
        firsts, seconds, _ = self._columns
        return frozenset(self.codes[number] for number in {*firsts, *seconds})

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """First and second code of each pair, and the place of its terms in `terms`."""
        firsts, seconds, terms = self._columns
        text = self.codes.__getitem__
        return zip(map(text, firsts), map(text, seconds), terms, strict=True)


def read_pairs(
    paths: Iterable[Path], progress: Progress | None = None, quarter: Quarter | None = None
) -> PublishedPairs:
    """Read a quarter of pairs from disk: CMS's zips, the txt or xlsx in them, or a plain csv, packed or not.

    Args:
        paths: all parts of the quarter; beside a plain csv also the list of its reasons.
        progress: told how many rows are read; what it raises ends the reading.
        quarter: which one it is, where neither the names of the files nor their headings say.

    Raises:
        QuarterUnknownError: nothing says of which quarter they are.
        BadInputError: a file is not what CMS publishes of these, or is damaged.
        OperationFailedError: a file can't be read from disk.
    """
    named = tuple(paths)
    names = [path.name for path in named]
    source = ", ".join(names)
    for name in names:
        check_is_ours(name)
    files = found_files(named)
    for one in files:
        check_is_ours(one.name)
    reasons: dict[str, str] = {}
    for one in filter(is_reasons, files):
        reasons |= _reasons(one)
    members = [one for one in files if not is_reasons(one)]
    if not members:
        raise BadInputError(f"{source} holds no pairs", "Choose the zip, txt, xlsx or csv of the pairs")
    reading = _Reading(reasons, progress, several=len(members) > 1)
    for one in members:
        reading.read(one)
    texts = [*names, *(one.name for one in members), *reading.headings]
    known = quarter or quarter_said(texts)
    if known is None:
        newest = max((one.first_day for one in reading.terms if one.first_day), default=None)
        such = quarter_on(newest).name if newest else "2026Q2"
        raise QuarterUnknownError(
            f"Nothing says of which quarter {source} is",
            f"Say it, such as --quarter {such}, or name the file as CMS does: ccipra-v321r0-f1.txt",
            "Nothing was loaded",
        )
    return reading.result(known, source, [one.name for one in members])


def _reasons(one: PairFile) -> dict[str, str]:
    """Reasons by their number, from the list beside a plain csv."""
    rows = islice(rows_of(one), 1, _HEADING_ROWS * _HEADING_ROWS)
    return {row[0].strip(): _words(row[1]) for _, row in rows if len(row) > 1}


def _words(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_REASON]


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Hashable)

_NEVER_HELD = -1


class _Numbers(dict[Key, int], Generic[Key, Value]):
    """The number of what stands in cells: read once, however many rows say it."""

    def __init__(self, numbers: dict[Value, int], read: Callable[[Key], Value | None]) -> None:
        """Begin.

        Args:
            numbers: what was read so far, in the order of its numbers; several of these may share it.
            read: gives what cells say; None for what is to be passed over. A ValueError means nothing.
        """
        super().__init__()
        self._numbers = numbers
        self._read = read

    def __missing__(self, key: Key) -> int:
        """Read what is new."""
        value = self._read(key)
        number = _NEVER_HELD if value is None else self._numbers.setdefault(value, len(self._numbers))
        self[key] = number
        return number


class _Reading:
    """What was read so far of all files.

    Attributes:
        headings: what stands above the rows.
        terms: what pairs have in common, by number.
    """

    def __init__(self, reasons: Mapping[str, str], progress: Progress | None, *, several: bool) -> None:
        self.headings: list[str] = []
        self.terms: dict[PairTerms, int] = {}
        self._reasons = reasons
        self._progress = progress
        self._several = several
        self._codes: dict[str, int] = {}
        self._columns = (array("I"), array("I"), array("I"))
        self._findings: list[UnreadRow] = []
        self._never_held = 0
        self._rows = 0

    def read(self, one: PairFile) -> None:
        """Add a file.

        Raises:
            BadInputError, OperationFailedError: as `read_pairs`.
        """
        rows = rows_of(one)
        places, numbered, first_rows = self._labelled(rows, one.name)
        number_of = _Numbers(self._codes, _code)
        terms_in = itemgetter(*(places.get(name, places["rule"]) for name in _TERMS))
        term_of = _Numbers(self.terms, self._terms_reader(places, numbered=numbered))
        first_at, second_at = places["first"], places["second"]
        firsts, seconds, terms = self._columns
        for line, row in chain(first_rows, rows):
            if self._rows % _ROWS_BETWEEN == 0:
                self._tell(one.name)
            self._rows += 1
            try:
                first, second = number_of[row[first_at]], number_of[row[second_at]]
                term = term_of[terms_in(row)]
            except (ValueError, IndexError) as error:
                if "".join(row).strip(f"{END_OF_FILE} "):
                    short = f"it has {len(row)} columns, fewer than the labels above"
                    self._refuse(one, line, short if isinstance(error, IndexError) else str(error))
            else:
                if first == second:
                    self._refuse(one, line, "it pairs a code with itself")
                elif term == _NEVER_HELD:
                    self._never_held += 1
                else:
                    firsts.append(first)
                    seconds.append(second)
                    terms.append(term)

    def _labelled(
        self, rows: Iterator[NumberedRow], name: str
    ) -> tuple[dict[str, int], bool, list[NumberedRow]]:
        """Where the columns are by the labels above the rows, whether reasons are numbers, the first row."""
        heading: list[list[str]] = []
        first: list[NumberedRow] = []
        for line, row in islice(rows, _HEADING_ROWS):
            if _begins_with_codes(row):
                first.append((line, row))
                break
            heading.append(row)
        self.headings += (" ".join(row) for row in heading)
        # A label may stand in several rows, one above the other.
        labels = [_letters("".join(cells)) for cells in zip_longest(*heading, fillvalue="")]
        places: dict[str, int] = {}
        for column, label in _LABELS.items():
            fitting = [at for at, one in enumerate(labels) if label in one and at not in places.values()]
            if fitting:
                places[column] = fitting[0]
        missing = [column for column in _NEEDED if column not in places]
        if missing:
            raise _not_pairs(name, f"it has no column \u201c{_TITLES[missing[0]]}\u201d")
        if not first:
            raise _not_pairs(name, "no pair stands below its labels")
        numbered = "reason" in places and _NUMBERED in labels[places["reason"]]
        return places, numbered, first

    def _terms_reader(
        self, places: Mapping[str, int], *, numbered: bool
    ) -> Callable[[tuple[str, ...]], PairTerms | None]:
        """What reads the cells of `_TERMS`; for a column that is not there another stands in."""

        def read(cells: tuple[str, ...]) -> PairTerms | None:
            rule_text, *others = (
                cell.strip() if name in places else "" for name, cell in zip(_TERMS, cells, strict=True)
            )
            first_text, last_text, reason = others
            rule = _RULES.get(rule_text)
            if rule is None:
                raise ValueError(f"{rule_text[:_SHOWN]!r} is no modifier indicator: 0, 1 or 9")
            first_day, last_day = _day(first_text), _day(last_text)
            if first_day and last_day and last_day < first_day:
                raise ValueError(f"it ends on {last_day}, before it begins on {first_day}")
            if rule == "not applicable" and first_day and first_day == last_day:
                return None
            rationale = self._reasons.get(reason, "") if numbered else _words(reason)
            return PairTerms(first_day, last_day, rule, rationale)

        return read

    def _tell(self, name: str) -> None:
        if self._progress:
            self._progress(self._rows)
        if self._rows > MOST_ROWS:
            raise BadInputError(f"{name} has more rows than any file of CMS", "Choose the zip of CMS")

    def _refuse(self, one: PairFile, line: int, what: str) -> None:
        self._findings.append(UnreadRow(line, f"{what} ({one.name})" if self._several else what))
        if len(self._findings) > MOST_REFUSED:
            first = self._findings[0]
            raise _not_pairs(
                one.name,
                f"more than {MOST_REFUSED:,} rows could not be read; line {first.line}: {first.what}",
            )

    def result(self, quarter: Quarter, source: str, members: Sequence[str]) -> PublishedPairs:
        """All of it.

        Raises:
            BadInputError: no row could be read.
        """
        if not self._columns[0]:
            first = self._findings[0] if self._findings else None
            why = f"; line {first.line}: {first.what}" if first else ""
            raise _not_pairs(source, f"no row of it could be read{why}")
        return PublishedPairs(
            quarter,
            source,
            tuple(members),
            tuple(self._codes),
            tuple(self.terms),
            tuple(self._findings),
            self._never_held,
            missing_parts(members),
            self._columns,
        )


def _begins_with_codes(row: Sequence[str]) -> bool:
    try:
        return len(row) > 1 and bool(_code(row[0])) and bool(_code(row[1]))
    except ValueError:
        return False


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _code(text: str) -> str:
    """A code; one of anesthesia that a spreadsheet took for a number gets its zeros back."""
    code = text.strip()
    if _ANESTHESIA.fullmatch(code):
        code = code.zfill(_WIDTH)
    if not is_code(code):
        raise ValueError(f"{code[:_SHOWN]!r} is not a code")
    return code


def _day(text: str) -> date | None:
    if text in _NO_DAY:
        return None
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text[:_SHOWN]!r} is not a day as YYYYMMDD")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as error:
        raise ValueError(f"{text} is not a day of the calendar") from error


def _not_pairs(name: str, why: str) -> BadInputError:
    return BadInputError(
        f"{name} is not a file of NCCI\u2019s pairs: {why}",
        "Choose the practitioner files of Medicare, named ccipra, as CMS publishes them",
        "Nothing was read from it",
    )
