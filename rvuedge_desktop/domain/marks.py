"""What a quick-entry line says beside its codes: `mon:` the day, `@clinic` the place, `#knee` the tag."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rvuedge_desktop.domain.findings import Finding

AGAIN = ".."
"""Stands for what was logged last."""

_DAY = re.compile(r"\s*([^\s:;@#](?:[^:;@#]*[^\s:;@#])?)\s*:")
_SITE = re.compile(r"@([^\s;@#:]*)")
_TAG = re.compile(r"#([^\s;@#:]*)")


class Mark(NamedTuple):
    """A mark as it was typed.

    Attributes:
        name: what it says, without its sign.
        start, end: where it stands in the line, its sign included.
    """

    name: str
    start: int
    end: int


class Marks(NamedTuple):
    """The marks of a line.

    Attributes:
        rest: the line with blanks in their place, so that every other place stays what it is.
        day: the words before a colon at the line's beginning; None where there is none.
        site: where the encounter took place; None where the line does not say.
        tag: what the encounter is tagged with; None where the line does not say.
        findings: what is wrong with them.
    """

    rest: str
    day: Mark | None
    site: Mark | None
    tag: Mark | None
    findings: tuple[Finding, ...]


def read_marks(line: str) -> Marks:
    """Read the marks of a line. Never raises: what contradicts itself is a finding with its place."""
    found = _DAY.match(line)
    day = Mark(found[1], found.start(1), found.end()) if found else None
    sites = [Mark(one[1], one.start(), one.end()) for one in _SITE.finditer(line)]
    tags = [Mark(one[1], one.start(), one.end()) for one in _TAG.finditer(line)]
    rest = line
    for mark in (*([day] if day else []), *sites, *tags):
        rest = rest[: mark.start] + " " * (mark.end - mark.start) + rest[mark.end :]
    return Marks(
        rest,
        day,
        sites[0] if sites else None,
        tags[0] if tags else None,
        (
            *_problems(
                sites, "bad-site", "@", "An encounter takes place at one site", "Write one such as @clinic"
            ),
            *_problems(
                tags, "bad-tag", "#", "An encounter has one tag", "Write one such as #knee, or leave it away"
            ),
        ),
    )


def _problems(marks: Sequence[Mark], rule: str, sign: str, several: str, fix: str) -> list[Finding]:
    """What is wrong with marks of one kind: one without a name, or several that differ."""
    return [
        Finding(
            rule, several if mark.name else f"There is no name after the {sign}", fix, mark.start, mark.end
        )
        for mark in marks
        if not mark.name or mark.name.casefold() != marks[0].name.casefold()
    ]
