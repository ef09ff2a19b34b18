"""Turn a typed line into what would be logged: codes checked against the schedule, each with its price."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from rvuedge_desktop.domain.custom_codes import CustomCode, is_custom_code
from rvuedge_desktop.domain.encounters import LinePrice
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.items import Item, ParsedLine
from rvuedge_desktop.domain.payees import PHYSICIAN, Payee
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.custom_codes import unknown_custom
from rvuedge_desktop.services.encounter_prices import EncounterPrices
from rvuedge_desktop.services.schedules import Schedules
from rvuedge_desktop.store.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NEAREST = 3


class DraftLine(NamedTuple):
    """One item of a line, with what it is worth beside the others.

    Attributes:
        item: code, modifiers, patients, units of each.
        worth: its figures inside the encounter, by the schedule.
        custom_wrvu: the user's own work RVUs of all its units, for a code of their own; None for any other.
        credited: wRVU that the contract of the day credits; None without one.
    """

    item: Item
    worth: LinePrice
    custom_wrvu: Decimal | None = None
    credited: Decimal | None = None


class Draft(NamedTuple):
    """What a line would log.

    Attributes:
        lines: its items in order.
        findings: what is wrong with it; anything here means that it can't be logged.
        provider: who did it.
        day: the day of service that it names itself; None where it does not.
        place: the name of the place that it names itself; empty where it does not.
        tag: what it is tagged with; empty where with nothing.
        names: the short names in it, with what each stands for.
    """

    lines: tuple[DraftLine, ...]
    findings: tuple[Finding, ...]
    provider: str = ""
    day: date | None = None
    place: str = ""
    tag: str = ""
    names: tuple[tuple[str, str], ...] = ()

    @property
    def patients(self) -> int:
        """How many patients the encounter has."""
        return max((line.item.patients for line in self.lines), default=0)

    @property
    def wrvu(self) -> Decimal | None:
        """Schedule wRVU of the items that have one; None where none has."""
        known = [line.worth.wrvu for line in self.lines if line.worth.wrvu is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def amount(self) -> Decimal | None:
        """Medicare amount of the items that are priced; None where none is."""
        known = [line.worth.amount for line in self.lines if line.worth.amount is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def credited(self) -> Decimal | None:
        """Work RVUs that the contract credits; None where it credits nothing of it, or there is none."""
        known = [line.credited for line in self.lines if line.credited is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def custom_wrvu(self) -> Decimal | None:
        """The user's own work RVUs of the items with codes of their own; None where none has one."""
        known = [line.custom_wrvu for line in self.lines if line.custom_wrvu is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def is_custom(self) -> bool:
        """Tell whether every item has a code of the user's own."""
        return bool(self.lines) and all(line.custom_wrvu is not None for line in self.lines)


class Intake:
    """Reads lines for a log.

    Attributes:
        own_codes: gives the user's own codes; without a log none.
    """

    def __init__(self, reference: Reference, schedules: Schedules, prices: EncounterPrices) -> None:
        """Check against the schedules at hand."""
        self._reference = reference
        self._schedules = schedules
        self._prices = prices
        self.own_codes: Callable[[], Mapping[str, CustomCode]] = dict

    def read(
        self, parsed: ParsedLine, day: date, setting: Setting, locality: str, payee: Payee = PHYSICIAN
    ) -> Draft:
        """What a line would log on a day, in a setting and a locality; its marks are for others to read.

        What is typed never raises: it is read or becomes a finding.

        Raises:
            BadInputError: there is no such locality.
        """
        findings = list(parsed.findings)
        findings += [finding for item in parsed.items if (finding := self.unknown(item))]
        if findings:
            return Draft((), tuple(sorted(findings, key=lambda finding: finding.start)))
        worths = self._prices.price([(item, setting) for item in parsed.items], day, locality, payee)
        own = map(self.custom_wrvu, parsed.items)
        return Draft(tuple(map(DraftLine, parsed.items, worths, own)), ())

    def custom_wrvu(self, item: Item) -> Decimal | None:
        """The user's own work RVUs of an item; None for a published code."""
        kept = self.own_codes().get(item.code)
        return kept.wrvu_of(item.units) if kept else None

    def unknown(self, item: Item) -> Finding | None:
        """What to say of a code that no release has, nor the user's own codes; None of one that exists."""
        if is_custom_code(item.code):
            return None if item.code in self.own_codes() else unknown_custom(item, self.own_codes())
        if self._schedules.exists(item.code):
            return None
        near = self._reference.nearest_codes(item.code, _NEAREST)
        return Finding(
            "unknown-code",
            f"{item.code} is in no release of the schedule",
            f"Did you mean {_either(near)}?"
            if near
            else "Search for it by a word, such as rvuedge search knee",
            start=item.start,
            end=item.start + len(item.code),
        )


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
