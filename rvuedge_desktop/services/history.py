"""What every entry was, when and by what it changed; who changed a period; what was removed, to restore."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.services.logbook import Logbook
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import history as record
from rvuedge_desktop.store.history import Change, ChangeSpan, EntryChange, RemovedEntry, RemovedKey

__all__ = [
    "FIELD_WORDS",
    "Change",
    "ChangeSpan",
    "Difference",
    "History",
    "RemovedEntry",
    "RemovedKey",
    "Version",
    "local_moment",
    "told",
    "was_taken_back",
    "who",
]

Value = str | int | Decimal | date | None
Kind = Literal["logged", "changed", "priced", "removed", "restored"]

FIELD_WORDS = {
    "code": "code",
    "patients": "patients",
    "units_each": "units each",
    "minutes": "minutes",
    "care_days": "days of aftercare",
    "member": "member of the group",
    "provider": "provider",
    "day": "day",
    "setting": "setting",
    "pos": "place of service",
    "site": "site",
    "locality": "locality",
    "role": "role",
    "note": "note",
    "tag": "tag",
    "basis": "standing",
    "encounter": "encounter",
    "schedule_wrvu": "wRVU",
    "medicare_amount": "Medicare",
    "credited_wrvu": "credited wRVU",
    "custom_wrvu": "own wRVU",
    "reason": "not priced",
    "how": "adjustment",
    "credit_how": "credit",
    "release": "release",
}
"""What can be other from one version of an entry to the next, in the field's words and in that order."""

FOLLOWS = frozenset(
    {
        "basis",
        "encounter",
        "schedule_wrvu",
        "medicare_amount",
        "credited_wrvu",
        "custom_wrvu",
        "reason",
        "how",
        "credit_how",
        "release",
    }
)
"""What nobody types: it follows from the rest, from the rest of the encounter, or from the fee schedule."""

_UID_LENGTH = 32
_HIGHEST_ID = 2**63 - 1
_SEEN = "rvuedge history --month YYYY-MM and rvuedge removed show what there was"


class Difference(NamedTuple):
    """One field of an entry before and after a change.

    Attributes:
        field: a name of `FIELD_WORDS`.
        old, new: what it was and became; None for none, empty for an empty text.
        follows: whether nobody typed it, and it only followed.
    """

    field: str
    old: Value
    new: Value
    follows: bool


class Version(NamedTuple):
    """An entry as a change left it.

    Attributes:
        change: what was done, when and by whom.
        kind: what that did to this entry; `priced` where only figures followed.
        entry: the entry after it; as it was at the end where it was removed.
        differences: from the version before; empty for the first one and for a removal.
    """

    change: Change
    kind: Kind
    entry: Entry
    differences: tuple[Difference, ...]


