"""Four weeks of work RVUs as bars, the shown day in full colour."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import THEME

DAYS = 28
_GAP = 2
_SOFT = 0.42
"""How strong the colour of the other days is."""


class RecentDays(QWidget):
    """The bars; a click goes to a day.

    Attributes:
        day_chosen: a day was clicked.
    """

    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without days."""
        super().__init__(parent)
        self._last = date.min
        self._works: list[Decimal] = [Decimal(0)] * DAYS
        self.setFixedHeight(64)
        self.setAccessibleName("Work RVUs of the last four weeks")

    def show_days(self, last: date, works: Mapping[date, Decimal]) -> None:
        """Show four weeks that end on a day.

        Args:
            last: the last of them.
            works: work RVUs by day; days without entries are absent.
        """
        self._last = last
        days = (last - timedelta(days=DAYS - 1 - place) for place in range(DAYS))
        self._works = [works.get(day, Decimal(0)) for day in days]
        worked = [work for work in self._works if work]
        mean = sum(worked, Decimal(0)) / len(worked) if worked else Decimal(0)
        self.setAccessibleDescription(f"{len(worked)} days worked, {text.rvu(round(mean, 2))} a day")
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to be read."""
        return QSize(240, 64)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the bars and, dashed, the mean of the days worked."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, soft = QColor(THEME.colours.accent), QColor(THEME.colours.accent)
        soft.setAlphaF(_SOFT)
        highest = max(self._works) or Decimal(1)
        width, height = self.width() / DAYS, self.height() - 2
        painter.setPen(Qt.PenStyle.NoPen)
        for place, work in enumerate(self._works):
            tall = max(float(work / highest) * height, 1.0)
            painter.setBrush(accent if place == DAYS - 1 else soft)
            bar = QRectF(place * width, self.height() - tall, max(width - _GAP, 2), tall)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        worked = [work for work in self._works if work]
        if worked:
            mean = sum(worked, Decimal(0)) / len(worked)
            y = self.height() - float(mean / highest) * height
            painter.setPen(QPen(QColor(THEME.colours.muted), 1, Qt.PenStyle.DotLine))
            painter.drawLine(0, round(y), self.width(), round(y))

    def _day_at(self, x: float) -> tuple[date, Decimal]:
        place = min(max(int(x * DAYS / max(self.width(), 1)), 0), DAYS - 1)
        return self._last - timedelta(days=DAYS - 1 - place), self._works[place]

    def event(self, event: QEvent) -> bool:
        """Tell the day and its figure under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._last != date.min:
            day, work = self._day_at(event.pos().x())
            QToolTip.showText(event.globalPos(), f"{day:%A, %B} {day.day}: {text.rvu(work)} wRVU", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day under the pointer."""
        if self._last != date.min:
            self.day_chosen.emit(self._day_at(event.position().x())[0])
