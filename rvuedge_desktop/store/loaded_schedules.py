"""The releases that a user loaded: one SQLite file in their folder, beside the log.

Apart from the log, so that a backup of what can't be had again stays small: a release can be loaded again
from CMS's file. Its descriptors stay in this file, on this machine.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.rates import ConversionFactor, Gpci, Rate, Release
from rvuedge_desktop.store.changes import now_text, transaction
from rvuedge_desktop.store.connection import explain, keep_write_ahead, open_for_writing, reporting

FILE_NAME = "schedules.sqlite"

_APPLICATION_ID = 0x52565553  # "RVUS"
_VERSION = 1

_TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE loads (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, first_day TEXT NOT NULL, published TEXT,
    amount TEXT NOT NULL, qualifying TEXT, anesthesia TEXT, qualifying_anesthesia TEXT,
    rows INTEGER NOT NULL, source TEXT NOT NULL, loaded_at TEXT NOT NULL
) STRICT;
CREATE TABLE rates (
    load_id INTEGER NOT NULL REFERENCES loads (id) ON DELETE CASCADE,
    code TEXT NOT NULL, modifier TEXT NOT NULL, fields TEXT NOT NULL, descriptor TEXT NOT NULL,
    PRIMARY KEY (code, load_id, modifier)
) STRICT, WITHOUT ROWID;
CREATE TABLE localities (
    load_id INTEGER NOT NULL REFERENCES loads (id) ON DELETE CASCADE,
    year INTEGER NOT NULL, locality TEXT NOT NULL, name TEXT NOT NULL,
    work TEXT NOT NULL, practice_expense TEXT NOT NULL, malpractice TEXT NOT NULL, anesthesia TEXT,
    qualifying_anesthesia TEXT,
    PRIMARY KEY (locality, year, load_id)
) STRICT, WITHOUT ROWID;
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {_VERSION};
COMMIT;
"""


class LoadedPlace(NamedTuple):
    """A locality as a loaded file has it.

    Attributes:
        gpci: its indices.
        anesthesia: dollars for an anesthesia unit; None where the file did not say.
        qualifying_anesthesia: the same for qualifying participants.
    """

    gpci: Gpci
    anesthesia: Decimal | None
    qualifying_anesthesia: Decimal | None = None


class NewLoad(NamedTuple):
    """What is to be kept of a file.

    Attributes:
        release: which one it is.
        factor: its conversion factors.
        rates: every row.
        descriptors: CMS's short descriptors by code, for this machine alone.
        places: localities of its year; empty where the file had none.
        source: the name of the file.
    """

    release: Release
    factor: ConversionFactor
    rates: tuple[Rate, ...]
    descriptors: dict[str, str]
    places: tuple[LoadedPlace, ...]
    source: str


class LoadedRelease(NamedTuple):
    """A release that a user loaded.

    Attributes:
        id: number of the load.
        release: its name and dates.
        factor: its conversion factors.
        rows: how many rates it has.
        source: the name of the file it came from.
        loaded_at: when, in UTC, as stored.
    """

    id: int
    release: Release
    factor: ConversionFactor
    rows: int
    source: str
    loaded_at: str


