"""A group is logged by keys: Ctrl+G or `group 90853 8`, boxes, Enter."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QTableWidget

from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.dialogs.group_dialog import GroupDialog
from rvuedge_desktop.ui.main_window import MainWindow
from tests.ui.conftest import Clock

Key = Qt.Key


def opened(window: MainWindow) -> GroupDialog:
    dialog = QApplication.activeModalWidget() or window.findChildren(GroupDialog)[-1]
    assert isinstance(dialog, GroupDialog)
    return dialog


def said(dialog: GroupDialog) -> str:
    labels = dialog.findChildren(QLabel)
    return next(label.text() for label in labels if label.accessibleName() == "What will be logged")


def type_line(window: MainWindow, line: str) -> None:
    QTest.keyClicks(window.log_page.entry.line, line)
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)


def test_a_group_is_typed_ticked_and_logged(window: MainWindow, desk: Desk) -> None:
    QTest.keyClicks(window.log_page.entry.line, "group 90853 8")
    preview = window.log_page.entry.findChildren(QLabel)[0].text()
    assert preview == "Enter shows the members of the group"
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    dialog = opened(window)
    assert said(dialog) == "8 members \u00b7 8 lines \u00b7 5.36 wRVU \u00b7 $243.12"
    table = dialog.findChildren(QTableWidget)[0]
    QTest.keyClick(table, Key.Key_Space)  # member 1 had interactive complexity
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Right)
    QTest.keyClick(table, Key.Key_Space)  # member 2 was on video
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Right)
    QTest.keyClick(table, Key.Key_Space)  # member 3 did not come
    assert said(dialog).startswith("7 members \u00b7 8 lines \u00b7 5.02 wRVU")
    QTest.keyClick(dialog, Key.Key_Return)
    entries = desk.logbook.day(window.log_page.day).entries
    assert [(one.member, one.code_text) for one in entries] == [
        (1, "90853"),
        (1, "90785"),
        (2, "90853-95"),
        *((number, "90853") for number in range(4, 9)),
    ]
    assert window.log_page.entry.line.text() == ""
    assert window.log_page.table.model().rowCount() == 8
    tip = window.log_page.model.index(2, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "member 2" in str(tip)


def test_who_did_not_come_has_nothing_else(window: MainWindow) -> None:
    type_line(window, "group 90853 3")
    dialog = opened(window)
    table = dialog.findChildren(QTableWidget)[0]
    QTest.keyClick(table, Key.Key_Space)
    QTest.keyClick(table, Key.Key_Right)
    QTest.keyClick(table, Key.Key_Right)
    QTest.keyClick(table, Key.Key_Space)
    assert dialog.group.complexity == frozenset()
    assert dialog.group.absent == {1}
    QTest.keyClick(table, Key.Key_Left)
    QTest.keyClick(table, Key.Key_Space)
    assert dialog.group.absent == frozenset()
    assert dialog.group.telehealth == {1}
    dialog.reject()


def test_more_members_keep_the_boxes_of_those_that_are_there(window: MainWindow) -> None:
    type_line(window, "group 90853 3")
    dialog = opened(window)
    QTest.keyClick(dialog.findChildren(QTableWidget)[0], Key.Key_Space)
    dialog.findChildren(QSpinBox)[0].setValue(5)
    assert dialog.group.size == 5
    assert dialog.group.complexity == {1}
    dialog.findChildren(QSpinBox)[0].setValue(1)
    assert said(dialog).startswith("1 member \u00b7 2 lines")
    dialog.reject()


def test_ctrl_g_takes_the_code_that_is_typed_or_group_therapy(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(window)
    assert (dialog.line, dialog.group.size) == ("90853", 8)
    dialog.reject()
    QTest.keyClicks(window.log_page.entry.line, "97150x5")
    QTest.keyClick(window, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(window)
    assert (dialog.line, dialog.group.size) == ("97150", 5)
    dialog.reject()


def test_what_can_not_be_logged_is_said_in_the_dialog(window: MainWindow, desk: Desk) -> None:
    type_line(window, "group 90849 2")
    dialog = opened(window)
    QTest.keyClick(dialog.findChildren(QTableWidget)[0], Key.Key_Space)
    assert said(dialog).startswith("90785 is no add-on of 90849")
    QTest.keyClick(dialog, Key.Key_Return)
    assert dialog.isVisible()
    desk.workspace.log.execute("PRAGMA query_only = 1")
    QTest.keyClick(dialog.findChildren(QTableWidget)[0], Key.Key_Space)
    QTest.keyClick(dialog, Key.Key_Return)
    desk.workspace.log.execute("PRAGMA query_only = 0")
    assert dialog.isVisible()
    assert "can't be" in said(dialog) or "read" in said(dialog)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert desk.logbook.day(window.log_page.day).entries == ()
    assert window.log_page.entry.line.text() == "group 90849 2"


def test_two_dots_open_the_last_group_again(window: MainWindow, desk: Desk) -> None:
    type_line(window, "group 90853 4")
    QTest.keyClick(opened(window), Key.Key_Return)
    type_line(window, "..")
    dialog = opened(window)
    assert (dialog.line, dialog.group.size) == ("90853 @11", 4)
    QTest.keyClick(dialog, Key.Key_Return)
    assert len(desk.logbook.day(window.log_page.day).entries) == 8


def test_words_about_groups_are_still_looked_for(window: MainWindow) -> None:
    QTest.keyClicks(window.log_page.entry.line, "group therapy")
    match = window.log_page.matches.current_match()
    assert match is not None
    assert match.code == "90853"


def test_by_members_a_line_keeps_its_day_and_its_place(window: MainWindow, desk: Desk) -> None:
    QTest.keyClicks(window.log_page.entry.line, "yesterday: 90853x2 @er")
    QTest.keyClick(window, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(opened(window), Key.Key_Return)
    day = window.log_page.day - timedelta(days=1)
    assert [(one.member, one.pos) for one in desk.logbook.day(day).entries] == [(1, "23"), (2, "23")]


def test_a_group_is_logged_on_the_day_that_it_was_asked_for(
    window: MainWindow, desk: Desk, clock: Clock
) -> None:
    QTest.keyClick(window, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(window)
    clock.today += timedelta(days=1)
    window.log_page.follow_the_clock()
    QTest.keyClick(dialog, Key.Key_Return)
    assert len(desk.logbook.day(clock.today - timedelta(days=1)).entries) == 8
    assert desk.logbook.day(clock.today).entries == ()
