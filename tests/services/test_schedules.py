"""Which schedule and factor rule on a day, on the bundled releases."""

from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.rates import Gpci
from rvuedge_desktop.services.library import Library

ALABAMA_2026 = Gpci("10112-00", "Alabama", Decimal("1.000"), Decimal("0.875"), Decimal("0.566"))


@pytest.mark.parametrize(
    ("day", "factor"),
    [
        (date(2020, 1, 1), "36.0896"),
        (date(2021, 6, 1), "34.8931"),
        (date(2022, 6, 1), "34.6062"),
        (date(2023, 12, 31), "33.8872"),
        (date(2024, 1, 1), "32.7442"),
        (date(2024, 3, 8), "32.7442"),
        (date(2024, 3, 9), "33.2875"),
        (date(2024, 12, 31), "33.2875"),
        (date(2025, 1, 1), "32.3465"),
        (date(2026, 7, 15), "33.4009"),
    ],
)
def test_the_factor_is_that_of_the_day(library: Library, day: date, factor: str) -> None:
    terms = library.schedules.terms_on(day)
    assert terms is not None
    assert terms.conversion_factor == Decimal(factor)


def test_the_change_of_2024_moves_the_amount_in_mid_quarter(library: Library) -> None:
    before, after = (library.schedules.price_on("99213", (), date(2024, 3, day), "office") for day in (8, 9))
    assert (before.unit_amount, after.unit_amount) == (Decimal("89.39"), Decimal("90.87"))
    assert before.unit_wrvu == after.unit_wrvu
    assert (before.notes, after.notes) == ((), ())


def test_early_2026_is_priced_by_the_nearest_release_and_says_so(library: Library) -> None:
    price = library.schedules.price_on("90853", (), date(2026, 2, 1), "office")
    assert price.notes == ("nearest release: RVU26B",)
    assert price.unit_amount is not None


def test_a_year_without_a_release_is_out_of_date_and_keeps_factor_and_figures_together(
    library: Library,
) -> None:
    price = library.schedules.price_on("90853", (), date(2027, 1, 5), "office")
    assert price.unit_amount == Decimal("30.39")
    assert price.notes == ("schedule out of date: RVU26C",)
    terms = library.schedules.terms_on(date(2027, 1, 5))
    assert terms is not None
    assert terms.conversion_factor == Decimal("33.4009")


def test_before_the_first_year_nothing_is_priced(library: Library) -> None:
    day = date(2019, 12, 31)
    price = library.schedules.price_on("90853", (), day, "office")
    assert (price.unit_wrvu, price.unit_amount) == (None, None)
    assert price.reason == "before 2020, the first year of the bundled schedule"
    assert library.schedules.terms_on(day) is None
    assert library.schedules.held_on(day) is None
    assert library.schedules.rates_on("90853", day) == {}


def test_a_code_of_a_later_release_is_not_in_an_earlier_one(library: Library) -> None:
    price = library.schedules.price_on("G0553", (), date(2024, 6, 1), "office")
    assert price.reason == "not in RVU24B, the schedule of that day"


@pytest.mark.parametrize(
    ("code", "modifiers", "national", "alabama"),
    [("90837", (), "167.00", "161.70"), ("90853", (), "30.39", "29.29")],
)
def test_a_locality_prices_by_its_indices(
    library: Library, code: str, modifiers: tuple[str, ...], national: str, alabama: str
) -> None:
    day = date(2026, 7, 15)
    amounts = [
        library.schedules.price_on(code, modifiers, day, "office", *gpci).unit_amount
        for gpci in ((), (ALABAMA_2026,))
    ]
    assert amounts == [Decimal(national), Decimal(alabama)]


@pytest.mark.parametrize(
    ("code", "modifiers", "work"),
    [
        ("77067", (), "0.74"),
        ("77067", ("26",), "0.74"),
        ("77067", ("TC",), "0.00"),
        ("45378", ("53",), "1.59"),
        ("45378", ("59",), "3.18"),
    ],
)
def test_a_modifier_picks_the_row(library: Library, code: str, modifiers: tuple[str, ...], work: str) -> None:
    price = library.schedules.price_on(code, modifiers, date(2026, 7, 15), "office")
    assert price.unit_wrvu == Decimal(work)
    assert price.unit_amount is not None


def test_parts_add_up_to_the_whole(library: Library) -> None:
    whole, professional, technical = (
        library.schedules.rates_on("77067", date(2026, 7, 15))[part].total("office")
        for part in ("", "26", "TC")
    )
    assert professional + technical == whole
