"""A group in the log: one encounter, a line for each member who came, each a patient of their own."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rvuedge_desktop.domain.contracts import Contract, CreditPolicy, Tier
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.groups import Group
from rvuedge_desktop.domain.periods import month_of
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

TODAY = date(2026, 7, 15)
HERE = Circumstances()


def test_eight_members_are_eight_lines_of_one_encounter(desk: Desk) -> None:
    entries = desk.groups.add("90853", Group(8), TODAY, HERE)
    assert [one.member for one in entries] == list(range(1, 9))
    assert {(one.code, one.patients, one.units_each) for one in entries} == {("90853", 1, 1)}
    assert len({one.encounter for one in entries}) == 1
    tally = desk.logbook.day(TODAY).tally
    assert (tally.schedule_wrvu, tally.medicare_amount) == (Decimal("5.36"), Decimal("243.12"))
    assert desk.workspace.next_labels()[0] == "Logged a group of 8, 90853"
    desk.workspace.undo()
    assert desk.logbook.day(TODAY).entries == ()


def test_boxes_are_add_ons_video_and_empty_chairs(desk: Desk) -> None:
    group = Group(8, frozenset({1, 4, 7}), frozenset({2, 3}), frozenset({5}))
    entries = desk.groups.add("mon: 90853 #anger", group, TODAY, HERE)
    assert [(one.member, one.code_text, one.pos) for one in entries] == [
        (1, "90853", "11"),
        (1, "90785", "11"),
        (2, "90853-95", "10"),
        (3, "90853-95", "10"),
        (4, "90853", "11"),
        (4, "90785", "11"),
        (6, "90853", "11"),
        (7, "90853", "11"),
        (7, "90785", "11"),
        (8, "90853", "11"),
    ]
    assert {(one.day, one.tag) for one in entries} == {(date(2026, 7, 13), "anger")}
    assert desk.workspace.next_labels()[0] == "Logged a group of 7 of 8, 90853"
    table = desk.reports.month_table(month_of(TODAY), "summary")
    assert dict(zip(table.columns, next(iter(table.rows)), strict=True))["encounters"] == "7"


def test_what_one_member_has_takes_nothing_from_another(desk: Desk) -> None:
    """97150 is therapy: second units of one patient lose half of the practice expense, patients do not."""
    (alone,) = desk.logbook.add("97150", TODAY, HERE)
    members = desk.groups.add("97150", Group(3), TODAY, HERE)
    assert {one.medicare_amount for one in members} == {alone.medicare_amount}
    assert {one.how for one in members} == {""}
    together = desk.logbook.add("97150; 97150", TODAY, HERE)
    assert together[1].medicare_amount != alone.medicare_amount
    (changed, *_) = desk.logbook.edit([members[0].id], Edit(pos="12"))
    assert changed.medicare_amount == alone.medicare_amount
    (copied, *_) = desk.logbook.copy([one.id for one in members], date(2026, 7, 14))
    assert (copied.member, copied.medicare_amount) == (1, alone.medicare_amount)


@pytest.mark.parametrize(
    ("line", "group", "what"),
    [
        ("90853", Group(8, absent=frozenset({9})), "There is no member 9 for absent"),
        ("90849", Group(3, frozenset({1})), "90785 is no add-on of 90849"),
        ("90853x8", Group(8), "A group has one code and a number of members"),
        ("90853; 99213", Group(8), "A group has one code and a number of members"),
        ("90853-2S", Group(8), "2S is not a modifier"),
        (
            "90853-25-59-XE-XS",
            Group(3, telehealth=frozenset({2})),
            "Member 2 by video has more than 4 modifiers",
        ),
    ],
)
def test_what_can_not_be_logged_is_refused_whole(desk: Desk, line: str, group: Group, what: str) -> None:
    assert desk.groups.draft(line, group, TODAY, HERE).findings[0].what == what
    with pytest.raises(BadInputError) as refused:
        desk.groups.add(line, group, TODAY, HERE)
    assert refused.value.what == what
    assert desk.logbook.day(TODAY).entries == ()


members = st.frozensets(st.integers(1, 6), max_size=3)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(members, members)
def test_a_group_is_logged_as_it_was_drafted(
    desk: Desk, complexity: frozenset[int], telehealth: frozenset[int]
) -> None:
    group = Group(6, complexity, telehealth)
    draft = desk.groups.draft("90853", group, TODAY, HERE)
    entries = desk.groups.add("90853", group, TODAY, HERE)
    assert [line.item.code for line in draft.lines] == [one.code for one in entries]
    assert draft.wrvu == sum(one.schedule_wrvu or 0 for one in entries)
    assert draft.amount == sum(one.medicare_amount or 0 for one in entries)


def test_what_the_contract_credits_of_a_group_is_drafted_as_such(desk: Desk) -> None:
    desk.pay.keep(
        Contract(
            "C",
            "default",
            date(2026, 1, 1),
            (1, 1),
            Decimal(0),
            tiers=(Tier(Decimal(0), Decimal(50)),),
            credit=CreditPolicy("full"),
        )
    )
    draft = desk.groups.draft("90853", Group(3), TODAY, HERE)
    assert (draft.credited, draft.custom_wrvu) == (Decimal("2.01"), None)


def test_a_group_with_an_own_code_is_drafted_with_its_own_figures(desk: Desk) -> None:
    desk.custom_codes.put("Z0001", "Skills class", Decimal("0.5"))
    draft = desk.groups.draft("Z0001", Group(4), TODAY, HERE)
    assert (draft.custom_wrvu, draft.is_custom) == (Decimal(2), True)


def test_two_dots_ask_for_the_same_group_again(desk: Desk) -> None:
    assert desk.groups.asked("..", HERE) is None
    group = Group(8, frozenset({1}), frozenset({2}), frozenset({5}))
    desk.groups.add("90853 @31", group, TODAY, HERE)
    asked = desk.groups.asked("yesterday: .. #b", HERE)
    assert asked is not None
    assert (asked[0].line, asked[1]) == ("yesterday: 90853 @31 #b", group)
    elsewhere = desk.groups.asked(".. @er", HERE)
    assert elsewhere is not None
    assert elsewhere[0].line == "90853 @er"
    assert [one.rule for one in desk.logbook.draft("..", TODAY, HERE).findings] == ["group"]
    assert desk.groups.asked("group 90853 5", HERE) is not None
    assert desk.groups.asked("90853x5", HERE) is None


def test_an_export_of_entries_tells_the_members(desk: Desk) -> None:
    desk.groups.add("90853", Group(2), TODAY, HERE)
    desk.logbook.add("99213", TODAY, HERE)
    table = desk.reports.month_table(month_of(TODAY), "entries")
    assert [dict(zip(table.columns, row, strict=True))["member"] for row in table.rows] == ["1", "2", ""]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("90853", ("90853", 1)),
        ("mon: 90853-95x8 @er #a", ("mon: 90853-95 @er #a", 8)),
        ("mine x6", ("90853 @home", 6)),
        ("90853 x2; 90785", None),
        ("9085", None),
    ],
)
def test_a_line_with_patients_is_asked_for_by_members_with_all_that_it_says(
    desk: Desk, line: str, asked: tuple[str, int] | None
) -> None:
    desk.shortcuts.put("mine", "90853 @home")
    assert desk.groups.as_group(line, HERE) == asked


def test_a_member_of_a_group_stays_one_patient(desk: Desk) -> None:
    first, *_ = desk.groups.add("90853", Group(3), TODAY, HERE)
    with pytest.raises(BadInputError, match="A member of a group is one patient"):
        desk.logbook.edit([first.id], Edit(patients=8))
    with pytest.raises(BadInputError, match="A member of a group is one patient"):
        desk.logbook.retype(first.id, "90853x8")
    (changed,) = desk.logbook.retype(first.id, "90853-59 x1")
    assert changed.code_text == "90853-59"
