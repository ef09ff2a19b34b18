"""The commands for what is logged again and again: same, fill, shortcut, clinic."""

from collections.abc import Sequence
from datetime import date

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import DashCommand, json_option, line_of, provider_option, whose
from rvuedge_desktop.cli.around import Around, around_options, check_tag, circumstances_of, with_place
from rvuedge_desktop.cli.entries_out import after_change
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.clinics import Clinic, parse_last_day
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.shortcuts import Shortcut
from rvuedge_desktop.domain.weekdays import EVERY_DAY, days_of, parse_range, parse_weekdays
from rvuedge_desktop.services.circumstances import folded_name
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.providers import EVERYBODY
from rvuedge_desktop.services.templates import EncounterDraft

_dry_run = click.option("--dry-run", is_flag=True, help="Show the draft and log nothing.")


@click.command(cls=DashCommand)
@click.argument("day", metavar="DATE")
@click.option("--as", "source", metavar="DATE", help="The day to repeat; else the last one with entries.")
@click.option("--provider", metavar="NAME|all", help="Whose; that of new entries where none is named.")
@_dry_run
@json_option
@click.pass_obj
def same(
    session: Session, day: str, source: str | None, provider: str | None, *, dry_run: bool, as_json: bool
) -> None:
    """Log the same as on another day, priced for DATE. Notes are not repeated: they are of one patient."""
    when = session.day(day)
    with session.desk() as desk:
        who = _whose_day(desk, provider)
        before = session.day(source) if source is not None else desk.templates.day_before(when, who)
        if before is None:
            raise BadInputError(f"Nothing was logged before {when}", "Name a day: --as DATE")
        drafts = desk.templates.same_as(before, when, who)
        if not drafts:
            raise BadInputError(f"Nothing is logged on {before}", "Name another day: --as DATE")
        out = _done(
            desk, drafts, [when], f"Same as {before}", dry_run=dry_run, as_json=as_json, source=before
        )
    (say if dry_run else say_done)(out)


def _whose_day(desk: Desk, provider: str | None) -> str:
    """Whose day is repeated: nobody logs a colleague's work by leaving an option away."""
    if provider is not None and folded_name(provider.strip()) == EVERYBODY:
        return ""
    return desk.logbook.known_provider(whose(desk, provider))


