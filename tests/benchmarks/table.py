"""One day with a million entries: a repaint of our table against Qt's own view on Qt's own C++ model."""

import os
from datetime import timedelta
from statistics import median
from time import perf_counter

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from rvuedge_desktop.ui.models.day_model import TITLES, Column
from rvuedge_desktop.ui.theme import ROW_HEIGHT
from rvuedge_desktop.ui.widgets.entry_table import EntryTable
from tests.benchmarks.measuring import (
    TODAY,
    Figure,
    arguments,
    kept_or_temporary,
    make_large_log,
    memory_of,
    percentile,
    show,
)
from tests.benchmarks.qt_inside import PaintCount, open_window

_STEPS = 200
_BARE_ROWS = 1_000


def bare_table(ours: EntryTable) -> QTableView:
    """Qt's own view, as large as ours, on a C++ model with the same texts in its first rows."""
    model = QStandardItemModel(_BARE_ROWS, len(TITLES))
    model.setHorizontalHeaderLabels(list(TITLES))
    source = ours.model()
    for row in range(_BARE_ROWS):
        for column in range(len(TITLES)):
            model.setItem(row, column, QStandardItem(str(source.index(row, column).data())))
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.horizontalHeader().setSectionResizeMode(Column.DONE, QHeaderView.ResizeMode.Stretch)
    for column in range(len(TITLES)):
        if column != Column.DONE:
            view.setColumnWidth(column, ours.columnWidth(column))
    view.resize(ours.size())
    view.show()
    return view


class Scroller:
    """Scrolls a table to a row and paints it."""

    def __init__(self, application: QApplication, view: QTableView) -> None:
        self._application, self._view = application, view
        self._painted = PaintCount(view.viewport())

    def paint_at(self, row: int) -> float:
        """Scroll there and paint everything; gives the milliseconds."""
        self._view.verticalScrollBar().setValue(row)
        self._application.processEvents()
        began = perf_counter()
        self._view.viewport().repaint()
        return (perf_counter() - began) * 1e3

    def scroll_to(self, row: int) -> float:
        """Scroll there and let Qt paint what it must; gives the milliseconds, rows fetched and all."""
        began = perf_counter()
        self._view.verticalScrollBar().setValue(row)
        self._application.processEvents()
        return (perf_counter() - began) * 1e3


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__ or "")
    with kept_or_temporary(options.logs, f"{options.entries}-in-a-day") as folder:
        make_large_log(folder, options.entries, 1, TODAY - timedelta(days=1))
        with open_window(folder) as (application, _, window):
            table = window.log_page.table
            before = memory_of(os.getpid())
            began = perf_counter()
            window.log_page.step_day(-1)
            application.processEvents()
            shown = (perf_counter() - began) * 1e3
            memory = memory_of(os.getpid()) - before
            rows = table.model().rowCount(QModelIndex())
            bare = bare_table(table)
            for _ in range(5):
                application.processEvents()
            ours, theirs = Scroller(application, table), Scroller(application, bare)
            repaints, bare_repaints, scrolls, bare_scrolls = [], [], [], []
            last = _BARE_ROWS - 40
            for step in range(_STEPS):
                place = step * last // _STEPS
                repaints.append(ours.paint_at(place))
                bare_repaints.append(theirs.paint_at(place))
            for step in range(_STEPS):
                scrolls.append(ours.scroll_to(step * (rows - 40) // _STEPS))
                bare_scrolls.append(theirs.scroll_to(step * last // _STEPS))
            bare.close()
    versus = "QTableView, QStandardItemModel"
    show(
        [
            Figure(
                "repaint of the table, median", median(repaints), "ms", median(bare_repaints), 1.6, versus
            ),
            Figure(
                "repaint of the table, p95",
                percentile(repaints, 95),
                "ms",
                percentile(bare_repaints, 95),
                None,
                versus,
            ),
            Figure(
                "a jump to rows not yet read, median",
                median(scrolls),
                "ms",
                median(bare_scrolls),
                None,
                versus,
            ),
            Figure("to show the day", shown, "ms"),
            Figure("memory the day and its pages take", memory, "MB"),
        ],
        [f"{rows:,} entries in the day, {table.viewport().width()} x {table.viewport().height()} pixels"]
        if rows
        else [],
    )


if __name__ == "__main__":
    main()
