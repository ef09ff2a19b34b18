"""What `--json` prints: the keys of the contract, absent values null, amounts and RVUs as strings."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rvuedge_desktop.domain.amounts import money_text, rvu_text
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.modifier_words import modifiers_that_matter
from rvuedge_desktop.domain.pricing import (
    Price,
    established_work,
    has_rvus,
    limiting_charge,
    non_participating_amount,
)
from rvuedge_desktop.domain.rates import STATUS_TEXT, Rate, Release, Setting
from rvuedge_desktop.services.questions import questions

if TYPE_CHECKING:
    from rvuedge_desktop.services.checks import Checked
    from rvuedge_desktop.services.doctor import CheckUp
    from rvuedge_desktop.services.lookup import CodeFacts, Component
    from rvuedge_desktop.services.reports import PeriodTotal
    from rvuedge_desktop.services.search import Match

Json = dict[str, object]
Found = Mapping[int, "Sequence[Checked]"]
"""What checks found, by number of entry."""
TitleOf = Callable[[str], str | None]
"""Gives our title of a code; None where we have none yet."""

_PARTS = ("26", "TC")
"""The rows that are components of a service; the row for 53 is the service broken off."""


def json_text(document: object) -> str:
    """One document, indented, with a line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def rvu(value: Decimal | None) -> str | None:
    """An RVU as it is printed."""
    return None if value is None else rvu_text(value)


def dollars(value: Decimal | None) -> str | None:
    """Dollars as they are printed."""
    return None if value is None else money_text(value)


def finding_object(checked: "Checked") -> Json:
    """What a check found."""
    finding = checked.finding
    return {
        "id": checked.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "date": finding.day.isoformat(),
        "entries": list(finding.entries),
        "codes": list(finding.codes),
        "what": finding.what,
        "why": finding.why,
        "source": finding.source,
        "fix": finding.fix,
        "acknowledged": checked.acknowledged,
        "note": checked.note or None,
    }


def entry_object(
    entry: Entry, title: str | None, earned: Decimal | None, found: "Sequence[Checked]" = ()
) -> Json:
    """An entry, with the title of its code, what its contract pays for it above base, what checks found."""
    return {
        "id": entry.id,
        "uid": entry.uid,
        "date": entry.day.isoformat(),
        "encounter": entry.encounter,
        "provider": entry.provider,
        "code": entry.code,
        "modifiers": list(entry.modifiers),
        "patients": entry.patients,
        "units_each": entry.units_each,
        "member": entry.member,
        "units": entry.units,
        "minutes": entry.minutes,
        "care_days": entry.care_days,
        "setting": entry.setting,
        "pos": entry.pos,
        "title": title,
        "schedule_wrvu": rvu(entry.schedule_wrvu),
        "credited_wrvu": rvu(entry.credited_wrvu),
        "medicare_amount": dollars(entry.medicare_amount),
        "contract_amount": dollars(earned),
        "priced": entry.medicare_amount is not None,
        "reason": entry.reason or None,
        "release": entry.release or None,
        "locality": entry.locality,
        "site": entry.site or None,
        "basis": entry.basis or None,
        "how": entry.how.split("; ") if entry.how else [],
        "credit_how": entry.credit_how.split("; ") if entry.credit_how else [],
        "role": entry.role or None,
        "tag": entry.tag or None,
        "note": entry.note or None,
        "findings": [finding_object(one) for one in found],
        "custom_wrvu": rvu(entry.custom_wrvu),
    }


def entry_objects(
    entries: Iterable[Entry], title_of: TitleOf, earned: Mapping[int, Decimal], found: Found
) -> list[Json]:
    """Entries, with the titles of their codes, what contracts pay for them, what checks found of them."""
    return [
        entry_object(entry, title_of(entry.code), earned.get(entry.id), found.get(entry.id, ()))
        for entry in entries
    ]


def total_object(total: "PeriodTotal") -> Json:
    """What a period adds up to."""
    period, tally = total.period, total.tally
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "entries": tally.entries,
        "units": tally.units,
        "schedule_wrvu": rvu(tally.known_wrvu),
        "credited_wrvu": rvu(tally.known_credit),
        "medicare_amount": dollars(tally.known_amount),
        "contract_amount": dollars(total.contract_amount),
        "target_wrvu": rvu(total.target),
        "unpriced": tally.unpriced,
        "custom_entries": tally.customs,
        "custom_wrvu": rvu(tally.custom_wrvu),
    }


def day_object(
    entries: Iterable[Entry],
    total: "PeriodTotal",
    title_of: TitleOf,
    earned: Mapping[int, Decimal],
    found: Found,
) -> Json:
    """A day: entries of it, and its totals."""
    return {
        "date": total.period.first.isoformat(),
        "entries": entry_objects(entries, title_of, earned, found),
        "totals": total_object(total),
    }


def changed_object(
    entries: Iterable[Entry],
    totals: "Iterable[PeriodTotal]",
    title_of: TitleOf,
    earned: Mapping[int, Decimal],
    found: Found,
) -> Json:
    """Entries that were changed or removed, and what the days they touch add up to now."""
    return {
        "entries": entry_objects(entries, title_of, earned, found),
        "days": [{"date": total.period.first.isoformat(), "totals": total_object(total)} for total in totals],
    }


def totals_object(day: date, totals: "Mapping[str, PeriodTotal]") -> Json:
    """The periods up to a day."""
    return {
        "date": day.isoformat(),
        "periods": {name: total_object(total) for name, total in totals.items()},
    }


