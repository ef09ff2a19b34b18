"""Rows of entries, as the verbs that log and change them write them through a `Writer`."""

from collections.abc import Sequence
from datetime import date

from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.services.circumstances import folded_name
from rvuedge_desktop.services.providers import EVERYBODY, everybody
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.changes import Row, Value, Writer, new_uid, now_text


def item_row(item: Item) -> Row:
    """What was typed of an entry, as columns."""
    return {
        "code": item.code,
        "modifiers": rows.modifiers_text(item.modifiers),
        "patients": item.patients,
        "units_each": item.units_each,
        "minutes": item.minutes,
        "care_days": item.care_days,
    }


def priced_by(entry: Entry) -> Row:
    """The columns that an amount rests on, as they are."""
    return item_row(entry.item) | {
        "date": entry.day.isoformat(),
        "setting": entry.setting,
        "locality": entry.locality,
        "basis": entry.basis,
    }


def insert_entry(writer: Writer, values: Row) -> int:
    """Write a new entry; gives its number. Its unique id and its times come by themselves."""
    moment = now_text()
    return writer.insert("entries", {"uid": new_uid(), **values, "created_at": moment, "changed_at": moment})


def update_entry(writer: Writer, entry_id: int, wanted: Row) -> None:
    """Change what is other, and the time of change with it; an edit that changes nothing leaves no trace."""
    if writer.differs("entries", entry_id, wanted):
        writer.update("entries", entry_id, wanted | {"changed_at": now_text()})


def figures_of(row: Row | None) -> tuple[Value, ...]:
    """The two figures of a row, to compare; empty where it does not exist."""
    return () if row is None else (row["schedule_wrvu_e4"], row["medicare_cents"])


def provider_number(writer: Writer, name: str) -> int:
    """The row of a provider, made where there is none of that name.

    Raises:
        BadInputError: the name stands for everybody.
    """
    known = rows.provider_id(writer.connection, name.strip())
    if known is not None:
        return known
    if folded_name(name.strip()) == EVERYBODY:
        raise everybody(name)
    return writer.insert("providers", {"name": name.strip(), "created_at": now_text()})


def encounters_after_move(writer: Writer, entries: Sequence[Entry], day: date | None) -> dict[int, int]:
    """New numbers for the encounters of which a part moves to another day and a part stays."""
    moving = [entry for entry in entries if day is not None and entry.day != day]
    numbers: dict[int, int] = {}
    for encounter, old_day in dict.fromkeys((entry.encounter, entry.day) for entry in moving):
        members = sum(entry.encounter == encounter for entry in moving)
        if members < rows.encounter_size(writer.connection, old_day, encounter):
            numbers[encounter] = rows.use_up_encounter(writer.connection)
    return numbers


def encounters_after_restoring(writer: Writer, entries: Sequence[Entry]) -> dict[tuple[date, int], int]:
    """The number of each encounter of entries to be put back: an encounter is of one day for ever."""
    days = rows.days_of_encounters(writer.connection, [entry.encounter for entry in entries])
    numbers: dict[tuple[date, int], int] = {}
    for entry in entries:
        where = entry.day, entry.encounter
        if where not in numbers:
            day = days.setdefault(entry.encounter, entry.day)
            is_free = day == entry.day
            numbers[where] = entry.encounter if is_free else rows.use_up_encounter(writer.connection)
    return numbers
