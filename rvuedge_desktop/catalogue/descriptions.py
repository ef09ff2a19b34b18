"""Read our own descriptions of codes from resources/catalogue: TOML, one file a category, a table a code."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Description:
    """What we say of a code, in our own words.

    Attributes:
        code: five characters.
        title: at most 60 characters.
        plain: one sentence that a patient would understand.
        also: what else people call it, as they type it.
    """

    code: str
    title: str
    plain: str
    also: tuple[str, ...]


def read_descriptions(folder: Path) -> Iterator[Description]:
    """Read every file of the catalogue, in order of file and place.

    Raises:
        BadInputError: a file is not TOML of the form it must have; the message names file and code.
    """
    for path in sorted(folder.glob("*.toml")):
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadInputError(f"{path.name} can't be read: {error}", "Correct it") from error
        for code, table in tables.items():
            yield _description(path.name, code, table)


def _description(file: str, code: str, table: object) -> Description:
    match table:
        case {"title": str(title), "plain": str(plain), "also": list(also), **others} if (
            not others and is_code(code)
        ):
            return Description(code, title, plain, tuple(str(name) for name in also))
        case _:
            raise BadInputError(
                f"{file}: the record of {code} is not a title, a sentence `plain` and a list `also`",
                "Correct it",
            )
