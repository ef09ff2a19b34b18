"""The form of a code of the user's own, its title and its value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.custom_codes import (
    CustomCode,
    checked_code,
    checked_title,
    checked_wrvu,
    is_custom_code,
    next_code,
    parse_wrvu,
    rescaled,
)
from rvuedge_desktop.domain.errors import BadInputError


@pytest.mark.parametrize("code", ["Z0001", "Z9999", "Z000A", "Z123Z"])
def test_z_and_four_digits_or_three_and_a_letter(code: str) -> None:
    assert is_custom_code(code)
    assert is_code(code)  # so that the entry line reads it
    assert checked_code(f" {code.lower()} ", ()) == code


@pytest.mark.parametrize(
    "code", ["Z001", "Z00001", "ZA001", "G0001", "99213", "Z00A0", "Z\u0661001", "z0001"]
)
def test_anything_else_is_none(code: str) -> None:
    assert not is_custom_code(code)


@pytest.mark.parametrize("code", ["Z001", "G0001", "call"])
def test_what_can_not_be_a_code_is_refused(code: str) -> None:
    with pytest.raises(BadInputError, match=f"\u201c{code}\u201d can't be a code of your own"):
        checked_code(code, ())


def test_without_a_number_it_is_the_next_free_one() -> None:
    assert checked_code(" ", ()) == "Z0001"
    assert checked_code("", ("Z0001", "Z0002", "Z0004", "Z000A")) == "Z0003"
    taken = {f"Z{number:04}" for number in range(1, 10_000)}
    assert next_code(taken - {"Z9999"}) == "Z9999"
    with pytest.raises(BadInputError, match="Write one with a letter"):
        next_code(taken)


@pytest.mark.parametrize(
    ("typed", "said"),
    [(" ", "needs a title"), ("x" * 61, "61 characters is too long"), ("a\nb", "stands in one line")],
)
def test_titles_that_are_none(typed: str, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        checked_title(typed)


def test_a_title_loses_the_blanks_at_its_ends() -> None:
    assert checked_title("  Call, weekday night ") == "Call, weekday night"
    assert checked_title("x" * 60) == "x" * 60


@pytest.mark.parametrize(
    ("typed", "wrvu"),
    [
        ("2", "2"),
        (" 1.25 ", "1.25"),
        (".5", "0.5"),
        ("3.", "3"),
        ("0", "0"),
        ("1000", "1000"),
        ("1.23450", "1.2345"),
    ],
)
def test_a_value_is_read_exactly(typed: str, wrvu: str) -> None:
    assert parse_wrvu(typed) == Decimal(wrvu)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "needs its wRVU"),
        ("two", "\u201ctwo\u201d is not a number of wRVU"),
        ("-1", "is not a number"),
        ("1,5", "is not a number"),
        ("1e3", "is not a number"),
        ("nan", "is not a number"),
        (".", "is not a number"),
        ("1000.0001", "can't be worth 1000.0001 wRVU"),
        ("1.23456", "more than 4 decimals"),
    ],
)
def test_values_that_are_none(typed: str, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        parse_wrvu(typed)


def test_a_negative_value_is_refused() -> None:
    with pytest.raises(BadInputError, match="can't be worth -1 wRVU"):
        checked_wrvu(Decimal(-1))


values = st.integers(0, 10_000_000).map(lambda scaled: Decimal(scaled).scaleb(-4))
units = st.integers(1, 999 * 999)


@given(values, units, units)
def test_other_units_keep_the_value_of_one(value: Decimal, before: int, now: int) -> None:
    code = CustomCode("Z0001", "Call", value)
    assert rescaled(code.wrvu_of(before), now, before) == code.wrvu_of(now)
