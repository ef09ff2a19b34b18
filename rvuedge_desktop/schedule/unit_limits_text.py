"""The text of unit limits: the most units of a code that Medicare expects of one patient."""

import re
from collections.abc import Iterator
from pathlib import Path

from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.unit_limits import Adjudication, UnitLimit
from rvuedge_desktop.schedule.bundled_text import read_rows

UNIT_LIMITS_FILE = "unit_limits.csv"
UNIT_LIMIT_COLUMNS = ("code", "units", "adjudication", "quarter")
"""Adjudication is CMS's indicator; the quarter, as 2026Q2, is that of the file that the row stands in."""

_ADJUDICATIONS: dict[str, Adjudication] = {"1": "line", "2": "day, by policy", "3": "day, by practice"}
_QUARTER = re.compile(r"(20[0-9]{2})Q([1-4])")
_UNITS = re.compile(r"[0-9]{1,6}")


def read_unit_limits(path: Path) -> Iterator[UnitLimit]:
    """Each limit, in the file's order.

    Raises:
        BadInputError: a line is not as it must be; the message names it.
        OperationFailedError: the file can't be read.
    """
    return read_rows(path, UNIT_LIMIT_COLUMNS, limit_from)


def limit_from(texts: list[str]) -> UnitLimit:
    """A limit from the cells of a line.

    Raises:
        ValueError: they are none.
    """
    code, units, indicator, quarter = texts
    told = _QUARTER.fullmatch(quarter)
    if not is_code(code) or not _UNITS.fullmatch(units) or indicator not in _ADJUDICATIONS or not told:
        raise ValueError(f"{', '.join(texts)} is not a limit of units")
    source = f"NCCI unit limits, {told[1]} Q{told[2]}"
    return UnitLimit(code, int(units), _ADJUDICATIONS[indicator], source)
