"""What the program is told of the machine it runs on, and how a user's folder is opened with it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.library import Library

Origin = Literal["window", "command line"]


class Setup(NamedTuple):
    """Everything that depends on the machine, handed in from the composition root.

    Attributes:
        data_folder: gives the folder of this user where none is named.
        sample_folder: gives the folder of the made-up log that belongs to a user's folder.
        compiled_reference: the schedule and catalogue to price by.
        reference_sources: the text that it is made from; None in an installed program.
        icons: the folder of icons.
        today: gives the day on the wall.
        account: gives the account of the machine that the program runs under; empty where it is not known.
    """

    data_folder: Callable[[], Path]
    sample_folder: Callable[[Path], Path]
    compiled_reference: Path
    reference_sources: tuple[Path, Path] | None
    icons: Path
    today: Callable[[], date] = date.today
    account: Callable[[], str] = str

    def open_desk(self, folder: Path, origin: Origin) -> Desk:
        """Open a user's folder.

        Raises:
            OperationFailedError: the log or the reference can't be opened.
        """
        return Desk(
            folder,
            self.compiled_reference,
            self.reference_sources,
            origin,
            self.today,
            account=self.account,
        )

    def open_library(self, folder: Path) -> Library:
        """Open the schedule and the catalogue alone, with what the user of a folder loaded.

        Raises:
            OperationFailedError: they can't be opened.
        """
        return Library(self.compiled_reference, self.reference_sources, folder)
