"""The text of add-on codes: each with the primary codes that it may stand beside."""

from collections.abc import Iterator
from pathlib import Path

from rvuedge_desktop.domain.codes import ANY_PRIMARY, is_code
from rvuedge_desktop.schedule.bundled_text import read_rows

ADDONS_FILE = "addons.csv"
ADDON_COLUMNS = ("addon", "primary")


def read_addons(path: Path) -> Iterator[tuple[str, str]]:
    """Each add-on code with one of its primaries, in the file's order.

    Raises:
        BadInputError: a line is not as it must be; the message names it.
        OperationFailedError: the file can't be read.
    """
    return read_rows(path, ADDON_COLUMNS, _pair)


def _pair(texts: list[str]) -> tuple[str, str]:
    addon, primary = texts
    if not is_code(addon) or not (is_code(primary) or primary == ANY_PRIMARY):
        raise ValueError(f"{addon!r} and {primary!r} are not two codes")
    return addon, primary
