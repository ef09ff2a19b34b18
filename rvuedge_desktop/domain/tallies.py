"""A tally: what a number of entries add up to."""

from decimal import Decimal
from typing import NamedTuple


class Tally(NamedTuple):
    """Sums over entries. Those without a figure are left out of its sum and counted apart.

    Attributes:
        entries: how many.
        units: patients times units of each.
        schedule_wrvu: work RVUs of the entries that have one.
        medicare_amount: dollars of the entries that are priced.
        unpriced: entries without a Medicare amount.
        without_wrvu: entries without a work RVU.
        credited_wrvu: what contracts credit of the entries that one covers.
        uncredited: entries of which no contract credits anything: none covers them, or they have no work RVU.
    """

    entries: int = 0
    units: int = 0
    schedule_wrvu: Decimal = Decimal(0)
    medicare_amount: Decimal = Decimal(0)
    unpriced: int = 0
    without_wrvu: int = 0
    credited_wrvu: Decimal = Decimal(0)
    uncredited: int = 0

    @property
    def known_wrvu(self) -> Decimal | None:
        """The work RVUs; None where there are entries and not one has any, which is not 0."""
        return None if self.entries and self.without_wrvu == self.entries else self.schedule_wrvu

    @property
    def known_amount(self) -> Decimal | None:
        """The dollars; None where there are entries and not one is priced, which is not 0."""
        return None if self.entries and self.unpriced == self.entries else self.medicare_amount

    @property
    def known_credit(self) -> Decimal | None:
        """The credited wRVU; None where there are entries and nothing is credited of any, which is not 0."""
        return None if self.entries and self.uncredited == self.entries else self.credited_wrvu

    def __add__(self, other: "Tally") -> "Tally":  # type: ignore[override]
        """Both together."""
        return Tally(
            self.entries + other.entries,
            self.units + other.units,
            self.schedule_wrvu + other.schedule_wrvu,
            self.medicare_amount + other.medicare_amount,
            self.unpriced + other.unpriced,
            self.without_wrvu + other.without_wrvu,
            self.credited_wrvu + other.credited_wrvu,
            self.uncredited + other.uncredited,
        )
