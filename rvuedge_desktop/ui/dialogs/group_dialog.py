"""A group: how many members, and who needed an add-on, was on video or did not come."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.groups import COMPLEXITY, MOST_MEMBERS, Group
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.tick_delegate import TickDelegate

_TITLES = (COMPLEXITY, "Telehealth", "Absent")
_TIPS = (
    "Interactive complexity: the session of this member needed it, and the note says why",
    "By video: modifier 95, place of service 10",
    "Did not come: no line, nothing is billed",
)
_COMPLEXITY, _TELEHEALTH, _ABSENT = range(len(_TITLES))
_SIZE = (470, 520)
_DOT = " \u00b7 "

DraftOf = Callable[[str, Group], Draft]
"""What a line and a group would log."""


class GroupDialog(QDialog):
    """Members by number; no names.

    Attributes:
        line: the code of the session with its modifiers and marks.
    """

    def __init__(
        self, line: str, group: Group, draft_of: DraftOf, log: Callable[[str, Group], object], parent: QWidget
    ) -> None:
        """Ask who was there.

        Args:
            line: code, modifiers and marks to begin with.
            group: the members to begin with.
            draft_of: tells what would be logged, at every change.
            log: logs it; what it raises is shown, and the dialog stays.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("Log a group")
        self._draft_of, self._log = draft_of, log
        self._line = QLineEdit(line, self)
        self._line.setAccessibleName("Code of the session")
        self._line.setPlaceholderText("90853, or 90853 @clinic")
        self._size = QSpinBox(self)
        self._size.setRange(1, MOST_MEMBERS)
        self._size.setValue(min(max(group.size, 1), MOST_MEMBERS))
        self._size.setAccessibleName("Members")
        self._table = QTableWidget(0, len(_TITLES), self)
        self._table.setAccessibleName("Members of the group")
        for column, (title, tip) in enumerate(zip(_TITLES, _TIPS, strict=True)):
            heading = QTableWidgetItem(title)
            heading.setToolTip(tip)
            self._table.setHorizontalHeaderItem(column, heading)
        self._boxes: list[tuple[QTableWidgetItem, ...]] = []
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._table.setShowGrid(False)
        self._table.setItemDelegate(TickDelegate(self._table))
        self._table.setTabKeyNavigation(False)
        self._said = QLabel(self)
        self._said.setAccessibleName("What will be logged")
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._ok = self._buttons.addButton("&Log the group", QDialogButtonBox.ButtonRole.AcceptRole)
        self._ok.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._fill(group)
        self._line.textChanged.connect(self._show_draft)
        self._size.valueChanged.connect(self._on_size_changed)
        self._table.itemChanged.connect(self._on_table_item_changed)
        self._show_draft()
        self._table.setFocus()
        self._table.setCurrentCell(0, 0)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(GAP_LARGE)
        first.addWidget(self._line, 1)
        for widget, words in ((self._size, "&Members"),):
            label = QLabel(words, self)
            label.setBuddy(widget)
            first.addWidget(label)
            first.addWidget(widget)
        hint = QLabel("Each member who came has a line of their own. Space ticks a box.", self)
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addLayout(first)
        layout.addWidget(hint)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._said)
        layout.addWidget(self._buttons)
        self.resize(*map(THEME.pixels, _SIZE))

    @property
    def line(self) -> str:
        """The code of the session with its modifiers and marks."""
        return self._line.text().strip()

    @property
    def group(self) -> Group:
        """Who was there, as the boxes have it."""
        complexity, telehealth, absent = (
            frozenset(
                number
                for number, boxes in enumerate(self._boxes, 1)
                if boxes[column].checkState() == Qt.CheckState.Checked
            )
            for column in range(len(_TITLES))
        )
        return Group(self._size.value(), complexity - absent, telehealth - absent, absent)

    def _fill(self, group: Group) -> None:
        """As many rows as there are members; those that are there keep their boxes."""
        ticked = (group.complexity, group.telehealth, group.absent)
        old = len(self._boxes)
        self._table.blockSignals(True)
        del self._boxes[group.size :]
        self._table.setRowCount(group.size)
        for row in range(old, group.size):
            boxes = tuple(
                _box(f"Member {row + 1}, {title.lower()}", is_ticked=row + 1 in numbers)
                for title, numbers in zip(_TITLES, ticked, strict=True)
            )
            for column, box in enumerate(boxes):
                self._table.setItem(row, column, box)
            self._boxes.append(boxes)
            self._table.setVerticalHeaderItem(row, QTableWidgetItem(f"Member {row + 1}"))
        self._table.blockSignals(False)

    def _on_size_changed(self, size: int) -> None:
        self._fill(Group(size))
        self._show_draft()

    def _on_table_item_changed(self, box: QTableWidgetItem) -> None:
        """Who did not come has nothing else: the later tick holds."""
        if box.checkState() == Qt.CheckState.Checked:
            others = (_COMPLEXITY, _TELEHEALTH) if box.column() == _ABSENT else (_ABSENT,)
            self._table.blockSignals(True)
            for column in others:
                self._boxes[box.row()][column].setCheckState(Qt.CheckState.Unchecked)
            self._table.blockSignals(False)
            self._table.viewport().update()
        self._show_draft()

    def _show_draft(self) -> None:
        try:
            draft = self._draft_of(self.line, self.group)
        except RvuEdgeError as error:
            self._say(str(error), is_wrong=True)
            return
        if draft.findings:
            self._say(str(draft.findings[0]), is_wrong=True)
            return
        came = len(self.group.present)
        parts = (
            text.counted(came, "member", "members"),
            text.counted(len(draft.lines), "line", "lines"),
            f"{text.rvu(draft.wrvu)} wRVU",
            text.money(draft.amount) if draft.amount is not None else "not priced",
        )
        self._say(_DOT.join(parts), is_wrong=False)

    def _say(self, words: str, *, is_wrong: bool) -> None:
        self._said.setObjectName("warning" if is_wrong else "")
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self._said.setText(words)
        self._ok.setEnabled(not is_wrong)

    def accept(self) -> None:
        """Log it; where that is refused, say why and stay."""
        if not self._ok.isEnabled():
            return
        try:
            self._log(self.line, self.group)
        except RvuEdgeError as error:
            self._say(str(error), is_wrong=True)
            return
        super().accept()


def _box(name: str, *, is_ticked: bool) -> QTableWidgetItem:
    """A box to tick, named for those who hear it."""
    box = QTableWidgetItem()
    box.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
    box.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
    box.setData(Qt.ItemDataRole.AccessibleTextRole, name)
    return box
