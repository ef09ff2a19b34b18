"""The table of a day: entries grouped by encounter, edited in place, painted in one pass a cell."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from rvuedge_desktop.ui.models.day_model import TITLES, Column, DayModel, DayRow
from rvuedge_desktop.ui.theme import ROW_HEIGHT, THEME

Index = QModelIndex | QPersistentModelIndex

_PADDING = 10
_WHOSE_WIDTH = 110
"""Pixels that a provider's name takes before what they did."""
_INDENT = 14
_WIDTHS = {
    Column.CODE: 112,
    Column.PATIENTS: 80,
    Column.UNITS: 62,
    Column.WRVU: 78,
    Column.MEDICARE: 104,
    Column.CONTRACT: 100,
}
_NARROW_WIDTHS = {
    Column.CODE: 104,
    Column.PATIENTS: 70,
    Column.UNITS: 56,
    Column.WRVU: 66,
    Column.MEDICARE: 92,
    Column.CONTRACT: 100,
}
"""In a narrow table the figures stand closer, for the words."""
_NARROWEST_WIDTHS = {
    Column.CODE: 80,
    Column.PATIENTS: 66,
    Column.WRVU: 58,
    Column.MEDICARE: 84,
}
"""With large text in a small window; units, seldom other than 1, are left out."""
_CHIP_SHARE = 0.55
"""So much of the room for the words a chip takes at most, so that some of the title is left."""
_ROOM_FOR_CONTRACT = 680
_ROOM_FOR_UNITS = 440
"""In a narrower table the words for what was done come first."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ELIDE = Qt.TextElideMode.ElideRight
_MIDDLE_DOT = " \u00b7 "
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""With one of these a key is a command, not something to type."""


class EntryDelegate(QStyledItemDelegate):
    """Paints a cell straight from the model's row, without asking the style for each of its roles."""

    def __init__(self, model: DayModel, selection: QItemSelectionModel, parent: QWidget) -> None:
        """Paint the rows of a model.

        Args:
            model: the rows.
            selection: which of them are selected.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._model, self._selection = model, selection
        self._row, self._is_selected = -1, False
        self.restyle(parent.font())

    def restyle(self, font: QFont) -> None:
        """Take colours and type from the theme; after that nothing is computed while painting."""
        colours = THEME.colours
        self._text, self._muted = QColor(colours.text), QColor(colours.muted)
        self._line, self._soft = QColor(colours.line), QColor(colours.accent_soft)
        self._warning, self._warning_soft = QColor(colours.warning), QColor(colours.warning_soft)
        self._quiet, self._quiet_soft = QColor(colours.muted), QColor(colours.track)
        self._font, self._strong = QFont(font), QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(font)
        self._small.setPointSizeF(max(font.pointSizeF() - 1.5, 1))
        self._metrics, self._strong_metrics = QFontMetrics(font), QFontMetrics(self._strong)
        self._small_metrics = QFontMetrics(self._small)

    def begin(self) -> None:
        """Forget which row was painted last: the selection may be another one now."""
        self._row = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        place, column = index.row(), index.column()
        row = self._model.row_at(place)
        rect: QRect = option.rect
        if place != self._row:
            # Whole rows are selected. The option tells it too, but in an enum of QStyle, dear to make.
            self._row, self._is_selected = place, self._selection.isRowSelected(place)
        if self._is_selected:
            painter.fillRect(rect, self._soft)
        if row.begins and place:
            painter.setPen(self._line)
            painter.drawLine(rect.x(), rect.y(), rect.right(), rect.y())
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if column == Column.CODE:
            self._paint_code(painter, inner if row.leads else inner.adjusted(_INDENT, 0, 0, 0), row.cells[0])
        elif column == Column.DONE:
            self._paint_done(painter, inner, row)
        else:
            painter.setFont(self._font)
            plain = column == Column.UNITS and row.entry.units_each == 1
            painter.setPen(self._muted if plain else self._text)
            painter.drawText(inner, _RIGHT, row.cells[column])

    def _paint_code(self, painter: QPainter, rect: QRect, code_text: str) -> None:
        code, dash, modifiers = code_text.partition("-")
        painter.setFont(self._strong)
        painter.setPen(self._text)
        painter.drawText(rect, _LEFT, code)
        if dash:
            painter.setFont(self._font)
            painter.setPen(self._muted)
            behind = rect.adjusted(self._strong_metrics.horizontalAdvance(code), 0, 0, 0)
            painter.drawText(
                behind, _LEFT, self._metrics.elidedText(dash + modifiers, _ELIDE, behind.width())
            )

    def _paint_whose(self, painter: QPainter, rect: QRect, name: str) -> QRect:
        """Paint whose entry it is, quietly and before all else; gives the room that is left."""
        room = min(THEME.pixels(_WHOSE_WIDTH), rect.width() // 4)
        painter.setFont(self._font)
        painter.setPen(self._muted)
        painter.drawText(rect, _LEFT, self._metrics.elidedText(name, _ELIDE, room))
        return rect.adjusted(room + _PADDING, 0, 0, 0)

    def _paint_done(self, painter: QPainter, rect: QRect, row: DayRow) -> None:
        if row.whose:
            rect = self._paint_whose(painter, rect, row.whose)
        warned = self._model.warning_of(row)
        unpriced = row.entry.medicare_amount is None and row.entry.custom_wrvu is None
        is_said = bool(warned.words) and (warned.is_grave or not row.chip)
        is_grave = warned.is_grave or unpriced
        title, note, chip = row.cells[Column.DONE], row.remark, warned.words if is_said else row.chip
        painter.setFont(self._font)
        painter.setPen(self._text)
        chip_width = self._small_metrics.horizontalAdvance(chip) + 12 if chip else 0
        if chip_width + self._metrics.horizontalAdvance(title) + _PADDING > rect.width():
            chip_width = max(min(chip_width, int(rect.width() * _CHIP_SHARE)), 0)
        room = rect.width() - (chip_width + _PADDING if chip else 0)
        shown = self._metrics.elidedText(title, _ELIDE, room)
        painter.drawText(rect, _LEFT, shown)
        at = rect.x() + self._metrics.horizontalAdvance(shown)
        if chip:
            height = self._small_metrics.height() + 3
            box = QRect(at + _PADDING, rect.center().y() - height // 2, chip_width, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._warning_soft if is_grave else self._quiet_soft)
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(self._small)
            painter.setPen(self._warning if is_grave else self._quiet)
            chip = self._small_metrics.elidedText(chip, _ELIDE, chip_width - 8)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), chip)
            at = box.right()
        left = rect.right() - at
        if note and left > 4 * _PADDING:
            painter.setFont(self._font)
            painter.setPen(self._muted)
            first_line = _MIDDLE_DOT + note.replace("\n", " ")
            painter.drawText(
                QRect(at, rect.y(), left, rect.height()),
                _LEFT,
                self._metrics.elidedText(first_line, _ELIDE, left),
            )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Every row is as high as the theme says."""
        return QSize(40, THEME.pixels(ROW_HEIGHT))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        """A line to type in; for what was done it holds the note."""
        editor = QLineEdit(parent)
        if index.column() == Column.DONE:
            editor.setPlaceholderText("A note, without a patient's name")
        elif index.column() != Column.CODE:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(f"{TITLES[index.column()]} of {self._model.row_at(index.row()).cells[0]}")
        return editor


