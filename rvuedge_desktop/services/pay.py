"""What contracts pay: by entry, by period, by month; how far to the target; what if."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.amounts import CENT, dollars_text, rvu_text
from rvuedge_desktop.domain.contracts import (
    BY_DATE,
    Contract,
    ContractYear,
    Tier,
    contract_year,
    contract_years,
)
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import percent_text
from rvuedge_desktop.domain.periods import Period, month_of
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.services.circumstances import check_provider, check_texts
from rvuedge_desktop.services.contracts import Contracts, overlapping
from rvuedge_desktop.services.logbook import Logbook
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store.changes import Writer
from rvuedge_desktop.store.totals import credited_between, tallies_by_day, tally_between

_DAY = timedelta(days=1)
_LAST_DAY = date(9999, 12, 31)
_DAYS_OF_A_WEEK = 7
_FEWEST_WEEKS = 4
"""A range of weeks is told from at least so many."""


class Line(NamedTuple):
    """A line of a statement.

    Attributes:
        label: what it is.
        amount: dollars.
        how: how it came about.
    """

    label: str
    amount: Decimal
    how: str


class Pace(NamedTuple):
    """How far to the target.

    Attributes:
        target: of the contract year; None where the contract has none.
        expected: what of it is due by now, by working days; None without a target.
        worked, left: working days so far, and to come.
        projected: credited wRVU at the year's end if it goes on as on average; None before the first day.
        low, high: the same if every week is as a slow one and as a good one so far; None with few weeks.
        needed: what a working day must bring to make the target; None without one, or with no day left.
        next_tier: the tier that is not reached yet; None above the last.
        next_tier_day: when it is reached on average; None where not in this year.
    """

    target: Decimal | None
    expected: Decimal | None
    worked: int
    left: int
    projected: Decimal | None
    low: Decimal | None
    high: Decimal | None
    needed: Decimal | None
    next_tier: Tier | None
    next_tier_day: date | None


class Cash(NamedTuple):
    """What is paid ahead, and what of it a true-up has settled.

    Attributes:
        since: the last settlement before the period; None where there was none in this year.
        settled: the last settlement inside it; None where there is none.
        settled_draw, open_draw: dollars paid ahead from `since` to it, and after it.
        settled_earned, open_earned: dollars earned above base in the same days.
        is_open: whether days are left after the last settlement.
    """

    since: date | None
    settled: date | None
    settled_draw: Decimal
    open_draw: Decimal
    settled_earned: Decimal
    open_earned: Decimal
    is_open: bool


class Statement(NamedTuple):
    """What a period of a contract year earned.

    Attributes:
        contract: the contract.
        year: its days, or those of the part of a year.
        period: the days of the statement that lie in it.
        credited: in the period.
        credited_to_date: from the beginning of the contract year to the period's end.
        base, productivity: dollars earned in the period; what a floor adds is in productivity.
        target: what of the target falls on the period by working days; None without one.
        expected_to_date: the same to the period's end.
        next_tier: the tier not reached by the period's end.
        lines: the same, told line by line.
        tally: the entries of the period.
    """

    contract: Contract
    year: ContractYear
    period: Period
    credited: Decimal
    credited_to_date: Decimal
    base: Decimal
    productivity: Decimal
    target: Decimal | None
    expected_to_date: Decimal | None
    next_tier: Tier | None
    lines: tuple[Line, ...]
    tally: Tally

    @property
    def total(self) -> Decimal:
        """Base and what was earned above it."""
        return self.base + self.productivity


class Pay:
    """Asks the log what was earned."""

    def __init__(self, workspace: Workspace, contracts: Contracts, logbook: Logbook) -> None:
        """Work on an open log."""
        self._workspace = workspace
        self._contracts = contracts
        self._logbook = logbook
        self._supposed: dict[tuple[str, str, str, Period], Decimal] = {}
        workspace.subscribe(lambda _: self._supposed.clear())

    # Contracts

    def contracts(self) -> list[Contract]:
        """Every contract of the log, by provider and first day.

        Raises:
            OperationFailedError: the log could not be read.
        """
        return [one for some in self._contracts.all().values() for one in some]

    def contracts_of(self, provider: str) -> tuple[Contract, ...]:
        """The contracts of a provider, by first day; none where they have none. Raises as `contracts`."""
        return self._contracts.of(provider)

    def is_of_one_provider(self) -> bool:
        """Tell whether one provider alone has contracts."""
        return len(self._contracts.all()) == 1

    def keep(self, contract: Contract) -> int:
        """Put a contract into the log and credit its entries anew, as one change; gives how many changed.

        A contract of the same provider, name and first day is replaced.

        Raises:
            BadInputError: it overlaps another one, credits by a schedule that is not at hand or a code of the
                user's own, or has no name.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        check_texts(contract.provider)
        check_provider(contract.provider)
        self._contracts.check_schedule(contract)
        self._contracts.check_codes(contract)
        same = overlapping(self._contracts.of(contract.provider), contract)
        if same is not None:
            raise BadInputError(
                f"\u201c{same.name}\u201d begins on {same.first_day} too",
                "Give one of the two another first day, or the same name to replace it",
                "No contract was changed",
            )
        with self._change(f"Contract {contract.name}") as writer:
            self._contracts.put(writer, contract)
            return self._logbook.credit_anew(writer, Period(contract.first_day, _LAST_DAY), contract.provider)

    def drop(self, contract: Contract) -> int:
        """Take a contract away and credit its entries anew; gives how many changed. Raises as `keep`."""
        with self._change(f"Removed contract {contract.name}") as writer:
            self._contracts.drop(writer, contract)
            return self._logbook.credit_anew(writer, Period(contract.first_day, _LAST_DAY), contract.provider)

    @contextmanager
    def _change(self, label: str) -> Iterator[Writer]:
        """A change of contracts. Where it fails, those seen while it was under way are forgotten."""
        try:
            with self._workspace.change("contract", label) as writer:
                yield writer
        except BaseException:
            self._contracts.forget()
            raise

    def year_of(self, provider: str, day: date) -> ContractYear | None:
        """The contract year of a provider in which a day lies; None where no contract holds then."""
        return contract_year(self._contracts.of(provider), day)

    def years(self, provider: str, period: Period) -> list[ContractYear]:
        """The contract years of a provider that have days in a period, in order."""
        return list(contract_years(self._contracts.of(provider), period))

    def years_to(self, provider: str, day: date) -> list[ContractYear]:
        """The contract years of a provider that have begun by a day, or the first one to come."""
        contracts = self._contracts.of(provider)
        last = max(day, contracts[0].first_day) if contracts else day
        return list(contract_years(contracts, Period(date.min, last)))

    # Sums

    def earned(self, period: Period, provider: str = "") -> Decimal | None:
        """Dollars above base that a period earned; None where no contract covers any of it.

        Args:
            period: the days.
            provider: of one provider, or of all that have contracts.
        """
        sums = [
            self._earned_to(year, min(period.last, year.period.last))
            - self._earned_to(year, max(period.first, year.period.first) - _DAY)
            for contracts in self._of(provider)
            for year in contract_years(contracts, period)
        ]
        return sum(sums, Decimal(0)) if sums else None

    def target(self, period: Period, provider: str = "") -> Decimal | None:
        """What of the targets falls on a period, by working days; None where there is none."""
        shares = [
            _between(year, period)
            for contracts in self._of(provider)
            for year in contract_years(contracts, period)
            if year.target is not None
        ]
        return sum(shares, Decimal(0)) if shares else None

    def by_entry(self, entries: Sequence[Entry]) -> dict[int, Decimal]:
        """What each entry of one day earned above base, by number; those under no contract are left out.

        An entry is paid what the contract year has earned with it, less what it had without it and what came
        after it, so that the entries of a day add up to the day. What a floor adds on the last day of a year
        is no entry's.

        Args:
            entries: all of one day, in order.
        """
        found: dict[int, Decimal] = {}
        so_far: dict[str, tuple[ContractYear, Decimal]] = {}
        for entry in entries:
            if entry.credited_wrvu is None:
                continue
            if entry.provider not in so_far:
                year = self.year_of(entry.provider, entry.day)
                if year is None:
                    continue
                so_far[entry.provider] = (year, self._credited_to(year, entry.day - _DAY))
            year, credited = so_far[entry.provider]
            after = credited + entry.credited_wrvu
            found[entry.id] = year.productivity(after) - year.productivity(credited)
            so_far[entry.provider] = (year, after)
        return found

    def of_draft(self, credited: Decimal, provider: str, day: date) -> Decimal | None:
        """Dollars above base that so many credited wRVU more would earn on a day, behind what it has.

        None where no contract covers the day. Not settled to the cent: what stands behind it in the contract
        year may reach another tier, as `by_entry` will tell.
        """
        year = self.year_of(provider, day)
        if year is None:
            return None
        before = self._credited_to(year, day)
        return year.productivity(before + credited) - year.productivity(before)

    def _of(self, provider: str) -> list[tuple[Contract, ...]]:
        if provider:
            return [self._contracts.of(provider)]
        return list(self._contracts.all().values())

    def _credited_to(self, year: ContractYear, day: date) -> Decimal:
        if day < year.period.first:
            return Decimal(0)
        with self._workspace.reporting():
            return credited_between(
                self._workspace.log, Period(year.period.first, day), year.contract.provider
            )

    def _earned_to(self, year: ContractYear, day: date) -> Decimal:
        credited = self._credited_to(year, day)
        return year.productivity(credited) + year.floor_to(credited, day)

    # Statements

    def statements(self, period: Period, provider: str) -> list[Statement]:
        """What a period earned under each contract that covers some of it, in order.

        Raises:
            OperationFailedError: the log could not be read.
        """
        years = contract_years(self._contracts.of(provider), period)
        return [self._statement(year, period) for year in years]

    def months(self, year: ContractYear, to: date) -> list[Statement]:
        """The months of a contract year up to a day, each with what it earned."""
        found: list[Statement] = []
        day = year.period.first
        while day <= min(year.period.last, to):
            month = month_of(day)
            found.append(self._statement(year, Period(day, min(month.last, to))))
            day = month.last + _DAY
        return found

    def _statement(self, year: ContractYear, period: Period) -> Statement:
        inside = Period(max(period.first, year.period.first), min(period.last, year.period.last))
        before, after = self._credited_to(year, inside.first - _DAY), self._credited_to(year, inside.last)
        base = year.base_to(inside.last) - _base_before(year, inside.first)
        productivity = self._earned_to(year, inside.last) - self._earned_to(year, inside.first - _DAY)
        with self._workspace.reporting():
            tally = tally_between(self._workspace.log, inside, year.contract.provider)
        return Statement(
            year.contract,
            year,
            inside,
            after - before,
            after,
            base,
            productivity,
            _between(year, inside) if year.target is not None else None,
            year.expected(inside.last),
            year.next_tier(after),
            tuple(_lines(year, inside, before, after, self._cash(year, inside))),
            tally,
        )

    def _cash(self, year: ContractYear, period: Period) -> Cash:
        """What is paid ahead and settled, told from the last settlement before a period on."""
        since = year.settled_by(period.first - _DAY) if period.first > year.period.first else None
        settled = year.settled_by(period.last)
        start = since or year.period.first - _DAY
        middle = settled or start
        return Cash(
            since,
            settled if settled != since else None,
            year.draw_to(middle) - year.draw_to(start),
            year.draw_to(period.last) - year.draw_to(middle),
            self._earned_to(year, middle) - self._earned_to(year, start),
            self._earned_to(year, period.last) - self._earned_to(year, middle),
            is_open=middle < period.last,
        )

    def pace(self, year: ContractYear, today: date) -> Pace:
        """How far to the target and the next tier, as things stand at the end of a day.

        Raises:
            OperationFailedError: the log could not be read.
        """
        day = _counted_to(year, today)
        credited = self._credited_to(year, day)
        worked = year.working_days(Period(year.period.first, day))
        left = year.working_days(Period(day + _DAY, year.period.last)) if day < year.period.last else 0
        average = credited / worked if worked else None
        slow, good = self._weeks(year, day)
        target, tier = year.target, year.next_tier(credited)
        needed = None if target is None or not left else max((target - credited) / left, Decimal(0))
        return Pace(
            target,
            year.expected(day),
            worked,
            left,
            None if average is None else _hundredths(credited + average * left),
            None if slow is None else _hundredths(credited + slow * left),
            None if good is None else _hundredths(credited + good * left),
            None if needed is None else _hundredths(needed),
            tier,
            _day_of(year, day, tier.from_wrvu - credited, average) if tier else None,
        )

    def _weeks(self, year: ContractYear, day: date) -> tuple[Decimal | None, Decimal | None]:
        """What a working day brought in a slow week and in a good one: quarter points of all whole weeks."""
        with self._workspace.reporting():
            by_day = dict(
                tallies_by_day(self._workspace.log, Period(year.period.first, day), year.contract.provider)
            )
        averages: list[Decimal] = []
        first = year.period.first
        while first + _DAY * (_DAYS_OF_A_WEEK - 1) <= day:
            week = Period(first, first + _DAY * (_DAYS_OF_A_WEEK - 1))
            worked = year.working_days(week)
            if worked:
                brought = (
                    one.credited_wrvu for when, one in by_day.items() if week.first <= when <= week.last
                )
                averages.append(sum(brought, Decimal(0)) / worked)
            first = week.last + _DAY
        if len(averages) < _FEWEST_WEEKS:
            return None, None
        averages.sort()
        quarter = len(averages) // 4
        return averages[quarter], averages[-1 - quarter]

    def schedules(self) -> list[str]:
        """What a contract may credit by, besides releases: the date of service, and the years at hand."""
        return self._contracts.schedules()

    def _credited_by(self, contract: Contract, period: Period) -> Decimal:
        """As `Logbook.credited_by`, remembered until the log changes."""
        key = (contract.provider, contract.schedule, repr(contract.credit), period)
        if key not in self._supposed:
            self._supposed[key] = self._logbook.credited_by(contract, period)
        return self._supposed[key]

    def what_if(self, year: ContractYear, changed: Contract, today: date, visits: Decimal) -> Decimal:
        """Dollars above base at the end of a year under other terms, if it goes on as on average.

        The log is not touched. Under another schedule or policy its entries are credited anew in memory,
        which takes about a millisecond for each encounter of the year.

        Args:
            year: the contract year.
            changed: the contract with other tiers, cap, schedule or policy.
            today: up to when the log counts.
            visits: credited wRVU that every week to come brings more.
        """
        pace = self.pace(year, today)
        weeks = Decimal((year.period.last - _counted_to(year, today)).days) / _DAYS_OF_A_WEEK
        projected = pace.projected if pace.projected is not None else Decimal(0)
        now = year.contract
        if projected and (changed.schedule, changed.credit) != (now.schedule, now.credit):
            to_date = Period(year.period.first, _counted_to(year, today))
            projected *= self._credited_by(changed, to_date) / self._credited_to(year, to_date.last)
        then, credited = year._replace(contract=changed), _hundredths(projected + visits * weeks)
        return then.productivity(credited) + then.floor_to(credited, year.period.last)


