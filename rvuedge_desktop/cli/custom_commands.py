"""The commands of the user's own codes: custom list, set, remove."""

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import json_option
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.custom_codes import CustomCode, parse_wrvu
from rvuedge_desktop.domain.periods import Period

_NEXT, _ALL, _FROM = "next", "all", "from "


@click.group()
def custom() -> None:
    """Codes of your own, Z0001 and on, with your own wRVU: apart in every total.

    No schedule prices them and no contract credits them. They are logged like any code.
    """


@custom.command("list")
@json_option
@click.pass_obj
def list_codes(session: Session, *, as_json: bool) -> None:
    """List every code of your own."""
    with session.desk() as desk:
        codes = [(one, desk.custom_codes.entries_of(one.code)) for one in desk.custom_codes.all()]
    if as_json:
        say(json_out.json_text([code_object(one, entries) for one, entries in codes]))
        return
    rows = [
        [one.code, json_out.rvu(one.wrvu) or "", text_out.plural(entries, "entry"), one.title]
        for one, entries in codes
    ]
    head = ["code", "own wRVU", "", ""]
    nothing = ['No codes of your own. Make one: rvuedge custom set next "Call, weekday night" --wrvu 2']
    say(text_out.lines_text(text_out.table([head, *rows], {1, 2}) if rows else nothing))


@custom.command("set")
@click.argument("code", metavar="CODE|next")
@click.argument("title", metavar="TITLE")
@click.option("--wrvu", metavar="X", required=True, help="Your own wRVU of one unit, four decimals at most.")
@click.option(
    "--entries",
    "which",
    metavar="all|DATE",
    help="Give entries there are the value too: all of them, or those from DATE on. Others keep theirs.",
)
@json_option
@click.pass_obj
def set_code(session: Session, code: str, title: str, wrvu: str, which: str | None, *, as_json: bool) -> None:
    """Make a code of your own, or change one: Z and four digits, or `next` for the next free number."""
    value = parse_wrvu(wrvu)
    period = None if which is None else _days(session, which)
    with session.desk() as desk:
        number = "" if code.strip().casefold() == _NEXT else code
        kept = desk.custom_codes.put(number, title, value, period)
        entries = desk.custom_codes.entries_of(kept.code.code)
    if as_json:
        say_done(json_out.json_text({**code_object(kept.code, entries), "entries_changed": kept.changed}))
        return
    changed = f", {text_out.plural(kept.changed, 'entry')} changed" if kept.changed else ""
    say_done(f"{kept.code.code}  {kept.code.title}: {json_out.rvu(kept.code.wrvu)} own wRVU{changed}\n")


@custom.command("remove")
@click.argument("code", metavar="CODE")
@json_option
@click.pass_obj
def remove_code(session: Session, code: str, *, as_json: bool) -> None:
    """Take away a code of your own that no entry has."""
    with session.desk() as desk:
        gone = desk.custom_codes.remove(code)
    said = json_out.json_text({"removed": gone.code}) if as_json else f"Removed {gone.code}  {gone.title}\n"
    say_done(said)


def _days(session: Session, which: str) -> Period:
    """The days whose entries take a new value: all of them, or those from a day on, also as `from DAY`.

    Raises:
        BadInputError: it names no day that can be logged.
    """
    word = which.strip().casefold().removeprefix(_FROM).strip()
    from rvuedge_desktop.services.custom_codes import EVERY_DAY  # noqa: PLC0415 - not to name a command

    return EVERY_DAY if word == _ALL else EVERY_DAY._replace(first=session.day(word))


def code_object(code: CustomCode, entries: int) -> json_out.Json:
    """A code as JSON, with how many entries have it."""
    return {
        "code": code.code,
        "title": code.title,
        "custom_wrvu": json_out.rvu(code.wrvu),
        "entries": entries,
    }


COMMANDS: dict[str, click.Command] = {"custom": custom}
"""By the name on the command line."""
