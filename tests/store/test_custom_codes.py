"""Codes of the user's own as rows, and the entries that have them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.custom_codes import CustomCode
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.store.changes import transaction
from rvuedge_desktop.store.custom_codes import (
    Uses,
    all_codes,
    code_row,
    code_values,
    units_of,
    uses_of,
    wrvu_row,
)
from rvuedge_desktop.store.log_file import open_log

CALL, WORK = (
    CustomCode("Z0002", "Call", Decimal("2.0000")),
    CustomCode("Z0001", "Committee", Decimal("0.1234")),
)
NOW = "2026-07-15T12:00:00.000+00:00"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_log(tmp_path)) as opened:
        with transaction(opened) as writer:
            for one in (CALL, WORK):
                writer.insert("custom_codes", {**code_values(one), "created_at": NOW})
        yield opened


def _enter(log: sqlite3.Connection, number: int, day: str, code: str, units: tuple[int, int]) -> None:
    patients, each = units
    with transaction(log) as writer:
        writer.insert(
            "entries",
            {
                "uid": f"{number:032}", "encounter": number, "provider_id": 1, "date": day, "code": code,
                "modifiers": "", "patients": patients, "units_each": each, "setting": "office", "pos": "11",
                "role": "", "note": "", "tag": "", "schedule_wrvu_e4": None, "medicare_cents": None,
                "reason": "a code of your own", "how": "", "release": "", "locality": "national",
                "created_at": NOW, "changed_at": NOW, **wrvu_row(Decimal(2) * patients * each),
            },
        )  # fmt: skip


def test_codes_come_back_exactly_and_in_order(log: sqlite3.Connection) -> None:
    assert all_codes(log) == (WORK, CALL)
    found = code_row(log, "Z0002")
    assert found is not None
    assert found[1] == CALL
    assert code_row(log, "Z0003") is None


def test_a_number_stands_once(log: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError), transaction(log) as writer:
        writer.insert("custom_codes", {**code_values(CALL), "created_at": NOW})
    assert all_codes(log) == (WORK, CALL)


def test_entries_of_a_code(log: sqlite3.Connection) -> None:
    assert uses_of(log, "Z0002") == Uses(0, None)
    _enter(log, 1, "2026-07-01", "Z0002", (2, 3))
    _enter(log, 2, "2026-07-09", "Z0002", (1, 1))
    _enter(log, 3, "2026-07-10", "Z0001", (1, 1))
    assert uses_of(log, "Z0002") == Uses(2, date(2026, 7, 9))
    assert units_of(log, "Z0002", Period(date.min, date.max)) == [(1, 6), (2, 1)]
    assert units_of(log, "Z0002", Period(date(2026, 7, 2), date(2026, 7, 9))) == [(2, 1)]


def test_only_an_own_value_is_a_column() -> None:
    assert wrvu_row(None) == {"custom_wrvu_e4": None}
    assert wrvu_row(Decimal("4.5")) == {"custom_wrvu_e4": 45000}
