"""Codes that are not paid together for one patient on one day: the procedure-to-procedure edits of NCCI."""

from datetime import date
from typing import Literal, NamedTuple

from rvuedge_desktop.domain.quarters import Quarter, quarter_on

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
        quarter: of the file; None where nothing says it.
    """

    first: str
    second: str
    rule: PairRule
    first_day: date | None
    last_day: date | None
    rationale: str
    source: str
    quarter: Quarter | None = None

    def is_sure_on(self, day: date) -> bool:
        """Tell whether the file can know that it holds on a day.

        CMS adds pairs and ends them every quarter: a file knows nothing of later ones, and of earlier ones
        only where it says the first day.
        """
        if self.quarter is None:
            return True
        on = quarter_on(day)
        return self.last_day is not None if on > self.quarter else bool(self.first_day) or on == self.quarter
