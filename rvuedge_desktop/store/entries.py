"""Entries on disk: the rows of the log, read as domain entries and written through a `Writer`."""

import re
import sqlite3
from array import array
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from rvuedge_desktop.domain.amounts import CENT_SCALE, RVU_SCALE, from_scaled, to_scaled
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.store.changes import Row

_SELECT = """
    SELECT e.id, e.uid, e.encounter, p.name, e.date, e.code, e.modifiers, e.patients, e.units_each,
        e.setting, e.pos, e.role, e.note, e.tag, e.schedule_wrvu_e4, e.medicare_cents, e.reason,
        e.how, e.release, e.locality, e.created_at, e.changed_at, e.minutes, e.care_days, e.site, e.basis,
        e.credited_wrvu_e4, e.credit_how, e.member, e.custom_wrvu_e4
    FROM entries e JOIN providers p ON p.id = e.provider_id
"""


_AT_ONCE = 500
"""Values bound in one statement, well under every SQLite's limit."""


def _entry(row: tuple[Any, ...]) -> Entry:
    wrvu, cents = row[14], row[15]
    return Entry(
        id=row[0],
        uid=row[1],
        encounter=row[2],
        provider=row[3],
        day=date.fromisoformat(row[4]),
        code=row[5],
        modifiers=modifiers_from(row[6]),
        patients=row[7],
        units_each=row[8],
        minutes=row[22],
        care_days=row[23],
        setting=row[9],
        pos=row[10],
        role=row[11],
        note=row[12],
        tag=row[13],
        schedule_wrvu=None if wrvu is None else from_scaled(wrvu, RVU_SCALE),
        medicare_amount=None if cents is None else from_scaled(cents, CENT_SCALE),
        reason=row[16],
        how=row[17],
        release=row[18],
        locality=row[19],
        site=row[24],
        basis=row[25],
        credited_wrvu=None if row[26] is None else from_scaled(row[26], RVU_SCALE),
        credit_how=row[27],
        created_at=datetime.fromisoformat(row[20]),
        changed_at=datetime.fromisoformat(row[21]),
        member=row[28],
        custom_wrvu=None if row[29] is None else from_scaled(row[29], RVU_SCALE),
    )


_COLUMNS = tuple(re.findall(r"[ep]\.(\w+)", _SELECT.partition("FROM")[0]))
_LATER_TEXTS: Row = {"site": "", "basis": "", "credit_how": ""}
"""Columns of text that came after the first schema, with their defaults; other late columns begin as NULL."""


def entry_from_image(image: Row, provider: str) -> Entry:
    """An entry as the record of changes keeps it, whatever schema wrote it.

    Args:
        image: the row as it was; columns that came later are as their defaults.
        provider: the name of its provider at that time.
    """
    whole = _LATER_TEXTS | image | {"name": provider}
    return _entry(tuple(whole.get(column) for column in _COLUMNS))


def modifiers_text(modifiers: Sequence[str]) -> str:
    """Modifiers as they are stored: `25-59`."""
    return "-".join(modifiers)


def modifiers_from(text: str) -> tuple[str, ...]:
    """Modifiers as they were stored."""
    return tuple(text.split("-")) if text else ()


def figures_row(wrvu: Decimal | None, amount: Decimal | None) -> Row:
    """The two figures of an entry as stored columns."""
    return {
        "schedule_wrvu_e4": None if wrvu is None else to_scaled(wrvu, RVU_SCALE),
        "medicare_cents": None if amount is None else to_scaled(amount, CENT_SCALE),
    }


def credit_row(credited: Decimal | None, how: str) -> Row:
    """What a contract credits, as stored columns."""
    return {
        "credited_wrvu_e4": None if credited is None else to_scaled(credited, RVU_SCALE),
        "credit_how": how,
    }


