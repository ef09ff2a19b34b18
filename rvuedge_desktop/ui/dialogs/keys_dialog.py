"""The keys, all on one sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Log",
        (
            ("Enter", "log the line"),
            ("Up, Down", "choose a match"),
            ("Tab", "take the match into the line"),
            ("Esc", "close the matches, clear the line"),
            ("Ctrl+L", "to the entry line"),
            ("Ctrl+K", "find a command or a code"),
            ("Ctrl+J", "take a favourite"),
        ),
    ),
    (
        "Days",
        (
            ("Alt+Left, Alt+Right", "day before, day after; codes too"),
            ("Ctrl+T", "today"),
            ("Ctrl+D", "calendar"),
            ("Alt+1, Alt+0", "the first provider (2 to 9 the others), everybody"),
        ),
    ),
    (
        "Logged again",
        (
            ("Ctrl+Shift+Y", "same as yesterday"),
            ("Ctrl+Shift+W", "same as this weekday a week ago"),
            ("Ctrl+Shift+D", "same as another day"),
            ("Ctrl+Shift+F", "fill several days"),
            ("Ctrl+Shift+J", "favourites and bundles"),
            ("Ctrl+Shift+B", "save the entries as a bundle"),
            ("Ctrl+Shift+L", "draft of the clinic that is due"),
        ),
    ),
    (
        "Entries",
        (
            ("F6", "between entry line and table"),
            ("F2, Enter", "edit the cell"),
            ("Delete", "remove"),
            ("Ctrl+G", "log a group by its members"),
            ("F7", "checks before billing"),
            ("Ctrl+Shift+C", "copy to another day"),
            ("Ctrl+Shift+M", "move to another day"),
            ("Ctrl+Z, Ctrl+Shift+Z", "undo, redo"),
            ("Ctrl+H, Ctrl+Shift+H", "history of the entry, of a month"),
        ),
    ),
    (
        "Program",
        (
            ("Ctrl+1, Ctrl+2, Ctrl+3", "Log, Codes, Pay"),
            ("Ctrl+P", "print the code"),
            ("Ctrl+E", "export a month"),
            ("Ctrl+Shift+O", "load a CMS file"),
            ("Ctrl++, Ctrl+-, Ctrl+0", "larger, smaller, normal text"),
            ("F1", "this sheet"),
            ("Ctrl+Q", "quit"),
        ),
    ),
)
"""Every key, by where it belongs. A test holds the menus to it."""

TYPING = (
    ("99214-25", "a code with a modifier"),
    ("90853x8", "eight patients"),
    ("97110 u3 x4", "four patients, three units each"),
    ("45385; 45380-59", "two codes of one encounter"),
    ("00840-QK 95min", "minutes of anesthesia"),
    ("27447-55 30d", "days of aftercare"),
    ("99213 @or", "in the OR, or @clinic: one of your sites"),
    ("yesterday: 99213x4", "another day; mon: and 7/15: too"),
    ("99213 #knee", "a tag, such as a case of yours"),
    ("group 90853 8", "a group, member by member"),
    ("..", "what was logged last, once more"),
    ("Z0001", "a code of your own"),
)


class KeysDialog(QDialog):
    """The sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out every key."""
        super().__init__(parent)
        self.setWindowTitle("Keys")
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_PAGE)
        grid.setVerticalSpacing(GAP)
        for place, (title, keys) in enumerate((*KEYS, ("What to type", TYPING))):
            self._add_group(grid, place, title, keys)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(grid)
        layout.addWidget(buttons)

    def _add_group(
        self, grid: QGridLayout, place: int, title: str, keys: tuple[tuple[str, str], ...]
    ) -> None:
        column, band = 2 * (place % 2), 10 * (place // 2)
        heading = QLabel(title, self)
        heading.setObjectName("strong")
        grid.addWidget(heading, band, column, 1, 2)
        for row, (key, meaning) in enumerate(keys, band + 1):
            label = QLabel(key, self)
            label.setObjectName("key")
            grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(QLabel(meaning, self), row, column + 1)
