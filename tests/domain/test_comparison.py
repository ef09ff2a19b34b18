"""How a code compares with those of its category."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.comparison import compare

works = st.lists(st.decimals(min_value="0.01", max_value=100, places=2), min_size=1, max_size=40).map(sorted)


@given(works, st.data())
def test_a_percentile_is_the_share_at_or_below(cohort: list[Decimal], data: st.DataObject) -> None:
    work = data.draw(st.sampled_from(cohort))
    found = compare(work, "Some codes", cohort)
    assert found is not None
    share = 100 * sum(other <= work for other in cohort) / Decimal(len(cohort))
    assert abs(found.percentile - share) <= Decimal("0.5")
    assert found.n == len(cohort)
    assert found.maximum == max(cohort)
    assert sum(other < found.median for other in cohort) <= len(cohort) / Decimal(2)
    assert sum(other > found.median for other in cohort) <= len(cohort) / Decimal(2)


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    found = compare(Decimal(1), "Four codes", [Decimal(1), Decimal(2), Decimal(3), Decimal(10)])
    assert found is not None
    assert (found.cohort, found.median, found.percentile) == ("Four codes", Decimal("2.5"), 25)


def test_half_a_percent_is_rounded_up() -> None:
    found = compare(Decimal(1), "Eight codes", [Decimal(rank) for rank in range(1, 9)])
    assert found is not None
    assert found.percentile == 13


def test_an_empty_cohort_compares_nothing() -> None:
    assert compare(Decimal(1), "No codes", []) is None
