"""The grammar of quick entry."""

from collections.abc import Callable
from string import digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.codes import MODIFIERS
from rvuedge_desktop.domain.items import Item, parse_line

DIGITS_AND_LETTERS = f"{digits}ABCDEFGHIJKLMNOPQRSTUVWXYZ"

codes = st.builds(
    lambda first, middle, last: f"{first}{middle}{last}",
    st.sampled_from(DIGITS_AND_LETTERS),
    st.text(digits, min_size=3, max_size=3),
    st.sampled_from(DIGITS_AND_LETTERS),
)
counts = st.one_of(st.just(1), st.integers(1, 999))
times = st.none() | st.integers(1, 1440)
modifiers = st.lists(st.sampled_from(sorted(MODIFIERS)), max_size=4, unique=True).map(tuple)
items = st.builds(Item, codes, modifiers, counts, counts, times, st.none()) | st.builds(
    Item, codes, st.just(("RT", "55")), counts, counts, times, st.integers(1, 90)
)
near_misses = st.text(
    st.sampled_from("0123456789GxXuU-;*\u00d7 .,25TC\u00df\u0130\ufb01\u0661\t\n"), max_size=40
)


def _said(item: Item) -> tuple[str, tuple[str, ...], int, int]:
    return item.code, item.modifiers, item.patients, item.units_each


def _measured(item: Item) -> tuple[int | None, int | None]:
    return item.minutes, item.care_days


@given(st.lists(items, min_size=1, max_size=5))
def test_what_an_item_says_of_itself_is_read_as_that_item(wanted: list[Item]) -> None:
    parsed = parse_line("; ".join(item.text for item in wanted))
    assert parsed.findings == ()
    assert [_said(item) for item in parsed.items] == [_said(item) for item in wanted]
    assert [_measured(item) for item in parsed.items] == [_measured(item) for item in wanted]


@given(items, st.sampled_from((str.lower, str.upper)))
def test_case_does_not_matter(item: Item, spelled: Callable[[str], str]) -> None:
    parsed = parse_line(spelled(item.text))
    assert [_said(one) for one in parsed.items] == [_said(item)]


@given(st.one_of(st.text(max_size=40), near_misses))
def test_no_text_raises_and_every_place_lies_inside_the_line(line: str) -> None:
    parsed = parse_line(line)
    assert parsed.items or parsed.findings
    for item in parsed.items:
        assert 0 <= item.start < item.end <= len(line)
        assert line[item.start : item.end].upper().startswith(item.code)
    for finding in parsed.findings:
        assert 0 <= finding.start <= finding.end <= len(line)
        assert finding.fix


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("90853x8", [("90853", (), 8, 1)]),
        ("99214-25", [("99214", ("25",), 1, 1)]),
        ("45385; 45380-59", [("45385", (), 1, 1), ("45380", ("59",), 1, 1)]),
        ("97110 u3 x4", [("97110", (), 4, 3)]),
        ("97110 x4 u3", [("97110", (), 4, 3)]),
        ("90853 * 8", [("90853", (), 8, 1)]),
        ("90853\u00d78", [("90853", (), 8, 1)]),
        ("g0553", [("G0553", (), 1, 1)]),
        ("99214-25x8", [("99214", ("25",), 8, 1)]),
        ("99214-25u2", [("99214", ("25",), 1, 2)]),
        ("99214 - 25 - 95 x2", [("99214", ("25", "95"), 2, 1)]),
        ("99214-xu", [("99214", ("XU",), 1, 1)]),
        ("73502-RT-LT", [("73502", ("RT", "LT"), 1, 1)]),
        (" ;90853 x008; ", [("90853", (), 8, 1)]),
        ("0042T x999", [("0042T", (), 999, 1)]),
    ],
)
def test_items_are_read_as_people_write_them(
    line: str, said: list[tuple[str, tuple[str, ...], int, int]]
) -> None:
    parsed = parse_line(line)
    assert parsed.findings == ()
    assert [_said(item) for item in parsed.items] == said


def test_a_count_that_was_typed_is_told_from_one_that_was_not() -> None:
    (item,) = parse_line("90853 x1").items
    assert (item.says_patients, item.says_units) == (True, False)
    (item,) = parse_line("90853 u1").items
    assert (item.says_patients, item.says_units) == (False, True)


def test_an_item_knows_its_place_and_its_units() -> None:
    first, second = parse_line(" 97110 u3 x4 ;45380-59").items
    assert (first.start, first.end, first.units, first.text) == (1, 12, 12, "97110 x4 u3")
    assert (second.start, second.end, second.units, second.text) == (14, 22, 1, "45380-59")


