"""Medicare localities as people name them: `15202-00`, a ZIP code, a place, or `national`."""

from datetime import date

from rvuedge_desktop.catalogue.words import words
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.rates import NATIONAL, Gpci
from rvuedge_desktop.store.reference import Reference

_NAMED = 4


class Localities:
    """Finds the indices of a place on a day."""

    def __init__(self, reference: Reference) -> None:
        """Look into a reference file."""
        self._reference = reference

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
        found = self._reference.gpci(key, day.year) if key else None
        return found or self._by_words(name, day)

    def of_zip(self, zip_code: str) -> str | None:
        """The locality of a ZIP code, as an entry keeps it; None for one that lies in none."""
        return self._reference.locality_of_zip(zip_code)

    def all_on(self, day: date) -> list[Gpci]:
        """Every place, the nation first."""
        return [NATIONAL, *self._reference.localities(day.year)]

    def _by_words(self, name: str, day: date) -> Gpci:
        wanted = words(name)
        fits = [
            place
            for place in self._reference.localities(day.year)
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
