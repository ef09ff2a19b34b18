"""Everything known of one code on one day: figures, indicators, comparison, history."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.categories import Category, category_of
from rvuedge_desktop.domain.comparison import Comparison, compare
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.pricing import Price, Terms, established_work, has_rvus
from rvuedge_desktop.domain.rates import (
    COMPONENT_MODIFIERS,
    NATIONAL,
    STATUS_TEXT,
    Gpci,
    Rate,
    Release,
    Setting,
)
from rvuedge_desktop.services.intake import Intake
from rvuedge_desktop.services.schedules import Schedules
from rvuedge_desktop.store.reference import Reference


class Component(NamedTuple):
    """A row of a code: the whole, or its 26, TC or 53 part, priced in both settings."""

    rate: Rate
    office: Price
    facility: Price


class HistoryPoint(NamedTuple):
    """What a code was worth in one release; None where that release established nothing."""

    release: Release
    work: Decimal | None
    total_nonfacility: Decimal | None
    total_facility: Decimal | None


class CodeFacts(NamedTuple):
    """A code on a day.

    Attributes:
        code, modifier: what was asked.
        title: our own; None where we have none yet.
        plain: what it is, in a sentence that a patient would understand; None where not written yet.
        also: synonyms.
        category: its category.
        day: day of service.
        terms: release, factor and indices; None before the first release.
        row: the row that was asked for; None where the release has none.
        office, facility: what one unit is worth.
        components: the rows for 26, TC and 53 that exist.
        comparison: its place in its category; None without a work RVU.
        history: every release that has the row, oldest first.
    """

    code: str
    modifier: str
    title: str | None
    plain: str | None
    also: tuple[str, ...]
    category: Category
    day: date
    terms: Terms | None
    row: Rate | None
    office: Price
    facility: Price
    components: tuple[Component, ...]
    comparison: Comparison | None
    history: tuple[HistoryPoint, ...]

    @property
    def status_text(self) -> str | None:
        """What the status indicator means; None without a row."""
        return None if self.row is None else STATUS_TEXT.get(self.row.status)


class Lookup:
    """Looks codes up."""

    def __init__(self, reference: Reference, schedules: Schedules, intake: Intake) -> None:
        """Look into a reference file."""
        self._reference = reference
        self._schedules = schedules
        self._intake = intake

    def title(self, code: str) -> str | None:
        """Our title of a code; None where we have none yet."""
        candidate = self._reference.candidate(code)
        return (candidate and candidate.title) or None

    def code(self, item: Item, day: date, gpci: Gpci = NATIONAL) -> CodeFacts:
        """All that is known of a code, or of its part named by a modifier 26, TC or 53.

        Args:
            item: the code, and the part.
            day: day of service.
            gpci: the indices of the locality that the amounts are for.

        Raises:
            BadInputError: no release has the code, or it has no such part.
        """
        unknown = self._intake.unknown(item)
        if unknown:
            raise BadInputError(unknown.what, unknown.fix)
        if len(item.modifiers) > 1:
            raise BadInputError(
                f"{'-'.join(item.modifiers)} have no figures together",
                "Look up the code alone, or with one of 26, TC or 53",
            )
        code, modifier = item.code, item.modifiers[0] if item.modifiers else ""
        if modifier and modifier not in COMPONENT_MODIFIERS:
            raise BadInputError(
                f"Modifier {modifier} has no figures of its own",
                "Look up the code alone, or with 26, TC or 53",
            )
        candidate = self._reference.candidate(code)
        rates = self._schedules.rates_on(code, day)
        row = rates.get(modifier)
        if modifier and rates and row is None:
            raise BadInputError(f"{code} has no row for {modifier} on {day}", "Look up the code alone")
        return CodeFacts(
            code,
            modifier,
            (candidate and candidate.title) or None,
            self._reference.plain_sentence(code) or None,
            candidate.also if candidate else (),
            category_of(code),
            day,
            self._schedules.terms_on(day, gpci),
            row,
            self._price(code, modifier, day, "office", gpci),
            self._price(code, modifier, day, "facility", gpci),
            tuple(
                Component(
                    rates[part],
                    self._price(code, part, day, "office", gpci),
                    self._price(code, part, day, "facility", gpci),
                )
                for part in COMPONENT_MODIFIERS
                if part in rates and part != modifier
            ),
            self._comparison(code, row or rates.get("26"), day),
            self._history(code, modifier),
        )

    def _price(self, code: str, modifier: str, day: date, setting: Setting, gpci: Gpci) -> Price:
        return self._schedules.price_on(code, (modifier,) if modifier else (), day, setting, gpci)

    def _comparison(self, code: str, row: Rate | None, day: date) -> Comparison | None:
        number = self._schedules.number_on(day)
        if row is None or number is None or not row.work:
            return None
        category = category_of(code)
        return compare(row.work, category.cohort, self._reference.works_of_category(category.key, number))

    def _history(self, code: str, modifier: str) -> tuple[HistoryPoint, ...]:
        return tuple(
            HistoryPoint(
                self._schedules.releases[number],
                established_work(rate),
                rate.total("office") if has_rvus(rate) else None,
                rate.total("facility") if has_rvus(rate) else None,
            )
            for first, last, rate in self._reference.history(code, modifier)
            for number in range(first, last + 1)
        )
