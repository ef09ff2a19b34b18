"""One window for each log: a second start brings the first window to the front and ends."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QLockFile, QObject

from rvuedge_desktop.domain.errors import OperationFailedError

LOCK_FILE = "window.lock"
_WAIT_MILLISECONDS = 500


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
        """Answer a second start; called once the window is painted, since it loads Qt's network part."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - not needed to show the window

        name = _server_name(self._folder)
        QLocalServer.removeServer(name)  # what a crashed owner left behind; the lock says it is gone
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(come_to_front)
        self._server.listen(name)

    def release(self) -> None:
        """Let another window open the folder."""
        self._lock.unlock()


def _server_name(folder: Path) -> str:
    from zlib import crc32  # noqa: PLC0415 - only needed where windows meet

    return f"rvuedge-window-{crc32(str(folder.absolute()).encode()):08x}"


def _call_first_window(folder: Path) -> None:
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only needed where windows meet

    socket = QLocalSocket()
    socket.connectToServer(_server_name(folder))
    socket.waitForConnected(_WAIT_MILLISECONDS)
    socket.abort()
