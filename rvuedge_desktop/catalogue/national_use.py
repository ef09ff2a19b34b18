"""How often each code is billed nationally: a figure for ranking, read from resources/catalogue."""

import csv
from pathlib import Path

from rvuedge_desktop.domain.errors import BadInputError

USE_FILE = "national_use.csv"


def read_national_use(path: Path) -> dict[str, int]:
    """Times a year that each code is billed, Medicare and Medicaid together; absent where not known.

    A lower bound: Medicare fee-for-service leaves out rows of fewer than eleven patients.

    Raises:
        BadInputError: the file is not `code,times_a_year`.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if next(rows, None) != ["code", "times_a_year"]:
            raise BadInputError(f"{path.name} has another header", "Make it anew with the builder")
        try:
            return {code: int(times) for code, times in rows}
        except ValueError as error:
            raise BadInputError(f"{path.name}, line {rows.line_num}: {error}", "Make it anew") from error
