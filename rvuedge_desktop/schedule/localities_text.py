"""The text of localities: geographic indices by year, and the ZIP codes that lie in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rvuedge_desktop.domain.rates import Gpci
from rvuedge_desktop.schedule.bundled_text import read_rows
from rvuedge_desktop.schedule.rate_fields import decimal_from

LOCALITIES_FILE, ZIPS_FILE = "localities.csv", "zip_localities.csv"
LOCALITY_COLUMNS = ("year", "mac", "locality", "state", "name", "work", "practice_expense", "malpractice")
ZIP_COLUMNS = ("first_zip", "last_zip", "mac", "locality")


@dataclass(frozen=True, slots=True)
class YearGpci:
    """The indices of a locality in a calendar year.

    Attributes:
        year: four digits.
        state: two letters.
        gpci: the indices, its locality written `15202-00`: contractor and number.
    """

    year: int
    state: str
    gpci: Gpci


@dataclass(frozen=True, slots=True)
class ZipRun:
    """ZIP codes from one to another that lie in one locality."""

    first: str
    last: str
    locality: str


def read_localities(path: Path) -> Iterator[YearGpci]:
    """Read the indices of every year, in the file's order.

    Raises:
        BadInputError: a line is not as it must be; the message names it.
        OperationFailedError: the file can't be read.
    """
    return read_rows(path, LOCALITY_COLUMNS, _locality_from)


def _locality_from(texts: list[str]) -> YearGpci:
    year, mac, locality, state, name, *indices = texts
    work, expense, malpractice = map(decimal_from, indices)
    return YearGpci(int(year), state, Gpci(f"{mac}-{locality}", name, work, expense, malpractice))


def read_zip_runs(path: Path) -> Iterator[ZipRun]:
    """Read the runs of ZIP codes, ascending. Raises as `read_localities`."""
    return read_rows(path, ZIP_COLUMNS, _zip_run_from)


def _zip_run_from(texts: list[str]) -> ZipRun:
    first, last, mac, locality = texts
    return ZipRun(first, last, f"{mac}-{locality}")
