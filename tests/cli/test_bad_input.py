"""What goes wrong from outside: each a clear line that says what to do, and nothing lost."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rvuedge_desktop.store import connection

if TYPE_CHECKING:
    from tests.cli.conftest import Process, Terminal


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["90835"], "90835 is in no release of the schedule. Did you mean 90853, 90385 or 90837?"),
        (["99213", "90835"], "90835 is in no release"),
        (["ZZZZZ"], "\u201cZZZZZ\u201d is not a code. A code has five characters"),
        (["99214-2S"], "2S is not a modifier"),
        (["99214-25-25"], "Modifier 25 stands twice"),
        (["99214", "-9"], "9 is not a modifier"),
        (["99213x0"], "0 patients can't be logged at once. Write a number from 1 to 999"),
        (["99213", "u0"], "0 units can't be logged at once"),
        (["97110 u1000000"], "1000000 units can't be logged at once"),
        (["97110", "u1000000"], "1000000 units can't be logged at once"),
        (["97110", "x1,000,000"], "after 97110 can't be read"),
        ([""], "There is no code"),
        ([], "There is no code. Type a code such as 99213"),
        (["99213", "--pos", "98"], "There is no place of service \u201c98\u201d"),
        (["99213", "--pos", "21", "--setting", "office"], "is of the setting facility, not office"),
        (["99213", "--setting", "moon"], "Invalid value for '--setting'"),
        (["99213", "--note", "x" * 2001], "A text of 2001 characters is too long"),
        (["99213", "--note", "\x1b[31m"], "A text holds a character that can't be printed"),
        (["99213", "--provider", ""], "A provider needs a name"),
        (["99213", "--nots", "x"], "No such option '--nots'. rvuedge add --help shows how"),
        (["99213", "-z"], "No such option '-z'"),
        (["99213", "--note"], "Option '--note' requires an argument"),
    ],
)
def test_what_can_not_be_logged(terminal: "Terminal", words: list[str], said: str) -> None:
    assert said in terminal.refused("add", "today", *words)
    assert terminal.json("day")["entries"] == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2126-07-15", "2126-07-15 is more than a year ahead. Check the year of the date"),
        ("1926-07-15", "1926-07-15 is before 1990"),
        ("2026-02-30", "There is no day 2026-02-30"),
        ("15/7/2026", "There is no day 15/7/2026. Write a day as YYYY-MM-DD"),
        ("mo", "\u201cmo\u201d is not a day. Write YYYY-MM-DD, today, yesterday, mon, 7/15, or -3"),
        ("99213", "\u201c99213\u201d is not a day"),
        ("-99999", "is before 1990"),
        ("to\nday\x1b", "\u201cto day\\x1b\u201d is not a day"),
    ],
)
def test_what_is_no_day(terminal: "Terminal", day: str, said: str) -> None:
    for words in (
        ("add", day, "99213"),
        ("day", day),
        ("totals", "--date", day),
        ("code", "99213", "--date", day),
    ):
        assert said in terminal.refused(*words)
    assert not terminal.folder.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "No such command 'frobnicate'. rvuedge --help shows how"),
        (["day", "today", "again"], "Got unexpected extra argument (again). rvuedge day --help shows how"),
        (["day", "--data-dir", "x"], "--data-dir stands before the command: rvuedge --data-dir ..."),
        (["undo", "--sample"], "--sample stands before the command: rvuedge --sample ..."),
        (["remove"], "Missing argument 'ID...'"),
        (["remove", "7"], "There is no entry 7. rvuedge day shows the numbers of a day's entries"),
        (["remove", "9" * 40], "There is no entry"),
    ],
)
def test_usage(terminal: "Terminal", words: list[str], said: str) -> None:
    assert said in terminal.refused(*words)


def test_a_data_folder_that_is_none(terminal: "Terminal") -> None:
    for words in (("--data-dir", " "), ("--data-dir=", "day")):
        ended = terminal.bare(*words)
        assert (ended.code, ended.err) == (2, "rvuedge: --data-dir names no folder. Write one after it\n")
    ended = terminal.bare("--data-dir")
    assert (ended.code, ended.err) == (
        2,
        "rvuedge: Option '--data-dir' requires an argument. rvuedge --help shows how\n",
    )


def test_a_folder_below_a_file(terminal: "Terminal", tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    terminal.folder = tmp_path / "file" / "data"
    for words in (("add", "today", "99213"), ("totals",)):
        said = terminal.refused(*words, code=1)
        assert "can't be used: not a directory. Nothing was changed" in said
        assert said.endswith("name another one with --data-dir")


READ_ONLY = """
import contextlib, io, os, sys, tempfile
from rvuedge_desktop.app import main
from rvuedge_desktop.host.resource_files import reference_file
# All that is imported late, while whoever runs this may still read it.
with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
    for words in (("add", "today", "99213"), ("totals",), ("doctor",)):
        main(["--data-dir", folder, *words])
