"""A contract: what it credits, what it pays for that, and by which calendar. Pure and exact.

A provider has several over time, each from a day. A contract counts its own wRVU from its first day, and anew
in every contract year; a part of a year has its share of thresholds, cap, floor and target.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from rvuedge_desktop.domain.periods import Period, month_of

TierKind = Literal["marginal", "whole"]
TrueUp = Literal["month", "quarter", "year"]
Preset = Literal["full", "medicare"]

BY_DATE = "date-of-service"
"""Credits by the schedule that rules on the day of service."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)
_MONTHS = 12
_QUARTER = 3
_LAST_DAY = date(2199, 12, 31)
"""No contract is followed further: a later day is a slip of the keys, and the calendar itself ends."""
_CENTS = 100


class Tier(NamedTuple):
    """A rate from so many credited wRVU of the contract year on.

    Attributes:
        from_wrvu: where it begins.
        rate: dollars for a wRVU.
    """

    from_wrvu: Decimal
    rate: Decimal


class CreditPolicy(NamedTuple):
    """What a contract credits of the schedule's wRVU.

    Attributes:
        preset: `full` credits every modifier in full, `medicare` as Medicare pays it.
        by_modifier: shares of the contract's own, in place of the preset's.
        reductions: whether reductions among the procedures of an encounter count too.
        own_values: wRVU of the contract's own for a unit of a code.
        not_credited: codes that count nothing.
    """

    preset: Preset = "full"
    by_modifier: Mapping[str, Decimal] = MappingProxyType({})
    reductions: bool = False
    own_values: Mapping[str, Decimal] = MappingProxyType({})
    not_credited: frozenset[str] = frozenset()


class Contract(NamedTuple):
    """A contract as it was agreed.

    Attributes:
        name: what the user calls it.
        provider: whose it is.
        first_day: from when it holds.
        year_start: month and day on which its year begins.
        base_salary: dollars for a whole contract year.
        fte: share of full time that target and salary are for.
        schedule: `date-of-service`, a year such as `2021`, or a release such as `RVU21A`.
        target_wrvu: of a whole contract year; None where there is none.
        true_up: when what was earned above the draw is settled.
        tier_kind: whether a higher tier pays for the wRVU above its beginning, or for all.
        tiers: in order of their beginning.
        draw: dollars a month paid ahead of what is earned above base.
        cap: the most above base in a contract year; None where there is none.
        floor: the least above base in a contract year; None where there is none.
        credit: what is credited.
        weekdays: the days worked in a week, 0 for Monday.
        holidays: days not worked.
        leaves: runs of days not worked.
    """

    name: str
    provider: str
    first_day: date
    year_start: tuple[int, int]
    base_salary: Decimal
    fte: Decimal = Decimal(1)
    schedule: str = BY_DATE
    target_wrvu: Decimal | None = None
    true_up: TrueUp = "year"
    tier_kind: TierKind = "marginal"
    tiers: tuple[Tier, ...] = ()
    draw: Decimal = Decimal(0)
    cap: Decimal | None = None
    floor: Decimal | None = None
    credit: CreditPolicy = CreditPolicy()
    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    leaves: tuple[Period, ...] = ()


