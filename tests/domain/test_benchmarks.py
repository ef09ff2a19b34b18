"""Percentiles, whole years, and mixes of office visits."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.benchmarks import (
    KNOWN_PATIENT,
    NEW_PATIENT,
    PERCENTILES,
    Benchmark,
    Rank,
    full_year,
    level_mix,
    rank,
    rank_words,
)
from rvuedge_desktop.domain.periods import Period

amounts = st.decimals(0, 1_000_000, places=2)


def _of(**values: int) -> Benchmark:
    return Benchmark(
        "Psychiatry", "wrvu", {int(at[1:]): Decimal(value) for at, value in values.items()}, 2025, "A survey"
    )


SURVEY = _of(p10=3000, p25=4000, p50=5000, p75=6000, p90=8000)


@pytest.mark.parametrize(
    ("figure", "place", "words"),
    [
        (2999, Rank(None, 10, None), "below the 10th percentile"),
        (3000, Rank(10, 25, 10), "about the 10th percentile"),
        (4500, Rank(25, 50, 38), "about the 38th percentile"),
        (5000, Rank(50, 75, 50), "about the 50th percentile"),
        (5030, Rank(50, 75, 51), "about the 51st percentile"),
        (5100, Rank(50, 75, 53), "about the 53rd percentile"),
        (8000, Rank(90, None, 90), "about the 90th percentile"),
        (8001, Rank(90, None, None), "above the 90th percentile"),
    ],
)
def test_a_figure_lies_where_the_straight_line_has_it(figure: int, place: Rank, words: str) -> None:
    assert rank(SURVEY, Decimal(figure)) == place
    assert rank_words(place) == words


def test_two_percentiles_that_are_equal_are_both_reached() -> None:
    assert rank(_of(p25=10, p50=10, p75=20), Decimal(10)) == Rank(50, 75, 50)
    assert rank(_of(p25=10, p50=10), Decimal(9)) == Rank(None, 25, None)


def test_an_unknown_percentile_is_stepped_over() -> None:
    assert rank(_of(p10=0, p90=80), Decimal(40)) == Rank(10, 90, 50)


def test_words_of_the_teens_and_the_others() -> None:
    said = [rank_words(Rank(None, None, about)) for about in (11, 12, 13, 22, 23)]
    assert [words.split()[2] for words in said] == ["11th", "12th", "13th", "22nd", "23rd"]


@given(values=st.lists(amounts, min_size=5, max_size=5).map(sorted), figures=st.tuples(amounts, amounts))
def test_more_never_ranks_lower(values: list[Decimal], figures: tuple[Decimal, Decimal]) -> None:
    table = SURVEY._replace(values=dict(zip(PERCENTILES, values, strict=True)))
    low, high = (rank(table, figure) for figure in sorted(figures))
    assert (low.at_least or 0) <= (high.at_least or 0)
    if low.about is not None and high.about is not None:
        assert low.about <= high.about
    for place in (low, high):
        if place.about is not None:
            assert (place.at_least or 0) <= place.about <= (place.below or 100)


def test_a_part_of_a_year_at_half_time_as_of_a_whole_at_full_time() -> None:
    half_a_year = Period(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=72))
    assert full_year(Decimal(500), half_a_year, Decimal("0.5")) == Decimal(5000)


@given(amount=amounts)
def test_a_whole_year_at_full_time_is_itself(amount: Decimal) -> None:
    assert full_year(amount, Period(date(2025, 1, 1), date(2025, 12, 31)), Decimal(1)) == amount


def test_new_and_known_patients_are_mixes_of_their_own() -> None:
    mix = {one.code: one for one in level_mix({"99203": 1, "99204": 3, "99213": 2, "99214": 0})}
    assert list(mix) == [*NEW_PATIENT, *KNOWN_PATIENT]
    assert (mix["99203"].percent, mix["99204"].percent) == (Decimal("25.0"), Decimal("75.0"))
    assert (mix["99213"].percent, mix["99214"].percent) == (Decimal("100.0"), Decimal("0.0"))
    assert (mix["99215"].services, mix["99215"].percent) == (None, None)


def test_without_a_visit_there_is_no_share() -> None:
    assert {one.percent for one in level_mix(dict.fromkeys(NEW_PATIENT, 0))} == {None}
