"""A long table to be read: whole rows are chosen, Enter or a double click opens one."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from rvuedge_desktop.ui.models.past_model import PastModel, PastRow
from rvuedge_desktop.ui.theme import ROW_HEIGHT, THEME

_NARROW = 780
"""In a narrower table the words for what was done come first."""


class PastTable(QTableView):
    """The table.

    Attributes:
        opened: Enter was pressed on a row, or it was clicked twice; its place.
    """

    opened = Signal(int)

    def __init__(self, model: PastModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self._model = model
        self._empty_text = ""
        self._spare = -1
        self.setObjectName("past")
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(THEME.pixels(ROW_HEIGHT - 5))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(QModelIndex(index).row()))

    def set_widths(self, widths: Mapping[int, int], wide: int, spare: int) -> None:
        """Give the columns their room, which is not measured: that would read every row.

        Args:
            widths: pixels at a text scale of 1, by column.
            wide: the column that takes what is left.
            spare: the column that is left out where the table is narrow.
        """
        self._spare = spare
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            self.setColumnWidth(column, THEME.pixels(width))
        self._show_spare()

    def _show_spare(self) -> None:
        self.setColumnHidden(self._spare, self.width() < THEME.pixels(_NARROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a column out where there is no room for it."""
        super().resizeEvent(event)
        self._show_spare()

    def set_empty_text(self, text: str) -> None:
        """What stands in the table while it has no rows."""
        self._empty_text = text
        self.viewport().update()

    def chosen(self) -> list[PastRow]:
        """The rows that are selected, from top to bottom."""
        return [
            self._model.row_at(row)
            for row in sorted(index.row() for index in self.selectionModel().selectedRows())
        ]

    def go_to(self, row: int) -> None:
        """Select a row, or the last one where there are fewer."""
        if self._model.rowCount():
            self.selectRow(max(0, min(row, self._model.rowCount() - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; a dialog would press its button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or one sentence where there are none."""
        super().paintEvent(event)
        if self._model.rowCount() == 0 and self._empty_text:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(30, 40, -30, -40), int(flags), self._empty_text)
