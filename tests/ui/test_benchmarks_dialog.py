"""The dialog of benchmarks: a file loaded, a figure placed, a specialty chosen and remembered."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from rvuedge_desktop.domain.providers import Provider
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.dialogs.benchmarks_dialog import BenchmarksDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.widgets.figure_table import FigureTable

TABLE = """\
specialty,metric,p10,p25,p50,p75,p90,year,source
Psychiatry,wrvu,3000,,5000,6200,7400,2025,A survey
"""


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> BenchmarksDialog:
    desk.logbook.add("99214x70", date(2026, 7, 6), Circumstances())
    shown = BenchmarksDialog(desk.benchmarks, desk.preferences, Provider("default"))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def _cells(table: FigureTable, row: int) -> list[str]:
    items = (table.item(row, column) for column in range(table.columnCount()))
    return [item.text() for item in items if item]


def test_a_file_is_chosen_placed_and_removed(
    dialog: BenchmarksDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    assert "Nothing licensed is bundled" in dialog.basis.text()
    assert not dialog.remove.isEnabled()
    QTest.mouseClick(dialog.load, Qt.MouseButton.LeftButton)
    assert dialog.said.text() == "1 benchmark kept"
    assert _cells(dialog.table, 0) == [
        "Psychiatry, wRVU, 2025", "4,905.60", "about the 48th",
        "3,000", "\u2013", "5,000", "6,200", "7,400", "A survey",
    ]  # fmt: skip
    assert "Up to 2026-07-15" in dialog.basis.text()
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert dialog.said.text() == "1 benchmark of Psychiatry removed"
    assert dialog.table.rowCount() == 0


def test_a_wrong_file_is_said_and_changes_nothing(dialog: BenchmarksDialog, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(TABLE.replace("5000", "five"), encoding="utf-8")
    dialog.load_file(file)
    assert "line 2: \u201cfive\u201d is not a number" in dialog.said.text()
    assert dialog.table.rowCount() == 0


def test_office_visits_stand_beside_the_specialty_chosen(dialog: BenchmarksDialog, desk: Desk) -> None:
    assert _cells(dialog.levels, 7) == ["99214", "70", "100.0 %", "1,538,425", "52.6 %"]
    assert _cells(dialog.levels, 4) == ["99211", "0", "0.0 %", "\u2013", "\u2013"]
    dialog.specialty.setCurrentText("Neurology")
    assert _cells(dialog.levels, 7)[3] not in {"1,538,425", "\u2013"}
    assert (
        BenchmarksDialog(desk.benchmarks, desk.preferences, Provider("default")).specialty.currentText()
        == "Neurology"
    )


def test_the_pay_page_opens_it_by_key_also_without_a_contract(window: MainWindow) -> None:
    window.show_page(2)
    seen: list[type] = []

    def close() -> None:
        modal = QApplication.activeModalWidget()
        seen.append(type(modal))
        if isinstance(modal, BenchmarksDialog):
            modal.reject()

    QTimer.singleShot(100, close)
    page = window.pay_page
    button = next(one for one in page.findChildren(QPushButton) if one.isVisible() and "Bench" in one.text())
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert seen == [BenchmarksDialog]
