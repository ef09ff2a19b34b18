"""Everything known of one code on one day: figures, indicators, comparison, history."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.catalogue.specialties import NATION
from rvuedge_desktop.domain.anesthesia import BaseUnits
from rvuedge_desktop.domain.categories import Category, category_of
from rvuedge_desktop.domain.codes import ANY_PRIMARY
from rvuedge_desktop.domain.comparison import Comparison, compare
from rvuedge_desktop.domain.custom_codes import CUSTOM_PRICE, CustomCode
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.payees import PHYSICIAN, Payee
from rvuedge_desktop.domain.pricing import Facts, Price, Terms, established_work, has_rvus, price
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
from rvuedge_desktop.services.schedules import HeldRelease, Schedules
from rvuedge_desktop.store.reference import CodeRecord, Reference

_SPECIALTIES = 8
"""So many of the specialties that bill a code are named."""


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


class Neighbour(NamedTuple):
    """Another code that a person may want to look at from here.

    Attributes:
        code: five characters.
        title: our own; None where we have none.
        work: its work RVU on the day; None where the schedule establishes none.
    """

    code: str
    title: str | None
    work: Decimal | None


class Billed(NamedTuple):
    """How often a specialty billed a code in Medicare fee-for-service, 2023.

    Attributes:
        specialty: its name.
        clinicians: how many billed it; None where the source does not say.
        services: how many services; None where the source does not say.
    """

    specialty: str
    clinicians: int | None
    services: int | None


class CodeFacts(NamedTuple):
    """A code on a day.

    Attributes:
        code, modifier: what was asked.
        title: our own; None where we have none yet.
        plain: what it is, in a sentence that a patient would understand; None where not written yet.
        also: synonyms.
        context: when it is used, and what tells it from its neighbours; None where not written.
        unit: what one unit is, timed or not; None where it is simply one service.
        documentation: what the note must hold.
        denials: what payers usually deny.
        family: the name of its family; None where it has none.
        siblings: the other codes of its family in the release.
        primaries: the codes that it may stand beside, where it is an add-on code.
        any_primary: whether the contractor decides which codes those are.
        addons: the add-on codes that may stand beside it.
        services: how often Medicare paid it in 2023, all specialties together; None where not known.
        specialties: which of them billed it most.
        category: its category.
        day: day of service.
        terms: release, factors, indices and who is paid; None before the first release.
        base_units: of an anesthesia code; None of another one.
        row: the row that was asked for; None where the release has none.
        office, facility: what one unit is worth.
        components: the rows for 26, TC and 53 that exist.
        comparison: its place in its category; None without a work RVU.
        history: every release that has the row, oldest first.
        custom_wrvu: the user's own work RVUs of one unit, for a code of their own; None for any other.
    """

    code: str
    modifier: str
    title: str | None
    plain: str | None
    also: tuple[str, ...]
    context: str | None
    unit: str | None
    documentation: tuple[str, ...]
    denials: tuple[str, ...]
    family: str | None
    siblings: tuple[Neighbour, ...]
    primaries: tuple[Neighbour, ...]
    any_primary: bool
    addons: tuple[Neighbour, ...]
    services: int | None
    specialties: tuple[Billed, ...]
    category: Category
    day: date
    terms: Terms | None
    base_units: BaseUnits | None
    row: Rate | None
    office: Price
    facility: Price
    components: tuple[Component, ...]
    comparison: Comparison | None
    history: tuple[HistoryPoint, ...]
    custom_wrvu: Decimal | None = None

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
        """Our title of a code, else what the file that the user loaded calls it; None without either.

        Of a code of the user's own it is theirs.
        """
        own = self._intake.own_codes().get(code)
        if own:
            return own.title
        candidate = self._reference.candidate(code)
        return (candidate and candidate.title) or self._schedules.descriptor(code) or None

    def category_title(self, code: str) -> str:
        """The title of a code's category."""
        return category_of(code).title

    def code(self, item: Item, day: date, gpci: Gpci = NATIONAL, payee: Payee = PHYSICIAN) -> CodeFacts:
        """All that is known of a code, or of its part named by a modifier 26, TC or 53.

        Args:
            item: the code, the part, and minutes of anesthesia.
            day: day of service.
            gpci: the indices of the locality that the amounts are for.
            payee: who is paid.

        Raises:
            BadInputError: no release has the code, or it has no such part.
        """
        unknown = self._intake.unknown(item)
        if unknown:
            raise BadInputError(unknown.what, unknown.fix)
        own = self._intake.own_codes().get(item.code)
        if own:
            return _own_facts(own, item, day)
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
        record = self._reference.record(code)
        primaries = self._reference.primaries(code)
        billed = [Billed(*one) for one in self._reference.specialty_use(code)]
        rates = self._schedules.rates_on(code, day)
        row = rates.get(modifier)
        base_units = self._schedules.base_units(code)
        if modifier and rates and row is None:
            raise BadInputError(f"{code} has no row for {modifier} on {day}", "Look up the code alone")
        terms = self._schedules.terms_on(day, gpci, payee)
        facts = Facts(minutes=item.minutes, base_units=base_units)

        def priced(part: str, setting: Setting) -> Price:
            if terms is None:
                return self._schedules.before_the_first()
            return price(rates, (part,) if part else (), setting, terms, facts)

        return CodeFacts(
            code,
            modifier,
            self.title(code),
            (record and record.plain) or None,
            record.also if record else (),
            (record and record.context) or None,
            (record and record.unit) or None,
            record.documentation if record else (),
            record.denials if record else (),
            (record and record.family_title) or None,
            self._neighbours(self._siblings(record, day), day),
            self._neighbours([one for one in primaries if one != ANY_PRIMARY], day),
            ANY_PRIMARY in primaries,
            self._neighbours(self._reference.addons(code), day),
            billed[0].services if billed and billed[0].specialty == NATION else None,
            tuple(one for one in billed if one.specialty != NATION)[:_SPECIALTIES],
            category_of(code),
            day,
            terms,
            base_units,
            row,
            priced(modifier, "office"),
            priced(modifier, "facility"),
            tuple(
                Component(rates[part], priced(part, "office"), priced(part, "facility"))
                for part in COMPONENT_MODIFIERS
                if part in rates and part != modifier
            ),
            self._comparison(code, row or rates.get("26"), day),
            self._history(code, modifier),
        )

    def _siblings(self, record: CodeRecord | None, day: date) -> list[str]:
        if record is None or record.family is None:
            return []
        members = self._reference.family_members(record.family, self._schedules.number_on(day))
        return [code for code in members if code != record.code]

    def _neighbours(self, codes: Sequence[str], day: date) -> tuple[Neighbour, ...]:
        """Those of some codes that the release of a day has."""
        found: list[Neighbour] = []
        for code in codes:
            rates = self._schedules.rates_on(code, day)
            row = rates.get("") or rates.get("26")
            if row is not None:
                found.append(Neighbour(code, self.title(code), established_work(row)))
        return tuple(found)

    def _comparison(self, code: str, row: Rate | None, day: date) -> Comparison | None:
        held = self._schedules.held_on(day)
        if row is None or held is None or not row.work:
            return None
        category = category_of(code)
        return compare(row.work, category.cohort, self._works(category.key, held))

    def _works(self, category: str, held: HeldRelease) -> list[Decimal]:
        """The work RVUs of a category in a release, as `Reference.works_of_category` has them."""
        if held.number is not None:
            return self._reference.works_of_category(category, held.number)
        works: dict[str, Decimal] = {}
        for rate in self._schedules.all_rates(held):
            if rate.modifier in {"", "26"} and rate.work and category_of(rate.code).key == category:
                works[rate.code] = max(rate.work, works.get(rate.code, rate.work))
        return sorted(works.values())

    def _history(self, code: str, modifier: str) -> tuple[HistoryPoint, ...]:
        bundled = {
            number: rate
            for first, last, rate in self._reference.history(code, modifier)
            for number in range(first, last + 1)
        }
        points: list[HistoryPoint] = []
        for held in self._schedules.held:
            if held.number is not None:
                rate = bundled.get(held.number)
            else:
                rate = self._schedules.rates_of(code, held).get(modifier)
            if rate is not None:
                known = has_rvus(rate)
                points.append(
                    HistoryPoint(
                        held.release,
                        established_work(rate),
                        rate.total("office") if known else None,
                        rate.total("facility") if known else None,
                    )
                )
        return tuple(points)


def _own_facts(own: CustomCode, item: Item, day: date) -> CodeFacts:
    """What is known of a code of the user's own: what they said of it, and that no schedule has it.

    Raises:
        BadInputError: a part of it was asked for.
    """
    if item.modifiers:
        raise BadInputError(f"{own.code} is a code of your own, which has no parts", "Look up the code alone")
    return CodeFacts(
        code=own.code,
        modifier="",
        title=own.title,
        plain="A code of your own: in no schedule, credited by no contract, and apart in every total.",
        also=(),
        context=None,
        unit=None,
        documentation=(),
        denials=(),
        family=None,
        siblings=(),
        primaries=(),
        any_primary=False,
        addons=(),
        services=None,
        specialties=(),
        category=category_of(own.code),
        day=day,
        terms=None,
        base_units=None,
        row=None,
        office=CUSTOM_PRICE,
        facility=CUSTOM_PRICE,
        components=(),
        comparison=None,
        history=(),
        custom_wrvu=own.wrvu,
    )
