"""What was: every change that touched an entry, those of a period, and the entries that are no more.

Reads only. The record of changes holds each row before and after, as JSON; the day of service is cut out of
that text, which takes a tenth of the time of parsing it.
"""

import sqlite3
from array import array
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.store.changes import Row, RowChange, image_from
from rvuedge_desktop.store.entries import entry_from_image

_AT_ONCE = 500
"""Values bound in one statement, well under every SQLite's limit."""

_HEAD = """
    SELECT c.id, c.at, c.origin, c.actor, c.verb, c.label, c.state, ifnull(r.verb, '')
    FROM changes c LEFT JOIN changes r ON r.id = c.reverts
"""
_BEFORE, _AFTER = (
    f"""substr({image}, instr({image}, '"date":"') + 8, 10)""" for image in ("before", "after")
)
"""The day of service in an image: a quote inside of a text is escaped, so the first such key is the key."""


class Change(NamedTuple):
    """A change as the record keeps it.

    Attributes:
        id: its number; later changes have higher ones.
        at: the moment in UTC, as stored.
        origin: `window` or `command line`.
        actor: the account of the machine; empty where it is not known.
        verb: what was done, such as `edit` or `undo`.
        label: the same in words for the person; that of the change it reverts for undo and redo.
        state: `done`, `undone`, `dropped` (undone, and something else was done since), or `revert`.
        reverts: the verb of the change that an undo or a redo speaks of; empty for any other.
    """

    id: int
    at: str
    origin: str
    actor: str
    verb: str
    label: str
    state: str
    reverts: str


class EntryChange(NamedTuple):
    """What a change did to one entry.

    Attributes:
        change: the change.
        entry_id: number of the entry.
        before, after: the entry; None where it did not exist.
    """

    change: Change
    entry_id: int
    before: Entry | None
    after: Entry | None


class ChangeSpan(NamedTuple):
    """A change and what it touched.

    Attributes:
        change: the change.
        entries: how many entries.
        first, last: their first and last day of service, before or after.
        only: number of the entry, where it is a single one; None otherwise.
    """

    change: Change
    entries: int
    first: date
    last: date
    only: int | None


class RemovedEntry(NamedTuple):
    """An entry that is not in the log now.

    Attributes:
        change: what removed it.
        entry: as it was.
        image: the same as a row, to be put back.
        provider_id: the row of their provider, who may have another name now; None where they are no more.
    """

    change: Change
    entry: Entry
    image: Row
    provider_id: int | None = None

    @property
    def was_taken_back(self) -> bool:
        """Whether nobody removed it: its own logging was undone."""
        return self.change.verb == "undo" and self.change.reverts != "restore"


RemovedKey = tuple[int, int]
"""Number of an entry that is no more, and of the change that removed it."""


def changes_of_entry(connection: sqlite3.Connection, entry_id: int) -> list[EntryChange]:
    """Every change that touched an entry, oldest first; none for one that never was."""
    rows = connection.execute(
        "SELECT change_id, before, after FROM change_rows WHERE row_id = ? AND table_name = 'entries'"
        " ORDER BY change_id, place",
        (entry_id,),
    ).fetchall()
    changes = _changes(connection, [row[0] for row in rows])
    providers = _Providers(connection)
    return [
        _entry_change(changes[number], entry_id, before, after, providers) for number, before, after in rows
    ]


def rows_of_change(connection: sqlite3.Connection, change_id: int, most: int) -> list[EntryChange]:
    """What a change did to entries, in order; at most so many of them."""
    (change,) = _changes(connection, [change_id]).values()
    rows = connection.execute(
        "SELECT row_id, before, after FROM change_rows WHERE change_id = ? AND table_name = 'entries'"
        " ORDER BY place LIMIT ?",
        (change_id, most),
    )
    providers = _Providers(connection)
    return [
        _entry_change(change, entry_id, before, after, providers)
        for entry_id, before, after in rows.fetchall()
    ]


def entry_number(connection: sqlite3.Connection, uid: str) -> int | None:
    """The number of an entry, in the log or no more, by its unique id; None for an unknown one."""
    row = connection.execute("SELECT id FROM entries WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        row = connection.execute(
            "SELECT row_id FROM change_rows WHERE table_name = 'entries' AND after IS NULL"
            " AND json_extract(before, '$.uid') = ? LIMIT 1",
            (uid,),
        ).fetchone()
    return None if row is None else int(row[0])


def change_ids_between(connection: sqlite3.Connection, period: Period, provider: str = "") -> "array[int]":
    """The changes that touched entries of a period of service, before or after; newest first.

    Args:
        connection: the log.
        period: days of service.
        provider: whose entries; empty for all of them.
    """
    days = (period.first.isoformat(), period.last.isoformat())
    images = [f"{_AFTER} BETWEEN ? AND ?", f"{_BEFORE} BETWEEN ? AND ?"]
    values: list[str] = [*days, *days]
    if provider:
        whose = "json_extract({}, '$.provider_id') = (SELECT id FROM providers WHERE name = ?)"
        images = [
            f"({of_day} AND {whose.format(image)})"
            for of_day, image in zip(images, ("after", "before"), strict=True)
        ]
        values = [*days, provider, *days, provider]
    rows = connection.execute(
        f"SELECT DISTINCT change_id FROM change_rows WHERE table_name = 'entries' AND ({' OR '.join(images)})"
        " ORDER BY change_id DESC",
        values,
    )
    return array("q", (row[0] for row in rows))


