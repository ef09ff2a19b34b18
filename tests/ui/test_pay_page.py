"""The Pay page: a contract described by keyboard, its months, its pace, and what if."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rvuedge_desktop.domain.contracts import Contract, CreditPolicy, Tier
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.dialogs.contract_dialog import ContractDialog
from rvuedge_desktop.ui.dialogs.what_if_dialog import WhatIfDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.models.day_model import Column
from rvuedge_desktop.ui.pages.pay_page import PayPage

TODAY = date(2026, 7, 15)
CTRL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.window

RIVERSIDE = Contract(
    "Riverside",
    "default",
    date(2026, 1, 1),
    (1, 1),
    Decimal(180_000),
    target_wrvu=Decimal(6000),
    tiers=(Tier(Decimal(0), Decimal(0)), Tier(Decimal(5), Decimal(45))),
    credit=CreditPolicy(by_modifier={"80": Decimal("0.16")}),
)


@pytest.fixture
def page(window: MainWindow) -> PayPage:
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    return window.pay_page


@pytest.fixture
def earning(desk: Desk) -> Desk:
    desk.pay.keep(RIVERSIDE)
    desk.logbook.add("90853x8", date(2026, 2, 2), Circumstances())
    desk.logbook.add("99214x10", TODAY, Circumstances())
    return desk


def shown(page: PayPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def button(page: PayPage, begins: str) -> QPushButton:
    buttons = page.findChildren(QPushButton)
    return next(one for one in buttons if one.text().replace("&", "").startswith(begins))


def test_without_a_contract_the_page_says_what_to_do(window: MainWindow, page: PayPage) -> None:
    assert window._pages.currentWidget() is page
    assert "There is no contract yet" in shown(page)
    assert button(page, "Describe the contract").isVisible()


def test_a_contract_is_described_and_the_log_credited(qtbot: QtBot, page: PayPage, desk: Desk) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ContractDialog)
        dialog.name.setText("Mine")
        dialog.salary.setText("120000")
        dialog.target.setText("4800")
        dialog.tiers[0][1].setText("40")
        dialog.shares.setText("80 = 16, 62=62.5")
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    button(page, "Describe the contract").click()
    qtbot.waitUntil(lambda: bool(desk.pay.contracts()))
    (contract,) = desk.pay.contracts()
    assert (contract.name, contract.base_salary, contract.tiers[0].rate) == (
        "Mine",
        Decimal(120_000),
        Decimal(40),
    )
    assert contract.credit.by_modifier == {"62": Decimal("0.625"), "80": Decimal("0.16")}
    assert "$214.40" in shown(page)
    (entry,) = desk.logbook.day(TODAY).entries
    assert str(entry.credited_wrvu) == "5.3600"


def test_the_months_add_up_and_are_explained(earning: Desk, page: PayPage) -> None:
    cells = [[page.table._cell(row, column) for column in range(8)] for row in range(page.table.rowCount())]
    assert [row[0] for row in cells][::6] == ["January 2026", "July 2026 so far"]
    assert cells[1][1:5] == ["5.36", "5.36", "$15,000.00", "$16.20"]
    assert cells[6][1:5] == ["19.20", "24.56", "$7,258.06", "$864.00"]
    page.table.setCurrentCell(1, 0)
    assert "How February came about" in shown(page)
    assert "0.36 wRVU \u00d7 $45.00" in shown(page)
    assert "80 at 16 %" in shown(page)
    assert page.progress.isVisible()
    assert earning.pay.contracts()


def test_the_page_follows_the_log(earning: Desk, page: PayPage) -> None:
    before = page.table._cell(6, 1)
    earning.logbook.add("99214x10", TODAY, Circumstances())
    assert (before, page.table._cell(6, 1)) == ("19.20", "38.40")
    earning.workspace.undo()
    assert page.table._cell(6, 1) == "19.20"


def test_what_if_leaves_the_log_alone(earning: Desk, page: PayPage) -> None:
    entries = earning.logbook.day(TODAY).entries
    year = earning.pay.year_of("default", TODAY)
    assert year is not None
    dialog = WhatIfDialog(earning.pay, year, TODAY, page)
    same = dialog.answer.text()
    assert "+$0.00" in same
    dialog.schedule.setCurrentIndex(dialog.schedule.findData("2020"))
    assert "\u2212$" in dialog.answer.text()
    dialog.schedule.setCurrentIndex(0)
    assert dialog.answer.text() == same
    dialog.tiers[1][1].setText("90")
    assert dialog.answer.text() != same
    dialog.tiers[1][0].setText("0")
    assert "higher than the one before" in dialog.answer.text()
    dialog.tiers[1][0].setText("many")
    assert "is not a number" in dialog.answer.text()
    dialog.close()
    assert earning.logbook.day(TODAY).entries == entries


def test_the_totals_of_the_log_name_the_contract(earning: Desk, window: MainWindow) -> None:
    panel = window.log_page.totals
    window.log_page.show_today()
    assert panel._contract.isVisible()
    assert "$864.00 on the day, $880.20 above base" in panel._contract.text()
    model = window.log_page.model
    paid = model.index(0, Column.CONTRACT)
    window.resize(1280, 800)
    assert not window.log_page.table.isColumnHidden(Column.CONTRACT)
    assert paid.data() == "$864.00"
    tip = str(paid.data(int(Qt.ItemDataRole.ToolTipRole)))
    assert tip.startswith("19.20 wRVU credited: $864.00 above base")
    window.resize(1000, 640)
    assert window.log_page.table.isColumnHidden(Column.CONTRACT)
    assert earning.reports.totals(TODAY)["day"].contract_amount == Decimal("864.00")


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> ContractDialog:
    made = ContractDialog(RIVERSIDE, TODAY, ["default"], window)
    qtbot.addWidget(made)
    made.open()
    return made


def test_form_and_text_are_two_looks_at_one_contract(dialog: ContractDialog) -> None:
    dialog.salary.setText("200000")
    dialog.tabs.setCurrentIndex(1)
    assert 'base_salary = "200000"' in dialog.text.toPlainText()
    dialog.text.setPlainText(dialog.text.toPlainText().replace('"200000"', '"210000"'))
    dialog.tabs.setCurrentIndex(0)
    assert dialog.salary.text() == "210000"
    dialog.accept()
    assert dialog.contract == RIVERSIDE._replace(base_salary=Decimal(210_000))


def test_a_contract_that_contradicts_itself_keeps_the_dialog_open(dialog: ContractDialog) -> None:
    dialog.tiers[1][0].setText("0")
    dialog.accept()
    assert dialog.isVisible()
    assert "stands behind" in dialog._wrong.text()
    dialog.tabs.setCurrentIndex(1)
    assert dialog.tabs.currentIndex() == 0
    dialog.tiers[1][0].setText("5")
    dialog.tabs.setCurrentIndex(1)
    dialog.text.setPlainText("name = 1")
    dialog.tabs.setCurrentIndex(0)
    assert dialog.tabs.currentIndex() == 1
    assert dialog._wrong.text()
    dialog.reject()
    assert dialog.contract is None
