"""Telehealth and its places, limits of units, codes of a month, and pairs of NCCI."""

from datetime import date

import pytest

from rvuedge_desktop.domain.code_pairs import CodePair
from rvuedge_desktop.domain.quarters import Quarter
from rvuedge_desktop.domain.unit_limits import Adjudication
from tests.domain.checks.checked_lines import Book, Tables, limit, pair

TELE = "telehealth-pos "
NO_MORE = "Bill 1; more is not paid, whatever the notes say"
POLICY, PRACTICE = "day, by policy", "day, by practice"


@pytest.mark.parametrize(
    ("line", "pos", "told"),
    [
        ("99213-95", "11", [TELE + "warning: 99213"]),
        ("99213-93", "12", [TELE + "warning: 99213"]),
        ("99213-GT", "11", [TELE + "warning: 99213"]),
        ("99213-GQ", "11", [TELE + "warning: 99213"]),
        ("90834-FQ", "11", [TELE + "warning: 90834"]),
        ("99213-95", "97", [TELE + "warning: 99213"]),  # no such place
        ("99213-95; 90833-95", "11", [TELE + "warning: 99213 90833"]),
        ("99213-95", "10", []),
        ("99213-93", "02", []),
        ("97110-95", "19", []),
        ("97110-95", "22", []),
        ("97802-95", "22", []),
        ("99213-95", "22", [TELE + "warning: 99213"]),  # therapists alone write it so
        ("99213-95", "21", [TELE + "warning: 99213"]),
        ("99213-95", "50", []),
        ("99213", "11", []),
        ("99213", "10", [TELE + "note: 99213"]),
        ("99213", "02", [TELE + "note: 99213"]),
        ("99213-95; 90833", "10", [TELE + "note: 90833"]),
        ("20610", "10", []),  # no rule of telehealth speaks of a procedure
        ("00840 60min", "02", []),
        ("98966", "10", []),  # by telephone as it is
        ("98016", "10", []),
        ("77067-26", "10", []),  # a reading is no visit
        ("93010", "02", []),
        ("99490; 99439", "10", []),  # the care of a month is no visit either
        ("99484", "10", []),
        ("99999", "10", ["not-in-schedule warning: 99999"]),
    ],
)
def test_telehealth_and_its_places(book: Book, line: str, pos: str, told: list[str]) -> None:
    assert book.has(line, pos=pos).told() == told


@pytest.mark.parametrize(("day", "count"), [(date(2023, 12, 31), 0), (date(2024, 1, 1), 1)])
def test_in_the_emergency_the_place_was_that_of_a_visit_in_person(book: Book, day: date, count: int) -> None:
    assert len(book.has("99213-95", day).told()) == count
    assert len(Book(book.fees).has("99213", day, pos="10").told()) == count


@pytest.mark.parametrize(
    ("line", "adjudication", "told"),
    [
        ("97110 u4", "line", []),
        ("97110 u5", "line", ["mue warning: 97110"]),
        ("97110 u4; 97110-59 u4", "line", []),
        ("97110 u5; 97110-59 u5", "line", ["mue warning: 97110"] * 2),
        ("97110 u4", POLICY, []),
        ("97110 u5", POLICY, ["mue error: 97110"]),
        ("97110 u4; 97110-59", POLICY, ["mue error: 97110"]),
        ("97110 u4; 97110-59", PRACTICE, ["mue warning: 97110"]),
        ("97110 u2 x9; 97110-59 u2", PRACTICE, []),
        ("97110 u2 x9; 97110-59 u3", PRACTICE, ["mue note: 97110"]),  # perhaps of another patient
        ("97110 u2 x9; 97110-59 u3", POLICY, ["mue note: 97110"]),
        ("97110 u2 x9; 97110-59 u5", PRACTICE, ["mue warning: 97110"]),
        ("97110 u3 x9; 97110-59 u3 x9", PRACTICE, ["mue warning: 97110"]),
    ],
)
def test_units_of_one_patient(book: Book, line: str, adjudication: Adjudication, told: list[str]) -> None:
    assert book.has(line).told(Tables(limits=[limit("97110", 4, adjudication)])) == told


@pytest.mark.parametrize("line", ["27447; 27447-80", "27447; 27447-55", "71046-26; 71046-TC"])
def test_lines_that_are_no_further_units(book: Book, line: str) -> None:
    tables = Tables(limits=[limit("27447", 1), limit("71046", 1)])
    assert not any(one.startswith("mue") for one in book.has(line).told(tables))


def test_units_of_members_providers_and_other_encounters_are_not_added(book: Book) -> None:
    tables = Tables(limits=[limit("90834", 1)])
    book.members("90834", 4).has("90834").has("90834", provider="b", same=True)
    assert book.told(tables) == []


