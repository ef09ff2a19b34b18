"""What one line is worth, to the cent."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.pricing import (
    Price,
    Terms,
    established_work,
    has_rvus,
    price,
    row_for,
    unit_amount,
    unpriced_reason,
)
from rvuedge_desktop.domain.rates import STATUS_TEXT, Gpci, Rate, Release, ReleaseOnDay, Setting

Marked = Callable[..., Rate]
ALABAMA_2026 = Gpci("10112-00", "Alabama", Decimal("1.000"), Decimal("0.875"), Decimal("0.566"))
"""With the floor of 1 on work; without it the index is 0.988."""

rvus = st.decimals(min_value=0, max_value=999, places=2)
indices = st.decimals(min_value="0.3", max_value="3", places=3)
units = st.integers(1, 999 * 999)


def _figures(rate: Rate, *texts: str) -> Rate:
    work, office, facility, malpractice = map(Decimal, texts)
    return rate._replace(work=work, pe_nonfacility=office, pe_facility=facility, malpractice=malpractice)


def _half_up(amount: Fraction) -> Decimal:
    return Decimal((amount * 100 + Fraction(1, 2)).__floor__()) / 100


def test_90853_is_worth_what_the_rules_say(group: Rate, july: Terms) -> None:
    office = price({"": group}, (), "office", july)
    assert office == Price(
        Decimal("0.67"), Decimal("30.39"), formula="(0.67 + 0.23 + 0.01) \u00d7 33.4009 = 30.39"
    )
    assert (office.wrvu(8), office.amount(8)) == (Decimal("5.36"), Decimal("243.12"))
    assert price({"": group}, (), "facility", july).unit_amount == Decimal("24.38")


def test_90837_is_worth_what_the_rules_say_in_alabama_too(group: Rate, july: Terms) -> None:
    rates = {"": _figures(group, "3.78", "1.20", "0.25", "0.02")}
    assert price(rates, (), "office", july).unit_amount == Decimal("167.00")
    there = price(rates, (), "office", july._replace(gpci=ALABAMA_2026))
    assert there.unit_amount == Decimal("161.70")
    assert there.formula == "(3.78 + 1.20 \u00d7 0.875 + 0.02 \u00d7 0.566) \u00d7 33.4009 = 161.70"


@given(st.tuples(rvus, rvus, rvus), st.builds(Gpci, st.just(""), st.just(""), indices, indices, indices))
def test_a_unit_is_the_exact_product_rounded_half_up_once(
    group: Rate, july: Terms, figures: tuple[Decimal, Decimal, Decimal], gpci: Gpci
) -> None:
    work, expense, malpractice = figures
    rate = group._replace(work=work, pe_nonfacility=expense, malpractice=malpractice)
    amount, _, capped = unit_amount(rate, "office", july._replace(gpci=gpci))
    exact = Fraction(july.conversion_factor) * (
        Fraction(work) * Fraction(gpci.work)
        + Fraction(expense) * Fraction(gpci.practice_expense)
        + Fraction(malpractice) * Fraction(gpci.malpractice)
    )
    assert amount == _half_up(exact)
    assert amount.as_tuple().exponent == -2
    assert not capped


@given(
    st.decimals(min_value=0, max_value=10**5, places=2), units, st.sampled_from(("1", "1.5", "0.16", "0.136"))
)
def test_a_line_is_units_times_the_unit_amount_rounded_half_up(
    unit: Decimal, number: int, share: str
) -> None:
    line = Price(Decimal("0.67"), unit, Decimal(share))
    assert line.amount(number) == _half_up(Fraction(unit) * number * Fraction(share))
    assert line.wrvu(number) == Decimal("0.67") * number


@given(st.lists(st.tuples(rvus, units), max_size=20))
def test_lines_add_up_in_any_order(group: Rate, july: Terms, lines: list[tuple[Decimal, int]]) -> None:
    amounts = [
        price({"": group._replace(work=work)}, (), "office", july).amount(number) or Decimal(0)
        for work, number in lines
    ]
    assert all(isinstance(amount, Decimal) for amount in amounts)
    assert sum(amounts, Decimal(0)) == sum(reversed(amounts), Decimal(0))
    cents = sum(int(amount.scaleb(2)) for amount in amounts)
    assert sum(amounts, Decimal(0)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) == Decimal(cents) / 100


def test_without_a_unit_there_is_nothing_to_multiply() -> None:
    assert (Price(None, None).wrvu(8), Price(None, None).amount(8)) == (None, None)


@pytest.mark.parametrize("status", "ART")
def test_payable_statuses_are_priced(group: Rate, july: Terms, status: str) -> None:
    priced = price({"": group._replace(status=status)}, (), "office", july)
    assert (priced.unit_amount, priced.reason) == (Decimal("30.39"), "")
    expected = ("paid only when nothing else is payable that day",) if status == "T" else ()
    assert priced.notes == expected


@pytest.mark.parametrize("status", sorted(set(STATUS_TEXT) - set("ARTJ")))
def test_other_statuses_are_not_priced_and_say_why_and_keep_their_work(
    group: Rate, july: Terms, status: str
) -> None:
    unpriced = price({"": group._replace(status=status)}, (), "office", july)
    assert (unpriced.unit_wrvu, unpriced.unit_amount) == (Decimal("0.67"), None)
    assert unpriced.reason == STATUS_TEXT[status]


def test_an_unheard_of_status_is_named(group: Rate) -> None:
    assert unpriced_reason(group._replace(status="?")) == "status ?"


def test_rvus_that_are_not_used_price_nothing(marked: Marked, july: Terms) -> None:
    unpriced = price({"": marked(not_used="+")}, (), "office", july)
    assert (unpriced.unit_wrvu, unpriced.unit_amount) == (Decimal("0.67"), None)
    assert unpriced.reason == "its RVUs are not used for Medicare payment"


def test_zeros_without_any_rvu_are_blanks_and_not_figures(marked: Marked, july: Terms) -> None:
    blank = _figures(marked(nonfacility_na=True), "0.00", "0.00", "0.00", "0.00")
    unpriced = price({"": blank}, (), "office", july)
    assert not has_rvus(blank)
    assert unpriced == Price(None, None, reason="no national RVUs: priced by the contractor")


def test_a_zero_of_work_beside_other_rvus_is_a_figure(group: Rate) -> None:
    technical = _figures(group, "0.00", "2.72", "2.72", "0.01")
    assert established_work(technical) == 0
    only_in_a_facility = _figures(group, "0.00", "0.00", "1.00", "0.00")
    assert has_rvus(only_in_a_facility)


def test_a_code_that_the_release_does_not_have_is_not_priced(july: Terms) -> None:
    assert price({}, (), "office", july).reason == "not in RVU26C, the schedule of that day"


@pytest.mark.parametrize(
    ("modifiers", "chosen"),
    [((), ""), (("25",), ""), (("26",), "26"), (("59", "TC"), "TC"), (("53",), "53"), (("26", "53"), "26")],
)
def test_the_modifiers_choose_the_row(marked: Marked, modifiers: tuple[str, ...], chosen: str) -> None:
    rates = {modifier: marked(modifier) for modifier in ("", "26", "TC", "53")}
    row = row_for(rates, modifiers)
    assert isinstance(row, Rate)
    assert row.modifier == chosen


@pytest.mark.parametrize(
    ("rows", "modifiers", "words"),
    [
        (("", "26", "TC"), ("26", "TC"), "26 and TC together are the whole service"),
        (("",), ("26",), "no separate professional part"),
        (("",), ("TC",), "no separate technical part"),
        (("26",), (), "only with 26 or TC"),
    ],
)
def test_a_row_that_is_not_there_prices_nothing(
    marked: Marked, july: Terms, rows: tuple[str, ...], modifiers: tuple[str, ...], words: str
) -> None:
    unpriced = price({modifier: marked(modifier) for modifier in rows}, modifiers, "office", july)
    assert (unpriced.unit_wrvu, unpriced.unit_amount) == (None, None)
    assert words in unpriced.reason


def test_53_without_a_row_is_by_report_and_keeps_the_work(group: Rate, july: Terms) -> None:
    unpriced = price({"": group}, ("53",), "office", july)
    assert (unpriced.unit_wrvu, unpriced.unit_amount) == (Decimal("0.67"), None)
    assert "by report" in unpriced.reason


def test_modifiers_change_the_amount_and_never_the_work(marked: Marked, july: Terms) -> None:
    line = price({"": marked(bilateral="1", assistant="2")}, ("50", "80"), "office", july)
    assert (line.unit_wrvu, line.unit_amount) == (Decimal("0.67"), Decimal("30.39"))
    assert line.share == Decimal("0.24")
    assert line.amount(1) == Decimal("7.29")
    assert line.how == ("both sides, 150 %", "assistant, 16 %")


@pytest.mark.parametrize(("setting", "amount"), [("office", Decimal("10.02")), ("facility", Decimal("6.68"))])
def test_the_imaging_cap_takes_the_lower_amount(
    group: Rate, july: Terms, setting: Setting, amount: Decimal
) -> None:
    scan = _figures(group, "0.00", "1.00", "1.00", "0.10")._replace(
        opps_pe_nonfacility=Decimal("0.28"),
        opps_pe_facility=Decimal("0.18"),
        opps_malpractice=Decimal("0.02"),
    )
    capped = price({"": scan}, (), setting, july)
    assert capped.unit_amount == amount
    assert capped.notes == ("limited to the hospital outpatient rate for imaging",)


@pytest.mark.parametrize(("expense", "malpractice"), [("2.00", "0.02"), ("0.00", "9.00")])
def test_a_cap_above_the_amount_changes_nothing(
    group: Rate, july: Terms, expense: str, malpractice: str
) -> None:
    scan = group._replace(opps_pe_nonfacility=Decimal(expense), opps_malpractice=Decimal(malpractice))
    uncapped = price({"": scan}, (), "office", july)
    assert (uncapped.unit_amount, uncapped.notes) == (Decimal("30.39"), ())


@pytest.mark.parametrize(("setting", "place"), [("office", "an office"), ("facility", "a facility")])
def test_na_is_a_flag_and_not_a_missing_figure(
    marked: Marked, july: Terms, setting: Setting, place: str
) -> None:
    flagged = marked(nonfacility_na=setting == "office", facility_na=setting == "facility")
    line = price({"": flagged}, (), setting, july)
    assert line.unit_amount is not None
    assert line.notes == (f"rarely or never done in {place}, by the schedule",)
    other: Setting = "office" if setting == "facility" else "facility"
    assert price({"": flagged}, (), other, july).notes == ()


def test_a_line_says_when_another_release_prices_it(group: Rate, july: Terms) -> None:
    nearest = ReleaseOnDay(Release("RVU26B", date(2026, 4, 1)), "nearest release")
    assert price({"": group}, (), "office", july._replace(release=nearest)).notes == (
        "nearest release: RVU26B",
    )
