"""The composition root: the one place that knows the machine, the command line and the window."""

import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from rvuedge_desktop.cli.program import run
from rvuedge_desktop.cli.streams import use_utf8
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.host.account import account_name
from rvuedge_desktop.host.folders import SAMPLE, default_data_folder
from rvuedge_desktop.host.resource_files import reference_file, reference_sources, resource_folder
from rvuedge_desktop.services.setup import Setup

_OWN_DISPLAY = frozenset({"win32", "cygwin", "darwin"})
"""Systems on which a program always has a display."""
_WITHOUT_DISPLAY = frozenset(
    {"offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs", "vkkhrdisplay", "directfb"}
)
"""Qt platforms that need no display server."""


def main(argv: Sequence[str]) -> int:
    """Run the program; gives the exit code.

    Args:
        argv: the arguments, without the program's own name.

    Raises:
        BrokenPipeError: whoever read the output has gone.
        KeyboardInterrupt: the person has had enough.
    """
    use_utf8()
    setup = build_setup()
    return run(argv, setup, partial(_open_window, setup))


def build_setup() -> Setup:
    """What this machine gives."""
    return Setup(
        data_folder=default_data_folder,
        sample_folder=lambda folder: folder / SAMPLE,
        compiled_reference=reference_file(),
        reference_sources=reference_sources(),
        icons=resource_folder() / "icons",
        account=account_name,
    )


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether Qt would find something to draw on; it ends the process where it does not.

    Args:
        platform: as `sys.platform`.
        environment: the variables of the process.
    """
    if platform in _OWN_DISPLAY or _answers(environment):
        return True
    # As Qt reads it: several separated by ;, each perhaps with parameters after a colon.
    named = environment.get("QT_QPA_PLATFORM", "").split(";")
    return any(name.partition(":")[0] in _WITHOUT_DISPLAY for name in named)


def _answers(environment: Mapping[str, str]) -> bool:
    """Tell whether a display that the environment names is there; a stale name would abort the program."""
    wayland = environment.get("WAYLAND_DISPLAY", "")
    if wayland and Path(environment.get("XDG_RUNTIME_DIR", "/"), wayland).exists():
        return True
    host, _, number = environment.get("DISPLAY", "").rpartition(":")
    if not number or host not in {"", "unix"}:
        return bool(number)  # a display of another machine is believed
    socket = f"/tmp/.X11-unix/X{number.partition('.')[0]}"  # noqa: S108 - where every X server puts it
    if Path(socket).exists():
        return True
    try:  # a server in another file system, as in a container, has a name without a file
        return f"@{socket}" in Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return True


def _open_window(setup: Setup, folder: Path, is_sample: bool) -> int:
    """Open the window, or print what it would show where there is no display.

    Raises:
        OperationFailedError: Qt can't be loaded on this machine, or the log can't be opened.
    """
    if not has_display(sys.platform, os.environ):
        from rvuedge_desktop.cli.overview import show_overview  # noqa: PLC0415 - only without a display
        from rvuedge_desktop.cli.session import Session  # noqa: PLC0415

        return show_overview(Session(setup, folder))
    try:
        # The only import of Qt: no command pays for it.
        from rvuedge_desktop.ui.application import open_window  # noqa: PLC0415
    except ImportError as error:
        if not (error.name or "").startswith(("PySide6", "shiboken6")):
            raise
        raise OperationFailedError(
            f"The window can't be opened: {error}",
            "Install what README.md names for it, or use the commands: rvuedge --help",
        ) from error
    return open_window(setup, folder, is_sample=is_sample)
