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
        flagged: True where the share is not settled by the schedule and a person should look.
    """

    share: Decimal
    why: str
    flagged: bool = False


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
            return Adjustment(Decimal("0.625"), "co-surgeon, 62.5 %, with documentation", flagged=True)
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
                return Adjustment(Decimal(share), f"{words}, with documentation", flagged=True)
            case "2":
                return Adjustment(Decimal(share), words)
            case _:
                return NotPaid("an assistant at surgery is not paid for this code")

    return rule


def _global_share(part: str) -> Callable[[Indicators], Outcome]:
    """54, 55, 56 and 78 take the row's own shares of the global package."""

    def rule(indicators: Indicators) -> Outcome:
        if part == "intraoperative" and indicators.global_days == "000":
            return Adjustment(FULL, "return to surgery, no global days, 100 %")
        if indicators.global_days not in {"010", "090"}:
            return NotPaid(f"the code has no global package of which the {part} share could be paid")
        match part:
            case "preoperative":
                share = indicators.preoperative
            case "postoperative":
                share = indicators.postoperative
            case "surgical":
                share = indicators.preoperative + indicators.intraoperative
            case _:
                share = indicators.intraoperative
        if not share:
            return NotPaid(f"the schedule gives no {part} share for this code")
        percent = f"{share * 100:f}".rstrip("0").rstrip(".")
        return Adjustment(share, f"{part} share, {percent} %")

    return rule


def _fixed(outcome: Outcome) -> Callable[[Indicators], Outcome]:
    return lambda _indicators: outcome


_BY_ANESTHESIA = NotPaid("anesthesia is paid by base units and minutes, which this log does not price yet")

RULES: Mapping[str, Callable[[Indicators], Outcome]] = {
    "22": _fixed(Adjustment(FULL, "22: shown in full, more is paid by report", flagged=True)),
    "50": both_sides,
    "52": _fixed(Adjustment(FULL, "52: shown in full, the contractor reduces it by report", flagged=True)),
    "54": _global_share("surgical"),
    "55": _global_share("postoperative"),
    "56": _global_share("preoperative"),
    "62": _co_surgeons,
    "66": _team,
    "78": _global_share("intraoperative"),
    "80": _assistant("0.16", "assistant, 16 %"),
    "81": _assistant("0.16", "minimum assistant, 16 %"),
    "82": _assistant("0.16", "assistant, no resident at hand, 16 %"),
    "AS": _assistant("0.136", "assistant, not a physician, 13.6 %"),
    "QK": _fixed(_BY_ANESTHESIA),
    "QX": _fixed(_BY_ANESTHESIA),
    "QY": _fixed(_BY_ANESTHESIA),
}
"""The modifiers that change the amount of their own line; every other one is recorded and changes nothing."""


def outcomes(rate: Rate, modifiers: tuple[str, ...]) -> tuple[Outcome, ...]:
    """What each modifier does to the line, in the order written.

    RT and LT on one line say both sides, as 50 does. 53 on a code without a row for it is by report.

    Args:
        rate: the row that prices the line.
        modifiers: those on the line.
    """
    effective = list(modifiers)
    if {"RT", "LT"} <= set(effective) and "50" not in effective:
        effective.append("50")
    found = [RULES[modifier](rate.indicators) for modifier in effective if modifier in RULES]
    if "53" in effective and rate.modifier != "53":
        found.append(NotPaid("53: an abandoned procedure is paid by report"))
    return tuple(found)
