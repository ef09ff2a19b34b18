"""The history of an entry, the changes of a month and removed entries, with the keys a user presses."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.history import History
from rvuedge_desktop.store.history import ChangeSpan
from rvuedge_desktop.ui.dialogs.changes_dialog import ChangesDialog
from rvuedge_desktop.ui.dialogs.history_dialog import HistoryDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.models.past_model import PAGE, PastModel, PastRow
from rvuedge_desktop.ui.theme import DARK, THEME
from rvuedge_desktop.ui.widgets.past_table import PastTable

TODAY = date(2026, 7, 15)
Key = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
D = TypeVar("D", bound=QDialog)
pytestmark = pytest.mark.window


def opened(qtbot: QtBot, parent: QWidget, kind: type[D]) -> D:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in parent.findChildren(kind)))
    dialog = next(one for one in parent.findChildren(kind) if one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def cells(table: PastTable) -> list[tuple[str, ...]]:
    """What the table shows, without the moments."""
    model = table.model()
    assert isinstance(model, PastModel)
    return [model.row_at(row).cells[1:] for row in range(model.rowCount())]


def quiet(table: PastTable) -> list[bool]:
    model = table.model()
    assert isinstance(model, PastModel)
    return [model.row_at(row).is_quiet for row in range(model.rowCount())]


def show_removed(qtbot: QtBot, dialog: ChangesDialog) -> None:
    """Press the key of the filter; Qt clicks a moment later."""
    QTest.keyClick(dialog, Key.Key_O, ALT)
    qtbot.waitUntil(dialog.removed_only.isChecked)


def restore(qtbot: QtBot, dialog: ChangesDialog) -> None:
    with qtbot.waitSignal(dialog.restore.clicked):
        QTest.keyClick(dialog, Key.Key_R, ALT)


def said(window: MainWindow) -> str:
    return window.log_page.status._words.text()


@pytest.fixture
def log(desk: Desk) -> Desk:
    """A visit changed; a colonoscopy whose first code was removed; a code of June that was taken back."""
    (visit,) = desk.logbook.add("99213", TODAY, Circumstances())
    scope, _ = desk.logbook.add("45385; 45380-59", TODAY - timedelta(days=1), Circumstances())
    desk.logbook.edit([visit.id], Edit(patients=2, note="two of them"))
    desk.logbook.remove([scope.id])
    desk.logbook.add("97110 u3 x4", date(2026, 6, 30), Circumstances())
    desk.workspace.undo()
    return desk


@pytest.fixture
def shown(log: Desk, window: MainWindow) -> MainWindow:  # noqa: ARG001 - the window shows that log
    return window


@pytest.fixture
def changes(qtbot: QtBot, shown: MainWindow) -> ChangesDialog:
    QTest.keyClick(shown, Key.Key_H, CTRL_SHIFT)
    return opened(qtbot, shown, ChangesDialog)


def test_ctrl_h_shows_what_the_selected_entry_was(qtbot: QtBot, shown: MainWindow) -> None:
    QTest.keyClick(shown, Key.Key_H, CTRL)
    assert not shown.findChildren(HistoryDialog)  # no entry is selected
    QTest.keyClick(shown, Key.Key_F6)
    QTest.keyClick(shown, Key.Key_H, CTRL)
    dialog = opened(qtbot, shown, HistoryDialog)
    assert cells(dialog.table) == [
        ("window", "Changed 99213", "patients", "1 \u2192 2"),
        ("", "", "note", "none \u2192 two of them"),
        ("", "", "wRVU", "1.30 \u2192 2.60"),
        ("", "", "Medicare", "$95.19 \u2192 $190.38"),
        ("window", "Logged 99213", "", "1 unit, 1.30 wRVU, $95.19"),
    ]
    assert quiet(dialog.table) == [False, False, True, True, False]
    assert dialog.words.text() == "Entry 1, in the log \u00b7 default \u00b7 2 units, 2.60 wRVU, $190.38"
    QTest.keyClick(dialog.table, Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown.findChildren(HistoryDialog))


def test_the_context_menu_of_the_table_has_the_history(shown: MainWindow) -> None:
    titles = [action.text().replace("&", "") for action in shown.log_page.table.actions()]
    assert "History of this entry\u2026" in titles


def test_ctrl_shift_h_shows_who_changed_the_month(changes: ChangesDialog) -> None:
    assert cells(changes.table) == [
        ("window", "yesterday", "Removed 45385"),
        ("window", "today", "Changed 99213"),
        ("window", "yesterday", "Logged 45385, 45380-59"),
        ("window", "today", "Logged 99213"),
    ]
    assert changes.count.text() == "4 changes"
    assert not changes.restore.isVisible()


def test_the_arrows_step_by_month_and_say_what_is_taken_back(changes: ChangesDialog) -> None:
    QTest.keyClick(changes, Key.Key_Left, ALT)
    assert changes.months.month.first == date(2026, 6, 1)
    assert cells(changes.table) == [
        ("window", "Jun 30", "Undone: Logged 97110 x4 u3"),
        ("window", "Jun 30", "Logged 97110 x4 u3 \u00b7 taken back"),
    ]
    assert quiet(changes.table) == [False, True]
    QTest.keyClick(changes, Key.Key_Left, ALT)
    assert cells(changes.table) == []
    assert changes.table._empty_text == "Nothing of May 2026 was ever changed."
    assert not changes.go.isEnabled()
    assert not changes.look.isEnabled()
    QTest.keyClick(changes.table, Key.Key_Return)  # nothing to open
    assert changes.isVisible()
    QTest.keyClick(changes, Key.Key_Right, ALT)
    QTest.keyClick(changes, Key.Key_Right, ALT)
    assert changes.months.month.first == date(2026, 7, 1)
    assert changes.count.text() == "4 changes"


def test_no_month_is_shown_in_which_nothing_can_be_logged(changes: ChangesDialog) -> None:
    for _ in range(15):
        QTest.keyClick(changes, Key.Key_Right, ALT)
    assert changes.months.month.first == date(2027, 7, 1)
    assert not changes.months.next.isEnabled()
    assert changes.months.previous.isEnabled()


def test_enter_goes_to_the_day_and_selects_the_entry(
    qtbot: QtBot, changes: ChangesDialog, shown: MainWindow
) -> None:
    QTest.keyClick(changes, Key.Key_Left, ALT)
    QTest.keyClick(changes.table, Key.Key_Return)
    qtbot.waitUntil(lambda: not shown.findChildren(ChangesDialog))
    assert shown.log_page.day == date(2026, 6, 30)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(shown, Key.Key_H, CTRL_SHIFT)
    again = opened(qtbot, shown, ChangesDialog)
    assert again.months.month.first == date(2026, 6, 1)
    QTest.keyClick(again, Key.Key_Right, ALT)
    QTest.keyClick(again.table, Key.Key_Down)
    QTest.keyClick(again, Key.Key_D, ALT)
    qtbot.waitUntil(lambda: shown.log_page.day == TODAY)
    assert shown.log_page.table.selected_ids() == [1]


def test_a_double_click_goes_to_the_day(qtbot: QtBot, changes: ChangesDialog, shown: MainWindow) -> None:
    place = changes.table.visualRect(changes.model.index(2, 3)).center()
    QTest.mouseClick(changes.table.viewport(), LEFT, pos=place)
    QTest.mouseDClick(changes.table.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: not shown.findChildren(ChangesDialog))
    assert shown.log_page.day == TODAY - timedelta(days=1)
    assert shown.log_page.table.selected_ids() == []  # of two entries neither is meant


def test_alt_h_shows_the_history_of_the_only_entry(qtbot: QtBot, changes: ChangesDialog) -> None:
    assert not changes.look.isEnabled()  # two entries were touched
    QTest.keyClick(changes.table, Key.Key_Down)
    QTest.keyClick(changes, Key.Key_H, ALT)
    assert "Entry 1," in opened(qtbot, changes, HistoryDialog).words.text()


def test_a_removed_entry_is_restored_and_undo_is_at_hand(
    qtbot: QtBot, changes: ChangesDialog, shown: MainWindow, log: Desk
) -> None:
    show_removed(qtbot, changes)
    (row,) = cells(changes.table)
    assert row == (
        "window",
        "yesterday",
        "45385 \u00b7 1 unit \u00b7 Colonoscopy with snare removal of polyp or lesion",
        "4.46",
        "$500.01",
    )
    assert changes.count.text() == "1 entry"
    restore(qtbot, changes)
    assert cells(changes.table) == []
    assert changes.table._empty_text == "No entry of July 2026 was removed."
    assert changes.said.text() == "Restored 45385"
    assert said(shown) == "Restored 45385, yesterday"
    assert shown.log_page.status._undo.isVisible()
    assert [entry.code for entry in log.logbook.day(TODAY - timedelta(days=1)).entries] == ["45385", "45380"]
    assert not changes.restore.isEnabled()
    QTest.keyClick(changes, Key.Key_Z, CTRL)
    assert len(cells(changes.table)) == 1
    assert changes.said.text() == "Undone: Restored 45385"
    assert not changes.undo.isVisible()
    QTest.keyClick(changes.table, Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown.findChildren(ChangesDialog))


def test_what_was_taken_back_is_told_apart_and_several_are_restored_at_once(
    qtbot: QtBot, changes: ChangesDialog, log: Desk
) -> None:
    log.logbook.add("99214", TODAY, Circumstances())
    log.workspace.undo()
    show_removed(qtbot, changes)
    assert [row[2].split(" \u00b7 ")[:2] for row in cells(changes.table)] == [
        ["99214", "taken back"],
        ["45385", "1 unit"],
    ]
    assert quiet(changes.table) == [True, False]
    changes.table.setFocus()
    QTest.keyClick(changes.table, Key.Key_A, CTRL)
    assert not changes.go.isEnabled()
    restore(qtbot, changes)
    assert cells(changes.table) == []
    assert changes.said.text() == "Restored 99214, 45385"


def test_what_can_not_be_restored_is_said(qtbot: QtBot, changes: ChangesDialog, log: Desk) -> None:
    log.logbook.add("99214", TODAY, Circumstances(provider="Kim"))
    log.workspace.undo()
    show_removed(qtbot, changes)
    restore(qtbot, changes)
    assert "of \u201cKim\u201d, a provider this log no longer has" in changes.said.text()
    assert changes.said.objectName() == "warning"
    assert len(cells(changes.table)) == 2


def test_a_change_by_another_program_is_shown(changes: ChangesDialog, log: Desk) -> None:
    log.workspace.tell_of_others()
    assert changes.count.text() == "4 changes"
    log.logbook.add("99214", TODAY, Circumstances())
    assert changes.count.text() == "5 changes"
    assert changes.said.text() == "Logged 99214"


def test_a_closed_dialog_hears_of_no_change(
    qtbot: QtBot, changes: ChangesDialog, shown: MainWindow, log: Desk
) -> None:
    changes.reject()
    qtbot.waitUntil(lambda: not shown.findChildren(ChangesDialog))
    log.logbook.add("99214", TODAY, Circumstances())
    assert said(shown) == "Logged 99214"


def test_a_narrow_table_leaves_out_by_whom(changes: ChangesDialog) -> None:
    assert not changes.table.isColumnHidden(1)
    changes.resize(changes.minimumSize())
    QApplication.processEvents()
    assert changes.table.isColumnHidden(1)
    tip = str(changes.model.data(changes.model.index(0, 0), Qt.ItemDataRole.ToolTipRole))
    assert tip.split("\n")[1:] == ["window", "yesterday", "Removed 45385"]


def test_what_came_to_nothing_is_written_in_the_muted_colour_in_force(
    changes: ChangesDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(THEME, "colours", DARK)
    QTest.keyClick(changes, Key.Key_Left, ALT)
    role = Qt.ItemDataRole.ForegroundRole
    assert changes.model.data(changes.model.index(1, 0), role).name().upper() == DARK.muted  # type: ignore[attr-defined]
    assert changes.model.data(changes.model.index(0, 0), role) is None


def test_of_many_changes_only_what_is_seen_is_read(
    qtbot: QtBot, shown: MainWindow, log: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = [("99213", TODAY - timedelta(days=number % 14)) for number in range(4 * PAGE)]
    for line, day in visits:
        log.logbook.add(line, day, Circumstances())
    read: list[int] = []
    changes_of = History.changes

    def counted(history: History, change_ids: Sequence[int]) -> list[ChangeSpan]:
        read.append(len(change_ids))
        return changes_of(history, change_ids)

    monkeypatch.setattr(History, "changes", counted)
    QTest.keyClick(shown, Key.Key_H, CTRL_SHIFT)
    dialog = opened(qtbot, shown, ChangesDialog)
    assert dialog.model.rowCount() == 4 * PAGE + 4
    assert read == [PAGE]
    QTest.keyClick(dialog.table, Key.Key_End, CTRL)
    assert dialog.model.row_at(dialog.table.currentIndex().row()).cells[-1] == "Logged 99213"
    assert dialog.table.currentIndex().row() == 4 * PAGE + 3
    assert sum(read) < 4 * PAGE


def test_a_model_of_rows_that_are_keys_themselves(qtbot: QtBot) -> None:
    model = PastModel()
    table = PastTable(model)
    qtbot.addWidget(table)
    rows = [PastRow((str(number), "x"), TODAY, None, is_quiet=False) for number in range(70 * PAGE)]
    model.show(("A", "B"), frozenset({1}), rows, lambda some: some)
    assert model.row_at(69 * PAGE).cells[0] == str(69 * PAGE)
    for page in range(70):
        assert model.row_at(page * PAGE + 1) is rows[page * PAGE + 1]
    assert len(model._pages) <= 64
    right = model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert right == model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert table.childAt(QPoint(1, 1)) is not None
