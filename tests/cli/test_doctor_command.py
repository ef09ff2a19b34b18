import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

KEYS = {
    "version", "python", "sqlite", "data_folder", "log_file", "backups_folder", "log_exists", "sound",
    "problems", "releases",
}  # fmt: skip


def picture(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def problems(terminal: "Terminal") -> str:
    """What is wrong, having changed nothing in finding it."""
    before = picture(terminal.folder)
    ended = terminal("doctor", "--json")
    assert (ended.code, ended.err) == (1, "")
    assert ended.document["sound"] is False
    assert terminal("doctor").code == 1
    assert picture(terminal.folder) == before
    return " ".join(ended.document["problems"])


def test_a_sound_log(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    before = picture(terminal.folder)
    found = terminal.json("doctor")
    assert set(found) == KEYS
    assert (found["log_exists"], found["sound"], found["problems"]) == (True, True, [])
    assert found["data_folder"] == str(terminal.folder)
    assert found["releases"][-1] == {
        "name": "RVU26C",
        "first_day": "2026-07-01",
        "published": found["releases"][-1]["published"],
    }
    assert terminal.good("doctor").out.endswith("\nThe log is sound.\n")
    assert picture(terminal.folder) == before


def test_no_folder_yet(terminal: "Terminal") -> None:
    assert terminal.json("doctor")["log_exists"] is False
    assert "none yet" in terminal.good("doctor").out
    assert not terminal.folder.exists()


def test_rubbish_in_place_of_a_log(terminal: "Terminal") -> None:
    terminal.folder.mkdir()
    (terminal.folder / "log.sqlite").write_bytes(b"rubbish " * 1000)
    assert "is damaged or is not a database" in problems(terminal)


def test_rubbish_in_place_of_what_was_loaded(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    path = terminal.folder / "schedules.sqlite"
    path.write_bytes(b"rubbish " * 1000)
    said = problems(terminal)
    assert said.startswith(f"The releases that you loaded can't be used: {path} is damaged")
    assert terminal("doctor", "--json").document["releases"][-1]["name"] == "RVU26C"
    assert f"- {said}\n" in terminal("doctor").out
    assert len(terminal.json("day")["entries"]) == 1
    path.unlink()
    assert terminal.json("doctor")["sound"] is True


def test_a_log_damaged_in_the_middle(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    log = terminal.folder / "log.sqlite"
    data = bytearray(log.read_bytes())
    data[2 * 4096 : 6 * 4096] = os.urandom(4 * 4096)
    log.write_bytes(data)
    assert problems(terminal)


def test_a_row_that_points_nowhere(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    with closing(sqlite3.connect(terminal.folder / "log.sqlite")) as log:
        log.execute("UPDATE entries SET provider_id = 99")
        log.commit()
    assert problems(terminal) == "row of entries points nowhere"


def test_a_log_of_a_newer_version(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    with closing(sqlite3.connect(terminal.folder / "log.sqlite")) as log:
        log.execute("PRAGMA user_version = 99")
    assert "was written by a newer RVU Edge (its schema is 99" in problems(terminal)


def test_the_file_of_another_program(terminal: "Terminal") -> None:
    terminal.folder.mkdir()
    with closing(sqlite3.connect(terminal.folder / "log.sqlite")) as other:
        other.execute("CREATE TABLE theirs (a)")
    assert "is not a log of RVU Edge" in problems(terminal)


def test_a_folder_below_a_file(terminal: "Terminal", tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    terminal.folder = tmp_path / "file" / "data"
    ended = terminal("doctor", "--json")
    assert ended.code == 1
    assert ended.document["problems"] == [
        f"{tmp_path / 'file'} is a file, not a folder. Name another folder with --data-dir"
    ]


def test_a_log_that_another_program_is_writing_to(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    with closing(sqlite3.connect(terminal.folder / "log.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert terminal.json("doctor")["sound"] is True


def test_a_schedule_that_is_not_there(terminal: "Terminal", tmp_path: Path) -> None:
    setup = terminal.setup
    terminal.setup = type(setup)(
        setup.data_folder, setup.sample_folder, tmp_path / "none.sqlite", None, setup.icons, setup.today
    )
    ended = terminal("doctor", "--json")
    assert (ended.code, ended.document["releases"]) == (1, [])
    assert str(tmp_path / "none.sqlite") in ended.document["problems"][0]
    lines = terminal("doctor").out.splitlines()
    assert "releases     \u2013" in lines
    assert lines[-2] == "Problems:"


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_opens_nothing(terminal: "Terminal", word: str) -> None:
    for command in ("add", "day", "edit", "remove", "undo", "redo", "totals", "code", "search", "export"):
        assert terminal.good(command, word).out.startswith(f"Usage: rvuedge {command} [OPTIONS]")
    assert not terminal.folder.exists()
