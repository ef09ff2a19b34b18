"""Clinics that come round: rows of the log, written through a `Writer`."""

import sqlite3
from datetime import date

from rvuedge_desktop.domain.clinics import Clinic
from rvuedge_desktop.domain.weekdays import weekday_digits
from rvuedge_desktop.store.changes import Row

_COLUMNS = "id, name, provider, weekdays, every_weeks, first_day, last_day, lines"


def clinic_values(clinic: Clinic) -> Row:
    """A clinic as columns."""
    return {
        "name": clinic.name,
        "provider": clinic.provider,
        "weekdays": weekday_digits(clinic.weekdays),
        "every_weeks": clinic.every_weeks,
        "first_day": clinic.first_day.isoformat(),
        "last_day": None if clinic.last_day is None else clinic.last_day.isoformat(),
        "lines": "\n".join(clinic.lines),
    }


def clinic_rows(connection: sqlite3.Connection) -> list[tuple[int, Clinic]]:
    """Every clinic with the number of its row, by name."""
    return [
        (
            number,
            Clinic(
                name,
                provider,
                tuple(map(int, weekdays)),
                every_weeks,
                date.fromisoformat(first_day),
                None if last_day is None else date.fromisoformat(last_day),
                tuple(lines.split("\n")),
            ),
        )
        for number, name, provider, weekdays, every_weeks, first_day, last_day, lines in connection.execute(
            f"SELECT {_COLUMNS} FROM clinics ORDER BY name"
        )
    ]


def has_clinics(connection: sqlite3.Connection) -> bool:
    """Whether the log has any clinic at all."""
    return connection.execute("SELECT 1 FROM clinics LIMIT 1").fetchone() is not None


def clinic_number(connection: sqlite3.Connection, name: str) -> int | None:
    """The row of a clinic, whatever the case of its name; None where there is none."""
    row = connection.execute("SELECT id FROM clinics WHERE name = ?", (name,)).fetchone()
    return None if row is None else int(row[0])


def is_logged_as(connection: sqlite3.Connection, day: date, sign: str, clinic: Clinic) -> bool:
    """Whether a clinic's provider has an entry on a day that a change called by the clinic logged.

    Args:
        connection: the log.
        day: the day of service.
        sign: what stands before the clinic's name in the label of such a change.
        clinic: as it is now; a label has the name that it had at the time.
    """
    row = connection.execute(
        "SELECT 1 FROM entries e"
        " JOIN change_rows r ON r.row_id = e.id AND r.table_name = 'entries' AND r.before IS NULL"
        " JOIN changes c ON c.id = r.change_id"
        " JOIN clinics k ON k.name = ?"
        " WHERE e.date = ? AND e.provider_id = (SELECT id FROM providers WHERE name = ?)"
        # The number of a clinic that is no more may be given again: when it was made tells them apart.
        " AND c.label = ? || (SELECT json_extract(n.after, '$.name') FROM change_rows n"
        " WHERE n.row_id = k.id AND n.table_name = 'clinics' AND n.change_id < c.id"
        " AND json_extract(n.after, '$.created_at') = k.created_at"
        " ORDER BY n.change_id DESC, n.place DESC LIMIT 1) LIMIT 1",
        (clinic.name, day.isoformat(), clinic.provider, sign),
    ).fetchone()
    return row is not None
