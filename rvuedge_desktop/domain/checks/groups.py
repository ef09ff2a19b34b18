"""Groups: one unit for each patient, who else was seen alone, and how many a payer takes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import OTHERS, Draft, Rule, may_be_others, named
from rvuedge_desktop.domain.checks.lines import DISTINCT, Line, is_visit

GROUP_AND_INDIVIDUAL = Rule(
    "group-and-individual",
    "Group and individual session on one day",
    "90853 or 90849 beside individual psychotherapy for one patient by the same provider, without 59",
)
GROUP_BILLED_ONCE = Rule(
    "group-billed-once",
    "Group billed once",
    "Group codes, which are billed for each patient, logged for one patient only, or with several units",
)
GROUP_SIZE = Rule(
    "group-size",
    "Group larger than a payer takes",
    "Group codes for more patients of a session than the limit that you set",
)

_THERAPY_GROUPS = frozenset({"90849", "90853"})
_INDIVIDUAL = frozenset({"90832", "90833", "90834", "90836", "90837", "90838"})

_EACH = {"90849": "family", "90853": "patient", "96164": "patient", "97150": "patient"}
"""Group codes that are not counted in time, and for whom one unit of each is billed."""


def group_and_individual(log: CheckedLog) -> Iterator[Draft]:
    """Group and individual psychotherapy for one patient on one day, neither said to be apart."""
    yield from log.told_once(lambda day: day, _both_on_a_day)


def _both_on_a_day(lines: Sequence[Line]) -> Iterator[Draft]:
    groups, alone = groups_and_individuals(lines)
    if groups and alone:
        # One session alone, in the encounter of a group, is one of the group's; several may be a day's tally.
        unsure = may_be_others([*groups, *alone]) and all(line.entry.patients > 1 for line in alone)
        yield Draft(
            "note" if unsure else "warning",
            [*groups, *alone],
            f"{named(groups)} and {named(alone)} for one patient on one day, without 59",
            "Group and individual psychotherapy of one day are both paid only as sessions apart",
            "NCCI policy manual, chapter 11; NCCI pairs of 90849 and 90853",
            "Add 59 (or XE, XS, XP, XU) to the second session if it was a separate one"
            + (OTHERS if unsure else ""),
        )


def groups_and_individuals(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The group and the individual psychotherapy among lines, none of which is said to be apart."""
    plain = [line for line in lines if not line.modifiers & DISTINCT]
    groups = [line for line in plain if line.code in _THERAPY_GROUPS]
    return groups, [line for line in plain if line.code in _INDIVIDUAL] if groups else []


def group_billed_once(log: CheckedLog) -> Iterator[Draft]:
    """Group codes that look as if one line were meant for a whole group."""
    of_day: Counter[tuple[date, str, str]] = Counter(_code_of_day(line) for line in log.lines)
    of_one = {
        _session(line)
        for line in log.lines
        if line.entry.patients == 1 and (line.code in _INDIVIDUAL or is_visit(line.code))
    }
    for line in log.lines:
        if line.code not in _EACH:
            continue
        each = _EACH[line.code]
        limit = log.limit(line.code)
        source = f"CPT, unit of service of {line.code}" + (f"; {limit.source}" if limit else "")
        if is_several_for_one(line):
            yield Draft(
                "warning",
                (line,),
                f"{line.entry.code_text} has {line.entry.units_each} units for one {each}",
                f"One unit is billed for each {each} of a group, however long the session was",
                source,
                f"If {line.entry.units_each} took part, write {line.code} x{line.entry.units_each}",
            )
        elif (
            line.entry.patients == 1
            and line.entry.member is None
            and of_day[_code_of_day(line)] == 1
            and _session(line) not in of_one  # the encounter is what one patient had, alone and in a group
            and not any(code in _INDIVIDUAL for code in log.codes_of_tag(line))
        ):
            yield Draft(
                "note",
                (line,),
                f"{line.entry.code_text} is logged for one {each}",
                f"If this line is a whole group, the others are missing: one unit is billed for each {each}",
                source,
                f"If several took part, write {line.code} x8 with their number",
            )


def is_several_for_one(line: Line) -> bool:
    """Tell whether a line has several units of a code that has but one for each patient."""
    return line.code in _EACH and line.entry.units_each > 1


def _session(line: Line) -> tuple[date, int, str]:
    return line.entry.day, line.entry.encounter, line.provider


def _code_of_day(line: Line) -> tuple[date, str, str]:
    return line.entry.day, line.provider, line.code


def group_size(log: CheckedLog) -> Iterator[Draft]:
    """Sessions of more patients than the user's limit, of one code and provider."""
    limit = log.options.group_limit
    if limit is None:
        return
    for lines in log.sessions:
        by_code: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            if line.code in _EACH:
                by_code[line.code].append(line)
        for code, own in by_code.items():
            members = {line.entry.member for line in own if line.entry.member is not None}
            others = max((line.entry.patients for line in own if line.entry.member is None), default=0)
            if len(members) + others > limit:
                yield Draft(
                    "warning",
                    own,
                    f"{code} is for a group of {len(members) + others}, more than {limit}",
                    "Many payers take a group only up to a number of members",
                    "The limit that you set",
                    "See what the payer allows, or hold two groups",
                    about=code,
                )
