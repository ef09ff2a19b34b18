"""What was, as a table: keys are held, rows are fetched by the page as they are shown."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from rvuedge_desktop.ui.theme import THEME

Index = QModelIndex | QPersistentModelIndex
Key = TypeVar("Key")

PAGE = 128
"""Rows fetched at once: more than any screen shows."""
_PAGES_KEPT = 64

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PastRow(NamedTuple):
    """One row.

    Attributes:
        cells: a text for each column.
        day: the day of service to go to.
        entry_id: the entry it speaks of; None where it speaks of several.
        is_quiet: whether it came to nothing, so that it is written in the muted colour.
    """

    cells: tuple[str, ...]
    day: date
    entry_id: int | None
    is_quiet: bool


class PastModel(QAbstractTableModel):
    """Rows behind keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._titles: Sequence[str] = ()
        self._figures: frozenset[int] = frozenset()
        self._count = 0
        self._fetch: Callable[[int, int], Sequence[PastRow]] = lambda *_: ()
        self._pages: dict[int, Sequence[PastRow]] = {}

    def show(
        self,
        titles: Sequence[str],
        figures: frozenset[int],
        keys: Sequence[Key],
        fetch: Callable[[Sequence[Key]], Sequence[PastRow]],
    ) -> None:
        """Show other rows.

        Args:
            titles: of the columns.
            figures: the columns aligned to the right.
            keys: one for each row.
            fetch: makes rows of some keys, in their order.
        """
        self.beginResetModel()
        self._titles, self._figures, self._count = titles, figures, len(keys)
        self._fetch = lambda first, end: fetch(keys[first:end])
        self._pages.clear()
        self.endResetModel()

    def row_at(self, row: int) -> PastRow:
        """A row, fetched with its page where it is not at hand."""
        page, place = divmod(row, PAGE)
        if page not in self._pages:
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.clear()
            self._pages[page] = self._fetch(page * PAGE, (page + 1) * PAGE)
        return self._pages[page][place]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The text of a cell, the whole row as a tip, and how it is written."""
        if role == _DISPLAY:
            return self.row_at(index.row()).cells[index.column()]
        if role == _TOOLTIP:
            # A narrow table has not every column.
            return "\n".join(cell for cell in self.row_at(index.row()).cells if cell)
        if role == _FOREGROUND and self.row_at(index.row()).is_quiet:
            return QColor(THEME.colours.muted)
        if role == _ALIGNMENT:
            return _RIGHT if index.column() in self._figures else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The name of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self._titles[section]
        if role == _ALIGNMENT:
            return _RIGHT if section in self._figures else _LEFT
        return None
