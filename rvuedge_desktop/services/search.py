"""Find codes by number, by word, by the start of a word, and past a slip of the keys."""

import re
from datetime import date
from itertools import islice
from typing import NamedTuple

from rvuedge_desktop.catalogue.ranking import Candidate, rank
from rvuedge_desktop.catalogue.words import TYPO_LENGTH, begins_like, query_words, words
from rvuedge_desktop.domain.categories import category_of
from rvuedge_desktop.domain.pricing import Price
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.schedules import Schedules
from rvuedge_desktop.store.reference import Reference

_CODE_START = re.compile(r"^(?:[0-9]{2,4}[0-9A-Z]?|[A-Z][0-9]{1,4})$")
_CONSIDERED = 150
"""How many of the most billed codes that match are put in order; more would not be looked at."""
_SPELLINGS = 12
"""At most so many words a slip may have been meant for."""


class Match(NamedTuple):
    """A code that was found.

    Attributes:
        code: five characters.
        title: our own; None where we have none yet.
        category: title of its category.
        matched: the code, the title or the synonym by which it was found.
        office, facility: what one unit is worth there.
    """

    code: str
    title: str | None
    category: str
    matched: str
    office: Price
    facility: Price

    def price(self, setting: Setting) -> Price:
        """What one unit is worth in a setting."""
        return self.facility if setting == "facility" else self.office


class CodeSearch:
    """Search over every code of the release that rules on a day."""

    def __init__(self, reference: Reference, schedules: Schedules) -> None:
        """Look into a reference file."""
        self._reference = reference
        self._schedules = schedules

    def find(self, query: str, day: date, limit: int) -> list[Match]:
        """The codes that fit a query best, best first.

        Args:
            query: the start of a code, or words in any order, the last one perhaps unfinished.
            day: only codes of the release that rules on this day.
            limit: at most so many.
        """
        number = self._schedules.number_on(day)
        start = query.strip().upper()
        if _CODE_START.match(start):
            found = self._reference.candidates_by_code(start, number, limit)
            found += (one for one in self._only_loaded() if one.code.startswith(start))
            if found:
                return [self._match(one, one.code, day) for one in found[:limit]]
        typed = query_words(query)
        if not typed:
            return []
        spellings = [[word] for word in typed]
        candidates = self._reference.candidates_by_words(spellings, number, _CONSIDERED)
        if len(candidates) < limit:
            # Little was found as it stands: perhaps a key slipped.
            spellings = [[word, *self._slips(word)] for word in typed]
            already = {one.code for one in candidates}
            widened = self._reference.candidates_by_words(spellings, number, _CONSIDERED)
            candidates += (one for one in widened if one.code not in already)
        candidates += (one for one in self._only_loaded() if _has_all(one, typed))
        if not candidates and len(typed) > 1:
            candidates = self._by_any_word(spellings, number)
        ranked = rank(query, candidates, spellings)[:limit]
        return [self._match(one.candidate, one.matched, day) for one in ranked]

    def browse(self, category: str, day: date, limit: int) -> list[Match]:
        """The codes of a category, by its key, the most billed first."""
        number = self._schedules.number_on(day)
        found = self._reference.candidates_of_category(category, number, limit)
        return [self._match(one, "", day) for one in found]

    def categories(self, day: date) -> list[tuple[str, str]]:
        """Key and title of every category with described codes on a day."""
        return self._reference.categories(self._schedules.number_on(day))

    def _only_loaded(self) -> list[Candidate]:
        """Codes that no bundled release has, under the descriptors of the file that the user loaded."""
        return [
            Candidate(code, descriptor, (), category_of(code).title, 0)
            for code, descriptor in self._schedules.only_loaded.items()
        ]

    def _slips(self, word: str) -> list[str]:
        """Words of the catalogue that begin like one, give or take a slip of the keys."""
        if len(word) < TYPO_LENGTH or not word.isalpha():
            return []
        likely = (known for known in self._reference.words_like(word) if begins_like(known, word))
        return list(islice((known for known in likely if not known.startswith(word)), _SPELLINGS))

    def _by_any_word(self, spellings: list[list[str]], number: int) -> list[Candidate]:
        """Where no code has every word: those that have one, so that a stray word does not hide the rest."""
        every_one = [one for group in spellings for one in group]
        return self._reference.candidates_by_words([every_one], number, _CONSIDERED)

    def _match(self, candidate: Candidate, matched: str, day: date) -> Match:
        code = candidate.code
        return Match(
            code,
            candidate.title or None,
            candidate.category,
            matched or candidate.title or candidate.category,
            self._schedules.price_on(code, (), day, "office"),
            self._schedules.price_on(code, (), day, "facility"),
        )


def _has_all(candidate: Candidate, typed: list[str]) -> bool:
    """Tell whether every typed word begins a word of the title."""
    known = words(candidate.title)
    return all(any(word.startswith(one) for word in known) for one in typed)
