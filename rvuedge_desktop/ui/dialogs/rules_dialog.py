"""Which checks look through the log, and how many members of a group a payer takes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.checks.checking import RULES
from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.services.checks import MOST_OF_A_GROUP, Checks
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.tick_delegate import TickDelegate


class RulesDialog(QDialog):
    """Every rule with a box; what it looks at under the list."""

    def __init__(self, checks: Checks, parent: QWidget | None = None) -> None:
        """Show the rules as they are.

        Args:
            checks: whose rules.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._checks = checks
        self.setWindowTitle("Rules of the checks")
        self.resize(THEME.pixels(520), THEME.pixels(540))
        self.list = QListWidget(self)
        self.list.setAccessibleName("Rules")
        self.list.setItemDelegate(TickDelegate(self.list))
        off = checks.off
        for rule in RULES:
            item = QListWidgetItem(rule.title, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if rule.name in off else Qt.CheckState.Checked)
            item.setToolTip(rule.looks_at)
        self._looks_at = QLabel(self)
        self._looks_at.setObjectName("muted")
        self._looks_at.setWordWrap(True)
        self._looks_at.setMinimumHeight(THEME.pixels(48))
        self._looks_at.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.limit = QSpinBox(self)
        self.limit.setRange(0, MOST_OF_A_GROUP)
        self.limit.setSpecialValueText("none")
        self.limit.setAccessibleName("Most members of a group that a payer takes")
        self.limit.setValue(checks.group_limit or 0)
        form = QFormLayout()
        form.addRow("Most members of a group that a payer takes", self.limit)
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        for widget in (self.list, self._looks_at):
            layout.addWidget(widget)
        layout.addLayout(form)
        layout.addWidget(self._wrong)
        layout.addWidget(buttons)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _on_row_changed(self, row: int) -> None:
        self._looks_at.setText(f"{RULES[row].looks_at}.")

    def accept(self) -> None:
        """Keep what was ticked; where that fails, say why and stay."""
        off = {
            rule.name
            for row, rule in enumerate(RULES)
            if self.list.item(row).checkState() == Qt.CheckState.Unchecked
        }
        try:
            self._checks.choose(off, self.limit.value() or None)
        except RvuEdgeError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
            return
        super().accept()