def test_units_of_one_tag_and_day_are_added(book: Book) -> None:
    tables = Tables(limits=[limit("90834", 2)])
    book.has("90834", tag="ann").has("90834 u2", tag="ann").has("90834", date(2026, 7, 16), tag="ann")
    (finding,) = book.check(tables)
    assert finding.entries == (1, 2)
    assert finding.what == "Units of 90834 for one patient on one day: 3, and the limit is 2"
    assert finding.fix.endswith("; if these were several patients, write them as x2")
    assert finding.source == "NCCI unit limits, 2026 Q2"


def test_a_limit_of_none(book: Book) -> None:
    tables = Tables(limits=[limit("99381", 0), limit("99213", 0)])
    assert book.has("99381").told(tables) == ["status note: 99381"]
    assert Book(book.fees).has("99213").told(tables) == ["mue warning: 99213"]


def test_a_limit_by_line_is_not_held_against_a_day(book: Book) -> None:
    tables = Tables(limits=[limit("90834", 1, "line")])
    assert book.has("90834", tag="ann").has("90834", tag="ann").told(tables) == []


def test_units_meant_as_patients_are_told_once(book: Book) -> None:
    for adjudication in ("line", POLICY, PRACTICE):
        tables = Tables(limits=[limit("90853", 1, adjudication)])  # type: ignore[arg-type]
        assert Book(book.fees).has("90853 u8").told(tables) == ["group-billed-once warning: 90853"]


@pytest.mark.parametrize(
    ("line", "told", "fix"),
    [
        ("27447-RT; 27447-LT", ["mue warning: 27447"], "Write both sides on one line, as 27447-50"),
        ("27447-RT; 27447-LT-59", ["mue warning: 27447"], "Write both sides on one line, as 27447-50"),
        (
            "27447-RT; 27447-RT",
            ["mue error: 27447"],
            f"{NO_MORE}; if these were several patients, write them as x2",
        ),
        (
            "27447-RT; 27447-LT; 27447",
            ["mue error: 27447"],
            f"{NO_MORE}; if these were several patients, write them as x3",
        ),
        ("27447 u2", ["mue error: 27447"], NO_MORE),
        ("27447-RT x2; 27447-LT", ["mue note: 27447"], "Write both sides on one line, as 27447-50"),
        ("27447-50", [], ""),
    ],
)
def test_right_and_left_are_one_unit_with_50(book: Book, line: str, told: list[str], fix: str) -> None:
    tables = Tables(limits=[limit("27447", 1, "day, by policy")])
    assert book.has(line).told(tables) == told
    assert [one.fix for one in book.check(tables)] == [fix] * len(told)


def test_right_and_left_of_a_code_without_50_are_two_units(book: Book) -> None:
    tables = Tables(limits=[limit("11102", 1, "day, by policy")])
    assert book.has("11102-RT; 11102-LT").told(tables) == ["mue error: 11102"]


# Codes of a month


def of_month(book: Book) -> list[tuple[int, ...]]:
    return [one.entries for one in book.check() if one.rule == "monthly-limit"]


def test_a_code_of_a_month_twice(book: Book) -> None:
    assert of_month(book.has("G0553; G0554 u3")) == []
    assert of_month(book.has("G0553 u2")) == [(3,)]
    assert of_month(book.has("G0553; G0553-59")) == [(3,), (4, 5)]
    assert of_month(book.has("G0553 x9")) == [(3,), (4, 5)]
    assert of_month(book.has("G0553").has("G0553")) == [(3,), (4, 5)]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (date(2026, 7, 1), date(2026, 7, 31), 1),
        (date(2026, 6, 30), date(2026, 7, 1), 0),
        (date(2025, 7, 1), date(2026, 7, 1), 0),
    ],
)
def test_a_code_of_a_month_under_one_tag(book: Book, first: date, second: date, count: int) -> None:
    book.has("G0553", first, tag="ann").has("G0553", second, tag="ann")
    found = book.check()
    assert len(found) == count
    assert all(one.day == second and one.entries == (1, 2) for one in found)
    assert of_month(Book(book.fees).has("G0553", first, tag="ann").has("G0553", second, tag="bob")) == []
    assert of_month(Book(book.fees).has("G0553", first).has("G0553", second)) == []


def test_a_code_of_a_month_twice_in_one_encounter_is_told_once(book: Book) -> None:
    assert of_month(book.has("G0553; G0553-59", tag="ann")) == [(1, 2)]


def test_a_code_of_a_month_by_another_provider(book: Book) -> None:
    assert of_month(book.has("G0553", tag="ann").has("G0553", tag="ann", provider="b")) == []


def test_what_is_billed_after_the_first_is_named(book: Book) -> None:
    (finding,) = book.has("G0553 u2").check()
    assert finding.what == "G0553 is billed 2 times for one patient in July 2026"
    assert finding.fix == "Bill further time of the month as G0554"


