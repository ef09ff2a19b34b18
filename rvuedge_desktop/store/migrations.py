"""The log's schema, as the ordered steps that made it.

A step is never edited after a release: it names no class or constant of today, so that it does for ever
what it did on the day it shipped. A new step is a new function at the end and one more in `NEWEST`.
"""

from sqlite_utils import Migrations
from sqlite_utils.db import Database

steps = Migrations("rvuedge-log")

_FIRST = (
    """
    CREATE TABLE providers (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        encounter INTEGER NOT NULL,
        provider_id INTEGER NOT NULL REFERENCES providers (id),
        date TEXT NOT NULL CHECK (date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        code TEXT NOT NULL CHECK (length(code) = 5),
        modifiers TEXT NOT NULL,
        patients INTEGER NOT NULL CHECK (patients BETWEEN 1 AND 999),
        units_each INTEGER NOT NULL CHECK (units_each BETWEEN 1 AND 999),
        setting TEXT NOT NULL CHECK (setting IN ('office', 'facility')),
        pos TEXT NOT NULL,
        role TEXT NOT NULL,
        note TEXT NOT NULL,
        tag TEXT NOT NULL,
        schedule_wrvu_e4 INTEGER,
        medicare_cents INTEGER,
        reason TEXT NOT NULL,
        how TEXT NOT NULL,
        release TEXT NOT NULL,
        locality TEXT NOT NULL,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        CHECK ((medicare_cents IS NULL) = (reason <> ''))
    ) STRICT
    """,
    "CREATE INDEX entries_by_day ON entries (date, encounter)",
    """
    CREATE TABLE day_totals (
        date TEXT NOT NULL,
        provider_id INTEGER NOT NULL,
        entries INTEGER NOT NULL,
        units INTEGER NOT NULL,
        schedule_wrvu_e4 INTEGER NOT NULL,
        medicare_cents INTEGER NOT NULL,
        unpriced INTEGER NOT NULL,
        without_wrvu INTEGER NOT NULL,
        PRIMARY KEY (date, provider_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER entries_counted AFTER INSERT ON entries BEGIN
        INSERT INTO day_totals VALUES (
            new.date, new.provider_id, 1, new.patients * new.units_each,
            ifnull(new.schedule_wrvu_e4, 0), ifnull(new.medicare_cents, 0),
            new.medicare_cents IS NULL, new.schedule_wrvu_e4 IS NULL
        ) ON CONFLICT (date, provider_id) DO UPDATE SET
            entries = entries + 1,
            units = units + excluded.units,
            schedule_wrvu_e4 = schedule_wrvu_e4 + excluded.schedule_wrvu_e4,
            medicare_cents = medicare_cents + excluded.medicare_cents,
            unpriced = unpriced + excluded.unpriced,
            without_wrvu = without_wrvu + excluded.without_wrvu;
    END
    """,
    """
    CREATE TRIGGER entries_uncounted AFTER DELETE ON entries BEGIN
        UPDATE day_totals SET
            entries = entries - 1,
            units = units - old.patients * old.units_each,
            schedule_wrvu_e4 = schedule_wrvu_e4 - ifnull(old.schedule_wrvu_e4, 0),
            medicare_cents = medicare_cents - ifnull(old.medicare_cents, 0),
            unpriced = unpriced - (old.medicare_cents IS NULL),
            without_wrvu = without_wrvu - (old.schedule_wrvu_e4 IS NULL)
        WHERE date = old.date AND provider_id = old.provider_id;
    END
    """,
    """
    CREATE TRIGGER entries_recounted AFTER UPDATE ON entries BEGIN
        UPDATE day_totals SET
            entries = entries - 1,
            units = units - old.patients * old.units_each,
            schedule_wrvu_e4 = schedule_wrvu_e4 - ifnull(old.schedule_wrvu_e4, 0),
            medicare_cents = medicare_cents - ifnull(old.medicare_cents, 0),
            unpriced = unpriced - (old.medicare_cents IS NULL),
            without_wrvu = without_wrvu - (old.schedule_wrvu_e4 IS NULL)
        WHERE date = old.date AND provider_id = old.provider_id;
        INSERT INTO day_totals VALUES (
            new.date, new.provider_id, 1, new.patients * new.units_each,
            ifnull(new.schedule_wrvu_e4, 0), ifnull(new.medicare_cents, 0),
            new.medicare_cents IS NULL, new.schedule_wrvu_e4 IS NULL
        ) ON CONFLICT (date, provider_id) DO UPDATE SET
            entries = entries + 1,
            units = units + excluded.units,
            schedule_wrvu_e4 = schedule_wrvu_e4 + excluded.schedule_wrvu_e4,
            medicare_cents = medicare_cents + excluded.medicare_cents,
            unpriced = unpriced + excluded.unpriced,
            without_wrvu = without_wrvu + excluded.without_wrvu;
    END
    """,
    """
    CREATE TABLE changes (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        origin TEXT NOT NULL,
        verb TEXT NOT NULL,
        label TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'revert')),
        reverts INTEGER REFERENCES changes (id),
        CHECK ((state = 'revert') = (reverts IS NOT NULL))
    ) STRICT
    """,
    "CREATE INDEX changes_undone ON changes (id) WHERE state = 'undone'",
    """
    CREATE TABLE change_rows (
        change_id INTEGER NOT NULL REFERENCES changes (id),
        place INTEGER NOT NULL,
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (change_id, place)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE preferences (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO providers VALUES (1, 'default', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
)


@steps()
def first_log(db: Database) -> None:
    """Providers, entries with totals kept by triggers, changes for undo and history, preferences."""
    for statement in _FIRST:
        db.execute(statement)
    db.execute("PRAGMA application_id = 0x52565545")
    db.execute("PRAGMA user_version = 1")


_SECOND = (
    "ALTER TABLE entries ADD COLUMN minutes INTEGER CHECK (minutes BETWEEN 1 AND 1440)",
    "ALTER TABLE entries ADD COLUMN care_days INTEGER CHECK (care_days BETWEEN 1 AND 90)",
    "ALTER TABLE entries ADD COLUMN site TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE entries ADD COLUMN basis TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE providers ADD COLUMN basis TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE sites (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        pos TEXT NOT NULL,
        locality TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT
    """,
)


