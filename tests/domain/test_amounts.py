"""Amounts are exact, whatever their size, and never a float."""

import ast
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop import domain
from rvuedge_desktop.domain.amounts import (
    CENT_SCALE,
    RVU_SCALE,
    dollars_text,
    from_scaled,
    money_text,
    round_cents,
    rvu_text,
    to_scaled,
)

stored = st.integers(min_value=-(2**63), max_value=2**63 - 1)
scales = st.sampled_from((CENT_SCALE, RVU_SCALE))


@given(stored, scales)
def test_every_stored_integer_comes_back_through_its_amount(value: int, scale: int) -> None:
    assert to_scaled(from_scaled(value, scale), scale) == value


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), scales)
def test_an_amount_that_fits_the_scale_is_stored_without_loss(amount: Decimal, scale: int) -> None:
    assert from_scaled(to_scaled(amount, scale), scale) == amount


def test_what_a_scale_can_not_hold_is_refused_and_not_rounded() -> None:
    assert to_scaled(Decimal("5.36"), RVU_SCALE) == 53600
    with pytest.raises(ValueError, match=r"0\.00001 has more than 4 decimal places"):
        to_scaled(Decimal("0.00001"), RVU_SCALE)
    with pytest.raises(ValueError, match=r"30\.394 has more than 2 decimal places"):
        money_text(Decimal("30.394"))


@pytest.mark.parametrize(
    ("amount", "cents"),
    [("30.3949999", "30.39"), ("30.395", "30.40"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68")],
)
def test_half_a_cent_is_rounded_up(amount: str, cents: str) -> None:
    assert str(round_cents(Decimal(amount))) == cents


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_rounding_moves_an_amount_by_half_a_cent_at_most(amount: Decimal) -> None:
    rounded = round_cents(amount)
    assert rounded.as_tuple().exponent == -2
    assert Decimal("-0.005") < rounded - amount <= Decimal("0.005")


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_printed_rvu_is_the_same_number_with_two_places_at_least(rvu: Decimal) -> None:
    text = rvu_text(rvu)
    assert Decimal(text) == rvu
    assert 2 <= len(text.partition(".")[2]) <= 4


@pytest.mark.parametrize(
    ("rvu", "text"),
    [
        ("5.3600", "5.36"),
        ("0", "0.00"),
        ("3.6048", "3.6048"),
        ("1E+2", "100.00"),
        ("7", "7.00"),
        ("0.5", "0.50"),
    ],
)
def test_rvus_are_printed_without_needless_zeros(rvu: str, text: str) -> None:
    assert rvu_text(Decimal(rvu)) == text


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_printed_dollars_have_two_places(amount: Decimal) -> None:
    assert money_text(amount) == str(amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def test_no_rule_of_the_field_computes_with_floats() -> None:
    found: list[str] = []
    for path in sorted(Path(str(domain.__file__)).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                found.append(f"{path.name}: {node.value}")
            if isinstance(node, ast.Name) and node.id == "float":
                found.append(f"{path.name}: float")
    assert found == []


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("0", "$0.00"), ("1540.82", "$1,540.82"), ("-1201.5", "-$1,201.50"), ("-0.01", "-$0.01")],
)
def test_dollars_for_people_have_the_minus_first(amount: str, shown: str) -> None:
    assert dollars_text(Decimal(amount)) == shown
