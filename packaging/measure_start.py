"""Measure how long the window takes to its first paint, for two ways of starting the program.

    python packaging/measure_start.py dist/rvuedge/rvuedge .venv/bin/rvuedge

Both are started in turn on the same empty log, and the medians compared. The first paint is told by Qt's own
log of painting, so that nothing in the program has to help.
"""

import argparse
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

RUNS = 9
"""Of each; the first, from a cold disk, is not counted."""


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("first", type=Path, help="a program")
    parser.add_argument("second", type=Path, help="the program it is compared with")
    arguments = parser.parse_args()
    programs = [arguments.first.resolve(), arguments.second.absolute()]
    times: list[list[float]] = [[], []]
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS):
            for program, taken in zip(programs, times, strict=True):
                taken.append(first_paint(program, Path(folder)))
    first, second = (median(taken[1:]) for taken in times)
    print(f"start to first paint: {first:.3f} s and {second:.3f} s, ratio {first / second:.2f}")


def first_paint(program: Path, folder: Path) -> float:
    """Seconds from the start of a program to the first paint of its window.

    Raises:
        RuntimeError: it ended without painting.
    """
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "qt.widgets.painting.info=true",
        "RVUEDGE_DATA_DIR": str(folder),
    }
    start = perf_counter()
    with subprocess.Popen(  # noqa: S603
        [program], env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stderr is not None  # noqa: S101 - for the type checker
        for line in process.stderr:
            if "Flushing" in line:
                taken = perf_counter() - start
                process.terminate()
                return taken
    raise RuntimeError(f"{program} opened no window")


if __name__ == "__main__":
    main()
