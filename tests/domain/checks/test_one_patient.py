"""Rules that look at one patient of an encounter: add-ons, visits beside procedures, groups, sides."""

from datetime import date

import pytest

from tests.domain.checks.checked_lines import DAY, Book, Tables, limit

NEXT = date(2026, 7, 16)
ADDON = "addon-without-primary error: "
EM = "em-with-procedure warning: "
BOTH = "group-and-individual warning: "


# Add-on codes


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("90785", [ADDON + "90785"]),
        ("90785; 90853", []),
        ("90785; 90833; 99213", []),  # a primary that is an add-on itself
        ("90833", [ADDON + "90833"]),
        ("90785; 99213", [ADDON + "90785"]),
        ("0054T", []),  # the contractor decides
        ("G0554", []),  # its primary may stand on another day of the month
        ("G0022; G0024; G0146; G2088; G3003; 99439; 99458", []),
        ("90853 x8; 90785 x8", []),
        ("90853 x8; 90785 x3", []),
        ("90853 x3; 90785 x8", [ADDON + "90785"]),
        ("90853 x3; 90834 x5; 90785 x8", []),  # each may have had one of the two
        ("90853 x3; 90834 x4; 90785 x8", [ADDON + "90785"]),
        ("90853 x3; 90785 x2; 90785-59 x8", [ADDON + "90785"]),
        ("22614; 22612", []),
        ("22614", [ADDON + "22614"]),
    ],
)
def test_an_addon_needs_a_primary(book: Book, published: Tables, line: str, told: list[str]) -> None:
    found = book.has(line).told(published)
    assert [one for one in found if one.startswith("addon")] == told


def test_what_an_addon_lacks_is_named(book: Book, published: Tables) -> None:
    few, none = book.has("90853 x3; 90785 x8").has("90840").check(published)
    assert few.what == "90785 is for 8 patients, and its primary codes are for 3"
    assert few.entries == (2,)
    assert none.what == "90840 stands without a primary code"
    assert none.fix == "Add the primary code, such as 90839, or log 90840 with it"


def test_a_primary_may_be_on_another_providers_claim(book: Book, published: Tables) -> None:
    assert book.has("22612", provider="a").has("22614", provider="b", same=True).told(published) == []


def test_a_primary_of_another_encounter_counts_under_the_same_tag_alone(
    book: Book, published: Tables
) -> None:
    book.has("22614", tag="bed 4").has("22612", tag="bed 4")
    assert book.told(published) == []
    book.has("90785", tag="bed 5").has("90834", tag="bed 6").has("90785").has("90834")
    assert book.told(published) == [ADDON + "90785"] * 2


def test_a_primary_of_another_day_does_not_count(book: Book, published: Tables) -> None:
    assert book.has("90785", tag="t").has("90834", NEXT, tag="t").told(published) == [ADDON + "90785"]


def test_the_list_of_addons_is_of_2026(book: Book, published: Tables) -> None:
    book.has("90833; 99024", date(2025, 12, 31))
    assert book.told(published) == ["addon-without-primary note: 90833"]
    assert book.check(published)[0].what == "90833 stands without a primary code, by the list of 2026"
    for line, day in (("90833; 99024", date(2026, 1, 1)), ("90833", date(2025, 12, 31))):
        found = Book(book.fees).has(line, day).told(published)
        assert [one for one in found if one.startswith("addon")] == [ADDON + "90833"]


def test_each_member_is_a_patient(book: Book, published: Tables) -> None:
    book.members("90853", 3).has("90785", member=2, same=True)
    assert book.told(published) == []
    book.has("90785", member=4, same=True).has("90785", same=True)
    assert book.told(published) == [ADDON + "90785"] * 2


