"""Providers on disk: rows of the log, written through a `Writer`."""

import sqlite3
from typing import NamedTuple

from rvuedge_desktop.domain.payees import payee_from
from rvuedge_desktop.domain.providers import Provider
from rvuedge_desktop.store.changes import Row


class ProviderRow(NamedTuple):
    """A provider with what only the file knows.

    Attributes:
        id: number of the row; that of a removed provider may be given anew.
        created_at: when it was made, which with the number tells it from every other one.
        provider: who.
    """

    id: int
    created_at: str
    provider: Provider


def all_providers(connection: sqlite3.Connection) -> tuple[ProviderRow, ...]:
    """Every provider of the log, in order of creation."""
    rows = connection.execute(
        "SELECT id, created_at, name, specialty, credentials, stage, locality, basis FROM providers"
        " ORDER BY id"
    )
    return tuple(
        ProviderRow(row[0], row[1], Provider(row[2], row[3], row[4], row[5], row[6], payee_from(row[7])))
        for row in rows
    )


def provider_columns(provider: Provider) -> Row:
    """A provider as stored columns."""
    return {
        "name": provider.name,
        "specialty": provider.specialty,
        "credentials": provider.credentials,
        "stage": provider.stage,
        "locality": provider.locality,
        "basis": provider.payee.text,
    }


def has_entries(connection: sqlite3.Connection, provider_id: int) -> bool:
    """Tell whether any entry is a provider's. The sums by day tell, which are few."""
    found: int = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM day_totals WHERE provider_id = ? AND entries > 0)", (provider_id,)
    ).fetchone()[0]
    return bool(found)


def clinics_of(connection: sqlite3.Connection, name: str) -> tuple[int, ...]:
    """The rows of the clinics that a provider holds, whatever the case of A to Z in the name."""
    return tuple(row[0] for row in connection.execute("SELECT id FROM clinics WHERE provider = ?", (name,)))