class ContractYear(NamedTuple):
    """A year of a contract, or the part of one for which it holds.

    Attributes:
        contract: the contract.
        period: its days.
        share: of a whole contract year.
    """

    contract: Contract
    period: Period
    share: Fraction

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers of this year: a part of a year has part of each threshold, to a hundredth."""
        if self.share == 1:
            return self.contract.tiers
        return tuple(Tier(_part(one.from_wrvu, self.share), one.rate) for one in self.contract.tiers)

    @property
    def target(self) -> Decimal | None:
        """The target of this year, to a hundredth."""
        target = self.contract.target_wrvu
        return None if target is None else _part(target, self.share)

    def productivity(self, credited: Decimal) -> Decimal:
        """Dollars above base that so many credited wRVU since the beginning of the year have earned."""
        earned = _earned(credited, self.tiers, self.contract.tier_kind)
        cap = self.contract.cap
        if cap is not None:
            earned = min(earned, _part(cap, self.share))
        return _cents(Fraction(earned))

    def floor_to(self, credited: Decimal, day: date) -> Decimal:
        """Dollars that the floor adds by the end of a day: what lacks to it, on the last day of the year."""
        floor = self.contract.floor
        if floor is None or day < self.period.last:
            return Decimal(0)
        return max(_cents(Fraction(_part(floor, self.share))) - self.productivity(credited), Decimal(0))

    def base_to(self, day: date) -> Decimal:
        """Dollars of base from the beginning of the year to a day, both included: by months, then by days.

        A whole year is twelve months: its last one is what is left of them, by its own days, so that a year
        that begins inside a month pays its base to the cent.
        """
        last = min(day, self.period.last)
        months = Fraction(0)
        for month in _months(Period(self.period.first, last)):
            first, end = max(month.first, self.period.first), min(month.last, last)
            part = Fraction((end - first).days + 1, month.last.day)
            if self.share == 1 and month.last >= self.period.last:
                part = (_MONTHS - months) * Fraction(end.day, self.period.last.day)
            months += part
        return _cents(Fraction(self.contract.base_salary) * months / _MONTHS)

    def draw_to(self, day: date) -> Decimal:
        """Dollars of draw that were paid ahead by the end of a day.

        One on the first day of the year and one on that day of every month after it, or on the last of a
        shorter month: twelve in a whole year. Rounded to cents, since a log may keep an
        older contract whose draw has more places.
        """
        first, last = self.period.first, min(day, self.period.last)
        if last < first:
            return Decimal(0)
        months = (last.year - first.year) * _MONTHS + last.month - first.month
        begun = last.day >= min(first.day, month_of(last).last.day)
        return _cents(Fraction(self.contract.draw) * min(months + begun, _MONTHS))

    def settled_by(self, day: date) -> date | None:
        """The last day up to and with a day on which the draw was settled; None where not yet in this year.

        By months that is the end of each calendar month, by quarters of every third one of the contract
        year, and always the last day of the year, or of the part of one.
        """
        if day >= self.period.last:
            return self.period.last
        start = _year_start(self.contract, self.period.first)
        settled = None
        for month in _months(self.period):
            number = (month.last.year - start.year) * _MONTHS + month.last.month - start.month + 1
            ends = self.contract.true_up == "month" or (
                self.contract.true_up == "quarter" and number % _QUARTER == 0 and number < _MONTHS
            )
            if ends and month.last <= day:
                settled = month.last
        return settled

    def tier_at(self, credited: Decimal) -> Tier | None:
        """The tier that the next wRVU falls into; None below the first."""
        reached = [one for one in self.tiers if one.from_wrvu <= credited]
        return reached[-1] if reached else None

    def next_tier(self, credited: Decimal) -> Tier | None:
        """The tier that is not reached yet; None above the last."""
        return next((one for one in self.tiers if one.from_wrvu > credited), None)

    def working_days(self, period: Period) -> int:
        """How many days of a period are worked."""
        first, last = max(period.first, self.period.first), min(period.last, self.period.last)
        return sum(self.is_worked(day) for day in _days(first, last))

    def is_worked(self, day: date) -> bool:
        """Tell whether a day is one of those worked."""
        contract = self.contract
        away = any(leave.first <= day <= leave.last for leave in contract.leaves)
        return day.weekday() in contract.weekdays and day not in contract.holidays and not away

    def expected(self, day: date) -> Decimal | None:
        """What of the target is due by the end of a day, by working days; None without a target."""
        whole = self.working_days(self.period)
        if self.target is None or not whole:
            return None
        return _part(self.target, Fraction(self.working_days(Period(self.period.first, day)), whole))


def contract_on(contracts: Sequence[Contract], day: date) -> Contract | None:
    """The contract that holds on a day: the newest begun; None before the first.

    Args:
        contracts: those of one provider, ordered by first day.
        day: the day.
    """
    begun = [one for one in contracts if one.first_day <= day <= _LAST_DAY]
    return begun[-1] if begun else None


def contract_year(contracts: Sequence[Contract], day: date) -> ContractYear | None:
    """The contract year, or the part of one, in which a day lies; None before the first contract.

    Args:
        contracts: those of one provider, ordered by first day.
        day: the day.
    """
    contract = contract_on(contracts, day)
    if contract is None:
        return None
    start = _year_start(contract, day)
    whole = Period(start, _anniversary(contract, start.year + 1) - _DAY)
    after = [one.first_day for one in contracts if one.first_day > contract.first_day]
    last = min(whole.last, min(after) - _DAY) if after else whole.last
    period = Period(max(whole.first, contract.first_day), last)
    return ContractYear(contract, period, Fraction(_length(period), _length(whole)))


def contract_years(contracts: Sequence[Contract], period: Period) -> Iterator[ContractYear]:
    """Every contract year that has days in a period, in order."""
    if not contracts:
        return
    day = max(period.first, contracts[0].first_day)
    while day <= min(period.last, _LAST_DAY):
        year = contract_year(contracts, day)
        assert year is not None  # noqa: S101 - the day is not before the first contract
        yield year
        day = year.period.last + _DAY


def _year_start(contract: Contract, day: date) -> date:
    """The first day of the whole contract year in which a day lies."""
    start = _anniversary(contract, day.year)
    return start if start <= day else _anniversary(contract, day.year - 1)


def _anniversary(contract: Contract, year: int) -> date:
    month, day = contract.year_start
    try:
        return date(year, month, day)
    except ValueError:  # the 29th of February
        return date(year, month + 1, 1)


def _earned(credited: Decimal, tiers: Sequence[Tier], kind: TierKind) -> Decimal:
    reached = [one for one in tiers if one.from_wrvu <= credited]
    if not reached:
        return Decimal(0)
    if kind == "whole":
        return credited * reached[-1].rate
    ends = [*(one.from_wrvu for one in reached[1:]), credited]
    return sum(((end - one.from_wrvu) * one.rate for one, end in zip(reached, ends, strict=True)), Decimal(0))


def _part(amount: Decimal, share: Fraction) -> Decimal:
    return _cents(Fraction(amount) * share)


def _cents(amount: Fraction) -> Decimal:
    """Rounded half up to hundredths; half of a cent below zero goes away from zero."""
    whole = (abs(amount) * _CENTS + Fraction(1, 2)).__floor__()
    return Decimal(whole if amount >= 0 else -whole).scaleb(-2)


def _length(period: Period) -> int:
    return (period.last - period.first).days + 1


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _months(period: Period) -> Iterator[Period]:
    """The calendar months that have days in a period."""
    day = period.first
    while day <= period.last:
        month = month_of(day)
        yield month
        day = month.last + _DAY
