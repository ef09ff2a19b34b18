"""Describe a contract: the usual terms in a form, all of them as the TOML that it is kept as."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.contracts import BY_DATE, Contract, Tier
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.exchange.contract_toml import contract_text, read_contract
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE, THEME

_TIERS = 4
_FORM, _TEXT = 0, 1
_TRUE_UPS = (
    ("year", "at the end of the contract year"),
    ("quarter", "every quarter"),
    ("month", "every month"),
)
_KINDS = (("marginal", "pays for the wRVU above its beginning"), ("whole", "pays for all wRVU"))
_PRESETS = (("full", "full credit for every modifier"), ("medicare", "as Medicare pays"))


class ContractDialog(QDialog):
    """The dialog. Form and text are two looks at one contract: changing over carries the one into the other.

    Attributes:
        contract: what was described, once accepted.
    """

    def __init__(
        self, contract: Contract | None, today: date, providers: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """Begin with a contract, or with an empty one.

        Args:
            contract: the one to change; None for a new one.
            today: the day on the wall.
            providers: whose it may be.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("Contract")
        self.setMinimumSize(THEME.pixels(600), THEME.pixels(620))
        self.contract: Contract | None = None
        self._base = contract or Contract(
            "My contract",
            providers[0],
            date(today.year, 1, 1),
            (1, 1),
            Decimal(0),
            tiers=(Tier(Decimal(0), Decimal(0)),),
        )
        self.name = QLineEdit(self)
        self.provider = QComboBox(self)
        self.provider.setEditable(True)
        self.provider.addItems(list(providers))
        self.first_day = QDateEdit(self)
        self.first_day.setDisplayFormat("yyyy-MM-dd")
        self.first_day.setCalendarPopup(True)
        self.salary, self.fte, self.target = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.draw, self.cap, self.schedule = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.floor = QLineEdit(self)
        self.kind, self.true_up, self.preset = (_choices(one, self) for one in (_KINDS, _TRUE_UPS, _PRESETS))
        self.shares = QLineEdit(self)
        self.shares.setPlaceholderText("80 = 16, 62 = 62.5")
        self.tiers = [(QLineEdit(self), QLineEdit(self)) for _ in range(_TIERS)]
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("The contract as TOML")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._form(), "&Form")
        self.tabs.addTab(self.text, "&Text, with all terms")
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        for widget in (self.tabs, self._wrong, buttons):
            layout.addWidget(widget)
        self._show(self._base)
        self.tabs.currentChanged.connect(self._on_tabs_changed)
        self._is_turning_back = False

    def _form(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setVerticalSpacing(GAP)
        for title, widget in (
            ("Name", self.name),
            ("Provider", self.provider),
            ("From", self.first_day),
            ("Base salary, a year", self.salary),
            ("FTE", self.fte),
            ("Target wRVU, a year", self.target),
            ("Credits by schedule", self.schedule),
        ):
            widget.setAccessibleName(title)
            form.addRow(title, widget)
        for place, (begins, rate) in enumerate(self.tiers, 1):
            begins.setAccessibleName(f"Tier {place} from wRVU")
            rate.setAccessibleName(f"Tier {place}, dollars a wRVU")
            begins.setPlaceholderText("from wRVU")
            rate.setPlaceholderText("dollars a wRVU")
            row = QHBoxLayout()
            row.addWidget(begins)
            row.addWidget(rate)
            form.addRow(f"Tier {place}", row)
        for title, widget in (
            ("A tier", self.kind),
            ("Draw, a month", self.draw),
            ("Settled", self.true_up),
            ("Most above base", self.cap),
            ("Least above base", self.floor),
            ("Credit", self.preset),
            ("Own percentages", self.shares),
        ):
            widget.setAccessibleName(title)
            form.addRow(title, widget)
        return page

    def _show(self, contract: Contract) -> None:
        """Fill the form."""
        self._base = contract
        self.name.setText(contract.name)
        self.provider.setCurrentText(contract.provider)
        first = contract.first_day
        self.first_day.setDate(QDate(first.year, first.month, first.day))
        for line, value in (
            (self.salary, contract.base_salary),
            (self.fte, contract.fte),
            (self.target, contract.target_wrvu),
            (self.draw, contract.draw or None),
            (self.cap, contract.cap),
            (self.floor, contract.floor),
        ):
            line.setText("" if value is None else f"{value:f}")
        self.schedule.setText(contract.schedule)
        self.kind.setCurrentIndex(self.kind.findData(contract.tier_kind))
        self.true_up.setCurrentIndex(self.true_up.findData(contract.true_up))
        self.preset.setCurrentIndex(self.preset.findData(contract.credit.preset))
        shares = sorted(contract.credit.by_modifier.items())
        self.shares.setText(
            ", ".join(f"{modifier} = {(share * 100).normalize():f}" for modifier, share in shares)
        )
        for place, (begins, rate) in enumerate(self.tiers):
            tier = contract.tiers[place] if place < len(contract.tiers) else None
            begins.setText(f"{tier.from_wrvu:f}" if tier else "")
            rate.setText(f"{tier.rate:f}" if tier else "")

    def _from_form(self) -> Contract:
        """The contract that the form describes; what the form does not show stays as it is.

        Raises:
            BadInputError: it contradicts itself, or a figure is none.
        """
        qt_day = self.first_day.date()
        first = date(qt_day.year(), qt_day.month(), qt_day.day())
        table: dict[str, str] = {
            "name": self.name.text(),
            "provider": self.provider.currentText(),
            "base_salary": self.salary.text() or "0",
            "fte": self.fte.text() or "1",
            "schedule": self.schedule.text().strip() or BY_DATE,
            "true_up": str(self.true_up.currentData()),
            "tiers": str(self.kind.currentData()),
            "draw": self.draw.text() or "0",
        }
        for key, line in (("target_wrvu", self.target), ("cap", self.cap), ("floor", self.floor)):
            if line.text().strip():
                table[key] = line.text().strip()
        lines = [f"{key} = {_quoted(value.strip())}" for key, value in table.items()]
        lines.append(f"from = {first}")
        shown = [(begins.text().strip(), rate.text().strip()) for begins, rate in self.tiers]
        for begins, rate in shown:
            if begins or rate:
                lines += [
                    "[[tier]]",
                    f"from_wrvu = {_quoted(begins or '0')}",
                    f"rate = {_quoted(rate or '0')}",
                ]
        lines += ["[credit]", f'preset = "{self.preset.currentData()}"']
        for part in filter(str.strip, self.shares.text().split(",")):
            modifier, _, percent = part.partition("=")
            lines.append(f"{_quoted(modifier.strip().upper())} = {_quoted(_share(percent))}")
        made = read_contract("\n".join(lines), "The form")
        base = self._base
        hidden = base.tiers[_TIERS:]
        same_start = base.first_day == first
        return made._replace(
            year_start=base.year_start if same_start else made.year_start,
            tiers=made.tiers + hidden,
            weekdays=base.weekdays,
            holidays=base.holidays,
            leaves=base.leaves,
            credit=base.credit._replace(
                preset=made.credit.preset,
                by_modifier=made.credit.by_modifier,
                reductions=base.credit.reductions
                if made.credit.preset == base.credit.preset
                else made.credit.reductions,
            ),
        )

    def _described(self) -> Contract:
        if self.tabs.currentIndex() == _TEXT:
            return read_contract(self.text.toPlainText(), "The text")
        return self._from_form()

    def _on_tabs_changed(self, place: int) -> None:
        """Carry what was described into the other look; what can't be read stays where it is."""
        if self._is_turning_back:
            return
        try:
            if place == _TEXT:
                self.text.setPlainText(contract_text(self._from_form()))
            else:
                self._show(read_contract(self.text.toPlainText(), "The text"))
            self._wrong.clear()
        except BadInputError as error:
            self._wrong.setText(str(error))
            self._is_turning_back = True
            self.tabs.setCurrentIndex(_FORM if place == _TEXT else _TEXT)
            self._is_turning_back = False

    def accept(self) -> None:
        """Take the contract; where it contradicts itself, stay and say why."""
        try:
            self.contract = self._described()
        except BadInputError as error:
            self._wrong.setText(str(error))
        else:
            super().accept()


def _choices(named: Sequence[tuple[str, str]], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for key, title in named:
        box.addItem(title, key)
    return box


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _share(percent: str) -> str:
    """A percentage as typed, as the share that the file holds; what is none the reader refuses."""
    try:
        return f"{Decimal(percent.strip().removesuffix('%').strip()) / 100:f}"
    except ArithmeticError:
        return percent.strip()