@click.command(cls=DashCommand)
@click.argument("days", metavar="DATE..DATE")
@click.argument("items", metavar="ITEM...", nargs=-1, required=True)
@click.option("--weekdays", metavar="1-5", help="Only on these: 1-5, 24, mon wed; 1 is Monday.")
@click.option("--skip-worked", is_flag=True, help="Leave out days on which the provider has entries.")
@around_options
@_dry_run
@json_option
@click.pass_obj
def fill(
    session: Session,
    *,
    days: str,
    items: tuple[str, ...],
    weekdays: str | None,
    skip_worked: bool,
    around: Around,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Log one encounter on each of several days: 2026-07-06..2026-07-10 "99213x12".

    An ITEM is written as for add. All days are one change, so that one undo takes them back.
    """
    period = parse_range(days, session.setup.today())
    chosen = days_of(period, EVERY_DAY if weekdays is None else parse_weekdays(weekdays))
    line = line_of(items)
    check_tag(line, around.tag or "")
    with session.desk() as desk:
        line = with_place(desk, line, around)
        named = around._replace(provider=whose(desk, around.provider))
        draft = EncounterDraft(line, circumstances_of(desk, named))
        if skip_worked:
            worked = set(desk.templates.worked(chosen, [draft]))
            if chosen and worked.issuperset(chosen):
                raise BadInputError(
                    "Every one of these days has entries already", "Choose others, or do not skip them"
                )
            chosen = tuple(one for one in chosen if one not in worked)
        out = _done(desk, [draft], chosen, f"Filled {days}", dry_run=dry_run, as_json=as_json)
    (say if dry_run else say_done)(out)


def _done(
    desk: Desk,
    drafts: Sequence[EncounterDraft],
    days: Sequence[date],
    label: str,
    *,
    dry_run: bool,
    as_json: bool,
    source: date | None = None,
) -> str:
    """Log drafts on days, or only show them; gives what is to be printed."""
    if not dry_run:
        return after_change(desk, desk.templates.log(drafts, days, label), as_json=as_json)
    if as_json:
        repeated = {} if source is None else {"as": source.isoformat()}
        return json_out.json_text({**repeated, **_draft_object(desk, drafts, days)})
    head = [] if source is None else [f"As on {text_out.day_name(source)}"]
    return text_out.lines_text([*head, *_draft_lines(desk, drafts, days), "Nothing was logged"])


def _draft_lines(desk: Desk, drafts: Sequence[EncounterDraft], days: Sequence[date]) -> list[str]:
    """Drafts, a line each with what it is worth on the first day; then all of them on all days."""
    worth = desk.templates.worth(drafts, days)
    rows = [
        [
            draft.line,
            f"@{draft.circumstances.site}" if draft.circumstances.site else draft.circumstances.pos,
            f"#{draft.circumstances.tag}" if draft.circumstances.tag else "",
            f"{text_out.rvu(read.wrvu)} wRVU",
            text_out.dollars(read.amount),
            str(read.findings[0]) if read.findings else "",
        ]
        for draft, read in zip(drafts, worth.each, strict=False)
    ]
    span = f"{days[0]}..{days[-1]}, {len(days)} days" if len(days) > 1 else str(*days)
    total = f"{span}: {text_out.rvu(worth.wrvu)} wRVU, {text_out.dollars(worth.amount)}"
    return [*(text_out.table(rows, {3, 4}) if rows else []), total if days else "No day to log on"]


def _draft_object(desk: Desk, drafts: Sequence[EncounterDraft], days: Sequence[date]) -> json_out.Json:
    worth = desk.templates.worth(drafts, days)
    return {
        "days": [day.isoformat() for day in days],
        "drafts": [
            {
                "line": draft.line,
                "site": draft.circumstances.site or None,
                "setting": draft.circumstances.setting,
                "pos": draft.circumstances.pos or None,
                "locality": draft.circumstances.locality or None,
                "role": draft.circumstances.role or None,
                "tag": draft.circumstances.tag or None,
                "provider": draft.circumstances.provider,
                "schedule_wrvu": json_out.rvu(read.wrvu),
                "medicare_amount": json_out.dollars(read.amount),
                "findings": [str(finding) for finding in read.findings],
            }
            for draft, read in zip(drafts, worth.each, strict=False)
        ],
        "schedule_wrvu": json_out.rvu(worth.wrvu),
        "medicare_amount": json_out.dollars(worth.amount),
    }


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


@click.group()
def clinic() -> None:
    """Clinics that come round: offered on their days as a draft, in the window and by due."""


@clinic.command("list")
@json_option
@click.pass_obj
def list_clinics(session: Session, *, as_json: bool) -> None:
    """List every clinic."""
    with session.desk() as desk:
        found = desk.clinics.all()
    if as_json:
        say(json_out.json_text([_clinic_object(one) for one in found]))
        return
    rows = [[one.name, one.provider, one.when, "  |  ".join(one.lines)] for one in found]
    say(
        text_out.lines_text(
            text_out.table(rows, ())
            if rows
            else ["No clinics. Make one: rvuedge clinic set Tuesday 99213x12 --weekdays tue"]
        )
    )


def _owner(desk: Desk, name: str, provider: str | None) -> str:
    """Whose a clinic is to be: a changed one stays with who has it, unless somebody else is named."""
    known = {folded_name(one.name): one.provider for one in desk.clinics.all()}
    kept = known.get(folded_name(name.strip()))
    return kept if provider is None and kept else whose(desk, provider)


@clinic.command("set", cls=DashCommand)
@click.argument("name", metavar="NAME")
@click.argument("lines", metavar="LINE...", nargs=-1, required=True)
@click.option("--weekdays", metavar="24", required=True, help="Held on: 1-5, 24, mon wed; 1 is Monday.")
@click.option("--every", "every_weeks", metavar="N", type=int, default=1, help="Every how many weeks.")
@click.option("--from", "first", metavar="DATE", help="The first day, from which weeks count; else today.")
@click.option("--to", "last", metavar="DATE", default="", help="The last day; no end where absent.")
@provider_option
@json_option
@click.pass_obj
def set_clinic(
    session: Session,
    *,
    name: str,
    lines: tuple[str, ...],
    weekdays: str,
    every_weeks: int,
    first: str | None,
    last: str,
    provider: str | None,
    as_json: bool,
) -> None:
    """Make a clinic, or change one. Every LINE is one encounter, as for add."""
    begins, ends = session.day(first), parse_last_day(last, session.setup.today())
    held = parse_weekdays(weekdays)
    with session.desk() as desk:
        owner = _owner(desk, name, provider)
        kept = desk.clinics.put(Clinic(name, owner, held, every_weeks, begins, ends, lines))
    if as_json:
        say_done(json_out.json_text(_clinic_object(kept)))
    else:
        say_done(f"{kept.name}: {kept.when}, {text_out.plural(len(kept.lines), 'line')}\n")


@clinic.command("remove")
@click.argument("name", metavar="NAME")
@json_option
@click.pass_obj
def remove_clinic(session: Session, name: str, *, as_json: bool) -> None:
    """Take a clinic away; what was logged of it stays."""
    with session.desk() as desk:
        gone = desk.clinics.named(name)
        desk.clinics.remove(name)
    if as_json:
        say_done(json_out.json_text({"removed": gone.name}))
    else:
        say_done(f"Removed {gone.name}\n")


@clinic.command("due", cls=DashCommand)
@click.argument("day", metavar="[DATE]", required=False)
@click.option("--provider", metavar="NAME", default="", help="Only this provider's.")
@json_option
@click.pass_obj
def due_clinics(session: Session, day: str | None, provider: str, *, as_json: bool) -> None:
    """Show the clinics held on a day that are neither logged nor dismissed, with their drafts."""
    when = session.day(day)
    with session.desk() as desk:
        due = desk.clinics.due(when, provider)
        if as_json:
            out = json_out.json_text(
                [{"clinic": one.clinic.name, **_draft_object(desk, one.drafts, [when])} for one in due]
            )
        else:
            lines = [
                line for one in due for line in (one.clinic.name, *_draft_lines(desk, one.drafts, [when]))
            ]
            out = text_out.lines_text(lines or [f"No clinic is due on {when}"])
    say(out)


@clinic.command("log", cls=DashCommand)
@click.argument("name", metavar="NAME")
@click.argument("day", metavar="[DATE]", required=False)
@click.option("--again", is_flag=True, help="Also where the day has it already.")
@json_option
@click.pass_obj
def log_clinic(session: Session, name: str, day: str | None, *, again: bool, as_json: bool) -> None:
    """Log the usual lines of a clinic on a day, today where none is named."""
    when = session.day(day)
    with session.desk() as desk:
        held = desk.clinics.named(name)
        if desk.clinics.is_logged(held, when) and not again:
            raise BadInputError(f"{held.name} is logged on {when}", "Add --again to log it once more")
        entries = desk.clinics.confirm(held, when, desk.clinics.drafts(held))
        out = after_change(desk, entries, as_json=as_json)
    say_done(out)


def _clinic_object(one: Clinic) -> json_out.Json:
    return {
        "name": one.name,
        "provider": one.provider,
        "weekdays": list(one.weekdays),
        "every_weeks": one.every_weeks,
        "first_day": one.first_day.isoformat(),
        "last_day": None if one.last_day is None else one.last_day.isoformat(),
        "lines": list(one.lines),
    }


COMMANDS: dict[str, click.Command] = {"same": same, "fill": fill, "shortcut": shortcut, "clinic": clinic}
"""By the name on the command line."""
