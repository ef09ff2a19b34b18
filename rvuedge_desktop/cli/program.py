"""The program from its arguments to its exit code: every way it can end is decided here."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rvuedge_desktop.cli.session import OpenWindow, Session
from rvuedge_desktop.cli.streams import complain
from rvuedge_desktop.domain.errors import BadInputError, RvuEdgeError
from rvuedge_desktop.host.folders import ENVIRONMENT_NAME

if TYPE_CHECKING:
    from rvuedge_desktop.services.setup import Setup

DONE, FAILED, BAD_INPUT = 0, 1, 2
"""Exit codes."""


def run(argv: Sequence[str], setup: "Setup", open_window: OpenWindow) -> int:
    """Do what the arguments say; gives the exit code.

    Bad input and failed operations end as one line on standard error. An error that nobody foresaw is
    written to a file of the data folder, and named.

    Args:
        argv: the arguments, without the program's own name.
        setup: what depends on the machine.
        open_window: called where there is no command.

    Raises:
        BrokenPipeError: whoever read the output has gone.
        KeyboardInterrupt: the person has had enough.
    """
    session = Session(setup)
    try:
        return _dispatch(argv, session, open_window)
    except BadInputError as error:
        complain(error)
        return BAD_INPUT
    except RvuEdgeError as error:
        complain(error)
        return FAILED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last place that can put it into words
        complain(_fault(error, session))
        return FAILED


def _dispatch(argv: Sequence[str], session: Session, open_window: OpenWindow) -> int:
    window = _window_options(argv)
    if window is not None:
        named, is_sample = window
        session.choose(named, is_sample=is_sample)
        return session.start(open_window)
    from rvuedge_desktop.cli.group import invoke  # noqa: PLC0415 - the window does without click

    return invoke(argv, session, open_window)


def _window_options(argv: Sequence[str]) -> tuple[str | None, bool] | None:
    """The global options where there is nothing else: folder and sample; None where there is more.

    The same as in `cli.group`, without the time it takes to import click before a window.
    """
    named, is_sample = os.environ.get(ENVIRONMENT_NAME) or None, False
    words = iter(argv)
    for word in words:
        if word == "--sample":
            is_sample = True
        elif word.startswith("--data-dir="):
            named = word.partition("=")[2]
        elif word == "--data-dir":
            named = next(words, None)
            if named is None:
                return None
        else:
            return None
    return named, is_sample


def _fault(error: Exception, session: Session) -> str:
    """Write down an error that nobody foresaw; gives what to say of it."""
    from rvuedge_desktop.host.crash_text import write_crash_text  # noqa: PLC0415 - hopefully never

    what = f"This is a fault of the program ({type(error).__name__}), not of what you asked"
    try:
        path = write_crash_text(session.folder, error)
    except OSError as refusal:
        return f"{what}. Where it happened could not be written down: {refusal.strerror or refusal}"
    return f"{what}. Where it happened is written in {path}: please send it to the makers"
