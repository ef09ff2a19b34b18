"""Words as they are indexed, and words that are one slip of the keys apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rvuedge_desktop.catalogue.words import begins_like, indexed_words, query_words, typo_keys, words

short = st.text("abc", max_size=7)


def _distance(one: str, other: str) -> int:
    """Letters left out, put in, exchanged, or two neighbours changed over: the plain table, slow and sure."""
    table = [[max(row, column) for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            costs = [
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            ]
            if one[row - 2 : row] == other[column - 2 : column][::-1] and min(row, column) > 1:
                costs.append(table[row - 2][column - 2] + 1)
            table[row][column] = min(costs)
    return table[-1][-1]


@settings(max_examples=1000)
@given(short, short)
def test_a_word_begins_like_what_is_typed_if_a_start_of_it_is_one_slip_away(word: str, typed: str) -> None:
    starts = [word[:length] for length in range(len(word) + 1)]
    assert begins_like(word, typed) == any(_distance(start, typed) <= 1 for start in starts)


@given(short, short)
def test_words_one_slip_apart_share_a_key(one: str, other: str) -> None:
    if _distance(one, other) <= 1:
        assert typo_keys(one) & typo_keys(other)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("knee", "knee", 0), ("knee", "kne", 1), ("knee", "nkee", 1), ("knee", "knees", 1), ("knee", "hip", 4)],
)
def test_the_slow_distance_of_this_test_counts_slips(one: str, other: str, slips: int) -> None:
    assert _distance(one, other) == _distance(other, one) == slips


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("Office visit, known patient, low", ["office", "visit", "known", "patient", "low"]),
        ("I&D", ["id"]),
        ("h&p level 1", ["hp", "level", "1"]),
        ("X-ray of the knee", ["xray", "of", "the", "knee"]),
        ("follow-up", ["follow", "up"]),
        ("patient's home", ["patients", "home"]),
        ("patient\u2019s", ["patients"]),
        ("Caf\u00e9 M\u00fcller", ["cafe", "muller"]),
        ("Stra\u00dfe \ufb01ne", ["strasse", "fine"]),
        ("  ,; ", []),
        ("phq-9", ["phq", "9"]),
    ],
)
def test_a_text_is_split_into_words(text: str, split: list[str]) -> None:
    assert words(text) == split


@given(st.text(max_size=40))
def test_words_are_plain_and_stay_what_they_are(text: str) -> None:
    found = words(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in found)
    assert words(" ".join(found)) == found


@given(st.text(max_size=40))
def test_a_text_is_indexed_under_every_word_that_it_is_looked_for_by(text: str) -> None:
    assert set(words(text)) <= set(indexed_words(text))


def test_x_ray_is_found_joined_and_apart() -> None:
    assert {"xray", "x", "ray"} <= set(indexed_words("Chest x-ray"))
    assert indexed_words("follow-up") == ["follow", "up", "followup"]


def test_small_words_are_looked_for_only_where_there_are_no_others() -> None:
    assert query_words("removal of the gallbladder") == ["removal", "gallbladder"]
    assert query_words("with or without") == ["without"]
    assert query_words("of the") == ["of", "the"]
