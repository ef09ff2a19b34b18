"""The window as a process of its own: starts, ends, and what it says when it can't start."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from rvuedge_desktop.ui.single_window import LOCK_FILE

START_SECONDS = 60.0
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "rvuedge_desktop", "--data-dir", str(folder), *arguments]


def run_window(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *arguments),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        env=ENVIRONMENT,
        check=False,
    )


@contextmanager
def open_window(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(folder, *arguments), stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    try:
        end = monotonic() + START_SECONDS
        log = folder / ("sample" if "--sample" in arguments else "") / "log.sqlite"
        while not (log.exists() and (log.parent / LOCK_FILE).exists()):
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert monotonic() < end
            sleep(0.05)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        if process.stderr:
            process.stderr.close()


def test_the_command_line_logs_beside_an_open_window(tmp_path: Path) -> None:
    with open_window(tmp_path):
        done = run_window(tmp_path, "add", "2026-07-15", "90853x8")
        assert (done.returncode, done.stderr) == (0, "")
        assert "243.12" in done.stdout


def test_a_second_window_on_the_same_log_is_refused_in_one_line(tmp_path: Path) -> None:
    with open_window(tmp_path) as first:
        second = run_window(tmp_path)
        assert second.returncode == 1
        assert second.stderr.startswith("rvuedge: The log in ")
        assert "is open in another window" in second.stderr
        assert second.stderr.count("\n") == 1
        assert first.poll() is None


def test_the_lock_of_a_killed_window_does_not_keep_the_next_one_out(tmp_path: Path) -> None:
    with open_window(tmp_path) as first:
        first.kill()
        first.wait(timeout=30)
    assert (tmp_path / LOCK_FILE).exists()
    with open_window(tmp_path) as second:
        sleep(0.5)
        assert second.poll() is None


def test_a_sample_window_has_a_log_of_its_own(tmp_path: Path) -> None:
    with open_window(tmp_path), open_window(tmp_path, "--sample"):
        with closing(sqlite3.connect(tmp_path / "sample" / "log.sqlite")) as sample:
            end = monotonic() + START_SECONDS
            while not sample.execute("SELECT count(*) FROM entries").fetchone()[0] and monotonic() < end:
                sleep(0.1)
            assert sample.execute("SELECT count(*) FROM entries").fetchone()[0] > 500
        with closing(sqlite3.connect(tmp_path / "log.sqlite")) as own:
            assert own.execute("SELECT count(*) FROM entries").fetchone()[0] == 0


def damaged(folder: Path) -> None:
    (folder / "log.sqlite").write_bytes(b"not a database at all, but long enough to be looked at" * 40)


def newer(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "log.sqlite")) as log:
        log.execute("PRAGMA application_id = 0x52565545")
        log.execute("PRAGMA user_version = 99")


def other_program(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "log.sqlite")) as log:
        log.execute("CREATE TABLE theirs (a)")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (damaged, "is damaged or is not a database"),
        (newer, "was written by a newer RVU Edge"),
        (other_program, "is not a log of RVU Edge"),
    ],
)
def test_a_log_that_can_not_be_opened_is_told_in_one_line_and_left_alone(
    tmp_path: Path, spoil: object, said: str
) -> None:
    assert callable(spoil)
    spoil(tmp_path)
    before = (tmp_path / "log.sqlite").read_bytes()
    done = run_window(tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "log.sqlite").read_bytes() == before


def test_a_log_damaged_in_the_middle_is_told_in_one_line(tmp_path: Path) -> None:
    for _ in range(3):
        assert run_window(tmp_path, "add", "today", "90853x8; 99213; 99214-25").returncode == 0
    log = tmp_path / "log.sqlite"
    with closing(sqlite3.connect(log)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'day_totals'").fetchone()[
            0
        ]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(log.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    log.write_bytes(content)
    done = run_window(tmp_path)
    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_that_can_not_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run_window(tmp_path / "file" / "log")
    assert done.returncode == 1
    assert "can't be written to" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_display_today_is_printed(tmp_path: Path) -> None:
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    if sys.platform != "linux":
        pytest.skip("only Linux can be without a display")
    done = subprocess.run(
        command(tmp_path), capture_output=True, text=True, timeout=START_SECONDS, env=bare, check=False
    )
    assert done.returncode == 0
    assert "display" in done.stderr
    assert "0.00" in done.stdout
