"""What a contract credits of a line: its wRVU under the contract's policy, with the reason in words.

Never mixed with what Medicare allows: credit comes from work RVUs, pay from the contract's rate.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.adjustments import NotPaid, outcomes
from rvuedge_desktop.domain.contracts import CreditPolicy
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.payees import percent_text
from rvuedge_desktop.domain.rates import Rate

_PLACES = Decimal("0.0001")
_WHOLE = Decimal(1)


class Credit(NamedTuple):
    """What is credited.

    Attributes:
        wrvu: of all units; None where there is no work RVU to credit.
        how: what the policy did, in words; empty where all of it is credited.
    """

    wrvu: Decimal | None
    how: tuple[str, ...] = ()


def credit_line(
    item: Item,
    work: Decimal | None,
    rate: Rate | None,
    policy: CreditPolicy,
    left: Decimal = _WHOLE,
) -> Credit:
    """Credit one line.

    Args:
        item: code, modifiers and units of the line.
        work: wRVU of one unit by the schedule that the contract credits by; None where it establishes none.
        rate: the row of the line, whose indicators say what a modifier does; None where there is none.
        policy: the contract's.
        left: what the other procedures of the encounter leave of it, 1 for all.
    """
    code, modifiers = item.code, item.modifiers
    if code in policy.not_credited:
        return Credit(Decimal(0), ("not credited by the contract",))
    own = policy.own_values.get(code)
    if own is not None:
        work = own
    if work is None:
        return Credit(None)
    how = [f"{own} wRVU by the contract"] if own is not None else []
    share = _WHOLE
    for modifier in modifiers:
        if modifier in policy.by_modifier:
            share *= policy.by_modifier[modifier]
            how.append(f"{modifier}: {percent_text(policy.by_modifier[modifier])} by the contract")
    if policy.preset == "medicare" and rate is not None:
        others = tuple(one for one in modifiers if one not in policy.by_modifier)
        for outcome in outcomes(rate, others):
            if isinstance(outcome, NotPaid):
                return Credit(Decimal(0), (*how, outcome.reason))
            share *= outcome.share
            how.append(outcome.why)
    if policy.reductions and left != _WHOLE:
        share *= left
        how.append(f"beside others, {percent_text(left.quantize(_PLACES))}")
    return Credit((work * item.units * share).quantize(_PLACES, rounding=ROUND_HALF_UP), tuple(how))
