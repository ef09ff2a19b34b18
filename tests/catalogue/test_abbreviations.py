"""Short forms, and the words of the catalogue that they stand for."""

import pytest

from rvuedge_desktop.catalogue.abbreviations import SHORT_FORMS, spellings_of
from rvuedge_desktop.catalogue.descriptions import Description
from rvuedge_desktop.catalogue.words import indexed_words, words


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("bx", ("bx", "biopsy")),
        ("fx", ("fx", "fracture")),
        ("psych", ("psych", "psychiatric", "psychotherapy", "psychological")),
        ("knee", ("knee",)),
        ("", ("",)),
    ],
)
def test_a_word_stands_for_itself_first(word: str, spellings: tuple[str, ...]) -> None:
    assert spellings_of(word) == spellings


def test_short_forms_are_words_as_they_are_looked_for_in_order() -> None:
    assert list(SHORT_FORMS) == sorted(SHORT_FORMS)
    for short, meant in SHORT_FORMS.items():
        assert meant, short
        assert [words(one) for one in (short, *meant)] == [[one] for one in (short, *meant)]
        assert len(set(meant)) == len(meant), short


def test_every_short_form_stands_for_a_word_of_the_catalogue(described: tuple[Description, ...]) -> None:
    known = {word for one in described for text in (one.title, *one.also) for word in indexed_words(text)}
    assert [short for short, meant in SHORT_FORMS.items() if not known.intersection(meant)] == []
