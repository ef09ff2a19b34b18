"""A list of codes: number and work RVU in one line, the title under it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rvuedge_desktop.services.search import Match
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import THEME

Index = QModelIndex | QPersistentModelIndex

_MATCH, _SHELF = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
_ROW_HEIGHT, _SHELF_HEIGHT, _PADDING = 54, 32, 12


class _CodeDelegate(QStyledItemDelegate):
    """Paints a code, or the name of a shelf."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, rect = THEME.colours, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
        inner = rect.adjusted(_PADDING, 6, -_PADDING, -6)
        match = index.data(_MATCH)
        if not isinstance(match, Match):
            painter.setPen(QColor(colours.text))
            title = str(index.data(Qt.ItemDataRole.DisplayRole))
            shown = QFontMetrics(option.font).elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), shown)
            return
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        half = inner.height() // 2
        first = QRect(inner.x(), inner.y(), inner.width(), half)
        painter.setPen(QColor(colours.text))
        painter.drawText(first, int(Qt.AlignmentFlag.AlignRight), _worth(match))
        painter.setFont(strong)
        painter.drawText(first, int(Qt.AlignmentFlag.AlignLeft), match.code)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text if match.title else colours.muted))
        title = match.title or match.category
        shown = QFontMetrics(option.font).elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner.adjusted(0, half, 0, 0), int(Qt.AlignmentFlag.AlignLeft), shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        is_code = isinstance(index.data(_MATCH), Match)
        return QSize(100, THEME.pixels(_ROW_HEIGHT if is_code else _SHELF_HEIGHT))


def _worth(match: Match) -> str:
    """The work RVU of a code; one of the user's own is marked as such."""
    own = match.custom_wrvu
    return text.rvu(match.office.unit_wrvu) if own is None else f"{text.rvu(own)} own"


class CodeList(QListWidget):
    """The list.

    Attributes:
        code_chosen: a code became current.
        shelf_chosen: the key of a shelf that was activated.
    """

    code_chosen = Signal(str)
    shelf_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setObjectName("codes")
        self.setAccessibleName("Codes found")
        self.setItemDelegate(_CodeDelegate(self))
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemClicked.connect(self._on_item_activated)
        self.itemActivated.connect(self._on_item_activated)

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Show codes, the first one current."""
        self.clear()
        for match in matches:
            item = QListWidgetItem(f"{match.code} {match.title or match.category}")
            item.setData(_MATCH, match)
            self.addItem(item)
        if matches:
            self.setCurrentRow(0)

    def show_shelves(self, shelves: Sequence[tuple[str, str]]) -> None:
        """Show what holds codes, by key and title: categories, families, specialties."""
        self.clear()
        for key, title in shelves:
            item = QListWidgetItem(title)
            item.setToolTip(title)
            item.setData(_SHELF, key)
            self.addItem(item)

    def step(self, steps: int) -> None:
        """Make another row current."""
        if self.count():
            self.setCurrentRow(max(0, min(self.currentRow() + steps, self.count() - 1)))

    def current_code(self) -> str:
        """The code of the current row; empty where it is no code or nothing is there."""
        match = self.currentItem().data(_MATCH) if self.currentRow() >= 0 else None
        return match.code if isinstance(match, Match) else ""

    def activate_current(self) -> None:
        """Do what a click on the current row does."""
        if self.currentRow() >= 0:
            self._on_item_activated(self.currentItem())

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        match = item.data(_MATCH) if item else None
        if isinstance(match, Match):
            self.code_chosen.emit(match.code)

    def _on_item_activated(self, item: QListWidgetItem) -> None:
        key = item.data(_SHELF)
        if key:
            self.shelf_chosen.emit(key)
