"""A line to search with: Up and Down walk what was found while one goes on typing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget


class SearchLine(QLineEdit):
    """The line.

    Attributes:
        steps_requested: Up or Down was pressed, -1 or 1.
        escaped: Escape was pressed.
    """

    steps_requested = Signal(int)
    escaped = Signal()

    def walk(self, found: QListWidget) -> None:
        """Have Up and Down move the current row of a list, round and round."""

        def step(steps: int) -> None:
            if found.count():
                found.setCurrentRow((found.currentRow() + steps) % found.count())

        self.steps_requested.connect(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on the keys that reach past the line."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.steps_requested.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
