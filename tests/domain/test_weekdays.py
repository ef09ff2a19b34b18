"""Days of the week as people write them, and the days of a period that fall on them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.weekdays import (
    EVERY_DAY,
    WORKING_DAYS,
    days_of,
    parse_range,
    parse_weekdays,
    weekday_digits,
    weekdays_text,
)

TODAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("24", (2, 4)),
        ("42", (2, 4)),
        ("1-5", (1, 2, 3, 4, 5)),
        (" Mon, wed;FRI ", (1, 3, 5)),
        ("tuesday", (2,)),
        ("tu-th sa", (2, 3, 4, 6)),
        ("sat-mon", (1, 6, 7)),
        ("7-1", (1, 7)),
        ("3-3", (3,)),
    ],
)
def test_days_of_the_week_are_read(text: str, weekdays: tuple[int, ...]) -> None:
    assert parse_weekdays(text) == weekdays


@pytest.mark.parametrize("text", ["", "8", "0", "t", "s", "someday", "mon-", "-fri", "1-8", "\u0661"])
def test_what_names_no_day_of_the_week_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="names no days of the week"):
        parse_weekdays(text)


@given(st.sets(st.integers(1, 7), min_size=1))
def test_what_is_stored_is_read_again(weekdays: set[int]) -> None:
    assert set(parse_weekdays(weekday_digits(weekdays))) == weekdays


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        (EVERY_DAY, "every day"),
        (WORKING_DAYS, "Monday to Friday"),
        ((4, 2), "Tuesday, Thursday"),
        ((7,), "Sunday"),
    ],
)
def test_they_are_told_in_words(weekdays: tuple[int, ...], words: str) -> None:
    assert weekdays_text(weekdays) == words


def test_a_range_is_two_days_or_one() -> None:
    assert parse_range("2026-07-06..2026-07-10", TODAY) == Period(date(2026, 7, 6), date(2026, 7, 10))
    assert parse_range("-2..today", TODAY) == Period(date(2026, 7, 13), TODAY)
    assert parse_range("yesterday", TODAY) == Period(date(2026, 7, 14), date(2026, 7, 14))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-07-10..2026-07-06", "2026-07-06 is before 2026-07-10"),
        ("2026-07-10..", "is not a day"),
        ("..2026-07-10", "is not a day"),
        ("2015-01-01..2026-07-15", "is too long"),
    ],
)
def test_what_is_no_range_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        parse_range(text, TODAY)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.sets(st.integers(1, 7)))
def test_the_days_of_a_period_are_those_and_no_other(first: date, length: int, weekdays: set[int]) -> None:
    period = Period(first, first + timedelta(days=length))
    days = days_of(period, weekdays)
    assert sorted(set(days)) == list(days)
    for step in range(-1, length + 2):
        day = first + timedelta(days=step)
        assert (day in days) == (0 <= step <= length and day.isoweekday() in weekdays)
