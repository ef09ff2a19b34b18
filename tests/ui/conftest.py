"""The real window on a real log in a folder of its own, offscreen, on Wednesday, 15 July 2026."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rvuedge_desktop.host.resource_files import reference_file, reference_sources, resource_folder
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.setup import Setup
from rvuedge_desktop.ui.main_window import MainWindow, apply_appearance

TODAY = date(2026, 7, 15)


class Clock:
    """The day on the wall, which a test can turn."""

    def __init__(self) -> None:
        self.today = TODAY

    def __call__(self) -> date:
        return self.today


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def setup(tmp_path: Path, clock: Clock) -> Setup:
    return Setup(
        data_folder=lambda: tmp_path,
        sample_folder=lambda folder: folder / "sample",
        compiled_reference=reference_file(),
        reference_sources=reference_sources(),
        icons=resource_folder() / "icons",
        today=clock,
    )


@pytest.fixture
def desk(setup: Setup, tmp_path: Path) -> Iterator[Desk]:
    with setup.open_desk(tmp_path / "log", "window") as opened:
        yield opened


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, setup: Setup, desk: Desk) -> Iterator[MainWindow]:
    shown = MainWindow(desk, setup.icons, is_sample=False)
    qtbot.addWidget(shown)
    apply_appearance(qapp, desk)
    with qtbot.waitExposed(shown):
        shown.show()
    # Offscreen no window manager gives it the keyboard.
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    yield shown
    shown.close()
