"""The commands by name, the global options, and click's own complaints in our words."""

from collections.abc import Mapping, Sequence

import click

from rvuedge_desktop import __version__
from rvuedge_desktop.cli.session import OpenWindow, Session
from rvuedge_desktop.cli.streams import PROGRAM, output_failed
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.host.folders import ENVIRONMENT_NAME

_LOG = ("add", "day", "edit", "remove", "undo", "redo", "totals")
_CODES = ("code", "search")
_PLACES = ("site", "standing")
_TEMPLATES = ("same", "fill", "shortcut", "clinic")
_HISTORY = ("history", "removed", "restore")
_GLOBAL_OPTIONS = frozenset({"--data-dir", "--sample"})


class _Commands(click.Group):
    """Imports a family of commands only when one of it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order a person meets them."""
        return [
            *_LOG,
            "group",
            "check",
            *_HISTORY,
            *_CODES,
            "export",
            "pay",
            "benchmark",
            "schedule",
            *_PLACES,
            "provider",
            *_TEMPLATES,
            "custom",
            "doctor",
        ]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return _family(cmd_name)[cmd_name]


def _family(name: str) -> Mapping[str, click.Command]:  # noqa: C901, PLR0912 - a list
    """The commands of a family. Spelled out one by one, so that linters and bundlers see what is imported."""
    match name:
        case _ if name in _LOG:
            from rvuedge_desktop.cli.log_commands import COMMANDS  # noqa: PLC0415
        case _ if name in _CODES:
            from rvuedge_desktop.cli.code_commands import COMMANDS  # noqa: PLC0415
        case _ if name in _HISTORY:
            from rvuedge_desktop.cli.history_commands import COMMANDS  # noqa: PLC0415
        case _ if name in _PLACES:
            from rvuedge_desktop.cli.place_commands import COMMANDS  # noqa: PLC0415
        case _ if name in _TEMPLATES:
            from rvuedge_desktop.cli.template_commands import COMMANDS  # noqa: PLC0415
        case "custom":
            from rvuedge_desktop.cli.custom_commands import COMMANDS  # noqa: PLC0415
        case "export":
            from rvuedge_desktop.cli.export_commands import COMMANDS  # noqa: PLC0415
        case "check":
            from rvuedge_desktop.cli.check_commands import COMMANDS  # noqa: PLC0415
        case "group":
            from rvuedge_desktop.cli.group_commands import COMMANDS  # noqa: PLC0415
        case "benchmark":
            from rvuedge_desktop.cli.benchmark_commands import COMMANDS  # noqa: PLC0415
        case "pay":
            from rvuedge_desktop.cli.pay_commands import COMMANDS  # noqa: PLC0415
        case "provider":
            from rvuedge_desktop.cli.provider_commands import COMMANDS  # noqa: PLC0415
        case "schedule":
            from rvuedge_desktop.cli.schedule_commands import COMMANDS  # noqa: PLC0415
        case _:
            from rvuedge_desktop.cli.doctor_commands import COMMANDS  # noqa: PLC0415
    return COMMANDS


@click.command(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="A day is YYYY-MM-DD, today, yesterday, or -3 for three days ago.",
)
@click.option(
    "--data-dir",
    metavar="DIR",
    envvar=ENVIRONMENT_NAME,
    show_envvar=True,
    help="Work on the log in this folder.",
)
@click.option("--sample", is_flag=True, help="Work on a made-up log of a year, to look around.")
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_obj
def group(session: Session, data_dir: str | None, *, sample: bool) -> None:
    """Log billed codes by day; see the work RVUs and the Medicare amounts they make.

    Without a command it opens the window.
    """
    session.choose(data_dir, is_sample=sample)


def invoke(argv: Sequence[str], session: Session, open_window: OpenWindow) -> int:
    """Run the command that the arguments name, or open the window where they name none.

    Raises:
        BadInputError: the arguments are not as a command takes them, or the command refused them.
        OperationFailedError: the command failed.
    """
    try:
        with group.make_context(PROGRAM, list(argv), obj=session) as context:
            result = group.invoke(context)
            if context.invoked_subcommand is None:
                return session.start(open_window)
            return result if isinstance(result, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        raise _in_our_words(error) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        raise output_failed(error) from error  # click printed a help text itself


def _in_our_words(error: click.UsageError) -> BadInputError:
    what = error.format_message().strip().rstrip(".")
    command = error.ctx.command_path if error.ctx else PROGRAM
    if error.ctx and isinstance(error.ctx.command, click.Group) and what.startswith("Usage:"):
        # Newer click complains with the whole help text.
        what = f"{command} takes one of {', '.join(error.ctx.command.list_commands(error.ctx))}"
    fix = f"{command} --help shows how"
    option = getattr(error, "option_name", None)
    if option in _GLOBAL_OPTIONS and command != PROGRAM:
        fix = f"{option} stands before the command: {PROGRAM} {option} ..."
    return BadInputError(what, fix)
