"""What is checked: entries with the rows of their codes, and what else the checks may ask."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple, Protocol

from rvuedge_desktop.domain.code_pairs import CodePair
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.pricing import row_for
from rvuedge_desktop.domain.rates import PAYABLE_STATUSES, Indicators, Rate, RateRows
from rvuedge_desktop.domain.unit_limits import UnitLimit

DISTINCT = frozenset({"59", "XE", "XS", "XP", "XU"})
"""Modifiers that say that a service was apart from another one of the day."""
REPEATED = frozenset({"76", "77", "91"})
"""Modifiers that say that a service was done once more."""
ASSISTANTS = frozenset({"80", "81", "82", "AS"})
"""Modifiers of who helped at another's operation."""

SURGERY = ("10004", "69990")
"""First and last code of the surgical section."""

_VISITS = (
    ("99201", "99205"),
    ("99211", "99215"),
    ("99217", "99226"),
    ("99231", "99236"),
    ("99238", "99239"),
    ("99241", "99245"),
    ("99251", "99255"),
    ("99281", "99285"),
    ("99291", "99291"),
    ("99304", "99310"),
    ("99315", "99318"),
    ("99324", "99337"),
    ("99341", "99350"),
    ("99495", "99496"),
)
"""Those of former years too: office, observation, hospital, consultation, emergency, critical care, nursing
home, home, the time after a hospital."""
_EYE_VISITS = frozenset({"92002", "92004", "92012", "92014"})
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
"""As the log compares names: the case of A to Z does not matter, that of other letters does."""


class CheckedEntry(NamedTuple):
    """An entry as the checks see it.

    Attributes:
        entry: as it stands in the log.
        rows: of its code on its day, by modifier; empty where the schedule of that day does not have it.
        release: title of the release that ruled, such as `RVU26C (July 2026)`; empty where none did.
    """

    entry: Entry
    rows: RateRows
    release: str


class CheckTables(Protocol):
    """What is published beside the fee schedule."""

    def primaries(self, addon: str) -> Collection[str]:
        """CMS's primary codes of an add-on, perhaps with `ANY_PRIMARY`; empty where it is no add-on."""

    def unit_limit(self, code: str) -> UnitLimit | None:
        """The most units of a code for one patient; None where there is no limit."""

    def pairs(self, codes: Collection[str], day: date) -> Iterable[CodePair]:
        """Pairs that hold on a day and both of whose codes are among these."""


class CheckOptions(NamedTuple):
    """What the user wants of the checks.

    Attributes:
        off: names of rules that say nothing.
        group_limit: most members of a group that a payer takes; None where none was set.
    """

    off: frozenset[str] = frozenset()
    group_limit: int | None = None


NO_OPTIONS = CheckOptions()


class Line(NamedTuple):
    """An entry while it is checked.

    Attributes:
        entry: as it stands in the log.
        code: five characters.
        rows: of its code on its day, by modifier.
        release: title of the release that ruled; empty where none did.
        rate: the row that its modifiers choose, else the row of the whole; None where there is none.
        modifiers: those on the line.
        provider: whose claim it is on, alike for every spelling of the name.
    """

    entry: Entry
    code: str
    rows: RateRows
    release: str
    rate: Rate | None
    modifiers: frozenset[str]
    provider: str

    @property
    def payable(self) -> Indicators | None:
        """The indicators of a row that Medicare pays by; None for any other, whose fields are fillers."""
        return self.rate.indicators if self.rate and self.rate.status in PAYABLE_STATUSES else None

    @property
    def source(self) -> str:
        """Where the indicators stand: the release, or the file's name where no release is named."""
        return self.release or "Relative value file"


def line_of(checked: CheckedEntry) -> Line:
    """Take what the rules need out of an entry."""
    entry, rows = checked.entry, checked.rows
    chosen = row_for(rows, entry.modifiers) if rows else None
    rate = chosen if isinstance(chosen, Rate) else rows.get("") or next(iter(rows.values()), None)
    provider = entry.provider.translate(_LOWER)
    return Line(entry, entry.code, rows, checked.release, rate, frozenset(entry.modifiers), provider)


@cache
def is_visit(code: str) -> bool:
    """Tell whether a code is a visit that modifiers 24, 25 and 57 speak of."""
    return code in _EYE_VISITS or any(first <= code <= last for first, last in _VISITS)


def is_surgery(code: str) -> bool:
    """Tell whether a code stands in the surgical section."""
    return code.isdigit() and SURGERY[0] <= code <= SURGERY[1]
