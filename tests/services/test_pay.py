"""What contracts pay for what is in the log: the contract of the order, where 99213 counts 1 wRVU."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rvuedge_desktop.domain.contracts import Contract, ContractYear, CreditPolicy, Tier, TrueUp
from rvuedge_desktop.domain.periods import Period, month_of, quarter_of
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.pay import Line, Statement, policy_words

OpenDesk = Callable[..., Desk]
TODAY, JULY = date(2026, 7, 15), date(2026, 7, 1)
HERE = Circumstances()
DAY = timedelta(days=1)
FREE, LOWER, UPPER = (
    Tier(Decimal(0), Decimal(0)),
    Tier(Decimal(4000), Decimal("45.00")),
    Tier(Decimal(5500), Decimal("52.50")),
)
RIVERSIDE = Contract(
    name="Riverside 2026",
    provider="default",
    first_day=JULY,
    year_start=(7, 1),
    base_salary=Decimal(180_000),
    target_wrvu=Decimal(6000),
    tiers=(FREE, LOWER, UPPER),
    credit=CreditPolicy(own_values={"99213": Decimal(1)}),
)


@pytest.fixture
def riverside(open_desk: OpenDesk) -> Desk:
    """A desk with the contract, on the last day of 2026."""
    desk = open_desk(today=date(2026, 12, 31))
    desk.pay.keep(RIVERSIDE)
    return desk


def log(desk: Desk, day: date, wrvu: int, provider: str = "default") -> None:
    """Log so many wRVU of a day, at most some hundred thousand."""
    patients, rest = divmod(wrvu, 100)
    around = Circumstances(provider=provider)
    plan = [(line, day) for line in (f"99213 x{patients} u100", f"99213 x{rest}") if " x0" not in line]
    desk.logbook.add_many(plan, around)


def statement(desk: Desk, period: Period, provider: str = "default") -> Statement:
    (found,) = desk.pay.statements(period, provider)
    return found


def year_of(desk: Desk, day: date = JULY) -> ContractYear:
    year = desk.pay.year_of("default", day)
    assert year is not None
    return year


def said(lines: Sequence[Line]) -> list[tuple[str, str, str]]:
    return [(line.label, str(line.amount), line.how) for line in lines]


# Statements


def test_the_golden_year(riverside: Desk) -> None:
    for month, wrvu in zip(range(7, 12), (1200, 1000, 1800, 900, 700), strict=True):
        log(riverside, date(2026, month, 10), wrvu)
    year = statement(riverside, year_of(riverside).period)
    assert (year.credited, year.credited_to_date) == (Decimal(5600), Decimal(5600))
    assert list(map(str, (year.base, year.productivity, year.total))) == [
        "180000.00",
        "72750.00",
        "252750.00",
    ]
    assert said(year.lines) == [
        ("Base", "180000.00", "$180,000.00 a year by months"),
        ("From 0.00 wRVU", "0.00", "4000.00 wRVU \u00d7 $0.00"),
        ("From 4000.00 wRVU", "67500.00", "1500.00 wRVU \u00d7 $45.00"),
        ("From 5500.00 wRVU", "5250.00", "100.00 wRVU \u00d7 $52.50"),
    ]
    assert (year.target, year.expected_to_date, year.next_tier) == (Decimal(6000), Decimal(6000), None)


def test_a_month_in_which_a_tier_is_crossed(riverside: Desk) -> None:
    log(riverside, JULY, 3900)
    log(riverside, date(2026, 8, 3), 150)
    log(riverside, date(2026, 8, 20), 50)
    august = statement(riverside, month_of(date(2026, 8, 1)))
    assert (august.credited, august.credited_to_date) == (Decimal(200), Decimal(4100))
    assert said(august.lines) == [
        ("Base", "15000.00", "$180,000.00 a year by months"),
        ("From 0.00 wRVU", "0.00", "100.00 wRVU \u00d7 $0.00"),
        ("From 4000.00 wRVU", "4500.00", "100.00 wRVU \u00d7 $45.00"),
    ]
    assert (august.productivity, august.total) == (Decimal(4500), Decimal(19_500))
    assert august.next_tier == UPPER
    assert august.tally.units == 200


def test_a_month_without_entries_pays_its_base(riverside: Desk) -> None:
    august = statement(riverside, month_of(date(2026, 8, 1)))
    assert (august.credited, august.productivity, august.base) == (Decimal(0), Decimal(0), Decimal(15_000))
    assert said(august.lines)[1] == (
        "Above base",
        "0.00",
        "nothing was credited above the first tier's beginning",
    )
    # 6,000 x 44 / 261 less 6,000 x 23 / 261
    assert list(map(str, (august.target, august.expected_to_date))) == ["482.75", "1011.49"]


def test_a_whole_tier_pays_the_step_in_the_month_that_reaches_it(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(tier_kind="whole"))
    log(riverside, JULY, 3900)
    log(riverside, date(2026, 8, 3), 200)
    assert statement(riverside, month_of(JULY)).productivity == 0
    august = statement(riverside, month_of(date(2026, 8, 1)))
    assert said(august.lines)[1] == (
        "Above base",
        "184500.00",
        "4100.00 credited to date, all at $45.00, less what was earned before",
    )
    assert august.productivity == 4100 * 45


def test_below_the_first_tier_a_whole_one_pays_nothing(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(tier_kind="whole", tiers=(LOWER,)))
    log(riverside, JULY, 100)
    assert said(statement(riverside, month_of(JULY)).lines)[1] == (
        "Above base",
        "0.00",
        "100.00 credited to date, all at $0.00, less what was earned before",
    )


def test_what_if_the_contract_credited_by_another_year(open_desk: OpenDesk) -> None:
    desk = open_desk(today=date(2026, 12, 31))
    plain = RIVERSIDE._replace(credit=CreditPolicy(), tiers=(Tier(Decimal(0), Decimal(100)),))
    desk.pay.keep(plain)
    desk.logbook.add_many([("90853x100", date(2026, 8, 3)), ("99213x10", date(2026, 8, 4))], HERE)
    desk.logbook.add_many([("90853x100", date(2026, 8, 3))], Circumstances(provider="Kim"))
    year, today = year_of(desk), date(2026, 12, 31)
    before = desk.workspace.log.execute("SELECT * FROM entries").fetchall()
    now = desk.pay.what_if(year, plain, today, Decimal(0))
    then = desk.pay.what_if(year, plain._replace(schedule="2020"), today, Decimal(0))
    # 0.67 and 1.30 wRVU in 2026, 0.59 and 0.97 in 2020; the log holds 80 of this year's.
    assert round(then / now, 4) == round((59 + Decimal("9.7")) / (67 + 13), 4)  # projected to hundredths
    assert desk.workspace.log.execute("SELECT * FROM entries").fetchall() == before
    desk.logbook.add_many([("90853x100", date(2026, 8, 3))], HERE)
    more = desk.pay.what_if(year, plain._replace(schedule="2020"), today, Decimal(0))
    assert more > then
    assert desk.pay.schedules()[:2] == ["date-of-service", "2026"]


def test_a_floor_is_paid_with_the_last_month_and_months_still_add_up(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(floor=Decimal(30_000)))
    log(riverside, date(2026, 8, 3), 4500)
    year = year_of(riverside)
    months = riverside.pay.months(year, year.period.last)
    assert [one.productivity for one in months if one.productivity] == [22_500, 7_500]
    assert (
        "Up to the floor",
        "7500.00",
        "a whole contract year pays at least $30,000.00 above base",
    ) in said(months[-1].lines)
    assert sum(line.amount for line in months[-1].lines) == months[-1].total
    assert statement(riverside, year.period).productivity == 30_000
    assert riverside.pay.earned(year.period) == 30_000
    lower = RIVERSIDE._replace(tiers=(FREE,), floor=Decimal(12_000))
    assert riverside.pay.what_if(year, lower, date(2026, 12, 31), Decimal(0)) == 12_000


def test_a_cap_stands_in_the_lines_and_they_add_up(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(cap=Decimal(70_000)))
    log(riverside, JULY, 5600)
    july = statement(riverside, month_of(JULY))
    assert july.productivity == 70_000
    label, amount, how = said(july.lines)[-1]
    assert (label, amount) == ("From 5500.00 wRVU", "2500.00")
    assert how.startswith("100.00 wRVU \u00d7 $52.50")
    assert how.endswith("as far as the cap and cents go")
    log(riverside, date(2026, 8, 3), 100)
    assert statement(riverside, month_of(date(2026, 8, 1))).productivity == 0


def test_draw_and_true_up_are_told_as_cash_and_not_earned(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(draw=Decimal(2000), true_up="quarter"))
    log(riverside, JULY, 4100)
    july = statement(riverside, month_of(JULY))
    cash = [line for line in said(july.lines) if "(cash)" in line[0]]
    assert [line[:2] for line in cash] == [
        ("Draw paid to date (cash)", "2000.00"),
        ("True-up if settled now (cash)", "2500.00"),
    ]
    assert "every quarter" in cash[0][2]
    assert july.total == 15_000 + 4500


def cash_of(found: Statement) -> list[tuple[str, str]]:
    return [line[:2] for line in said(found.lines) if "(cash)" in line[0]]


def test_a_monthly_true_up_settles_what_the_month_earned(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(draw=Decimal(2000), true_up="month", tiers=(LOWER,)))
    log(riverside, JULY, 4100)
    log(riverside, date(2026, 8, 3), 10)
    august = statement(riverside, month_of(date(2026, 8, 1)))
    assert cash_of(august) == [("Draw paid to date (cash)", "2000.00"), ("True-up (cash)", "-1550.00")]
    assert [line.how for line in august.lines[-2:]] == [
        "$2,000.00 a month, settled every month, last on 2026-07-31",
        "$450.00 earned less $2,000.00 paid, settled to 2026-08-31",
    ]
    middle = statement(riverside, Period(JULY, date(2026, 8, 3)))
    assert cash_of(middle) == [
        ("Draw paid to date (cash)", "4000.00"),
        ("True-up (cash)", "2500.00"),
        ("True-up if settled now (cash)", "-1550.00"),
    ]


@pytest.mark.parametrize("true_up", ["month", "quarter", "year"])
@pytest.mark.parametrize("first", [JULY, date(2026, 7, 15)])
def test_true_ups_of_months_add_up_to_the_year(riverside: Desk, true_up: TrueUp, first: date) -> None:
    riverside.pay.drop(RIVERSIDE)
    contract = RIVERSIDE._replace(
        first_day=first, year_start=(7, first.day), draw=Decimal(1000), true_up=true_up, tiers=(LOWER, UPPER)
    )
    riverside.pay.keep(contract)
    for month in (7, 8, 11):
        log(riverside, date(2026, month, 20), 1900)
    year = year_of(riverside, first)
    months = riverside.pay.months(year, year.period.last)
    whole = statement(riverside, year.period)
    amounts = [
        [line.amount for line in one.lines if line.label == "True-up (cash)"] for one in (*months, whole)
    ]
    # 1,500 x 45.00 + 200 x 52.50, less twelve draws.
    assert whole.productivity == 78_000
    assert amounts[-1] == [66_000]
    assert sum((sum(one) for one in amounts[:-1]), Decimal(0)) == 66_000
    settled = {"month": len(months), "quarter": 4, "year": 1}[true_up]
    assert sum(map(len, amounts[:-1])) == settled


def test_rates_of_a_thousandth_are_told_as_they_are(riverside: Desk) -> None:
    for kind in ("marginal", "whole"):
        tiers = (Tier(Decimal(0), Decimal("45.125")), UPPER._replace(rate=Decimal("1250.5")))
        riverside.pay.keep(RIVERSIDE._replace(tier_kind=kind, tiers=tiers))
        log(riverside, JULY, 10)
        assert "$45.125" in statement(riverside, month_of(JULY)).lines[1].how


def test_a_whole_tier_is_reached_at_its_beginning(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(tier_kind="whole"))
    log(riverside, JULY, 4000)
    july = statement(riverside, month_of(JULY))
    assert july.lines[1][1:] == (
        Decimal(180_000),
        "4000.00 credited to date, all at $45.00, less what was earned before",
    )


def test_before_the_contract_begins_nothing_is_worked(riverside: Desk) -> None:
    log(riverside, JULY, 10)
    june = date(2026, 6, 20)
    pace = riverside.pay.pace(year_of(riverside), june)
    assert (pace.worked, pace.left, str(pace.expected)) == (0, 261, "0.00")
    assert pace.projected is None
    assert (pace.low, pace.next_tier_day, str(pace.needed)) == (None, None, "22.99")
    flat = RIVERSIDE._replace(tiers=(Tier(Decimal(0), Decimal(50)),))
    # 365 days are 52.142857 weeks of 7 wRVU.
    assert riverside.pay.what_if(year_of(riverside), flat, june, Decimal(7)) == 18_250


def test_a_part_of_a_year_says_its_days_and_has_its_share(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(name="Lakeside", first_day=date(2027, 1, 1)))
    log(riverside, date(2027, 1, 4), 3000)
    part = statement(riverside, Period(date(2027, 1, 1), date(2027, 6, 30)))
    assert part.lines[0].how == "$180,000.00 a year by months, for 2027-01-01 to 2027-06-30"
    assert [line.label for line in part.lines[1:]] == [
        "From 0.00 wRVU",
        "From 1983.56 wRVU",
        "From 2727.40 wRVU",
    ]
    assert list(map(str, (part.base, part.productivity, part.target))) == ["90000.00", "47784.30", "2975.34"]


def test_a_contract_that_changes_inside_a_month_gives_two_statements(riverside: Desk) -> None:
    later = RIVERSIDE._replace(name="Lakeside", first_day=date(2026, 9, 16), base_salary=Decimal(240_000))
    riverside.pay.keep(later)
    log(riverside, date(2026, 9, 15), 10)
    log(riverside, date(2026, 9, 16), 20)
    before, after = riverside.pay.statements(month_of(date(2026, 9, 1)), "default")
    assert [one.contract.name for one in (before, after)] == ["Riverside 2026", "Lakeside"]
    assert [one.credited for one in (before, after)] == [10, 20]
    assert after.credited_to_date == 20
    assert [str(one.base) for one in (before, after)] == ["7500.00", "10000.00"]
    assert before.period.last + DAY == after.period.first == date(2026, 9, 16)


def test_there_is_no_statement_before_the_contract_or_for_another_provider(riverside: Desk) -> None:
    assert riverside.pay.statements(month_of(date(2026, 6, 1)), "default") == []
    assert riverside.pay.statements(month_of(JULY), "Kim") == []
    assert riverside.pay.year_of("Kim", JULY) is None


def test_a_year_counts_anew(open_desk: OpenDesk) -> None:
    desk = open_desk(today=date(2027, 7, 1))
    desk.pay.keep(RIVERSIDE)
    log(desk, date(2027, 6, 30), 4100)
    log(desk, date(2027, 7, 1), 100)
    assert desk.pay.earned(month_of(date(2027, 6, 1))) == 4500
    july = statement(desk, month_of(date(2027, 7, 1)))
    assert (july.credited_to_date, july.productivity) == (Decimal(100), Decimal(0))
    years = desk.pay.years("default", Period(JULY, date(2027, 12, 31)))
    assert [one.period.first for one in years] == [JULY, date(2027, 7, 1)]


def test_the_years_that_have_begun_or_else_the_first_to_come(riverside: Desk) -> None:
    def begun(day: date) -> list[date]:
        return [one.period.first for one in riverside.pay.years_to("default", day)]

    assert begun(date(2027, 6, 30)) == [JULY]
    assert begun(date(2027, 7, 1)) == [JULY, date(2027, 7, 1)]
    assert begun(date(2026, 1, 1)) == [JULY]
    assert riverside.pay.years_to("Kim", TODAY) == []


def test_months_of_a_year_so_far(riverside: Desk) -> None:
    months = riverside.pay.months(year_of(riverside), date(2026, 9, 15))
    assert [one.period for one in months] == [
        month_of(JULY),
        month_of(date(2026, 8, 1)),
        Period(date(2026, 9, 1), date(2026, 9, 15)),
    ]
    assert len(riverside.pay.months(year_of(riverside), date(2030, 1, 1))) == 12
    assert riverside.pay.months(year_of(riverside), date(2026, 6, 30)) == []


# Sums, by period and by entry


def test_what_is_not_covered_is_not_zero(riverside: Desk) -> None:
    june, july = month_of(date(2026, 6, 1)), month_of(JULY)
    assert (riverside.pay.earned(june), riverside.pay.target(june)) == (None, None)
    assert (riverside.pay.earned(july), riverside.pay.earned(july, "Kim")) == (Decimal(0), None)
    riverside.pay.keep(RIVERSIDE._replace(target_wrvu=None))
    assert riverside.pay.target(july) is None
    assert statement(riverside, july).target is None


def test_all_providers_together_earn_what_each_does(riverside: Desk) -> None:
    riverside.pay.keep(
        RIVERSIDE._replace(name="Kim 2026", provider="Kim", tiers=(Tier(Decimal(0), Decimal(10)),))
    )
    log(riverside, JULY, 4100)
    log(riverside, JULY, 5, "Kim")
    july = month_of(JULY)
    assert [riverside.pay.earned(july, who) for who in ("default", "kim", "")] == [4500, 50, 4550]
    assert str(riverside.pay.target(july)) == "1057.48"


def test_entries_are_paid_in_order_and_the_one_across_a_tier_in_part(riverside: Desk) -> None:
    log(riverside, JULY, 3990)
    entries = riverside.logbook.add("99213 x5; 99213-25 x10; 99213-24", TODAY, HERE)
    paid = riverside.pay.by_entry(riverside.logbook.day(TODAY).entries)
    assert [paid[entry.id] for entry in entries] == [0, 225, 45]


def test_what_is_not_credited_is_paid_nothing_known(riverside: Desk) -> None:
    device, visit = riverside.logbook.add("G0552; 99213", TODAY, HERE)
    (kims,) = riverside.logbook.add("99213", TODAY, Circumstances(provider="Kim"))
    entries = riverside.logbook.day(TODAY).entries
    assert riverside.pay.by_entry(entries) == {visit.id: 0}
    assert {entry.id for entry in entries} == {device.id, visit.id, kims.id}
    assert statement(riverside, month_of(TODAY)).tally.uncredited == 1


def test_entries_whose_contract_was_dropped_are_left_out(riverside: Desk) -> None:
    entries = riverside.logbook.add("99213", TODAY, HERE)
    assert list(riverside.pay.by_entry(entries)) == [entries[0].id]
    riverside.pay.drop(RIVERSIDE)
    assert riverside.pay.by_entry(entries) == {}


def test_without_contracts_nothing_is_paid(desk: Desk) -> None:
    desk.logbook.add("99213", TODAY, HERE)
    assert desk.pay.by_entry(desk.logbook.day(TODAY).entries) == {}
    assert (desk.pay.earned(month_of(TODAY)), desk.pay.target(month_of(TODAY))) == (None, None)
    assert desk.pay.contracts() == []


def test_totals_and_exports_tell_it(riverside: Desk) -> None:
    log(riverside, JULY, 4000)
    log(riverside, date(2026, 12, 30), 2)
    found = riverside.reports.totals(date(2026, 12, 31))
    assert found["contract_year"].period == Period(JULY, date(2026, 12, 31))
    assert (found["day"].contract_amount, found["month"].contract_amount) == (Decimal(0), Decimal(90))
    assert found["contract_year"].tally.credited_wrvu == 4002
    assert found["contract_year"].target == year_of(riverside).expected(date(2026, 12, 31))
    table = riverside.reports.month_table(month_of(date(2026, 12, 1)), "summary")
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert (row["credited_wrvu"], row["contract_amount"]) == ("2.00", "90.00")
    # 6,000 x 132 / 261 less 6,000 x 109 / 261; 2 of that is 0.4 %.
    assert (row["target_wrvu"], row["percent_of_target"]) == ("528.73", "0.4")


def test_the_entries_of_an_export_add_up_to_its_summary(riverside: Desk) -> None:
    log(riverside, JULY, 4150)
    riverside.logbook.add("99213 x3; G0552", TODAY, HERE)
    july = month_of(JULY)
    sums = []
    for kind in ("summary", "days", "codes", "entries"):
        table = riverside.reports.month_table(july, kind)
        column = table.columns.index("contract_amount")
        sums.append(sum((Decimal(row[column]) for row in table.rows if row[column]), Decimal(0)))
    assert sums == [153 * 45] * 4


# How far to the target


def test_the_pace_of_a_few_days_has_no_range(riverside: Desk) -> None:
    log(riverside, date(2026, 7, 3), 66)
    pace = riverside.pay.pace(year_of(riverside), date(2026, 7, 3))
    assert (pace.worked, pace.left) == (3, 258)
    assert pace.projected == 66 + 22 * 258
    assert (pace.low, pace.high) == (None, None)
    # 6,000 x 3 / 261; 5,934 / 258
    assert list(map(str, (pace.expected, pace.needed))) == ["68.97", "23.00"]
    assert pace.next_tier == LOWER
    # 3,934 to go, 22 a day: 179 working days after 3 July.
    assert pace.next_tier_day == date(2027, 3, 11)


def test_weeks_as_slow_and_as_good_as_so_far_make_a_range(riverside: Desk) -> None:
    for week, wrvu in enumerate((50, 100, 150, 200)):
        log(riverside, JULY + 7 * DAY * week, wrvu)
    day = JULY + 28 * DAY - DAY
    pace = riverside.pay.pace(year_of(riverside), day)
    assert (pace.worked, pace.left) == (20, 241)
    assert pace.projected == 500 + 25 * 241
    assert (pace.low, pace.high) == (
        Decimal(500) + Decimal(20) * Decimal(241),
        Decimal(500) + Decimal(30) * Decimal(241),
    )
    assert riverside.pay.pace(year_of(riverside), day - DAY).low is None


def test_a_week_of_leave_is_no_slow_week(riverside: Desk) -> None:
    away = RIVERSIDE._replace(leaves=(Period(JULY, JULY + 6 * DAY),))
    riverside.pay.keep(away)
    for week in range(1, 5):
        log(riverside, JULY + 7 * DAY * week, 100)
    pace = riverside.pay.pace(year_of(riverside), JULY + 34 * DAY)
    assert pace.low == pace.high == pace.projected == 400 + 20 * pace.left


def test_without_any_credit_no_tier_is_in_sight(riverside: Desk) -> None:
    pace = riverside.pay.pace(year_of(riverside), TODAY)
    assert (pace.projected, pace.next_tier, pace.next_tier_day) == (Decimal(0), LOWER, None)


def test_a_tier_that_is_too_far_has_no_day(riverside: Desk) -> None:
    log(riverside, JULY, 10)
    pace = riverside.pay.pace(year_of(riverside), date(2026, 12, 31))
    assert (pace.next_tier, pace.next_tier_day) == (LOWER, None)


def test_before_the_first_working_day_nothing_is_projected(riverside: Desk) -> None:
    riverside.pay.keep(RIVERSIDE._replace(leaves=(Period(JULY, TODAY),)))
    pace = riverside.pay.pace(year_of(riverside), TODAY)
    assert (pace.worked, pace.projected, pace.next_tier_day) == (0, None, None)


def test_at_the_end_of_the_year_nothing_is_left(riverside: Desk) -> None:
    log(riverside, JULY, 5600)
    pace = riverside.pay.pace(year_of(riverside), date(2028, 1, 1))
    assert (pace.worked, pace.left, pace.needed) == (261, 0, None)
    assert (pace.projected, pace.next_tier, pace.next_tier_day) == (Decimal(5600), None, None)
    assert riverside.pay.pace(year_of(riverside), date(2027, 6, 29)).needed == 400


def test_a_target_that_is_made_needs_nothing_more(riverside: Desk) -> None:
    log(riverside, JULY, 7000)
    assert riverside.pay.pace(year_of(riverside), TODAY).needed == 0
    riverside.pay.keep(RIVERSIDE._replace(target_wrvu=None))
    pace = riverside.pay.pace(year_of(riverside), TODAY)
    assert (pace.target, pace.expected, pace.needed) == (None, None, None)


def test_what_if_asks_other_terms_and_leaves_the_log_alone(riverside: Desk) -> None:
    log(riverside, date(2026, 7, 3), 66)
    year, today = year_of(riverside), date(2026, 7, 3)
    before = riverside.workspace.next_labels()
    # 5,742 by the year's end: 1,500 x 45.00 + 242 x 52.50
    assert riverside.pay.what_if(year, RIVERSIDE, today, Decimal(0)) == 80_205
    flat = RIVERSIDE._replace(tiers=(Tier(Decimal(0), Decimal(50)),))
    assert riverside.pay.what_if(year, flat, today, Decimal(0)) == 287_100
    # 362 days are 51.714 weeks.
    assert str(riverside.pay.what_if(year, flat, today, Decimal(7))) == "305200.00"
    capped = RIVERSIDE._replace(cap=Decimal(50_000))
    assert riverside.pay.what_if(year, capped, today, Decimal(0)) == 50_000
    assert (riverside.pay.contracts(), riverside.workspace.next_labels()) == ([RIVERSIDE], before)


@pytest.mark.parametrize(
    ("contract", "words"),
    [
        (RIVERSIDE, "credited by date of service, full credit"),
        (
            RIVERSIDE._replace(
                schedule="2021",
                credit=CreditPolicy("medicare", {"80": Decimal("0.16"), "62": Decimal("0.625")}),
            ),
            "credited by the schedule of 2021, as Medicare pays, 62 at 62.5 %, 80 at 16 %",
        ),
    ],
)
def test_a_policy_in_a_line(contract: Contract, words: str) -> None:
    assert policy_words(contract) == words


# What holds of every log

entries = st.lists(
    st.tuples(st.integers(0, 364), st.integers(1, 900), st.sampled_from(["", "-80", "-62"])), max_size=12
)
a_few = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
SHARED = RIVERSIDE._replace(
    cap=Decimal("71234.56"),
    tiers=(Tier(Decimal(0), Decimal("1.01")), *RIVERSIDE.tiers[1:]),
    credit=CreditPolicy(
        by_modifier={"80": Decimal("0.16"), "62": Decimal("0.625")}, own_values={"99213": Decimal("1.37")}
    ),
)
Logged = list[tuple[int, int, str]]


@pytest.fixture
def shared(open_desk: OpenDesk) -> Desk:
    desk = open_desk(today=date(2027, 6, 30))
    desk.pay.keep(SHARED)
    return desk


def fill(desk: Desk, logged: Logged) -> None:
    """Have the log hold these entries and no others."""
    year = Period(JULY, date(2027, 6, 30))
    old = [entry for day in desk.reports.days(year) for entry in desk.logbook.day(day).entries]
    if old:
        desk.logbook.remove([entry.id for entry in old])
    plan = [(f"99213{modifier} x{patients}", JULY + DAY * place) for place, patients, modifier in logged]
    if plan:
        desk.logbook.add_many(plan, HERE)


@a_few
@given(entries)
def test_months_add_up_to_quarters_and_the_year_also_under_a_cap(shared: Desk, logged: Logged) -> None:
    fill(shared, logged)
    year = year_of(shared)
    months = shared.pay.months(year, year.period.last)
    whole = statement(shared, year.period)
    quarters = [
        statement(shared, quarter_of(date(2026 + number // 12, number % 12 + 1, 1)))
        for number in (6, 9, 12, 15)
    ]
    for parts in (months, quarters):
        for name in ("credited", "base", "productivity", "target", "total"):
            assert sum((getattr(part, name) for part in parts), Decimal(0)) == getattr(whole, name), name
    assert whole.productivity == year.productivity(whole.credited) <= Decimal("71234.56")
    assert whole.base == 180_000
    assert whole.target == 6000


@a_few
@given(entries)
def test_the_lines_of_every_statement_add_up_to_its_total(shared: Desk, logged: Logged) -> None:
    fill(shared, logged)
    year = year_of(shared)
    for one in (*shared.pay.months(year, year.period.last), statement(shared, year.period)):
        earned = [line.amount for line in one.lines if "(cash)" not in line.label]
        assert sum(earned, Decimal(0)) == one.total


@a_few
@given(entries, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(shared: Desk, logged: Logged, random: Random) -> None:
    fill(shared, logged)
    usual = shared.pay.months(year_of(shared), date(2027, 6, 30))
    mixed = list(logged)
    random.shuffle(mixed)
    fill(shared, mixed)
    assert shared.pay.months(year_of(shared), date(2027, 6, 30)) == usual


@a_few
@given(entries, st.integers(0, 364), st.integers(0, 100))
def test_a_period_is_paid_to_its_end_less_to_its_start(
    shared: Desk, logged: Logged, start: int, length: int
) -> None:
    fill(shared, logged)
    first = JULY + DAY * start
    last = min(first + DAY * length, date(2027, 6, 30))
    to_end, of_period = shared.pay.earned(Period(JULY, last)), shared.pay.earned(Period(first, last))
    to_start = shared.pay.earned(Period(JULY, first - DAY)) or Decimal(0)
    assert to_end is not None
    assert of_period == to_end - to_start
    assert statement(shared, Period(first, last)).productivity == of_period


@a_few
@given(entries)
def test_the_entries_of_a_day_add_up_to_the_day(shared: Desk, logged: Logged) -> None:
    fill(shared, logged)
    for place in {place for place, _, _ in logged}:
        day = JULY + DAY * place
        paid = shared.pay.by_entry(shared.logbook.day(day).entries)
        assert sum(paid.values(), Decimal(0)) == shared.pay.earned(Period(day, day))
        assert min(paid.values()) >= 0
