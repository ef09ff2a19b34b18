"""The verbs of the fee schedule: load a file of CMS, see what it changes, compare, remove, price anew."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.rates import ConversionFactor, Release
from rvuedge_desktop.domain.release_changes import ReleaseChanges, compare_releases
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.schedule.published_bundle import PublishedBundle, read_bundle
from rvuedge_desktop.schedule.published_file import Progress
from rvuedge_desktop.schedule.published_places import PublishedAnesthesia
from rvuedge_desktop.services.encounter_prices import EncounterPrices
from rvuedge_desktop.services.entry_prices import worths_of
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.localities import Localities
from rvuedge_desktop.services.logbook import Logbook
from rvuedge_desktop.services.schedules import HeldRelease, Schedules
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.loaded_schedules import LoadedPlace, LoadedSchedules, NewLoad

_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=365)


class CodeEffect(NamedTuple):
    """What a release would change about one code in the log.

    Attributes:
        code: five characters.
        before, after: its entries as they are priced, and as they would be.
    """

    code: str
    before: Tally
    after: Tally


class Effect(NamedTuple):
    """What a release would change in the log.

    Attributes:
        period: the twelve months looked at.
        entries: how many of them it would rule.
        codes: by code, those whose figures would be other, the largest difference in dollars first.
    """

    period: Period
    entries: int
    codes: tuple[CodeEffect, ...]

    @property
    def before(self) -> Tally:
        """All of these entries as they are priced."""
        return sum((one.before for one in self.codes), Tally())

    @property
    def after(self) -> Tally:
        """All of these entries as they would be."""
        return sum((one.after for one in self.codes), Tally())


class ImportReport(NamedTuple):
    """What a file is and what loading it would do. Nothing is loaded yet.

    Attributes:
        bundle: what was read.
        load: what would be kept.
        last_day: the last day that it would rule, as far as later releases are at hand; None for no end.
        against: the release that rules its first day until now; None before the first.
        replaces: whether a release of its name is at hand already.
        changes: against that release.
        remarks: what a person should know of its factors and places.
        effect: on this user's own last twelve months.
    """

    bundle: PublishedBundle
    load: NewLoad
    last_day: date | None
    against: Release | None
    replaces: bool
    changes: ReleaseChanges
    remarks: tuple[str, ...]
    effect: Effect

    @property
    def release(self) -> Release:
        """Which release it is."""
        return self.load.release


def read_files(paths: Iterable[Path], progress: Progress | None = None) -> PublishedBundle:
    """Read what CMS publishes for a quarter. Touches no log, so that any thread may do it.

    Raises:
        BadInputError: it is not what CMS publishes, or not whole.
        OperationFailedError: a file can't be read from disk.
    """
    return read_bundle(paths, progress)


class Releases:
    """Changes which releases are at hand."""

    def __init__(self, workspace: Workspace, library: Library, logbook: Logbook) -> None:
        """Work on an open log and the schedules it is priced by."""
        self._workspace = workspace
        self._library = library
        self._schedules = library.schedules
        self._logbook = logbook

    def held(self) -> tuple[HeldRelease, ...]:
        """Every release at hand, ordered by first day."""
        return self._schedules.held

    def named(self, name: str) -> HeldRelease:
        """A release by its name.

        Raises:
            BadInputError: it is not at hand; the message names some that are.
        """
        found = self._schedules.named(name) or self._schedules.named(f"RVU{name.strip()}")
        if found is None:
            newest = ", ".join(one.release.name for one in self.held()[-4:])
            raise BadInputError(
                f"There is no release \u201c{name}\u201d", f"rvuedge schedule list shows all: ... {newest}"
            )
        return found

    def compare(self, before: str, after: str) -> ReleaseChanges:
        """What one release changes against another.

        Raises:
            BadInputError: one is not at hand.
        """
        return compare_releases(
            self._schedules.all_rates(self.named(before)), self._schedules.all_rates(self.named(after))
        )

    def report(self, bundle: PublishedBundle) -> ImportReport:
        """What loading would do. Nothing is changed.

        Raises:
            BadInputError: the file alone can't price anything: it is the variant for qualifying participants
                of a year that is not at hand.
            OperationFailedError: the log could not be read.
        """
        load, remarks = self._load_of(bundle)
        ruling = self._schedules.held_on(load.release.first_day)
        same = self._schedules.named(load.release.name)
        against = same or ruling
        before = self._schedules.all_rates(against) if against else iter(())
        trial = self._library.loaded.trial(load)
        try:
            schedules = Schedules(self._library.reference, trial)
            return ImportReport(
                bundle,
                load,
                _last_day(load.release, schedules.releases),
                against.release if against else None,
                same is not None,
                compare_releases(before, load.rates),
                remarks,
                self._effect(load.release, schedules, trial),
            )
        finally:
            trial.close()

    def load(self, report: ImportReport) -> None:
        """Keep a release; entries logged from now on are priced by it. Those in the log stay as they are.

        Raises:
            OperationFailedError: it can't be written. What was there is as it was.
        """
        self._library.loaded.add(report.load)
        self._changed(f"Loaded {report.release.name}")

    def remove(self, name: str) -> Release:
        """Take a loaded release away; entries keep what they were priced at. Gives what it was.

        Raises:
            BadInputError: it is not at hand, or bundled.
            OperationFailedError: it can't be written.
        """
        held = self.named(name)
        if held.loaded is None:
            raise BadInputError(
                f"{held.release.name} is bundled with the program and can't be removed",
                "Only a release that you loaded can be",
            )
        self._library.loaded.remove(held.release.name)
        self._changed(f"Removed {held.release.name}")
        return held.release

    def newest_and_year_before(self, day: date) -> tuple[Release, Release | None]:
        """The release that rules on a day, and the last one of a year before; None where there is none."""
        ruling = self._schedules.release_on(day)
        newest = ruling.release if ruling else self._schedules.releases[-1]
        before = [one for one in self._schedules.releases if one.first_day.year < newest.first_day.year]
        return newest, before[-1] if before else None

    def days_of(self, name: str) -> Period:
        """The days that a release rules, up to today.

        Raises:
            BadInputError: it is not at hand, or rules no day yet.
        """
        release = self.named(name).release
        today = self._workspace.today()
        last = _last_day(release, self._schedules.releases) or today
        first = self._first_day(release)
        ruling = self._schedules.release_on(first)
        if first > min(last, today) or ruling is None or ruling.release != release:
            raise BadInputError(
                f"{release.name} rules no day up to today",
                f"It begins on {release.first_day}; a correction of the same day goes before it",
            )
        return Period(first, min(last, today))

    def reprice(self, period: Period, label: str) -> int:
        """Price the entries of a period anew by the schedules at hand, as one change; gives how many changed.

        The old prices stay on record, and undo puts them back.

        Raises:
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        return self._logbook.reprice(period, label)

    def _changed(self, label: str) -> None:
        self._library.refresh()
        self._workspace.tell_of_schedule(label)

    def _first_day(self, release: Release) -> date:
        """The first day it rules: of its year's earliest release, also the days before it."""
        earliest = next(
            one for one in self._schedules.releases if one.first_day.year == release.first_day.year
        )
        return date(release.first_day.year, 1, 1) if earliest == release else release.first_day

    def _load_of(self, bundle: PublishedBundle) -> tuple[NewLoad, tuple[str, ...]]:
        """What would be kept of a file; what it does not say is taken from its year, and said so."""
        file, release = bundle.file, bundle.file.release
        known = self._schedules.factor_of_year(release.first_day)
        remarks: list[str] = []
        amount, qualifying = file.conversion_factor, bundle.qualifying
        if bundle.is_qualifying:
            if known is None:
                raise BadInputError(
                    f"{bundle.source} is the variant for qualifying participants alone",
                    "Load the zip, or the file with nonQPP in its name beside it",
                )
            amount, qualifying = known.amount, file.conversion_factor
            remarks.append(f"the factor of those who are not qualifying participants, {amount}, is known")
        elif known and known.amount != amount:
            remarks.append(
                f"its conversion factor is {amount}; the one known for its first day {known.amount}"
            )
        if qualifying is None:
            qualifying = known.qualifying if known else None
        if qualifying is None and release.first_day.year >= _FIRST_QUALIFYING_YEAR:
            remarks.append(
                "it has no factor for qualifying participants: load the whole zip to price for them"
            )
        anesthesia = _national(bundle.anesthesia) or (known and known.anesthesia)
        qualifying_anesthesia = _national(bundle.qualifying_anesthesia) or (
            known and known.qualifying_anesthesia
        )
        if bundle.anesthesia and bundle.gpcis is None:
            remarks.append("its anesthesia factors by locality need the GPCI file beside them")
        if bundle.gpcis is None and not self._library.localities.are_known(release.first_day.year):
            remarks.append("it has no indices by locality: those of the last year at hand are used")
        factor = ConversionFactor(release.first_day, amount, qualifying, anesthesia, qualifying_anesthesia)
        return (
            NewLoad(release, factor, file.rates, dict(file.descriptors), _places(bundle), bundle.source),
            tuple(remarks),
        )

    def _effect(self, release: Release, schedules: Schedules, loaded: LoadedSchedules) -> Effect:
        """What the entries of twelve months would be worth, of those days that the release would rule."""
        today = self._workspace.today()
        period = Period(today - _A_YEAR + _DAY, today)
        prices = EncounterPrices(schedules, Localities(self._library.reference, loaded))
        before: dict[str, Tally] = {}
        after: dict[str, Tally] = {}
        count = 0
        with self._workspace.reporting():
            entries = list(rows.entries_between(self._workspace.log, period))
        for members in _encounters(entries):
            ruling = schedules.release_on(members[0].day)
            if ruling is None or ruling.release != release:
                continue
            count += sum(entry.custom_wrvu is None for entry in members)
            for entry, worth in zip(members, worths_of(prices, members, members[0].day), strict=True):
                old, new = (entry.schedule_wrvu, entry.medicare_amount), (worth.wrvu, worth.amount)
                if old != new:
                    before[entry.code] = before.get(entry.code, Tally()) + _tally(entry, *old)
                    after[entry.code] = after.get(entry.code, Tally()) + _tally(entry, *new)
        codes = [CodeEffect(code, old, after[code]) for code, old in before.items()]
        codes.sort(key=lambda one: (-abs(one.after.medicare_amount - one.before.medicare_amount), one.code))
        return Effect(period, count, tuple(codes))


