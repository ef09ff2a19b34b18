"""All checks over a log."""

from collections.abc import Callable, Iterator, Sequence

from rvuedge_desktop.domain.checks import (
    addons,
    groups,
    modifiers,
    pairs,
    payment,
    procedures,
    sides,
    telehealth,
    units,
)
from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import CheckFinding, Draft, Rule
from rvuedge_desktop.domain.checks.lines import NO_OPTIONS, CheckedEntry, CheckOptions, CheckTables

_CHECKS: tuple[tuple[Rule, Callable[[CheckedLog], Iterator[Draft]]], ...] = (
    (modifiers.MODIFIER_NOT_ALLOWED, modifiers.modifier_not_allowed),
    (addons.ADDON_WITHOUT_PRIMARY, addons.addon_without_primary),
    (procedures.EM_WITH_PROCEDURE, procedures.em_with_procedure),
    (procedures.GLOBAL_PERIOD, procedures.global_period),
    (groups.GROUP_AND_INDIVIDUAL, groups.group_and_individual),
    (groups.GROUP_BILLED_ONCE, groups.group_billed_once),
    (groups.GROUP_SIZE, groups.group_size),
    (telehealth.TELEHEALTH_POS, telehealth.telehealth_pos),
    (payment.TC_IN_FACILITY, payment.tc_in_facility),
    (sides.BILATERAL_TWICE, sides.bilateral_twice),
    (units.MUE, units.mue),
    (payment.STATUS, payment.status),
    (units.MONTHLY_LIMIT, units.monthly_limit),
    (payment.NOT_IN_SCHEDULE, payment.not_in_schedule),
    (pairs.NCCI_PAIR, pairs.ncci_pair),
)

RULES = tuple(rule for rule, _ in _CHECKS)
"""Every rule, in the order of a list of settings."""


def check_entries(
    entries: Sequence[CheckedEntry], tables: CheckTables, options: CheckOptions = NO_OPTIONS
) -> list[CheckFinding]:
    """What a payer would refuse or ask about, by day, encounter and rule.

    No rule looks at codes of the user's own. Between encounters rules look only where entries carry the same
    tag, so entries around a period are needed to see what reaches into it: ninety-one days before for visits
    after an operation, a day after for the one before it, and the whole calendar month.

    Args:
        entries: in any order.
        tables: what is published beside the fee schedule.
        options: what the user wants.
    """
    log = CheckedLog(entries, tables, options)
    found = [
        (draft.lines[0].entry.day, draft.lines[0].entry.encounter, place, draft.finding(rule.name))
        for place, (rule, find) in enumerate(_CHECKS)
        if rule.name not in options.off
        for draft in find(log)
    ]
    return [finding for *_, finding in sorted(found, key=lambda one: (*one[:3], one[3].entries, one[3].key))]