def next_encounter(connection: sqlite3.Connection) -> int:
    """The number of a new encounter: that of its first entry, which must be the next one inserted."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").fetchone()
    return (row[0] if row else 0) + 1


def use_up_encounter(connection: sqlite3.Connection) -> int:
    """The number of a new encounter of entries that exist already; no entry will ever have it."""
    number = next_encounter(connection)
    connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'entries'", (number,))
    return number


def entries_of_encounter(connection: sqlite3.Connection, day: date, encounter: int) -> list[Entry]:
    """The entries of an encounter, in order."""
    where = "WHERE e.date = ? AND e.encounter = ? ORDER BY e.id"
    return list(map(_entry, connection.execute(f"{_SELECT} {where}", (day.isoformat(), encounter))))


def encounters_between(connection: sqlite3.Connection, period: Period) -> list[tuple[date, int]]:
    """Day and number of every encounter of a period, in order."""
    rows = connection.execute(
        "SELECT DISTINCT date, encounter FROM entries WHERE date BETWEEN ? AND ? ORDER BY date, encounter",
        (period.first.isoformat(), period.last.isoformat()),
    )
    return [(date.fromisoformat(day), encounter) for day, encounter in rows]


def days_of_encounters(connection: sqlite3.Connection, encounters: Sequence[int]) -> dict[int, date]:
    """The day of each of these encounters that has entries; all of an encounter are of one day."""
    found: dict[int, date] = {}
    for start in range(0, len(encounters), _AT_ONCE):
        some = encounters[start : start + _AT_ONCE]
        sql = f"SELECT DISTINCT encounter, date FROM entries WHERE encounter IN ({','.join('?' * len(some))})"
        found |= {number: date.fromisoformat(day) for number, day in connection.execute(sql, some)}
    return found


def encounter_size(connection: sqlite3.Connection, day: date, encounter: int) -> int:
    """How many entries an encounter has; all of them are of one day."""
    size: int = connection.execute(
        "SELECT count(*) FROM entries WHERE date = ? AND encounter = ?", (day.isoformat(), encounter)
    ).fetchone()[0]
    return size


def provider_id(connection: sqlite3.Connection, name: str) -> int | None:
    """The row of a provider; None where there is none of that name."""
    row = connection.execute("SELECT id FROM providers WHERE name = ?", (name,)).fetchone()
    return None if row is None else int(row[0])


def provider_names(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every provider of the log, in order of creation."""
    return tuple(row[0] for row in connection.execute("SELECT name FROM providers ORDER BY id"))


def entry_by_uid(connection: sqlite3.Connection, uid: str) -> Entry | None:
    """One entry by its unique id."""
    row = connection.execute(f"{_SELECT} WHERE e.uid = ?", (uid,)).fetchone()
    return None if row is None else _entry(row)


def entries_between(connection: sqlite3.Connection, period: Period, provider: str = "") -> Iterator[Entry]:
    """The entries of a period in order of day, encounter and entry; of one provider where named."""
    where, values = "e.date BETWEEN ? AND ?", [period.first.isoformat(), period.last.isoformat()]
    if provider:
        where += " AND p.name = ?"
        values.append(provider)
    cursor = connection.execute(f"{_SELECT} WHERE {where} ORDER BY e.date, e.encounter, e.id", values)
    return map(_entry, cursor)


def last_encounter(connection: sqlite3.Connection, provider: str) -> list[Entry]:
    """The entries of the encounter that a provider's newest entry belongs to; none of an empty log."""
    row = connection.execute(
        "SELECT date, encounter FROM entries WHERE provider_id = (SELECT id FROM providers WHERE name = ?)"
        " ORDER BY id DESC LIMIT 1",
        (provider,),
    ).fetchone()
    return [] if row is None else entries_of_encounter(connection, date.fromisoformat(row[0]), row[1])


def entries_of_tags(connection: sqlite3.Connection, tags: Collection[str], period: Period) -> Iterator[Entry]:
    """The entries of a period that carry one of some tags, in order of day, encounter and entry."""
    wanted = sorted(tags)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        where = f"WHERE e.tag IN ({','.join('?' * len(some))}) AND e.tag <> '' AND e.date BETWEEN ? AND ?"
        values = (*some, period.first.isoformat(), period.last.isoformat())
        yield from map(
            _entry, connection.execute(f"{_SELECT} {where} ORDER BY e.date, e.encounter, e.id", values)
        )


def entries_by_code(connection: sqlite3.Connection) -> dict[str, int]:
    """How many entries each code has, over all time and all providers."""
    return dict(connection.execute("SELECT code, count(*) FROM entries GROUP BY code"))


def ids_of_day(connection: sqlite3.Connection, day: date, provider: str = "") -> "array[int]":
    """The numbers of a day's entries, in order of encounter and entry: eight bytes each.

    Of all providers, or of the one named.
    """
    where, values = "date = ?", [day.isoformat()]
    if provider:
        where += " AND provider_id = (SELECT id FROM providers WHERE name = ?)"
        values.append(provider)
    rows = connection.execute(f"SELECT id FROM entries WHERE {where} ORDER BY encounter, id", values)
    return array("q", (row[0] for row in rows))