def change_spans(connection: sqlite3.Connection, change_ids: Sequence[int]) -> list[ChangeSpan]:
    """What some changes touched, in the order of the numbers given; every one of them touched an entry."""
    changes = _changes(connection, change_ids)
    spans: dict[int, ChangeSpan] = {}
    for some in _portions(change_ids):
        # An entry that was added or removed has one of the two days.
        rows = connection.execute(
            "SELECT change_id, count(DISTINCT row_id), min(ifnull(min(old, new), ifnull(old, new))),"
            " max(ifnull(max(old, new), ifnull(old, new))), min(row_id)"
            f" FROM (SELECT change_id, row_id, {_BEFORE} AS old, {_AFTER} AS new FROM change_rows"
            f" WHERE table_name = 'entries' AND change_id IN ({_places(some)})) GROUP BY change_id",
            some,
        )
        for number, entries, first, last, only in rows:
            spans[number] = ChangeSpan(
                changes[number],
                entries,
                date.fromisoformat(first),
                date.fromisoformat(last),
                only if entries == 1 else None,
            )
    return [spans[number] for number in change_ids]


_GONE = """
    SELECT row_id, max(change_id) AS change_id FROM change_rows INDEXED BY change_rows_by_row
    WHERE table_name = 'entries' AND row_id NOT IN (SELECT id FROM entries)
"""


def removed_keys(connection: sqlite3.Connection, period: Period | None = None) -> list[RemovedKey]:
    """The entries that are no more, the last removed first; those of a period of service, or all."""
    # Only an index is read, until there is a day to look at.
    sql = f"{_GONE} GROUP BY row_id"
    values: tuple[str, ...] = ()
    if period:
        sql = (
            f"SELECT row_id, change_id FROM ({sql}) JOIN change_rows INDEXED BY change_rows_by_row"
            f" USING (row_id, change_id) WHERE table_name = 'entries' AND after IS NULL"
            f" AND {_BEFORE} BETWEEN ? AND ?"
        )
        values = (period.first.isoformat(), period.last.isoformat())
    rows = connection.execute(f"{sql} ORDER BY change_id DESC, row_id", values)
    return [(row[0], row[1]) for row in rows]


def removed_key(connection: sqlite3.Connection, entry_id: int) -> RemovedKey | None:
    """The key of one entry that is no more; None where it is in the log, or never was."""
    row = connection.execute(f"{_GONE} AND row_id = ?", (entry_id,)).fetchone()
    return None if row[0] is None else (row[0], row[1])


def removed_entries(connection: sqlite3.Connection, keys: Sequence[RemovedKey]) -> list[RemovedEntry]:
    """Entries that are no more, as they were at the end, in the order of their keys."""
    changes = _changes(connection, [change_id for _, change_id in keys])
    providers = _Providers(connection)
    found = []
    for entry_id, change_id in keys:
        (text,) = connection.execute(
            "SELECT before FROM change_rows INDEXED BY change_rows_by_row"
            " WHERE row_id = ? AND table_name = 'entries' AND change_id = ? AND after IS NULL",
            (entry_id, change_id),
        ).fetchone()
        image = image_from(text)
        assert image is not None  # noqa: S101 - what was removed was there
        entry = entry_from_image(image, providers.name_at(image, change_id))
        now = providers.number_now(image, change_id)
        found.append(RemovedEntry(changes[change_id], entry, image, now))
    return found


def _changes(connection: sqlite3.Connection, change_ids: Sequence[int]) -> dict[int, Change]:
    found: dict[int, Change] = {}
    for some in _portions(list(dict.fromkeys(change_ids))):
        for row in connection.execute(f"{_HEAD} WHERE c.id IN ({_places(some)})", some):
            found[row[0]] = Change(*row)
    return found


def _entry_change(
    change: Change, entry_id: int, before: str | None, after: str | None, providers: "_Providers"
) -> EntryChange:
    old, new = (
        None if image is None else entry_from_image(image, providers.name_at(image, change.id))
        for image in (image_from(before), image_from(after))
    )
    return EntryChange(change, entry_id, old, new)


class _Providers:
    """The names of providers as they were: the number of one that was undone is given to the next."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._now: dict[int, tuple[str, str]] = {
            number: (name, made)
            for number, name, made in connection.execute("SELECT id, name, created_at FROM providers")
        }
        self._then: dict[int, list[tuple[int, RowChange]]] = {}

    def name_at(self, image: Row, change_id: int) -> str:
        """The name of an entry's provider at a change."""
        known = self._at(image, change_id)
        return str(known["name"]) if known else self._now.get(_provider_of(image), ("", ""))[0]

    def number_now(self, image: Row, change_id: int) -> int | None:
        """The number of that provider, whatever they are called now; None where they are no more."""
        number, known = _provider_of(image), self._at(image, change_id)
        if number not in self._now:
            return None
        return number if known is None or known["created_at"] == self._now[number][1] else None

    def _at(self, image: Row, change_id: int) -> Row | None:
        """An entry's provider at a change; None where no change ever touched them."""
        number = _provider_of(image)
        if number not in self._then:
            self._then[number] = self._read(number)
        rows = self._then[number]
        earlier = [row for moment, row in rows if moment <= change_id]
        return earlier[-1].after or earlier[-1].before if earlier else rows[0][1].before if rows else None

    def _read(self, number: int) -> list[tuple[int, RowChange]]:
        rows = self._connection.execute(
            "SELECT change_id, before, after FROM change_rows"
            " WHERE row_id = ? AND table_name = 'providers' ORDER BY change_id, place",
            (number,),
        )
        return [
            (change_id, RowChange("providers", number, image_from(before), image_from(after)))
            for change_id, before, after in rows
        ]


def _provider_of(image: Row) -> int:
    number = image["provider_id"]
    assert isinstance(number, int)  # noqa: S101 - the column is an INTEGER
    return number


def _portions(values: Sequence[int]) -> list[Sequence[int]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]


def _places(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
