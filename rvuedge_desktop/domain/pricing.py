"""What one line is worth: schedule wRVU, and the amount that Medicare's schedule allows, with its formula."""

from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.adjustments import FULL, NotPaid, outcomes
from rvuedge_desktop.domain.amounts import round_cents, rvu_text
from rvuedge_desktop.domain.anesthesia import SUPERVISED_UNITS, BaseUnits, anesthesia_amount, time_units
from rvuedge_desktop.domain.payees import LIMITING_SHARE, NON_PARTICIPATING_SHARE, PHYSICIAN, Payee
from rvuedge_desktop.domain.rates import (
    ANESTHESIA_STATUS,
    NATIONAL,
    PAYABLE_STATUSES,
    STATUS_TEXT,
    AnesthesiaFactor,
    Gpci,
    Rate,
    RateRows,
    ReleaseOnDay,
    Setting,
)


class Terms(NamedTuple):
    """What holds on a day and at a place, for every code alike.

    Attributes:
        release: which release rules, and by which rule of dates.
        conversion_factor: dollars for an RVU on the day.
        gpci: the indices of the locality.
        anesthesia: the anesthesia factor of the locality; None where not at hand.
        payee: who is paid.
    """

    release: ReleaseOnDay
    conversion_factor: Decimal
    gpci: Gpci = NATIONAL
    anesthesia: AnesthesiaFactor | None = None
    payee: Payee = PHYSICIAN


class Facts(NamedTuple):
    """What an amount may rest on beside the code, its modifiers and its units.

    Attributes:
        minutes: of anesthesia, or another documented time; None where not said.
        care_days: days of aftercare taken over, with modifier 55; None for all of them.
        base_units: of an anesthesia code; None for another one, or where not at hand.
    """

    minutes: int | None = None
    care_days: int | None = None
    base_units: BaseUnits | None = None


NO_FACTS = Facts()


class Price(NamedTuple):
    """What a line is worth.

    Attributes:
        unit_wrvu: work RVU of one unit; None where the schedule establishes none.
        unit_amount: Medicare's amount for one unit before modifiers, to the cent; None where not priced.
        share: what the modifiers leave of it, 1 for all.
        reason: why there is no amount; empty where there is one.
        formula: how the unit amount came about; empty where there is none.
        how: what the modifiers did to it, in words.
        notes: what else a person should know: caps, rarely done here, nearest release.
    """

    unit_wrvu: Decimal | None
    unit_amount: Decimal | None
    share: Decimal = Decimal(1)
    reason: str = ""
    formula: str = ""
    how: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def wrvu(self, units: int) -> Decimal | None:
        """Schedule wRVU of a number of units."""
        return None if self.unit_wrvu is None else self.unit_wrvu * units

    def amount(self, units: int) -> Decimal | None:
        """Medicare amount of a claim line: unit amount to the cent, times units and share, half up."""
        return None if self.unit_amount is None else round_cents(self.unit_amount * units * self.share)


def has_rvus(rate: Rate) -> bool:
    """Tell whether a row establishes RVUs. Zeros on a row without any are blanks, not figures."""
    return bool(rate.total("office") or rate.total("facility"))


def established_work(rate: Rate) -> Decimal | None:
    """The work RVU of a row, None where the schedule establishes none.

    A zero counts as a figure only beside other RVUs: a technical component has no work, while a
    contractor-priced code has no known work.
    """
    return rate.work if has_rvus(rate) else None


def unit_amount(
    rate: Rate, setting: Setting, terms: Terms, expense_share: Decimal = FULL
) -> tuple[Decimal, str, bool]:
    """One unit's amount to the cent, the formula in words, and whether the imaging cap set it.

    amount = (work x work GPCI + PE x PE GPCI + MP x MP GPCI) x conversion factor, rounded half up once.
    Where the row has OPPS values, the lower of that and the same with the OPPS values
    (Deficit Reduction Act of 2005, section 5102(b)).

    Args:
        rate: the row.
        setting: office or facility.
        terms: factor and indices.
        expense_share: what is paid of the practice expense, 1 for all.
    """
    own = _amount(rate.work, rate.practice_expense(setting) * expense_share, rate.malpractice, terms)
    opps_pe = rate.opps_pe_facility if setting == "facility" else rate.opps_pe_nonfacility
    if opps_pe or rate.opps_malpractice:
        capped = _amount(rate.work, opps_pe * expense_share, rate.opps_malpractice, terms)
        if capped[0] < own[0]:
            return *capped, True
    return *own, False


def uncapped_amount(rate: Rate, setting: Setting, terms: Terms) -> Decimal:
    """One unit's amount to the cent without regard to the imaging cap.

    A reduction for further tests is taken off this amount, and the cap comes after it (CMS, physician fee
    schedule final rule for 2007: the multiple imaging adjustment first, then the outpatient cap).
    """
    return _amount(rate.work, rate.practice_expense(setting), rate.malpractice, terms)[0]


def _amount(work: Decimal, expense: Decimal, malpractice: Decimal, terms: Terms) -> tuple[Decimal, str]:
    gpci = terms.gpci
    total = work * gpci.work + expense * gpci.practice_expense + malpractice * gpci.malpractice
    amount = round_cents(total * terms.conversion_factor)
    parts = zip(
        (work, expense, malpractice), (gpci.work, gpci.practice_expense, gpci.malpractice), strict=True
    )
    terms_text = " + ".join(
        rvu_text(rvu) + ("" if index == 1 else f" \u00d7 {index}") for rvu, index in parts
    )
    return amount, f"({terms_text}) \u00d7 {terms.conversion_factor} = {amount}"


