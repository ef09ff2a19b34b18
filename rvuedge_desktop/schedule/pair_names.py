"""Tell by the name of a file whether NCCI's pairs are in it, whose, and of which quarter."""

import re
from collections.abc import Iterable, Iterator

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.quarters import Quarter

_OURS = re.compile(r"ccipra|ccioph|(?<![a-z])ptp(?![a-z])", re.IGNORECASE)
_REASONS = re.compile(r"rationale", re.IGNORECASE)
_OTHERS = (
    (re.compile(r"ccioph|hospital|(?<![a-z])oph(?![a-z])", re.IGNORECASE), "the pairs for hospitals"),
    (re.compile(r"(?<![a-z])mcd(?![a-z])|medicaid", re.IGNORECASE), "the pairs of Medicaid"),
    (re.compile(r"additions|deletions|revisions|changes", re.IGNORECASE), "a list of changes alone"),
)
_VERSION = re.compile(r"(?<![a-z])v([2-9][0-9])\.?([0-3])(?:r[0-9]+)?(?![0-9])", re.IGNORECASE)
"""`v321r0` of ccipra-v321r0-f1: the thirty-second year, its second quarter."""
_YEAR_OF_VERSION_0 = 1994
_WRITTEN = re.compile(r"(20[0-9]{2})[\s_-]?q([1-4])(?![0-9])", re.IGNORECASE)
_EFFECTIVE = re.compile(r"eff(?:ective)?[\s_-]*([01]?[0-9])[-/_]0?1[-/_](20[0-9]{2})", re.IGNORECASE)
_PART = re.compile(r"-f([1-9])(?![0-9])", re.IGNORECASE)
_PARTS = 4
_QUARTERS_BY_MONTH = {1: 1, 4: 2, 7: 3, 10: 4}


def names_pairs(name: str) -> bool:
    """Tell whether a name says that pairs are in the file."""
    return _OURS.search(name) is not None


def names_reasons(name: str) -> bool:
    """Tell whether a name says that it lists the reasons by their numbers."""
    return _REASONS.search(name) is not None


def check_is_ours(name: str) -> None:
    """Refuse the files of NCCI that are not for practitioners, or not whole.

    Raises:
        BadInputError: the name says that it is another one.
    """
    for pattern, what in _OTHERS:
        if pattern.search(name):
            raise BadInputError(
                f"{name} holds {what}",
                "Choose the practitioner files of Medicare, named ccipra, all parts of a quarter together",
                "Nothing was read from it",
            )


def quarter_said(texts: Iterable[str]) -> Quarter | None:
    """The quarter that names and headings of files say; None where they say none.

    Raises:
        BadInputError: they say several.
    """
    said = sorted({quarter for text in texts for quarter in _quarters_in(text)})
    if len(said) > 1:
        raise BadInputError(
            f"These files are of {' and of '.join(one.title for one in said)}",
            "Choose the files of one quarter",
        )
    return said[0] if said else None


def _quarters_in(text: str) -> Iterator[Quarter]:
    for found in _WRITTEN.finditer(text):
        yield Quarter(int(found[1]), int(found[2]))
    for found in _VERSION.finditer(text):
        yield Quarter(_YEAR_OF_VERSION_0 + int(found[1]), int(found[2]) + 1)
    for found in _EFFECTIVE.finditer(text):
        number = _QUARTERS_BY_MONTH.get(int(found[1]))
        if number:
            yield Quarter(int(found[2]), number)


def missing_parts(names: Iterable[str]) -> tuple[int, ...]:
    """Which of the four parts that CMS splits a quarter into are not among some names; none where unsplit."""
    parts = {int(found[1]) for name in names if (found := _PART.search(name))}
    return tuple(part for part in range(1, _PARTS + 1) if part not in parts) if parts else ()
