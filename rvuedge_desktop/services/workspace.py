"""One user's log, open: it opens, transacts, notifies, reverts. What a verb does is said elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.store import changes
from rvuedge_desktop.store.changes import ChangeSet, Writer
from rvuedge_desktop.store.connection import explain, reporting
from rvuedge_desktop.store.log_file import FILE_NAME, open_log

__all__ = ["SCHEDULE", "ChangeSet", "Workspace"]

SCHEDULE = "schedule"
"""The verb of what is no change of the log: a release was loaded or removed."""

Subscriber = Callable[[ChangeSet | None], None]
"""Called after every committed change; with None when another program wrote to the log."""


class Workspace:
    """A log.

    Attributes:
        folder: everything of this user.
        log: the connection to the log; only the thread that opened it may use it.
        origin: who changes the log through it, `window` or `command line`.
        today: gives the day on the wall.
    """

    def __init__(
        self,
        folder: Path,
        origin: str,
        today: Callable[[], date] = date.today,
        *,
        account: Callable[[], str] = str,
    ) -> None:
        """Open a folder's log.

        Args:
            folder: everything of this user.
            origin: who changes the log through it, `window` or `command line`.
            today: gives the day on the wall.
            account: gives the account of the machine, empty where it is not known; asked at the first change.

        Raises:
            OperationFailedError: the log can't be opened; the message says why and what to do.
        """
        self.folder = folder
        self.origin = origin
        self.today = today
        self._account = account
        self.log = open_log(folder)
        self._path = folder / FILE_NAME
        self._subscribers: list[Subscriber] = []
        self._seen = self._data_version()

    @cached_property
    def actor(self) -> str:
        """The account of the machine under which the log is changed; empty where it is not known."""
        return self._account()

    def close(self) -> None:
        """Let go of the log."""
        self.log.close()

    def subscribe(self, subscriber: Subscriber) -> None:
        """Have something called after every change."""
        self._subscribers.append(subscriber)

    def unsubscribe(self, subscriber: Subscriber) -> None:
        """Have something called no more; one that is not subscribed is left alone."""
        if subscriber in self._subscribers:
            self._subscribers.remove(subscriber)

    @contextmanager
    def change(self, verb: str, label: str) -> Iterator[Writer]:
        """One change: all of it is committed and recorded for undo, or none of it.

        Args:
            verb: what is done, one word.
            label: the same in words for the person, such as `Logged 90853`.

        Raises:
            OperationFailedError: the log could not be written.
        """
        with self.reporting(), changes.transaction(self.log) as writer:
            yield writer
            done = changes.record(writer, verb, label, self.origin, self.actor) if writer.rows else None
        if done:
            self._notify(done)

    def undo(self) -> ChangeSet | None:
        """Take back the last change; None where there is none.

        Raises:
            BadInputError: what it touched was changed since by something else.
            OperationFailedError: the log could not be written.
        """
        return self._take_back("undo")

    def redo(self) -> ChangeSet | None:
        """Bring back the last change taken back; None where there is none. Raises as `undo`."""
        return self._take_back("redo")

    def _take_back(self, verb: changes.Direction) -> ChangeSet | None:
        with self.reporting(), changes.transaction(self.log) as writer:
            done = changes.take_back(writer, verb, self.origin, self.actor)
        if done:
            self._notify(done)
        return done

    def next_labels(self) -> tuple[str, str]:
        """What undo and redo would do, in words; empty where nothing.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self.reporting():
            undo, redo = changes.next_to_undo(self.log), changes.next_to_redo(self.log)
        return (undo[1] if undo else "", redo[1] if redo else "")

    def notice_others(self) -> bool:
        """Tell the subscribers if another program wrote to the log since the last look; gives whether."""
        version = self._data_version()
        if version == self._seen:
            return False
        self._seen = version
        self.tell_of_others()
        return True

    def tell_of_schedule(self, label: str) -> None:
        """Tell the subscribers that the releases at hand changed: prices to come, no entry.

        Args:
            label: what was done, in words.
        """
        self._notify(ChangeSet(0, SCHEDULE, label, ()))

    def tell_of_others(self) -> None:
        """Tell the subscribers that what they show may have changed elsewhere."""
        for subscriber in tuple(self._subscribers):
            subscriber(None)

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Turn an error of the log's file into words."""
        with reporting(self._path):
            yield

    def explained(self, error: Exception) -> RvuEdgeError | None:
        """An error that came out of the log's file, in words; None for one that has another cause."""
        return explain(self._path, error)

    def _notify(self, done: ChangeSet) -> None:
        for subscriber in tuple(self._subscribers):
            subscriber(done)

    def _data_version(self) -> int:
        with self.reporting():
            version: int = self.log.execute("PRAGMA data_version").fetchone()[0]
            return version
