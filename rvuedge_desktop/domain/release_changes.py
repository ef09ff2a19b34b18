"""What one release of the schedule changes against another."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.rates import Rate


class RateChange(NamedTuple):
    """A row that both releases have, otherwise.

    Attributes:
        before, after: the row in either.
    """

    before: Rate
    after: Rate

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what is other: figures first, then indicators."""
        figures = [
            name
            for name in Rate._fields
            if name != "indicators" and getattr(self.before, name) != getattr(self.after, name)
        ]
        old, new = self.before.indicators, self.after.indicators
        return (*figures, *(name for name in old._fields if getattr(old, name) != getattr(new, name)))

    @property
    def work(self) -> Decimal:
        """By how much the work RVU rose; below zero where it fell."""
        return self.after.work - self.before.work

    @property
    def total(self) -> Decimal:
        """By how much the total RVU rose, in the setting where it moved more."""
        moves = [self.after.total(setting) - self.before.total(setting) for setting in ("office", "facility")]
        return max(moves, key=abs)


class ReleaseChanges(NamedTuple):
    """What is other in the later of two releases.

    Attributes:
        added: rows that the earlier does not have, in order of code.
        removed: rows that the later does not have, in order of code.
        changed: rows that are other, those whose RVUs move most first.
    """

    added: tuple[Rate, ...]
    removed: tuple[Rate, ...]
    changed: tuple[RateChange, ...]


def compare_releases(before: Iterable[Rate], after: Iterable[Rate]) -> ReleaseChanges:
    """Compare two releases row by row.

    Args:
        before: the rows of the earlier.
        after: the rows of the later.
    """
    old = {(rate.code, rate.modifier): rate for rate in before}
    new = {(rate.code, rate.modifier): rate for rate in after}
    changed = [RateChange(old[key], rate) for key, rate in new.items() if key in old and old[key] != rate]
    return ReleaseChanges(
        tuple(new[key] for key in sorted(new.keys() - old.keys())),
        tuple(old[key] for key in sorted(old.keys() - new.keys())),
        tuple(sorted(changed, key=lambda one: (-abs(one.total), one.after.code, one.after.modifier))),
    )
