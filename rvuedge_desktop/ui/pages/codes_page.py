"""The Codes page: search and browse at the left, the code at the right."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, THEME
from rvuedge_desktop.ui.widgets.code_list import CodeList
from rvuedge_desktop.ui.widgets.code_view import CodeView
from rvuedge_desktop.ui.widgets.search_line import SearchLine

_WIDTH = 310
_FOUND, _BROWSED = 60, 200


class CodesPage(QWidget):
    """The page.

    Attributes:
        log_requested: a code is to be put into the entry line.
        back_requested: Escape was pressed in an empty search.
    """

    log_requested = Signal(str)
    back_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the categories to browse.

        Args:
            desk: the log and everything on it.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk = desk
        self._day = desk.workspace.today()
        self.line = SearchLine(self)
        self.line.setAccessibleName("Search codes")
        self.line.setPlaceholderText("Number or words")
        self.line.textChanged.connect(self._search)
        self._said = QLabel(self)
        self._said.setObjectName("muted")
        self.codes = CodeList(self)
        self.line.steps_requested.connect(self.codes.step)
        self.line.escaped.connect(self._on_escape)
        self.line.returnPressed.connect(self._on_return)
        self.codes.code_chosen.connect(self._show)
        self.codes.category_chosen.connect(self._browse)
        self.view = CodeView(self)
        self.view.log_requested.connect(self.log_requested)
        self.view.copy_requested.connect(self._copy)
        side = QFrame(self)
        side.setObjectName("rail")
        self._side = side
        left = QVBoxLayout(side)
        left.setContentsMargins(GAP_LARGE, GAP_LARGE, GAP_LARGE, GAP_LARGE)
        left.setSpacing(GAP)
        left.addWidget(self.line)
        left.addWidget(self._said)
        left.addWidget(self.codes, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(self.view, 1)
        self.restyle()
        self._search("")

    def restyle(self) -> None:
        """Take on the theme in force."""
        self._side.setFixedWidth(THEME.pixels(_WIDTH))
        if self.view.facts:
            self.view.show_code(self.view.facts)

    def focus_search(self) -> None:
        """Take the keyboard to the search, what is there selected."""
        self.line.setFocus()
        self.line.selectAll()

    def show_code(self, code: str) -> None:
        """Show a code as if it had been searched for."""
        self.line.setText(code)

    def _on_return(self) -> None:
        code = self.codes.current_code()
        if code:
            self.log_requested.emit(code)
        else:
            self.codes.activate_current()

    def _on_escape(self) -> None:
        if self.line.text():
            self.line.clear()
        elif self.codes.count() and not self._said.text().startswith("Browse"):
            self._search("")
        else:
            self.back_requested.emit()

    def _search(self, typed: str) -> None:
        self._day = self._desk.workspace.today()
        if not typed.strip():
            self._said.setText("Browse")
            self.codes.show_categories(self._desk.search.categories(self._day))
            return
        found = self._desk.search.find(typed, self._day, _FOUND)
        more = " or more" if len(found) == _FOUND else ""
        self._said.setText(
            text.counted(len(found), "code", "codes") + more
            if found
            else f"Nothing found for \u201c{typed}\u201d"
        )
        self.codes.show_matches(found)

    def _browse(self, category: str) -> None:
        found = self._desk.search.browse(category, self._day, _BROWSED)
        self._said.setText(found[0].category if found else "")
        self.codes.show_matches(found)

    def _show(self, code: str) -> None:
        self._day = self._desk.workspace.today()
        try:
            gpci = self._desk.localities.find(self._desk.preferences.locality, self._day)
            self.view.show_code(self._desk.lookup.code(Item(code), self._day, gpci))
        except RvuEdgeError as error:
            self._said.setText(str(error))

    def _copy(self, code: str) -> None:
        facts = self.view.facts
        if facts is None or facts.code != code:
            return
        lines = [
            f"{facts.code}  {facts.title or ''}".rstrip(),
            facts.plain or "",
            f"Work RVU {text.rvu(facts.office.unit_wrvu)}",
            f"Medicare, office {text.money(facts.office.unit_amount)} {facts.office.formula}".rstrip(),
            f"Medicare, facility {text.money(facts.facility.unit_amount)} {facts.facility.formula}".rstrip(),
            f"{facts.terms.release.release.name}, {facts.terms.gpci.name}" if facts.terms else "",
        ]
        QGuiApplication.clipboard().setText("\n".join(line for line in lines if line))
        self._said.setText(f"{code} copied")
