"""Modifiers that the schedule, or the kind of code, leaves no room for."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rvuedge_desktop.domain import adjustments
from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import Draft, Rule, Severity
from rvuedge_desktop.domain.checks.lines import ASSISTANTS, Line, is_surgery, is_visit
from rvuedge_desktop.domain.rates import ANESTHESIA_STATUS, Indicators

MODIFIER_NOT_ALLOWED = Rule(
    "modifier-not-allowed",
    "Modifier that the code does not take",
    "26, TC, 50, 53 to 57, 62, 66, 78, assistants, 24, 25 and those of anesthesia by what the code allows",
)

_MANUAL = "Medicare Claims Processing Manual, chapter 12, section"
_PACKAGES = frozenset({"010", "090"})
_SURGICAL = _PACKAGES | {"000"}
_WITHOUT_PARTS = frozenset("0234579")
"""Values of PC/TC whose codes take neither 26 nor TC; 6 and 8 take no TC."""
_WITHOUT_TECHNICAL = frozenset("68")
_ANESTHESIA = frozenset({"AA", "AD", "QK", "QX", "QY"})


class _Problem(NamedTuple):
    """What is wrong with one modifier of a line."""

    severity: Severity
    says: str
    why: str
    source: str
    fix: str


class _Field(NamedTuple):
    """The indicator that allows a modifier.

    Attributes:
        label: as the record layout calls it.
        value: reads it.
        documented: its value where documentation of the need is asked for.
        who: whom the modifier pays.
    """

    label: str
    value: Callable[[Indicators], str]
    documented: str
    who: str


_ASSISTANT = _Field("ASST SURG", lambda marks: marks.assistant, "0", "an assistant")
_FIELDS = {
    **dict.fromkeys(sorted(ASSISTANTS), _ASSISTANT),
    "62": _Field("CO-SURG", lambda marks: marks.co_surgeon, "1", "a second surgeon"),
    "66": _Field("TEAM SURG", lambda marks: marks.team, "1", "a surgical team"),
}
_BY_REPORT = frozenset("12")
"""Values of TEAM SURG that permit a team, which adjustments leaves unpriced too."""


def modifier_not_allowed(log: CheckedLog) -> Iterator[Draft]:
    """Each modifier of each line by what its code allows; silent where the schedule leaves it open."""
    for line in log.lines:
        for modifier in line.entry.modifiers:
            problem = _problem(line, modifier)
            if problem:
                yield Draft(
                    problem.severity,
                    (line,),
                    f"{line.entry.code_text}: {problem.says}",
                    problem.why,
                    problem.source,
                    problem.fix,
                    about=modifier,
                )


def _problem(line: Line, modifier: str) -> _Problem | None:
    found = _RULES.get(modifier)
    return found(line, modifier) if found else None


def _part(line: Line, modifier: str) -> _Problem | None:
    if {"26", "TC"} <= line.modifiers:
        if modifier == "TC":
            return None  # said once, of 26
        return _Problem(
            "error",
            "26 and TC stand on one line",
            "26 is the reading alone and TC the technical part alone; together they are the whole service",
            f"{line.source}, indicator PCTC",
            "Leave both off for the whole service, or keep the one that was done",
        )
    without = {rate.indicators.pc_tc for rate in line.rows.values()}
    if "9" in without and line.payable and line.payable.global_days == "YYY":
        return None  # the contractor decides
    if "6" in without and modifier == "TC":
        without = {"6"}
    closed = _WITHOUT_PARTS if modifier == "26" else _WITHOUT_PARTS | _WITHOUT_TECHNICAL
    if line.payable is None and without != {"6"}:
        return None
    if not without <= closed:
        return None
    part = "professional" if modifier == "26" else "technical"
    return _Problem(
        "error",
        f"the code has no separate {part} part",
        f"{modifier} splits a test into reading and technical part; this code is not split",
        f"{line.source}, indicator PCTC {min(without)}",
        f"Leave {modifier} off, or use the code of the part that was done",
    )


def _both_sides(line: Line, modifier: str) -> _Problem | None:
    marks = line.payable
    if marks is None or marks.global_days == "YYY":
        return None
    source = f"{line.source}, indicator BILAT SURG {marks.bilateral}"
    fix = f"Leave {modifier} off, or use the code for both sides where there is one"
    match marks.bilateral:
        case "0":
            why = "For this code both sides are paid as one, by its anatomy or because another code has both"
            return _Problem("warning", "50 adds nothing for this code", why, source, fix)
        case "9":
            why = "There are no two sides to this code in the schedule"
            return _Problem("error", "50 does not apply to this code", why, source, fix)
        case _:
            return None


def _another_surgeon(line: Line, modifier: str) -> _Problem | None:
    marks = line.payable
    if marks is None or marks.global_days == "YYY":
        return None
    if any(one in ASSISTANTS for one in line.entry.modifiers[: line.entry.modifiers.index(modifier)]):
        return None  # AS beside 80 says who assisted, not that two did
    field = _FIELDS[modifier]
    value = field.value(marks)
    source = f"{line.source}, indicator {field.label} {value}"
    refused = isinstance(adjustments.RULES[modifier](marks), adjustments.NotPaid)
    if value == field.documented:
        return _Problem(
            "note",
            f"{field.who} is paid only with documentation of the need",
            f"The schedule leaves it to the notes whether {field.who} was needed",
            source,
            "Send the operative report that shows the need",
        )
    if not refused or (modifier == "66" and value in _BY_REPORT):
        return None
    return _Problem(
        "error",
        f"{field.who} is not paid for this code",
        f"The schedule does not permit {field.who} here",
        source,
        f"Leave {modifier} off, or do not bill the line",
    )


def _share(line: Line, modifier: str) -> _Problem | None:
    marks = line.payable
    if marks is None or marks.global_days not in {"000", "XXX"}:
        return None
    return _Problem(
        "error",
        f"{modifier} takes a share of a global package that the code does not have",
        "Surgery, aftercare and the care before can be paid apart only where ten or ninety days are included",
        f"{line.source}, indicator GLOB DAYS {marks.global_days}; {_MANUAL} 40.2",
        f"Leave {modifier} off; a visit of aftercare is billed as the visit that it was",
    )


def _not_of_a_visit(line: Line, modifier: str) -> _Problem | None:
    if not is_visit(line.code):
        return None
    says = "return to the operating room" if modifier == "78" else "a procedure that was broken off"
    return _Problem(
        "warning",
        f"{modifier} says {says}, and the code is a visit",
        f"{modifier} belongs on the procedure",
        f"{_MANUAL} 40.2",
        "Use 24 for a visit unrelated to the operation"
        if modifier == "78"
        else "Bill the visit as documented",
    )


def _of_a_visit(line: Line, modifier: str) -> _Problem | None:
    marks = line.payable
    if marks is None or marks.global_days not in _SURGICAL or not is_surgery(line.code):
        return None
    return _Problem(
        "error",
        f"{modifier} belongs on a visit, and the code is a procedure",
        f"{modifier} says something of a visit beside a procedure or its aftercare",
        f"{line.source}, indicator GLOB DAYS {marks.global_days}; {_MANUAL} 30.6.6",
        f"Move {modifier} to the visit; a procedure takes 58, 59, 78 or 79",
    )


def _of_anesthesia(line: Line, modifier: str) -> _Problem | None:
    if line.payable is None or line.rate is None:
        return None
    return _Problem(
        "warning",
        f"{modifier} says who gave anesthesia, and the code is not anesthesia",
        "These modifiers are for codes that are paid by base units and minutes",
        f"{line.source}, status {line.rate.status}, not {ANESTHESIA_STATUS}; {_MANUAL} 50",
        f"Leave {modifier} off, or use the anesthesia code",
    )


_RULES: dict[str, Callable[[Line, str], _Problem | None]] = {
    "26": _part,
    "TC": _part,
    "50": _both_sides,
    **dict.fromkeys(_FIELDS, _another_surgeon),
    **dict.fromkeys(("54", "55", "56"), _share),
    **dict.fromkeys(("53", "78"), _not_of_a_visit),
    **dict.fromkeys(("24", "25", "57"), _of_a_visit),
    **dict.fromkeys(sorted(_ANESTHESIA), _of_anesthesia),
}
