"""What the commands of pay print, as JSON and for people."""

from decimal import Decimal
from typing import TYPE_CHECKING

from rvuedge_desktop.cli.json_out import Json, dollars, rvu
from rvuedge_desktop.cli.streams import one_line
from rvuedge_desktop.cli.text_out import dollars as dollars_text
from rvuedge_desktop.cli.text_out import rvu as rvu_shown
from rvuedge_desktop.cli.text_out import table
from rvuedge_desktop.domain.amounts import rvu_text
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.services.pay import rate_dollars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rvuedge_desktop.domain.contracts import Contract
    from rvuedge_desktop.services.pay import Statement


def statements_object(name: str, statements: "Sequence[Statement]") -> Json:
    """A month or a contract year: the sums, and each line.

    Where the contract changes inside it, the sums are of all contracts; name, to date and next tier are those
    of the last.
    """
    last = statements[-1]
    credited = sum((one.tally for one in statements), Tally()).known_credit
    priced = [one.tally.known_amount for one in statements if one.tally.known_amount is not None]
    targets = [one.target for one in statements if one.target is not None]
    return {
        "month": name,
        "contract": last.contract.name,
        "contract_year": {
            "from": last.year.period.first.isoformat(),
            "to": last.year.period.last.isoformat(),
        },
        "credited_wrvu": rvu(credited),
        "credited_wrvu_to_date": rvu(last.credited_to_date),
        "base": dollars(sum((one.base for one in statements), Decimal(0))),
        "productivity": dollars(sum((one.productivity for one in statements), Decimal(0))),
        "total": dollars(sum((one.total for one in statements), Decimal(0))),
        "medicare_amount": dollars(sum(priced, Decimal(0))) if priced else None,
        "target_wrvu": rvu(sum(targets, Decimal(0))) if targets else None,
        "expected_to_date": rvu(last.expected_to_date),
        "next_tier": None
        if last.next_tier is None
        else {
            "from_wrvu": rvu(last.next_tier.from_wrvu),
            "rate": rvu_text(last.next_tier.rate),
            "wrvu_to_go": rvu(last.next_tier.from_wrvu - last.credited_to_date),
        },
        "unpriced": sum(one.tally.unpriced for one in statements),
        "lines": [
            {
                "contract": one.contract.name,
                "label": line.label,
                "amount": dollars(line.amount),
                "how": line.how,
            }
            for one in statements
            for line in one.lines
        ],
    }


def statements_lines(name: str, statements: "Sequence[Statement]") -> list[str]:
    """The same, to be read."""
    lines: list[str] = []
    for one in statements:
        lines += [
            f"{one_line(one.contract.name)}, {name}: {one.period.first} to {one.period.last}",
            "",
            *table([[line.label, dollars_text(line.amount), line.how] for line in one.lines], {1}),
            "",
            *table(
                [
                    ["credited", rvu_shown(one.tally.known_credit), "wRVU"],
                    ["to date", rvu_shown(one.credited_to_date), "wRVU"],
                    ["expected to date", rvu_shown(one.expected_to_date), "wRVU"],
                    ["above base", dollars_text(one.productivity), ""],
                    ["total", dollars_text(one.total), "base and above base"],
                    ["Medicare allows", dollars_text(one.tally.known_amount), "another ledger, never added"],
                ],
                {1},
            ),
        ]
        if one.next_tier:
            to_go = rvu_shown(one.next_tier.from_wrvu - one.credited_to_date)
            lines.append(f"{to_go} wRVU to the next tier, {rate_dollars(one.next_tier.rate)} a wRVU")
        if one.tally.unpriced:
            lines.append(f"{one.tally.unpriced} not priced by Medicare")
        lines.append("")
    return lines[:-1]


def contract_object(contract: "Contract") -> Json:
    """A contract, in short."""
    return {
        "name": contract.name,
        "provider": contract.provider,
        "from": contract.first_day.isoformat(),
        "schedule": contract.schedule,
        "base_salary": f"{contract.base_salary:f}",
        "fte": f"{contract.fte:f}",
        "target_wrvu": rvu(contract.target_wrvu),
        "true_up": contract.true_up,
        "tiers": contract.tier_kind,
        "tier": [{"from_wrvu": rvu(one.from_wrvu), "rate": f"{one.rate:f}"} for one in contract.tiers],
    }


def contract_lines(contracts: "Sequence[Contract]") -> list[str]:
    """The contracts, a line each."""
    if not contracts:
        return ["No contracts. Put one in: rvuedge pay contract import FILE.toml"]
    rows = [["name", "provider", "from", "base", "target", "credited by"]]
    rows += (
        [
            one_line(one.name),
            one_line(one.provider),
            one.first_day.isoformat(),
            dollars_text(one.base_salary.quantize(Decimal("0.01"))),
            rvu_shown(one.target_wrvu),
            one.schedule,
        ]
        for one in contracts
    )
    return table(rows, {3, 4})
