"""Look up rates, releases and codes in the reference file."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from rvuedge_desktop.catalogue.ranking import Candidate
from rvuedge_desktop.catalogue.words import KEY_LENGTH, typo_keys
from rvuedge_desktop.domain.amounts import from_scaled
from rvuedge_desktop.domain.anesthesia import BaseUnits
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.rates import ConversionFactor, Gpci, Indicators, Rate, Release
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

    def plain_sentence(self, code: str) -> str:
        """What a code is, in a sentence that a patient would understand; empty where not written yet."""
        row = self._connection.execute("SELECT plain FROM codes WHERE code = ?", (code,)).fetchone()
        return "" if row is None else str(row[0])

    def candidates_by_code(self, start: str, release: int, limit: int) -> list[Candidate]:
        """Codes that begin so and are in a release, the most billed first."""
        where = "code >= ? AND code < ? AND first_release <= ? AND last_release >= ?"
        return self._candidates(where, (start, start + "\x7f", release, release), limit)

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

    def candidates_by_words(
        self, spellings: Iterable[Sequence[str]], release: int, limit: int
    ) -> list[Candidate]:
        """Codes in whose words every group has one that begins so, the most billed first.

        Args:
            spellings: for each word of the query, what it may stand for.
            release: only codes that this release has.
            limit: at most so many.
        """
        groups = ("(" + " OR ".join(f'"{one}"*' for one in group) + ")" for group in spellings)
        where = (
            "place IN (SELECT rowid FROM code_words WHERE code_words MATCH ?)"
            " AND first_release <= ? AND last_release >= ?"
        )
        return self._candidates(where, (" AND ".join(groups), release, release), limit)

    def _candidates(self, where: str, values: tuple[str | int, ...], limit: int) -> list[Candidate]:
        sql = f"SELECT code, title, also, category_title, use FROM codes WHERE {where} ORDER BY place LIMIT ?"
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
