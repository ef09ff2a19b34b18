"""Logged again, key by key: another day, several days, favourites, bundles, clinics."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rvuedge_desktop.domain.clinics import Clinic
from rvuedge_desktop.domain.shortcuts import Shortcut
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.dialogs.clinics_dialog import ClinicsDialog
from rvuedge_desktop.ui.dialogs.day_dialog import DayDialog
from rvuedge_desktop.ui.dialogs.draft_dialog import DraftDialog
from rvuedge_desktop.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.theme import THEME
from rvuedge_desktop.ui.widgets.clinic_offer import ClinicOffer
from rvuedge_desktop.ui.widgets.draft_table import LINE, MEANS, MEDICARE, TAG, WHERE, WHO, WRVU
from rvuedge_desktop.ui.widgets.favourites_popup import FavouritesPopup

T = TypeVar("T", bound=QDialog)
TODAY = date(2026, 7, 15)
DAY = timedelta(days=1)
HERE = Circumstances()
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BOTH = CTRL | SHIFT


def press(window: MainWindow, key: Key, modifiers: Qt.KeyboardModifier = BOTH) -> None:
    QTest.keyClick(window, key, modifiers)


def dialog_of(window: MainWindow, kind: type[T]) -> T:
    found = [one for one in window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    for _ in range(200):
        if not found[0].isActiveWindow():
            QTest.qWait(10)
    return found[0]


def draft_by(window: MainWindow, key: Key) -> DraftDialog:
    press(window, key)
    return dialog_of(window, DraftDialog)


def cells(dialog: DraftDialog, row: int) -> list[str]:
    found = [dialog.table.item(row, column) for column in (LINE, WHERE, TAG, WRVU, MEDICARE)]
    return [item.text() for item in found if item]


def retype(dialog: DraftDialog, row: int, column: int, typed: str, *, end: bool = True) -> None:
    dialog.table.setFocus()
    dialog.table.setCurrentCell(row, column)
    QTest.keyClick(dialog.table, Key.Key_F2)
    editor = editor_of(dialog)
    editor.selectAll()
    QTest.keyClicks(editor, typed)
    if end:
        QTest.keyClick(editor, Key.Key_Return)
        QApplication.processEvents()


def editor_of(dialog: DraftDialog) -> QLineEdit:
    # Those that were closed may still wait to be deleted.
    return next(one for one in dialog.table.viewport().findChildren(QLineEdit) if one.isVisible())


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def status(window: MainWindow) -> str:
    return window.log_page.status.findChildren(QLabel)[0].text()


def logged(desk: Desk, day: date = TODAY) -> list[tuple[str, int, str]]:
    return [(one.code_text, one.patients, one.tag) for one in desk.logbook.day(day).entries]


@pytest.fixture
def yesterday(desk: Desk) -> Desk:
    """A desk with two encounters of yesterday."""
    desk.logbook.add("99214-25; 90833", TODAY - DAY, Circumstances(tag="am"))
    desk.logbook.add("90853x8", TODAY - DAY, HERE)
    return desk


# Another day


def test_yesterday_is_looked_at_and_logged_with_two_keys(window: MainWindow, yesterday: Desk) -> None:
    draft = draft_by(window, Key.Key_Y)
    assert draft.windowTitle() == "Same as Tuesday, July 14"
    assert "Logs on Wednesday, July 15" in words(draft)
    assert cells(draft, 0) == ["99214-25; 90833", "11 office", "", "3.63", "$217.11"]
    assert cells(draft, 1) == ["90853 x8", "11 office", "", "5.36", "$243.12"]
    assert "9 patients \u00b7 8.99 wRVU \u00b7 $460.23" in words(draft)
    assert draft.table.isColumnHidden(WHO)
    assert draft.table.hasFocus()
    QTest.keyClick(draft.table, Key.Key_Return)
    assert logged(yesterday) == [("99214-25", 1, ""), ("90833", 1, ""), ("90853", 8, "")]
    assert status(window) == "Same as Tuesday, July 14"
    assert window.log_page.table.model().rowCount() == 3
    window.log_page.undo()
    assert logged(yesterday) == []


def test_escape_leaves_everything_as_it_is(window: MainWindow, yesterday: Desk) -> None:
    draft = draft_by(window, Key.Key_Y)
    QTest.keyClick(draft.table, Key.Key_Escape)
    assert not draft.isVisible()
    assert logged(yesterday) == []


def test_where_yesterday_has_nothing_the_last_day_worked_is_drafted(window: MainWindow, desk: Desk) -> None:
    press(window, Key.Key_Y)
    assert status(window) == "Nothing was logged before this day"
    desk.logbook.add("99213", date(2026, 7, 10), HERE)
    draft = draft_by(window, Key.Key_Y)
    assert draft.windowTitle() == "Same as Friday, July 10, the last day with entries"
    draft.reject()


def test_the_same_weekday_of_last_week_is_drafted_for_the_day_shown(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("99213", date(2026, 7, 7), HERE)
    press(window, Key.Key_W)
    assert status(window) == "Nothing is logged on Wednesday, July 8"
    window.log_page.step_day(-1)
    assert any(one.text() == "Same as &last Tuesday\u2026" for one in window._actions)
    draft = draft_by(window, Key.Key_W)
    assert draft.windowTitle() == "Same as Tuesday, July 7"
    QTest.keyClick(draft.table, Key.Key_Return)
    assert logged(desk, TODAY - DAY) == [("99213", 1, "")]


def test_any_other_day_is_chosen(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("99213", date(2026, 3, 2), HERE)
    press(window, Key.Key_D)
    chooser = dialog_of(window, DayDialog)
    line = chooser.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "2026-03-02")
    QTest.keyClick(line, Key.Key_Return)
    draft = dialog_of(window, DraftDialog)
    assert draft.windowTitle() == "Same as Monday, March 2"
    draft.reject()


# The draft


def test_a_row_is_typed_over_and_priced_at_every_key(window: MainWindow, yesterday: Desk) -> None:
    draft = draft_by(window, Key.Key_Y)
    retype(draft, 1, LINE, "90853x6", end=False)
    assert cells(draft, 1)[3:] == ["4.02", "$182.34"]
    editor = editor_of(draft)
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()
    assert draft.isVisible()  # Enter ended the cell, not the dialog
    assert cells(draft, 1) == ["90853x6", "11 office", "", "4.02", "$182.34"]
    retype(draft, 1, TAG, "group")
    QTest.keyClick(draft.table, Key.Key_Return, CTRL)
    assert logged(yesterday)[2] == ("90853", 6, "group")


@pytest.mark.usefixtures("yesterday")
def test_escape_in_a_cell_gives_back_what_stood_there(window: MainWindow) -> None:
    draft = draft_by(window, Key.Key_Y)
    retype(draft, 1, LINE, "99215", end=False)
    editor = editor_of(draft)
    QTest.keyClick(editor, Key.Key_Escape)
    QApplication.processEvents()
    assert draft.isVisible()
    assert cells(draft, 1) == ["90853 x8", "11 office", "", "5.36", "$243.12"]
    draft.reject()


def test_ctrl_enter_logs_what_is_being_typed(window: MainWindow, yesterday: Desk) -> None:
    draft = draft_by(window, Key.Key_Y)
    retype(draft, 1, LINE, "90853x5", end=False)
    editor = editor_of(draft)
    QTest.keyClick(editor, Key.Key_Return, CTRL)
    assert not draft.isVisible()
    assert logged(yesterday)[2] == ("90853", 5, "")


def test_space_leaves_a_row_out_and_takes_it_in_again(window: MainWindow, yesterday: Desk) -> None:
    draft = draft_by(window, Key.Key_Y)
    QTest.keyClick(draft.table, Key.Key_Space)
    assert cells(draft, 0)[3:] == ["", ""]
    assert "8 patients \u00b7 5.36 wRVU \u00b7 $243.12" in words(draft)
    assert draft.log.text() == "&Log 1 encounter"
    QTest.keyClick(draft.table, Key.Key_Space)
    assert draft.log.text() == "&Log 2 encounters"
    QTest.keyClick(draft.table, Key.Key_Down)
    QTest.keyClick(draft.table, Key.Key_Space)
    QTest.keyClick(draft.table, Key.Key_Return)
    assert logged(yesterday) == [("99214-25", 1, ""), ("90833", 1, "")]


def test_rows_are_added_and_removed(window: MainWindow, yesterday: Desk) -> None:
    draft = draft_by(window, Key.Key_Y)
    QTest.keyClick(draft.table, Key.Key_Delete)
    assert draft.table.rowCount() == 1
    QTest.keyClick(draft.table, Key.Key_Insert)
    editor = editor_of(draft)
    QTest.keyClicks(editor, "99213")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()
    assert cells(draft, 1) == ["99213", "office", "", "1.30", "$95.19"]
    QTest.keyClick(draft.table, Key.Key_Return)
    assert logged(yesterday) == [("90853", 8, ""), ("99213", 1, "")]


def test_an_empty_row_is_no_encounter(window: MainWindow, yesterday: Desk) -> None:
    draft = draft_by(window, Key.Key_Y)
    QTest.keyClick(draft.table, Key.Key_Insert)
    assert draft.log.text() == "&Log 2 encounters"
    draft.accept()
    assert len(logged(yesterday)) == 3


def test_a_mistake_is_marked_in_its_row_and_keeps_the_draft_open(window: MainWindow, yesterday: Desk) -> None:
    draft = draft_by(window, Key.Key_Y)
    retype(draft, 1, LINE, "9085")
    item = draft.table.item(1, MEANS)
    assert item is not None
    assert item.text().startswith("\u201c9085\u201d is not a code")
    assert item.foreground().color().name().upper() == THEME.colours.warning
    assert "1 row can't be logged" in words(draft)
    draft.table.setCurrentCell(0, LINE)
    QTest.keyClick(draft.table, Key.Key_Return)
    assert draft.isVisible()
    assert draft.table.currentRow() == 1
    assert "Row 2: \u201c9085\u201d is not a code" in words(draft)
    assert logged(yesterday) == []
    retype(draft, 1, LINE, "90853")
    assert "Row 2" not in words(draft)
    QTest.keyClick(draft.table, Key.Key_Return)
    assert len(logged(yesterday)) == 3


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("@or", ("or", "22", "facility", "10112-00")),
        ("or", ("or", "22", "facility", "10112-00")),
        ("23", ("", "23", "facility", "national")),
        ("facility", ("", "22", "facility", "national")),
        ("office", ("", "11", "office", "national")),
        (" ", ("", "11", "office", "national")),
    ],
)
def test_a_row_is_given_another_place(
    window: MainWindow, desk: Desk, typed: str, where: tuple[str, str, str, str]
) -> None:
    desk.sites.put("or", "22", "36104")
    desk.logbook.add("99213", TODAY - DAY, Circumstances(pos="21", locality="15202-00"))
    draft = draft_by(window, Key.Key_Y)
    assert cells(draft, 0)[1] == "21 inpatient hospital"
    retype(draft, 0, WHERE, typed)
    QTest.keyClick(draft.table, Key.Key_Return)
    (entry,) = desk.logbook.day(TODAY).entries
    assert (entry.site, entry.pos, entry.setting, entry.locality) == where


@pytest.mark.usefixtures("yesterday")
def test_a_site_that_does_not_exist_is_a_mistake(window: MainWindow) -> None:
    draft = draft_by(window, Key.Key_Y)
    retype(draft, 0, WHERE, "@nowhere")
    assert "Row 1: There is no site @nowhere" in words(draft)
    draft.reject()


def test_a_code_without_a_price_says_why(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("99499", TODAY - DAY, HERE)
    draft = draft_by(window, Key.Key_Y)
    item = draft.table.item(0, MEANS)
    assert item is not None
    assert item.text().startswith("not priced: ")
    assert cells(draft, 0)[3:] == ["\u2013", "\u2013"]
    draft.reject()


def test_what_others_did_is_drafted_for_them(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("99213", TODAY - DAY, Circumstances(provider="Kim"))
    draft = draft_by(window, Key.Key_Y)
    assert not draft.table.isColumnHidden(WHO)
    QTest.keyClick(draft.table, Key.Key_Return)
    assert desk.logbook.day(TODAY).entries[0].provider == "Kim"


@pytest.mark.usefixtures("yesterday")
def test_what_can_not_be_logged_is_said_and_nothing_is_lost(window: MainWindow) -> None:
    draft = draft_by(window, Key.Key_Y)
    for _ in range(2):
        draft.table.setCurrentCell(0, LINE)
        QTest.keyClick(draft.table, Key.Key_Delete)
    assert "Nothing to log" in words(draft)
    QTest.keyClick(draft.table, Key.Key_Return)
    assert draft.isVisible()
    assert "There is nothing to log. Write at least one line, such as 99213" in words(draft)
    draft.reject()


# Several days


def test_the_working_days_of_the_week_are_filled(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("90853", date(2026, 7, 14), HERE)
    fill = draft_by(window, Key.Key_F)
    assert fill.days is not None
    assert (fill.days.first.text(), fill.days.last.text()) == ("2026-07-13", "2026-07-19")
    editor = editor_of(fill)
    QTest.keyClicks(editor, "99213x12")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()
    assert "4 days \u00b7 Mon 13 Jul, Wed 15 Jul, Thu 16 Jul, Fri 17 Jul \u00b7 1 day has entries" in words(
        fill
    )
    assert "4 days \u00b7 48 patients \u00b7 62.40 wRVU \u00b7 $4,569.12" in words(fill)
    QTest.keyClick(fill.table, Key.Key_Return)
    tally = desk.logbook.day(TODAY).tally
    assert (tally.entries, tally.units) == (1, 12)
    assert [len(logged(desk, date(2026, 7, day))) for day in range(13, 20)] == [1, 1, 1, 1, 1, 0, 0]
    assert status(window) == "Filled several days, July 17"
    window.log_page.undo()
    assert [len(logged(desk, date(2026, 7, day))) for day in range(13, 20)] == [0, 1, 0, 0, 0, 0, 0]


def test_days_and_weekdays_are_chosen_and_days_with_entries_taken_in(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("90853", date(2026, 7, 14), HERE)
    fill = draft_by(window, Key.Key_F)
    days = fill.days
    assert days is not None
    days.last.setText("2026-07-32")
    assert "There is no day 2026-07-32" in words(days)
    assert "Nothing to log" in words(fill)
    days.last.setText("2026-07-28")
    for box in days.weekdays.boxes:
        box.setChecked(box.accessibleName() == "Tuesday")
    assert [day.day for day in days.days] == [21, 28]
    QTest.mouseClick(days.skip, Qt.MouseButton.LeftButton, pos=QPoint(8, days.skip.height() // 2))
    assert [day.day for day in days.days] == [14, 21, 28]
    for box in days.weekdays.boxes:
        box.setChecked(True)
    assert "15 days \u00b7 Tue 14 Jul" not in words(days)
    assert "16 days \u00b7 Mon 13 Jul" in words(days)
    assert "\u2026, Tue 28 Jul" in words(days)
    fill.reject()


def test_selected_entries_are_what_fills_the_days(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("99214-25; 90833", TODAY, Circumstances(tag="am"))
    window.log_page.table.selectAll()
    fill = draft_by(window, Key.Key_F)
    assert cells(fill, 0)[:3] == ["99214-25; 90833", "11 office", ""]
    QTest.keyClick(fill.table, Key.Key_Return)
    assert [len(logged(desk, date(2026, 7, day))) for day in (13, 14, 15, 16, 17)] == [2] * 5


# Favourites and bundles


def favourites(window: MainWindow) -> FavouritesPopup:
    press(window, Key.Key_J, CTRL)
    popup = window.findChild(FavouritesPopup)
    assert popup is not None
    assert popup.isVisible()
    return popup


def test_ctrl_j_puts_a_favourite_into_the_line(window: MainWindow, desk: Desk) -> None:
    press(window, Key.Key_J, CTRL)
    assert status(window).startswith("No favourites yet")
    desk.preferences.favourites = ("90837", "99213")
    desk.shortcuts.put("follow", "99214-25; 90833")
    desk.logbook.add("99213", TODAY, HERE)
    popup = favourites(window)
    shown = [popup.found.item(row).text() for row in range(popup.found.count())]
    assert shown[0].startswith("1   99213 \u00b7 ")
    assert shown[0].endswith(" \u00b7 1\u00d7")
    assert shown[1].startswith("2   follow  \u2192  99214-25; 90833 \u00b7 ")
    QTest.keyClick(popup.found, Key.Key_7)
    assert popup.isVisible()
    QTest.keyClick(popup.found, Key.Key_2)
    line = window.log_page.entry.line
    assert line.text() == "99214-25; 90833"
    assert not popup.isVisible()
    QTest.keyClick(line, Key.Key_Return)
    assert logged(desk)[1:] == [("99214-25", 1, ""), ("90833", 1, "")]


def test_a_favourite_comes_behind_what_is_complete(window: MainWindow, desk: Desk) -> None:
    desk.preferences.favourites = ("G2211",)
    line = window.log_page.entry.line
    for typed, became in (("99214", "99214; G2211"), ("99214; psy", "99214; G2211"), ("psy", "G2211")):
        line.setText(typed)
        popup = favourites(window)
        QTest.keyClick(popup.found, Key.Key_Return)
        assert line.text() == became
    popup = favourites(window)
    QTest.keyClick(popup.found, Key.Key_Escape)
    assert not popup.isVisible()


def test_ctrl_j_leads_back_to_the_log_page(window: MainWindow, desk: Desk) -> None:
    desk.preferences.favourites = ("G2211",)
    window.show_page(1)
    popup = favourites(window)
    assert window.log_page.isVisible()
    QTest.keyClick(popup.found, Key.Key_1)
    assert window.log_page.entry.line.text() == "G2211"


def test_short_names_are_kept_changed_renamed_and_removed(window: MainWindow, desk: Desk) -> None:
    press(window, Key.Key_J)
    dialog = dialog_of(window, ShortcutsDialog)
    QTest.keyClicks(dialog.name, "lapchole")
    QTest.keyClicks(dialog.line, "4756")
    QTest.keyClick(dialog.line, Key.Key_Return)
    assert "\u201c4756\u201d is not a code" in words(dialog)
    assert desk.shortcuts.all() == ()
    QTest.keyClicks(dialog.line, "2")
    QTest.keyClicks(dialog.title, "Gallbladder")
    QTest.keyClick(dialog.title, Key.Key_Return)
    assert desk.shortcuts.all() == (Shortcut("lapchole", "Gallbladder", "47562"),)
    assert dialog.name.text() == ""
    assert dialog.isVisible()
    dialog.table.selectRow(0)
    assert (dialog.name.text(), dialog.line.text()) == ("lapchole", "47562")
    dialog.name.setText("gb")
    dialog.rename.click()
    assert desk.shortcuts.all() == (Shortcut("gb", "Gallbladder", "47562"),)
    assert not dialog.remove.isEnabled()
    dialog.table.selectRow(0)
    dialog.remove.click()
    assert desk.shortcuts.all() == ()
    dialog.reject()


def test_selected_entries_are_saved_as_a_bundle_and_drafted_from_it(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("99214-25; 90833", TODAY, HERE)
    window.log_page.table.clearSelection()
    press(window, Key.Key_B)
    assert not [one for one in window.findChildren(ShortcutsDialog) if one.isVisible()]
    window.log_page.table.selectAll()
    press(window, Key.Key_B)
    dialog = dialog_of(window, ShortcutsDialog)
    assert dialog.line.text() == "99214-25; 90833"
    assert dialog.name.hasFocus()
    QTest.keyClicks(dialog.name, "follow")
    QTest.keyClick(dialog.name, Key.Key_Return)
    assert desk.shortcuts.named("follow").line == "99214-25; 90833"
    dialog.table.selectRow(0)
    dialog.draft.click()
    draft = dialog_of(window, DraftDialog)
    retype(draft, 0, LINE, "99215-25; 90833")
    QTest.keyClick(draft.table, Key.Key_Return)
    assert logged(desk)[2:] == [("99215-25", 1, ""), ("90833", 1, "")]
    assert status(window) == "Logged 99215-25, 90833"


# Clinics


PAIN = Clinic("Pain", "default", (3,), 1, TODAY, None, ("99213 x12", "90853 x8"))


def offer(window: MainWindow) -> ClinicOffer | None:
    found = window.findChild(ClinicOffer)
    return found if found and found.isVisible() else None


def test_a_clinic_is_described(window: MainWindow, desk: Desk) -> None:
    window._again().show_clinics()
    dialog = dialog_of(window, ClinicsDialog)
    QTest.keyClicks(dialog.name, "Pain")
    dialog.keep.click()
    assert "A clinic needs its usual lines" in words(dialog)
    dialog.lines.setPlainText("99213 x12\n\n90853 x8")
    dialog.keep.click()
    assert desk.clinics.all() == (PAIN,)
    assert offer(window) is not None
    dialog.table.selectRow(0)
    dialog.every.setValue(2)
    dialog.last.setText("2029-12-31")
    dialog.name.setText("Pain clinic")
    dialog.keep.click()
    (kept,) = desk.clinics.all()
    assert (kept.name, kept.every_weeks, kept.last_day) == ("Pain clinic", 2, date(2029, 12, 31))
    dialog.table.selectRow(0)
    dialog.new.click()
    assert not dialog.remove.isEnabled()
    dialog.first.setText("sometime")
    dialog.keep.click()
    assert "is not a day" in words(dialog)
    dialog.table.selectRow(0)
    dialog.remove.click()
    assert desk.clinics.all() == ()
    assert offer(window) is None
    dialog.reject()


def test_a_due_clinic_is_offered_and_logged(window: MainWindow, desk: Desk) -> None:
    assert offer(window) is None
    desk.clinics.put(PAIN)
    shown = offer(window)
    assert shown is not None
    assert words(shown) == "Pain: 2 lines not logged yet"
    assert window.log_page.entry.line.hasFocus()
    window.log_page.step_day(1)
    assert offer(window) is None
    press(window, Key.Key_L)
    assert status(window) == "No clinic is due on this day"
    window.log_page.step_day(-1)
    assert offer(window) is not None
    draft = draft_by(window, Key.Key_L)
    assert draft.windowTitle() == "Pain"
    assert cells(draft, 0)[:3] == ["99213 x12", "office", ""]
    retype(draft, 0, LINE, "99213 x11")
    QTest.keyClick(draft.table, Key.Key_Return)
    assert logged(desk) == [("99213", 11, ""), ("90853", 8, "")]
    assert offer(window) is None
    window.log_page.undo()
    assert offer(window) is not None


def test_not_today_is_the_end_of_it(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    desk.clinics.put(PAIN)
    desk.clinics.put(PAIN._replace(name="Rounds", lines=("99232x9",)))
    shown = offer(window)
    assert shown is not None
    shown.not_today.setFocus()
    with qtbot.waitSignal(shown.dismissed):
        QTest.keyClick(shown.not_today, Key.Key_Space)
    assert words(shown) == "Rounds: 1 line not logged yet"
    assert window.log_page.entry.line.hasFocus()
    shown.look.click()
    draft = dialog_of(window, DraftDialog)
    retype(draft, 0, TAG, "late")
    QTest.keyClick(draft.table, Key.Key_Return)
    assert logged(desk) == [("99232", 9, "late")]
    assert offer(window) is None
    window.log_page.show_day(TODAY)
    assert offer(window) is None


def test_a_clinic_is_drafted_from_its_dialog_on_any_day(window: MainWindow, desk: Desk) -> None:
    desk.clinics.put(PAIN)
    window.log_page.step_day(-1)
    window._again().show_clinics()
    dialog = dialog_of(window, ClinicsDialog)
    dialog.table.selectRow(0)
    dialog.draft.click()
    draft = dialog_of(window, DraftDialog)
    QTest.keyClick(draft.table, Key.Key_Return)
    assert logged(desk, TODAY - DAY) == [("99213", 12, ""), ("90853", 8, "")]


def test_a_site_in_a_line_stands_in_its_own_cell(window: MainWindow, desk: Desk) -> None:
    desk.sites.put("or", "22", "36104")
    desk.clinics.put(PAIN._replace(lines=("99213 @OR x2", "99214@or; 90833 @or")))
    draft = draft_by(window, Key.Key_L)
    assert cells(draft, 0)[:2] == ["99213 x2", "@OR"]
    QTest.keyClick(draft.table, Key.Key_Return)
    assert {one.pos for one in desk.logbook.day(TODAY).entries} == {"22"}


def test_an_offer_that_fails_says_why(window: MainWindow, desk: Desk) -> None:
    desk.clinics.put(PAIN)
    shown = offer(window)
    assert shown is not None
    desk.workspace.log.execute("PRAGMA query_only = 1")
    shown.not_today.click()
    assert "can't be" in status(window)
    assert offer(window) is not None


def test_an_own_code_in_a_draft_says_what_it_counts(window: MainWindow, desk: Desk) -> None:
    desk.custom_codes.put("Z0001", "Call, weekday night", Decimal(2))
    desk.logbook.add("Z0001 x2", TODAY - DAY, Circumstances())
    draft = draft_by(window, Key.Key_Y)
    assert draft.table.item(0, MEANS).text() == "4.00 own wRVU \u00b7 Call, weekday night"  # type: ignore[union-attr]
    draft.reject()
