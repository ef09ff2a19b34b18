"""Choose the day that entries are moved or copied to."""

from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import DAYS_AHEAD, FIRST_DAY, parse_day
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE
from rvuedge_desktop.ui.widgets.calendar import Calendar


class DayDialog(QDialog):
    """A day by typing (`yesterday`, `-3`, `2026-07-15`) or by the calendar.

    Attributes:
        day: the chosen day.
    """

    def __init__(self, title: str, day: date, today: date, parent: QWidget | None = None) -> None:
        """Ask for a day.

        Args:
            title: what it is for, as a short sentence.
            day: the day to begin with.
            today: the day on the wall.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.day, self._today = day, today
        self._line = QLineEdit(day.isoformat(), self)
        self._line.setAccessibleName("Day")
        self._line.selectAll()
        self._line.textEdited.connect(self._on_line_edited)
        self._said = QLabel(text.long_day(day, today), self)
        self._said.setObjectName("muted")
        self._calendar = Calendar(self)
        last = today + timedelta(days=DAYS_AHEAD)
        self._calendar.setDateRange(
            QDate(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day), QDate(last.year, last.month, last.day)
        )
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.selectionChanged.connect(self._on_calendar_selected)
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel, self)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addWidget(QLabel(title, self))
        layout.addWidget(self._line)
        layout.addWidget(self._said)
        layout.addWidget(self._calendar)
        layout.addWidget(self._buttons)

    def _on_line_edited(self, typed: str) -> None:
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        try:
            self.day = parse_day(typed, self._today)
        except BadInputError as error:
            self._said.setText(error.fix)
            ok.setEnabled(False)
            return
        ok.setEnabled(True)
        self._said.setText(text.long_day(self.day, self._today))
        self._calendar.blockSignals(True)
        self._calendar.setSelectedDate(QDate(self.day.year, self.day.month, self.day.day))
        self._calendar.blockSignals(False)

    def _on_calendar_selected(self) -> None:
        chosen = self._calendar.selectedDate()
        self._line.setText(f"{chosen.year():04}-{chosen.month():02}-{chosen.day():02}")
        self._on_line_edited(self._line.text())
