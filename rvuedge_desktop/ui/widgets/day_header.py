"""The day at the top, with arrows, today, and a calendar under its name."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.icons import SIZE, icon
from rvuedge_desktop.ui.theme import GAP, THEME

if TYPE_CHECKING:
    from rvuedge_desktop.ui.widgets.calendar_popup import CalendarPopup


_LEAST, _MOST = 24, 130
"""Pixels that a name at the right takes at least and at most."""
_FRAME_OF_NAME = 36
"""Pixels that its button takes besides."""


class DayHeader(QWidget):
    """The shown day.

    Attributes:
        steps_requested: an arrow was pressed, -1 or 1.
        today_requested: the button Today was pressed.
        day_chosen: a day was chosen in the calendar.
        place: the button at the right that tells where new entries are priced; its owner gives it a menu.
        whose: the button beside it that tells whose entries are shown, where there is something to tell.
    """

    steps_requested = Signal(int)
    today_requested = Signal()
    day_chosen = Signal(object)

    def __init__(
        self, icons: Path, days_with_entries: Callable[[date], Iterable[date]], parent: QWidget | None = None
    ) -> None:
        """Show no day yet.

        Args:
            icons: the folder of icons.
            days_with_entries: gives the days of a date's month that have entries.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._icons, self._days_with_entries = icons, days_with_entries
        self._day = self._today_on_wall = date.min
        self._calendar: CalendarPopup | None = None
        self._names: dict[QToolButton, tuple[str, str]] = {}
        self._has_width = False
        self._previous = self._arrow("Previous day (Alt+Left)", -1)
        self._next = self._arrow("Next day (Alt+Right)", 1)
        self._title = QToolButton(self)
        self._title.setObjectName("title")
        self._title.setToolTip("Choose a day (Ctrl+D)")
        # The day is never cut short: what stands at the right gives way.
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._title.clicked.connect(self.open_calendar)
        self._today = QToolButton(self)
        self._today.setText("Today")
        self._today.setToolTip("Back to today (Ctrl+T)")
        self._today.clicked.connect(self.today_requested)
        self.place = QToolButton(self)
        self.place.setObjectName("muted")
        self.place.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.whose = QToolButton(self)
        self.whose.setObjectName("muted")
        self.whose.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.whose.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for widget in (self._previous, self._title, self._next, self._today):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.whose)
        layout.addWidget(self.place)
        self.restyle()

    def _arrow(self, tip: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("arrow")
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        button.clicked.connect(lambda: self.steps_requested.emit(step))
        return button

    def restyle(self) -> None:
        """Take on the theme in force."""
        for button, name in ((self._previous, "previous"), (self._next, "next")):
            button.setIcon(icon(self._icons, name, THEME.colours.muted))
            button.setIconSize(QSize(SIZE, SIZE))
            button.setFixedSize(THEME.pixels(32), THEME.pixels(32))
        self._elide()

    def name(self, button: QToolButton, before: str, name: str) -> None:
        """Put a name on `place` or `whose`, cut short where the header has no room for it.

        Args:
            button: which.
            before: what is never cut short; may be empty.
            name: some are a line long.
        """
        self._names[button] = (before, name)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what room there is beside the day."""
        super().resizeEvent(event)
        self._has_width = True
        self._elide()

    def _room_for_names(self, shown: Sequence[QToolButton]) -> int:
        """Pixels that the names have beside the day, the arrows and what never gives way."""
        fixed = (self._previous, self._title, self._next, self._today)
        taken = sum(one.sizeHint().width() + GAP for one in fixed if not one.isHidden())
        for button in shown:
            taken += self.fontMetrics().horizontalAdvance(self._names[button][0])
            taken += THEME.pixels(_FRAME_OF_NAME) + GAP
        return self.width() - taken

    def _name_day(self) -> None:
        """Name the day in full, or with few letters where that alone would not fit."""
        if self._day == date.min:
            return
        least = self._previous.width() + self._next.width() + self._today.sizeHint().width() + 5 * GAP
        for button, (before, _) in self._names.items():
            if not button.isHidden():
                least += self.fontMetrics().horizontalAdvance(before) + THEME.pixels(_FRAME_OF_NAME) + GAP
        day, fits = self._day, False
        year = "" if day.year == self._today_on_wall.year else f", {day.year}"
        for words in (
            text.long_day(day, self._today_on_wall),
            f"{day:%a, %b} {day.day}{year}",
            f"{day:%b} {day.day}{year}",
        ):
            self._title.setText(words)
            fits = not self._has_width or least + self._title.sizeHint().width() <= self.width()
            if fits:
                break
        self._today.setVisible(fits)  # Ctrl+T does the same

    def _elide(self) -> None:
        self._name_day()
        shown = [
            button for button in (self.whose, self.place) if not button.isHidden() and button in self._names
        ]
        metrics = self.fontMetrics()
        left = self._room_for_names(shown) if self._has_width else THEME.pixels(_MOST) * len(shown)
        # Whose entries they are goes before where they are priced.
        for others, button in zip(reversed(range(len(shown))), shown, strict=True):
            before, name = self._names[button]
            most, least = THEME.pixels(_MOST), THEME.pixels(_LEAST)
            room = left - others * least
            if room < min(metrics.horizontalAdvance(name), most):
                room = left  # whose entries they are is read rather than where they are priced
            if before and room < least:
                button.setText(f"{before.rstrip(', ')} \u25be")
                continue
            cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, min(max(room, least), most))
            left -= metrics.horizontalAdvance(cut)
            button.setText(f"{before}{cut} \u25be")

    def show_day(self, day: date, today: date) -> None:
        """Name the day."""
        self._day, self._today_on_wall = day, today
        self._title.setAccessibleName(f"Day shown: {text.long_day(day, today)}")
        self._today.setEnabled(day != today)
        self._elide()

    def open_calendar(self) -> None:
        """Open the calendar under the day's name; days with entries stand out."""
        if self._calendar is None:
            from rvuedge_desktop.ui.widgets.calendar_popup import CalendarPopup  # noqa: PLC0415 - not to start

            self._calendar = CalendarPopup(self._days_with_entries, self)
            self._calendar.day_chosen.connect(self.day_chosen)
        self._calendar.open_at(
            self._day, self._today_on_wall, self._title.mapToGlobal(QPoint(0, self._title.height() + 4))
        )
