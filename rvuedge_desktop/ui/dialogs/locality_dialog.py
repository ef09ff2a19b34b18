"""Choose the Medicare locality that new entries are priced for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.catalogue.words import words
from rvuedge_desktop.domain.rates import NATIONAL, Gpci
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.search_line import SearchLine

_PLACE = int(Qt.ItemDataRole.UserRole)


class LocalityDialog(QDialog):
    """A locality by name, by contractor and number, or by ZIP code.

    Attributes:
        chosen: the locality as an entry keeps it.
    """

    def __init__(
        self,
        places: Sequence[Gpci],
        chosen: str,
        zip_codes: Callable[[str], str | None],
        parent: QWidget | None = None,
    ) -> None:
        """Offer every locality.

        Args:
            places: all of them, the nation first.
            chosen: the one in force.
            zip_codes: gives the locality of a ZIP code.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("Medicare locality")
        self.setMinimumSize(THEME.pixels(460), THEME.pixels(460))
        self._places, self._zip_codes, self.chosen = places, zip_codes, chosen
        self.line = SearchLine(self)
        self.line.setAccessibleName("Find a locality")
        self.line.setPlaceholderText("Name, ZIP code or number")
        self.line.textChanged.connect(self._refill)
        self.line.escaped.connect(self.reject)
        self.found = QListWidget(self)
        self.line.walk(self.found)
        self.found.setAccessibleName("Localities")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemDoubleClicked.connect(lambda _: self.accept())
        note = QLabel("New entries are priced for it. Entries that you have keep theirs.", self)
        note.setObjectName("muted")
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        for widget in (self.line, self.found, note, buttons):
            layout.addWidget(widget)
        self._refill("")

    def accept(self) -> None:
        """Take the current locality; where none fits what was typed, stay open."""
        item = self.found.currentItem() if self.found.currentRow() >= 0 else None
        if item is not None:
            self.chosen = str(item.data(_PLACE))
            super().accept()

    def _refill(self, typed: str) -> None:
        self.found.clear()
        by_zip = self._zip_codes(typed.strip()) if typed.strip().isdigit() else None
        wanted = words(typed)
        for place in self._places:
            name = words(f"{place.name} {place.locality}")
            fits = all(any(word.startswith(one) for word in name) for one in wanted)
            if place.locality == by_zip or (fits and by_zip is None):
                number = "" if place == NATIONAL else f"   {place.locality}"
                item = QListWidgetItem(place.name + number)
                item.setData(_PLACE, place.locality)
                self.found.addItem(item)
                if place.locality == self.chosen:
                    self.found.setCurrentItem(item)
        if self.found.currentRow() < 0 and self.found.count():
            self.found.setCurrentRow(0)
