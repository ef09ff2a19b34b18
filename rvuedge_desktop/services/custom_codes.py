"""The user's own codes: kept with the log, logged like any code, and apart from it in every total."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from rvuedge_desktop.domain.custom_codes import (
    CustomCode,
    checked_code,
    checked_title,
    checked_wrvu,
    is_custom_code,
    rescaled,
)
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.services.workspace import ChangeSet, Workspace
from rvuedge_desktop.store import custom_codes as rows
from rvuedge_desktop.store.changes import Row, Writer, now_text

TABLE = "custom_codes"
"""The table whose changes give entries another title."""
EVERY_DAY = Period(date.min, date.max)
"""The entries of all time."""


class Kept(NamedTuple):
    """What was kept.

    Attributes:
        code: with its title and value.
        changed: how many entries were given that value.
    """

    code: CustomCode
    changed: int


class CustomCodes:
    """Codes by number. A change of one is undone like any other."""

    def __init__(self, workspace: Workspace) -> None:
        """Read them from an open log when first asked."""
        self._workspace = workspace
        self._known: dict[str, CustomCode] | None = None
        workspace.subscribe(self._on_change)

    def _on_change(self, change: ChangeSet | None) -> None:
        if change is None or any(row.table == TABLE for row in change.rows):
            self._known = None

    def by_code(self) -> Mapping[str, CustomCode]:
        """Every code, in order; kept at hand, as the entry line asks at each key.

        Raises:
            OperationFailedError: the log could not be read.
        """
        if self._known is None:
            with self._workspace.reporting():
                self._known = {one.code: one for one in rows.all_codes(self._workspace.log)}
        return self._known

    def all(self) -> tuple[CustomCode, ...]:
        """Every code, in order. Raises as `by_code`."""
        return tuple(self.by_code().values())

    def find(self, code: str) -> CustomCode | None:
        """A code by its number, whatever the case; None where there is none. Raises as `by_code`."""
        return self.by_code().get(code.strip().upper())

    def entries_of(self, code: str) -> int:
        """How many entries have a code.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return rows.uses_of(self._workspace.log, code.strip().upper()).entries

    def put(self, code: str, title: str, wrvu: Decimal, entries: Period | None = None) -> Kept:
        """Make a code, or change the one of that number.

        Entries keep the value that they were logged with, unless days are named whose entries take the new
        one; both are one change.

        Args:
            code: Z and four digits, or three and a letter; the next free one where empty.
            title: what the user calls it.
            wrvu: their own work RVUs of one unit, four decimals at most.
            entries: the days whose entries are given the value; None for those to come alone.

        Raises:
            BadInputError: one of them is not what it must be. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        self._known = None  # another program may have taken the next free number
        kept = CustomCode(checked_code(code, self.by_code()), checked_title(title), checked_wrvu(wrvu))
        with self._workspace.change("custom", f"Own code {kept.code}, {kept.title}") as writer:
            found = rows.code_row(writer.connection, kept.code)
            if found is not None and not code.strip():
                raise BadInputError(
                    f"{kept.code} was taken by another program just now", "Try again", "Nothing was changed"
                )
            if found is None:
                writer.insert(TABLE, {**rows.code_values(kept), "created_at": now_text()})
            else:
                writer.update(TABLE, found[0], rows.code_values(kept))
            changed = 0 if entries is None else _revalue(writer, kept, entries)
        return Kept(kept, changed)

    def remove(self, code: str) -> CustomCode:
        """Take a code away that no entry has.

        An entry whose code has no title and no value any more could not be read, edited or copied: so a code
        that is in use stays.

        Raises:
            BadInputError: there is none of that number, or entries have it. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        number = code.strip().upper()
        with self._workspace.change("custom", f"Removed own code {number}") as writer:
            found = rows.code_row(writer.connection, number)
            if found is None:
                raise self.missing(number)
            uses = rows.uses_of(writer.connection, number)
            if uses.entries:
                some = "1 entry has" if uses.entries == 1 else f"{uses.entries} entries have"
                raise BadInputError(
                    f"{some} {number}, the last on {uses.last}",
                    "Remove what has it, or give it another code, first",
                    "Nothing was changed",
                )
            writer.delete(TABLE, found[0])
        return found[1]

    def adopt(self, writer: Writer, code: CustomCode) -> None:
        """Make a code that entries from elsewhere have, unless there is one of that number.

        Part of a change that is under way.

        Raises:
            BadInputError: its number, title or value is not what it must be.
        """
        kept = CustomCode(checked_code(code.code, ()), checked_title(code.title), checked_wrvu(code.wrvu))
        if rows.code_row(writer.connection, kept.code) is None:
            writer.insert(TABLE, {**rows.code_values(kept), "created_at": now_text()})

    def columns(self, writer: Writer, item: Item, entry: Entry | None = None, *, anew: bool = False) -> Row:
        """What an entry keeps of its own work RVUs, as columns: nothing for a published code.

        Args:
            writer: of the change that writes it.
            item: what the entry is to be: its code and units.
            entry: what it was before, whose value it keeps where the code stays; None for a new one.
            anew: take the value of now all the same, if there is one.

        Raises:
            BadInputError: there is no such code.
        """
        if not is_custom_code(item.code):
            return rows.wrvu_row(None)
        before = entry.custom_wrvu if entry is not None and entry.code == item.code else None
        # Read from the log: another program may have changed it since it was typed.
        found = rows.code_row(writer.connection, item.code) if anew or before is None else None
        if found is not None:
            return rows.wrvu_row(found[1].wrvu_of(item.units))
        if entry is None or before is None:
            raise self.missing(item.code)
        return rows.wrvu_row(rescaled(before, item.units, entry.units))

    def missing(self, code: str) -> BadInputError:
        """What to say of a number that no code has."""
        finding = unknown_custom(Item(code), self.by_code())
        return BadInputError(finding.what, finding.fix)


_NAMED = 3


def unknown_custom(item: Item, known: Mapping[str, CustomCode]) -> Finding:
    """What to say of a code of the user's own that there is not.

    Args:
        item: as typed.
        known: those there are.
    """
    some = ", ".join(sorted(known)[:_NAMED])
    more = " and more" if len(known) > _NAMED else ""
    return Finding(
        "unknown-code",
        f"You have no code {item.code} of your own",
        f"You have {some}{more}. Make others: menu Edit, Own codes"
        if known
        else f"Make it first: menu Edit, Own codes, or rvuedge custom set {item.code} TITLE --wrvu 2",
        item.start,
        item.start + len(item.code),
    )


def _revalue(writer: Writer, kept: CustomCode, period: Period) -> int:
    """Give the entries of some days a code's value; gives how many had another one."""
    changed = 0
    for number, units in rows.units_of(writer.connection, kept.code, period):
        wanted = rows.wrvu_row(kept.wrvu_of(units))
        if writer.differs("entries", number, wanted):
            writer.update("entries", number, wanted | {"changed_at": now_text()})
            changed += 1
    return changed
