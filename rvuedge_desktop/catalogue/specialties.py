"""Who bills which code: Medicare fee-for-service of 2023, by specialty."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from rvuedge_desktop.domain.errors import BadInputError

SPECIALTIES_FILE, USE_FILE = "specialties.csv", "specialty_use.csv"
SPECIALTY_COLUMNS = ("number", "name")
USE_COLUMNS = ("specialty", "code", "clinicians", "services")
NATION = "All specialties"
"""Number 0: what a code counts over all of them."""
YEAR = 2023

_REPAIR = "Install the program anew"
T = TypeVar("T")


class SpecialtyUse(NamedTuple):
    """How often a specialty bills a code.

    Attributes:
        specialty: its number; 0 for all of them together.
        code: five characters.
        clinicians: how many billed it; None where it is not among the code's five leading specialties.
        services: how many; None where it is not among the specialty's fifty leading codes.
    """

    specialty: int
    code: str
    clinicians: int | None
    services: int | None


def read_specialties(path: Path) -> dict[int, str]:
    """The names of specialties by number.

    Raises:
        BadInputError: a line is not as it must be; the message names it.
    """
    return dict(_rows(path, SPECIALTY_COLUMNS, lambda cells: (_number(cells[0]), cells[1])))


def read_specialty_use(path: Path) -> Iterator[SpecialtyUse]:
    """How often each specialty bills each code. Raises as `read_specialties`."""
    yield from _rows(path, USE_COLUMNS, _use)


def _use(cells: list[str]) -> SpecialtyUse:
    number, code, clinicians, services = cells
    return SpecialtyUse(_number(number), code, _count(clinicians), _count(services))


def _rows(path: Path, columns: tuple[str, ...], make: Callable[[list[str]], T]) -> Iterator[T]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path.name} can't be read: {error}", _REPAIR) from error
    if lines[:1] != [",".join(columns)]:
        raise BadInputError(f"The header row of {path.name} is not the one expected", _REPAIR)
    for line_number, line in enumerate(lines[1:], 2):
        cells = line.split(",")
        if len(cells) != len(columns):
            raise BadInputError(f"{path.name}, line {line_number} is not as it must be", _REPAIR)
        try:
            row = make(cells)
        except ValueError as error:
            raise BadInputError(f"{path.name}, line {line_number}: {error}", _REPAIR) from error
        yield row


def _count(text: str) -> int | None:
    return _number(text) if text else None


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r} is not a number")
    return int(text)
