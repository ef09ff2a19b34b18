"""Look up rates, releases and codes in the reference file."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from rvuedge_desktop.catalogue.filters import NO_FILTERS, Filters
from rvuedge_desktop.catalogue.ranking import Candidate
from rvuedge_desktop.catalogue.words import KEY_LENGTH, typo_keys
from rvuedge_desktop.domain.amounts import from_scaled
from rvuedge_desktop.domain.anesthesia import BaseUnits
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.rates import ConversionFactor, Gpci, Indicators, Rate, Release
from rvuedge_desktop.domain.unit_limits import UnitLimit
from rvuedge_desktop.store.connection import open_for_reading
from rvuedge_desktop.store.reference_sources import RVU_PLACES, Sources

_SHARES = ("preoperative", "intraoperative", "postoperative")
_FLAGS = ("nonfacility_na", "facility_na")
_INDICATOR_NAMES = Indicators._fields
_INDICATORS = ", ".join(f"i.{name}" for name in _INDICATOR_NAMES)
_RATE = f"""
    r.code, r.modifier, r.status, r.work, r.pe_nonfacility, r.pe_facility, r.malpractice,
    r.opps_pe_nonfacility, r.opps_pe_facility, r.opps_malpractice, {_INDICATORS}
"""
_FROM = "FROM rates r JOIN indicators i ON i.id = r.indicators_id"


@lru_cache(maxsize=4096)
def _figure(scaled: int) -> Decimal:
    return from_scaled(scaled, RVU_PLACES)


@lru_cache(maxsize=1024)
def _indicators(values: tuple[Any, ...]) -> Indicators:
    named = dict(zip(_INDICATOR_NAMES, values, strict=True))
    for name in _SHARES:
        named[name] = Decimal(named[name])
    for name in _FLAGS:
        named[name] = bool(named[name])
    return Indicators(**named)


def _rate(row: tuple[Any, ...]) -> Rate:
    code, modifier, status, *others = row
    work, office, facility, malpractice = map(_figure, others[:4])
    opps_office, opps_facility, opps_malpractice = map(_figure, others[4:7])
    return Rate(
        code,
        modifier,
        status,
        work,
        office,
        facility,
        malpractice,
        opps_office,
        opps_facility,
        opps_malpractice,
        _indicators(tuple(others[7:])),
    )


def _gpci(row: tuple[str, ...]) -> Gpci:
    locality, state, name, *indices = row
    work, expense, malpractice = map(Decimal, indices)
    return Gpci(locality, f"{name}, {state}", work, expense, malpractice)


class CodeRecord(NamedTuple):
    """What we say of a code.

    Attributes:
        code, title, plain, also, context: as in the catalogue; empty where not written.
        unit: what one unit is, of the code, else of its family.
        documentation, denials: the code's own points, then its family's.
        family: number of its family; None where it has none.
        family_title: its name; empty where it has none.
    """

    code: str
    title: str
    plain: str
    also: tuple[str, ...]
    context: str
    unit: str
    documentation: tuple[str, ...]
    denials: tuple[str, ...]
    family: int | None
    family_title: str


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


class Reference:
    """The bundled schedule and catalogue, open for reading.

    Attributes:
        releases: all of them, ordered by first day; their place in this order is their number below.
        factors: conversion factors, ordered by first day.
    """

    def __init__(self, path: Path) -> None:
        """Open a reference file.

        Raises:
            OperationFailedError: it is not there, or is not a reference file of this program.
        """
        if not path.is_file():
            raise _unreadable(path, "it is not there")
        self._connection = open_for_reading(path, immutable=True)
        try:
            self.releases = tuple(
                Release(name, date.fromisoformat(first_day), published and date.fromisoformat(published))
                for name, first_day, published in self._connection.execute(
                    "SELECT name, first_day, published FROM releases ORDER BY place"
                )
            )
            self.factors = tuple(
                ConversionFactor(
                    date.fromisoformat(first_day), *(value and Decimal(value) for value in (amount, *others))
                )
                for first_day, amount, *others in self._connection.execute(
                    "SELECT first_day, amount, qualifying, anesthesia, qualifying_anesthesia"
                    " FROM factors ORDER BY first_day"
                )
            )
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise _unreadable(path, str(error)) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def fingerprint(self) -> str:
        """What the file was made from."""
        row = self._connection.execute("SELECT value FROM facts WHERE key = 'fingerprint'").fetchone()
        return str(row[0])

    def rates(self, code: str, release: int) -> dict[str, Rate]:
        """The rows of a code in a release, by modifier; empty where the release does not have it."""
        rows = self._connection.execute(
            f"SELECT {_RATE} {_FROM} WHERE r.code = ? AND r.first_release <= ? AND r.last_release >= ?",
            (code, release, release),
        )
        return {row[1]: _rate(row) for row in rows}

    def all_rates(self, release: int) -> Iterator[Rate]:
        """Every row of a release, in order of code and modifier."""
        rows = self._connection.execute(
            f"SELECT {_RATE} {_FROM} WHERE r.first_release <= ? AND r.last_release >= ?"
            " ORDER BY r.code, r.modifier",
            (release, release),
        )
        return map(_rate, rows)

    def history(self, code: str, modifier: str) -> list[tuple[int, int, Rate]]:
        """A row through time: first and last release by number, and the rate that held in them."""
        rows = self._connection.execute(
            f"SELECT r.first_release, r.last_release, {_RATE} {_FROM}"
            " WHERE r.code = ? AND r.modifier = ? ORDER BY r.first_release",
            (code, modifier),
        )
        return [(row[0], row[1], _rate(row[2:])) for row in rows]

    def works_of_category(self, category: str, release: int) -> list[Decimal]:
        """The work RVUs above zero of a category's codes in a release, each code once, ascending.

        A code whose whole service is priced by the contractor counts with the work of its 26 row.
        """
        rows = self._connection.execute(
            "SELECT max(r.work) AS work FROM codes c JOIN rates r ON r.code = c.code"
            " WHERE c.category = ? AND r.modifier IN ('', '26') AND r.first_release <= ?"
            " AND r.last_release >= ? GROUP BY r.code HAVING work > 0 ORDER BY work",
            (category, release, release),
        )
        return [_figure(row[0]) for row in rows]

    def gpci(self, locality: str, year: int) -> Gpci | None:
        """The indices of a locality in a year, else in the last year before it, else in its first one.

        A day before the first release is not priced, but it still took place somewhere. None where the
        reference does not know the locality at all.
        """
        row = self._connection.execute(
            "SELECT locality, state, name, work, practice_expense, malpractice FROM localities"
            " WHERE locality = ? ORDER BY year > ?, abs(year - ?) LIMIT 1",
            (locality, year, year),
        ).fetchone()
        return None if row is None else _gpci(row)

    def localities(self, year: int) -> list[Gpci]:
        """Every locality of a year, else of the last before it, else of the first; by state and name."""
        rows = self._connection.execute(
            "SELECT locality, state, name, work, practice_expense, malpractice FROM localities"
            " WHERE year = (SELECT year FROM localities ORDER BY year > ?, abs(year - ?) LIMIT 1)"
            " ORDER BY state, name",
            (year, year),
        )
        return [_gpci(row) for row in rows]

    def last_year_of_localities(self) -> int:
        """The last year whose indices are bundled."""
        year: int = self._connection.execute("SELECT max(year) FROM localities").fetchone()[0]
        return year

    def locality_of_zip(self, zip_code: str) -> str | None:
        """The locality in which a ZIP code of five digits lies; None for one that lies in none."""
        row = self._connection.execute(
            "SELECT last_zip, locality FROM zips WHERE first_zip <= ? ORDER BY first_zip DESC LIMIT 1",
            (zip_code,),
        ).fetchone()
        return str(row[1]) if row is not None and zip_code <= row[0] else None

    def base_units(self, code: str) -> BaseUnits | None:
        """The base units of an anesthesia code; None of another one, or where not known."""
        row = self._connection.execute(
            "SELECT units, year FROM base_units WHERE code = ?", (code,)
        ).fetchone()
        return None if row is None else BaseUnits(*row)

    def anesthesia_factor(self, locality: str, day: date) -> tuple[date, Decimal] | None:
        """First day and amount of a locality's factor: the newest begun by a day, else its first one.

        None where the reference has none for the locality.
        """
        text = day.isoformat()
        row = self._connection.execute(
            "SELECT first_day, amount FROM anesthesia_factors WHERE locality = ?"
            " ORDER BY first_day > ?, abs(julianday(first_day) - julianday(?)) LIMIT 1",
            (locality, text, text),
        ).fetchone()
        return None if row is None else (date.fromisoformat(row[0]), Decimal(row[1]))

    def exists(self, code: str) -> bool:
        """Tell whether any release has a code."""
        return bool(self._existing([code]))

    def nearest_codes(self, code: str, limit: int) -> list[str]:
        """Codes one slip of the keys away from one that does not exist.

        First those with two keys changed over, then those with one other; of each the most billed first.
        """
        letters = "0123456789ABCDEFGHJKLMPQRSTUV"
        places = range(len(code))
        other = {code[:place] + letter + code[place + 1 :] for place in places for letter in letters}
        swapped = {code[: p - 1] + code[p] + code[p - 1] + code[p + 1 :] for p in places if p}
        near = [*self._existing(sorted(swapped)), *self._existing(sorted(other - swapped))]
        return near[:limit]

    def codes(self) -> set[str]:
        """Every code of every release."""
        return {row[0] for row in self._connection.execute("SELECT code FROM codes")}

    def _existing(self, codes: Sequence[str]) -> list[str]:
        marks = ", ".join("?" * len(codes))
        sql = f"SELECT code FROM codes WHERE code IN ({marks}) ORDER BY place"
        return [row[0] for row in self._connection.execute(sql, codes)]

    def candidate(self, code: str) -> Candidate | None:
        """What we say of a code; None where no release has it."""
        found = self._candidates("code = ?", (code,), 1)
        return found[0] if found else None

    def record(self, code: str) -> CodeRecord | None:
        """Everything that we say of a code, with what is true of its family; None where no release has it."""
        row = self._connection.execute(
            "SELECT c.code, c.title, c.plain, c.also, c.context, c.unit, c.documentation, c.denials,"
            " c.family, f.title, f.unit, f.documentation, f.denials"
            " FROM codes c LEFT JOIN families f ON f.id = c.family WHERE c.code = ?",
            (code,),
        ).fetchone()
        if row is None:
            return None
        texts = [text or "" for text in row[9:]]
        return CodeRecord(
            row[0],
            row[1],
            row[2],
            _lines(row[3]),
            row[4],
            row[5] or texts[1],
            (*_lines(row[6]), *_lines(texts[2])),
            (*_lines(row[7]), *_lines(texts[3])),
            row[8],
            texts[0],
        )

    def family_members(self, family: int, release: int) -> list[str]:
        """The codes of a family that a release has, in order of code."""
        rows = self._connection.execute(
            "SELECT code FROM codes WHERE family = ? AND first_release <= ? AND last_release >= ?"
            " ORDER BY code",
            (family, release, release),
        )
        return [row[0] for row in rows]

    def families(self, category: str, release: int) -> list[tuple[int, str]]:
        """Number and title of the families of a category, by their first code in a release."""
        rows = self._connection.execute(
            "SELECT f.id, f.title FROM families f JOIN codes c ON c.family = f.id WHERE c.category = ?"
            " AND c.first_release <= ? AND c.last_release >= ? GROUP BY f.id ORDER BY min(c.code)",
            (category, release, release),
        )
        return [(number, title) for number, title in rows]

    def candidates_of_family(self, family: int, release: int, limit: int) -> list[Candidate]:
        """Codes of a family that a release has, in order of code."""
        where = "family = ? AND first_release <= ? AND last_release >= ?"
        return self._candidates(where, (family, release, release), limit, "code")

    def primaries(self, addon: str) -> list[str]:
        """The codes that an add-on code may stand beside; empty for a code that is none."""
        rows = self._connection.execute(
            "SELECT primary_code FROM addons WHERE addon = ? ORDER BY primary_code", (addon,)
        )
        return [row[0] for row in rows]

    def addons(self, primary: str) -> list[str]:
        """The add-on codes that may stand beside a code."""
        rows = self._connection.execute(
            "SELECT addon FROM addons WHERE primary_code = ? ORDER BY addon", (primary,)
        )
        return [row[0] for row in rows]

    def unit_limit(self, code: str) -> UnitLimit | None:
        """The most units of a code that Medicare expects of one patient; None where no limit is known."""
        row = self._connection.execute(
            "SELECT code, units, adjudication, source FROM unit_limits WHERE code = ?", (code,)
        ).fetchone()
        return None if row is None else UnitLimit(*row)

    def specialty_use(self, code: str) -> list[tuple[str, int | None, int | None]]:
        """Specialty, clinicians and services of a code in Medicare 2023: all together first.

        Then those with the most clinicians, then those of whom only the services are known.
        """
        rows = self._connection.execute(
            "SELECT s.name, u.clinicians, u.services FROM specialty_use u"
            " JOIN specialties s ON s.number = u.specialty WHERE u.code = ?"
            " ORDER BY s.number > 0, u.clinicians IS NULL, u.clinicians DESC, u.services DESC, s.name",
            (code,),
        )
        return [(name, clinicians, services) for name, clinicians, services in rows]

    def services_of_specialty(self, specialty: str, codes: Sequence[str]) -> dict[str, int]:
        """How often a specialty billed some codes in Medicare 2023; the unknown are left out."""
        rows = self._connection.execute(
            "SELECT u.code, u.services FROM specialty_use u JOIN specialties s ON s.number = u.specialty"
            f" WHERE s.name = ? AND u.services IS NOT NULL AND u.code IN ({', '.join('?' * len(codes))})",
            (specialty, *codes),
        )
        return dict(rows)

    def specialties(self) -> list[str]:
        """The names of all specialties, in order."""
        rows = self._connection.execute("SELECT name FROM specialties WHERE number > 0 ORDER BY name")
        return [row[0] for row in rows]

    def candidates_by_code(
        self, start: str, release: int, limit: int, filters: Filters = NO_FILTERS
    ) -> list[Candidate]:
        """Codes that begin so and are in a release, the most billed first."""
        where = "code >= ? AND code < ?"
        return self._filtered(where, (start, start + "\x7f"), release, limit, filters)

    def candidates_by_filter(self, release: int, limit: int, filters: Filters) -> list[Candidate]:
        """Codes of a release that are as filters ask, the most billed first.

        Of a specialty: those first that it bills most, as far as its fifty leading codes go.
        """
        return self._filtered("title <> ''", (), release, limit, filters, by_specialty=True)

    def candidates_of_category(self, category: str, release: int, limit: int) -> list[Candidate]:
        """Codes of a category that a release has, the most billed first."""
        where = "category = ? AND first_release <= ? AND last_release >= ?"
        return self._candidates(where, (category, release, release), limit)

    def categories(self, release: int) -> list[tuple[str, str]]:
        """Key and title of every category in which a release has described codes, in order of code."""
        rows = self._connection.execute(
            "SELECT category, category_title FROM codes WHERE title <> '' AND first_release <= ?"
            " AND last_release >= ? GROUP BY category ORDER BY min(code)",
            (release, release),
        )
        return [(key, title) for key, title in rows]

    def category_title(self, key: str) -> str:
        """The title of a category by its key; empty where no code is of it."""
        row = self._connection.execute(
            "SELECT category_title FROM codes WHERE category = ? LIMIT 1", (key,)
        ).fetchone()
        return "" if row is None else str(row[0])

    def candidates_by_words(
        self,
        spellings: Iterable[Sequence[str]],
        release: int,
        limit: int,
        filters: Filters = NO_FILTERS,
    ) -> list[Candidate]:
        """Codes in whose words every group has one that begins so, the most billed first.

        Args:
            spellings: for each word of the query, what it may stand for.
            release: only codes that this release has.
            limit: at most so many.
            filters: what else they must be.
        """
        groups = ("(" + " OR ".join(f'"{one}"*' for one in group) + ")" for group in spellings)
        where = "place IN (SELECT rowid FROM code_words WHERE code_words MATCH ?)"
        return self._filtered(where, (" AND ".join(groups),), release, limit, filters)

    def _filtered(
        self,
        where: str,
        values: tuple[str | int, ...],
        release: int,
        limit: int,
        filters: Filters,
        *,
        by_specialty: bool = False,
    ) -> list[Candidate]:
        parts, bound = [where, "first_release <= ? AND last_release >= ?"], [*values, release, release]
        if filters != NO_FILTERS:
            for sql, some in _conditions(filters, release):
                parts.append(sql)
                bound += some
        order = "place"
        if by_specialty and filters.specialty:
            # The name stands for several specialties at times; the one that bills the code most counts.
            order = (
                "(SELECT max(ifnull(u.services, 0)) FROM specialty_use u WHERE u.code = codes.code"
                f" AND u.specialty IN ({_SPECIALTIES})) DESC, place"
            )
            bound += _specialty_values(filters.specialty)
        return self._candidates(" AND ".join(parts), tuple(bound), limit, order)

    def _candidates(
        self, where: str, values: tuple[str | int, ...], limit: int, order: str = "place"
    ) -> list[Candidate]:
        sql = (
            f"SELECT code, title, also, category_title, use FROM codes WHERE {where} ORDER BY {order} LIMIT ?"
        )
        return [
            Candidate(code, title, tuple(also.split("\n")) if also else (), category, use)
            for code, title, also, category, use in self._connection.execute(sql, (*values, limit))
        ]

    def words_like(self, typed: str) -> list[str]:
        """Words whose start shares a slip's key with what was typed; they are still to be compared."""
        keys = sorted(typo_keys(typed[:KEY_LENGTH]))
        marks = ", ".join("?" * len(keys))
        sql = f"SELECT DISTINCT start FROM slips WHERE key IN ({marks})"
        starts = [row[0] for row in self._connection.execute(sql, keys)]
        return [word for start in starts for word in self._words_from(start, _WORDS_OF_A_START)]

    def _words_from(self, start: str, limit: int) -> list[str]:
        sql = "SELECT word FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?"
        return [row[0] for row in self._connection.execute(sql, (start, start + "\x7f", limit))]


