"""The calendar that opens under the day's name; days with entries stand out."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFont, QTextCharFormat
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rvuedge_desktop.domain.periods import DAYS_AHEAD, FIRST_DAY
from rvuedge_desktop.ui.theme import GAP
from rvuedge_desktop.ui.widgets.calendar import Calendar


class CalendarPopup(QFrame):
    """A month to choose a day from.

    Attributes:
        day_chosen: a day was chosen; the calendar has closed.
    """

    day_chosen = Signal(object)

    def __init__(self, days_with_entries: Callable[[date], Iterable[date]], parent: QWidget) -> None:
        """Begin closed.

        Args:
            days_with_entries: gives the days of a date's month that have entries.
            parent: as Qt has it.
        """
        super().__init__(parent, Qt.WindowType.Popup)
        self._days_with_entries = days_with_entries
        self.setObjectName("card")
        self._calendar = Calendar(self)
        self._calendar.activated.connect(self._on_calendar_activated)
        self._calendar.clicked.connect(self._on_calendar_activated)
        self._calendar.currentPageChanged.connect(self._mark_month)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.addWidget(self._calendar)

    def open_at(self, day: date, today: date, corner: QPoint) -> None:
        """Open on a day.

        Args:
            day: the day that is chosen at first.
            today: the day on the wall, from which the days that can be logged are counted.
            corner: the upper left corner, on the screen.
        """
        last = today + timedelta(days=DAYS_AHEAD)
        self._calendar.setDateRange(
            QDate(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day), QDate(last.year, last.month, last.day)
        )
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._mark_month()
        self.move(corner)
        self.show()
        self._calendar.setFocus()

    def _mark_month(self) -> None:
        self._calendar.setDateTextFormat(QDate(), QTextCharFormat())
        marked = QTextCharFormat()
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setForeground(self._calendar.palette().link())
        for day in self._days_with_entries(date(self._calendar.yearShown(), self._calendar.monthShown(), 1)):
            self._calendar.setDateTextFormat(QDate(day.year, day.month, day.day), marked)

    def _on_calendar_activated(self, chosen: QDate) -> None:
        self.hide()
        self.day_chosen.emit(date(chosen.year(), chosen.month(), chosen.day()))
