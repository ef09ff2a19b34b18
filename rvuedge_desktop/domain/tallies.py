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
        customs: entries of codes of the user's own; part of no other figure but entries and units.
        custom_wrvu: the user's own work RVUs of those.
    """

    entries: int = 0
    units: int = 0
    schedule_wrvu: Decimal = Decimal(0)
    medicare_amount: Decimal = Decimal(0)
    unpriced: int = 0
    without_wrvu: int = 0
    credited_wrvu: Decimal = Decimal(0)
    uncredited: int = 0
    customs: int = 0
    custom_wrvu: Decimal = Decimal(0)

    @property
    def of_schedule(self) -> int:
        """Entries of published codes, which alone have a place in the other figures."""
        return self.entries - self.customs

    @property
    def known_wrvu(self) -> Decimal | None:
        """The work RVUs; None where there are entries and not one has any, which is not 0."""
        return None if self.of_schedule and self.without_wrvu == self.of_schedule else self.schedule_wrvu

    @property
    def known_amount(self) -> Decimal | None:
        """The dollars; None where there are entries and not one is priced, which is not 0."""
        return None if self.of_schedule and self.unpriced == self.of_schedule else self.medicare_amount

    @property
    def known_credit(self) -> Decimal | None:
        """The credited wRVU; None where there are entries and nothing is credited of any, which is not 0."""
        return None if self.of_schedule and self.uncredited == self.of_schedule else self.credited_wrvu

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
            self.customs + other.customs,
            self.custom_wrvu + other.custom_wrvu,
        )
