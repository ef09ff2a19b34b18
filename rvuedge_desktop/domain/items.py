"""The grammar of quick entry: `99214-25`, `90853x8`, `97110 u3 x4`, several separated by `;`.

ITEM = CODE[-MOD[-MOD...]][ xN][ uM]     N patients, M units on the claim of each
"""

import re
from typing import NamedTuple

from rvuedge_desktop.domain.codes import CODE_PATTERN, MAX_MODIFIERS, is_modifier
from rvuedge_desktop.domain.findings import Finding

MAX_COUNT = 999
"""The largest number of patients, and of units for each, in one item."""

_CODE = re.compile(rf"\s*({CODE_PATTERN})(?=$|[\s\-X\u00d7*U])")
_MODIFIER = re.compile(r"\s*-\s*([0-9A-Z]*)")
_COUNT = re.compile(r"\s*([X\u00d7*U])\s*([0-9]+)(?=$|[\sX\u00d7*U])")
_SEPARATOR = ";"


class Item(NamedTuple):
    """One code as it was typed.

    Attributes:
        code: upper case.
        modifiers: upper case, in the order typed.
        patients: how many patients had it.
        units_each: units on the claim of each of them.
        start, end: where it stands in the line.
        says_patients, says_units: whether the count was typed, or is 1 because nothing was.
    """

    code: str
    modifiers: tuple[str, ...] = ()
    patients: int = 1
    units_each: int = 1
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
        return "-".join((self.code, *self.modifiers)) + patients + units


class ParsedLine(NamedTuple):
    """What a line says: its items, all of them where nothing is wrong, and what is wrong."""

    items: tuple[Item, ...]
    findings: tuple[Finding, ...]


def parse_line(line: str) -> ParsedLine:
    """Read a quick-entry line. Never raises: what can't be read is a finding with its place."""
    items: list[Item] = []
    findings: list[Finding] = []
    start = 0
    for part in line.split(_SEPARATOR):
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
    return ParsedLine(tuple(items), tuple(findings))


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
            f"\u201c{part[at:].strip()}\u201d after {code[1]} can't be read",
            "Write modifiers as -25, patients as x8, units of each as u2, and ; between codes",
            start=offset + at + len(text[at:]) - len(text[at:].lstrip()),
            end=offset + len(part.rstrip()),
        )
    return Item(
        code[1],
        modifiers,
        counts.get("x", 1),
        counts.get("u", 1),
        offset + begin,
        offset + len(part.rstrip()),
        says_patients="x" in counts,
        says_units="u" in counts,
    )


def _no_code(part: str, offset: int) -> Finding:
    begin = len(part) - len(part.lstrip())
    return Finding(
        "not-a-code",
        f"\u201c{part.strip()}\u201d is not a code",
        "Write ; between codes" if "," in part else "A code has five characters, such as 99213 or G0553",
        start=offset + begin,
        end=offset + len(part.rstrip()),
    )


def _read_modifiers(text: str, at: int, offset: int) -> tuple[tuple[str, ...] | Finding, int]:
    """Read `-25-59` from a place on; gives them and the place after them."""
    modifiers: list[str] = []
    while match := _MODIFIER.match(text, at):
        written, place = match[1], (offset + match.start(1), offset + match.end(1))
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
    """Read `x8` and `u2`, in either order; gives them by letter and the place after them."""
    counts: dict[str, int] = {}
    while match := _COUNT.match(text, at):
        letter = "u" if match[1] == "U" else "x"
        name = "units" if letter == "u" else "patients"
        start, end = offset + match.start(1), offset + match.end()
        if letter in counts:
            return Finding(
                "bad-count", f"The number of {name} stands twice", "Write it once", start=start, end=end
            ), at
        # Longer than any allowed number, so never turned into one: thousands of digits cost time.
        number = int(match[2]) if len(match[2].lstrip("0")) <= len(str(MAX_COUNT)) else MAX_COUNT + 1
        if not 1 <= number <= MAX_COUNT:
            return Finding(
                "bad-count",
                f"{match[2][:12]} {name} can't be logged at once",
                f"Write a number from 1 to {MAX_COUNT}",
                start=start,
                end=end,
            ), at
        counts[letter] = number
        at = match.end()
    return counts, at
