"""How Medicare pays a provider: participation, qualifying, a share of the schedule, own percentages."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.payees import CREDENTIAL_SHARES, Payee, percent_text, share_from
from rvuedge_desktop.services.providers import Providers
from rvuedge_desktop.ui.theme import GAP_LARGE, GAP_PAGE, THEME

_OTHER = "Another share"


class StandingDialog(QDialog):
    """The standing of one provider, or of each in turn.

    Attributes:
        payee: what was entered, once accepted.
    """

    def __init__(self, providers: Providers, names: Sequence[str], parent: QWidget | None = None) -> None:
        """Show that of the first provider.

        Args:
            providers: who they are.
            names: all of them.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("Standing with Medicare")
        self.setMinimumWidth(THEME.pixels(480))
        self._providers = providers
        self.payee = Payee()
        self.provider = QComboBox(self)
        self.provider.setAccessibleName("Provider")
        self.provider.addItems(names)
        self.credential = QComboBox(self)
        self.credential.setAccessibleName("Credential")
        for name, share in CREDENTIAL_SHARES.items():
            self.credential.addItem(f"{name[0].upper()}{name[1:]}, {percent_text(share)}", str(share))
        self.credential.addItem(_OTHER, "")
        self.share = _percent("Of the schedule", "such as 85", self)
        self.participating = QCheckBox("Participates: takes assignment always (otherwise 95 %)", self)
        self.qualifying = QCheckBox("Qualifying APM participant (a factor of its own since 2026)", self)
        self.increased = _percent("Modifier 22", "in full; such as 125", self)
        self.reduced = _percent("Modifier 52", "in full; such as 50", self)
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        self.credential.activated.connect(self._on_credential_activated)
        self.provider.currentTextChanged.connect(self._show)
        self._lay_out(several=len(names) > 1)
        self._show(self.provider.currentText())

    def _lay_out(self, *, several: bool) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(GAP_LARGE)
        self.provider.setVisible(several)
        if several:
            form.addRow("Provider", self.provider)
        form.addRow("Credential", self.credential)
        form.addRow("Percent of the schedule", self.share)
        form.addRow("", self.participating)
        form.addRow("", self.qualifying)
        form.addRow("Percent for modifier 22", self.increased)
        form.addRow("Percent for modifier 52", self.reduced)
        note = QLabel("New entries are priced for it. Entries that you have keep theirs.", self)
        note.setObjectName("muted")
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(form)
        for widget in (self._wrong, note, buttons):
            layout.addWidget(widget)

    def name(self) -> str:
        """Whose standing it is."""
        return self.provider.currentText()

    def _show(self, name: str) -> None:
        payee = self._providers.payee(name)
        self.share.setText(_number(payee.share))
        place = self.credential.findData(str(payee.share))
        self.credential.setCurrentIndex(place if place >= 0 else self.credential.count() - 1)
        self.participating.setChecked(payee.participating)
        self.qualifying.setChecked(payee.qualifying)
        self.increased.setText("" if payee.increased is None else _number(payee.increased))
        self.reduced.setText("" if payee.reduced is None else _number(payee.reduced))
        self._wrong.clear()

    def _on_credential_activated(self) -> None:
        share = self.credential.currentData()
        if share:
            self.share.setText(_number(Decimal(share)))
        else:
            self.share.setFocus()
            self.share.selectAll()

    def accept(self) -> None:
        """Take what was entered; where a percentage is none, stay and say so."""
        try:
            self.payee = Payee(
                self.qualifying.isChecked(),
                self.participating.isChecked(),
                share_from(self.share.text()),
                _optional(self.increased.text()),
                _optional(self.reduced.text()),
            )
        except ValueError as error:
            self._wrong.setText(f"{error}. Write a number such as 85 or 62.5.")
        else:
            super().accept()


def _percent(name: str, placeholder: str, parent: QWidget) -> QLineEdit:
    line = QLineEdit(parent)
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    line.setMaxLength(8)
    return line


def _number(share: Decimal) -> str:
    return percent_text(share).removesuffix(" %")


def _optional(text: str) -> Decimal | None:
    return share_from(text) if text.strip() else None
