"""The commands of providers: provider list, set, use, remove."""

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import json_option
from rvuedge_desktop.cli.place_commands import payee_object
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import one_line, say, say_done
from rvuedge_desktop.domain.providers import ATTENDING, STAGES, Provider, Stage
from rvuedge_desktop.services.providers import EVERYBODY, Whose


@click.group()
def provider() -> None:
    """Who works: several providers in one log, each with specialty, stage, locality, contract, standing."""


@provider.command("list")
@json_option
@click.pass_obj
def list_providers(session: Session, *, as_json: bool) -> None:
    """List every provider; * stands before whose new entries are."""
    with session.desk() as desk:
        everyone, whose = desk.providers.all(), desk.providers.whose()
    say(
        json_out.json_text([provider_object(one, whose) for one in everyone])
        if as_json
        else text_out.lines_text(text_out.table([_row(one, whose) for one in everyone], ()))
    )


@provider.command("set")
@click.argument("name", metavar="NAME")
@click.option("--specialty", metavar="TEXT", help="Such as Psychiatry.")
@click.option("--credentials", metavar="TEXT", help="As written after the name, such as MD or LCSW.")
@click.option("--stage", type=click.Choice(STAGES), help="Of training.")
@click.option("--locality", metavar="L", help="That new entries are priced for; empty for the preferred one.")
@click.option("--rename", "new_name", metavar="NEW", help="Another name; the contract follows.")
@json_option
@click.pass_obj
def set_provider(
    session: Session,
    *,
    name: str,
    specialty: str | None,
    credentials: str | None,
    stage: Stage | None,
    locality: str | None,
    new_name: str | None,
    as_json: bool,
) -> None:
    """Make a provider, or change what is said of one.

    Their standing with Medicare is the command standing, their contract pay contract.
    """
    with session.desk() as desk:
        old = desk.providers.named(name) if new_name is not None else desk.providers.find(name)
        one = old or Provider(name)
        kept = desk.providers.put(
            one._replace(
                name=one.name if new_name is None else new_name,
                specialty=one.specialty if specialty is None else specialty,
                credentials=one.credentials if credentials is None else credentials,
                stage=stage or one.stage,
                locality=one.locality if locality is None else locality,
            ),
            old.name if old else "",
        )
        whose = desk.providers.whose()
    say_done(json_out.json_text(provider_object(kept, whose)) if as_json else f"{_told(kept)}\n")


@provider.command()
@click.argument("name", metavar="NAME|all")
@json_option
@click.pass_obj
def use(session: Session, name: str, *, as_json: bool) -> None:
    """Choose whose new entries are, and whose view the window shows; all shows everybody's.

    After all, new entries stay with the provider chosen last. The commands day, totals and export keep
    telling everybody's; --provider limits the first two.
    """
    with session.desk() as desk:
        whose = desk.providers.use("" if name.strip().lower() == EVERYBODY else name)
    if as_json:
        say_done(json_out.json_text({"shown": whose.shown or None, "new": whose.new}))
        return
    shown = f"{one_line(whose.shown)}'s" if whose.shown else "everybody's"
    say_done(f"The window shows {shown} entries; new ones are {one_line(whose.new)}'s\n")


@provider.command()
@click.argument("name", metavar="NAME")
@json_option
@click.pass_obj
def remove(session: Session, name: str, *, as_json: bool) -> None:
    """Take a provider away who has neither entries nor a contract."""
    with session.desk() as desk:
        gone = desk.providers.remove(name)
    said = json_out.json_text({"removed": gone.name}) if as_json else f"Removed {one_line(gone.name)}\n"
    say_done(said)


def provider_object(one: Provider, whose: Whose) -> json_out.Json:
    """A provider as JSON.

    Args:
        one: who.
        whose: whose entries are shown, and whose new ones are.
    """
    return {
        "name": one.name,
        "specialty": one.specialty or None,
        "credentials": one.credentials or None,
        "stage": one.stage,
        "locality": one.locality or None,
        "standing": payee_object(one.payee),
        "is_shown": one.name == whose.shown,
        "has_new_entries": one.name == whose.new,
    }


def _row(one: Provider, whose: Whose) -> list[str]:
    return [
        "*" if one.name == whose.new else "",
        one_line(", ".join(filter(None, (one.name, one.credentials)))),
        one_line(one.specialty),
        one.stage,
        one.locality or "preferred locality",
        one.payee.text or "participating physician",
    ]


def _told(one: Provider) -> str:
    stage = "" if one.stage == ATTENDING else one.stage
    parts = (one.name, one.credentials, one.specialty, stage, one.locality or "preferred locality")
    return one_line(", ".join(filter(None, parts)))


COMMANDS: dict[str, click.Command] = {"provider": provider}
"""By the name on the command line."""
