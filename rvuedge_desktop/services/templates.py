"""What is logged once more: a day as a draft to look at and change, logged on other days in one change."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.entries import Entry, typed_items
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.marks import read_marks
from rvuedge_desktop.domain.periods import Period, check_day
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.entry_reading import EntryReader
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.logbook import Logbook, Planned
from rvuedge_desktop.services.sites import Sites
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.totals import tallies_by_day

MOST_DAYS = 366
"""More at once is a slip of the keys."""
_WEEK = timedelta(days=7)
_OWN_DAY, _NO_DAY = "A draft has no day of its own", "Leave away what stands before the colon"


class EncounterDraft(NamedTuple):
    """An encounter as it would be typed, on no day yet.

    Attributes:
        line: the codes; may name a site.
        circumstances: what surrounds them; never a note or a tag of another day, which are of one patient.
    """

    line: str
    circumstances: Circumstances = Circumstances()


class DraftsWorth(NamedTuple):
    """What drafts would add up to.

    Attributes:
        each: every draft read as of the first day; one that has findings can't be logged.
        wrvu: schedule wRVU of all of them on all days; None where none has any.
        amount: Medicare amount of the same; None where nothing is priced.
    """

    each: tuple[Draft, ...]
    wrvu: Decimal | None
    amount: Decimal | None

    @property
    def can_be_logged(self) -> bool:
        """Whether there is something to log, and nothing is wrong with it."""
        return bool(self.each) and not any(draft.findings for draft in self.each)


class Templates:
    """Days and drafts to be logged again."""

    def __init__(
        self, workspace: Workspace, library: Library, reader: EntryReader, logbook: Logbook, sites: Sites
    ) -> None:
        """Work on an open log.

        Args:
            workspace: the log.
            library: the localities and releases at hand.
            reader: reads what is typed.
            logbook: what logs.
            sites: the user's own places.
        """
        self._workspace = workspace
        self._library = library
        self._reader = reader
        self._logbook = logbook
        self._sites = sites

    def day_before(self, day: date, provider: str = "") -> date | None:
        """The day before, or where that has no entries the last one that has; None where none has.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return rows.last_day_before(self._workspace.log, day, provider)

    def same_as(self, day_from: date, day_to: date, provider: str = "") -> tuple[EncounterDraft, ...]:
        """The encounters of a day as they would be typed on another one.

        Notes and tags stay behind: they are of one patient. The members of a group become one line for all of
        them. What differs in provider or place becomes a draft of its own; a role that is not that of all
        lines of an encounter is left away.

        Args:
            day_from: the day to repeat.
            day_to: the day to log it on: a locality that this has no more becomes the preferred one.
            provider: whose; everybody's where empty.

        Raises:
            OperationFailedError: the log could not be read.
        """
        entries = self._logbook.day(day_from, provider).entries
        return tuple(self._drafts(entries, day_to))

    def drafts_of(self, entry_ids: Sequence[int], day: date) -> tuple[EncounterDraft, ...]:
        """Some entries as they would be typed on a day; as `same_as`.

        Raises:
            BadInputError: an entry does not exist.
            OperationFailedError: the log could not be read.
        """
        return tuple(self._drafts(self._logbook.entries(entry_ids), day))

    def of_entries(self, entry_ids: Sequence[int]) -> str:
        """Some entries as one line, for a bundle; with their site where all have the same.

        Raises:
            BadInputError: an entry does not exist.
            OperationFailedError: the log could not be read.
        """
        entries = self._logbook.entries(entry_ids)
        sites = {entry.site for entry in entries}
        site = self._sites.find(sites.pop()) if len(sites) == 1 else None
        return typed_items(entries) + (f" @{site.name}" if site else "")

    def _drafts(self, entries: Sequence[Entry], day: date) -> Iterator[EncounterDraft]:
        encounters: dict[int, dict[Circumstances, list[Entry]]] = {}
        for entry in entries:
            claims = encounters.setdefault(entry.encounter, {})
            claims.setdefault(self._place(entry, day), []).append(entry)
        for claims in encounters.values():
            for around, members in claims.items():
                roles = {one.role for one in members}
                yield EncounterDraft(
                    typed_items(members), around._replace(role=roles.pop() if len(roles) == 1 else "")
                )

    def _place(self, entry: Entry, day: date) -> Circumstances:
        """Who did an entry and where: at the site as it is now, where there still is one of its kind."""
        site = self._sites.own(entry.site)
        if site and site.pos == entry.pos:
            return Circumstances(site=site.name, provider=entry.provider)
        known = self._library.localities.kept(entry.locality, day)
        return Circumstances(
            setting=entry.setting,
            pos=entry.pos,
            locality=entry.locality if known else "",
            provider=entry.provider,
        )

    def read(self, draft: EncounterDraft, day: date) -> Draft:
        """What a draft would log on a day; whatever is wrong with it is a finding.

        Raises:
            OperationFailedError: the log could not be read.
        """
        own = read_marks(draft.line).day
        if own:
            return Draft((), (Finding("bad-day", _OWN_DAY, _NO_DAY, own.start, own.end),))
        try:
            return self._reader.draft(draft.line, day, draft.circumstances)
        except BadInputError as error:
            return Draft((), (Finding("bad-place", error.what, error.fix),))

    def worth(self, drafts: Sequence[EncounterDraft], days: Sequence[date]) -> DraftsWorth:
        """What drafts add up to on some days; of no day, what they are worth is not known.

        Raises:
            OperationFailedError: the log could not be read.
        """
        if not days:
            return DraftsWorth((), None, None)
        each = tuple(self.read(draft, days[0]) for draft in drafts)
        # Figures change with the release and the year alone: one day stands for all that share them.
        alike: dict[tuple[str, int], list[date]] = {}
        for day in days:
            ruling = self._library.schedules.release_on(day)
            alike.setdefault((ruling.release.name if ruling else "", day.year), []).append(day)
        wrvus: list[Decimal] = []
        amounts: list[Decimal] = []
        for same in alike.values():
            for draft in each if days[0] in same else [self.read(draft, same[0]) for draft in drafts]:
                wrvus += [] if draft.wrvu is None else [draft.wrvu * len(same)]
                amounts += [] if draft.amount is None else [draft.amount * len(same)]
        return DraftsWorth(
            each,
            sum(wrvus, Decimal(0)) if wrvus else None,
            sum(amounts, Decimal(0)) if amounts else None,
        )

    def worked(self, days: Sequence[date], drafts: Sequence[EncounterDraft]) -> tuple[date, ...]:
        """Those of some days on which a provider of the drafts has entries already.

        Raises:
            OperationFailedError: the log could not be read.
        """
        if not days:
            return ()
        period = Period(min(days), max(days))
        with self._workspace.reporting():
            found = {
                day
                for provider in {self._reader.whose(draft.circumstances) for draft in drafts}
                for day, _ in tallies_by_day(self._workspace.log, period, provider)
            }
        return tuple(day for day in days if day in found)

    def log(
        self,
        drafts: Sequence[EncounterDraft],
        days: Sequence[date],
        label: str = "",
        *,
        skip_worked: bool = False,
    ) -> tuple[Entry, ...]:
        """Log drafts on every one of some days, as one change, priced for each day; gives the new entries.

        Args:
            drafts: the encounters of each day.
            days: the days, in any order.
            label: what undo calls it; the codes where empty.
            skip_worked: whether days on which their providers have entries are left out.

        Raises:
            BadInputError: there is nothing to log, or a draft or a day can't be. Nothing was logged.
            OperationFailedError: the log could not be written. Nothing was logged.
        """
        wanted = sorted(set(days))
        if not drafts:
            raise BadInputError("There is nothing to log", "Write at least one line, such as 99213")
        if not wanted:
            raise BadInputError("There is no day to log on", "Choose at least one")
        if len(wanted) > MOST_DAYS:
            raise BadInputError(
                f"{len(wanted)} days can't be filled at once", f"Choose {MOST_DAYS} at the most"
            )
        if any(read_marks(draft.line).day for draft in drafts):
            raise BadInputError(_OWN_DAY, _NO_DAY)
        for day in wanted:
            check_day(day, self._workspace.today())
        if skip_worked:
            worked = set(self.worked(wanted, drafts))
            wanted = [day for day in wanted if day not in worked]
            if not wanted:
                raise BadInputError(
                    "Every one of these days has entries already", "Choose others, or do not skip them"
                )
        plan = [Planned(draft.line, day, draft.circumstances) for day in wanted for draft in drafts]
        return self._logbook.add_planned(plan, label)


def week_before(day: date) -> date:
    """The same day of the week, a week before."""
    return day - _WEEK
