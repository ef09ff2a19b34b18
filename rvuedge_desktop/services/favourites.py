"""Favourite codes and short names together, the most used first."""

from datetime import date, timedelta
from typing import NamedTuple

from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.services.lookup import Lookup
from rvuedge_desktop.services.preferences import Preferences
from rvuedge_desktop.services.shortcuts import Shortcuts
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store.entries import encounter_codes

_YEAR = timedelta(days=365)


class Favourite(NamedTuple):
    """Something kept at hand.

    Attributes:
        line: what it puts into the entry line.
        name: its short name; empty for a code that has none.
        title: the user's own words, else ours for the first code; empty without either.
        uses: in how many encounters of the last twelve months all of its codes stand.
    """

    line: str
    name: str
    title: str
    uses: int


class Favourites:
    """The favourites of the Codes page and the short names, ranked by use."""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, shortcuts: Shortcuts, lookup: Lookup
    ) -> None:
        """Look into an open log.

        Args:
            workspace: the log.
            preferences: the favourite codes.
            shortcuts: the short names.
            lookup: our words for codes.
        """
        self._workspace = workspace
        self._preferences = preferences
        self._shortcuts = shortcuts
        self._lookup = lookup

    def ranked(self, day: date) -> tuple[Favourite, ...]:
        """All of them, the most used first; equal ones as they are kept, short names by name first.

        One use is an encounter that has all the codes, whatever their modifiers and patients, so that a code
        and a bundle compare. A code that a short name stands for by itself is listed once, by that name.

        Args:
            day: the last of the twelve months that count, so that the order follows what a person does now.

        Raises:
            OperationFailedError: the log could not be read.
        """
        kept = [
            (one.line, one.name, one.title, tuple(item.code for item in parse_line(one.line).items))
            for one in self._shortcuts.all()
        ]
        named = {line.upper() for line, _, _, _ in kept}
        kept += [(code, "", "", (code,)) for code in self._preferences.favourites if code not in named]
        wanted = {code for *_, codes in kept for code in codes}
        if not kept:
            return ()
        with self._workspace.reporting():
            period = Period(day - _YEAR, day)
            encounters = list(encounter_codes(self._workspace.log, period, sorted(wanted)))
        found = [
            Favourite(
                line,
                name,
                title or (codes and self._lookup.title(codes[0])) or "",
                sum(codes != () and has.issuperset(codes) for has in encounters),
            )
            for line, name, title, codes in kept
        ]
        return tuple(sorted(found, key=lambda one: -one.uses))
