"""What the lines of one encounter do to each other's Medicare amount.

Sources: the indicators MULT PROC and ENDO BASE of the relative value file (record layout), Medicare Claims
Processing Manual, chapter 12, sections 40.6 (multiple surgeries and endoscopies), 20.3 and 50 (anesthesia),
chapter 13, section 20 (imaging), chapter 5, section 10.7 (therapy).

The rules look at one patient. Lines of an encounter may be of different numbers of patients; then the
patients are taken in groups that had the same lines.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from rvuedge_desktop.domain.adjustments import FULL, Adjustment, both_sides
from rvuedge_desktop.domain.amounts import round_cents
from rvuedge_desktop.domain.anesthesia import ADD_ONS, BaseUnits, anesthesia_amount
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.pricing import (
    Facts,
    Price,
    Terms,
    price,
    row_for,
    uncapped_amount,
    unit_amount,
)
from rvuedge_desktop.domain.rates import ANESTHESIA_STATUS, Rate, RateRows, Setting

T = TypeVar("T")

Fees = Callable[[str], RateRows]
"""Gives the rows of any code on the day, for base codes and technical parts; empty where there are none."""

_SHARES = (Decimal(1), *(Decimal("0.5"),) * 4)
"""Ranked procedures: the first in full, the next four by half; from the sixth on by report."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_BY_REPORT = "sixth or later procedure of the encounter: by report"
_IMAGING_TECHNICAL, _IMAGING_PROFESSIONAL = Decimal("0.5"), Decimal("0.05")
"""Of the second and further imaging: what is left of the technical part, what the reading loses."""
_TECHNICAL_CUTS = {"6": (Decimal("0.75"), "cardiovascular test"), "7": (Decimal("0.80"), "eye test")}
_THERAPY_SHARE = Decimal("0.5")
_TECHNICAL_CODES = {
    "93000": ("93005",),
    "93015": ("93017",),
    "93040": ("93041",),
    "93224": ("93225", "93226"),
    "93241": ("93242", "93243"),
    "93245": ("93246", "93247"),
    "93268": ("93270", "93271"),
    "93784": ("93786", "93788"),
}
"""Tests whose technical part has codes of its own (indicator PC/TC 4): the code of the whole, then those."""


_NO_BASE = BaseUnits(0, 0)


class EncounterLine(NamedTuple):
    """One line to be priced.

    Attributes:
        item: code, modifiers, patients, units of each.
        setting: office or facility.
        rates: the rows of its code on the day, by modifier.
        base_units: of an anesthesia code; None for another one, or where not at hand.
    """

    item: Item
    setting: Setting
    rates: RateRows
    base_units: BaseUnits | None = None

    def alone(self, terms: Terms) -> Price:
        """The price of the line without the others."""
        facts = Facts(self.item.minutes, self.item.care_days, self.base_units)
        return price(self.rates, self.item.modifiers, self.setting, terms, facts)


class WorkLeft(NamedTuple):
    """What the surgical rules leave of the work of some units of a line.

    Attributes:
        units: how many units.
        share: of their work, 1 for all.
        base: code of the endoscopy whose work is taken off each before that; empty where none is.
        by_report: no share is set: a sixth or later procedure.
    """

    units: int
    share: Decimal
    base: str
    by_report: bool


class LinePrice(NamedTuple):
    """What a line is worth inside its encounter.

    Attributes:
        price: the line by itself: unit amount, formula, what its own modifiers do.
        wrvu: schedule wRVU of all its units; None where the schedule establishes none.
        amount: Medicare amount of all its units; None where not priced.
        reason: why there is no amount; empty where there is one.
        how: what its modifiers and the encounter did to it, such as `second procedure, 50 %`.
        work: what the encounter leaves of its work; empty where all of it. Cuts of practice expense, of a
            technical part or of a reading are not work.
    """

    price: Price
    wrvu: Decimal | None
    amount: Decimal | None
    reason: str
    how: tuple[str, ...]
    work: tuple[WorkLeft, ...] = ()


