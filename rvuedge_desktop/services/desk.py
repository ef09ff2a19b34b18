"""Everything that a screen or a command may ask for, put together once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.services.contracts import Contracts
from rvuedge_desktop.services.custom_codes import CustomCodes
from rvuedge_desktop.services.entry_prices import EntryPrices
from rvuedge_desktop.services.entry_reading import EntryReader
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.logbook import Logbook
from rvuedge_desktop.services.own_use import OwnUse
from rvuedge_desktop.services.pay import Pay
from rvuedge_desktop.services.preferences import Preferences
from rvuedge_desktop.services.providers import Providers
from rvuedge_desktop.services.reports import Reports
from rvuedge_desktop.services.shortcuts import Shortcuts
from rvuedge_desktop.services.sites import Sites
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store.log_file import PAIRS_FILE

if TYPE_CHECKING:
    from rvuedge_desktop.services.benchmarks import Benchmarks
    from rvuedge_desktop.services.checks import Checks
    from rvuedge_desktop.services.clinics import Clinics
    from rvuedge_desktop.services.favourites import Favourites
    from rvuedge_desktop.services.groups import Groups
    from rvuedge_desktop.services.history import History
    from rvuedge_desktop.services.pairs import Pairs
    from rvuedge_desktop.services.releases import Releases
    from rvuedge_desktop.services.templates import Templates


class Desk(AbstractContextManager["Desk"]):
    """A user's folder, open, with every verb on it.

    Attributes:
        workspace: the log, its changes, undo and redo.
        schedules, localities, search, intake, lookup: what the reference says.
        reader: what a typed line would log.
        logbook, reports: the log changed and summed up.
        pay: what contracts credit and pay.
        preferences: what the user prefers.
        own_use: how often they logged each code.
        sites, providers: where they work, and who they are.
        shortcuts: their own short names for codes and bundles.
        custom_codes: codes of their own.
    """

    def __init__(
        self,
        folder: Path,
        compiled_reference: Path,
        reference_sources: tuple[Path, Path] | None,
        origin: str,
        today: Callable[[], date] = date.today,
        *,
        account: Callable[[], str] = str,
    ) -> None:
        """Open a folder, creating the log where there is none.

        Args:
            folder: everything of one user.
            compiled_reference: the schedule and catalogue to price by.
            reference_sources: the text that it is made from, in a source tree; None in an installed program.
            origin: who changes the log through it, `window` or `command line`.
            today: gives the day on the wall.
            account: gives the account of the machine, empty where it is not known; asked at the first change.

        Raises:
            OperationFailedError: the log or the reference can't be opened.
        """
        library = Library(compiled_reference, reference_sources, folder)
        try:
            self.workspace = Workspace(folder, origin, today, account=account)
        except BaseException:
            library.close()
            raise
        self._library = library
        self.schedules, self.search = library.schedules, library.search
        self.intake, self.lookup = library.intake, library.lookup
        self.localities = library.localities
        self.own_use = OwnUse(self.workspace)
        self.search.own_use = self.own_use.counts
        self.custom_codes = CustomCodes(self.workspace)
        self.intake.own_codes = self.search.own_codes = self.custom_codes.by_code
        self.preferences = Preferences(self.workspace)
        self.sites = Sites(self.workspace, self.localities)
        self.shortcuts = Shortcuts(self.workspace, self.intake, self.sites)
        contracts = Contracts(self.workspace, self.schedules)
        self.providers = Providers(self.workspace, self.preferences, self.localities, contracts)
        self.reader = EntryReader(
            self.workspace,
            library,
            self.providers,
            sites=self.sites,
            shortcuts=self.shortcuts,
            contracts=contracts,
        )
        self._contracts = contracts
        self._prices = EntryPrices(library, contracts, self.custom_codes)
        self.logbook = Logbook(
            self.workspace,
            library,
            reader=self.reader,
            prices=self._prices,
            providers=self.providers,
            sites=self.sites,
            contracts=contracts,
            custom_codes=self.custom_codes,
        )
        self.pay = Pay(self.workspace, contracts, self.logbook)
        self.reports = Reports(self.workspace, self.lookup, self.pay)

    @cached_property
    def releases(self) -> "Releases":
        """The fee schedules at hand changed and compared; seldom needed, so not imported at the start."""
        from rvuedge_desktop.services.releases import Releases  # noqa: PLC0415

        return Releases(self.workspace, self._library, self.logbook)

    @cached_property
    def groups(self) -> "Groups":
        """Groups of patients, logged by their members; not needed to start."""
        from rvuedge_desktop.services.groups import Groups  # noqa: PLC0415

        return Groups(
            self.workspace,
            self._library,
            reader=self.reader,
            prices=self._prices,
            contracts=self._contracts,
        )

    @cached_property
    def checks(self) -> "Checks":
        """What a payer would refuse; not needed to start."""
        from rvuedge_desktop.services.checks import Checks  # noqa: PLC0415

        return Checks(self.workspace, self._library, self.preferences, self.pairs)

    @cached_property
    def benchmarks(self) -> "Benchmarks":
        """The user's year beside others; seldom needed, so not imported at the start."""
        from rvuedge_desktop.services.benchmarks import Benchmarks  # noqa: PLC0415

        return Benchmarks(self.workspace, self._library, self.preferences, self.pay)

    @cached_property
    def history(self) -> "History":
        """What every entry was; seldom needed, so not imported at the start."""
        from rvuedge_desktop.services.history import History  # noqa: PLC0415

        return History(self.workspace, self.logbook)

    @cached_property
    def templates(self) -> "Templates":
        """Days and drafts to be logged again; not needed for the first paint."""
        from rvuedge_desktop.services.templates import Templates  # noqa: PLC0415

        return Templates(self.workspace, self._library, self.reader, self.logbook, self.sites)

    @cached_property
    def clinics(self) -> "Clinics":
        """Clinics that come round; not needed for the first paint."""
        from rvuedge_desktop.services.clinics import Clinics  # noqa: PLC0415

        return Clinics(self.workspace, self.templates, self.preferences, self.intake, self.sites)

    @property
    def has_clinics(self) -> bool:
        """Whether there is any clinic to offer: most logs have none, and the window asks at every change.

        Raises:
            OperationFailedError: the log could not be read.
        """
        from rvuedge_desktop.store.clinics import has_clinics  # noqa: PLC0415 - not before the first paint

        with self.workspace.reporting():
            return has_clinics(self.workspace.log)

    @cached_property
    def favourites(self) -> "Favourites":
        """Favourite codes and short names by use; not needed before they are asked for."""
        from rvuedge_desktop.services.favourites import Favourites  # noqa: PLC0415

        return Favourites(self.workspace, self.preferences, self.shortcuts, self.lookup)

    @cached_property
    def pairs(self) -> "Pairs":
        """Codes that are not paid together, where the user loaded NCCI's file; not imported at the start."""
        from rvuedge_desktop.services.pairs import Pairs  # noqa: PLC0415

        return Pairs(self.workspace)

    @property
    def problem(self) -> OperationFailedError | None:
        """What of the user's folder can't be used although the log can; None where all is well."""
        if self._library.loaded.problem:
            return self._library.loaded.problem
        # Where there is no file, what reads it is not even imported: the window asks as it starts.
        return self.pairs.problem if (self.workspace.folder / PAIRS_FILE).exists() else None

    def close(self) -> None:
        """Let go of every file."""
        if "pairs" in self.__dict__:
            self.pairs.close()
        self.workspace.close()
        self._library.close()

    def notice_others(self) -> None:
        """Tell the subscribers if another program wrote to the log, or loaded a release or pairs."""
        # Where nothing has asked for a pair yet, nothing that is shown rests on one.
        is_other_pairs = "pairs" in self.__dict__ and self.pairs.notice_others()
        if self._library.notice_others() or is_other_pairs:
            self.workspace.tell_of_others()
        else:
            self.workspace.notice_others()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()
