"""A damaged file, a full disk, a lock, a kill: a clear line, and nothing lost."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.periods import month_of
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.store import connection as connections
from rvuedge_desktop.store.connection import copy_whole, open_for_reading, open_for_writing, reporting
from rvuedge_desktop.store.log_file import integrity_problems, open_log

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = 4096


@pytest.fixture
def long_log(desk: Desk, tmp_path: Path) -> Path:
    """The closed log of some hundred entries: a hundred pages and more."""
    desk.logbook.add_many([("90853x8; 99214-25", TODAY)] * 150, Circumstances(note="n" * 1000))
    desk.close()
    path = tmp_path / "log" / "log.sqlite"
    assert path.stat().st_size > 100 * PAGE
    return path


def _overwrite(path: Path, pages: list[int]) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = b"\xaa" * PAGE
    path.write_bytes(content)


def _leaf_pages(path: Path) -> list[int]:
    """Pages of entries that are no root: found by what is on them, as not every SQLite can tell."""
    content = path.read_bytes()
    count = len(content) // PAGE
    return [page for page in range(20, count) if content[(page - 1) * PAGE :][:PAGE].count(b"n") > PAGE // 2]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_log_says_that_it_is_damaged_and_what_to_do(long_log: Path, share: float) -> None:
    content = long_log.read_bytes()[: int(long_log.stat().st_size * share)]
    long_log.write_bytes(content)
    for look in (open_log, integrity_problems):
        with pytest.raises(OperationFailedError, match="is damaged") as failed:
            look(long_log.parent)
        assert "backups folder" in failed.value.fix
        assert failed.value.safe == "Nothing was changed"
    assert long_log.read_bytes() == content


def test_a_log_overwritten_from_the_start_says_that_it_is_damaged(long_log: Path) -> None:
    content = b"\xaa" * PAGE + long_log.read_bytes()[PAGE:]
    long_log.write_bytes(content)
    for look in (open_log, integrity_problems):
        with pytest.raises(OperationFailedError, match="is damaged or is not a database"):
            look(long_log.parent)
    assert long_log.read_bytes() == content


def test_a_log_overwritten_in_the_middle_says_so_when_it_is_looked_at(
    long_log: Path, open_desk: OpenDesk
) -> None:
    pages = _leaf_pages(long_log)
    assert pages
    _overwrite(long_log, pages)
    assert integrity_problems(long_log.parent)
    desk = open_desk()
    looks: tuple[Callable[[], object], ...] = (
        lambda: desk.logbook.day(TODAY),
        lambda: desk.logbook.entries(range(1, 301)),
        lambda: desk.reports.month_table(month_of(TODAY), "entries"),
        lambda: desk.reports.year_table(2026, "codes"),
        desk.workspace.undo,
    )
    for look in looks:
        with pytest.raises(OperationFailedError, match="is damaged") as failed:
            look()
        assert "backups folder" in failed.value.fix


def test_on_a_full_disk_nothing_is_half_written_and_it_goes_on_when_there_is_room(desk: Desk) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    log = desk.workspace.log
    pages = log.execute("PRAGMA page_count").fetchone()[0]
    log.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OperationFailedError, match="the disk is full") as failed:
        desk.logbook.add_many([("99213; 90833", TODAY)] * 100, Circumstances(note="n" * 1000))
    assert failed.value.fix == "Make room on the disk, then try again"
    assert not log.in_transaction
    assert [entry.code for entry in desk.logbook.day(TODAY).entries] == ["90853"]
    assert desk.workspace.next_labels() == ("Logged 90853 x8", "")
    log.execute("PRAGMA max_page_count = 1073741823")
    desk.logbook.add("99213", TODAY, Circumstances())
    assert [entry.code for entry in desk.logbook.day(TODAY).entries] == ["90853", "99213"]


def test_a_log_that_another_program_writes_to_can_be_read_and_not_written(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    desk = open_desk()
    desk.logbook.add("90853x8", TODAY, Circumstances())
    with closing(sqlite3.connect(tmp_path / "log" / "log.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writes: tuple[Callable[[], object], ...] = (
            lambda: desk.logbook.add("99213", TODAY, Circumstances()),
            desk.workspace.undo,
            lambda: desk.preferences.put("theme", "dark"),
        )
        for write in writes:
            with pytest.raises(
                OperationFailedError, match="is being written to by another program"
            ) as failed:
                write()
            assert "try again" in failed.value.fix
        assert [entry.code for entry in desk.logbook.day(TODAY).entries] == ["90853"]
        other.execute("ROLLBACK")
    desk.logbook.add("99213", TODAY, Circumstances())
    assert len(desk.logbook.day(TODAY).entries) == 2


ADDING = """
import sys
from datetime import date
from pathlib import Path
from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk

