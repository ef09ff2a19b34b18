"""The grammar of quick entry: `99214-25`, `90853x8`, `97110 u3 x4`, `00840 95min`, several separated by `;`.

ITEM = CODE[-MOD[-MOD...]][ xN][ uM][ Tmin][ Dd]
N patients, M units on the claim of each, T minutes, D days of aftercare with modifier 55.
Beside the codes a line may hold marks (`domain/marks.py`): `mon:` the day, `@or` the place, `#knee` the tag.
"""

import re
from typing import NamedTuple

from rvuedge_desktop.domain.codes import CODE_PATTERN, MAX_MODIFIERS, is_modifier
from rvuedge_desktop.domain.findings import Finding, quoted
from rvuedge_desktop.domain.marks import AGAIN, Mark, read_marks

MAX_COUNT = 999
"""The largest number of patients, and of units for each, in one item."""

MOST_MINUTES = 1440
"""A case of more than a day is logged as several."""
MOST_CARE_DAYS = 90
"""The longest global period."""

_CODE = re.compile(rf"\s*({CODE_PATTERN})(?=$|[\s\-X\u00d7*U])")
_MODIFIER = re.compile(r"\s*-\s*([0-9A-Z]*)")
_COUNT = re.compile(r"\s*(?:([X\u00d7*U])\s*([0-9]+)|([0-9]+)\s*(M|D)[A-Z]*)(?=$|[\sX\u00d7*U])")
_TYPED_CODE = re.compile(rf"\s*{CODE_PATTERN}", re.IGNORECASE)
_TYPED_COUNT = re.compile(_COUNT.pattern, re.IGNORECASE)
_TYPED_MODIFIERS = re.compile(
    r"(?:\s*-\s*(?:[0-9A-Z]{2}(?=[XU\u00d7*][0-9])|[0-9A-Z]*))*", re.IGNORECASE | re.ASCII
)
_GROUP = re.compile(rf"\s*group\s+{CODE_PATTERN}", re.IGNORECASE)
_SEPARATOR = ";"


class _Measure(NamedTuple):
    """A number that may stand behind a code: what it counts, and the highest it may be."""

    field: str
    name: str
    most: int


_MEASURES = {
    "X": _Measure("patients", "patients", MAX_COUNT),
    "\u00d7": _Measure("patients", "patients", MAX_COUNT),
    "*": _Measure("patients", "patients", MAX_COUNT),
    "U": _Measure("units_each", "units", MAX_COUNT),
    "M": _Measure("minutes", "minutes", MOST_MINUTES),
    "D": _Measure("care_days", "days of aftercare", MOST_CARE_DAYS),
}


class Item(NamedTuple):
    """One code as it was typed.

    Attributes:
        code: upper case.
        modifiers: upper case, in the order typed.
        patients: how many patients had it.
        units_each: units on the claim of each of them.
        minutes: of anesthesia, or another documented time; None where not typed.
        care_days: days of aftercare taken over, beside modifier 55; None where not typed.
        start, end: where it stands in the line.
        says_patients, says_units: whether the count was typed, or is 1 because nothing was.
    """

    code: str
    modifiers: tuple[str, ...] = ()
    patients: int = 1
    units_each: int = 1
    minutes: int | None = None
    care_days: int | None = None
    start: int = 0
    end: int = 0
    says_patients: bool = False
    says_units: bool = False

    @property
    def units(self) -> int:
        """Units in all: patients times units of each."""
        return self.patients * self.units_each

    @property
    def text(self) -> str:
        """The item as one would type it."""
        patients = f" x{self.patients}" if self.patients > 1 else ""
        units = f" u{self.units_each}" if self.units_each > 1 else ""
        minutes = f" {self.minutes}min" if self.minutes is not None else ""
        days = f" {self.care_days}d" if self.care_days is not None else ""
        return "-".join((self.code, *self.modifiers)) + patients + units + minutes + days


class ParsedLine(NamedTuple):
    """What a line says.

    Attributes:
        items: all of them where nothing is wrong.
        findings: what is wrong.
        site: where the encounter took place; None where the line does not say.
        tag: what it is tagged with; None where the line does not say.
        day: the words of its day; None where the line does not say.
    """

    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
    site: Mark | None = None
    tag: Mark | None = None
    day: Mark | None = None


def parse_line(line: str) -> ParsedLine:
    """Read a quick-entry line. Never raises: what can't be read is a finding with its place."""
    items: list[Item] = []
    marks = read_marks(line)
    findings = list(marks.findings)
    start = 0
    for part in marks.rest.split(_SEPARATOR):
        if part.strip():
            read = _parse_item(part, start)
            if isinstance(read, Finding):
                findings.append(read)
            else:
                items.append(read)
        start += len(part) + len(_SEPARATOR)
    if not items and not findings:
        findings.append(
            Finding("empty", "There is no code", "Type a code such as 99213, or words to find one")
        )
    return ParsedLine(tuple(items), tuple(findings), marks.site, marks.tag, marks.day)


def amended(item: str, behind: str) -> str:
    """An item with what is typed behind it: modifiers join its own, a count goes before its own.

    Args:
        item: as it would be typed, such as `90853-95 x8`.
        behind: modifiers, then counts, such as `-59 x6`; what else it is stays where it is.
    """
    code = _TYPED_CODE.match(item)
    if code is None:
        return item + behind
    own, new = _end_of_modifiers(item, code.end()), _end_of_modifiers(behind, 0)
    typed = {_counted(found) for found in _TYPED_COUNT.finditer(behind, new)}
    counts = _TYPED_COUNT.sub(lambda found: "" if _counted(found) in typed else found[0], item[own:])
    return item[:own] + behind[:new] + counts + behind[new:]


