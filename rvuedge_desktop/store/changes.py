"""Every change to the log goes through here: rows before and after, for undo, redo and the record.

A change is one transaction. Undoing one writes another (`revert`), so the record only ever grows.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from os import urandom
from time import time_ns
from typing import TYPE_CHECKING, Literal, NamedTuple

from rvuedge_desktop.domain.errors import BadInputError

if TYPE_CHECKING:
    from json import JSONDecoder, JSONEncoder

Value = str | int | None
Row = dict[str, Value]
Direction = Literal["undo", "redo"]

_KEY = {
    "entries": "id",
    "providers": "id",
    "sites": "id",
    "contracts": "id",
    "shortcuts": "id",
    "clinics": "id",
    "custom_codes": "id",
    "acknowledgements": "id",
}
"""The tables that can be changed, and the key of each."""


def now_text() -> str:
    """This moment in UTC, as it is stored."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_uid() -> str:
    """A unique id of 32 hexadecimal digits, ordered by time so that an index of them grows at its end."""
    return f"{time_ns() // 1_000_000:012x}{urandom(10).hex()}"


class RowChange(NamedTuple):
    """One row before and after; None where it did not exist."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None


class ChangeSet(NamedTuple):
    """What one transaction did.

    Attributes:
        id: number of the change.
        verb: what was done, such as `add` or `undo`.
        label: the same in words for the person: `Logged 90853`.
        rows: every row it touched, in order.
    """

    id: int
    verb: str
    label: str
    rows: tuple[RowChange, ...]

    def days(self) -> frozenset[str]:
        """The days of service that it touched, as stored."""
        images = (image for row in self.rows if row.table == "entries" for image in (row.before, row.after))
        return frozenset(str(image["date"]) for image in images if image is not None)

    def entry_ids(self) -> tuple[int, ...]:
        """The entries that exist after it, among those it touched."""
        return tuple(row.row_id for row in self.rows if row.table == "entries" and row.after is not None)


class Writer:
    """The only way to write to the log; keeps the images of every row it touches.

    Attributes:
        connection: the log, inside a transaction.
        rows: what was done so far.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write inside a transaction that has begun."""
        self.connection = connection
        self.rows: list[RowChange] = []
        self._places: dict[tuple[str, int], int] = {}

    def insert(self, table: str, values: Row) -> int:
        """Add a row; gives its number. A row put back by an undo brings its number with it."""
        row_id = self.connection.execute(_insertion(table, tuple(values)), tuple(values.values())).lastrowid
        assert row_id is not None  # noqa: S101 - an INSERT that did not raise has one
        self._append(RowChange(table, row_id, None, {_KEY[table]: row_id, **values}))
        return row_id

    def update(self, table: str, row_id: int, values: Row) -> None:
        """Change columns of a row; nothing is recorded where they are so already.

        A row that is changed twice in one transaction is recorded once, as it was and as it became.
        """
        before = self._existing(table, row_id)
        after = {**before, **values}
        if after == before:
            return
        columns = ", ".join(f"{column} = ?" for column in values)
        sql = f"UPDATE {table} SET {columns} WHERE {_KEY[table]} = ?"
        self.connection.execute(sql, (*values.values(), row_id))
        place = self._places.get((table, row_id))
        if place is None:
            self._append(RowChange(table, row_id, before, after))
        else:
            self.rows[place] = RowChange(table, row_id, self.rows[place].before, after)

    def _append(self, row: RowChange) -> None:
        """Keep a change, and where the first one of its row stands: a thousand rows are found at once."""
        self._places.setdefault((row.table, row.row_id), len(self.rows))
        self.rows.append(row)

    def differs(self, table: str, row_id: int, values: Row) -> bool:
        """Tell whether a row is not as these values would make it.

        Raises:
            KeyError: there is no such row.
        """
        image = self._existing(table, row_id)
        return any(image[column] != value for column, value in values.items())

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row; its image stays in the record."""
        before = self._existing(table, row_id)
        self.connection.execute(f"DELETE FROM {table} WHERE {_KEY[table]} = ?", (row_id,))
        self._append(RowChange(table, row_id, before, None))

    def revert(self, rows: tuple[RowChange, ...], what: str) -> None:
        """Put rows back to how they were before a change, last one first.

        Raises:
            BadInputError: a row is no longer as that change left it, so putting it back would lose
                something newer.
        """
        for row in reversed(rows):
            if not _is_still(self._image(row.table, row.row_id), row.after):
                raise BadInputError(
                    f"{what} can't be taken back: what it touched was changed since by something else",
                    "Change the entries by hand",
                    "Nothing was changed",
                )
            if row.before is None:
                self.delete(row.table, row.row_id)
            elif row.after is None:
                self.insert(row.table, row.before)
            else:
                self.update(row.table, row.row_id, row.before)

    def _existing(self, table: str, row_id: int) -> Row:
        image = self._image(table, row_id)
        if image is None:
            raise KeyError(f"no row {row_id} in {table}")
        return image

    def _image(self, table: str, row_id: int) -> Row | None:
        cursor = self.connection.execute(f"SELECT * FROM {table} WHERE {_KEY[table]} = ?", (row_id,))
        row = cursor.fetchone()
        return None if row is None else dict(zip((c[0] for c in cursor.description), row, strict=True))


