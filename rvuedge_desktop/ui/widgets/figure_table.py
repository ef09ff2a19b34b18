"""A table of figures to be read: aligned, without lines between columns, copied as text."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from rvuedge_desktop.ui.theme import ROW_HEIGHT, THEME

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FigureTable(QTableWidget):
    """Rows of text, chosen whole; Ctrl+C copies those chosen, with tabs between the cells."""

    def __init__(
        self, titles: Sequence[str], figures: Collection[int], wide: int, parent: QWidget | None = None
    ) -> None:
        """Begin empty.

        Args:
            titles: of the columns.
            figures: the columns aligned to the right.
            wide: the column that takes what room is left.
            parent: as Qt has it.
        """
        super().__init__(0, len(titles), parent)
        self._figures = figures
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(THEME.pixels(ROW_HEIGHT - 5))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        for column, title in enumerate(titles):
            item = QTableWidgetItem(title)
            item.setTextAlignment(_RIGHT if column in figures else _LEFT)
            self.setHorizontalHeaderItem(column, item)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.setUpdatesEnabled(False)
        self.setRowCount(len(rows))
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                item.setTextAlignment(_RIGHT if column in self._figures else _LEFT)
                item.setToolTip(cell)
                self.setItem(place, column, item)
        self.setUpdatesEnabled(True)
        self.scrollToTop()

    def share_width(self) -> None:
        """Give every column but the first the same room; long texts take several lines."""
        header = self.horizontalHeader()
        for column in range(self.columnCount()):
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if column else QHeaderView.ResizeMode.ResizeToContents
            )
        self.setWordWrap(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(THEME.pixels(ROW_HEIGHT - 5))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            places = sorted({index.row() for index in self.selectedIndexes()})
            lines = (
                "\t".join(self._cell(place, column) for column in range(self.columnCount()))
                for place in places
            )
            QGuiApplication.clipboard().setText("\n".join(lines))
        else:
            super().keyPressEvent(event)

    def _cell(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item else ""
