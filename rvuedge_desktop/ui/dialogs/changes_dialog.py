"""Who changed a month, and what was removed from it: seen, gone to, and restored."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.history import RemovedKey, local_moment, was_taken_back, who
from rvuedge_desktop.services.workspace import ChangeSet
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.dialogs.history_dialog import HistoryDialog, told_with_state
from rvuedge_desktop.ui.models.past_model import PastModel, PastRow
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.action_row import ActionRow
from rvuedge_desktop.ui.widgets.month_steps import MonthSteps
from rvuedge_desktop.ui.widgets.past_table import PastTable

_CHANGES = ("When", "By", "Day of service", "What was done")
_REMOVED = ("When", "By", "Day of service", "Entry", "wRVU", "Medicare")
_WIDTHS = {0: 132, 1: 140, 2: 132, 4: 74, 5: 96}
_WIDE, _SPARE = 3, 1
"""The column that takes what room is left, and the one that gives way where there is little."""

GoTo = Callable[[date, list[int]], None]
"""Shows a day, with some of its entries selected."""


class ChangesDialog(QDialog):
    """The changes that touched a month's entries, newest first; or only the entries that are no more."""

    def __init__(
        self, desk: Desk, icons: Path, day: date, go_to: GoTo, parent: QWidget | None = None
    ) -> None:
        """Show the month of a day.

        Args:
            desk: the log and everything on it.
            icons: the folder of icons.
            day: any day of the month.
            go_to: called with the day of the row that is opened, and its entry.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk, self._go_to = desk, go_to
        self._today = desk.workspace.today()
        self.setWindowTitle("Changes of a period")
        self.setMinimumSize(THEME.pixels(700), THEME.pixels(360))
        self.resize(THEME.pixels(940), THEME.pixels(560))
        self.months = MonthSteps(icons, day, self._today, self)
        self.months.month_changed.connect(self._refill)
        self.removed_only = QCheckBox("Removed &only", self)
        self.removed_only.toggled.connect(lambda _: self._refill())
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self.model = PastModel(self)
        self.table = PastTable(self.model, self)
        self.table.opened.connect(self._open_row)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.said = QLabel(self)
        self.said.setObjectName("muted")
        self.said.setWordWrap(True)
        self.undo = QPushButton("Undo", self)
        self.undo.setObjectName("link")
        self.undo.setToolTip("Ctrl+Z")
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self._undo)
        self.undo.setAutoDefault(False)
        self.undo.clicked.connect(lambda _=False: self._undo())
        self.undo.hide()
        self._buttons = ActionRow(self)
        self.restore = self._buttons.add("&Restore", self._restore, by_enter=False)
        self.look = self._buttons.add("&History of the entry\u2026", self._show_history, by_enter=False)
        self.go = self._buttons.add(
            "Go to the &day", lambda: self._open_row(self.table.currentIndex().row()), by_enter=False
        )
        self._lay_out()
        desk.workspace.subscribe(self._on_workspace_changed)
        self.destroyed.connect(lambda: desk.workspace.unsubscribe(self._on_workspace_changed))
        self._refill()
        self.table.setFocus()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.months)
        top.addStretch(1)
        top.addWidget(self.count)
        top.addSpacing(GAP)
        top.addWidget(self.removed_only)
        bottom = QHBoxLayout()
        bottom.setSpacing(GAP)
        bottom.addWidget(self.said, 1)
        bottom.addWidget(self.undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)
        layout.addWidget(self._buttons)

    def _refill(self) -> None:
        """Read the keys of the month; their rows are read as they are shown."""
        try:
            if self.removed_only.isChecked():
                self._show_removed()
            else:
                self._show_changes()
        except RvuEdgeError as error:
            self._complain(error)
            return
        self.table.set_widths(_WIDTHS, _WIDE, _SPARE)
        self.table.go_to(0)
        self._offer()

    def _show_changes(self) -> None:
        keys = self._desk.history.between(self.months.month)
        self.model.show(_CHANGES, frozenset(), keys, self._change_rows)
        self.count.setText(text.counted(len(keys), "change", "changes"))
        self.table.setAccessibleName("Changes of the month, the newest first")
        self.table.set_empty_text(f"Nothing of {self.months.title} was ever changed.")

    def _show_removed(self) -> None:
        keys = self._desk.history.removed(self.months.month)
        self.model.show(_REMOVED, frozenset({4, 5}), keys, self._removed_rows)
        self.count.setText(text.counted(len(keys), "entry", "entries"))
        self.table.setAccessibleName("Removed entries of the month, the last removed first")
        self.table.set_empty_text(f"No entry of {self.months.title} was removed.")

    def _change_rows(self, change_ids: Sequence[int]) -> list[PastRow]:
        rows = []
        for span in self._desk.history.changes(change_ids):
            change, (first, last) = (
                span.change,
                (text.brief_day(day, self._today) for day in (span.first, span.last)),
            )
            days = first if span.first == span.last else f"{first} \u2013 {last}"
            moment = text.short_moment(local_moment(change), self._today)
            cells = (moment, who(change), days, told_with_state(change))
            # Of several days the one that lies in the month, where a part was moved out of it.
            month = self.months.month
            day = span.last if span.last <= month.last else max(span.first, month.first)
            rows.append(PastRow(cells, day, span.only, was_taken_back(change)))
        return rows

    def _removed_rows(self, keys: Sequence[RemovedKey]) -> list[PastRow]:
        rows = []
        for one in self._desk.history.removed_entries(keys):
            entry, change = one.entry, one.change
            title = self._desk.lookup.title(entry.code)
            units = text.counted(entry.units, "unit", "units")
            words = [entry.code_text, "taken back" if one.was_taken_back else "", units, title, entry.note]
            cells = (
                text.short_moment(local_moment(change), self._today),
                who(change),
                text.brief_day(entry.day, self._today),
                " \u00b7 ".join(" ".join(word.split()) for word in words if word),
                text.rvu(entry.schedule_wrvu),
                text.money(entry.medicare_amount),
            )
            rows.append(PastRow(cells, entry.day, entry.id, one.was_taken_back))
        return rows

    def _offer(self) -> None:
        """Offer what can be done with the rows that are selected."""
        chosen = self.table.selectionModel().selectedRows()
        self.restore.setVisible(self.removed_only.isChecked())
        self.restore.setEnabled(bool(chosen))
        self.go.setEnabled(len(chosen) == 1)
        is_one = len(chosen) == 1 and self.model.row_at(chosen[0].row()).entry_id is not None
        self.look.setEnabled(is_one)

    def _open_row(self, row: int) -> None:
        """Go to the day of a row."""
        if 0 <= row < self.model.rowCount():
            there = self.model.row_at(row)
            self.accept()
            self._go_to(there.day, [] if there.entry_id is None else [there.entry_id])

    def _show_history(self) -> None:
        (row,) = self.table.chosen()
        if row.entry_id is None:
            return
        try:
            versions = self._desk.history.of_entry(row.entry_id)
        except RvuEdgeError as error:
            self._complain(error)
            return
        dialog = HistoryDialog(versions, self._today, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _restore(self) -> None:
        """Put the selected entries back."""
        ids = [row.entry_id for row in self.table.chosen() if row.entry_id is not None]
        try:
            self._desk.history.restore(ids)
        except RvuEdgeError as error:
            self._complain(error)

    def _undo(self) -> None:
        """Take back what was restored, while that is offered."""
        if not self.undo.isVisible():
            return
        try:
            self._desk.workspace.undo()
        except RvuEdgeError as error:
            self._complain(error)

    def _on_workspace_changed(self, change: ChangeSet | None) -> None:
        """Show what is there now; the page behind says the same in its status line."""
        row = self.table.currentIndex().row()
        self._say("", undoable=False)
        self._refill()
        self.table.go_to(row)
        if change is not None:
            lead = "Undone: " if change.verb == "undo" else ""
            self._say(lead + change.label, undoable=not lead)

    def _say(self, words: str, *, undoable: bool) -> None:
        self._style_words("muted")
        self.said.setText(words)
        self.undo.setVisible(undoable)

    def _complain(self, error: RvuEdgeError) -> None:
        self._style_words("warning")
        self.said.setText(str(error))
        self.undo.hide()

    def _style_words(self, name: str) -> None:
        self.said.setObjectName(name)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
