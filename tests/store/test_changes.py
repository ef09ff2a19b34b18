"""Undo and redo across programs, and how a change is written down."""

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.store.changes import ChangeSet, Writer, new_uid, transaction

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)


def _dump(log: sqlite3.Connection) -> list[str]:
    return list(log.iterdump())


def test_undo_takes_back_what_another_program_did_last(desk: Desk, open_desk: OpenDesk) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    other = open_desk(origin="window")
    other.logbook.add("99213", TODAY, Circumstances())
    undone = desk.workspace.undo()
    assert undone is not None
    assert (undone.verb, undone.label) == ("undo", "Logged 99213")
    assert [entry.code for entry in other.logbook.day(TODAY).entries] == ["90853"]
    redone = other.workspace.redo()
    assert redone is not None
    assert [entry.code for entry in desk.logbook.day(TODAY).entries] == ["90853", "99213"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET note = 'by somebody else'",
        "DELETE FROM entries",
        "UPDATE entries SET patients = 9, medicare_cents = 27351",
    ],
)
def test_undo_never_loses_what_somebody_else_changed_since(desk: Desk, sql: str) -> None:
    log = desk.workspace.log
    desk.logbook.add("90853x8; 99214-25", TODAY, Circumstances())
    log.execute(sql)
    before = _dump(log)
    with pytest.raises(BadInputError, match=r"Logged 90853 x8, 99214-25.*can't be taken back") as refused:
        desk.workspace.undo()
    assert (refused.value.safe, refused.value.fix) == ("Nothing was changed", "Change the entries by hand")
    assert _dump(log) == before


def test_redo_never_loses_what_somebody_else_changed_since(desk: Desk) -> None:
    log = desk.workspace.log
    (entry,) = desk.logbook.add("90853x8", TODAY, Circumstances())
    desk.logbook.edit([entry.id], Edit(patients=6))
    desk.workspace.undo()
    log.execute("UPDATE entries SET note = 'by somebody else'")
    before = _dump(log)
    with pytest.raises(BadInputError, match=r"Changed 90853.*can't be taken back"):
        desk.workspace.redo()
    assert _dump(log) == before


def test_an_entry_put_back_by_undo_is_refused_where_its_number_was_taken(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, Circumstances())
    desk.logbook.remove([entry.id])
    desk.workspace.log.execute(
        "INSERT INTO entries SELECT 1, 'other', 1, 1, '2026-07-15', '99213', '', 1, 1, 'office', '11',"
        " '', '', '', 0, 0, '', '', '', '', '', '', NULL, NULL, '', '', NULL, '', NULL, NULL"
    )
    with pytest.raises(BadInputError, match="can't be taken back"):
        desk.workspace.undo()


def test_a_new_change_ends_what_could_be_redone(desk: Desk) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    desk.workspace.undo()
    assert desk.workspace.next_labels() == ("", "Logged 90853 x8")
    desk.logbook.add("99213", TODAY, Circumstances())
    assert desk.workspace.next_labels() == ("Logged 99213", "")
    assert desk.workspace.redo() is None


def test_nothing_to_undo_or_redo_is_no_error(desk: Desk) -> None:
    assert (desk.workspace.undo(), desk.workspace.redo()) == (None, None)
    assert desk.workspace.next_labels() == ("", "")


def test_the_record_keeps_every_change_with_its_images(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, Circumstances(note="caf\u00e9"))
    desk.logbook.edit([entry.id], Edit(patients=6))
    desk.workspace.undo()
    log = desk.workspace.log
    assert log.execute("SELECT origin, verb, state, reverts FROM changes ORDER BY id").fetchall() == [
        ("command line", "add", "done", None),
        ("command line", "edit", "undone", None),
        ("command line", "undo", "revert", 2),
    ]
    images = log.execute(
        "SELECT json_extract(before, '$.patients'), json_extract(after, '$.patients'),"
        " json_extract(after, '$.note') FROM change_rows ORDER BY change_id"
    ).fetchall()
    assert images == [(None, 8, "caf\u00e9"), (8, 6, "caf\u00e9"), (6, 8, "caf\u00e9")]


def test_subscribers_are_told_the_days_and_entries_of_a_change(desk: Desk) -> None:
    told: list[ChangeSet | None] = []
    desk.workspace.subscribe(told.append)
    (entry,) = desk.logbook.add("90853x8", TODAY, Circumstances(provider="Kim"))
    desk.logbook.move([entry.id], date(2026, 7, 14))
    desk.logbook.remove([entry.id])
    days = [change.days() for change in told if change]
    assert days == [{"2026-07-15"}, {"2026-07-15", "2026-07-14"}, {"2026-07-14"}]
    assert [change.entry_ids() for change in told if change] == [(entry.id,), (entry.id,), ()]


def test_a_change_by_another_program_is_noticed_once(desk: Desk, open_desk: OpenDesk) -> None:
    told: list[ChangeSet | None] = []
    desk.workspace.subscribe(told.append)
    assert not desk.workspace.notice_others()
    open_desk().logbook.add("99213", TODAY, Circumstances())
    assert desk.workspace.notice_others()
    assert not desk.workspace.notice_others()
    assert told == [None]


def test_a_transaction_that_fails_leaves_nothing(desk: Desk) -> None:
    log = desk.workspace.log
    before = _dump(log)

    def interrupted() -> None:
        with transaction(log) as writer:
            writer.insert("providers", {"name": "Kim", "created_at": ""})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not log.in_transaction
    assert _dump(log) == before


def test_a_row_that_is_not_there_can_not_be_written(desk: Desk) -> None:
    writer = Writer(desk.workspace.log)
    for change in (
        lambda: writer.update("entries", 5, {"note": ""}),
        lambda: writer.delete("entries", 5),
        lambda: writer.differs("entries", 5, {}),
    ):
        with pytest.raises(KeyError, match="no row 5 in entries"):
            change()
    assert writer.rows == []


def test_a_row_that_is_so_already_is_not_a_change(desk: Desk) -> None:
    writer = Writer(desk.workspace.log)
    writer.update("providers", 1, {"name": "default"})
    assert writer.rows == []


def test_unique_ids_are_of_one_form_and_in_order_of_time() -> None:
    ids = [new_uid() for _ in range(500)]
    assert len(set(ids)) == 500
    assert {len(uid) for uid in ids} == {32}
    assert [uid[:12] for uid in ids] == sorted(uid[:12] for uid in ids)
    assert set("".join(ids)) <= set("0123456789abcdef")


def test_undo_reaches_back_over_a_column_that_came_later(desk: Desk) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    desk.workspace.log.execute("ALTER TABLE entries ADD COLUMN later INTEGER")
    assert desk.workspace.undo() is not None
    assert desk.logbook.day(TODAY).entries == ()
    assert desk.workspace.redo() is not None
    assert len(desk.logbook.day(TODAY).entries) == 1
