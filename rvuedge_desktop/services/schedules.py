"""Which schedule rules on a day, and what it says of a code: bundled releases, and those the user loaded."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from rvuedge_desktop.domain.anesthesia import BaseUnits
from rvuedge_desktop.domain.payees import PHYSICIAN, Payee
from rvuedge_desktop.domain.pricing import Facts, Price, Terms, price
from rvuedge_desktop.domain.rates import (
    NATIONAL,
    AnesthesiaFactor,
    ConversionFactor,
    Gpci,
    Rate,
    Release,
    ReleaseOnDay,
    Setting,
    release_on,
)
from rvuedge_desktop.store.loaded_schedules import LoadedRelease, LoadedSchedules
from rvuedge_desktop.store.reference import Reference


class HeldRelease(NamedTuple):
    """A release at hand, and where its figures are.

    Attributes:
        release: its name and dates.
        number: its number in the bundled reference; None for one that the user loaded.
        loaded: what is known of a loaded one; None for a bundled one.
    """

    release: Release
    number: int | None
    loaded: LoadedRelease | None


class Schedules:
    """The releases at hand, by day of service. A loaded release stands in for a bundled one of its name."""

    def __init__(self, reference: Reference, loaded: LoadedSchedules) -> None:
        """Look into a reference file and what the user loaded."""
        self._reference = reference
        self._loaded = loaded
        self.refresh()

    def refresh(self) -> None:
        """Look anew at what is loaded, after a load or a removal."""
        held = {
            release.name: HeldRelease(release, number, None)
            for number, release in enumerate(self._reference.releases)
        }
        self._version = self._loaded.version()
        held |= {one.release.name: HeldRelease(one.release, None, one) for one in self._loaded.releases()}
        # A correction that holds from the day of what it corrects comes behind it, and so rules.
        self._held = sorted(held.values(), key=lambda one: (one.release.first_day, one.release.name))
        self._by_name = {one.release.name: one for one in self._held}
        self._releases = tuple(one.release for one in self._held)
        self._only_loaded: dict[int, dict[str, str]] = {}
        # The same few days and codes are asked for at every key and entry, and seldom anything changes.
        self._release_on = lru_cache(maxsize=512)(partial(release_on, releases=self._releases))
        self._rates = lru_cache(maxsize=2048)(self._rates_of)
        self._prices = lru_cache(maxsize=2048)(self._price)
        self._first_days = [factor.first_day for factor in self._reference.factors]

    def notice_others(self) -> bool:
        """Look anew if another program loaded or removed a release since the last look; gives whether."""
        if self._loaded.version() == self._version:
            return False
        self.refresh()
        return True

    @property
    def releases(self) -> tuple[Release, ...]:
        """Every release, ordered by first day."""
        return self._releases

    @property
    def held(self) -> tuple[HeldRelease, ...]:
        """Every release with where it comes from, ordered by first day."""
        return tuple(self._held)

    def named(self, name: str) -> HeldRelease | None:
        """A release by its name, whatever the case; None where it is not at hand."""
        return self._by_name.get(name.strip().upper())

    def release_on(self, day: date) -> ReleaseOnDay | None:
        """The release that rules on a day; None before the first."""
        return self._release_on(day)

    def held_on(self, day: date) -> HeldRelease | None:
        """The release that rules on a day, with where it comes from."""
        ruling = self.release_on(day)
        return None if ruling is None else self._by_name[ruling.release.name]

    def number_on(self, day: date) -> int:
        """The number of the bundled release that rules on a day, or comes before the loaded one that does.

        The catalogue knows the codes of bundled releases; before the first one it is 0.
        """
        held = self.held_on(day)
        if held is None:
            return 0
        if held.number is not None:
            return held.number
        begun = [
            number
            for number, release in enumerate(self._reference.releases)
            if release.first_day <= held.release.first_day
        ]
        return begun[-1] if begun else 0

    def terms_on(self, day: date, gpci: Gpci = NATIONAL, payee: Payee = PHYSICIAN) -> Terms | None:
        """Release, conversion factors and indices for a day; None before the first release.

        The factor is the day's own; where the day is priced by a release of an earlier year, it is the
        last one of that year, so that RVUs and factor belong together. A loaded release brings its own.
        """
        ruling = self.release_on(day)
        if ruling is None:
            return None
        factor = self._factor_on(day, self._by_name[ruling.release.name])
        anesthesia = self._anesthesia_on(day, gpci, factor, payee)
        return Terms(ruling, factor.for_payee(qualifying=payee.qualifying), gpci, anesthesia, payee)

    def _factor_on(self, day: date, held: HeldRelease) -> ConversionFactor:
        if held.loaded:
            return held.loaded.factor
        factor_day = min(day, date(held.release.first_day.year, 12, 31))
        return self._reference.factors[bisect_right(self._first_days, factor_day) - 1]

    def factor_of_year(self, day: date) -> ConversionFactor | None:
        """The conversion factors known for the year of a day; None where no release of it is at hand."""
        held = self.held_on(day)
        if held is None or held.release.first_day.year != day.year:
            return None
        return self._factor_on(day, held)

    def _anesthesia_on(
        self, day: date, gpci: Gpci, factor: ConversionFactor, payee: Payee
    ) -> AnesthesiaFactor | None:
        """The anesthesia factor of a place, the nearest one where that of the day is not at hand."""
        if gpci.locality == NATIONAL.locality:
            national = factor.qualifying_anesthesia if payee.qualifying else None
            amount = national or factor.anesthesia
            return None if amount is None else AnesthesiaFactor(amount)
        loaded = self._loaded.place(gpci.locality, day.year)
        if loaded and payee.qualifying and loaded.qualifying_anesthesia is not None:
            return AnesthesiaFactor(loaded.qualifying_anesthesia)
        if loaded and loaded.anesthesia is not None:
            other = payee.qualifying and factor.qualifying is not None
            note = "anesthesia factor of those who are not qualifying participants" if other else ""
            return AnesthesiaFactor(loaded.anesthesia, note)
        found = self._reference.anesthesia_factor(gpci.locality, day)
        if found is None:
            return None
        first_day, amount = found
        own = first_day.year == day.year and not (payee.qualifying and factor.qualifying)
        return AnesthesiaFactor(amount, "" if own else f"anesthesia factor of {first_day.year}, the nearest")

    def rates_on(self, code: str, day: date) -> Mapping[str, Rate]:
        """The rows of a code on a day, by modifier."""
        held = self.held_on(day)
        return {} if held is None else self._rates(code, held.release.name)

    def rates_of(self, code: str, held: HeldRelease) -> Mapping[str, Rate]:
        """The rows of a code in a release, by modifier."""
        return self._rates(code, held.release.name)

    def _rates_of(self, code: str, name: str) -> Mapping[str, Rate]:
        held = self._by_name[name]
        if held.loaded:
            return self._loaded.rates(code, held.loaded.id)
        return self._reference.rates(code, held.number or 0)

    def all_rates(self, held: HeldRelease) -> Iterator[Rate]:
        """Every row of a release."""
        if held.loaded:
            return self._loaded.all_rates(held.loaded.id)
        return self._reference.all_rates(held.number or 0)

    def base_units(self, code: str) -> BaseUnits | None:
        """The base units of an anesthesia code; None of another one, or where not known."""
        return self._reference.base_units(code)

    def exists(self, code: str) -> bool:
        """Tell whether any release at hand has a code."""
        return self._reference.exists(code) or self._loaded.has(code)

    def descriptor(self, code: str) -> str:
        """CMS's short descriptor of a code of a loaded release, for this user alone; empty where none."""
        return self._loaded.descriptor(code)

    def only_loaded(self, day: date) -> Mapping[str, str]:
        """Codes of the loaded release that rules on a day and no bundled one has, with CMS's descriptor."""
        held = self.held_on(day)
        if held is None or held.loaded is None:
            return {}
        number = held.loaded.id
        if number not in self._only_loaded:
            known = self._reference.codes()
            codes = self._loaded.codes(number)
            self._only_loaded[number] = {code: text for code, text in codes.items() if code not in known}
        return self._only_loaded[number]

    def before_the_first(self) -> Price:
        """What is said of a day before the first release: nothing prices it."""
        first = self.releases[0].first_day.year
        return Price(None, None, reason=f"before {first}, the first year of the bundled schedule")

    def price_on(
        self, code: str, modifiers: tuple[str, ...], day: date, setting: Setting, gpci: Gpci = NATIONAL
    ) -> Price:
        """What one unit of a code is worth on a day in a setting, to a participating physician."""
        return self._prices(code, modifiers, day, setting, gpci)

    def _price(self, code: str, modifiers: tuple[str, ...], day: date, setting: Setting, gpci: Gpci) -> Price:
        terms = self.terms_on(day, gpci)
        if terms is None:
            return self.before_the_first()
        facts = Facts(base_units=self._reference.base_units(code))
        return price(self.rates_on(code, day), modifiers, setting, terms, facts)
