"""The order of a search's results: how well the words match, then how often the code is billed nationally."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log10
from types import MappingProxyType
from typing import NamedTuple

from rvuedge_desktop.catalogue.abbreviations import SHORT_FORMS
from rvuedge_desktop.catalogue.words import query_words, words

_TITLE_WORD, _TITLE_START, _SYNONYM_WORD, _SYNONYM_START = 10.0, 9.0, 9.0, 8.0
_CATEGORY, _SLIP = 2.0, 4.0
_WHOLE_SYNONYM, _WHOLE_TITLE = 8.0, 8.0
_FIRST_WORD = 1.5
_USE = 1.0
"""Points for each power of ten of national use: enough to order equals, too little to beat a better match."""
_OWN_USE = 2.5
"""The same for how often the user logged it: what one does every day is likelier meant."""
_SHORT_FORM = 1.0
"""What a word loses that was meant by a short form: `lap` for laparoscopic."""


class Candidate(NamedTuple):
    """A code that a search brought up.

    Attributes:
        code: five characters.
        title: our own; empty where we have none.
        also: synonyms.
        category: title of its category.
        use: times billed in a year nationally; 0 where not known.
    """

    code: str
    title: str
    also: tuple[str, ...]
    category: str
    use: int


class Ranked(NamedTuple):
    """A candidate in its place.

    Attributes:
        candidate: the code.
        missing: how many words of the query it lacks; a code that has them all stands first.
        score: higher is better; only the order means anything.
        matched: the synonym that matched where the title did not; empty otherwise.
    """

    candidate: Candidate
    missing: int
    score: float
    matched: str


def rank(
    query: str,
    candidates: Sequence[Candidate],
    spellings: Sequence[Sequence[str]],
    own_use: Mapping[str, int] = MappingProxyType({}),
) -> list[Ranked]:
    """Order candidates, best first.

    Args:
        query: what was typed.
        candidates: the codes that match it.
        spellings: for each word of the query what it was taken for: the word as typed, or the words of the
            catalogue one slip away.
        own_use: how often the user logged each code.
    """
    typed = query_words(query)
    ranked = [
        _ranked(typed, candidate, spellings, own_use.get(candidate.code, 0)) for candidate in candidates
    ]
    return sorted(ranked, key=lambda one: (one.missing, -one.score, one.candidate.code))


class _Place(NamedTuple):
    """A text in which a word of a query may stand.

    Attributes:
        points: for a whole word, and for the start of one.
        start_points: for the start of a word.
        text: its words, a blank before, between and behind them, so that a word is found as a run of letters.
        parts: the parts of its hyphened words in the same way: `c-section` is also `c section`.
        synonym: the synonym that it is; empty for the title and the category.
    """

    points: float
    start_points: float
    text: str
    parts: str
    synonym: str


@lru_cache(maxsize=8192)
def _places(title: str, also: tuple[str, ...], category: str) -> tuple[_Place, ...]:
    """The title, the category and the synonyms of a code; the same for every keystroke."""
    return (
        _Place(_TITLE_WORD, _TITLE_START, _run_of(words(title)), _parts_of(title), ""),
        _Place(_CATEGORY, _CATEGORY, _run_of(words(category)), "", ""),
        *(
            _Place(_SYNONYM_WORD, _SYNONYM_START, _run_of(words(name)), _parts_of(name), name)
            for name in also
        ),
    )


def _parts_of(text: str) -> str:
    return _run_of(words(text.replace("-", " "))) if "-" in text else ""


def _run_of(found: list[str]) -> str:
    return f" {' '.join(found)} "


def _ranked(
    typed: list[str], candidate: Candidate, spellings: Sequence[Sequence[str]], own_use: int
) -> Ranked:
    places = _places(candidate.title, candidate.also, candidate.category)
    title, synonyms = places[0].text, places[2:]
    score, matched, missing = 0.0, "", 0
    for word, taken_for in zip(typed, spellings, strict=True):
        points, where = _best(word, taken_for, places)
        score += points
        missing += not points
        matched = matched or where
    score /= max(len(typed), 1)
    letters = "".join(typed)  # so that `c section` is what `c-section` says
    if any(synonym.text.replace(" ", "") == letters for synonym in synonyms):
        score += _WHOLE_SYNONYM
    if title == _run_of(typed):
        score += _WHOLE_TITLE
    if any(title.startswith(f" {spelling}") for taken_for in spellings[:1] for spelling in taken_for):
        score += _FIRST_WORD
    score += _USE * log10(candidate.use + 1) + _OWN_USE * log10(own_use + 1)
    return Ranked(candidate, missing, score, matched)


def _best(typed: str, taken_for: Sequence[str], places: Sequence[_Place]) -> tuple[float, str]:
    """The best place in which one of the spellings stands, and the synonym where it is one."""
    best, where = 0.0, ""
    for spelling in taken_for:
        start, whole = f" {spelling}", f" {spelling} "
        for points, start_points, text, parts, synonym in places:
            if start in text or start in parts:
                value = points if whole in text or whole in parts else start_points
                if spelling != typed:
                    is_short = spelling in SHORT_FORMS.get(typed, ())
                    value = value - _SHORT_FORM if is_short else min(value, _SLIP)
                if value > best:
                    best, where = value, synonym
    return best, where
