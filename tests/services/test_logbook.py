"""The verbs of the log."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
HERE = Circumstances()


def _codes(desk: Desk, day: date = TODAY) -> list[str]:
    return [entry.code_text for entry in desk.logbook.day(day).entries]


def test_a_line_is_logged_as_one_encounter_with_its_price(desk: Desk) -> None:
    visit, therapy = desk.logbook.add(
        "99214-25; 90833",
        TODAY,
        Circumstances(note="caf\u00e9", tag="clinic", role="attending", provider=" Kim "),
    )
    assert visit.encounter == therapy.encounter == visit.id
    assert (visit.code_text, visit.patients, visit.units_each) == ("99214-25", 1, 1)
    assert (visit.setting, visit.pos, visit.provider) == ("office", "11", "Kim")
    assert (visit.note, visit.tag, visit.role) == ("caf\u00e9", "clinic", "attending")
    assert (visit.schedule_wrvu, visit.medicare_amount) == (Decimal("1.92"), Decimal("135.61"))
    assert (visit.release, visit.locality, visit.reason) == ("RVU26C", "national", "")
    assert visit.created_at == visit.changed_at
    assert desk.logbook.day(TODAY).tally.entries == 2


def test_the_golden_entry(desk: Desk) -> None:
    (group,) = desk.logbook.add("90853x8", TODAY, HERE)
    assert (group.schedule_wrvu, group.medicare_amount) == (Decimal("5.3600"), Decimal("243.12"))
    (inside,) = desk.logbook.add("90853", TODAY, Circumstances(setting="facility"))
    assert (inside.medicare_amount, inside.pos) == (Decimal("24.38"), "22")


def test_what_is_not_priced_is_logged_with_its_reason(desk: Desk) -> None:
    device, bundled, abandoned = desk.logbook.add("G0552; 99072; 99213-53", TODAY, HERE)
    assert (device.schedule_wrvu, device.medicare_amount) == (None, None)
    assert device.reason == "priced by the contractor, not nationally"
    assert bundled.reason.startswith("bundled")
    assert (abandoned.schedule_wrvu, abandoned.medicare_amount) == (Decimal("1.30"), None)


def test_a_day_before_the_schedule_is_logged_without_a_price(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99213", date(2019, 12, 31), HERE)
    assert (entry.schedule_wrvu, entry.medicare_amount, entry.release) == (None, None, "")
    assert entry.reason == "before 2020, the first year of the bundled schedule"


@pytest.mark.parametrize(
    ("line", "day", "around", "words"),
    [
        ("90835", TODAY, HERE, "in no release"),
        ("99213; 99214-2S", TODAY, HERE, "2S is not a modifier"),
        ("90853x0", TODAY, HERE, "0 patients can't be logged"),
        ("97110 u1000000", TODAY, HERE, "1000000 units can't be logged"),
        ("", TODAY, HERE, "There is no code"),
        ("99213", date(2126, 7, 15), HERE, "more than a year ahead"),
        ("99213", date(1989, 7, 15), HERE, "before 1990"),
        ("99213", TODAY, Circumstances(pos="98"), "no place of service"),
        ("99213", TODAY, Circumstances(note="x" * 2001), "too long"),
        ("99213", TODAY, Circumstances(provider=" "), "needs a name"),
    ],
)
def test_what_can_not_be_logged_changes_nothing(
    desk: Desk, line: str, day: date, around: Circumstances, words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        desk.logbook.add_many([("99213", TODAY), (line, day)], around)
    assert desk.workspace.log.execute("SELECT count(*) FROM entries").fetchone() == (0,)
    assert desk.workspace.next_labels() == ("", "")


def test_many_lines_are_one_change_and_an_encounter_each(desk: Desk) -> None:
    plan = [("99213; 36415", TODAY), ("90853x8", date(2026, 7, 14)), ("99214", TODAY)]
    logged = desk.logbook.add_many(plan, HERE)
    assert [entry.encounter - logged[0].encounter for entry in logged] == [0, 0, 2, 3]
    assert [entry.day.day for entry in logged] == [15, 15, 14, 15]
    assert desk.workspace.next_labels()[0] == "Logged 99213, 36415, 90853 x8, 99214"
    desk.workspace.undo()
    assert _codes(desk) == []
    desk.logbook.add_many(plan, HERE, "A morning")
    assert desk.workspace.next_labels()[0] == "A morning"


def test_an_empty_plan_is_no_change(desk: Desk) -> None:
    assert desk.logbook.add_many([], HERE) == ()
    assert desk.workspace.next_labels() == ("", "")


def test_a_provider_is_known_by_name_whatever_its_case(desk: Desk) -> None:
    desk.logbook.add("99213", TODAY, Circumstances(provider="Kim"))
    (again,) = desk.logbook.add("99213", TODAY, Circumstances(provider="KIM"))
    assert again.provider == "Kim"
    assert desk.logbook.known_provider(" kim ") == "Kim"
    with pytest.raises(BadInputError, match="No provider is called") as refused:
        desk.logbook.known_provider("Lee")
    assert refused.value.fix == "This log has default, Kim"
    assert [entry.provider for entry in desk.logbook.day(TODAY, "Kim").entries] == ["Kim", "Kim"]
    assert desk.logbook.day(TODAY, "default").tally.entries == 0


@pytest.mark.parametrize(
    ("typed", "code", "patients", "units"),
    [
        ("90849", "90849", 8, 1),
        ("90853 x6", "90853", 6, 1),
        ("90853 x1", "90853", 1, 1),
        ("90853 u2", "90853", 8, 2),
        ("90853-59 x6 u2", "90853-59", 6, 2),
    ],
)
def test_retyping_changes_what_was_typed_and_keeps_other_counts(
    desk: Desk, typed: str, code: str, patients: int, units: int
) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, HERE)
    (changed,) = desk.logbook.retype(entry.id, typed)
    assert (changed.code_text, changed.patients, changed.units_each) == (code, patients, units)
    assert changed.schedule_wrvu == desk.logbook.draft(f"{code} x{patients} u{units}", TODAY, HERE).wrvu
    assert (changed.id, changed.uid, changed.encounter) == (entry.id, entry.uid, entry.encounter)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("90853; 99213", "An entry has one code"),
        ("90835", "in no release"),
        ("90853-2S", "not a modifier"),
        ("", "no code"),
    ],
)
def test_retyping_nonsense_changes_nothing(desk: Desk, typed: str, words: str) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, HERE)
    with pytest.raises(BadInputError, match=words):
        desk.logbook.retype(entry.id, typed)
    assert desk.logbook.entries([entry.id]) == (entry,)


def test_an_edit_of_what_bears_on_the_price_prices_anew(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, HERE)
    (fewer,) = desk.logbook.edit([entry.id], Edit(patients=6))
    assert (fewer.medicare_amount, fewer.schedule_wrvu) == (Decimal("182.34"), Decimal("4.02"))
    (inside,) = desk.logbook.edit([entry.id], Edit(setting="facility"))
    assert (inside.medicare_amount, inside.pos) == (Decimal("146.28"), "22")
    (elsewhere,) = desk.logbook.edit([entry.id], Edit(pos="12"))
    assert (elsewhere.setting, elsewhere.pos, elsewhere.medicare_amount) == (
        "office",
        "12",
        Decimal("182.34"),
    )
    (device,) = desk.logbook.edit([entry.id], Edit(code="G0552", modifiers=(), patients=1))
    assert (device.medicare_amount, device.schedule_wrvu) == (None, None)
    (earlier,) = desk.logbook.edit([entry.id], Edit(code="99213", day=date(2024, 3, 8)))
    assert (earlier.release, earlier.medicare_amount) == ("RVU24A", Decimal("89.39"))


def test_an_edit_of_words_keeps_the_price_it_was_given(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, HERE)
    desk.workspace.log.execute("UPDATE entries SET medicare_cents = 1, release = 'by hand'")
    (changed,) = desk.logbook.edit(
        [entry.id], Edit(note="n", tag="t", role="r", provider="Kim", pos="12", units_each=1)
    )
    assert (changed.note, changed.tag, changed.role, changed.provider, changed.pos) == (
        "n",
        "t",
        "r",
        "Kim",
        "12",
    )
    assert (changed.medicare_amount, changed.release) == (Decimal("0.01"), "by hand")
    assert changed.changed_at >= entry.changed_at
    (bare,) = desk.logbook.edit([entry.id], Edit(note="", pos=""))
    assert (bare.note, bare.pos, bare.tag) == ("", "11", "t")
    assert (bare.medicare_amount, bare.release) == (Decimal("0.01"), "by hand")


def test_an_edit_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, HERE)
    assert desk.logbook.edit([entry.id], Edit(patients=8, note="")) == (entry,)
    assert desk.workspace.next_labels() == ("Logged 90853 x8", "")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit(), "Nothing was said to change"),
        (Edit(patients=0), "0 can't be logged at once"),
        (Edit(units_each=1000), "1000 can't be logged at once"),
        (Edit(day=date(2126, 1, 1)), "more than a year ahead"),
        (Edit(code="90835"), "in no release"),
        (Edit(setting="office", pos="21"), "is of the setting facility"),
        (Edit(pos="98"), "no place of service"),
        (Edit(note="\0"), "can't be printed"),
        (Edit(provider=""), "needs a name"),
    ],
)
def test_an_edit_that_can_not_be_changes_nothing(desk: Desk, edit: Edit, words: str) -> None:
    entries = desk.logbook.add("90853x8; 90785", TODAY, HERE)
    with pytest.raises(BadInputError, match=words):
        desk.logbook.edit([entry.id for entry in entries], edit)
    assert desk.logbook.day(TODAY).entries == entries
    assert desk.workspace.next_labels()[1] == ""


@pytest.mark.parametrize("edit", [Edit(note="x"), Edit(day=TODAY)])
def test_an_entry_that_does_not_exist_stops_the_whole_edit(desk: Desk, edit: Edit) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, HERE)
    with pytest.raises(BadInputError, match="There is no entry 99"):
        desk.logbook.edit([entry.id, 99], edit)
    assert desk.logbook.entries([entry.id]) == (entry,)


def test_a_whole_encounter_moves_as_one_and_is_priced_for_its_day(desk: Desk) -> None:
    entries = desk.logbook.add("99214-25; 90833", TODAY, HERE)
    moved = desk.logbook.move([entry.id for entry in entries], date(2026, 6, 30))
    assert _codes(desk) == []
    assert {entry.encounter for entry in moved} == {entries[0].encounter}
    assert {entry.release for entry in moved} == {"RVU26B"}
    assert desk.workspace.next_labels()[0] == "Moved 99214-25, 90833"
    desk.workspace.undo()
    assert desk.logbook.day(TODAY).entries == entries


def test_what_leaves_its_encounter_behind_becomes_one_of_its_own(desk: Desk) -> None:
    entries = desk.logbook.add("99214-25; 90833; 96127", TODAY, HERE)
    moved = desk.logbook.move([entries[1].id, entries[2].id], date(2026, 7, 14))
    (own,) = {entry.encounter for entry in moved}
    assert own != entries[0].encounter
    (later,) = desk.logbook.add("99213", TODAY, HERE)
    assert later.encounter not in {own, entries[0].encounter}
    (staying,) = desk.logbook.move([entries[0].id], TODAY)
    assert staying.encounter == entries[0].encounter


def test_copies_are_new_entries_of_new_encounters_on_the_other_day(desk: Desk) -> None:
    pair = desk.logbook.add("99214-25; 90833", TODAY, Circumstances(note="same", provider="Kim"))
    (single,) = desk.logbook.add("90853x8", TODAY, HERE)
    copies = desk.logbook.copy([pair[0].id, single.id, pair[1].id], date(2026, 3, 2))
    assert [entry.code for entry in copies] == ["99214", "90853", "90833"]
    assert copies[0].encounter == copies[2].encounter != copies[1].encounter
    assert not {entry.uid for entry in copies} & {entry.uid for entry in (*pair, single)}
    assert (copies[0].note, copies[0].provider, copies[0].release) == ("same", "Kim", "RVU26B")
    assert len(_codes(desk)) == 3
    assert desk.workspace.next_labels()[0] == "Copied 99214-25, 90853, 90833"


def test_a_copy_is_priced_today_whatever_its_original_was_given(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, HERE)
    desk.workspace.log.execute("UPDATE entries SET medicare_cents = 1")
    (copied,) = desk.logbook.copy([entry.id], TODAY)
    assert copied.medicare_amount == Decimal("243.12")


def test_copies_need_a_day_and_entries_that_exist(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90853x8", TODAY, HERE)
    with pytest.raises(BadInputError, match="more than a year ahead"):
        desk.logbook.copy([entry.id], date(2126, 1, 1))
    with pytest.raises(BadInputError, match="There is no entry 99"):
        desk.logbook.copy([entry.id, 99], TODAY)
    assert _codes(desk) == ["90853"]


def test_what_is_removed_comes_back_by_undo_just_as_it_was(desk: Desk) -> None:
    entries = desk.logbook.add("99214-25; 90833; 96127; 99406", TODAY, HERE)
    gone = desk.logbook.remove([entry.id for entry in entries])
    assert gone == entries
    assert _codes(desk) == []
    assert desk.workspace.next_labels()[0] == "Removed 4 entries"
    desk.workspace.undo()
    assert desk.logbook.day(TODAY).entries == entries
    with pytest.raises(BadInputError, match="There is no entry 99"):
        desk.logbook.remove([entries[0].id, 99])
    assert len(_codes(desk)) == 4


@pytest.mark.parametrize(
    "verb",
    [
        lambda desk, number: desk.logbook.edit([number], Edit(note="seen")),
        lambda desk, number: desk.logbook.remove([number]),
        lambda desk, number: desk.logbook.copy([number], TODAY),
    ],
)
def test_an_entry_removed_by_another_program_while_a_change_waits_is_told(
    desk: Desk, meanwhile: Callable[[str], AbstractContextManager[None]], verb: Callable[[Desk, int], object]
) -> None:
    number = desk.logbook.add("99213", TODAY, HERE)[0].id
    with meanwhile("DELETE FROM entries"), pytest.raises(BadInputError, match=f"There is no entry {number}"):
        verb(desk, number)
    assert desk.logbook.day(TODAY).entries == ()


def test_entries_come_in_the_order_asked_each_once(desk: Desk) -> None:
    one, two, three = desk.logbook.add("99214; 90833; 96127", TODAY, HERE)
    assert desk.logbook.entries([three.id, one.id, three.id]) == (three, one)
    assert desk.logbook.entries([]) == ()
    with pytest.raises(BadInputError, match="There is no entry 77") as refused:
        desk.logbook.entries([88, two.id, 77])
    assert "rvuedge day" in refused.value.fix


def test_more_entries_than_one_statement_can_name_are_found(desk: Desk) -> None:
    logged = desk.logbook.add_many([("99213", TODAY)] * 1201, HERE)
    assert desk.logbook.entries([entry.id for entry in reversed(logged)]) == tuple(reversed(logged))
    assert list(desk.logbook.day_ids(TODAY)) == [entry.id for entry in logged]


def test_an_entry_is_named_by_number_or_by_unique_id(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99213", TODAY, HERE)
    assert desk.logbook.entry_number(f" {entry.id} ") == entry.id
    assert desk.logbook.entry_number(entry.uid) == entry.id
    assert desk.logbook.entry_number(entry.uid.upper()) == entry.id


@pytest.mark.parametrize("text", ["99", "0", "9" * 31, "9" * 32, "f" * 32, "last", "-1", "\u0661", ""])
def test_a_name_of_no_entry_is_refused(desk: Desk, text: str) -> None:
    desk.logbook.add("99213", TODAY, HERE)
    with pytest.raises(BadInputError, match="There is no entry"):
        desk.logbook.entry_number(text)


def test_a_day_is_in_order_of_encounter(desk: Desk) -> None:
    first = desk.logbook.add("99214; 90833", date(2026, 7, 14), HERE)
    desk.logbook.add("99213", TODAY, HERE)
    desk.logbook.move([entry.id for entry in first], TODAY)
    assert _codes(desk) == ["99214", "90833", "99213"]
    view = desk.logbook.day(TODAY)
    assert (view.day, view.tally.units, view.tally.entries) == (TODAY, 3, 3)
