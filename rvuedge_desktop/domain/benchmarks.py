"""How a year compares with percentiles of others, and a mix of office visits with a specialty's. Pure."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import NamedTuple

from rvuedge_desktop.domain.periods import Period

METRICS: Mapping[str, str] = {
    "wrvu": "wRVU",
    "compensation": "Compensation",
    "compensation_per_wrvu": "Dollars per wRVU",
}
"""What a table may be of: a year of one full-time clinician. The key is its name in a file."""
PER_YEAR = frozenset({"wrvu", "compensation"})
"""Metrics that grow with time worked; the other is a rate."""
PERCENTILES = (10, 25, 50, 75, 90)
NEW_PATIENT = ("99202", "99203", "99204", "99205")
KNOWN_PATIENT = ("99211", "99212", "99213", "99214", "99215")
_YEAR = 365
_HUNDREDTH = Decimal("0.01")
_TENTH = Decimal("0.1")


class Benchmark(NamedTuple):
    """Percentiles that the user brought.

    Attributes:
        specialty: as its source names it.
        metric: a key of `METRICS`.
        values: by percentile, rising; those unknown are absent.
        year: of the figures.
        source: where they are from.
    """

    specialty: str
    metric: str
    values: Mapping[int, Decimal]
    year: int
    source: str

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What tells one from another."""
        return (self.specialty.casefold(), self.metric, self.year, self.source.casefold())


class Rank(NamedTuple):
    """Where a figure lies among percentiles.

    Attributes:
        at_least: the highest percentile that it reaches; None below the lowest known.
        below: the lowest that it does not reach; None at or above the highest known.
        about: between two, by the straight line from one to the other, to a whole percentile.
    """

    at_least: int | None
    below: int | None
    about: int | None


def rank(benchmark: Benchmark, figure: Decimal) -> Rank:
    """Place a figure: exact at a percentile, by a straight line between two, open beyond the outermost."""
    known = sorted(benchmark.values.items())
    reached = [percentile for percentile, value in known if value <= figure]
    missed = [percentile for percentile, value in known if value > figure]
    at_least = reached[-1] if reached else None
    below = missed[0] if missed else None
    about = None
    for (low, from_value), (high, to_value) in pairwise(known):
        if low == at_least and high == below:
            share = (figure - from_value) / (to_value - from_value)
            about = int((low + (high - low) * share).quantize(Decimal(1), ROUND_HALF_UP))
    if at_least is not None and benchmark.values[at_least] == figure:
        about = at_least
    return Rank(at_least, below, about)


def rank_words(place: Rank) -> str:
    """Where a figure lies, in words; beyond the outermost known percentiles nothing closer is claimed."""
    if place.about is not None:
        return f"about the {_ordinal(place.about)} percentile"
    if place.at_least is None:
        return f"below the {_ordinal(place.below or 0)} percentile"
    return f"above the {_ordinal(place.at_least)} percentile"


def _ordinal(number: int) -> str:
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def full_year(figure: Decimal, period: Period, fte: Decimal) -> Decimal:
    """A figure of some days at some share of full time, as of 365 days at full time; to a hundredth.

    Args:
        figure: of the period.
        period: the days that it is of.
        fte: above 0.
    """
    days = (period.last - period.first).days + 1
    return (figure * _YEAR / days / fte).quantize(_HUNDREDTH, ROUND_HALF_UP)


class LevelShare(NamedTuple):
    """A level of visit within new or within known patients.

    Attributes:
        code: of the level.
        services: how many; None where unknown, which is not 0.
        percent: of those of its kind that are known, to a tenth; None where unknown.
    """

    code: str
    services: int | None
    percent: Decimal | None


def level_mix(services: Mapping[str, int | None]) -> tuple[LevelShare, ...]:
    """Each level's share, new patients and known patients apart.

    Args:
        services: by code; a level that is absent or None is unknown.
    """
    return tuple(share for kind in (NEW_PATIENT, KNOWN_PATIENT) for share in _shares(kind, services))


def _shares(kind: tuple[str, ...], services: Mapping[str, int | None]) -> list[LevelShare]:
    whole = sum(services.get(code) or 0 for code in kind)
    return [LevelShare(code, services.get(code), _percent(services.get(code), whole)) for code in kind]


def _percent(part: int | None, whole: int) -> Decimal | None:
    if part is None or not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_UP)
