"""The commands that say where the user works, and who they are to Medicare: site, standing."""

from decimal import Decimal

import click

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.arguments import json_option, provider_option, whose
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import say, say_done
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import Payee, percent_text, share_from
from rvuedge_desktop.domain.places import PLACES

_PREFERRED = "preferred locality"


@click.group()
def site() -> None:
    """Your own places by name: @clinic in a line stands for a place of service and a locality."""


@site.command("list")
@json_option
@click.pass_obj
def list_sites(session: Session, *, as_json: bool) -> None:
    """List every site."""
    with session.desk() as desk:
        sites = desk.sites.all()
    if as_json:
        say(json_out.json_text([{**one._asdict(), "locality": one.locality or None} for one in sites]))
        return
    rows = [
        [f"@{one.name}", one.pos, PLACES[one.pos].name, one.locality or "preferred locality"] for one in sites
    ]
    say(
        text_out.lines_text(
            text_out.table(rows, ()) if rows else ["No sites. Make one: rvuedge site set clinic 11"]
        )
    )


@site.command("set")
@click.argument("name", metavar="NAME")
@click.argument("pos", metavar="NN")
@click.option("--locality", metavar="L", default="", help="MAC and number, a ZIP code, or a place.")
@click.pass_obj
def set_site(session: Session, name: str, pos: str, locality: str) -> None:
    """Make a site, or change one: its place of service NN, and its locality."""
    with session.desk() as desk:
        kept = desk.sites.put(name, pos, locality)
    say_done(f"@{kept.name}: {kept.pos} {PLACES[kept.pos].name}, {kept.locality or _PREFERRED}\n")


@site.command("remove")
@click.argument("name", metavar="NAME")
@click.pass_obj
def remove_site(session: Session, name: str) -> None:
    """Take a site away; entries keep its name."""
    with session.desk() as desk:
        desk.sites.remove(name)
    say_done(f"Removed @{name.removeprefix('@')}\n")


@click.command()
@provider_option
@click.option("--qualifying/--not-qualifying", default=None, help="Qualifying APM participant, since 2026.")
@click.option("--participating/--non-participating", default=None, help="Non-participating is paid 95 %.")
@click.option("--percent", metavar="P", help="Of the schedule: 85 for an NP or PA, 75 for an LCSW, else 100.")
@click.option("--percent-22", metavar="P", help="What you show modifier 22 at; 0 for in full.")
@click.option("--percent-52", metavar="P", help="What you show modifier 52 at; 0 for in full.")
@json_option
@click.pass_obj
def standing(
    session: Session,
    *,
    provider: str | None,
    qualifying: bool | None,
    participating: bool | None,
    percent: str | None,
    percent_22: str | None,
    percent_52: str | None,
    as_json: bool,
) -> None:
    """Show or change how Medicare pays a provider. New entries are priced for it; old ones keep theirs."""
    with session.desk() as desk:
        provider = whose(desk, provider)
        payee = desk.providers.payee(provider)
        changed = changed_payee(payee, qualifying, participating, percent)
        if percent_22 is not None:
            changed = changed._replace(increased=None if percent_22 == "0" else _share(percent_22))
        if percent_52 is not None:
            changed = changed._replace(reduced=None if percent_52 == "0" else _share(percent_52))
        if changed != payee:
            desk.providers.set_payee(provider, changed)
    if as_json:
        say_done(json_out.json_text({"provider": provider, **payee_object(changed)}))
    else:
        say_done(f"{provider}: {changed.text or 'participating physician'}\n")


def changed_payee(
    payee: Payee, qualifying: bool | None, participating: bool | None, percent: str | None
) -> Payee:
    """A standing with what options say otherwise.

    Raises:
        BadInputError: the percentage is none.
    """
    if qualifying is not None:
        payee = payee._replace(qualifying=qualifying)
    if participating is not None:
        payee = payee._replace(participating=participating)
    return payee if percent is None else payee._replace(share=_share(percent))


def _share(text: str) -> Decimal:
    try:
        return share_from(text)
    except ValueError as error:
        raise BadInputError(str(error), "Write a number such as 85 or 62.5") from error


def payee_object(payee: Payee) -> json_out.Json:
    """A standing as JSON; percentages as strings."""
    return {
        "qualifying": payee.qualifying,
        "participating": payee.participating,
        "percent": percent_text(payee.share).removesuffix(" %"),
        "percent_22": None if payee.increased is None else percent_text(payee.increased).removesuffix(" %"),
        "percent_52": None if payee.reduced is None else percent_text(payee.reduced).removesuffix(" %"),
    }


COMMANDS: dict[str, click.Command] = {"site": site, "standing": standing}
"""By the name on the command line."""
