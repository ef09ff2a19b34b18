"""The favourites in a small list under the entry line, the most used first."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rvuedge_desktop.services.favourites import Favourite
from rvuedge_desktop.ui.theme import GAP, THEME

_LINE = int(Qt.ItemDataRole.UserRole)
_DIGITS = 9
_SHOWN = 12
_WIDTH = 560


class _Choices(QListWidget):
    """The list, in which a digit takes the favourite beside it.

    Attributes:
        taken: one was chosen, by its row.
    """

    taken = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit or Enter takes one; Escape is for the popup."""
        typed = event.text()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit(self.currentRow())
        elif typed.isascii() and typed.isdigit() and 0 < int(typed) <= min(self.count(), _DIGITS):
            self.taken.emit(int(typed) - 1)
        else:
            super().keyPressEvent(event)


class FavouritesPopup(QFrame):
    """The list.

    Attributes:
        chosen: what one of them puts into the entry line; the list has closed.
        found: the list itself.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin closed."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.found = _Choices(self)
        self.found.setAccessibleName("Favourites, the most used first")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.taken.connect(self._take)
        self.found.itemClicked.connect(lambda item: self._take(self.found.row(item)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.found)

    def open_at(self, favourites: Sequence[Favourite], corner: QPoint) -> None:
        """Open.

        Args:
            favourites: the most used first.
            corner: the upper left corner, on the screen.
        """
        self.found.clear()
        for place, one in enumerate(favourites, 1):
            digit = f"{place}" if place <= _DIGITS else "\u2002"
            name = f"{one.name}  \u2192  {one.line}" if one.name else one.line
            words = [name, one.title, f"{one.uses}\u00d7" if one.uses else ""]
            item = QListWidgetItem(f"{digit}   " + " \u00b7 ".join(word for word in words if word))
            item.setData(_LINE, one.line)
            item.setToolTip(item.text())
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        rows = self.found.sizeHintForRow(0) * min(len(favourites), _SHOWN)
        self.resize(THEME.pixels(_WIDTH), rows + 2 * GAP)
        self.move(corner)
        self.show()
        self.found.setFocus()

    def _take(self, row: int) -> None:
        item = self.found.item(row)
        if item is not None:
            self.hide()
            self.chosen.emit(str(item.data(_LINE)))
