"""How many units of a code Medicare expects for one patient: the medically unlikely edits."""

from typing import Literal, NamedTuple

Adjudication = Literal["line", "day, by policy", "day, by practice"]
"""What a limit is held against: each claim line (indicator 1), or a day of service (2, 3)."""


class UnitLimit(NamedTuple):
    """The limit of one code for practitioners.

    Attributes:
        code: five characters.
        units: the most that is expected of one patient, by one provider.
        adjudication: of what it is the limit.
        source: the file it stands in and its quarter, such as `NCCI unit limits, 2026 Q2`.
    """

    code: str
    units: int
    adjudication: Adjudication
    source: str
