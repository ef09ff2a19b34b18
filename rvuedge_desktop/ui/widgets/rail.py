"""The narrow rail at the left: one button a page."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from rvuedge_desktop.ui.icons import SIZE, icon
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, THEME

_WIDTH = 76


class Rail(QFrame):
    """The pages to choose from.

    Attributes:
        page_chosen: the place of a page.
    """

    page_chosen = Signal(int)

    def __init__(self, icons: Path, pages: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show a button for each page.

        Args:
            icons: the folder of icons.
            pages: title and icon of each.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setObjectName("rail")
        self._icons, self._pages = icons, pages
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.page_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP_LARGE, GAP, GAP_LARGE)
        layout.setSpacing(GAP)
        for place, (title, _) in enumerate(pages):
            button = QToolButton(self)
            button.setObjectName("rail")
            button.setText(title)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(SIZE, SIZE))
            self._group.addButton(button, place)
            layout.addWidget(button)
        layout.addStretch(1)
        self.select(0)
        self.restyle()

    def select(self, place: int) -> None:
        """Mark the page that is shown."""
        self._group.button(place).setChecked(True)

    def restyle(self) -> None:
        """Take on the theme in force."""
        self.setFixedWidth(THEME.pixels(_WIDTH))
        colours = THEME.colours
        for place, (_, name) in enumerate(self._pages):
            button = self._group.button(place)
            button.setFixedSize(THEME.pixels(_WIDTH) - 2 * GAP, THEME.pixels(54))
            button.setIcon(icon(self._icons, name, colours.muted, colours.accent))
