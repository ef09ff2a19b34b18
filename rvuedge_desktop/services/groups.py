"""Groups that were treated together: drafted, logged, and asked for once more."""

from datetime import date
from typing import NamedTuple

from rvuedge_desktop.domain.codes import MAX_MODIFIERS
from rvuedge_desktop.domain.encounters import LinePrice
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.entry_line import MARK
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.groups import (
    COMPLEXITY,
    TELEHEALTH_MODIFIER,
    TELEHEALTH_PLACE,
    VIDEO_PLACES,
    Group,
    GroupRequest,
    checked_group,
    group_again,
    read_group,
)
from rvuedge_desktop.domain.items import Item, parse_line
from rvuedge_desktop.domain.marks import AGAIN, read_marks
from rvuedge_desktop.services.circumstances import Circumstances, check_provider, check_texts, place_of
from rvuedge_desktop.services.contracts import Contracts
from rvuedge_desktop.services.entry_prices import EntryPrices, common_row
from rvuedge_desktop.services.entry_reading import EntryReader, Place, Reading
from rvuedge_desktop.services.intake import Draft, DraftLine
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows


class _MemberClaim(NamedTuple):
    """What one member of a group has: where, and each item with its price."""

    member: int
    where: Place
    lines: tuple[tuple[Item, LinePrice], ...]


class Groups:
    """Sessions of several patients, logged member by member."""

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        *,
        reader: EntryReader,
        prices: EntryPrices,
        contracts: Contracts,
    ) -> None:
        """Work on an open log.

        Args:
            workspace: the log.
            library: the schedules and add-on codes.
            reader: reads the line of the session.
            prices: writes what its entries are worth.
            contracts: what credits them.
        """
        self._workspace = workspace
        self._library = library
        self._reader = reader
        self._prices = prices
        self._contracts = contracts

    def asked(self, line: str, circumstances: Circumstances) -> tuple[GroupRequest, Group] | None:
        """The group that a line asks for: `group 90853 8`, or `..` where the last encounter was one.

        None where it asks for none. Raises as `last_encounter`.
        """
        marks = read_marks(line)
        if marks.rest.strip() == AGAIN:
            again = group_again(self._reader.last_encounter(self._reader.whose(circumstances)))
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

        None where it has not one code. Raises as `asked`.
        """
        text = self._reader.in_full(line, circumstances)
        parsed = parse_line(text)
        if parsed.findings or len(parsed.items) != 1:
            return None
        item = parsed.items[0]
        day = f"{parsed.day.name}: " if parsed.day else ""
        code = item._replace(patients=1).text
        return day + " ".join((code, *MARK.findall(text))), item.patients

    def draft(self, line: str, group: Group, day: date, circumstances: Circumstances) -> Draft:
        """What `add` would log, without logging it.

        Raises:
            BadInputError: the circumstances contradict themselves.
        """
        reading = self._reader.read(line, day, circumstances)
        if reading.draft.findings:
            return reading.draft
        try:
            claims = self._claims(reading, group)
        except BadInputError as error:
            return Draft((), (Finding("bad-group", error.what, error.fix),))
        provider = reading.provider
        return reading.draft._replace(
            lines=tuple(
                DraftLine(
                    item,
                    worth,
                    self._library.intake.custom_wrvu(item),
                    self._contracts.credit(provider, reading.day, item, worth).wrvu,
                )
                for claim in claims
                for item, worth in claim.lines
            )
        )

    def add(self, line: str, group: Group, day: date, circumstances: Circumstances) -> tuple[Entry, ...]:
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
        reading = self._reader.checked(line, day, circumstances)
        claims = self._claims(reading, group)
        came = len(group.present)
        of_all = f" of {group.size}" if came < group.size else ""
        label = f"Logged a group of {came}{of_all}, {reading.draft.lines[0].item.code}"
        ids: list[int] = []
        with self._workspace.change("add", label) as writer:
            common = common_row(writer, reading, circumstances)
            for claim in claims:
                common |= claim.where.row() | {"member": claim.member}
                for item, worth in claim.lines:
                    ids.append(self._prices.insert_line(writer, reading, common, item, worth))
        return tuple(rows.entries_by_ids(self._workspace.log, ids))

    def takes_complexity(self, code: str) -> bool:
        """Tell whether interactive complexity may be added to a code."""
        return code in self._library.reference.primaries(COMPLEXITY)

    def _claims(self, reading: Reading, group: Group) -> list[_MemberClaim]:
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
            if len(items[0].modifiers) > MAX_MODIFIERS:
                raise BadInputError(
                    f"Member {number} by video has more than {MAX_MODIFIERS} modifiers",
                    f"A claim line has room for {MAX_MODIFIERS}, and one is {TELEHEALTH_MODIFIER}",
                )
            lines = [(one, where.setting) for one in items]
            worths = self._library.prices.price(lines, reading.day, where.locality, reading.payee)
            claims.append(_MemberClaim(number, where, tuple(zip(items, worths, strict=True))))
        return claims
