"""The log's file: open it, bring it to the newest schema with a backup first, refuse what is not ours."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.store.connection import (
    copy_whole,
    keep_write_ahead,
    open_for_reading,
    open_for_writing,
    reporting,
)

FILE_NAME = "log.sqlite"
PAIRS_FILE = "pairs.sqlite"
"""NCCI's pairs, in a file of their own beside the log: most folders have none."""
BACKUPS = "backups"

NEWEST = 4
"""Schema version this program writes, the number of steps in `migrations`. Kept here so that opening an
up-to-date log does not import what only a migration needs."""

_APPLICATION_ID = 0x52565545  # "RVUE"


def open_log(folder: Path) -> sqlite3.Connection:
    """Open the log of a folder, creating folder and log where there are none.

    An older schema is brought up to date after a backup into the folder `backups`.

    Raises:
        OperationFailedError: the folder or file can't be used, is damaged, belongs to another program, or
            was written by a newer version of this one.
    """
    path = folder / FILE_NAME
    with reporting(folder):
        folder.mkdir(parents=True, exist_ok=True)
    connection = open_for_writing(path)
    try:
        with reporting(path):
            version = _version_of(connection, path)
            keep_write_ahead(connection)
            if version < NEWEST:
                _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of a file that is ours; 0 for an empty one.

    Raises:
        OperationFailedError: the file is another program's, or newer than this program.
    """
    # In this order: another program may create the log between one look and the next.
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != _APPLICATION_ID:
        if tables or application:
            raise OperationFailedError(
                f"{path} is not a log of RVU Edge",
                "Move it aside, or name another folder with --data-dir",
                "It was left as it is",
            )
        return 0
    if version > NEWEST:
        raise OperationFailedError(
            f"{path} was written by a newer RVU Edge (its schema is {version}, this program knows {NEWEST})",
            "Install the newest version, or name another folder with --data-dir",
            "The log was left as it is",
        )
    return version


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Apply the missing steps in one transaction, after a backup of what was there."""
    # Imported late: an up-to-date log never pays for it.
    from sqlite_utils import Database  # noqa: PLC0415

    from rvuedge_desktop.store.migrations import steps  # noqa: PLC0415

    version = _version_of(connection, path)
    if version:
        back_up(connection, path.parent, f"before-schema-{NEWEST}")
    # Another program may be creating the same log: the second one waits here, then finds it done.
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version_of(connection, path) < NEWEST:
            steps.apply(Database(connection, execute_plugins=False))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def back_up(connection: sqlite3.Connection, folder: Path, occasion: str) -> Path:
    """Copy the whole log into the backups folder; gives the copy's path.

    Raises:
        OperationFailedError: the copy can't be written.
    """
    backups = folder / BACKUPS
    with reporting(backups):
        backups.mkdir(exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = backups / f"log-{moment}-{occasion}.sqlite"
    copy_whole(connection, target)
    return target


def integrity_problems(folder: Path) -> list[str]:
    """What SQLite finds wrong with a log, as its own lines; empty for a sound one or none at all.

    Nothing is created or changed: the file is opened for reading, and where no program has left a WAL
    beside it, without any lock.

    Raises:
        OperationFailedError: the file is so damaged that it can't even be checked, is another program's, or
            was written by a newer version of this one.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return []
    unused = not path.with_name(f"{FILE_NAME}-wal").exists()
    with reporting(path), closing(open_for_reading(path, immutable=unused)) as connection:
        _version_of(connection, path)
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
        if found != ["ok"]:
            return found  # the next check would stumble over the same damage
        return [f"row of {row[0]} points nowhere" for row in connection.execute("PRAGMA foreign_key_check")]
