"""The verbs that change the log: add, edit, move, copy, remove; and the look at a day."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from rvuedge_desktop.domain.contracts import Contract
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import (
    MAX_COUNT,
    MOST_CARE_DAYS,
    MOST_MINUTES,
    Item,
)
from rvuedge_desktop.domain.payees import payee_from
from rvuedge_desktop.domain.periods import Period, check_day, parse_day
from rvuedge_desktop.domain.pricing import Price
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.services.circumstances import (
    Circumstances,
    Edit,
    as_typed,
    check_provider,
    check_texts,
    folded_name,
    place_of,
)
from rvuedge_desktop.services.contracts import Contracts
from rvuedge_desktop.services.custom_codes import CustomCodes
from rvuedge_desktop.services.entry_prices import EntryPrices, common_row, worths_of
from rvuedge_desktop.services.entry_reading import EntryReader
from rvuedge_desktop.services.entry_rows import (
    encounters_after_move,
    encounters_after_restoring,
    figures_of,
    insert_entry,
    item_row,
    priced_by,
    provider_number,
    update_entry,
)
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.providers import Providers
from rvuedge_desktop.services.sites import Sites
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.changes import Row, Value, Writer
from rvuedge_desktop.store.totals import tally_between

if TYPE_CHECKING:
    from rvuedge_desktop.store.history import RemovedEntry


class DayView(NamedTuple):
    """The entries of a day, in order of encounter, and what they add up to."""

    day: date
    entries: tuple[Entry, ...]
    tally: Tally


class Planned(NamedTuple):
    """An encounter that is to be logged.

    Attributes:
        line: as one would type it.
        day: day of service.
        circumstances: what surrounds it.
    """

    line: str
    day: date
    circumstances: Circumstances


class Logbook:
    """The log, changed and read through its verbs."""

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        *,
        reader: EntryReader,
        prices: EntryPrices,
        providers: Providers,
        sites: Sites,
        contracts: Contracts,
        custom_codes: CustomCodes,
    ) -> None:
        """Work on an open log.

        Args:
            workspace: the log.
            library: what prices it.
            reader: reads what is typed.
            prices: writes what entries are worth.
            providers: who does it.
            sites: the user's own places.
            contracts: what credits the entries.
            custom_codes: the user's own codes.
        """
        self._workspace = workspace
        self._library = library
        self._intake = library.intake
        self._reader = reader
        self._prices = prices
        self._providers = providers
        self._sites = sites
        self._contracts = contracts
        self._custom_codes = custom_codes

    def draft(self, line: str, day: date, circumstances: Circumstances) -> Draft:
        """What a line would log, without logging it. Raises as `EntryReader.draft`."""
        return self._reader.draft(line, day, circumstances)

    def retype(self, entry_id: int, text: str) -> tuple[Entry, ...]:
        """Change an entry to what is typed as one item; counts that are not typed stay as they are.

        Raises:
            BadInputError: the text is not one item that can be logged. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        parsed = self._reader.written_out(text)
        if parsed.findings:
            raise BadInputError(parsed.findings[0].what, parsed.findings[0].fix)
        if len(parsed.items) != 1:
            raise BadInputError("An entry has one code", "Log the others as entries of their own")
        return self.edit(
            [entry_id],
            as_typed(parsed.items[0])._replace(
                site=parsed.site.name if parsed.site else None,
                tag=parsed.tag.name if parsed.tag else None,
                day=parse_day(parsed.day.name, self._workspace.today()) if parsed.day else None,
            ),
        )

    def add(self, line: str, day: date, circumstances: Circumstances) -> tuple[Entry, ...]:
        """Log a line as one encounter; gives the new entries.

        Raises:
            BadInputError: the line, the day or the circumstances can't be logged. Nothing was.
            OperationFailedError: the log could not be written. Nothing was.
        """
        return self.add_many([(line, day)], circumstances)

    def add_many(
        self, plan: Sequence[tuple[str, date]], circumstances: Circumstances, label: str = ""
    ) -> tuple[Entry, ...]:
        """Log several lines as one change, each an encounter of its day; gives the new entries.

        Args:
            plan: lines with their days.
            circumstances: the same for all of them.
            label: what undo calls it; the codes where empty.

        Raises:
            BadInputError: a line, its day or the circumstances can't be logged. Nothing was.
            OperationFailedError: the log could not be written. Nothing was.
        """
        return self.add_planned([Planned(line, day, circumstances) for line, day in plan], label)

    def add_planned(self, plan: Sequence[Planned], label: str = "") -> tuple[Entry, ...]:
        """Log several encounters as one change, each in its own circumstances; gives the new entries.

        Args:
            plan: the encounters.
            label: what undo calls it; the codes where empty.

        Raises:
            BadInputError: a line, its day or its circumstances can't be logged. Nothing was.
            OperationFailedError: the log could not be written. Nothing was.
        """
        for around in dict.fromkeys(one.circumstances for one in plan):
            check_texts(around.note, around.tag, around.role, around.provider)
            check_provider(around.provider)
        checked = [(one, self._reader.checked(one.line, one.day, one.circumstances)) for one in plan]
        label = label or "Logged " + ", ".join(
            line.item.text for _, reading in checked for line in reading.draft.lines
        )
        ids: list[int] = []
        with self._workspace.change("add", label) as writer:
            for one, reading in checked:
                common = common_row(writer, reading, one.circumstances) | reading.where.row()
                ids += (
                    self._prices.insert_line(writer, reading, common, line.item, line.worth)
                    for line in reading.draft.lines
                )
        return tuple(rows.entries_by_ids(self._workspace.log, ids))

    def edit(self, entry_ids: Sequence[int], edit: Edit) -> tuple[Entry, ...]:
        """Change entries; what bears on the price prices their encounters anew, by their day of service.

        A locality is that of a whole encounter. Entries that leave the rest of their encounter behind on
        another day become one of their own.

        Raises:
            BadInputError: an entry does not exist, or can't become what was asked. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        self._check(edit)
        names = _names(self.entries(entry_ids))
        moved = edit == Edit(day=edit.day)
        with self._workspace.change(
            "move" if moved else "edit", ("Moved " if moved else "Changed ") + names
        ) as writer:
            # Read once more: another program may have written while this one waited for it.
            old = self.entries(entry_ids)
            if edit.patients is not None and edit.patients > 1 and any(entry.member for entry in old):
                raise BadInputError(
                    "A member of a group is one patient", "Log the others as members or entries of their own"
                )
            encounters = encounters_after_move(writer, old, edit.day)
            touched: list[tuple[date, int]] = []
            credited: list[tuple[date, int]] = []
            for entry in old:
                wanted = self._wanted(writer, entry, edit)
                number = encounters.get(entry.encounter, entry.encounter)
                other = edit.provider is not None and edit.provider.strip() != entry.provider
                # What two did in an encounter is two claims; by itself another name changes no price.
                other_claims = (
                    other and rows.encounter_size(writer.connection, entry.day, entry.encounter) > 1
                )
                if other_claims or any(wanted[key] != value for key, value in priced_by(entry).items()):
                    touched += [(entry.day, entry.encounter), (edit.day or entry.day, number)]
                elif other:
                    credited.append((entry.day, number))
                update_entry(writer, entry.id, wanted | {"encounter": number})
                if wanted["locality"] != entry.locality:
                    self._move_encounter(writer, edit.day or entry.day, number, wanted["locality"])
            self._prices.price_anew(writer, touched)
            for where in credited:
                self._prices.credit_encounter(writer, *where)
        return self.entries(entry_ids)

    def move(self, entry_ids: Sequence[int], day: date) -> tuple[Entry, ...]:
        """Move entries to another day, priced for it. Raises as `edit`."""
        return self.edit(entry_ids, Edit(day=day))

    def copy(self, entry_ids: Sequence[int], day: date) -> tuple[Entry, ...]:
        """Log entries once more on a day, priced for it; what was one encounter is one again.

        Raises:
            BadInputError: an entry does not exist, or the day can't be logged. Nothing was copied.
            OperationFailedError: the log could not be written. Nothing was copied.
        """
        check_day(day, self._workspace.today())
        names = _names(self.entries(entry_ids))
        ids: dict[int, int] = {}
        with self._workspace.change("copy", "Copied " + names) as writer:
            originals = self.entries(entry_ids)  # once more, as in `edit`
            for encounter in dict.fromkeys(entry.encounter for entry in originals):
                members = [entry for entry in originals if entry.encounter == encounter]
                number = rows.next_encounter(writer.connection)
                standing = {entry.id: self._reader.payee(entry.provider) for entry in members}
                for entry, priced in zip(members, self._prices.priced(members, day, standing), strict=True):
                    wanted = self._wanted(writer, entry, Edit(day=day, provider=entry.provider))
                    own = self._custom_codes.columns(writer, entry.item, entry, anew=True)
                    ids[entry.id] = insert_entry(writer, wanted | priced | own | {"encounter": number})
        return self.entries([ids[entry.id] for entry in originals])

    def remove(self, entry_ids: Sequence[int]) -> tuple[Entry, ...]:
        """Take entries out of the log; gives what they were. Undo brings them back.

        What is left of their encounters is priced without them.

        Raises:
            BadInputError: an entry does not exist. Nothing was removed.
            OperationFailedError: the log could not be written. Nothing was removed.
        """
        names = _names(self.entries(entry_ids))
        with self._workspace.change("remove", "Removed " + names) as writer:
            gone = self.entries(entry_ids)  # once more, as in `edit`
            for entry in gone:
                writer.delete("entries", entry.id)
            self._prices.price_anew(writer, [(entry.day, entry.encounter) for entry in gone])
        return gone

    def restore(self, removed: "Sequence[RemovedEntry]") -> tuple[Entry, ...]:
        """Put entries back that are no more, with number, unique id, encounter and standing.

        They are priced together with what is left of their encounter, by the schedules and contracts at hand.
        Where that has moved to another day, or was given another locality, they become an encounter of their
        own, or take that locality.

        Raises:
            BadInputError: an entry is in the log, or its provider or own code is there no more. Nothing was
                restored.
            OperationFailedError: the log could not be written. Nothing was restored.
        """
        gone = [one.entry for one in removed]
        with self._workspace.change("restore", "Restored " + _names(gone)) as writer:
            there = rows.entries_by_ids(writer.connection, [entry.id for entry in gone])
            if there:
                raise BadInputError(f"Entry {there[0].id} is in the log", safe="Nothing was restored")
            numbers = encounters_after_restoring(writer, gone)
            for one in removed:
                where = one.entry.day, one.entry.encounter
                number = numbers[where]
                provider = one.provider_id or rows.provider_id(writer.connection, one.entry.provider)
                if provider is None:
                    raise BadInputError(
                        f"Entry {one.entry.id} is of \u201c{one.entry.provider}\u201d, a provider this log no"
                        " longer has",
                        "Log something for them, then restore it",
                        "Nothing was restored",
                    )
                self._custom_codes.columns(writer, one.entry.item)  # refuses a code that is there no more
                rest = rows.entries_of_encounter(writer.connection, one.entry.day, number)
                locality = rest[0].locality if rest else one.entry.locality
                placed: Row = {"encounter": number, "provider_id": provider, "locality": locality}
                writer.insert("entries", one.image | placed)
            self._prices.price_anew(writer, [(day, numbers[day, number]) for day, number in numbers])
        return self.entries([entry.id for entry in gone])

    def alone(self, entry: Entry) -> Price:
        """How the amount of an entry comes about by itself, by the schedules at hand now."""
        line = (entry.item, entry.setting)
        return self._library.prices.alone(line, entry.day, entry.locality, payee_from(entry.basis))

    def reprice(self, period: Period, label: str) -> int:
        """Price the entries of a period anew, by the schedules now at hand; gives how many figures changed.

        Each keeps its place and its standing. One change: undo puts every old price back. Those whose
        figures stay are given the release that they now rest on, and are not counted.

        Args:
            period: days of service.
            label: what undo calls it.

        Raises:
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        with self._workspace.change("reprice", label) as writer:
            self._prices.price_anew(writer, rows.encounters_between(writer.connection, period))
            return sum(figures_of(row.before) != figures_of(row.after) for row in writer.rows)

    def credit_anew(self, writer: Writer, period: Period, provider: str) -> int:
        """Credit a provider's entries of a period by their contracts as they are now; gives how many changed.

        Prices stay as they are. Part of a change that is under way.

        Args:
            writer: of that change.
            period: days of service.
            provider: whose entries.
        """
        changed = 0
        for day, number in rows.encounters_between(writer.connection, period):
            members = rows.entries_of_encounter(writer.connection, day, number)
            if not any(folded_name(entry.provider) == folded_name(provider) for entry in members):
                continue
            changed += self._prices.credit_encounter(writer, day, number)
        return changed

    def credited_by(self, contract: Contract, period: Period) -> Decimal:
        """What a contract would credit of its provider's entries, were it the one that held; the log stays.

        Raises:
            OperationFailedError: the log could not be read.
        """
        total = Decimal(0)
        with self._workspace.reporting():
            log = self._workspace.log
            for day, number in rows.encounters_between(log, period):
                members = rows.entries_of_encounter(log, day, number)
                for entry, worth in zip(members, worths_of(self._library.prices, members, day), strict=True):
                    if folded_name(entry.provider) == folded_name(contract.provider):
                        credit = self._contracts.credit_by(contract, day, entry.item, worth)
                        total += credit.wrvu or Decimal(0)
        return total

    def entries(self, entry_ids: Sequence[int]) -> tuple[Entry, ...]:
        """Entries by number, each once, in the order asked.

        Raises:
            BadInputError: one does not exist.
            OperationFailedError: the log could not be read.
        """
        wanted = list(dict.fromkeys(entry_ids))
        with self._workspace.reporting():
            found = rows.entries_by_ids(self._workspace.log, wanted)
        missing = sorted(set(wanted) - {entry.id for entry in found})
        if missing:
            raise BadInputError(
                f"There is no entry {missing[0]}", "rvuedge day shows the numbers of a day's entries"
            )
        return tuple(found)

    def entry_number(self, text: str) -> int:
        """The number of an entry, given its number or its unique id.

        Raises:
            BadInputError: there is no such entry.
            OperationFailedError: the log could not be read.
        """
        word = text.strip()
        if word.isascii() and word.isdigit() and len(word) < _UID_LENGTH:
            return self.entries([min(int(word), _HIGHEST_ID)])[0].id
        with self._workspace.reporting():
            entry = rows.entry_by_uid(self._workspace.log, word.lower())
        if entry is None:
            raise BadInputError(
                f"There is no entry \u201c{text}\u201d", "rvuedge day shows the numbers of a day's entries"
            )
        return entry.id

    def day_ids(self, day: date, provider: str = "") -> Sequence[int]:
        """The numbers of a day's entries in order of encounter, cheap for any number of them.

        Args:
            day: the day.
            provider: only theirs; all of them where empty.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return rows.ids_of_day(self._workspace.log, day, provider)

    def day(self, day: date, provider: str = "") -> DayView:
        """The entries of a day and what they add up to, of all providers or the one named.

        Raises:
            OperationFailedError: the log could not be read.
        """
        period = Period(day, day)
        log = self._workspace.log
        with self._workspace.reporting():
            entries = tuple(rows.entries_between(log, period, provider))
            return DayView(day, entries, tally_between(log, period, provider))

    def known_provider(self, name: str) -> str:
        """A provider of this log, spelled as the log has it.

        Raises:
            BadInputError: the log has no provider of that name.
            OperationFailedError: the log could not be read.
        """
        return self._providers.named(name).name

    def _check(self, edit: Edit) -> None:
        if edit == Edit():
            raise BadInputError(
                "Nothing was said to change", "Name what is to be other, such as --patients 6"
            )
        if edit.day is not None:
            check_day(edit.day, self._workspace.today())
        for count, least, most in (
            (edit.patients, 1, MAX_COUNT),
            (edit.units_each, 1, MAX_COUNT),
            (edit.minutes, 0, MOST_MINUTES),
            (edit.care_days, 0, MOST_CARE_DAYS),
        ):
            if count is not None and not least <= count <= most:
                raise BadInputError(
                    f"{count} can't be logged at once", f"Write a number from {least} to {most}"
                )
        check_texts(edit.note, edit.tag, edit.role, edit.provider)
        check_provider(edit.provider)
        if edit.code is not None:
            unknown = self._intake.unknown(Item(edit.code))
            if unknown:
                raise BadInputError(unknown.what, unknown.fix)

    def _wanted(self, writer: Writer, entry: Entry, edit: Edit) -> Row:
        """The columns of an entry as they are to be after an edit, but for its price."""
        item = entry.item._replace(
            **{
                name: value
                for name in ("code", "modifiers", "patients", "units_each", "minutes", "care_days")
                if (value := getattr(edit, name)) is not None
            },
        )
        item = item._replace(
            minutes=item.minutes or None,
            care_days=item.care_days or None if "55" in item.modifiers else None,
        )
        day = edit.day or entry.day
        site = None if not edit.site else self._sites.named(edit.site)
        if site:
            edit = edit._replace(
                setting=None,
                pos=site.pos,
                locality=edit.locality if edit.locality is not None or not site.locality else site.locality,
            )
        setting, pos = entry.setting, entry.pos
        if edit.pos is not None:
            setting, pos = place_of(edit.setting or (None if edit.pos else entry.setting), edit.pos)
        elif edit.setting and edit.setting != entry.setting:
            setting, pos = place_of(edit.setting, "")
        provider = entry.provider if edit.provider is None else edit.provider
        locality = (
            entry.locality if edit.locality is None else self._reader.locality(edit.locality, provider, day)
        )
        moved = edit.pos is not None or edit.setting not in {None, entry.setting}
        return item_row(item) | {
            **self._custom_codes.columns(writer, item, entry),
            "provider_id": provider_number(writer, provider),
            "basis": entry.basis if edit.provider is None else self._reader.payee(provider).text,
            "site": site.name if site else "" if moved or edit.site is not None else entry.site,
            "date": day.isoformat(),
            "setting": setting,
            "pos": pos,
            "locality": locality,
            "member": entry.member,
            "role": entry.role if edit.role is None else edit.role,
            "note": entry.note if edit.note is None else edit.note,
            "tag": entry.tag if edit.tag is None else edit.tag,
        }

    def _move_encounter(self, writer: Writer, day: date, number: int, locality: Value) -> None:
        """Give a whole encounter its locality: it took place at one."""
        for member in rows.entries_of_encounter(writer.connection, day, number):
            update_entry(writer, member.id, {"locality": locality})


_UID_LENGTH = 32
_HIGHEST_ID = 2**63 - 1


_NAMED = 3


def _names(entries: Sequence[Entry]) -> str:
    """The entries by code, for a label: all of a few, the number of many."""
    if len(entries) > _NAMED:
        return f"{len(entries)} entries"
    return ", ".join(entry.code_text for entry in entries)
