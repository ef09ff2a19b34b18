"""The user's own short names for codes and bundles, as they are typed in the entry line."""

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.domain.shortcuts import LONGEST_LINE, Shortcut, checked_name
from rvuedge_desktop.services.circumstances import check_texts
from rvuedge_desktop.services.intake import Intake
from rvuedge_desktop.services.sites import Sites
from rvuedge_desktop.services.workspace import ChangeSet, Workspace
from rvuedge_desktop.store import shortcuts as rows
from rvuedge_desktop.store.changes import Value, now_text

_FEWEST_LETTERS = 2


class Shortcuts:
    """Short names, kept with the log; a change of one is undone like any other.

    The entry line asks at every key, so they are read once and again after a change of them.
    """

    def __init__(self, workspace: Workspace, intake: Intake, sites: Sites) -> None:
        """Work on an open log; nothing is read before it is asked for.

        Args:
            workspace: the log.
            intake: tells which codes there are.
            sites: the places that a line may name.
        """
        self._workspace = workspace
        self._intake = intake
        self._sites = sites
        self._known: dict[str, Shortcut] | None = None
        workspace.subscribe(self._on_change)

    def _on_change(self, change: ChangeSet | None) -> None:
        if change is None or any(row.table == "shortcuts" for row in change.rows):
            self._known = None

    def _by_name(self) -> dict[str, Shortcut]:
        if self._known is None:
            with self._workspace.reporting():
                found = rows.all_shortcuts(self._workspace.log)
            self._known = {one.name.lower(): one for one in found}
        return self._known

    def all(self) -> tuple[Shortcut, ...]:
        """Every shortcut, by name.

        Raises:
            OperationFailedError: the log could not be read.
        """
        return tuple(self._by_name().values())

    def find(self, name: str) -> Shortcut | None:
        """A shortcut by its name, whatever the case; None where there is none.

        Raises:
            OperationFailedError: the log could not be read.
        """
        return self._by_name().get(name.lower())

    def like(self, typed: str) -> list[Shortcut]:
        """Those whose name or title begins as what was typed, from two letters on.

        Raises:
            OperationFailedError: the log could not be read.
        """
        low = typed.strip().lower()
        if len(low) < _FEWEST_LETTERS:
            return []
        return [
            one for one in self.all() if one.name.lower().startswith(low) or one.title.lower().startswith(low)
        ]

    def named(self, name: str) -> Shortcut:
        """A shortcut by its name.

        Raises:
            BadInputError: there is none of that name.
            OperationFailedError: the log could not be read.
        """
        found = self.find(name.strip())
        if found is None:
            raise self._missing(name)
        return found

    def put(self, name: str, line: str, title: str = "") -> Shortcut:
        """Make a shortcut, or change the one of that name.

        Args:
            name: 2 to 30 letters, digits and dashes, a letter first.
            line: what would be typed: codes that exist, and perhaps a site that does.
            title: the user's own words.

        Raises:
            BadInputError: one of them is not what it must be. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        made = Shortcut(checked_name(name), " ".join(title.split()), " ".join(line.split()))
        check_texts(made.title)
        check_line(made.line, self._intake, self._sites)
        values: dict[str, Value] = dict(zip(made._fields, made, strict=True))
        with self._workspace.change("shortcut", f"Short name {made.name}") as writer:
            found = rows.shortcut_row(writer.connection, made.name)
            if found is None:
                writer.insert("shortcuts", {**values, "created_at": now_text()})
            else:
                writer.update("shortcuts", found[0], values)
        return made

    def rename(self, name: str, wanted: str) -> Shortcut:
        """Give a shortcut another name.

        Raises:
            BadInputError: there is none of that name, or the other is taken or none. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        wanted = checked_name(wanted)
        with self._workspace.change("shortcut", f"Short name {name.strip()} is {wanted}") as writer:
            found = rows.shortcut_row(writer.connection, name.strip())
            if found is None:
                raise self._missing(name)
            taken = rows.shortcut_row(writer.connection, wanted)
            if taken is not None and taken[0] != found[0]:
                raise BadInputError(
                    f"{taken[1].name} stands for {taken[1].line}", "Remove it, or choose another short name"
                )
            writer.update("shortcuts", found[0], {"name": wanted})
        return found[1]._replace(name=wanted)

    def remove(self, name: str) -> None:
        """Take a shortcut away; what was logged with it stays.

        Raises:
            BadInputError: there is none of that name.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        with self._workspace.change("shortcut", f"Removed short name {name.strip()}") as writer:
            found = rows.shortcut_row(writer.connection, name.strip())
            if found is None:
                raise self._missing(name)
            writer.delete("shortcuts", found[0])

    def _missing(self, name: str) -> BadInputError:
        known = ", ".join(one.name for one in self.all())
        return BadInputError(
            f"There is no short name \u201c{name.strip()}\u201d",
            f"You have {known}" if known else "Make one, such as rvuedge shortcut set lapchole 47562",
        )


def check_line(line: str, intake: Intake, sites: Sites) -> None:
    """Refuse a line that could not be logged when it is wanted.

    Args:
        line: as one would type it.
        intake: tells which codes there are.
        sites: the places that it may name.

    Raises:
        BadInputError: it is too long, can't be read, names a code or a site that does not exist, or a day or
            a tag, which are of one encounter.
        OperationFailedError: the log could not be read.
    """
    if len(line) > LONGEST_LINE:
        raise BadInputError(f"A line of {len(line)} characters is too long", f"Keep it to {LONGEST_LINE}")
    parsed = parse_line(line)
    findings = list(parsed.findings)
    findings += [finding for item in parsed.items if (finding := intake.unknown(item))]
    if parsed.day or parsed.tag:
        raise BadInputError("What is kept for later has neither a day nor a tag", "Leave them away")
    if parsed.site and sites.find(parsed.site.name) is None:
        findings.append(sites.unknown(parsed.site))
    for finding in findings:
        raise BadInputError(finding.what, finding.fix)
