"""Totals of a day, a month and a year in a log of a million entries over six years, against a scan."""

import json
import os
import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from rvuedge_desktop.domain.periods import Period, month_of, year_of
from rvuedge_desktop.store.totals import tally_between
from tests.benchmarks.measuring import (
    TODAY,
    Figure,
    arguments,
    environment,
    kept_or_temporary,
    make_large_log,
    run_child,
    seconds,
    setup_for,
    show,
)

_YEARS = 6
_SCAN = """
SELECT count(*), sum(patients * units_each), sum(schedule_wrvu_e4), sum(medicare_cents),
    sum(medicare_cents IS NULL), sum(schedule_wrvu_e4 IS NULL)
FROM entries WHERE date BETWEEN ? AND ?
"""
_COLD_ROUNDS = 5
_CHILD, _MODULE = "--child", "tests.benchmarks.totals"


def periods() -> dict[str, Period]:
    """The periods that are asked for."""
    return {"day": Period(TODAY, TODAY), "month": month_of(TODAY), "year": year_of(TODAY)}


def scan(log: sqlite3.Connection, period: Period) -> object:
    """The same sums from the entries themselves."""
    return log.execute(_SCAN, (period.first.isoformat(), period.last.isoformat())).fetchone()


def warm(folder: Path) -> list[Figure]:
    """With everything in memory."""
    figures = []
    with setup_for(folder).open_desk(folder, "window") as desk:
        log = desk.workspace.log
        for name, period in periods().items():
            tally = tally_between(log, period)
            assert scan(log, period)[0] == tally.entries  # type: ignore[index]
            ours, theirs = [], []
            for _ in range(9):
                ours.append(seconds(partial(tally_between, log, period)))
                theirs.append(seconds(partial(scan, log, period)))
            figures.append(
                Figure(
                    f"total of the {name}, warm",
                    median(ours) * 1e3,
                    "ms",
                    median(theirs) * 1e3,
                    1,
                    f"a scan of {tally.entries:,} entries",
                    absolute=True,
                )
            )
        whole = median(seconds(lambda: desk.reports.totals(TODAY)) for _ in range(50))
        figures.append(Figure("all six totals of the panel, warm", whole * 1e3, "ms", None, 1))
    return figures


def cold(folder: Path) -> tuple[list[Figure], list[str]]:
    """With a fresh connection in a fresh process, the file driven out of the page cache where that works."""
    times: dict[str, list[float]] = {}
    driven_out = False
    for _ in range(_COLD_ROUNDS):
        for name in periods():
            for kind in ("ours", "scan"):
                driven_out = drive_out(folder / "log.sqlite")
                done = run_child(
                    [sys.executable, "-m", _MODULE, _CHILD, folder, kind, name], environment(folder)
                )
                for key, value in json.loads(done.stdout).items():
                    times.setdefault(f"{key} {kind} {name}", []).append(value)
    figures = [
        Figure(
            f"total of the {name}, cold",
            median(times[f"total ours {name}"]),
            "ms",
            median(times[f"total scan {name}"]),
            5,
            "a scan",
            absolute=True,
        )
        for name in periods()
    ]
    opened = median(times["open ours year"])
    note = "let go of by the page cache, if it did as asked" if driven_out else "still in the page cache"
    return figures, [
        f"Cold: a fresh process, the file {note}; opening the log before it took {opened:.1f} ms"
    ]


def drive_out(path: Path) -> bool:
    """Ask the system to forget a file's pages; tells whether that can be asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)
    return True


def child(folder: Path, kind: str, name: str) -> None:
    """In a fresh process: one total, timed, with the opening apart."""
    began = perf_counter()
    with setup_for(folder).open_desk(folder, "window") as desk:
        opened = perf_counter()
        period = periods()[name]
        log = desk.workspace.log
        _ = tally_between(log, period) if kind == "ours" else scan(log, period)
        done = perf_counter()
    print(json.dumps({"open": (opened - began) * 1e3, "total": (done - opened) * 1e3}))


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == [_CHILD]:
        child(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
        return
    options = arguments(__doc__ or "")
    with kept_or_temporary(options.logs, f"{options.entries}-over-{_YEARS}-years") as folder:
        making = seconds(lambda: make_large_log(folder, options.entries, _YEARS * 365))
        with closing(sqlite3.connect(folder / "log.sqlite")) as log:
            count = log.execute("SELECT count(*) FROM entries").fetchone()[0]
        figures = warm(folder)
        more, notes = cold(folder)
        show([*figures, *more], [*notes, f"{count:,} entries over {_YEARS} years, made in {making:.0f} s"])


if __name__ == "__main__":
    main()
