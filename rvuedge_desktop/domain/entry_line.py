"""The line as it is typed: short names in it stand for codes, and the caret is in one of its parts."""

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.items import amended
from rvuedge_desktop.domain.marks import read_marks

_WORD = re.compile(r"\s*(\.\.|[^\W\d_][\w\-]*)")
MARK = re.compile(r"[@#][^\s;@#:]*")
"""A place or a tag in a line."""

Meaning = Callable[[str], str | None]
"""Gives the line that a short name stands for; None where it is none."""


class _Piece(NamedTuple):
    """A run of the written-out line that was typed otherwise, in places of both."""

    start: int
    end: int
    typed_start: int
    typed_end: int


class WrittenOut(NamedTuple):
    """A line with every short name replaced by what it stands for.

    Attributes:
        text: the line as it would have been typed in full.
        names: the short names that were found, with what each stands for.
        pieces: which runs of the text were typed otherwise, in order.
    """

    text: str
    names: tuple[tuple[str, str], ...]
    pieces: tuple[_Piece, ...]

    def typed(self, place: int, *, is_end: bool = False) -> int:
        """The place in the line as typed that a place in the text comes from.

        Inside a short name's meaning it is the beginning of what was typed, or its end.

        Args:
            place: in the text.
            is_end: whether it ends a run rather than begins one.
        """
        shift = 0
        for piece in self.pieces:
            if place < piece.start or (is_end and place == piece.start):
                break
            if place < piece.end or (is_end and place == piece.end):
                return piece.typed_end if is_end else piece.typed_start
            shift = piece.typed_end - piece.end
        return place + shift

    def placed(self, finding: Finding) -> Finding:
        """A finding about the text, with its place in the line as typed."""
        if finding.start == finding.end:
            return finding
        return finding._replace(start=self.typed(finding.start), end=self.typed(finding.end, is_end=True))


def write_out(line: str, meaning: Meaning) -> WrittenOut:
    """Replace the short names of a line by what they stand for.

    What stands behind a short name holds for each of its codes: `clinic x4` is four patients of each code
    of the bundle, `lapchole-22` its code with the modifier. Marks of a meaning (`@or`) go behind its codes,
    unless the line has one of their kind: what is typed goes before what is kept.

    Args:
        line: as typed.
        meaning: gives the line that a name stands for.
    """
    day = read_marks(line).day
    at = day.end if day else 0
    signs = frozenset(mark[0] for mark in MARK.findall(line, at))
    text, names, pieces = line[:at], [], []
    for place, part in enumerate(line[at:].split(";")):
        if place:
            text += ";"
            at += 1
        found = _named(part, meaning)
        if found:
            name, stands_for, end = found
            lead = len(part) - len(part.lstrip())
            before = MARK.findall(part[: end - len(name)])
            full = _applied(stands_for, " ".join((part[end:].rstrip(), *before)), signs)
            start = len(text) + lead
            pieces.append(_Piece(start, start + len(full), at + lead, at + len(part.rstrip())))
            names.append((name, stands_for))
            text += part[:lead] + full + part[len(part.rstrip()) :]
        else:
            text += part
        at += len(part)
    return WrittenOut(text, tuple(names), tuple(pieces))


def _named(part: str, meaning: Meaning) -> tuple[str, str, int] | None:
    """The short name that a part begins with, what it stands for and where it ends.

    A name may hold dashes, and so may what stands behind it: the longest name that is one is taken. Marks
    may stand before it.
    """
    found = _WORD.match(MARK.sub(lambda mark: " " * len(mark[0]), part))
    if found is None:
        return None
    name = found[1]
    while name:
        stands_for = meaning(name)
        if stands_for is not None:
            return name, stands_for, found.start(1) + len(name)
        name = name.rpartition("-")[0]
    return None


def _applied(stands_for: str, behind: str, signs: Collection[str]) -> str:
    """A meaning with what was typed behind its name, without its marks of a kind that the line has."""
    marks = MARK.findall(behind) + [mark for mark in MARK.findall(stands_for) if mark[0] not in signs]
    counts = MARK.sub("", behind).rstrip()
    items = [amended(item.strip(), counts) for item in MARK.sub("", stands_for).split(";") if item.strip()]
    return " ".join(("; ".join(items), *marks))


class Segment(NamedTuple):
    """The part of a line in which the caret stands.

    Attributes:
        text: without the marks in it and without blanks around it.
        start, end: where it stands in the line.
    """

    text: str
    start: int
    end: int


def segment_at(line: str, caret: int) -> Segment:
    """The part between two semicolons, behind the day's words, in which the caret stands."""
    day = read_marks(line).day
    start = line.rfind(";", 0, caret) + 1
    end = line.find(";", caret)
    end = len(line) if end < 0 else end
    if day and start < day.end <= end:
        start = day.end
    return Segment(MARK.sub("", line[start:end]).strip(), start, end)
