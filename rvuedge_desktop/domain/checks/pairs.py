"""Pairs of codes that are not paid together: NCCI."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import OTHERS, Draft, Rule, Severity, may_be_others
from rvuedge_desktop.domain.checks.groups import groups_and_individuals
from rvuedge_desktop.domain.checks.lines import Line
from rvuedge_desktop.domain.checks.procedures import visits_beside
from rvuedge_desktop.domain.code_pairs import CodePair

NCCI_PAIR = Rule(
    "ncci-pair",
    "Codes that are not paid together",
    "Pairs of codes of one patient, day and provider against the NCCI file that you loaded",
)

_EYELIDS = {"E1", "E2", "E3", "E4"}
_FINGERS = {"FA", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9"}
_TOES = {"TA", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"}
_SIDES_AND_VESSELS = {"LT", "RT", "LC", "LD", "RC", "LM", "RI"}
_CIRCUMSTANCES = {"24", "25", "27", "57", "58", "59", "78", "79", "91", "XE", "XS", "XP", "XU"}
ASSOCIATED = frozenset(_EYELIDS | _FINGERS | _TOES | _SIDES_AND_VESSELS | _CIRCUMSTANCES)
"""Modifiers that let both codes of a pair be paid (NCCI policy manual, chapter 1, section E)."""


def ncci_pair(log: CheckedLog) -> Iterator[Draft]:
    """Each pair of codes of a patient's day by one provider, unless a modifier says why both."""

    def of_day(lines: Sequence[Line]) -> Iterator[Draft]:
        by_code: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_code[line.code].append(line)
        if len(by_code) > 1:
            pairs = {
                (pair.first, pair.second): pair
                for pair in log.tables.pairs(by_code.keys(), lines[0].entry.day)
            }
            for key in sorted(pairs):
                if key[0] != key[1] and by_code.keys() >= set(key):
                    yield from _together(pairs[key], by_code, lines)

    yield from log.told_once(lambda day: day, of_day)


def _together(pair: CodePair, by_code: dict[str, list[Line]], lines: Sequence[Line]) -> Iterator[Draft]:
    if pair.rule == "not applicable":
        return
    first, second = by_code[pair.first], by_code[pair.second]
    if pair.rule == "with a modifier":
        first = [line for line in first if not line.modifiers & ASSOCIATED]
        second = [line for line in second if not line.modifiers & ASSOCIATED]
        if not first or not second or _is_told(first, second, lines):
            return
        fix = f"Add the modifier that says why, such as 59, if {pair.second} was apart; else leave it out"
    else:
        fix = f"Leave {pair.second} out; no modifier changes it"
    reason = f" ({pair.rationale})" if pair.rationale else ""
    sure = pair.is_sure_on(lines[0].entry.day)
    if pair.quarter and not sure:
        reason += f", by the file of {pair.quarter.title}; load that of the day to be sure"
    severity: Severity = "error" if pair.rule == "never" and sure else "warning"
    if may_be_others([*first, *second]):
        severity = "note"
        fix += OTHERS
    yield Draft(
        severity,
        [*first, *second],
        f"{pair.second} is not paid beside {pair.first}",
        f"For one patient and day the two are not both paid{reason}",
        f"{pair.source}; NCCI policy manual, chapter 1",
        fix,
        about=f"{pair.first}+{pair.second}",
    )


def _is_told(first: Sequence[Line], second: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether rules of visits or of groups say the same of these lines."""
    ids = {line.entry.id for line in first}, {line.entry.id for line in second}
    for told in (visits_beside(lines), groups_and_individuals(lines)):
        one, other = ({line.entry.id for line in found} for found in told)
        if (ids[0] <= one and ids[1] <= other) or (ids[1] <= one and ids[0] <= other):
            return True
    return False
