"""Both sides of the body counted more than once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import OTHERS, Draft, Rule, may_be_others
from rvuedge_desktop.domain.checks.lines import DISTINCT, REPEATED, Line

BILATERAL_TWICE = Rule(
    "bilateral-twice",
    "Both sides counted twice",
    "50, RT and LT, or two units where the schedule's values or another line have both sides already",
)

_APART = DISTINCT | REPEATED
_SIDES = frozenset({"RT", "LT"})
_TWO = 2
_SECTION = "Medicare Claims Processing Manual, chapter 12, section 40.7"


def bilateral_twice(log: CheckedLog) -> Iterator[Draft]:
    """Codes of each claim by what the schedule says of two sides."""
    for lines in log.claims:
        by_code: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            if line.payable and not line.modifiers & _APART:
                by_code[line.code].append(line)
        for own in by_code.values():
            yield from _counted_already([line for line in own if _bilateral(line) == "2"], log)
            yield from _fifty_and_more([line for line in own if _bilateral(line) in {"1", "3"}])


def _bilateral(line: Line) -> str:
    return line.payable.bilateral if line.payable else ""


def _counted_already(lines: Sequence[Line], log: CheckedLog) -> Iterator[Draft]:
    """Codes whose values are for both sides."""
    two_sides = all(any(side in line.modifiers for line in lines) for side in ("RT", "LT"))
    limit = log.limit(lines[0].code) if lines else None
    in_pairs = limit is not None and limit.units >= _TWO
    twice = [
        line
        for line in lines
        if "50" in line.modifiers
        or (two_sides and line.modifiers & _SIDES)
        or (line.entry.units_each == _TWO and not in_pairs)
    ]
    if twice:
        sure = not may_be_others(twice) or any(
            "50" in line.modifiers or line.entry.units_each == _TWO for line in twice
        )
        yield Draft(
            "warning" if sure else "note",
            twice,
            f"{twice[0].code} is billed for two sides, and its values count both already",
            "For this code the schedule pays once, whether one side was done or both",
            f"{twice[0].source}, indicator BILAT SURG 2; {_SECTION}",
            "Bill it once, without 50, RT and LT" + ("" if sure else OTHERS),
        )


def _fifty_and_more(lines: Sequence[Line]) -> Iterator[Draft]:
    """Codes that take 50, and have it beside something else that says both sides."""
    both = [line for line in lines if "50" in line.modifiers]
    if not both:
        return
    source = f"{both[0].source}, indicator BILAT SURG {_bilateral(both[0])}; {_SECTION}"
    sides = [line for line in lines if "50" not in line.modifiers and line.modifiers & _SIDES]
    if sides:
        unsure = may_be_others([*both, *sides])
        yield Draft(
            "note" if unsure else "warning",
            [*both, *sides],
            f"{both[0].code} stands with 50, and again with a side",
            "50 is both sides; a line for one of them bills that side twice",
            source,
            "Keep the line with 50, or one with RT and one with LT; 59 if it was another place on that side"
            + (OTHERS if unsure else ""),
            about="sides",
        )
    if len(both) > 1:
        unsure = may_be_others(both)
        yield Draft(
            "note" if unsure else "warning",
            both,
            f"{both[0].code} stands with 50 more than once",
            "50 is both sides already; a second line bills them again",
            source,
            "Keep one of the lines; 59 on the other if it was another pair" + (OTHERS if unsure else ""),
            about="again",
        )
    for line in both:
        if line.modifiers >= _SIDES:
            yield Draft(
                "warning",
                (line,),
                f"{line.entry.code_text}: 50 stands beside RT and LT, which say the same",
                "Both sides are said by 50, or by RT and LT, not by all of them",
                source,
                "Keep 50 alone",
                about="marks",
            )
        if line.entry.units_each == _TWO:
            yield Draft(
                "note",
                (line,),
                f"{line.entry.code_text} has two units, and 50 is both sides already",
                "With 50 one unit is both sides; two units are right only if two pairs were treated",
                source,
                "If one pair was treated, write one unit",
                about="units",
            )
