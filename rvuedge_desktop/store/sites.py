"""The user's own places, by name: rows of the log, written through a `Writer`."""

import sqlite3

from rvuedge_desktop.domain.places import Site

_SELECT = "SELECT id, name, pos, locality FROM sites"


def all_sites(connection: sqlite3.Connection) -> tuple[Site, ...]:
    """Every site, by name."""
    return tuple(Site(*row[1:]) for row in connection.execute(f"{_SELECT} ORDER BY name"))


def site_row(connection: sqlite3.Connection, name: str) -> tuple[int, Site] | None:
    """A site with the number of its row, whatever the case of its name; None where there is none."""
    row = connection.execute(f"{_SELECT} WHERE name = ?", (name,)).fetchone()
    return None if row is None else (row[0], Site(*row[1:]))
