"""NCCI's pairs of codes that a user loaded: one SQLite file in their folder, beside the log.

A file of its own, opened when a pair is first asked for: it is thirty times the size of a year of releases,
and what is read whole at every start must be small. It can be had again from CMS's files and has no backups.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rvuedge_desktop.domain.code_pairs import CodePair
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.quarters import Quarter, quarter_from
from rvuedge_desktop.store.changes import now_text, transaction
from rvuedge_desktop.store.connection import explain, keep_write_ahead, open_for_writing, reporting
from rvuedge_desktop.store.log_file import PAIRS_FILE

# What reads CMS's files is not needed to ask for a pair, which every entry does.
if TYPE_CHECKING:
    from rvuedge_desktop.schedule.published_pairs import PublishedPairs


_APPLICATION_ID = 0x52565550  # "RVUP"
_VERSION = 1
_ROWS_BETWEEN = 20_000

_TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE load (
    id INTEGER PRIMARY KEY CHECK (id = 1), quarter TEXT NOT NULL, count INTEGER NOT NULL,
    source TEXT NOT NULL, loaded_at TEXT NOT NULL
) STRICT;
CREATE TABLE terms (
    id INTEGER PRIMARY KEY, first_day TEXT, last_day TEXT, rule TEXT NOT NULL, rationale TEXT NOT NULL
) STRICT;
CREATE TABLE pairs (
    first TEXT NOT NULL, second TEXT NOT NULL, term INTEGER NOT NULL, PRIMARY KEY (first, second, term)
) STRICT, WITHOUT ROWID;
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {_VERSION};
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class PairsLoad:
    """What is loaded.

    Attributes:
        quarter: of which quarter of CMS's.
        count: how many pairs.
        loaded_on: the day it was loaded, in UTC.
        source: the files it came from.
        loaded_at: when, in UTC, as stored.
    """

    quarter: Quarter
    count: int
    loaded_on: date
    source: str
    loaded_at: str

    @property
    def name(self) -> str:
        """What a person calls it by: `NCCI2026Q2`."""
        return f"NCCI{self.quarter.name}"


T = TypeVar("T")
Tell = Callable[[int], None]
"""Called with how many rows are written; what it raises ends the writing, and nothing is changed."""


class LoadedPairs:
    """The pairs of a folder; a folder without any has no file.

    Attributes:
        problem: why those that are there can't be used; None where they can, as far as they were read.
    """

    def __init__(self, folder: Path) -> None:
        """Look at a folder; nothing is opened yet."""
        self._path = folder / PAIRS_FILE
        self._connection: sqlite3.Connection | None = None
        self.problem: OperationFailedError | None = None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def load(self) -> PairsLoad | None:
        """What is loaded; None where nothing is, or where it can't be used."""
        return self._read(_kept)

    def among(self, codes: Collection[str], day: date) -> list[CodePair]:
        """The pairs that hold on a day, both of whose codes are among some; each two codes once.

        A damaged file is no reason to keep anybody from logging: it gives none, and `problem` says why.
        """
        asked = sorted(set(codes))
        if len(asked) <= 1:
            return []
        return self._read(lambda connection: _among(connection, asked, day.isoformat())) or []

    def check(self) -> OperationFailedError | None:
        """Read every page, which takes some 0.3 s for a whole quarter; gives the problem, if any."""
        sound = self._read(lambda one: str(one.execute("PRAGMA quick_check(1)").fetchone()[0]))
        if sound not in {None, "ok"}:
            self._refuse(self._damaged())
        return self.problem

    def replace(self, published: "PublishedPairs", tell: Tell | None = None) -> PairsLoad:
        """Keep the pairs of a quarter in place of those that are there, whole or not at all.

        Through a connection of its own: any thread may do it.

        Raises:
            OperationFailedError: it can't be written. What was there is as it was.
        """
        with reporting(self._path, self._repair), closing(self._opened()) as connection:
            with transaction(connection):
                _empty(connection)
                connection.executemany(
                    "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
                    (
                        (number, *(one and one.isoformat() for one in terms[:2]), terms.rule, terms.rationale)
                        for number, terms in enumerate(published.terms)
                    ),
                )
                connection.executemany("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?)", _told(published, tell))
                connection.execute(
                    "INSERT INTO load SELECT 1, ?, count(*), ?, ? FROM pairs",
                    (published.quarter.title, published.source, now_text()),
                )
                kept = _kept(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert kept is not None  # noqa: S101 - it was written just now
        return kept

    def remove(self) -> None:
        """Take them away, and give the disk its room back.

        Raises:
            OperationFailedError: it can't be written.
        """
        with reporting(self._path, self._repair), closing(self._opened()) as connection:
            with transaction(connection):
                _empty(connection)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def _repair(self) -> str:
        """What to do about a damaged file."""
        return f"Move {self._path} aside, and load the pairs again from CMS's files"

    def _opened(self) -> sqlite3.Connection:
        """The file, made where there is none."""
        connection = open_for_writing(self._path)
        try:
            with reporting(self._path, self._repair):
                self._check(connection)
                keep_write_ahead(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _read(self, ask: Callable[[sqlite3.Connection], T]) -> T | None:
        """Ask the file; None where there is none. What is wrong with it is kept as the problem."""
        if self.problem is not None:
            return None
        try:
            if self._connection is None:
                if not self._path.exists():
                    return None
                self._connection = self._opened()
            return ask(self._connection)
        except OperationFailedError as error:
            self._refuse(error)
        except (sqlite3.DatabaseError, OSError, ValueError) as error:
            self._refuse(explain(self._path, error, self._repair) or self._damaged())
        return None

    def _refuse(self, error: OperationFailedError) -> None:
        """Use the file no more, and keep why."""
        self.close()
        what = f"The pairs of codes that you loaded can't be used: {error.what}"
        self.problem = OperationFailedError(what, error.fix, "The log is unharmed")

    def _check(self, connection: sqlite3.Connection) -> None:
        """Make the tables of a new file; refuse one that is not ours, or whose first row makes no sense."""
        application: int = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if (application, version) == (0, 0) and not connection.execute(
            "SELECT 1 FROM sqlite_schema"
        ).fetchone():
            connection.executescript(_TABLES)
        elif (application, version) != (_APPLICATION_ID, _VERSION):
            raise OperationFailedError(
                f"{self._path} does not hold pairs of this version of RVU Edge",
                self._repair,
                "The log is unharmed",
            )
        try:
            _kept(connection)
        except (sqlite3.DatabaseError, ValueError) as error:
            if isinstance(error, sqlite3.DatabaseError) and explain(self._path, error):
                raise
            raise self._damaged() from error

    def _damaged(self) -> OperationFailedError:
        return OperationFailedError(f"{self._path} is damaged", self._repair, "Nothing was changed")


def _among(connection: sqlite3.Connection, codes: list[str], day: str) -> list[CodePair]:
    loaded = _kept(connection)
    if loaded is None:
        return []
    marks = ", ".join("?" * len(codes))
    rows = connection.execute(
        "SELECT p.first, p.second, t.rule, t.first_day, t.last_day, t.rationale"
        " FROM pairs p CROSS JOIN terms t ON t.id = p.term"
        f" WHERE p.first IN ({marks}) AND p.second IN ({marks})"
        " AND ifnull(t.first_day, '') <= ? AND ifnull(t.last_day, '9') >= ?"
        " ORDER BY p.first, p.second, t.first_day",
        (*codes, *codes, day, day),
    )
    source = f"NCCI pairs, {loaded.quarter.title}"
    # Of two rows that hold on one day, the one that began last.
    found = {(row[0], row[1]): _pair(row, source, loaded.quarter) for row in rows}
    return list(found.values())


def _told(published: "PublishedPairs", tell: Tell | None) -> Iterator[tuple[str, str, int]]:
    for number, row in enumerate(published.rows()):
        if tell and number % _ROWS_BETWEEN == 0:
            tell(number)
        yield row


def _empty(connection: sqlite3.Connection) -> None:
    for table in ("pairs", "terms", "load"):
        connection.execute(f"DELETE FROM {table}")


def _kept(connection: sqlite3.Connection) -> PairsLoad | None:
    row = connection.execute("SELECT quarter, count, source, loaded_at FROM load").fetchone()
    return None if row is None else _load(row)


def _load(row: tuple[Any, ...]) -> PairsLoad:
    quarter, count, source, loaded_at = row
    known = quarter_from(quarter)
    if known is None:
        raise ValueError(f"{quarter!r} is no quarter")
    return PairsLoad(known, count, date.fromisoformat(loaded_at[:10]), source, loaded_at)


def _pair(row: tuple[Any, ...], source: str, quarter: Quarter) -> CodePair:
    first, second, rule, first_day, last_day, rationale = row
    begins, ends = (None if day is None else date.fromisoformat(day) for day in (first_day, last_day))
    return CodePair(first, second, rule, begins, ends, rationale, source, quarter)
