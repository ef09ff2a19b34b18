"""Everything that a screen or a command may ask for, put together once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from types import TracebackType

from rvuedge_desktop.services.intake import Intake
from rvuedge_desktop.services.logbook import Logbook
from rvuedge_desktop.services.lookup import Lookup
from rvuedge_desktop.services.preferences import Preferences
from rvuedge_desktop.services.reports import Reports
from rvuedge_desktop.services.schedules import Schedules
from rvuedge_desktop.services.search import CodeSearch
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store.reference import open_reference
from rvuedge_desktop.store.reference_sources import Sources


class Desk(AbstractContextManager["Desk"]):
    """A user's folder, open, with every verb on it.

    Attributes:
        workspace: the log, its changes, undo and redo.
        schedules, search, intake, lookup: what the reference says.
        logbook, reports: the log changed and summed up.
        preferences: what the user prefers.
    """

    def __init__(
        self,
        folder: Path,
        compiled_reference: Path,
        reference_sources: tuple[Path, Path] | None,
        origin: str,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Open a folder, creating the log where there is none.

        Args:
            folder: everything of one user.
            compiled_reference: the schedule and catalogue to price by.
            reference_sources: the text that it is made from, in a source tree; None in an installed program.
            origin: who changes the log through it, `window` or `command line`.
            today: gives the day on the wall.

        Raises:
            OperationFailedError: the log or the reference can't be opened.
        """
        sources = Sources(*reference_sources) if reference_sources else None
        reference = open_reference(compiled_reference, sources)
        try:
            self.workspace = Workspace(folder, reference, origin, today)
        except BaseException:
            reference.close()
            raise
        self.schedules = Schedules(reference)
        self.search = CodeSearch(reference, self.schedules)
        self.intake = Intake(reference, self.schedules)
        self.lookup = Lookup(reference, self.schedules, self.intake)
        self.logbook = Logbook(self.workspace, self.schedules, self.intake)
        self.reports = Reports(self.workspace)
        self.preferences = Preferences(self.workspace)

    def close(self) -> None:
        """Let go of every file."""
        self.workspace.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()
