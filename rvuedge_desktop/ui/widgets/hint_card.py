"""A small card that tells a newcomer how to begin; once dismissed it stays away."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from rvuedge_desktop.ui.icons import icon
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, THEME

_TEXT = (
    "Type a code such as <b>99213</b>, or <b>90853x8</b> for a group of eight, and press Enter. "
    "Words find codes too: <b>group therapy</b>. Everything stays on this computer."
)
_SHORT_TEXT = "Type a code such as <b>99213</b> and press Enter. Words find codes too: <b>group therapy</b>."
_SAMPLE, _SHORT_SAMPLE = "Look around with a sample log", "Sample log"
_NARROW = 700
"""In a narrower card the words are few, so that the day below keeps its room."""


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
        self._words = QLabel(_TEXT, self)
        self._words.setWordWrap(True)
        self._sample = QPushButton(_SAMPLE, self)
        self._sample.setToolTip(_SAMPLE)
        self._sample.setAccessibleName(_SAMPLE)
        self._sample.clicked.connect(self.sample_requested)
        self._close = QToolButton(self)
        self._close.setToolTip("Dismiss")
        self._close.setAccessibleName("Dismiss the hint")
        self._close.setObjectName("muted")
        self._close.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_LARGE, GAP, GAP, GAP)
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def restyle(self) -> None:
        """Take on the theme in force."""
        self._close.setIcon(icon(self._icons, "close", THEME.colours.muted))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < THEME.pixels(_NARROW)
        self._words.setText(_SHORT_TEXT if is_narrow else _TEXT)
        self._sample.setText(_SHORT_SAMPLE if is_narrow else _SAMPLE)