class History:
    """The record of changes, read as the history of entries."""

    def __init__(self, workspace: Workspace, logbook: Logbook) -> None:
        """Read an open log.

        Args:
            workspace: the log.
            logbook: restores entries.
        """
        self._workspace = workspace
        self._logbook = logbook

    def entry_number(self, text: str) -> int:
        """The number of an entry that is or was in the log, given its number or its unique id.

        Raises:
            BadInputError: there never was such an entry.
            OperationFailedError: the log could not be read.
        """
        word = text.strip().lower()
        if word.isascii() and word.isdigit() and len(word) < _UID_LENGTH:
            return min(int(word), _HIGHEST_ID)
        with self._workspace.reporting():
            number = record.entry_number(self._workspace.log, word)
        if number is None:
            raise BadInputError(f"There never was an entry \u201c{text}\u201d", _SEEN)
        return number

    def of_entry(self, entry_id: int) -> tuple[Version, ...]:
        """Every version of an entry, oldest first; the last one tells how it is now, or was at the end.

        Raises:
            BadInputError: there never was such an entry.
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            rows = record.changes_of_entry(self._workspace.log, entry_id)
        if not rows:
            raise BadInputError(f"There never was an entry {entry_id}", _SEEN)
        versions: list[Version] = []
        for row in rows:
            versions.append(_version(row, versions[-1].entry if versions else None))
        return tuple(versions)

    def between(self, period: Period, provider: str = "") -> Sequence[int]:
        """The numbers of the changes that touched a period's entries, newest first; cheap for any number.

        Args:
            period: days of service.
            provider: whose entries; empty for all of them.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return record.change_ids_between(self._workspace.log, period, provider)

    def changes(self, change_ids: Sequence[int]) -> list[ChangeSpan]:
        """Some of these changes with what they touched, in the order asked.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return record.change_spans(self._workspace.log, change_ids)

    def of_change(self, change_id: int, most: int) -> tuple[Version, ...]:
        """What a change did to each entry that it touched, to so many of them at most.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            rows = record.rows_of_change(self._workspace.log, change_id, most)
        return tuple(_version(row, row.before) for row in rows)

    def removed(self, period: Period | None = None) -> Sequence[RemovedKey]:
        """The entries that are in the log no more, the last removed first; of a period of service, or all.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return record.removed_keys(self._workspace.log, period)

    def removed_entries(self, keys: Sequence[RemovedKey]) -> list[RemovedEntry]:
        """Some of these entries as they were, and what removed them, in the order asked.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return record.removed_entries(self._workspace.log, keys)

    def restore(self, entry_ids: Sequence[int]) -> tuple[Entry, ...]:
        """Put removed entries back, as one change; undo removes them again.

        They keep number, unique id, encounter and words, and are priced by the schedules at hand.

        Raises:
            BadInputError: one of them is in the log, never was, or its provider is there no more. Nothing was
                restored.
            OperationFailedError: the log could not be written. Nothing was restored.
        """
        keys = [self._key(entry_id) for entry_id in dict.fromkeys(entry_ids)]
        return self._logbook.restore(self.removed_entries(keys))

    def _key(self, entry_id: int) -> RemovedKey:
        with self._workspace.reporting():
            key = record.removed_key(self._workspace.log, entry_id)
        if key is None:
            self.of_entry(entry_id)
            raise BadInputError(f"Entry {entry_id} is in the log", safe="Nothing was restored")
        return key


def told(change: Change) -> str:
    """What a change did, in words."""
    lead = {"undo": "Undone: ", "redo": "Done again: "}.get(change.verb, "")
    return lead + change.label


def who(change: Change) -> str:
    """By what it was made, and under which account of the machine where that is known."""
    return f"{change.origin}, {change.actor}" if change.actor else change.origin


def was_taken_back(change: Change) -> bool:
    """Whether it was undone, and not done again."""
    return change.state in {"undone", "dropped"}


def local_moment(change: Change) -> datetime:
    """When it was made, by the clock on the wall."""
    return datetime.fromisoformat(change.at).astimezone()


def _version(row: EntryChange, earlier: Entry | None) -> Version:
    """What a change made of an entry, beside the version before it."""
    entry = row.after or row.before
    assert entry is not None  # noqa: S101 - a row was there before a change, or is after it
    if row.after is None:
        return Version(row.change, "removed", entry, ())
    old = row.before or earlier
    differences = tuple(_differences(old, entry)) if old else ()
    if row.before is None:
        is_new = row.change.verb not in {"undo", "redo", "restore"}
        return Version(row.change, "logged" if is_new else "restored", entry, differences)
    kind: Kind = "priced" if all(one.follows for one in differences) else "changed"
    return Version(row.change, kind, entry, differences)


def _differences(old: Entry, new: Entry) -> list[Difference]:
    found = []
    for field in FIELD_WORDS:
        was, became = _value(old, field), _value(new, field)
        if was != became:
            found.append(Difference(field, was, became, field in FOLLOWS))
    return found


def _value(entry: Entry, field: str) -> Value:
    value: Value = entry.code_text if field == "code" else getattr(entry, field)
    return value
