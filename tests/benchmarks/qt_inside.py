"""For the subjects that drive the window inside their own process: Qt without a screen, the real window."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measuring import setup_for

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.application import make_application
from rvuedge_desktop.ui.main_window import MainWindow, apply_appearance

SIZE = (1280, 800)


@contextmanager
def open_window(folder: Path) -> Iterator[tuple[QApplication, Desk, MainWindow]]:
    """The program's window on a folder, painted and ready to be typed in."""
    application = make_application()
    setup = setup_for(folder)
    with setup.open_desk(folder, "window") as desk:
        window = MainWindow(desk, setup.icons, is_sample=False)
        apply_appearance(application, desk)
        window.resize(*SIZE)
        window.show()
        for _ in range(5):
            application.processEvents()
        yield application, desk, window
        window.close()


class PaintCount(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.paints = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.paints += 1
        return super().eventFilter(watched, event)
