"""What the modifiers on one line do to its Medicare amount.

Source: Medicare Claims Processing Manual, chapter 12, sections 20 and 40, and the indicators of the
relative value file. What several lines of one encounter do to each other is not here.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.payees import NON_PARTICIPATING_SHARE, PHYSICIAN, Payee, percent_text
from rvuedge_desktop.domain.rates import ANESTHESIA_STATUS, Indicators, Rate


class Adjustment(NamedTuple):
    """A share of the amount, and in words why.

    Attributes:
        share: 1.5 for 150 %.
        why: a few words for the line.
    """

    share: Decimal
    why: str


class NotPaid(NamedTuple):
    """The modifier leaves no national amount, and why."""

    reason: str


Outcome = Adjustment | NotPaid

FULL = Decimal(1)


def both_sides(indicators: Indicators) -> Outcome:
    """What is paid of one side's amount when both sides were done (field BILAT SURG)."""
    match indicators.bilateral:
        case "1":
            return Adjustment(Decimal("1.5"), "both sides, 150 %")
        case "3":
            return Adjustment(Decimal(2), "both sides, 100 % each")
        case "0" | "2":
            return Adjustment(FULL, "both sides, 100 % once")
        case _:
            return NotPaid("both sides: the bilateral rule does not apply to this code")


def _co_surgeons(indicators: Indicators) -> Outcome:
    match indicators.co_surgeon:
        case "1":
            return Adjustment(Decimal("0.625"), "co-surgeon, 62.5 %, with documentation")
        case "2":
            return Adjustment(Decimal("0.625"), "co-surgeon, 62.5 %")
        case _:
            return NotPaid("62: co-surgeons are not permitted for this code")


def _team(indicators: Indicators) -> Outcome:
    if indicators.team in {"1", "2"}:
        return NotPaid("66: a surgical team is paid by report")
    return NotPaid("66: a surgical team is not permitted for this code")


def _assistant(share: str, words: str) -> Callable[[Indicators], Outcome]:
    def rule(indicators: Indicators) -> Outcome:
        match indicators.assistant:
            case "0":
                return Adjustment(Decimal(share), f"{words}, with documentation")
            case "2":
                return Adjustment(Decimal(share), words)
            case _:
                return NotPaid("an assistant at surgery is not paid for this code")

    return rule


def _global_shares(parts: tuple[str, ...], indicators: Indicators, care_days: int | None) -> Outcome:
    """54, 55, 56 and 78 take the row's own shares of the global package; several of them add up.

    Of the aftercare, who took over some of its days is paid for those (chapter 12, section 40.4).
    """
    if parts == ("78",) and indicators.global_days == "000":
        return Adjustment(FULL, "return to surgery, no global days, 100 %")
    if indicators.global_days not in {"010", "090"}:
        return NotPaid(f"{'-'.join(parts)}: the code has no global package of which a share could be paid")
    total_days = int(indicators.global_days)
    if care_days is not None and care_days > total_days:
        return NotPaid(f"55: {care_days} days of aftercare where the code has {total_days}")
    aftercare = indicators.postoperative
    if care_days is not None:
        aftercare = aftercare * care_days / total_days
    shares = {
        "54": indicators.preoperative + indicators.intraoperative,
        "55": aftercare,
        "56": Decimal(0) if "54" in parts else indicators.preoperative,
        "78": indicators.intraoperative,
    }
    share = min(sum((shares[part] for part in parts), Decimal(0)), FULL)
    if not share:
        return NotPaid(f"{'-'.join(parts)}: the schedule gives no such share for this code")
    names = " and ".join(_SHARE_NAMES[part] for part in parts)
    if care_days is not None and "55" in parts:
        return Adjustment(share, f"{names}, {care_days} of {total_days} days")
    return Adjustment(share, f"{names}, {percent_text(share)}")


_SHARE_NAMES = {
    "54": "surgery without aftercare",
    "55": "aftercare",
    "56": "care before surgery",
    "78": "return to surgery",
}


