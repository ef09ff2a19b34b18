"""The calendar of this program: Monday first, no day in a colour that the theme does not have."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QToolButton, QWidget

_ARROWS = (
    ("qt_calendar_prevmonth", Qt.ArrowType.LeftArrow, "Month before"),
    ("qt_calendar_nextmonth", Qt.ArrowType.RightArrow, "Month after"),
)


class Calendar(QCalendarWidget):
    """A month to choose a day from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the month of today."""
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setAccessibleName("Calendar")
        for view in self.findChildren(QAbstractItemView):
            view.setAccessibleName("Calendar")  # it has the keyboard, and is what a reader names
        plain = QTextCharFormat()
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekend, plain)
        for name, arrow, title in _ARROWS:
            for button in self.findChildren(QToolButton, name):
                # Qt's own pictures are black, and not seen in the dark.
                button.setArrowType(arrow)
                button.setAccessibleName(title)
