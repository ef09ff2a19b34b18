"""What entries were, by the record of changes; and removed ones put back."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rvuedge_desktop.domain.contracts import Contract, Tier
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period, month_of
from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.history import Version
from rvuedge_desktop.services.workspace import ChangeSet

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
JULY = month_of(TODAY)
SHIPPED = Path(__file__).parents[1] / "store" / "files"


def differences(version: Version, *, follows: bool = False) -> dict[str, tuple[Any, Any]]:
    return {one.field: (one.old, one.new) for one in version.differences if one.follows == follows}


def labels(desk: Desk, period: Period = JULY, provider: str = "") -> list[str]:
    history = desk.history
    return [span.change.label for span in history.changes(history.between(period, provider))]


def removed_ids(desk: Desk, period: Period | None = None) -> list[int]:
    return [entry_id for entry_id, _ in desk.history.removed(period)]


class TestOfAnEntry:
    def test_each_version_says_what_was_typed_and_what_followed(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99213", TODAY, Circumstances())
        desk.logbook.edit([visit.id], Edit(patients=3, note="three of them"))
        desk.logbook.edit([visit.id], Edit(provider="Kim"))
        (now,) = desk.logbook.move([visit.id], date(2025, 7, 1))
        logged, counted, given, moved = desk.history.of_entry(visit.id)
        assert [one.kind for one in (logged, counted, given, moved)] == [
            "logged",
            "changed",
            "changed",
            "changed",
        ]
        assert logged.entry == visit
        assert logged.differences == ()
        assert differences(counted) == {"patients": (1, 3), "note": ("", "three of them")}
        assert set(differences(counted, follows=True)) == {"schedule_wrvu", "medicare_amount"}
        assert differences(given) == {"provider": ("default", "Kim")}
        assert differences(moved) == {"day": (TODAY, date(2025, 7, 1))}
        assert "release" in differences(moved, follows=True)
        assert moved.entry == now
        assert (moved.change.verb, moved.change.label, moved.change.state) == ("move", "Moved 99213", "done")
        assert moved.change.origin == "window"

    def test_a_removal_prices_the_rest_and_that_is_told_apart(self, desk: Desk) -> None:
        scope, biopsy = desk.logbook.add("45385; 45380-59", TODAY, Circumstances(setting="facility"))
        desk.logbook.remove([scope.id])
        *_, after = desk.history.of_entry(biopsy.id)
        assert after.kind == "priced"
        assert after.change.label == "Removed 45385"
        assert differences(after) == {}
        assert "medicare_amount" in differences(after, follows=True)
        *_, gone = desk.history.of_entry(scope.id)
        assert (gone.kind, gone.entry, gone.differences) == ("removed", scope, ())

    def test_undo_and_redo_are_versions_too(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99213", TODAY, Circumstances())
        desk.logbook.edit([visit.id], Edit(code="99214", modifiers=("25",)))
        for turn in (desk.workspace.undo, desk.workspace.redo, desk.workspace.undo):
            assert turn()
        versions = desk.history.of_entry(visit.id)
        assert [one.change.verb for one in versions] == ["add", "edit", "undo", "redo", "undo"]
        assert [one.change.state for one in versions] == ["done", "undone", "revert", "revert", "revert"]
        assert differences(versions[1]) == {"code": ("99213", "99214-25")}
        assert differences(versions[-1]) == {"code": ("99214-25", "99213")}
        assert versions[-1].change.reverts == "edit"
        desk.logbook.edit([visit.id], Edit(tag="seen"))
        assert desk.history.of_entry(visit.id)[1].change.state == "dropped"

    def test_it_says_under_whose_account(self, desk: Desk, tmp_path: Path) -> None:
        asked: list[str] = []

        def account() -> str:
            asked.append("once")
            return "kim"

        with Desk(
            tmp_path / "other",
            reference_file(),
            reference_sources(),
            "window",
            lambda: TODAY,
            account=account,
        ) as other:
            assert asked == []
            (visit,) = other.logbook.add("99213", TODAY, Circumstances())
            other.logbook.edit([visit.id], Edit(note="a"))
            other.workspace.undo()
            assert [one.change.actor for one in other.history.of_entry(visit.id)] == ["kim"] * 3
            assert asked == ["once"]
        (unknown,) = desk.logbook.add("99213", TODAY, Circumstances())
        assert desk.history.of_entry(unknown.id)[0].change.actor == ""

    def test_a_removed_entry_is_found_by_its_unique_id(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99213", TODAY, Circumstances())
        assert desk.history.entry_number(visit.uid) == visit.id
        desk.logbook.remove([visit.id])
        assert desk.history.entry_number(visit.uid.upper()) == visit.id
        assert desk.history.entry_number(f" {visit.id} ") == visit.id

    @pytest.mark.parametrize("text", ["0" * 32, "what", ""])
    def test_what_never_was_is_said_so(self, desk: Desk, text: str) -> None:
        with pytest.raises(BadInputError, match="There never was an entry") as refused:
            desk.history.entry_number(text)
        assert "rvuedge removed" in refused.value.fix
        with pytest.raises(BadInputError, match="There never was an entry 7"):
            desk.history.of_entry(7)

    def test_the_name_of_a_provider_who_was_undone_is_not_that_of_the_next(self, desk: Desk) -> None:
        (first,) = desk.logbook.add("99213", TODAY, Circumstances(provider="Kim"))
        desk.workspace.undo()
        (second,) = desk.logbook.add("99213", TODAY, Circumstances(provider="Lee"))
        rows = desk.workspace.log.execute("SELECT count(*) FROM providers").fetchone()
        assert rows == (2,)  # Lee has the number that Kim had
        assert desk.history.of_entry(first.id)[-1].entry.provider == "Kim"
        assert desk.history.of_entry(second.id)[-1].entry.provider == "Lee"


class TestOfAPeriod:
    def test_a_change_counts_where_an_entry_was_or_came_to_be(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99213", date(2026, 6, 30), Circumstances())
        desk.logbook.add("90853x8", TODAY, Circumstances(note='"date":"2026-06-01"'))
        desk.logbook.move([visit.id], TODAY)
        desk.preferences.setting = "facility"
        assert labels(desk) == ["Moved 99213", "Logged 90853 x8"]
        assert labels(desk, month_of(date(2026, 6, 1))) == ["Moved 99213", "Logged 99213"]
        assert labels(desk, month_of(date(2026, 5, 1))) == []

    def test_each_says_how_many_entries_and_which_days(self, desk: Desk) -> None:
        first, second = desk.logbook.add("99213; 36415", TODAY, Circumstances())
        desk.logbook.move([first.id, second.id], date(2026, 7, 1))
        desk.logbook.remove([second.id])
        removed, moved, logged = desk.history.changes(desk.history.between(JULY))
        assert (removed.entries, removed.first, removed.only) == (1, date(2026, 7, 1), second.id)
        assert (moved.entries, moved.first, moved.last, moved.only) == (2, date(2026, 7, 1), TODAY, None)
        assert (logged.entries, logged.first, logged.last) == (2, TODAY, TODAY)
        assert [one.kind for one in desk.history.of_change(moved.change.id, 10)] == ["changed", "changed"]
        assert len(desk.history.of_change(moved.change.id, 1)) == 1

    def test_it_can_be_one_providers(self, desk: Desk) -> None:
        desk.logbook.add("99213", TODAY, Circumstances(provider="Kim"))
        (mine,) = desk.logbook.add("99214", TODAY, Circumstances())
        desk.logbook.edit([mine.id], Edit(provider="Kim"))
        assert labels(desk, provider="kim") == ["Changed 99214", "Logged 99213"]
        assert labels(desk, provider="default") == ["Changed 99214", "Logged 99214"]


class TestRemoved:
    def test_what_was_removed_is_told_from_what_was_taken_back(self, desk: Desk) -> None:
        (kept,) = desk.logbook.add("99213", TODAY, Circumstances())
        (gone,) = desk.logbook.add("99214", date(2026, 6, 30), Circumstances())
        desk.logbook.remove([gone.id])
        (undone,) = desk.logbook.add("99215", TODAY, Circumstances())
        desk.workspace.undo()
        assert removed_ids(desk) == [undone.id, gone.id]
        assert removed_ids(desk, JULY) == [undone.id]
        back, removed = desk.history.removed_entries(desk.history.removed())
        assert (back.was_taken_back, back.entry) == (True, undone)
        assert (removed.was_taken_back, removed.entry, removed.change.label) == (False, gone, "Removed 99214")
        assert kept.id not in removed_ids(desk)

    def test_a_removal_done_again_and_a_restoring_undone_are_removals(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99213", TODAY, Circumstances())
        desk.logbook.remove([visit.id])
        desk.workspace.undo()
        assert removed_ids(desk) == []
        desk.workspace.redo()
        assert [one.was_taken_back for one in desk.history.removed_entries(desk.history.removed())] == [False]
        desk.history.restore([visit.id])
        desk.workspace.undo()
        assert [one.was_taken_back for one in desk.history.removed_entries(desk.history.removed())] == [False]


class TestRestore:
    def test_it_puts_back_the_entry_and_the_prices_of_its_encounter(self, desk: Desk) -> None:
        before = desk.logbook.add("45385; 45380-59", TODAY, Circumstances(setting="facility", note="a"))
        view = desk.logbook.day(TODAY)
        desk.logbook.remove([before[0].id])
        assert desk.logbook.day(TODAY).tally != view.tally
        (back,) = desk.history.restore([before[0].id])
        assert back == before[0]
        assert desk.logbook.day(TODAY).tally == view.tally
        assert desk.workspace.next_labels()[0] == "Restored 45385"
        *_, removed, restored = desk.history.of_entry(back.id)
        assert (removed.kind, restored.kind, restored.differences) == ("removed", "restored", ())
        desk.workspace.undo()
        assert removed_ids(desk) == [back.id]
        desk.workspace.redo()
        assert desk.logbook.day(TODAY).tally == view.tally

    def test_it_is_priced_by_what_is_at_hand_today(self, desk: Desk) -> None:
        scope, biopsy = desk.logbook.add("45385; 45380-59", TODAY, Circumstances(setting="facility"))
        desk.logbook.remove([biopsy.id])
        desk.logbook.edit([scope.id], Edit(locality="10112-00"))
        (back,) = desk.history.restore([biopsy.id])
        assert (back.encounter, back.locality) == (scope.encounter, "10112-00")
        assert back.medicare_amount != biopsy.medicare_amount
        (*_, restored) = desk.history.of_entry(back.id)
        assert differences(restored) == {"locality": ("national", "10112-00")}
        assert "medicare_amount" in differences(restored, follows=True)

    def test_it_is_credited_by_the_contract_that_holds_now(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99214", TODAY, Circumstances())
        desk.logbook.remove([visit.id])
        desk.pay.keep(
            Contract(
                "Riverside",
                "default",
                JULY.first,
                (1, 1),
                Decimal(180_000),
                tiers=(Tier(Decimal(0), Decimal(45)),),
            )
        )
        (back,) = desk.history.restore([visit.id])
        assert (visit.credited_wrvu, back.credited_wrvu) == (None, back.schedule_wrvu)
        (*_, restored) = desk.history.of_entry(back.id)
        assert differences(restored, follows=True) == {"credited_wrvu": (None, back.schedule_wrvu)}

    def test_an_encounter_that_moved_on_is_left_alone(self, desk: Desk) -> None:
        first, second, third = desk.logbook.add("99213; 36415; 96127", TODAY, Circumstances())
        desk.logbook.remove([second.id, third.id])
        desk.logbook.move([first.id], date(2026, 7, 1))
        back = desk.history.restore([second.id, third.id])
        assert {entry.day for entry in back} == {TODAY}
        assert len({entry.encounter for entry in back}) == 1
        assert back[0].encounter not in {first.encounter, second.id, third.id}
        assert desk.logbook.entries([first.id])[0].encounter == first.encounter

    def test_what_is_in_the_log_or_never_was_is_refused(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99213", TODAY, Circumstances())
        (gone,) = desk.logbook.add("99214", TODAY, Circumstances())
        desk.logbook.remove([gone.id])
        for ids, words in (
            ([gone.id, visit.id], "Entry 1 is in the log"),
            ([gone.id, 9], "never was an entry 9"),
        ):
            with pytest.raises(BadInputError, match=words):
                desk.history.restore(ids)
            assert removed_ids(desk) == [gone.id]

    def test_another_program_that_restored_it_first_is_noticed(self, desk: Desk, open_desk: OpenDesk) -> None:
        (visit,) = desk.logbook.add("99213", TODAY, Circumstances())
        desk.logbook.remove([visit.id])
        gone = desk.history.removed_entries(desk.history.removed())
        open_desk().history.restore([visit.id])
        with pytest.raises(BadInputError, match=f"Entry {visit.id} is in the log"):
            desk.logbook.restore(gone)

    def test_a_provider_who_is_no_more_is_named(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99213", TODAY, Circumstances(provider="Kim"))
        desk.workspace.undo()
        with pytest.raises(BadInputError, match="of \u201cKim\u201d, a provider") as refused:
            desk.history.restore([visit.id])
        assert refused.value.safe == "Nothing was restored"
        desk.logbook.add("99214", TODAY, Circumstances(provider="Lee"))
        desk.logbook.add("99215", TODAY, Circumstances(provider="kim"))
        (back,) = desk.history.restore([visit.id])
        assert back.provider == "kim"

    def test_a_provider_who_has_another_name_now_gets_theirs_back(self, desk: Desk) -> None:
        (visit,) = desk.logbook.add("99213", TODAY, Circumstances(provider="Kim"))
        (first,) = desk.logbook.add("99213", TODAY, Circumstances(provider="default"))
        desk.logbook.remove([visit.id, first.id])
        desk.providers.rename("Kim", "Kimberly")
        desk.providers.rename("default", "Ada")
        back = desk.history.restore([visit.id, first.id])
        assert [one.provider for one in back] == ["Kimberly", "Ada"]

    def test_an_own_code_that_is_no_more_is_named(self, desk: Desk) -> None:
        desk.custom_codes.put("Z0001", "Call", Decimal(2))
        (call,) = desk.logbook.add("Z0001", TODAY, Circumstances())
        desk.logbook.remove([call.id])
        desk.custom_codes.remove("Z0001")
        with pytest.raises(BadInputError, match="no code Z0001 of your own"):
            desk.history.restore([call.id])
        desk.custom_codes.put("Z0001", "Call, weekday", Decimal(3))
        assert desk.history.restore([call.id])[0].custom_wrvu == Decimal(2)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("log-schema-*.sqlite")), ids=lambda path: path.stem)
def test_a_log_of_an_old_schema_has_its_history(path: Path, open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copy(path, folder / "log.sqlite")
    desk = open_desk(folder)
    everything = Period(date(1990, 1, 1), TODAY)
    history = desk.history
    for span in history.changes(history.between(everything)):
        assert span.change.actor == ""
        assert history.of_change(span.change.id, 100)
    now = [entry for day in desk.reports.days(everything) for entry in desk.logbook.day(day).entries]
    for entry in now:
        assert history.of_entry(entry.id)[-1].entry == entry
    before = sum(tally.entries for tally in desk.reports.days(everything).values())
    gone = history.removed_entries(history.removed())
    assert [(one.entry.code, one.was_taken_back) for one in gone] == [("36415", False)]
    (back,) = history.restore([one.entry.id for one in gone])
    assert back._replace(changed_at=gone[0].entry.changed_at) == gone[0].entry._replace(
        schedule_wrvu=back.schedule_wrvu, credited_wrvu=back.credited_wrvu
    )
    assert history.removed() == []
    assert sum(tally.entries for tally in desk.reports.days(everything).values()) == before + 1
    desk.workspace.undo()
    assert removed_ids(desk) == [back.id]


lines = st.sampled_from(
    ("90853x8", "99214-25; 90833", "45385; 45380-59", "G0552", "77067-26; 99213", "D0120")
)
days = st.integers(-2, 2).map(lambda ago: TODAY - timedelta(days=ago)) | st.just(date(2019, 5, 1))
providers = st.sampled_from(("default", "Kim", "Lee"))
picks = st.lists(st.integers(0, 50), min_size=1, max_size=3)


class AnyPast(RuleBasedStateMachine):
    """Drives a real log; remembers every entry that there ever was."""

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.desk = Desk(
            Path(self.folder.name), reference_file(), reference_sources(), "window", lambda: TODAY
        )
        self.ever: set[int] = set()
        self.desk.workspace.subscribe(self._remember)

    def _remember(self, change: ChangeSet | None) -> None:
        assert change is not None
        self.ever |= {row.row_id for row in change.rows if row.table == "entries"}

    def _now(self) -> dict[int, Entry]:
        ids = [row[0] for row in self.desk.workspace.log.execute("SELECT id FROM entries ORDER BY id")]
        return {entry.id: entry for entry in self.desk.logbook.entries(ids)}

    def _some(self, chosen: list[int]) -> list[int]:
        ids = list(self._now())
        return [ids[pick % len(ids)] for pick in chosen]

    def _has_entries(self) -> bool:
        return bool(self._now())

    def _has_removed(self) -> bool:
        return bool(self.desk.history.removed())

    @rule(line=lines, day=days, provider=providers)
    def add(self, line: str, day: date, provider: str) -> None:
        self.desk.logbook.add(line, day, Circumstances(provider=provider))

    @precondition(_has_entries)
    @rule(chosen=picks, patients=st.integers(1, 9), provider=providers)
    def edit(self, chosen: list[int], patients: int, provider: str) -> None:
        self.desk.logbook.edit(self._some(chosen), Edit(patients=patients, provider=provider))

    @precondition(_has_entries)
    @rule(chosen=picks, locality=st.sampled_from(("national", "10112-00")))
    def relocate(self, chosen: list[int], locality: str) -> None:
        self.desk.logbook.edit(self._some(chosen), Edit(locality=locality, setting="facility"))

    @precondition(_has_entries)
    @rule(chosen=picks, day=days)
    def move(self, chosen: list[int], day: date) -> None:
        self.desk.logbook.move(self._some(chosen), day)

    @precondition(_has_entries)
    @rule(chosen=picks, day=days)
    def copy(self, chosen: list[int], day: date) -> None:
        self.desk.logbook.copy(self._some(chosen), day)

    @precondition(_has_entries)
    @rule(chosen=picks)
    def remove(self, chosen: list[int]) -> None:
        self.desk.logbook.remove(self._some(chosen))

    @precondition(_has_entries)
    @rule(chosen=picks)
    def remove_and_restore(self, chosen: list[int]) -> None:
        before, sums = self._now(), self._sums()
        ids = list(dict.fromkeys(self._some(chosen)))
        self.desk.logbook.remove(ids)
        self.desk.history.restore(ids)
        after = self._now()
        moment = datetime(2026, 7, 15, tzinfo=UTC)
        assert {number: entry._replace(changed_at=moment) for number, entry in after.items()} == {
            number: entry._replace(changed_at=moment) for number, entry in before.items()
        }
        assert self._sums() == sums

    def _sums(self) -> list[Any]:
        return list(
            self.desk.workspace.log.execute(
                "SELECT * FROM day_totals WHERE entries > 0 ORDER BY date, provider_id"
            )
        )

    @precondition(_has_removed)
    @rule(chosen=picks)
    def restore(self, chosen: list[int]) -> None:
        gone = [entry_id for entry_id, _ in self.desk.history.removed()]
        ids = list(dict.fromkeys(gone[pick % len(gone)] for pick in chosen))
        were = {
            one.entry.id: one.entry
            for one in self.desk.history.removed_entries(
                [key for key in self.desk.history.removed() if key[0] in ids]
            )
        }
        names = self.desk.providers.names()
        if any(entry.provider not in names for entry in were.values()):
            with pytest.raises(BadInputError, match="a provider"):
                self.desk.history.restore(ids)
            return
        for entry in self.desk.history.restore(ids):
            was = were[entry.id]
            assert (
                entry.uid,
                entry.day,
                entry.code_text,
                entry.patients,
                entry.provider,
                entry.created_at,
            ) == (
                was.uid,
                was.day,
                was.code_text,
                was.patients,
                was.provider,
                was.created_at,
            )

    @rule()
    def undo(self) -> None:
        self.desk.workspace.undo()

    @rule()
    def redo(self) -> None:
        self.desk.workspace.redo()

    @invariant()
    def the_last_version_is_the_entry_and_each_begins_where_the_last_ended(self) -> None:
        now = self._now()
        for number in self.ever:
            versions = self.desk.history.of_entry(number)
            assert versions[0].kind == "logged"
            for earlier, later in pairwise(versions):
                assert (earlier.kind == "removed") == (later.kind == "restored")
                if later.kind == "removed":
                    assert later.entry == earlier.entry
                else:
                    played = {one.field: one.new for one in later.differences}
                    undone = {one.field: one.old for one in later.differences}
                    for field, value in played.items():
                        assert value == _value(later.entry, field)
                        assert undone[field] == _value(earlier.entry, field)
            if number in now:
                assert versions[-1].entry == now[number]
            else:
                assert versions[-1].kind == "removed"

    @invariant()
    def every_entry_ever_logged_is_in_the_log_or_among_the_removed(self) -> None:
        gone = [entry_id for entry_id, _ in self.desk.history.removed()]
        assert len(gone) == len(set(gone))
        assert set(gone) | set(self._now()) == self.ever
        assert not set(gone) & set(self._now())

    @invariant()
    def an_encounter_is_of_one_day_and_one_locality(self) -> None:
        assert not list(
            self.desk.workspace.log.execute(
                "SELECT encounter FROM entries GROUP BY encounter"
                " HAVING min(date) <> max(date) OR min(locality) <> max(locality)"
            )
        )

    @invariant()
    def every_change_of_an_entry_is_found_by_the_period_it_lies_in(self) -> None:
        everything = Period(date(1990, 1, 1), date(2027, 1, 1))
        found = self.desk.history.between(everything)
        wanted = self.desk.workspace.log.execute(
            "SELECT DISTINCT change_id FROM change_rows WHERE table_name = 'entries' ORDER BY change_id DESC"
        )
        assert list(found) == [row[0] for row in wanted]
        assert [span.change.id for span in self.desk.history.changes(found)] == list(found)

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()


def _value(entry: Entry, field: str) -> Any:
    return entry.code_text if field == "code" else getattr(entry, field)


TestAnyPast = AnyPast.TestCase
TestAnyPast.settings = settings(max_examples=40, stateful_step_count=20)
