"""The commands for what is logged again and again: shortcut."""

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import DashCommand, json_option, line_of
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.shortcuts import Shortcut


@click.group()
def shortcut() -> None:
    """Your own short names: lapchole for a code, postop for a bundle of several."""


@shortcut.command("list")
@json_option
@click.pass_obj
def list_shortcuts(session: Session, *, as_json: bool) -> None:
    """List every short name."""
    with session.desk() as desk:
        found = desk.shortcuts.all()
    if as_json:
        say(json_out.json_text([_shortcut_object(one) for one in found]))
        return
    rows = [[one.name, one.line, one.title] for one in found]
    say(
        text_out.lines_text(
            text_out.table(rows, ())
            if rows
            else ["No short names. Make one: rvuedge shortcut set lapchole 47562"]
        )
    )


@shortcut.command("set", cls=DashCommand)
@click.argument("name", metavar="NAME")
@click.argument("line", metavar="LINE...", nargs=-1, required=True)
@click.option("--title", metavar="TEXT", default="", help="Your own words for it.")
@json_option
@click.pass_obj
def set_shortcut(session: Session, name: str, line: tuple[str, ...], title: str, *, as_json: bool) -> None:
    """Make a short name, or change one: what would be typed, such as "99214-25; 90833; G2211"."""
    with session.desk() as desk:
        kept = desk.shortcuts.put(name, line_of(line), title)
    if as_json:
        say_done(json_out.json_text(_shortcut_object(kept)))
    else:
        say_done(f"{kept.name}: {kept.line}\n")


@shortcut.command("remove")
@click.argument("name", metavar="NAME")
@json_option
@click.pass_obj
def remove_shortcut(session: Session, name: str, *, as_json: bool) -> None:
    """Take a short name away; what was logged with it stays."""
    with session.desk() as desk:
        gone = desk.shortcuts.named(name)
        desk.shortcuts.remove(name)
    if as_json:
        say_done(json_out.json_text({"removed": gone.name}))
    else:
        say_done(f"Removed {gone.name}\n")


def _shortcut_object(one: Shortcut) -> json_out.Json:
    return {"name": one.name, "line": one.line, "title": one.title or None}


COMMANDS: dict[str, click.Command] = {"shortcut": shortcut}
"""By the name on the command line."""
