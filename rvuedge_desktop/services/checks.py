"""Checks before billing: what a payer would refuse; rules that are off, findings that may stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from rvuedge_desktop.domain.checks.checked_log import crowded_tags
from rvuedge_desktop.domain.checks.checking import RULES, check_entries
from rvuedge_desktop.domain.checks.findings import CheckFinding, Severity
from rvuedge_desktop.domain.checks.lines import CheckedEntry, CheckOptions
from rvuedge_desktop.domain.code_pairs import CodePair
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period, month_of
from rvuedge_desktop.domain.unit_limits import UnitLimit
from rvuedge_desktop.services.circumstances import check_texts
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.pairs import Pairs
from rvuedge_desktop.services.preferences import Preferences
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.acknowledgements import all_acknowledgements
from rvuedge_desktop.store.changes import now_text
from rvuedge_desktop.store.reference import Reference

_OFF_KEY, _LIMIT_KEY = "checks.off", "checks.group_limit"
_BEFORE, _AFTER = timedelta(days=91), timedelta(days=1)
"""How far off an operation may be whose global period a visit of the same tag falls into."""
_ID_LENGTH = 10
MOST_OF_A_GROUP = 99
"""The highest limit of members that can be set."""


class Checked(NamedTuple):
    """A finding, and whether it was let stand.

    Attributes:
        finding: what was found.
        acknowledged: whether a person let it stand.
        note: what they said of it; empty where nothing.
    """

    finding: CheckFinding
    acknowledged: bool
    note: str

    @property
    def id(self) -> str:
        """A short name for it, the same as long as its facts are."""
        return sha256(self.finding.key.encode()).hexdigest()[:_ID_LENGTH]


class _Tables:
    """What is published beside the fee schedule, asked for the same few codes again and again."""

    def __init__(self, reference: Reference, pairs: Pairs) -> None:
        self._primaries = lru_cache(maxsize=1024)(lambda code: frozenset(reference.primaries(code)))
        self._limit = lru_cache(maxsize=1024)(reference.unit_limit)
        self._pairs = pairs

    def primaries(self, addon: str) -> Collection[str]:
        return self._primaries(addon)

    def unit_limit(self, code: str) -> UnitLimit | None:
        return self._limit(code)

    def pairs(self, codes: Collection[str], day: date) -> Iterable[CodePair]:
        return self._pairs.among(codes, day)


class Checks:
    """Looks through the log by the rules of `domain.checks`."""

    def __init__(
        self, workspace: Workspace, library: Library, preferences: Preferences, pairs: Pairs
    ) -> None:
        """Work on an open log.

        Args:
            workspace: the log.
            library: the schedules, add-on codes and limits of units.
            preferences: which rules are off, and how many members a payer takes.
            pairs: NCCI's pairs where the user loaded them.
        """
        self._workspace = workspace
        self._schedules = library.schedules
        self._preferences = preferences
        self._tables = _Tables(library.reference, pairs)

    # What is looked for

    @property
    def off(self) -> frozenset[str]:
        """The rules that say nothing.

        Raises:
            OperationFailedError: the log could not be read.
        """
        known = {rule.name for rule in RULES}
        return frozenset(self._preferences.get(_OFF_KEY).split()) & known

    @property
    def group_limit(self) -> int | None:
        """The most members of a group that a payer takes; None where no limit was set. Raises as `off`."""
        kept = self._preferences.get(_LIMIT_KEY)
        return int(kept) if kept.isascii() and kept.isdigit() else None

    def choose(self, off: Collection[str], group_limit: int | None) -> None:
        """Say which rules are off, and how many members a payer takes; all of it or nothing.

        Args:
            off: names of rules.
            group_limit: None for no limit.

        Raises:
            BadInputError: there is no such rule, or no such limit. Nothing was changed.
            OperationFailedError: it could not be written. Nothing was changed.
        """
        names = [one.name for one in RULES]
        for rule in sorted(set(off) - set(names)):
            raise BadInputError(f"There is no rule \u201c{rule}\u201d", f"The rules are {', '.join(names)}")
        if group_limit is not None and not 1 <= group_limit <= MOST_OF_A_GROUP:
            raise BadInputError(
                f"{group_limit} can't be the limit of a group", f"Write a number from 1 to {MOST_OF_A_GROUP}"
            )
        limit = "" if group_limit is None else str(group_limit)
        self._preferences.put_all({_OFF_KEY: " ".join(sorted(off)), _LIMIT_KEY: limit})

    # What is found

    def of_period(self, period: Period, provider: str = "") -> list[Checked]:
        """The findings of a period's entries, in order of day and encounter.

        Entries of the same tag are looked at beyond it, as far as a global period or a month reaches.

        Args:
            period: days of service.
            provider: only findings on their entries; on all where empty.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            log = self._workspace.log
            inside = list(rows.entries_between(log, period))
            tags = {entry.tag for entry in inside if entry.tag} - crowded_tags(inside)
            around = list(rows.entries_of_tags(log, tags, _around(period))) if tags else []
            known = all_acknowledgements(log)
        own = {entry.id: entry for entry in inside}
        looked_at = [*inside, *(entry for entry in around if entry.id not in own)]
        found = check_entries(
            [self._checked(entry) for entry in looked_at],
            self._tables,
            CheckOptions(self.off, self.group_limit),
        )
        theirs = {entry.id for entry in inside if not provider or entry.provider == provider}
        return [
            Checked(one, one.key in known, known[one.key][1] if one.key in known else "")
            for one in found
            if period.first <= one.day <= period.last and theirs.intersection(one.entries)
        ]

    def of_month(self, day: date, provider: str = "") -> list[Checked]:
        """The findings of the month in which a day lies. Raises as `of_period`."""
        return self.of_period(month_of(day), provider)

    def by_entry(self, day: date) -> Mapping[int, Sequence[Checked]]:
        """What is found of each entry of a day, for marks beside them. Raises as `of_period`."""
        found: dict[int, list[Checked]] = {}
        for one in self.of_period(Period(day, day)):
            for entry_id in one.finding.entries:
                found.setdefault(entry_id, []).append(one)
        return found

    def _checked(self, entry: Entry) -> CheckedEntry:
        ruling = self._schedules.release_on(entry.day)
        title = f"{ruling.release.name} ({ruling.release.title})" if ruling else ""
        return CheckedEntry(entry, self._schedules.rates_on(entry.code, entry.day), title)

    # What is let stand

    def acknowledge(self, finding: CheckFinding, note: str = "") -> None:
        """Let a finding stand, until the facts that it rests on change; undo brings it back.

        Raises:
            BadInputError: the note can't be kept. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        check_texts(note)
        with self._workspace.change("acknowledge", f"Let stand: {finding.what}") as writer:
            known = all_acknowledgements(writer.connection).get(finding.key)
            if known is None:
                values = {"finding": finding.key, "note": note, "created_at": now_text()}
                writer.insert("acknowledgements", {**values})
            else:
                writer.update("acknowledgements", known[0], {"note": note})

    def withdraw(self, finding: CheckFinding) -> None:
        """Have a finding that was let stand count again; where it was not, nothing happens."""
        with self._workspace.change("acknowledge", f"Look again: {finding.what}") as writer:
            known = all_acknowledgements(writer.connection).get(finding.key)
            if known is not None:
                writer.delete("acknowledgements", known[0])


def _around(period: Period) -> Period:
    """The days whose entries may bear on a period's: a global period and the day before, and whole months."""
    before = period.first - min(_BEFORE, period.first - date.min)
    after = period.last + min(_AFTER, date.max - period.last)
    return Period(min(before, month_of(period.first).first), max(after, month_of(period.last).last))


SEVERITY_WORDS: Mapping[Severity, str] = {
    "error": "not paid as it stands",
    "warning": "likely refused",
    "note": "depends",
}
"""What a severity means, in few words."""
