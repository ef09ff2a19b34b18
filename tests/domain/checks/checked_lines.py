"""A log to be checked, written as people type it, and tables made by hand."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.checks.checking import check_entries
from rvuedge_desktop.domain.checks.findings import CheckFinding
from rvuedge_desktop.domain.checks.lines import CheckedEntry, CheckOptions
from rvuedge_desktop.domain.code_pairs import CodePair, PairRule
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.domain.places import PLACES
from rvuedge_desktop.domain.rates import RateRows
from rvuedge_desktop.domain.unit_limits import Adjudication, UnitLimit

DAY = date(2026, 7, 15)
RELEASE = "RVU26C (July 2026)"
_MOMENT = datetime(2026, 7, 15, 12, tzinfo=UTC)


class Tables(NamedTuple):
    """What is published, as a dictionary and two lists."""

    addons: Mapping[str, Collection[str]] = {}
    limits: Iterable[UnitLimit] = ()
    edits: Iterable[CodePair] = ()

    def primaries(self, addon: str) -> Collection[str]:
        return self.addons.get(addon, ())

    def unit_limit(self, code: str) -> UnitLimit | None:
        return next((limit for limit in self.limits if limit.code == code), None)

    def pairs(self, codes: Collection[str], day: date) -> Iterable[CodePair]:
        return [
            pair
            for pair in self.edits
            if {pair.first, pair.second} <= set(codes)
            and (pair.first_day is None or pair.first_day <= day)
            and (pair.last_day is None or day <= pair.last_day)
        ]


def limit(code: str, units: int, adjudication: Adjudication = "day, by practice") -> UnitLimit:
    return UnitLimit(code, units, adjudication, "NCCI unit limits, 2026 Q2")


def pair(first: str, second: str, rule: PairRule = "with a modifier", **more: str) -> CodePair:
    return CodePair(first, second, rule, None, None, more.get("rationale", ""), "NCCI pairs, 2024 Q3")


Fees = Mapping[str, RateRows]


class Book:
    """A log of encounters, each a line as it is typed."""

    def __init__(self, fees: Fees) -> None:
        self.fees = fees
        self.lines: list[CheckedEntry] = []
        self._encounters = 0

    def has(
        self,
        line: str,
        day: date = DAY,
        *,
        pos: str = "11",
        provider: str = "dr",
        tag: str = "",
        member: int | None = None,
        same: bool = False,
        custom: bool = False,
        release: str = RELEASE,
    ) -> "Book":
        """Log a line; `same` puts it into the encounter before."""
        if not same:
            self._encounters += 1
        parsed = parse_line(line)
        assert not parsed.findings, parsed.findings
        for item in parsed.items:
            number = len(self.lines) + 1
            entry = Entry(
                id=number,
                uid=f"{number:032x}",
                encounter=self._encounters,
                provider=provider,
                day=day,
                code=item.code,
                modifiers=item.modifiers,
                patients=item.patients,
                units_each=item.units_each,
                minutes=item.minutes,
                care_days=item.care_days,
                setting=PLACES[pos].setting if pos in PLACES else "office",
                pos=pos,
                role="",
                note="",
                tag=tag,
                schedule_wrvu=None,
                medicare_amount=None,
                credited_wrvu=None,
                credit_how="",
                reason="",
                how="",
                release="RVU26C",
                locality="national",
                site="",
                basis="",
                created_at=_MOMENT,
                changed_at=_MOMENT,
                member=member,
                custom_wrvu=Decimal(1) if custom else None,
            )
            self.lines.append(CheckedEntry(entry, self.fees.get(item.code, {}), release))
        return self

    def members(self, line: str, count: int, **more: str) -> "Book":
        """Log a line for each member of a group."""
        for member in range(1, count + 1):
            self.has(line, member=member, same=member > 1, **more)  # type: ignore[arg-type]
        return self

    def check(self, tables: Tables | None = None, **options: object) -> list[CheckFinding]:
        """All findings."""
        chosen = CheckOptions(**options)  # type: ignore[arg-type]
        return check_entries(self.lines, tables or Tables(), chosen)

    def told(self, tables: Tables | None = None, **options: object) -> list[str]:
        """Findings, short: rule, how severe, codes."""
        return [f"{one.rule} {one.severity}: {' '.join(one.codes)}" for one in self.check(tables, **options)]
