"""Codes of the user's own, with work RVUs of their own: for what no schedule has, such as a night of call.

They look like codes so that they are typed like any: Z and four digits, or Z, three digits and a letter. No
code of either level of HCPCS begins with Z.
"""

import re
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.amounts import RVU_SCALE
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.pricing import Price

CUSTOM_REASON = "a code of your own"
"""Why an entry of such a code has no Medicare amount: none is wanted of it."""
CUSTOM_PRICE = Price(None, None, reason=CUSTOM_REASON)
"""What any schedule says of such a code."""

LONGEST_TITLE = 60
MOST_WRVU = Decimal(1000)
"""More for one unit is a slip of the keys."""

_CODE = re.compile(r"Z[0-9]{3}[0-9A-Z]", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]*)?|\.[0-9]+", re.ASCII)
_STEP = Decimal(1).scaleb(-RVU_SCALE)
_LAST_NUMBER = 9999


class CustomCode(NamedTuple):
    """A code of the user's own.

    Attributes:
        code: five characters, of which the first is Z.
        title: what the user calls it.
        wrvu: their own work RVUs of one unit. Never part of another figure.
    """

    code: str
    title: str
    wrvu: Decimal

    def wrvu_of(self, units: int) -> Decimal:
        """Own work RVUs of some units."""
        return self.wrvu * units


def is_custom_code(text: str) -> bool:
    """Tell whether a text has the form of a code of the user's own; there may be none of that number."""
    return _CODE.fullmatch(text) is not None


def checked_code(typed: str, taken: Collection[str]) -> str:
    """The code that was typed, upper case; the next free one where nothing was.

    Args:
        typed: as a person writes it.
        taken: the codes there are, for the next one.

    Raises:
        BadInputError: it has not the form of such a code.
    """
    code = typed.strip().upper()
    if not code:
        return next_code(taken)
    if not is_custom_code(code):
        raise BadInputError(
            f"\u201c{typed.strip()}\u201d can't be a code of your own",
            "Write Z and four digits such as Z0001, or leave it away for the next free one",
            "Nothing was changed",
        )
    return code


def next_code(taken: Collection[str]) -> str:
    """The lowest number that is free.

    Raises:
        BadInputError: all of them are taken.
    """
    for number in range(1, _LAST_NUMBER + 1):
        code = f"Z{number:04}"
        if code not in taken:
            return code
    raise BadInputError("Every number from Z0001 to Z9999 is taken", "Write one with a letter, such as Z000A")


def checked_title(typed: str) -> str:
    """What the user calls a code, blanks at the ends left away.

    Raises:
        BadInputError: it is empty, too long, or does not stand in one line.
    """
    title = typed.strip()
    if not title:
        raise BadInputError(
            "A code of your own needs a title", "Write what it is, such as Call, weekday night"
        )
    if len(title) > LONGEST_TITLE:
        raise BadInputError(
            f"A title of {len(title)} characters is too long", f"Keep it to {LONGEST_TITLE} characters"
        )
    if not title.isprintable():
        raise BadInputError("A title stands in one line", "Take out what can't be printed")
    return title


def parse_wrvu(typed: str) -> Decimal:
    """Work RVUs of one unit, as typed.

    Raises:
        BadInputError: it is no number from 0 to 1000 with four decimals at most.
    """
    text = typed.strip()
    fix = f"Write a number from 0 to {MOST_WRVU}, such as 2 or 1.25"
    if not text:
        raise BadInputError("A code of your own needs its wRVU", fix)
    if not _NUMBER.fullmatch(text):
        raise BadInputError(f"\u201c{text}\u201d is not a number of wRVU", fix)
    return checked_wrvu(Decimal(text))


def checked_wrvu(wrvu: Decimal) -> Decimal:
    """Work RVUs of one unit that can be kept.

    Raises:
        BadInputError: they are negative, too many, or finer than four decimals.
    """
    if not 0 <= wrvu <= MOST_WRVU:
        raise BadInputError(f"A unit can't be worth {wrvu} wRVU", f"Write a number from 0 to {MOST_WRVU}")
    if wrvu.quantize(_STEP) != wrvu:
        raise BadInputError(f"{wrvu} has more than {RVU_SCALE} decimals", "Leave the last ones away")
    return wrvu


def rescaled(wrvu: Decimal, units: int, before: int) -> Decimal:
    """Own work RVUs of other units of the same entry: the value of a unit stays what it was.

    Args:
        wrvu: of all units before.
        units: how many there are now.
        before: how many there were.
    """
    return (wrvu * units / before).quantize(_STEP, rounding=ROUND_HALF_UP)
