"""The reference file: the bundled schedule and catalogue compiled into one SQLite file that is only read.

The text under resources/ is the truth; this file is made from it, when the program is built or else at the
first start, and is thrown away whenever the text changes.
"""

import os
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rvuedge_desktop.catalogue.descriptions import Description, read_descriptions
from rvuedge_desktop.catalogue.families import members_of, read_families
from rvuedge_desktop.catalogue.national_use import USE_FILE, read_national_use
from rvuedge_desktop.catalogue.specialties import SPECIALTIES_FILE, read_specialties, read_specialty_use
from rvuedge_desktop.catalogue.specialties import USE_FILE as SPECIALTY_USE_FILE
from rvuedge_desktop.catalogue.words import KEY_LENGTH, TYPO_LENGTH, indexed_words, typo_keys
from rvuedge_desktop.domain.amounts import to_scaled
from rvuedge_desktop.domain.categories import category_of
from rvuedge_desktop.domain.rates import Indicators, Rate, RateInterval
from rvuedge_desktop.schedule.addons_text import ADDONS_FILE, read_addons
from rvuedge_desktop.schedule.anesthesia_text import (
    BASE_UNITS_FILE,
    LOCAL_FACTORS_FILE,
    read_base_units,
    read_local_factors,
)
from rvuedge_desktop.schedule.bundled_text import (
    FACTORS_FILE,
    RELEASES_FILE,
    read_conversion_factors,
    read_intervals,
    read_releases,
    year_files,
)
from rvuedge_desktop.schedule.localities_text import (
    LOCALITIES_FILE,
    ZIPS_FILE,
    read_localities,
    read_zip_runs,
)
from rvuedge_desktop.schedule.unit_limits_text import UNIT_LIMITS_FILE, read_unit_limits
from rvuedge_desktop.store.connection import reporting
from rvuedge_desktop.store.reference_sources import RVU_PLACES, Sources

_INDICATOR_COLUMNS = [
    (name, "INTEGER" if kind is bool else "TEXT") for name, kind in Indicators.__annotations__.items()
]

_TABLES = f"""
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE releases (
    place INTEGER PRIMARY KEY, name TEXT NOT NULL, first_day TEXT NOT NULL, published TEXT
) STRICT;
CREATE TABLE factors (
    first_day TEXT PRIMARY KEY, amount TEXT NOT NULL, qualifying TEXT, anesthesia TEXT,
    qualifying_anesthesia TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE base_units (code TEXT PRIMARY KEY, units INTEGER NOT NULL, year INTEGER NOT NULL)
STRICT, WITHOUT ROWID;
CREATE TABLE anesthesia_factors (
    locality TEXT NOT NULL, first_day TEXT NOT NULL, amount TEXT NOT NULL, PRIMARY KEY (locality, first_day)
) STRICT, WITHOUT ROWID;
CREATE TABLE localities (
    locality TEXT NOT NULL, year INTEGER NOT NULL, state TEXT NOT NULL, name TEXT NOT NULL,
    work TEXT NOT NULL, practice_expense TEXT NOT NULL, malpractice TEXT NOT NULL,
    PRIMARY KEY (locality, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE zips (
    first_zip TEXT PRIMARY KEY, last_zip TEXT NOT NULL, locality TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE indicators (
    id INTEGER PRIMARY KEY,
    {", ".join(f"{name} {kind} NOT NULL" for name, kind in _INDICATOR_COLUMNS)}
) STRICT;
CREATE TABLE rates (
    code TEXT NOT NULL, modifier TEXT NOT NULL,
    first_release INTEGER NOT NULL, last_release INTEGER NOT NULL, status TEXT NOT NULL,
    work INTEGER NOT NULL, pe_nonfacility INTEGER NOT NULL, pe_facility INTEGER NOT NULL,
    malpractice INTEGER NOT NULL, opps_pe_nonfacility INTEGER NOT NULL, opps_pe_facility INTEGER NOT NULL,
    opps_malpractice INTEGER NOT NULL, indicators_id INTEGER NOT NULL,
    PRIMARY KEY (code, modifier, first_release)
) STRICT, WITHOUT ROWID;
CREATE TABLE codes (
    place INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, plain TEXT NOT NULL, also TEXT NOT NULL,
    context TEXT NOT NULL, unit TEXT NOT NULL, documentation TEXT NOT NULL, denials TEXT NOT NULL,
    family INTEGER REFERENCES families (id),
    category TEXT NOT NULL, category_title TEXT NOT NULL, use INTEGER NOT NULL,
    first_release INTEGER NOT NULL, last_release INTEGER NOT NULL
) STRICT;
CREATE INDEX codes_by_category ON codes (category);
CREATE INDEX codes_by_family ON codes (family) WHERE family IS NOT NULL;
CREATE TABLE families (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, unit TEXT NOT NULL,
    documentation TEXT NOT NULL, denials TEXT NOT NULL
) STRICT;
CREATE TABLE addons (addon TEXT NOT NULL, primary_code TEXT NOT NULL, PRIMARY KEY (addon, primary_code))
STRICT, WITHOUT ROWID;
CREATE INDEX addons_by_primary ON addons (primary_code);
CREATE TABLE unit_limits (
    code TEXT PRIMARY KEY, units INTEGER NOT NULL, adjudication TEXT NOT NULL, source TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE specialties (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE specialty_use (
    code TEXT NOT NULL, specialty INTEGER NOT NULL, clinicians INTEGER, services INTEGER,
    PRIMARY KEY (code, specialty)
) STRICT, WITHOUT ROWID;
CREATE INDEX specialty_use_by_specialty ON specialty_use (specialty, services);
CREATE VIRTUAL TABLE code_words USING fts5(
    words, content='', columnsize=0, detail=none, prefix='1 2 3', tokenize='ascii'
);
CREATE TABLE vocabulary (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE slips (key TEXT NOT NULL, start TEXT NOT NULL, PRIMARY KEY (key, start)) STRICT, WITHOUT ROWID;
"""


