"""Short names and what they stand for: rows of the log, written through a `Writer`."""

import sqlite3

from rvuedge_desktop.domain.shortcuts import Shortcut

_SELECT = "SELECT id, name, title, line FROM shortcuts"


def all_shortcuts(connection: sqlite3.Connection) -> tuple[Shortcut, ...]:
    """Every shortcut, by name."""
    return tuple(Shortcut(*row[1:]) for row in connection.execute(f"{_SELECT} ORDER BY name"))


def shortcut_row(connection: sqlite3.Connection, name: str) -> tuple[int, Shortcut] | None:
    """A shortcut with the number of its row, whatever the case of its name; None where there is none."""
    row = connection.execute(f"{_SELECT} WHERE name = ?", (name,)).fetchone()
    return None if row is None else (row[0], Shortcut(*row[1:]))
