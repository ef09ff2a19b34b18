"""What the log's tables refuse, whoever writes to them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rvuedge_desktop.store.log_file import open_log

Values = dict[str, str | int | float | bytes | None]
SOUND: Values = {
    "uid": "0" * 32,
    "encounter": 1,
    "provider_id": 1,
    "date": "2026-07-15",
    "code": "90853",
    "modifiers": "",
    "patients": 8,
    "units_each": 1,
    "setting": "office",
    "pos": "11",
    "role": "",
    "note": "",
    "tag": "",
    "schedule_wrvu_e4": 53600,
    "medicare_cents": 24312,
    "reason": "",
    "how": "",
    "release": "RVU26C",
    "locality": "national",
    "created_at": "2026-07-15T12:00:00.000+00:00",
    "changed_at": "2026-07-15T12:00:00.000+00:00",
}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_log(tmp_path)) as opened:
        yield opened


def _insert(log: sqlite3.Connection, values: Values) -> None:
    marks = ", ".join("?" * len(values))
    log.execute(f"INSERT INTO entries ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


def test_a_sound_entry_is_taken(log: sqlite3.Connection) -> None:
    _insert(log, SOUND)
    _insert(log, SOUND | {"uid": "1" * 32, "medicare_cents": None, "schedule_wrvu_e4": None, "reason": "why"})
    assert log.execute("SELECT entries, units, unpriced FROM day_totals").fetchall() == [(2, 16, 1)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("patients", 0),
        ("patients", 1000),
        ("patients", 1.5),
        ("units_each", 0),
        ("units_each", 1000),
        ("date", "15.7.2026"),
        ("date", "2026-7-15"),
        ("date", None),
        ("code", "9085"),
        ("code", "908533"),
        ("setting", "home"),
        ("provider_id", 99),
        ("medicare_cents", None),
        ("medicare_cents", 243.12),
        ("schedule_wrvu_e4", "5.36"),
        ("schedule_wrvu_e4", 5.36),
        ("reason", "not priced"),
        ("note", b"bytes"),
        ("uid", None),
        ("encounter", None),
    ],
)
def test_an_entry_that_can_not_be_is_refused(
    log: sqlite3.Connection, column: str, value: str | float | bytes | None
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        _insert(log, SOUND | {column: value})
    assert log.execute("SELECT count(*) FROM day_totals").fetchone() == (0,)


def test_a_unique_id_is_taken_once(log: sqlite3.Connection) -> None:
    _insert(log, SOUND)
    with pytest.raises(sqlite3.IntegrityError, match="uid"):
        _insert(log, SOUND)


def test_a_provider_with_entries_stays_and_has_a_name_of_its_own(log: sqlite3.Connection) -> None:
    _insert(log, SOUND)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        log.execute("DELETE FROM providers")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        log.execute("INSERT INTO providers (name, created_at) VALUES ('DEFAULT', '')")


@pytest.mark.parametrize(("state", "reverts"), [("revert", None), ("done", 1), ("forgotten", None)])
def test_a_change_is_done_undone_dropped_or_reverts_another(
    log: sqlite3.Connection, state: str, reverts: int | None
) -> None:
    sql = "INSERT INTO changes (at, origin, verb, label, state, reverts) VALUES ('', '', '', '', ?, ?)"
    log.execute(sql, ("done", None))
    with pytest.raises(sqlite3.IntegrityError):
        log.execute(sql, (state, reverts))


def test_the_number_of_an_entry_is_never_used_again(log: sqlite3.Connection) -> None:
    _insert(log, SOUND)
    log.execute("DELETE FROM entries")
    _insert(log, SOUND)
    assert log.execute("SELECT id FROM entries").fetchone() == (2,)
