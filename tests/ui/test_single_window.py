"""A second start on the same folder is refused, and brings the first window to the front."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.ui.single_window import CALL_FILE, SingleWindow


def test_a_second_start_calls_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleWindow(tmp_path)
    calls: list[str] = []
    first.listen(lambda: calls.append("called"))
    for _ in range(2):
        with pytest.raises(OperationFailedError, match="is open in another window"):
            SingleWindow(tmp_path)
        qtbot.waitUntil(lambda: bool(calls), timeout=5000)
        calls.clear()
    first.release()
    assert list(tmp_path.iterdir()) == []


def test_a_call_to_a_window_that_has_gone_is_not_answered_by_the_next(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / CALL_FILE).touch()
    window = SingleWindow(tmp_path)
    calls: list[str] = []
    window.listen(lambda: calls.append("called"))
    qtbot.wait(1300)
    assert calls == []
    window.release()
