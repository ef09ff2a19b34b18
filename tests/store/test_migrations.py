"""The log's file from nothing to the newest schema, and what is done before it is changed."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlite_utils import Migrations
from sqlite_utils.db import Database

from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.store import connection as connections
from rvuedge_desktop.store import log_file, migrations
from rvuedge_desktop.store.log_file import NEWEST, back_up, integrity_problems, open_log

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
SHIPPED = Path(__file__).parent / "files"


def _all(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def _add_step(patch: pytest.MonkeyPatch, step: Callable[[Database], None]) -> None:
    """Make this program one schema newer by a step of this test."""
    steps = Migrations("rvuedge-log")
    steps()(migrations.first_log)
    steps()(migrations.minutes_sites_and_standing)
    steps()(migrations.contracts_and_credit)
    steps()(migrations.groups_templates_and_custom_codes)
    steps()(step)
    patch.setattr(migrations, "steps", steps)
    patch.setattr(log_file, "NEWEST", NEWEST + 1)


def _of_all_time(desk: Desk) -> Tally:
    return sum(desk.reports.days(Period(date(1990, 1, 1), TODAY)).values(), Tally())


def _favourites(db: Database) -> None:
    db.execute("CREATE TABLE favourites (code TEXT PRIMARY KEY) STRICT")
    db.execute("PRAGMA user_version = 5")


def _half_a_step(db: Database) -> None:
    _favourites(db)
    raise RuntimeError("the power failed here")


def test_a_new_log_has_the_newest_schema_and_is_marked_as_ours(tmp_path: Path) -> None:
    open_log(tmp_path / "deep" / "folder").close()
    path = tmp_path / "deep" / "folder" / "log.sqlite"
    assert _all(path, "PRAGMA user_version") == [(NEWEST,)]
    assert _all(path, "PRAGMA application_id") == [(0x52565545,)]
    assert _all(path, "SELECT name FROM providers") == [("default",)]
    assert not (tmp_path / "deep" / "folder" / "backups").exists()


def test_there_is_a_step_for_every_schema() -> None:
    with closing(sqlite3.connect(":memory:")) as nothing:
        assert len(migrations.steps.pending(Database(nothing))) == NEWEST


def test_every_table_is_strict(tmp_path: Path) -> None:
    open_log(tmp_path).close()
    tables = _all(tmp_path / "log.sqlite", "SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    ours = {name: strict for name, strict in tables if not str(name).startswith(("sqlite_", "_sqlite_"))}
    assert ours == dict.fromkeys(
        (
            "providers",
            "entries",
            "day_totals",
            "changes",
            "change_rows",
            "preferences",
            "sites",
            "contracts",
            "shortcuts",
            "clinics",
            "custom_codes",
            "acknowledgements",
        ),
        1,
    )


def test_a_commit_is_on_disk_when_it_returns_and_keys_are_checked(tmp_path: Path) -> None:
    for _ in range(2):
        with closing(open_log(tmp_path)) as log:
            assert log.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert log.execute("PRAGMA synchronous").fetchone() == (2,)
            assert log.execute("PRAGMA foreign_keys").fetchone() == (1,)
            assert log.execute("PRAGMA trusted_schema").fetchone() == (0,)


def test_programs_that_create_the_same_log_at_once_find_one(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    together = threading.Barrier(4)

    def create(folder: Path) -> None:
        try:
            together.wait()
            open_log(folder).close()
        except BaseException as error:  # noqa: BLE001 - told below, in the thread of the test
            failures.append(error)

    for number in range(8):
        folder = tmp_path / str(number)
        threads = [threading.Thread(target=create, args=(folder,)) for _ in range(together.parties)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert _all(folder / "log.sqlite", "SELECT count(*) FROM providers") == [(1,)]
        assert _all(folder / "log.sqlite", "SELECT count(*) FROM _sqlite_migrations") == [(NEWEST,)]


def test_an_older_log_is_backed_up_then_brought_up_to_date(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    desk.close()
    _add_step(monkeypatch, _favourites)
    folder = tmp_path / "log"
    open_log(folder).close()
    assert _all(folder / "log.sqlite", "PRAGMA user_version") == [(NEWEST + 1,)]
    assert _all(folder / "log.sqlite", "SELECT code FROM entries") == [("90853",)]
    assert _all(folder / "log.sqlite", "SELECT count(*) FROM favourites") == [(0,)]
    (backup,) = (folder / "backups").iterdir()
    assert backup.name.endswith(f"before-schema-{NEWEST + 1}.sqlite")
    assert _all(backup, "PRAGMA user_version") == [(NEWEST,)]
    assert _all(backup, "SELECT code, patients FROM entries") == [("90853", 8)]


def test_a_step_that_fails_leaves_the_log_as_it_was(
    desk: Desk, open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    desk.close()
    with monkeypatch.context() as patch:
        _add_step(patch, _half_a_step)
        with pytest.raises(RuntimeError, match="the power failed here"):
            open_log(tmp_path / "log")
    path = tmp_path / "log" / "log.sqlite"
    assert _all(path, "PRAGMA user_version") == [(NEWEST,)]
    assert _all(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'favourites'") == [(0,)]
    assert open_desk().reports.totals(TODAY)["day"].tally.units == 8


def test_no_backup_no_migration(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.close()
    _add_step(monkeypatch, _favourites)
    (tmp_path / "log" / "backups").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OperationFailedError, match="backups can't be used"):
        open_log(tmp_path / "log")
    assert _all(tmp_path / "log" / "log.sqlite", "PRAGMA user_version") == [(NEWEST,)]


def test_a_backup_has_what_the_file_alone_does_not_have_yet(desk: Desk, tmp_path: Path) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    folder = tmp_path / "log"
    shutil.copy(folder / "log.sqlite", tmp_path / "copied")
    assert (folder / "log.sqlite-wal").stat().st_size > 0
    assert not _all(tmp_path / "copied", "SELECT * FROM sqlite_schema WHERE name = 'entries'")
    backup = back_up(desk.workspace.log, folder, "by-hand")
    assert _all(backup, "SELECT code, patients FROM entries") == [("90853", 8)]
    assert _all(backup, "PRAGMA integrity_check") == [("ok",)]
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_backups_of_one_moment_do_not_meet(desk: Desk, tmp_path: Path) -> None:
    made = {back_up(desk.workspace.log, tmp_path / "log", "by-hand") for _ in range(5)}
    assert len(made) == 5


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (f"PRAGMA user_version = {NEWEST + 8}", f"written by a newer RVU Edge.*schema is {NEWEST + 8}"),
        ("PRAGMA application_id = 7", "is not a log of RVU Edge"),
        ("PRAGMA application_id = 0", "is not a log of RVU Edge"),
    ],
)
def test_a_file_that_is_not_for_this_program_is_refused_and_left_as_it_is(
    desk: Desk, tmp_path: Path, sql: str, words: str
) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    desk.close()
    folder = tmp_path / "log"
    with closing(sqlite3.connect(folder / "log.sqlite")) as connection:
        connection.execute(sql)
    content = (folder / "log.sqlite").read_bytes()
    for open_it in (open_log, integrity_problems):
        with pytest.raises(OperationFailedError, match=words) as refused:
            open_it(folder)
        assert "left as it" in refused.value.safe
        assert refused.value.fix
    assert (folder / "log.sqlite").read_bytes() == content
    assert [path.name for path in folder.iterdir()] == ["log.sqlite"]


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "log.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("CREATE TABLE songs (title TEXT)")
    content = path.read_bytes()
    with pytest.raises(OperationFailedError, match="is not a log of RVU Edge"):
        open_log(tmp_path)
    assert path.read_bytes() == content
    assert _all(path, "PRAGMA journal_mode") == [(journal,)]


def test_an_empty_file_becomes_a_log(tmp_path: Path) -> None:
    (tmp_path / "log.sqlite").touch()
    assert integrity_problems(tmp_path) == []
    open_log(tmp_path).close()
    assert _all(tmp_path / "log.sqlite", "PRAGMA user_version") == [(NEWEST,)]


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_log_that_another_program_is_creating_is_waited_for_and_then_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "log.sqlite", isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationFailedError, match="is being written to by another program"):
            open_log(tmp_path)
        other.execute("ROLLBACK")
    open_log(tmp_path).close()


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("log-schema-*.sqlite")), ids=lambda path: path.stem)
class TestEverySchemaThatShipped:
    """A copy of a real log that each version of the schema wrote; `make_log_file.py` made them."""

    @pytest.fixture
    def old(self, path: Path, open_desk: OpenDesk, tmp_path: Path) -> Desk:
        folder = tmp_path / "old"
        folder.mkdir()
        shutil.copy(path, folder / "log.sqlite")
        return open_desk(folder)

    def test_it_opens_sound_and_sums_up_as_it_did(self, old: Desk, path: Path) -> None:
        assert integrity_problems(old.workspace.folder) == []
        sums = old.workspace.log.execute(
            "SELECT count(*), sum(patients * units_each), sum(schedule_wrvu_e4), sum(medicare_cents),"
            " sum(medicare_cents IS NULL) FROM entries"
        ).fetchone()
        tally = _of_all_time(old)
        scaled = (int(tally.schedule_wrvu * 10_000), int(tally.medicare_amount * 100))
        assert (tally.entries, tally.units, *scaled, tally.unpriced + tally.customs) == sums
        assert (tally.entries, tally.units, str(tally.schedule_wrvu), str(tally.medicare_amount)) == {
            "log-schema-1": (13, 32, "30.1400", "1470.46"),
            "log-schema-2": (15, 34, "49.2500", "1625.85"),
            "log-schema-3": (15, 34, "49.2500", "1625.85"),
            "log-schema-4": (21, 41, "53.3000", "1813.22"),
        }[path.stem]

    def test_its_entries_are_of_every_kind(self, old: Desk) -> None:
        entries = old.logbook.day(TODAY).entries
        assert {entry.setting for entry in entries} == {"office", "facility"}
        assert {"default", "Dr. M\u00fcller"} <= {entry.provider for entry in entries}
        assert any(entry.reason and entry.schedule_wrvu is None for entry in entries)
        assert any(entry.note == "=said \u201cyes\u201d,\ntwice" for entry in entries)
        assert old.preferences.setting == "facility"

    def test_it_can_be_added_to_and_undone_back_to_nothing(self, old: Desk) -> None:
        before = _of_all_time(old)
        assert old.workspace.next_labels() == ("Logged 99213", "Changed 99214-25")
        assert old.workspace.redo() is not None
        old.workspace.undo()
        old.logbook.add("90853x8", TODAY, Circumstances())
        assert _of_all_time(old).units == before.units + 8
        old.workspace.undo()
        assert _of_all_time(old) == before
        while old.workspace.undo():
            pass
        assert _of_all_time(old).entries == 0


def test_a_log_of_every_schema_is_kept() -> None:
    kept = [path.stem for path in sorted(SHIPPED.glob("*.sqlite"))]
    assert kept == [f"log-schema-{number}" for number in range(1, NEWEST + 1)]


def test_a_step_that_shipped_is_never_edited() -> None:
    """A step's SQL as it was on the day it shipped; a change belongs into a new step."""
    assert [
        sha256(" ".join(" ".join(statement.split()) for statement in step).encode()).hexdigest()[:32]
        for step in (migrations._FIRST, migrations._SECOND, migrations._THIRD, migrations._FOURTH)
    ] == [
        "18863f7064fa038b0c28fecb7ee2c9cf",
        "2761dd3ab5e2f2b4f143df04d2b5f126",
        "3383bf4ace1247aa1711488680ab2818",
        "6d20b236d1e27c436aa2765db9127a20",
    ]
