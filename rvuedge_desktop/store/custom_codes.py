"""The user's own codes and the entries that have them: rows of the log, written through a `Writer`."""

import sqlite3
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.amounts import RVU_SCALE, from_scaled, to_scaled
from rvuedge_desktop.domain.custom_codes import CustomCode
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.store.changes import Row

_SELECT = "SELECT id, code, title, wrvu_e4 FROM custom_codes"


def all_codes(connection: sqlite3.Connection) -> tuple[CustomCode, ...]:
    """Every code of the user's own, in order."""
    return tuple(_code(row) for row in connection.execute(f"{_SELECT} ORDER BY code"))


def code_row(connection: sqlite3.Connection, code: str) -> tuple[int, CustomCode] | None:
    """A code with the number of its row; None where there is none."""
    row = connection.execute(f"{_SELECT} WHERE code = ?", (code,)).fetchone()
    return None if row is None else (row[0], _code(row))


def _code(row: tuple[int, str, str, int]) -> CustomCode:
    return CustomCode(row[1], row[2], from_scaled(row[3], RVU_SCALE))


def wrvu_row(wrvu: Decimal | None) -> Row:
    """Own work RVUs of all units of an entry, as a stored column."""
    return {"custom_wrvu_e4": None if wrvu is None else to_scaled(wrvu, RVU_SCALE)}


def code_values(kept: CustomCode) -> Row:
    """A code as stored columns."""
    return {"code": kept.code, "title": kept.title, "wrvu_e4": to_scaled(kept.wrvu, RVU_SCALE)}


class Uses(NamedTuple):
    """The entries that have a code.

    Attributes:
        entries: how many.
        last: the last day of them; None where there are none.
    """

    entries: int
    last: date | None


def uses_of(connection: sqlite3.Connection, code: str) -> Uses:
    """How many entries have a code, and until when."""
    count, last = connection.execute(
        "SELECT count(*), max(date) FROM entries WHERE code = ?", (code,)
    ).fetchone()
    return Uses(count, None if last is None else date.fromisoformat(last))


def units_of(connection: sqlite3.Connection, code: str, period: Period) -> list[tuple[int, int]]:
    """Number and units of each entry of a code in a period, in order."""
    return list(
        connection.execute(
            "SELECT id, patients * units_each FROM entries"
            " WHERE code = ? AND date BETWEEN ? AND ? ORDER BY id",
            (code, period.first.isoformat(), period.last.isoformat()),
        )
    )
