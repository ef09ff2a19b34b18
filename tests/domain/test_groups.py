"""A group: who was there, and what each of them has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.groups import (
    COMPLEXITY,
    Group,
    GroupRequest,
    checked_group,
    group_again,
    read_group,
)
from rvuedge_desktop.domain.items import Item
from tests.entries import entry


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ("group 90853 8", GroupRequest("90853", 8)),
        ("Group 90853x8", GroupRequest("90853", 8)),
        ("group 90853-59 x 12 @clinic", GroupRequest("90853-59 @clinic", 12)),
        ("yesterday: group 90853 8 #anger", GroupRequest("yesterday: 90853 #anger", 8)),
        ("group therapy", None),
        ("group 90853", None),
        ("90853 8", None),
        ("group 90853 8; 99213", None),
    ],
)
def test_a_line_asks_for_a_group(line: str, request_: GroupRequest | None) -> None:
    assert read_group(line) == request_


def test_each_member_has_what_the_boxes_say() -> None:
    group = Group(4, frozenset({1, 3}), frozenset({3}), frozenset({2}))
    assert group.present == (1, 3, 4)
    session = Item("90853")
    assert [[item.text for item in group.items_of(number, session)] for number in group.present] == [
        ["90853", "90785"],
        ["90853-95", "90785-95"],
        ["90853"],
    ]
    already = group.items_of(3, Item("90853", ("95",)))
    assert [item.text for item in already] == ["90853-95", "90785-95"]


@pytest.mark.parametrize(
    ("group", "what"),
    [
        (Group(0), "A group of 0 can't be logged"),
        (Group(100), "A group of 100 can't be logged"),
        (Group(8, absent=frozenset({9})), "There is no member 9 for absent"),
        (Group(8, telehealth=frozenset({0})), "There is no member 0 for telehealth"),
        (
            Group(8, complexity=frozenset({5}), absent=frozenset({5})),
            "Member 5 was absent and can't have interactive complexity",
        ),
        (Group(2, absent=frozenset({1, 2})), "Nobody came to the group"),
    ],
)
def test_what_is_no_group(group: Group, what: str) -> None:
    with pytest.raises(BadInputError) as refused:
        checked_group(group)
    assert (refused.value.what, bool(refused.value.fix)) == (what, True)


members = st.frozensets(st.integers(1, 12), max_size=4)


@given(st.integers(1, 12), members, members, members)
def test_a_group_that_is_good_has_a_line_for_each_who_came(
    size: int, complexity: frozenset[int], telehealth: frozenset[int], absent: frozenset[int]
) -> None:
    group = Group(size, complexity, telehealth, absent)
    inside = all(number <= size for number in complexity | telehealth | absent)
    if not inside or absent & (complexity | telehealth) or not group.present:
        with pytest.raises(BadInputError):
            checked_group(group)
        return
    items = [
        item for number in checked_group(group).present for item in group.items_of(number, Item("90853"))
    ]
    assert sum(item.code == "90853" for item in items) == size - len(absent)
    assert sum(item.code == COMPLEXITY for item in items) == len(complexity)
    assert all(item.units == 1 for item in items)


def test_nothing_is_no_group_to_log_again() -> None:
    assert group_again([]) is None


def test_a_group_is_asked_for_once_more_with_who_was_there() -> None:
    entries = [
        entry("90853", member=1),
        entry("90785", member=1),
        entry("90853", ("95",), member=2, pos="10"),
        entry("90853", member=4),
    ]
    assert group_again(entries) == (
        GroupRequest("90853 @11", 4),
        Group(4, frozenset({1}), frozenset({2}), frozenset({3})),
    )


def test_a_group_by_video_is_one_by_its_code_and_place() -> None:
    entries = [entry("90853", ("95",), member=number, pos="10") for number in (1, 2)]
    assert group_again(entries) == (GroupRequest("90853-95 @10", 2), Group(2))
