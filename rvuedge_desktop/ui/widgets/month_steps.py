"""A month with an arrow on each side, for lists that go by months."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from rvuedge_desktop.domain.periods import DAYS_AHEAD, FIRST_DAY, month_of
from rvuedge_desktop.ui.icons import SIZE, icon
from rvuedge_desktop.ui.theme import GAP, THEME


class MonthSteps(QWidget):
    """The month's name between two arrows, also walked with Alt+Left and Alt+Right.

    Attributes:
        month_changed: another month is shown.
        month: its days.
        previous, next: the arrows.
    """

    month_changed = Signal()

    def __init__(self, icons: Path, day: date, today: date, parent: QWidget | None = None) -> None:
        """Show the month of a day.

        Args:
            icons: the folder of icons.
            day: any day of the month.
            today: the day on the wall: nothing can be logged further ahead than a year.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.month = month_of(day)
        self._last = today + timedelta(days=DAYS_AHEAD)
        self.previous = self._arrow(icons, "previous", "Month before", "Alt+Left", -1)
        self.next = self._arrow(icons, "next", "Month after", "Alt+Right", 1)
        self._title = QLabel(self)
        self._title.setObjectName("title")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for widget in (self.previous, self._title, self.next):
            layout.addWidget(widget)
        self._show()

    @property
    def title(self) -> str:
        """The month as a person reads it."""
        return f"{self.month.first:%B %Y}"

    def _arrow(self, icons: Path, name: str, title: str, key: str, steps: int) -> QToolButton:
        arrow = QToolButton(self)
        arrow.setObjectName("arrow")
        arrow.setIcon(icon(icons, name, THEME.colours.muted))
        arrow.setIconSize(QSize(SIZE, SIZE))
        arrow.setFixedSize(THEME.pixels(32), THEME.pixels(32))
        arrow.setAccessibleName(title)
        arrow.setToolTip(f"{title} ({key})")
        arrow.clicked.connect(lambda _=False: self._step(steps))
        # Not the button's own shortcut, which clicks it a tenth of a second later.
        QShortcut(QKeySequence(key), self).activated.connect(lambda: self._step(steps))
        return arrow

    def _step(self, steps: int) -> None:
        edge = self.month.first if steps < 0 else self.month.last
        day = edge + timedelta(days=steps)
        if FIRST_DAY <= day <= self._last:
            self.month = month_of(day)
            self._show()
            self.month_changed.emit()

    def _show(self) -> None:
        self._title.setText(self.title)
        self.previous.setEnabled(self.month.first > FIRST_DAY)
        self.next.setEnabled(self.month.last < self._last)