_WORDS_OF_A_START = 200

_SPECIALTIES = "SELECT number FROM specialties WHERE number > 0 AND (name LIKE ? OR name LIKE ?)"
_Condition = tuple[str, list[str | int]]


def _specialty_values(begins: str) -> list[str | int]:
    """What `_SPECIALTIES` is asked with: a word of the name begins so."""
    return [f"{begins}%", f"% {begins}%"]


def _conditions(filters: Filters, release: int) -> Iterator[_Condition]:
    """What filters ask of a row of `codes`, as SQL with its values."""
    if filters.category:
        starts = " OR ".join(["category >= ? AND category < ?"] * len(filters.category))
        yield f"({starts})", [end for start in filters.category for end in (start, start + "\x7f")]
    if filters.specialty:
        sql = f"code IN (SELECT code FROM specialty_use WHERE specialty IN ({_SPECIALTIES}))"
        yield sql, _specialty_values(filters.specialty)
    if filters.by_rate:
        parts = ["r.modifier = '' AND r.first_release <= ? AND r.last_release >= ?"]
        asked: list[str | int] = []
        for sql, figure in (
            ("r.work >= ?", filters.least),
            ("r.work <= ?", filters.most),
            ("r.work > ?", filters.above),
            ("r.work < ?", filters.below),
        ):
            if figure is not None:
                parts.append(sql)
                # Hundredths; a finer bound is compared as the fraction that it is.
                asked.append(float(figure * 10**RVU_PLACES))  # type: ignore[arg-type]
        for sql, text in (("i.global_days = ?", filters.global_days), ("r.status = ?", filters.status)):
            if text:
                parts.append(sql)
                asked.append(text)
        yield f"code IN (SELECT r.code {_FROM} WHERE {' AND '.join(parts)})", [release, release, *asked]


def open_reference(compiled: Path, sources: Sources | None) -> Reference:
    """Open the reference file, making it first where it is absent or older than its sources.

    Args:
        compiled: where it lies.
        sources: the text it is made from; None in an installed program, which has the file alone.

    Raises:
        OperationFailedError: it can't be opened or made.
    """
    if sources is None:
        return Reference(compiled)
    kept = _made_from(compiled, sources.fingerprint())
    if kept:
        return kept
    # Imported late: only a first start from a source tree compiles.
    from rvuedge_desktop.store.reference_file import compile_reference  # noqa: PLC0415

    compile_reference(sources, compiled)
    return Reference(compiled)


def _made_from(compiled: Path, fingerprint: str) -> Reference | None:
    """The reference file, if it is made from the present text; one that can't be read is to be made anew."""
    try:
        reference = Reference(compiled)
    except OperationFailedError:
        return None
    if reference.fingerprint() == fingerprint:
        return reference
    reference.close()
    return None


def _unreadable(path: Path, reason: str) -> OperationFailedError:
    return OperationFailedError(
        f"The schedule can't be read from {path}: {reason}", "Install RVU Edge again", "The log is unharmed"
    )
