"""What a user prefers and what a window remembers, as short texts by key. No part of undo."""

import sqlite3


def get(connection: sqlite3.Connection, key: str) -> str | None:
    """The value of a key; None where it was never set."""
    row = connection.execute("SELECT value FROM preferences WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def put(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Set the value of a key."""
    connection.execute(
        "INSERT INTO preferences VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
