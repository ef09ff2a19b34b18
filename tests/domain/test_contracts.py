"""Contract years, tiers, base and target, with the contract of the order and amounts worked out by hand."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rvuedge_desktop.domain.contracts import (
    Contract,
    ContractYear,
    Tier,
    TierKind,
    TrueUp,
    contract_on,
    contract_year,
    contract_years,
)
from rvuedge_desktop.domain.periods import Period, month_of, quarter_of

DAY = timedelta(days=1)
JULY = date(2026, 7, 1)
RIVERSIDE = Contract(
    name="Riverside 2026",
    provider="default",
    first_day=JULY,
    year_start=(7, 1),
    base_salary=Decimal(180_000),
    target_wrvu=Decimal(6000),
    tiers=(
        Tier(Decimal(0), Decimal(0)),
        Tier(Decimal(4000), Decimal("45.00")),
        Tier(Decimal(5500), Decimal("52.50")),
    ),
)
FROM_JANUARY = RIVERSIDE._replace(first_day=date(2027, 1, 1))
"""Holds for the second half of its first year: 181 of 365 days."""


def year_of(contract: Contract, day: date | None = None) -> ContractYear:
    year = contract_year([contract], day or contract.first_day)
    assert year is not None
    return year


def months(period: Period) -> list[Period]:
    """The calendar months of a period, the first and the last as far as they lie in it."""
    found = []
    day = period.first
    while day <= period.last:
        found.append(Period(day, min(month_of(day).last, period.last)))
        day = found[-1].last + DAY
    return found


def base_of(year: ContractYear, period: Period) -> Decimal:
    before = year.base_to(period.first - DAY) if period.first > year.period.first else Decimal(0)
    return year.base_to(period.last) - before


def due_in(year: ContractYear, period: Period) -> Decimal:
    before, after = year.expected(period.first - DAY), year.expected(period.last)
    assert before is not None
    assert after is not None
    return after - before


# What is earned above base


@pytest.mark.parametrize(
    ("credited", "earned"),
    [
        ("0", "0.00"),
        ("3999.9999", "0.00"),
        ("4000", "0.00"),
        ("4000.01", "0.45"),
        ("5000", "45000.00"),
        ("5500", "67500.00"),
        # 1,500 x 45.00 + 100 x 52.50
        ("5600", "72750.00"),
        # 1,500 x 45.00 + 0.0001 x 52.50 = 67,500.00525, half up.
        ("5500.0001", "67500.01"),
    ],
)
def test_a_marginal_tier_pays_for_the_wrvu_above_its_beginning(credited: str, earned: str) -> None:
    assert str(year_of(RIVERSIDE).productivity(Decimal(credited))) == earned


@pytest.mark.parametrize(
    ("credited", "earned"),
    [
        ("3999", "0.00"),
        ("3999.9999", "0.00"),
        ("4000", "180000.00"),
        ("4001", "180045.00"),
        ("5499.99", "247499.55"),
        ("5600", "294000.00"),
    ],
)
def test_a_whole_tier_pays_for_all_wrvu_of_the_year(credited: str, earned: str) -> None:
    year = year_of(RIVERSIDE._replace(tier_kind="whole"))
    assert str(year.productivity(Decimal(credited))) == earned


def test_nothing_is_earned_above_base_without_tiers() -> None:
    year = year_of(RIVERSIDE._replace(tiers=()))
    assert year.productivity(Decimal(5600)) == 0
    assert (year.tier_at(Decimal(5600)), year.next_tier(Decimal(5600))) == (None, None)


def test_a_cap_ends_what_is_earned_and_a_part_of_a_year_has_its_share_of_it() -> None:
    capped = year_of(RIVERSIDE._replace(cap=Decimal(70_000)))
    assert str(capped.productivity(Decimal(5500))) == "67500.00"
    assert str(capped.productivity(Decimal(5600))) == "70000.00"
    part = year_of(FROM_JANUARY._replace(cap=Decimal(70_000)))
    assert str(part.productivity(Decimal(5600))) == "34712.33"


def test_a_floor_adds_on_the_last_day_what_lacks_and_a_part_of_a_year_has_its_share_of_it() -> None:
    year = year_of(RIVERSIDE._replace(floor=Decimal(70_000)))
    last = year.period.last
    assert year.floor_to(Decimal(5500), last - DAY) == 0
    assert year.floor_to(Decimal(0), last) == 70_000
    assert str(year.floor_to(Decimal(5500), last)) == "2500.00"
    assert year.floor_to(Decimal(5600), last) == 0
    assert year_of(RIVERSIDE).floor_to(Decimal(0), last) == 0
    part = year_of(FROM_JANUARY._replace(floor=Decimal(70_000)))
    assert part.floor_to(Decimal(0), part.period.last) == (70_000 * Decimal(181) / 365).quantize(
        Decimal("0.01")
    )


def test_a_cap_of_nothing_leaves_nothing() -> None:
    assert year_of(RIVERSIDE._replace(cap=Decimal(0))).productivity(Decimal(9000)) == 0


def test_the_tier_reached_and_the_next_one() -> None:
    year = year_of(RIVERSIDE)
    free, lower, upper = year.tiers
    assert [year.tier_at(Decimal(wrvu)) for wrvu in (0, 3999, 4000, 5500)] == [free, free, lower, upper]
    assert [year.next_tier(Decimal(wrvu)) for wrvu in (0, 4000, 5499, 5500)] == [lower, upper, upper, None]
    assert year_of(RIVERSIDE._replace(tiers=(lower, upper))).tier_at(Decimal(3999)) is None


# Base and draw


def test_a_partial_month_is_paid_by_days() -> None:
    year = year_of(RIVERSIDE)
    assert str(base_of(year, Period(date(2027, 3, 1), date(2027, 3, 15)))) == "7258.06"
    assert str(base_of(year, month_of(date(2027, 3, 1)))) == "15000.00"


def test_a_contract_that_ends_inside_a_month_is_paid_to_its_last_day() -> None:
    next_one = RIVERSIDE._replace(name="Next", first_day=date(2027, 3, 16))
    year = contract_year([RIVERSIDE, next_one], JULY)
    assert year is not None
    assert year.period.last == date(2027, 3, 15)
    assert str(base_of(year, month_of(date(2027, 3, 1)))) == "7258.06"
    assert str(year.base_to(date(2027, 6, 30))) == "127258.06"


@pytest.mark.parametrize("day", [date(2027, 2, 15), date(2024, 2, 29), date(2028, 2, 10), date(2027, 3, 15)])
def test_a_year_that_begins_inside_a_month_pays_its_base_to_the_cent(day: date) -> None:
    year = year_of(RIVERSIDE._replace(first_day=day, year_start=(day.month, day.day)))
    assert str(year.base_to(year.period.last)) == "180000.00"
    assert str(base_of(year, month_of(date(day.year, 4, 1)))) == "15000.00"


def test_a_draw_is_paid_on_the_same_day_of_every_month() -> None:
    middle = RIVERSIDE._replace(first_day=date(2027, 3, 15), year_start=(3, 15), draw=Decimal(1000))
    year = year_of(middle)
    days = (date(2027, 3, 14), date(2027, 3, 15), date(2027, 4, 14), date(2027, 4, 15), year.period.last)
    assert [year.draw_to(day) for day in days] == [0, 1000, 1000, 2000, 12_000]
    leap = year_of(RIVERSIDE._replace(first_day=date(2024, 2, 29), year_start=(2, 29), draw=Decimal(1000)))
    assert leap.draw_to(leap.period.last) == 12_000
    last_days = year_of(RIVERSIDE._replace(first_day=date(2026, 8, 31), year_start=(8, 31), draw=Decimal(1)))
    assert [last_days.draw_to(date(2026, 9, day)) for day in (29, 30)] == [1, 2]


def test_a_draw_is_settled_by_months_by_quarters_of_the_contract_year_or_at_its_end() -> None:
    def settled(true_up: TrueUp, *days: date) -> list[date | None]:
        contract = RIVERSIDE._replace(first_day=date(2027, 3, 15), year_start=(3, 15), true_up=true_up)
        return [year_of(contract).settled_by(day) for day in days]

    march, may, last = date(2027, 3, 31), date(2027, 5, 31), date(2028, 3, 14)
    assert settled("month", date(2027, 3, 30), march, date(2027, 4, 29), last) == [None, march, march, last]
    assert settled("quarter", march, may, date(2028, 2, 29)) == [None, may, date(2027, 11, 30)]
    assert settled("quarter", last, date(2029, 1, 1)) == [last, last]
    assert settled("year", date(2028, 3, 13), last) == [None, last]


def test_a_part_of_a_year_is_settled_by_the_quarters_of_its_contract_year() -> None:
    year = year_of(RIVERSIDE._replace(first_day=date(2026, 8, 10), true_up="quarter"))
    days = (date(2026, 9, 29), date(2026, 9, 30), date(2026, 12, 31), date(2027, 6, 30))
    assert [year.settled_by(day) for day in days] == [None, *days[1:]]


def test_no_contract_is_followed_to_the_end_of_the_calendar() -> None:
    december = month_of(date(9999, 12, 31))
    assert list(contract_years([RIVERSIDE], december)) == []
    assert contract_year([RIVERSIDE], december.last) is None
    assert list(contract_years([RIVERSIDE], Period(date(2199, 7, 1), december.last)))[-1].period == Period(
        date(2199, 7, 1), date(2200, 6, 30)
    )


def test_a_draw_is_paid_for_every_month_begun_and_not_after_the_year() -> None:
    year = year_of(RIVERSIDE._replace(draw=Decimal(1000)))
    days = (date(2026, 7, 1), date(2026, 9, 15), date(2027, 6, 30), date(2028, 1, 1))
    assert [year.draw_to(day) for day in days] == [1000, 3000, 12_000, 12_000]


# Target and working days


def test_leave_and_holidays_are_not_worked() -> None:
    year = year_of(
        RIVERSIDE._replace(
            holidays=frozenset({date(2026, 7, 3)}),
            leaves=(
                Period(date(2026, 7, 13), date(2026, 7, 17)),
                Period(date(2026, 7, 31), date(2026, 8, 9)),
            ),
        )
    )
    # 23 weekdays, less a holiday, a week, and the last day.
    assert year.working_days(month_of(JULY)) == 16
    worked = [day for day in range(1, 32) if year.is_worked(date(2026, 7, day))]
    assert worked == [1, 2, 6, 7, 8, 9, 10, 20, 21, 22, 23, 24, 27, 28, 29, 30]


def test_only_the_weekdays_of_the_contract_are_worked_and_only_in_its_year() -> None:
    year = year_of(RIVERSIDE._replace(weekdays=frozenset({0, 5})))
    assert [day for day in range(1, 15) if year.is_worked(date(2026, 7, day))] == [4, 6, 11, 13]
    assert year.working_days(Period(date(2026, 6, 1), date(2026, 7, 6))) == 2
    assert year.working_days(Period(date(2026, 6, 1), date(2026, 6, 30))) == 0


def test_the_target_falls_due_by_working_days() -> None:
    year = year_of(RIVERSIDE)
    assert year.working_days(year.period) == 261
    due = [year.expected(day) for day in (date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 1))]
    # 6,000 x 23 / 261
    assert list(map(str, due)) == ["0.00", "528.74", "528.74"]
    assert [year.expected(day) for day in (date(2027, 6, 30), date(2028, 1, 1))] == [6000, 6000]


def test_nothing_is_due_without_a_target_or_without_a_day_to_work() -> None:
    assert year_of(RIVERSIDE._replace(target_wrvu=None)).target is None
    assert year_of(RIVERSIDE._replace(target_wrvu=None)).expected(JULY) is None
    assert year_of(RIVERSIDE._replace(weekdays=frozenset())).expected(JULY) is None


def test_leave_moves_what_is_due_to_the_other_days() -> None:
    away = RIVERSIDE._replace(leaves=(month_of(JULY),))
    assert year_of(away).expected(date(2026, 7, 31)) == 0
    assert year_of(away).expected(date(2027, 6, 30)) == 6000


# Years


def test_a_contract_year_begins_anew_on_its_day() -> None:
    assert year_of(RIVERSIDE, date(2027, 6, 30)).period == Period(JULY, date(2027, 6, 30))
    assert year_of(RIVERSIDE, date(2027, 7, 1)).period == Period(date(2027, 7, 1), date(2028, 6, 30))
    assert year_of(RIVERSIDE, date(2028, 1, 1)).share == 1


def test_a_part_of_a_year_has_its_share_of_thresholds_and_target() -> None:
    year = year_of(FROM_JANUARY)
    assert year.period == Period(date(2027, 1, 1), date(2027, 6, 30))
    assert [str(tier.from_wrvu) for tier in year.tiers] == ["0.00", "1983.56", "2727.40"]
    assert [tier.rate for tier in year.tiers] == [tier.rate for tier in RIVERSIDE.tiers]
    assert str(year.target) == "2975.34"
    assert str(year.productivity(Decimal(3000))) == "47784.30"
    assert str(year.base_to(date(2027, 6, 30))) == "90000.00"
    assert year_of(FROM_JANUARY, date(2027, 7, 1)).tiers == RIVERSIDE.tiers


def test_the_next_contract_ends_the_one_before_and_counts_its_own() -> None:
    contracts = [RIVERSIDE, RIVERSIDE._replace(name="Lakeside", first_day=date(2027, 3, 16))]
    before, after = contract_years(contracts, month_of(date(2027, 3, 1)))
    assert (before.contract.name, before.period) == ("Riverside 2026", Period(JULY, date(2027, 3, 15)))
    assert (after.contract.name, after.period) == ("Lakeside", Period(date(2027, 3, 16), date(2027, 6, 30)))
    assert before.share + after.share == 1


def test_a_contract_of_more_than_a_year_is_cut_by_the_next_one_only_in_its_last_year() -> None:
    contracts = [RIVERSIDE, RIVERSIDE._replace(name="Lakeside", first_day=date(2028, 3, 16))]
    years = list(contract_years(contracts, Period(JULY, date(2028, 12, 31))))
    assert [one.period.last for one in years] == [
        date(2027, 6, 30),
        date(2028, 3, 15),
        date(2028, 6, 30),
        date(2029, 6, 30),
    ]


def test_no_contract_holds_before_the_first() -> None:
    assert contract_on([RIVERSIDE], date(2026, 6, 30)) is None
    assert contract_year([RIVERSIDE], date(2026, 6, 30)) is None
    assert contract_on([RIVERSIDE], JULY) == RIVERSIDE
    assert list(contract_years([], month_of(JULY))) == []
    assert list(contract_years([RIVERSIDE], Period(date(2026, 1, 1), date(2026, 6, 30)))) == []


def test_a_year_from_the_29th_of_february_begins_in_march_where_there_is_none() -> None:
    contract = RIVERSIDE._replace(first_day=date(2024, 2, 29), year_start=(2, 29))
    assert year_of(contract).period == Period(date(2024, 2, 29), date(2025, 2, 28))
    assert year_of(contract, date(2025, 3, 1)).period == Period(date(2025, 3, 1), date(2026, 2, 28))
    assert year_of(contract, date(2028, 2, 28)).period == Period(date(2027, 3, 1), date(2028, 2, 28))
    assert year_of(contract, date(2028, 2, 29)).share == 1


def test_the_29th_of_february_is_a_day_like_others() -> None:
    year = year_of(RIVERSIDE, date(2028, 2, 29))
    assert str(base_of(year, Period(date(2028, 2, 29), date(2028, 2, 29)))) == "517.24"
    assert str(base_of(year, month_of(date(2028, 2, 1)))) == "15000.00"
    assert year.is_worked(date(2028, 2, 29))


# What holds of every contract

first_days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
amounts = st.decimals(0, 1_000_000, places=2)
wrvu = st.decimals(0, 20_000, places=4)
tier_lists = st.lists(
    st.builds(Tier, st.decimals(0, 10_000, places=2), st.decimals(0, 200, places=2)),
    max_size=5,
    unique_by=lambda tier: tier.from_wrvu,
).map(lambda tiers: tuple(sorted(tiers)))


@st.composite
def contracts(
    draw: st.DrawFn, days: st.SearchStrategy[date] = first_days, kind: TierKind = "marginal"
) -> Contract:
    day = draw(days)
    start = draw(st.sampled_from([(day.month, day.day), (1, 1), (7, 1)]))
    return RIVERSIDE._replace(
        first_day=day,
        year_start=start,
        base_salary=draw(amounts),
        target_wrvu=draw(wrvu),
        tier_kind=kind,
        tiers=draw(tier_lists),
        cap=draw(st.none() | amounts),
        floor=draw(st.none() | amounts),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=draw(st.frozensets(st.dates(day, day + 300 * DAY), max_size=5)),
    )


@given(first_days, amounts)
def test_the_base_of_the_months_of_a_year_adds_up_to_the_base(day: date, salary: Decimal) -> None:
    year = year_of(RIVERSIDE._replace(first_day=day, year_start=(day.month, day.day), base_salary=salary))
    assert sum((base_of(year, month) for month in months(year.period)), Decimal(0)) == salary


@settings(max_examples=25)
@given(contracts())
def test_months_add_up_to_quarters_and_the_year(contract: Contract) -> None:
    year = year_of(contract)
    for of in (base_of, due_in):
        by_quarter: dict[Period, Decimal] = {}
        for month in months(year.period):
            quarter = quarter_of(month.first)
            by_quarter[quarter] = by_quarter.get(quarter, Decimal(0)) + of(year, month)
        for quarter, amount in by_quarter.items():
            first, last = max(quarter.first, year.period.first), min(quarter.last, year.period.last)
            assert amount == of(year, Period(first, last))
        assert sum(by_quarter.values(), Decimal(0)) == of(year, year.period)


@settings(max_examples=25)
@given(contracts())
def test_all_of_the_target_is_due_by_the_last_day_and_never_less_than_before(contract: Contract) -> None:
    year = year_of(contract)
    due = [year.expected(month.last) for month in months(year.period)]
    assert due == sorted(due, key=lambda one: one or 0)
    assert due[-1] in {year.target, None}


@given(contracts(), wrvu, st.decimals(0, 100, places=4))
def test_one_more_wrvu_never_pays_less_under_marginal_tiers(
    contract: Contract, credited: Decimal, more: Decimal
) -> None:
    year = year_of(contract)
    assert 0 <= year.productivity(credited) <= year.productivity(credited + more)


@given(contracts(), wrvu)
def test_one_more_never_pays_less_also_with_a_floor(contract: Contract, credited: Decimal) -> None:
    year = year_of(contract)
    last = year.period.last
    low, high = (year.productivity(one) + year.floor_to(one, last) for one in (credited, credited + 1))
    assert low <= high
    if contract.floor is not None and year.share == 1:
        assert low >= contract.floor


@given(contracts(), wrvu)
def test_never_more_than_the_cap(contract: Contract, credited: Decimal) -> None:
    if contract.cap is not None:
        assert year_of(contract).productivity(credited) <= contract.cap


@given(contracts(), st.lists(st.decimals(0, 900, places=4), max_size=12))
def test_what_the_steps_of_a_year_earn_adds_up_to_the_year(contract: Contract, steps: list[Decimal]) -> None:
    year = year_of(contract)
    before = earned = Decimal(0)
    for step in steps:
        earned += year.productivity(before + step) - year.productivity(before)
        before += step
    assert earned == year.productivity(sum(steps, Decimal(0)))


@given(st.lists(first_days, min_size=1, max_size=4, unique=True), first_days)
def test_the_years_of_contracts_follow_each_other_without_a_gap(days: list[date], last: date) -> None:
    held = [RIVERSIDE._replace(first_day=day, year_start=(day.month, day.day)) for day in sorted(days)]
    years = list(contract_years(held, Period(date(2019, 1, 1), last)))
    for earlier, later in pairwise(years):
        assert earlier.period.last + DAY == later.period.first
    assert bool(years) == (held[0].first_day <= last)
    for year in years:
        assert 0 < year.share <= 1
        assert contract_on(held, year.period.first) == year.contract
        assert contract_year(held, year.period.last) == year
