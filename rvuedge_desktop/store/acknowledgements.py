"""Findings that a person has looked at and lets stand: rows of the log, written through a `Writer`."""

import sqlite3


def all_acknowledgements(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Row number and note of every acknowledged finding, by the finding's key."""
    rows = connection.execute("SELECT finding, id, note FROM acknowledgements")
    return {finding: (number, note) for finding, number, note in rows}
