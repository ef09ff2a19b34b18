"""The command that writes CSV: export month, export year."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, get_args

import click

from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import one_line, say, say_bytes
from rvuedge_desktop.cli.text_out import plural
from rvuedge_desktop.domain.periods import parse_month, parse_year
from rvuedge_desktop.exchange.csv_text import csv_text
from rvuedge_desktop.exchange.text_files import write_text_file
from rvuedge_desktop.services.reports import Kind, Table

_STANDARD_OUTPUT = ("-", "/dev/stdout")
"""Names that mean no file of their own, whatever standard output leads to."""

_Function = TypeVar("_Function", bound=Callable[..., object])


def _options(function: _Function) -> _Function:
    kind = click.option(
        "--kind", type=click.Choice(get_args(Kind)), default="summary", show_default=True, help="Which table."
    )
    output = click.option(
        "-o", "--output", metavar="FILE", help="Write to this file instead of the terminal."
    )
    return kind(output(function))


@click.group()
def export() -> None:
    """Write a month or a year as CSV."""


@export.command()
@click.argument("month", metavar="YYYY-MM")
@_options
@click.pass_obj
def month(session: Session, month: str, kind: Kind, output: str | None) -> None:
    """Write a month."""
    period = parse_month(month)
    with session.desk() as desk:
        table = desk.reports.month_table(period, kind)
    _write(table, output)


@export.command()
@click.argument("year", metavar="YYYY")
@_options
@click.pass_obj
def year(session: Session, year: str, kind: Kind, output: str | None) -> None:
    """Write the twelve months of a year."""
    wanted = parse_year(year)
    with session.desk() as desk:
        table = desk.reports.year_table(wanted, kind)
    _write(table, output)


def _write(table: Table, output: str | None) -> None:
    """Write a table to a file, or to standard output byte for byte as it would stand in the file."""
    text = csv_text(table.columns, table.rows)
    if output is None or output in _STANDARD_OUTPUT:
        say_bytes(text.encode("utf-8"))
        return
    write_text_file(Path(output), text)
    say(f"Wrote {one_line(output)}: {plural(len(table.rows), 'row')}\n")


COMMANDS: dict[str, click.Command] = {"export": export}
"""By the name on the command line."""
