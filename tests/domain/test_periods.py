"""Days, the periods they lie in, and the words for them."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import (
    Period,
    check_day,
    month_of,
    months_of,
    parse_day,
    parse_month,
    parse_year,
    periods_to_date,
    quarter_of,
    week_of,
    year_of,
)

TODAY = date(2026, 7, 15)
PeriodOf = Callable[[date], Period]

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31))
period_rules = st.sampled_from((week_of, month_of, quarter_of, year_of))


@given(days, period_rules)
def test_a_day_lies_in_its_period_and_every_day_of_it_has_the_same(day: date, period_of: PeriodOf) -> None:
    period = period_of(day)
    assert period.first <= day <= period.last
    assert period_of(period.first) == period_of(period.last) == period


@given(days, period_rules)
def test_the_next_period_begins_the_day_after(day: date, period_of: PeriodOf) -> None:
    last = period_of(day).last
    assert period_of(last + timedelta(days=1)).first == last + timedelta(days=1)


@given(days)
def test_a_week_is_seven_days_from_monday(day: date) -> None:
    week = week_of(day)
    assert week.first.isoweekday() == 1
    assert week.last - week.first == timedelta(days=6)


@given(days)
def test_shorter_periods_lie_inside_longer_ones(day: date) -> None:
    month, quarter, year = month_of(day), quarter_of(day), year_of(day)
    assert year.first <= quarter.first <= month.first <= month.last <= quarter.last <= year.last


@given(days)
def test_to_date_ends_with_the_day(day: date) -> None:
    periods = periods_to_date(day)
    assert list(periods) == ["day", "week", "month", "quarter", "year", "contract_year"]
    assert {period.last for period in periods.values()} == {day}
    assert periods["day"].first == day
    assert periods["quarter"].first == quarter_of(day).first
    assert periods["contract_year"] == periods["year"]


@given(st.integers(1990, 2199))
def test_the_months_of_a_year_tile_it(year: int) -> None:
    months = months_of(year)
    assert len(months) == 12
    assert (months[0].first, months[-1].last) == (date(year, 1, 1), date(year, 12, 31))
    for one, following in pairwise(months):
        assert following.first == one.last + timedelta(days=1)


@given(days)
def test_a_written_month_and_year_are_read_back(day: date) -> None:
    assert parse_month(f"{day:%Y-%m}") == month_of(day)
    assert parse_year(f"{day:%Y}") == day.year


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2027, 7, 16)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        (" Today ", TODAY),
        ("yesterday", date(2026, 7, 14)),
        ("-0", TODAY),
        ("-3", date(2026, 7, 12)),
        ("-365", date(2025, 7, 15)),
        ("2027-07-16", date(2027, 7, 16)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tomorrow", "\u201ctomorrow\u201d is not a day"),
        ("15.7.2026", "is not a day"),
        ("2026-7-5", "is not a day"),
        ("20260715", "is not a day"),
        ("\u0662\u0660\u0662\u0666-07-15", "is not a day"),
        ("2026-02-29", "There is no day 2026-02-29"),
        ("2026-13-01", "There is no day"),
        ("1989-12-31", "is before 1990"),
        ("2126-07-15", "is more than a year ahead"),
        ("2027-07-17", "is more than a year ahead"),
        ("-99999", "is before 1990"),
        ("-999999", "is not a day"),
        ("", "is not a day"),
    ],
)
def test_a_day_that_can_not_be_logged_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words) as refused:
        parse_day(text, TODAY)
    assert refused.value.fix


def test_days_before_the_calendar_begins_are_before_1990() -> None:
    with pytest.raises(BadInputError, match="is before 1990"):
        parse_day("-99999", date(100, 1, 1))


def test_the_days_that_can_be_logged_reach_from_1990_to_a_year_ahead() -> None:
    assert check_day(date(1990, 1, 1), TODAY) == date(1990, 1, 1)
    assert check_day(TODAY + timedelta(days=366), TODAY) == date(2027, 7, 16)


@pytest.mark.parametrize(
    "text", ["2026", "2026-7", "2026-13", "2026-00", "07-2026", "1989-12", "", "2026-07-15"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="is not a month") as refused:
        parse_month(text)
    assert "2026-07" in refused.value.fix


@pytest.mark.parametrize("text", ["26", "1989", "20261", "", "next", "\u0662\u0660\u0662\u0666"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="is not a year") as refused:
        parse_year(text)
    assert "2026" in refused.value.fix


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("wed", TODAY),
        ("Tuesday", date(2026, 7, 14)),
        ("thur", date(2026, 7, 9)),
        ("7/15", TODAY),
        ("7/16", date(2025, 7, 16)),
        ("2/29", date(2024, 2, 29)),
        ("07/04/25", date(2025, 7, 4)),
        ("7/4/2024", date(2024, 7, 4)),
    ],
)
def test_a_day_as_people_write_it(word: str, day: date) -> None:
    assert parse_day(word, TODAY) == day


@pytest.mark.parametrize("word", ["13/1", "2/30", "0/1", "2/29/2025", "mo", "t", "wednesdays", "7/15/126"])
def test_what_is_no_day(word: str) -> None:
    with pytest.raises(BadInputError):
        parse_day(word, TODAY)


@given(st.integers(0, 6), st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_a_weekday_is_the_last_one_up_to_today(weekday: int, today: date) -> None:
    day = parse_day(f"{date(2024, 1, 1 + weekday):%A}", today)
    assert day.weekday() == weekday
    assert 0 <= (today - day).days < 7
