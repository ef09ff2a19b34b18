"""The commands of pay: pay month, pay year, pay contract."""

from datetime import date
from pathlib import Path

import click

from rvuedge_desktop.cli import json_out, pay_out, text_out
from rvuedge_desktop.cli.arguments import json_option, provider_option, whose
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import one_line, say, say_done
from rvuedge_desktop.domain.contracts import Contract
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period, parse_month, parse_year
from rvuedge_desktop.exchange.contract_toml import contract_text, read_contract
from rvuedge_desktop.exchange.text_files import read_text_file
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.pay import Statement


@click.group()
def pay() -> None:
    """What your contract credits and pays, and how far to the target."""


@pay.command()
@click.argument("month", metavar="YYYY-MM")
@provider_option
@json_option
@click.pass_obj
def month(session: Session, month: str, provider: str | None, *, as_json: bool) -> None:
    """Show what a month earned, line by line."""
    period = parse_month(month)
    with session.desk() as desk:
        provider = whose(desk, provider)
        statements = desk.pay.statements(period, provider)
    if not statements:
        raise _without_contract(provider, f"no contract holds in {month}")
    _show(statements, month, as_json=as_json)


@pay.command()
@click.argument("year", metavar="YYYY")
@provider_option
@json_option
@click.pass_obj
def year(session: Session, year: str, provider: str | None, *, as_json: bool) -> None:
    """Show what the contract year that begins in YYYY earned; of several each in turn."""
    wanted = parse_year(year)
    with session.desk() as desk:
        provider = whose(desk, provider)
        statements = [
            statement
            for one in desk.pay.years(provider, Period(date(wanted, 1, 1), date(wanted, 12, 31)))
            if one.period.first.year == wanted
            for statement in desk.pay.statements(one.period, provider)
        ]
    if not statements:
        raise _without_contract(provider, f"no contract year begins in {wanted}")
    _show(statements, year, as_json=as_json)


def _show(statements: list[Statement], name: str, *, as_json: bool) -> None:
    say(
        json_out.json_text(pay_out.statements_object(name, statements))
        if as_json
        else text_out.lines_text(pay_out.statements_lines(name, statements))
    )


def _without_contract(provider: str, what: str) -> BadInputError:
    return BadInputError(f"For {provider} {what}", "rvuedge pay contract import FILE.toml")


@pay.group()
def contract() -> None:
    """Contracts: small TOML files, kept in the log."""


@contract.command("import")
@click.argument("file", metavar="FILE.toml")
@click.pass_obj
def import_contract(session: Session, file: str) -> None:
    """Put a contract into the log and credit its entries; one of the same name and day is replaced."""
    read = read_contract(read_text_file(Path(file)), Path(file).name)
    with session.desk() as desk:
        changed = desk.pay.keep(read)
    credited = text_out.plural(changed, "entry")
    name, whose = one_line(read.name), one_line(read.provider)
    say_done(f"{name}, from {read.first_day}, for {whose}: {credited} credited\n")


@contract.command("list")
@json_option
@click.pass_obj
def list_contracts(session: Session, *, as_json: bool) -> None:
    """List the contracts of the log."""
    with session.desk() as desk:
        contracts = desk.pay.contracts()
    say(
        json_out.json_text([pay_out.contract_object(one) for one in contracts])
        if as_json
        else text_out.lines_text(pay_out.contract_lines(contracts))
    )


whose_option = click.option("--provider", metavar="NAME", help="Whose, where several have that name.")
from_option = click.option("--from", "first_day", metavar="YYYY-MM-DD", help="From which day, likewise.")


@contract.command("show")
@click.argument("name", metavar="NAME")
@whose_option
@from_option
@click.pass_obj
def show_contract(session: Session, name: str, provider: str | None, first_day: str | None) -> None:
    """Print a contract as TOML."""
    with session.desk() as desk:
        found = _named(desk, name, provider, first_day)
    say(contract_text(found))


@contract.command("remove")
@click.argument("name", metavar="NAME")
@whose_option
@from_option
@click.pass_obj
def remove_contract(session: Session, name: str, provider: str | None, first_day: str | None) -> None:
    """Take a contract out of the log; undo brings it back."""
    with session.desk() as desk:
        found = _named(desk, name, provider, first_day)
        desk.pay.drop(found)
    say_done(f"Removed {one_line(found.name)}\n")


def _named(desk: Desk, name: str, provider: str | None, first_day: str | None) -> Contract:
    """The one contract that is meant.

    Raises:
        BadInputError: there is none, or more than one.
    """
    contracts = desk.pay.contracts()
    if provider is not None:
        contracts = list(desk.pay.contracts_of(provider))
    if first_day is not None:
        contracts = [one for one in contracts if one.first_day == _day(first_day)]
    found = [one for one in contracts if one.name.casefold() == name.strip().casefold()]
    if not found:
        names = ", ".join(one_line(one.name) for one in contracts) or "none yet"
        if provider is not None or first_day is not None:
            raise BadInputError(
                f"There is no contract \u201c{name}\u201d of that provider and day",
                "rvuedge pay contract list shows all",
            )
        raise BadInputError(f"There is no contract \u201c{name}\u201d", f"This log has {names}")
    if len(found) > 1:
        named = "; ".join(f"of {one_line(one.provider)} from {one.first_day}" for one in found)
        raise BadInputError(
            f"{len(found)} contracts have the name \u201c{name}\u201d: {named}",
            "Say which one with --provider NAME and --from YYYY-MM-DD",
            "No contract was changed",
        )
    return found[0]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInputError(f"\u201c{text}\u201d is not a day", "Write it as YYYY-MM-DD") from None


COMMANDS: dict[str, click.Command] = {"pay": pay}
"""By the name on the command line."""