def _is_still(now: Row | None, then: Row | None) -> bool:
    """Tell whether a row is as an image has it; columns that came with a later schema do not count."""
    if now is None or then is None:
        return now is then
    return all(now.get(column) == value for column, value in then.items())


@lru_cache(maxsize=32)
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    places = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[Writer]:
    """All or nothing: commit at the end, roll back whatever happens in between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield Writer(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def record(writer: Writer, verb: str, label: str, origin: str, actor: str = "") -> ChangeSet:
    """Write a new change to the record, as the last thing inside its transaction.

    What had been undone before it can't be redone after it.

    Args:
        writer: with the rows that were touched.
        verb: what was done.
        label: the same in words.
        origin: `window` or `command line`.
        actor: the account of the machine; empty where it is not known.
    """
    writer.connection.execute("UPDATE changes SET state = 'dropped' WHERE state = 'undone'")
    return _write(writer, verb, label, (origin, actor), None)


def _write(writer: Writer, verb: str, label: str, by: tuple[str, str], reverts: int | None) -> ChangeSet:
    """Write a change; `by` is its origin and its actor."""
    connection = writer.connection
    change_id = connection.execute(
        "INSERT INTO changes (at, origin, actor, verb, label, state, reverts) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (now_text(), *by, verb, label, "done" if reverts is None else "revert", reverts),
    ).lastrowid
    assert change_id is not None  # noqa: S101 - an INSERT that did not raise has one
    connection.executemany(
        "INSERT INTO change_rows VALUES (?, ?, ?, ?, ?, ?)",
        (
            (change_id, place, row.table, row.row_id, _dump(row.before), _dump(row.after))
            for place, row in enumerate(writer.rows)
        ),
    )
    return ChangeSet(change_id, verb, label, tuple(writer.rows))


@lru_cache(maxsize=1)
def _json() -> "tuple[JSONEncoder, JSONDecoder]":
    """What rows are written and read with, made once, and imported when the first row is."""
    from json import JSONDecoder, JSONEncoder  # noqa: PLC0415 - a start has no use for it

    return JSONEncoder(ensure_ascii=False, separators=(",", ":")), JSONDecoder()


def _dump(image: Row | None) -> str | None:
    return None if image is None else _json()[0].encode(image)


def image_from(text: str | None) -> Row | None:
    """A row as the record keeps it; None where it did not exist."""
    if text is None:
        return None
    image: Row = _json()[1].decode(text)
    return image


def next_to_undo(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Number and label of the change that undo would take back."""
    row: tuple[int, str] | None = connection.execute(
        "SELECT id, label FROM changes WHERE state = 'done' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row


def next_to_redo(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Number and label of the change that redo would bring back."""
    row: tuple[int, str] | None = connection.execute(
        "SELECT id, label FROM changes WHERE state = 'undone' ORDER BY id LIMIT 1"
    ).fetchone()
    return row


def take_back(writer: Writer, verb: Direction, origin: str, actor: str = "") -> ChangeSet | None:
    """Undo the last change or redo the last undone one; None where there is none.

    Raises:
        BadInputError: what it touched was changed since by something else.
    """
    found = (next_to_undo if verb == "undo" else next_to_redo)(writer.connection)
    if found is None:
        return None
    change_id, label = found
    if verb == "undo":
        writer.revert(_rows_of(writer.connection, change_id), f"\u201c{label}\u201d")
    else:
        # What the undo did is taken back in turn, so both directions share one piece of code.
        undo_id: int = writer.connection.execute(
            "SELECT max(id) FROM changes WHERE reverts = ?", (change_id,)
        ).fetchone()[0]
        writer.revert(_rows_of(writer.connection, undo_id), f"\u201c{label}\u201d")
    state = "undone" if verb == "undo" else "done"
    writer.connection.execute("UPDATE changes SET state = ? WHERE id = ?", (state, change_id))
    return _write(writer, verb, label, (origin, actor), change_id)


def _rows_of(connection: sqlite3.Connection, change_id: int) -> tuple[RowChange, ...]:
    rows = connection.execute(
        "SELECT table_name, row_id, before, after FROM change_rows WHERE change_id = ? ORDER BY place",
        (change_id,),
    )
    return tuple(
        RowChange(table, row_id, image_from(old), image_from(new)) for table, row_id, old, new in rows
    )
