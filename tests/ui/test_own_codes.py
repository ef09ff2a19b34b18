"""Codes of the user's own in the window: typed, shown, found, made and changed, key by key."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.setup import Setup
from rvuedge_desktop.ui.dialogs.custom_codes_dialog import CustomCodesDialog
from rvuedge_desktop.ui.dialogs.history_dialog import HistoryDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.models.day_model import Column

TODAY = date(2026, 7, 15)
HERE = Circumstances()
Key = Qt.Key


@pytest.fixture
def calls(desk: Desk) -> Desk:
    desk.custom_codes.put("", "Call, weekday night", Decimal(2))
    return desk


def _type(window: MainWindow, line: str, *, enter: bool = False) -> None:
    entry = window.log_page.entry.line
    QTest.keyClicks(entry, line)
    if enter:
        QTest.keyClick(entry, Key.Key_Return)


def _preview(window: MainWindow) -> str:
    labels = window.log_page.entry.findChildren(QLabel)
    return next(one.text() for one in labels if one.objectName() in {"muted", "warning"})


def _totals(window: MainWindow) -> list[str]:
    return [one.text() for one in window.log_page.totals.findChildren(QLabel) if one.isVisible()]


def _cells(window: MainWindow, row: int) -> tuple[str, ...]:
    return window.log_page.model.row_at(row).cells


def _tip(window: MainWindow, row: int, column: Column) -> str:
    return str(window.log_page.model.index(row, column).data(Qt.ItemDataRole.ToolTipRole))


def _open(qtbot: QtBot, window: MainWindow) -> CustomCodesDialog:
    next(one for one in window._actions if one.text() == "&Own codes\u2026").trigger()

    def shown() -> list[CustomCodesDialog]:
        return [one for one in window.findChildren(CustomCodesDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


@pytest.mark.usefixtures("calls")
def test_typed_logged_and_shown(window: MainWindow, desk: Desk) -> None:
    _type(window, "z0001x2")
    assert _preview(window) == "Call, weekday night \u00b7 2 units \u00b7 4.00 own wRVU"
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    (entry,) = desk.logbook.day(TODAY).entries
    assert entry.custom_wrvu == 4
    assert _cells(window, 0) == ("Z0001", "Call, weekday night", "2", "1", "\u2013", "\u2013", "\u2013")
    row = window.log_page.model.row_at(0)
    assert (row.chip, row.remark) == ("own code", "4.00 own wRVU")
    for column in (Column.WRVU, Column.MEDICARE, Column.CONTRACT):
        assert _tip(window, 0, column).startswith("A code of your own: 4.00 own wRVU for 2 units\n")
    assert _tip(window, 0, Column.DONE) == "Call, weekday night\n4.00 own wRVU"
    assert "Own codes: 4.00 wRVU" in _totals(window)
    assert "0.00" in _totals(window)
    assert not any("not priced" in words for words in _totals(window))
    window.grab()  # the row is painted with its chip


@pytest.mark.usefixtures("calls")
def test_beside_a_visit_the_figures_of_the_schedule_stay(window: MainWindow) -> None:
    _type(window, "99213; Z0001")
    assert _preview(window) == "1 patient \u00b7 1.30 wRVU \u00b7 $95.19 \u00b7 2.00 own wRVU"
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    said = _totals(window)
    assert "1.30" in said
    assert "$95.19" in said
    tip = window.log_page.totals._wrvu.toolTip().splitlines()
    assert tip[0].startswith("Sum of 1 entry, ")
    assert tip[-1] == "Apart: 2.00 own wRVU of 1 entry with codes of your own"


def test_the_line_in_the_totals_is_there_only_with_them(calls: Desk, window: MainWindow) -> None:
    _type(window, "99213", enter=True)
    assert not any(words.startswith("Own codes") for words in _totals(window))
    calls.logbook.add("Z0001 x3", date(2026, 7, 1), HERE)
    assert "Own codes: 6.00 wRVU in 2026" in _totals(window)
    _type(window, "Z0001", enter=True)
    assert "Own codes: 2.00 wRVU, 8.00 in 2026" in _totals(window)


@pytest.mark.usefixtures("calls")
def test_words_find_it_and_tab_takes_it(window: MainWindow) -> None:
    _type(window, "weekday ni")
    match = window.log_page.matches.current_match()
    assert match is not None
    assert (match.code, match.custom_wrvu) == ("Z0001", Decimal(2))
    assert window.log_page.matches.accessibleDescription() == "Z0001, Call, weekday night, 2.00 own wRVU"
    window.grab()  # the match is painted with its own wRVU
    QTest.keyClick(window.log_page.entry.line, Key.Key_Tab)
    assert window.log_page.entry.line.text() == "Z0001"
    assert _preview(window) == "Call, weekday night \u00b7 1 unit \u00b7 2.00 own wRVU"


def test_a_row_becomes_a_published_code_and_back(qtbot: QtBot, calls: Desk, window: MainWindow) -> None:
    calls.logbook.add("Z0001 x2", TODAY, HERE)
    for typed, wrvu, chip in (("99213", "2.60", ""), ("z0001", "\u2013", "own code")):
        table = window.log_page.table
        table.setFocus()
        table.setCurrentIndex(window.log_page.model.index(0, Column.CODE))
        QTest.keyClick(table, Key.Key_F2)
        editor = table.viewport().findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, typed)
        with qtbot.waitSignal(window.log_page.model.edit_requested):
            QTest.keyClick(editor, Key.Key_Return)
        QApplication.processEvents()
        assert _cells(window, 0)[Column.WRVU] == wrvu
        assert window.log_page.model.row_at(0).chip == chip


@pytest.mark.usefixtures("calls")
def test_the_codes_page_says_what_it_is(window: MainWindow) -> None:
    window.show_page(1)
    QTest.keyClicks(window.codes_page.line, "call")
    words = [one.text() for one in window.codes_page.view.findChildren(QLabel)]
    assert {"Z0001", "Call, weekday night", "Code of your own", "Own wRVU, each unit", "2.00"} <= set(words)
    assert any("in no schedule" in one for one in words)
    assert not any("Medicare" in one for one in words)
    window.grab()
    QTest.keyClick(window.codes_page.line, Key.Key_Return)
    assert window.log_page.entry.line.text() == "Z0001"


# The dialog


def test_made_by_keyboard_and_typed_at_once(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    _type(window, "Z0001")
    assert "no code Z0001" in _preview(window)
    dialog = _open(qtbot, window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.title)
    assert dialog.code.placeholderText() == "the next free one: Z0001"
    QTest.keyClicks(_focused(), "Call")
    QTest.keyClick(_focused(), Key.Key_Tab)
    QTest.keyClicks(_focused(), "1.25")
    QTest.keyClick(_focused(), Key.Key_Return)
    assert desk.custom_codes.all() == (("Z0001", "Call", Decimal("1.25")),)
    assert [dialog.table._cell(0, column) for column in range(4)] == ["Z0001", "Call", "1.25", "0"]
    assert dialog.code.placeholderText() == "the next free one: Z0002"
    QTest.keyClick(dialog, Key.Key_Escape)
    # Closed, the line is read anew and has the keyboard.
    qtbot.waitUntil(lambda: _preview(window) == "1 unit \u00b7 1.25 own wRVU")
    assert window.focusWidget() is window.log_page.entry.line


def test_what_is_wrong_is_said_at_each_key(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    dialog = _open(qtbot, window)
    assert dialog._wrong.text() == ""
    QTest.keyClicks(dialog.code, "G0")
    assert "can't be a code of your own" in dialog._wrong.text()
    dialog.code.clear()
    QTest.keyClicks(dialog.wrvu, "1.23456")
    assert "more than 4 decimals" in dialog._wrong.text()
    QTest.keyClick(dialog.wrvu, Key.Key_Backspace)
    assert dialog._wrong.text() == ""
    QTest.keyClick(dialog.wrvu, Key.Key_Return)
    assert "needs a title" in dialog._wrong.text()
    QTest.keyClicks(dialog.title, "x" * 61)
    assert "too long" in dialog._wrong.text()
    assert desk.custom_codes.all() == ()
    dialog.reject()


def test_a_new_value_for_entries_from_a_day_on(qtbot: QtBot, calls: Desk, window: MainWindow) -> None:
    early, late = (
        calls.logbook.add("Z0001", day, HERE)[0].id for day in (date(2026, 7, 13), date(2026, 7, 15))
    )
    dialog = _open(qtbot, window)
    assert not dialog.entries.isEnabled()
    dialog.table.selectRow(0)
    assert (dialog.code.text(), dialog.title.text(), dialog.wrvu.text()) == (
        "Z0001",
        "Call, weekday night",
        "2.00",
    )
    assert dialog._said.text() == "2 entries have Z0001"
    assert dialog.entries.isEnabled()
    assert not dialog.since.isEnabled()
    QTest.keyClick(dialog.entries, Key.Key_Down)
    assert dialog.since.isEnabled()
    assert dialog.since.text() == "2026-07-15"
    dialog.since.setText("noon")
    assert "not a day" in dialog._wrong.text()
    dialog.since.setText("yesterday")
    dialog.title.setText("Night")
    dialog.wrvu.setText("3")
    QTest.keyClick(dialog.wrvu, Key.Key_Return)
    assert [entry.custom_wrvu for entry in calls.logbook.entries([early, late])] == [2, 3]
    assert _cells(window, 0)[Column.DONE] == "Night"
    assert "Own codes: 3.00 wRVU, 5.00 in 2026" in _totals(window)
    dialog.table.selectRow(0)
    dialog.entries.setCurrentIndex(2)
    QTest.keyClick(dialog.wrvu, Key.Key_Return)
    assert [entry.custom_wrvu for entry in calls.logbook.entries([early, late])] == [3, 3]
    dialog.reject()
    window.log_page.undo()
    window.log_page.undo()
    assert [entry.custom_wrvu for entry in calls.logbook.entries([early, late])] == [2, 2]
    assert _cells(window, 0)[Column.DONE] == "Call, weekday night"


def test_a_code_in_use_is_not_removed(qtbot: QtBot, calls: Desk, window: MainWindow) -> None:
    (entry,) = calls.logbook.add("Z0001", TODAY, HERE)
    dialog = _open(qtbot, window)
    assert not dialog.remove.isEnabled()
    dialog.table.selectRow(0)
    dialog.remove.click()
    assert "1 entry has Z0001" in dialog._wrong.text()
    calls.logbook.remove([entry.id])
    dialog.remove.click()
    assert calls.custom_codes.all() == ()
    assert dialog.table.rowCount() == 0
    dialog.reject()


@pytest.mark.usefixtures("calls")
def test_a_code_that_another_program_removed_is_no_fault(
    qtbot: QtBot, window: MainWindow, setup: Setup, tmp_path: Path
) -> None:
    dialog = _open(qtbot, window)
    with setup.open_desk(tmp_path / "log", "command line") as other:
        other.custom_codes.remove("Z0001")
    window._desk.notice_others()
    dialog.table.selectRow(0)
    assert dialog.code.text() == "Z0001"
    assert not dialog.remove.isEnabled()
    dialog.reject()


@pytest.mark.usefixtures("calls")
def test_the_history_of_an_entry_says_its_own_wrvu(window: MainWindow, desk: Desk) -> None:
    _type(window, "Z0001 x2", enter=True)
    (entry,) = desk.logbook.day(TODAY).entries
    window.log_page.table.select_ids([entry.id])
    window._show_history()
    (dialog,) = window.findChildren(HistoryDialog)
    assert dialog.words.text().endswith("2 units, 4.00 own wRVU")
    dialog.reject()
