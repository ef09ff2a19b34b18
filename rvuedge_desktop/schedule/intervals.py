"""The releases of one year as intervals: each rate once, with the days for which it stays as it is."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from rvuedge_desktop.domain.rates import Rate, RateInterval, Release

_DAY = timedelta(days=1)
_Key = tuple[str, str]


def merge_releases(releases: Sequence[tuple[Release, Iterable[Rate]]]) -> list[RateInterval]:
    """Turn the releases of one calendar year into intervals, ordered by code, modifier and first day.

    A rate that does not change through the year is one interval. One that a later release changes or
    leaves out ends the day before that release's first day; one that comes back begins anew.

    Args:
        releases: each with its rates, ordered by first day.

    Raises:
        ValueError: the releases are of several years or out of order, or one has a code and modifier twice.
    """
    _check_order([release.first_day for release, _ in releases])
    done: list[RateInterval] = []
    current: dict[_Key, RateInterval] = {}
    for release, rates in releases:
        begun: dict[_Key, RateInterval] = {}
        for rate in rates:
            key = (rate.code, rate.modifier)
            if key in begun:
                raise ValueError(f"{release.name} has {' '.join(key).strip()} twice")
            held = current.get(key)
            if held is not None and held.rate == rate:
                begun[key] = current.pop(key)
            else:
                begun[key] = RateInterval(rate, release.first_day, None)
        ended = release.first_day - _DAY
        done += (RateInterval(old.rate, old.first_day, ended) for old in current.values())
        current = begun
    return sorted([*done, *current.values()], key=interval_order)


def _check_order(first_days: list[date]) -> None:
    if first_days != sorted(set(first_days)) or len({day.year for day in first_days}) > 1:
        raise ValueError(f"not the first days of one year's releases in order: {first_days}")


def interval_order(interval: RateInterval) -> tuple[str, str, date]:
    """The order in which intervals are written, so that two versions of a year can be compared by eye."""
    return interval.rate.code, interval.rate.modifier, interval.first_day
