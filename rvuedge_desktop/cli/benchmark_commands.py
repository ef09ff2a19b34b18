"""The commands of benchmarks: benchmark import, show, remove, office."""

from pathlib import Path

import click

from rvuedge_desktop.cli import benchmark_out, json_out, text_out
from rvuedge_desktop.cli.arguments import json_option, provider_option, whose
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.exchange.benchmark_csv import read_benchmarks
from rvuedge_desktop.exchange.text_files import read_text_file
from rvuedge_desktop.services.desk import Desk


@click.group()
def benchmark() -> None:
    """Your year beside percentiles of your own, and your office visits beside a specialty's."""


@benchmark.command("import")
@click.argument("file", metavar="FILE.csv")
@click.pass_obj
def import_benchmarks(session: Session, file: str) -> None:
    """Keep the percentiles of a file: specialty,metric,p10,p25,p50,p75,p90,year,source."""
    read = read_benchmarks(read_text_file(Path(file)), Path(file).name)
    with session.desk() as desk:
        desk.benchmarks.add(read)
    say_done(f"{text_out.plural(len(read), 'benchmark')} kept\n")


@benchmark.command()
@provider_option
@json_option
@click.pass_obj
def show(session: Session, provider: str | None, *, as_json: bool) -> None:
    """Show where your last year stands, as of a whole year at full time."""
    with session.desk() as desk:
        kept = desk.benchmarks.all()
        standings = desk.benchmarks.standings(whose(desk, provider))
    say(
        json_out.json_text([benchmark_out.standing_object(one) for one in standings])
        if as_json
        else text_out.lines_text(benchmark_out.standing_lines(standings, len(kept)))
    )


@benchmark.command()
@click.argument("specialty", metavar="SPECIALTY")
@click.pass_obj
def remove(session: Session, specialty: str) -> None:
    """Forget the percentiles of a specialty."""
    with session.desk() as desk:
        removed = desk.benchmarks.remove(specialty)
    say_done(f"{text_out.plural(removed, 'benchmark')} removed\n")


@benchmark.command()
@click.argument("specialty", metavar="[SPECIALTY]", required=False)
@provider_option
@json_option
@click.pass_obj
def office(session: Session, specialty: str | None, provider: str | None, *, as_json: bool) -> None:
    """Show your levels of office visits beside a specialty's in Medicare 2023: that of the provider."""
    with session.desk() as desk:
        provider = whose(desk, provider)
        mix = desk.benchmarks.office_mix(specialty or _specialty(desk, provider), provider)
    say(
        json_out.json_text(benchmark_out.mix_object(mix))
        if as_json
        else text_out.lines_text(benchmark_out.mix_lines(mix))
    )


def _specialty(desk: Desk, provider: str) -> str:
    """The specialty of a provider.

    Raises:
        BadInputError: none is said of them.
    """
    found = desk.providers.find(provider)
    if found is None or not found.specialty:
        raise BadInputError(
            f"The specialty of {provider} is not known",
            "Name one, such as rvuedge benchmark office psychiatry",
        )
    return found.specialty


COMMANDS: dict[str, click.Command] = {"benchmark": benchmark}
"""By the name on the command line."""
