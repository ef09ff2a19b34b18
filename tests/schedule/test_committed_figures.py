"""The figures in the repository: readable, in order, complete, and CMS's."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.rates import Rate, RateInterval, Release
from rvuedge_desktop.schedule.bundled_text import (
    FACTORS_FILE,
    RELEASES_FILE,
    conversion_factors_text,
    read_conversion_factors,
    read_releases,
    releases_text,
    year_text,
)
from rvuedge_desktop.schedule.published_file import read_published_file

On = Callable[[date], Mapping[tuple[str, str], Rate]]
JULY_2026 = date(2026, 7, 1)


def _figures(rate: Rate) -> tuple[str, ...]:
    return tuple(f"{rvu:.2f}" for rvu in (rate.work, rate.pe_nonfacility, rate.pe_facility, rate.malpractice))


def test_the_text_is_as_it_would_be_written_today(
    bundled_folder: Path, bundled_years: Mapping[int, list[RateInterval]]
) -> None:
    for year, intervals in bundled_years.items():
        assert year_text(intervals).encode() == (bundled_folder / f"{year}.csv").read_bytes()
    releases, factors = bundled_folder / RELEASES_FILE, bundled_folder / FACTORS_FILE
    assert releases_text(read_releases(releases)).encode() == releases.read_bytes()
    assert conversion_factors_text(read_conversion_factors(factors)).encode() == factors.read_bytes()


def test_no_key_is_there_twice(bundled_years: Mapping[int, list[RateInterval]]) -> None:
    for intervals in bundled_years.values():
        order = [(one.rate.code, one.rate.modifier, one.first_day) for one in intervals]
        assert order == sorted(set(order))


def test_every_release_has_as_many_rates_as_its_list_says(bundled_folder: Path, bundled_on: On) -> None:
    releases = read_releases(bundled_folder / RELEASES_FILE)
    assert [
        (one.release.name, one.rows) for one in releases if len(bundled_on(one.release.first_day)) != one.rows
    ] == []
    assert {one.release.name: one.release.published for one in releases if one.release.published} == {
        "RVU22A": date(2021, 12, 15),
        "RVU25D": date(2025, 9, 11),
        "RVU26C": date(2026, 6, 30),
    }


def test_every_release_has_a_conversion_factor_of_its_year(bundled_folder: Path) -> None:
    factors = read_conversion_factors(bundled_folder / FACTORS_FILE)
    for one in read_releases(bundled_folder / RELEASES_FILE):
        day = one.release.first_day
        assert [
            factor for factor in factors if factor.first_day <= day and factor.first_day.year == day.year
        ], day


def test_2024_changes_its_factor_with_the_correction_and_no_figure(
    bundled_folder: Path, bundled_on: On
) -> None:
    correction = next(
        one.release for one in read_releases(bundled_folder / RELEASES_FILE) if one.release.name == "RVU24AR"
    )
    factors = read_conversion_factors(bundled_folder / FACTORS_FILE)
    assert correction.first_day == date(2024, 3, 9)
    assert {factor.first_day: factor.amount for factor in factors}[date(2024, 3, 9)] == Decimal("33.2875")
    assert bundled_on(date(2024, 3, 8)) == bundled_on(date(2024, 3, 9))


@pytest.mark.parametrize(
    ("code", "modifier", "figures"),
    [
        ("90853", "", ("0.67", "0.23", "0.05", "0.01")),
        ("45378", "", ("3.18", "7.73", "1.34", "0.41")),
        ("45378", "53", ("1.59", "3.87", "0.67", "0.21")),
        ("77067", "", ("0.74", "2.99", "2.99", "0.05")),
        ("77067", "26", ("0.74", "0.27", "0.27", "0.04")),
        ("77067", "TC", ("0.00", "2.72", "2.72", "0.01")),
    ],
)
def test_figures_of_july_2026(code: str, modifier: str, figures: tuple[str, ...], bundled_on: On) -> None:
    assert _figures(bundled_on(JULY_2026)[code, modifier]) == figures


def test_totals_and_indicators_of_july_2026(bundled_on: On) -> None:
    rates = bundled_on(JULY_2026)
    assert rates["G0553", ""].total("office") == Decimal("1.62")
    assert rates["77067", "TC"].indicators.facility_na
    assert not rates["77067", "26"].indicators.facility_na
    assert rates["45380", ""].indicators.endoscopic_base == "45378"
    assert {modifier for code, modifier in rates if code == "77067"} == {"", "26", "TC"}


@pytest.mark.original_files
def test_every_published_release_reads_back_exactly(
    cms_folder: Path, bundled_folder: Path, bundled_on: On
) -> None:
    paths = [*sorted(cms_folder.rglob("PPRRVU*.csv")), *sorted(cms_folder.rglob("PPRRVU*.txt"))]
    paths += sorted(cms_folder.rglob("pfs_*.csv"))
    seen: dict[str, Release] = {}
    for path in paths:
        file = read_published_file(path)
        assert file.findings == (), path.name
        assert {(rate.code, rate.modifier): rate for rate in file.rates} == bundled_on(
            file.release.first_day
        ), path.name
        seen.setdefault(file.release.name, file.release)
    committed = [one.release for one in read_releases(bundled_folder / RELEASES_FILE)]
    assert sorted(seen.values(), key=lambda release: release.first_day) == committed
