"""Quarters of a year, as CMS counts its editions of coding edits."""

import re
from datetime import date
from typing import NamedTuple

_TYPED = re.compile(r"\s*(20[0-9]{2})[\s\-_/]*Q([1-4])\s*", re.IGNORECASE)
_MONTHS = 3


class Quarter(NamedTuple):
    """One quarter.

    Attributes:
        year: four digits.
        number: 1 to 4.
    """

    year: int
    number: int

    @property
    def title(self) -> str:
        """As a person reads it: `2026 Q2`."""
        return f"{self.year} Q{self.number}"

    @property
    def name(self) -> str:
        """As it is typed: `2026Q2`."""
        return f"{self.year}Q{self.number}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, _MONTHS * (self.number - 1) + 1, 1)


def quarter_from(text: str) -> Quarter | None:
    """A quarter from what a person writes, such as `2026Q2` or `2026 q2`; None where it is none."""
    found = _TYPED.fullmatch(text)
    return Quarter(int(found[1]), int(found[2])) if found else None


def quarter_on(day: date) -> Quarter:
    """The quarter that a day lies in."""
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)