def code_object(facts: "CodeFacts", setting: Setting) -> Json:
    """All that is known of a code on a day.

    Args:
        facts: from the look-up.
        setting: which of the two prices `priced` and `reason` speak of.
    """
    price = facts.facility if setting == "facility" else facts.office
    terms, row = facts.terms, facts.row
    return {
        "code": facts.code,
        "modifier": facts.modifier or None,
        "title": facts.title,
        "plain": facts.plain,
        "also": list(facts.also),
        "context": facts.context,
        "unit": facts.unit,
        "documentation": list(facts.documentation),
        "denials": list(facts.denials),
        "family": facts.family,
        "siblings": [one.code for one in facts.siblings],
        "primaries": [one.code for one in facts.primaries],
        "addons": [one.code for one in facts.addons],
        "services_2023": facts.services,
        "specialties": [one._asdict() for one in facts.specialties],
        "modifiers": dict(modifiers_that_matter(row)) if row else {},
        "questions": [one._asdict() for one in questions(facts)],
        "category": facts.category.title,
        "release": terms.release.release.name if terms else None,
        "effective_from": terms.release.release.first_day.isoformat() if terms else None,
        "date": facts.day.isoformat(),
        "setting": setting,
        "locality": terms.gpci.locality if terms else "national",
        "status": row.status if row else None,
        "status_text": facts.status_text,
        "priced": price.unit_amount is not None,
        "reason": price.reason or None,
        **_figures(row, facts.office, facts.facility),
        "conversion_factor": str(terms.conversion_factor) if terms else None,
        "basis": (terms.payee.text or None) if terms else None,
        "base_units": facts.base_units.units if facts.base_units else None,
        "anesthesia_factor": _anesthesia_factor(facts),
        "formula": price.formula or None,
        "notes": list(price.notes),
        **_limits(facts.office, facts.facility),
        "global_days": row.indicators.global_days if row else None,
        "indicators": _indicators(row),
        "compare": _compare(facts),
        "components": [_component(one) for one in facts.components if one.rate.modifier in _PARTS],
        "history": [
            {
                "release": point.release.name,
                "work_rvu": rvu(point.work),
                "total_rvu_nonfacility": rvu(point.total_nonfacility),
                "total_rvu_facility": rvu(point.total_facility),
            }
            for point in facts.history
        ],
        "custom_wrvu": rvu(facts.custom_wrvu),
    }


def _figures(row: Rate | None, office: Price, facility: Price) -> Json:
    """RVUs and amounts of a row; zeros on a row without any RVU are blanks, so null."""
    known = row if row and has_rvus(row) else None
    return {
        "work_rvu": rvu(established_work(row)) if row else None,
        "pe_rvu_nonfacility": rvu(known.pe_nonfacility) if known else None,
        "pe_rvu_facility": rvu(known.pe_facility) if known else None,
        "mp_rvu": rvu(known.malpractice) if known else None,
        "total_rvu_nonfacility": rvu(known.total("office")) if known else None,
        "total_rvu_facility": rvu(known.total("facility")) if known else None,
        "medicare_nonfacility": dollars(office.amount(1)),
        "medicare_facility": dollars(facility.amount(1)),
    }


def _anesthesia_factor(facts: "CodeFacts") -> str | None:
    """Dollars for an anesthesia unit, for a code that is paid by it."""
    factor = facts.terms.anesthesia if facts.terms and facts.base_units else None
    return None if factor is None else str(factor.amount)


def _limits(office: Price, facility: Price) -> Json:
    """What those who do not participate are allowed, and the most that they may charge, for one unit."""
    amounts = {"nonfacility": office.unit_amount, "facility": facility.unit_amount}
    rules = (("non_participating", non_participating_amount), ("limiting_charge", limiting_charge))
    return {
        f"{name}_{setting}": None if amount is None else dollars(of(amount))
        for name, of in rules
        for setting, amount in amounts.items()
    }


def _indicators(row: Rate | None) -> Json | None:
    """The policy indicators by name: letters as published, shares as strings, null for an empty one."""
    if row is None:
        return None
    values = row.indicators._asdict()
    return {
        name: value if isinstance(value, bool) else (str(value) or None) for name, value in values.items()
    }


def _compare(facts: "CodeFacts") -> Json | None:
    found = facts.comparison
    if found is None:
        return None
    return {
        "cohort": found.cohort,
        "n": found.n,
        "percentile": found.percentile,
        "median": rvu(found.median),
        "maximum": rvu(found.maximum),
    }


def _component(component: "Component") -> Json:
    rate = component.rate
    return {
        "modifier": rate.modifier,
        "status": rate.status,
        "status_text": STATUS_TEXT.get(rate.status),
        "priced": component.office.unit_amount is not None,
        "reason": component.office.reason or None,
        **_figures(rate, component.office, component.facility),
        "global_days": rate.indicators.global_days,
    }


def search_list(matches: "Sequence[Match]") -> list[Json]:
    """What a search found, best first."""
    return [
        {
            "code": match.code,
            "title": match.title,
            "category": match.category,
            "work_rvu": rvu(match.office.unit_wrvu),
            "medicare_nonfacility": dollars(match.office.amount(1)),
            "medicare_facility": dollars(match.facility.amount(1)),
            "matched": match.matched,
        }
        for match in matches
    ]


def check_up_object(check: "CheckUp") -> Json:
    """What a check-up found."""
    return {
        "version": check.version,
        "python": check.python,
        "sqlite": check.sqlite,
        "data_folder": str(check.data_folder),
        "log_file": str(check.log_file),
        "backups_folder": str(check.backups_folder),
        "log_exists": check.log_exists,
        "sound": not check.problems,
        "problems": list(check.problems),
        "releases": [_release(release) for release in check.releases],
    }


def _release(release: Release) -> Json:
    return {
        "name": release.name,
        "first_day": release.first_day.isoformat(),
        "published": release.published.isoformat() if release.published else None,
    }
