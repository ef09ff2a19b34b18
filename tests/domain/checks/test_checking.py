"""All checks together: what holds for any log."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rvuedge_desktop.domain.checks.checking import RULES, check_entries
from rvuedge_desktop.domain.checks.lines import CheckedEntry, CheckOptions
from rvuedge_desktop.domain.codes import MODIFIERS
from rvuedge_desktop.domain.places import PLACES
from tests.domain.checks.checked_lines import Book, Fees, Tables, limit, pair

NAMES = (
    "modifier-not-allowed",
    "addon-without-primary",
    "em-with-procedure",
    "global-period",
    "group-and-individual",
    "group-billed-once",
    "group-size",
    "telehealth-pos",
    "tc-in-facility",
    "bilateral-twice",
    "mue",
    "status",
    "monthly-limit",
    "not-in-schedule",
    "ncci-pair",
)
TABLES = Tables(
    {
        "90785": {"90853", "90834"},
        "22614": {"22612"},
        "90833": {"99213"},
        "0054T": {"any"},
        "G0554": {"G0553"},
    },
    [limit("90834", 1), limit("97110", 4, "line"), limit("G0553", 1, "day, by policy")],
    [pair("20610", "99213"), pair("20610", "20600"), pair("90853", "90834"), pair("90839", "90853", "never")],
)
_CODES = (
    "99213 99214 99291 92014 99242 99024 20610 20600 10060 27447 22612 22614 71046 93000 93005 92083 11300 "
    "90853 90849 90834 90837 90833 90839 90785 97110 97150 96164 G0553 G0554 00840 59400 80053 85060 "
    "96372 99999 45378 D0426 0054T"
)
CODES = _CODES.split()
USUAL = [
    "24",
    "25",
    "26",
    "50",
    "53",
    "54",
    "55",
    "57",
    "59",
    "78",
    "80",
    "95",
    "93",
    "LT",
    "RT",
    "TC",
    "AS",
    "62",
]
ENTRY = st.fixed_dictionaries(
    {
        "code": st.sampled_from(CODES),
        "modifiers": st.lists(
            st.one_of(st.sampled_from(USUAL), st.sampled_from(sorted(MODIFIERS))), max_size=4, unique=True
        ).map(tuple),
        "patients": st.integers(1, 4),
        "units_each": st.integers(1, 5),
        "day": st.one_of(
            st.sampled_from([date(2026, 7, 15), date(2026, 7, 14), date(2026, 7, 16), date(2026, 9, 1)]),
            st.dates(),
        ),
        "encounter": st.integers(1, 3),
        "provider": st.sampled_from(["dr", "DR", "other", ""]),
        "tag": st.sampled_from(["", "", "ann", "bob"]),
        "member": st.sampled_from([None, None, 1, 2]),
        "pos": st.sampled_from([*sorted(PLACES), "97", ""]),
        "custom_wrvu": st.sampled_from([None, None, None, Decimal(1)]),
    }
)
LOG = st.lists(ENTRY, max_size=14)
ANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
GROUP_OF_FOUR = CheckOptions(group_limit=4)


def made(fees: Fees, log: Sequence[dict[str, object]]) -> list[CheckedEntry]:
    """Entries with what was drawn, each with a number and a release that has its code or not."""
    base = Book(fees).has("99213").lines[0]
    return [
        CheckedEntry(
            base.entry._replace(id=at, uid=f"{at:032x}", **fields),  # type: ignore[arg-type]
            fees.get(str(fields["code"]), {}),
            base.release if at % 5 else "",
        )
        for at, fields in enumerate(log, 1)
    ]


def test_every_rule_is_in_the_list_once() -> None:
    assert tuple(rule.name for rule in RULES) == NAMES
    assert all(rule.title and rule.looks_at and not rule.looks_at.endswith(".") for rule in RULES)


@ANY
@given(LOG)
def test_it_never_raises_and_every_finding_is_whole(fees: Fees, log: list[dict[str, object]]) -> None:
    entries = made(fees, log)
    by_id = {one.entry.id: one.entry for one in entries}
    for found in check_entries(entries, TABLES, GROUP_OF_FOUR):
        own = [by_id[number] for number in found.entries]
        assert found.uids == tuple(entry.uid for entry in own)
        assert set(found.codes) == {entry.code for entry in own}
        assert found.rule in NAMES
        assert all(entry.custom_wrvu is None for entry in own)
        for text in (found.what, found.why, found.source, found.fix):
            assert text.strip() == text
            assert text
            assert not text.endswith((".", ";", ","))
        assert any(code in found.what for code in found.codes)
        assert any((entry.day, entry.encounter) == (found.day, found.encounter) for entry in own)


@ANY
@given(LOG)
def test_findings_stand_in_the_order_of_the_log_and_each_has_a_key(
    fees: Fees, log: list[dict[str, object]]
) -> None:
    found = check_entries(made(fees, log), TABLES, GROUP_OF_FOUR)
    places = [(one.day, one.encounter) for one in found]
    assert places == sorted(places)
    assert len({one.key for one in found}) == len(found)


@ANY
@given(LOG, st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(
    fees: Fees, log: list[dict[str, object]], shuffled: random.Random
) -> None:
    entries = made(fees, log)
    before = check_entries(entries, TABLES, GROUP_OF_FOUR)
    shuffled.shuffle(entries)
    assert check_entries(entries, TABLES, GROUP_OF_FOUR) == before


@ANY
@given(LOG)
def test_other_encounters_are_named_only_under_one_tag(fees: Fees, log: list[dict[str, object]]) -> None:
    entries = made(fees, log)
    by_id = {one.entry.id: one.entry for one in entries}
    for found in check_entries(entries, TABLES, GROUP_OF_FOUR):
        own = [by_id[number] for number in found.entries]
        if len({(entry.day, entry.encounter) for entry in own}) > 1:
            assert len({entry.tag for entry in own}) == 1
            assert own[0].tag
            assert {entry.patients for entry in own} == {1}


@ANY
@given(LOG, st.sampled_from(NAMES))
def test_a_rule_that_is_off_takes_away_its_findings_alone(
    fees: Fees, log: list[dict[str, object]], name: str
) -> None:
    entries = made(fees, log)
    all_of_them = check_entries(entries, TABLES, GROUP_OF_FOUR)
    without = check_entries(entries, TABLES, CheckOptions(frozenset({name}), 4))
    assert without == [one for one in all_of_them if one.rule != name]


@ANY
@given(LOG)
def test_members_may_change_their_numbers(fees: Fees, log: list[dict[str, object]]) -> None:
    entries = made(fees, log)
    swapped = [
        one._replace(
            entry=one.entry._replace(member={None: None, 1: 7, 2: 1}.get(one.entry.member, one.entry.member))
        )
        for one in entries
    ]
    assert check_entries(swapped, TABLES, GROUP_OF_FOUR) == check_entries(entries, TABLES, GROUP_OF_FOUR)


@ANY
@given(LOG)
def test_more_tags_never_add_what_two_patients_did(fees: Fees, log: list[dict[str, object]]) -> None:
    """Without tags every finding is of one encounter."""
    untagged = made(fees, [{**fields, "tag": ""} for fields in log])
    by_id = {one.entry.id: one.entry for one in untagged}
    for found in check_entries(untagged, TABLES, GROUP_OF_FOUR):
        assert len({(by_id[at].day, by_id[at].encounter) for at in found.entries}) == 1


def plain_codes(fees: Fees) -> list[str]:
    """Codes that are active, priced, and of which no rule speaks when they stand alone."""
    special = {"90853", "90849", "97150", "96164"}
    return [
        code for code, rows in fees.items() if "" in rows and rows[""].status == "A" and code not in special
    ]


def test_an_active_code_alone_is_right(fees: Fees, published: Tables) -> None:
    told = defaultdict(list)
    for code in plain_codes(fees):
        for found in Book(fees).has(code).check(published, group_limit=1):
            told[found.rule].append(code)
    addons = {code for code in published.addons if "any" not in published.addons[code]}
    assert set(told) <= {"addon-without-primary"}
    assert set(told["addon-without-primary"]) <= addons


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("99213; 20610", "99213-25; 20610"),
        ("99213; 27447", "99213-57; 27447"),
        ("90853 x8; 90834", "90853 x8; 90834-59"),
        ("20610; 20600", "20610; 20600-59"),
        ("99213-95; 20610", "99213-95-25; 20610"),
        ("99213; 20610; 80053", "99213-25; 20610; 80053"),
    ],
)
def test_the_modifier_that_is_asked_for_takes_its_finding_away_alone(
    fees: Fees, line: str, right: str
) -> None:
    before, after = (Book(fees).has(text).told(TABLES) for text in (line, right))
    gone = [one for one in before if one not in after]
    assert len(gone) == 1
    assert after == [one for one in before if one not in gone]


def test_24_takes_a_visit_out_of_the_global_period_and_nothing_else(fees: Fees) -> None:
    for visit, rules in (("99213; 80053", ["global-period", "status"]), ("99213-24; 80053", ["status"])):
        book = Book(fees).has("27447", tag="ann").has(visit, date(2026, 8, 1), tag="ann")
        assert [one.rule for one in book.check()] == rules


# Keys


def key(book: Book, rule: str) -> str:
    (found,) = (one.key for one in book.check(TABLES) if one.rule == rule)
    return found


def test_a_key_rests_on_the_facts(book: Book) -> None:
    book.has("99213; 20610")
    first = key(book, "em-with-procedure")
    entry = book.lines[1].entry
    changes: tuple[dict[str, object], ...] = (
        {"modifiers": ("RT",)},
        {"units_each": 2},
        {"patients": 2},
        {"code": "20605"},
        {"uid": "f" * 32},
    )
    for change in changes:
        other = Book(book.fees)
        changed = entry._replace(**change)  # type: ignore[arg-type]
        other.lines = [book.lines[0], CheckedEntry(changed, book.fees[changed.code], "RVU26C (July 2026)")]
        assert key(other, "em-with-procedure") != first, change
    unchanged = Book(book.fees)
    unchanged.lines = [book.lines[0], book.lines[1]._replace(entry=entry._replace(note="seen", pos="12"))]
    assert key(unchanged, "em-with-procedure") == first


def test_a_key_rests_on_the_place_where_the_rule_does(book: Book) -> None:
    hospital = key(book.has("71046", pos="22"), "tc-in-facility")
    assert key(Book(book.fees).has("71046", pos="21"), "tc-in-facility") != hospital


def test_two_modifiers_of_a_line_are_two_findings(book: Book) -> None:
    found = book.has("99213-26-50").check()
    assert [one.rule for one in found] == ["modifier-not-allowed"] * 2
    assert len({one.key for one in found}) == 2


def test_the_order_of_modifiers_is_no_fact(book: Book) -> None:
    assert key(book.has("99213; 20610-RT-51"), "em-with-procedure") == key(
        Book(book.fees).has("99213; 20610-51-RT"), "em-with-procedure"
    )


def test_nothing_to_check(fees: Fees) -> None:
    assert Book(fees).check() == []


def test_a_finding_tells_its_day_and_encounter(book: Book) -> None:
    found = book.has("99213").has("99213-26", date(2026, 7, 15) + timedelta(days=1)).check()
    assert [(one.day, one.encounter) for one in found] == [(date(2026, 7, 16), 2)]