class _Claim:
    """One line for one patient, while the rules are applied.

    Attributes:
        units: what each unit is worth so far.
        shares: what is left of the work of each unit.
        bases: code of the base whose work is taken off each unit; empty where none is.
        other_side: the line that is the other side of the same procedure, on the one that is ranked.
    """

    def __init__(self, line: EncounterLine, rate: Rate, price: Price, units: list[Decimal]) -> None:
        self.line, self.rate, self.price, self.units = line, rate, price, units
        self.shares, self.bases = [FULL] * len(units), [""] * len(units)
        self.reason = ""
        self.how: list[str] = []
        self.other_side: _Claim | None = None

    @property
    def rule(self) -> str:
        return self.rate.indicators.multiple_procedure

    @property
    def code(self) -> str:
        return self.rate.code

    def scale(self, share: Decimal) -> None:
        self.units = [unit * share for unit in self.units]
        self.shares = [one * share for one in self.shares]

    def say(self, words: str) -> None:
        if words not in self.how:
            self.how.append(words)


def price_encounter(lines: Sequence[EncounterLine], terms: Terms, fees: Fees) -> tuple[LinePrice, ...]:
    """Price the lines of an encounter as a whole; gives a price for each, in order.

    Args:
        lines: what was done, for as many patients as each line says.
        terms: the release, factor and indices of the day and place.
        fees: gives the rows of other codes on the day.
    """
    own = [line.alone(terms) for line in lines]
    totals: list[Decimal] = [Decimal(0)] * len(lines)
    reasons = [one.reason for one in own]
    how: list[list[str]] = [[] for _ in lines]
    work: list[Counter[tuple[Decimal, str, bool]]] = [Counter() for _ in lines]
    before = 0
    for size in sorted({line.item.patients for line in lines}):
        claims = _claims(lines, own, size)
        _apply_rules([claim for claim in claims if claim], terms, fees)
        for place, claim in enumerate(claims):
            if claim is None:
                continue
            totals[place] += round_cents(sum(claim.units, Decimal(0))) * (size - before)
            reasons[place] = reasons[place] or claim.reason
            how[place] += (words for words in claim.how if words not in how[place])
            for share, base in zip(claim.shares, claim.bases, strict=True):
                work[place][share, base, bool(claim.reason)] += size - before
        before = size
    return tuple(
        LinePrice(
            one,
            one.wrvu(line.item.units),
            None if reason else total,
            reason,
            (*one.how, *words),
            _work_left(parts),
        )
        for line, one, total, reason, words, parts in zip(lines, own, totals, reasons, how, work, strict=True)
    )


def _work_left(parts: Counter[tuple[Decimal, str, bool]]) -> tuple[WorkLeft, ...]:
    if not parts.keys() - {(FULL, "", False)}:
        return ()
    return tuple(WorkLeft(units, *part) for part, units in parts.items())


def _claims(lines: Sequence[EncounterLine], own: Sequence[Price], size: int) -> list[_Claim | None]:
    """The lines that each of this many patients had, where they are priced."""
    claims: list[_Claim | None] = []
    for line, one in zip(lines, own, strict=True):
        rate = row_for(line.rates, line.item.modifiers)
        if one.unit_amount is None or line.item.patients < size or isinstance(rate, str):
            claims.append(None)
        else:
            units = [one.unit_amount * one.share] * line.item.units_each
            claims.append(_Claim(line, rate, one, units))
    return claims


def _apply_rules(claims: list[_Claim], terms: Terms, fees: Fees) -> None:
    if len(claims) < 2 and all(len(claim.units) < 2 for claim in claims):  # noqa: PLR2004
        return
    _injections(claims)
    _one_base(claims, terms)
    _two_sides(claims)
    _rank(_surgical_groups(claims, terms, fees))
    _imaging([claim for claim in claims if claim.rule == "4"], terms, fees)
    _therapy([claim for claim in claims if claim.rule == "5"], terms)
    for rule in _TECHNICAL_CUTS:
        _technical([claim for claim in claims if claim.rule == rule], rule, terms, fees)


def _injections(claims: list[_Claim]) -> None:
    """Status T is paid only when nothing else is payable that day."""
    if any(claim.rate.status != "T" for claim in claims):
        for claim in claims:
            if claim.rate.status == "T":
                claim.scale(Decimal(0))
                claim.say("included: something else is payable that day")


