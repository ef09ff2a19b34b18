"""Codes that are not paid together for one patient on one day: the procedure-to-procedure edits of NCCI."""

from datetime import date
from typing import Literal, NamedTuple

PairRule = Literal["never", "with a modifier", "not applicable"]
"""Whether a modifier lets both be paid (CMS's indicator 0, 1, 9)."""


class CodePair(NamedTuple):
    """One pair.

    Attributes:
        first: column one, the code that is paid.
        second: column two, the code that is not.
        rule: whether a modifier lets both be paid.
        first_day: first day of service it holds for; None where the file does not say.
        last_day: last day of service it holds for; None where it has no end.
        rationale: CMS's reason, by its short name; empty where the file does not say.
        source: the file it stands in and its quarter, such as `NCCI pairs, 2024 Q3`.
    """

    first: str
    second: str
    rule: PairRule
    first_day: date | None
    last_day: date | None
    rationale: str
    source: str
