"""When a clinic is held, and what makes one."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.clinics import Clinic, checked_clinic, parse_last_day
from rvuedge_desktop.domain.errors import BadInputError

WEDNESDAY = date(2026, 7, 1)
CLINIC = Clinic("Pain", "default", (2, 4), 1, WEDNESDAY, None, ("99213x12",))


def held(clinic: Clinic, days: int = 35) -> list[date]:
    start = date(2026, 6, 22)
    return [day for step in range(days) if clinic.meets(day := start + timedelta(days=step))]


def test_it_is_held_on_its_days_of_the_week_from_its_first_day() -> None:
    assert [day.day for day in held(CLINIC)] == [2, 7, 9, 14, 16, 21, 23]


def test_every_other_week_is_counted_from_the_week_of_the_first_day() -> None:
    assert [day.day for day in held(CLINIC._replace(every_weeks=2))] == [2, 14, 16]
    # Its first day is a Wednesday; the Tuesday of that week lies before, that of two weeks later counts.
    assert [day.day for day in held(CLINIC._replace(every_weeks=2, weekdays=(2,)))] == [14]


def test_it_is_held_up_to_its_last_day() -> None:
    assert [day.day for day in held(CLINIC._replace(last_day=date(2026, 7, 14)))] == [2, 7, 9, 14]


@given(
    st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
    st.integers(1, 52),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_it_comes_round_in_its_rhythm(weekdays: tuple[int, ...], every: int, first: date) -> None:
    clinic = CLINIC._replace(weekdays=weekdays, every_weeks=every, first_day=first)
    rhythm = timedelta(weeks=every)
    days = [first + timedelta(days=step) for step in range(7 * every)]
    assert all(clinic.meets(day) == clinic.meets(day + rhythm) for day in days)
    met = [day for day in days if clinic.meets(day)]
    assert {day.isoweekday() for day in met} <= set(weekdays)
    assert len(met) == len(weekdays)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Tuesday, Thursday, from 2026-07-01"),
        ({"every_weeks": 2, "weekdays": (5,)}, "Friday, every 2 weeks, from 2026-07-01"),
        ({"last_day": date(2026, 9, 1)}, "Tuesday, Thursday, from 2026-07-01 to 2026-09-01"),
    ],
)
def test_it_says_when_it_is_held(change: dict[str, Any], words: str) -> None:
    assert CLINIC._replace(**change).when == words


def test_a_clinic_that_can_be_held_is_given_back() -> None:
    assert checked_clinic(CLINIC) is CLINIC
    last = CLINIC._replace(last_day=WEDNESDAY)
    assert checked_clinic(last) is last


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "can't be the name of a clinic"),
        ({"name": "a\nb"}, "can't be the name of a clinic"),
        ({"name": "n" * 61}, "can't be the name of a clinic"),
        ({"weekdays": ()}, "needs a day of the week"),
        ({"every_weeks": 0}, "Every 0 weeks"),
        ({"every_weeks": 53}, "Every 53 weeks"),
        ({"last_day": date(2026, 6, 30)}, "2026-06-30 is before 2026-07-01"),
        ({"lines": ()}, "needs its usual lines"),
    ],
)
def test_what_can_not_be_held_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        checked_clinic(CLINIC._replace(**change))


def test_a_last_day_may_lie_years_ahead_or_be_none() -> None:
    assert parse_last_day(" ", WEDNESDAY) is None
    assert parse_last_day(" 2031-12-31 ", WEDNESDAY) == date(2031, 12, 31)
    assert parse_last_day("today", WEDNESDAY) == WEDNESDAY
    with pytest.raises(BadInputError, match="is not a day"):
        parse_last_day("some day", WEDNESDAY)