@steps()
def minutes_sites_and_standing(db: Database) -> None:
    """Minutes and days of aftercare, sites, and the standing with Medicare that an entry is priced for."""
    for statement in _SECOND:
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


_COUNTED = """
    INSERT INTO day_totals VALUES (
        new.date, new.provider_id, 1, new.patients * new.units_each,
        ifnull(new.schedule_wrvu_e4, 0), ifnull(new.medicare_cents, 0),
        new.medicare_cents IS NULL, new.schedule_wrvu_e4 IS NULL,
        ifnull(new.credited_wrvu_e4, 0), new.credited_wrvu_e4 IS NULL
    ) ON CONFLICT (date, provider_id) DO UPDATE SET
        entries = entries + 1,
        units = units + excluded.units,
        schedule_wrvu_e4 = schedule_wrvu_e4 + excluded.schedule_wrvu_e4,
        medicare_cents = medicare_cents + excluded.medicare_cents,
        unpriced = unpriced + excluded.unpriced,
        without_wrvu = without_wrvu + excluded.without_wrvu,
        credited_wrvu_e4 = credited_wrvu_e4 + excluded.credited_wrvu_e4,
        uncredited = uncredited + excluded.uncredited;
"""
_UNCOUNTED = """
    UPDATE day_totals SET
        entries = entries - 1,
        units = units - old.patients * old.units_each,
        schedule_wrvu_e4 = schedule_wrvu_e4 - ifnull(old.schedule_wrvu_e4, 0),
        medicare_cents = medicare_cents - ifnull(old.medicare_cents, 0),
        unpriced = unpriced - (old.medicare_cents IS NULL),
        without_wrvu = without_wrvu - (old.schedule_wrvu_e4 IS NULL),
        credited_wrvu_e4 = credited_wrvu_e4 - ifnull(old.credited_wrvu_e4, 0),
        uncredited = uncredited - (old.credited_wrvu_e4 IS NULL)
    WHERE date = old.date AND provider_id = old.provider_id;
"""
_THIRD = (
    """
    CREATE TABLE contracts (
        id INTEGER PRIMARY KEY,
        provider TEXT NOT NULL COLLATE NOCASE,
        first_day TEXT NOT NULL,
        body TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (provider, first_day)
    ) STRICT
    """,
    "ALTER TABLE entries ADD COLUMN credited_wrvu_e4 INTEGER",
    "ALTER TABLE entries ADD COLUMN credit_how TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE day_totals ADD COLUMN credited_wrvu_e4 INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE day_totals ADD COLUMN uncredited INTEGER NOT NULL DEFAULT 0",
    "UPDATE day_totals SET uncredited = entries",
    "DROP TRIGGER entries_counted",
    "DROP TRIGGER entries_uncounted",
    "DROP TRIGGER entries_recounted",
    f"CREATE TRIGGER entries_counted AFTER INSERT ON entries BEGIN {_COUNTED} END",
    f"CREATE TRIGGER entries_uncounted AFTER DELETE ON entries BEGIN {_UNCOUNTED} END",
    f"CREATE TRIGGER entries_recounted AFTER UPDATE ON entries BEGIN {_UNCOUNTED} {_COUNTED} END",
)


@steps()
def contracts_and_credit(db: Database) -> None:
    """Contracts, what they credit of each entry, and the sums of that by day."""
    for statement in _THIRD:
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


