"""The lines of a log by whose claim they are on, so that no rule has to search."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from rvuedge_desktop.domain.checks.findings import Draft
from rvuedge_desktop.domain.checks.lines import CheckedEntry, CheckOptions, CheckTables, Line, line_of
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.unit_limits import UnitLimit

K = TypeVar("K", bound=Hashable)


class _Patient(NamedTuple):
    """One patient of an encounter: a member of a group, or those who are none."""

    day: date
    encounter: int
    member: int | None


class _Claim(NamedTuple):
    """What one provider bills for one patient of an encounter."""

    patient: _Patient
    provider: str


class _Followed(NamedTuple):
    """A patient whom the user's tag tells apart, and who looks after them."""

    tag: str
    provider: str


def _by(lines: Iterable[Line], key: Callable[[Line], K]) -> dict[K, list[Line]]:
    found: dict[K, list[Line]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found


def _encounter(line: Line) -> tuple[date, int]:
    return line.entry.day, line.entry.encounter


def _patient(line: Line) -> _Patient:
    return _Patient(line.entry.day, line.entry.encounter, line.entry.member)


MOST_OF_A_DAY = 6
"""More encounters than these of one day and provider are not one patient's, whatever tag they share."""


def crowded_tags(entries: Iterable[Entry]) -> frozenset[str]:
    """The tags that stand for something else than a patient, such as a clinic or a ward."""
    encounters: dict[tuple[str, str, date], set[int]] = defaultdict(set)
    for entry in entries:
        if entry.tag:
            encounters[entry.tag, entry.provider, entry.day].add(entry.encounter)
    return frozenset(tag for (tag, *_), own in encounters.items() if len(own) > MOST_OF_A_DAY)


class CheckedLog:
    """All lines, and who they are of.

    Lines of an encounter without a member are of one patient, or of patients who are nested: those of a
    smaller number are among those of a larger one. Each member of a group is a patient of its own.

    Attributes:
        options: what the user wants.
        tables: what is published beside the fee schedule.
        lines: all, by day and encounter; codes of the user's own are not among them.
        patients: the lines of one patient in an encounter, whoever did them.
        claims: the same by provider.
        sessions: the lines of one provider in an encounter, of whatever patient.
    """

    def __init__(self, entries: Iterable[CheckedEntry], tables: CheckTables, options: CheckOptions) -> None:
        """Sort entries by patient.

        Args:
            entries: in any order.
            tables: what is published beside the fee schedule.
            options: what the user wants.
        """
        own = (line_of(one) for one in entries if one.entry.custom_wrvu is None)
        self.lines = sorted(own, key=lambda line: (*_encounter(line), line.entry.id, line.entry.uid))
        self.options, self.tables = options, tables
        self.patients = list(_by(self.lines, _patient).values())
        self.claims = list(_by(self.lines, lambda line: _Claim(_patient(line), line.provider)).values())
        self.sessions = list(_by(self.lines, lambda line: (_encounter(line), line.provider)).values())
        self._primaries: dict[str, frozenset[str]] = {}
        self._limits: dict[str, UnitLimit | None] = {}
        crowded = crowded_tags(line.entry for line in self.lines)
        tagged = [line for line in self.lines if line.entry.tag and line.entry.tag not in crowded]
        self._codes_of_tags: dict[tuple[str, date], set[str]] = defaultdict(set)
        for line in tagged:
            self._codes_of_tags[line.entry.tag, line.entry.day].add(line.code)
        self._followed = [
            line
            for lines in _by(tagged, lambda line: (line.entry.tag, _encounter(line))).values()
            if _is_one_patient(lines)
            for line in lines
        ]

    def primaries(self, code: str) -> frozenset[str]:
        """The primaries of an add-on; empty where it is none."""
        if code not in self._primaries:
            self._primaries[code] = frozenset(self.tables.primaries(code))
        return self._primaries[code]

    def limit(self, code: str) -> UnitLimit | None:
        """The most units of a code for one patient."""
        if code not in self._limits:
            self._limits[code] = self.tables.unit_limit(code)
        return self._limits[code]

    def codes_of_tag(self, line: Line) -> Collection[str]:
        """The codes of the day that carry the tag of a line; empty where it has none."""
        return self._codes_of_tags.get((line.entry.tag, line.entry.day), ()) if line.entry.tag else ()

    def followed(self) -> Iterator[list[Line]]:
        """The lines of each patient whom a tag tells apart, by provider, in the order of days.

        A tag that an encounter has on lines of several patients tells nobody apart there, and one that stands
        on a whole day's encounters tells nobody apart at all.
        """
        yield from _by(self._followed, lambda line: _Followed(line.entry.tag, line.provider)).values()

    def told_once(
        self, period: Callable[[date], Hashable], find: Callable[[Sequence[Line]], Iterable[Draft]]
    ) -> Iterator[Draft]:
        """Look at each claim, and at what the same patient had in other encounters of a period.

        What several encounters tell together is not told of one of them again.

        Args:
            period: of a day, such as its month; lines of one period belong together.
            find: looks at lines that one provider did for one patient.
        """
        told: dict[str, set[int]] = defaultdict(set)
        for lines in self.followed():
            for together in _by(lines, lambda line: period(line.entry.day)).values():
                for draft in find(together) if len(together) > 1 else ():
                    if len({_encounter(line) for line in draft.lines}) > 1:
                        told[draft.about] |= draft.ids
                        yield draft
        for lines in self.claims:
            for draft in find(lines):
                if not draft.ids <= told[draft.about]:
                    yield draft


def _is_one_patient(lines: Sequence[Line]) -> bool:
    """Tell whether lines of an encounter are of one and the same patient for certain."""
    return len({line.entry.member for line in lines}) == 1 and all(line.entry.patients == 1 for line in lines)
