"""What modifiers do to the Medicare amount of their own line."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.adjustments import RULES, Adjustment, NotPaid, Outcome, outcomes
from rvuedge_desktop.domain.codes import MODIFIERS
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.domain.rates import Rate

Marked = Callable[..., Rate]
SURGERY = {
    "global_days": "090",
    "preoperative": Decimal("0.10"),
    "intraoperative": Decimal("0.69"),
    "postoperative": Decimal("0.21"),
}


def _only(rate: Rate, *modifiers: str) -> Outcome:
    (outcome,) = outcomes(rate, modifiers)
    return outcome


def _share(outcome: Outcome) -> str:
    assert isinstance(outcome, Adjustment)
    return str(outcome.share)


@pytest.mark.parametrize(("indicator", "share"), [("1", "1.5"), ("0", "1"), ("2", "1"), ("3", "2")])
@pytest.mark.parametrize("modifiers", [("50",), ("RT", "LT"), ("LT", "59", "RT"), ("50", "RT", "LT")])
def test_both_sides(marked: Marked, modifiers: tuple[str, ...], indicator: str, share: str) -> None:
    assert _share(_only(marked(bilateral=indicator), *modifiers)) == share


@pytest.mark.parametrize("modifiers", [("RT",), ("LT",), ()])
def test_one_side_changes_nothing(marked: Marked, modifiers: tuple[str, ...]) -> None:
    assert outcomes(marked(bilateral="1"), modifiers) == ()


@pytest.mark.parametrize(
    ("indicators", "modifier", "share"),
    [
        ({"co_surgeon": "1"}, "62", "0.625"),
        ({"co_surgeon": "2"}, "62", "0.625"),
        ({"assistant": "2"}, "80", "0.16"),
        ({"assistant": "2"}, "81", "0.16"),
        ({"assistant": "2"}, "82", "0.16"),
        ({"assistant": "0"}, "80", "0.16"),
        ({"assistant": "2"}, "AS", "0.136"),
        ({"assistant": "0"}, "AS", "0.136"),
        (SURGERY, "54", "0.79"),
        (SURGERY, "55", "0.21"),
        (SURGERY, "56", "0.10"),
        (SURGERY, "78", "0.69"),
        ({**SURGERY, "global_days": "010"}, "78", "0.69"),
        ({"global_days": "000"}, "78", "1"),
        ({}, "22", "1"),
        ({}, "52", "1"),
    ],
)
def test_a_share_is_paid(marked: Marked, indicators: Mapping[str, object], modifier: str, share: str) -> None:
    outcome = _only(marked(**indicators), modifier)
    assert _share(outcome) == share
    assert isinstance(outcome, Adjustment)
    assert outcome.why


@pytest.mark.parametrize(
    ("indicators", "modifier", "words"),
    [
        ({"bilateral": "9"}, "50", "bilateral rule does not apply"),
        ({"co_surgeon": "0"}, "62", "not permitted"),
        ({"co_surgeon": "9"}, "62", "not permitted"),
        ({"team": "1"}, "66", "by report"),
        ({"team": "2"}, "66", "by report"),
        ({"team": "0"}, "66", "not permitted"),
        ({"assistant": "1"}, "80", "not paid"),
        ({"assistant": "9"}, "AS", "not paid"),
        ({"global_days": "XXX"}, "54", "no global package"),
        ({"global_days": "000"}, "55", "no global package"),
        ({"global_days": "ZZZ"}, "78", "no global package"),
        ({"global_days": "090"}, "55", "no such share"),
        ({}, "53", "by report"),
    ],
)
def test_nothing_is_paid_and_it_says_why(
    marked: Marked, indicators: Mapping[str, object], modifier: str, words: str
) -> None:
    outcome = _only(marked(**indicators), modifier)
    assert isinstance(outcome, NotPaid)
    assert words in outcome.reason


def test_53_with_a_row_of_its_own_changes_nothing_more(marked: Marked) -> None:
    assert outcomes(marked("53"), ("53",)) == ()


def test_the_words_of_a_share_say_its_percent(marked: Marked) -> None:
    outcome = _only(marked(**{**SURGERY, "postoperative": Decimal("0.20")}), "55")
    assert isinstance(outcome, Adjustment)
    assert outcome.why == "aftercare, 20 %"


def test_several_modifiers_are_taken_in_the_order_written(marked: Marked) -> None:
    rate = marked(bilateral="1", assistant="2")
    assert [_share(outcome) for outcome in outcomes(rate, ("80", "59", "50"))] == ["0.16", "1.5"]


@pytest.mark.parametrize(
    ("modifiers", "share"),
    [
        (("80", "AS"), "0.136"),
        (("AS", "80"), "0.136"),
        (("80", "82"), "0.16"),
        (("54", "55"), "1.00"),
        (("55", "54"), "1.00"),
        (("54", "56"), "0.79"),
        (("55", "56"), "0.31"),
        (("54", "55", "56"), "1.00"),
    ],
)
def test_modifiers_of_one_family_count_together(
    marked: Marked, modifiers: tuple[str, ...], share: str
) -> None:
    (outcome,) = outcomes(marked(**{**SURGERY, "assistant": "2"}), modifiers)
    assert _share(outcome) == share


def test_other_modifiers_are_recorded_and_change_nothing(group: Rate) -> None:
    of_level_one = "24 25 26 51 57 58 59 76 77 79 91 93 95"
    named = f"{of_level_one} FQ FS GC GE GT KX TC XE XP XS XU".split()
    assert {modifier: outcomes(group, (modifier,)) for modifier in named} == dict.fromkeys(named, ())


def test_every_modifier_with_a_rule_exists() -> None:
    assert set(RULES) - MODIFIERS == set()


@pytest.mark.parametrize("modifier", ["QK", "QX", "QY"])
def test_medical_direction_halves_anesthesia_and_nothing_else(marked: Marked, modifier: str) -> None:
    assert outcomes(marked(), (modifier,)) == ()
    assert _share(_only(marked()._replace(status="J"), modifier)) == "0.5"


@pytest.mark.parametrize(
    ("payee", "modifiers", "shares"),
    [
        (Payee(share=Decimal("0.85")), (), ["0.85"]),
        (Payee(share=Decimal("0.85")), ("AS",), ["0.136"]),
        (Payee(participating=False), (), ["0.95"]),
        (Payee(participating=False, share=Decimal("0.75")), (), ["0.75", "0.95"]),
        (Payee(qualifying=True), (), []),
        (Payee(increased=Decimal("1.25")), ("22",), ["1.25"]),
        (Payee(reduced=Decimal("0.5")), ("52",), ["0.5"]),
        (Payee(increased=Decimal("1.25")), ("52",), ["1"]),
    ],
)
def test_who_is_paid_changes_the_amount(
    marked: Marked, payee: Payee, modifiers: tuple[str, ...], shares: list[str]
) -> None:
    found = outcomes(marked(assistant="2"), modifiers, payee)
    assert [_share(one) for one in found] == shares


def test_an_own_percentage_is_flagged_as_such(marked: Marked) -> None:
    (outcome,) = outcomes(marked(), ("22",), Payee(increased=Decimal("1.25")))
    assert isinstance(outcome, Adjustment)
    assert outcome.why == "22: by your own 125 %, the contractor decides"


def test_aftercare_is_paid_by_the_days_taken_over(marked: Marked) -> None:
    rate = marked(**SURGERY)
    (outcome,) = outcomes(rate, ("55",), care_days=30)
    assert outcome == Adjustment(Decimal("0.07"), "aftercare, 30 of 90 days")
    assert outcomes(rate, ("55",), care_days=90) == (Adjustment(Decimal("0.21"), "aftercare, 90 of 90 days"),)
    (refused,) = outcomes(marked(**{**SURGERY, "global_days": "010"}), ("55",), care_days=30)
    assert refused == NotPaid("55: 30 days of aftercare where the code has 10")
