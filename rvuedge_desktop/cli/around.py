"""The options that say what surrounds the codes, gathered into one value."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import click

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.domain.marks import read_marks
from rvuedge_desktop.domain.places import PLACES
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.circumstances import Circumstances, place_of
from rvuedge_desktop.services.desk import Desk

_Command = Callable[..., None]


class Around(NamedTuple):
    """What the options said; None where they said nothing, which is not an empty text.

    A site comes without its @, a tag without its #.
    """

    setting: Setting | None
    pos: str | None
    locality: str | None
    site: str | None
    note: str | None
    tag: str | None
    role: str | None
    provider: str | None


_OPTIONS = (
    click.option("--setting", type=click.Choice(("office", "facility")), help="Which practice expense."),
    click.option("--pos", metavar="NN", help="Place of service, two digits."),
    click.option(
        "--locality", metavar="L", help="Whose indices: MAC and number (15202-00), a ZIP code, a place."
    ),
    click.option("--site", metavar="NAME", help="One of your own places, as @NAME in an item."),
    click.option("--note", metavar="TEXT"),
    click.option("--tag", metavar="TEXT", help="What entries of one patient share, as #TEXT in an item."),
    click.option("--role", metavar="ROLE", help="Your part in it, such as assistant."),
    click.option("--provider", metavar="NAME", help="Who did it."),
)


def around_options(function: _Command) -> _Command:
    """Give a command these options, handed to it as `around`."""

    @wraps(function)
    def gathered(*arguments: object, **named: object) -> None:
        said: dict[str, Any] = {name: named.pop(name) for name in Around._fields}
        for name, sign in (("site", "@"), ("tag", "#")):
            said[name] = None if said[name] is None else said[name].removeprefix(sign)
        function(*arguments, around=Around(**said), **named)

    command: _Command = gathered
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def circumstances_of(desk: Desk, around: Around) -> Circumstances:
    """What surrounds the codes, and what is preferred where the options say nothing.

    Raises:
        BadInputError: the options contradict each other, or name what does not exist.
    """
    check_place(desk, around.site or "", around.setting, around.pos)
    return Circumstances(
        setting=around.setting or (None if around.pos else desk.preferences.setting),
        pos=around.pos or "",
        locality=around.locality or "",
        site=around.site or "",
        note=around.note or "",
        tag=around.tag or "",
        role=around.role or "",
        provider=around.provider,
    )


def check_place(desk: Desk, site: str, setting: Setting | None, pos: str | None) -> None:
    """Refuse a site beside a setting or a place of service that is not its own.

    Raises:
        BadInputError: they contradict each other, or there is no such site or place.
    """
    if not site:
        return
    found = desk.sites.named(site)
    for option, is_other in (
        (f"--pos {pos}", bool(pos) and pos != found.pos),
        (f"--setting {setting}", bool(setting) and setting != PLACES[found.pos].setting),
    ):
        if is_other:
            raise BadInputError(
                f"@{site} is place of service {found.pos} ({PLACES[found.pos].name}), not {option}",
                "Leave one of the two away",
            )


def check_tag(line: str, tag: str) -> None:
    """Refuse a tag beside another one that the line has.

    Raises:
        BadInputError: they differ.
    """
    typed = read_marks(line).tag
    if tag and typed and typed.name != tag:
        raise BadInputError(f"#{typed.name} and --tag {tag} are two tags", "Leave one of the two away")


def with_place(desk: Desk, line: str, around: Around) -> str:
    """A line with the place that the options name, where short names in it may have one of their own.

    What a person names now goes before what was kept. Where the line names a place itself, the two agree.

    Raises:
        BadInputError: they contradict each other, or there is no such site or place.
    """
    site, setting, pos = around.site or "", around.setting, around.pos
    if not (site or setting or pos):
        return line
    number = place_of(setting, pos or "")[1]
    check_place(desk, site, setting, pos)
    mark = read_marks(line).site
    if mark is not None:
        if site and site.lower() != mark.name.lower():
            raise BadInputError(f"@{mark.name} and --site {site} are two places", "Leave one of the two away")
        if desk.sites.find(mark.name):
            check_place(desk, mark.name, setting, pos)
        return line
    return f"{line} @{site or number}" if parse_line(line).findings else line
