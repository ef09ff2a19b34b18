"""What a contract credits of a line, with shares worked out by hand on a work RVU of 10."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.contracts import CreditPolicy
from rvuedge_desktop.domain.credit import Credit, credit_line
from rvuedge_desktop.domain.encounters import WorkLeft
from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.domain.rates import Rate

WORK = Decimal(10)
FULL, MEDICARE = CreditPolicy(), CreditPolicy("medicare", reductions=True)
SURGERY = {
    "global_days": "090",
    "preoperative": Decimal("0.10"),
    "intraoperative": Decimal("0.69"),
    "postoperative": Decimal("0.21"),
    "bilateral": "1",
    "assistant": "2",
    "co_surgeon": "2",
}


@pytest.fixture
def surgery(marked: Callable[..., Rate]) -> Rate:
    return marked(**SURGERY)


def credited(line: str, rate: Rate | None, policy: CreditPolicy, *left: WorkLeft) -> tuple[str, ...]:
    (item,) = parse_line(line).items
    credit = credit_line(item, WORK, rate, policy, left=left, base_work={"45378": Decimal("3.18")})
    return (str(credit.wrvu), *credit.how)


def test_a_line_is_credited_in_full_for_all_its_units(surgery: Rate) -> None:
    assert credited("27447 x3 u2", surgery, FULL) == ("60.0000",)


@pytest.mark.parametrize("modifier", ["50", "54", "62", "80", "26", "53"])
def test_full_credit_looks_at_no_modifier(surgery: Rate, modifier: str) -> None:
    assert credited(f"27447-{modifier}", surgery, FULL) == ("10.0000",)


@pytest.mark.parametrize(
    ("line", "wrvu", "how"),
    [
        ("27447-80", "1.6000", "80: 16 % by the contract"),
        ("27447-62", "6.2500", "62: 62.5 % by the contract"),
        ("27447-80 x2", "3.2000", "80: 16 % by the contract"),
    ],
)
def test_a_share_of_the_contract_says_so(surgery: Rate, line: str, wrvu: str, how: str) -> None:
    policy = CreditPolicy(by_modifier={"80": Decimal("0.16"), "62": Decimal("0.625")})
    assert credited(line, surgery, policy) == (wrvu, how)


def test_shares_of_several_modifiers_multiply(surgery: Rate) -> None:
    policy = CreditPolicy(by_modifier={"80": Decimal("0.16"), "62": Decimal("0.625")})
    assert credited("27447-62-80", surgery, policy)[0] == "1.0000"


@pytest.mark.parametrize(
    ("modifiers", "wrvu", "how"),
    [
        ("50", "15.0000", "both sides, 150 %"),
        ("80", "1.6000", "assistant, 16 %"),
        ("62", "6.2500", "co-surgeon, 62.5 %"),
        ("54", "7.9000", "surgery without aftercare, 79 %"),
        ("55", "2.1000", "aftercare, 21 %"),
    ],
)
def test_credit_as_medicare_pays_takes_the_shares_of_the_row(
    surgery: Rate, modifiers: str, wrvu: str, how: str
) -> None:
    assert credited(f"27447-{modifiers}", surgery, MEDICARE) == (wrvu, how)


def test_a_share_of_the_contract_stands_in_for_that_of_medicare(surgery: Rate) -> None:
    policy = MEDICARE._replace(by_modifier={"80": Decimal("0.25")})
    assert credited("27447-80", surgery, policy) == ("2.5000", "80: 25 % by the contract")
    assert credited("27447-50-80", surgery, policy) == (
        "3.7500",
        "80: 25 % by the contract",
        "both sides, 150 %",
    )


def test_where_medicare_pays_nothing_the_reason_is_said(marked: Callable[..., Rate]) -> None:
    wrvu, *how = credited("90853-62", marked(co_surgeon="0"), MEDICARE)
    assert wrvu == "None"
    assert how == ["62: co-surgeons are not permitted for this code"]


@pytest.mark.parametrize(
    ("modifiers", "how"),
    [
        ("53", "53: an abandoned procedure is paid by report"),
        ("66", "66: a surgical team is paid by report"),
    ],
)
def test_what_is_paid_by_report_is_not_known_and_that_is_not_zero(
    marked: Callable[..., Rate], modifiers: str, how: str
) -> None:
    rate = marked(**SURGERY, team="1")
    assert credited(f"27447-{modifiers}", rate, MEDICARE) == ("None", how)
    assert credited(f"27447-{modifiers}", rate, FULL) == ("10.0000",)


def test_days_of_aftercare_count_and_not_under_the_contracts_own_share(surgery: Rate) -> None:
    # 21 % by 30 / 90
    assert credited("27447-55 30d", surgery, MEDICARE) == ("0.7000", "aftercare, 30 of 90 days")
    own = MEDICARE._replace(by_modifier={"55": Decimal("0.5")})
    assert credited("27447-54-55 30d", surgery, own)[0] == "3.9500"


def test_a_line_without_a_row_is_credited_by_its_own_value() -> None:
    policy = MEDICARE._replace(own_values={"90853": Decimal("1.25")})
    assert credited("90853-80 x2", None, policy) == ("2.5000", "1.25 wRVU by the contract")


def test_reductions_beside_other_procedures_count_only_where_the_contract_says_so(surgery: Rate) -> None:
    half = WorkLeft(1, Decimal("0.5"), "", by_report=False)
    assert credited("27447", surgery, MEDICARE, half) == ("5.0000", "beside others, 50 %")
    assert credited("27447", surgery, FULL, half) == ("10.0000",)
    assert credited("27447", surgery, FULL._replace(reductions=True), half)[0] == "5.0000"
    assert credited("27447-80", surgery, MEDICARE, half)[0] == "0.8000"


def test_units_that_are_left_differently_are_told_apart(surgery: Rate) -> None:
    whole, half = (WorkLeft(1, Decimal(share), "", by_report=False) for share in ("1", "0.5"))
    assert credited("27447 x2", surgery, MEDICARE, whole, half) == (
        "15.0000",
        "beside others, 1 of 2 units 50 %",
    )


def test_the_work_of_a_base_is_taken_off_and_never_more_than_there_is(surgery: Rate) -> None:
    less = WorkLeft(1, Decimal("0.5"), "45378", by_report=False)
    said = ("3.4100", "beside others, less 3.18 wRVU of the base 45378, 50 %")
    assert credited("27447", surgery, MEDICARE, less) == said
    own = MEDICARE._replace(own_values={"45378": Decimal(11)})
    assert credited("27447", surgery, own, less)[0] == "0.0000"
    unknown = less._replace(base="43235", share=Decimal(1))
    assert credited("27447", surgery, MEDICARE, unknown) == ("10.0000",)


def test_a_procedure_by_report_beside_others_is_not_known(surgery: Rate) -> None:
    sixth = WorkLeft(1, Decimal(1), "", by_report=True)
    how = "beside others, a sixth or later procedure: by report"
    assert credited("27447", surgery, MEDICARE, sixth) == ("None", how)
    assert credited("27447", surgery, FULL, sixth) == ("10.0000",)
    assert credited("27447-66", surgery, MEDICARE, sixth)[0] == "None"


def test_a_wrvu_of_the_contracts_own_goes_before_the_schedules(surgery: Rate) -> None:
    policy = CreditPolicy(own_values={"27447": Decimal("2.5")}, by_modifier={"80": Decimal("0.16")})
    assert credited("27447-80 x2", surgery, policy) == (
        "0.8000",
        "2.5 wRVU by the contract",
        "80: 16 % by the contract",
    )


def test_a_code_that_is_not_credited_counts_nothing_whatever_else_is_said(surgery: Rate) -> None:
    policy = CreditPolicy(own_values={"27447": WORK}, not_credited=frozenset({"27447"}))
    assert credited("27447", surgery, policy) == ("0", "not credited by the contract")
    (item,) = parse_line("27447").items
    assert credit_line(item, None, None, policy).wrvu == 0


def test_without_a_work_rvu_nothing_is_known_and_that_is_not_zero(surgery: Rate) -> None:
    (item,) = parse_line("27447-80").items
    assert credit_line(item, None, surgery, MEDICARE) == Credit(None)
    assert credit_line(item, Decimal(0), surgery, FULL) == Credit(Decimal("0.0000"))


def test_credit_is_rounded_half_up_to_four_places(surgery: Rate) -> None:
    (item,) = parse_line("27447-80").items
    policy = CreditPolicy(by_modifier={"80": Decimal("0.125")})
    assert credit_line(item, Decimal("0.0004"), surgery, policy).wrvu == Decimal("0.0001")
    assert credit_line(item, Decimal("0.0003"), surgery, policy).wrvu == 0


shares = st.decimals(0, 4, places=3)


@given(st.decimals(0, 100, places=2), st.integers(1, 999), shares, st.permutations(["62", "80", "52"]))
def test_the_order_of_modifiers_does_not_matter(
    work: Decimal, patients: int, share: Decimal, order: list[str]
) -> None:
    policy = CreditPolicy(by_modifier={"62": share, "80": Decimal("0.16")})
    (item,) = parse_line(f"27447-{'-'.join(order)} x{patients}").items
    (usual,) = parse_line(f"27447-52-62-80 x{patients}").items
    assert credit_line(item, work, None, policy).wrvu == credit_line(usual, work, None, policy).wrvu