if not os.getuid():
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
if not os.access(reference_file(), os.R_OK):
    sys.exit(77)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
def test_a_read_only_folder(terminal: "Terminal", process: "Process", tmp_path: Path) -> None:
    terminal.good("add", "today", "99213")
    # Every folder above must let a stranger through, or it is not this folder that refuses.
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    (terminal.folder / "log.sqlite").chmod(0o444)
    terminal.folder.chmod(0o555)
    try:
        for folder, words in (
            (terminal.folder, ("add", "today", "99213")),
            (terminal.folder, ("doctor",)),
            (terminal.folder / "new", ("totals",)),
            (terminal.folder / "new", ("doctor",)),
        ):
            ended = process("-c", READ_ONLY, "--data-dir", str(folder), *words)
            if ended.returncode == 77:
                pytest.skip("a stranger can't read the repository")
            said = (ended.stderr + ended.stdout).decode()
            assert ended.returncode == 1, said
            assert "Traceback" not in said
            assert "writ" in said
            assert "--data-dir" in said
    finally:
        terminal.folder.chmod(0o755)
        (terminal.folder / "log.sqlite").chmod(0o644)
    assert terminal.json("totals")["periods"]["day"]["entries"] == 1


def test_a_damaged_log(terminal: "Terminal") -> None:
    terminal.folder.mkdir()
    log = terminal.folder / "log.sqlite"
    log.write_bytes(b"rubbish " * 1000)
    for words in (
        ("add", "today", "99213"),
        ("day",),
        ("totals",),
        ("undo",),
        ("export", "month", "2026-07"),
    ):
        said = terminal.refused(*words, code=1)
        assert said == (
            f"{log} is damaged or is not a database. Nothing was changed. Move it aside and put the newest "
            "file from the backups folder in its place; keep the damaged one"
        )
    assert log.read_bytes() == b"rubbish " * 1000


def test_a_log_damaged_in_the_middle(terminal: "Terminal") -> None:
    for _ in range(3):
        terminal.good("add", "today", "99213; 99214-25; 90853x8")
    log = terminal.folder / "log.sqlite"
    data = bytearray(log.read_bytes())
    size = len(data) // 4096
    data[4096 : size * 4096] = bytes(range(256)) * (16 * (size - 1))
    log.write_bytes(data)
    for words in (("add", "today", "99213"), ("day",), ("totals",), ("export", "month", "2026-07")):
        assert f"{log} is damaged" in terminal.refused(*words, code=1)


def test_a_log_of_a_newer_version(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    log = terminal.folder / "log.sqlite"
    with closing(sqlite3.connect(log)) as raw:
        raw.execute("PRAGMA user_version = 99")
    before = log.read_bytes()
    said = terminal.refused("add", "today", "99213", code=1)
    assert "was written by a newer RVU Edge" in said
    assert "Install the newest version" in said
    assert log.read_bytes() == before


def test_the_file_of_another_program(terminal: "Terminal") -> None:
    terminal.folder.mkdir()
    log = terminal.folder / "log.sqlite"
    with closing(sqlite3.connect(log)) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = log.read_bytes()
    assert f"{log} is not a log of RVU Edge" in terminal.refused("totals", code=1)
    assert log.read_bytes() == before
    assert [path.name for path in terminal.folder.iterdir()] == ["log.sqlite"]


def test_a_locked_log(terminal: "Terminal", monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.good("add", "today", "99213")
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(terminal.folder / "log.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for words in (("add", "today", "99214"), ("remove", "1"), ("undo",)):
            said = terminal.refused(*words, code=1)
            assert "is being written to by another program. Nothing was changed. Wait until" in said
        assert terminal.json("totals")["periods"]["day"]["entries"] == 1
    terminal.good("add", "today", "99214")


@pytest.mark.parametrize(
    ("command", "words"),
    [("clinic", "due, list, log, remove, set"), ("provider", "list, remove, set, use")],
)
def test_a_family_by_itself_names_its_commands(terminal: "Terminal", command: str, words: str) -> None:
    said = terminal.refused(command)
    assert f"rvuedge {command} takes one of {words}. rvuedge {command} --help shows how" in said
