"""What the readers of the layouts hand on: a row as text, or why a row could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class PublishedRow(NamedTuple):
    """A row of a published file, as text without blanks around it.

    Attributes:
        line: its line in the file, counted from 1.
        fields: in the order of `rate_fields.RATE_FIELDS`.
        descriptor: CMS's short descriptor; its words are under copyright.
        totals: the totals CMS prints, non-facility and facility.
        factor: the conversion factor CMS prints on every row.
    """

    line: int
    fields: tuple[str, ...]
    descriptor: str
    totals: tuple[str, ...]
    factor: str


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row that was left out.

    Attributes:
        line: its line in the file, counted from 1.
        what: why, for a person.
    """

    line: int
    what: str


@dataclass(frozen=True)
class PublishedTable:
    """A file taken apart.

    Attributes:
        heading: the lines above the rows, where the title and the day of publication may stand.
        rows: each row, as text or with the reason why not.
    """

    heading: str
    rows: Iterator[PublishedRow | UnreadRow]


END_OF_FILE = "\x1a"
"""What some of CMS's tools write behind the last row: the end of a file under DOS."""
