"""Any sequence of changes: the totals stay true, and undo and redo lead through every state in between."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

TODAY = date(2026, 7, 15)
Rows = tuple[tuple[Any, ...], ...]
T = TypeVar("T")

lines = st.sampled_from(
    (
        "90853x8",
        "99214-25; 90833",
        "45385; 45380-59",
        "G0552",
        "97110 u3 x4",
        "73502-50",
        "99072; 77067-26",
        "D0120",
        "Z0001 x2",
        "99213; Z0002 u3",
    )
)
days = st.integers(-3, 3).map(lambda ago: TODAY - timedelta(days=ago)) | st.just(date(2019, 5, 1))


def built(kind: Callable[..., T], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Of these parts, the rest as it is by itself: `builds` would make up whatever a NamedTuple has."""
    return st.fixed_dictionaries(parts).map(lambda named: kind(**named))


surroundings = built(
    Circumstances,
    setting=st.sampled_from((None, "office", "facility")),
    note=st.sampled_from(("", "a note")),
    provider=st.sampled_from(("default", "Kim", "Lee")),
)
edits = st.one_of(
    built(Edit, patients=st.integers(1, 999)),
    built(Edit, code=st.sampled_from(("99213", "90853", "G0552", "Z0001")), modifiers=st.just(())),
    built(Edit, note=st.sampled_from(("", "another")), day=st.none() | days),
    built(Edit, provider=st.sampled_from(("default", "Kim", "Park"))),
    built(Edit, setting=st.sampled_from(("office", "facility"))),
)


