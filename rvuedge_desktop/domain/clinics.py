"""Clinics that come round: which days of the week, every how many weeks, from when to when."""

from datetime import date
from typing import NamedTuple

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import parse_day, week_of
from rvuedge_desktop.domain.weekdays import weekdays_text

MOST_WEEKS = 52
LONGEST_NAME = 60
_DAYS_A_WEEK = 7


class Clinic(NamedTuple):
    """A clinic that comes round.

    Attributes:
        name: the user's own; names that differ in case are the same.
        provider: who holds it.
        weekdays: 1 for Monday to 7 for Sunday, in order.
        every_weeks: 1 for every week, counted from the week of the first day.
        first_day: it is not held before.
        last_day: it is not held after; None where no end is known.
        lines: the usual encounters, as one would type them.
    """

    name: str
    provider: str
    weekdays: tuple[int, ...]
    every_weeks: int
    first_day: date
    last_day: date | None
    lines: tuple[str, ...]

    def meets(self, day: date) -> bool:
        """Whether it is held on a day."""
        if day < self.first_day or (self.last_day is not None and day > self.last_day):
            return False
        weeks = (week_of(day).first - week_of(self.first_day).first).days // _DAYS_A_WEEK
        return day.isoweekday() in self.weekdays and weeks % self.every_weeks == 0

    @property
    def when(self) -> str:
        """When it is held, in words."""
        days = weekdays_text(self.weekdays)
        if self.every_weeks > 1:
            days += f", every {self.every_weeks} weeks"
        end = "" if self.last_day is None else f" to {self.last_day}"
        return f"{days}, from {self.first_day}{end}"


def checked_clinic(clinic: Clinic) -> Clinic:
    """Give back a clinic that can be held at all. Its lines and its provider are not looked at.

    Raises:
        BadInputError: it has no name, no day or no line, or its numbers are none.
    """
    if not clinic.name or not clinic.name.isprintable() or len(clinic.name) > LONGEST_NAME:
        raise BadInputError(
            f"\u201c{clinic.name[:LONGEST_NAME]}\u201d can't be the name of a clinic",
            f"Write up to {LONGEST_NAME} characters, such as Tuesday clinic",
        )
    if not clinic.weekdays:
        raise BadInputError("A clinic needs a day of the week", "Name at least one, such as tue")
    if not 1 <= clinic.every_weeks <= MOST_WEEKS:
        raise BadInputError(
            f"Every {clinic.every_weeks} weeks can't be kept", f"Write a number from 1 to {MOST_WEEKS}"
        )
    if clinic.last_day is not None and clinic.last_day < clinic.first_day:
        raise BadInputError(
            f"{clinic.last_day} is before {clinic.first_day}", "A clinic ends after it begins"
        )
    if not clinic.lines:
        raise BadInputError("A clinic needs its usual lines", "Write at least one, such as 99213x12")
    return clinic


def parse_last_day(text: str, today: date) -> date | None:
    """Read the last day of a clinic, which may lie years ahead; None where none is named.

    Raises:
        BadInputError: it is not a day.
    """
    word = text.strip()
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        return parse_day(word, today)
