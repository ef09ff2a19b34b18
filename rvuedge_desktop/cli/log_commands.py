"""The commands that write and read the log: add, day, edit, remove, undo, redo, totals."""

from collections.abc import Callable
from typing import TypeVar

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import DashCommand, json_option, line_of, one_item
from rvuedge_desktop.cli.entries_out import after_change, day_json
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item, parse_line
from rvuedge_desktop.domain.marks import read_marks
from rvuedge_desktop.domain.places import PLACES
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.circumstances import Circumstances, Edit, as_typed, place_of
from rvuedge_desktop.services.desk import Desk

_Function = TypeVar("_Function", bound=Callable[..., object])


def circumstances_options(function: _Function) -> _Function:
    """The options that say what surrounds the codes."""
    options = (
        click.option("--setting", type=click.Choice(("office", "facility")), help="Which practice expense."),
        click.option("--pos", metavar="NN", help="Place of service, two digits."),
        click.option(
            "--locality", metavar="L", help="Whose indices: MAC and number (15202-00), a ZIP code, a place."
        ),
        click.option("--site", metavar="NAME", help="One of your own places, as @NAME in an item."),
        click.option("--note", metavar="TEXT"),
        click.option("--tag", metavar="TEXT"),
        click.option("--role", metavar="ROLE", help="Your part in it, such as assistant."),
        click.option("--provider", metavar="NAME", help="Who did it."),
    )
    for option in reversed(options):
        function = option(function)
    return function


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
    if tag and typed and typed.name != tag.removeprefix("#"):
        raise BadInputError(f"#{typed.name} and --tag {tag} are two tags", "Leave one of the two away")


def with_place(desk: Desk, line: str, site: str, setting: Setting | None, pos: str | None) -> str:
    """A line with the place that the options name, where short names in it may have one of their own.

    What a person names now goes before what was kept. Where the line names a place itself, the two agree.

    Raises:
        BadInputError: they contradict each other, or there is no such site or place.
    """
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


def given_circumstances(
    desk: Desk, *, setting: Setting | None, pos: str | None, provider: str | None, **texts: str | None
) -> Circumstances:
    """What the options say surrounds the codes, and what is preferred where they say nothing."""
    given = {name: text or "" for name, text in texts.items()}
    given["site"] = given["site"].removeprefix("@")
    check_place(desk, given["site"], setting, pos)
    return Circumstances(
        setting=setting or (None if pos else desk.preferences.setting),
        pos=pos or "",
        provider=provider,
        **given,
    )


@click.command(cls=DashCommand)
@click.argument("day", metavar="DATE")
@click.argument("items", metavar="ITEM...", nargs=-1)
@circumstances_options
@json_option
@click.pass_obj
def add(
    session: Session,
    *,
    day: str,
    items: tuple[str, ...],
    setting: Setting | None,
    pos: str | None,
    locality: str | None,
    site: str | None,
    note: str | None,
    tag: str | None,
    role: str | None,
    provider: str | None,
    as_json: bool,
) -> None:
    """Log one encounter.

    An ITEM is CODE[-MOD...][ xN][ uM]: N patients had it, M units on the claim of each. Several are
    separated by ; or stand as several arguments: 99214-25, 90853x8, "45385; 45380-59", "97110 u3 x4".
    Anesthesia takes minutes, "00840 95min"; aftercare days, "27447-55 30d"; a place, "99213 @or"; a tag,
    "99213 #knee". Short names stand for their codes, and .. for what was logged last.
    """
    when = session.day(day)
    line = line_of(items)
    if parse_line(line).day:
        raise BadInputError("The day stands before the codes already", "Leave the other one away")
    check_tag(line, tag or "")
    with session.desk() as desk:
        line = with_place(desk, line, (site or "").removeprefix("@"), setting, pos)
        circumstances = given_circumstances(
            desk,
            setting=setting,
            pos=pos,
            locality=locality,
            site=site,
            note=note,
            tag=tag,
            role=role,
            provider=provider,
        )
        entries = desk.logbook.add(line, when, circumstances)
        view = desk.logbook.day(when)
        out = (
            day_json(desk, view._replace(entries=entries))
            if as_json
            else text_out.lines_text([*text_out.entry_lines(entries), text_out.tally_line(when, view.tally)])
        )
    say_done(out)


