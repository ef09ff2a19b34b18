"""Find any command or any code by a few letters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rvuedge_desktop.services.search import Match
from rvuedge_desktop.ui.theme import GAP, THEME
from rvuedge_desktop.ui.widgets.search_line import SearchLine

_CODES = 12
_TARGET = Qt.ItemDataRole.UserRole


class FindDialog(QDialog):
    """A line and what it finds: commands first, then codes."""

    def __init__(
        self,
        commands: Sequence[QAction],
        find_codes: Callable[[str, int], Sequence[Match]],
        take_code: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """Offer everything.

        Args:
            commands: the program's actions.
            find_codes: finds codes for words, at most so many.
            take_code: called with the code that is chosen.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("Find a command or a code")
        self.setMinimumSize(THEME.pixels(560), THEME.pixels(420))
        self._commands = [action for action in commands if action.text()]
        self._find_codes, self._take_code = find_codes, take_code
        self.line = SearchLine(self)
        self.line.setAccessibleName("Find")
        self.line.setPlaceholderText("A command or a code, such as export, theme, 99213, knee replacement")
        self.line.textChanged.connect(self._refill)
        self.line.escaped.connect(self.reject)
        self.line.returnPressed.connect(self._on_line_return)
        self.found = QListWidget(self)
        self.line.walk(self.found)
        self.found.setAccessibleName("Found")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemActivated.connect(self._run)
        self.found.itemClicked.connect(self._run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.line)
        layout.addWidget(self.found)
        self._refill("")

    def _on_line_return(self) -> None:
        self._run(self.found.currentItem())

    def _refill(self, typed: str) -> None:
        self.found.clear()
        wanted = typed.casefold().split()
        for action in self._commands:
            title = _plain(action)
            if action.isEnabled() and all(word in title.casefold() for word in wanted):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                self._add(f"{title}    {keys}" if keys else title, action)
        for match in self._find_codes(typed, _CODES) if wanted else ():
            self._add(f"{match.code}  {match.title or match.category}", match.code)
        self.found.setCurrentRow(0)

    def _add(self, title: str, target: QAction | str) -> None:
        item = QListWidgetItem(title)
        item.setData(_TARGET, target)
        self.found.addItem(item)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        target = item.data(_TARGET)
        self.accept()
        if isinstance(target, QAction):
            target.trigger()
        else:
            self._take_code(str(target))


def _plain(action: QAction) -> str:
    return action.text().replace("&", "").rstrip("\u2026.")
