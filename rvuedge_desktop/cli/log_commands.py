"""The commands that write and read the log: add, day, edit, remove, undo, redo, totals."""

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import DashCommand, json_option, line_of, one_item
from rvuedge_desktop.cli.around import (
    Around,
    around_options,
    check_place,
    check_tag,
    circumstances_of,
    with_place,
)
from rvuedge_desktop.cli.entries_out import after_change, day_json
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item, parse_line
from rvuedge_desktop.services.circumstances import Edit, as_typed
from rvuedge_desktop.services.desk import Desk


@click.command(cls=DashCommand)
@click.argument("day", metavar="DATE")
@click.argument("items", metavar="ITEM...", nargs=-1)
@around_options
@json_option
@click.pass_obj
def add(
    session: Session,
    *,
    day: str,
    items: tuple[str, ...],
    around: Around,
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
    check_tag(line, around.tag or "")
    with session.desk() as desk:
        line = with_place(desk, line, around)
        circumstances = circumstances_of(desk, around)
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
@around_options
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
    around: Around,
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
        **around._asdict(),
    )
    if item is not None:
        change = _retyped(change, one_item(item))
    with session.desk() as desk:
        check_place(desk, around.site or "", around.setting, around.pos)
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
