"""Read our own descriptions of codes from resources/catalogue: TOML, one file a category, a table a code."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.errors import BadInputError

_TEXTS = ("title", "plain", "context", "unit")
_LISTS = ("also", "documentation", "denials")


@dataclass(frozen=True, slots=True)
class Description:
    """What we say of a code, in our own words. Only the title is always there.

    Attributes:
        code: five characters.
        title: at most 60 characters.
        also: what else people call it, as they type it.
        plain: one sentence that a patient would understand; empty where not written.
        context: when it is used and what tells it from its neighbours; empty where not written.
        unit: what one unit is, timed or not, where it differs from the code's family; empty otherwise.
        documentation: what the note must hold, beyond what its family asks for.
        denials: what payers usually deny, beyond what they do of its family.
    """

    code: str
    title: str
    also: tuple[str, ...] = ()
    plain: str = ""
    context: str = ""
    unit: str = ""
    documentation: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()


def read_descriptions(folder: Path) -> Iterator[Description]:
    """Read every file of the catalogue, in order of file and place.

    Raises:
        BadInputError: a file is not TOML of the form it must have; the message names file and code.
    """
    for path in sorted(folder.glob("*.toml")):
        for code, table in read_tables(path):
            yield _description(path.name, code, table)


def read_tables(path: Path) -> Iterator[tuple[str, object]]:
    """The tables of a file by name, in order.

    Raises:
        BadInputError: it is no TOML.
    """
    try:
        yield from tomllib.loads(path.read_text(encoding="utf-8")).items()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path.name} can't be read: {error}", "Correct it") from error


def texts_and_lists(
    table: object, texts: tuple[str, ...], lists: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]] | None:
    """The texts and the lists of texts of a table; None where it holds anything else."""
    if not isinstance(table, dict) or set(table) - {*texts, *lists}:
        return None
    said = {name: table[name] for name in texts if name in table}
    listed = {name: table[name] for name in lists if name in table}
    if not all(isinstance(text, str) for text in said.values()):
        return None
    if not all(isinstance(one, list) and all(isinstance(x, str) for x in one) for one in listed.values()):
        return None
    return said, {name: tuple(one) for name, one in listed.items()}


def _description(file: str, code: str, table: object) -> Description:
    read = texts_and_lists(table, _TEXTS, _LISTS)
    if read is None or "title" not in read[0] or not is_code(code):
        raise BadInputError(
            f"{file}: the record of {code} is not a title with the texts {', '.join(_TEXTS[1:])}"
            f" and the lists {', '.join(_LISTS)}",
            "Correct it",
        )
    said, listed = read
    return Description(
        code,
        said["title"],
        listed.get("also", ()),
        said.get("plain", ""),
        said.get("context", ""),
        said.get("unit", ""),
        listed.get("documentation", ()),
        listed.get("denials", ()),
    )
