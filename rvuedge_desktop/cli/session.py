"""One run of the program: whose folder it works on, and how that is opened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from os import path
from pathlib import Path
from typing import TYPE_CHECKING

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import parse_day

if TYPE_CHECKING:
    from rvuedge_desktop.services.desk import Desk
    from rvuedge_desktop.services.library import Library
    from rvuedge_desktop.services.setup import Setup

OpenWindow = Callable[[Path, bool], int]
"""Opens the window on a folder, told whether that is the sample; gives the exit code."""


class Session:
    """What the global options say.

    Attributes:
        setup: what depends on the machine.
        named: the folder named by an option or the environment; None for the platform's own.
        is_sample: whether to work on the made-up log that belongs to the folder.
    """

    def __init__(self, setup: "Setup", named: Path | None = None) -> None:
        """Begin with the folder that is named, or the user's own."""
        self.setup, self.named = setup, named
        self.is_sample = False

    def choose(self, named: str | None, *, is_sample: bool) -> None:
        """Take the global options.

        Raises:
            BadInputError: the folder is named by nothing.
        """
        if named is not None:
            if not named.strip():
                raise BadInputError("--data-dir names no folder", "Write one after it")
            # A shell leaves the tilde of --data-dir=~/log as it is.
            self.named = Path(path.expanduser(named)).absolute()  # noqa: PTH111 - the Path form raises
        self.is_sample = is_sample

    @property
    def folder(self) -> Path:
        """The folder to work on."""
        own = self.named or self.setup.data_folder()
        return self.setup.sample_folder(own) if self.is_sample else own

    def day(self, text: str | None) -> date:
        """The day that an argument names; today where there is none.

        Raises:
            BadInputError: it names none that can be logged.
        """
        today = self.setup.today()
        return today if text is None else parse_day(text, today)

    @contextmanager
    def desk(self) -> Iterator["Desk"]:
        """The folder, open. Print after it is closed: an error of the terminal is no error of the log.

        Raises:
            OperationFailedError: the log can't be opened, read or written.
        """
        with self.setup.open_desk(self.folder, "command line") as desk, desk.workspace.reporting():
            if self.is_sample:
                from rvuedge_desktop.services.sample import fill_sample  # noqa: PLC0415 - seldom needed

                fill_sample(desk)
            yield desk

    def library(self) -> "Library":
        """The schedule and the catalogue alone, for what does not touch the log.

        Raises:
            OperationFailedError: they can't be opened.
        """
        return self.setup.open_library(self.folder)

    def start(self, open_window: OpenWindow) -> int:
        """Open the window; a sample is filled before.

        Raises:
            OperationFailedError: the sample can't be written.
        """
        if self.is_sample:
            with self.desk():
                pass
        return open_window(self.folder, self.is_sample)
