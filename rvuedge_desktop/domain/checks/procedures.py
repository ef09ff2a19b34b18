"""Visits beside a procedure, and inside the global period of one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import OTHERS, Draft, Rule, may_be_others, named
from rvuedge_desktop.domain.checks.lines import ASSISTANTS, Line, is_visit

EM_WITH_PROCEDURE = Rule(
    "em-with-procedure",
    "Visit beside a procedure",
    "A visit without 25 or 57 for a patient who had a procedure of 0, 10 or 90 days by the same provider",
)
GLOBAL_PERIOD = Rule(
    "global-period",
    "Visit inside a global period",
    "Visits without 24 in the days that an operation includes, by the same provider, under one tag",
)

_DAYS = {"000": 0, "010": 10, "090": 90}
"""Days of aftercare that each global period includes."""
_DAY_BEFORE = "090"
"""The global period that includes the day before."""
_NOT_THE_OPERATION = ASSISTANTS | {"55", "56", "TC"}
"""Modifiers of lines that do not carry the package: another operated."""
_NO_AFTERCARE = frozenset({"53", "54", "78"})
"""Broken off, aftercare left to another, or inside a period that runs already and goes on."""

_BESIDE = frozenset({"24", "25", "57", "FT"})
_UNRELATED = frozenset({"24", "57", "58", "78", "79", "FT"})
_SAME_DAY = _UNRELATED | {"25"}

_When = Literal["before", "on", "after"]
"""Where the visit stands: the day before the operation, on its day, or after it."""


def _global_days(line: Line) -> str:
    """The global period of a procedure that is paid by the schedule; empty for anything else."""
    marks = line.payable
    if marks is None or marks.global_days not in _DAYS or is_visit(line.code):
        return ""
    return "" if line.modifiers & _NOT_THE_OPERATION else marks.global_days


def em_with_procedure(log: CheckedLog) -> Iterator[Draft]:
    """Visits of a claim that say nothing of the procedures beside them."""
    for lines in log.claims:
        visits, procedures = visits_beside(lines)
        if visits and procedures:
            major = any(_global_days(line) == _DAY_BEFORE for line in procedures)
            source = f"{procedures[0].source}, indicator GLOB DAYS {_global_days(procedures[0])}"
            fix = "Add 25 to the visit if it was significant and apart from the procedure"
            if major:
                fix += ", or 57 if major surgery was decided at it"
            unsure = may_be_others([*visits, *procedures])
            yield Draft(
                "note" if unsure else "warning",
                [*visits, *procedures],
                f"{named(visits)} stands beside {named(procedures)} without 25" + (" or 57" if major else ""),
                "A procedure includes the usual care of its day; a visit is paid only if it was more",
                f"{source}; Medicare Claims Processing Manual, chapter 12, sections 30.6.6 and 40.1",
                f"{fix}; else leave the visit out{OTHERS if unsure else ''}",
            )


def visits_beside(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The visits of a claim without a modifier that says why, and the procedures of it."""
    all_visits = [line for line in lines if is_visit(line.code)]
    visits = [line for line in all_visits if not line.modifiers & _BESIDE]
    procedures = [line for line in lines if _global_days(line)] if visits else []
    if procedures and may_be_others(lines):
        # Where each who had a procedure may have had one of the visits that say why, the others had neither.
        said = sum(line.entry.patients for line in all_visits if line.modifiers & _BESIDE)
        if said >= sum(line.entry.patients for line in procedures):
            return [], []
    return visits, procedures


class _Operations:
    """Operations on one patient by one provider with the same global period, one of an encounter, by day."""

    def __init__(self) -> None:
        self._days: list[date] = []
        self._lines: list[Line] = []

    def add(self, line: Line) -> None:
        """Add one, in the order of days and encounters; a second one of an encounter tells no more."""
        last = self._lines[-1].entry if self._lines else None
        if last is None or (last.day, last.encounter) != (line.entry.day, line.entry.encounter):
            self._days.append(line.entry.day)
            self._lines.append(line)

    def on(self, visit: Line, day: date) -> Line | None:
        """One on a day in another encounter than the visit; None where there is none."""
        place = bisect_left(self._days, day)
        for line in self._lines[place : place + 2]:  # one at most is of the visit's own encounter
            if line.entry.day == day and _apart(line, visit):
                return line
        return None

    def last_before(self, visit: Line) -> Line | None:
        """The last one before the day of a visit; None where there is none."""
        place = bisect_left(self._days, visit.entry.day)
        return self._lines[place - 1] if place else None


def _apart(line: Line, other: Line) -> bool:
    return (line.entry.day, line.entry.encounter) != (other.entry.day, other.entry.encounter)


class _Course(NamedTuple):
    """What one provider did to one patient, by global period: all operations, and those with aftercare."""

    operations: dict[str, _Operations]
    with_aftercare: dict[str, _Operations]


class _Inside(NamedTuple):
    """An operation whose global period a visit falls into."""

    operation: Line
    when: _When


def global_period(log: CheckedLog) -> Iterator[Draft]:
    """Visits of a tag against the operations of the same tag and provider in other encounters."""
    for lines in log.followed():
        course = _Course(defaultdict(_Operations), defaultdict(_Operations))
        for line in lines:
            days = _global_days(line)
            if days:
                course.operations[days].add(line)
                if not line.modifiers & _NO_AFTERCARE:
                    course.with_aftercare[days].add(line)
        if course.operations:
            for line in lines:
                found = _inside(line, course) if is_visit(line.code) else None
                if found:
                    yield _visit_inside(line, found)


def _inside(visit: Line, course: _Course) -> _Inside | None:
    """The operation that includes a visit; one of its own day first."""
    day = visit.entry.day
    if not visit.modifiers & _SAME_DAY:
        for known in course.operations.values():
            same = known.on(visit, day)
            if same:
                return _Inside(same, "on")
    if visit.modifiers & _UNRELATED:
        return None
    for days, known in course.with_aftercare.items():
        before = known.last_before(visit)
        if before and (day - before.entry.day).days <= _DAYS[days]:
            return _Inside(before, "after")
    major = course.operations.get(_DAY_BEFORE)
    following = major.on(visit, day + timedelta(days=1)) if major and day < date.max else None
    return _Inside(following, "before") if following else None


def _visit_inside(visit: Line, found: _Inside) -> Draft:
    operation, when = found
    days = _global_days(operation)
    name = f"{operation.entry.code_text} of {operation.entry.day}"
    match when:
        case "before":
            what = f"{visit.entry.code_text} is on the day before {name}, which includes it"
            fix = "Add 57 if the operation was decided at this visit, 24 if it was unrelated"
        case "on":
            what = (
                f"{visit.entry.code_text} is on the day of {name}, which includes the usual care of the day"
            )
            fix = "Add 25 if the visit was apart from the procedure, 57 if major surgery was decided at it"
        case _:
            after = (visit.entry.day - operation.entry.day).days
            what = f"{visit.entry.code_text} is {after} of {_DAYS[days]} days after {name}"
            fix = "Add 24, or FT for critical care, if the visit was unrelated to the operation"
    return Draft(
        "warning",
        (visit, operation),
        what,
        "The global package of an operation includes the visits of its period by the one who operated",
        f"{operation.source}, indicator GLOB DAYS {days}; "
        "Medicare Claims Processing Manual, chapter 12, sections 40.1 and 40.2",
        f"{fix}; else leave it out, or log 99024",
    )
