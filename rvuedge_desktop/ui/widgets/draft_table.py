"""Encounters that are not logged yet, one a row, typed over as in the entry line."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from rvuedge_desktop.domain.marks import read_marks
from rvuedge_desktop.domain.places import PLACES
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.services.templates import EncounterDraft
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import ROW_HEIGHT, THEME
from rvuedge_desktop.ui.widgets.tick_delegate import TickDelegate

LINE, MEANS, WHERE, TAG, WHO, WRVU, MEDICARE = range(7)
_TITLES = ("Codes", "What it is", "Where", "Tag", "Who", "wRVU", "Medicare")
_TYPED = (LINE, WHERE, TAG)
_WIDTHS = {LINE: 190, WHERE: 110, TAG: 84, WHO: 84, WRVU: 70, MEDICARE: 96}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_POS_DIGITS = 2

Index = QModelIndex | QPersistentModelIndex


class _Typing(NamedTuple):
    """What stands in an open editor."""

    row: int
    column: int
    text: str


class DraftTable(QTableWidget):
    """The table. Space leaves a row out, Delete takes it away, any letter types over a cell.

    Attributes:
        changed: what would be logged is another.
    """

    changed = Signal()

    def __init__(self, setting: Setting, around: Circumstances, parent: QWidget | None = None) -> None:
        """Begin empty.

        Args:
            setting: where a row took place that says nothing else.
            around: what surrounds a row that is added.
            parent: as Qt has it.
        """
        super().__init__(0, len(_TITLES), parent)
        self._setting, self._around = setting, around
        self._bases: list[Circumstances] = []
        self._typing: _Typing | None = None
        self._is_filling = False
        self.setAccessibleName("Encounters to log")
        self.setAccessibleDescription("Space leaves a row out, Delete removes it, F2 edits a cell")
        self.setItemDelegate(_DraftDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(THEME.pixels(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(MEANS, QHeaderView.ResizeMode.Stretch)
        for column, title in enumerate(_TITLES):
            item = QTableWidgetItem(title)
            item.setTextAlignment(_RIGHT if column in {WRVU, MEDICARE} else _LEFT)
            self.setHorizontalHeaderItem(column, item)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, THEME.pixels(width))
        self.itemChanged.connect(self._on_item_changed)

    # Rows

    def show_drafts(self, drafts: Sequence[EncounterDraft]) -> None:
        """Show other drafts, all of them to be logged."""
        self._is_filling = True
        self.setRowCount(0)
        self._bases = []
        for draft in drafts:
            self._append(_with_site_apart(draft))
        providers = {base.provider for base in self._bases}
        self.setColumnHidden(WHO, providers <= {self._around.provider})
        self._is_filling = False
        if drafts:
            self.setCurrentCell(0, LINE)
        self.changed.emit()

    def _append(self, draft: EncounterDraft) -> int:
        row = self.rowCount()
        self.insertRow(row)
        base = draft.circumstances
        self._bases.append(base)
        for column, cell in (
            (LINE, draft.line),
            (MEANS, ""),
            (WHERE, self._where(base)),
            (TAG, base.tag),
            (WHO, base.provider or ""),
            (WRVU, ""),
            (MEDICARE, ""),
        ):
            item = QTableWidgetItem(cell)
            item.setTextAlignment(_RIGHT if column in {WRVU, MEDICARE} else _LEFT)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if column in _TYPED:
                flags |= Qt.ItemFlag.ItemIsEditable
            if column == LINE:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
                item.setCheckState(Qt.CheckState.Checked)
            item.setFlags(flags)
            self.setItem(row, column, item)
        return row

    def add_row(self) -> None:
        """Add an empty row at the end, ready to type."""
        self._is_filling = True
        row = self._append(EncounterDraft("", self._around))
        self._is_filling = False
        self.setFocus()
        self.setCurrentCell(row, LINE)
        self.editItem(self._item(row, LINE))
        self.changed.emit()

    def remove_rows(self) -> None:
        """Take the selected rows away."""
        rows = sorted({index.row() for index in self.selectedIndexes()}, reverse=True)
        for row in rows:
            self.removeRow(row)
            del self._bases[row]
        if rows and self.rowCount():
            self.setCurrentCell(min(rows[-1], self.rowCount() - 1), LINE)
        self.changed.emit()

    def toggle_rows(self) -> None:
        """Leave the selected rows out, or take them in again."""
        rows = {index.row() for index in self.selectedIndexes()}
        wanted = Qt.CheckState.Checked
        if any(self._is_in(row) for row in rows):
            wanted = Qt.CheckState.Unchecked
        for row in rows:
            self._item(row, LINE).setCheckState(wanted)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        assert item is not None  # noqa: S101 - every row is made with all its cells
        return item

    def _is_in(self, row: int) -> bool:
        return self._item(row, LINE).checkState() == Qt.CheckState.Checked

    def rows_in(self) -> list[int]:
        """The rows that would be logged: those not left out that say something."""
        return [row for row in range(self.rowCount()) if self._is_in(row) and self._cell(row, LINE).strip()]

    def drafts(self) -> list[EncounterDraft]:
        """What would be logged, as it is typed this moment; a draft for each of `rows_in`."""
        return [
            EncounterDraft(
                self._cell(row, LINE).strip(),
                self._placed(self._bases[row], self._cell(row, WHERE))._replace(
                    tag=self._cell(row, TAG).strip()
                ),
            )
            for row in self.rows_in()
        ]

    def _cell(self, row: int, column: int) -> str:
        if self._typing and self._typing[:2] == (row, column):
            return self._typing.text
        return self._item(row, column).text()

    def _where(self, base: Circumstances) -> str:
        if base.site:
            return f"@{base.site}"
        if base.pos:
            return f"{base.pos} {PLACES[base.pos].name}" if base.pos in PLACES else base.pos
        return base.setting or self._setting

    def _placed(self, base: Circumstances, typed: str) -> Circumstances:
        """Circumstances at a place as it is typed: @site, two digits, office or facility."""
        word = typed.strip()
        if word == self._where(base):
            return base
        base = base._replace(site="", pos="", setting=None, locality="")
        if word in {"office", "facility", ""}:
            setting: Setting = "facility" if word == "facility" else "office" if word else self._setting
            return base._replace(setting=setting)
        if word[:_POS_DIGITS].isdigit():
            return base._replace(pos=word[:_POS_DIGITS])
        return base._replace(site=word.removeprefix("@"))

    # What they are worth

    def show_worth(self, row: int, draft: Draft, title: str) -> None:
        """Say what a row would log, or what is wrong with it.

        Args:
            row: the row.
            draft: what was read.
            title: our words for its codes.
        """
        wrong = draft.findings[0] if draft.findings else None
        colours = THEME.colours
        self._put(row, MEANS, str(wrong) if wrong else title, colours.warning if wrong else colours.muted)
        self._put(row, WRVU, "" if wrong else text.rvu(draft.wrvu), colours.text)
        self._put(row, MEDICARE, "" if wrong else text.money(draft.amount), colours.text)

    def show_left_out(self, row: int) -> None:
        """Say that a row would not be logged."""
        is_empty = not self._cell(row, LINE).strip()
        self._put(row, MEANS, "type a code" if is_empty else "left out", THEME.colours.muted)
        self._put(row, WRVU, "", THEME.colours.muted)
        self._put(row, MEDICARE, "", THEME.colours.muted)

    def _put(self, row: int, column: int, words: str, colour: str) -> None:
        was, self._is_filling = self._is_filling, True
        item = self._item(row, column)
        item.setText(words)
        item.setToolTip(words)
        item.setForeground(QColor(colour))
        self._is_filling = was

    # Typing

    def note_typing(self, index: Index, typed: str) -> None:
        """Take what stands in an open editor for what the cell says."""
        self._typing = _Typing(index.row(), index.column(), typed)
        self.changed.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The cell speaks for itself again: with what was typed, or after Escape what stood there."""
        self._typing = None
        super().closeEditor(editor, hint)
        self.changed.emit()

    def end_editing(self) -> None:
        """Have an open editor commit what was typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        if not self._is_filling:
            if self._typing and self._typing[:2] == (item.row(), item.column()):
                self._typing = None
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space leaves out, Delete removes, Insert adds; Enter is for the dialog."""
        key = event.key()
        is_enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.state() == QAbstractItemView.State.EditingState:
            if not is_enter:  # Enter has ended the editing of the cell, and is not meant for the dialog
                super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggle_rows()
        elif key == Qt.Key.Key_Delete:
            self.remove_rows()
        elif key == Qt.Key.Key_Insert:
            self.add_row()
        elif is_enter:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _DraftDelegate(TickDelegate):
    """Tells the table of every key that is typed in a cell."""

    def __init__(self, table: DraftTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        """A line to type in."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(f"{_TITLES[index.column()]} of row {index.row() + 1}")
        place = QPersistentModelIndex(index)
        editor.textChanged.connect(lambda typed: self._table.note_typing(place, typed))
        return editor


def _with_site_apart(draft: EncounterDraft) -> EncounterDraft:
    """A draft whose site stands in its own cell and not in its line."""
    mark = read_marks(draft.line).site
    if mark is None or not mark.name or draft.line.count("@") > 1:
        return draft
    line = (draft.line[: mark.start].rstrip() + draft.line[mark.end :]).strip()
    around = draft.circumstances._replace(site=mark.name, setting=None, pos="", locality="")
    return EncounterDraft(line, around)
