"""The Codes page: search and browse at the left, the code, or several side by side, at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.services.code_text import code_text
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.lookup import CodeFacts
from rvuedge_desktop.services.search import Match
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, THEME
from rvuedge_desktop.ui.widgets.code_comparison import MOST, CodeComparison
from rvuedge_desktop.ui.widgets.code_list import CodeList
from rvuedge_desktop.ui.widgets.code_view import CodeView
from rvuedge_desktop.ui.widgets.search_line import SearchLine

_WIDTH = 310
_FOUND, _BROWSED = 60, 200
_OWN, _FAVOURITES, _SPECIALTIES, _CHANGED = "own:", "favourites:", "specialties:", "changed:"
_CATEGORY, _WHOLE, _FAMILY, _SPECIALTY = "category:", "whole:", "family:", "specialty:"


class CodesPage(QWidget):
    """The page.

    Attributes:
        log_requested: a code is to be put into the entry line.
        back_requested: Escape was pressed where there is nothing left to close.
    """

    log_requested = Signal(str)
    back_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show what there is to browse.

        Args:
            desk: the log and everything on it.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk = desk
        self._day = desk.workspace.today()
        self._visited: list[str] = []
        self._at = -1
        self._is_typing = False
        self._typed_at = -1
        self._shelves: list[str] = []
        self._compared: list[str] = []
        self.line = SearchLine(self)
        self.line.setAccessibleName("Search codes")
        self.line.setPlaceholderText("Number or words; spec:psych wrvu>5")
        self.line.setToolTip("Filters: spec:psych  cat:imaging  global:090  wrvu>5  status:A")
        self.line.textChanged.connect(self._search)
        self._said = QLabel(self)
        self._said.setObjectName("muted")
        self._said.setWordWrap(True)
        self.codes = CodeList(self)
        self.line.steps_requested.connect(self.codes.step)
        self.line.escaped.connect(self._on_escape)
        self.line.returnPressed.connect(self._on_return)
        self.codes.code_chosen.connect(self._show)
        self.codes.shelf_chosen.connect(self._open_shelf)
        self.view = CodeView(self)
        self.view.log_requested.connect(self.log_requested)
        self.view.copy_requested.connect(self._copy)
        self.view.favourite_requested.connect(self._toggle_favourite)
        self.view.compare_requested.connect(self._compare)
        self.view.code_requested.connect(self._show)
        self._right = QStackedWidget(self)
        self._right.addWidget(self.view)
        self._back = self._step_button("\u2190", "Back to the code before (Alt+Left)", -1)
        self._forth = self._step_button("\u2192", "Forward (Alt+Right)", 1)
        self._lay_out()
        self.restyle()
        self._search("")

    def _step_button(self, sign: str, name: str, steps: int) -> QPushButton:
        button = QPushButton(sign, self)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setEnabled(False)
        button.clicked.connect(lambda _=False: self.step_visited(steps))
        return button

    def _lay_out(self) -> None:
        side = QFrame(self)
        side.setObjectName("rail")
        self._side = side
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._said, 1)
        head.addWidget(self._back)
        head.addWidget(self._forth)
        left = QVBoxLayout(side)
        left.setContentsMargins(GAP_LARGE, GAP_LARGE, GAP_LARGE, GAP_LARGE)
        left.setSpacing(GAP)
        left.addWidget(self.line)
        left.addLayout(head)
        left.addWidget(self.codes, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(self._right, 1)

    def restyle(self) -> None:
        """Take on the theme in force."""
        self._side.setFixedWidth(THEME.pixels(_WIDTH))
        for button in (self._back, self._forth):
            button.setFixedWidth(THEME.pixels(34))
        if self.view.facts:
            self._render(self.view.facts)
        if self._comparison():
            self._show_comparison()

    def focus_search(self) -> None:
        """Take the keyboard to the search, what is there selected."""
        self.line.setFocus()
        self.line.selectAll()

    def show_code(self, code: str) -> None:
        """Show a code as if it had been searched for."""
        self.line.setText(code)

    # Search and browse

    def _on_return(self) -> None:
        code = self.codes.current_code()
        if code:
            self.log_requested.emit(code)
        else:
            self.codes.activate_current()

    def _on_escape(self) -> None:
        if self._comparison():
            self._close_comparison()
        elif self.line.text():
            self.line.clear()
        elif self._shelves:
            self._shelves.pop()
            self._open_shelf(self._shelves.pop() if self._shelves else "")
        else:
            self.back_requested.emit()

    def _search(self, typed: str) -> None:
        self._day = self._desk.workspace.today()
        self._shelves.clear()
        if not typed.strip():
            self._open_shelf("")
            return
        found = self._desk.search.find(typed, self._day, _FOUND)
        more = " or more" if len(found) == _FOUND else ""
        self._said.setText(
            text.counted(len(found), "code", "codes") + more
            if found
            else f"Nothing found for \u201c{typed}\u201d"
        )
        self._is_typing = True
        self.codes.show_matches(found)
        self._is_typing = False

    def _open_shelf(self, key: str) -> None:
        """Show what stands on a shelf: further shelves, or codes."""
        if key:
            self._shelves.append(key)
        name, colon, rest = key.partition(":")
        shelves = self._shelves_on(name + colon, rest)
        if shelves:
            title, found = shelves
            self._said.setText(title)
            self.codes.show_shelves(found)
        else:
            title, matches = self._codes_on(name + colon, rest)
            self._said.setText(title or text.counted(len(matches), "code", "codes"))
            self.codes.show_matches(matches)

    def _shelves_on(self, name: str, rest: str) -> tuple[str, list[tuple[str, str]]] | None:
        """Title and shelves of a shelf that holds shelves; None for one that holds codes."""
        search = self._desk.search
        if not name:
            return "Browse", self._first_shelves()
        if name == _SPECIALTIES:
            return "Specialties", [(f"{_SPECIALTY}{one}", one) for one in search.specialties()]
        families = search.families(rest, self._day) if name == _CATEGORY else []
        if not families:
            return None
        whole = (f"{_WHOLE}{rest}", "All, the most billed first")
        return search.category_title(rest), [
            whole,
            *((f"{_FAMILY}{number}", title) for number, title in families),
        ]

    def _codes_on(self, name: str, rest: str) -> tuple[str, Sequence[Match]]:
        """Title and codes of a shelf; the title is empty where their number says enough."""
        search, day = self._desk.search, self._day
        match name:
            case "category:" | "whole:":
                return "", search.browse(rest, day, _BROWSED)
            case "family:":
                return "", search.family(int(rest), day, _BROWSED)
            case "specialty:":
                return f"{rest}: leading codes, Medicare 2023", search.of_specialty(rest, day, _BROWSED)
            case "own:":
                return "What you log most", search.named(self._desk.own_use.most(_FOUND), day)
            case "favourites:":
                return "Your favourites", search.named(self._desk.preferences.favourites, day)
            case _:
                return self._changed()

    def _first_shelves(self) -> list[tuple[str, str]]:
        shelves = [(_SPECIALTIES, "By specialty \u25b8"), (_CHANGED, "Changed most this year \u25b8")]
        if self._desk.preferences.favourites:
            shelves.insert(0, (_FAVOURITES, "Your favourites \u25b8"))
        if self._desk.own_use.most(1):
            shelves.insert(0, (_OWN, "What you log most \u25b8"))
        categories = self._desk.search.categories(self._day)
        return shelves + [(f"{_CATEGORY}{key}", title) for key, title in categories]

    def _changed(self) -> tuple[str, Sequence[Match]]:
        """The codes whose total moved most from the last release of the year before to the newest one."""
        releases = self._desk.releases
        newest, before = releases.newest_and_year_before(self._day)
        if before is None:
            return "There is no release of the year before", ()
        moved = [one for one in releases.compare(before.name, newest.name).changed if not one.after.modifier]
        codes = [one.after.code for one in moved[:_BROWSED]]
        title = f"Changed most from {before.name} to {newest.name}"
        return title, self._desk.search.named(codes, self._day)

    # The code

    def _show(self, code: str) -> None:
        """Show a code, and remember the way: of those that pass by while one types only the last."""
        if self._at < 0 or self._visited[self._at] != code:
            passing = self._is_typing and self._at >= 0 and self._typed_at == self._at
            self._at += not passing
            self._visited[self._at :] = [code]
        self._typed_at = self._at if self._is_typing else -1
        self._show_visited()

    def step_visited(self, steps: int) -> None:
        """Go back or forth along the codes that were shown."""
        if 0 <= self._at + steps < len(self._visited):
            self._at += steps
            self._show_visited()

    def _show_visited(self) -> None:
        self._back.setEnabled(self._at > 0)
        self._forth.setEnabled(self._at + 1 < len(self._visited))
        facts = self._facts(self._visited[self._at])
        if facts:
            self._right.setCurrentWidget(self.view)
            self._render(facts)

    def _facts(self, code: str) -> CodeFacts | None:
        self._day = self._desk.workspace.today()
        try:
            gpci = self._desk.localities.find(self._desk.preferences.locality, self._day)
            return self._desk.lookup.code(Item(code), self._day, gpci)
        except RvuEdgeError as error:
            self._said.setText(str(error))
            return None

    def _render(self, facts: CodeFacts) -> None:
        self.view.show_code(facts, is_favourite=facts.code in self._desk.preferences.favourites)

    def _copy(self, code: str) -> None:
        if self.view.facts is not None:
            QGuiApplication.clipboard().setText(code_text(self.view.facts))
            self._said.setText(f"{code} copied")

    def text_to_print(self) -> str:
        """The code that is shown, as text; empty where none is."""
        return code_text(self.view.facts) if self.view.facts else ""

    def _toggle_favourite(self, code: str) -> None:
        kept = self._desk.preferences.favourites
        others = tuple(one for one in kept if one != code)
        try:
            self._desk.preferences.favourites = others if code in kept else (*kept, code)
        except RvuEdgeError as error:
            self._said.setText(str(error))
        if self.view.facts:
            self._render(self.view.facts)

    # Side by side

    def _comparison(self) -> CodeComparison | None:
        shown = self._right.currentWidget()
        return shown if isinstance(shown, CodeComparison) else None

    def _compare(self, code: str) -> None:
        """Put a code beside those chosen before; of more than fit the first is left out."""
        others = [one for one in self._compared if one != code]
        self._compared = [*others[1 - MOST :], code]
        self._show_comparison()

    def _leave_out(self, code: str) -> None:
        self._compared.remove(code)
        if self._compared:
            self._show_comparison()
        else:
            self._close_comparison()

    def _show_comparison(self) -> None:
        self._drop_comparison()
        found = [facts for code in self._compared if (facts := self._facts(code))]
        comparison = CodeComparison(found, self._right)
        comparison.closed.connect(self._close_comparison)
        comparison.removed.connect(self._leave_out)
        self._right.addWidget(comparison)
        self._right.setCurrentWidget(comparison)

    def _close_comparison(self) -> None:
        self._compared.clear()
        self._drop_comparison()

    def _drop_comparison(self) -> None:
        comparison = self._comparison()
        if comparison:
            self._right.setCurrentWidget(self.view)
            self._right.removeWidget(comparison)
            comparison.deleteLater()
