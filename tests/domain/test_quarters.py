"""Quarters as CMS counts them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.quarters import Quarter, quarter_from, quarter_on


@pytest.mark.parametrize("text", ["2026Q2", "2026 q2", " 2026-Q2 ", "2026_q2"])
def test_a_quarter_is_written_in_several_ways(text: str) -> None:
    assert quarter_from(text) == Quarter(2026, 2)


@pytest.mark.parametrize("text", ["", "2026", "Q2", "2026Q5", "2026Q0", "1996Q1", "2026Q22", "2026\u06612"])
def test_what_is_none_gives_none(text: str) -> None:
    assert quarter_from(text) is None


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_lies_in_its_quarter(day: date) -> None:
    quarter = quarter_on(day)
    assert quarter.first_day <= day
    assert quarter_on(quarter.first_day) == quarter
    assert 0 <= (day.month - quarter.first_day.month) < 3
    assert quarter_from(quarter.title) == quarter