class LoadedSchedules:
    """The loaded releases of a folder; a folder without any has no file.

    Attributes:
        problem: why those that are there can't be used; None where they can.
    """

    def __init__(self, folder: Path, instead: sqlite3.Connection | None = None) -> None:
        """Open them.

        Args:
            folder: that of the user.
            instead: holds them in place of the folder's file.

        """
        self._path = folder / FILE_NAME
        self._connection = instead
        self.problem: OperationFailedError | None = None
        if instead is not None:
            self._check(instead)
        else:
            self._open_if_there()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def trial(self, load: NewLoad) -> "LoadedSchedules":
        """What this would be with one more release, in memory: to see what a load would change."""
        memory = sqlite3.connect(":memory:", isolation_level=None)
        memory.execute("PRAGMA foreign_keys = ON")
        if self._connection is not None:
            self._connection.backup(memory)
        trial = LoadedSchedules(self._path.parent, memory)
        trial.add(load)
        return trial

    def _open_if_there(self) -> None:
        if not self._path.exists():
            return
        try:
            self._connection = self._opened()
        except OperationFailedError as error:
            # The log must open all the same; what can be loaded again is no reason to keep it shut.
            self.problem = OperationFailedError(
                f"The releases that you loaded can't be used: {error.what}",
                self._repair,
                "The log is unharmed; the bundled releases are used",
            )

    def _opened(self) -> sqlite3.Connection:
        connection = open_for_writing(self._path)
        try:
            with self._reporting():
                self._check(connection)
                self._check_inside(connection)
                keep_write_ahead(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @property
    def _repair(self) -> str:
        """What to do about a damaged file: it has no backups, as what is in it can be had again."""
        return f"Move {self._path} aside, and load them again from CMS's files"

    def _reporting(self) -> AbstractContextManager[None]:
        return reporting(self._path, self._repair)

    def _damaged(self) -> OperationFailedError:
        return OperationFailedError(f"{self._path} is damaged", self._repair, "Nothing was changed")

    def _check_inside(self, connection: sqlite3.Connection) -> None:
        """Read every page, some 4 ms for a release: damage found later would stand in the way of logging."""
        try:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            _releases(connection)
        except (sqlite3.DatabaseError, ValueError, ArithmeticError) as error:
            if isinstance(error, sqlite3.DatabaseError) and explain(self._path, error):
                raise
            raise self._damaged() from error
        if not sound:
            raise self._damaged()

    def _check(self, connection: sqlite3.Connection) -> None:
        """Make the tables of a new file; refuse one that is not ours."""
        application: int = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if (application, version) == (0, 0) and not connection.execute(
            "SELECT 1 FROM sqlite_schema"
        ).fetchone():
            connection.executescript(_TABLES)
        elif (application, version) != (_APPLICATION_ID, _VERSION):
            raise OperationFailedError(
                f"{self._path} does not hold schedules of this version of RVU Edge",
                "Move it aside, and load the releases again from CMS's files",
                "The log is unharmed",
            )

    def version(self) -> int:
        """Changes when another program writes to the file, or makes it."""
        if self._connection is None and self.problem is None:
            self._open_if_there()
        return int(self._rows("PRAGMA data_version", ())[0][0]) if self._connection is not None else 0

    def releases(self) -> tuple[LoadedRelease, ...]:
        """All of them, by first day."""
        if self._connection is None:
            return ()
        with self._reporting():
            return _releases(self._connection)

    def rates(self, code: str, load_id: int) -> dict[str, Rate]:
        """The rows of a code in a loaded release, by modifier."""
        rows = self._rows(
            "SELECT modifier, fields FROM rates WHERE code = ? AND load_id = ?", (code, load_id)
        )
        return {modifier: _rate(fields) for modifier, fields in rows}

    def all_rates(self, load_id: int) -> Iterator[Rate]:
        """Every row of a loaded release, in order of code and modifier."""
        rows = self._rows("SELECT fields FROM rates WHERE load_id = ? ORDER BY code, modifier", (load_id,))
        return (_rate(row[0]) for row in rows)

    def descriptor(self, code: str) -> str:
        """CMS's short descriptor of a code in the newest load that has it; empty where none has."""
        rows = self._rows(
            "SELECT descriptor FROM rates WHERE code = ? ORDER BY load_id DESC, modifier LIMIT 1", (code,)
        )
        return str(rows[0][0]) if rows else ""

    def has(self, code: str) -> bool:
        """Tell whether any load has a code."""
        return bool(self._rows("SELECT 1 FROM rates WHERE code = ? LIMIT 1", (code,)))

    def codes(self, load_id: int) -> dict[str, str]:
        """Every code of a load with its descriptor."""
        return dict(self._rows("SELECT code, descriptor FROM rates WHERE load_id = ?", (load_id,)))

    def place(self, locality: str, year: int) -> LoadedPlace | None:
        """A locality as the newest load of a year has it; None where no load of that year has it."""
        rows = self._rows(
            f"{_PLACES} WHERE locality = ? AND year = ? ORDER BY load_id DESC LIMIT 1", (locality, year)
        )
        return _place(rows[0]) if rows else None

    def places(self, year: int) -> list[LoadedPlace]:
        """The localities of a year, of its newest load with any, by name."""
        rows = self._rows(
            f"{_PLACES} WHERE year = ? AND load_id = (SELECT max(load_id) FROM localities WHERE year = ?)"
            " ORDER BY name",
            (year, year),
        )
        return list(map(_place, rows))

    def _rows(self, sql: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        with self._reporting():
            return self._connection.execute(sql, values).fetchall()

    def add(self, load: NewLoad) -> None:
        """Keep a release, whole or not at all; one of the same name is replaced.

        Raises:
            OperationFailedError: it can't be written. What was there is as it was.
        """
        if self.problem is not None:
            raise self.problem
        if self._connection is None:
            self._connection = self._opened()
        from rvuedge_desktop.schedule.rate_fields import texts_of  # noqa: PLC0415 - most folders have no loads

        connection, release, factor = self._connection, load.release, load.factor
        with self._reporting(), transaction(connection):
            connection.execute("DELETE FROM loads WHERE name = ?", (release.name,))
            load_id = connection.execute(
                "INSERT INTO loads (name, first_day, published, amount, qualifying, anesthesia,"
                " qualifying_anesthesia, rows, source, loaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    release.name,
                    release.first_day.isoformat(),
                    release.published and release.published.isoformat(),
                    *(None if figure is None else str(figure) for figure in factor[1:]),
                    len(load.rates),
                    load.source,
                    now_text(),
                ),
            ).lastrowid
            connection.executemany(
                "INSERT INTO rates VALUES (?, ?, ?, ?, ?)",
                (
                    (
                        load_id,
                        one.code,
                        one.modifier,
                        ",".join(texts_of(one)),
                        load.descriptors.get(one.code, ""),
                    )
                    for one in load.rates
                ),
            )
            connection.executemany(
                "INSERT INTO localities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (_place_row(load_id, release.first_day.year, place) for place in load.places),
            )

    def remove(self, name: str) -> None:
        """Take a loaded release away.

        Raises:
            OperationFailedError: it can't be written.
        """
        if self._connection is not None:
            with self._reporting(), transaction(self._connection):
                self._connection.execute("DELETE FROM loads WHERE name = ?", (name,))


_PLACES = (
    "SELECT locality, name, work, practice_expense, malpractice, anesthesia, qualifying_anesthesia"
    " FROM localities"
)


def _rate(fields: str) -> Rate:
    from rvuedge_desktop.schedule.rate_fields import rate_from  # noqa: PLC0415 - most folders have no loads

    return rate_from(fields.split(","))


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _releases(connection: sqlite3.Connection) -> tuple[LoadedRelease, ...]:
    rows = connection.execute(
        "SELECT id, name, first_day, published, amount, qualifying, anesthesia, "
        " qualifying_anesthesia, rows, source, loaded_at FROM loads ORDER BY first_day, name"
    ).fetchall()
    return tuple(map(_loaded, rows))


def _loaded(row: tuple[Any, ...]) -> LoadedRelease:
    number, name, first_day, published, amount, *figures, rows, source, loaded_at = row
    first = date.fromisoformat(first_day)
    return LoadedRelease(
        number,
        Release(name, first, published and date.fromisoformat(published)),
        ConversionFactor(first, Decimal(amount), *map(_figure, figures)),
        rows,
        source,
        loaded_at,
    )


def _place(row: tuple[Any, ...]) -> LoadedPlace:
    locality, name, work, expense, malpractice, *factors = row
    gpci = Gpci(locality, name, Decimal(work), Decimal(expense), Decimal(malpractice))
    return LoadedPlace(gpci, *map(_figure, factors))


def _place_row(load_id: int | None, year: int, place: LoadedPlace) -> tuple[str | int | None, ...]:
    gpci = place.gpci
    indices = (str(gpci.work), str(gpci.practice_expense), str(gpci.malpractice))
    factors = (None if one is None else str(one) for one in place[1:])
    return (load_id, year, gpci.locality, gpci.name, *indices, *factors)
