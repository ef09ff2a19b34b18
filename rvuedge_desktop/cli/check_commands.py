"""The command that looks through the log before it is billed."""

from itertools import groupby

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import json_option
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.checks.checking import RULES
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period, month_of, parse_month
from rvuedge_desktop.services.checks import SEVERITY_WORDS, Checked
from rvuedge_desktop.services.desk import Desk

_NO_LIMIT = "off"


@click.command()
@click.option("--month", metavar="YYYY-MM", help="Which month, this one where none is named.")
@click.option("--provider", metavar="NAME", help="Only findings on this provider's entries.")
@click.option("--all", "with_all", is_flag=True, help="Print what was acknowledged too.")
@click.option("--acknowledge", metavar="ID", help="Let the finding of this id stand.")
@click.option("--note", metavar="TEXT", help="Why it may stand.")
@click.option("--withdraw", metavar="ID", help="Have a finding that was let stand count again.")
@click.option("--off", metavar="RULE", help="Turn a rule off.")
@click.option("--on", metavar="RULE", help="Turn a rule on again.")
@click.option("--group-limit", metavar="N", help="Most members of a group that a payer takes, or off.")
@click.option("--rules", is_flag=True, help="List the rules and which are on.")
@json_option
@click.pass_obj
def check(
    session: Session,
    *,
    month: str | None,
    provider: str | None,
    with_all: bool,
    acknowledge: str | None,
    note: str | None,
    withdraw: str | None,
    off: str | None,
    on: str | None,
    group_limit: str | None,
    rules: bool,
    as_json: bool,
) -> None:
    """Look through a month before it is billed: what a payer would refuse, why, and what to do.

    The log knows no patients: a rule looks inside one encounter, and across encounters only where they carry
    the same tag. It is not billing advice.
    """
    if note is not None and acknowledge is None:
        raise BadInputError("--note belongs to a finding", "Write --acknowledge ID before it")
    period = parse_month(month) if month else month_of(session.setup.today())
    with session.desk() as desk:
        whose = "" if provider is None else desk.logbook.known_provider(provider)
        said = _change_rules(desk, off, on, group_limit)
        if rules:
            (say_done if said else say)(_rules_out(desk, as_json=as_json))
            return
        found = desk.checks.of_period(period, whose)
        if acknowledge is not None or withdraw is not None:
            said += _let_stand(desk, found, acknowledge, withdraw, note or "")
            found = desk.checks.of_period(period, whose)
        out = (
            json_out.json_text([json_out.finding_object(one) for one in found])
            if as_json
            else text_out.lines_text([*said, *_lines(period, found, with_all=with_all)])
        )
    (say_done if said else say)(out)


def _change_rules(desk: Desk, off: str | None, on: str | None, limit: str | None) -> list[str]:
    """Turn rules on and off, all that is said or nothing; gives what was done in words."""
    said = [f"Turned off: {off}"] if off else []
    known = desk.checks.off | ({off} if off else set())
    if on:
        said.append(f"Turned on: {on}")
        # A name that is none is refused with the others.
        known = known - {on} if on in {rule.name for rule in RULES} else known | {on}
    number = desk.checks.group_limit
    if limit is not None:
        number = None if limit == _NO_LIMIT else _number(limit)
        said.append("No limit of a group" if number is None else f"Limit of a group: {number} members")
    if said:
        desk.checks.choose(known, number)
    return said


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):  # noqa: PLR2004 - longer than any limit
        raise BadInputError(f"\u201c{text}\u201d is no limit of a group", "Write a number, or off")
    return int(text)


def _let_stand(
    desk: Desk, found: list[Checked], acknowledge: str | None, withdraw: str | None, note: str
) -> list[str]:
    """Acknowledge or withdraw a finding by its id; gives what was done in words.

    Raises:
        BadInputError: the period has no finding of that id.
    """
    wanted: list[tuple[str, Checked]] = []
    for name, verb in ((acknowledge, "acknowledge"), (withdraw, "withdraw")):
        if name is None:
            continue
        one = next((one for one in found if one.id == name.strip().lower()), None)
        if one is None:
            raise BadInputError(
                f"The month has no finding {name}", "rvuedge check --all lists them, with their ids in front"
            )
        wanted.append((verb, one))
    said: list[str] = []
    for verb, one in wanted:
        if verb == "acknowledge":
            desk.checks.acknowledge(one.finding, note)
        else:
            desk.checks.withdraw(one.finding)
        said.append(f"{'Let stand' if verb == 'acknowledge' else 'Counts again'}: {one.finding.what}")
    return said


def _lines(period: Period, found: list[Checked], *, with_all: bool) -> list[str]:
    """The findings by day, as text."""
    open_ones = [one for one in found if not one.acknowledged]
    stand = len(found) - len(open_ones)
    lines: list[str] = []
    for day, some in groupby(found if with_all else open_ones, key=lambda one: one.finding.day):
        lines.append(day.isoformat())
        for one in some:
            finding = one.finding
            state = "let stand" if one.acknowledged else SEVERITY_WORDS[finding.severity]
            ids = ", ".join(map(str, finding.entries))
            lines += [
                f"  {one.id}  {finding.what}  [{state}]",
                f"    why: {finding.why}",
                f"    do:  {finding.fix}",
                f"    {finding.rule}, entries {ids}; {finding.source}",
            ]
            lines += [f"    note: {one.note}"] if one.note else []
    month = f"{period.first:%B %Y}"
    count = "1 finding" if len(open_ones) == 1 else f"{len(open_ones)} findings"
    lines.append(f"{month}: {count}" + (f", {stand} let stand" if stand else ""))
    return lines


def _rules_out(desk: Desk, *, as_json: bool) -> str:
    off, limit = desk.checks.off, desk.checks.group_limit
    if as_json:
        return json_out.json_text(
            {
                "rules": [
                    {
                        "name": one.name,
                        "title": one.title,
                        "looks_at": one.looks_at,
                        "on": one.name not in off,
                    }
                    for one in RULES
                ],
                "group_limit": limit,
            }
        )
    width = max(len(one.name) for one in RULES)
    lines = [f"{'off' if one.name in off else 'on ':3}  {one.name:{width}}  {one.title}" for one in RULES]
    lines.append(f"Limit of a group: {'none' if limit is None else limit}")
    return text_out.lines_text(lines)


COMMANDS: dict[str, click.Command] = {"check": check}
"""By the name on the command line."""