def _counted_to(year: ContractYear, today: date) -> date:
    """Up to when a year counts: today inside it, the day before it while it is still to come."""
    return min(max(today, year.period.first - _DAY), year.period.last)


def _between(year: ContractYear, period: Period) -> Decimal:
    """What of a year's target is due in a period: due by its end less due by its beginning."""
    first, last = max(period.first, year.period.first), min(period.last, year.period.last)
    before = year.expected(first - _DAY) if first > year.period.first else Decimal(0)
    return (year.expected(last) or Decimal(0)) - (before or Decimal(0))


def _base_before(year: ContractYear, day: date) -> Decimal:
    return year.base_to(day - _DAY) if day > year.period.first else Decimal(0)


def _day_of(year: ContractYear, day: date, to_go: Decimal, average: Decimal | None) -> date | None:
    """The working day on which so many wRVU more are reached on average; None where not in the year."""
    if not average or average <= 0:
        return None
    while to_go > 0:
        day += _DAY
        if day > year.period.last:
            return None
        if year.is_worked(day):
            to_go -= average
    return day


def _hundredths(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def _lines(year: ContractYear, period: Period, before: Decimal, after: Decimal, cash: Cash) -> Iterator[Line]:
    """A statement, line by line: base, each tier that was earned in, cap, draw and true-up."""
    contract = year.contract
    base = year.base_to(period.last) - _base_before(year, period.first)
    share = "" if year.share == 1 else f", for {year.period.first} to {year.period.last}"
    yield Line("Base", base, f"{_dollars(contract.base_salary)} a year by months{share}")
    total = year.productivity(after) - year.productivity(before)
    if contract.tier_kind == "whole":
        tier = year.tier_at(after)
        rate = rate_dollars(tier.rate) if tier else "$0.00"
        yield Line(
            "Above base",
            total,
            f"{rvu_text(after)} credited to date, all at {rate}, less what was earned before",
        )
    else:
        yield from _tier_lines(year, before, after, total)
    added = year.floor_to(after, period.last)
    if added:
        floor = _dollars(contract.floor or Decimal(0))
        yield Line("Up to the floor", added, f"a whole contract year pays at least {floor} above base")
    if contract.draw:
        yield from _draw_lines(year, cash)


def _tier_lines(year: ContractYear, before: Decimal, after: Decimal, total: Decimal) -> Iterator[Line]:
    """What each tier earned. Rounding and cap stand in the last line, so that the lines add up."""
    tiers = year.tiers
    said = Decimal(0)
    parts: list[tuple[Tier, Decimal]] = []
    for place, tier in enumerate(tiers):
        end = tiers[place + 1].from_wrvu if place + 1 < len(tiers) else None
        low, high = max(before, tier.from_wrvu), after if end is None else min(after, end)
        if high > low:
            parts.append((tier, high - low))
    for place, (tier, wrvu) in enumerate(parts):
        amount = _hundredths(wrvu * tier.rate) if place + 1 < len(parts) else total - said
        capped = "" if amount == _hundredths(wrvu * tier.rate) else ", as far as the cap and cents go"
        yield Line(
            f"From {rvu_text(tier.from_wrvu)} wRVU",
            amount,
            f"{rvu_text(wrvu)} wRVU \u00d7 {rate_dollars(tier.rate)}{capped}",
        )
        said += amount
    if not parts:
        yield Line("Above base", total, "nothing was credited above the first tier's beginning")


def _draw_lines(year: ContractYear, cash: Cash) -> Iterator[Line]:
    """What is paid ahead, and what the true-up settles: cash, not earnings, so the lines are told as such."""
    contract = year.contract
    until = {"month": "every month", "quarter": "every quarter", "year": f"on {year.period.last}"}
    since = f", last on {cash.since}" if cash.since else ""
    yield Line(
        "Draw paid to date (cash)",
        cash.settled_draw + cash.open_draw,
        f"{_dollars(contract.draw)} a month, settled {until[contract.true_up]}{since}",
    )
    if cash.settled:
        yield Line(
            "True-up (cash)",
            cash.settled_earned - cash.settled_draw,
            f"{_dollars(cash.settled_earned)} earned less {_dollars(cash.settled_draw)} paid,"
            f" settled to {cash.settled}",
        )
    if cash.is_open:
        yield Line(
            "True-up if settled now (cash)",
            cash.open_earned - cash.open_draw,
            f"{_dollars(cash.open_earned)} earned less {_dollars(cash.open_draw)} paid",
        )


def _dollars(amount: Decimal) -> str:
    return dollars_text(_hundredths(amount))


def rate_dollars(rate: Decimal) -> str:
    """Dollars for a wRVU as they were agreed, with two places at least: $45.125."""
    return f"${Decimal(rvu_text(rate)):,}"


def policy_words(contract: Contract) -> str:
    """How a contract credits, in a line: by which schedule, and by which shares."""
    pinned = contract.schedule != BY_DATE
    schedule = f"by the schedule of {contract.schedule}" if pinned else "by date of service"
    preset = "full credit" if contract.credit.preset == "full" else "as Medicare pays"
    shares = sorted(contract.credit.by_modifier.items())
    named = (f"{modifier} at {percent_text(share)}" for modifier, share in shares)
    return ", ".join((f"credited {schedule}", preset, *named))
