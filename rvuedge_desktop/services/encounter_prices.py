"""Price the lines of an encounter together, by the schedule of their day and the indices of their place."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from rvuedge_desktop.domain.custom_codes import CUSTOM_PRICE, is_custom_code
from rvuedge_desktop.domain.encounters import EncounterLine, LinePrice, price_encounter
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.payees import PHYSICIAN, Payee
from rvuedge_desktop.domain.pricing import Price
from rvuedge_desktop.domain.rates import NATIONAL, Setting
from rvuedge_desktop.services.localities import Localities
from rvuedge_desktop.services.schedules import Schedules

_OF_CUSTOM = LinePrice(CUSTOM_PRICE, None, None, CUSTOM_PRICE.reason, ())


class EncounterPrices:
    """Prices encounters."""

    def __init__(self, schedules: Schedules, localities: Localities) -> None:
        """Price by the schedules and localities at hand."""
        self._schedules = schedules
        self._localities = localities
        # A line is priced as it is typed, more than once, and again when it is logged.
        self._kept = lru_cache(maxsize=64)(self._price)

    def forget(self) -> None:
        """Price everything anew: a schedule was loaded or removed."""
        self._kept.cache_clear()

    def price(
        self,
        lines: Sequence[tuple[Item, Setting]],
        day: date,
        locality: str,
        payee: Payee = PHYSICIAN,
    ) -> tuple[LinePrice, ...]:
        """What each line is worth beside the others.

        A code of the user's own is worth nothing by any schedule, and the others are priced as if it were
        not there.

        Args:
            lines: what was done, and where.
            day: day of service of all of them.
            locality: as an entry keeps it, `national` or contractor and number.
            payee: who is paid for all of them.
        """
        published = tuple(line for line in lines if not is_custom_code(line[0].code))
        worths = iter(self._kept(published, day, locality, payee) if published else ())
        return tuple(_OF_CUSTOM if is_custom_code(item.code) else next(worths) for item, _ in lines)

    def alone(self, line: tuple[Item, Setting], day: date, locality: str, payee: Payee) -> Price:
        """One unit of a line without the others: its formula, and what a person should know of it."""
        (worth,) = self.price([line], day, locality, payee)
        return worth.price

    def _price(
        self, lines: tuple[tuple[Item, Setting], ...], day: date, locality: str, payee: Payee
    ) -> tuple[LinePrice, ...]:
        gpci = self._localities.kept(locality, day)
        terms = self._schedules.terms_on(day, gpci or NATIONAL, payee)
        if terms is None:
            own = (self._schedules.price_on(item.code, item.modifiers, day, at) for item, at in lines)
            return tuple(LinePrice(price, None, None, price.reason, ()) for price in own)
        priced = price_encounter(
            [
                EncounterLine(
                    item, at, self._schedules.rates_on(item.code, day), self._schedules.base_units(item.code)
                )
                for item, at in lines
            ],
            terms,
            lambda code: self._schedules.rates_on(code, day),
        )
        if gpci is None:
            # A locality of a release that was removed: work does not depend on it, an amount does.
            reason = f"the indices of {locality} are not at hand"
            return tuple(
                one._replace(
                    price=one.price._replace(unit_amount=None, reason=reason, formula=""),
                    amount=None,
                    reason=reason,
                    how=(),
                )
                for one in priced
            )
        return priced
