"""The keys, all on one sheet."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.ui.theme import GAP, GAP_LARGE

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Log",
        (
            ("Enter", "log the line"),
            ("Up, Down", "choose a match"),
            ("Tab", "take the match into the line"),
            ("Esc", "close matches, clear"),
            ("Ctrl+L", "to the entry line"),
            ("Ctrl+K", "find a command or a code"),
            ("Ctrl+J", "take a favourite"),
        ),
    ),
    (
        "Days",
        (
            ("Alt+Left, Alt+Right", "day before, day after"),
            ("Ctrl+T", "today"),
            ("Ctrl+D", "calendar"),
            ("Alt+1, Alt+0", "first provider, everybody"),
        ),
    ),
    (
        "Logged again",
        (
            ("Ctrl+Shift+Y", "same as yesterday"),
            ("Ctrl+Shift+W", "same as a week ago"),
            ("Ctrl+Shift+D", "same as another day"),
            ("Ctrl+Shift+F", "fill several days"),
            ("Ctrl+Shift+J", "favourites and bundles"),
            ("Ctrl+Shift+B", "save as a bundle"),
            ("Ctrl+Shift+L", "draft of the clinic"),
        ),
    ),
    (
        "Entries",
        (
            ("F6", "entry line or table"),
            ("F2, Enter", "edit the cell"),
            ("Delete", "remove"),
            ("Ctrl+G", "a group by its members"),
            ("F7", "checks before billing"),
            ("Ctrl+Shift+C", "copy to another day"),
            ("Ctrl+Shift+M", "move to another day"),
            ("Ctrl+Z, Ctrl+Shift+Z", "undo, redo"),
            ("Ctrl+H, Ctrl+Shift+H", "history: entry, month"),
        ),
    ),
    (
        "Program",
        (
            ("Ctrl+1, Ctrl+2, Ctrl+3", "Log, Codes, Pay"),
            ("Ctrl+P", "print the code"),
            ("Ctrl+E", "export a month"),
            ("Ctrl+Shift+O", "load a CMS file"),
            ("Ctrl++, Ctrl+-, Ctrl+0", "text size"),
            ("F1", "this sheet"),
            ("Ctrl+Q", "quit"),
        ),
    ),
)
"""Every key, by where it belongs. A test holds the menus to it."""

TYPING = (
    ("99214-25", "a code with a modifier"),
    ("90853x8", "eight patients"),
    ("97110 u3 x4", "four, three units each"),
    ("45385; 45380-59", "one encounter, two codes"),
    ("00840-QK 95min", "minutes of anesthesia"),
    ("27447-55 30d", "days of aftercare"),
    ("99213 @or", "at one of your sites"),
    ("mon: 99213x4", "another day; 7/15: too"),
    ("99213 #knee", "a tag of yours"),
    ("group 90853 8", "a group by its members"),
    ("..", "what was logged last"),
    ("Z0001", "a code of your own"),
)

_TYPE = "What to type"
_COLUMNS = (("Log", "Entries"), ("Logged again", "Program"), ("Days", _TYPE))
"""Side by side, so that all of it is seen in the smallest window."""
_FRAME_HEIGHT = 30
_CLOSE = 4
"""Between a key and the next."""


class KeysDialog(QDialog):
    """The sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out every key."""
        super().__init__(parent)
        self.setWindowTitle("Keys")
        groups = dict((*KEYS, (_TYPE, TYPING)))
        sheet = QWidget(self)
        sheet.setObjectName("page")
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP_LARGE)
        for titles in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(GAP_LARGE)
            for title in titles:
                column.addLayout(self._group(title, groups[title]))
            column.addStretch(1)
            columns.addLayout(column)
        # With large text the sheet is larger than a small screen.
        area = QScrollArea(self)
        area.setObjectName("page")
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        area.setAccessibleName("Keys")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_LARGE, GAP_LARGE, GAP_LARGE, GAP_LARGE)
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        for label in sheet.findChildren(QLabel):
            label.ensurePolished()  # before that it does not know its frame
        columns.invalidate()
        wanted = sheet.sizeHint() + QSize(2 * GAP_LARGE + GAP, 3 * GAP_LARGE + GAP)
        wanted += QSize(0, buttons.sizeHint().height())
        self.resize(wanted.boundedTo((parent or self).window().size() - QSize(0, _FRAME_HEIGHT)))
        area.setFocus()

    def _group(self, title: str, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(_CLOSE)
        heading = QLabel(title, self)
        heading.setObjectName("strong")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (key, meaning) in enumerate(keys, 1):
            label = QLabel(key, self)
            label.setObjectName("key")
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(QLabel(meaning, self), row, 1)
        grid.setColumnStretch(1, 1)
        return grid
