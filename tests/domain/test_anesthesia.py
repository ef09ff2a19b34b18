"""Anesthesia: base units, minutes, and a factor of its own."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.anesthesia import BaseUnits, anesthesia_amount, time_units
from rvuedge_desktop.domain.encounters import EncounterLine, price_encounter
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.domain.pricing import (
    Facts,
    Price,
    Terms,
    limiting_charge,
    non_participating_amount,
    price,
)
from rvuedge_desktop.domain.rates import AnesthesiaFactor, Rate

FACTOR = AnesthesiaFactor(Decimal("20.4976"))
BASES = {"00840": BaseUnits(6, 2022), "00790": BaseUnits(7, 2022), "01968": BaseUnits(2, 2022)}
SIX = BASES["00840"]


@pytest.fixture(scope="session")
def terms(july: Terms) -> Terms:
    return july._replace(anesthesia=FACTOR)


@pytest.fixture(scope="session")
def case(group: Rate) -> Callable[[str], Rate]:
    zero = Decimal(0)
    return lambda code: group._replace(
        code=code, status="J", work=zero, pe_nonfacility=zero, pe_facility=zero, malpractice=zero
    )


def _priced(rate: Rate, terms: Terms, facts: Facts, *modifiers: str) -> Price:
    return price({"": rate}, modifiers, "facility", terms, facts)


@pytest.mark.parametrize(
    ("minutes", "units"), [(129, "8.6"), (95, "6.3"), (1, "0.1"), (15, "1.0"), (22, "1.5"), (0, "0.0")]
)
def test_fifteen_minutes_are_a_unit_to_a_tenth(minutes: int, units: str) -> None:
    assert str(time_units(minutes)) == units


@given(st.integers(1, 1440), st.integers(3, 30))
def test_a_longer_case_never_pays_less(minutes: int, base: int) -> None:
    shorter, longer = (anesthesia_amount(base, time, FACTOR.amount) for time in (minutes, minutes + 1))
    assert shorter <= longer


def test_a_case_is_priced_by_base_units_and_minutes(case: Callable[[str], Rate], terms: Terms) -> None:
    priced = _priced(case("00840"), terms, Facts(minutes=95, base_units=SIX))
    assert priced.unit_amount == Decimal("252.12")
    assert priced.formula == "(6 base units of 2022 + 6.3 time units) \u00d7 20.4976 = 252.12"
    assert priced.unit_wrvu is None


def test_medical_direction_pays_half(case: Callable[[str], Rate], terms: Terms) -> None:
    facts = Facts(minutes=95, base_units=SIX)
    assert _priced(case("00840"), terms, facts, "QK").amount(1) == Decimal("126.06")


def test_supervision_of_many_pays_three_units_and_no_time(case: Callable[[str], Rate], terms: Terms) -> None:
    priced = _priced(case("00840"), terms, Facts(base_units=SIX), "AD")
    assert priced.unit_amount == Decimal("61.49")
    assert "more than four cases at once" in priced.formula


def test_without_minutes_base_units_or_factor_there_is_no_amount(
    case: Callable[[str], Rate], terms: Terms, july: Terms
) -> None:
    rate = case("00840")
    assert _priced(rate, terms, Facts(base_units=SIX)).reason == (
        "anesthesia is paid by time: add the minutes, such as 95min (6 base units)"
    )
    assert "base units of this code are not at hand" in _priced(rate, terms, Facts(minutes=95)).reason
    assert "factor of that day" in _priced(rate, july, Facts(minutes=95, base_units=SIX)).reason


def test_a_factor_of_another_year_says_so(case: Callable[[str], Rate], july: Terms) -> None:
    terms = july._replace(anesthesia=AnesthesiaFactor(Decimal("19.31"), "anesthesia factor of 2025"))
    assert _priced(case("00840"), terms, Facts(95, None, SIX)).notes == ("anesthesia factor of 2025",)


def _lines(case: Callable[[str], Rate], *items: Item) -> list[EncounterLine]:
    return [EncounterLine(item, "facility", {"": case(item.code)}, BASES[item.code]) for item in items]


def test_one_case_has_one_base_and_all_the_time(case: Callable[[str], Rate], terms: Terms) -> None:
    lines = _lines(case, Item("00840", minutes=60), Item("00790", minutes=45))
    low, high = price_encounter(lines, terms, lambda _code: {})
    assert (low.amount, low.how) == (
        Decimal("81.99"),
        ("time alone: the base units of 00790 count for the case",),
    )
    assert high.amount == Decimal("204.98")


def test_an_add_on_keeps_its_base(case: Callable[[str], Rate], terms: Terms) -> None:
    lines = _lines(case, Item("00840", minutes=60), Item("01968", minutes=15))
    assert [one.how for one in price_encounter(lines, terms, lambda _code: {})] == [(), ()]


def test_what_those_who_do_not_participate_may_charge(group: Rate, july: Terms) -> None:
    priced = price({"": group}, (), "office", july._replace(payee=Payee(participating=False)))
    assert (priced.unit_amount, priced.amount(1)) == (Decimal("30.39"), Decimal("28.87"))
    assert non_participating_amount(Decimal("30.39")) == Decimal("28.87")
    assert limiting_charge(Decimal("30.39")) == Decimal("33.20")
