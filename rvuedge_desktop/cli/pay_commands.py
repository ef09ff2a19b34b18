"""The commands of pay: pay month, pay year, pay contract."""

from datetime import date
from pathlib import Path

import click

from rvuedge_desktop.cli import json_out, pay_out, text_out
from rvuedge_desktop.cli.arguments import json_option
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.contracts import Contract
from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.periods import Period, parse_month, parse_year
from rvuedge_desktop.exchange.contract_toml import contract_text, read_contract
from rvuedge_desktop.services.circumstances import DEFAULT_PROVIDER
from rvuedge_desktop.services.desk import Desk

_LARGEST = 1_000_000
"""A contract has some hundred lines; a file larger than this is none."""

provider_option = click.option("--provider", metavar="NAME", default=DEFAULT_PROVIDER, show_default=True)


@click.group()
def pay() -> None:
    """What your contract credits and pays, and how far to the target."""


@pay.command()
@click.argument("month", metavar="YYYY-MM")
@provider_option
@json_option
@click.pass_obj
def month(session: Session, month: str, provider: str, *, as_json: bool) -> None:
    """Show what a month earned, line by line."""
    _show(session, parse_month(month), month, provider, as_json=as_json)


@pay.command()
@click.argument("year", metavar="YYYY")
@provider_option
@json_option
@click.pass_obj
def year(session: Session, year: str, provider: str, *, as_json: bool) -> None:
    """Show what the contract year that begins in YYYY earned."""
    wanted = parse_year(year)
    with session.desk() as desk:
        begun = [
            one
            for one in desk.pay.years(provider, Period(date(wanted, 1, 1), date(wanted, 12, 31)))
            if one.period.first.year == wanted
        ]
    if not begun:
        raise _without_contract(provider, f"no contract year begins in {wanted}")
    _show(session, begun[0].period, year, provider, as_json=as_json)


def _show(session: Session, period: Period, name: str, provider: str, *, as_json: bool) -> None:
    with session.desk() as desk:
        statements = desk.pay.statements(period, provider)
        if not statements:
            raise _without_contract(provider, f"no contract holds in {name}")
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
    read = read_contract(_content(Path(file)), Path(file).name)
    with session.desk() as desk:
        changed = desk.pay.keep(read)
    credited = text_out.plural(changed, "entry")
    say_done(f"{read.name}, from {read.first_day}, for {read.provider}: {credited} credited\n")


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInputError(f"{path.name} is far too large for a contract", "Choose the TOML file")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path.name} is no text in UTF-8", "Save it as UTF-8") from error
    except OSError as error:
        raise OperationFailedError(f"{path.name} can't be read: {error.strerror}") from error


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


@contract.command("show")
@click.argument("name", metavar="NAME")
@click.pass_obj
def show_contract(session: Session, name: str) -> None:
    """Print a contract as TOML."""
    with session.desk() as desk:
        found = _named(desk, name)
    say(contract_text(found))


@contract.command("remove")
@click.argument("name", metavar="NAME")
@click.pass_obj
def remove_contract(session: Session, name: str) -> None:
    """Take a contract out of the log; undo brings it back."""
    with session.desk() as desk:
        found = _named(desk, name)
        desk.pay.drop(found)
    say_done(f"Removed {found.name}\n")


def _named(desk: Desk, name: str) -> Contract:
    contracts = desk.pay.contracts()
    found = [one for one in contracts if one.name.casefold() == name.strip().casefold()]
    if not found:
        names = ", ".join(one.name for one in contracts) or "none yet"
        raise BadInputError(f"There is no contract \u201c{name}\u201d", f"This log has {names}")
    return found[-1]


COMMANDS: dict[str, click.Command] = {"pay": pay}
"""By the name on the command line."""
