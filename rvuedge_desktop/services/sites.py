"""The user's own places: `@clinic` stands for a place of service and a locality."""

import re

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.marks import Mark
from rvuedge_desktop.domain.places import PLACE_WORDS, PLACES, Site
from rvuedge_desktop.services.circumstances import place_of
from rvuedge_desktop.services.localities import Localities
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import sites
from rvuedge_desktop.store.changes import now_text

_NAME = re.compile(r"[^\W_][\w\-]{0,29}")


class Sites:
    """Places by name, kept with the log; a change of one is undone like any other."""

    def __init__(self, workspace: Workspace, localities: Localities) -> None:
        """Work on an open log."""
        self._workspace = workspace
        self._localities = localities

    def all(self) -> tuple[Site, ...]:
        """Every site, by name.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return sites.all_sites(self._workspace.log)

    def find(self, name: str) -> Site | None:
        """A place by its name, whatever the case; None where there is none.

        The user's own sites come first, then the words that everybody uses (`or`, `er`), then places of
        service by their two digits, which leave no name on an entry.

        Raises:
            OperationFailedError: the log could not be read.
        """
        own = self.own(name)
        if own:
            return own
        word = name.lower()
        if word in PLACES:
            return Site("", word)
        return Site(word, PLACE_WORDS[word]) if word in PLACE_WORDS else None

    def own(self, name: str) -> Site | None:
        """A site that the user made, whatever the case of its name; None where there is none.

        Raises:
            OperationFailedError: the log could not be read.
        """
        if not _NAME.fullmatch(name):  # what no site can be called, SQL may not even take
            return None
        with self._workspace.reporting():
            found = sites.site_row(self._workspace.log, name)
        return found[1] if found else None

    def named(self, name: str) -> Site:
        """A site by its name.

        Raises:
            BadInputError: there is none of that name.
            OperationFailedError: the log could not be read.
        """
        found = self.find(name)
        if found is None:
            raise self.missing(name)
        return found

    def put(self, name: str, pos: str, locality: str = "") -> Site:
        """Make a site, or change the one of that name.

        Args:
            name: letters, digits, dashes and underscores.
            pos: place of service, two digits.
            locality: as `Localities.find` takes it; the preferred one at the time of logging where empty.

        Raises:
            BadInputError: one of them is not what it must be. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        name = name.strip().removeprefix("@")
        if not _NAME.fullmatch(name):
            raise BadInputError(
                f"\u201c{name}\u201d can't be the name of a site",
                "Write up to 30 letters, digits and dashes, such as clinic",
            )
        _, pos = place_of(None, pos)
        day = self._workspace.today()
        kept = self._localities.find(locality, day).locality if locality.strip() else ""
        values = {"name": name, "pos": pos, "locality": kept}
        with self._workspace.change("site", f"Site @{name}") as writer:
            found = sites.site_row(writer.connection, name)
            if found is None:
                writer.insert("sites", {**values, "created_at": now_text()})
            else:
                writer.update("sites", found[0], {**values})
        return Site(name, pos, kept)

    def remove(self, name: str) -> None:
        """Take a site away; entries keep its name, place and locality.

        Raises:
            BadInputError: there is none of that name.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        name = name.strip().removeprefix("@")
        with self._workspace.change("site", f"Removed site @{name}") as writer:
            found = sites.site_row(writer.connection, name)
            if found is None:
                raise self.missing(name)
            writer.delete("sites", found[0])

    def missing(self, name: str) -> BadInputError:
        """What to say of a name that no site has."""
        known = ", ".join(f"@{site.name}" for site in self.all())
        return BadInputError(
            f"There is no site @{name}",
            f"You have {known}"
            if known
            else "Make it first: menu Medicare, Sites, or rvuedge site set NAME 11",
        )

    def unknown(self, mark: Mark) -> Finding:
        """What to say of a mark in a line that names no place."""
        error = self.missing(mark.name)
        fix = f"{error.fix}. Places of service are known too: @or, @er, @22"
        return Finding("unknown-site", error.what, fix, mark.start, mark.end)
