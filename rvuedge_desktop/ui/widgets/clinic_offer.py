"""One line on the Log page that a clinic is held on the day shown and not logged yet."""

from PySide6.QtCore import Qt, Signal
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
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        # In a narrow window the words give way, not the buttons.
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.look = QPushButton("Look at the draft", self)
        self.look.clicked.connect(self.draft_requested)
        self.not_today = QPushButton("Not today", self)
        self.not_today.setObjectName("link")
        self.not_today.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_LARGE, GAP, GAP, GAP)
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.look)
        layout.addWidget(self.not_today)
        self.hide()

    def offer(self, name: str, encounters: int) -> None:
        """Say which clinic is due, and how much there is to log."""
        lines = text.counted(encounters, "line", "lines")
        self._words.setText(f"{name}: {lines} not logged yet")
        self._words.setToolTip(self._words.text())
        self.look.setAccessibleName(f"Look at the draft of {name}")
        self.not_today.setAccessibleName(f"No {name} today")
        self.show()
