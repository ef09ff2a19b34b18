"""Arguments that click does not know: days such as `-3`, and the parts of a quick-entry line."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.entry_line import MARK
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item, parse_line

if TYPE_CHECKING:
    from rvuedge_desktop.services.desk import Desk

_DAYS_AGO = re.compile(r"-[0-9]+(?:\.\..*)?", re.ASCII)
_MODIFIERS = re.compile(r"(?:-[0-9A-Za-z]{2})+", re.ASCII)
_COUNT_STARTS = ("x", "u", "*", "\u00d7")
_MEASURE = re.compile(r"[0-9]+(?:m|min|d|days?)", re.ASCII)

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
"""Every command that prints figures has it."""
provider_option = click.option(
    "--provider", metavar="NAME", help="Whose; otherwise of whoever was chosen with provider use."
)
"""Whose, where one provider is meant and not all; `whose` says who it is where none is named."""


def whose(desk: "Desk", named: str | None) -> str:
    """The provider that an option names, else the one whose new entries are.

    Raises:
        OperationFailedError: the log could not be read.
    """
    return desk.providers.whose().new if named is None else named


class DashCommand(click.Command):
    """A command whose arguments may begin with a dash: `-3` (days ago), `-25` (a modifier), `-7..today`.

    What begins with a dash and is neither is still refused as an option that does not exist.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises:
            click.NoSuchOption: there is an option that does not exist.
        """
        ctx.ignore_unknown_options = True
        self._refuse_unknown(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_unknown(self, ctx: click.Context, args: list[str]) -> None:
        options = {
            name: option
            for option in self.get_params(ctx)
            if isinstance(option, click.Option)
            for name in option.opts
        }
        words = iter(args)
        for word in words:
            name, equals, _ = word.partition("=")
            if word == "--":
                return
            if name in options:
                if not equals and not options[name].is_flag:
                    next(words, None)  # the option's value, whatever it begins with
            elif word.startswith("-") and not (_DAYS_AGO.fullmatch(word) or _MODIFIERS.fullmatch(word)):
                raise click.NoSuchOption(name, ctx=ctx)


def line_of(words: Sequence[str]) -> str:
    """Several arguments as one quick-entry line: `97110 u3 x4 @or` is one item, `99214 90833` are two."""
    line = ""
    for word in words:
        low = word.lower()
        counts = (low.startswith(_COUNT_STARTS) or _MEASURE.fullmatch(low)) and not is_code(word.upper())
        line += (" " if counts or word.startswith("-") or MARK.fullmatch(word) else ";") + word
    return line.removeprefix(";")


def one_item(text: str) -> Item:
    """The only item of a text.

    Raises:
        BadInputError: it can't be read, or there are several.
    """
    parsed = parse_line(text)
    if parsed.findings:
        raise BadInputError(parsed.findings[0].what, parsed.findings[0].fix)
    if len(parsed.items) > 1:
        raise BadInputError("There is more than one code", "Write one, such as 99214-25")
    if parsed.site:
        raise BadInputError(f"@{parsed.site.name} can't stand here", "Leave it away, or use --site")
    if parsed.tag:
        raise BadInputError(f"#{parsed.tag.name} can't stand here", "Leave it away, or use --tag")
    if parsed.day:
        raise BadInputError(f"{parsed.day.name}: can't stand here", "Leave it away, or use --date")
    return parsed.items[0]
