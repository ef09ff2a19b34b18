"""The user's own places: a name, a place of service, a locality."""

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.places import PLACES, Site
from rvuedge_desktop.services.sites import Sites
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.action_row import ActionRow
from rvuedge_desktop.ui.widgets.figure_table import FigureTable

_PREFERRED = "preferred"


class SitesDialog(QDialog):
    """Make, change and remove sites; each is one change of the log, so undo takes it back."""

    def __init__(self, sites: Sites, parent: QWidget | None = None) -> None:
        """Show those there are."""
        super().__init__(parent)
        self._sites = sites
        self._shown: tuple[Site, ...] = ()
        self.setWindowTitle("Sites")
        self.setMinimumSize(THEME.pixels(560), THEME.pixels(440))
        words = QLabel(
            "Type @name in the entry line, such as 99213 @clinic: the entry takes its place and locality.",
            self,
        )
        words.setObjectName("muted")
        words.setWordWrap(True)
        self.table = FigureTable(("Site", "Place of service", "Locality"), (), 1, self)
        self.table.setAccessibleName("Sites")
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("Name")
        self.name.setPlaceholderText("clinic")
        self.place = QComboBox(self)
        self.place.setAccessibleName("Place of service")
        for place in sorted(PLACES.values(), key=lambda one: one.code):
            setting = ", facility" if place.setting == "facility" else ""
            self.place.addItem(f"{place.code}  {place.name}{setting}", place.code)
        self.place.setCurrentIndex(self.place.findData("11"))
        self.locality = QLineEdit(self)
        self.locality.setAccessibleName("Locality")
        self.locality.setPlaceholderText("the preferred one; or a ZIP code, a name, 15202-00")
        form = QFormLayout()
        form.setVerticalSpacing(GAP)
        for title, widget in (
            ("Name", self.name),
            ("Place of service", self.place),
            ("Locality", self.locality),
        ):
            form.addRow(title, widget)
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        buttons = ActionRow(self)
        self.keep = buttons.add("&Keep", self._keep)
        self.keep.setDefault(True)
        self.remove = buttons.add("&Remove", self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addLayout(form)
        layout.addWidget(self._wrong)
        layout.addWidget(buttons)
        self._refill()
        self.name.setFocus()

    def _refill(self) -> None:
        # Held: another program may change them while the table shows these.
        self._shown = self._sites.all()
        self.table.show_rows(
            [
                (f"@{site.name}", f"{site.pos}  {PLACES[site.pos].name}", site.locality or _PREFERRED)
                for site in self._shown
            ]
        )
        self.remove.setEnabled(False)
        self._wrong.clear()

    def _on_selection_changed(self) -> None:
        places = {index.row() for index in self.table.selectedIndexes()}
        self.remove.setEnabled(len(places) == 1)
        if len(places) == 1:
            site = self._shown[places.pop()]
            self.name.setText(site.name)
            self.place.setCurrentIndex(self.place.findData(site.pos))
            self.locality.setText(site.locality)

    def _keep(self) -> None:
        try:
            self._sites.put(self.name.text(), str(self.place.currentData()), self.locality.text())
        except RvuEdgeError as error:
            self._wrong.setText(str(error))
            return
        self._refill()
        self.name.clear()
        self.locality.clear()
        self.name.setFocus()

    def _remove(self) -> None:
        try:
            self._sites.remove(self.name.text())
        except RvuEdgeError as error:
            self._wrong.setText(str(error))
            return
        self._refill()
        self.name.clear()