class AnyHistory(RuleBasedStateMachine):
    """Drives a real log; keeps every state it went through beside it."""

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.desk = Desk(
            Path(self.folder.name), reference_file(), reference_sources(), "window", lambda: TODAY
        )
        for number in ("Z0001", "Z0002"):  # there from the start, so that no undo takes them away
            self.desk.workspace.log.execute(
                "INSERT INTO custom_codes (code, title, wrvu_e4, created_at) VALUES (?, 'Call', 12500, '')",
                (number,),
            )
        self.states = [self._entries()]
        self.at = 0
        self.changes = 0
        self.desk.workspace.subscribe(lambda _change: self._count())

    def _count(self) -> None:
        self.changes += 1

    def _rows(self, sql: str) -> Rows:
        return tuple(self.desk.workspace.log.execute(sql))

    def _entries(self) -> tuple[Rows, ...]:
        return tuple(
            self._rows(f"SELECT * FROM {table} ORDER BY id")
            for table in ("entries", "providers", "custom_codes")
        )

    def _some(self, picks: list[int]) -> list[int]:
        ids = [row[0] for row in self._rows("SELECT id FROM entries ORDER BY id")]
        return [ids[pick % len(ids)] for pick in picks]

    def _changed(self, before: int) -> None:
        """A change makes a state after this one, and forgets those that could have been redone."""
        if self.changes > before:
            self.states[self.at + 1 :] = [self._entries()]
            self.at += 1
        assert self._entries() == self.states[self.at]

    def _has_entries(self) -> bool:
        return bool(self.states[self.at][0])

    @rule(line=lines, day=days, around=surroundings)
    def add(self, line: str, day: date, around: Circumstances) -> None:
        before = self.changes
        self.desk.logbook.add(line, day, around)
        assert self.changes == before + 1
        self._changed(before)

    @precondition(_has_entries)
    @rule(picks=st.lists(st.integers(0, 50), min_size=1, max_size=4), edit=edits)
    def edit(self, picks: list[int], edit: Edit) -> None:
        before = self.changes
        self.desk.logbook.edit(self._some(picks), edit)
        self._changed(before)

    @precondition(_has_entries)
    @rule(picks=st.lists(st.integers(0, 50), min_size=1, max_size=4), day=days)
    def move(self, picks: list[int], day: date) -> None:
        before = self.changes
        self.desk.logbook.move(self._some(picks), day)
        self._changed(before)

    @precondition(_has_entries)
    @rule(picks=st.lists(st.integers(0, 50), min_size=1, max_size=4), day=days)
    def copy(self, picks: list[int], day: date) -> None:
        before = self.changes
        self.desk.logbook.copy(self._some(picks), day)
        self._changed(before)

    @precondition(_has_entries)
    @rule(picks=st.lists(st.integers(0, 50), min_size=1, max_size=4))
    def remove(self, picks: list[int]) -> None:
        before = self.changes
        self.desk.logbook.remove(self._some(picks))
        self._changed(before)

    @rule(
        code=st.sampled_from(("Z0001", "Z0002", "Z0003")),
        wrvu=st.integers(0, 40_000).map(lambda scaled: Decimal(scaled).scaleb(-4)),
        since=st.none() | days,
    )
    def value(self, code: str, wrvu: Decimal, since: date | None) -> None:
        before = self.changes
        period = None if since is None else Period(since, date.max)
        self.desk.custom_codes.put(code, "Call", wrvu, period)
        self._changed(before)

    @rule()
    def undo(self) -> None:
        done = self.desk.workspace.undo()
        assert (done is not None) == (self.at > 0)
        self.at = max(self.at - 1, 0)
        assert self._entries() == self.states[self.at]

    @rule()
    def redo(self) -> None:
        done = self.desk.workspace.redo()
        assert (done is not None) == (self.at + 1 < len(self.states))
        self.at = min(self.at + 1, len(self.states) - 1)
        assert self._entries() == self.states[self.at]

    @invariant()
    def totals_are_a_fresh_sum(self) -> None:
        kept = self._rows(
            "SELECT * FROM day_totals WHERE entries OR units OR schedule_wrvu_e4 OR medicare_cents"
            " OR unpriced OR without_wrvu OR credited_wrvu_e4 OR uncredited OR customs OR custom_wrvu_e4"
            " ORDER BY date, provider_id"
        )
        fresh = self._rows(
            "SELECT date, provider_id, count(*), sum(patients * units_each),"
            " ifnull(sum(schedule_wrvu_e4), 0), ifnull(sum(medicare_cents), 0),"
            " sum(medicare_cents IS NULL AND custom_wrvu_e4 IS NULL),"
            " sum(schedule_wrvu_e4 IS NULL AND custom_wrvu_e4 IS NULL),"
            " ifnull(sum(credited_wrvu_e4), 0),"
            " sum(credited_wrvu_e4 IS NULL AND custom_wrvu_e4 IS NULL),"
            " sum(custom_wrvu_e4 IS NOT NULL), ifnull(sum(custom_wrvu_e4), 0)"
            " FROM entries GROUP BY date, provider_id ORDER BY date, provider_id"
        )
        assert kept == fresh

    @invariant()
    def only_own_codes_have_their_own_wrvu(self) -> None:
        assert not self._rows(
            "SELECT * FROM entries WHERE (code LIKE 'Z%') <> (custom_wrvu_e4 IS NOT NULL)"
            " OR custom_wrvu_e4 IS NOT NULL"
            " AND (schedule_wrvu_e4 IS NOT NULL OR medicare_cents IS NOT NULL OR release <> '')"
        )

    @invariant()
    def an_encounter_is_of_one_day(self) -> None:
        assert not self._rows(
            "SELECT encounter FROM entries GROUP BY encounter HAVING min(date) <> max(date)"
        )

    def teardown(self) -> None:
        try:
            now, at = self.states[self.at], self.at
            while self.desk.workspace.undo():
                pass
            assert self._entries() == self.states[0]
            assert not self.states[0][0]
            for _ in range(at):
                assert self.desk.workspace.redo()
            assert self._entries() == now
            assert self._rows("PRAGMA integrity_check") == (("ok",),)
            assert not self._rows("PRAGMA foreign_key_check")
        finally:
            self.desk.close()
            self.folder.cleanup()


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=60, stateful_step_count=25)
