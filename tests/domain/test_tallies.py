"""What entries add up to."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.tallies import Tally

counts = st.integers(0, 10**6)
amounts = st.decimals(min_value=0, max_value=10**7, places=2)
tallies = st.builds(Tally, counts, counts, amounts, amounts, counts, counts, amounts, counts, counts, amounts)


@given(st.lists(tallies, max_size=8))
def test_a_sum_of_tallies_is_the_sum_of_each_figure_in_any_order(parts: list[Tally]) -> None:
    whole = sum(parts, Tally())
    assert whole == sum(reversed(parts), Tally())
    assert whole == Tally(
        sum(part.entries for part in parts),
        sum(part.units for part in parts),
        sum((part.schedule_wrvu for part in parts), Decimal(0)),
        sum((part.medicare_amount for part in parts), Decimal(0)),
        sum(part.unpriced for part in parts),
        sum(part.without_wrvu for part in parts),
        sum((part.credited_wrvu for part in parts), Decimal(0)),
        sum(part.uncredited for part in parts),
        sum(part.customs for part in parts),
        sum((part.custom_wrvu for part in parts), Decimal(0)),
    )


def test_nothing_logged_is_zero() -> None:
    assert (Tally().known_wrvu, Tally().known_amount) == (Decimal(0), Decimal(0))


def test_entries_without_any_figure_are_not_zero() -> None:
    unpriced = Tally(entries=2, units=2, unpriced=2, without_wrvu=2)
    assert (unpriced.known_wrvu, unpriced.known_amount) == (None, None)


def test_one_figure_is_enough_for_a_sum() -> None:
    some = Tally(3, 3, Decimal("1.92"), Decimal("30.39"), unpriced=2, without_wrvu=1)
    assert (some.known_wrvu, some.known_amount) == (Decimal("1.92"), Decimal("30.39"))


def test_credit_is_not_zero_where_nothing_is_credited_of_any_entry() -> None:
    assert Tally().known_credit == 0
    assert Tally(entries=2, units=2, uncredited=2).known_credit is None
    assert Tally(3, 3, credited_wrvu=Decimal("1.92"), uncredited=2).known_credit == Decimal("1.92")
    assert Tally(entries=1, units=1).known_credit == 0
