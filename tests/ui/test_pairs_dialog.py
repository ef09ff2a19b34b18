"""NCCI's pairs in the window: read, reported, loaded, cancelled, removed, with the keys a user presses."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.pairs import read_pair_files
from rvuedge_desktop.ui.dialogs.import_dialog import ImportDialog
from rvuedge_desktop.ui.dialogs.pairs_dialog import PairsDialog
from rvuedge_desktop.ui.dialogs.schedules_dialog import SchedulesDialog
from rvuedge_desktop.ui.main_window import MainWindow
from tests.pair_files import HELD, NAME, PAIRS, plain_csv, text_of_pairs, zip_of_pairs
from tests.ui.conftest import TODAY

LEFT = Qt.MouseButton.LeftButton
MANY = 200_000
pytestmark = pytest.mark.window


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / f"{NAME}.zip"
    path.write_bytes(zip_of_pairs())
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """So many that each step can be cancelled before it ends."""
    rows = ((f"{10_000 + at % 89_999}", f"G{at // 89_999:04}", *PAIRS[0][2:]) for at in range(MANY))
    path = tmp_path / "ccipra-v322r0.txt"
    path.write_bytes(text_of_pairs(rows))
    return path


def shown(qtbot: QtBot, window: QWidget) -> PairsDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PairsDialog)))
    return next(one for one in window.findChildren(PairsDialog) if one.isVisible())


def read(qtbot: QtBot, window: MainWindow, *paths: Path) -> PairsDialog:
    """Have files read, to where they can be loaded."""
    window.load_cms_files(paths)
    dialog = shown(qtbot, window)
    qtbot.waitUntil(dialog._load.isVisible, timeout=20_000)
    return dialog


def said(window: MainWindow) -> str:
    return window.log_page.status._words.text()


def load(qtbot: QtBot, window: MainWindow, desk: Desk, *paths: Path) -> None:
    """Have files read and loaded, by keys alone."""
    dialog = read(qtbot, window, *paths)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.pairs.loaded is not None and " loaded; " in said(window), timeout=20_000)


def test_pairs_are_read_reported_and_loaded(qtbot: QtBot, window: MainWindow, desk: Desk, file: Path) -> None:
    desk.logbook.add("90837", TODAY, Circumstances())
    dialog = read(qtbot, window, file)
    assert dialog._title.text() == "NCCI pairs of 2026 Q2"
    assert f"{HELD} pairs read from {NAME}.TXT." in dialog._words.text()
    assert "1 of your codes of the last twelve months stands in one." in dialog._words.text()
    assert "without f2, f3, f4 it is not whole" in dialog._notes.text()
    assert not dialog._progress.isVisible()
    assert desk.pairs.loaded is None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.pairs.loaded is not None)
    qtbot.waitUntil(lambda: said(window).startswith("6 pairs of 2026 Q2 loaded; 1 of your codes"))
    assert [pair.second for pair in desk.pairs.among(["90837", "90853"], TODAY)] == ["90853"]
    assert said(window).endswith("stands in one")


def test_a_second_load_says_what_it_takes_the_place_of(
    qtbot: QtBot, window: MainWindow, desk: Desk, file: Path
) -> None:
    load(qtbot, window, desk, file)
    dialog = read(qtbot, window, file)
    assert "They take the place of the 6 pairs of 2026 Q2." in dialog._notes.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_rows_that_can_not_be_read_are_named(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "ccipra-v321r0.txt"
    path.write_bytes(text_of_pairs() + b"9921\t36415\t\t20240101\t*\t1\tx\r\n")
    dialog = read(qtbot, window, path)
    assert dialog._notes.text() == "1 row could not be read:\nline 13: '9921' is not a code"
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ccioph-v321r0.txt", "the pairs for hospitals"),
        ("ccipra-v321r0.csv", "is not a file of NCCI\u2019s pairs"),
        ("ccipra-v321r0.zip", "is damaged"),
    ],
)
def test_what_can_not_be_loaded_is_said(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04no zip" if name.endswith("zip") else b"nothing\r\n")
    window.load_cms_files([path])
    dialog = shown(qtbot, window)
    qtbot.waitUntil(lambda: dialog._title.text() == "No pairs were loaded")
    assert words in dialog._words.text()
    assert not dialog._load.isVisible()
    assert not dialog._progress.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_quarter_that_nothing_says_is_asked_for(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "pairs.txt"
    path.write_bytes(text_of_pairs())
    window.load_cms_files([path])
    dialog = shown(qtbot, window)
    qtbot.waitUntil(dialog.quarter.isVisible)
    assert dialog._title.text() == "Which quarter is it?"
    qtbot.waitUntil(dialog.quarter.hasFocus)
    QTest.keyClicks(dialog.quarter, "spring")
    QTest.keyClick(dialog.quarter, Qt.Key.Key_Return)
    assert dialog._notes.text() == "\u201cspring\u201d is not a quarter. Write it as 2026Q2."
    dialog.quarter.clear()
    QTest.keyClicks(dialog.quarter, "2026 q3")
    QTest.keyClick(dialog.quarter, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog._load.isVisible)
    assert not dialog.quarter.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.pairs.loaded is not None)
    loaded = desk.pairs.loaded
    assert loaded is not None
    assert loaded.name == "NCCI2026Q3"


def test_reading_can_be_cancelled(qtbot: QtBot, window: MainWindow, desk: Desk, large: Path) -> None:
    window.load_cms_files([large])
    dialog = shown(qtbot, window)
    assert dialog._progress.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert (desk.pairs.loaded, said(window)) == (None, "")


def test_loading_can_be_cancelled_and_leaves_what_was_there(
    qtbot: QtBot, window: MainWindow, desk: Desk, file: Path, large: Path
) -> None:
    load(qtbot, window, desk, file)
    before = desk.pairs.loaded
    dialog = read(qtbot, window, large)
    dialog._load.click()
    assert dialog._progress.isVisible()
    assert not dialog._load.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert desk.pairs.loaded == before


def test_a_damaged_file_is_said_when_pairs_are_loaded_into_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, file: Path
) -> None:
    path = desk.workspace.folder / "pairs.sqlite"
    path.write_bytes(b"rubbish " * 1000)
    dialog = read(qtbot, window, file)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._title.text() == "No pairs were loaded")
    assert f"{path} is damaged" in dialog._words.text()
    assert "Move" in dialog._notes.text()
    dialog.reject()
    desk.logbook.add("90837", TODAY, Circumstances())


def test_a_damaged_file_is_said_at_the_start(window: MainWindow, desk: Desk) -> None:
    path = desk.workspace.folder / "pairs.sqlite"
    path.write_bytes(b"rubbish " * 1000)
    window.start_background_work()
    assert "The pairs of codes that you loaded can't be used" in said(window)


def test_a_packed_csv_that_is_dropped_is_read(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "ptp_2024q3.csv.gz"
    path.write_bytes(plain_csv(packed=True))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, none))
    shown(qtbot, window).close()


def test_another_file_of_cms_is_not_taken_for_pairs(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "PPRRVU2026_Oct.csv"
    path.write_bytes(b"HCPCS,MOD\r\n")
    window.load_cms_files([path])
    assert window.findChildren(PairsDialog) == []
    for dialog in window.findChildren(ImportDialog):
        dialog.reject()


def test_the_fee_schedules_say_what_is_loaded_and_remove_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, file: Path
) -> None:
    dialog = SchedulesDialog(desk, lambda: None, window)
    qtbot.addWidget(dialog)
    dialog.open()
    assert "No NCCI pairs are loaded" in dialog._pairs.text()
    assert not dialog._remove_pairs.isVisible()
    loaded = desk.pairs.load(read_pair_files([file]))
    assert dialog._pairs.text() == f"NCCI pairs of 2026 Q2: 6, loaded on {loaded.loaded_on}."
    QTest.keyClick(dialog._remove_pairs, Qt.Key.Key_Space)
    assert desk.pairs.loaded is None
    assert dialog._status.text() == "Removed the NCCI pairs of 2026 Q2. No entry changed."
    assert not dialog._remove_pairs.isVisible()
    dialog.reject()
