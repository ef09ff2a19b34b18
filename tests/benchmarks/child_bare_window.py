"""Child of `start`: a bare QMainWindow with nothing in it; says when it is painted, ends when told to."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _Painted(QObject):
    """Tells of the first paint."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, _say)
        return super().eventFilter(watched, event)


def _say() -> None:
    print("painted", flush=True)
    # Whatever is still to be done after the first paint is done before the memory is read.
    QTimer.singleShot(200, _settled)


def _settled() -> None:
    print("settled", flush=True)
    sys.stdin.read()
    QApplication.quit()


def main() -> int:
    """Show it."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setWindowTitle("Bare window")
    window.resize(1280, 800)
    painted = _Painted()
    window.installEventFilter(painted)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
