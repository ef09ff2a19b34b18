"""Load NCCI's pairs: read them, say what they are, and only then load them; both beside the window."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.quarters import Quarter
from rvuedge_desktop.schedule.published_pairs import USUAL_ROWS, PublishedPairs, QuarterUnknownError
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.pairs import PairsLoad, PairsReport, quarter_named, read_pair_files
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.tasks import Task, Tell
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME

_SHOWN = 5
_EXAMPLE = "2026Q2"


class PairsDialog(QDialog):
    """Reads, reports, asks, loads.

    Attributes:
        said: what was done, for the status line; empty where nothing was.
        quarter: asks of which quarter the files are, where nothing says it.
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
        self._paths = tuple(paths)
        self._report: PairsReport | None = None
        self._task: Task | None = None
        self.setWindowTitle("Load NCCI pairs")
        self.setMinimumSize(THEME.pixels(560), THEME.pixels(260))
        self.resize(THEME.pixels(680), THEME.pixels(320))
        self._title = _label("title", self)
        self._words = _label("", self)
        self._notes = _label("muted", self)
        self._progress = QProgressBar(self)
        self.quarter = QLineEdit(self)
        self.quarter.setPlaceholderText(_EXAMPLE)
        self.quarter.setAccessibleName(f"Quarter, such as {_EXAMPLE}")
        self.quarter.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.rejected.connect(self.reject)
        self._load = QPushButton("&Load", self)
        self._buttons.addButton(self._load, QDialogButtonBox.ButtonRole.AcceptRole)
        self._load.clicked.connect(lambda _=False: self._keep())
        self._load.hide()
        self._again = QPushButton("&Read again", self)
        self._buttons.addButton(self._again, QDialogButtonBox.ButtonRole.AcceptRole)
        self._again.clicked.connect(lambda _=False: self._read_again())
        self._again.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        for widget in (self._title, self._words, self._notes, self.quarter, self._progress):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(self._buttons)
        application = QCoreApplication.instance()
        assert application is not None  # noqa: S101 - there is no dialog without one
        application.aboutToQuit.connect(self._end)
        self._read(None)

    def _read(self, quarter: Quarter | None) -> None:
        """Read the files; of that quarter, where nothing says it."""
        for widget in (self._title, self._notes, self.quarter, self._again):
            widget.hide()
        self._words.setText("Reading " + ", ".join(path.name for path in self._paths))
        task = Task(lambda tell: read_pair_files(self._paths, tell, quarter), self)
        self._begin(task, "Rows read", USUAL_ROWS)

    def _read_again(self) -> None:
        try:
            quarter = quarter_named(self.quarter.text())
        except RvuEdgeError as error:
            self._notes.setText(f"{error}.")
            self.quarter.setFocus()
        else:
            self._read(quarter)

    def _begin(self, task: Task, what: str, rows: int) -> None:
        """Do something beside the window, and show how far it is."""
        self._task = task
        self._progress.setAccessibleName(what)
        self._progress.setRange(0, rows)
        self._progress.setValue(0)
        self._progress.show()
        task.progressed.connect(lambda done: self._progress.setValue(min(done, rows)))
        task.succeeded.connect(self._on_task_succeeded)
        task.failed.connect(self._refuse)
        task.start()

    def _end(self) -> None:
        if self._task is not None:
            self._task.end()

    def done(self, result: int) -> None:
        """Leave nothing running behind; what is half written is taken back."""
        self._end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same where the window manager closes it."""
        self._end()
        super().closeEvent(event)

    def _on_task_succeeded(self, result: object) -> None:
        if isinstance(result, PairsLoad):
            self._desk.pairs.tell_of_load(result)
            assert self._report is not None  # noqa: S101 - only what is reported is loaded
            self.said = f"{result.count:,} pairs of {result.quarter.title} loaded; {_own(self._report)}"
            self.accept()
            return
        assert isinstance(result, PublishedPairs)  # noqa: S101 - what `read_pair_files` gives
        try:
            report = self._desk.pairs.report(result)
        except RvuEdgeError as error:
            self._refuse(error)
        else:
            self._show(report)

    def _refuse(self, error: Exception) -> None:
        """Say why they can't be loaded; all is as it was. Ask for a quarter that nothing says."""
        if not isinstance(error, RvuEdgeError):
            self.reject()
            raise error
        self._progress.hide()
        self._load.hide()
        self._title.setText("No pairs were loaded")
        self._words.setText(error.what)
        safe = error.safe or "Your entries are as they were"
        self._notes.setText(". ".join(part for part in (safe, error.fix) if part) + ".")
        self._title.show()
        self._notes.show()
        if isinstance(error, QuarterUnknownError):
            self._title.setText("Which quarter is it?")
            self._notes.setText(f"Type it, such as {_EXAMPLE}, and the files are read again.")
            self.quarter.show()
            self.quarter.setFocus()
            self._again.show()
            self._again.setDefault(True)
            return
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("Close")

    def _show(self, report: PairsReport) -> None:
        """Say what they are, and offer to load them."""
        self._report = report
        published = report.published
        self._progress.hide()
        self._title.setText(f"NCCI pairs of {published.quarter.title}")
        self._title.show()
        self._words.setText(
            f"{published.count:,} pairs read from {', '.join(published.members)}. "
            "They say which codes Medicare does not pay together on one day; they price nothing. "
            f"{_own(report).capitalize()}."
        )
        self._notes.setText("\n".join(_remarks(report)))
        self._notes.setVisible(bool(self._notes.text()))
        self._load.setText(f"&Load the pairs of {published.quarter.title}")
        self._load.show()
        self._load.setDefault(True)
        self._load.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        """Write them."""
        if self._report is None:
            return
        published = self._report.published
        write = self._desk.pairs.writer(published)

        def work(tell: Tell) -> PairsLoad:
            return write(tell)

        self._load.hide()
        self._begin(Task(work, self), "Pairs kept", published.count)


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _own(report: PairsReport) -> str:
    """How many of the user's codes stand in a pair."""
    count = len(report.own_codes)
    return f"{count:,} of your codes of the last twelve months {'stands' if count == 1 else 'stand'} in one"


def _remarks(report: PairsReport) -> list[str]:
    refused = report.published.findings
    lines = [f"Note: {remark}." for remark in report.remarks]
    if report.replaces:
        lines.append(
            f"They take the place of the {report.replaces.count:,} pairs of {report.replaces.quarter.title}."
        )
    if refused:
        rows = text.counted(len(refused), "row", "rows")
        lines.append(f"{rows} could not be read:")
        lines += (f"line {one.line}: {one.what}" for one in refused[:_SHOWN])
    return lines
