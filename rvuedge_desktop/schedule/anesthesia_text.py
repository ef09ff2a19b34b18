"""The text of anesthesia: base units of each code, and the factors of localities by year."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rvuedge_desktop.domain.anesthesia import BaseUnits
from rvuedge_desktop.schedule.bundled_text import read_rows
from rvuedge_desktop.schedule.rate_fields import decimal_from

BASE_UNITS_FILE, LOCAL_FACTORS_FILE = "anesthesia_base_units.csv", "anesthesia_factors.csv"
BASE_UNIT_COLUMNS = ("code", "base_units", "year")
LOCAL_FACTOR_COLUMNS = ("first_day", "mac", "locality", "factor")


class LocalFactor(NamedTuple):
    """Dollars for an anesthesia unit in a locality, from a day on.

    Attributes:
        first_day: first day of service it holds for.
        locality: contractor and number, `15202-00`.
        factor: dollars.
    """

    first_day: date
    locality: str
    factor: Decimal


def read_base_units(path: Path) -> Iterator[tuple[str, BaseUnits]]:
    """Each code with its base units, in the file's order.

    Raises:
        BadInputError: a line is not as it must be; the message names it.
        OperationFailedError: the file can't be read.
    """
    return read_rows(path, BASE_UNIT_COLUMNS, _base_units_from)


def _base_units_from(texts: list[str]) -> tuple[str, BaseUnits]:
    code, units, year = texts
    return code, BaseUnits(int(units), int(year))


def read_local_factors(path: Path) -> Iterator[LocalFactor]:
    """The factors of every locality and year, in the file's order. Raises as `read_base_units`."""
    return read_rows(path, LOCAL_FACTOR_COLUMNS, _local_factor_from)


def _local_factor_from(texts: list[str]) -> LocalFactor:
    first_day, mac, locality, factor = texts
    return LocalFactor(date.fromisoformat(first_day), f"{mac}-{locality}", decimal_from(factor))