def row_for(rates: RateRows, modifiers: tuple[str, ...]) -> Rate | str:
    """The row that a line's modifiers choose, or why there is none.

    Args:
        rates: the code's rows by modifier, the one without under the empty string.
        modifiers: those on the line.
    """
    components = [modifier for modifier in ("26", "TC") if modifier in modifiers]
    if len(components) > 1:
        return "26 and TC together are the whole service: leave both off"
    if components:
        component = components[0]
        return rates.get(component) or f"{component}: this code has no separate {_COMPONENT_NAME[component]}"
    if "53" in modifiers and "53" in rates:
        return rates["53"]
    return rates.get("") or "the schedule has this code only with 26 or TC"


_COMPONENT_NAME = {"26": "professional part", "TC": "technical part"}


def price(
    rates: RateRows,
    modifiers: tuple[str, ...],
    setting: Setting,
    terms: Terms,
    facts: Facts = NO_FACTS,
) -> Price:
    """Price one line.

    Args:
        rates: the code's rows by modifier; empty where the release does not have the code.
        modifiers: those on the line.
        setting: office or facility.
        terms: the release, factor and indices of the day and place.
        facts: minutes, days and base units, where there are any.
    """
    name = terms.release.release.name
    if not rates:
        return Price(None, None, reason=f"not in {name}, the schedule of that day")
    rate = row_for(rates, modifiers)
    if isinstance(rate, str):
        return Price(None, None, reason=rate)
    work = established_work(rate)
    notes = _notes(rate, setting, terms)
    if rate.status == ANESTHESIA_STATUS:
        begun = _anesthesia(modifiers, terms, facts, notes)
    else:
        begun = _by_rvus(rate, setting, terms, notes)
    if isinstance(begun, str):
        return Price(work, None, reason=begun, notes=notes)
    amount, formula, notes = begun
    share, how = FULL, list[str]()
    for outcome in outcomes(rate, modifiers, terms.payee, facts.care_days):
        if isinstance(outcome, NotPaid):
            return Price(work, None, reason=outcome.reason, notes=notes)
        share *= outcome.share
        how.append(outcome.why)
    return Price(work, amount, share, formula=formula, how=tuple(how), notes=notes)


_Begun = tuple[Decimal, str, tuple[str, ...]]
"""The unit amount, its formula, and what a person should know of it."""


def _by_rvus(rate: Rate, setting: Setting, terms: Terms, notes: tuple[str, ...]) -> _Begun | str:
    reason = unpriced_reason(rate)
    if reason:
        return reason
    amount, formula, capped = unit_amount(rate, setting, terms)
    if capped:
        notes += ("limited to the hospital outpatient rate for imaging",)
    return amount, formula, notes


def _anesthesia(
    modifiers: tuple[str, ...], terms: Terms, facts: Facts, notes: tuple[str, ...]
) -> _Begun | str:
    """Base units and minutes times the factor; with AD three units and no time."""
    factor, base, minutes = terms.anesthesia, facts.base_units, facts.minutes
    if "AD" in modifiers:
        units, minutes = SUPERVISED_UNITS, 0
        parts = f"{units} units, more than four cases at once"
    elif base is None:
        return "anesthesia: the base units of this code are not at hand"
    elif minutes is None:
        return f"anesthesia is paid by time: add the minutes, such as 95min ({base.units} base units)"
    else:
        units = base.units
        parts = f"{units} base units of {base.year} + {time_units(minutes)} time units"
    if factor is None:
        return "anesthesia: the factor of that day and place is not at hand"
    amount = anesthesia_amount(units, minutes, factor.amount)
    return amount, f"({parts}) \u00d7 {factor.amount} = {amount}", (*notes, *filter(None, [factor.note]))


def non_participating_amount(unit_amount: Decimal) -> Decimal:
    """What a non-participating physician is allowed for a unit, of the participating amount."""
    return round_cents(unit_amount * NON_PARTICIPATING_SHARE)


def limiting_charge(unit_amount: Decimal) -> Decimal:
    """The most that a non-participating physician may charge for a unit, of the participating amount."""
    return round_cents(unit_amount * LIMITING_SHARE)


def unpriced_reason(rate: Rate) -> str:
    """Why a row has no national amount; empty where it has one."""
    if rate.status not in PAYABLE_STATUSES:
        return STATUS_TEXT.get(rate.status, f"status {rate.status}")
    if rate.indicators.not_used:
        return "its RVUs are not used for Medicare payment"
    if not has_rvus(rate):
        return "no national RVUs: priced by the contractor"
    return ""


def _notes(rate: Rate, setting: Setting, terms: Terms) -> tuple[str, ...]:
    notes: list[str] = []
    flagged = rate.indicators.facility_na if setting == "facility" else rate.indicators.nonfacility_na
    if flagged and has_rvus(rate):
        place = "a facility" if setting == "facility" else "an office"
        notes.append(f"rarely or never done in {place}, by the schedule")
    if rate.status == "T":
        notes.append("paid only when nothing else is payable that day")
    if terms.release.rule != "in force":
        notes.append(f"{terms.release.rule}: {terms.release.release.name}")
    return tuple(notes)
