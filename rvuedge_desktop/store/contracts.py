"""Contracts on disk: each as the text that a person could have written, by provider and first day."""

import sqlite3


def contract_bodies(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Number, provider and text of every contract, by provider and first day."""
    rows = connection.execute("SELECT id, provider, body FROM contracts ORDER BY provider, first_day")
    return [(number, provider, body) for number, provider, body in rows]
