"""The user's year beside percentiles that they brought, and their office visits beside a specialty's."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.benchmarks import METRICS, PERCENTILES, Benchmark, LevelShare, rank_words
from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.providers import Provider
from rvuedge_desktop.exchange.benchmark_csv import COLUMNS, read_benchmarks
from rvuedge_desktop.exchange.text_files import read_text_file
from rvuedge_desktop.services.benchmarks import Benchmarks, Standing
from rvuedge_desktop.services.preferences import Preferences
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.figure_table import FigureTable

_SPECIALTY_KEY = "benchmarks.specialty"
_TITLES = ("Benchmark", "Yours", "Percentile", *(f"{at}th" for at in PERCENTILES), "Source")
_LEVEL_TITLES = ("Office visit", "Yours", "", "Theirs", "")
_EMPTY = f"Nothing licensed is bundled. Load percentiles of your own as CSV: {','.join(COLUMNS)}"


class BenchmarksDialog(QDialog):
    """Two tables: percentiles, and levels of office visits."""

    def __init__(
        self,
        benchmarks: Benchmarks,
        preferences: Preferences,
        provider: Provider,
        parent: QWidget | None = None,
    ) -> None:
        """Show what is known.

        Args:
            benchmarks: what compares.
            preferences: remembers the specialty, for whom none is known.
            provider: whose year.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("Benchmarks")
        self.resize(THEME.pixels(1000), THEME.pixels(720))
        self._benchmarks, self._preferences, self._provider = benchmarks, preferences, provider.name
        self._kept: list[Standing] = []
        self._shown: Sequence[Benchmark] = ()
        self.basis = QLabel(self)
        self.basis.setObjectName("muted")
        self.basis.setWordWrap(True)
        self.table = FigureTable(_TITLES, (1, *range(3, 8)), 0, self)
        self.table.setAccessibleName("Percentiles")
        self.load = QPushButton("&Load a CSV file\u2026", self)
        self.load.clicked.connect(lambda _=False: self._choose_file())
        self.remove = QPushButton("&Remove the specialty", self)
        self.remove.clicked.connect(lambda _=False: self._remove())
        self.specialty = QComboBox(self)
        self.specialty.setAccessibleName("Specialty")
        self.specialty.addItems(benchmarks.specialties())
        self.specialty.setCurrentText(preferences.get(_SPECIALTY_KEY, "Psychiatry"))
        own = self.specialty.findText(provider.specialty, Qt.MatchFlag.MatchFixedString)
        self.specialty.setCurrentIndex(own if own >= 0 else self.specialty.currentIndex())
        self.specialty.currentTextChanged.connect(self._choose_specialty)
        self.levels = FigureTable(_LEVEL_TITLES, range(1, 5), 0, self)
        self.levels.setAccessibleName("Levels of office visits")
        note = QLabel(
            "Medicare fee-for-service 2023. A dash is unknown: outside the specialty's fifty codes of highest"
            " payments. Shares are of those known, new and known patients apart.",
            self,
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(self._row(self._title("Your last year"), self.load, self.remove))
        layout.addWidget(self.basis)
        layout.addWidget(self.table, 2)
        layout.addLayout(self._row(self._title("Office visits beside"), self.specialty))
        layout.addWidget(self.levels, 3)
        for widget in (note, self.said, buttons):
            layout.addWidget(widget)
        self.refresh()

    def _title(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName("strong")
        return label

    def _row(self, title: QLabel, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(title)
        row.addStretch(1)
        for widget in widgets:
            row.addWidget(widget)
        return row

    def refresh(self) -> None:
        """Compare anew."""
        try:
            tables = self._benchmarks.all()
            self._kept = self._benchmarks.standings(self._provider)
            mix = self._benchmarks.office_mix(self.specialty.currentText(), self._provider)
        except RvuEdgeError as error:
            self.said.setText(str(error))
            return
        # Held: another program may change them while the table shows these.
        self._shown = [one.benchmark for one in self._kept] or tables
        self.remove.setEnabled(bool(tables))
        if self._kept:
            first = self._kept[0]
            self.basis.setText(
                f"Up to {first.period.last}, as of a whole year at full time (FTE {first.fte:f})."
                " Work RVU are the schedule's, compensation is the contract's, from the day that one holds."
            )
        else:
            self.basis.setText("The log has no entry in the last year." if tables else _EMPTY)
        self.table.show_rows([_row(one) for one in self._kept] or [_figures(one, "", "") for one in tables])
        self.levels.show_rows(
            [(own.code, *_share(own), *_share(other)) for own, other in zip(mix.own, mix.others, strict=True)]
        )

    def _choose_specialty(self, name: str) -> None:
        self._attempt(partial(self._preferences.put, _SPECIALTY_KEY, name))
        self.refresh()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Load benchmarks", "", "Tables (*.csv)")
        if chosen:
            self.load_file(Path(chosen))

    def load_file(self, path: Path) -> None:
        """Keep the percentiles of a file, or say what is wrong with it."""
        self._attempt(lambda: self._kept_of(path))
        self.refresh()

    def _kept_of(self, path: Path) -> str:
        count = self._benchmarks.add(read_benchmarks(read_text_file(path), path.name))
        return f"{text.counted(count, 'benchmark', 'benchmarks')} kept"

    def _remove(self) -> None:
        self._attempt(self._removed)
        self.refresh()

    def _removed(self) -> str:
        chosen = self._shown[max(self.table.currentRow(), 0)].specialty
        count = self._benchmarks.remove(chosen)
        return f"{text.counted(count, 'benchmark', 'benchmarks')} of {chosen} removed"

    def _attempt(self, verb: Callable[[], str | None]) -> None:
        """Do it, and say what was done or what went wrong."""
        try:
            self.said.setText(verb() or "")
        except RvuEdgeError as error:
            self.said.setText(str(error))


def _row(standing: Standing) -> tuple[str, ...]:
    figure = "" if standing.figure is None else f"{standing.figure:,f}"
    where = rank_words(standing.rank).removesuffix(" percentile") if standing.rank else standing.reason
    return _figures(standing.benchmark, figure or text.ABSENT, where)


def _figures(one: Benchmark, figure: str, where: str) -> tuple[str, ...]:
    name = f"{one.specialty}, {METRICS[one.metric]}, {one.year}"
    values = (f"{one.values[at]:,f}" if at in one.values else text.ABSENT for at in PERCENTILES)
    return (name, figure, where, *values, one.source)


def _share(share: LevelShare) -> tuple[str, str]:
    services = text.ABSENT if share.services is None else f"{share.services:,}"
    percent = text.ABSENT if share.percent is None else f"{share.percent:f} %"
    return services, percent
