"""Rules that look at one line: its modifiers, its status, its place, with the figures of RVU26C."""

from datetime import date

import pytest

from rvuedge_desktop.domain.checks.modifiers import _RULES
from rvuedge_desktop.domain.codes import MODIFIERS
from tests.domain.checks.checked_lines import Book, Fees

MODIFIER = "modifier-not-allowed"


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("99213-26", "error"),  # PC/TC 0
        ("99213-TC", "error"),
        ("93010-26", "error"),  # 2: a reading alone
        ("93005-TC", "error"),  # 3: a technical part alone
        ("93000-26", "error"),  # 4: a whole test
        ("96372-26", "error"),  # 5: work of staff
        ("85060-TC", "error"),  # 8
        ("97110-26", "error"),  # 7: therapy
        ("97110-TC", "error"),
        ("10030-26", "error"),  # 9: the two parts do not apply
        ("71046-26-TC", "error"),  # both are the whole
        ("90853-50", "warning"),  # bilateral 0
        ("11300-50", "error"),  # bilateral 9
        ("20610-80", "error"),  # assistant 1
        ("20610-81", "error"),
        ("20610-82", "error"),
        ("20610-AS", "error"),
        ("62320-80", "error"),  # assistant 9
        ("33340-80", "note"),  # assistant 0
        ("20610-62", "error"),  # co-surgeons 0
        ("27447-62", "note"),  # co-surgeons 1
        ("27447-66", "error"),  # team 0
        ("27702-66", "error"),
        ("20610-54", "error"),  # 000
        ("20610-55", "error"),
        ("99213-56", "error"),  # XXX
        ("99213-78", "warning"),
        ("99213-53", "warning"),
        ("20610-25", "error"),
        ("27447-57", "error"),
        ("11102-24", "error"),
        ("27447-AA", "warning"),
        ("99213-QK", "warning"),
        ("64483-QX", "warning"),
    ],
)
def test_a_modifier_that_the_code_does_not_take(book: Book, line: str, severity: str) -> None:
    found = [one for one in book.has(line).check() if one.rule == MODIFIER]
    assert [(one.severity, one.what.partition(":")[0]) for one in found] == [(severity, line)]
    assert found[0].source.startswith(("RVU26C (July 2026), ", "Medicare Claims"))


@pytest.mark.parametrize(
    "line",
    [
        "71046-26",
        "71046-TC",
        "45378-53",
        "20610-50",
        "77067-50",  # 2: said by bilateral-twice
        "27447-80",
        "27447-54-55",
        "27447-78",
        "20610-78",
        "59400-54",  # maternity
        "22614-54",  # ZZZ
        "99213-25-57",
        "92014-24",
        "90791-25",
        "G0439-25",
        "96372-25",
        "00840-AA 60min",
        "00840-QZ 60min",
        "D0426-50",  # the contractor decides
        "D0426-80",
        "D0426-26",
        "D0426-TC",
        "85025-26",  # outside the schedule: the indicators are fillers
        "99242-50",
        "99242-80",
        "80053-54",
        "80053-AA",
        "20610-59",
        "15756-62",  # co-surgeons 2
        "33945-66",  # team, by report
    ],
)
def test_a_modifier_that_may_be(book: Book, line: str) -> None:
    assert [one for one in book.has(line).check() if one.rule == MODIFIER] == []


def test_who_assisted_is_said_once(book: Book) -> None:
    found = book.has("20610-AS-80").check()
    assert [one.what for one in found] == ["20610-AS-80: an assistant is not paid for this code"]


def test_a_laboratory_code_with_a_reading_has_no_technical_part(book: Book, fees: Fees) -> None:
    code = next(code for code, rows in fees.items() if "26" in rows and rows["26"].indicators.pc_tc == "6")
    assert book.has(f"{code}-26").told() == []
    assert book.has(f"{code}-TC").told() == [
        f"modifier-not-allowed error: {code}",
        f"status note: {code}",
    ]


def test_a_team_that_may_be_paid_needs_documentation(book: Book, fees: Fees) -> None:
    code = next(c for c, rows in fees.items() if "" in rows and rows[""].indicators.team == "1"
                and rows[""].status == "A" and rows[""].indicators.global_days == "090")  # fmt: skip
    assert book.has(f"{code}-66").told() == [f"modifier-not-allowed note: {code}"]


