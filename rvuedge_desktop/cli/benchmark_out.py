"""What the commands of benchmarks print, as JSON and for people."""

from decimal import Decimal
from typing import TYPE_CHECKING

from rvuedge_desktop.cli.json_out import Json
from rvuedge_desktop.cli.streams import one_line
from rvuedge_desktop.cli.text_out import NONE, table
from rvuedge_desktop.domain.benchmarks import METRICS, PERCENTILES, LevelShare, rank_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rvuedge_desktop.services.benchmarks import OfficeMix, Standing


def standing_object(standing: "Standing") -> Json:
    """A year beside a table: figures as text, absent ones null."""
    benchmark, place = standing.benchmark, standing.rank
    return {
        "specialty": benchmark.specialty,
        "metric": benchmark.metric,
        "year": benchmark.year,
        "source": benchmark.source,
        "percentiles": {
            f"p{at}": f"{benchmark.values[at]:f}" if at in benchmark.values else None for at in PERCENTILES
        },
        "from": standing.period.first.isoformat(),
        "to": standing.period.last.isoformat(),
        "fte": f"{standing.fte:f}",
        "figure": None if standing.figure is None else f"{standing.figure:f}",
        "at_least": place.at_least if place else None,
        "below": place.below if place else None,
        "about": place.about if place else None,
        "reason": standing.reason or None,
    }


def standing_lines(standings: "Sequence[Standing]", kept: int) -> list[str]:
    """A line for each table."""
    if not kept:
        return ["There are no benchmarks yet: rvuedge benchmark import FILE.csv"]
    if not standings:
        return ["The log has no entry in the last year"]
    rows = [
        (
            one_line(f"{one.benchmark.specialty}, {METRICS[one.benchmark.metric]}, {one.benchmark.year}"),
            NONE if one.figure is None else f"{one.figure:,f}",
            rank_words(one.rank) if one.rank else one.reason,
            f"{one.period.first} to {one.period.last}",
            one_line(one.benchmark.source),
        )
        for one in standings
    ]
    return [f"As of a whole year at full time (FTE {standings[0].fte:f})", *table(rows, {1})]


def mix_object(mix: "OfficeMix") -> Json:
    """Levels of visits; unknown ones null."""
    return {
        "specialty": mix.specialty,
        "from": mix.period.first.isoformat(),
        "to": mix.period.last.isoformat(),
        "source": "Medicare fee-for-service 2023",
        "levels": [
            {
                "code": own.code,
                "own": own.services,
                "own_percent": _text(own.percent),
                "specialty": other.services,
                "specialty_percent": _text(other.percent),
            }
            for own, other in zip(mix.own, mix.others, strict=True)
        ],
    }


def mix_lines(mix: "OfficeMix") -> list[str]:
    """A line for each level."""
    rows = [
        (own.code, _services(own), _percent(own), _services(other), _percent(other))
        for own, other in zip(mix.own, mix.others, strict=True)
    ]
    return [
        f"{mix.specialty}, Medicare 2023, beside {mix.period.first} to {mix.period.last}",
        *table([("Code", "Yours", "", "Theirs", ""), *rows], {1, 2, 3, 4}),
        f"{NONE} is unknown: not among the specialty's fifty highest paid. Shares are of those known.",
    ]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _services(share: LevelShare) -> str:
    return NONE if share.services is None else f"{share.services:,}"


def _percent(share: LevelShare) -> str:
    return NONE if share.percent is None else f"{share.percent:f} %"
