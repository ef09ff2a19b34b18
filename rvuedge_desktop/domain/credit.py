"""What a contract credits of a line: its wRVU under the contract's policy, with the reason in words.

Never mixed with what Medicare allows: credit comes from work RVUs, pay from the contract's rate.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import NamedTuple

from rvuedge_desktop.domain.adjustments import NotPaid, outcomes
from rvuedge_desktop.domain.amounts import rvu_text
from rvuedge_desktop.domain.contracts import CreditPolicy
from rvuedge_desktop.domain.encounters import WorkLeft
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.payees import percent_text
from rvuedge_desktop.domain.rates import Rate

_PLACES = Decimal("0.0001")
_WHOLE = Decimal(1)


class Credit(NamedTuple):
    """What is credited.

    Attributes:
        wrvu: of all units; None where there is no work RVU to credit, or no share of it that Medicare sets.
        how: what the policy did, in words; empty where all of it is credited.
    """

    wrvu: Decimal | None
    how: tuple[str, ...] = ()


def credit_line(
    item: Item,
    work: Decimal | None,
    rate: Rate | None,
    policy: CreditPolicy,
    *,
    left: Sequence[WorkLeft] = (),
    base_work: Mapping[str, Decimal] = MappingProxyType({}),
) -> Credit:
    """Credit one line.

    Args:
        item: code, modifiers and units of the line.
        work: wRVU of one unit by the schedule that the contract credits by; None where it establishes none.
        rate: the row of the line, whose indicators say what a modifier does; None where there is none.
        policy: the contract's.
        left: what the other procedures of the encounter leave of its units; empty for all.
        base_work: wRVU of the bases of endoscopies named there, by the same schedule; what it does not have
            is not taken off.
    """
    if item.code in policy.not_credited:
        return Credit(Decimal(0), ("not credited by the contract",))
    own = policy.own_values.get(item.code)
    if own is not None:
        work = own
    if work is None:
        return Credit(None)
    how = [f"{own} wRVU by the contract"] if own is not None else []
    share = _share(item, rate, policy, how)
    total: Decimal | None = work * item.units
    if policy.reductions and left and share is not None:
        total = _reduced(work, item, left, {**base_work, **policy.own_values}, how)
    if share is None or total is None:
        return Credit(None, tuple(how))
    return Credit((total * share).quantize(_PLACES, rounding=ROUND_HALF_UP), tuple(how))


def _share(item: Item, rate: Rate | None, policy: CreditPolicy, how: list[str]) -> Decimal | None:
    """What the modifiers leave, with the words for it; None where Medicare sets no share."""
    share = _WHOLE
    for modifier in item.modifiers:
        if modifier in policy.by_modifier:
            share *= policy.by_modifier[modifier]
            how.append(f"{modifier}: {percent_text(policy.by_modifier[modifier])} by the contract")
    if policy.preset != "medicare" or rate is None:
        return share
    others = tuple(one for one in item.modifiers if one not in policy.by_modifier)
    care_days = item.care_days if "55" in others else None
    for outcome in outcomes(rate, others, care_days=care_days):
        if isinstance(outcome, NotPaid):
            how.append(outcome.reason)
            return None
        share *= outcome.share
        how.append(outcome.why)
    return share


def _reduced(
    work: Decimal, item: Item, left: Sequence[WorkLeft], bases: Mapping[str, Decimal], how: list[str]
) -> Decimal | None:
    """The wRVU that the other procedures leave, with the words for it; None where by report."""
    total = Decimal(0)
    for part in left:
        if part.by_report:
            how.append("beside others, a sixth or later procedure: by report")
            return None
        less = bases.get(part.base, Decimal(0))
        total += max(work - less, Decimal(0)) * part.share * part.units
        how += _left_words(part, less, item.units)
    return total


def _left_words(part: WorkLeft, less: Decimal, units: int) -> list[str]:
    """Such as `beside others, 50 %`; nothing for units that are left whole."""
    words = [f"less {rvu_text(less)} wRVU of the base {part.base}"] if less else []
    if part.share != _WHOLE:
        words.append(percent_text(part.share))
    if not words:
        return []
    some = "" if part.units == units else f"{part.units} of {units} units "
    return [f"beside others, {some}{', '.join(words)}"]
