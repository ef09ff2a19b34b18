"""The command that looks the installation and the log over: doctor."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import json_option
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.services.doctor import check_up

if TYPE_CHECKING:
    from rvuedge_desktop.domain.rates import Release


@click.command()
@json_option
@click.pass_obj
def doctor(session: Session, *, as_json: bool) -> int:
    """Show versions, folders and the bundled releases, and check the log. Nothing is changed.

    Exit code 1 where the log is unsound or this program can't open it.
    """
    releases: tuple[Release, ...] = ()
    trouble: tuple[str, ...] = ()
    try:
        with session.library() as library:
            releases = library.schedules.releases
            if library.loaded.problem:
                trouble = (str(library.loaded.problem),)
    except OperationFailedError as error:
        trouble = (str(error),)
    check = check_up(session.folder, releases)
    check = replace(check, problems=(*check.problems, *trouble))
    say(
        json_out.json_text(json_out.check_up_object(check))
        if as_json
        else text_out.lines_text(text_out.check_up_lines(check))
    )
    return 1 if check.problems else 0


COMMANDS: dict[str, click.Command] = {"doctor": doctor}
"""By the name on the command line."""
