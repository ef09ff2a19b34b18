"""Menus, keys, appearance and geometry of the window."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from rvuedge_desktop.domain.clinics import Clinic
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.setup import Setup
from rvuedge_desktop.ui.dialogs.about_dialog import AboutDialog
from rvuedge_desktop.ui.dialogs.export_dialog import ExportDialog
from rvuedge_desktop.ui.dialogs.find_dialog import FindDialog
from rvuedge_desktop.ui.dialogs.keys_dialog import KEYS, KeysDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.theme import THEME

T = TypeVar("T", bound=QDialog)

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def action(window: MainWindow, title: str) -> QAction:
    return next(one for one in window._actions if one.text().replace("&", "").startswith(title))


def dialog_of(window: MainWindow, kind: type[T]) -> T:
    found = window.findChild(kind)
    assert found is not None
    return found


def test_every_key_on_the_sheet_is_a_key_of_the_menus_or_of_a_widget(window: MainWindow) -> None:
    in_menus = {keys.toString() for one in window.commands() for keys in one.shortcuts()}
    of_widgets = {"Enter", "Up", "Down", "Tab", "Esc", "F2", "Delete"}
    on_sheet = {key for _, group in KEYS for keys, _ in group for key in keys.split(", ")}
    assert on_sheet - of_widgets <= in_menus
    assert all(not QKeySequence(key).isEmpty() for key in in_menus)


def test_f1_shows_the_keys(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_F1)
    sheet = dialog_of(window, KeysDialog)
    assert any("day before" in label.text() for label in sheet.findChildren(QLabel))
    sheet.reject()


def test_about_tells_rights_and_limits(window: MainWindow) -> None:
    action(window, "About").trigger()
    words = " ".join(label.text() for label in dialog_of(window, AboutDialog).findChildren(QLabel))
    assert "American Medical Association" in words
    assert "not billing advice" in words
    assert "RVU26C" in words


def test_ctrl_k_finds_a_command(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_K, CTRL)
    found = dialog_of(window, FindDialog)
    QTest.keyClicks(found.line, "dark")
    QTest.keyClick(found.line, Key.Key_Return)
    assert THEME.is_dark()


def test_ctrl_k_finds_a_code_and_puts_it_into_the_line(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_K, CTRL)
    found = dialog_of(window, FindDialog)
    QTest.keyClicks(found.line, "knee replacement")
    QTest.keyClick(found.line, Key.Key_Down)
    QTest.keyClick(found.line, Key.Key_Up)
    QTest.keyClick(found.line, Key.Key_Return)
    assert window.log_page.entry.line.text() == "27447"


def test_the_theme_is_chosen_and_remembered(window: MainWindow, desk: Desk) -> None:
    action(window, "Dark").trigger()
    assert THEME.is_dark()
    assert desk.preferences.get("window.theme") == "dark"
    action(window, "Light").trigger()
    assert not THEME.is_dark()


def test_text_grows_and_shrinks_and_is_remembered(window: MainWindow, desk: Desk) -> None:
    before = window.log_page.entry.line.fontMetrics().height()
    for _ in range(5):
        action(window, "Larger").trigger()
    assert desk.preferences.get("window.text_scale") == "1.5"
    assert window.log_page.entry.line.fontMetrics().height() > before
    action(window, "Smaller").trigger()
    assert pytest.approx(1.4) == THEME.scale
    action(window, "Normal").trigger()
    assert pytest.approx(1.0) == THEME.scale


def test_geometry_is_remembered(qtbot: QtBot, window: MainWindow, setup: Setup, desk: Desk) -> None:
    window.resize(1111, 700)
    window.close()
    again = MainWindow(desk, setup.icons, is_sample=True)
    qtbot.addWidget(again)
    assert again.windowTitle() == "Sample log \u2013 RVU Edge"
    assert desk.preferences.get("window.geometry")


def test_broken_remembered_geometry_is_passed_over(qtbot: QtBot, setup: Setup, desk: Desk) -> None:
    desk.preferences.put("window.geometry", "%%%not base64")
    desk.preferences.put("window.text_scale", "huge")
    window = MainWindow(desk, setup.icons, is_sample=False)
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    assert window.width() == max(min(1280, room.width()), 1024)


def test_a_month_is_exported_from_the_menu(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "july.csv"
    QTest.keyClicks(window.log_page.entry.line, "90853x8")
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    monkeypatch.setattr(ExportDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    action(window, "Export a month").trigger()
    lines = target.read_bytes().split(b"\r\n")
    assert lines[0].startswith(b"month,provider,days_worked,encounters,entries,units,schedule_wrvu")
    assert lines[1].startswith(b"2026-07,default,1,8,1,8,5.36,,243.12")
    action(window, "Export a year").trigger()
    assert len(target.read_bytes().split(b"\r\n")) == 14


def test_an_export_that_can_not_be_written_says_so(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(ExportDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "file" / "x.csv"), ""))
    action(window, "Export a month").trigger()
    assert "can't be written" in window.log_page.status.findChildren(QLabel)[0].text()


def test_the_menu_names_what_undo_would_take_back(window: MainWindow) -> None:
    QTest.keyClicks(window.log_page.entry.line, "99213")
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)
    window._name_undo()
    assert window._undo.text() == "&Undo: Logged 99213"
    window.log_page.undo()
    window._name_undo()
    assert window._redo.text() == "&Redo: Logged 99213"


def test_nothing_hides_at_the_smallest_size(window: MainWindow) -> None:
    window.resize(1024, 640)
    assert window.size().width() == 1024
    assert window.size().height() == 640
    line = window.findChild(QLineEdit)
    assert line is not None
    assert line.width() > 200
    header = window.log_page.header
    assert header._title.width() >= header._title.sizeHint().width()
    assert header.place.geometry().right() <= header.width()


def test_a_long_locality_leaves_the_day_its_room(window: MainWindow, desk: Desk) -> None:
    desk.preferences.locality = "01112-05"  # San Francisco and four counties, by name
    window.resize(1024, 640)
    window.log_page._name_setting()
    header = window.log_page.header
    assert "San Francisco" in header.place.toolTip()
    assert header.place.sizeHint().width() < window.width() // 3
    assert header._title.width() >= header._title.sizeHint().width()


def test_without_a_clinic_nothing_is_made_to_offer_one(window: MainWindow, desk: Desk) -> None:
    window.log_page.step_day(-1)
    assert window._templates is None
    desk.clinics.put(Clinic("Pain", "default", (1, 2, 3, 4, 5, 6, 7), 1, date(2026, 1, 1), None, ("99213",)))
    assert window._templates is not None


def test_dialogs_that_wait_for_an_answer_do_not_stay_behind(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    desk.logbook.add("99213", window.log_page.day, Circumstances())
    window.log_page.table.go_to(0)
    asked = (
        window.log_page.choose_locality,
        window.log_page.copy_selected,
        lambda: window._export(whole_year=False),
        window.pay_page.edit_contract,
        window.pay_page.show_benchmarks,
    )
    for ask in asked:
        seen: list[QDialog] = []

        def close(seen: list[QDialog] = seen) -> None:
            seen += [one for one in window.findChildren(QDialog) if one.isVisible()]
            seen[-1].reject()

        QTimer.singleShot(0, close)
        ask()
        assert seen
    qtbot.waitUntil(lambda: not window.findChildren(QDialog))
