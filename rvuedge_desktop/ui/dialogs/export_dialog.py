"""Choose what to export: which month or year, and which table."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from rvuedge_desktop.domain.periods import Period, month_of, months_of
from rvuedge_desktop.services.reports import Kind, Reports, Table
from rvuedge_desktop.ui.theme import GAP_LARGE, GAP_PAGE

KINDS: tuple[tuple[Kind, str], ...] = (
    ("summary", "Summary, one row a month"),
    ("days", "Days, one row a day worked"),
    ("codes", "Codes, one row a code"),
    ("entries", "Entries, complete"),
)
_YEARS = 7


class ExportDialog(QDialog):
    """What to export."""

    def __init__(self, day: date, *, whole_year: bool, parent: QWidget | None = None) -> None:
        """Begin with the month or year of a day.

        Args:
            day: the day shown.
            whole_year: whether years are offered instead of months.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("Export a year" if whole_year else "Export a month")
        self._period = QComboBox(self)
        self._period.setAccessibleName("Year" if whole_year else "Month")
        years = range(day.year + 1, day.year - _YEARS, -1)
        if whole_year:
            for year in years:
                self._period.addItem(str(year), year)
            self._period.setCurrentText(str(day.year))
        else:
            for month in (month for year in years for month in reversed(months_of(year))):
                self._period.addItem(f"{month.first:%B %Y}", month)
            self._period.setCurrentText(f"{month_of(day).first:%B %Y}")
        self._kind = QComboBox(self)
        self._kind.setAccessibleName("Table")
        for kind, title in KINDS:
            self._kind.addItem(title, kind)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setVerticalSpacing(GAP_LARGE)
        form.addRow("Year" if whole_year else "Month", self._period)
        form.addRow("Table", self._kind)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(form)
        layout.addWidget(buttons)

    def _chosen_kind(self) -> Kind:
        return KINDS[self._kind.currentIndex()][0]

    def file_name(self) -> str:
        """A name for the file, such as `rvuedge-2026-07-summary.csv`."""
        chosen = self._period.currentData()
        span = f"{chosen.first:%Y-%m}" if isinstance(chosen, Period) else str(chosen)
        return f"rvuedge-{span}-{self._chosen_kind()}.csv"

    def table(self, reports: Reports) -> Table:
        """The table that was chosen."""
        chosen = self._period.currentData()
        if isinstance(chosen, Period):
            return reports.month_table(chosen, self._chosen_kind())
        return reports.year_table(int(chosen), self._chosen_kind())
