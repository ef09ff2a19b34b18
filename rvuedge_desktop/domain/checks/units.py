"""More units of a code than one patient can have had."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import OTHERS, Draft, Rule, Severity, may_be_others
from rvuedge_desktop.domain.checks.groups import is_several_for_one
from rvuedge_desktop.domain.checks.lines import ASSISTANTS, Line
from rvuedge_desktop.domain.unit_limits import UnitLimit

MUE = Rule(
    "mue",
    "More units than expected",
    "Units of a code for one patient against the limits of NCCI, by line or by day",
)
MONTHLY_LIMIT = Rule(
    "monthly-limit",
    "More often than once a month, or at a place that does not fit",
    "G0553 twice in a calendar month for one patient, and G0553 or G0554 as telehealth",
)

_NOT_COUNTED = ASSISTANTS | {"55"}
"""Lines of who helped, or took over the aftercare, are not units of the procedure."""
_BOTH_SIDES = {"RT", "LT"}
_TAKES_50 = frozenset({"1", "3"})
_SEVERITIES: dict[str, Severity] = {
    "line": "warning",
    "day, by policy": "error",
    "day, by practice": "warning",
}


def mue(log: CheckedLog) -> Iterator[Draft]:
    """Each line, or each day of a patient, against the limit of its code."""

    def of_day(lines: Sequence[Line]) -> Iterator[Draft]:
        parts: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in lines:
            if not line.modifiers & _NOT_COUNTED and not is_several_for_one(line):
                part = "26" if "26" in line.modifiers else "TC" if "TC" in line.modifiers else ""
                parts[line.code, part].append(line)
        for (code, _part), own in parts.items():
            limit = log.limit(code)
            if limit and limit.adjudication != "line":
                yield from _beyond(own, limit)

    for line in log.lines:
        limit = log.limit(line.code)
        if limit and limit.adjudication == "line" and not is_several_for_one(line):
            yield from _beyond([line], limit)
    yield from log.told_once(lambda day: day, of_day)


def _beyond(lines: Sequence[Line], limit: UnitLimit) -> Iterator[Draft]:
    units = sum(line.entry.units_each for line in lines)
    if units <= limit.units or (not limit.units and not any(line.payable for line in lines)):
        return  # a limit of none on what is not paid anyway is for the rule of statuses
    severity, why = _SEVERITIES[limit.adjudication], ""
    of_what = "on one line" if limit.adjudication == "line" else "on one day"
    match limit.adjudication:
        case "line":
            fix = "If all was done, bill the rest on a line of its own with the modifier that says why"
        case "day, by policy":
            fix = f"Bill {limit.units}; more is not paid, whatever the notes say"
        case _:
            fix = "See the count; more is paid only on appeal, with notes that show the need"
    if may_be_others(lines) and not _is_beyond_alike(lines, limit.units):
        severity = "note"
        fix += OTHERS
    elif len(lines) > 1:
        fix = f"{fix}; if these were several patients, write them as x{len(lines)}"
    pairs = _pairs_of_sides(lines)
    if limit.adjudication != "line" and units - pairs <= limit.units:
        severity = "note" if severity == "note" else "warning"
        why = "; one line with 50 counts once, and lines with RT and LT count twice"
        fix = f"Write both sides on one line, as {limit.code}-50"
    yield Draft(
        severity,
        lines,
        f"Units of {limit.code} for one patient {of_what}: {units}, and the limit is {limit.units}",
        f"For each code there is a number of units that one patient hardly ever exceeds{why}",
        limit.source,
        fix,
        about=limit.code,
    )


def _is_beyond_alike(lines: Sequence[Line], units: int) -> bool:
    """Tell whether lines for one and the same number of patients have too many units by themselves."""
    alike: Counter[int] = Counter()
    for line in lines:
        alike[line.entry.patients] += line.entry.units_each
    return max(alike.values()) > units


def _pairs_of_sides(lines: Sequence[Line]) -> int:
    """How many units go away where right and left are written as both sides on one line."""
    of_side = dict.fromkeys(sorted(_BOTH_SIDES), 0)
    for line in lines:
        sides = line.modifiers & _BOTH_SIDES
        if len(sides) == 1 and line.payable and line.payable.bilateral in _TAKES_50:
            of_side[min(sides)] += line.entry.units_each
    return min(of_side.values())


class MonthlyLimit(NamedTuple):
    """What a code that belongs to a month may be.

    Attributes:
        units: most for one patient in a calendar month; None where there is no such limit.
        not_at: places of service where it is not billed.
        further: the code of further time in the month; empty where there is none.
        source: where the rule stands.
    """

    units: int | None
    not_at: frozenset[str]
    further: str
    source: str


_DEVICE_RULE = "Physician fee schedule final rule for 2025, digital mental health treatment"
_TELEHEALTH_PLACES = frozenset({"02", "10"})
MONTHLY = {
    "G0553": MonthlyLimit(1, _TELEHEALTH_PLACES, "G0554", _DEVICE_RULE),
    "G0554": MonthlyLimit(None, _TELEHEALTH_PLACES, "", _DEVICE_RULE),
}
"""Codes that belong to a calendar month."""


def monthly_limit(log: CheckedLog) -> Iterator[Draft]:
    """Codes of a month, by patient and month, and by place."""
    yield from log.told_once(lambda day: (day.year, day.month), _of_month)
    for line in log.lines:
        rule = MONTHLY.get(line.code)
        if rule and line.entry.pos in rule.not_at:
            yield Draft(
                "warning",
                (line,),
                f"{line.entry.code_text} at place of service {line.entry.pos}",
                "Its time is not a telehealth visit, so the places of telehealth do not fit",
                rule.source,
                "Set the place where you work, such as 11",
                about="place",
            )


def _of_month(lines: Sequence[Line]) -> Iterator[Draft]:
    by_code: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.code in MONTHLY:
            by_code[line.code].append(line)
    for code, own in by_code.items():
        rule = MONTHLY[code]
        units = sum(line.entry.units_each for line in own)
        if rule.units is not None and units > rule.units:
            yield Draft(
                "error",
                own[::-1],
                f"{code} is billed {units} times for one patient in {_month(own[0].entry.day)}",
                f"At most {rule.units} unit of it is billed for one patient in a calendar month",
                rule.source,
                f"Bill further time of the month as {rule.further}"
                if rule.further
                else "Bill it once a month",
                about=code,
            )


def _month(day: date) -> str:
    return f"{day:%B %Y}"
