"""Which release a published file is: from the title in it, else from the name CMS gives the file."""

import re
from datetime import date
from typing import NamedTuple

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.rates import Release

_LETTERS = {"jan": "A", "apr": "B", "jul": "C", "oct": "D"}
_MONTHS = {"A": 1, "AR": 1, "B": 4, "C": 7, "D": 10}

# "2026 National Physician Fee Schedule Relative Value File July Release"
_TITLE = re.compile(
    r"\b(20\d\d) National Physician Fee Schedule Relative Value File (Jan|Apr|Jul|Oct)\w* Release",
    re.IGNORECASE,
)
_RELEASED = re.compile(r"\bRELEASED (\d\d)/(\d\d)/(\d{4})\b", re.IGNORECASE)
# PPRRVU2026_Jul_nonQPP, PPRRVU22_JAN, pfs_2024AR_Jan
_FILE_NAME = re.compile(r"(?:PPRRVU|PFS_)(?:20)?(\d\d)(AR|[ABCD])?_(JAN|APR|JUL|OCT)", re.IGNORECASE)

_CORRECTIONS = {
    # RVU24AR has the rows of RVU24A, figure for figure; only the conversion factor differs, 33.2875 for
    # 32.7442: the Consolidated Appropriations Act, 2024 (Public Law 118-42) raised it for services
    # from 9 March 2024 on. So the correction holds from that day and RVU24A until the day before.
    "RVU24AR": date(2024, 3, 9),
}
"""First days of January corrections that did not hold from 1 January."""


class _Quarter(NamedTuple):
    year: int
    letters: str


def release_of(heading: str, name: str) -> Release:
    """Tell which release a file is.

    The title line rules; the file's name adds what no title says, that a January file is the correction.
    A correction holds from 1 January, like the release it corrects, unless it is known not to.

    Args:
        heading: the lines above the file's rows, empty where it has none.
        name: the file's name, without a folder.

    Raises:
        BadInputError: neither says which release it is.
    """
    titled, named = _titled(heading), _named(name)
    quarter = titled or named
    if titled and titled.letters == "A" and named == _Quarter(titled.year, "AR"):
        quarter = named
    if quarter is None:
        raise BadInputError(
            f"{name} does not say which release it is",
            "Give it the name it has at CMS, such as PPRRVU2026_Apr_nonQPP.txt",
        )
    release = f"RVU{quarter.year % 100:02}{quarter.letters}"
    first_day = _CORRECTIONS.get(release, date(quarter.year, _MONTHS[quarter.letters], 1))
    return Release(release, first_day, _published(heading))


def _titled(heading: str) -> _Quarter | None:
    found = _TITLE.search(heading)
    return _Quarter(int(found[1]), _LETTERS[found[2].lower()]) if found else None


def _named(name: str) -> _Quarter | None:
    found = _FILE_NAME.search(name)
    if found is None:
        return None
    corrected = (found[2] or "").upper() == "AR"
    return _Quarter(2000 + int(found[1]), "AR" if corrected else _LETTERS[found[3].lower()])


def _published(heading: str) -> date | None:
    found = _RELEASED.search(heading)
    try:
        return date(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None
