"""What a line of the entry line would log: when, where and by whom, and what it is worth."""

from datetime import date
from typing import NamedTuple

from rvuedge_desktop.domain.entries import Entry, typed_again
from rvuedge_desktop.domain.entry_line import write_out
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.groups import group_again
from rvuedge_desktop.domain.items import ParsedLine, parse_line
from rvuedge_desktop.domain.marks import AGAIN, Mark
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.domain.periods import check_day, parse_day
from rvuedge_desktop.domain.places import Site
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.circumstances import Circumstances, check_texts, folded_name, place_of
from rvuedge_desktop.services.contracts import Contracts
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.providers import Providers
from rvuedge_desktop.services.shortcuts import Shortcuts
from rvuedge_desktop.services.sites import Sites
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.changes import Row


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


class Reading(NamedTuple):
    """A line with whose it is, when and where it took place, who is paid, and what it would log."""

    provider: str
    day: date
    where: Place
    payee: Payee
    draft: Draft


class EntryReader:
    """Reads lines for a log."""

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        providers: Providers,
        *,
        sites: Sites,
        shortcuts: Shortcuts,
        contracts: Contracts,
    ) -> None:
        """Work on an open log.

        Args:
            workspace: the log.
            library: what prices it.
            providers: who does it, and for which locality unless an entry says otherwise.
            sites: the user's own places.
            shortcuts: their short names for codes.
            contracts: what credits the entries.
        """
        self._workspace = workspace
        self._library = library
        self._intake = library.intake
        self._providers = providers
        self._sites = sites
        self._shortcuts = shortcuts
        self._contracts = contracts

    def draft(self, line: str, day: date, circumstances: Circumstances) -> Draft:
        """What a line would log, without logging it.

        Raises:
            BadInputError: the circumstances contradict themselves.
        """
        reading = self.read(line, day, circumstances)
        lines = (
            one._replace(
                credited=self._contracts.credit(reading.provider, reading.day, one.item, one.worth).wrvu
            )
            for one in reading.draft.lines
        )
        return reading.draft._replace(lines=tuple(lines))

    def read(self, line: str, day: date, circumstances: Circumstances) -> Reading:
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
        payee = self.payee(provider)
        if findings:
            placed = tuple(written.placed(one) for one in findings)
            where = Place("", "office", "11", self.locality("", provider, day))
            return Reading(provider, day, where, payee, Draft((), placed))
        where = self._place(circumstances, site, provider, day)
        draft = self._intake.read(parsed, day, where.setting, where.locality, payee)
        return Reading(
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

    def checked(self, line: str, day: date, circumstances: Circumstances) -> Reading:
        """What a line logs, and where."""
        check_day(day, self._workspace.today())
        reading = self.read(line, day, circumstances)
        for finding in reading.draft.findings:
            raise BadInputError(finding.what, finding.fix)
        return reading

    def written_out(self, text: str) -> ParsedLine:
        """A text with the short names in it written out; nothing is repeated in an entry that exists."""
        return parse_line(
            write_out(text, lambda name: None if name == AGAIN else self._meaning(name, "")).text
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

    def in_full(self, line: str, circumstances: Circumstances) -> str:
        """A line with the short names in it written out. Raises as `last_encounter`."""
        provider = self.whose(circumstances)
        return write_out(line, lambda name: self._meaning(name, provider)).text

    def whose(self, circumstances: Circumstances) -> str:
        """Who did it: who was named, else whose new entries are."""
        named = circumstances.provider
        return self._providers.whose().new if named is None else named.strip()

    def _place(self, circumstances: Circumstances, site: Site | None, provider: str, day: date) -> Place:
        """Where it took place.

        Raises:
            BadInputError: the circumstances contradict themselves, or name what does not exist.
        """
        if site is None and circumstances.site:
            raise self._sites.missing(circumstances.site)
        if site is None:
            setting, pos = place_of(circumstances.setting, circumstances.pos)
            return Place("", setting, pos, self.locality(circumstances.locality, provider, day))
        setting, pos = place_of(None, site.pos)
        locality = self.locality(circumstances.locality or site.locality, provider, day)
        return Place(site.name, setting, pos, locality)

    def payee(self, provider: str) -> Payee:
        """The standing with Medicare of a provider; a new one is a participating physician."""
        return self._providers.payee(provider)

    def locality(self, named: str, provider: str, day: date) -> str:
        """The locality as an entry keeps it: what was named, else the provider's, else the preferred one."""
        return self._library.localities.find(named or self._providers.locality(provider), day).locality


def _at(mark: Mark, rule: str, error: BadInputError) -> Finding:
    """What is wrong with a mark, as a finding with its place."""
    return Finding(rule, error.what, error.fix, mark.start, mark.end)
