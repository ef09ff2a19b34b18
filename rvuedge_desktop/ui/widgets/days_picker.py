"""Choose several days: from one to another, on some days of the week."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.weekdays import EVERY_DAY, NAMES, WORKING_DAYS, days_of, parse_range
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE

_SHORT = 3


class WeekdayBoxes(QWidget):
    """Seven boxes to tick.

    Attributes:
        changed: another day was ticked.
    """

    changed = Signal()

    def __init__(self, chosen: Sequence[int], parent: QWidget | None = None) -> None:
        """Begin with some days ticked, from Monday, 1, to Sunday, 7."""
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_LARGE)
        self.boxes: list[QCheckBox] = []
        for number, name in zip(EVERY_DAY, NAMES, strict=True):
            box = QCheckBox(name[:_SHORT], self)
            box.setAccessibleName(name)
            box.setChecked(number in chosen)
            box.toggled.connect(self.changed)
            layout.addWidget(box)
            self.boxes.append(box)
        layout.addStretch(1)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The days that are ticked."""
        return tuple(number for number, box in zip(EVERY_DAY, self.boxes, strict=True) if box.isChecked())

    def choose(self, weekdays: Sequence[int]) -> None:
        """Tick these and no others."""
        for number, box in zip(EVERY_DAY, self.boxes, strict=True):
            box.setChecked(number in weekdays)


class DaysPicker(QWidget):
    """The first and the last day, the days of the week, and whether days with entries are left out.

    Attributes:
        changed: other days were chosen.
    """

    changed = Signal()

    def __init__(
        self,
        period: Period,
        today: date,
        worked: Callable[[Sequence[date]], Sequence[date]],
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the working days of a period.

        Args:
            period: the first days to offer.
            today: the day on the wall.
            worked: gives those of some days that have entries.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._today, self._worked = today, worked
        self.first, self.last = (
            QLineEdit(period.first.isoformat(), self),
            QLineEdit(period.last.isoformat(), self),
        )
        self.first.setAccessibleName("First day")
        self.last.setAccessibleName("Last day")
        self.weekdays = WeekdayBoxes(WORKING_DAYS, self)
        self.skip = QCheckBox("Leave out days that &have entries", self)
        self.skip.setChecked(True)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        for signal in (self.first.textChanged, self.last.textChanged):
            signal.connect(lambda _: self._on_changed())
        self.skip.toggled.connect(lambda _: self._on_changed())
        self.weekdays.changed.connect(self._on_changed)
        span = QHBoxLayout()
        span.setSpacing(GAP)
        for widget in (QLabel("From", self), self.first, QLabel("to", self), self.last):
            span.addWidget(widget)
        span.addSpacing(GAP_LARGE)
        span.addWidget(self.weekdays, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(span)
        layout.addWidget(self.skip)
        layout.addWidget(self._said)
        self.days: tuple[date, ...] = ()
        self._read()

    def _on_changed(self) -> None:
        self._read()
        self.changed.emit()

    def _read(self) -> None:
        """The days as they are typed and ticked; what is wrong with them is said."""
        try:
            period = parse_range(f"{self.first.text().strip()}..{self.last.text().strip()}", self._today)
        except BadInputError as error:
            self.days = ()
            self._say(str(error), "warning")
            return
        days = days_of(period, self.weekdays.chosen)
        worked = set(self._worked(days))
        self.days = tuple(day for day in days if day not in worked) if self.skip.isChecked() else days
        names = [f"{day:%a} {day.day} {day:%b}" for day in self.days]
        shown = ", ".join(names if len(names) <= _NAMED else [*names[: _NAMED - 1], "\u2026", names[-1]])
        with_entries = f"{text.counted(len(worked), 'day has', 'days have')} entries" if worked else ""
        words = [text.counted(len(self.days), "day", "days"), shown, with_entries]
        self._say(" \u00b7 ".join(word for word in words if word), "muted" if self.days else "warning")

    def _say(self, words: str, name: str) -> None:
        self._said.setText(words)
        self._said.setObjectName(name)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)


_NAMED = 8
"""So many days are named one by one."""