def entries_by_ids(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Entry]:
    """Some entries, in the order of the numbers given; numbers that do not exist are left out."""
    found: dict[int, Entry] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        places = ",".join("?" * len(some))
        for row in connection.execute(f"{_SELECT} WHERE e.id IN ({places})", some):
            found[row[0]] = _entry(row)
    return [found[entry_id] for entry_id in ids if entry_id in found]


def last_entry_day(connection: sqlite3.Connection) -> date | None:
    """The latest day that has an entry; None in an empty log."""
    text: str | None = connection.execute("SELECT max(date) FROM entries").fetchone()[0]
    return None if text is None else date.fromisoformat(text)


def first_entry_day(connection: sqlite3.Connection, period: Period, provider: str) -> date | None:
    """A provider's earliest day in a period that has entries of published codes; None where there is none."""
    text: str | None = connection.execute(
        "SELECT min(date) FROM day_totals WHERE entries > customs AND date BETWEEN ? AND ?"
        " AND provider_id = (SELECT id FROM providers WHERE name = ?)",
        (period.first.isoformat(), period.last.isoformat(), provider),
    ).fetchone()[0]
    return None if text is None else date.fromisoformat(text)


def last_day_before(connection: sqlite3.Connection, day: date, provider: str = "") -> date | None:
    """The latest day before another that has entries, of one provider where named; None without one."""
    where, values = "entries > 0 AND date < ?", [day.isoformat()]
    if provider:
        where += " AND provider_id = (SELECT id FROM providers WHERE name = ?)"
        values.append(provider)
    text: str | None = connection.execute(
        f"SELECT max(date) FROM day_totals WHERE {where}", values
    ).fetchone()[0]
    return None if text is None else date.fromisoformat(text)


def encounter_codes(
    connection: sqlite3.Connection, period: Period, codes: Sequence[str]
) -> Iterator[frozenset[str]]:
    """For every encounter of a period that has one of some codes: which of them it has."""
    places = ", ".join("?" * len(codes))
    found = connection.execute(
        f"SELECT group_concat(code) FROM entries WHERE date BETWEEN ? AND ? AND code IN ({places})"
        " GROUP BY date, encounter",
        (period.first.isoformat(), period.last.isoformat(), *codes),
    )
    return (frozenset(row[0].split(",")) for row in found)


def units_by_code(
    connection: sqlite3.Connection, period: Period, provider: str, codes: Sequence[str]
) -> dict[str, int]:
    """How many units of some codes a provider has in a period; codes without entries are left out."""
    return dict(
        connection.execute(
            "SELECT code, sum(patients * units_each) FROM entries WHERE date BETWEEN ? AND ?"
            " AND provider_id = (SELECT id FROM providers WHERE name = ?)"
            f" AND code IN ({', '.join('?' * len(codes))}) GROUP BY code",
            (period.first.isoformat(), period.last.isoformat(), provider, *codes),
        )
    )


class PeriodCounts(NamedTuple):
    """What only a look at the entries themselves can count.

    Attributes:
        encounters: each encounter counted once for each of its patients, or members of a group; one of own
            codes alone is not.
        releases: the releases that priced the entries, in order.
        localities: the localities that they were priced for, in order; those of own codes are not.
    """

    encounters: int
    releases: tuple[str, ...]
    localities: tuple[str, ...]


def counts_between(connection: sqlite3.Connection, period: Period, provider: str) -> PeriodCounts:
    """Encounters and releases of a provider's period. An encounter of N patients alike counts as N."""
    days = (period.first.isoformat(), period.last.isoformat(), provider)
    where = (
        "FROM entries WHERE date BETWEEN ? AND ? AND provider_id = (SELECT id FROM providers WHERE name = ?)"
        " AND custom_wrvu_e4 IS NULL"
    )
    of_each = f"SELECT max(max(patients), count(DISTINCT member)) AS n {where} GROUP BY date, encounter"
    encounters: int = connection.execute(f"SELECT ifnull(sum(n), 0) FROM ({of_each})", days).fetchone()[0]
    releases, localities = (
        tuple(
            row[0]
            for row in connection.execute(
                f"SELECT DISTINCT {column} {where} AND {column} <> '' ORDER BY {column}", days
            )
        )
        for column in ("release", "locality")
    )
    return PeriodCounts(encounters, releases, localities)
