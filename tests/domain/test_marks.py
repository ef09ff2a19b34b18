"""A line says beside its codes when and where it was, and of whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.domain.marks import Mark, read_marks


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("99213 @clinic", Mark("clinic", 6, 13)),
        ("@or 45385; 45380", Mark("or", 0, 3)),
        ("45385@or;45380 @OR", Mark("or", 5, 8)),
        ("99213", None),
        ("mon: 99213 #knee@or", Mark("or", 16, 19)),
    ],
)
def test_a_line_names_its_site(line: str, mark: Mark | None) -> None:
    assert read_marks(line).site == mark


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("yesterday: 99213x4", Mark("yesterday", 0, 10)),
        (" Mon : 99213", Mark("Mon", 1, 6)),
        ("2026-07-15:99213", Mark("2026-07-15", 0, 11)),
        ("-3: 99213", Mark("-3", 0, 3)),
        ("last  week: 99213", Mark("last  week", 0, 11)),
        ("99213", None),
        (": 99213", None),
        ("99213; mon: 99214", None),
        ("99213 @or: 99214", None),
    ],
)
def test_a_line_begins_with_its_day(line: str, mark: Mark | None) -> None:
    assert read_marks(line).day == mark


def test_a_line_names_its_tag() -> None:
    assert read_marks("99213 #knee-left; 20610").tag == Mark("knee-left", 6, 16)
    assert read_marks("99213").tag is None


def test_marks_take_nothing_from_what_stands_beside_them() -> None:
    parsed = parse_line("@or 45385 x2; 45380-59 @or #a")
    assert [(item.text, item.start, item.end) for item in parsed.items] == [
        ("45385 x2", 4, 12),
        ("45380-59", 14, 22),
    ]
    assert (parsed.findings, parsed.site, parsed.tag) == ((), Mark("or", 0, 3), Mark("a", 27, 29))
    behind = parse_line("mon: 99213x4")
    assert [(item.text, item.start, item.end) for item in behind.items] == [("99213 x4", 5, 12)]
    assert behind.day == Mark("mon", 0, 4)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("99213 @", [("bad-site", "There is no name after the @", 6, 7)]),
        ("99213 #", [("bad-tag", "There is no name after the #", 6, 7)]),
        (
            "@a 99213 @b @c",
            [
                ("bad-site", "An encounter takes place at one site", 9, 11),
                ("bad-site", "An encounter takes place at one site", 12, 14),
            ],
        ),
        ("99213 #a #b #A", [("bad-tag", "An encounter has one tag", 9, 11)]),
    ],
)
def test_what_is_wrong_with_a_mark_is_said_at_its_place(
    line: str, found: list[tuple[str, str, int, int]]
) -> None:
    assert [(one.rule, one.what, one.start, one.end) for one in parse_line(line).findings] == found


@given(st.text(st.sampled_from("mon:@or#a;9921-3 \u00df.x"), max_size=30))
def test_every_mark_lies_in_the_line_and_blanks_stand_in_its_place(line: str) -> None:
    marks = read_marks(line)
    assert len(marks.rest) == len(line)
    for mark in (marks.day, marks.site, marks.tag):
        if mark:
            assert line[mark.start : mark.end].strip("@#: ").startswith(mark.name.strip(" "))
            assert not marks.rest[mark.start : mark.end].strip()
    assert all(blank in {one, " "} for one, blank in zip(line, marks.rest, strict=True))