_COUNTED_APART = """
    INSERT INTO day_totals VALUES (
        new.date, new.provider_id, 1, new.patients * new.units_each,
        ifnull(new.schedule_wrvu_e4, 0), ifnull(new.medicare_cents, 0),
        new.medicare_cents IS NULL AND new.custom_wrvu_e4 IS NULL,
        new.schedule_wrvu_e4 IS NULL AND new.custom_wrvu_e4 IS NULL,
        ifnull(new.credited_wrvu_e4, 0), new.credited_wrvu_e4 IS NULL AND new.custom_wrvu_e4 IS NULL,
        new.custom_wrvu_e4 IS NOT NULL, ifnull(new.custom_wrvu_e4, 0)
    ) ON CONFLICT (date, provider_id) DO UPDATE SET
        entries = entries + 1,
        units = units + excluded.units,
        schedule_wrvu_e4 = schedule_wrvu_e4 + excluded.schedule_wrvu_e4,
        medicare_cents = medicare_cents + excluded.medicare_cents,
        unpriced = unpriced + excluded.unpriced,
        without_wrvu = without_wrvu + excluded.without_wrvu,
        credited_wrvu_e4 = credited_wrvu_e4 + excluded.credited_wrvu_e4,
        uncredited = uncredited + excluded.uncredited,
        customs = customs + excluded.customs,
        custom_wrvu_e4 = custom_wrvu_e4 + excluded.custom_wrvu_e4;
"""
_UNCOUNTED_APART = """
    UPDATE day_totals SET
        entries = entries - 1,
        units = units - old.patients * old.units_each,
        schedule_wrvu_e4 = schedule_wrvu_e4 - ifnull(old.schedule_wrvu_e4, 0),
        medicare_cents = medicare_cents - ifnull(old.medicare_cents, 0),
        unpriced = unpriced - (old.medicare_cents IS NULL AND old.custom_wrvu_e4 IS NULL),
        without_wrvu = without_wrvu - (old.schedule_wrvu_e4 IS NULL AND old.custom_wrvu_e4 IS NULL),
        credited_wrvu_e4 = credited_wrvu_e4 - ifnull(old.credited_wrvu_e4, 0),
        uncredited = uncredited - (old.credited_wrvu_e4 IS NULL AND old.custom_wrvu_e4 IS NULL),
        customs = customs - (old.custom_wrvu_e4 IS NOT NULL),
        custom_wrvu_e4 = custom_wrvu_e4 - ifnull(old.custom_wrvu_e4, 0)
    WHERE date = old.date AND provider_id = old.provider_id;
"""
_FOURTH = (
    "ALTER TABLE entries ADD COLUMN member INTEGER CHECK (member BETWEEN 1 AND 999)",
    "ALTER TABLE entries ADD COLUMN custom_wrvu_e4 INTEGER CHECK (custom_wrvu_e4 >= 0)",
    "ALTER TABLE providers ADD COLUMN specialty TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE providers ADD COLUMN credentials TEXT NOT NULL DEFAULT ''",
    """
    ALTER TABLE providers ADD COLUMN stage TEXT NOT NULL DEFAULT 'attending'
        CHECK (stage IN ('student', 'resident', 'attending'))
    """,
    "ALTER TABLE providers ADD COLUMN locality TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE shortcuts (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        title TEXT NOT NULL,
        line TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE clinics (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        provider TEXT NOT NULL COLLATE NOCASE,
        weekdays TEXT NOT NULL,
        every_weeks INTEGER NOT NULL CHECK (every_weeks BETWEEN 1 AND 52),
        first_day TEXT NOT NULL,
        last_day TEXT,
        lines TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE custom_codes (
        id INTEGER PRIMARY KEY,
        code TEXT NOT NULL UNIQUE CHECK (length(code) = 5),
        title TEXT NOT NULL,
        wrvu_e4 INTEGER NOT NULL CHECK (wrvu_e4 >= 0),
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE acknowledgements (
        id INTEGER PRIMARY KEY,
        finding TEXT NOT NULL UNIQUE,
        note TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    "ALTER TABLE changes ADD COLUMN actor TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX change_rows_by_row ON change_rows (row_id, table_name)",
    "CREATE INDEX entries_by_tag ON entries (tag, date) WHERE tag <> ''",
    "ALTER TABLE day_totals ADD COLUMN customs INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE day_totals ADD COLUMN custom_wrvu_e4 INTEGER NOT NULL DEFAULT 0",
    "DROP TRIGGER entries_counted",
    "DROP TRIGGER entries_uncounted",
    "DROP TRIGGER entries_recounted",
    f"CREATE TRIGGER entries_counted AFTER INSERT ON entries BEGIN {_COUNTED_APART} END",
    f"CREATE TRIGGER entries_uncounted AFTER DELETE ON entries BEGIN {_UNCOUNTED_APART} END",
    f"CREATE TRIGGER entries_recounted AFTER UPDATE ON entries BEGIN {_UNCOUNTED_APART} {_COUNTED_APART} END",
)


@steps()
def groups_templates_and_custom_codes(db: Database) -> None:
    """Members of groups, who a provider is, shortcuts, clinics, own codes, acknowledged findings."""
    for statement in _FOURTH:
        db.execute(statement)
    db.execute("PRAGMA user_version = 4")
