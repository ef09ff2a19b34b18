"""The verbs of NCCI's pairs: load a quarter of CMS's file, see what is loaded, remove it, ask it."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rvuedge_desktop.domain.code_pairs import CodePair
from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.quarters import Quarter, quarter_from
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.code_pairs import LoadedPairs, PairsLoad

__all__ = ["Pairs", "PairsLoad", "PairsReport", "are_pairs", "quarter_named", "read_pair_files"]

# What reads CMS's files is not needed to ask for a pair, which every entry does.
if TYPE_CHECKING:
    from rvuedge_desktop.schedule.published_file import Progress
    from rvuedge_desktop.schedule.published_pairs import PublishedPairs

_A_YEAR = timedelta(days=365)
_DAY = timedelta(days=1)
_ALL_NAMES = "ncci"


class PairsReport(NamedTuple):
    """What files of pairs are. Nothing is loaded yet.

    Attributes:
        published: what was read.
        replaces: what is loaded now and would go; None where nothing is.
        remarks: what a person should know of it.
        period: the twelve months looked at.
        own_codes: the user's codes of these months that stand in a pair, in order.
    """

    published: "PublishedPairs"
    replaces: PairsLoad | None
    remarks: tuple[str, ...]
    period: Period
    own_codes: tuple[str, ...]


def are_pairs(paths: Sequence[Path]) -> bool:
    """Tell whether files hold NCCI's pairs, and no fee schedule, by their names or how they begin."""
    from rvuedge_desktop.schedule.pair_files import looks_like_pairs  # noqa: PLC0415 - see above

    return looks_like_pairs(paths)


def read_pair_files(
    paths: Sequence[Path], progress: "Progress | None" = None, quarter: Quarter | None = None
) -> "PublishedPairs":
    """Read pairs. Touches no log, so that any thread may do it.

    Raises:
        BadInputError: it is not what CMS publishes, not whole, or nothing says of which quarter it is.
        OperationFailedError: a file can't be read from disk.
    """
    from rvuedge_desktop.schedule.published_pairs import read_pairs  # noqa: PLC0415 - see above

    return read_pairs(paths, progress, quarter)


def quarter_named(text: str) -> Quarter:
    """The quarter that a person names, such as 2026Q2.

    Raises:
        BadInputError: it is none.
    """
    quarter = quarter_from(text)
    if quarter is None:
        raise BadInputError(f"\u201c{text}\u201d is not a quarter", "Write it as 2026Q2")
    return quarter


class Pairs:
    """The pairs of a user's folder."""

    def __init__(self, workspace: Workspace) -> None:
        """Look at the folder of an open log; where there is no file, nothing is opened."""
        self._workspace = workspace
        self._store = LoadedPairs(workspace.folder)
        self._seen = self.loaded

    @property
    def loaded(self) -> PairsLoad | None:
        """Quarter, count and day of what is loaded; None where nothing is, or where it can't be used."""
        return self._store.load()

    @property
    def problem(self) -> OperationFailedError | None:
        """Why what is loaded can't be used; None where it can, as far as it was read."""
        self._store.load()
        return self._store.problem

    def notice_others(self) -> bool:
        """Tell whether another program loaded or removed pairs since the last look."""
        seen, self._seen = self._seen, self.loaded
        return seen != self._seen

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def among(self, codes: Collection[str], day: date) -> list[CodePair]:
        """The pairs among some codes that hold on a day; none where no pairs are loaded or can be used."""
        return self._store.among(codes, day)

    def report(self, published: "PublishedPairs") -> PairsReport:
        """What loading would do. Nothing is changed.

        Raises:
            OperationFailedError: the log could not be read.
        """
        today = self._workspace.today()
        period = Period(today - _A_YEAR + _DAY, today)
        with self._workspace.reporting():
            own = {entry.code for entry in rows.entries_between(self._workspace.log, period)}
        return PairsReport(
            published,
            self.loaded,
            _remarks(published),
            period,
            tuple(sorted(own & published.paired_codes())),
        )

    def writer(self, published: "PublishedPairs") -> "Callable[[Progress | None], PairsLoad]":
        """What keeps pairs, for a thread of its own; `tell_of_load` is to be called after it.

        It is told what to tell its progress to, raises OperationFailedError where it can't write, and leaves
        what was there as it was then.
        """
        folder = self._workspace.folder
        return lambda progress: LoadedPairs(folder).replace(published, progress)

    def tell_of_load(self, load: PairsLoad) -> None:
        """Say to all who show it that pairs were loaded."""
        self._changed(f"Loaded NCCI pairs of {load.quarter.title}")

    def load(self, published: "PublishedPairs") -> PairsLoad:
        """Keep pairs in place of those that are loaded.

        Raises:
            OperationFailedError: it can't be written. What was there is as it was.
        """
        load = self.writer(published)(None)
        self.tell_of_load(load)
        return load

    def is_named(self, name: str) -> bool:
        """Tell whether a name, such as NCCI2026Q2 or NCCI, means pairs."""
        return name.strip().lower().startswith(_ALL_NAMES)

    def remove(self, name: str = _ALL_NAMES) -> PairsLoad:
        """Take the pairs away; gives what they were.

        Raises:
            BadInputError: none of this name are loaded.
            OperationFailedError: it can't be written.
        """
        problem = self.problem
        if problem:
            raise problem
        loaded = self.loaded
        wanted = "".join(name.lower().split())
        if loaded is None or wanted not in {_ALL_NAMES, loaded.name.lower()}:
            there = f"{loaded.name} is loaded" if loaded else "No pairs are loaded"
            raise BadInputError(f"There are no pairs \u201c{name}\u201d", there)
        self._store.remove()
        self._changed(f"Removed NCCI pairs of {loaded.quarter.title}")
        return loaded

    def _changed(self, label: str) -> None:
        # A file that could not be used may have been moved aside meanwhile.
        self._store.close()
        self._store.problem = None
        self._seen = self.loaded
        self._workspace.tell_of_schedule(label)


def _remarks(published: "PublishedPairs") -> tuple[str, ...]:
    remarks: list[str] = []
    if published.missing_parts:
        parts = ", ".join(f"f{part}" for part in published.missing_parts)
        remarks.append(f"without {parts} it is not whole: choose all four files of the quarter together")
    if not any(one.rationale for one in published.terms):
        remarks.append("it says no reasons; a plain csv has them in a file beside it")
    if not any(one.first_day for one in published.terms):
        remarks.append("it says no days: its pairs are taken to hold on any day")
    return tuple(remarks)
