"""Sites and the fee schedules: what the Medicare menu opens, with the keys a user presses."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.schedule.labels import DESCRIPTOR, FACTOR, LAYOUTS, TOTALS
from rvuedge_desktop.schedule.rate_fields import RATE_FIELDS, texts_of
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.setup import Setup
from rvuedge_desktop.ui.dialogs.import_dialog import ImportDialog
from rvuedge_desktop.ui.dialogs.schedules_dialog import SchedulesDialog
from rvuedge_desktop.ui.dialogs.sites_dialog import SitesDialog
from rvuedge_desktop.ui.main_window import MainWindow

TODAY = date(2026, 7, 15)
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.window


def _csv_text(rates: list[Rate]) -> str:
    """Rates in the layout with one header row, as a file that a person may load."""
    layout = LAYOUTS[2]
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(layout.labels)
    for rate in rates:
        known = dict(zip(RATE_FIELDS, texts_of(rate), strict=True))
        known |= {
            DESCRIPTOR: "Any words",
            FACTOR: "33.4009",
            TOTALS[0]: str(rate.total("office")),
            TOTALS[1]: str(rate.total("facility")),
        }
        writer.writerow([known.get(field, "0") for field in layout.fields])
    return out.getvalue()


@pytest.fixture
def october(desk: Desk, tmp_path: Path) -> Path:
    """RVU26A as CMS might publish it, 90853 with 0.70 in place of 0.67: it rules the first quarter."""
    held = desk.schedules.named("RVU26C")
    assert held is not None
    rates = [
        rate._replace(work=Decimal("0.70")) if rate.code == "90853" else rate
        for rate in desk.schedules.all_rates(held)
    ]
    path = tmp_path / "pfs_2026A_Jan.csv"
    path.write_text(_csv_text(rates), encoding="utf-8")
    return path


def _dialog(qtbot: QtBot, window: MainWindow, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(
        lambda: any(isinstance(one, kind) and one.isVisible() for one in window.findChildren(kind))
    )
    return next(one for one in window.findChildren(kind) if one.isVisible())


def _button(dialog: QWidget, begins: str) -> QPushButton:
    buttons = (button for button in dialog.findChildren(QPushButton) if button.isVisible())
    return next(button for button in buttons if button.text().replace("&", "").startswith(begins))


def _said(window: MainWindow) -> str:
    return window.log_page.status._words.text()


def _menu(window: MainWindow, title: str) -> None:
    action = next(one for one in window._actions if one.text().replace("&", "") == title)
    action.trigger()


def test_a_site_is_made_and_typed_in_the_line(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    _menu(window, "Sites\u2026")
    dialog = _dialog(qtbot, window, SitesDialog)
    assert isinstance(dialog, SitesDialog)
    QTest.keyClicks(dialog.name, "clinic")
    dialog.place.setCurrentIndex(dialog.place.findData("19"))
    QTest.keyClicks(dialog.locality, "36104")
    QTest.keyClick(dialog.locality, Qt.Key.Key_Return)
    assert [tuple(site) for site in desk.sites.all()] == [("clinic", "19", "10112-00")]
    assert dialog.table._cell(0, 0) == "@clinic"
    dialog.reject()
    line = window.log_page.entry.line
    line.setFocus()
    QTest.keyClicks(line, "99213 @clinic")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (entry,) = desk.logbook.day(TODAY).entries
    assert (entry.site, entry.pos, entry.setting, entry.locality) == ("clinic", "19", "facility", "10112-00")
    assert window.log_page.model.row_at(0).remark == "@clinic"


def test_what_is_typed_already_follows_a_site(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClicks(window.log_page.entry.line, "99213 @clinic")
    assert "There is no site" in window.log_page.entry._preview.toolTip()
    _menu(window, "Sites\u2026")
    dialog = _dialog(qtbot, window, SitesDialog)
    assert isinstance(dialog, SitesDialog)
    dialog.name.setText("clinic")
    QTest.mouseClick(dialog.keep, LEFT)
    dialog.reject()
    assert "wRVU" in window.log_page.entry._preview.toolTip()


def test_a_site_that_another_program_removed_is_no_fault(
    qtbot: QtBot, window: MainWindow, desk: Desk, setup: Setup, tmp_path: Path
) -> None:
    desk.sites.put("clinic", "19", "")
    _menu(window, "Sites\u2026")
    dialog = _dialog(qtbot, window, SitesDialog)
    assert isinstance(dialog, SitesDialog)
    with setup.open_desk(tmp_path / "log", "command line") as other:
        other.sites.remove("clinic")
    dialog.table.selectRow(0)
    assert dialog.name.text() == "clinic"
    QTest.mouseClick(dialog.remove, LEFT)
    assert "no site" in dialog._wrong.text()
    dialog.reject()


def test_a_site_that_can_not_be_is_refused_in_the_dialog(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    _menu(window, "Sites\u2026")
    dialog = _dialog(qtbot, window, SitesDialog)
    assert isinstance(dialog, SitesDialog)
    QTest.keyClicks(dialog.name, "my clinic")
    QTest.mouseClick(dialog.keep, LEFT)
    assert "can't be the name of a site" in dialog._wrong.text()
    assert desk.sites.all() == ()
    dialog.name.setText("or")
    QTest.mouseClick(dialog.keep, LEFT)
    dialog.table.selectRow(0)
    assert dialog.name.text() == "or"
    QTest.mouseClick(dialog.remove, LEFT)
    assert desk.sites.all() == ()
    dialog.reject()


def test_a_site_nobody_made_stays_in_the_line_and_is_marked(window: MainWindow, desk: Desk) -> None:
    line = window.log_page.entry.line
    QTest.keyClicks(line, "99213 @moon")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert desk.logbook.day(TODAY).entries == ()
    assert line.selectedText() == "@moon"
    assert "There is no site @moon" in _said(window)


def test_a_file_is_read_reported_loaded_and_its_entries_priced_anew(
    qtbot: QtBot, window: MainWindow, desk: Desk, october: Path
) -> None:
    desk.logbook.add("90853x8", date(2026, 2, 2), Circumstances())
    window.load_cms_files([october])
    dialog = _dialog(qtbot, window, ImportDialog)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(dialog._load.isVisible, timeout=20_000)
    assert "RVU26A" in dialog._title.text()
    assert [dialog._effect._cell(0, column) for column in (0, 2, 3, 4)] == [
        "90853",
        "1",
        "5.36",
        "5.60",
    ]
    assert desk.schedules.named("RVU26A") is None
    QTest.mouseClick(_button(dialog, "Load, and price 1 entry anew"), LEFT)
    assert desk.schedules.named("RVU26A") is not None
    (entry,) = desk.logbook.day(date(2026, 2, 2)).entries
    assert (str(entry.schedule_wrvu), entry.release) == ("5.6000", "RVU26A")
    assert _said(window).startswith("Loaded RVU26A; 1 entry priced anew")
    desk.workspace.undo()
    (entry,) = desk.logbook.day(date(2026, 2, 2)).entries
    assert (str(entry.schedule_wrvu), entry.release) == ("5.3600", "RVU26B")


def test_a_wrong_file_is_refused_and_nothing_changes(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    wrong = tmp_path / "holiday.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    window.load_cms_files([wrong])
    dialog = _dialog(qtbot, window, ImportDialog)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog._title.text() == "This file was not loaded", timeout=20_000)
    assert "is not a relative value file" in dialog._words.text()
    assert "as they were" in dialog._notes.text()
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "Close"
    assert not dialog._load.isVisible()
    dialog.reject()
    assert all(one.loaded is None for one in desk.releases.held())


def test_reading_is_cancelled_with_escape(
    qtbot: QtBot, window: MainWindow, desk: Desk, october: Path
) -> None:
    window.load_cms_files([october])
    dialog = _dialog(qtbot, window, ImportDialog)
    assert isinstance(dialog, ImportDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog._task.isFinished()
    assert desk.schedules.named("RVU26A") is None


def test_a_dropped_file_is_read(qtbot: QtBot, window: MainWindow, october: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(october))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), copy, data, LEFT, none)
    window.dragEnterEvent(entered)
    assert entered.isAccepted()
    window.dropEvent(QDropEvent(QPoint(9, 9), copy, data, LEFT, none))
    _dialog(qtbot, window, ImportDialog).close()


def test_what_is_no_file_of_cms_is_not_taken(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "holiday.jpg")), QUrl("https://example.org/a.csv")])
    entered = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    entered.ignore()
    window.dragEnterEvent(entered)
    assert not entered.isAccepted()


@pytest.fixture
def schedules(qtbot: QtBot, window: MainWindow) -> Iterator[SchedulesDialog]:
    _menu(window, "Fee schedules\u2026")
    dialog = _dialog(qtbot, window, SchedulesDialog)
    assert isinstance(dialog, SchedulesDialog)
    yield dialog
    dialog.reject()


def test_the_releases_are_compared_with_the_one_before(schedules: SchedulesDialog) -> None:
    assert "RVU26C" in schedules._title.text()
    assert schedules.against.currentText().startswith("RVU26B")
    assert schedules._counts.text() == "79 rows added, 0 removed, 45 changed"
    assert schedules.table.rowCount() == 124
    schedules.list.setFocus()
    QTest.keyClick(schedules.list, Qt.Key.Key_End)
    assert "RVU20A" in schedules._title.text()
    assert schedules._counts.text() == "Nothing comes before it"
    schedules.against.setCurrentIndex(schedules.against.findData("RVU20B"))
    assert "changed" in schedules._counts.text()


def test_a_mark_of_the_time_line_is_clicked(schedules: SchedulesDialog) -> None:
    line = schedules.time_line
    at = QPoint(round(line._place(date(2025, 10, 1))), line.height() // 2)
    QTest.mouseClick(line, LEFT, pos=at)
    assert "RVU25D" in schedules._title.text()


def test_a_bundled_release_can_not_be_removed_and_a_loaded_one_can(
    qtbot: QtBot, window: MainWindow, desk: Desk, october: Path, schedules: SchedulesDialog
) -> None:
    assert not schedules._remove.isEnabled()
    window.load_cms_files([october])
    loading = _dialog(qtbot, window, ImportDialog) if window.findChildren(ImportDialog) else None
    dialog = loading or _dialog(qtbot, schedules, ImportDialog)  # type: ignore[arg-type]
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(dialog._load.isVisible, timeout=20_000)
    QTest.mouseClick(dialog._load, LEFT)
    schedules._choose("RVU26A")
    assert "Loaded on" in schedules._words.text()
    desk.logbook.add("90853x8", date(2026, 2, 2), Circumstances())
    QTest.mouseClick(_button(schedules, "Price its entries anew"), LEFT)
    assert schedules._status.text() == "No entry from 2026-01-01 to 2026-03-31 changed."
    QTest.mouseClick(schedules._remove, LEFT)
    assert desk.schedules.named("RVU26A") is None
    assert schedules._status.text().startswith("Removed RVU26A")


def test_minutes_are_typed_shown_and_typed_anew(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    page = window.log_page
    QTest.keyClicks(page.entry.line, "00840")
    assert "paid by time: add the minutes" in page.entry._preview.toolTip()
    QTest.keyClicks(page.entry.line, " 95min")
    QTest.keyClick(page.entry.line, Qt.Key.Key_Return)
    (entry,) = desk.logbook.day(TODAY).entries
    assert (entry.minutes, str(entry.medicare_amount)) == (95, "252.12")
    assert page.model.row_at(0).remark == "95 min"
    page.model.edit_requested.emit(entry.id, 0, "00840-QK 129min")
    qtbot.waitUntil(lambda: desk.logbook.day(TODAY).entries[0].minutes == 129)
    assert desk.logbook.day(TODAY).entries[0].modifiers == ("QK",)
    tip = str(page.model.data(page.model.index(0, 5), int(Qt.ItemDataRole.ToolTipRole)))
    assert "(6 base units of 2022 + 8.6 time units) \u00d7 20.4976" in tip
