"""One line on the Log page that a clinic is held on the day shown and not logged yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE


class ClinicOffer(QFrame):
    """The line: it never takes the keyboard, and goes away when the draft is logged or turned down.

    Attributes:
        draft_requested: the draft was asked for.
        dismissed: not today.
    """

    draft_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setObjectName("hint")
        self._name = self._rest = ""
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        # In a narrow window the words give way, not the buttons.
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.look = QPushButton("Look at the draft", self)
        self.look.clicked.connect(self.draft_requested)
        self.not_today = QPushButton("Not today", self)
        self.not_today.setObjectName("link")
        self.not_today.clicked.connect(self.dismissed)
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(GAP_LARGE, GAP, GAP, GAP)
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.look)
        layout.addWidget(self.not_today)
        self.hide()

    def offer(self, name: str, encounters: int) -> None:
        """Say which clinic is due, and how much there is to log."""
        lines = text.counted(encounters, "line", "lines")
        self._name, self._rest = name, f": {lines} not logged yet"
        self._words.setToolTip(name + self._rest)
        self.look.setAccessibleName(f"Look at the draft of {name}")
        self.not_today.setAccessibleName(f"No {name} today")
        self.show()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the name short where there is no room for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._row.activate()  # the room of the words is known only then
        metrics = self._words.fontMetrics()
        room = self._words.width() - metrics.horizontalAdvance(self._rest)
        cut = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, max(room, 0))
        self._words.setText(cut + self._rest)
