"""What lines of one encounter do to each other, with the figures of RVU26C and amounts worked out by hand."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.encounters import EncounterLine, LinePrice, price_encounter
from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.domain.pricing import Terms, price
from rvuedge_desktop.domain.rates import Indicators, Rate, RateRows

# code, modifier, status, work, PE office, MP, PC/TC, multiple, bilateral, endoscopic base, imaging family
ROWS = """
11042 - A 0.98 2.86 0.13 0 2 0 - 99
11102 - A 0.64 2.16 0.06 0 2 0 - 99
20610 - A 0.77 1.16 0.13 0 2 1 - 99
36591 - T 0.00 0.90 0.01 0 0 0 - 99
43239 - A 2.33 9.94 0.27 0 3 0 43235 99
45378 - A 3.18 7.73 0.41 0 2 0 - 99
45380 - A 3.47 10.48 0.42 0 3 0 45378 99
45385 - A 4.46 10.00 0.51 0 3 0 45378 99
43235 - A 2.04 7.38 0.24 0 2 0 - 99
71260 - A 1.13 3.77 0.09 1 4 0 - 88
71260 26 A 1.13 0.41 0.07 1 4 0 - 88
71260 TC A 0.00 3.36 0.02 1 4 0 - 88
74177 - A 1.77 7.09 0.13 1 4 0 - 88
74177 26 A 1.77 0.63 0.11 1 4 0 - 88
74177 TC A 0.00 6.46 0.02 1 4 0 - 88
90785 - A 0.33 0.10 0.01 0 0 0 - 99
90853 - A 0.67 0.23 0.01 0 0 0 - 99
92083 - A 0.49 1.40 0.02 1 7 2 - 99
92083 TC A 0.00 1.11 0.01 1 7 2 - 99
92134 - A 0.31 0.65 0.02 1 7 2 - 99
92134 26 A 0.31 0.21 0.01 1 7 2 - 99
92134 TC A 0.00 0.44 0.01 1 7 2 - 99
93000 - A 0.17 0.26 0.02 4 6 0 - 99
93005 - A 0.00 0.20 0.01 3 6 0 - 99
93306 - A 1.42 4.39 0.08 1 6 0 - 99
93306 TC A 0.00 3.84 0.03 1 6 0 - 99
93880 - A 0.78 4.78 0.10 1 6 2 - 99
93880 TC A 0.00 4.51 0.03 1 6 2 - 99
97110 - A 0.45 0.41 0.01 0 5 0 - 99
97140 - A 0.43 0.39 0.01 0 5 0 - 99
99213 - A 1.30 1.40 0.10 0 0 0 - 99
G0552 - C 0.00 0.00 0.00 0 0 0 - 99
"""
NONE = Decimal(0)


def rate(row: str) -> Rate:
    code, modifier, status, work, expense, malpractice, pc_tc, multiple, bilateral, base, family = row.split()
    indicators = Indicators(
        "",
        False,
        False,
        pc_tc,
        "000",
        NONE,
        NONE,
        NONE,
        multiple,
        bilateral,
        "1",
        "0",
        "0",
        base.strip("-"),
        "09",
        family,
    )
    figures = (Decimal(work), Decimal(expense), Decimal(expense), Decimal(malpractice))
    return Rate(code, modifier.strip("-"), status, *figures, NONE, NONE, NONE, indicators)


FEES: dict[str, dict[str, Rate]] = {}
for one in map(rate, ROWS.split("\n")[1:-1]):
    FEES.setdefault(one.code, {})[one.modifier] = one


def fees(code: str) -> RateRows:
    return FEES.get(code, {})


def priced(line: str, terms: Terms) -> dict[str, LinePrice]:
    lines = [EncounterLine(item, "office", fees(item.code)) for item in parse_line(line).items]
    found = price_encounter(lines, terms, fees)
    return {one.item.text: price for one, price in zip(lines, found, strict=True)}


@pytest.mark.parametrize(
    ("line", "amounts"),
    [
        # Alone: nothing is done to it.
        ("45385", {"45385": "500.01"}),
        # Same endoscopy family: 479.97 less the base's 378.10.
        ("45385; 45380", {"45385": "500.01", "45380": "101.87"}),
        # The base with one of its family is part of it.
        ("45385; 45378", {"45385": "500.01", "45378": "0.00"}),
        # The family (601.88) ranks before 43239 (418.85), which is paid by half.
        ("43239; 45385; 45380", {"43239": "209.43", "45385": "500.01", "45380": "101.87"}),
        # Two of one endoscopy: the second less the base.
        ("45380 u2", {"45380 u2": "581.84"}),
        # Ranked: 132.60 in full, 95.53 by half.
        ("11102; 11042", {"11102": "47.77", "11042": "132.60"}),
        # Two units are two procedures.
        ("11042 u2", {"11042 u2": "198.90"}),
        # Both sides on two lines: 150 % of 68.81.
        ("20610-RT; 20610-LT", {"20610-RT": "68.81", "20610-LT": "34.41"}),
        # Both sides (103.22 before rounding 103.215) rank before 95.53.
        ("11102; 20610-50", {"11102": "47.77", "20610-50": "103.22"}),
        # Imaging: 166.67 less half of 112.90 and 5 % of 53.77.
        ("71260; 74177", {"71260": "107.53", "74177": "300.27"}),
        # Readings alone: 53.78 by 95 %.
        ("71260-26; 74177-26", {"71260-26": "51.09", "74177-26": "83.84"}),
        # Hearts and vessels: 196.73 less a quarter of 129.26.
        ("93306; 93880", {"93306": "164.42", "93880": "189.05"}),
        # The tracing inside a whole ECG has a code of its own: 15.03 less a quarter of 7.01.
        ("93000; 93880", {"93000": "13.28", "93880": "189.05"}),
        # Eyes: 32.73 less a fifth of 15.03.
        ("92083; 92134", {"92083": "63.80", "92134": "29.72"}),
        ("92083; 92134-26", {"92083": "63.80", "92134-26": "17.70"}),
        # Therapy: one unit in full, the others with half their practice expense.
        ("97110 u2; 97140", {"97110 u2": "51.27", "97140": "21.21"}),
        # Nothing that an injection port is drawn for is paid beside a visit.
        ("36591; 99213", {"36591": "0.00", "99213": "93.52"}),
        ("36591", {"36591": "30.39"}),
        ("36591 u2", {"36591 u2": "60.78"}),
        # Add-ons and visits keep their amount.
        ("90853x8; 90785x3", {"90853 x8": "243.12", "90785 x3": "44.10"}),
        # One patient had both, the other one only.
        ("45380x2; 45385", {"45380 x2": "581.84", "45385": "500.01"}),
    ],
)
def test_an_encounter_is_priced_as_a_whole(line: str, amounts: dict[str, str], july: Terms) -> None:
    assert {name: str(one.amount) for name, one in priced(line, july).items()} == amounts


def test_each_line_tells_what_was_done_to_it(july: Terms) -> None:
    found = priced("43239; 45385; 45380; 45378", july)
    assert {name: one.how for name, one in found.items()} == {
        "43239": ("second procedure, 50 %",),
        "45385": (),
        "45380": ("less the base 45378: same endoscopy family, $378.10",),
        "45378": ("included in 45385: base of its endoscopy family",),
    }


def test_a_further_scan_is_halved_before_the_cap_and_not_after_it(july: Terms) -> None:
    """193.73 by half is 96.87, under the cap of 179.36; the cap by half would be 89.68."""
    first = FEES["74177"]["TC"]
    second = FEES["71260"]["TC"]._replace(
        pe_nonfacility=Decimal("5.78"),
        opps_pe_nonfacility=Decimal("5.35"),
        opps_malpractice=Decimal("0.02"),
    )
    lines = [
        EncounterLine(item, "office", {"TC": rate})
        for item, rate in zip(parse_line("74177-TC; 71260-TC").items, (first, second), strict=True)
    ]
    found = price_encounter(lines, july, fees)
    assert [str(one.amount) for one in found] == ["216.44", "96.87"]
    assert found[1].price.unit_amount == Decimal("179.36")


def test_the_sixth_procedure_is_by_report(july: Terms) -> None:
    found = priced("11042 u5", july)
    assert str(found["11042 u5"].amount) == "397.80"
    found = priced("11042 u5; 11102", july)
    assert found["11102"].amount is None
    assert "by report" in found["11102"].reason
    assert found["11102"].wrvu == Decimal("0.64")


def test_sides_of_a_code_that_knows_no_sides_are_two_procedures(july: Terms) -> None:
    row = FEES["11042"][""]
    rows = {"": row._replace(indicators=row.indicators._replace(bilateral="9"))}
    lines = [EncounterLine(item, "office", rows) for item in parse_line("11042-RT; 11042-LT").items]
    assert [str(one.amount) for one in price_encounter(lines, july, fees)] == ["132.60", "66.30"]


def test_sides_with_different_units_pair_as_far_as_they_go(july: Terms) -> None:
    # One pair of sides (68.81 + 34.405) ranks first; the second right side is the second procedure.
    found = priced("20610-RT u2; 20610-LT", july)
    assert {name: str(one.amount) for name, one in found.items()} == {
        "20610-RT u2": "103.22",
        "20610-LT": "34.41",
    }


def test_what_is_not_priced_takes_no_part(july: Terms) -> None:
    found = priced("G0552; 36591", july)
    assert found["G0552"].amount is None
    assert found["G0552"].reason
    assert str(found["36591"].amount) == "30.39"


def test_the_order_of_lines_does_not_matter(july: Terms) -> None:
    lines = ("43239", "45385", "45380", "11042")
    sums = {
        sum((one.amount or NONE for one in priced("; ".join(order), july).values()), NONE)
        for order in permutations(lines)
    }
    assert len(sums) == 1


def test_a_base_that_the_schedule_does_not_have_takes_nothing_off(july: Terms) -> None:
    lines = [EncounterLine(item, "office", fees(item.code)) for item in parse_line("45385; 45380").items]
    found = price_encounter(lines, july, lambda _: {})
    assert [str(one.amount) for one in found] == ["500.01", "479.97"]


codes = st.sampled_from(sorted(code for code in FEES if code not in {"G0552", "36591"}))
items = st.tuples(codes, st.integers(1, 4), st.integers(1, 3))


@given(st.lists(items, min_size=1, max_size=6, unique_by=lambda item: item[0]))
def test_an_encounter_never_pays_more_than_its_lines_alone(
    july: Terms, lines: list[tuple[str, int, int]]
) -> None:
    typed = [(f"{code} x{patients} u{units}", code, patients, units) for code, patients, units in lines]
    found = price_encounter(
        [
            EncounterLine(item, "office", fees(item.code))
            for item in parse_line(";".join(t[0] for t in typed)).items
        ],
        july,
        fees,
    )
    for one, (_, code, patients, units) in zip(found, typed, strict=True):
        alone = price(fees(code), (), "office", july).unit_amount
        assert alone is not None
        assert one.reason or one.amount is not None
        assert NONE <= (one.amount or NONE) <= alone * patients * units
        assert one.wrvu == fees(code)[""].work * patients * units