def _one_base(claims: list[_Claim], terms: Terms) -> None:
    """Several procedures under one anesthesia: the highest base units once, and all the time (section 50.E).

    Add-on codes keep theirs. Under AD each procedure counts.
    """
    cases = [
        claim
        for claim in claims
        if claim.rate.status == ANESTHESIA_STATUS
        and claim.code not in ADD_ONS
        and "AD" not in claim.line.item.modifiers
    ]
    highest = max(cases, key=lambda claim: claim.line.base_units or _NO_BASE, default=None)
    for claim in cases:
        minutes, factor = claim.line.item.minutes, terms.anesthesia
        if claim is not highest and highest and factor and minutes is not None:
            timed = anesthesia_amount(0, minutes, factor.amount) * claim.price.share
            claim.units = [timed] * len(claim.units)
            claim.say(f"time alone: the base units of {highest.code} count for the case")


def _two_sides(claims: list[_Claim]) -> None:
    """A code on one line with RT and on another with LT is one procedure on both sides."""
    for right in claims:
        for left in claims:
            if left.code == right.code and _is_side(right, "RT", "LT") and _is_side(left, "LT", "RT"):
                outcome = both_sides(left.rate.indicators)
                if isinstance(outcome, Adjustment):
                    left.scale(outcome.share - 1)  # the right side has been counted in full
                    left.say(outcome.why)
                    right.other_side = left


def _is_side(claim: _Claim, side: str, other: str) -> bool:
    modifiers = claim.line.item.modifiers
    return side in modifiers and other not in modifiers and "50" not in modifiers


# Surgery: endoscopy families first, then ranking


class _Group(NamedTuple):
    """What is ranked as one procedure: one unit of a line, or a whole family of endoscopies."""

    amount: Decimal
    parts: list[tuple[_Claim, int]]


def _surgical_groups(claims: list[_Claim], terms: Terms, fees: Fees) -> list[_Group]:
    groups: list[_Group] = []
    grouped: set[int] = set()
    for base in dict.fromkeys(claim.rate.indicators.endoscopic_base for claim in claims if claim.rule == "3"):
        family = [
            claim
            for claim in claims
            if (claim.rule == "3" and claim.rate.indicators.endoscopic_base == base) or claim.code == base
        ]
        grouped.update(map(id, family))
        _endoscopies(family, base, terms, fees)
        groups.append(_group([(claim, place) for claim in family for place in range(len(claim.units))]))
    singles = [claim for claim in claims if claim.rule in {"1", "2"} and id(claim) not in grouped]
    second_sides = {id(claim.other_side) for claim in singles}
    for claim in singles:
        if id(claim) not in second_sides:
            groups += (_group(parts) for parts in _procedures(claim))
    return [group for group in groups if group.amount]


def _procedures(claim: _Claim) -> list[list[tuple[_Claim, int]]]:
    """Each unit is a procedure; where both sides were done, together with the unit of the other side."""
    other = claim.other_side
    return [
        [(claim, place), *([(other, place)] if other and place < len(other.units) else [])]
        for place in range(len(claim.units))
    ]


def _group(parts: list[tuple[_Claim, int]]) -> _Group:
    return _Group(sum((claim.units[place] for claim, place in parts), Decimal(0)), parts)


def _endoscopies(family: list[_Claim], base: str, terms: Terms, fees: Fees) -> None:
    """Of one family the highest is paid in full, each other less its base; the base itself is included."""
    others = [claim for claim in family if claim.code != base]
    for claim in family:
        if claim.code == base:
            claim.scale(Decimal(0))
            claim.say(f"included in {others[0].code}: base of its endoscopy family")
    highest = max(others, key=lambda claim: claim.units[0])
    for claim in others:
        base_rate = fees(base).get("")
        first = 1 if claim is highest else 0
        if len(claim.units) == first or base_rate is None:
            continue
        base_amount = unit_amount(base_rate, claim.line.setting, terms)[0]
        less = base_amount * claim.price.share
        claim.units[first:] = [max(unit - less, Decimal(0)) for unit in claim.units[first:]]
        claim.bases[first:] = [base] * (len(claim.units) - first)
        claim.say(f"less the base {base}: same endoscopy family, ${base_amount}")


