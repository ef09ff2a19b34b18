"""Open SQLite files the one way that loses nothing, and turn SQLite's errors into words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError

SQLITE_VERSION = sqlite3.sqlite_version

BUSY_SECONDS = 5.0
"""How long a write waits for another program that is writing to the same log."""
_A_MOMENT = 0.005


def open_for_writing(path: Path) -> sqlite3.Connection:
    """Open a file, new or existing, without changing it yet; `keep_write_ahead` comes before any write.

    Transactions are begun and ended by hand, never behind our back.

    Raises:
        OperationFailedError: the file can't be opened or is no database.
    """
    with reporting(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            # Views and triggers of a file from elsewhere must not be able to run functions of ours.
            connection.execute("PRAGMA trusted_schema = OFF")
        except BaseException:
            connection.close()
            raise
        return connection


def keep_write_ahead(connection: sqlite3.Connection) -> None:
    """See to it that a commit is on disk when it returns.

    WAL with `synchronous=FULL` costs one flush for each commit and keeps every committed row through a
    loss of power. WAL is a property of the file, so this is only for a file that is known to be ours.
    """
    _switch_to_write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")


def _switch_to_write_ahead(connection: sqlite3.Connection) -> None:
    """Wait for another program that switches at the same moment: for this lock SQLite itself does not."""
    patience = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > patience:
                raise
            sleep(_A_MOMENT)
        else:
            return


def open_for_reading(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Open an existing file without being able to change it.

    Args:
        path: the file.
        immutable: True for a file that no program writes to, which spares every lock.

    Raises:
        OperationFailedError: the file can't be opened.
    """
    with reporting(path):
        query = "mode=ro&immutable=1" if immutable else "mode=ro"
        uri = f"{path.absolute().as_uri()}?{query}"
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def copy_whole(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database through SQLite itself: a copy of the file alone would miss what is still in the WAL.

    Raises:
        OperationFailedError: the copy can't be written.
    """
    part = target.with_suffix(target.suffix + ".part")
    with reporting(target):
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        part.replace(target)


_FROM_BACKUP = (
    "Move it aside and put the newest file from the backups folder in its place; keep the damaged one"
)
_ADVICE: tuple[tuple[str, str, str], ...] = (
    (
        "locked",
        "is being written to by another program",
        "Wait until that program is done, then try again",
    ),
    (
        "disk is full",
        "could not be written: the disk is full",
        "Make room on the disk, then try again",
    ),
    (
        "readonly",
        "can't be written to",
        "Make the file and its folder writable, or name another folder with --data-dir",
    ),
    (
        "unable to open",
        "can't be opened",
        "Check that its folder exists and can be written to, or name another one with --data-dir",
    ),
    (
        "malformed",
        "is damaged",
        _FROM_BACKUP,
    ),
    (
        "not a database",
        "is damaged or is not a database",
        _FROM_BACKUP,
    ),
    (
        "disk i/o error",
        "could not be read or written: the disk reports an error",
        "Check the disk and its free space before anything else",
    ),
)


def explain(path: Path, error: Exception, repair: str = _FROM_BACKUP) -> OperationFailedError | None:
    """An error about a file in one clear sentence; None for one that does not speak of the file.

    Args:
        path: the file.
        error: what happened.
        repair: what to do where the file is damaged; the log has backups.
    """
    if isinstance(error, OSError):
        what = f"{path} can't be used: {(error.strerror or str(error)).lower()}"
        fix = "Make its folder writable, or name another one with --data-dir"
        return OperationFailedError(what, fix, _SAFE)
    # An IntegrityError is a broken promise of our own, whatever its words.
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.IntegrityError):
        for sign, what, fix in _ADVICE:
            if sign in str(error).lower():
                return OperationFailedError(f"{path} {what}", repair if fix == _FROM_BACKUP else fix, _SAFE)
    return None


@contextmanager
def reporting(path: Path, repair: str = _FROM_BACKUP) -> Iterator[None]:
    """Turn SQLite's and the system's errors about a file into one clear sentence.

    Args:
        path: the file.
        repair: what to do where it is damaged.

    Raises:
        OperationFailedError: in place of any `sqlite3.DatabaseError` that speaks of the file, and of OSError.
        BadInputError: a text is no Unicode, such as an argument in another encoding.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise BadInputError("A text holds a character that can't be kept", "Take it out", _SAFE) from error
    except (sqlite3.DatabaseError, OSError) as error:
        told = explain(path, error, repair)
        if told is None:
            raise
        raise told from error


_SAFE = "Nothing was changed"
