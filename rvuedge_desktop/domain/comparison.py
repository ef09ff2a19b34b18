"""How a code compares: its place among the codes of its own category, by work RVU."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where a work RVU stands in its cohort.

    Attributes:
        cohort: the cohort's name.
        n: how many codes it has, each counted once.
        percentile: share of the cohort at or below the code, in whole percent.
        median, maximum: work RVUs.
    """

    cohort: str
    n: int
    percentile: int
    median: Decimal
    maximum: Decimal


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
    return Comparison(cohort, n, int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP)), median, works[-1])