def _rank(groups: list[_Group]) -> None:
    ordered = sorted(groups, key=lambda group: -group.amount)
    for place, group in enumerate(ordered):
        if place >= len(_SHARES):
            for claim, _ in group.parts:
                claim.reason = _BY_REPORT
        elif place:
            for claim, unit in group.parts:
                claim.units[unit] *= _SHARES[place]
                claim.shares[unit] *= _SHARES[place]
                claim.say(f"{_ORDINALS[place]} procedure, 50 %")


# Parts of a test


class _Part(NamedTuple):
    """The technical and professional amount of one unit, to the cent, before the line's modifiers.

    Attributes:
        technical: as paid, the imaging cap included.
        uncapped: the technical amount without the cap.
    """

    claim: _Claim
    place: int
    technical: Decimal
    uncapped: Decimal
    professional: Decimal

    def cut(self, amount: Decimal, words: str) -> None:
        self.claim.units[self.place] -= amount * self.claim.price.share
        self.claim.say(words)

    def cut_technical(self, share: Decimal, words: str) -> None:
        """Leave a share of the technical amount: first the reduction, then the cap."""
        self.cut(self.technical - min(self.uncapped * share, self.technical), words)


def _parts(claims: list[_Claim], terms: Terms, fees: Fees) -> list[_Part]:
    parts: list[_Part] = []
    for claim in claims:
        whole = claim.price.unit_amount or Decimal(0)
        rows, setting = _technical_rows(claim, fees), claim.line.setting
        paid = sum((unit_amount(row, setting, terms)[0] for row in rows), Decimal(0))
        uncapped = sum((uncapped_amount(row, setting, terms) for row in rows), Decimal(0))
        technical = min(paid, whole)
        parts += (
            _Part(claim, place, technical, max(uncapped, technical), whole - technical)
            for place in range(len(claim.units))
        )
    return parts


def _technical_rows(claim: _Claim, fees: Fees) -> list[Rate]:
    """The rows that make the technical part of a line; none for a reading alone."""
    if claim.rate.modifier == "26":
        return []
    if claim.rate.modifier == "TC" or claim.rate.indicators.pc_tc == "3":
        return [claim.rate]
    others = (fees(code).get("") for code in _TECHNICAL_CODES.get(claim.code, ()))
    return [row for row in (claim.line.rates.get("TC"), *others) if row is not None]


def _imaging(claims: list[_Claim], terms: Terms, fees: Fees) -> None:
    """The dearest technical and the dearest professional part in full, further ones cut (indicator 4)."""
    for family in dict.fromkeys(claim.rate.indicators.imaging_family for claim in claims):
        parts = _parts([one for one in claims if one.rate.indicators.imaging_family == family], terms, fees)
        for part in _after_the_first(parts, lambda part: part.technical):
            part.cut_technical(_IMAGING_TECHNICAL, "further imaging: technical part 50 %")
        for part in _after_the_first(parts, lambda part: part.professional):
            part.cut(part.professional * _IMAGING_PROFESSIONAL, "further imaging: professional part 95 %")


def _technical(claims: list[_Claim], rule: str, terms: Terms, fees: Fees) -> None:
    """The dearest technical part in full, further ones cut (indicators 6 and 7)."""
    share, name = _TECHNICAL_CUTS[rule]
    for part in _after_the_first(_parts(claims, terms, fees), lambda part: part.technical):
        part.cut_technical(share, f"further {name}: technical part {100 * share:.0f} %")


def _therapy(claims: list[_Claim], terms: Terms) -> None:
    """The unit with the highest practice expense in full, every other by half of it (indicator 5)."""
    units = [(claim, place) for claim in claims for place in range(len(claim.units))]
    for claim, place in _after_the_first(
        units, lambda unit: unit[0].rate.practice_expense(unit[0].line.setting)
    ):
        reduced = unit_amount(claim.rate, claim.line.setting, terms, _THERAPY_SHARE)[0]
        claim.units[place] = reduced * claim.price.share
        claim.say("further therapy: practice expense 50 %")


def _after_the_first(parts: Sequence[T], amount: Callable[[T], Decimal]) -> list[T]:
    """All that have an amount but the one with the highest; of equals the earlier line counts as higher."""
    return sorted((part for part in parts if amount(part)), key=amount, reverse=True)[1:]
