"""The verbs that change the log: add, edit, move, copy, remove; and the look at a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from rvuedge_desktop.domain.contracts import Contract
from rvuedge_desktop.domain.custom_codes import is_custom_code
from rvuedge_desktop.domain.encounters import LinePrice
from rvuedge_desktop.domain.entries import Entry, typed_again
from rvuedge_desktop.domain.entry_line import AGAIN, MARK, write_out
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.groups import (
    COMPLEXITY,
    TELEHEALTH_PLACE,
    VIDEO_PLACES,
    Group,
    GroupRequest,
    checked_group,
    group_again,
    read_group,
)
from rvuedge_desktop.domain.items import (
    MAX_COUNT,
    MOST_CARE_DAYS,
    MOST_MINUTES,
    Item,
    ParsedLine,
    parse_line,
)
from rvuedge_desktop.domain.marks import Mark, read_marks
from rvuedge_desktop.domain.payees import Payee, payee_from
from rvuedge_desktop.domain.periods import Period, check_day, parse_day
from rvuedge_desktop.domain.places import Site
from rvuedge_desktop.domain.pricing import Price
from rvuedge_desktop.domain.rates import Setting
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
from rvuedge_desktop.services.encounter_prices import EncounterPrices
from rvuedge_desktop.services.intake import Draft, DraftLine
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.providers import EVERYBODY, Providers, everybody
from rvuedge_desktop.services.shortcuts import Shortcuts
from rvuedge_desktop.services.sites import Sites
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.changes import Row, Value, Writer, new_uid, now_text
from rvuedge_desktop.store.totals import tally_between

if TYPE_CHECKING:
    from rvuedge_desktop.store.history import RemovedEntry


class DayView(NamedTuple):
    """The entries of a day, in order of encounter, and what they add up to."""

    day: date
    entries: tuple[Entry, ...]
    tally: Tally


class Place(NamedTuple):
    """Where an encounter took place, complete.

    Attributes:
        site: the user's own name of it; empty where none was named.
        setting: office or facility.
        pos: place of service, two digits.
        locality: as an entry keeps it, `national` or contractor and number.
    """

    site: str
    setting: Setting
    pos: str
    locality: str

    def row(self) -> Row:
        """As columns of an entry."""
        return dict(zip(self._fields, self, strict=True))


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


class _Reading(NamedTuple):
    """A line with whose it is, when and where it took place, who is paid, and what it would log."""

    provider: str
    day: date
    where: Place
    payee: Payee
    draft: Draft


class _MemberClaim(NamedTuple):
    """What one member of a group has: where, and each item with its price."""

    member: int
    where: Place
    lines: tuple[tuple[Item, LinePrice], ...]


class Logbook:
    """The log, changed and read through its verbs."""

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        providers: Providers,
        *,
        sites: Sites,
        shortcuts: Shortcuts,
        contracts: Contracts,
        custom_codes: CustomCodes,
    ) -> None:
        """Work on an open log.

        Args:
            workspace: the log.
            library: what prices it.
            providers: who does it, and for which locality unless an entry says otherwise.
            sites: the user's own places.
            shortcuts: their short names for codes.
            contracts: what credits the entries.
            custom_codes: the user's own codes.
        """
        self._workspace = workspace
        self._library = library
        self._intake = library.intake
        self._providers = providers
        self._sites = sites
        self._shortcuts = shortcuts
        self._contracts = contracts
        self._custom_codes = custom_codes

    def draft(self, line: str, day: date, circumstances: Circumstances) -> Draft:
        """What a line would log, without logging it.

        Raises:
            BadInputError: the circumstances contradict themselves.
        """
        reading = self._read(line, day, circumstances)
        lines = (
            one._replace(
                credited=self._contracts.credit(reading.provider, reading.day, one.item, one.worth).wrvu
            )
            for one in reading.draft.lines
        )
        return reading.draft._replace(lines=tuple(lines))

    def _read(self, line: str, day: date, circumstances: Circumstances) -> "_Reading":
        """What a line would log, when and where: what the line says goes before the circumstances."""
        provider = self.whose(circumstances)
        written = write_out(line, lambda name: self._meaning(name, provider))
        parsed = parse_line(written.text)
        findings: list[Finding] = []
        if parsed.day:
            try:
                day = parse_day(parsed.day.name, self._workspace.today())
            except BadInputError as error:
                findings.append(_at(parsed.day, "bad-day", error))
        site = self._sites.find(parsed.site.name if parsed.site else circumstances.site)
        if parsed.site and parsed.site.name and site is None:
            findings.append(self._sites.unknown(parsed.site))
        if parsed.tag:
            try:
                check_texts(parsed.tag.name)
            except BadInputError as error:
                findings.append(_at(parsed.tag, "bad-tag", error))
        payee = self._payee(provider)
        if findings:
            placed = tuple(written.placed(one) for one in findings)
            where = Place("", "office", "11", self._locality("", provider, day))
            return _Reading(provider, day, where, payee, Draft((), placed))
        where = self._place(circumstances, site, provider, day)
        draft = self._intake.read(parsed, day, where.setting, where.locality, payee)
        return _Reading(
            provider,
            day,
            where,
            payee,
            draft._replace(
                findings=tuple(written.placed(one) for one in draft.findings),
                provider=provider,
                day=day if parsed.day else None,
                place=(site.name or f"place of service {site.pos}") if parsed.site and site else "",
                tag=parsed.tag.name if parsed.tag else "",
                names=written.names,
            ),
        )

    def _meaning(self, name: str, provider: str) -> str | None:
        """What a short name in a line stands for; None where it is none."""
        if name == AGAIN:
            last = self.last_encounter(provider)
            again = group_again(last)
            return f"group {again[0].line}" if again else typed_again(last) or None
        found = self._shortcuts.find(name)
        return found.line if found else None

    def whose(self, circumstances: Circumstances) -> str:
        """Who did it: who was named, else whose new entries are."""
        named = circumstances.provider
        return self._providers.whose().new if named is None else named.strip()

    def _place(self, circumstances: Circumstances, site: Site | None, provider: str, day: date) -> "Place":
        """Where it took place.

        Raises:
            BadInputError: the circumstances contradict themselves, or name what does not exist.
        """
        if site is None and circumstances.site:
            raise self._sites.missing(circumstances.site)
        if site is None:
            setting, pos = place_of(circumstances.setting, circumstances.pos)
            return Place("", setting, pos, self._locality(circumstances.locality, provider, day))
        setting, pos = place_of(None, site.pos)
        locality = self._locality(circumstances.locality or site.locality, provider, day)
        return Place(site.name, setting, pos, locality)

    def _payee(self, provider: str) -> Payee:
        """The standing with Medicare of a provider; a new one is a participating physician."""
        return self._providers.payee(provider)

    def _locality(self, named: str, provider: str, day: date) -> str:
        """The locality as an entry keeps it: what was named, else the provider's, else the preferred one."""
        return self._library.localities.find(named or self._providers.locality(provider), day).locality

    def retype(self, entry_id: int, text: str) -> tuple[Entry, ...]:
        """Change an entry to what is typed as one item; counts that are not typed stay as they are.

        Raises:
            BadInputError: the text is not one item that can be logged. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        parsed = self._parsed(text)
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

    def last_encounter(self, provider: str) -> list[Entry]:
        """What a provider logged last, whatever its day; nothing of an empty log.

        A site that is there no more is left away: the place of service stays.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            found = rows.last_encounter(self._workspace.log, provider)
        # What another provider did in the same encounter is not theirs to repeat.
        theirs = (entry for entry in found if folded_name(entry.provider) == folded_name(provider))
        return [entry if self._is_at_site(entry) else entry._replace(site="") for entry in theirs]

    def _is_at_site(self, entry: Entry) -> bool:
        """Whether the site of an entry is there still, and of its place of service."""
        site = self._sites.find(entry.site)
        return site is not None and site.pos == entry.pos

    def group_of(self, line: str, circumstances: Circumstances) -> tuple[GroupRequest, Group] | None:
        """The group that a line asks for: `group 90853 8`, or `..` where the last encounter was one.

        None where it asks for none. Raises as `last_encounter`.
        """
        marks = read_marks(line)
        if marks.rest.strip() == AGAIN:
            again = group_again(self.last_encounter(self.whose(circumstances)))
            if again is None:
                return None
            code, _, place = again[0].line.partition(" ")
            day = f"{marks.day.name}: " if marks.day else ""
            own = " ".join(MARK.findall(line)) if marks.site else " ".join((place, *MARK.findall(line)))
            return again[0]._replace(line=f"{day}{code} {own}"), again[1]
        request = read_group(line)
        return (request, Group(request.size)) if request else None

    def as_group(self, line: str, circumstances: Circumstances) -> tuple[str, int] | None:
        """A line of one code as a group of its patients: the line without their number, its marks kept.

        None where it has not one code. Raises as `last_encounter`.
        """
        provider = self.whose(circumstances)
        text = write_out(line, lambda name: self._meaning(name, provider)).text
        parsed = parse_line(text)
        if parsed.findings or len(parsed.items) != 1:
            return None
        item = parsed.items[0]
        day = f"{parsed.day.name}: " if parsed.day else ""
        code = item._replace(patients=1).text
        return day + " ".join((code, *MARK.findall(text))), item.patients

    def _parsed(self, text: str) -> ParsedLine:
        """A text with the short names in it written out; nothing is repeated in an entry that exists."""
        return parse_line(
            write_out(text, lambda name: None if name == AGAIN else self._meaning(name, "")).text
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
        checked = [(one, self._checked(one.line, one.day, one.circumstances)) for one in plan]
        label = label or "Logged " + ", ".join(
            line.item.text for _, reading in checked for line in reading.draft.lines
        )
        ids: list[int] = []
        with self._workspace.change("add", label) as writer:
            for one, reading in checked:
                common = _common(writer, reading, one.circumstances) | reading.where.row()
                ids += (
                    self._insert_line(writer, reading, common, line.item, line.worth)
                    for line in reading.draft.lines
                )
        return tuple(rows.entries_by_ids(self._workspace.log, ids))

    def draft_group(self, line: str, group: Group, day: date, circumstances: Circumstances) -> Draft:
        """What `add_group` would log, without logging it.

        Raises:
            BadInputError: the circumstances contradict themselves.
        """
        reading = self._read(line, day, circumstances)
        if reading.draft.findings:
            return reading.draft
        try:
            claims = self._claims_of_group(reading, group)
        except BadInputError as error:
            return Draft((), (Finding("bad-group", error.what, error.fix),))
        provider = reading.provider
        return reading.draft._replace(
            lines=tuple(
                DraftLine(
                    item,
                    worth,
                    self._intake.custom_wrvu(item),
                    self._contracts.credit(provider, reading.day, item, worth).wrvu,
                )
                for claim in claims
                for item, worth in claim.lines
            )
        )

    def add_group(
        self, line: str, group: Group, day: date, circumstances: Circumstances
    ) -> tuple[Entry, ...]:
        """Log a group as one encounter: what each member who came has, on a line of their own.

        The members are different patients: what one has takes nothing from what another has.

        Args:
            line: the code of the session with modifiers, and marks as in the entry line.
            group: who was in it.
            day: day of service, unless the line names another.
            circumstances: the same for all members, but for the place of those by video.

        Raises:
            BadInputError: the line, the group, the day or the circumstances can't be logged. Nothing was.
            OperationFailedError: the log could not be written. Nothing was.
        """
        check_texts(circumstances.note, circumstances.tag, circumstances.role, circumstances.provider)
        check_provider(circumstances.provider)
        reading = self._checked(line, day, circumstances)
        claims = self._claims_of_group(reading, group)
        came = len(group.present)
        of_all = f" of {group.size}" if came < group.size else ""
        label = f"Logged a group of {came}{of_all}, {reading.draft.lines[0].item.code}"
        ids: list[int] = []
        with self._workspace.change("add", label) as writer:
            common = _common(writer, reading, circumstances)
            for claim in claims:
                common |= claim.where.row() | {"member": claim.member}
                for item, worth in claim.lines:
                    ids.append(self._insert_line(writer, reading, common, item, worth))
        return tuple(rows.entries_by_ids(self._workspace.log, ids))

    def _insert_line(
        self, writer: Writer, reading: "_Reading", common: Row, item: Item, worth: LinePrice
    ) -> int:
        """Write one line of an encounter; gives its number."""
        priced = self._price_row(worth, reading.day, item, reading.provider)
        own = self._custom_codes.columns(writer, item)
        return _insert(writer, common | _item_row(item) | priced | own)

    def _claims_of_group(self, reading: "_Reading", group: Group) -> "list[_MemberClaim]":
        """What each member who came has, with its price.

        Raises:
            BadInputError: the line or the group can't be logged.
        """
        if len(reading.draft.lines) != 1 or reading.draft.lines[0].item.says_patients:
            raise BadInputError(
                "A group has one code and a number of members",
                "Write group 90853 8, and log the rest by itself",
            )
        item = reading.draft.lines[0].item
        checked_group(group)
        if group.complexity and not self.takes_complexity(item.code):
            raise BadInputError(
                f"{COMPLEXITY} is no add-on of {item.code}", "Leave interactive complexity away"
            )
        claims: list[_MemberClaim] = []
        for number in group.present:
            where = reading.where
            if number in group.telehealth and where.pos not in VIDEO_PLACES:
                setting, pos = place_of(None, TELEHEALTH_PLACE)
                where = where._replace(site="", setting=setting, pos=pos)
            items = tuple(group.items_of(number, item))
            lines = [(one, where.setting) for one in items]
            worths = self._library.prices.price(lines, reading.day, where.locality, reading.payee)
            claims.append(_MemberClaim(number, where, tuple(zip(items, worths, strict=True))))
        return claims

    def takes_complexity(self, code: str) -> bool:
        """Tell whether interactive complexity may be added to a code."""
        return code in self._library.reference.primaries(COMPLEXITY)

    def _checked(self, line: str, day: date, circumstances: Circumstances) -> "_Reading":
        """What a line logs, and where."""
        check_day(day, self._workspace.today())
        reading = self._read(line, day, circumstances)
        for finding in reading.draft.findings:
            raise BadInputError(finding.what, finding.fix)
        return reading

    def edit(self, entry_ids: Sequence[int], edit: Edit) -> tuple[Entry, ...]:
        """Change entries; what bears on the price prices their encounters anew, by their day of service.

        A locality is that of a whole encounter. Entries that leave the rest of their encounter behind on
        another day become one of their own.

        Raises:
            BadInputError: an entry does not exist, or can't become what was asked. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        self._check(edit)
        old = self.entries(entry_ids)
        moved = edit == Edit(day=edit.day)
        with self._workspace.change(
            "move" if moved else "edit", ("Moved " if moved else "Changed ") + _names(old)
        ) as writer:
            encounters = _encounters_after_move(writer, old, edit.day)
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
                if other_claims or any(wanted[key] != value for key, value in _priced_by(entry).items()):
                    touched += [(entry.day, entry.encounter), (edit.day or entry.day, number)]
                elif other:
                    credited.append((entry.day, number))
                _update(writer, entry.id, wanted | {"encounter": number})
                if wanted["locality"] != entry.locality:
                    self._move_encounter(writer, edit.day or entry.day, number, wanted["locality"])
            self._price_anew(writer, touched)
            for where in credited:
                self._credit_encounter(writer, *where)
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
        originals = self.entries(entry_ids)
        ids: dict[int, int] = {}
        with self._workspace.change("copy", "Copied " + _names(originals)) as writer:
            for encounter in dict.fromkeys(entry.encounter for entry in originals):
                members = [entry for entry in originals if entry.encounter == encounter]
                number = rows.next_encounter(writer.connection)
                standing = {entry.id: self._payee(entry.provider) for entry in members}
                for entry, priced in zip(members, self._priced(members, day, standing), strict=True):
                    wanted = self._wanted(writer, entry, Edit(day=day, provider=entry.provider))
                    own = self._custom_codes.columns(writer, entry.item, entry, anew=True)
                    ids[entry.id] = _insert(writer, wanted | priced | own | {"encounter": number})
        return self.entries([ids[entry.id] for entry in originals])

    def remove(self, entry_ids: Sequence[int]) -> tuple[Entry, ...]:
        """Take entries out of the log; gives what they were. Undo brings them back.

        What is left of their encounters is priced without them.

        Raises:
            BadInputError: an entry does not exist. Nothing was removed.
            OperationFailedError: the log could not be written. Nothing was removed.
        """
        gone = self.entries(entry_ids)
        with self._workspace.change("remove", "Removed " + _names(gone)) as writer:
            for entry in gone:
                writer.delete("entries", entry.id)
            self._price_anew(writer, [(entry.day, entry.encounter) for entry in gone])
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
            numbers = _encounters_after_restoring(writer, gone)
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
            self._price_anew(writer, [(day, numbers[day, number]) for day, number in numbers])
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
            self._price_anew(writer, rows.encounters_between(writer.connection, period))
            return sum(_figures(row.before) != _figures(row.after) for row in writer.rows)

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
            changed += self._credit_encounter(writer, day, number)
        return changed

    def _credit_encounter(self, writer: Writer, day: date, number: int) -> int:
        """Credit what is in an encounter by contracts as they are, prices staying; gives how many changed."""
        changed = 0
        members = rows.entries_of_encounter(writer.connection, day, number)
        for entry, worth in zip(members, worths_of(self._library.prices, members, day), strict=True):
            credit = self._contracts.credit(entry.provider, day, entry.item, worth)
            wanted = rows.credit_row(credit.wrvu, "; ".join(credit.how))
            changed += writer.differs("entries", entry.id, wanted)
            writer.update("entries", entry.id, wanted)
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
        locality = entry.locality if edit.locality is None else self._locality(edit.locality, provider, day)
        moved = edit.pos is not None or edit.setting not in {None, entry.setting}
        return _item_row(item) | {
            **self._custom_codes.columns(writer, item, entry),
            "provider_id": _provider_id(writer, provider),
            "basis": entry.basis if edit.provider is None else self._payee(provider).text,
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
            _update(writer, member.id, {"locality": locality})

    def _price_anew(self, writer: Writer, encounters: Sequence[tuple[date, int]]) -> None:
        """Price what is in encounters as they are now, by their day."""
        for day, number in dict.fromkeys(encounters):
            members = rows.entries_of_encounter(writer.connection, day, number)
            for entry, priced in zip(members, self._priced(members, day), strict=True):
                _update(writer, entry.id, priced)

    def _priced(
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


def _common(writer: Writer, reading: _Reading, circumstances: Circumstances) -> Row:
    """The columns that all lines of a new encounter share, but for the place."""
    return {
        "provider_id": _provider_id(writer, reading.provider),
        "encounter": rows.next_encounter(writer.connection),
        "date": reading.day.isoformat(),
        "basis": reading.payee.text,
        "role": circumstances.role,
        "note": circumstances.note,
        "tag": reading.draft.tag or circumstances.tag,
    }


def _at(mark: Mark, rule: str, error: BadInputError) -> Finding:
    """What is wrong with a mark, as a finding with its place."""
    return Finding(rule, error.what, error.fix, mark.start, mark.end)


_UID_LENGTH = 32
_HIGHEST_ID = 2**63 - 1


def _item_row(item: Item) -> Row:
    return {
        "code": item.code,
        "modifiers": rows.modifiers_text(item.modifiers),
        "patients": item.patients,
        "units_each": item.units_each,
        "minutes": item.minutes,
        "care_days": item.care_days,
    }


def _priced_by(entry: Entry) -> Row:
    """The columns that an amount rests on, as they are."""
    return _item_row(entry.item) | {
        "date": entry.day.isoformat(),
        "setting": entry.setting,
        "locality": entry.locality,
        "basis": entry.basis,
    }


def _insert(writer: Writer, values: Row) -> int:
    moment = now_text()
    return writer.insert("entries", {"uid": new_uid(), **values, "created_at": moment, "changed_at": moment})


def _update(writer: Writer, entry_id: int, wanted: Row) -> None:
    """Change what is other, and the time of change with it; an edit that changes nothing leaves no trace."""
    if writer.differs("entries", entry_id, wanted):
        writer.update("entries", entry_id, wanted | {"changed_at": now_text()})


def _figures(row: Row | None) -> tuple[Value, ...]:
    return () if row is None else (row["schedule_wrvu_e4"], row["medicare_cents"])


def _provider_id(writer: Writer, name: str) -> int:
    """The number of a provider; a new name becomes a new one.

    Raises:
        BadInputError: the name stands for everybody.
    """
    known = rows.provider_id(writer.connection, name.strip())
    if known is not None:
        return known
    if folded_name(name.strip()) == EVERYBODY:
        raise everybody(name)
    return writer.insert("providers", {"name": name.strip(), "created_at": now_text()})


def _encounters_after_move(writer: Writer, entries: Sequence[Entry], day: date | None) -> dict[int, int]:
    """New numbers for the encounters of which a part moves to another day and a part stays."""
    moving = [entry for entry in entries if day is not None and entry.day != day]
    numbers: dict[int, int] = {}
    for encounter, old_day in dict.fromkeys((entry.encounter, entry.day) for entry in moving):
        members = sum(entry.encounter == encounter for entry in moving)
        if members < rows.encounter_size(writer.connection, old_day, encounter):
            numbers[encounter] = rows.use_up_encounter(writer.connection)
    return numbers


def _encounters_after_restoring(writer: Writer, entries: Sequence[Entry]) -> dict[tuple[date, int], int]:
    """The number of each encounter of entries to be put back: an encounter is of one day for ever."""
    days = rows.days_of_encounters(writer.connection, [entry.encounter for entry in entries])
    numbers: dict[tuple[date, int], int] = {}
    for entry in entries:
        where = entry.day, entry.encounter
        if where not in numbers:
            day = days.setdefault(entry.encounter, entry.day)
            is_free = day == entry.day
            numbers[where] = entry.encounter if is_free else rows.use_up_encounter(writer.connection)
    return numbers


_NAMED = 3


def _names(entries: Sequence[Entry]) -> str:
    """The entries by code, for a label: all of a few, the number of many."""
    if len(entries) > _NAMED:
        return f"{len(entries)} entries"
    return ", ".join(entry.code_text for entry in entries)
