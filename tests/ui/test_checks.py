"""Marks in the table, and the list of findings by keys."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.dialogs.findings_dialog import FindingsDialog
from rvuedge_desktop.ui.dialogs.rules_dialog import RulesDialog
from rvuedge_desktop.ui.main_window import MainWindow

Key = Qt.Key
HERE = Circumstances()


def warnings(window: MainWindow) -> list[str]:
    model = window.log_page.model
    return [model.warning_of(model.row_at(row)).words for row in range(model.rowCount())]


def opened(window: MainWindow) -> FindingsDialog:
    QTest.keyClick(window, Key.Key_F7)
    dialog = QApplication.activeModalWidget() or window.findChildren(FindingsDialog)[-1]
    assert isinstance(dialog, FindingsDialog)
    return dialog


def type_line(window: MainWindow, line: str) -> None:
    QTest.keyClicks(window.log_page.entry.line, line)
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)


def test_a_row_is_marked_soon_after_it_is_logged_and_unmarked_when_mended(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    type_line(window, "99213; 11042")
    qtbot.waitUntil(lambda: warnings(window) == ["without 25", "without 25"])
    tip = str(window.log_page.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole))
    assert "99213 stands beside 11042 without 25. Add 25" in tip
    (visit, _) = desk.logbook.day(window.log_page.day).entries
    desk.logbook.retype(visit.id, "99213-25")
    qtbot.waitUntil(lambda: warnings(window) == ["", ""])
    window.log_page.table.grab()


def test_what_depends_is_said_quietly(qtbot: QtBot, window: MainWindow) -> None:
    type_line(window, "90853")
    type_line(window, "90833")
    qtbot.waitUntil(lambda: warnings(window) == ["once for a group?", "no primary"])
    model = window.log_page.model
    assert [model.warning_of(model.row_at(row)).is_grave for row in range(2)] == [False, True]
    window.log_page.table.grab()


def test_several_findings_of_a_row_are_counted(qtbot: QtBot, window: MainWindow) -> None:
    type_line(window, "90833-95")
    qtbot.waitUntil(lambda: warnings(window) == ["no primary +1"])


def test_a_finding_is_gone_to_by_enter(window: MainWindow, desk: Desk) -> None:
    today = window.log_page.day
    (other,) = desk.logbook.add("mon: 90833", today, HERE)
    desk.logbook.add("99213; 11042", today, HERE)
    dialog = opened(window)
    assert [one.finding.rule for one in dialog.found] == ["addon-without-primary", "em-with-procedure"]
    assert dialog.count.text() == "2 findings"
    assert "Source: " in dialog.details.text()
    QTest.keyClick(dialog.table, Key.Key_Return)
    assert not dialog.isVisible()
    assert window.log_page.day == other.day
    assert window.log_page.table.selected_ids() == [other.id]


def test_a_finding_is_let_stand_by_space_and_looked_at_again(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    type_line(window, "90833")
    qtbot.waitUntil(lambda: warnings(window) == ["no primary"])
    dialog = opened(window)
    QTest.keyClicks(dialog.note, "colleague")
    QTest.keyClick(dialog.table, Key.Key_Space)
    assert dialog.found == []
    assert dialog.count.text() == "0 findings, 1 may stand"
    assert dialog.details.text() == "All that was found may stand."
    qtbot.waitUntil(lambda: warnings(window) == [""])
    dialog.with_stood.click()
    assert [one.note for one in dialog.found] == ["colleague"]
    QTest.keyClick(dialog.table, Key.Key_Space)
    assert dialog.count.text() == "1 finding"
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not desk.checks.of_month(window.log_page.day)[0].acknowledged


def test_an_empty_month_says_so_and_months_are_walked(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("2026-06-03: 90833", window.log_page.day, HERE)
    dialog = opened(window)
    assert dialog.details.text().startswith("Nothing was found")
    assert not dialog.go.isEnabled()
    dialog.months.previous.click()
    assert (dialog.months.month.first.month, len(dialog.found)) == (6, 1)
    dialog.months.next.click()
    assert dialog.found == []
    dialog.reject()


def test_rules_and_the_limit_of_groups_are_chosen_by_keys(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    type_line(window, "90833")
    desk.logbook.add("90853x12", window.log_page.day, HERE)
    dialog = opened(window)
    dialog.rules.click()
    rules = dialog.findChildren(RulesDialog)[-1]
    rules.list.setCurrentRow(1, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    QTest.keyClick(rules.list, Key.Key_Space)
    rules.limit.setValue(10)
    QTest.keyClick(rules, Key.Key_Return)
    assert desk.checks.off == {"addon-without-primary"}
    assert [one.finding.rule for one in dialog.found] == ["group-size"]
    QTest.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: warnings(window) == ["", "large group"])


def test_what_can_not_be_kept_is_said(window: MainWindow, desk: Desk) -> None:
    type_line(window, "90833")
    dialog = opened(window)
    desk.workspace.log.execute("PRAGMA query_only = 1")
    QTest.keyClick(dialog.table, Key.Key_Space)
    assert "finding" not in dialog.count.text()
    dialog.rules.click()
    rules = dialog.findChildren(RulesDialog)[-1]
    rules.limit.setValue(5)
    QTest.keyClick(rules, Key.Key_Return)
    assert rules.isVisible()
    desk.workspace.log.execute("PRAGMA query_only = 0")
    rules.reject()
    dialog.reject()


def test_a_reason_that_is_being_typed_outlives_a_change_from_elsewhere(
    window: MainWindow, desk: Desk
) -> None:
    type_line(window, "90833")
    dialog = opened(window)
    QTest.keyClicks(dialog.note, "a colleague's visit")
    desk.logbook.add("99213", window.log_page.day, HERE)
    assert dialog.note.text() == "a colleague's visit"
    QTest.keyClick(dialog.note, Key.Key_Return)
    (one,) = desk.checks.of_month(window.log_page.day)
    assert (one.acknowledged, one.note) == (True, "a colleague's visit")
    dialog.reject()
