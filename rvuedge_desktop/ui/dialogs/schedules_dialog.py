"""The releases of the fee schedule: on a time line, compared with each other, loaded and removed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.schedules import HeldRelease
from rvuedge_desktop.services.workspace import SCHEDULE, ChangeSet
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.dialogs.import_dialog import change_rows
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.action_row import ActionRow
from rvuedge_desktop.ui.widgets.figure_table import FigureTable
from rvuedge_desktop.ui.widgets.time_line import TimeLine

_NAME = int(Qt.ItemDataRole.UserRole)
_TITLES = ("Code", "What", "Work before", "after", "Office total", "after", "Facility total", "after")
_EARLIEST = "Nothing comes before it"
_NO_PAIRS = "No NCCI pairs are loaded: codes that Medicare does not pay together (ccipra files)."


class SchedulesDialog(QDialog):
    """What is at hand."""

    def __init__(self, desk: Desk, load: Callable[[], None], parent: QWidget | None = None) -> None:
        """Show every release, the newest one chosen.

        Args:
            desk: the log and everything on it.
            load: asks for a file of CMS and loads it.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("Fee schedules")
        self.setMinimumSize(THEME.pixels(860), THEME.pixels(520))
        self.resize(THEME.pixels(1120), THEME.pixels(680))
        self.time_line = TimeLine(self)
        self.time_line.chosen.connect(self._choose)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Releases")
        self.list.setFixedWidth(THEME.pixels(232))
        self.list.currentRowChanged.connect(lambda _: self._show_chosen())
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self._words = QLabel(self)
        self._words.setObjectName("muted")
        self._words.setWordWrap(True)
        self.against = QComboBox(self)
        self.against.setAccessibleName("Compare with")
        self.against.currentIndexChanged.connect(lambda _: self._compare())
        self._counts = QLabel(self)
        self.table = FigureTable(_TITLES, range(2, 8), 1, self)
        self.table.setAccessibleName("What changed")
        buttons = ActionRow(self)
        buttons.add("&Load a CMS file\u2026", load)
        self._remove = buttons.add("&Remove", self._remove_chosen)
        self._reprice = buttons.add("&Price its entries anew", self._reprice_chosen)
        self._status = QLabel(self)
        self._status.setWordWrap(True)
        self._pairs = QLabel(self)
        self._pairs.setObjectName("muted")
        self._pairs.setWordWrap(True)
        self._pairs.setTextFormat(Qt.TextFormat.PlainText)
        self._remove_pairs = QPushButton("Remove the &NCCI pairs", self)
        self._remove_pairs.setAutoDefault(False)
        self._remove_pairs.clicked.connect(lambda _=False: self._remove_loaded_pairs())
        self._lay_out(buttons)
        desk.workspace.subscribe(self._on_workspace_changed)
        self.destroyed.connect(lambda: desk.workspace.unsubscribe(self._on_workspace_changed))
        self.refill()

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        compare = QHBoxLayout()
        compare.addWidget(QLabel("Compared with", self))
        compare.addWidget(self.against)
        compare.addWidget(self._counts, 1)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        for widget in (self._title, self._words):
            right.addWidget(widget)
        right.addLayout(compare)
        right.addWidget(self.table, 1)
        middle = QHBoxLayout()
        middle.setSpacing(GAP_PAGE)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addWidget(self.time_line)
        layout.addLayout(middle, 1)
        pairs = QHBoxLayout()
        pairs.addWidget(self._pairs, 1)
        pairs.addWidget(self._remove_pairs)
        layout.addLayout(pairs)
        layout.addWidget(self._status)
        layout.addWidget(buttons)

    def _on_workspace_changed(self, change: ChangeSet | None) -> None:
        if change is None or change.verb == SCHEDULE:  # it may be that a release came or went
            self.refill()

    def refill(self) -> None:
        """Show what is at hand now; the newest is chosen where the chosen one is no more."""
        chosen = self._chosen_name()
        held = self._desk.releases.held()
        self.time_line.show_releases(held, self._desk.workspace.today())
        self.list.blockSignals(True)
        self.list.clear()
        for one in reversed(held):
            loaded = "   loaded" if one.loaded else ""
            item = QListWidgetItem(f"{one.release.name}   {one.release.title}{loaded}")
            item.setData(_NAME, one.release.name)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._choose(chosen if self._desk.schedules.named(chosen) else held[-1].release.name)
        self._show_pairs()

    def _show_pairs(self) -> None:
        """Say which NCCI pairs are loaded, and offer to remove them."""
        loaded, problem = self._desk.pairs.loaded, self._desk.pairs.problem
        self._remove_pairs.setVisible(loaded is not None)
        if loaded is not None:
            self._pairs.setText(
                f"NCCI pairs of {loaded.quarter.title}: {loaded.count:,}, loaded on {loaded.loaded_on}."
            )
        else:
            self._pairs.setText(str(problem) if problem else _NO_PAIRS)

    def _chosen_name(self) -> str:
        item = self.list.currentItem() if self.list.count() else None
        return str(item.data(_NAME)) if item else ""

    def _chosen(self) -> HeldRelease:
        return self._desk.releases.named(self._chosen_name())

    def _choose(self, name: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)
        self._show_chosen()

    def _show_chosen(self) -> None:
        held, releases = self._chosen(), self._desk.releases.held()
        release = held.release
        self._title.setText(f"{release.name}, {release.title}")
        self._words.setText(_words(held))
        self._remove.setEnabled(held.loaded is not None)
        self._status.clear()
        before = [one.release for one in releases if one.release.first_day < release.first_day]
        self.against.blockSignals(True)
        self.against.clear()
        for one in reversed(releases):
            if one.release.name != release.name:
                self.against.addItem(f"{one.release.name}, {one.release.title}", one.release.name)
        self.against.setCurrentIndex(self.against.findData(before[-1].name) if before else -1)
        self.against.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        name, other = self._chosen_name(), self.against.currentData()
        self.time_line.mark(name, *([other] if other else []))
        if not other:
            self._counts.setText(_EARLIEST)
            self.table.show_rows([])
            return
        changes = self._desk.releases.compare(str(other), name)
        self._counts.setText(
            f"{text.counted(len(changes.added), 'row', 'rows')} added, {len(changes.removed):,} removed, "
            f"{len(changes.changed):,} changed"
        )
        self.table.show_rows(change_rows(changes, self._desk.lookup.title))

    def _remove_chosen(self) -> None:
        try:
            gone = self._desk.releases.remove(self._chosen_name())
        except RvuEdgeError as error:
            self._status.setText(str(error))
        else:
            self._status.setText(f"Removed {gone.name}. Entries keep what they were priced at.")

    def _remove_loaded_pairs(self) -> None:
        try:
            gone = self._desk.pairs.remove()
        except RvuEdgeError as error:
            self._status.setText(str(error))
        else:
            self._status.setText(f"Removed the NCCI pairs of {gone.quarter.title}. No entry changed.")

    def _reprice_chosen(self) -> None:
        name = self._chosen_name()
        try:
            period = self._desk.releases.days_of(name)
            count = self._desk.releases.reprice(period, f"Priced anew by {name}")
        except RvuEdgeError as error:
            self._status.setText(str(error))
        else:
            changed = text.counted(count, "entry", "entries") if count else "No entry"
            undo = " Undo puts the old prices back." if count else ""
            self._status.setText(f"{changed} from {period.first} to {period.last} changed.{undo}")


def _words(held: HeldRelease) -> str:
    release = held.release
    published = f", published {release.published}" if release.published else ""
    if held.loaded:
        source = (
            f"Loaded on {held.loaded.loaded_at[:10]} from {held.loaded.source}, {held.loaded.rows:,} rows"
        )
    else:
        source = "Bundled with the program"
    return f"From {release.first_day}{published}. {source}."