def _fixed(outcome: Outcome) -> Callable[[Indicators], Outcome]:
    return lambda _indicators: outcome


_HALF = Decimal("0.5")


def _shared_anesthesia(words: str) -> Callable[[Indicators], Outcome]:
    return _fixed(Adjustment(_HALF, f"{words}, 50 %"))


def _by_choice(modifier: str, share: Decimal | None, otherwise: str) -> Outcome:
    """22 and 52 have no share of Medicare's: the user's own, and flagged as such."""
    if share is None:
        return Adjustment(FULL, f"{modifier}: {otherwise}")
    return Adjustment(share, f"{modifier}: by your own {percent_text(share)}, the contractor decides")


RULES: Mapping[str, Callable[[Indicators], Outcome]] = {
    "50": both_sides,
    "62": _co_surgeons,
    "66": _team,
    "80": _assistant("0.16", "assistant, 16 %"),
    "81": _assistant("0.16", "minimum assistant, 16 %"),
    "82": _assistant("0.16", "assistant, no resident at hand, 16 %"),
    "AS": _assistant("0.136", "assistant, not a physician, 13.6 %"),
}
"""The modifiers that change the amount of their own line, whoever is paid.

Those that take shares of a global package, anesthesia's, and 22 and 52 have rules of their own. Every other
one is recorded and changes nothing."""

_ANESTHESIA_RULES: Mapping[str, Callable[[Indicators], Outcome]] = {
    "QK": _shared_anesthesia("medical direction of two to four"),
    "QX": _shared_anesthesia("nurse anesthetist, medically directed"),
    "QY": _shared_anesthesia("medical direction of one"),
}
"""Medical direction: each of the two is paid half (42 CFR 414.46(d))."""


_ASSISTANTS = ("AS", "80", "81", "82")
"""One of them counts, the first of this order: AS beside 80 says who assisted, not that two did."""


def outcomes(
    rate: Rate, modifiers: tuple[str, ...], payee: Payee = PHYSICIAN, care_days: int | None = None
) -> tuple[Outcome, ...]:
    """What the modifiers do to the line, those of one family together, else each in the order written.

    RT and LT on one line say both sides, as 50 does. 53 on a code without a row for it is by report.

    Args:
        rate: the row that prices the line.
        modifiers: those on the line.
        payee: who is paid.
        care_days: days of aftercare with modifier 55; None for all of them.
    """
    effective = list(modifiers)
    if {"RT", "LT"} <= set(effective) and "50" not in effective:
        effective.append("50")
    assistants = [one for one in _ASSISTANTS if one in effective]
    effective = [one for one in effective if one not in assistants[1:]]
    rules = {**RULES, **_ANESTHESIA_RULES} if rate.status == ANESTHESIA_STATUS else RULES
    found = [rules[one](rate.indicators) for one in effective if one in rules]
    if "22" in effective:
        found.append(_by_choice("22", payee.increased, "shown in full, more is paid by report"))
    if "52" in effective:
        found.append(_by_choice("52", payee.reduced, "shown in full, the contractor reduces it by report"))
    shares = tuple(sorted(one for one in effective if one in _SHARE_NAMES))
    if shares:
        found.append(_global_shares(shares, rate.indicators, care_days))
    if "53" in effective and rate.modifier != "53":
        found.append(NotPaid("53: an abandoned procedure is paid by report"))
    return (*found, *_standing(effective, payee))


def _standing(modifiers: list[str], payee: Payee) -> list[Outcome]:
    """What who is paid does to any line. The 13.6 % of AS are 85 % of 16 % already."""
    found: list[Outcome] = []
    if payee.share != FULL and "AS" not in modifiers:
        found.append(Adjustment(payee.share, f"{percent_text(payee.share)} of the schedule"))
    if not payee.participating:
        found.append(Adjustment(NON_PARTICIPATING_SHARE, "non-participating, 95 %"))
    return found
