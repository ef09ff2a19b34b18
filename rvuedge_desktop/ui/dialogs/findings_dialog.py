"""What the checks found in a month: what, why, by which source, and what to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.services.checks import SEVERITY_WORDS, Checked
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.workspace import ChangeSet
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.action_row import ActionRow
from rvuedge_desktop.ui.widgets.figure_table import FigureTable
from rvuedge_desktop.ui.widgets.month_steps import MonthSteps

GoTo = Callable[[date, list[int]], None]
"""Shows a day, with some of its entries selected."""

_COLUMNS = ("Day", "Codes", "What was found", "")
_FOUND, _STATE = 2, 3
_STAND = "let stand"
_NOTHING = "Nothing was found in this month that a payer would refuse."
_ALL_STAND = "All that was found may stand."


class FindingsDialog(QDialog):
    """A month's findings; each can be gone to, or let stand."""

    def __init__(
        self, desk: Desk, icons: Path, day: date, go_to: GoTo, parent: QWidget | None = None
    ) -> None:
        """Look through the month of a day.

        Args:
            desk: the log and everything on it.
            icons: the folder of icons.
            day: any day of the month.
            go_to: called with the day and the entries of the finding that is opened.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk, self._go_to = desk, go_to
        self._today = desk.workspace.today()
        self._all: list[Checked] = []
        self.found: list[Checked] = []
        self._shown: Checked | None = None
        self.setWindowTitle("Checks before billing")
        self.setMinimumSize(THEME.pixels(680), THEME.pixels(460))
        self.resize(THEME.pixels(900), THEME.pixels(620))
        self.months = MonthSteps(icons, day, self._today, self)
        self.months.month_changed.connect(self._refill)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self.with_stood = QCheckBox("Show what &may stand", self)
        self.with_stood.toggled.connect(lambda _: self._show_rows())
        self.table = FigureTable(_COLUMNS, (), _FOUND, self)
        self.table.setAccessibleName("Findings")
        self.table.itemSelectionChanged.connect(self._show_details)
        self.table.itemActivated.connect(lambda _: self._go())
        self.details = QLabel(self)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setMinimumHeight(THEME.pixels(110))
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.note = QLineEdit(self)
        self.note.setAccessibleName("Why it may stand")
        self.note.setPlaceholderText("Why it may stand, without a patient's name; may be empty")
        self._buttons = ActionRow(self)
        # Enter opens what is found, and behind a reason it lets it stand; it never closes by the way.
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self.note.returnPressed.connect(self._stand_noted)
        self.go = self._buttons.add("&Go to the entries", self._go, by_enter=False)
        self.stand = self._buttons.add("&Let it stand", self._toggle, by_enter=False)
        self.rules = self._buttons.add("&Rules\u2026", self._choose_rules, by_enter=False)
        self.table.installEventFilter(self)
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
        top.addWidget(self.with_stood)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)
        layout.addWidget(self.note)
        layout.addWidget(self._buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space on the list lets a finding stand, or has it count again."""
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if is_space and event.type() == QEvent.Type.KeyPress:
            self._toggle()
            return True
        return super().eventFilter(watched, event)

    def _refill(self) -> None:
        """Look through the month, and show what was found."""
        try:
            self._all = self._desk.checks.of_period(self.months.month, self._desk.providers.whose().shown)
        except RvuEdgeError as error:
            self._all = []
            self.count.setText(str(error))
            return
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = self._chosen()
        still_open = [one for one in self._all if not one.acknowledged]
        stand = len(self._all) - len(still_open)
        self.count.setText(
            text.counted(len(still_open), "finding", "findings") + (f", {stand} may stand" if stand else "")
        )
        self.found = self._all if self.with_stood.isChecked() else still_open
        self.table.show_rows(
            [
                (
                    f"{one.finding.day:%a} {one.finding.day.day}",
                    ", ".join(one.finding.codes),
                    one.finding.what,
                    _STAND if one.acknowledged else SEVERITY_WORDS[one.finding.severity],
                )
                for one in self.found
            ]
        )
        if self.found:
            keys = [one.finding.key for one in self.found]
            row = keys.index(chosen.finding.key) if chosen and chosen.finding.key in keys else 0
            self.table.selectRow(row)
        self._show_details()

    def _chosen(self) -> Checked | None:
        row = self.table.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    def _show_details(self) -> None:
        """Why, by which source and what to do of the finding that is selected."""
        one = self._chosen()
        for widget in (self.go, self.stand, self.note):
            widget.setEnabled(one is not None)
        if one is None:
            self.details.setText(_ALL_STAND if self._all else _NOTHING)
            self.note.setText("")
            self._shown = None
            return
        finding = one.finding
        self.details.setText(f"{finding.what}.\n\n{finding.why}.\n{finding.fix}.\n\nSource: {finding.source}")
        if one != self._shown:  # a reason that is being typed outlives a change from elsewhere
            self.note.setText(one.note)
        self._shown = one
        self.stand.setText("&Look again" if one.acknowledged else "&Let it stand")

    def _go(self) -> None:
        one = self._chosen()
        if one:
            self.accept()
            self._go_to(one.finding.day, list(one.finding.entries))

    def _stand_noted(self) -> None:
        """Let the finding stand for the reason typed; one that stands already takes the new reason."""
        one = self._chosen()
        if one is None:
            return
        try:
            self._desk.checks.acknowledge(one.finding, self.note.text().strip())
        except RvuEdgeError as error:
            self.count.setText(str(error))
        else:
            self.table.setFocus()

    def _toggle(self) -> None:
        """Let the finding stand, or have it count again."""
        one = self._chosen()
        if one is None:
            return
        try:
            if one.acknowledged:
                self._desk.checks.withdraw(one.finding)
            else:
                self._desk.checks.acknowledge(one.finding, self.note.text().strip())
        except RvuEdgeError as error:
            self.count.setText(str(error))

    def _choose_rules(self) -> None:
        from rvuedge_desktop.ui.dialogs.rules_dialog import RulesDialog  # noqa: PLC0415 - seldom wanted

        dialog = RulesDialog(self._desk.checks, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._refill)
        dialog.open()

    def _on_workspace_changed(self, _change: ChangeSet | None) -> None:
        self._refill()
