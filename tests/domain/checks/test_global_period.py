"""Visits inside the days that an operation includes, among entries of one tag."""

from datetime import date, timedelta

import pytest

from tests.domain.checks.checked_lines import Book

DAY = date(2026, 3, 2)
RULE = "global-period"


def inside(book: Book) -> list[tuple[int, ...]]:
    return [one.entries for one in book.check() if one.rule == RULE]


def course(book: Book, operation: str, visit: str, after: int, **more: str) -> bool:
    """Tell whether a visit some days after an operation is found inside."""
    book.has(operation, DAY, tag="ann", provider="a")
    book.has(visit, DAY + timedelta(days=after), **{"tag": "ann", "provider": "a", **more})  # type: ignore[arg-type]
    return bool(inside(book))


@pytest.mark.parametrize(
    ("operation", "after", "found"),
    [
        ("27447", -2, False),
        ("27447", -1, True),
        ("27447", 0, True),
        ("27447", 1, True),
        ("27447", 90, True),
        ("27447", 91, False),
        ("10060", -1, False),
        ("10060", 0, True),
        ("10060", 10, True),
        ("10060", 11, False),
        ("20610", -1, False),
        ("20610", 0, True),
        ("20610", 1, False),
        ("71046", 0, False),
        ("59400", 5, False),
    ],
)
def test_the_borders(book: Book, operation: str, after: int, found: bool) -> None:
    assert course(book, operation, "99213", after) is found


@pytest.mark.parametrize(
    ("visit", "after", "found"),
    [
        ("99213-24", 5, False),
        ("99213-25", 5, True),
        ("99213-57", 5, False),  # another operation was decided
        ("99213-58", 5, False),
        ("99213-78", 5, False),
        ("99213-79", 5, False),
        ("99291-FT", 5, False),
        ("99213-25", 0, False),
        ("99213-57", 0, False),
        ("99213-24", 0, False),
        ("99213-57", -1, False),
        ("99213-24", -1, False),
        ("99213-25", -1, True),
        ("99024", 5, False),
        ("71046", 5, False),
        ("11102", 5, False),  # procedures are not looked at
        ("92014", 5, True),
    ],
)
def test_what_silences_a_visit(book: Book, visit: str, after: int, found: bool) -> None:
    assert course(book, "27447", visit, after) is found


@pytest.mark.parametrize(
    ("operation", "after", "found"),
    [
        ("27447-54", 5, False),  # the aftercare is another's
        ("27447-54", -1, True),
        ("27447-54", 0, True),
        ("27447-53", 5, False),
        ("27447-78", 5, False),  # begins no period of its own
        ("27447-55", 5, False),
        ("27447-56", 5, False),
        ("27447-80", 5, False),
        ("27447-81", 0, False),
        ("27447-82", 5, False),
        ("27447-AS", -1, False),
        ("27447-79", 5, True),
        ("27447-RT", 5, True),
    ],
)
def test_operations_without_aftercare(book: Book, operation: str, after: int, found: bool) -> None:
    assert course(book, operation, "99213", after) is found


@pytest.mark.parametrize("more", [{"provider": "b"}, {"tag": "bob"}, {"tag": ""}])
def test_other_providers_and_tags(book: Book, more: dict[str, str]) -> None:
    assert not course(book, "27447", "99213", 5, **more)


def test_without_tags_nothing_is_known_of_the_patient(book: Book) -> None:
    assert inside(book.has("27447", DAY).has("99213", DAY + timedelta(days=5))) == []


def test_the_same_encounter_is_for_the_rule_of_visits_and_procedures(book: Book) -> None:
    assert book.has("27447; 99213", DAY, tag="ann").told() == ["em-with-procedure warning: 27447 99213"]


def test_another_operation_of_the_day_in_the_visits_encounter_hides_none(book: Book) -> None:
    book.has("20610", DAY, tag="ann").has("20610; 99213", DAY, tag="ann").has("20610", DAY, tag="ann")
    assert inside(book) == [(1, 3)]
    book = Book(book.fees).has("20610; 99213", DAY, tag="ann").has("20610", DAY, tag="ann")
    assert inside(book) == [(2, 3)]


def test_an_earlier_operation_counts_behind_one_whose_aftercare_is_anothers(book: Book) -> None:
    book.has("27447", DAY, tag="ann").has("27447-54", DAY + timedelta(days=10), tag="ann")
    book.has("99213", DAY + timedelta(days=20), tag="ann")
    assert inside(book) == [(1, 3)]


def test_a_visit_of_the_day_of_one_operation_may_be_inside_anothers(book: Book) -> None:
    book.has("27447", DAY, tag="ann").has("20610", DAY + timedelta(days=10), tag="ann")
    book.has("99213-25", DAY + timedelta(days=10), tag="ann")
    assert inside(book) == [(1, 3)]


def test_a_tag_of_several_patients(book: Book) -> None:
    assert inside(book.has("27447", DAY, tag="or").has("99213 x9", DAY + timedelta(days=5), tag="or")) == []


@pytest.mark.parametrize(
    ("after", "what"),
    [
        (-1, "99213 is on the day before 27447 of 2026-03-02, which includes it"),
        (0, "99213 is on the day of 27447 of 2026-03-02, which includes the usual care of the day"),
        (90, "99213 is 90 of 90 days after 27447 of 2026-03-02"),
    ],
)
def test_the_words(book: Book, after: int, what: str) -> None:
    course(book, "27447", "99213", after)
    (finding,) = book.check()
    assert finding.what == what
    assert finding.day == DAY + timedelta(days=after)
    assert "indicator GLOB DAYS 090" in finding.source


def test_the_last_of_days(book: Book) -> None:
    assert inside(book.has("27447", date.max, tag="ann").has("99213-25", date.max, tag="ann")) == []


def test_a_tag_with_thousands_of_entries_is_one_finding_for_a_visit(book: Book) -> None:
    for at in range(1500):
        book.has("27447", DAY + timedelta(days=at % 500), tag="all")
        book.has("99213", DAY + timedelta(days=at % 500), tag="all")
    assert len(inside(book)) == 1500


@pytest.mark.parametrize(("others", "found"), [(5, [(1, 2)]), (6, [])])
def test_a_tag_of_a_whole_days_encounters_is_no_patient(
    book: Book, others: int, found: list[tuple[int, ...]]
) -> None:
    book.has("27447", DAY, tag="clinic").has("99213", DAY + timedelta(days=5), tag="clinic")
    for _ in range(others):
        book.has("99214-24", DAY + timedelta(days=5), tag="clinic")
    assert inside(book) == found


def test_two_operations_of_one_encounter_are_told_once(book: Book) -> None:
    book.has("27447; 27130", DAY, tag="ann").has("99213", DAY + timedelta(days=5), tag="ann")
    assert inside(book) == [(1, 3)]
