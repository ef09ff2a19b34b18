"""Days and the periods they lie in: day, week, month, quarter, year; and the words people use for a day."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.findings import quoted

FIRST_DAY = date(1990, 1, 1)
"""Nothing earlier can be logged: no relative value schedule existed (it began in 1992)."""
DAYS_AHEAD = 366
"""How far ahead of today an entry may be dated: further is a slip of the keys."""

_ISO = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", re.ASCII)
_AGO = re.compile(r"^-([0-9]{1,5})$", re.ASCII)
_MONTH_AND_DAY = re.compile(r"^([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{2}|[0-9]{4}))?$", re.ASCII)
_CENTURY = 100
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_WEEKDAY = 3
_MONTH = re.compile(r"^([0-9]{4})-(0[1-9]|1[0-2])$", re.ASCII)
_DECEMBER = 12


class Period(NamedTuple):
    """A run of days, both ends included."""

    first: date
    last: date


def week_of(day: date) -> Period:
    """The week, Monday to Sunday, so that a working week is never split."""
    first = day - timedelta(days=day.weekday())
    return Period(first, first + timedelta(days=6))


def month_of(day: date) -> Period:
    """The calendar month."""
    if day.month == _DECEMBER:
        return Period(day.replace(day=1), day.replace(day=31))
    return Period(day.replace(day=1), day.replace(month=day.month + 1, day=1) - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """The calendar quarter."""
    month = 3 * ((day.month - 1) // 3) + 1
    return Period(date(day.year, month, 1), month_of(date(day.year, month + 2, 1)).last)


def year_of(day: date) -> Period:
    """The calendar year."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def periods_to_date(day: date) -> dict[str, Period]:
    """Day, week, month, quarter, year and contract year, each from its first day to the given one.

    Without a contract the contract year is the calendar year.
    """
    return {
        "day": Period(day, day),
        "week": Period(week_of(day).first, day),
        "month": Period(month_of(day).first, day),
        "quarter": Period(quarter_of(day).first, day),
        "year": Period(year_of(day).first, day),
        "contract_year": Period(year_of(day).first, day),
    }


def parse_day(text: str, today: date) -> date:
    """Read a day as people write it.

    `2026-07-15`, `today`, `yesterday`, `-3` (days ago); `mon` or `monday`: the last one, today included;
    `7/15`: month and day, the last such day; `7/15/26` or `7/15/2026`.

    Raises:
        BadInputError: it is not a day, or lies outside the days that can be logged.
    """
    word = text.strip().lower()
    ago = _AGO.match(word)
    if word in {"today", "yesterday"}:
        day = today - timedelta(days=int(word == "yesterday"))
    elif ago:
        try:
            day = today - timedelta(days=int(ago[1]))
        except OverflowError:
            day = date.min
    elif _ISO.match(word) or _MONTH_AND_DAY.match(word):
        try:
            day = date.fromisoformat(word) if _ISO.match(word) else _month_and_day(word, today)
        except ValueError:
            raise BadInputError(f"There is no day {word}", "Write a day as YYYY-MM-DD") from None
    elif len(word) >= _SHORTEST_WEEKDAY and (weekday := _weekday(word)) is not None:
        day = today - timedelta(days=(today.weekday() - weekday) % 7)
    else:
        raise BadInputError(
            f"{quoted(text)} is not a day",
            "Write YYYY-MM-DD, today, yesterday, mon, 7/15, or -3 for three days ago",
        )
    return check_day(day, today)


def _weekday(word: str) -> int | None:
    """The weekday that a word is the beginning of, 0 for Monday; None where it is of none."""
    return next((place for place, name in enumerate(WEEKDAYS) if name.startswith(word)), None)


def _month_and_day(word: str, today: date) -> date:
    """A day written `7/15` or `7/15/26`; without a year it is the last such day up to today.

    Raises:
        ValueError: there is no such day.
    """
    month, day, *year = (int(part) for part in word.split("/"))
    if year:
        return date(
            year[0] + today.year // _CENTURY * _CENTURY if year[0] < _CENTURY else year[0], month, day
        )
    years = range(today.year, today.year - 8, -1)  # February 29 may lie as far back as that
    days = (date(year, month, day) for year in years if _exists(year, month, day))
    found = next((one for one in days if one <= today), None)
    if found is None:
        raise ValueError(word)
    return found


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def check_day(day: date, today: date) -> date:
    """Give back a day that can be logged.

    Raises:
        BadInputError: it lies before 1990 or more than a year ahead.
    """
    if day < FIRST_DAY:
        raise BadInputError(
            f"{day} is before {FIRST_DAY.year}, when no fee schedule existed", "Check the year of the date"
        )
    if day > today + timedelta(days=DAYS_AHEAD):
        raise BadInputError(f"{day} is more than a year ahead", "Check the year of the date")
    return day


def parse_month(text: str) -> Period:
    """Read a month written `2026-07`.

    Raises:
        BadInputError: it is not a month.
    """
    match = _MONTH.match(text.strip())
    if match is None or int(match[1]) < FIRST_DAY.year:
        raise BadInputError(f"\u201c{text}\u201d is not a month", "Write it as YYYY-MM, such as 2026-07")
    return month_of(date(int(match[1]), int(match[2]), 1))


def parse_year(text: str) -> int:
    """Read a year written with four digits.

    Raises:
        BadInputError: it is not a year.
    """
    word = text.strip()
    if not re.fullmatch(r"[0-9]{4}", word) or int(word) < FIRST_DAY.year:
        raise BadInputError(f"\u201c{text}\u201d is not a year", "Write it as YYYY, such as 2026")
    return int(word)


def months_of(year: int) -> tuple[Period, ...]:
    """The twelve months of a calendar year."""
    return tuple(month_of(date(year, month, 1)) for month in range(1, 13))
