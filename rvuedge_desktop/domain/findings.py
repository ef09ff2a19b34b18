"""Findings: bad or doubtful input, reported as a value with its place and what to do."""

from typing import NamedTuple

_QUOTED = 60
"""Characters of what was typed that a message repeats: a pasted page is not said back."""


def quoted(typed: str) -> str:
    """What was typed, in quotation marks; only the beginning of what is long."""
    text = typed.strip()
    return f"\u201c{text if len(text) <= _QUOTED else text[:_QUOTED] + chr(0x2026)}\u201d"


class Finding(NamedTuple):
    """One thing that is wrong, or that a person should know.

    Attributes:
        rule: short stable name.
        what: what was found, one sentence without a final period.
        fix: what to do about it, one sentence without a final period; may be empty.
        start, end: where in the text it stands, as character offsets; both 0 where it has no place.
    """

    rule: str
    what: str
    fix: str = ""
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        """What and fix, as one line."""
        return f"{self.what}. {self.fix}" if self.fix else self.what
