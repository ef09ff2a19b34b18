"""The order of a search's results: how well the words match, then how often the code is billed nationally."""

from collections.abc import Sequence
from math import log10
from typing import NamedTuple

from rvuedge_desktop.catalogue.words import query_words, words

_TITLE_WORD, _TITLE_START, _SYNONYM_WORD, _SYNONYM_START = 10.0, 9.0, 9.0, 8.0
_CATEGORY, _SLIP = 2.0, 4.0
_WHOLE_SYNONYM, _WHOLE_TITLE = 8.0, 8.0
_FIRST_WORD = 1.5
_USE = 1.0
"""Points for each power of ten of national use: enough to order equals, too little to beat a better match."""


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
        score: higher is better; only the order means anything.
        matched: the synonym that matched where the title did not; empty otherwise.
    """

    candidate: Candidate
    score: float
    matched: str


def rank(query: str, candidates: Sequence[Candidate], spellings: Sequence[Sequence[str]]) -> list[Ranked]:
    """Order candidates, best first.

    Args:
        query: what was typed.
        candidates: the codes that match it.
        spellings: for each word of the query what it was taken for: the word as typed, or the words of the
            catalogue one slip away.
    """
    typed = query_words(query)
    ranked = [_ranked(typed, candidate, spellings) for candidate in candidates]
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.code))


def _ranked(typed: list[str], candidate: Candidate, spellings: Sequence[Sequence[str]]) -> Ranked:
    title = words(candidate.title)
    synonyms = [(name, words(name)) for name in candidate.also]
    category = words(candidate.category)
    score, matched = 0.0, ""
    for word, taken_for in zip(typed, spellings, strict=True):
        points, where = _best(word, taken_for, title, synonyms, category)
        score += points
        matched = matched or where
    score /= max(len(typed), 1)
    run = "".join(typed)  # so that `c section` is what `c-section` says
    if any("".join(named) == run for _, named in synonyms):
        score += _WHOLE_SYNONYM
    if title == typed:
        score += _WHOLE_TITLE
    if title and any(title[0].startswith(spelling) for taken_for in spellings[:1] for spelling in taken_for):
        score += _FIRST_WORD
    score += _USE * log10(candidate.use + 1)
    return Ranked(candidate, score, matched)


def _best(
    typed: str,
    taken_for: Sequence[str],
    title: list[str],
    synonyms: list[tuple[str, list[str]]],
    category: list[str],
) -> tuple[float, str]:
    """The best place in which one of the spellings stands, and the synonym where it is one."""
    best, where = 0.0, ""
    for spelling in taken_for:
        for points, start_points, found, name in (
            (_TITLE_WORD, _TITLE_START, title, ""),
            *((_SYNONYM_WORD, _SYNONYM_START, named, name) for name, named in synonyms),
            (_CATEGORY, _CATEGORY, category, ""),
        ):
            value = points if spelling in found else 0.0
            if not value and any(word.startswith(spelling) for word in found):
                value = start_points
            if spelling != typed:
                value = min(value, _SLIP)
            if value > best:
                best, where = value, name
    return best, where
