"""The commands that look codes up: code, search. They need no log, but for a code of the user's own."""

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import json_option, one_item
from rvuedge_desktop.cli.place_commands import changed_payee
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say
from rvuedge_desktop.domain.custom_codes import is_custom_code
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import PHYSICIAN
from rvuedge_desktop.domain.rates import NATIONAL, Setting

_MOST = 500
"""More than this many found codes are not read by anybody."""


@click.command()
@click.argument("code", metavar="CODE")
@click.option("--date", "day", metavar="DATE", help="Day of service instead of today.")
@click.option(
    "--locality",
    metavar="L",
    default=NATIONAL.locality,
    show_default=True,
    help="MAC and number (15202-00), a ZIP code, or a place.",
)
@click.option(
    "--setting",
    type=click.Choice(("office", "facility")),
    default="office",
    help="Which of the two prices counts as the price.",
)
@click.option("--qualifying/--not-qualifying", default=None, help="For a qualifying APM participant.")
@click.option("--participating/--non-participating", default=None, help="Non-participating is paid 95 %.")
@click.option("--percent", metavar="P", help="Of the schedule: 85 for an NP or PA, 75 for an LCSW.")
@json_option
@click.pass_obj
def code(
    session: Session,
    code: str,
    day: str | None,
    locality: str,
    setting: Setting,
    *,
    qualifying: bool | None,
    participating: bool | None,
    percent: str | None,
    as_json: bool,
) -> None:
    """Show all that is known of a code: figures, amounts, comparison, history.

    CODE may name a part, 71046-26, or minutes of anesthesia, "00840 95min".
    """
    when = session.day(day)
    item = one_item(code)
    if item.units > 1:
        raise BadInputError("A look-up is for one unit", "Leave xN and uM away")
    if is_custom_code(item.code):
        with session.desk() as desk:  # they stand in the log
            facts = desk.lookup.code(item, when)
    else:
        with session.library() as library:
            payee = changed_payee(PHYSICIAN, qualifying, participating, percent)
            facts = library.lookup.code(item, when, library.localities.find(locality, when), payee)
    say(
        json_out.json_text(json_out.code_object(facts, setting))
        if as_json
        else text_out.lines_text(text_out.code_lines(facts))
    )


@click.command()
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--limit", metavar="N", type=click.IntRange(1, _MOST), default=20, show_default=True)
@click.option("--date", "day", metavar="DATE", help="Among the codes of this day instead of today's.")
@json_option
@click.pass_obj
def search(session: Session, words: tuple[str, ...], limit: int, day: str | None, *, as_json: bool) -> None:
    """Find codes by the start of a number, by words, past a slip of the keys; best first."""
    when = session.day(day)
    query = " ".join(words)
    with session.library() as library:
        found = library.search.find(query, when, limit)
    say(
        json_out.json_text(json_out.search_list(found))
        if as_json
        else text_out.lines_text(text_out.search_lines(query, found))
    )


COMMANDS: dict[str, click.Command] = {"code": code, "search": search}
"""By the name on the command line."""