class EntryTable(QTableView):
    """The table, with its keys.

    Attributes:
        remove_requested: Delete was pressed on a selection.
        leave_requested: Up was pressed in the first row, or Escape anywhere.
        typed: a letter or digit was typed, which is meant for the entry line.
    """

    remove_requested = Signal()
    leave_requested = Signal()
    typed = Signal(str)

    def __init__(self, model: DayModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self._model = model
        self._empty_text = ""
        # The viewport that Qt made is not known to Python: asking for it makes PySide create the classes of
        # every kind of widget, to see which of them it is. One made here is known.
        self._viewport = QWidget(self)
        self._viewport.setBackgroundRole(QPalette.ColorRole.Base)
        self._viewport.setAutoFillBackground(True)
        self.setViewport(self._viewport)
        self.setModel(model)
        self._delegate = EntryDelegate(model, self.selectionModel(), self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Entries of the day")
        self.setShowGrid(False)
        self.setMouseTracking(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.DONE, QHeaderView.ResizeMode.Stretch)
        self._resize()
        model.modelReset.connect(self._show_contract)
        self._show_contract()

    def _show_contract(self) -> None:
        self.setColumnHidden(Column.CONTRACT, not (self._model.has_contract and self._has_room))
        self.setColumnHidden(Column.UNITS, self.width() < THEME.pixels(_ROOM_FOR_UNITS))

    @property
    def _has_room(self) -> bool:
        return self.width() >= THEME.pixels(_ROOM_FOR_CONTRACT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the contract's column out where there is no room for it, and set the figures closer."""
        super().resizeEvent(event)
        self._show_contract()
        self._resize()

    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(THEME.pixels(ROW_HEIGHT))
        widths = _WIDTHS if self._has_room else _NARROW_WIDTHS
        if self.isColumnHidden(Column.UNITS):
            widths = _NARROWEST_WIDTHS
        for column, width in widths.items():
            if self.columnWidth(column) != THEME.pixels(width):
                self.setColumnWidth(column, THEME.pixels(width))

    def set_empty_text(self, text: str) -> None:
        """What stands in the table while it has no rows."""
        self._empty_text = text
        self._viewport.update()

    def selected_ids(self) -> list[int]:
        """The numbers of the selected entries, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.entry_id(row) for row in rows]

    def select_ids(self, ids: list[int]) -> None:
        """Select entries and show the last of them; those of another day are passed over."""
        rows = [row for row in map(self._model.row_of, ids) if row is not None]
        self.clearSelection()
        mode = self.selectionModel().SelectionFlag
        for row in rows:
            self.selectionModel().select(self._model.index(row, 0), mode.Select | mode.Rows)
        if rows:
            last = self._model.index(rows[-1], 0)
            self.selectionModel().setCurrentIndex(last, mode.NoUpdate)
            self.scrollTo(last)

    def go_to(self, row: int) -> None:
        """Take the keyboard to a row."""
        if self._model.rowCount():
            row = max(0, min(row, self._model.rowCount() - 1))
            self.setFocus()
            self.selectRow(row)

    def changeEvent(self, event: QEvent) -> None:
        """Take on a new theme or text size."""
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._delegate.restyle(self.font())
            self._resize()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, Enter edits; what is typed, Up out of the first row and Escape lead to the line."""
        key = event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # keys that the editor let through are not meant for the rows
        elif key == Qt.Key.Key_Delete and self.selected_ids():
            self.remove_requested.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self.currentIndex().row() <= 0):
            self.leave_requested.emit()
        elif event.text().isalnum() and not event.modifiers() & _COMMANDS:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def end_editing(self) -> None:
        """Have an open editor commit what was typed, before the rows change under it."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or what to do where there are none."""
        self._delegate.begin()
        super().paintEvent(event)
        if self._model.rowCount() == 0 and self._empty_text:
            painter = QPainter(self._viewport)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = self._viewport.rect().adjusted(30, 40, -30, -40)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self._empty_text)