def compile_reference(sources: Sources, target: Path) -> None:
    """Make the reference file. It appears whole or not at all.

    Raises:
        OperationFailedError: it can't be written.
        BadInputError: a text it is made from is not as it must be.
    """
    # A name of this process alone, so that two first starts at once do not write into each other's file.
    part = target.with_suffix(f".{os.getpid()}.part")
    with reporting(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(part, isolation_level=None)) as connection:
                # Nothing to protect: a file that is not whole is never used.
                connection.execute("PRAGMA journal_mode = OFF")
                connection.execute("PRAGMA synchronous = OFF")
                connection.executescript(_TABLES)
                connection.execute("BEGIN")
                _fill(connection, sources)
                connection.execute("COMMIT")
                connection.execute("VACUUM")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, sources: Sources) -> None:
    releases = [bundled.release for bundled in read_releases(sources.fee_schedule / RELEASES_FILE)]
    connection.executemany(
        "INSERT INTO releases VALUES (?, ?, ?, ?)",
        (
            (place, one.name, one.first_day.isoformat(), one.published and one.published.isoformat())
            for place, one in enumerate(releases)
        ),
    )
    connection.executemany(
        "INSERT INTO factors VALUES (?, ?, ?, ?, ?)",
        (
            (one.first_day.isoformat(), *(value and str(value) for value in one[1:]))
            for one in read_conversion_factors(sources.fee_schedule / FACTORS_FILE)
        ),
    )
    first_days = [release.first_day for release in releases]
    intervals = (one for path in year_files(sources.fee_schedule) for one in read_intervals(path))
    lifetimes = _write_rates(connection, _joined(intervals, first_days))
    _write_localities(connection, sources.fee_schedule)
    _write_anesthesia(connection, sources.fee_schedule)
    _write_addons(connection, sources.fee_schedule)
    _write_unit_limits(connection, sources.fee_schedule)
    _write_specialties(connection, sources.catalogue)
    _write_codes(connection, sources.catalogue, lifetimes)
    connection.execute("INSERT INTO facts VALUES ('fingerprint', ?)", (sources.fingerprint(),))


@dataclass(frozen=True, slots=True)
class _Lasting:
    """A rate and the releases, first to last by place, that have it so."""

    rate: Rate
    first: int
    last: int


def _joined(intervals: Iterable[RateInterval], first_days: Sequence[date]) -> Iterator[_Lasting]:
    """Join what stays the same from one release to the next, across years: most rows of most years do."""
    open_ones: dict[tuple[str, str], _Lasting] = {}
    for interval in intervals:
        rate, year = interval.rate, interval.first_day.year
        first = bisect_left(first_days, interval.first_day)
        end_of_days = interval.last_day or date(year, 12, 31)
        new = _Lasting(rate, first, bisect_right(first_days, end_of_days) - 1)
        old = open_ones.get((rate.code, rate.modifier))
        if old is not None and old.rate == rate and old.last + 1 == new.first:
            new = _Lasting(rate, old.first, new.last)
        elif old is not None:
            yield old
        open_ones[rate.code, rate.modifier] = new
    yield from open_ones.values()


def _write_rates(connection: sqlite3.Connection, lasting: Iterable[_Lasting]) -> dict[str, tuple[int, int]]:
    """Write the rates; gives the first and last release of every code."""
    indicator_ids: dict[Indicators, int] = {}
    lifetimes: dict[str, tuple[int, int]] = {}

    def rows() -> Iterator[tuple[str | int, ...]]:
        for one in lasting:
            rate = one.rate
            first, last = lifetimes.get(rate.code, (one.first, one.last))
            lifetimes[rate.code] = (min(first, one.first), max(last, one.last))
            figures = (
                rate.work,
                rate.pe_nonfacility,
                rate.pe_facility,
                rate.malpractice,
                rate.opps_pe_nonfacility,
                rate.opps_pe_facility,
                rate.opps_malpractice,
            )
            indicators_id = indicator_ids.setdefault(rate.indicators, len(indicator_ids))
            scaled = (to_scaled(figure, RVU_PLACES) for figure in figures)
            yield (rate.code, rate.modifier, one.first, one.last, rate.status, *scaled, indicators_id)

    connection.executemany(f"INSERT INTO rates VALUES ({', '.join('?' * 13)})", rows())
    columns = ", ".join("?" * (1 + len(Indicators._fields)))
    connection.executemany(
        f"INSERT INTO indicators VALUES ({columns})",
        (
            (indicators_id, *(int(v) if isinstance(v, bool) else str(v) for v in indicators))
            for indicators, indicators_id in indicator_ids.items()
        ),
    )
    return lifetimes


