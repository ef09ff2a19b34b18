"""The user's own codes: a number, a title, their own wRVU, and which entries take a new value."""

from datetime import date

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.custom_codes import CustomCode, checked_code, checked_title, next_code, parse_wrvu
from rvuedge_desktop.domain.errors import BadInputError, RvuEdgeError
from rvuedge_desktop.domain.periods import Period, parse_day
from rvuedge_desktop.services.custom_codes import EVERY_DAY, CustomCodes
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.action_row import ActionRow
from rvuedge_desktop.ui.widgets.figure_table import FigureTable

_KEEP, _FROM, _ALL = range(3)
_CHOICES = ("keep the wRVU that they have", "take this from a day on", "all take this")


class CustomCodesDialog(QDialog):
    """Make, change and remove codes; each is one change of the log, so undo takes it back."""

    def __init__(self, codes: CustomCodes, day: date, today: date, parent: QWidget | None = None) -> None:
        """Show those there are.

        Args:
            codes: of the open log.
            day: the day from which entries take a new value, unless another one is typed.
            today: the day on the wall.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._codes, self._today = codes, today
        self._uses: dict[str, int] = {}
        self._shown: tuple[CustomCode, ...] = ()
        self.setWindowTitle("Own codes")
        self.setMinimumSize(THEME.pixels(600), THEME.pixels(500))
        words = QLabel(
            "For what no schedule has, such as a night of call. Type it in the entry line like any code: "
            "Z0001 x2. Your own wRVU stand apart in every total; no contract credits them.",
            self,
        )
        words.setObjectName("muted")
        words.setWordWrap(True)
        self.table = FigureTable(("Code", "Title", "Own wRVU", "Entries"), (2, 3), 1, self)
        self.table.setAccessibleName("Own codes")
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self.code = self._line("Code", "")
        self.title = self._line("Title", "Call, weekday night")
        self.wrvu = self._line("Own wRVU of one unit", "2")
        self.entries = QComboBox(self)
        self.entries.setAccessibleName("Entries that have it")
        self.entries.addItems(_CHOICES)
        self.since = self._line("From which day", "", day.isoformat())
        self._said = QLabel(self)
        self._said.setObjectName("muted")
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        self.entries.currentIndexChanged.connect(self._check)
        buttons = ActionRow(self)
        self.keep = buttons.add("&Keep", self._keep)
        self.keep.setDefault(True)
        self.remove = buttons.add("&Remove", self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._form())
        layout.addWidget(self._wrong)
        layout.addWidget(buttons)
        self._refill()

    def _line(self, name: str, example: str, typed: str = "") -> QLineEdit:
        line = QLineEdit(typed, self)
        line.setAccessibleName(name)
        line.setPlaceholderText(example)
        line.textChanged.connect(lambda _: self._check())
        return line

    def _form(self) -> QFormLayout:
        since = QHBoxLayout()
        since.setSpacing(GAP)
        since.addWidget(self.entries, 1)
        since.addWidget(self.since)
        form = QFormLayout()
        form.setVerticalSpacing(GAP)
        form.addRow("Code", self.code)
        form.addRow("Title", self.title)
        form.addRow("Own wRVU, each unit", self.wrvu)
        form.addRow("Entries that have it", since)
        form.addRow("", self._said)
        return form

    def _refill(self) -> None:
        """Show the codes there are, and an empty form for the next one."""
        # Held: another program may change them while the table shows these.
        known = self._shown = self._codes.all()
        self._uses = {one.code: self._codes.entries_of(one.code) for one in known}
        self.table.show_rows(
            [(one.code, one.title, text.rvu(one.wrvu), f"{self._uses[one.code]:,}") for one in known]
        )
        self.table.clearSelection()
        self.code.setPlaceholderText(f"the next free one: {next_code([one.code for one in known])}")
        for line in (self.code, self.title, self.wrvu):
            line.clear()
        self.entries.setCurrentIndex(_KEEP)
        self._check()
        self.title.setFocus()

    def _on_selection_changed(self) -> None:
        places = {index.row() for index in self.table.selectedIndexes()}
        if len(places) == 1:
            kept = self._shown[places.pop()]
            self.code.setText(kept.code)
            self.title.setText(kept.title)
            self.wrvu.setText(text.rvu(kept.wrvu).replace(",", ""))
            self.entries.setCurrentIndex(_KEEP)

    def _check(self) -> None:
        """Say at each key what is wrong with what stands there; what is still empty is not wrong yet."""
        kept = self._codes.find(self.code.text())
        uses = self._uses.get(kept.code, 0) if kept else 0
        self.remove.setEnabled(kept is not None)
        self.entries.setEnabled(bool(uses))
        self.since.setEnabled(bool(uses) and self.entries.currentIndex() == _FROM)
        self._said.setText(f"{text.counted(uses, 'entry has', 'entries have')} {kept.code}" if kept else "")
        try:
            if self.code.text().strip():
                checked_code(self.code.text(), ())
            if self.title.text().strip():
                checked_title(self.title.text())
            if self.wrvu.text().strip():
                parse_wrvu(self.wrvu.text())
            self._period()
        except BadInputError as error:
            self._wrong.setText(str(error))
        else:
            self._wrong.clear()

    def _period(self) -> Period | None:
        """The days whose entries take the value.

        Raises:
            BadInputError: no day is named from which they do.
        """
        if not self.entries.isEnabled() or self.entries.currentIndex() == _KEEP:
            return None
        if self.entries.currentIndex() == _ALL:
            return EVERY_DAY
        return EVERY_DAY._replace(first=parse_day(self.since.text(), self._today))

    def _keep(self) -> None:
        try:
            value = parse_wrvu(self.wrvu.text())
            self._codes.put(self.code.text(), self.title.text(), value, self._period())
        except RvuEdgeError as error:
            self._wrong.setText(str(error))
            return
        self._refill()

    def _remove(self) -> None:
        try:
            self._codes.remove(self.code.text())
        except RvuEdgeError as error:
            self._wrong.setText(str(error))
            return
        self._refill()
