"""Take the pictures of README.md from the real window on the sample log, on a fixed day.

    python packaging/take_screenshots.py [--out packaging/screenshots]

Run it after a change that shows, and look at what it took.
"""

import argparse
import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rvuedge_desktop.app import build_setup
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.sample import fill_sample
from rvuedge_desktop.services.setup import Setup
from rvuedge_desktop.ui.application import make_application
from rvuedge_desktop.ui.main_window import MainWindow, apply_appearance

DAY = date(2026, 11, 19)
"""A Thursday, so that the sample has a group and a full week before it."""
LOG, CODES, PAY = 0, 1, 2
PICTURES = (
    ("log-light", "light", (1280, 800), LOG, "90853x8; psych"),
    ("log-dark", "dark", (1280, 800), LOG, ""),
    ("log-large", "light", (1920, 1080), LOG, "colonscopy"),
    ("log-small", "light", (1024, 640), LOG, "99214-2S"),
    ("codes-light", "light", (1280, 800), CODES, "90853"),
    ("codes-dark", "dark", (1024, 640), CODES, "colonscopy polyp"),
    ("pay-light", "light", (1280, 800), PAY, ""),
    ("pay-dark", "dark", (1024, 640), PAY, ""),
)
"""Name, theme, size, page, and what is typed there."""
DIALOGS = (
    ("checks-light", "light", "", Qt.Key.Key_F7),
    ("checks-dark", "dark", "", Qt.Key.Key_F7),
    ("group-light", "light", "group 90853 8", Qt.Key.Key_Return),
)
"""Name, theme, what is typed in the entry line, and the key that opens the dialog."""


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "screenshots")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    machine = build_setup()
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        setup = Setup(
            lambda: Path(folder),
            machine.sample_folder,
            machine.compiled_reference,
            machine.reference_sources,
            machine.icons,
            lambda: DAY,
        )
        with setup.open_desk(Path(folder), "window") as desk:
            fill_sample(desk)
            desk.preferences.put("hint.dismissed", "yes")
            for name, theme, size, page, typed in PICTURES:
                window = _show(application, desk, setup, theme, size)
                window.show_page(page)
                line = window.log_page.entry.line if page == LOG else window.codes_page.line
                QTest.keyClicks(line, typed)
                _take(window, out / f"{name}.png")
                window.close()
            for name, theme, typed, key in DIALOGS:
                window = _show(application, desk, setup, theme, (1280, 800))
                line = window.log_page.entry.line
                QTest.keyClicks(line, typed)
                QTest.keyClick(line, key)
                QTest.qWait(200)
                dialog = application.activeModalWidget()
                assert dialog is not None  # noqa: S101 - the key opens one
                _take(dialog, out / f"{name}.png")
                dialog.close()
                window.close()


def _show(
    application: QApplication, desk: Desk, setup: Setup, theme: str, size: tuple[int, int]
) -> MainWindow:
    desk.preferences.put("window.theme", theme)
    window = MainWindow(desk, setup.icons, is_sample=True)
    apply_appearance(application, desk)
    window.restyle()
    window.resize(*size)
    window.show()
    window.activateWindow()
    QTest.qWait(200)
    return window


def _take(widget: QWidget, path: Path) -> None:
    QTest.qWait(200)
    widget.grab().save(str(path))
    print(path)


if __name__ == "__main__":
    main()
