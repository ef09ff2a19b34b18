"""Which release rules on a day of service."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.rates import ConversionFactor, Rate, Release, release_on

BUNDLED = tuple(
    Release(name, first_day)
    for name, first_day in (
        ("RVU24A", date(2024, 1, 1)),
        ("RVU24AR", date(2024, 3, 9)),
        ("RVU24B", date(2024, 4, 1)),
        ("RVU24C", date(2024, 7, 1)),
        ("RVU25D", date(2025, 10, 1)),
        ("RVU26B", date(2026, 4, 1)),
        ("RVU26C", date(2026, 7, 1)),
    )
)

releases = st.lists(
    st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 12, 31)), max_size=12, unique=True
).map(lambda days: tuple(Release(f"of {day}", day) for day in sorted(days)))
days = st.dates(min_value=date(2013, 1, 1), max_value=date(2032, 12, 31))


@given(days, releases)
def test_no_day_is_priced_by_a_release_of_a_later_year(day: date, loaded: tuple[Release, ...]) -> None:
    ruling = release_on(day, loaded)
    if ruling:
        assert ruling.release.first_day.year <= day.year
    else:
        assert all(release.first_day.year > day.year for release in loaded)


@given(days, days, releases)
def test_within_a_year_a_later_day_never_has_an_older_release(
    day: date, other: date, loaded: tuple[Release, ...]
) -> None:
    earlier, later = sorted((day, other.replace(year=day.year, day=min(other.day, 28))))
    first, second = release_on(earlier, loaded), release_on(later, loaded)
    assert (first is None) == (second is None)
    if first and second:
        assert first.release.first_day <= second.release.first_day


@given(days, releases)
def test_in_force_means_the_newest_that_has_begun_in_the_year(day: date, loaded: tuple[Release, ...]) -> None:
    ruling = release_on(day, loaded)
    begun = [one for one in loaded if one.first_day.year == day.year and one.first_day <= day]
    assert (ruling is not None and ruling.rule == "in force") == bool(begun)
    if begun:
        assert ruling
        assert ruling.release == begun[-1]


@pytest.mark.parametrize(
    ("day", "name", "rule"),
    [
        (date(2026, 7, 15), "RVU26C", "in force"),
        (date(2026, 7, 1), "RVU26C", "in force"),
        (date(2026, 6, 30), "RVU26B", "in force"),
        (date(2026, 2, 1), "RVU26B", "nearest release"),
        (date(2025, 1, 1), "RVU25D", "nearest release"),
        (date(2024, 3, 8), "RVU24A", "in force"),
        (date(2024, 3, 9), "RVU24AR", "in force"),
        (date(2024, 12, 31), "RVU24C", "in force"),
        (date(2027, 1, 1), "RVU26C", "schedule out of date"),
        (date(2030, 1, 1), "RVU26C", "schedule out of date"),
    ],
)
def test_the_day_picks_the_release(day: date, name: str, rule: str) -> None:
    ruling = release_on(day, BUNDLED)
    assert ruling is not None
    assert (ruling.release.name, ruling.rule) == (name, rule)


def test_before_the_first_year_nothing_rules() -> None:
    assert release_on(BUNDLED[0].first_day - timedelta(days=1), BUNDLED) is None
    assert release_on(date(2026, 1, 1), ()) is None


def test_a_release_has_the_title_that_people_use() -> None:
    assert BUNDLED[-1].title == "July 2026"


def test_the_setting_picks_the_practice_expense(group: Rate) -> None:
    assert (group.practice_expense("office"), group.practice_expense("facility")) == (
        Decimal("0.23"),
        Decimal("0.05"),
    )
    assert (group.total("office"), group.total("facility")) == (Decimal("0.91"), Decimal("0.73"))


def test_before_2026_there_is_one_factor_for_everybody() -> None:
    before = ConversionFactor(date(2025, 1, 1), Decimal("32.3465"))
    since = ConversionFactor(date(2026, 1, 1), Decimal("33.4009"), Decimal("33.5675"))
    assert before.for_payee(qualifying=True) == Decimal("32.3465")
    assert since.for_payee(qualifying=True) == Decimal("33.5675")
    assert since.for_payee(qualifying=False) == Decimal("33.4009")
