"""A day as a draft, logged again on others: the same codes, priced for the new day, in one change."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.templates import MOST_DAYS, EncounterDraft, week_before

if TYPE_CHECKING:
    from rvuedge_desktop.domain.entries import Entry

TODAY = date(2026, 7, 15)
DAY = timedelta(days=1)
HERE = Circumstances()


def what(entries: "tuple[Entry, ...]") -> list[tuple[object, ...]]:
    """What of entries must be the same when they are logged again."""
    return [
        (
            one.code,
            one.modifiers,
            one.patients,
            one.units_each,
            one.minutes,
            one.care_days,
            one.pos,
            one.setting,
            one.site,
            one.locality,
            one.provider,
            one.role,
        )
        for one in entries
    ]


def test_a_day_is_a_draft_without_its_notes_and_tags(desk: Desk) -> None:
    desk.logbook.add("99214-25; 90833", TODAY - DAY, Circumstances(note="Mrs K", tag="am", role="lead"))
    desk.logbook.add("90853x8", TODAY - DAY, Circumstances(setting="facility", provider="Kim"))
    at_office = Circumstances(setting="office", pos="11", locality="national", provider="default")
    assert desk.templates.same_as(TODAY - DAY, TODAY) == (
        EncounterDraft("99214-25; 90833", at_office._replace(role="lead")),
        EncounterDraft("90853 x8", at_office._replace(setting="facility", pos="22", provider="Kim")),
    )
    (kim,) = desk.templates.same_as(TODAY - DAY, TODAY, "Kim")
    assert kim.line == "90853 x8"
    assert desk.templates.same_as(TODAY, TODAY) == ()


def test_it_is_logged_again_as_one_change_with_the_same_amounts(desk: Desk) -> None:
    for line in ("99214-25; 90833", "90853x8", "97110 u3 x4"):
        desk.logbook.add(line, TODAY - DAY, HERE)
    drafts = desk.templates.same_as(TODAY - DAY, TODAY)
    logged = desk.templates.log(drafts, [TODAY], "Same as July 14")
    old, new = desk.logbook.day(TODAY - DAY), desk.logbook.day(TODAY)
    assert what(new.entries) == what(old.entries) == what(logged)
    assert new.tally == old.tally
    assert len({entry.encounter for entry in new.entries}) == 3
    assert desk.workspace.next_labels()[0] == "Same as July 14"
    desk.workspace.undo()
    assert desk.logbook.day(TODAY).entries == ()


def test_it_is_priced_for_the_day_it_is_logged_on(desk: Desk) -> None:
    desk.logbook.add("99213", date(2025, 7, 15), HERE)
    (draft,) = desk.templates.same_as(date(2025, 7, 15), TODAY)
    (entry,) = desk.templates.log([draft], [TODAY])
    assert (entry.release, entry.medicare_amount) == ("RVU26C", Decimal("95.19"))


def test_the_day_before_is_the_last_day_worked(desk: Desk) -> None:
    templates = desk.templates
    assert templates.day_before(TODAY) is None
    desk.logbook.add("99213", date(2026, 7, 10), HERE)
    (gone,) = desk.logbook.add("99213", date(2026, 7, 13), HERE._replace(provider="Kim"))
    assert templates.day_before(TODAY) == date(2026, 7, 13)
    assert templates.day_before(TODAY, "default") == date(2026, 7, 10)
    assert templates.day_before(date(2026, 7, 13)) == date(2026, 7, 10)
    desk.logbook.remove([gone.id])
    assert templates.day_before(TODAY) == date(2026, 7, 10)
    assert templates.day_before(date(2026, 7, 10)) is None


def test_a_week_before_is_the_same_weekday() -> None:
    assert week_before(TODAY) == date(2026, 7, 8)


def test_members_of_a_group_are_one_line(desk: Desk) -> None:
    entries = desk.logbook.add("90853; 90853; 90853-59; 96372; 96372; 90853", TODAY - DAY, HERE)
    for entry, member in zip(entries, (1, 2, 3, 1, 1, 4), strict=True):
        desk.workspace.log.execute("UPDATE entries SET member = ? WHERE id = ?", (member, entry.id))
    (draft,) = desk.templates.same_as(TODAY - DAY, TODAY)
    assert draft.line == "90853 x3; 90853-59; 96372; 96372"
    assert desk.templates.of_entries([entries[0].id, entries[1].id]) == "90853 x2"


def test_two_who_did_one_encounter_are_two_drafts_of_the_same_price(desk: Desk) -> None:
    first, _ = desk.logbook.add("45385; 45380-59", TODAY - DAY, HERE)
    desk.logbook.edit([first.id], Edit(provider="Kim"))
    drafts = desk.templates.same_as(TODAY - DAY, TODAY)
    assert [(one.line, one.circumstances.provider) for one in drafts] == [
        ("45385", "Kim"),
        ("45380-59", "default"),
    ]
    desk.templates.log(drafts, [TODAY])
    assert desk.logbook.day(TODAY).tally == desk.logbook.day(TODAY - DAY).tally


def test_a_tag_that_only_part_of_an_encounter_has_stays_behind(desk: Desk) -> None:
    first, _ = desk.logbook.add("99214-25; 90833", TODAY - DAY, HERE)
    desk.logbook.edit([first.id], Edit(tag="am", role="lead"))
    (draft,) = desk.templates.same_as(TODAY - DAY, TODAY)
    assert (draft.circumstances.tag, draft.circumstances.role) == ("", "")


def test_a_site_is_the_one_of_now(desk: Desk) -> None:
    desk.sites.put("or", "22", "36104")
    desk.logbook.add("99213 @or", TODAY - DAY, HERE)
    (draft,) = desk.templates.same_as(TODAY - DAY, TODAY)
    assert draft.circumstances == Circumstances(site="or", provider="default")
    desk.sites.put("OR", "22", "national")
    (draft,) = desk.templates.same_as(TODAY - DAY, TODAY)
    (entry,) = desk.templates.log([draft], [TODAY])
    assert (entry.site, entry.locality) == ("OR", "national")


@pytest.mark.parametrize("changed", [True, False])
def test_a_site_that_is_no_more_leaves_its_place(desk: Desk, changed: bool) -> None:
    desk.sites.put("or", "22", "36104")
    desk.logbook.add("99213 @or", TODAY - DAY, HERE)
    if changed:
        desk.sites.put("or", "11")
    else:
        desk.sites.remove("or")
    (draft,) = desk.templates.same_as(TODAY - DAY, TODAY)
    assert draft.circumstances == Circumstances(
        setting="facility", pos="22", locality="10112-00", provider="default"
    )


def test_a_locality_that_is_no_more_becomes_the_preferred_one(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99213", TODAY - DAY, HERE)
    desk.workspace.log.execute("UPDATE entries SET locality = '99999-99' WHERE id = ?", (entry.id,))
    desk.preferences.locality = "10112-00"
    (logged,) = desk.templates.log(desk.templates.same_as(TODAY - DAY, TODAY), [TODAY])
    assert logged.locality == "10112-00"


def test_selected_entries_are_a_line_for_a_bundle(desk: Desk) -> None:
    desk.sites.put("or", "22")
    at_or = desk.logbook.add("99214-25; 90833 @or", TODAY, HERE)
    (other,) = desk.logbook.add("G2211", TODAY, HERE)
    assert desk.templates.of_entries([one.id for one in at_or]) == "99214-25; 90833 @or"
    assert desk.templates.of_entries([at_or[0].id, other.id]) == "99214-25; G2211"
    assert desk.templates.of_entries([other.id]) == "G2211"
    with pytest.raises(BadInputError, match="There is no entry 99"):
        desk.templates.of_entries([99])


def test_several_days_are_filled_at_once(desk: Desk) -> None:
    days = [date(2026, 7, day) for day in (10, 6, 7, 6)]
    drafts = [EncounterDraft("99213x12"), EncounterDraft("90853x8", Circumstances(tag="group"))]
    worth = desk.templates.worth(drafts, days[:3])
    entries = desk.templates.log(drafts, days, "Filled 3 days")
    assert [(one.day.day, one.code, one.patients) for one in entries] == [
        (day, code, patients) for day in (6, 7, 10) for code, patients in (("99213", 12), ("90853", 8))
    ]
    assert sum(one.schedule_wrvu or 0 for one in entries) == worth.wrvu
    assert sum(one.medicare_amount or 0 for one in entries) == worth.amount
    desk.workspace.undo()
    assert desk.workspace.next_labels()[0] == ""


def test_days_over_two_releases_and_years_add_up_as_they_are_logged(desk: Desk) -> None:
    days = [date(2025, 12, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 1), TODAY]
    drafts = [EncounterDraft("99214-25; 90833"), EncounterDraft("99499")]
    worth = desk.templates.worth(drafts, days)
    entries = desk.templates.log(drafts, days)
    assert worth.can_be_logged
    assert sum((one.schedule_wrvu or Decimal(0) for one in entries), Decimal(0)) == worth.wrvu
    assert sum((one.medicare_amount or Decimal(0) for one in entries), Decimal(0)) == worth.amount


def test_what_is_not_known_is_not_zero(desk: Desk) -> None:
    assert desk.templates.worth([EncounterDraft("99499")], [TODAY])[1:] == (None, None)
    assert desk.templates.worth([EncounterDraft("99213")], []) == ((), None, None)
    assert not desk.templates.worth([], [TODAY]).can_be_logged


def test_days_that_have_entries_are_left_out_only_where_asked(desk: Desk) -> None:
    days = [TODAY - DAY, TODAY]
    drafts = [EncounterDraft("99213")]
    desk.logbook.add("90853", TODAY, HERE)
    desk.logbook.add("90853", TODAY - DAY, Circumstances(provider="Kim"))
    assert desk.templates.worked(days, drafts) == (TODAY,)
    assert desk.templates.worked([], drafts) == ()
    assert [one.day for one in desk.templates.log(drafts, days, skip_worked=True)] == [TODAY - DAY]
    with pytest.raises(BadInputError, match="Every one of these days has entries already"):
        desk.templates.log(drafts, days, skip_worked=True)
    assert [one.day for one in desk.templates.log(drafts, days)] == days


@pytest.mark.parametrize(
    ("drafts", "days", "words"),
    [
        ([], [TODAY], "There is nothing to log"),
        ([EncounterDraft("99213")], [], "There is no day to log on"),
        ([EncounterDraft("99213")], [TODAY - DAY * n for n in range(MOST_DAYS + 1)], "367 days can't be"),
        ([EncounterDraft("99213")], [TODAY, TODAY + DAY * 400], "more than a year ahead"),
        ([EncounterDraft("99213"), EncounterDraft("nothing")], [TODAY], "is not a code"),
        ([EncounterDraft("99213", Circumstances(site="nowhere"))], [TODAY], "There is no site @nowhere"),
        ([EncounterDraft("99213", Circumstances(tag="a\0"))], [TODAY], "can't be printed"),
    ],
)
def test_what_can_not_be_logged_is_refused_whole(
    desk: Desk, drafts: list[EncounterDraft], days: list[date], words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        desk.templates.log(drafts, days)
    assert desk.workspace.next_labels()[0] == ""


def test_a_draft_in_a_place_that_does_not_exist_has_a_finding(desk: Desk) -> None:
    worth = desk.templates.worth(
        [EncounterDraft("99213"), EncounterDraft("99213", Circumstances(site="nowhere"))], [TODAY]
    )
    assert [[one.rule for one in draft.findings] for draft in worth.each] == [[], ["bad-place"]]
    assert (worth.can_be_logged, worth.amount) == (False, Decimal("95.19"))


items = st.builds(
    Item,
    st.sampled_from(("99213", "90853", "97110", "00840", "27447", "G0552", "45385")),
    st.lists(st.sampled_from(("25", "59", "AA", "55", "XU")), max_size=4, unique=True).map(tuple),
    st.integers(1, 999),
    st.integers(1, 999),
    st.none() | st.integers(1, 1440),
    st.none() | st.integers(1, 90),
).map(lambda item: item if "55" in item.modifiers else item._replace(care_days=None))
encounters = st.tuples(
    st.lists(items, min_size=1, max_size=4),
    st.builds(
        Circumstances,
        setting=st.none() | st.sampled_from(("office", "facility")),
        pos=st.just(""),
        site=st.sampled_from(("", "", "or", "clinic")),
        locality=st.sampled_from(("", "national", "10112-00", "15202-00")),
        note=st.sampled_from(("", "a note")),
        tag=st.sampled_from(("", "am")),
        role=st.sampled_from(("", "lead")),
        provider=st.sampled_from(("default", "Kim")),
    ).map(lambda around: around._replace(locality="") if around.site else around),
)


@pytest.fixture(scope="module")
def one_desk() -> Iterator[Desk]:
    with (
        TemporaryDirectory() as folder,
        Desk(Path(folder), reference_file(), reference_sources(), "window", lambda: TODAY) as opened,
    ):
        opened.sites.put("or", "22", "36104")
        opened.sites.put("clinic", "11")
        yield opened


_examples = count(1)


@given(st.lists(encounters, min_size=1, max_size=4))
def test_a_day_logged_again_is_the_same_day(
    one_desk: Desk, day_plan: list[tuple[list[Item], Circumstances]]
) -> None:
    # Every example has a day of its own: the log is one for all of them.
    day = date(2020, 1, 1) + 2 * DAY * next(_examples)
    for line, around in day_plan:
        one_desk.logbook.add("; ".join(item.text for item in line), day, around)
    old = one_desk.logbook.day(day)
    drafts = one_desk.templates.same_as(day, day + DAY)
    logged = one_desk.templates.log(drafts, [day + DAY])
    assert what(logged) == what(old.entries)
    assert {entry.note for entry in logged} == {""}


def test_a_draft_has_no_day_of_its_own(desk: Desk) -> None:
    draft = EncounterDraft("mon: 99213")
    (finding,) = desk.templates.read(draft, TODAY).findings
    assert (finding.rule, finding.start, finding.end) == ("bad-day", 0, 4)
    with pytest.raises(BadInputError, match="A draft has no day of its own"):
        desk.templates.log([draft], [TODAY])
    assert desk.logbook.day(TODAY).entries == ()


def test_short_names_are_written_out_in_drafts(desk: Desk) -> None:
    desk.shortcuts.put("talk", "99214-25; 90833")
    entries = desk.templates.log([EncounterDraft("talk x3")], [TODAY - DAY, TODAY])
    assert [(one.code, one.patients, one.day) for one in entries] == [
        ("99214", 3, TODAY - DAY),
        ("90833", 3, TODAY - DAY),
        ("99214", 3, TODAY),
        ("90833", 3, TODAY),
    ]
