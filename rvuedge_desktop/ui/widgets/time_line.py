"""The releases of the fee schedule on a time line: when each begins, which are bundled, which were loaded."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from rvuedge_desktop.services.schedules import HeldRelease
from rvuedge_desktop.ui.theme import THEME

_HEIGHT = 74
_MARGIN = 14
_MARK = 6.0
_NEAR = 12


class TimeLine(QWidget):
    """A mark for the first day of every release; a click chooses one. The keyboard has the list beside it.

    Attributes:
        chosen: the name of the release that was clicked.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._held: Sequence[HeldRelease] = ()
        self._today = date.min
        self._names: tuple[str, ...] = ()
        self.setMinimumHeight(THEME.pixels(_HEIGHT))
        self.setAccessibleName("Releases on a time line")

    def show_releases(self, held: Sequence[HeldRelease], today: date) -> None:
        """Show the releases at hand, and where today is."""
        self._held, self._today = held, today
        self.update()

    def mark(self, *names: str) -> None:
        """Show which releases are spoken of."""
        self._names = names
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(640, THEME.pixels(_HEIGHT))

    def _years(self) -> range:
        first = self._held[0].release.first_day.year
        last = max(self._held[-1].release.first_day.year, min(self._today.year, first + 30))
        return range(first, last + 1)

    def _place(self, day: date) -> float:
        """Where a day is, in pixels."""
        years = self._years()
        start, end = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
        share = (day - start).days / (end - start).days
        return _MARGIN + share * (self.width() - 2 * _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint years, marks and today."""
        if not self._held:
            return
        colours, painter = THEME.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        letters = self.fontMetrics().height()
        middle = self.height() - letters - 16.0
        painter.setPen(QPen(QColor(colours.line), 2))
        painter.drawLine(QPointF(_MARGIN, middle), QPointF(self.width() - _MARGIN, middle))
        for year in self._years():
            at = self._place(date(year, 1, 1))
            painter.setPen(QColor(colours.line))
            painter.drawLine(QPointF(at, middle - 8), QPointF(at, middle + 8))
            painter.setPen(QColor(colours.muted))
            room = QRectF(at, middle + 10, self._place(date(year, 12, 31)) - at, letters + 2)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), str(year))
        today = self._place(self._today)
        painter.setPen(QPen(QColor(colours.warning), 1.5))
        painter.drawLine(QPointF(today, middle - 14), QPointF(today, middle + 9))
        for one in self._held:
            point = QPointF(self._place(one.release.first_day), middle)
            is_named = one.release.name in self._names
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(QColor(colours.accent if is_named else colours.surface))
            if one.loaded:  # a square, so that colour is not the only sign
                painter.drawRect(QRectF(point.x() - _MARK, point.y() - _MARK, 2 * _MARK, 2 * _MARK))
            else:
                painter.drawEllipse(point, _MARK, _MARK)
        self._paint_names(painter, middle, letters)

    def _paint_names(self, painter: QPainter, middle: float, letters: int) -> None:
        painter.setPen(QColor(THEME.colours.text))
        named = [one.release for one in self._held if one.release.name in self._names]
        for place, release in enumerate(named):
            width = self.fontMetrics().horizontalAdvance(release.name)
            # Of two the earlier stands to the left of its mark, so that neighbours do not overlap.
            share = 0.5 if len(named) == 1 else (1.0, 0.0)[min(place, 1)]
            nudge = _MARK * (1 - 2 * share)
            left = self._place(release.first_day) - width * share - nudge
            left = min(max(left, 0), self.width() - width)
            painter.drawText(QPointF(left, middle - letters / 2 - 6), release.name)

    def _near(self, x: float) -> HeldRelease | None:
        if not self._held:
            return None
        nearest = min(self._held, key=lambda one: abs(self._place(one.release.first_day) - x))
        return nearest if abs(self._place(nearest.release.first_day) - x) <= _NEAR else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a release."""
        found = self._near(event.position().x())
        if found:
            self.chosen.emit(found.release.name)

    def event(self, event: QEvent) -> bool:
        """Say what a mark is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._near(event.pos().x())
            kind = "loaded" if found and found.loaded else "bundled"
            words = f"{found.release.name}, from {found.release.first_day}, {kind}" if found else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
