"""Totals, from the sums by day that the log's triggers keep: their cost does not grow with the log."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rvuedge_desktop.domain.amounts import CENT_SCALE, RVU_SCALE, from_scaled
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.tallies import Tally

_COLUMNS = (
    "entries, units, schedule_wrvu_e4, medicare_cents, unpriced, without_wrvu, credited_wrvu_e4, uncredited,"
    " customs, custom_wrvu_e4"
)
_SUMS = ", ".join(f"ifnull(sum({column}), 0)" for column in _COLUMNS.split(", "))
_PROVIDER = " AND provider_id = (SELECT id FROM providers WHERE name = ?)"


def _tally(row: tuple[int, ...]) -> Tally:
    entries, units, wrvu, cents, unpriced, without_wrvu, credited, uncredited, customs, custom = row
    return Tally(
        entries,
        units,
        from_scaled(wrvu, RVU_SCALE),
        from_scaled(cents, CENT_SCALE),
        unpriced,
        without_wrvu,
        from_scaled(credited, RVU_SCALE),
        uncredited,
        customs,
        from_scaled(custom, RVU_SCALE),
    )


def tally_between(connection: sqlite3.Connection, period: Period, provider: str = "") -> Tally:
    """What a period adds up to, for all providers or the one named."""
    sql = f"SELECT {_SUMS} FROM day_totals WHERE date BETWEEN ? AND ?"
    values = [period.first.isoformat(), period.last.isoformat()]
    if provider:
        sql += _PROVIDER
        values.append(provider)
    return _tally(connection.execute(sql, values).fetchone())


def credited_between(connection: sqlite3.Connection, period: Period, provider: str) -> Decimal:
    """What contracts credit of a provider's period."""
    row = connection.execute(
        f"SELECT ifnull(sum(credited_wrvu_e4), 0) FROM day_totals WHERE date BETWEEN ? AND ?{_PROVIDER}",
        (period.first.isoformat(), period.last.isoformat(), provider),
    ).fetchone()
    return from_scaled(row[0], RVU_SCALE)


def tallies_by_day(
    connection: sqlite3.Connection, period: Period, provider: str = ""
) -> Iterator[tuple[date, Tally]]:
    """Each day of a period that has entries, with what it adds up to."""
    sql = f"SELECT date, {_SUMS} FROM day_totals WHERE entries > 0 AND date BETWEEN ? AND ?"
    values = [period.first.isoformat(), period.last.isoformat()]
    if provider:
        sql += _PROVIDER
        values.append(provider)
    for row in connection.execute(f"{sql} GROUP BY date ORDER BY date", values):
        yield date.fromisoformat(row[0]), _tally(row[1:])


def providers_between(connection: sqlite3.Connection, period: Period) -> tuple[str, ...]:
    """The providers who have entries in a period, in order of creation."""
    rows = connection.execute(
        "SELECT name FROM providers WHERE id IN (SELECT provider_id FROM day_totals"
        " WHERE entries > 0 AND date BETWEEN ? AND ?) ORDER BY id",
        (period.first.isoformat(), period.last.isoformat()),
    )
    return tuple(row[0] for row in rows)