def _write_localities(connection: sqlite3.Connection, folder: Path) -> None:
    connection.executemany(
        "INSERT INTO localities VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                one.gpci.locality,
                one.year,
                one.state,
                one.gpci.name,
                str(one.gpci.work),
                str(one.gpci.practice_expense),
                str(one.gpci.malpractice),
            )
            for one in read_localities(folder / LOCALITIES_FILE)
        ),
    )
    connection.executemany(
        "INSERT INTO zips VALUES (?, ?, ?)",
        ((run.first, run.last, run.locality) for run in read_zip_runs(folder / ZIPS_FILE)),
    )


def _write_anesthesia(connection: sqlite3.Connection, folder: Path) -> None:
    connection.executemany(
        "INSERT INTO base_units VALUES (?, ?, ?)",
        ((code, *base) for code, base in read_base_units(folder / BASE_UNITS_FILE)),
    )
    connection.executemany(
        "INSERT INTO anesthesia_factors VALUES (?, ?, ?)",
        (
            (one.locality, one.first_day.isoformat(), str(one.factor))
            for one in read_local_factors(folder / LOCAL_FACTORS_FILE)
        ),
    )


def _write_addons(connection: sqlite3.Connection, folder: Path) -> None:
    connection.executemany("INSERT INTO addons VALUES (?, ?)", read_addons(folder / ADDONS_FILE))


def _write_unit_limits(connection: sqlite3.Connection, folder: Path) -> None:
    limits = read_unit_limits(folder / UNIT_LIMITS_FILE)
    connection.executemany("INSERT INTO unit_limits VALUES (?, ?, ?, ?)", limits)


def _write_specialties(connection: sqlite3.Connection, catalogue: Path) -> None:
    connection.executemany(
        "INSERT INTO specialties VALUES (?, ?)", read_specialties(catalogue / SPECIALTIES_FILE).items()
    )
    connection.executemany(
        "INSERT INTO specialty_use VALUES (?, ?, ?, ?)",
        (
            (one.code, one.specialty, one.clinicians, one.services)
            for one in read_specialty_use(catalogue / SPECIALTY_USE_FILE)
        ),
    )


def _write_families(connection: sqlite3.Connection, catalogue: Path, codes: Iterable[str]) -> dict[str, int]:
    """Write the families; gives the number of the family of each code that has one."""
    families = list(read_families(catalogue))
    connection.executemany(
        "INSERT INTO families VALUES (?, ?, ?, ?, ?, ?)",
        (
            (number, one.key, one.title, one.unit, "\n".join(one.documentation), "\n".join(one.denials))
            for number, one in enumerate(families)
        ),
    )
    numbers = {one.key: number for number, one in enumerate(families)}
    return {code: numbers[key] for code, key in members_of(families, codes).items()}


def _write_codes(
    connection: sqlite3.Connection, catalogue: Path, lifetimes: Mapping[str, tuple[int, int]]
) -> None:
    """Write codes, the most billed first, so that the index gives the most billed first by itself."""
    described = {description.code: description for description in read_descriptions(catalogue)}
    use = read_national_use(catalogue / USE_FILE)
    vocabulary: set[str] = set()
    family_of = _write_families(connection, catalogue, lifetimes)
    ordered = sorted(lifetimes, key=lambda code: (-use.get(code, 0), code))
    for place, code in enumerate(ordered):
        category = category_of(code)
        ours = described.get(code, Description(code, ""))
        found_by = indexed_words(" ".join((ours.title, *ours.also, category.title)))
        vocabulary.update(found_by)
        connection.execute(
            f"INSERT INTO codes VALUES ({', '.join('?' * 15)})",
            (
                place,
                code,
                ours.title,
                ours.plain,
                "\n".join(ours.also),
                ours.context,
                ours.unit,
                "\n".join(ours.documentation),
                "\n".join(ours.denials),
                family_of.get(code),
                category.key,
                category.title,
                use.get(code, 0),
                *lifetimes[code],
            ),
        )
        connection.execute("INSERT INTO code_words (rowid, words) VALUES (?, ?)", (place, " ".join(found_by)))
    connection.executemany("INSERT INTO vocabulary VALUES (?)", ((word,) for word in sorted(vocabulary)))
    connection.executemany("INSERT INTO slips VALUES (?, ?)", sorted(_slips(vocabulary)))


def _slips(vocabulary: Iterable[str]) -> set[tuple[str, str]]:
    """Key and start of word, for every start that could be meant by a word typed with one slip."""
    starts = {
        word[:length]
        for word in vocabulary
        if word.isalpha()
        for length in range(TYPO_LENGTH - 1, min(len(word), KEY_LENGTH) + 1)
    }
    return {(key, start) for start in starts for key in typo_keys(start)}
