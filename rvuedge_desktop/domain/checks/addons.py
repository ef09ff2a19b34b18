"""Add-on codes need a primary code of the same patient and day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import Draft, Rule
from rvuedge_desktop.domain.codes import ANY_PRIMARY

if TYPE_CHECKING:
    from rvuedge_desktop.domain.checks.lines import Line

ADDON_WITHOUT_PRIMARY = Rule(
    "addon-without-primary",
    "Add-on without a primary code",
    "Add-on codes for a patient none of whose other codes is a primary of theirs",
)

_OF_A_MONTH = frozenset(
    {"98981", "99425", "99427", "99437", "99439", "99458", "99489", "99494"}
    | {"G0022", "G0024", "G0146", "G0554", "G2088", "G3003"}
)
"""Add-ons that count time of a calendar month; their primary code may stand on another day of it."""
_SOURCE = "CMS's list of add-on codes, edits of 2026 Q2"
_LIST_FROM = date(2026, 1, 1)
"""Before that year other codes were primaries too, which the list no longer has."""
_SHOWN = 4
"""Primaries that a sentence names."""


def addon_without_primary(log: CheckedLog) -> Iterator[Draft]:
    """Each add-on code of each patient against CMS's primaries, whoever of the providers did those.

    Where numbers of patients differ, it takes more patients with the add-on than with all its primaries
    together: then one of them had none, whoever had which.
    """
    for lines in log.patients:
        by_code: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_code[line.code].append(line)
        for code, own in by_code.items():
            primaries = log.primaries(code) if code not in _OF_A_MONTH else frozenset()
            if not primaries or ANY_PRIMARY in primaries:
                continue
            if any(other in primaries for line in own for other in log.codes_of_tag(line)):
                continue  # of the same patient in another encounter, or here
            beside = sum(
                one.entry.patients for other in by_code if other in primaries for one in by_code[other]
            )
            most = max(line.entry.patients for line in own)
            if most > beside:
                # A code that is no add-on may have been a primary in its time.
                unsure = own[0].entry.day < _LIST_FROM and any(not log.primaries(other) for other in by_code)
                yield Draft(
                    "note" if unsure else "error",
                    [line for line in own if line.entry.patients > beside],
                    _what(code, most, beside) + (", by the list of 2026" if unsure else ""),
                    "An add-on is paid only beside one of its primary codes, for the same patient and day"
                    + ("; which those were in that year the list does not say" if unsure else ""),
                    _SOURCE,
                    f"Add the primary code, such as {_some(primaries)}, or log {code} with it",
                )


def _what(code: str, most: int, beside: int) -> str:
    if not beside:
        return f"{code} stands without a primary code"
    return f"{code} is for {most} patients, and its primary codes are for {beside}"


def _some(primaries: frozenset[str]) -> str:
    first = sorted(primaries)[:_SHOWN]
    return " or ".join(filter(None, (", ".join(first[:-1]), first[-1])))
