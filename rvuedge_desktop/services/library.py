"""The schedule and the catalogue without anybody's log: for a look at codes, and for a check-up."""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from rvuedge_desktop.services.encounter_prices import EncounterPrices
from rvuedge_desktop.services.intake import Intake
from rvuedge_desktop.services.localities import Localities
from rvuedge_desktop.services.lookup import Lookup
from rvuedge_desktop.services.schedules import Schedules
from rvuedge_desktop.services.search import CodeSearch
from rvuedge_desktop.store.loaded_schedules import LoadedSchedules
from rvuedge_desktop.store.reference import open_reference
from rvuedge_desktop.store.reference_sources import Sources


class Library(AbstractContextManager["Library"]):
    """What can be known without a log, so that a damaged or missing one does not stand in the way.

    Attributes:
        reference: the file behind it.
        loaded: the releases that the user loaded.
        schedules, localities, prices, search, intake, lookup: what it says.
    """

    def __init__(
        self, compiled_reference: Path, reference_sources: tuple[Path, Path] | None, folder: Path
    ) -> None:
        """Open the reference, and what the user of a folder loaded.

        Raises:
            OperationFailedError: they can't be opened or made.
        """
        sources = Sources(*reference_sources) if reference_sources else None
        self.reference = open_reference(compiled_reference, sources)
        try:
            self.loaded = LoadedSchedules(folder)
        except BaseException:
            self.reference.close()
            raise
        self.schedules = Schedules(self.reference, self.loaded)
        self.localities = Localities(self.reference, self.loaded)
        self.search = CodeSearch(self.reference, self.schedules)
        self.prices = EncounterPrices(self.schedules, self.localities)
        self.intake = Intake(self.reference, self.schedules, self.prices)
        self.lookup = Lookup(self.reference, self.schedules, self.intake)

    def close(self) -> None:
        """Let go of the files."""
        self.loaded.close()
        self.reference.close()

    def refresh(self) -> None:
        """Look anew at the loaded releases."""
        self.schedules.refresh()
        self.prices.forget()

    def notice_others(self) -> bool:
        """Look anew if another program loaded or removed a release; gives whether."""
        if not self.schedules.notice_others():
            return False
        self.prices.forget()
        return True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()
