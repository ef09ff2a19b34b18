"""CSV as RFC 4180 has it, safe to open in a spreadsheet, and back without loss."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
_GUARDED = re.compile(r"^'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula.

    A cell that looks guarded already gets one more, so that `unguarded` gives back just what was there.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Take away the apostrophe that `guarded` put there."""
    return cell[1:] if _GUARDED.match(cell) else cell


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table: CRLF line ends, quotes only where needed, every cell guarded.

    Args:
        header: names of the columns.
        rows: cells as text; an absent value is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()
