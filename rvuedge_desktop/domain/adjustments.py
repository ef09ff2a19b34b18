"""What the modifiers on one line do to its Medicare amount.

Source: Medicare Claims Processing Manual, chapter 12, sections 20 and 40, and the indicators of the
relative value file. What several lines of one encounter do to each other is not here.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.rates import Indicators, Rate


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


def _global_shares(parts: tuple[str, ...], indicators: Indicators) -> Outcome:
    """54, 55, 56 and 78 take the row's own shares of the global package; several of them add up."""
    if parts == ("78",) and indicators.global_days == "000":
        return Adjustment(FULL, "return to surgery, no global days, 100 %")
    if indicators.global_days not in {"010", "090"}:
        return NotPaid(f"{'-'.join(parts)}: the code has no global package of which a share could be paid")
    shares = {
        "54": indicators.preoperative + indicators.intraoperative,
        "55": indicators.postoperative,
        "56": Decimal(0) if "54" in parts else indicators.preoperative,
        "78": indicators.intraoperative,
    }
    share = min(sum((shares[part] for part in parts), Decimal(0)), FULL)
    if not share:
        return NotPaid(f"{'-'.join(parts)}: the schedule gives no such share for this code")
    percent = f"{share * 100:f}".rstrip("0").rstrip(".")
    return Adjustment(share, f"{' and '.join(_SHARE_NAMES[part] for part in parts)}, {percent} %")


_SHARE_NAMES = {
    "54": "surgery without aftercare",
    "55": "aftercare",
    "56": "care before surgery",
    "78": "return to surgery",
}


def _fixed(outcome: Outcome) -> Callable[[Indicators], Outcome]:
    return lambda _indicators: outcome


_BY_ANESTHESIA = NotPaid("anesthesia is paid by base units and minutes, which this log does not price yet")

RULES: Mapping[str, Callable[[Indicators], Outcome]] = {
    "22": _fixed(Adjustment(FULL, "22: shown in full, more is paid by report")),
    "50": both_sides,
    "52": _fixed(Adjustment(FULL, "52: shown in full, the contractor reduces it by report")),
    "62": _co_surgeons,
    "66": _team,
    "80": _assistant("0.16", "assistant, 16 %"),
    "81": _assistant("0.16", "minimum assistant, 16 %"),
    "82": _assistant("0.16", "assistant, no resident at hand, 16 %"),
    "AS": _assistant("0.136", "assistant, not a physician, 13.6 %"),
    "QK": _fixed(_BY_ANESTHESIA),
    "QX": _fixed(_BY_ANESTHESIA),
    "QY": _fixed(_BY_ANESTHESIA),
}
"""The modifiers that change the amount of their own line, but for those that take shares of a global package.

Every other one is recorded and changes nothing."""


_ASSISTANTS = ("AS", "80", "81", "82")
"""One of them counts, the first of this order: AS beside 80 says who assisted, not that two did."""


def outcomes(rate: Rate, modifiers: tuple[str, ...]) -> tuple[Outcome, ...]:
    """What the modifiers do to the line, those of one family together, else each in the order written.

    RT and LT on one line say both sides, as 50 does. 53 on a code without a row for it is by report.

    Args:
        rate: the row that prices the line.
        modifiers: those on the line.
    """
    effective = list(modifiers)
    if {"RT", "LT"} <= set(effective) and "50" not in effective:
        effective.append("50")
    assistants = [one for one in _ASSISTANTS if one in effective]
    effective = [one for one in effective if one not in assistants[1:]]
    found = [RULES[one](rate.indicators) for one in effective if one in RULES]
    shares = tuple(sorted(one for one in effective if one in _SHARE_NAMES))
    if shares:
        found.append(_global_shares(shares, rate.indicators))
    if "53" in effective and rate.modifier != "53":
        found.append(NotPaid("53: an abandoned procedure is paid by report"))
    return tuple(found)