@click.command(cls=DashCommand)
@click.argument("day", metavar="[DATE]", required=False)
@click.option("--provider", metavar="NAME", help="Only this provider's.")
@json_option
@click.pass_obj
def day(session: Session, day: str | None, provider: str | None, *, as_json: bool) -> None:
    """Show the entries and totals of a day, today where none is named."""
    when = session.day(day)
    with session.desk() as desk:
        view = desk.logbook.day(when, _known(desk, provider))
        title_of = desk.lookup.title
        out = (
            day_json(desk, view, _known(desk, provider))
            if as_json
            else text_out.lines_text(text_out.day_lines(view, title_of))
        )
    say(out)


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--item", metavar="ITEM", help="Code, modifiers, xN and uM anew, such as 99215-25.")
@click.option("--date", "day", metavar="DATE", help="Move to this day.")
@click.option("--patients", metavar="N", type=int, help="How many patients had it.")
@click.option("--units", metavar="M", type=int, help="Units on the claim of each.")
@click.option("--minutes", metavar="T", type=int, help="Minutes of anesthesia; 0 takes them away.")
@click.option("--care-days", metavar="D", type=int, help="Days of aftercare with 55; 0 for all of them.")
@circumstances_options
@json_option
@click.pass_obj
def edit(
    session: Session,
    *,
    ids: tuple[str, ...],
    item: str | None,
    day: str | None,
    patients: int | None,
    units: int | None,
    minutes: int | None,
    care_days: int | None,
    setting: Setting | None,
    pos: str | None,
    locality: str | None,
    site: str | None,
    note: str | None,
    tag: str | None,
    role: str | None,
    provider: str | None,
    as_json: bool,
) -> None:
    """Change entries, named by their number or their unique id of 32 digits.

    What bears on the price prices them anew, by their day of service. An empty text takes a note, tag or
    role away.
    """
    change = Edit(
        patients=patients,
        units_each=units,
        minutes=minutes,
        care_days=care_days,
        day=None if day is None else session.day(day),
        setting=setting,
        pos=pos,
        locality=locality,
        site=None if site is None else site.removeprefix("@"),
        note=note,
        tag=tag,
        role=role,
        provider=provider,
    )
    if item is not None:
        change = _retyped(change, one_item(item))
    with session.desk() as desk:
        check_place(desk, change.site or "", setting, pos)
        numbers = [desk.logbook.entry_number(one) for one in ids]
        before = desk.logbook.entries(numbers)
        entries = desk.logbook.edit(numbers, change)
        out = after_change(desk, entries, [entry.day for entry in (*before, *entries)], as_json=as_json)
    say_done(out)


def _retyped(change: Edit, item: Item) -> Edit:
    """A change that also makes an entry what an item says: code, modifiers, and the counts that it says.

    Raises:
        BadInputError: the item and an option name two different counts.
    """
    typed = as_typed(item)
    return change._replace(
        code=typed.code,
        modifiers=typed.modifiers,
        patients=_count(change.patients, typed.patients, f"{item.text} and --patients"),
        units_each=_count(change.units_each, typed.units_each, f"{item.text} and --units"),
        minutes=_count(change.minutes, typed.minutes, f"{item.text} and --minutes"),
        care_days=_count(change.care_days, typed.care_days, f"{item.text} and --care-days"),
    )


def _count(named: int | None, typed: int | None, both: str) -> int | None:
    """A count by option or in the item; None where neither says it, which leaves it as it is."""
    if named is not None and typed is not None and typed != named:
        raise BadInputError(f"{both} {named} contradict each other", "Leave one of the two away")
    return typed if named is None else named


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@json_option
@click.pass_obj
def remove(session: Session, ids: tuple[str, ...], *, as_json: bool) -> None:
    """Take entries out of the log; undo brings them back."""
    with session.desk() as desk:
        gone = desk.logbook.remove([desk.logbook.entry_number(one) for one in ids])
        out = after_change(desk, gone, [entry.day for entry in gone], as_json=as_json, verb="Removed")
    say_done(out)


@click.command()
@json_option
@click.pass_obj
def undo(session: Session, *, as_json: bool) -> None:
    """Take back the last change to the log, made here or in the window."""
    with session.desk() as desk:
        done = desk.workspace.undo()
    _report(done.label if done else None, "undone", "Took back", "Nothing to undo", as_json=as_json)


@click.command()
@json_option
@click.pass_obj
def redo(session: Session, *, as_json: bool) -> None:
    """Bring back the last change that was taken back."""
    with session.desk() as desk:
        done = desk.workspace.redo()
    _report(done.label if done else None, "redone", "Brought back", "Nothing to redo", as_json=as_json)


def _report(label: str | None, key: str, verb: str, nothing: str, *, as_json: bool) -> None:
    """Say what was taken or brought back. There being nothing is an answer, not a failure."""
    if as_json:
        say_done(json_out.json_text({key: label}))
    else:
        say_done(f"{verb}: {label}\n" if label else f"{nothing}\n")


@click.command()
@click.option("--date", "day", metavar="DATE", help="Up to this day instead of today.")
@click.option("--provider", metavar="NAME", help="Only this provider's.")
@json_option
@click.pass_obj
def totals(session: Session, day: str | None, provider: str | None, *, as_json: bool) -> None:
    """Show day, week, month, quarter, year and contract year to date."""
    when = session.day(day)
    with session.desk() as desk:
        found = desk.reports.totals(when, _known(desk, provider))
    say(
        json_out.json_text(json_out.totals_object(when, found))
        if as_json
        else text_out.lines_text(text_out.totals_lines(when, found))
    )


def _known(desk: Desk, provider: str | None) -> str:
    """A provider of the log by name; empty for all of them."""
    return "" if provider is None else desk.logbook.known_provider(provider)


COMMANDS: dict[str, click.Command] = {
    "add": add,
    "day": day,
    "edit": edit,
    "remove": remove,
    "undo": undo,
    "redo": redo,
    "totals": totals,
}
"""By the name on the command line."""
