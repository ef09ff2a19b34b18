"""A short name is a word that means nothing else in the entry line."""

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.shortcuts import checked_name


@pytest.mark.parametrize("name", ["lapchole", "Post-Op", "tx", "a1", "g22111", "xray", "u_2", "q" * 30])
def test_a_word_is_a_short_name(name: str) -> None:
    assert checked_name(f" {name} ") == name


@pytest.mark.parametrize("name", ["", "a", "1st", "-x", "two words", "x;y", "@or", "caf\u00e9", "q" * 31])
def test_what_is_no_word_is_refused(name: str) -> None:
    with pytest.raises(BadInputError, match="can't be a short name"):
        checked_name(name)


@pytest.mark.parametrize("name", ["G2211", "g2211", "a123t"])
def test_a_name_that_a_code_could_have_is_refused(name: str) -> None:
    with pytest.raises(BadInputError, match=f"{name.upper()} has the form of a code"):
        checked_name(name)


@pytest.mark.parametrize(
    "name", ["today", "Yesterday", "mon", "Sun", "tues", "thursday", "GROUP", "x8", "U12"]
)
def test_a_word_with_another_meaning_is_refused(name: str) -> None:
    with pytest.raises(BadInputError, match="means something else"):
        checked_name(name)