# Visits beside a procedure


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("99213; 20610", [EM + "99213 20610"]),  # 000
        ("99495; 17000", [EM + "99495 17000"]),
        ("99213; 10060", [EM + "99213 10060"]),  # 010
        ("99213; 27447", [EM + "99213 27447"]),  # 090
        ("92014; 11102", [EM + "92014 11102"]),
        ("99291; 36556", [EM + "99291 36556"]),
        ("99213; 20610; 11102", [EM + "99213 20610 11102"]),
        ("99213 x3; 20610 x3", [EM + "99213 20610"]),
        ("99213 x3; 20610", ["em-with-procedure note: 99213 20610"]),  # perhaps of another patient
        ("99213 x3; 99213-25 x2; 17000 x2", []),
        ("99213 x3; 99213-25 x2; 17000; 11102", []),
        ("99213 x3; 99213-25; 17000 x2", ["em-with-procedure note: 99213 17000"]),
        ("99213; 99213-25; 17000", [EM + "99213 17000"]),
        ("99213; 20610-54", [EM + "99213 20610"]),
        ("99213-25; 20610", []),
        ("99213-57; 27447", []),
        ("99213-24; 27447", []),
        ("99291-FT; 36556", []),
        ("99213; 27447-80", []),
        ("99213; 27447-81", []),
        ("99213; 27447-82", []),
        ("99213; 27447-AS", []),
        ("99213; 27447-55", []),
        ("99213; 27447-56", []),
        ("99213; 59025-TC", []),
        ("99213; 00840 60min", []),
        ("99213; 71046", []),  # XXX
        ("99213; 22614", []),  # ZZZ
        ("99213; 59400", []),  # maternity
        ("99024; 20610", []),
        ("90834; 20610", []),
        ("99213; 99214", []),
        ("20610; 27447", []),
    ],
)
def test_a_visit_beside_a_procedure(book: Book, line: str, told: list[str]) -> None:
    assert [one for one in book.has(line).told() if one.startswith("em-")] == told


def test_57_is_named_for_major_surgery_alone(book: Book) -> None:
    minor, major = book.has("99213; 20610").has("99213; 27447").check()
    assert minor.what == "99213 stands beside 20610 without 25"
    assert major.what == "99213 stands beside 27447 without 25 or 57"
    assert major.source.startswith("RVU26C (July 2026), indicator GLOB DAYS 090; ")


def test_a_visit_beside_another_providers_procedure(book: Book) -> None:
    assert book.has("99213", provider="a").has("20610", provider="b", same=True).told() == []
    assert book.has("99213", provider="DR").has("20610", provider="dr", same=True).told() == [
        EM + "99213 20610"
    ]


def test_a_visit_of_another_encounter_or_member(book: Book) -> None:
    assert book.has("99213").has("20610").told() == []
    assert book.has("99213", member=1).has("20610", member=2, same=True).told() == []
    assert book.has("20610", member=1, same=True).told() == [EM + "99213 20610"]


# Groups


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("90853; 90834", [BOTH + "90853 90834"]),
        ("90849; 90837", [BOTH + "90849 90837"]),
        ("90853; 90832; 90833", [BOTH + "90853 90832 90833"]),
        ("90853; 90836", [BOTH + "90853 90836"]),
        ("90853; 90838", [BOTH + "90853 90838"]),
        ("90853 x8; 90834 x8", [BOTH + "90853 90834"]),
        ("90853 x8; 90834", [BOTH + "90853 90834"]),
        ("90853 x8; 90834 x3", ["group-and-individual note: 90853 90834"]),  # perhaps others
        ("90853-59 x8; 90834", []),
        ("90853 x8; 90834-59", []),
        ("90853 x8; 90834-XE", []),
        ("90853 x8; 90834-XS", []),
        ("90853 x8; 90834-XP", []),
        ("90853 x8; 90834-XU", []),
        ("90853; 90834-95", [BOTH + "90853 90834"]),
        ("90853 x8; 90839", []),  # no modifier lets both be paid: ncci-pair says that
        ("90853 x8; 90785 x8", []),
        ("90834; 90837", []),
    ],
)
def test_group_and_individual(book: Book, line: str, told: list[str]) -> None:
    assert [one for one in book.has(line).told() if one.startswith("group-and")] == told


