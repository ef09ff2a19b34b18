"""Short names that stand for what one would type: `lapchole` for a code, `postop` for several."""

import re
from typing import NamedTuple

from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.errors import BadInputError

LONGEST_LINE = 400
"""Characters of a line, as many as the entry line takes."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{1,29}")
_COUNT = re.compile(r"[xu][0-9]+")
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
RESERVED = frozenset(
    [
        *("today", "tomorrow", "yesterday", "group"),
        *_DAYS.split(),
        *(day[:3] for day in _DAYS.split()),
        *("tues", "thur", "thurs"),
    ]
)
"""Words that mean something else in the entry line."""


class Shortcut(NamedTuple):
    """What a short name stands for.

    Attributes:
        name: as the user spells it; names that differ in case are the same.
        title: the user's own words; empty where none.
        line: what would be typed: one code is a favourite, several are a bundle; perhaps with a site.
    """

    name: str
    title: str
    line: str


def checked_name(text: str) -> str:
    """A short name without the blanks around it.

    Raises:
        BadInputError: it is no word, or one that means something else in the entry line.
    """
    name = text.strip()
    if not _NAME.fullmatch(name):
        raise BadInputError(
            f"\u201c{name}\u201d can't be a short name",
            "Write 2 to 30 letters, digits and dashes, a letter first, such as lapchole",
        )
    if is_code(name.upper()):
        raise BadInputError(f"{name.upper()} has the form of a code", "Write a name that no code can have")
    if name.lower() in RESERVED or _COUNT.fullmatch(name.lower()):
        raise BadInputError(
            f"\u201c{name}\u201d means something else in the entry line", "Choose another short name"
        )
    return name
