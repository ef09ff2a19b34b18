"""Intervals say what the releases say, each rate once."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.rates import Indicators, Rate, RateInterval, Release
from rvuedge_desktop.schedule.intervals import merge_releases

FIRST_DAYS = (date(2024, 1, 1), date(2024, 3, 9), date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1))
ZERO = Decimal(0)
MARKS = Indicators("", False, False, "0", "XXX", ZERO, ZERO, ZERO, "0", "0", "0", "0", "0", "", "09", "99")

keys = st.tuples(st.sampled_from(["90834", "90853", "G0553"]), st.sampled_from(["", "26", "TC"]))
releases_of_a_year = st.lists(st.dictionaries(keys, st.integers(0, 2)), min_size=1, max_size=len(FIRST_DAYS))


def _rate(code: str, modifier: str, work: int) -> Rate:
    return Rate(code, modifier, "A", Decimal(work), ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, MARKS)


def _releases(contents: list[dict[tuple[str, str], int]]) -> list[tuple[Release, list[Rate]]]:
    return [
        (Release(f"release of {day}", day), [_rate(*key, work) for key, work in content.items()])
        for day, content in zip(FIRST_DAYS, contents, strict=False)
    ]


def _holds(interval: RateInterval, day: date) -> bool:
    return interval.first_day <= day and (interval.last_day is None or day <= interval.last_day)


@given(releases_of_a_year)
def test_expanding_the_intervals_gives_back_each_release(contents: list[dict[tuple[str, str], int]]) -> None:
    releases = _releases(contents)
    intervals = merge_releases(releases)
    for at, (release, rates) in enumerate(releases):
        last = (
            releases[at + 1][0].first_day - timedelta(days=1)
            if at + 1 < len(releases)
            else date(2024, 12, 31)
        )
        for day in (release.first_day, last):
            held = [interval.rate for interval in intervals if _holds(interval, day)]
            assert sorted(map(repr, held)) == sorted(map(repr, rates)), day


@given(releases_of_a_year)
def test_no_interval_could_be_longer(contents: list[dict[tuple[str, str], int]]) -> None:
    intervals = merge_releases(_releases(contents))
    order = [(one.rate.code, one.rate.modifier, one.first_day) for one in intervals]
    assert order == sorted(set(order))
    for one, following in pairwise(intervals):
        if one.last_day and one.last_day + timedelta(days=1) == following.first_day:
            assert one.rate != following.rate


def test_a_rate_that_ends_and_comes_back_begins_anew() -> None:
    key = ("90853", "")
    assert merge_releases(_releases([{key: 1}, {key: 1}, {}, {key: 1}])) == [
        RateInterval(_rate(*key, 1), date(2024, 1, 1), date(2024, 3, 31)),
        RateInterval(_rate(*key, 1), date(2024, 7, 1), None),
    ]


@pytest.mark.parametrize(
    "first_days",
    [
        (date(2024, 4, 1), date(2024, 1, 1)),
        (date(2024, 1, 1), date(2024, 1, 1)),
        (date(2023, 10, 1), date(2024, 1, 1)),
    ],
    ids=["out of order", "one day twice", "two years"],
)
def test_releases_that_do_not_follow_each_other_are_refused(first_days: tuple[date, ...]) -> None:
    with pytest.raises(ValueError, match="not the first days of one year's releases in order"):
        merge_releases([(Release("any", day), []) for day in first_days])


def test_a_release_that_has_a_code_and_modifier_twice_is_refused() -> None:
    rate = _rate("77067", "26", 1)
    with pytest.raises(ValueError, match="RVU24A has 77067 26 twice"):
        merge_releases([(Release("RVU24A", date(2024, 1, 1)), [rate, rate._replace(work=ZERO)])])
