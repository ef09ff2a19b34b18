"""Load a file of CMS: read it, say what it is and what it would change, and only then load it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.release_changes import RateChange, ReleaseChanges
from rvuedge_desktop.schedule.published_bundle import PublishedBundle
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.releases import Effect, ImportReport, read_files
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.tasks import Task
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.figure_table import FigureTable

_USUAL_ROWS = 20_000
"""A release has some 19,400 rows: what the progress is shown of."""
_SHOWN = 500
_EFFECT_TITLES = ("Code", "What", "Entries", "wRVU now", "then", "Medicare now", "then")
_CHANGE_TITLES = ("Code", "What", "Work now", "then", "Office total", "then", "Facility total", "then")


class ImportDialog(QDialog):
    """Reads, reports, asks.

    Attributes:
        said: what was done, for the status line; empty where nothing was.
    """

    def __init__(self, desk: Desk, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        """Begin to read.

        Args:
            desk: the log and everything on it.
            paths: the files.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.said = ""
        self._desk = desk
        self._report: ImportReport | None = None
        self.setWindowTitle("Load a CMS file")
        self.setMinimumSize(THEME.pixels(760), THEME.pixels(480))
        self.resize(THEME.pixels(980), THEME.pixels(600))
        self._title = _label("", "title", self)
        self._words = _label("Reading " + ", ".join(path.name for path in paths), "", self)
        self._notes = _label("", "muted", self)
        self._progress = QProgressBar(self)
        self._progress.setRange(0, _USUAL_ROWS)
        self._progress.setAccessibleName("Rows read")
        self._tabs = QTabWidget(self)
        self._effect = FigureTable(_EFFECT_TITLES, range(2, 7), 1, self)
        self._changes = FigureTable(_CHANGE_TITLES, range(2, 8), 1, self)
        self._tabs.addTab(self._effect, "Your last twelve months")
        self._tabs.addTab(self._changes, "In the schedule")
        self._tabs.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.rejected.connect(self.reject)
        self._load = self._button("&Load", lambda: self._keep(reprice=False))
        self._reprice = self._button("Load and &price anew", lambda: self._keep(reprice=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        for widget in (self._title, self._words, self._notes, self._progress):
            layout.addWidget(widget)
        layout.addWidget(self._tabs, 1)
        layout.addStretch()
        layout.addWidget(self._buttons)
        self._task = Task(lambda tell: read_files(paths, tell), self)
        self._task.progressed.connect(self._on_task_progressed)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._refuse)
        application = QCoreApplication.instance()
        assert application is not None  # noqa: S101 - there is no dialog without one
        application.aboutToQuit.connect(self._task.end)
        self._task.start()

    def _button(self, title: str, slot: Callable[[], None]) -> QPushButton:
        button = self._buttons.addButton(title, QDialogButtonBox.ButtonRole.AcceptRole)
        button.clicked.connect(lambda _=False: slot())
        button.hide()
        return button

    def done(self, result: int) -> None:
        """Leave nothing running behind."""
        self._task.end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same where the window manager closes it."""
        self._task.end()
        super().closeEvent(event)

    def _on_task_progressed(self, rows: int) -> None:
        self._progress.setValue(min(rows % _USUAL_ROWS, _USUAL_ROWS))

    def _on_task_succeeded(self, bundle: object) -> None:
        assert isinstance(bundle, PublishedBundle)  # noqa: S101 - what `read_files` gives
        try:
            report = self._desk.releases.report(bundle)
        except RvuEdgeError as error:
            self._refuse(error)
        else:
            self._show(report)

    def _refuse(self, error: Exception) -> None:
        """Say why it can't be loaded; the schedule is as it was."""
        if not isinstance(error, RvuEdgeError):
            self.reject()
            raise error
        self._progress.hide()
        self._title.setText("This file was not loaded")
        self._words.setText(error.what)
        safe = error.safe or "The schedule and your entries are as they were"
        self._notes.setText(". ".join(part for part in (safe, error.fix) if part) + ".")
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("Close")

    def _show(self, report: ImportReport) -> None:
        """Say what it is and what it would change, and offer to load it."""
        self._report = report
        self._progress.hide()
        self._title.setText(f"{report.release.name}, {report.release.title}")
        self._words.setText(_words(report))
        self._notes.setText("\n".join(_remarks(report)))
        self._notes.setVisible(bool(self._notes.text()))
        self._effect.show_rows(effect_rows(report.effect, self._desk.lookup.title))
        self._changes.show_rows(change_rows(report.changes, self._desk.lookup.title))
        changed = len(report.changes.added) + len(report.changes.removed) + len(report.changes.changed)
        self._tabs.setTabText(0, f"Your last twelve months ({len(report.effect.codes):,} codes)")
        self._tabs.setTabText(1, f"In the schedule ({changed:,} rows)")
        self._tabs.setCurrentIndex(0 if report.effect.codes else 1)
        self._tabs.show()
        self._load.setText(f"&Load {report.release.name}")
        self._load.show()
        self._load.setDefault(True)
        self._load.setFocus(Qt.FocusReason.OtherFocusReason)
        entries = report.effect.before.entries
        if entries:
            self._reprice.setText(f"Load, and &price {text.counted(entries, 'entry', 'entries')} anew")
            self._reprice.show()

    def _keep(self, *, reprice: bool) -> None:
        """Load it, and where asked price the entries of its days anew."""
        if self._report is None:
            return
        releases, name = self._desk.releases, self._report.release.name
        try:
            releases.load(self._report)
            self.said = f"Loaded {name}; no entry was priced anew"
            if reprice:
                count = releases.reprice(releases.days_of(name), f"Priced anew by {name}")
                self.said = f"Loaded {name}; {text.counted(count, 'entry', 'entries')} priced anew"
        except RvuEdgeError as error:
            self._tabs.hide()
            self._load.hide()
            self._reprice.hide()
            self._refuse(error)
        else:
            self.accept()


def _label(words: str, name: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _words(report: ImportReport) -> str:
    file, changes = report.bundle.file, report.changes
    until = f" to {report.last_day}" if report.last_day else ""
    rows = f"{len(file.rates):,} rows read from {', '.join(report.bundle.members)}."
    rules = f"It rules days of service from {report.release.first_day}{until}."
    against = report.against
    other = (
        f"Against {against.name}: {text.counted(len(changes.added), 'row', 'rows')} added, "
        f"{len(changes.removed):,} removed, {len(changes.changed):,} changed."
        if against
        else ""
    )
    return " ".join(part for part in (rules, rows, other, _effect_words(report.effect)) if part)


def _effect_words(effect: Effect) -> str:
    if not effect.codes:
        fall = text.counted(effect.entries, "entry falls", "entries fall")
        return f"Of your last twelve months {fall} on its days; none would change."
    before, after = effect.before, effect.after
    entries = text.counted(effect.entries, "entry", "entries")
    return (
        f"Of your {entries} on its days, {before.entries:,} would change: "
        f"{text.rvu(before.known_wrvu)} to {text.rvu(after.known_wrvu)} wRVU, "
        f"{text.money(before.known_amount)} to {text.money(after.known_amount)}."
    )


def _remarks(report: ImportReport) -> list[str]:
    refused = report.bundle.file.findings
    lines = [f"Note: {remark}." for remark in report.remarks]
    if report.replaces:
        lines.append(f"{report.release.name} is at hand already; this one takes its place.")
    if refused:
        first = refused[0]
        lines.append(f"{len(refused):,} rows could not be read; line {first.line}: {first.what}.")
    return lines


def effect_rows(effect: Effect, title_of: Callable[[str], str | None]) -> list[tuple[str, ...]]:
    """What a release would change in a log, a row a code."""
    return [
        (
            one.code,
            title_of(one.code) or "",
            f"{one.before.entries:,}",
            text.rvu(one.before.known_wrvu),
            text.rvu(one.after.known_wrvu),
            text.money(one.before.known_amount),
            text.money(one.after.known_amount),
        )
        for one in effect.codes
    ]


def _change_words(change: RateChange, title: str) -> str:
    """What a code is; where no figure beside it moved, also what did change."""
    if change.work or change.total:
        return title
    names = ", ".join(name.replace("_", " ") for name in change.fields)
    return f"{names}: {title}"


def change_rows(changes: ReleaseChanges, title_of: Callable[[str], str | None]) -> list[tuple[str, ...]]:
    """What one release changes against another, the largest moves first, then what comes and goes."""
    rows: list[tuple[str, ...]] = [
        (
            "-".join(filter(None, (one.after.code, one.after.modifier))),
            _change_words(one, title_of(one.after.code) or ""),
            text.rvu(one.before.work),
            text.rvu(one.after.work),
            text.rvu(one.before.total("office")),
            text.rvu(one.after.total("office")),
            text.rvu(one.before.total("facility")),
            text.rvu(one.after.total("facility")),
        )
        for one in changes.changed[:_SHOWN]
    ]
    none = text.ABSENT
    rows += (
        (
            "-".join(filter(None, (rate.code, rate.modifier))),
            f"new: {title_of(rate.code) or ''}",
            none,
            text.rvu(rate.work),
            none,
            text.rvu(rate.total("office")),
            none,
            text.rvu(rate.total("facility")),
        )
        for rate in changes.added[:_SHOWN]
    )
    rows += (
        (
            "-".join(filter(None, (rate.code, rate.modifier))),
            f"gone: {title_of(rate.code) or ''}",
            text.rvu(rate.work),
            none,
            text.rvu(rate.total("office")),
            none,
            text.rvu(rate.total("facility")),
            none,
        )
        for rate in changes.removed[:_SHOWN]
    )
    return rows
