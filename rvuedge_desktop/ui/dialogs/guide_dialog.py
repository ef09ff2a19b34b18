"""The guide, in the window: the same text that comes with the program."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from rvuedge_desktop.ui.theme import GAP_PAGE, THEME

GUIDE_FILE = "guide.md"


class GuideDialog(QDialog):
    """The guide, to be read and searched by eye."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        """Show a guide.

        Args:
            path: its Markdown.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("Guide")
        self.resize(THEME.pixels(760), THEME.pixels(620))
        browser = QTextBrowser(self)
        browser.setAccessibleName("Guide")
        browser.setMarkdown(path.read_text(encoding="utf-8"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.addWidget(browser)
        layout.addWidget(buttons)
