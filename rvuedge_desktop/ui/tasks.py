"""Work that takes longer than a blink, beside the window: progress, cancelling, and its end in one place."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal


class _CancelledError(Exception):
    """The person has had enough; raised inside the work, where it tells its progress."""


Tell = Callable[[int], None]
"""What the work calls with how far it is."""


class Task(QThread):
    """One piece of work in a thread of its own. It must touch neither widgets nor an open log.

    Attributes:
        progressed: how far it is.
        succeeded: what it gave.
        failed: the error it ended with. A cancelled task ends without either.
    """

    progressed = Signal(int)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[Tell], object], parent: QObject) -> None:
        """Prepare it; `start` begins.

        Args:
            work: what to do, given what to tell its progress to.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._work = work
        self._is_cancelled = False

    def cancel(self) -> None:
        """Have it end at its next word of progress."""
        self._is_cancelled = True

    def end(self) -> None:
        """Cancel it and wait until it has ended."""
        self.cancel()
        self.wait()

    def run(self) -> None:
        """Do the work; called by Qt in the other thread."""
        try:
            result = self._work(self._tell)
        except _CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - it is told where it can be put into words
            self.failed.emit(error)
        else:
            if not self._is_cancelled:
                self.succeeded.emit(result)

    def _tell(self, amount: int) -> None:
        if self._is_cancelled:
            raise _CancelledError
        self.progressed.emit(amount)
