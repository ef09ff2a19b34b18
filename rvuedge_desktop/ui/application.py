"""Start the window: application, lock, log, and what happens when one of them can't be had."""

import gc
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from rvuedge_desktop.domain.errors import OperationFailedError, RvuEdgeError
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.setup import Setup
from rvuedge_desktop.ui.main_window import MainWindow, apply_appearance
from rvuedge_desktop.ui.single_window import SingleWindow

_UNSEEN = frozenset({"offscreen", "minimal"})
"""Platforms on which nobody could answer a dialog."""


def open_window(setup: Setup, folder: Path, *, is_sample: bool) -> int:
    """Open the window on a folder and run until it is closed; gives the exit code.

    Args:
        setup: what depends on the machine.
        folder: the log's folder.
        is_sample: whether it is the made-up log.
    """
    application = make_application()
    with ExitStack() as stack:
        try:
            single = SingleWindow(folder, application)
            stack.callback(single.release)
            desk = stack.enter_context(setup.open_desk(folder, "window"))
            with desk.workspace.reporting():
                # Before there are widgets: each of them would take it on anew.
                apply_appearance(application, desk)
                window = MainWindow(desk, setup.icons, is_sample=is_sample)
        except RvuEdgeError as error:
            return _tell(error)
        _catch_faults(window, desk)
        window.sample_requested.connect(lambda: _open_sample(folder))
        _AfterFirstPaint(window, lambda: _finish_start(application, setup, window, single))
        window.show()
        return application.exec()


def make_application() -> QApplication:
    """The Qt application with our name, style and language."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    QApplication.setApplicationName("rvuedge")
    QApplication.setApplicationDisplayName("RVU Edge")
    QGuiApplication.setDesktopFileName("rvuedge")
    # As an argument: by `setStyle` Qt would make the platform's own style first.
    return QApplication([*sys.argv[:1], "-style", "Fusion"])


def _finish_start(application: QApplication, setup: Setup, window: MainWindow, single: SingleWindow) -> None:
    """What can wait until one can type."""
    # Whatever the start made stays until the end: the collector need never look at it again.
    gc.freeze()
    gc.enable()
    application.setWindowIcon(QIcon(str(setup.icons / "rvuedge-128.png")))
    window.start_background_work()
    single.listen(lambda: _come_to_front(window))


def _come_to_front(window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


class _AfterFirstPaint(QObject):
    """Calls something once, when the window has been painted."""

    def __init__(self, window: MainWindow, call: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._call = window, call
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return super().eventFilter(watched, event)


def _open_sample(folder: Path) -> None:
    """Open the sample log in a window of its own, beside this one."""
    from PySide6.QtCore import QProcess  # noqa: PLC0415 - not needed to start

    frozen = getattr(sys, "frozen", False)
    arguments = [] if frozen else ["-m", "rvuedge_desktop"]
    QProcess.startDetached(sys.executable, [*arguments, "--data-dir", str(folder), "--sample"])


def _tell(error: RvuEdgeError) -> int:
    """Say why there is no window: on the terminal, and in a dialog where somebody can see one."""
    sys.stderr.write(f"rvuedge: {error}\n")
    if QGuiApplication.platformName() not in _UNSEEN:
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - hopefully never

        box = QMessageBox(QMessageBox.Icon.Warning, "RVU Edge", error.what)
        box.setInformativeText("\n".join(part for part in (error.safe, error.fix) if part))
        box.exec()
    return 1


def _catch_faults(window: MainWindow, desk: Desk) -> None:
    """A fault of the program ends what was being done, not the program: it is written down and told."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        told = error if isinstance(error, RvuEdgeError) else desk.workspace.explained(error)
        window.log_page.status.complain(told or _fault(error, desk))

    sys.excepthook = caught


def _fault(error: Exception, desk: Desk) -> RvuEdgeError:
    from rvuedge_desktop.host.crash_text import write_crash_text  # noqa: PLC0415 - hopefully never

    where = "it could not be written down"
    with suppress(OSError):
        where = f"it is written down in {write_crash_text(desk.workspace.folder, error)}"
    return OperationFailedError(
        f"A fault of the program ({type(error).__name__}): {where}",
        "Please send that file to those who make the program, and go on",
        "What you logged is safe",
    )
