"""Clinics that come round: when they are held, and what is usually done there."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.clinics import MOST_WEEKS, Clinic, parse_last_day
from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.periods import parse_day
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.action_row import ActionRow
from rvuedge_desktop.ui.widgets.days_picker import WeekdayBoxes
from rvuedge_desktop.ui.widgets.figure_table import FigureTable

_WORDS = (
    "On its days a clinic is offered on the Log page as a draft, which you change and log. Take what was "
    "logged out of the log, and it is offered again."
)
_EXAMPLE = "One encounter a line, as in the entry line:\n99213x12\n90853x8 @clinic"
_LINES_HEIGHT = 84


class ClinicsDialog(QDialog):
    """Make, change and remove clinics; each is one change of the log, so undo takes it back."""

    def __init__(
        self, desk: Desk, day: date, draft: Callable[[Clinic], object], parent: QWidget | None = None
    ) -> None:
        """Show those there are.

        Args:
            desk: the log and everything on it.
            day: the day that a new one begins on.
            draft: opens a clinic as a draft to change and log.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk, self._day, self._draft = desk, day, draft
        self._clinics: tuple[Clinic, ...] = ()
        self.setWindowTitle("Clinics")
        self.setMinimumSize(THEME.pixels(680), THEME.pixels(560))
        words = QLabel(_WORDS, self)
        words.setObjectName("muted")
        words.setWordWrap(True)
        self.table = FigureTable(("Clinic", "Held", "Who", "Lines"), (3,), 1, self)
        self.table.setAccessibleName("Clinics")
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._form())
        layout.addWidget(self._wrong)
        layout.addWidget(self._buttons())
        self._refill()
        self.name.setFocus()

    def _form(self) -> QFormLayout:
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("Tuesday clinic")
        self.provider = QComboBox(self)
        who = QLineEdit(self)
        who.setAccessibleName("Who")
        self.provider.setLineEdit(who)  # and it can be typed in
        self.provider.addItems(list(self._desk.providers.names()))
        self.weekdays = WeekdayBoxes((self._day.isoweekday(),), self)
        self.every = QSpinBox(self)
        self.every.setRange(1, MOST_WEEKS)
        self.every.setSuffix(" week")
        self.every.valueChanged.connect(
            lambda weeks: self.every.setSuffix(" week" if weeks == 1 else " weeks")
        )
        self.first = QLineEdit(self._day.isoformat(), self)
        self.last = QLineEdit(self)
        self.last.setPlaceholderText("no end")
        self.lines = QPlainTextEdit(self)
        self.lines.setPlaceholderText(_EXAMPLE)
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(THEME.pixels(_LINES_HEIGHT))
        span = QHBoxLayout()
        span.setSpacing(GAP_LARGE)
        for title, widget in (("every", self.every), ("from", self.first), ("to", self.last)):
            span.addWidget(QLabel(title, self))
            span.addWidget(widget)
        span.addStretch(1)
        form = QFormLayout()
        form.setVerticalSpacing(GAP)
        form.addRow("Name", self.name)
        form.addRow("Who", self.provider)
        form.addRow("Held on", self.weekdays)
        form.addRow("", span)
        form.addRow("Usual lines", self.lines)
        for name, field in (
            ("Name", self.name),
            ("Who", self.provider),
            ("Every how many weeks", self.every),
            ("First day", self.first),
            ("Last day", self.last),
            ("Usual lines", self.lines),
        ):
            field.setAccessibleName(name)
        return form

    def _buttons(self) -> ActionRow:
        buttons = ActionRow(self)
        self.keep = buttons.add("&Keep", self._keep)
        self.keep.setDefault(True)
        self.new = buttons.add("&New", self._begin_new)
        self.remove = buttons.add("&Remove", self._remove)
        self.draft = buttons.add("&Draft\u2026", self._open_draft)
        self.draft.setToolTip("Look at what is usually logged, and log it on the day shown")
        return buttons

    def _refill(self) -> None:
        self._clinics = self._desk.clinics.all()
        self.table.show_rows(
            [(one.name, one.when, one.provider, str(len(one.lines))) for one in self._clinics]
        )
        self._on_selection_changed()
        self._say("")

    def _chosen(self) -> Clinic | None:
        """The clinic that is selected; None where none or several are."""
        places = {index.row() for index in self.table.selectedIndexes()}
        return self._clinics[places.pop()] if len(places) == 1 else None

    def _on_selection_changed(self) -> None:
        chosen = self._chosen()
        self.remove.setEnabled(chosen is not None)
        self.draft.setEnabled(chosen is not None)
        if chosen is not None:
            self.name.setText(chosen.name)
            self.provider.setEditText(chosen.provider)
            self.weekdays.choose(chosen.weekdays)
            self.every.setValue(chosen.every_weeks)
            self.first.setText(chosen.first_day.isoformat())
            self.last.setText("" if chosen.last_day is None else chosen.last_day.isoformat())
            self.lines.setPlainText("\n".join(chosen.lines))

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    def _attempt(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except RvuEdgeError as error:
            self._say(str(error))
            return
        self._refill()
        self._begin_new()

    def _begin_new(self) -> None:
        """Let go of the clinic that is selected: what is kept next is another one."""
        self.table.clearSelection()
        self.name.clear()
        self.lines.clear()
        self.name.setFocus()

    def _keep(self) -> None:
        """Keep what the form says; a selected clinic is the one that changes, its name too."""
        chosen = self._chosen()
        self._attempt(lambda: self._desk.clinics.put(self._described(), chosen.name if chosen else ""))

    def _described(self) -> Clinic:
        today = self._desk.workspace.today()
        return Clinic(
            self.name.text(),
            self.provider.currentText(),
            self.weekdays.chosen,
            self.every.value(),
            parse_day(self.first.text(), today),
            parse_last_day(self.last.text(), today),
            tuple(self.lines.toPlainText().splitlines()),
        )

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._attempt(lambda: self._desk.clinics.remove(chosen.name))

    def _open_draft(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.accept()
            self._draft(chosen)
