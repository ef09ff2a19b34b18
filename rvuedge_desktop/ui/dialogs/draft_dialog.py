"""A draft of encounters to look at, change and log: another day, a bundle, a clinic, several days."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.services.templates import DraftsWorth, EncounterDraft
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.days_picker import DaysPicker
from rvuedge_desktop.ui.widgets.draft_table import LINE, DraftTable

Log = Callable[[Sequence[EncounterDraft], Sequence[date]], object]
"""Logs drafts on some days, as one change."""
_DOT = " \u00b7 "
_KEYS = "Space leaves a row out, F2 edits a cell, Insert adds a row, Enter logs"


class DraftDialog(QDialog):
    """The dialog. Enter logs, Escape leaves everything as it is.

    Attributes:
        table: the encounters.
        days: where several days are chosen; None where it is one.
        log: the button that logs.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        drafts: Sequence[EncounterDraft],
        on: date | Period,
        *,
        log: Log,
        parent: QWidget | None = None,
    ) -> None:
        """Show a draft.

        Args:
            desk: the log and everything on it.
            title: what it is, such as `Same as Tuesday, July 14`.
            drafts: the encounters to begin with; an empty row where there is none.
            on: the day to log on; a period where the days are to be chosen, beginning with its working days.
            log: logs what is confirmed.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk, self._log = desk, log
        self._day = on.first if isinstance(on, Period) else on
        self.setWindowTitle(title)
        self.setMinimumSize(THEME.pixels(640), THEME.pixels(380))
        self.resize(THEME.pixels(860), THEME.pixels(460))
        setting = desk.preferences.setting
        around = Circumstances(setting=setting, provider=desk.providers.whose().new)
        self.table = DraftTable(setting, around, self)
        self.days: DaysPicker | None = None
        self._sums = QLabel(self)
        self._sums.setObjectName("strong")
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        self._titles: dict[str, str] = {}
        self._lay_out(on)
        self.table.changed.connect(self._price)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            # Also while a cell is being typed, where Enter alone ends that.
            QShortcut(QKeySequence(key), self, self.accept)
        self.table.show_drafts(drafts)
        if drafts:
            self.table.setFocus()
        else:
            self.table.add_row()

    def _lay_out(self, on: date | Period) -> None:
        today = self._desk.workspace.today()
        when: QWidget
        if isinstance(on, Period):
            when = self.days = DaysPicker(on, today, self._worked, self)
            self.days.changed.connect(self._price)
        else:
            when = QLabel(f"Logs on {text.long_day(on, today)}", self)
            when.setObjectName("muted")
        bottom = QHBoxLayout()
        bottom.setSpacing(GAP)
        for title, verb in (("&Add a line", self.table.add_row), ("&Remove", self.table.remove_rows)):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, verb=verb: verb())
            bottom.addWidget(button)
        bottom.addStretch(1)
        bottom.addWidget(self._sums)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.log = buttons.addButton("&Log", QDialogButtonBox.ButtonRole.AcceptRole)
        self.log.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        keys = QLabel(_KEYS, self)
        keys.setObjectName("muted")
        layout.addWidget(when)
        layout.addWidget(self.table, 1)
        layout.addWidget(keys)
        layout.addLayout(bottom)
        layout.addWidget(self._wrong)
        layout.addWidget(buttons)

    def _worked(self, days: Sequence[date]) -> Sequence[date]:
        return self._desk.templates.worked(days, self.table.drafts() or [EncounterDraft("")])

    def _chosen_days(self) -> Sequence[date]:
        return self.days.days if self.days else (self._day,)

    def _price(self) -> None:
        """Say what every row and all of them are worth, by the first of the days."""
        rows, days = self.table.rows_in(), self._chosen_days()
        try:
            worth = self._desk.templates.worth(self.table.drafts(), days or (self._day,))
        except RvuEdgeError as error:
            self._say(str(error))
            return
        by_row = dict(zip(rows, worth.each, strict=True))
        for row in range(self.table.rowCount()):
            if row in by_row:
                self.table.show_worth(row, by_row[row], self._title_of(by_row[row]))
            else:
                self.table.show_left_out(row)
        self._sums.setText(self._summed(worth, len(days)))
        self.log.setText(f"&Log {text.counted(len(rows) * len(days), 'encounter', 'encounters')}")
        wrong = [(row, by_row[row].findings[0]) for row in rows if by_row[row].findings]
        self._say(f"Row {wrong[0][0] + 1}: {wrong[0][1]}" if wrong else "")

    def _say(self, words: str) -> None:
        """Say what is wrong; nothing where nothing is."""
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    def _summed(self, worth: DraftsWorth, days: int) -> str:
        wrong = sum(bool(draft.findings) for draft in worth.each)
        if wrong:
            return f"{text.counted(wrong, 'row', 'rows')} can't be logged"
        if not worth.each or not days:
            return "Nothing to log"
        patients = text.counted(sum(draft.patients for draft in worth.each) * days, "patient", "patients")
        on = f"{days} days" if days > 1 else ""
        parts = (on, patients, f"{text.rvu(worth.wrvu)} wRVU", text.money(worth.amount))
        return _DOT.join(part for part in parts if part)

    def _title_of(self, draft: Draft) -> str:
        """Our words for the codes of a row, and why it has no amount where it has none."""
        words = [self._title(line.item.code) for line in draft.lines]
        if draft.custom_wrvu is not None:
            words.insert(0, f"{text.rvu(draft.custom_wrvu)} own wRVU")
        if draft.amount is None and draft.lines and not draft.is_custom:
            words.insert(0, f"not priced: {draft.lines[0].worth.reason}")
        return _DOT.join(dict.fromkeys(words))

    def _title(self, code: str) -> str:
        if code not in self._titles:
            lookup = self._desk.lookup
            self._titles[code] = lookup.title(code) or lookup.category_title(code)
        return self._titles[code]

    def accept(self) -> None:
        """Log what is not left out, or say why it can't be and stay."""
        self.table.end_editing()
        rows, days = self.table.rows_in(), self._chosen_days()
        try:
            worth = self._desk.templates.worth(self.table.drafts(), days or (self._day,))
            for row, draft in zip(rows, worth.each, strict=True):
                if draft.findings:
                    self.table.setFocus()
                    self.table.setCurrentCell(row, LINE)
                    return
            self._log(self.table.drafts(), days)
        except RvuEdgeError as error:
            self._say(str(error))
            return
        super().accept()

    def done(self, result: int) -> None:
        """Close, and have an editor that is still open close without another look at the log."""
        self.table.blockSignals(True)
        super().done(result)
