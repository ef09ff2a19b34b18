"""Read what CMS publishes for a quarter: a zip of many files, or one of them alone."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeVar

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.schedule.published_archive import is_zip, member_names, read_member
from rvuedge_desktop.schedule.published_file import Progress, PublishedFile, parse_published_file
from rvuedge_desktop.schedule.published_places import (
    PublishedAnesthesia,
    PublishedGpcis,
    parse_anesthesia,
    parse_gpcis,
)
from rvuedge_desktop.schedule.published_workbook import is_workbook

LARGEST_FILE = 200_000_000
"""CMS's zips have some ten million bytes."""

_ENDINGS = (".csv", ".txt", ".xlsx")
"""The best form of a file first: a csv has labels and a title, the text has none."""
_PARTICIPANTS = re.compile(r"(?<!non)_?QPP", re.IGNORECASE)
_NOT_PARTICIPANTS = re.compile(r"non_?-?QPP", re.IGNORECASE)


class PublishedBundle(NamedTuple):
    """What was read.

    Attributes:
        source: the file that the user named.
        members: the files in it that were read, in order.
        file: the relative values.
        is_qualifying: whether the factor in it is the one for qualifying participants.
        qualifying: that factor where the bundle has both; else None.
        gpcis: the indices of its year; None where it has none.
        anesthesia: the anesthesia factors; None where it has none.
        qualifying_anesthesia: those for qualifying participants; None where it has none.
    """

    source: str
    members: tuple[str, ...]
    file: PublishedFile
    is_qualifying: bool
    qualifying: Decimal | None
    gpcis: PublishedGpcis | None
    anesthesia: PublishedAnesthesia | None
    qualifying_anesthesia: PublishedAnesthesia | None


T = TypeVar("T")


class _Member(NamedTuple):
    """A file and how to get at what is in it."""

    name: str
    content: Callable[[], bytes]


def read_bundle(paths: Iterable[Path], progress: Progress | None = None) -> PublishedBundle:
    """Read a quarter from disk: one zip, or the files of it.

    Args:
        paths: a zip, or a relative value file with perhaps GPCI and ANES files beside it.
        progress: told how many rows are read.

    Raises:
        BadInputError: there is no relative value file among them, or one of them can't be read whole.
        OperationFailedError: a file can't be read from disk.
    """
    members: list[_Member] = []
    names: list[str] = []
    for path in paths:
        content = _content(path)
        names.append(path.name)
        if is_zip(content) and not is_workbook(content):
            members += (
                _Member(PurePosixPath(member).name, partial(read_member, content, member, path.name))
                for member in member_names(content, path.name)
            )
        else:
            members.append(_Member(path.name, partial(bytes, content)))
    return _bundle(", ".join(names), members, progress)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadInputError(
                f"{path.name} is larger than any file of CMS", "Choose the zip as CMS publishes it"
            )
        return path.read_bytes()
    except OSError as error:
        raise OperationFailedError(f"{path.name} can't be read: {error.strerror}") from error


def _bundle(source: str, members: list[_Member], progress: Progress | None) -> PublishedBundle:
    values = [one for one in members if _is_values(one, alone=len(members) == 1)]
    if not values:
        held = ", ".join(one.name for one in members[:5]) or "nothing"
        raise BadInputError(
            f"{source} has no relative value file (PPRRVU...); it holds {held}",
            "Choose the zip that CMS calls RVU26A and the like, or the PPRRVU file in it",
        )
    chosen = _best(values, qualifying=False) or _best(values, qualifying=True)
    assert chosen is not None  # noqa: S101 - one of the two holds for every file
    is_qualifying = _is_qualifying(chosen.name)
    file = parse_published_file(chosen.content(), chosen.name, progress)
    read = [chosen]
    qualifying = None
    other = None if is_qualifying else _best(values, qualifying=True)
    if other is not None:
        sibling = parse_published_file(other.content(), other.name, progress)
        _check_sibling(file, sibling, other.name)
        qualifying = sibling.conversion_factor
        read.append(other)
    gpcis = _first(members, "GPCI", parse_gpcis, read, qualifying=False)
    if gpcis is not None and gpcis.year != file.release.first_day.year:
        raise BadInputError(
            f"The indices in {source} are of {gpcis.year}, its relative values are {file.release.name}",
            "Choose files of one release",
        )
    anesthesia = _first(members, "ANES", parse_anesthesia, read, qualifying=False)
    qualifying_anesthesia = _first(members, "ANES", parse_anesthesia, read, qualifying=True)
    return PublishedBundle(
        source,
        tuple(one.name for one in read),
        file,
        is_qualifying,
        qualifying,
        gpcis,
        anesthesia,
        qualifying_anesthesia,
    )


def _is_values(member: _Member, *, alone: bool) -> bool:
    """Tell relative values by their name; a file given alone is tried whatever it is called."""
    name = member.name.lower()
    return alone or (name.endswith(_ENDINGS) and name.startswith(("pprrvu", "pfs_")))


def _is_qualifying(name: str) -> bool:
    return bool(_PARTICIPANTS.search(name)) and not _NOT_PARTICIPANTS.search(name)


def _best(members: Iterable[_Member], *, qualifying: bool) -> _Member | None:
    """The file of one variant, in the best of its forms."""
    fitting = [one for one in members if _is_qualifying(one.name) == qualifying]
    ordered = sorted(fitting, key=lambda one: (not one.name.lower().endswith(_ENDINGS[0]), one.name))
    return ordered[0] if ordered else None


def _first(
    members: list[_Member],
    begins: str,
    parse: Callable[[bytes, str], T],
    read: list[_Member],
    *,
    qualifying: bool,
) -> T | None:
    """The file of places of one kind, read; None where there is none."""
    fitting = [
        one
        for one in members
        if one.name.upper().startswith(begins) and one.name.lower().endswith((".csv", ".xlsx"))
    ]
    chosen = _best(fitting, qualifying=qualifying)
    if chosen is None:
        return None
    read.append(chosen)
    return parse(chosen.content(), chosen.name)


def _check_sibling(file: PublishedFile, sibling: PublishedFile, name: str) -> None:
    """The two variants differ in the factor alone."""
    if sibling.release.name != file.release.name:
        raise BadInputError(
            f"{name} is {sibling.release.name} and the file beside it {file.release.name}",
            "Choose files of one release",
        )
    if set(sibling.rates) != set(file.rates):
        raise BadInputError(
            f"{name} does not have the relative values of the file beside it",
            "Load the file without QPP alone",
        )
