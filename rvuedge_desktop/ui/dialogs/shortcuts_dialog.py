"""The user's own short names: favourites by name, and bundles of several codes."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.shortcuts import LONGEST_LINE
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.action_row import ActionRow
from rvuedge_desktop.ui.widgets.figure_table import FigureTable

_WORDS = (
    "A short name typed in the entry line stands for what you write here: one code is a favourite, several "
    "with ; between them are a bundle. Ctrl+J lists them on the Log page."
)


class ShortcutsDialog(QDialog):
    """Make, change and remove short names; each is one change of the log, so undo takes it back."""

    def __init__(
        self, desk: Desk, draft: Callable[[str], object], line: str = "", parent: QWidget | None = None
    ) -> None:
        """Show those there are.

        Args:
            desk: the log and everything on it.
            draft: opens a line as a draft to change and log.
            line: what a new one is to stand for; empty for nothing yet.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk, self._draft = desk, draft
        self.setWindowTitle("Favourites and bundles")
        self.setMinimumSize(THEME.pixels(620), THEME.pixels(460))
        words = QLabel(_WORDS, self)
        words.setObjectName("muted")
        words.setWordWrap(True)
        self.table = FigureTable(("Short name", "Stands for", "Title", "Used"), (3,), 1, self)
        self.table.setAccessibleName("Short names")
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self.name, self.line, self.title = QLineEdit(self), QLineEdit(line, self), QLineEdit(self)
        self.line.setMaxLength(LONGEST_LINE)
        form = QFormLayout()
        form.setVerticalSpacing(GAP)
        for title, widget, example in (
            ("Short name", self.name, "lapchole"),
            ("Stands for", self.line, "47562, or 99214-25; 90833; G2211"),
            ("Title", self.title, "your own words; may be empty"),
        ):
            widget.setAccessibleName(title)
            widget.setPlaceholderText(example)
            form.addRow(title, widget)
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addLayout(form)
        layout.addWidget(self._wrong)
        layout.addWidget(self._buttons())
        self._refill()
        self.name.setFocus()

    def _buttons(self) -> ActionRow:
        buttons = ActionRow(self)
        self.keep = buttons.add("&Keep", self._keep)
        self.keep.setDefault(True)
        self.rename = buttons.add("Re&name", self._rename)
        self.remove = buttons.add("&Remove", self._remove)
        self.draft = buttons.add("&Draft\u2026", self._open_draft)
        self.draft.setToolTip("Change it for once and log it")
        return buttons

    def _refill(self) -> None:
        today = self._desk.workspace.today()
        uses = {one.name: one.uses for one in self._desk.favourites.ranked(today)}
        self._names = [one.name for one in self._desk.shortcuts.all()]
        self.table.show_rows(
            [(one.name, one.line, one.title, f"{uses[one.name]}\u00d7") for one in self._desk.shortcuts.all()]
        )
        self._on_selection_changed()
        self._say("")

    def _chosen(self) -> str:
        """The short name that is selected; empty where none or several are."""
        places = {index.row() for index in self.table.selectedIndexes()}
        return self._names[places.pop()] if len(places) == 1 else ""

    def _on_selection_changed(self) -> None:
        chosen = self._chosen()
        for button in (self.rename, self.remove, self.draft):
            button.setEnabled(bool(chosen))
        if chosen:
            found = self._desk.shortcuts.named(chosen)
            self.name.setText(found.name)
            self.line.setText(found.line)
            self.title.setText(found.title)

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    def _attempt(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except RvuEdgeError as error:
            self._say(str(error))
            return
        self.table.clearSelection()
        self._refill()
        for field in (self.name, self.line, self.title):
            field.clear()
        self.name.setFocus()

    def _keep(self) -> None:
        self._attempt(lambda: self._desk.shortcuts.put(self.name.text(), self.line.text(), self.title.text()))

    def _rename(self) -> None:
        self._attempt(lambda: self._desk.shortcuts.rename(self._chosen(), self.name.text()))

    def _remove(self) -> None:
        self._attempt(lambda: self._desk.shortcuts.remove(self._chosen()))

    def _open_draft(self) -> None:
        line = self._desk.shortcuts.named(self._chosen()).line
        self.accept()
        self._draft(line)