@pytest.mark.parametrize(
    ("line", "rule", "place", "words"),
    [
        ("", "empty", "", "There is no code"),
        (" ; ;", "empty", "", "There is no code"),
        ("knee", "not-a-code", "knee", "\u201cknee\u201d is not a code"),
        ("9921", "not-a-code", "9921", "is not a code"),
        ("992133", "not-a-code", "992133", "is not a code"),
        ("stra\u00dfe", "not-a-code", "stra\u00dfe", "is not a code"),
        ("99213; .. ", "nothing-to-repeat", "..", "There is nothing that .. could repeat"),
        ("99213-", "bad-modifier", "-", "There is no modifier after the dash"),
        ("99213-2S", "bad-modifier", "2S", "2S is not a modifier"),
        ("99213-259", "bad-modifier", "259", "259 is not a modifier"),
        ("99213-25-25", "bad-modifier", "25", "Modifier 25 stands twice"),
        ("99213-25-57-59-76-77", "bad-modifier", "77", "More than 4 modifiers"),
        ("90853x0", "bad-count", "x0", "0 patients can't be logged at once"),
        ("90853 x1000", "bad-count", "x1000", "1000 patients can't be logged at once"),
        ("90853 u1000000", "bad-count", "u1000000", "1000000 units can't be logged at once"),
        ("90853 x2 x3", "bad-count", "x3", "The number of patients stands twice"),
        ("90853 u2 u3", "bad-count", "u3", "The number of units stands twice"),
        ("00840 0min", "bad-count", "0min", "0 minutes can't be logged at once"),
        ("00840 1441 min", "bad-count", "1441 min", "1441 minutes can't be logged at once"),
        ("00840 5min 6min", "bad-count", "6min", "The number of minutes stands twice"),
        ("27447-55 91d", "bad-count", "91d", "91 days of aftercare can't be logged at once"),
        ("27447 30d", "bad-count", "27447 30d", "modifier 55 is missing"),
        ("99213 @a @b", "bad-site", "@b", "An encounter takes place at one site"),
        ("99213 @", "bad-site", "@", "There is no name after the @"),
        ("@clinic", "empty", "", "There is no code"),
        ("90853 x2.5", "unreadable", "x2.5", "\u201cx2.5\u201d after 90853 can't be read"),
        ("90853 group", "unreadable", "group", "\u201cgroup\u201d after 90853 can't be read"),
        ("99213; 90853 y8 ", "unreadable", "y8", "\u201cy8\u201d after 90853 can't be read"),
    ],
)
def test_what_can_not_be_read_is_pointed_at(line: str, rule: str, place: str, words: str) -> None:
    (finding,) = parse_line(line).findings
    assert finding.rule == rule
    assert line[finding.start : finding.end] == place
    assert words in finding.what


def test_a_number_of_thousands_of_digits_is_refused_shortly() -> None:
    (finding,) = parse_line(f"90853 x{'9' * 50_000}").findings
    assert finding.what == "999999999999 patients can't be logged at once"


def test_every_part_that_is_wrong_is_found_at_once() -> None:
    parsed = parse_line("knee; 99213; 90853x0; 45380-ZZ")
    assert [finding.rule for finding in parsed.findings] == ["not-a-code", "bad-count", "bad-modifier"]
    assert [item.code for item in parsed.items] == ["99213"]


@pytest.mark.parametrize(
    "line", ["00840 95min", "00840 95 min", "00840 95m", "00840 95 minutes", "00840-QZ 95MIN"]
)
def test_minutes_are_read_as_people_write_them(line: str) -> None:
    (item,) = parse_line(line).items
    assert _measured(item) == (95, None)


def test_days_of_aftercare_stand_beside_55() -> None:
    (item,) = parse_line("27447-RT-55 30d").items
    assert (_measured(item), item.text) == ((None, 30), "27447-RT-55 30d")


def test_a_site_may_stand_anywhere_and_moves_no_place() -> None:
    parsed = parse_line("99213 @Clinic x2; 90833 @clinic")
    assert parsed.findings == ()
    assert parsed.site == ("Clinic", 6, 13)
    assert [(item.code, item.patients, item.start) for item in parsed.items] == [
        ("99213", 2, 0),
        ("90833", 1, 18),
    ]


def test_a_pasted_page_is_not_said_back() -> None:
    for line in ("word " * 2000, "99213 " + "word " * 2000):
        (finding,) = parse_line(line).findings
        assert len(str(finding)) < 250
        assert "word word" in finding.what
