"""What is seen and said in the smallest window, with large text, in the dark; and keys that type nothing."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLabel,
    QMenu,
    QStyle,
    QStyleOptionButton,
    QTableWidget,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from rvuedge_desktop.domain.clinics import Clinic
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.favourites import Favourites
from rvuedge_desktop.services.templates import Templates
from rvuedge_desktop.ui.dialogs.day_dialog import DayDialog
from rvuedge_desktop.ui.dialogs.draft_dialog import DraftDialog
from rvuedge_desktop.ui.dialogs.findings_dialog import FindingsDialog
from rvuedge_desktop.ui.dialogs.group_dialog import GroupDialog
from rvuedge_desktop.ui.dialogs.keys_dialog import KeysDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.models.day_model import Column
from rvuedge_desktop.ui.theme import THEME
from rvuedge_desktop.ui.widgets.hint_card import HintCard

from .test_theme import contrast

Key = Qt.Key
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
HERE = Circumstances()


def smallest(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: window.width() == 1024)


def larger_text(window: MainWindow, steps: int = 4) -> None:
    for _ in range(steps):
        QTest.keyClick(window, Key.Key_Plus, CTRL)
    QApplication.processEvents()


def preview(window: MainWindow) -> str:
    (label,) = [one for one in window.log_page.entry.findChildren(QLabel) if one.isVisible()]
    return label.text()


def typed(window: MainWindow, line: str) -> str:
    QTest.keyClicks(window.log_page.entry.line, line)
    return preview(window)


def said(window: MainWindow) -> str:
    return window.log_page.status.findChildren(QLabel)[0].text()


def dark(window: MainWindow) -> None:
    window._choose_theme("dark")


# Marks


def strongest(picture_of: QAbstractItemView | QCheckBox, at: QPoint, ground: str) -> float:
    """The contrast to the ground of what stands out most in the 16 pixels around a place."""
    picture = picture_of.grab().toImage()
    return max(
        contrast(QColor(picture.pixel(x, y)).name(), ground)
        for x in range(max(at.x() - 8, 0), at.x() + 8)
        for y in range(max(at.y() - 8, 0), at.y() + 8)
    )


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_an_empty_box_to_tick_is_seen(window: MainWindow, *, is_dark: bool) -> None:
    if is_dark:
        dark(window)
    QTest.keyClick(window, Key.Key_G, CTRL)
    group = window.findChildren(GroupDialog)[-1]
    table = group.findChildren(QTableWidget)[-1]
    table.clearSelection()
    item = table.item(3, 0)
    assert item is not None
    row = table.visualItemRect(item)
    corner = table.viewport().mapTo(table, row.topLeft())
    box = QPoint(corner.x() + 14, corner.y() + row.height() // 2)
    empty = strongest(table, box, THEME.colours.surface)
    assert empty >= 3
    item.setCheckState(Qt.CheckState.Checked)
    assert strongest(table, box, THEME.colours.surface) >= max(empty, 4.5)
    group.reject()
    lone = QCheckBox("", window)
    lone.show()
    option = QStyleOptionButton()
    lone.initStyleOption(option)
    place = lone.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, lone).center()
    assert strongest(lone, place, THEME.colours.background) >= 3


def test_the_calendar_of_a_dialog_has_no_colour_of_its_own(window: MainWindow) -> None:
    dark(window)
    dialog = DayDialog("Which day?", date(2026, 7, 15), date(2026, 7, 15), window)
    arrows = [one for one in dialog.findChildren(QToolButton) if one.arrowType() != Qt.ArrowType.NoArrow]
    assert sorted(one.accessibleName() for one in arrows) == ["Month after", "Month before"]
    dialog.show()
    picture = dialog.grab().toImage()
    red = QColor(Qt.GlobalColor.red).rgb()
    assert not any(
        picture.pixel(x, y) == red for x in range(picture.width()) for y in range(picture.height())
    )
    dialog.close()


# Menus


def menus(window: MainWindow) -> list[QMenu]:
    found = [action.menu() for action in window.menuBar().actions()]
    return [menu for menu in found if isinstance(menu, QMenu)] + [window.log_page.providers]


def test_every_command_of_a_menu_has_a_letter_of_its_own(window: MainWindow) -> None:
    for menu in menus(window):
        titles = [action.text().replace("&&", "") for action in menu.actions() if action.text()]
        letters = [title[title.index("&") + 1].casefold() for title in titles if "&" in title]
        assert len(letters) == len(set(letters)), titles
        assert len(letters) == len([one for one in titles if one != "Everybody" and "&" in one])
    for menu in menus(window)[:-1]:
        assert all("&" in action.text() for action in menu.actions() if action.text()), menu.title()


def test_an_ampersand_of_a_name_is_no_key_of_the_menu(window: MainWindow, desk: Desk) -> None:
    desk.clinics.put(Clinic("A & B", "default", (3,), 1, date(2026, 1, 1), None, ("99213",)))
    edit = next(menu for menu in menus(window) if menu.title() == "&Edit")
    edit.aboutToShow.emit()
    assert edit.actions()[0].text().endswith("A && B")


# Keys


def test_the_key_of_a_provider_who_is_not_there_types_nothing(window: MainWindow, desk: Desk) -> None:
    page = window.log_page
    QTest.keyClick(page.entry.line, Key.Key_1, ALT)
    assert page.entry.line.text() == ""
    desk.logbook.add("99213", page.day, HERE)
    QTest.keyClick(window, Key.Key_F6)
    QTest.keyClick(page.table, Key.Key_1, ALT)
    assert page.entry.line.text() == ""
    QTest.keyClick(page.table, Key.Key_1)
    assert page.entry.line.text() == "1"


def test_enter_behind_a_reason_lets_a_finding_stand(window: MainWindow, desk: Desk) -> None:
    desk.logbook.add("90833", window.log_page.day, HERE)
    QTest.keyClick(window, Key.Key_F7)
    dialog = window.findChildren(FindingsDialog)[-1]
    dialog.note.setFocus()
    QTest.keyClicks(dialog.note, "colleague's")
    QTest.keyClick(dialog.note, Key.Key_Return)
    assert dialog.isVisible()
    assert [one.note for one in desk.checks.of_month(window.log_page.day)] == ["colleague's"]
    dialog.with_stood.click()
    dialog.note.setText("another")
    QTest.keyClick(dialog.note, Key.Key_Return)
    assert [one.note for one in dialog.found] == ["another"]
    desk.workspace.log.execute("PRAGMA query_only = 1")
    QTest.keyClick(dialog.note, Key.Key_Return)
    assert "finding" not in dialog.count.text()
    desk.workspace.log.execute("PRAGMA query_only = 0")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_enter_behind_a_reason_for_nothing_does_nothing(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_F7)
    dialog = window.findChildren(FindingsDialog)[-1]
    dialog.note.returnPressed.emit()
    assert dialog.isVisible()
    QTest.keyClick(dialog, Key.Key_Escape)


def test_the_sheet_of_keys_fits_the_smallest_window(qtbot: QtBot, window: MainWindow) -> None:
    smallest(qtbot, window)
    QTest.keyClick(window, Key.Key_F1)
    sheet = window.findChildren(KeysDialog)[-1]
    assert (sheet.width() <= 1024, sheet.height() <= 600) == (True, True)
    last = max(sheet.findChildren(QLabel), key=lambda label: label.mapTo(sheet, QPoint()).y())
    assert not last.visibleRegion().isEmpty()
    right = max(sheet.findChildren(QLabel), key=lambda one: one.mapTo(sheet, QPoint(one.width(), 0)).x())
    qtbot.waitUntil(lambda: right.visibleRegion().boundingRect().width() == right.width())
    QTest.keyClick(sheet, Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize(
    ("key", "owner", "verb"),
    [
        (Key.Key_Y, Templates, "day_before"),
        (Key.Key_W, Templates, "same_as"),
        (Key.Key_J, Favourites, "ranked"),
    ],
)
def test_a_log_that_can_not_be_read_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, key: Qt.Key, owner: type, verb: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OperationFailedError("The log can't be read", "Try again", "Nothing was changed")

    monkeypatch.setattr(owner, verb, fails)
    QTest.keyClick(window, key, CTRL if verb == "ranked" else CTRL | SHIFT)
    assert said(window).startswith("The log can't be read")


def test_a_draft_that_can_not_be_priced_says_why(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.logbook.add("yesterday: 99213", window.log_page.day, HERE)

    def fails(*_: object, **__: object) -> None:
        raise OperationFailedError("The log can't be read", "Try again", "Nothing was changed")

    monkeypatch.setattr(Templates, "worth", fails)
    QTest.keyClick(window, Key.Key_Y, CTRL | SHIFT)
    draft = window.findChildren(DraftDialog)[-1]
    warnings = [label for label in draft.findChildren(QLabel) if label.objectName() == "warning"]
    assert any(label.text().startswith("The log can't be read") for label in warnings)
    QTest.keyClick(draft.table, Key.Key_Return)
    assert draft.isVisible()
    monkeypatch.undo()
    QTest.keyClick(draft, Key.Key_Escape)


# Room


def test_the_figures_of_the_preview_come_before_tag_and_place(qtbot: QtBot, window: MainWindow) -> None:
    smallest(qtbot, window)
    shown = typed(window, "7/14: 99214-25 #kneecase; 20610-RT; 90833; G2211")
    assert shown.startswith("Yesterday \u00b7 ")
    assert " wRVU \u00b7 $" in shown
    assert not shown.endswith("\u2026")
    assert "#kneecase" not in shown
    window.log_page.entry.line.clear()
    assert "#knee" in typed(window, "99213 #knee")


def test_an_own_code_on_another_day_says_the_day(window: MainWindow, desk: Desk) -> None:
    desk.custom_codes.put("Z0001", "Call", Decimal(2))
    assert typed(window, "7/14: Z0001").startswith("Yesterday \u00b7 1 unit")


def test_a_long_name_leaves_the_preview_its_figures(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    smallest(qtbot, window)
    desk.providers.put(desk.providers.all()[0]._replace(name="Katharina Montgomery-Featherstonehaugh"))
    window.log_page.show_provider("Katharina Montgomery-Featherstonehaugh")
    window.log_page.show_provider("")
    shown = typed(window, "yesterday: 99213x3; 20610")
    assert " wRVU \u00b7 $" in shown
    assert "Yesterday" in shown
    assert window.log_page.header.whose.text() == "Everybody \u25be"
    assert window.log_page.header.place.text().startswith("Office")


def test_the_status_line_gives_its_keys_for_words_that_need_the_room(
    qtbot: QtBot, window: MainWindow
) -> None:
    smallest(qtbot, window)
    status = window.log_page.status
    keys = [label for label in status.findChildren(QLabel) if label.objectName() == "key"]
    status.say("Short", undoable=True)
    assert all(key.isVisible() for key in keys)
    QTest.keyClick(window, Key.Key_J, CTRL)
    assert said(window).endswith("Ctrl+Shift+J")
    assert not any(key.isVisible() for key in keys)
    status.say("Long " * 80, undoable=False)
    assert said(window).endswith("\u2026")
    low = status.height()
    status.complain(OperationFailedError("The log can't be read. " * 8, "Try again", "Nothing was changed"))
    assert said(window).endswith("Try again")
    qtbot.waitUntil(lambda: status.height() > low)


def test_a_title_is_told_beside_a_chip_in_the_smallest_window(qtbot: QtBot, window: MainWindow) -> None:
    smallest(qtbot, window)
    table = window.log_page.table
    assert table.columnWidth(Column.DONE) >= 200
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: table.columnWidth(Column.CODE) == 112)


def test_large_text_in_the_smallest_window_keeps_day_and_money(qtbot: QtBot, window: MainWindow) -> None:
    smallest(qtbot, window)
    larger_text(window)
    table, page = window.log_page.table, window.log_page
    right = table.columnViewportPosition(Column.MEDICARE) + table.columnWidth(Column.MEDICARE)
    assert right <= table.viewport().width()
    assert table.isColumnHidden(Column.UNITS)
    (hint,) = page.findChildren(HintCard)
    assert hint.height() < 160
    title = page.header.findChildren(QToolButton, "title")[0]
    assert title.text() in {"Wed, Jul 15", "Jul 15"}
    assert title.width() >= title.sizeHint().width()


def test_the_offer_of_a_clinic_cuts_its_name_not_its_count(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    smallest(qtbot, window)
    name = "Wednesday pain clinic with a name that is long, as so"
    desk.clinics.put(Clinic(name, "default", (3,), 1, date(2026, 1, 1), None, ("99213",)))
    words = [label.text() for label in window.log_page.findChildren(QLabel) if "not logged" in label.text()]
    assert words[0].endswith("\u2026: 1 line not logged yet")
    assert window.log_page.entry.line.hasFocus()
