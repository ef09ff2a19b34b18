"""A bar that shows what share is done, with a thin mark for where the calendar is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rvuedge_desktop.ui.theme import THEME

_HEIGHT = 7
_ROOM = 4


class ProgressBar(QWidget):
    """The bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._done = self._due = 0.0
        self.setFixedHeight(_HEIGHT + 2 * _ROOM)

    def show_share(self, done: float, due: float, words: str) -> None:
        """Show how far.

        Args:
            done: share of the whole, 1 for all.
            due: where the calendar is, as a share.
            words: the same in words, for the tooltip and for those who do not see it.
        """
        self._done, self._due = min(max(done, 0.0), 1.0), min(max(due, 0.0), 1.0)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(160, _HEIGHT + 2 * _ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint track, share and mark."""
        colours, painter = THEME.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, _ROOM, self.width(), _HEIGHT)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(track, _HEIGHT / 2, _HEIGHT / 2)
        if self._done:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(
                QRectF(0, _ROOM, max(self.width() * self._done, _HEIGHT), _HEIGHT), _HEIGHT / 2, _HEIGHT / 2
            )
        painter.setBrush(QColor(colours.text))
        painter.drawRect(QRectF(self.width() * self._due - 1, 1, 2, _HEIGHT + 2 * _ROOM - 2))