_FIRST_QUALIFYING_YEAR = 2026


def _last_day(release: Release, releases: Sequence[Release]) -> date | None:
    """The day before the next one of its year, else of the next year at hand; None where there is none."""
    later = min((one.first_day for one in releases if one.first_day > release.first_day), default=None)
    if later is None:
        return None
    return (later if later.year == release.first_day.year else later.replace(month=1, day=1)) - _DAY


def _places(bundle: PublishedBundle) -> tuple[LoadedPlace, ...]:
    if bundle.gpcis is None:
        return ()
    ours, theirs = bundle.anesthesia, bundle.qualifying_anesthesia
    return tuple(
        LoadedPlace(
            gpci,
            ours.factors.get(gpci.locality) if ours else None,
            theirs.factors.get(gpci.locality) if theirs else None,
        )
        for gpci in bundle.gpcis.gpcis
    )


def _national(anesthesia: PublishedAnesthesia | None) -> Decimal | None:
    return None if anesthesia is None else anesthesia.national


def _encounters(entries: Iterable[Entry]) -> list[list[Entry]]:
    found: dict[tuple[date, int], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.day, entry.encounter), []).append(entry)
    return list(found.values())


def _tally(entry: Entry, wrvu: Decimal | None, amount: Decimal | None) -> Tally:
    return Tally(
        1, entry.units, wrvu or Decimal(0), amount or Decimal(0), int(amount is None), int(wrvu is None)
    )