def test_a_member_who_was_seen_alone(book: Book) -> None:
    book.members("90853", 8).has("90834", member=3, same=True)
    (finding,) = book.check()
    assert (finding.rule, finding.entries) == ("group-and-individual", (3, 9))


def test_group_by_one_and_individual_by_another(book: Book) -> None:
    assert book.has("90853 x8", provider="a").has("90834", provider="b", same=True).told() == []


def test_group_and_individual_in_two_encounters(book: Book) -> None:
    book.has("90834", tag="ann").members("90853", 2)
    assert book.told() == []
    book.has("90853", member=3, same=True, tag="ann")
    (finding,) = book.check()
    assert finding.entries == (1, 4)
    assert finding.day == DAY


def test_a_tag_of_several_patients_tells_none_apart(book: Book) -> None:
    book.has("90834", tag="tuesday").members("90853", 2, tag="tuesday").has("90853 x4", tag="tuesday")
    assert book.told() == []


def test_group_and_individual_on_two_days(book: Book) -> None:
    assert book.has("90834", tag="ann").has("90853 x2; 90853", NEXT, tag="ann").told() == []


def test_what_two_encounters_tell_is_not_told_of_one_again(book: Book) -> None:
    book.has("90834; 90853", tag="ann").has("90837", tag="ann")
    assert [one.entries for one in book.check() if one.rule == "group-and-individual"] == [(1, 2, 3)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("90853", ["group-billed-once note: 90853"]),
        ("90849", ["group-billed-once note: 90849"]),
        ("97150", ["group-billed-once note: 97150"]),
        ("96164", ["group-billed-once note: 96164"]),
        ("90853 u8", ["group-billed-once warning: 90853"]),
        ("90853 x8", []),
        ("90853 x2", []),
        ("90853; 90853-59", []),
        ("90853; 90837-59", []),  # one patient, alone and in the group
        ("90853; 99213", []),
        ("90853; 90837-59 x3", ["group-billed-once note: 90853"]),
        ("90847", []),
        ("97804 u2", []),  # counted in time
    ],
)
def test_a_group_that_is_billed_once(book: Book, line: str, told: list[str]) -> None:
    tables = Tables(limits=[limit("90853", 1)])
    assert [one for one in book.has(line).told(tables) if not one.startswith("mue warning: 90853 90853")] == [
        *told,
        *(["mue warning: 90853"] if line == "90853; 90853-59" else []),
    ]


def test_what_one_unit_is_may_have_a_source(book: Book) -> None:
    tables = Tables(limits=[limit("90853", 1)])
    (finding,) = book.has("90853").check(tables)
    assert finding.source == "CPT, unit of service of 90853; NCCI unit limits, 2026 Q2"
    assert book.check()[0].source == "CPT, unit of service of 90853"


def test_members_logged_one_by_one_are_no_group_billed_once(book: Book) -> None:
    assert book.has("90853").has("90853").has("90853", NEXT, provider="b").told() == [
        "group-billed-once note: 90853"
    ]
    assert Book(book.fees).members("90853", 1).told() == []


def test_another_providers_group_is_another_group(book: Book) -> None:
    assert (
        book.has("90853", provider="a").has("90853", provider="b").told()
        == ["group-billed-once note: 90853"] * 2
    )


@pytest.mark.parametrize(("count", "told"), [(9, []), (10, []), (11, ["group-size warning: 90853"])])
def test_the_size_of_a_group(book: Book, count: int, told: list[str]) -> None:
    assert book.members("90853", count).told(group_limit=10) == told
    assert Book(book.fees).has(f"90853 x{count}").told(group_limit=10) == told
    assert Book(book.fees).has(f"90853 x{count}; 90853-59 x2").told(group_limit=10) == told
    assert Book(book.fees).has(f"90853 x{count}").told() == []


