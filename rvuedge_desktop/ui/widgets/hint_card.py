"""A small card that tells a newcomer how to begin; once dismissed it stays away."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from rvuedge_desktop.ui.icons import icon
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, THEME

_TEXT = (
    "Type a code such as <b>99213</b>, or <b>90853x8</b> for a group of eight, and press Enter. "
    "Words find codes too: <b>group therapy</b>. Everything stays on this computer."
)


class HintCard(QFrame):
    """The card.

    Attributes:
        sample_requested: the sample log was asked for.
        dismissed: it was closed.
    """

    sample_requested = Signal()
    dismissed = Signal()

    def __init__(self, icons: Path, parent: QWidget | None = None) -> None:
        """Show the hint.

        Args:
            icons: the folder of icons.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setObjectName("hint")
        self._icons = icons
        words = QLabel(_TEXT, self)
        words.setWordWrap(True)
        sample = QPushButton("Look around with a sample log", self)
        sample.clicked.connect(self.sample_requested)
        self._close = QToolButton(self)
        self._close.setToolTip("Dismiss")
        self._close.setAccessibleName("Dismiss the hint")
        self._close.setObjectName("muted")
        self._close.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_LARGE, GAP, GAP, GAP)
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(words, 1)
        layout.addWidget(sample, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def restyle(self) -> None:
        """Take on the theme in force."""
        self._close.setIcon(icon(self._icons, "close", THEME.colours.muted))
