"""How Medicare pays a provider: participation, qualifying, a share of the schedule, own percentages."""

from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from rvuedge_desktop.domain.payees import CREDENTIAL_SHARES, Payee, percent_text, share_from
from rvuedge_desktop.ui.theme import GAP

_OTHER = "Another share"


class StandingForm(QWidget):
    """The standing of one provider, to be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with a participating physician."""
        super().__init__(parent)
        self.credential = QComboBox(self)
        self.credential.setAccessibleName("Paid as")
        for name, share in CREDENTIAL_SHARES.items():
            self.credential.addItem(f"{name[0].upper()}{name[1:]}, {percent_text(share)}", str(share))
        self.credential.addItem(_OTHER, "")
        self.share = _percent("Of the schedule", "such as 85", self)
        self.participating = QCheckBox("Participates: takes assignment always", self)
        self.participating.setToolTip("Who does not is allowed 95 %")
        self.qualifying = QCheckBox("Qualifying APM participant", self)
        self.qualifying.setToolTip("Since 2026 with a conversion factor of its own")
        self.increased = _percent("Modifier 22", "in full; such as 125", self)
        self.reduced = _percent("Modifier 52", "in full; such as 50", self)
        self.credential.activated.connect(self._on_credential_activated)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GAP)
        form.addRow("Paid as", self.credential)
        form.addRow("Percent of the schedule", self.share)
        form.addRow("", self.participating)
        form.addRow("", self.qualifying)
        form.addRow("Percent for modifier 22", self.increased)
        form.addRow("Percent for modifier 52", self.reduced)
        self.show_payee(Payee())

    def show_payee(self, payee: Payee) -> None:
        """Fill the form."""
        self.share.setText(_number(payee.share))
        place = self.credential.findData(str(payee.share))
        self.credential.setCurrentIndex(place if place >= 0 else self.credential.count() - 1)
        self.participating.setChecked(payee.participating)
        self.qualifying.setChecked(payee.qualifying)
        self.increased.setText("" if payee.increased is None else _number(payee.increased))
        self.reduced.setText("" if payee.reduced is None else _number(payee.reduced))

    def payee(self) -> Payee:
        """What the form says.

        Raises:
            ValueError: a percentage is none; the message says so in words.
        """
        return Payee(
            self.qualifying.isChecked(),
            self.participating.isChecked(),
            share_from(self.share.text()),
            _optional(self.increased.text()),
            _optional(self.reduced.text()),
        )

    def _on_credential_activated(self) -> None:
        share = self.credential.currentData()
        if share:
            self.share.setText(_number(Decimal(share)))
        else:
            self.share.setFocus()
            self.share.selectAll()


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
