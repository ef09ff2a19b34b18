"""Find codes by number, by word, by the start of a word, and past a slip of the keys."""

import re
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rvuedge_desktop.catalogue.abbreviations import spellings_of
from rvuedge_desktop.catalogue.filters import NO_FILTERS, Filters, split_query
from rvuedge_desktop.catalogue.ranking import Candidate, rank
from rvuedge_desktop.catalogue.words import TYPO_LENGTH, begins_like, query_words, words
from rvuedge_desktop.domain.categories import category_of
from rvuedge_desktop.domain.codes import CODE_PATTERN
from rvuedge_desktop.domain.custom_codes import CUSTOM_PRICE, CustomCode
from rvuedge_desktop.domain.pricing import Price
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.schedules import Schedules
from rvuedge_desktop.store.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from rvuedge_desktop.domain.shortcuts import Shortcut

_CODE_START = re.compile(r"^(?:[0-9]{2,4}[0-9A-Z]?|[A-Z][0-9]{1,4})$")
_CONSIDERED = 150
"""How many of the most billed codes that match are put in order; more would not be looked at."""
_WHOLE_CODE = re.compile(rf"(?<![0-9A-Z]){CODE_PATTERN}(?![0-9A-Z])")
_FEWEST_WORDS = 1
_MOST_LEFT_OUT = 6
"""Of a longer query only so many words are left out in turn."""
_FEW = 60
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
        custom_wrvu: the user's own work RVUs of one unit, for a code of their own; None for any other.
    """

    code: str
    title: str | None
    category: str
    matched: str
    office: Price
    facility: Price
    custom_wrvu: "Decimal | None" = None

    def price(self, setting: Setting) -> Price:
        """What one unit is worth in a setting."""
        return self.facility if setting == "facility" else self.office


def shortcut_match(shortcut: "Shortcut") -> Match:
    """A short name among what was found; it stands for a line, which is priced when it is taken."""
    nothing = Price(None, None, reason="a short name")
    title = shortcut.title or shortcut.line
    return Match(shortcut.name, title, "Short name", shortcut.line, nothing, nothing)


class CodeSearch:
    """Search over every code of the release that rules on a day.

    Attributes:
        own_use: gives how often the user logged each code; without a log nothing.
        own_codes: gives the user's own codes; without a log none.
    """

    def __init__(self, reference: Reference, schedules: Schedules) -> None:
        """Look into a reference file."""
        self._reference = reference
        self._schedules = schedules
        self.own_use: Callable[[], Mapping[str, int]] = dict
        self.own_codes: Callable[[], Mapping[str, CustomCode]] = dict

    def find(self, query: str, day: date, limit: int) -> list[Match]:
        """The codes that fit a query best, best first; the user's own before those of the schedule.

        Args:
            query: the start of a code, or words in any order, the last one perhaps unfinished; with
                filters such as `spec:psych`, `cat:imaging`, `global:090`, `wrvu>5`, also alone.
            day: only codes of the release that rules on this day.
            limit: at most so many.
        """
        typed_words, filters = split_query(query)
        mine = self._own(typed_words) if filters == NO_FILTERS else []
        start = typed_words.strip().upper()
        # The beginning of a number of the user's own is no word to look for elsewhere.
        by_number = _CODE_START.match(start) and any(one.code.startswith(start) for one in mine)
        published = [] if by_number else self._published(typed_words, filters, day, limit)
        return (mine + published)[:limit]

    def _own(self, typed_words: str) -> list[Match]:
        """The user's own codes by the start of their number, or by every word of it; most used first.

        A code that stands whole among other words is found too, as a published one is.
        """
        known = self.own_codes()
        start, typed = typed_words.strip().upper(), query_words(typed_words)
        if not known or not start:
            return []
        whole = _WHOLE_CODE.findall(start)
        found = [
            _own_match(one, one.code if by_code else one.title)
            for one in known.values()
            if (by_code := one.code.startswith(start) or one.code in whole)
            or (typed and _begun(one.title, typed))
        ]
        own = self.own_use()
        return sorted(found, key=lambda one: (-own.get(one.code, 0), one.code))

    def _published(self, typed_words: str, filters: Filters, day: date, limit: int) -> list[Match]:
        """What the schedule has for words and filters, as `find` gives it."""
        number = self._schedules.number_on(day)
        own = self.own_use()
        start = typed_words.upper()
        if _CODE_START.match(start):
            begun = self._reference.candidates_by_code(start, number, _CONSIDERED, filters)
            begun += (one for one in self._only_loaded(filters, day) if one.code.startswith(start))
            if begun:
                begun.sort(key=lambda one: -own.get(one.code, 0))
                return [self._match(one, one.code, day) for one in begun[:limit]]
        typed = query_words(typed_words)
        if not typed:
            if filters == NO_FILTERS:
                return []
            return [
                self._match(one, "", day)
                for one in self._reference.candidates_by_filter(number, limit, filters)
            ]
        named = self._named(typed_words, number)
        candidates, spellings = self._by_words(typed, number, limit, filters)
        candidates += (one for one in self._only_loaded(filters, day) if _has_all(one, typed))
        if not candidates and len(typed) > 1:
            candidates = self._by_any_word(spellings, number, filters)
        ranked = rank(typed_words, candidates, spellings, own)
        found = [self._match(one, one.code, day) for one in named]
        others = (one for one in ranked[:limit] if one.candidate not in named)
        found += (self._match(one.candidate, one.matched, day) for one in others)
        return found[:limit]

    def _named(self, query: str, number: int) -> list[Candidate]:
        """The codes that stand in a query whole, among others or with their modifiers."""
        codes = dict.fromkeys(_WHOLE_CODE.findall(query.upper()))
        return [one for code in codes for one in self._reference.candidates_by_code(code, number, 1)]

    def _by_words(
        self, typed: list[str], number: int, limit: int, filters: Filters
    ) -> tuple[list[Candidate], list[list[str]]]:
        """The codes in which every word is found, and what each word was taken for."""
        spellings = [list(spellings_of(word)) for word in typed]
        candidates = self._reference.candidates_by_words(spellings, number, _CONSIDERED, filters)
        if len(candidates) < limit:
            # Little was found as it stands: perhaps a key slipped.
            spellings = [[*group, *self._slips(word)] for group, word in zip(spellings, typed, strict=True)]
            already = {one.code for one in candidates}
            widened = self._reference.candidates_by_words(spellings, number, _CONSIDERED, filters)
            candidates += (one for one in widened if one.code not in already)
        if len(candidates) < limit and len(spellings) > _FEWEST_WORDS:
            candidates += self._without_one(spellings, number, filters, {one.code for one in candidates})
        return candidates, spellings

    def _without_one(
        self, spellings: list[list[str]], number: int, filters: Filters, already: set[str]
    ) -> list[Candidate]:
        """Codes that have every word but one, so that a word too many does not hide them."""
        found: dict[str, Candidate] = {}
        for place in range(min(len(spellings), _MOST_LEFT_OUT)):
            others = spellings[:place] + spellings[place + 1 :]
            for one in self._reference.candidates_by_words(others, number, _FEW, filters):
                if one.code not in already:
                    found.setdefault(one.code, one)
        return list(found.values())

    def browse(self, category: str, day: date, limit: int) -> list[Match]:
        """The codes of a category, by its key, the most billed first."""
        number = self._schedules.number_on(day)
        found = self._reference.candidates_of_category(category, number, limit)
        return [self._match(one, "", day) for one in found]

    def named(self, codes: "Iterable[str]", day: date) -> list[Match]:
        """Codes by number, in the order given; those that the release of a day does not have are left out."""
        number, own = self._schedules.number_on(day), self.own_codes()
        found: list[Match] = []
        for code in codes:
            if code in own:
                found.append(_own_match(own[code], own[code].title))
            found += (
                self._match(one, "", day) for one in self._reference.candidates_by_code(code, number, 1)
            )
        return found

    def families(self, category: str, day: date) -> list[tuple[int, str]]:
        """Number and title of the families of a category, by its key, in order of code."""
        return self._reference.families(category, self._schedules.number_on(day))

    def family(self, number: int, day: date, limit: int) -> list[Match]:
        """The codes of a family, in order of code."""
        release = self._schedules.number_on(day)
        return [
            self._match(one, "", day) for one in self._reference.candidates_of_family(number, release, limit)
        ]

    def specialties(self) -> list[str]:
        """The names of all specialties, in order."""
        return self._reference.specialties()

    def of_specialty(self, name: str, day: date, limit: int) -> list[Match]:
        """The codes that a specialty bills, those it bills most first (Medicare 2023)."""
        filters = NO_FILTERS._replace(specialty=name)
        release = self._schedules.number_on(day)
        return [
            self._match(one, "", day) for one in self._reference.candidates_by_filter(release, limit, filters)
        ]

    def category_title(self, key: str) -> str:
        """The title of a category by its key."""
        return self._reference.category_title(key)

    def categories(self, day: date) -> list[tuple[str, str]]:
        """Key and title of every category with described codes on a day."""
        return self._reference.categories(self._schedules.number_on(day))

    def _only_loaded(self, filters: Filters, day: date) -> list[Candidate]:
        """Codes that no bundled release has, under the descriptors of the file that the user loaded.

        No filter knows them.
        """
        if filters != NO_FILTERS:
            return []
        return [
            Candidate(code, descriptor, (), category_of(code).title, 0)
            for code, descriptor in self._schedules.only_loaded(day).items()
        ]

    def _slips(self, word: str) -> list[str]:
        """Words of the catalogue that begin like one, give or take a slip of the keys."""
        if len(word) < TYPO_LENGTH or not word.isalpha():
            return []
        likely = (known for known in self._reference.words_like(word) if begins_like(known, word))
        return list(islice((known for known in likely if not known.startswith(word)), _SPELLINGS))

    def _by_any_word(self, spellings: list[list[str]], number: int, filters: Filters) -> list[Candidate]:
        """Where no code has every word: those that have one, so that a stray word does not hide the rest."""
        every_one = [one for group in spellings for one in group]
        return self._reference.candidates_by_words([every_one], number, _CONSIDERED, filters)

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
    return _begun(candidate.title, typed)


def _own_match(one: CustomCode, matched: str) -> Match:
    category = category_of(one.code).title
    return Match(one.code, one.title, category, matched, CUSTOM_PRICE, CUSTOM_PRICE, one.wrvu)


_words_of = lru_cache(maxsize=256)(words)
"""The user's own titles are asked at each key."""


def _begun(title: str, typed: list[str]) -> bool:
    known = _words_of(title)
    return all(any(word.startswith(one) for word in known) for one in typed)
