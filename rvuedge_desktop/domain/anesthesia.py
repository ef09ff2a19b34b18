"""Anesthesia: base units and minutes, times a factor of its own.

Source: 42 CFR 414.46; Medicare Claims Processing Manual, chapter 12, section 50. One unit for 15 minutes,
to a tenth; no units for physical status or age.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.amounts import round_cents

MINUTES_OF_A_UNIT = 15
SUPERVISED_UNITS = 3
"""Base units of each procedure under modifier AD: more than four at once, time not counted."""

ADD_ONS = frozenset({"01953", "01968", "01969"})
"""Anesthesia codes that are paid beside another one with their own base units."""

_TENTH = Decimal("0.1")


def time_units(minutes: int) -> Decimal:
    """Units for minutes, to a tenth, half up: 129 minutes are 8.6 units."""
    return (Decimal(minutes) / MINUTES_OF_A_UNIT).quantize(_TENTH, rounding=ROUND_HALF_UP)


class BaseUnits(NamedTuple):
    """What a code weighs before any time.

    Attributes:
        units: whole units.
        year: the year for which CMS published them.
    """

    units: int
    year: int


def anesthesia_amount(base_units: int, minutes: int, factor: Decimal) -> Decimal:
    """Dollars to the cent.

    Args:
        base_units: of the code.
        minutes: of anesthesia time.
        factor: dollars for a unit, of the locality.
    """
    return round_cents((base_units + time_units(minutes)) * factor)
