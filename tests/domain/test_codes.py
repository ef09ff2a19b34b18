"""The form of codes, and the modifiers that exist."""

import pytest

from rvuedge_desktop.domain.codes import MODIFIERS, is_code, is_modifier


@pytest.mark.parametrize("code", ["99213", "G0553", "0001F", "0042T", "0001U", "D0120"])
def test_five_characters_with_three_digits_inside_are_a_code(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize("text", ["", "9921", "992133", "g0553", "99213\n", "GG553", " 9921", "9921\u0663"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_code(text)


def test_the_modifiers_that_the_rules_name_exist() -> None:
    level_one = "22 24 25 26 50 51 52 53 54 55 56 57 58 59 62 66 76 77 78 79 80 81 82 91 93 95"
    level_two = "AS FQ FS GC GE GT KX LT QK QX QY RT TC XE XP XS XU"
    assert [modifier for modifier in (level_one + " " + level_two).split() if not is_modifier(modifier)] == []


@pytest.mark.parametrize("text", ["2S", "", "5", "259", "tc", "00"])
def test_a_slip_is_no_modifier(text: str) -> None:
    assert not is_modifier(text)


def test_every_modifier_has_two_characters() -> None:
    assert {modifier for modifier in MODIFIERS if len(modifier) != 2 or not modifier.isalnum()} == set()
