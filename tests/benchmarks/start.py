"""From the start of the process to a painted window that can be typed in, against a bare QMainWindow."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import (
    BESIDE,
    REPOSITORY,
    Figure,
    arguments,
    environment,
    make_log,
    median_of,
    memory_of,
    show,
    temporary_folder,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS, _ENTRIES = 180, 2_500
_PATIENCE = 30.0
_SCREEN = ":97"
BUNDLE = "RVUEDGE_BUNDLE"
"""Environment variable that names the folder of a frozen program."""


def start_once(command: list[str], variables: Mapping[str, str]) -> tuple[float, float]:
    """Start a window; gives the seconds to its first paint and its memory in MB once all is quiet.

    Raises:
        RuntimeError: it said something else, or could not be typed in.
    """
    began = perf_counter()
    with subprocess.Popen(
        command, env=variables, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        took = perf_counter() - began
        if said != "painted" or child.stdout.readline().strip() != "settled":
            child.kill()
            raise RuntimeError(f"{command[-1]} said \u201c{said}\u201d")
        memory = memory_of(child.pid)
        child.stdin.close()
    return took, memory


def from_source(folder: Path, rounds: int) -> list[Figure]:
    """Ours and the bare one in turn."""
    variables = environment(folder)
    ours = [sys.executable, str(BESIDE / "child_our_window.py"), "--data-dir", str(folder / "log")]
    bare = [sys.executable, str(BESIDE / "child_bare_window.py")]
    for command in (ours, bare):
        start_once(command, variables)
    pairs = [(start_once(ours, variables), start_once(bare, variables)) for _ in range(rounds)]
    took, memory = (
        tuple(median_of([pair[side][kind] for pair in pairs]) for side in (0, 1)) for kind in (0, 1)
    )
    least = tuple(min(pair[side][0] for pair in pairs) for side in (0, 1))
    bare_name = "a bare QMainWindow"
    return [
        Figure("start to a painted, typable window", took[0] * 1e3, "ms", took[1] * 1e3, 1.5, bare_name),
        Figure("the same, best of each", least[0] * 1e3, "ms", least[1] * 1e3, 1.5, bare_name),
        Figure("memory of the window (PSS)", memory[0], "MB", memory[1], 1.3, bare_name),
    ]


# The frozen program can't be asked, so it is watched from outside, and so is the source.


@contextmanager
def screen() -> "Iterator[str]":
    """An X server without a screen."""
    server = subprocess.Popen(
        ["Xvfb", _SCREEN, "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: Path(f"/tmp/.X11-unix/X{_SCREEN[1:]}").exists())  # noqa: S108 - where X puts it
        yield _SCREEN
    finally:
        server.terminate()
        server.wait()


def until(happened: Callable[[], bool]) -> float:
    """Wait for something; gives the seconds it took.

    Raises:
        TimeoutError: it did not happen.
    """
    began = perf_counter()
    while not happened():
        if perf_counter() - began > _PATIENCE:
            raise TimeoutError("it did not happen")
        sleep(0.002)
    return perf_counter() - began


def seen_once(command: list[str], variables: Mapping[str, str], data: Path) -> float:
    """Start a program; gives the seconds until its lock file lies there and its window is on the screen."""

    def on_screen() -> bool:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^RVU Edge"],
            env=variables,
            capture_output=True,
            check=False,
        )
        return bool(found.stdout.strip())

    with suppress(FileNotFoundError):
        (data / "window.lock").unlink()
    child = subprocess.Popen([*command, "--data-dir", str(data)], env=variables, cwd=REPOSITORY)
    try:
        return until(lambda: (data / "window.lock").exists() and on_screen())
    finally:
        child.terminate()
        child.wait()


def frozen_program(bundle: Path) -> Path:
    """The program in a frozen folder.

    Raises:
        FileNotFoundError: there is none.
    """
    for name in ("rvuedge", "rvuedge.exe", "RVU Edge"):
        if (bundle / name).is_file():
            return bundle / name
    raise FileNotFoundError(f"{bundle} holds no rvuedge")


def frozen(folder: Path, rounds: int, bundle: Path) -> list[Figure]:
    """The frozen program and the source in turn, both seen from outside."""
    with screen() as display:
        variables = environment(folder, DISPLAY=display, QT_QPA_PLATFORM="xcb")
        bundled = [str(frozen_program(bundle))]
        source = [sys.executable, "-m", "rvuedge_desktop"]
        data = folder / "log"
        for command in (bundled, source):
            seen_once(command, variables, data)
        pairs = [
            (seen_once(bundled, variables, data), seen_once(source, variables, data)) for _ in range(rounds)
        ]
    took = [median_of([pair[side] for pair in pairs]) * 1e3 for side in (0, 1)]
    return [Figure("the frozen program's window on a screen", took[0], "ms", took[1], 1.25, "from source")]


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__ or "")
    with temporary_folder() as folder:
        (folder / "log").mkdir()
        make_log(folder / "log", _ENTRIES, _DAYS, datetime.now().astimezone().date())
        figures, notes = from_source(folder, options.rounds), []
        bundle = os.environ.get(BUNDLE)
        if not bundle:
            notes.append(f"No frozen program: name its folder in {BUNDLE}")
        elif not (shutil.which("Xvfb") and shutil.which("xdotool")):
            notes.append("The frozen program can't be watched without Xvfb and xdotool")
        else:
            figures += frozen(folder, options.rounds, Path(bundle))
        show(figures, notes)


if __name__ == "__main__":
    main()
