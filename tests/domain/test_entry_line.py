"""Short names in a line are written out, and every place in it is still the one that was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.entry_line import Segment, segment_at, write_out
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.items import parse_line

NAMES = {
    "lapchole": "47562",
    "talk": "99214-25; 90833",
    "call-in": "99213",
    "gi": "45385; 45380-59 @asc",
    "..": "90853 x8 @clinic",
    "apart": "47562; @or",
    "crowd": "group 90853 @11",
}


def _meaning(name: str) -> str | None:
    return NAMES.get(name.lower())


@pytest.mark.parametrize(
    ("line", "full"),
    [
        ("99213x4", "99213x4"),
        ("lapchole", "47562"),
        ("LapChole-22 x2", "47562-22 x2"),
        ("talk x4", "99214-25 x4; 90833 x4"),
        ("call-in-25", "99213-25"),
        ("call-out", "call-out"),
        ("mon: lapchole", "mon: 47562"),
        ("99213; talk", "99213; 99214-25; 90833"),
        ("talk;lapchole ;36415", "99214-25; 90833;47562 ;36415"),
        ("gi", "45385; 45380-59 @asc"),
        ("gi @or", "45385; 45380-59 @or"),
        ("gi#polyps", "45385; 45380-59 #polyps @asc"),
        ("gi-22", "45385-22; 45380-59-22 @asc"),
        ("..", "90853 x8 @clinic"),
        (".. ; 90785", "90853 x8 @clinic ; 90785"),
        (".. x4", "90853 x4 @clinic"),
        ("..-95 u2", "90853-95 x8 u2 @clinic"),
        ("..-95x4", "90853-95x4 @clinic"),
        ("gi-26X2", "45385-26X2; 45380-59-26X2 @asc"),
        ("@or lapchole", "47562 @or"),
        ("mon: #a @or gi x2", "mon: 45385 x2; 45380-59 x2 #a @or"),
        ("gi; 99213 @or", "45385; 45380-59; 99213 @or"),
        ("99213 @or; gi #a; ..", "99213 @or; 45385; 45380-59 #a; 90853 x8"),
        ("apart x2", "47562 x2 @or"),
        ("crowd-95", "group 90853-95 @11"),
        ("lapchole2", "lapchole2"),
        ("knee pain", "knee pain"),
        ("", ""),
    ],
)
def test_a_short_name_stands_for_its_line(line: str, full: str) -> None:
    assert write_out(line, _meaning).text == full


def test_the_names_that_were_found_are_told_with_what_they_stand_for() -> None:
    assert write_out("Talk; 36415; lapchole", _meaning).names == (
        ("Talk", "99214-25; 90833"),
        ("lapchole", "47562"),
    )


def _typed(line: str) -> list[str]:
    """What was typed at the place of each item and finding of a line."""
    written = write_out(line, _meaning)
    parsed = parse_line(written.text)
    places = [(written.typed(item.start), written.typed(item.end, is_end=True)) for item in parsed.items] + [
        (one.start, one.end) for one in map(written.placed, parsed.findings)
    ]
    return [line[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("99213; talk x4; 36415", ["99213", "talk x4", "talk x4", "36415"]),
        ("talk; 9921", ["talk", "talk", "9921"]),
        ("talk-ZZ; 36415", ["36415", "talk-ZZ", "talk-ZZ"]),
        ("tue: lapchole @or; 99213-2S", ["lapchole @or", "2S"]),
        ("talk-; lapchole", ["lapchole", "talk-", "talk-"]),
        ("@or lapchole; 9921", ["@or lapchole", "9921"]),
    ],
)
def test_places_are_those_of_what_was_typed(line: str, typed: list[str]) -> None:
    assert _typed(line) == typed


def test_a_finding_without_a_place_stays_without_one() -> None:
    finding = Finding("empty", "There is no code")
    assert write_out("lapchole", _meaning).placed(finding) == finding


@given(
    st.lists(
        st.sampled_from((*NAMES, "99213", "9921", "mon:", "x4", "-25", "@or", "#a", ";", " ")), max_size=9
    )
)
def test_every_place_of_what_is_written_out_lies_in_the_line(parts: list[str]) -> None:
    line = " ".join(parts)
    written = write_out(line, _meaning)
    parsed = parse_line(written.text)
    for finding in map(written.placed, parsed.findings):
        assert 0 <= finding.start <= finding.end <= len(line)
        assert finding.start < finding.end or finding.rule == "empty"


@given(st.text(max_size=40))
def test_a_line_without_short_names_stays_as_it_is(line: str) -> None:
    written = write_out(line, lambda _name: None)
    assert (written.text, written.names) == (line, ())
    assert all(written.typed(place) == place for place in range(len(line)))


@pytest.mark.parametrize(
    ("line", "segment"),
    [
        ("99213; kn|", Segment("kn", 6, 9)),
        ("kn|; 99213", Segment("kn", 0, 2)),
        ("mon: knee|", Segment("knee", 4, 9)),
        ("mon|: knee", Segment("knee", 4, 9)),
        ("yesterday: 99213; knee @or #a|; 1", Segment("knee", 17, 29)),
        ("|", Segment("", 0, 0)),
    ],
)
def test_the_segment_is_what_is_being_typed(line: str, segment: Segment) -> None:
    assert segment_at(line.replace("|", ""), line.index("|")) == segment
