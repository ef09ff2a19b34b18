"""Lines that Medicare does not pay to the one who bills them: by status, by place, or as no such code."""

from collections.abc import Iterator

from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import Draft, Rule, Severity
from rvuedge_desktop.domain.checks.lines import Line
from rvuedge_desktop.domain.places import PLACES
from rvuedge_desktop.domain.pricing import row_for
from rvuedge_desktop.domain.rates import STATUS_TEXT

STATUS = Rule(
    "status",
    "Code that Medicare does not pay separately",
    "Codes that the schedule of the day calls bundled, not valid, not covered or outside the schedule",
)
NOT_IN_SCHEDULE = Rule(
    "not-in-schedule", "Code that is not in the schedule", "Codes that the schedule of the day does not have"
)
TC_IN_FACILITY = Rule(
    "tc-in-facility",
    "Technical part in a hospital",
    "Tests billed with their technical part, and work of staff, where the facility is paid for it",
)

_SEVERITIES: dict[str, Severity] = {"B": "warning", "I": "warning", "N": "note", "P": "warning", "X": "note"}
_FIXES = {
    "B": "Leave it out of a Medicare claim; it counts with what it belongs to",
    "I": "Use the code that Medicare takes in its place",
    "N": "Bill another payer or the patient, who must know beforehand",
    "P": "Leave it out of a Medicare claim; it counts with what it belongs to",
    "X": "See whether it is paid by another schedule, such as that of laboratory tests",
}
_REPORTED_ONLY = frozenset({"99024"})
"""Logged to report a visit of aftercare, for which nobody expects to be paid."""

_TECHNICAL_PLACES = frozenset({"19", "21", "22", "23", "24", "31", "51", "61"})
"""Where the facility is paid for the technical part: hospitals, surgery centers, part A skilled nursing."""
_HOSPITALS = frozenset({"19", "21", "22", "23", "51", "61"})
_TECHNICAL = {"1": "the whole test with its technical part", "3": "a technical part", "4": "the whole test"}
_TEST_SOURCE = "Medicare Claims Processing Manual, chapter 13, section 20"
_PATHOLOGY = ("80000", "89999")
_PATHOLOGY_SOURCE = "Medicare Claims Processing Manual, chapter 12, section 60"
_STAFF = "5"
_STAFF_SOURCE = "Medicare Benefit Policy Manual, chapter 15, section 60"


def status(log: CheckedLog) -> Iterator[Draft]:
    """Lines whose row is of a status that is not paid separately."""
    for line in log.lines:
        letter = line.rate.status if line.rate else ""
        if letter in _SEVERITIES and line.code not in _REPORTED_ONLY:
            yield Draft(
                _SEVERITIES[letter],
                (line,),
                f"Medicare pays nothing separately for {line.entry.code_text}",
                f"Status {letter} means {STATUS_TEXT[letter]}",
                f"{line.source}, status {letter}",
                _FIXES[letter],
            )


def not_in_schedule(log: CheckedLog) -> Iterator[Draft]:
    """Lines whose code the release of the day does not have."""
    for line in log.lines:
        if line.release and not line.rows:
            yield Draft(
                "warning",
                (line,),
                f"{line.code} is not in {line.release}, the schedule of that day",
                "A code that was dropped or is not yet in force is refused; some are paid by other schedules",
                line.release,
                "Look for a slip in the code, or for the code that took its place",
            )


def tc_in_facility(log: CheckedLog) -> Iterator[Draft]:
    """Lines at a facility that hold what the facility is paid for."""
    for line in log.lines:
        billed = _billed(line)
        if billed:
            place = f"{PLACES[line.entry.pos].name}, {line.entry.pos}"
            rule = f"{line.source}, indicator PCTC"
            pc_tc = "" if line.payable is None else line.payable.pc_tc
            yield Draft(
                "warning",
                (line,),
                f"{line.entry.code_text} at place of service {place}, is {billed}",
                "There the facility is paid for staff and equipment, the physician for the work alone",
                f"{rule} {pc_tc}; {_manual_of(line, pc_tc)}",
                _fix(line, pc_tc),
            )


def _manual_of(line: Line, pc_tc: str) -> str:
    if pc_tc == _STAFF:
        return _STAFF_SOURCE
    return _PATHOLOGY_SOURCE if _PATHOLOGY[0] <= line.code <= _PATHOLOGY[1] else _TEST_SOURCE


def _billed(line: Line) -> str:
    """What of a line the facility is paid for; empty where nothing for certain."""
    marks = line.payable
    if marks is None or isinstance(row_for(line.rows, line.entry.modifiers), str):
        return ""
    if marks.pc_tc == _STAFF:
        return "work of staff" if line.entry.pos in _HOSPITALS else ""
    if line.entry.pos not in _TECHNICAL_PLACES or "26" in line.modifiers:
        return ""
    return "the technical part" if "TC" in line.modifiers else _TECHNICAL.get(marks.pc_tc, "")


def _fix(line: Line, pc_tc: str) -> str:
    if pc_tc == "1" and "TC" not in line.modifiers:
        return f"Bill {line.code}-26 for the reading"
    if pc_tc == "4":
        return "Bill the code of the reading alone"
    return "Leave it to the facility"
