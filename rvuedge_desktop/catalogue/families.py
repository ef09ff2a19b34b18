"""Families of codes: those that a coder thinks of together, and what is true of all of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rvuedge_desktop.catalogue.descriptions import read_tables, texts_and_lists
from rvuedge_desktop.domain.codes import CODE_PATTERN
from rvuedge_desktop.domain.errors import BadInputError

FOLDER = "families"

_TEXTS, _LISTS = ("title", "unit"), ("codes", "documentation", "denials")
_SPAN = re.compile(rf"({CODE_PATTERN})(?:-({CODE_PATTERN}))?")


@dataclass(frozen=True, slots=True)
class Family:
    """A family.

    Attributes:
        key: short name, lower case.
        title: what a person reads.
        spans: first and last code of each run of codes, the same for one code.
        unit: what one unit is, timed or not; empty where it is simply one procedure.
        documentation: what the note must hold.
        denials: what payers usually deny.
    """

    key: str
    title: str
    spans: tuple[tuple[str, str], ...]
    unit: str
    documentation: tuple[str, ...]
    denials: tuple[str, ...]


def read_families(folder: Path) -> Iterator[Family]:
    """Read every family of the catalogue, in order of file and place.

    Args:
        folder: the catalogue's own.

    Raises:
        BadInputError: a file is not TOML of the form it must have; the message names file and family.
    """
    for path in sorted((folder / FOLDER).glob("*.toml")):
        for key, table in read_tables(path):
            yield _family(path.name, key, table)


def members_of(families: Iterable[Family], codes: Iterable[str]) -> dict[str, str]:
    """The key of the family of each code that has one. A code named alone goes before a run that holds it."""
    ordered = sorted(codes)
    found: dict[str, str] = {}
    alone: dict[str, str] = {}
    for family in families:
        for first, last in family.spans:
            run = ordered[bisect_left(ordered, first) : bisect_right(ordered, last)]
            (alone if first == last else found).update(dict.fromkeys(run, family.key))
    return found | alone


def _family(file: str, key: str, table: object) -> Family:
    read = texts_and_lists(table, _TEXTS, _LISTS)
    if read is None or "title" not in read[0] or not read[1].get("codes"):
        raise BadInputError(
            f"{file}: the family {key} is not a title, a unit, and lists of codes, documentation and denials",
            "Correct it",
        )
    said, listed = read
    return Family(
        key,
        said["title"],
        tuple(_span(file, key, text) for text in listed["codes"]),
        said.get("unit", ""),
        listed.get("documentation", ()),
        listed.get("denials", ()),
    )


def _span(file: str, key: str, text: str) -> tuple[str, str]:
    found = _SPAN.fullmatch(text)
    if found is None or (found[2] or found[1]) < found[1]:
        raise BadInputError(
            f"{file}: {text!r} in the family {key} is no code and no run of codes", "Correct it"
        )
    return found[1], found[2] or found[1]