def _end_of_modifiers(text: str, at: int) -> int:
    found = _TYPED_MODIFIERS.match(text, at)
    return found.end() if found else at


def _counted(found: "re.Match[str]") -> str:
    """What a count of an item counts: the field."""
    return _MEASURES[(found[1] or found[4]).upper()].field


def _parse_item(part: str, offset: int) -> Item | Finding:
    """Read one item; `offset` is where the part begins in the line."""
    text = part.upper()
    if len(text) != len(part):  # a letter whose upper case is longer would shift every place after it
        text = part
    begin = len(text) - len(text.lstrip())
    code = _CODE.match(text)
    if code is None:
        return _no_code(part, offset)
    modifiers, at = _read_modifiers(text, code.end(), offset)
    if isinstance(modifiers, Finding):
        return modifiers
    counts, at = _read_counts(text, at, offset)
    if isinstance(counts, Finding):
        return counts
    if text[at:].strip():
        return Finding(
            "unreadable",
            f"{quoted(part[at:])} after {code[1]} can't be read",
            "Write modifiers as -25, patients as x8, units of each as u2, time as 95min, and ; between codes",
            start=offset + at + len(text[at:]) - len(text[at:].lstrip()),
            end=offset + len(part.rstrip()),
        )
    if "care_days" in counts and "55" not in modifiers:
        return Finding(
            "bad-count",
            "Days are those of aftercare taken over, and modifier 55 is missing",
            f"Write {code[1]}-55 {counts['care_days']}d, or leave the days away",
            start=offset + begin,
            end=offset + len(part.rstrip()),
        )
    return Item(
        code[1],
        modifiers,
        counts.get("patients", 1),
        counts.get("units_each", 1),
        counts.get("minutes"),
        counts.get("care_days"),
        offset + begin,
        offset + len(part.rstrip()),
        says_patients="patients" in counts,
        says_units="units_each" in counts,
    )


def _no_code(part: str, offset: int) -> Finding:
    begin = len(part) - len(part.lstrip())
    if part.strip() == AGAIN:
        return Finding(
            "nothing-to-repeat",
            "There is nothing that .. could repeat here",
            "Type a code such as 99213",
            start=offset + begin,
            end=offset + len(part.rstrip()),
        )
    if _GROUP.match(part):
        return Finding(
            "group",
            "A group is logged by its members",
            "In the window Ctrl+G shows them; on the command line write rvuedge group 90853 8",
            start=offset + begin,
            end=offset + len(part.rstrip()),
        )
    return Finding(
        "not-a-code",
        f"{quoted(part)} is not a code",
        "Write ; between codes" if "," in part else "A code has five characters, such as 99213 or G0553",
        start=offset + begin,
        end=offset + len(part.rstrip()),
    )


def _read_modifiers(text: str, at: int, offset: int) -> tuple[tuple[str, ...] | Finding, int]:
    """Read `-25-59` from a place on; gives them and the place after them."""
    modifiers: list[str] = []
    while match := _MODIFIER.match(text, at):
        # Where nothing stands behind the dash, the dash itself is the place.
        written, place = match[1], (offset + text.index("-", at), offset + match.end())
        if written:
            place = offset + match.start(1), offset + match.end(1)
        # `-25X8` is modifier 25 for eight patients: a modifier is two characters, a count may follow at once.
        modifier, rest = written[:2], written[2:]
        if rest and not re.match(r"[XU][0-9]+", rest):
            modifier = written
        finding = _modifier_problem(modifier, modifiers, place)
        if finding:
            return finding, at
        modifiers.append(modifier)
        at = match.end() - len(written) + len(modifier)
    return tuple(modifiers), at


def _modifier_problem(modifier: str, before: list[str], place: tuple[int, int]) -> Finding | None:
    start, end = place
    if not modifier:
        return Finding(
            "bad-modifier",
            "There is no modifier after the dash",
            "Write one such as -25",
            start=start,
            end=end,
        )
    if not is_modifier(modifier):
        return Finding(
            "bad-modifier",
            f"{modifier} is not a modifier",
            "A modifier is two characters that exist, such as 25, 59, 26, TC or RT",
            start=start,
            end=end,
        )
    if modifier in before:
        return Finding(
            "bad-modifier", f"Modifier {modifier} stands twice", "Write it once", start=start, end=end
        )
    if len(before) == MAX_MODIFIERS:
        return Finding(
            "bad-modifier",
            f"More than {MAX_MODIFIERS} modifiers",
            f"A claim line has room for {MAX_MODIFIERS}",
            start=start,
            end=end,
        )
    return None


def _read_counts(text: str, at: int, offset: int) -> tuple[dict[str, int] | Finding, int]:
    """Read `x8`, `u2`, `95min` and `30d`, in any order; gives them by field and the place after them."""
    counts: dict[str, int] = {}
    while match := _COUNT.match(text, at):
        measure, digits = _MEASURES[match[1] or match[4]], match[2] or match[3]
        start, end = offset + match.start(), offset + match.end()
        start += len(match[0]) - len(match[0].lstrip())
        if measure.field in counts:
            what = f"The number of {measure.name} stands twice"
            return Finding("bad-count", what, "Write it once", start=start, end=end), at
        # Longer than any allowed number, so never turned into one: thousands of digits cost time.
        number = int(digits) if len(digits.lstrip("0")) <= len(str(measure.most)) else measure.most + 1
        if not 1 <= number <= measure.most:
            what = f"{digits[:12]} {measure.name} can't be logged at once"
            fix = f"Write a number from 1 to {measure.most}"
            return Finding("bad-count", what, fix, start=start, end=end), at
        counts[measure.field] = number
        at = match.end()
    return counts, at
