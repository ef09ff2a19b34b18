"""About the program: version, where the figures come from, and what it is not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from rvuedge_desktop import __version__
from rvuedge_desktop.domain.rates import Release
from rvuedge_desktop.ui.theme import GAP_LARGE, GAP_PAGE

_CPT = (
    "CPT\u00ae is a registered trademark of the American Medical Association. This program bundles code "
    "numbers, figures published by the Centers for Medicare & Medicaid Services, and its own original "
    "descriptions; it contains none of CPT's descriptors."
)
NOTICES = (
    _CPT,
    "It is not billing advice. What a payer pays depends on coverage, documentation and contract.",
    "It works offline: nothing you log leaves this computer.",
)


class AboutDialog(QDialog):
    """The dialog."""

    def __init__(self, releases: tuple[Release, ...], parent: QWidget | None = None) -> None:
        """Tell what is bundled.

        Args:
            releases: the releases of the fee schedule at hand.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("About RVU Edge")
        title = QLabel(f"RVU Edge {__version__}", self)
        title.setObjectName("title")
        span = f"{releases[0].name} to {releases[-1].name}"
        bundled = f"{len(releases)} releases of the Physician Fee Schedule, {span}."
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(title)
        for words in (bundled, *NOTICES):
            label = QLabel(words, self)
            label.setWordWrap(True)
            label.setMinimumWidth(460)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
