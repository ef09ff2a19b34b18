"""The command that logs a group: one line for each member who came."""

import re

import click

from rvuedge_desktop.cli import text_out
from rvuedge_desktop.cli.arguments import json_option, one_item
from rvuedge_desktop.cli.around import Around, around_options, circumstances_of
from rvuedge_desktop.cli.entries_out import day_json
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say_done
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.groups import Group

_RANGE = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?", re.ASCII)


@click.command("group")
@click.argument("code", metavar="CODE")
@click.argument("size", metavar="N", type=int)
@click.option("--date", "day", metavar="DATE", help="Day of the session, today where none is named.")
@click.option("--interactive-complexity", "complexity", metavar="1,4,7", help="Members who also have 90785.")
@click.option("--telehealth", metavar="2,3", help="Members by video: modifier 95, place of service 10.")
@click.option("--absent", metavar="5", help="Members who did not come: they have no line.")
@around_options
@json_option
@click.pass_obj
def group_session(
    session: Session,
    *,
    code: str,
    size: int,
    day: str | None,
    complexity: str | None,
    telehealth: str | None,
    absent: str | None,
    around: Around,
    as_json: bool,
) -> None:
    """Log a group of N members: one line for each who came, all of one encounter.

    Group therapy is billed for each member. Members have numbers, not names: 1,4,7 or 1-3.
    """
    when = session.day(day)
    item = one_item(code)
    if item.says_patients:
        raise BadInputError(
            "How many members there are stands behind the code", f"Write rvuedge group {item.code} {size}"
        )
    members = Group(
        size,
        _numbers(complexity, "--interactive-complexity"),
        _numbers(telehealth, "--telehealth"),
        _numbers(absent, "--absent"),
    )
    with session.desk() as desk:
        circumstances = circumstances_of(desk, around)
        entries = desk.groups.add(item.text, members, when, circumstances)
        view = desk.logbook.day(when)
        out = (
            day_json(desk, view._replace(entries=entries))
            if as_json
            else text_out.lines_text([*text_out.entry_lines(entries), text_out.tally_line(when, view.tally)])
        )
    say_done(out)


def _numbers(text: str | None, option: str) -> frozenset[int]:
    """Members written `1,4,7` or `1-3`.

    Raises:
        BadInputError: it is no such list, or a part of it goes backwards.
    """
    found: set[int] = set()
    for part in (text or "").split(","):
        if not part.strip():
            continue
        read = _RANGE.fullmatch(part.strip())
        if read is None:
            raise BadInputError(
                f"\u201c{part.strip()}\u201d of {option} is no member", "Write numbers such as 1,4,7 or 1-3"
            )
        first, last = int(read[1]), int(read[2] or read[1])
        if last < first:
            raise BadInputError(f"{read[0]} of {option} ends before it begins", f"Write {last}-{first}")
        found.update(range(first, last + 1))
    return frozenset(found)


COMMANDS: dict[str, click.Command] = {"group": group_session}
"""By the name on the command line."""
