"""Medicare localities as people name them: `15202-00`, a ZIP code, a place, or `national`."""

from datetime import date

from rvuedge_desktop.catalogue.words import words
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.rates import NATIONAL, Gpci
from rvuedge_desktop.store.loaded_schedules import LoadedSchedules
from rvuedge_desktop.store.reference import Reference

_NAMED = 4


class Localities:
    """Finds the indices of a place on a day."""

    def __init__(self, reference: Reference, loaded: LoadedSchedules) -> None:
        """Look into a reference file, and what the user loaded for later years."""
        self._reference = reference
        self._loaded = loaded

    def find(self, named: str, day: date) -> Gpci:
        """The indices of a place in the year of a day.

        Args:
            named: contractor and number (`15202-00`), a ZIP code (`36104`), `national`, or words of a name.
            day: day of service; a year that is not bundled has the indices of the last one before it.

        Raises:
            BadInputError: there is no such place, or the words fit several; the message names some.
        """
        name = named.strip()
        if name.casefold() == NATIONAL.locality:
            return NATIONAL
        key = self._reference.locality_of_zip(name) if name.isdigit() else name
        found = self._of_key(key, day) if key else None
        return found or self._by_words(name, day)

    def _of_key(self, key: str, day: date) -> Gpci | None:
        """By contractor and number: what the user loaded for the year goes before what is bundled."""
        loaded = self._loaded.place(key, day.year)
        return loaded.gpci if loaded else self._reference.gpci(key, day.year)

    def _all(self, year: int) -> list[Gpci]:
        return [one.gpci for one in self._loaded.places(year)] or self._reference.localities(year)

    def kept(self, locality: str, day: date) -> Gpci | None:
        """The indices of a place as an entry keeps it; None where they are not at hand any more."""
        return NATIONAL if locality == NATIONAL.locality else self._of_key(locality, day)

    def of_zip(self, zip_code: str) -> str | None:
        """The locality of a ZIP code, as an entry keeps it; None for one that lies in none."""
        return self._reference.locality_of_zip(zip_code)

    def are_known(self, year: int) -> bool:
        """Tell whether the indices of a year itself are at hand, not only those of one before."""
        return bool(self._loaded.places(year)) or self._reference.last_year_of_localities() >= year

    def all_on(self, day: date) -> list[Gpci]:
        """Every place, the nation first."""
        return [NATIONAL, *self._all(day.year)]

    def _by_words(self, name: str, day: date) -> Gpci:
        wanted = words(name)
        fits = [
            place
            for place in self._all(day.year)
            if wanted and all(any(word.startswith(one) for word in words(place.name)) for one in wanted)
        ]
        if len(fits) == 1:
            return fits[0]
        if not fits:
            raise BadInputError(
                f"There is no Medicare locality \u201c{name}\u201d in {day.year}",
                "Write MAC and number such as 15202-00, a ZIP code such as 36104, a place, or national",
            )
        some = ", ".join(f"{place.name} ({place.locality})" for place in fits[:_NAMED])
        raise BadInputError(f"\u201c{name}\u201d fits several Medicare localities", f"Write one of {some}")
