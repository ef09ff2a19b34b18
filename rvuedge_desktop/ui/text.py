"""Figures and days as the window writes them."""

from datetime import date, datetime
from decimal import Decimal

NOTHING = Decimal(0)
ABSENT = "\u2013"
"""Stands for a figure that does not exist."""
_MINUS = "\u2212"


def rvu(value: Decimal | None) -> str:
    """An RVU with two decimals, more only where there are more: 1,316.25."""
    if value is None:
        return ABSENT
    places = 2 if value == value.quantize(Decimal("0.01")) else 4
    return f"{value:,.{places}f}"


def money(value: Decimal | None) -> str:
    """Dollars with cents: $1,540.82."""
    if value is None:
        return ABSENT
    return f"{_MINUS if value < 0 else ''}${abs(value):,.2f}"


def long_day(day: date, today: date) -> str:
    """A day as a title: `Wednesday, July 15`, with the year where it is not this one."""
    year = f", {day.year}" if day.year != today.year else ""
    return f"{day:%A, %B} {day.day}{year}"


def short_day(day: date, today: date) -> str:
    """A day inside a sentence: `today`, `yesterday`, `July 15`."""
    if day == today:
        return "today"
    if (today - day).days == 1:
        return "yesterday"
    year = f", {day.year}" if day.year != today.year else ""
    return f"{day:%B} {day.day}{year}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its word: `1 patient`, `8 patients`."""
    return f"{number:,} {one if number == 1 else many}"


def brief_day(day: date, today: date) -> str:
    """A day in a table: `today`, `yesterday`, `Jul 15`, `Jul 15 2025`."""
    words = short_day(day, today)
    if words in {"today", "yesterday"}:
        return words
    return f"{day:%b} {day.day}" + (f" {day.year}" if day.year != today.year else "")


def short_moment(moment: datetime, today: date) -> str:
    """A moment in a table, by the clock on the wall: `today, 10:22`, `Jul 15, 10:22`."""
    return f"{brief_day(moment.date(), today)}, {moment:%H:%M}"
