"""One window for each log: a second start brings the first window to the front and ends.

It calls by touching a file beside the log, at which the first window looks now and then. A local socket
would be a little quicker, and would cost every window the memory of Qt's network part.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QLockFile, QObject, QTimer

from rvuedge_desktop.domain.errors import OperationFailedError

LOCK_FILE, CALL_FILE = "window.lock", "window.call"
_LOOK_MILLISECONDS = 1000
"""How often to look whether a second start called."""


class SingleWindow(QObject):
    """Holds the lock of a folder while its window is open."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Take the lock of a folder.

        Raises:
            OperationFailedError: another window holds it; that one was asked to come to the front.
        """
        super().__init__(parent)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self._refuse_folder(folder)
        self._folder = folder
        self._heard: int | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._lock = QLockFile(str(folder / LOCK_FILE))
        # Only a crashed owner makes a lock stale, never its age: a window may stay open for weeks.
        self._lock.setStaleLockTime(0)
        if not self._lock.tryLock(0):
            self._refuse()

    def _refuse(self) -> None:
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            self._refuse_folder(self._folder)
        _call_first_window(self._folder)
        raise OperationFailedError(
            f"The log in {self._folder} is open in another window",
            "Go on in that window, which was asked to come to the front, or name another with --data-dir",
            "Nothing was changed",
        )

    def _refuse_folder(self, folder: Path) -> NoReturn:
        raise OperationFailedError(
            f"{folder} can't be written to",
            "Make it writable, or name another folder with --data-dir",
            "Nothing was changed",
        )

    def listen(self, come_to_front: Callable[[], None]) -> None:
        """Answer a second start from now on."""
        self._come_to_front = come_to_front
        self._heard = _last_call(self._folder)  # what a window before this one was called by
        self._timer.start(_LOOK_MILLISECONDS)

    def _on_timer_timeout(self) -> None:
        call = _last_call(self._folder)
        if call not in {None, self._heard}:
            self._heard = call
            self._come_to_front()

    def release(self) -> None:
        """Let another window open the folder."""
        self._timer.stop()
        with suppress(OSError):
            (self._folder / CALL_FILE).unlink(missing_ok=True)
        self._lock.unlock()


def _last_call(folder: Path) -> int | None:
    """When a second start called last; None where none did."""
    try:
        return (folder / CALL_FILE).stat().st_mtime_ns
    except OSError:
        return None


def _call_first_window(folder: Path) -> None:
    with suppress(OSError):  # then that window stays where it is
        (folder / CALL_FILE).touch()
