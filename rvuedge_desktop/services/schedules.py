"""Which schedule rules on a day, and what it says of a code."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial

from rvuedge_desktop.domain.pricing import Price, Terms, price
from rvuedge_desktop.domain.rates import NATIONAL, Gpci, Rate, Release, ReleaseOnDay, Setting, release_on
from rvuedge_desktop.store.reference import Reference


class Schedules:
    """The releases at hand, by day of service."""

    def __init__(self, reference: Reference) -> None:
        """Look into a reference file."""
        self._reference = reference
        # The same few days and codes are asked for at every key and entry, and a reference never changes.
        self._release_on = lru_cache(maxsize=512)(partial(release_on, releases=reference.releases))
        self._rates = lru_cache(maxsize=2048)(reference.rates)
        self._prices = lru_cache(maxsize=2048)(self._price)
        self._first_days = [factor.first_day for factor in reference.factors]

    @property
    def releases(self) -> tuple[Release, ...]:
        """Every release, ordered by first day."""
        return self._reference.releases

    def release_on(self, day: date) -> ReleaseOnDay | None:
        """The release that rules on a day; None before the first."""
        return self._release_on(day)

    def number_on(self, day: date) -> int | None:
        """The number of the release that rules on a day, as the reference counts them."""
        ruling = self.release_on(day)
        return None if ruling is None else self.releases.index(ruling.release)

    def terms_on(self, day: date, gpci: Gpci = NATIONAL) -> Terms | None:
        """Release, conversion factor and indices for a day; None before the first release.

        The factor is the day's own; where the day is priced by a release of an earlier year, it is the
        last one of that year, so that RVUs and factor belong together.
        """
        ruling = self.release_on(day)
        if ruling is None:
            return None
        factor_day = min(day, date(ruling.release.first_day.year, 12, 31))
        place = bisect_right(self._first_days, factor_day) - 1
        return Terms(ruling, self._reference.factors[place].amount, gpci)

    def rates_on(self, code: str, day: date) -> Mapping[str, Rate]:
        """The rows of a code on a day, by modifier."""
        number = self.number_on(day)
        return {} if number is None else self._rates(code, number)

    def price_on(
        self, code: str, modifiers: tuple[str, ...], day: date, setting: Setting, gpci: Gpci = NATIONAL
    ) -> Price:
        """What one unit of a code is worth on a day in a setting."""
        return self._prices(code, modifiers, day, setting, gpci)

    def _price(self, code: str, modifiers: tuple[str, ...], day: date, setting: Setting, gpci: Gpci) -> Price:
        terms = self.terms_on(day, gpci)
        if terms is None:
            first = self.releases[0].first_day.year
            return Price(None, None, reason=f"before {first}, the first year of the bundled schedule")
        return price(self.rates_on(code, day), modifiers, setting, terms)
