"""How often the user logged each code: always what a fresh count of the log says."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
HERE = Circumstances()

lines = st.sampled_from(("90853x8", "99214-25; 90833", "90853; 90853", "99213", "G0552"))
codes = st.sampled_from(("99213", "90853", "90837"))
picks = st.lists(st.integers(0, 50), min_size=1, max_size=4)


def test_entries_are_counted_and_not_patients(desk: Desk) -> None:
    assert desk.own_use.counts() == {}
    desk.logbook.add("90853x8; 99214-25", TODAY, HERE)
    desk.logbook.add("90853", date(2019, 5, 1), HERE._replace(provider="Kim"))
    assert desk.own_use.counts() == {"90853": 2, "99214": 1}


def test_the_most_logged_come_first_then_the_lower_code(desk: Desk) -> None:
    for line in ("99214; 90853; 99213", "90837", "90853"):
        desk.logbook.add(line, TODAY, HERE)
    assert desk.own_use.most(10) == ["90853", "90837", "99213", "99214"]
    assert desk.own_use.most(2) == ["90853", "90837"]
    assert desk.own_use.most(0) == []


def test_a_code_that_is_logged_no_more_is_not_among_the_most(desk: Desk) -> None:
    assert desk.own_use.most(5) == []
    (entry,) = desk.logbook.add("90853", TODAY, HERE)
    assert desk.own_use.most(5) == ["90853"]
    desk.logbook.edit([entry.id], Edit(code="90837"))
    assert desk.own_use.most(5) == ["90837"]
    desk.logbook.remove([entry.id])
    assert desk.own_use.most(5) == []


def test_what_another_program_logged_is_counted(open_desk: OpenDesk) -> None:
    ours, theirs = open_desk(), open_desk()
    assert ours.own_use.counts() == {}
    theirs.logbook.add("90853", TODAY, HERE)
    ours.notice_others()
    assert ours.own_use.counts() == {"90853": 1}


def test_what_was_logged_before_is_counted(open_desk: OpenDesk, tmp_path: Path) -> None:
    open_desk(tmp_path / "one").logbook.add("90853", TODAY, HERE)
    assert open_desk(tmp_path / "one").own_use.most(3) == ["90853"]
    assert open_desk(tmp_path / "other").own_use.most(3) == []


class AnyUse(RuleBasedStateMachine):
    """Changes a real log in any order; the counts are asked for between."""

    @initialize(asked=st.booleans())
    def open(self, asked: bool) -> None:
        self.folder = TemporaryDirectory()
        self.desk = Desk(
            Path(self.folder.name), reference_file(), reference_sources(), "window", lambda: TODAY
        )
        if asked:
            self.desk.own_use.counts()

    def _ids(self) -> list[int]:
        return [row[0] for row in self.desk.workspace.log.execute("SELECT id FROM entries ORDER BY id")]

    def _some(self, at: list[int]) -> list[int]:
        ids = self._ids()
        return [ids[pick % len(ids)] for pick in at]

    def _has_entries(self) -> bool:
        return bool(self._ids())

    @rule(line=lines)
    def add(self, line: str) -> None:
        self.desk.logbook.add(line, TODAY, HERE)

    @precondition(_has_entries)
    @rule(at=picks, code=codes)
    def edit(self, at: list[int], code: str) -> None:
        self.desk.logbook.edit(self._some(at), Edit(code=code, modifiers=()))

    @precondition(_has_entries)
    @rule(at=picks, note=st.sampled_from(("", "a note")))
    def annotate(self, at: list[int], note: str) -> None:
        self.desk.logbook.edit(self._some(at), Edit(note=note))

    @precondition(_has_entries)
    @rule(at=picks)
    def copy(self, at: list[int]) -> None:
        self.desk.logbook.copy(self._some(at), date(2026, 7, 14))

    @precondition(_has_entries)
    @rule(at=picks)
    def remove(self, at: list[int]) -> None:
        self.desk.logbook.remove(self._some(at))

    @rule()
    def undo(self) -> None:
        self.desk.workspace.undo()

    @rule()
    def redo(self) -> None:
        self.desk.workspace.redo()

    @rule()
    def hear_of_others(self) -> None:
        self.desk.workspace.tell_of_others()

    @invariant()
    def counts_are_a_fresh_count(self) -> None:
        fresh = Counter(row[0] for row in self.desk.workspace.log.execute("SELECT code FROM entries"))
        assert Counter(self.desk.own_use.counts()) == fresh
        assert self.desk.own_use.most(99) == sorted(fresh, key=lambda code: (-fresh[code], code))

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()


TestAnyUse = AnyUse.TestCase
TestAnyUse.settings = settings(max_examples=40, stateful_step_count=20)