@pytest.mark.parametrize(("pos", "count"), [("02", 2), ("10", 2), ("11", 0), ("22", 0)])
def test_where_a_code_of_a_month_is_not_billed(book: Book, pos: str, count: int) -> None:
    assert len(of_month(book.has("G0553; G0554", pos=pos))) == count


# Pairs


PAIRS = Tables(
    edits=[
        pair("20610", "99213"),
        pair("90853", "90834", rationale="mutually exclusive"),
        pair("90839", "90853", "never"),
        pair("11102", "11104", "not applicable"),
        pair("20610", "20600"),
        pair("99213", "99213"),
        CodePair("10060", "10061", "never", date(2026, 1, 1), date(2026, 6, 30), "", "NCCI pairs, 2026 Q2"),
    ]
)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("20610; 20600", ["ncci-pair warning: 20610 20600"]),
        ("20600; 20610", ["ncci-pair warning: 20600 20610"]),
        ("20610; 20600-59", []),
        ("20610-XS; 20600", []),
        ("20610-RT; 20600-LT", []),
        ("20610; 20600-F1", []),
        ("20610; 20600-51", ["ncci-pair warning: 20610 20600"]),
        ("20610; 20600; 20600-59", ["ncci-pair warning: 20610 20600"]),
        ("20610 x4; 20600 x4", ["ncci-pair warning: 20610 20600"]),
        ("20610 x4; 20600 x3", ["ncci-pair note: 20610 20600"]),  # perhaps of other patients
        ("90839 x2; 90853 x2", ["ncci-pair error: 90839 90853"]),
        ("90839 x2; 90853-59 x2", ["ncci-pair error: 90839 90853"]),
        ("90839; 90853 x2", ["ncci-pair note: 90839 90853"]),
        ("11102; 11104", []),
        ("10060; 10061", []),  # no longer held
        ("99213; 99213", []),
        ("99213; 20610", ["em-with-procedure warning: 99213 20610"]),  # said once
        ("99213-25; 20610", []),
        ("90853; 90834", ["group-and-individual warning: 90853 90834"]),  # said once
        (
            "99213; 20610; 20600",
            ["em-with-procedure warning: 99213 20610 20600", "ncci-pair warning: 20610 20600"],
        ),
    ],
)
def test_pairs(book: Book, line: str, told: list[str]) -> None:
    assert book.has(line).told(PAIRS) == told


def test_a_pair_never_paid_is_said_even_beside_a_visit(book: Book) -> None:
    tables = Tables(edits=[pair("20610", "99213", "never")])
    assert book.has("99213; 20610").told(tables) == [
        "em-with-procedure warning: 99213 20610",
        "ncci-pair error: 99213 20610",
    ]


def test_the_reason_of_a_pair(book: Book) -> None:
    tables = Tables(edits=[pair("20610", "20600", "never", rationale="sequential procedure")])
    (finding,) = book.has("20610; 20600").check(tables)
    assert finding.why == "For one patient and day the two are not both paid (sequential procedure)"
    assert finding.source == "NCCI pairs, 2024 Q3; NCCI policy manual, chapter 1"


@pytest.mark.parametrize(
    ("day", "first_day", "last_day", "sure"),
    [
        (date(2024, 8, 1), None, None, True),
        (date(2024, 6, 30), None, None, False),
        (date(2024, 6, 30), date(2020, 1, 1), None, True),
        (date(2024, 10, 1), None, None, False),
        (date(2024, 10, 1), date(2020, 1, 1), None, False),
        (date(2024, 10, 1), date(2020, 1, 1), date(2024, 12, 31), True),
    ],
)
def test_a_file_speaks_for_its_quarter(
    book: Book, day: date, first_day: date | None, last_day: date | None, sure: bool
) -> None:
    edit = CodePair(
        "45385", "45378", "never", first_day, last_day, "", "NCCI pairs, 2024 Q3", Quarter(2024, 3)
    )
    (finding,) = book.has("45385; 45378", day).check(Tables(edits=[edit]))
    assert finding.severity == ("error" if sure else "warning")
    assert ("by the file of 2024 Q3" in finding.why) is not sure


def test_pairs_of_other_patients_and_providers(book: Book) -> None:
    book.has("20610", member=1).has("20600", member=2, same=True).has("20610").has("20600")
    book.has("20610", provider="a").has("20600", provider="b", same=True)
    assert book.told(PAIRS) == []


def test_pairs_of_one_tag_and_day(book: Book) -> None:
    book.has("20610", tag="ann").has("20600", tag="ann").has("20600", date(2026, 7, 16), tag="ann")
    assert book.told(PAIRS) == ["ncci-pair warning: 20610 20600"]


def test_a_visit_of_one_tag_beside_a_procedure_is_said_by_its_own_rule(book: Book) -> None:
    book.has("20610", tag="ann").has("99213", tag="ann")
    assert book.told(PAIRS) == ["global-period warning: 20610 99213"]
