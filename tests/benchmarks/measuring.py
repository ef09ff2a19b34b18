"""What the benchmarks share: figures and their lines, child processes, a desk on a folder, made-up logs."""

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

from rvuedge_desktop.host.resource_files import reference_file, reference_sources, resource_folder
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.setup import Setup

REPOSITORY = Path(__file__).resolve().parents[2]
BESIDE = Path(__file__).resolve().parent


TODAY = date(2026, 7, 15)
"""The day on the wall of every benchmark, so that two runs measure the same."""

_NAME_WIDTH = 46


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure beside what it is compared with.

    Attributes:
        name: what was measured.
        ours: our figure.
        baseline: that of what it is compared with; None where there is only an absolute target.
        unit: of both.
        most: the target: the largest ratio, or without a baseline the largest figure; None for none.
        versus: what the baseline is.
        absolute: whether the target is the figure itself although there is a baseline.
    """

    name: str
    ours: float
    unit: str
    baseline: float | None = None
    most: float | None = None
    versus: str = ""
    absolute: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours over the baseline."""
        return None if self.baseline is None else self.ours / self.baseline

    def line(self) -> str:
        """The figure as a line of the table: `name: ours, baseline, ratio (target)`."""
        ours = f"{self.ours:,.3g} {self.unit}" if self.ours < _PLAIN else f"{self.ours:,.0f} {self.unit}"
        baseline = "-" if self.baseline is None else f"{_short(self.baseline)} {self.unit}"
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f} x"
        judged = self.ours if self.absolute or self.ratio is None else self.ratio
        by_ratio = not self.absolute and self.ratio is not None
        target = "" if self.most is None else f"<= {self.most:g} {'x' if by_ratio else self.unit}"
        verdict = "" if self.most is None else ("reached" if judged <= self.most else "MISSED")
        name = f"{self.name}:"
        versus = f"  vs {self.versus}" if self.versus else ""
        return (
            f"{name:{_NAME_WIDTH}} {ours:>12}, {baseline:>12}, {ratio:>8} ({target:10} {verdict:7}){versus}"
        )


_PLAIN = 1000


def _short(value: float) -> str:
    return f"{value:,.3g}" if value < _PLAIN else f"{value:,.0f}"


def show(figures: Sequence[Figure], notes: Sequence[str] = ()) -> None:
    """Print figures and then what is to be said of them."""
    for figure in figures:
        print(figure.line(), flush=True)
    for note in notes:
        print(f"  {note}", flush=True)


def percentile(values: Sequence[float], percent: int) -> float:
    """A percentile of some values."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def seconds(call: Callable[[], object], best_of: int = 1) -> float:
    """How long a call takes, the best of some."""
    times = []
    for _ in range(best_of):
        began = perf_counter()
        call()
        times.append(perf_counter() - began)
    return min(times)


def arguments(purpose: str) -> argparse.Namespace:
    """The options that every subject takes."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("--rounds", type=int, default=9, help="rounds of whatever is compared in turn")
    parser.add_argument(
        "--logs",
        type=Path,
        help="a folder to keep the logs of a million entries in, so that they are made once",
    )
    parser.add_argument("--entries", type=int, default=1_000_000, help="entries of a large log")
    return parser.parse_args()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rvuedge-benchmark-") as name:
        yield Path(name)


@contextmanager
def kept_or_temporary(kept: Path | None, name: str) -> Iterator[Path]:
    """A folder of that name that stays where one to keep things in is given, else one that goes."""
    if kept is None:
        with temporary_folder() as folder:
            yield folder
    else:
        (kept / name).mkdir(parents=True, exist_ok=True)
        yield kept / name


# Child processes


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a child: our source tree, Qt without a screen, byte code kept in a folder.

    Byte code is kept apart from the source tree, and is kept even where the shell forbids it: a start from
    source is measured with warm caches.
    """
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    ours = {
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONHASHSEED": "0",
    }
    return kept | ours | more


def run_child(
    command: Sequence[str | Path], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a child to its end.

    Raises:
        subprocess.CalledProcessError: it failed; what it said is printed.
    """
    done = subprocess.run(
        list(map(str, command)), env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        done.check_returncode()
    return done


def memory_of(pid: int) -> float:
    """The memory of a process in MB: its proportional share where the system tells, else what is resident."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    except OSError:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        match = re.search(r"^VmRSS:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0


# Logs


def setup_for(folder: Path) -> Setup:
    """What a machine would give, with a user's folder of our own."""
    return Setup(
        data_folder=lambda: folder,
        sample_folder=lambda own: own / "sample",
        compiled_reference=reference_file(),
        reference_sources=reference_sources(),
        icons=resource_folder() / "icons",
        today=lambda: TODAY,
    )


_LINES = (
    "99214", "99213", "90837", "99214-25; 90833", "90834", "90853x8", "99215", "90792", "90834; 90785",
    "99205; 90833", "96127", "90832", "90847", "99406", "G2211",
)  # fmt: skip


def make_large_log(folder: Path, entries: int, days: int, last: date = TODAY) -> None:
    """The same as `make_log` in a process of its own, so that the memory it takes is gone afterwards."""
    maker = get_context("spawn").Process(target=make_log, args=(folder, entries, days, last))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise RuntimeError(f"the log in {folder} could not be made")


def make_log(folder: Path, entries: int, days: int, last: date = TODAY) -> None:
    """Make a log of many entries over some days, with the store's own triggers; keep one that exists.

    Each line is logged once through the service, and its rows are then repeated, so that every figure is one
    that the program itself worked out.
    """
    path = folder / "log.sqlite"
    if path.exists():
        return
    with setup_for(folder).open_desk(folder, "window") as desk:
        for line in _LINES:
            desk.logbook.add(line, last, Circumstances())
        desk.preferences.put("hint.dismissed", "yes")  # nobody has a log and still the hint
    with closing(sqlite3.connect(path, isolation_level=None)) as log:
        log.execute("PRAGMA synchronous = OFF")
        log.execute("PRAGMA cache_size = -200000")
        _repeat(log, entries, days, last)
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _repeat(log: sqlite3.Connection, entries: int, days: int, last: date) -> None:
    cursor = log.execute("SELECT * FROM entries ORDER BY id")
    columns = [column[0] for column in cursor.description]
    patterns = [dict(zip(columns, row, strict=True)) for row in cursor]
    log.execute("BEGIN")
    for table in ("entries", "change_rows", "changes"):
        log.execute(f"DELETE FROM {table}")
    log.execute("DELETE FROM sqlite_sequence WHERE name = 'entries'")
    insert = f"INSERT INTO entries VALUES ({', '.join('?' * len(columns))})"
    log.executemany(insert, (tuple(row[c] for c in columns) for row in _rows(patterns, entries, days, last)))
    log.execute("COMMIT")


def _rows(
    patterns: Sequence[Mapping[str, object]], entries: int, days: int, last: date
) -> Iterator[dict[str, object]]:
    chance = Random(1)  # noqa: S311 - the same log every time
    for place in range(entries):
        day = last - timedelta(days=days - 1 - place * days // entries)
        yield {
            **chance.choice(patterns),
            "id": place + 1,
            "uid": f"{place:032x}",
            "encounter": place + 1,
            "date": day.isoformat(),
        }


def median_of(values: Sequence[float]) -> float:
    """The middle one."""
    return float(median(values))
