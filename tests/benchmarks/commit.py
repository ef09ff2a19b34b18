"""From Enter to a durably committed entry, against a raw insert; and to repainted totals in a large log."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rvuedge_desktop.services import entry_prices
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.entry_reading import EntryReader
from rvuedge_desktop.store import changes
from rvuedge_desktop.store import entries as rows
from tests.benchmarks.measuring import (
    TODAY,
    Figure,
    arguments,
    make_log,
    percentile,
    setup_for,
    show,
    temporary_folder,
)
from tests.benchmarks.qt_inside import PaintCount, open_window

_TIMES, _ENTERS = 400, 120
_LARGE = 100_000
_LINES = ("99214-25", "90853x8", "90837", "99213")
_CHANGE = "INSERT INTO changes (at, origin, verb, label, state) VALUES ('', 'window', 'add', '', 'done')"
_CHANGE_ROW = "INSERT INTO change_rows VALUES (?, 0, 'entries', ?, NULL, ?)"


class RawLog:
    """A bare table with our columns, checks and indexes in the same mode, and a row for it."""

    def __init__(self, path: Path, ours: sqlite3.Connection) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self.connection.execute(f"PRAGMA {pragma}")
        wanted = "name IN ('providers', 'entries', 'entries_by_day')"
        for (sql,) in ours.execute(f"SELECT sql FROM sqlite_schema WHERE {wanted} ORDER BY rowid"):
            self.connection.execute(sql)
        for row in ours.execute("SELECT * FROM providers"):
            self.connection.execute(f"INSERT INTO providers VALUES ({', '.join('?' * len(row))})", row)
        self._row = list(ours.execute("SELECT * FROM entries ORDER BY id DESC LIMIT 1").fetchone())
        self._insert = f"INSERT INTO entries VALUES ({', '.join('?' * len(self._row))})"

    def insert_into(self, connection: sqlite3.Connection) -> int | None:
        """Insert the row once more, under an id and a unique id of its own; gives the id."""
        self._row[0], self._row[1] = None, changes.new_uid()
        return connection.execute(self._insert, self._row).lastrowid

    def insert_ours_by_hand(self, ours: sqlite3.Connection) -> None:
        """What our own commit writes, with everything at hand: what the record for undo costs by itself."""
        ours.execute("BEGIN IMMEDIATE")
        entry = self.insert_into(ours)
        change = ours.execute(_CHANGE).lastrowid
        ours.execute(_CHANGE_ROW, (change, entry, str(self._row)))
        ours.execute("COMMIT")


def lengthen_wal(connection: sqlite3.Connection) -> None:
    """Bring a log's WAL to the length it keeps in use: a flush of a file that grows is a dearer one."""
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE passing (data BLOB)")
    connection.execute("INSERT INTO passing VALUES (zeroblob(8000000))")
    connection.execute("DROP TABLE passing")
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()


def against_raw(folder: Path) -> tuple[list[Figure], list[str]]:
    """Logbook.add, a raw insert and our rows by hand in turn."""
    taken: dict[str, list[float]] = {"ours": [], "returned": [], "raw": [], "by hand": []}
    committed: list[float] = []
    with setup_for(folder).open_desk(folder, "window") as desk:
        desk.workspace.subscribe(lambda _: committed.append(perf_counter()))
        desk.logbook.add("99213", TODAY, Circumstances())
        log = desk.workspace.log
        raw = RawLog(folder / "raw.sqlite", log)
        with closing(raw.connection):
            lengthen_wal(log)
            lengthen_wal(raw.connection)
            kinds: list[tuple[str, Callable[[str], object]]] = [
                ("returned", lambda line: desk.logbook.add(line, TODAY, Circumstances())),
                ("raw", lambda _: raw.insert_into(raw.connection)),
                ("by hand", lambda _: raw.insert_ours_by_hand(log)),
            ]
            for turn in range(_TIMES):
                # Each comes first, second and last as often: a flush is quicker after some than after others.
                for kind, call in kinds[turn % 3 :] + kinds[: turn % 3]:
                    began = perf_counter()
                    call(_LINES[turn % len(_LINES)])
                    taken[kind].append(perf_counter() - began)
                    if kind == "returned":
                        taken["ours"].append(committed[-1] - began)
        notes = parts_of_add(desk)
    middle = {name: median(times) * 1e3 for name, times in taken.items()}
    versus = "a raw insert"
    return [
        Figure("line to committed entry, median", middle["ours"], "ms", middle["raw"], 1.2, versus),
        Figure("the same rows by hand, median", middle["by hand"], "ms", middle["raw"], None, versus),
        Figure("Logbook.add until it returns, median", middle["returned"], "ms", middle["raw"], None, versus),
    ], notes


