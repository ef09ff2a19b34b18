"""The commands that tell what was, and put back what was removed: history, removed, restore."""

from typing import TYPE_CHECKING

import click

from rvuedge_desktop.cli import history_out, json_out, text_out
from rvuedge_desktop.cli.arguments import json_option
from rvuedge_desktop.cli.entries_out import after_change
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period, month_of, parse_month

if TYPE_CHECKING:
    from datetime import date


_SHOWN = 50
"""Changes or entries that are printed, unless more are asked for."""
_TOUCHED = 50
"""Entries of one change that JSON tells of; `entries` says how many there are."""

_month_option = click.option("--month", metavar="YYYY-MM", help="Days of service of this month.")
_limit_option = click.option(
    "--limit", metavar="N", type=click.IntRange(1), default=_SHOWN, show_default=True, help="At most so many."
)


@click.command()
@click.argument("entry_id", metavar="[ID]", required=False)
@_month_option
@click.option("--from", "first_day", metavar="DATE", help="Days of service from this one.")
@click.option("--to", "last_day", metavar="DATE", help="Up to this one; today where it is not named.")
@click.option("--provider", metavar="NAME", help="Only changes of this provider's entries.")
@_limit_option
@json_option
@click.pass_obj
def history(
    session: Session,
    *,
    entry_id: str | None,
    month: str | None,
    first_day: str | None,
    last_day: str | None,
    provider: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Show what an entry was, or who changed the entries of a period; this month's by itself.

    An entry is named by its number or its unique id, also after it was removed. A period is one of days of
    service: a change counts where it touched an entry of those days.
    """
    if entry_id is not None:
        if month or first_day or last_day or provider is not None:
            raise BadInputError("An entry and a period can't both be shown", "Name one of them")
        _show_entry(session, entry_id, as_json=as_json)
        return
    period = _period(session, month, first_day, last_day)
    with session.desk() as desk:
        name = "" if provider is None else desk.logbook.known_provider(provider)
        numbers = desk.history.between(period, name)
        spans = desk.history.changes(numbers[:limit])
        if as_json:
            found = [(span, desk.history.of_change(span.change.id, _TOUCHED)) for span in spans]
            out = json_out.json_text(history_out.changes_object(period, len(numbers), found))
        else:
            out = text_out.lines_text(history_out.changes_lines(period, len(numbers), spans))
    say(out)


def _show_entry(session: Session, entry_id: str, *, as_json: bool) -> None:
    with session.desk() as desk:
        versions = desk.history.of_entry(desk.history.entry_number(entry_id))[::-1]
        if as_json:
            out = json_out.json_text(history_out.versions_object(versions, desk.lookup.title))
        else:
            out = text_out.lines_text(history_out.versions_lines(versions))
    say(out)


def _period(session: Session, month: str | None, first_day: str | None, last_day: str | None) -> Period:
    """The period that the options name.

    Raises:
        BadInputError: they name none, or two.
    """
    today: date = session.setup.today()
    if first_day is None and last_day is None:
        return month_of(today) if month is None else parse_month(month)
    if month is not None or first_day is None:
        raise BadInputError(
            "A period is a month, or has a first day", "Write --month YYYY-MM, or --from and --to"
        )
    period = Period(session.day(first_day), session.day(last_day))
    if period.last < period.first:
        raise BadInputError(f"{period.last} is before {period.first}", "Write the earlier day after --from")
    return period


@click.command()
@_month_option
@_limit_option
@json_option
@click.pass_obj
def removed(session: Session, month: str | None, limit: int, *, as_json: bool) -> None:
    """List the entries that were removed, or taken back by undo; restore puts them back."""
    period = None if month is None else parse_month(month)
    with session.desk() as desk:
        keys = desk.history.removed(period)
        found = desk.history.removed_entries(keys[:limit])
        if as_json:
            out = json_out.json_text(history_out.removed_object(len(keys), found, desk.lookup.title))
        else:
            out = text_out.lines_text(history_out.removed_lines(len(keys), found))
    say(out)


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@json_option
@click.pass_obj
def restore(session: Session, ids: tuple[str, ...], *, as_json: bool) -> None:
    """Put removed entries back, named by their number or their unique id; undo removes them again.

    They keep number, encounter and note, and are priced by the fee schedules at hand now.
    """
    with session.desk() as desk:
        entries = desk.history.restore([desk.history.entry_number(one) for one in ids])
        out = after_change(desk, entries, as_json=as_json, verb="Restored")
    say_done(out)


COMMANDS: dict[str, click.Command] = {"history": history, "removed": removed, "restore": restore}
"""By the name on the command line."""
