"""What a person does on the Log page, key by key."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.setup import Setup
from rvuedge_desktop.ui.dialogs.day_dialog import DayDialog
from rvuedge_desktop.ui.dialogs.locality_dialog import LocalityDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.models.day_model import Column
from rvuedge_desktop.ui.widgets.quick_entry import QuickEntry

TODAY = date(2026, 7, 15)
Key = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def type_line(window: MainWindow, line: str, *, enter: bool = True) -> None:
    entry = window.log_page.entry.line
    QTest.keyClicks(entry, line)
    if enter:
        QTest.keyClick(entry, Key.Key_Return)


def cell(window: MainWindow, row: int, column: Column) -> str:
    model = window.log_page.table.model()
    return str(model.index(row, column).data())


def row_count(window: MainWindow) -> int:
    return window.log_page.table.model().rowCount()


def totals_text(window: MainWindow) -> list[str]:
    return [label.text() for label in window.log_page.totals.findChildren(QLabel)]


def preview(window: MainWindow) -> str:
    return next(
        label.text()
        for label in window.log_page.entry.findChildren(QLabel)
        if label.objectName() in {"muted", "warning"}
    )


def status(window: MainWindow) -> str:
    return window.log_page.status.findChildren(QLabel)[0].text()


def edit_cell(qtbot: QtBot, window: MainWindow, row: int, column: Column, typed: str) -> None:
    table = window.log_page.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, typed)
    with qtbot.waitSignal(window.log_page.model.edit_requested):
        QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()


def test_a_start_is_ready_to_type(window: MainWindow) -> None:
    assert window.log_page.entry.line.hasFocus()
    assert window.log_page.entry.line.accessibleName() == "Quick entry"


def test_a_group_of_eight_is_logged_without_the_mouse(window: MainWindow, setup: Setup, desk: Desk) -> None:
    type_line(window, "90853x8")
    assert row_count(window) == 1
    assert [cell(window, 0, column) for column in Column] == [
        "90853",
        "Group psychotherapy for unrelated patients",
        "8",
        "1",
        "5.36",
        "$243.12",
        "\u2013",  # no contract
    ]
    shown = totals_text(window)
    assert shown.count("5.36") == 5  # day, week, month, quarter, year
    assert shown.count("$243.12") == 5
    assert window.log_page.entry.line.text() == ""
    assert window.log_page.entry.line.hasFocus()
    with setup.open_desk(desk.workspace.folder, "command line") as other:
        assert other.logbook.day(TODAY).tally.medicare_amount == Decimal("243.12")


def test_the_preview_says_what_enter_will_log(window: MainWindow) -> None:
    type_line(window, "90853x8", enter=False)
    said = preview(window)
    assert said.startswith("Group psycho")
    assert said.endswith(" \u00b7 8 patients \u00b7 5.36 wRVU \u00b7 $243.12")
    assert not window.log_page.matches.isVisible()


def test_words_find_a_code_and_enter_takes_it_then_logs_it(window: MainWindow) -> None:
    type_line(window, "group therapy")
    assert window.log_page.entry.line.text() == "90853"
    assert row_count(window) == 0
    QTest.keyClicks(window.log_page.entry.line, "x8")
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    assert cell(window, 0, Column.MEDICARE) == "$243.12"


def test_a_slip_of_the_keys_is_forgiven(window: MainWindow) -> None:
    type_line(window, "colonscopy polyp", enter=False)
    match = window.log_page.matches.current_match()
    assert match is not None
    assert match.code == "45385"


def test_arrows_choose_among_matches_and_tab_takes_one(window: MainWindow) -> None:
    line = window.log_page.entry.line
    type_line(window, "9921", enter=False)
    first = window.log_page.matches.current_match()
    QTest.keyClick(line, Key.Key_Down)
    second = window.log_page.matches.current_match()
    assert first is not None
    assert second is not None
    assert first.code != second.code
    QTest.keyClick(line, Key.Key_Up)
    assert window.log_page.matches.current_match() == first
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Tab)
    assert line.text() == second.code


def test_a_second_code_is_found_behind_a_first(window: MainWindow) -> None:
    type_line(window, "90853x8; psych", enter=False)
    assert window.log_page.matches.isVisible()
    assert preview(window) == "8 patients \u00b7 5.36 wRVU \u00b7 $243.12"
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    assert window.log_page.entry.line.text().startswith("90853x8; 908")


def test_escape_closes_the_matches_then_clears_the_line(window: MainWindow) -> None:
    line = window.log_page.entry.line
    type_line(window, "psych", enter=False)
    QTest.keyClick(line, Key.Key_Escape)
    assert not window.log_page.matches.isVisible()
    assert line.text() == "psych"
    QTest.keyClick(line, Key.Key_Escape)
    assert line.text() == ""


@pytest.mark.parametrize(
    ("line", "said", "marked"),
    [
        ("90854", "90854 is in no release", "90854"),
        ("99214-2S", "2S is not a modifier", "2S"),
        ("99213x0", "0 patients can't be logged", "x0"),
        ("99213 u1000000", "1000000 units can't be logged", "u1000000"),
        ("99213; 90853x8x2", "The number of patients stands twice", "x2"),
        ("!!", "is not a code", "!!"),
    ],
)
def test_a_mistake_stays_in_the_line_with_its_place_marked(
    window: MainWindow, line: str, said: str, marked: str
) -> None:
    type_line(window, line)
    assert said in status(window)
    assert window.log_page.entry.line.text() == line
    assert window.log_page.entry.line.selectedText() == marked
    assert row_count(window) == 0


def test_entries_of_one_line_are_one_encounter(window: MainWindow, desk: Desk) -> None:
    type_line(window, "99214-25; 90833")
    type_line(window, "90837")
    encounters = [entry.encounter for entry in desk.logbook.day(TODAY).entries]
    assert encounters[0] == encounters[1] != encounters[2]


def test_what_has_no_national_price_says_so(window: MainWindow) -> None:
    type_line(window, "G0552")
    assert cell(window, 0, Column.WRVU) == cell(window, 0, Column.MEDICARE) == "\u2013"
    model = window.log_page.table.model()
    tip = model.index(0, Column.MEDICARE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Not priced: priced by the contractor, not nationally"
    assert "1 entry not priced" in totals_text(window)


def test_a_figure_tells_where_it_comes_from(window: MainWindow) -> None:
    type_line(window, "90853x8")
    model = window.log_page.table.model()
    tip = str(model.index(0, Column.MEDICARE).data(Qt.ItemDataRole.ToolTipRole))
    assert "(0.67 + 0.23 + 0.01) \u00d7 33.4009 = 30.39" in tip
    assert "RVU26C" in tip
    assert "8 units" in tip


def test_days_are_walked_with_keys(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_Left, ALT)
    assert window.log_page.day == TODAY - timedelta(days=1)
    QTest.keyClick(window, Key.Key_Right, ALT)
    QTest.keyClick(window, Key.Key_Right, ALT)
    assert window.log_page.day == TODAY + timedelta(days=1)
    QTest.keyClick(window, Key.Key_T, CTRL)
    assert window.log_page.day == TODAY
    assert window.log_page.entry.line.hasFocus()


def test_a_day_beyond_what_can_be_logged_is_refused(window: MainWindow) -> None:
    window.log_page.try_day(date(2126, 7, 15))
    assert "more than a year ahead" in status(window)
    assert window.log_page.day == TODAY


def test_the_calendar_goes_to_a_day(window: MainWindow) -> None:
    type_line(window, "99213")
    QTest.keyClick(window, Key.Key_D, CTRL)
    calendar = window.log_page.header.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.isVisible()
    days = calendar.findChild(QTableView)
    assert days is not None
    QTest.keyClick(days, Key.Key_Left)
    QTest.keyClick(days, Key.Key_Return)
    assert window.log_page.day == TODAY - timedelta(days=1)


def test_undo_and_redo_by_keys_while_the_line_is_empty(window: MainWindow) -> None:
    line = window.log_page.entry.line
    type_line(window, "90853x8")
    QTest.keyClick(line, Key.Key_Z, CTRL)
    assert row_count(window) == 0
    assert status(window) == "Undone: Logged 90853 x8"
    QTest.keyClick(line, Key.Key_Z, CTRL | SHIFT)
    assert row_count(window) == 1
    QTest.keyClick(line, Key.Key_Z, CTRL)
    QTest.keyClick(line, Key.Key_Y, CTRL)
    assert row_count(window) == 1


def test_undo_in_a_line_that_is_being_typed_is_the_lines_own(window: MainWindow) -> None:
    type_line(window, "90853x8")
    type_line(window, "992", enter=False)
    QTest.keyClick(window.log_page.entry.line, Key.Key_Z, CTRL)
    assert row_count(window) == 1
    assert window.log_page.entry.line.text() != "992"


def test_nothing_to_undo_is_said(window: MainWindow) -> None:
    window.log_page.undo()
    assert status(window) == "Nothing to undo"
    window.log_page.redo()
    assert status(window) == "Nothing to redo"


def test_undo_of_another_days_change_shows_that_day(window: MainWindow) -> None:
    type_line(window, "90853x8")
    window.log_page.step_day(-3)
    window.log_page.undo()
    assert window.log_page.day == TODAY


def test_delete_removes_the_selection_and_the_status_line_takes_it_back(window: MainWindow) -> None:
    type_line(window, "99213")
    type_line(window, "99214")
    QTest.keyClick(window, Key.Key_F6)
    table = window.log_page.table
    assert table.hasFocus()
    table.selectRow(0)
    QTest.keyClick(table, Key.Key_Delete)
    assert [cell(window, row, Column.CODE) for row in range(row_count(window))] == ["99214"]
    assert status(window) == "Removed 99213"
    window.log_page.status.undo_requested.emit()
    assert [cell(window, row, Column.CODE) for row in range(row_count(window))] == ["99213", "99214"]


def test_a_cell_is_edited_in_place_and_priced_anew(qtbot: QtBot, window: MainWindow) -> None:
    type_line(window, "90853x8")
    edit_cell(qtbot, window, 0, Column.PATIENTS, "6")
    assert cell(window, 0, Column.MEDICARE) == "$182.34"
    edit_cell(qtbot, window, 0, Column.CODE, "90837-95")
    assert cell(window, 0, Column.CODE) == "90837-95"
    assert cell(window, 0, Column.MEDICARE) == "$1,002.00"
    edit_cell(qtbot, window, 0, Column.UNITS, "2")
    assert cell(window, 0, Column.MEDICARE) == "$2,004.00"


def test_a_note_is_edited_in_place(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    type_line(window, "99213")
    edit_cell(qtbot, window, 0, Column.DONE, "ran late")
    assert desk.logbook.day(TODAY).entries[0].note == "ran late"


@pytest.mark.parametrize(
    ("column", "typed"), [(Column.PATIENTS, "0"), (Column.UNITS, "x"), (Column.CODE, "90854")]
)
def test_an_edit_that_is_wrong_changes_nothing_and_says_why(
    qtbot: QtBot, window: MainWindow, column: Column, typed: str
) -> None:
    type_line(window, "90853x8")
    edit_cell(qtbot, window, 0, column, typed)
    assert cell(window, 0, Column.MEDICARE) == "$243.12"
    assert "can't be logged" in status(window) or "in no release" in status(window)


def test_entries_are_moved_and_copied_to_another_day(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose_yesterday(dialog: DayDialog) -> int:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, "yesterday")
        return DayDialog.DialogCode.Accepted.value

    monkeypatch.setattr(DayDialog, "exec", choose_yesterday)
    type_line(window, "99213")
    window.log_page.table.go_to(0)
    window.log_page.copy_selected()
    assert row_count(window) == 1
    window.log_page.table.go_to(0)
    window.log_page.move_selected()
    assert row_count(window) == 0
    assert status(window) == "Moved 99213, yesterday"
    assert desk.logbook.day(TODAY - timedelta(days=1)).tally.entries == 2


def test_the_day_dialog_says_what_a_day_looks_like(qtbot: QtBot, window: MainWindow) -> None:
    dialog = DayDialog("Copy to which day?", TODAY, TODAY, window)
    qtbot.addWidget(dialog)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "soon")
    assert any("YYYY-MM-DD" in label.text() for label in dialog.findChildren(QLabel))
    line.selectAll()
    QTest.keyClicks(line, "-3")
    assert dialog.day == TODAY - timedelta(days=3)


def test_what_another_program_logs_appears(
    qtbot: QtBot, window: MainWindow, setup: Setup, desk: Desk
) -> None:
    window.start_background_work()
    with setup.open_desk(desk.workspace.folder, "command line") as other:
        other.logbook.add("90853x8", TODAY, Circumstances())
    qtbot.waitUntil(lambda: row_count(window) == 1, timeout=5000)
    assert "$243.12" in totals_text(window)


def test_a_facility_is_priced_as_one_and_remembered(window: MainWindow, desk: Desk) -> None:
    menu = window.log_page.header.place.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith("Facility")).trigger()
    type_line(window, "90853")
    assert cell(window, 0, Column.MEDICARE) == "$24.38"
    assert desk.preferences.setting == "facility"


def test_the_hint_stays_away_once_dismissed(
    qtbot: QtBot, window: MainWindow, setup: Setup, desk: Desk
) -> None:
    hint = window.log_page._hint
    assert hint is not None
    assert hint.isVisible()
    hint.dismissed.emit()
    assert not hint.isVisible()
    again = MainWindow(desk, setup.icons, is_sample=False)
    qtbot.addWidget(again)
    assert again.log_page._hint is None


def test_an_empty_day_says_what_to_do(window: MainWindow) -> None:
    assert window.log_page.table._empty_text.startswith("Nothing logged today.")
    window.log_page.step_day(-40)
    assert "on June 5" in window.log_page.table._empty_text


def test_after_midnight_the_window_is_on_the_new_day(window: MainWindow, clock: object) -> None:
    clock.today = TODAY + timedelta(days=1)  # type: ignore[attr-defined]
    type_line(window, "992", enter=False)
    window.log_page.follow_the_clock()
    assert window.log_page.day == TODAY
    window.log_page.entry.line.clear()
    window.log_page.follow_the_clock()
    assert window.log_page.day == TODAY + timedelta(days=1)


def test_a_log_that_can_not_be_written_says_so_and_keeps_the_line(window: MainWindow, desk: Desk) -> None:
    desk.workspace.log.execute("PRAGMA query_only = ON")
    type_line(window, "90853x8")
    assert "can't be written to" in status(window)
    assert window.log_page.entry.line.text() == "90853x8"


def test_data_folder_is_the_one_named(desk: Desk, tmp_path: Path) -> None:
    assert desk.workspace.folder == tmp_path / "log"


def test_a_locality_is_chosen_by_zip_code_and_prices_new_entries(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose_alabama(dialog: LocalityDialog) -> int:
        QTest.keyClicks(dialog.line, "nowhere")
        dialog.accept()
        assert dialog.result() != LocalityDialog.DialogCode.Accepted
        dialog.line.clear()
        QTest.keyClicks(dialog.line, "36104")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(LocalityDialog, "exec", choose_alabama)
    window.log_page.choose_locality()
    type_line(window, "90837")
    assert cell(window, 0, Column.MEDICARE) == "$161.70"
    assert "Alabama" in window.log_page.header.place.text()
    assert desk.preferences.locality == "10112-00"
    tip = str(window.log_page.model.index(0, Column.MEDICARE).data(Qt.ItemDataRole.ToolTipRole))
    assert "1.20 \u00d7 0.875" in tip


def test_localities_are_walked_by_keys(window: MainWindow, desk: Desk) -> None:
    dialog = LocalityDialog(desk.localities.all_on(TODAY), "13202-01", desk.localities.of_zip, window)
    dialog.open()
    assert dialog.found.currentItem().text().startswith("Manhattan")
    QTest.keyClicks(dialog.line, "rest of")
    QTest.keyClick(dialog.line, Key.Key_Down)
    QTest.keyClick(dialog.line, Key.Key_Up)
    QTest.keyClick(dialog.line, Key.Key_Return)
    assert dialog.chosen != "13202-01"
    assert desk.localities.find(dialog.chosen, TODAY).name.startswith("Rest of")


def test_an_amount_tells_what_its_encounter_did_to_it(window: MainWindow) -> None:
    type_line(window, "45385; 45380")
    assert cell(window, 1, Column.MEDICARE) == "$101.87"
    tip = str(window.log_page.model.index(1, Column.MEDICARE).data(Qt.ItemDataRole.ToolTipRole))
    assert "less the base 45378: same endoscopy family, $378.10" in tip


def test_an_amount_of_a_place_that_is_known_no_more_is_not_explained_by_national_figures(
    window: MainWindow, desk: Desk
) -> None:
    type_line(window, "90837")
    desk.workspace.log.execute("UPDATE entries SET locality = '99999-07', medicare_cents = 16170")
    window.log_page.model.show(TODAY)
    tip = str(window.log_page.model.index(0, Column.MEDICARE).data(Qt.ItemDataRole.ToolTipRole))
    assert tip.startswith("Not priced by what is at hand now: the indices of 99999-07 are not at hand\n")
    assert "33.4009" not in tip


def test_backspace_removes_nothing_and_typing_in_the_table_goes_to_the_line(window: MainWindow) -> None:
    type_line(window, "99213")
    QTest.keyClick(window, Key.Key_F6)
    QTest.keyClick(window.log_page.table, Key.Key_Backspace)
    assert row_count(window) == 1
    QTest.keyClick(window.log_page.table, Key.Key_9)
    assert window.log_page.entry.line.hasFocus()
    assert window.log_page.entry.line.text() == "9"


def test_what_is_typed_in_a_cell_is_kept_when_the_day_changes(window: MainWindow, desk: Desk) -> None:
    type_line(window, "90853x8")
    table = window.log_page.table
    table.setFocus()
    table.setCurrentIndex(window.log_page.model.index(0, Column.PATIENTS))
    QTest.keyClick(table, Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "7")
    window.log_page.step_day(-1)
    QApplication.processEvents()
    assert desk.logbook.day(TODAY).entries[0].patients == 7
    assert window.log_page.day == TODAY - timedelta(days=1)


def test_a_reduced_amount_says_so_in_its_row(window: MainWindow) -> None:
    type_line(window, "45385; 45380; 45378")
    assert [window.log_page.model.row_at(row).chip for row in range(3)] == [
        "",
        "less the base 45378",
        "included in 45385",
    ]


def test_the_calendar_knows_only_days_that_can_be_logged(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_D, CTRL)
    calendar = window.log_page.header.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.minimumDate().year() == 1990
    assert calendar.maximumDate().year() == 2027
    days = calendar.findChild(QTableView)
    assert days is not None
    QTest.keyClicks(days, "0000")
    QTest.keyClick(days, Key.Key_Return)
    assert window.log_page.day >= date(1990, 1, 1)


def test_a_preview_without_room_keeps_the_figures(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = "8 patients \u00b7 5.36 wRVU \u00b7 $243.12"
    room = window.fontMetrics().horizontalAdvance(figures) + 30
    monkeypatch.setattr(QuickEntry, "_room", lambda _: room)
    type_line(window, "90853x8", enter=False)
    assert preview(window) == figures


def test_a_line_says_its_day_place_and_tag_before_enter(window: MainWindow, desk: Desk) -> None:
    window.resize(1280, 800)
    type_line(window, "mon: 99213x4 @or #knee", enter=False)
    assert "July 13 \u00b7 or \u00b7 #knee \u00b7 4 patients" in preview(window)
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    (entry,) = desk.logbook.day(date(2026, 7, 13)).entries
    assert (entry.patients, entry.pos, entry.tag) == (4, "22", "knee")
    assert row_count(window) == 0
    assert "July 13" in status(window)


def test_two_dots_log_the_last_encounter_once_more(window: MainWindow) -> None:
    type_line(window, "99214-25; 90833")
    type_line(window, "..", enter=False)
    assert "99214-25; 90833 @11" in window.log_page.entry.findChildren(QLabel)[0].toolTip()
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    assert [cell(window, row, Column.CODE) for row in range(4)] == ["99214-25", "90833"] * 2


def test_a_short_name_is_written_out_before_enter(window: MainWindow, desk: Desk) -> None:
    desk.shortcuts.put("lapchole", "47562 @or")
    type_line(window, "lapchole-22", enter=False)
    assert "47562 @or" in window.log_page.entry.findChildren(QLabel)[0].toolTip()
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    assert cell(window, 0, Column.CODE) == "47562-22"


def test_a_slip_is_underlined_while_it_is_typed(window: MainWindow) -> None:
    line = window.log_page.entry.line
    type_line(window, "99213; 99214-2S", enter=False)
    assert line._wrong == (13, 15)
    assert "2S is not a modifier" in preview(window)
    line.grab()
    QTest.keyClick(line, Key.Key_Backspace)
    QTest.keyClicks(line, "5")
    assert line._wrong == (0, 0)


def test_words_behind_a_day_are_looked_for_and_the_day_stays(window: MainWindow) -> None:
    type_line(window, "yesterday: group therapy @er", enter=False)
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    assert window.log_page.entry.line.text() == "yesterday: 90853 @er"


def test_short_names_are_found_by_their_beginning_and_taken(window: MainWindow, desk: Desk) -> None:
    desk.shortcuts.put("lapchole", "47562 @or", "Gallbladder by scope")
    type_line(window, "lap", enter=False)
    match = window.log_page.matches.current_match()
    assert match is not None
    assert (match.code, match.title) == ("lapchole", "Gallbladder by scope")
    assert len(window.log_page.matches._matches) > 1
    window.log_page.matches.grab()
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    assert window.log_page.entry.line.text() == "lapchole"
    assert "47562 @or" in window.log_page.entry.findChildren(QLabel)[0].toolTip()
    window.log_page.entry.line.clear()
    type_line(window, "gallbladder by", enter=False)
    match = window.log_page.matches.current_match()
    assert match is not None
    assert match.code == "lapchole"
