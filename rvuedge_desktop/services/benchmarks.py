"""The user's year beside percentiles that they brought, and their office visits beside a specialty's."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.benchmarks import (
    KNOWN_PATIENT,
    NEW_PATIENT,
    PER_YEAR,
    Benchmark,
    LevelShare,
    Rank,
    full_year,
    level_mix,
    rank,
)
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.exchange.benchmark_csv import benchmarks_text, read_benchmarks
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.pay import Pay
from rvuedge_desktop.services.preferences import Preferences
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.totals import tally_between

_KEY = "benchmarks"
_LEVELS = (*NEW_PATIENT, *KNOWN_PATIENT)
_BEFORE = timedelta(days=364)
_HUNDREDTH = Decimal("0.01")


class Standing(NamedTuple):
    """A user's year beside one table.

    Attributes:
        benchmark: the table.
        period: the days that count: up to today, a year at most; for pay only those that contracts cover.
        fte: by which the figure was brought to full time.
        figure: the user's, as of a whole year at full time; None where the log does not give it.
        rank: where it lies; None without a figure.
        reason: why there is no figure; empty where there is one.
    """

    benchmark: Benchmark
    period: Period
    fte: Decimal
    figure: Decimal | None
    rank: Rank | None
    reason: str


class OfficeMix(NamedTuple):
    """Levels of office visits.

    Attributes:
        specialty: as Medicare names it.
        period: the days of the log.
        own: of the log.
        others: of the specialty in Medicare fee-for-service of 2023; a level outside its fifty codes of
            highest payments is unknown.
    """

    specialty: str
    period: Period
    own: tuple[LevelShare, ...]
    others: tuple[LevelShare, ...]


class Benchmarks:
    """Tables of the user's own, kept with the log; nothing licensed is bundled."""

    def __init__(self, workspace: Workspace, library: Library, preferences: Preferences, pay: Pay) -> None:
        """Read an open log and what is known of specialties."""
        self._workspace, self._reference = workspace, library.reference
        self._preferences, self._pay = preferences, pay

    def all(self) -> tuple[Benchmark, ...]:
        """Every table, by specialty, metric and year.

        Raises:
            OperationFailedError: they could not be read.
        """
        kept = self._preferences.get(_KEY)
        return read_benchmarks(kept, "The benchmarks of this log") if kept else ()

    def add(self, benchmarks: Iterable[Benchmark]) -> int:
        """Keep tables; one of the same specialty, metric, year and source is replaced. Gives how many.

        Raises:
            OperationFailedError: they could not be written.
        """
        added = {one.key: one for one in benchmarks}
        kept = {one.key: one for one in self.all()} | added
        self._preferences.put(_KEY, benchmarks_text(kept[key] for key in sorted(kept)))
        return len(added)

    def remove(self, specialty: str) -> int:
        """Forget the tables of a specialty, whatever the case; gives how many.

        Raises:
            BadInputError: there are none of that name.
            OperationFailedError: they could not be written.
        """
        kept = self.all()
        left = [one for one in kept if one.specialty.casefold() != specialty.strip().casefold()]
        if len(left) == len(kept):
            names = ", ".join(dict.fromkeys(one.specialty for one in kept)) or "none yet"
            raise BadInputError(f"There are no benchmarks of {specialty}", f"This log has {names}")
        self._preferences.put(_KEY, benchmarks_text(left) if left else "")
        return len(kept) - len(left)

    def period(self, provider: str) -> Period | None:
        """The days that are compared: a year up to today, or from a provider's first entry if that is later.

        Raises:
            OperationFailedError: the log could not be read.
        """
        today = self._workspace.today()
        year = Period(today - _BEFORE, today)
        with self._workspace.reporting():
            first = rows.first_entry_day(self._workspace.log, year, provider)
        return None if first is None else Period(first, today)

    def standings(self, provider: str) -> list[Standing]:
        """A provider's year beside every table.

        Raises:
            OperationFailedError: the log could not be read.
        """
        period = self.period(provider)
        if period is None:
            return []
        year = self._pay.year_of(provider, self._workspace.today())
        fte = year.contract.fte if year and year.contract.fte else Decimal(1)
        own = _Own(period, fte, self._wrvu(period, provider), None, period)
        paid = self._pay.statements(period, provider)
        if paid:
            # What was paid before the first contract is unknown, and not nothing.
            covered = Period(min(one.period.first for one in paid), period.last)
            own = own._replace(
                paid=sum((one.total for one in paid), Decimal(0)),
                covered=covered,
                wrvu_covered=self._wrvu(covered, provider),
            )
        return [_standing(one, own) for one in self.all()]

    def _wrvu(self, period: Period, provider: str) -> Decimal | None:
        with self._workspace.reporting():
            return tally_between(self._workspace.log, period, provider).known_wrvu

    def specialties(self) -> list[str]:
        """The specialties whose office visits are known, by name."""
        return self._reference.specialties()

    def office_mix(self, specialty: str, provider: str) -> OfficeMix:
        """A provider's office visits of a year beside those of a specialty.

        Args:
            specialty: a name of `specialties`, whatever the case, or a part that only one has.
            provider: whose.

        Raises:
            BadInputError: no specialty, or several, of that name.
            OperationFailedError: the log could not be read.
        """
        name = self._named(specialty)
        today = self._workspace.today()
        period = self.period(provider) or Period(today - _BEFORE, today)
        with self._workspace.reporting():
            own = rows.units_by_code(self._workspace.log, period, provider, _LEVELS)
        others = self._reference.services_of_specialty(name, _LEVELS)
        return OfficeMix(
            name, period, level_mix({code: own.get(code, 0) for code in _LEVELS}), level_mix(others)
        )

    def _named(self, specialty: str) -> str:
        typed = specialty.strip().casefold()
        names = self.specialties()
        found = [name for name in names if name.casefold() == typed]
        found = found or [name for name in names if typed and typed in name.casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInputError(f"\u201c{specialty}\u201d fits {', '.join(found)}", "Say more of the name")
        raise BadInputError(f"Medicare has no specialty \u201c{specialty}\u201d", "Try a part of its name")


class _Own(NamedTuple):
    """What a provider's log and contracts give."""

    period: Period
    fte: Decimal
    wrvu: Decimal | None
    paid: Decimal | None
    covered: Period
    wrvu_covered: Decimal | None = None


def _standing(benchmark: Benchmark, own: _Own) -> Standing:
    """A figure beside a table: of the whole period, or of what contracts cover of it."""
    of_log = benchmark.metric == "wrvu"
    period = own.period if of_log else own.covered
    if not of_log and own.paid is None:
        return Standing(benchmark, period, own.fte, None, None, "no contract tells what was paid")
    wrvu = own.wrvu if of_log else own.wrvu_covered
    if benchmark.metric != "compensation" and not wrvu:
        return Standing(benchmark, period, own.fte, None, None, "the log has no work RVU in these days")
    figure = (wrvu if of_log else own.paid) or Decimal(0)
    if benchmark.metric in PER_YEAR:
        figure = full_year(figure, period, own.fte)
    elif wrvu:
        figure = (figure / wrvu).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return Standing(benchmark, period, own.fte, figure, rank(benchmark, figure), "")