class Stopwatch:
    """Adds up what calls take, by name."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def watch(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, timed."""

        def timed(*values: Any, **named: Any) -> Any:
            began = perf_counter()
            try:
                return call(*values, **named)
            finally:
                self.spent[name] = self.spent.get(name, 0.0) + perf_counter() - began

        return timed


def parts_of_add(desk: Desk) -> list[str]:
    """Where the time of Logbook.add goes, by the names of its parts."""
    watch = Stopwatch()
    places: list[tuple[Any, str, str]] = [
        (EntryReader, "checked", "parse, check and price the line"),
        (entry_prices, "insert_entry", "insert the row, with its triggers"),
        (entry_prices, "provider_number", "look up the provider"),
        (rows, "next_encounter", "number the encounter"),
        (changes, "record", "record the change for undo"),
        (rows, "entries_by_ids", "read the entries back, after the commit"),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
    for owner, name, title in places:
        setattr(owner, name, watch.watch(title, getattr(owner, name)))
    began = perf_counter()
    for turn in range(_TIMES):
        desk.logbook.add(_LINES[turn % len(_LINES)], TODAY, Circumstances())
    whole = perf_counter() - began
    for owner, name, call in kept:
        setattr(owner, name, call)
    parts = sorted(watch.spent.items(), key=lambda part: -part[1])
    rest = whole - sum(watch.spent.values())
    return ["Logbook.add in parts, on average:"] + [
        f"  {spent / _TIMES * 1e6:5.0f} us  {title}"
        for title, spent in [*parts, ("begin, commit with its flush, and the rest", rest)]
    ]


def through_window(folder: Path) -> list[Figure]:
    """The whole Enter key: until the row is committed and until the totals are painted."""
    committed: list[float] = []
    painted: list[float] = []
    moments: list[float] = []
    with open_window(folder) as (application, desk, window):
        page = window.log_page
        # Told before the window itself, whose work is not part of the commit.
        desk.workspace._subscribers.insert(0, lambda _: moments.append(perf_counter()))
        totals = PaintCount(page.totals)
        for turn in range(_ENTERS):
            page.entry.line.setText(_LINES[turn % len(_LINES)])
            application.processEvents()
            before = totals.paints
            began = perf_counter()
            QTest.keyClick(page.entry.line, Qt.Key.Key_Return)
            application.processEvents()
            if totals.paints == before:
                page.totals.repaint()
            painted.append((perf_counter() - began) * 1e3)
            committed.append((moments[-1] - began) * 1e3)
        assert len(moments) == _ENTERS
    return [
        Figure("Enter to committed, 100,000 entries, p50", percentile(committed, 50), "ms"),
        Figure("Enter to repainted totals, the same, p50", percentile(painted, 50), "ms"),
        Figure("Enter to repainted totals, the same, p95", percentile(painted, 95), "ms", None, 25),
    ]


def flush_time(folder: Path) -> float:
    """The milliseconds that the disk itself takes for a flush, for those who read the figures."""
    times = []
    with (folder / "flush").open("wb", buffering=0) as file:
        for _ in range(100):
            file.write(bytes(4096))
            began = perf_counter()
            os.fsync(file.fileno())
            times.append(perf_counter() - began)
    return median(times) * 1e3


def main() -> None:
    """Measure and print."""
    arguments(__doc__ or "")
    with temporary_folder() as folder:
        flush = flush_time(folder)
        (folder / "small").mkdir()
        figures, notes = against_raw(folder / "small")
        (folder / "large").mkdir()
        make_log(folder / "large", _LARGE, 1_500)
        figures += through_window(folder / "large")
        show(figures, [f"A flush of this disk alone takes {flush:.2f} ms", *notes])


if __name__ == "__main__":
    main()
