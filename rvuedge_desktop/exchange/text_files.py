"""Read a text file that a person wrote; write one whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError

_DATABASE = b"SQLite format 3\0"


_LARGEST = 1_000_000
"""Contracts and tables of percentiles have some hundred lines; a larger file is another."""


def read_text_file(path: Path) -> str:
    """Read UTF-8 text, with or without a byte order mark.

    Raises:
        BadInputError: it is far too large, or no text in UTF-8.
        OperationFailedError: it can't be read.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInputError(f"{path.name} is far too large", "Choose another file")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path.name} is no text in UTF-8", "Save it as UTF-8") from error
    except OSError as error:
        raise OperationFailedError(f"{path.name} can't be read: {error.strerror}") from error


def write_text_file(path: Path, text: str) -> None:
    """Write UTF-8 text as it is, line ends included. What stood at the path stays until all is written.

    A device or pipe is written to as it is; a link stays one, and what it leads to is written.

    Raises:
        OperationFailedError: it can't be written, or a database stands there; a file that was there is
            unharmed.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_text(text, encoding="utf-8", newline="")
            return
        target = Path(os.path.realpath(path))  # Path.resolve raises in a circle of links
        if _is_database(target):
            raise OperationFailedError(
                f"{path} is a database, perhaps a log", "Choose another name", "It was left as it is"
            )
    except OSError as error:
        raise _failed(path, error) from error
    _write_whole(target, text)


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def _write_whole(path: Path, text: str) -> None:
    # A name of its own, so that two exports at once do not meet; beside the target, to be renamed to it.
    part = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        with part.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.is_file():  # whoever could read the old one, and nobody else
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise _failed(path, error) from error


def _failed(path: Path, error: OSError) -> OperationFailedError:
    reason = (error.strerror or str(error)).lower()
    return OperationFailedError(
        f"{path} can't be written: {reason}", "Choose another folder or name", "The log is unharmed"
    )
