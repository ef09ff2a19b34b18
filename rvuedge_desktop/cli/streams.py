"""Write to the terminal, the pipe or the file that the program was given: UTF-8, whole, one line an error."""

import os
import sys
from io import TextIOWrapper

from rvuedge_desktop.domain.errors import OperationFailedError

PROGRAM = "rvuedge"


def use_utf8() -> None:
    """Make the standard streams UTF-8 whatever the locale says, so that an en dash never fails.

    What is not UTF-8, such as a strange file name, is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None where the program was started without streams
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """Write text to standard output.

    Args:
        text: ends with a line end.

    Raises:
        BrokenPipeError: whoever reads it has had enough.
        OperationFailedError: it can't be written.
    """
    _write(text)


def say_done(text: str) -> None:
    """Write what came of a change that is committed: that it can't be written takes nothing back.

    A failure here would make a script try again, and log twice.

    Raises:
        BrokenPipeError: whoever reads it has had enough.
    """
    try:
        _write(text)
    except OperationFailedError as error:
        complain(f"The log was changed as you asked. {error.what}")


def say_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are, line ends included. Raises as `say`."""
    _write(data)


def _write(content: str | bytes) -> None:
    stream = sys.stdout
    if stream is None:
        return
    try:
        if isinstance(content, str):
            stream.write(content)
        else:
            stream.flush()
            stream.buffer.write(content)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise output_failed(error) from error


def output_failed(error: OSError) -> OperationFailedError:
    """What to say where standard output can't be written to; what it still holds is dropped."""
    forget_output()
    reason = (error.strerror or str(error)).lower()
    return OperationFailedError(f"The output can't be written: {reason}", "Make room, or send it elsewhere")


def forget_output() -> None:
    """Drop what could not be written, so that the interpreter does not try it again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def complain(what: object) -> None:
    """Write one line to standard error, whatever line ends or control characters it quotes."""
    if sys.stderr is not None:
        sys.stderr.write(f"{PROGRAM}: {one_line(str(what))}\n")
        sys.stderr.flush()


def one_line(text: str) -> str:
    """Text without line ends, and with nothing in it that a terminal would obey."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in " ".join(text.split())
    )
