"""What `rvuedge totals` costs in a shell over `python -c pass`, and where it goes."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from time import perf_counter

from tests.benchmarks.measuring import (
    REPOSITORY,
    Figure,
    arguments,
    environment,
    make_log,
    median_of,
    run_child,
    show,
    temporary_folder,
)

_IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+(\d+) \|\s*(\S+)$", re.MULTILINE)
_SHOWN = 12
_FORBIDDEN = ("PySide6", "sqlite_utils")


def once(command: list[str], variables: Mapping[str, str]) -> float:
    """The milliseconds of one run."""
    began = perf_counter()
    subprocess.run(command, env=variables, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    return (perf_counter() - began) * 1e3


def imports(command: list[str], variables: Mapping[str, str]) -> Counter[str]:
    """The microseconds that each top package takes of its own while it is imported."""
    done = run_child([command[0], "-X", "importtime", *command[1:]], variables)
    spent: Counter[str] = Counter()
    for own, _, name in _IMPORT.findall(done.stderr):
        parts = name.split(".")
        spent[".".join(parts[:2]) if parts[0] == "rvuedge_desktop" else parts[0]] += int(own)
    return spent


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__ or "")
    with temporary_folder() as folder:
        (folder / "log").mkdir()
        make_log(folder / "log", 2_500, 180, datetime.now().astimezone().date())
        variables = environment(folder)
        totals = [sys.executable, "-m", "rvuedge_desktop", "--data-dir", str(folder / "log"), "totals"]
        nothing = [sys.executable, "-c", "pass"]
        for command in (totals, nothing):
            once(command, variables)
        pairs = [(once(totals, variables), once(nothing, variables)) for _ in range(2 * options.rounds)]
        spent = imports(totals, variables) - imports(nothing, variables)
    ours, bare = (median_of([pair[side] for pair in pairs]) for side in (0, 1))
    least = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    found = [name for name in _FORBIDDEN if any(key.startswith(name) for key in spent)]
    show(
        [
            Figure("rvuedge totals, median", ours, "ms", bare, None, "python -c pass"),
            Figure("rvuedge totals, best", least[0], "ms", least[1], None, "python -c pass"),
        ],
        [
            f"{', '.join(found)} imported, and must not be"
            if found
            else "Neither Qt nor sqlite_utils is imported",
            f"Imports take {sum(spent.values()) / 1e3:.0f} ms by themselves:",
            *(f"  {micro / 1e3:5.1f} ms  {name}" for name, micro in spent.most_common(_SHOWN)),
        ],
    )


if __name__ == "__main__":
    main()
