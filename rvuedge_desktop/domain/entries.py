"""An entry: one line of the log, with the price it was given."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.rates import Setting


class Entry(NamedTuple):
    """One line of the log.

    Attributes:
        id: row number in this log; never used again after a removal.
        uid: unique everywhere and for ever, 32 hexadecimal digits.
        encounter: number shared by what was logged together.
        provider: who did it.
        day: day of service.
        code: five characters.
        modifiers: in the order written.
        patients: how many patients had it.
        units_each: units on the claim of each.
        member: which member of a group it is of, from 1; None where it is of no group logged by members.
        minutes: of anesthesia, or another documented time; None where not said.
        care_days: days of aftercare taken over, beside modifier 55; None where all or none.
        setting: office or facility.
        pos: place of service, two digits.
        role, note, tag: the user's own words; empty where none.
        custom_wrvu: the user's own work RVUs of all units, for a code of their own; None for any other code.
            Never part of another figure.
        schedule_wrvu: work RVUs of all units; None where the schedule establishes none.
        medicare_amount: dollars of all units; None where not priced.
        credited_wrvu: what the contract credits; None without a contract, or where there is no work RVU.
        credit_how: what the contract's policy did, in words; empty where nothing.
        reason: why not priced; empty where priced.
        how: what its modifiers and its encounter did to the amount, in words; empty where nothing.
        release: the release that priced it; empty where none could.
        locality: whose indices priced it.
        site: the user's own name of where it took place; empty where none was named.
        basis: the standing with Medicare that it was priced for, as `Payee.text`; empty for a participating
            physician.
        created_at, changed_at: moments, in UTC.
    """

    id: int
    uid: str
    encounter: int
    provider: str
    day: date
    code: str
    modifiers: tuple[str, ...]
    patients: int
    units_each: int
    minutes: int | None
    care_days: int | None
    setting: Setting
    pos: str
    role: str
    note: str
    tag: str
    schedule_wrvu: Decimal | None
    medicare_amount: Decimal | None
    credited_wrvu: Decimal | None
    credit_how: str
    reason: str
    how: str
    release: str
    locality: str
    site: str
    basis: str
    created_at: datetime
    changed_at: datetime
    member: int | None = None
    custom_wrvu: Decimal | None = None

    @property
    def units(self) -> int:
        """Units in all."""
        return self.patients * self.units_each

    @property
    def code_text(self) -> str:
        """Code and modifiers as typed: `99214-25`."""
        return "-".join((self.code, *self.modifiers))

    @property
    def item(self) -> Item:
        """What was typed of it: code, modifiers, patients, units of each, minutes, days."""
        return Item(self.code, self.modifiers, self.patients, self.units_each, self.minutes, self.care_days)

    @property
    def place_mark(self) -> str:
        """Where it took place as one would type it: `@clinic`, or `@22` where no site was named."""
        return f"@{self.site or self.pos}"


def typed_items(entries: Sequence[Entry]) -> str:
    """Entries as one would type them together; members of a group that had the same are one item."""
    counted: dict[tuple[Item, int], int] = {}
    seen: Counter[tuple[int, Item]] = Counter()
    for place, entry in enumerate(entries):
        if entry.member is None:
            counted[entry.item, -1 - place] = entry.patients
            continue
        # What one member had twice stays two items.
        seen[entry.member, entry.item] += 1
        key = entry.item, seen[entry.member, entry.item]
        counted[key] = counted.get(key, 0) + entry.patients
    return "; ".join(item._replace(patients=patients).text for (item, _), patients in counted.items())


def typed_again(entries: Sequence[Entry]) -> str:
    """The line that would log the entries of an encounter once more, its place included; empty for none."""
    places = Counter(entry.place_mark for entry in entries).most_common(1)
    return " ".join((typed_items(entries), *(mark for mark, _ in places)))
