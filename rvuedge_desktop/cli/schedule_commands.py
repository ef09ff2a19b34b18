"""The commands of the fee schedule: schedule list, import, diff, remove, reprice; and of NCCI's pairs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rvuedge_desktop.cli import json_out, schedule_out, text_out
from rvuedge_desktop.cli.arguments import json_option
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.group()
def schedule() -> None:
    """The releases of Medicare's fee schedule: what is bundled, and what you load from CMS."""


@schedule.command("list")
@json_option
@click.pass_obj
def list_releases(session: Session, *, as_json: bool) -> None:
    """List every release at hand, bundled or loaded, and the NCCI pairs that are loaded."""
    with session.desk() as desk:
        held, pairs = desk.releases.held(), desk.pairs.loaded
    say(
        json_out.json_text(schedule_out.held_list(held, pairs))
        if as_json
        else text_out.lines_text(schedule_out.held_lines(held, pairs))
    )


@schedule.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what it would change, and load nothing.")
@click.option("--reprice", is_flag=True, help="Also price the entries of its days anew, as one change.")
@click.option("--quarter", metavar="2026Q2", help="NCCI pairs: their quarter, where no file name says it.")
@json_option
@click.pass_obj
def import_files(
    session: Session,
    files: tuple[str, ...],
    *,
    dry_run: bool,
    reprice: bool,
    quarter: str | None,
    as_json: bool,
) -> None:
    """Load a release from a file of CMS: the zip, or the csv, txt or xlsx in it. Or load NCCI pairs.

    A release prices what is logged from now on. Entries stay as they are, unless --reprice is given.

    NCCI pairs are the practitioner files (ccipra) of a quarter, all four parts together; they take the place
    of pairs loaded before, and price nothing.
    """
    from rvuedge_desktop.services.pairs import are_pairs  # noqa: PLC0415 - what reads takes time to import
    from rvuedge_desktop.services.releases import read_files  # noqa: PLC0415 - the same

    paths = [Path(one) for one in files]
    if are_pairs(paths):
        if reprice:
            raise BadInputError("NCCI pairs price nothing", "Leave --reprice out")
        _import_pairs(session, paths, quarter, dry_run=dry_run, as_json=as_json)
        return
    if quarter is not None:
        raise BadInputError("--quarter is for NCCI pairs alone", "A release says its quarter itself")
    bundle = read_files(paths)
    with session.desk() as desk:
        report = desk.releases.report(bundle)
        repriced = 0
        if not dry_run:
            desk.releases.load(report)
            if reprice:
                name = report.release.name
                repriced = desk.releases.reprice(desk.releases.days_of(name), f"Priced anew by {name}")
        title_of = desk.lookup.title
        out = (
            json_out.json_text(schedule_out.report_object(report, loaded=not dry_run, repriced=repriced))
            if as_json
            else text_out.lines_text(
                schedule_out.report_lines(report, title_of, loaded=not dry_run, repriced=repriced)
            )
        )
    (say if dry_run else say_done)(out)


def _import_pairs(
    session: Session, paths: "Sequence[Path]", quarter: str | None, *, dry_run: bool, as_json: bool
) -> None:
    from rvuedge_desktop.services.pairs import quarter_named, read_pair_files  # noqa: PLC0415 - as above

    published = read_pair_files(paths, quarter=None if quarter is None else quarter_named(quarter))
    with session.desk() as desk:
        report = desk.pairs.report(published)
        load = None if dry_run else desk.pairs.load(published)
    (say if dry_run else say_done)(
        json_out.json_text(schedule_out.pairs_object(report, load))
        if as_json
        else text_out.lines_text(schedule_out.pairs_lines(report, load))
    )


@schedule.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@json_option
@click.pass_obj
def diff(session: Session, before: str, after: str, *, as_json: bool) -> None:
    """Show what release B changes against release A, such as RVU25D RVU26B."""
    with session.desk() as desk:
        old, new = desk.releases.named(before).release, desk.releases.named(after).release
        changes = desk.releases.compare(before, after)
    say(
        json_out.json_text({"before": old.name, "after": new.name, **schedule_out.changes_object(changes)})
        if as_json
        else text_out.lines_text(schedule_out.changes_lines(old.name, new.name, changes))
    )


@schedule.command()
@click.argument("name", metavar="RELEASE")
@click.pass_obj
def remove(session: Session, name: str) -> None:
    """Take a release away that you loaded, or NCCI pairs; entries keep what they were priced at."""
    with session.desk() as desk:
        if desk.pairs.is_named(name):
            gone = desk.pairs.remove(name)
            say_done(f"Removed {gone.name}, {schedule_out.pair_count(gone.count)}. No entry changed\n")
            return
        release = desk.releases.remove(name)
    say_done(f"Removed {release.name}. Entries keep their prices\n")


@schedule.command()
@click.argument("name", metavar="RELEASE")
@json_option
@click.pass_obj
def reprice(session: Session, name: str, *, as_json: bool) -> None:
    """Price the entries of a release's days anew, as one change; undo puts the old prices back."""
    with session.desk() as desk:
        release = desk.releases.named(name).release
        period = desk.releases.days_of(name)
        count = desk.releases.reprice(period, f"Priced anew by {release.name}")
    say_done(
        json_out.json_text(
            {
                "release": release.name,
                "from": period.first.isoformat(),
                "to": period.last.isoformat(),
                "repriced": count,
            }
        )
        if as_json
        else f"{text_out.plural(count, 'entry')} from {period.first} to {period.last} priced anew\n"
    )


COMMANDS: dict[str, click.Command] = {"schedule": schedule}
"""By the name on the command line."""
