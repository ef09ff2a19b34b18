"""A file of loaded releases that can't be used is said in the window, which works without it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.main_window import MainWindow

RUBBISH = b"rubbish " * 1000


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Rubbish where loaded releases would be, before the desk and the window open."""
    path = tmp_path / "log" / "schedules.sqlite"
    path.parent.mkdir()
    path.write_bytes(RUBBISH)
    return path


def complaints(window: MainWindow) -> list[str]:
    """What the status line says at the start of files that can't be used."""
    window.start_background_work()
    for timer in window.findChildren(QTimer):
        timer.stop()
    labels = window.log_page.status.findChildren(QLabel)
    return [label.text() for label in labels if "can't be used" in label.text()]


def test_the_status_line_says_it_at_the_start(damaged: Path, desk: Desk, window: MainWindow) -> None:
    assert complaints(window) == [str(desk.problem)]
    assert f"{damaged} is damaged" in str(desk.problem)
    assert damaged.read_bytes() == RUBBISH


def test_it_says_nothing_where_all_is_well(desk: Desk, window: MainWindow) -> None:
    assert desk.problem is None
    assert complaints(window) == []