desk = Desk(Path(sys.argv[1]), reference_file(), reference_sources(), "window", lambda: date(2026, 7, 15))
while True:
    logged = desk.logbook.add("90853x8; 99214-25; 90833", date(2026, 7, 15), Circumstances())
    print(" ".join(entry.uid for entry in logged), flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 40])
def test_a_kill_loses_no_entry_that_was_acknowledged_and_leaves_no_half_encounter(
    open_desk: OpenDesk, tmp_path: Path, acknowledged: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ADDING, str(tmp_path / "log")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    ) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(acknowledged)]
        child.send_signal(signal.SIGKILL)
        told += child.stdout.readlines()
    uids = {uid for line in told if line.endswith("\n") for uid in line.split()}
    assert len(uids) >= 3 * acknowledged
    desk = open_desk()
    entries = desk.logbook.day(TODAY).entries
    assert uids <= {entry.uid for entry in entries}
    assert len(entries) - len(uids) in {0, 3}
    sizes = [0] * (max(entry.encounter for entry in entries) + 1)
    for entry in entries:
        sizes[entry.encounter] += 1
    assert set(sizes) == {0, 3}
    assert integrity_problems(tmp_path / "log") == []
    assert desk.reports.totals(TODAY)["day"].tally.entries == len(entries)
    desk.workspace.undo()
    assert len(desk.logbook.day(TODAY).entries) == len(entries) - 3


def test_a_check_of_a_log_changes_nothing_and_names_rows_that_point_nowhere(
    desk: Desk, tmp_path: Path
) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    assert integrity_problems(tmp_path / "log") == []
    desk.close()
    path = tmp_path / "log" / "log.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE entries SET provider_id = 7")
        other.commit()
    content = path.read_bytes()
    assert integrity_problems(tmp_path / "log") == ["row of entries points nowhere"]
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == ["log.sqlite"]
    assert integrity_problems(tmp_path / "nowhere") == []


def test_a_folder_where_a_log_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "log.sqlite").mkdir()
    with pytest.raises(OperationFailedError, match="can't be opened"):
        open_for_writing(tmp_path / "log.sqlite")
    with pytest.raises(OperationFailedError, match="can't be opened"):
        open_for_reading(tmp_path / "absent.sqlite")
    with pytest.raises(OperationFailedError, match="can't be opened"):
        open_for_reading(tmp_path / "absent.sqlite", immutable=True)
    assert not (tmp_path / "absent.sqlite").exists()


def test_a_copy_that_can_not_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match="can't be opened"):
        copy_whole(desk.workspace.log, tmp_path / "nowhere" / "copy.sqlite")


def test_a_disk_error_is_put_into_words_and_a_fault_of_ours_is_not(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match="the disk reports an error"), reporting(tmp_path):
        raise sqlite3.OperationalError("disk I/O error")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), reporting(tmp_path):
        raise sqlite3.OperationalError("no such table: songs")
    with pytest.raises(sqlite3.IntegrityError), reporting(tmp_path):
        raise sqlite3.IntegrityError("CHECK constraint failed: locked")
    with pytest.raises(OperationFailedError, match="can't be used: input/output error"), reporting(tmp_path):
        raise OSError(5, "Input/output error")
