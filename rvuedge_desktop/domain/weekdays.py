"""Days of the week, and the days of a period that fall on some of them."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period, parse_day

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
WORKING_DAYS = EVERY_DAY[:5]
"""Days of the week are numbers from Monday, 1, to Sunday, 7."""
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SHORTEST_NAME = 2
_TO = ".."
_MOST_DAYS = 3660
"""A longer range than ten years is a slip of the keys."""


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Read days of the week: `24`, `1-5`, `mon wed`, `tue-thu`, in any mixture; gives them in order.

    Raises:
        BadInputError: it names none.
    """
    found: set[int] = set()
    for part in re.split(r"[\s,;]+", text.strip().lower()):
        first, dash, last = part.partition("-")
        if not dash and part.isascii() and part.isdigit():
            found.update(_weekday(digit, text) for digit in part)
        else:
            begin, end = _weekday(first, text), _weekday(last if dash else first, text)
            # `sat-mon` goes over the end of the week.
            found.update((begin - 1 + step) % 7 + 1 for step in range((end - begin) % 7 + 1))
    return tuple(sorted(found))


def _weekday(word: str, text: str) -> int:
    if word in {str(one) for one in EVERY_DAY}:
        return int(word)
    fits = [place for place, name in enumerate(NAMES, 1) if name.lower().startswith(word)]
    if len(word) < _SHORTEST_NAME or len(fits) != 1:
        raise BadInputError(
            f"\u201c{text.strip()}\u201d names no days of the week",
            "Write 1-5, 24 or mon wed; 1 is Monday and 7 is Sunday",
        )
    return fits[0]


def weekday_digits(weekdays: Collection[int]) -> str:
    """Days of the week as they are stored: `24`."""
    return "".join(str(one) for one in sorted(weekdays))


def weekdays_text(weekdays: Collection[int]) -> str:
    """Days of the week in words: `Monday to Friday`, `Tuesday, Thursday`."""
    chosen = tuple(sorted(weekdays))
    if chosen == EVERY_DAY:
        return "every day"
    if chosen == WORKING_DAYS:
        return f"{NAMES[0]} to {NAMES[4]}"
    return ", ".join(NAMES[one - 1] for one in chosen)


def parse_range(text: str, today: date) -> Period:
    """Read a run of days: `2026-07-06..2026-07-10`, or a single day, each as `parse_day` takes it.

    Raises:
        BadInputError: it is none, ends before it begins, or is longer than any plan.
    """
    first, dots, last = text.partition(_TO)
    begin = parse_day(first, today)
    end = parse_day(last, today) if dots else begin
    if end < begin:
        raise BadInputError(f"{end} is before {begin}", "Write the earlier day first")
    if (end - begin).days >= _MOST_DAYS:
        raise BadInputError(f"{begin}..{end} is too long", "Choose a year at the most")
    return Period(begin, end)


def days_of(period: Period, weekdays: Collection[int] = EVERY_DAY) -> tuple[date, ...]:
    """The days of a period that fall on some days of the week."""
    length = (period.last - period.first).days + 1
    days = (period.first + timedelta(days=step) for step in range(length))
    return tuple(day for day in days if day.isoweekday() in weekdays)
