"""What entries are worth, written beside them: the schedule's figures and what contracts credit."""

from collections.abc import Mapping, Sequence
from datetime import date

from rvuedge_desktop.domain.custom_codes import is_custom_code
from rvuedge_desktop.domain.encounters import LinePrice
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.payees import Payee, payee_from
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.contracts import Contracts
from rvuedge_desktop.services.custom_codes import CustomCodes
from rvuedge_desktop.services.encounter_prices import EncounterPrices
from rvuedge_desktop.services.entry_reading import Reading
from rvuedge_desktop.services.entry_rows import insert_entry, item_row, provider_number, update_entry
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.changes import Row, Writer


class EntryPrices:
    """Prices and credits entries inside a change that is under way."""

    def __init__(self, library: Library, contracts: Contracts, custom_codes: CustomCodes) -> None:
        """Price by what is at hand.

        Args:
            library: the schedules.
            contracts: what credits the entries.
            custom_codes: the user's own codes.
        """
        self._library = library
        self._contracts = contracts
        self._custom_codes = custom_codes

    def insert_line(self, writer: Writer, reading: Reading, common: Row, item: Item, worth: LinePrice) -> int:
        """Write one line of an encounter; gives its number."""
        priced = self._price_row(worth, reading.day, item, reading.provider)
        own = self._custom_codes.columns(writer, item)
        return insert_entry(writer, common | item_row(item) | priced | own)

    def price_anew(self, writer: Writer, encounters: Sequence[tuple[date, int]]) -> None:
        """Price what is in encounters as they are now, by their day."""
        for day, number in dict.fromkeys(encounters):
            members = rows.entries_of_encounter(writer.connection, day, number)
            for entry, priced in zip(members, self.priced(members, day), strict=True):
                update_entry(writer, entry.id, priced)

    def credit_encounter(self, writer: Writer, day: date, number: int) -> int:
        """Credit what is in an encounter by contracts as they are, prices staying; gives how many changed."""
        changed = 0
        members = rows.entries_of_encounter(writer.connection, day, number)
        for entry, worth in zip(members, worths_of(self._library.prices, members, day), strict=True):
            credit = self._contracts.credit(entry.provider, day, entry.item, worth)
            wanted = rows.credit_row(credit.wrvu, "; ".join(credit.how))
            changed += writer.differs("entries", entry.id, wanted)
            writer.update("entries", entry.id, wanted)
        return changed

    def priced(
        self, members: Sequence[Entry], day: date, standing: Mapping[int, Payee] | None = None
    ) -> list[Row]:
        """The columns that say what each entry of an encounter is worth on a day, and by which release."""
        worths = worths_of(self._library.prices, members, day, standing)
        return [
            self._price_row(worth, day, entry.item, entry.provider)
            for entry, worth in zip(members, worths, strict=True)
        ]

    def _price_row(self, worth: LinePrice, day: date, item: Item, provider: str) -> Row:
        credit = self._contracts.credit(provider, day, item, worth)
        # No release has a say in a code of the user's own.
        ruling = None if is_custom_code(item.code) else self._library.schedules.release_on(day)
        return {
            **rows.figures_row(worth.wrvu, worth.amount),
            **rows.credit_row(credit.wrvu, "; ".join(credit.how)),
            "reason": worth.reason,
            "how": "; ".join(worth.how),
            "release": ruling.release.name if ruling else "",
        }


def worths_of(
    prices: EncounterPrices,
    members: Sequence[Entry],
    day: date,
    standing: Mapping[int, Payee] | None = None,
) -> list[LinePrice]:
    """What each entry of an encounter is worth on a day.

    What several providers did in one encounter is several claims, and so is what the members of a group had:
    each is priced by itself.

    Args:
        prices: the schedules and places to price by.
        members: the entries of the encounter.
        day: day of service.
        standing: by entry, who is paid; what each entry was priced for before where absent.
    """
    claims: dict[tuple[str, Payee, int | None], list[Entry]] = {}
    for entry in members:
        payee = standing[entry.id] if standing else payee_from(entry.basis)
        claims.setdefault((entry.provider, payee, entry.member), []).append(entry)
    priced: dict[int, LinePrice] = {}
    for (_, payee, _), claim in claims.items():
        lines = [(entry.item, entry.setting) for entry in claim]
        worths = prices.price(lines, day, claim[0].locality, payee)
        priced |= zip((entry.id for entry in claim), worths, strict=True)
    return [priced[entry.id] for entry in members]


def common_row(writer: Writer, reading: Reading, circumstances: Circumstances) -> Row:
    """The columns that all lines of a new encounter share, but for the place."""
    return {
        "provider_id": provider_number(writer, reading.provider),
        "encounter": rows.next_encounter(writer.connection),
        "date": reading.day.isoformat(),
        "basis": reading.payee.text,
        "role": circumstances.role,
        "note": circumstances.note,
        "tag": reading.draft.tag or circumstances.tag,
    }