def test_members_and_others_of_a_group_are_counted_together(book: Book) -> None:
    book.members("90853", 6).has("90853 x5; 99213 x20", same=True)
    assert book.told(group_limit=10) == ["group-size warning: 90853"]
    assert book.check(group_limit=10)[0].what == "90853 is for a group of 11, more than 10"
    assert book.told(group_limit=11) == []


def test_two_groups_are_two(book: Book) -> None:
    book.has("90853 x8; 90849 x8").has("90853 x8").has("90853 x8", provider="b", same=True)
    assert book.told(group_limit=10) == []


# Both sides


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("92083-50", ["92083"]),
        ("92083-RT-LT", ["92083"]),
        ("92083-RT; 92083-LT", ["92083"]),
        ("92083 u2", ["92083"]),
        ("92083", []),
        ("92083-RT", []),
        ("92083-RT; 92083", []),
        ("92083-RT; 92083-LT-59", []),
        ("92083-RT; 92083-LT-76", []),
        ("92083 u3", []),
        ("92136 u2", []),  # the limit allows two
        ("76519; 76519-26-LT", []),  # the reading is of each side
        ("20610-50", []),
        ("20610-RT; 20610-LT", []),
        ("20610-50; 20610-RT", ["20610"]),
        ("20610-50; 20610-RT-59", []),
        ("20610-50-RT-LT", ["20610"]),
        ("20610-50 u2", ["20610"]),
        ("20610-50; 20610-50", ["20610"]),
        ("20610-50; 20610-50-59", []),
        ("20610-50; 20610-50-76", []),
        ("20610-50 x4", []),
        ("20610 u2", []),
        ("73000-50; 73000-LT", ["73000"]),  # 3
        ("90853-RT; 90853-LT", []),  # 0
        ("99242-50 u2", []),
    ],
)
def test_both_sides(book: Book, line: str, told: list[str]) -> None:
    found = book.has(line).check(Tables(limits=[limit("92136", 2, "day, by policy")]))
    assert [" ".join(one.codes) for one in found if one.rule == "bilateral-twice"] == told


def test_sides_on_two_claims(book: Book) -> None:
    assert book.has("92083-RT", provider="a").has("92083-LT", provider="b", same=True).told() == []


def test_50_with_two_units_is_a_note(book: Book) -> None:
    (finding,) = book.has("20610-50 u2").check()
    assert (finding.severity, finding.fix) == ("note", "If one pair was treated, write one unit")


def test_whose_lines_are_is_said_where_numbers_differ(book: Book) -> None:
    (finding,) = book.has("99213 x3; 20610").check()
    assert finding.fix.endswith("if other patients had it, log them as an encounter of their own")


def test_a_tag_tells_that_the_one_of_a_group_was_seen_alone(book: Book) -> None:
    book.has("90853", tag="ann").has("90834-59", tag="ann")
    assert book.told() == []


def test_50_on_two_lines(book: Book) -> None:
    (finding,) = book.has("20610-50; 20610-50").check()
    assert (finding.severity, finding.entries) == ("warning", (1, 2))
    assert finding.what == "20610 stands with 50 more than once"


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("20610-50 x2; 20610-RT x2", "warning"),
        ("20610-50 x2; 20610-RT x3", "note"),
        ("20610-50 x2; 20610-50 x2", "warning"),
        ("20610-50 x2; 20610-50 x3", "note"),
        ("92083-RT x2; 92083-LT x2", "warning"),
        ("92083-RT x2; 92083-LT x3", "note"),
        ("92083-RT x2; 92083-50 x3", "warning"),
        ("92083 u2 x2", "warning"),
    ],
)
def test_sides_of_different_numbers_of_patients(book: Book, line: str, severity: str) -> None:
    found = [one for one in book.has(line).check() if one.rule == "bilateral-twice"]
    assert [one.severity for one in found] == [severity]
    assert ("other patients" in found[0].fix) is (severity == "note")
