"""How a code compares: its place among the codes of its own category, by work RVU."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Comparison(NamedTuple):
    """Where a work RVU stands in its cohort.

    Attributes:
        cohort: the cohort's name.
        n: how many codes it has, each counted once.
        percentile: share of the cohort at or below the code, in whole percent.
        median, maximum: work RVUs.
        bins: how many codes of the cohort lie in each of `BINS` equal steps from 0 to the maximum.
        bin: the step in which the code lies.
    """

    cohort: str
    n: int
    percentile: int
    median: Decimal
    maximum: Decimal
    bins: tuple[int, ...]
    bin: int


BINS = 30
"""Steps of a distribution, as many as can be told apart in a small picture."""


def compare(work: Decimal, cohort: str, works: Sequence[Decimal]) -> Comparison | None:
    """Place a work RVU in a cohort; None for an empty one.

    Args:
        work: the code's work RVU.
        cohort: the cohort's name.
        works: the work RVU of every code of the cohort with work above 0, in ascending order.
    """
    n = len(works)
    if not n:
        return None
    middle = n // 2
    median = works[middle] if n % 2 else (works[middle - 1] + works[middle]) / 2
    share = Decimal(100 * bisect_right(works, work)) / n
    percentile = int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    maximum = works[-1]
    bins = [0] * BINS
    for one in works:
        bins[_bin(one, maximum)] += 1
    return Comparison(cohort, n, percentile, median, maximum, tuple(bins), _bin(min(work, maximum), maximum))


def _bin(work: Decimal, maximum: Decimal) -> int:
    """The step of a value, each step with its upper end: a value on an end belongs to the step below it."""
    return max(int((work * BINS / maximum).to_integral_value(rounding=ROUND_CEILING)) - 1, 0)
