"""The line at the bottom: what was done, with undo at hand, or what went wrong; and the keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.ui.theme import GAP

_KEYS = (("Ctrl K", "find"), ("Ctrl Z", "undo"), ("F6", "table"), ("F1", "keys"))


class StatusLine(QWidget):
    """The line.

    Attributes:
        undo_requested: Undo was clicked.
    """

    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with the keys alone."""
        super().__init__(parent)
        self._said = ""
        self._words = QLabel(self)
        self._words.setObjectName("muted")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._undo = QPushButton("Undo", self)
        self._undo.setObjectName("link")
        self._undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self.undo_requested)
        self._undo.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._undo)
        layout.addSpacing(GAP)
        self._hints: list[QLabel] = []
        for key, meaning in _KEYS:
            for name, written in (("key", key), ("muted", meaning)):
                label = QLabel(written, self)
                label.setObjectName(name)
                layout.addWidget(label)
                self._hints.append(label)

    def say(self, words: str, *, undoable: bool) -> None:
        """Say what was done.

        Args:
            words: the sentence, without a final period.
            undoable: whether to offer undo behind it.
        """
        self._set(words, "muted")
        self._undo.setVisible(undoable)
        self._fit()

    def complain(self, error: RvuEdgeError) -> None:
        """Say what could not be done, what is safe, and what to do next."""
        self._set(str(error), "warning")
        self._undo.hide()
        self._fit()

    def _set(self, words: str, name: str) -> None:
        self._said = words
        self._words.setToolTip(words)
        self._words.setAccessibleName(words)
        if self._words.objectName() != name:
            self._words.setObjectName(name)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words what room there is now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the words what room they need, the keys what is left.

        What went wrong takes several lines where one is too short; of anything else the beginning is shown.
        """
        metrics = self._words.fontMetrics()
        undo = 0 if self._undo.isHidden() else self._undo.sizeHint().width() + GAP
        room = self.width() - undo - 2 * GAP
        keys = sum(hint.sizeHint().width() + GAP for hint in self._hints)
        wanted = metrics.horizontalAdvance(self._said)
        for hint in self._hints:
            hint.setVisible(wanted <= room - keys)
        left = room - keys if wanted <= room - keys else room
        is_wrong = self._words.objectName() == "warning"
        self._words.setWordWrap(is_wrong)
        cut = metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, left)
        self._words.setText(self._said if is_wrong else cut)
