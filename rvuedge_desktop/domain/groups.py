"""A group that was treated together: what each member has on a claim of their own."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rvuedge_desktop.domain.codes import CODE_PATTERN
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.marks import read_marks

MOST_MEMBERS = 99
COMPLEXITY = "90785"
"""Interactive complexity, added for each member whose session needed it."""
TELEHEALTH_MODIFIER, TELEHEALTH_PLACE = "95", "10"
"""Of a member who takes part by video from home."""
VIDEO_PLACES = frozenset({"02", "10"})

_REQUEST = re.compile(
    rf"\s*group\s+({CODE_PATTERN}(?:-[0-9A-Z]{{2}})*)(?:\s+|\s*[x\u00d7*]\s*)([0-9]{{1,3}})\s*", re.IGNORECASE
)


class GroupRequest(NamedTuple):
    """`group 90853 8` as it was typed.

    Attributes:
        line: the same without the word and the number: code, modifiers and marks.
        size: how many members.
    """

    line: str
    size: int


def read_group(line: str) -> GroupRequest | None:
    """Read a line that asks for a group; None where it does not."""
    rest = read_marks(line).rest
    found = _REQUEST.fullmatch(rest)
    if found is None:
        return None
    outside = "".join(kept if blank != kept else " " for kept, blank in zip(line, rest, strict=True))
    at = found.start(1)
    return GroupRequest(f"{outside[:at].strip()} {found[1]} {outside[at:].strip()}".strip(), int(found[2]))


class Group(NamedTuple):
    """Who was in a group.

    Attributes:
        size: how many members it has; they are numbered from 1.
        complexity: those whose session needed interactive complexity.
        telehealth: those who took part by video.
        absent: those who did not come, and have no line.
    """

    size: int
    complexity: frozenset[int] = frozenset()
    telehealth: frozenset[int] = frozenset()
    absent: frozenset[int] = frozenset()

    @property
    def present(self) -> tuple[int, ...]:
        """The members who came."""
        return tuple(number for number in range(1, self.size + 1) if number not in self.absent)

    def items_of(self, number: int, item: Item) -> Iterator[Item]:
        """What one member has: the session, and interactive complexity where it was needed."""
        modifiers = item.modifiers
        if number in self.telehealth and TELEHEALTH_MODIFIER not in modifiers:
            modifiers = (*modifiers, TELEHEALTH_MODIFIER)
        yield item._replace(modifiers=modifiers)
        if number in self.complexity:
            video = (TELEHEALTH_MODIFIER,) if TELEHEALTH_MODIFIER in modifiers else ()
            yield Item(COMPLEXITY, video)


def group_again(entries: Sequence[Entry]) -> tuple[GroupRequest, Group] | None:
    """The group that entries of an encounter were, to be asked for once more; None where they were none.

    Who had no line was absent; members behind the last who came are not known.
    """
    members = {entry.member: entry for entry in entries if entry.member and entry.code != COMPLEXITY}
    if not members:
        return None
    first = members[min(members)]
    by_video = {number for number, entry in members.items() if TELEHEALTH_MODIFIER in entry.modifiers}
    in_room = next((entry for number, entry in members.items() if number not in by_video), first)
    size = max(members)
    return (
        GroupRequest(f"{in_room.code_text} {in_room.place_mark}", size),
        Group(
            size,
            frozenset(entry.member for entry in entries if entry.member and entry.code == COMPLEXITY),
            frozenset(by_video) if in_room is not first or first.member not in by_video else frozenset(),
            frozenset(range(1, size + 1)).difference(members),
        ),
    )


def checked_group(group: Group) -> Group:
    """Give back a group that can be logged.

    Raises:
        BadInputError: it has too few or too many members, nobody came, or a number is none of a member, or of
            one who was absent.
    """
    if not 1 <= group.size <= MOST_MEMBERS:
        raise BadInputError(
            f"A group of {group.size} can't be logged", f"Write a number from 1 to {MOST_MEMBERS}"
        )
    for words, numbers in (
        ("interactive complexity", group.complexity),
        ("telehealth", group.telehealth),
        ("absent", group.absent),
    ):
        for number in sorted(numbers):
            if not 1 <= number <= group.size:
                raise BadInputError(
                    f"There is no member {number} for {words}", f"The members are 1 to {group.size}"
                )
            if number in group.absent and words != "absent":
                raise BadInputError(
                    f"Member {number} was absent and can't have {words}", "Name the member in one of the two"
                )
    if not group.present:
        raise BadInputError("Nobody came to the group", "There is nothing to log")
    return group