def test_every_modifier_with_a_rule_exists() -> None:
    assert set(_RULES) <= MODIFIERS


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("99242", "status warning: 99242"),  # I
        ("99417", "status warning: 99417"),
        ("99078", "status warning: 99078"),  # B
        ("99381", "status note: 99381"),  # N
        ("80053", "status note: 80053"),  # X
        ("A4570", "status warning: A4570"),  # P or I
    ],
)
def test_a_status_that_is_not_paid(book: Book, line: str, told: str) -> None:
    (finding,) = book.has(line).check()
    assert f"{finding.rule} {finding.severity}: {finding.codes[0]}" == told
    assert "status " in finding.source
    assert finding.why.startswith("Status ")
    assert ":" not in finding.why.partition(" means ")[0]


@pytest.mark.parametrize("line", ["99213", "00840 30min", "D0120", "G0552", "99024", "J0561", "36591"])
def test_a_status_that_is_paid_or_paid_elsewhere(book: Book, line: str) -> None:
    assert book.has(line).told() == []


def test_a_code_that_the_schedule_does_not_have(book: Book) -> None:
    assert book.has("99999").told() == ["not-in-schedule warning: 99999"]


def test_before_the_first_schedule_nothing_is_missing_from_it(book: Book) -> None:
    assert book.has("99999", date(2019, 5, 1), release="").told() == []


def test_without_a_release_the_file_is_named(fees: Fees) -> None:
    (finding,) = Book(fees).has("99213-26", release="").check()
    assert finding.source == "Relative value file, indicator PCTC 0"


@pytest.mark.parametrize(
    ("line", "pos", "billed"),
    [
        ("71046", "22", "Bill 71046-26 for the reading"),
        ("71046", "19", "Bill 71046-26 for the reading"),
        ("71046", "21", "Bill 71046-26 for the reading"),
        ("71046", "23", "Bill 71046-26 for the reading"),
        ("71046", "24", "Bill 71046-26 for the reading"),
        ("71046", "31", "Bill 71046-26 for the reading"),
        ("71046", "51", "Bill 71046-26 for the reading"),
        ("71046", "61", "Bill 71046-26 for the reading"),
        ("71046-TC", "22", "Leave it to the facility"),
        ("93005", "22", "Leave it to the facility"),
        ("93000", "22", "Bill the code of the reading alone"),
        ("96372", "22", "Leave it to the facility"),
    ],
)
def test_the_technical_part_where_the_facility_is_paid_for_it(
    book: Book, line: str, pos: str, billed: str
) -> None:
    (finding,) = book.has(line, pos=pos).check()
    assert (finding.rule, finding.fix) == ("tc-in-facility", billed)


@pytest.mark.parametrize(
    ("line", "pos"),
    [
        ("71046-26", "22"),
        ("93010", "22"),
        ("71046", "11"),
        ("71046", "32"),
        ("71046", "41"),  # a facility by the schedule, but no hospital
        ("71046", "42"),
        ("96372", "24"),  # work of staff is refused in hospitals
        ("96372", "11"),
        ("99213", "22"),
        ("27447", "21"),
        ("80053", "22"),
    ],
)
def test_what_is_not_the_facilitys(book: Book, line: str, pos: str) -> None:
    assert [one for one in book.has(line, pos=pos).check() if one.rule == "tc-in-facility"] == []


def test_work_of_staff_has_a_source_of_its_own(book: Book) -> None:
    staff, test = book.has("96372; 93005", pos="22").check()
    assert staff.source.endswith("indicator PCTC 5; Medicare Benefit Policy Manual, chapter 15, section 60")
    assert test.source.endswith("indicator PCTC 3; Medicare Claims Processing Manual, chapter 13, section 20")
    (slide,) = Book(book.fees).has("88305", pos="22").check()
    assert slide.source.endswith(
        "indicator PCTC 1; Medicare Claims Processing Manual, chapter 12, section 60"
    )


def test_a_line_that_takes_no_row_is_no_technical_part(book: Book) -> None:
    assert book.has("71046-26-TC", pos="22").told() == ["modifier-not-allowed error: 71046"]


def test_codes_of_the_users_own_are_not_looked_at(book: Book) -> None:
    assert book.has("99999; 99213-26", custom=True).told() == []
