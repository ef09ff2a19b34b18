"""Two small pictures of a code: where it stands among others, and how it went since 2020."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from rvuedge_desktop.domain.comparison import Comparison
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import THEME

_HEIGHT = 92
_SOFT = 0.32
_GAP = 1.5


class DistributionChart(QWidget):
    """How many codes of a category are worth how much, the code's own step in full colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._shown: Comparison | None = None
        self.setMinimumHeight(_HEIGHT)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show where a code stands."""
        self._shown = comparison
        self.setAccessibleName(f"Percentile {comparison.percentile} of {comparison.n} codes")
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to be read."""
        return QSize(260, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the steps and the axis."""
        if self._shown is None:
            return
        colours, painter = THEME.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - self.fontMetrics().height() - 4
        width = self.width() / len(self._shown.bins)
        highest = max(self._shown.bins)
        soft = QColor(colours.accent)
        soft.setAlphaF(_SOFT)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, count in enumerate(self._shown.bins):
            # A step with few codes is still seen beside one with hundreds.
            tall = max(base * (count / highest) ** 0.5, 1.5) if count else 1.0
            painter.setBrush(QColor(colours.accent) if place == self._shown.bin else soft)
            painter.drawRect(QRectF(place * width, base - tall, max(width - _GAP, 1), tall))
        painter.setPen(QColor(colours.muted))
        axis = QRectF(0, base + 2, self.width(), self.height() - base - 2)
        painter.drawText(axis, int(Qt.AlignmentFlag.AlignLeft), "0")
        painter.drawText(axis, int(Qt.AlignmentFlag.AlignHCenter), f"median {text.rvu(self._shown.median)}")
        painter.drawText(axis, int(Qt.AlignmentFlag.AlignRight), text.rvu(self._shown.maximum))


class HistoryChart(QWidget):
    """A figure by year, as a line with its values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._points: Sequence[tuple[str, Decimal]] = ()
        self.setMinimumHeight(_HEIGHT)

    def show_points(self, points: Sequence[tuple[str, Decimal]]) -> None:
        """Show a figure by year, oldest first."""
        self._points = points
        self.setAccessibleName("; ".join(f"{year}: {text.rvu(value)}" for year, value in points))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to be read."""
        return QSize(260, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint line, points, values and years."""
        if not self._points:
            return
        colours, painter = THEME.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line_height = self.fontMetrics().height()
        top, bottom = line_height + 6, self.height() - line_height - 6
        values = [value for _, value in self._points]
        low, span = min(values), max(values) - min(values)
        step = self.width() / len(values)
        places = [
            QPointF(
                (place + 0.5) * step,
                bottom - float((value - low) / span) * (bottom - top) if span else (top + bottom) / 2,
            )
            for place, value in enumerate(values)
        ]
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawPolyline(places)
        painter.setBrush(QColor(colours.accent))
        centre = int(Qt.AlignmentFlag.AlignHCenter)
        for (year, value), place in zip(self._points, places, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(place, 3, 3)
            column = QRectF(place.x() - step / 2, 0, step, self.height())
            painter.setPen(QColor(colours.text))
            painter.drawText(column.translated(0, place.y() - line_height - 5), centre, text.rvu(value))
            painter.setPen(QColor(colours.muted))
            shown = year if step >= self.fontMetrics().horizontalAdvance(f"{year} ") else year[2:]
            painter.drawText(column.translated(0, self.height() - line_height), centre, shown)
