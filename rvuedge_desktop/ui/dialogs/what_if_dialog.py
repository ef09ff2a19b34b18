"""What if the terms were others, or a week brought more: told without touching the log."""

from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.contracts import BY_DATE, ContractYear, Tier
from rvuedge_desktop.services.pay import Pay
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP_LARGE, GAP_PAGE, THEME

_NOTE = "For the whole contract year, if it goes on as on average so far. The log is not touched."
_HIGHEST = Decimal(100_000)


class WhatIfDialog(QDialog):
    """Other rates, other beginnings of tiers, another schedule, more wRVU a week."""

    def __init__(self, pay: Pay, year: ContractYear, today: date, parent: QWidget | None = None) -> None:
        """Begin with the contract as it is.

        Args:
            pay: what computes it.
            year: the contract year.
            today: up to when the log counts.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("What if")
        self.setMinimumWidth(THEME.pixels(460))
        self._pay, self._year, self._today = pay, year, today
        form = QFormLayout()
        form.setVerticalSpacing(GAP_LARGE)
        self.tiers: list[tuple[QLineEdit, QLineEdit]] = []
        for tier in year.contract.tiers:
            begins, rate = QLineEdit(f"{tier.from_wrvu:f}", self), QLineEdit(f"{tier.rate:f}", self)
            begins.setAccessibleName("Tier from wRVU")
            rate.setAccessibleName("Dollars a wRVU")
            form.addRow("From wRVU", begins)
            form.addRow("Dollars a wRVU", rate)
            self.tiers.append((begins, rate))
        self.schedule = QComboBox(self)
        self.schedule.setAccessibleName("Credited by")
        schedules = pay.schedules()
        if year.contract.schedule not in schedules:
            schedules.insert(0, year.contract.schedule)
        for schedule in schedules:
            self.schedule.addItem("Date of service" if schedule == BY_DATE else schedule, schedule)
        self.schedule.setCurrentIndex(self.schedule.findData(year.contract.schedule))
        self.schedule.currentIndexChanged.connect(lambda _: self._compute())
        form.addRow("Credited by", self.schedule)
        self.visits = QLineEdit("0", self)
        self.visits.setAccessibleName("More wRVU a week")
        form.addRow("More wRVU a week", self.visits)
        self.answer = QLabel(self)
        self.answer.setObjectName("strong")
        self.answer.setWordWrap(True)
        note = QLabel(_NOTE, self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(form)
        for widget in (self.answer, note, buttons):
            layout.addWidget(widget)
        for line in (*(one for pair in self.tiers for one in pair), self.visits):
            line.textChanged.connect(self._compute)
        self._compute()

    def _compute(self) -> None:
        contract = self._year.contract
        try:
            tiers = tuple(Tier(_number(begins), _number(rate)) for begins, rate in self.tiers)
            visits = _number(self.visits)
        except ValueError as error:
            self.answer.setText(str(error))
            return
        if [one.from_wrvu for one in tiers] != sorted({one.from_wrvu for one in tiers}):
            self.answer.setText("Each tier must begin higher than the one before")
            return
        now = self._pay.what_if(self._year, contract, self._today, Decimal(0))
        changed = contract._replace(tiers=tiers, schedule=self.schedule.currentData())
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            then = self._pay.what_if(self._year, changed, self._today, visits)
        finally:
            QGuiApplication.restoreOverrideCursor()
        sign = "+" if then >= now else "\u2212"
        self.answer.setText(
            f"{text.money(then)} above base, {sign}{text.money(abs(then - now))} against {text.money(now)}"
        )


def _number(line: QLineEdit) -> Decimal:
    typed = line.text().strip()
    try:
        number = Decimal(typed)
    except InvalidOperation:
        raise ValueError(f"\u201c{typed}\u201d is not a number") from None
    if not number.is_finite() or not 0 <= number <= _HIGHEST:
        raise ValueError(f"\u201c{typed}\u201d is not from 0 to {_HIGHEST:,}")
    return number
