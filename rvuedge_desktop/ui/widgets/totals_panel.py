"""The running totals at the right: the day in large figures, then week, month, quarter and year."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.reports import PeriodTotal
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.progress_bar import ProgressBar
from rvuedge_desktop.ui.widgets.recent_days import DAYS, RecentDays

_ROWS = ("week", "month", "quarter", "year")
_QUARTERS = ("1st quarter", "2nd quarter", "3rd quarter", "4th quarter")
WIDTH = 290


def _label(parent: QWidget, name: str, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
    return label


class TotalsPanel(QFrame):
    """The totals of a day and of the periods up to it.

    Attributes:
        day_chosen: a day was clicked in the chart.
    """

    day_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_day`."""
        super().__init__(parent)
        self._desk = desk
        self._provider = ""
        self.setObjectName("panel")
        self.setAccessibleName("Totals")
        right = Qt.AlignmentFlag.AlignRight
        self._day_name, self._wrvu = _label(self, "muted"), _label(self, "figure")
        self._unit = _label(self, "muted")
        self._medicare_name, self._medicare = _label(self, "muted"), _label(self, "strong")
        self._unpriced = _label(self, "warning")
        self._own = _label(self, "muted")
        self._own.setWordWrap(True)
        self._names = {name: _label(self, "plain") for name in _ROWS}
        self._wrvus = {name: _label(self, "strong", right) for name in _ROWS}
        self._amounts = {name: _label(self, "plain", right) for name in _ROWS}
        self._heads = (_label(self, "muted", right), _label(self, "muted", right))
        self._contract = _label(self, "muted")
        self._contract.setWordWrap(True)
        self._progress = ProgressBar(self)
        self._chart_name = _label(self, "muted")
        self.chart = RecentDays(self)
        self.chart.day_chosen.connect(self.day_chosen)
        self._basis = _label(self, "muted")
        self._basis.setWordWrap(True)
        self._lay_out()
        self.resize_to_text()

    def _lay_out(self) -> None:
        self._unit.setText("wRVU")
        self._medicare_name.setText("Medicare")
        self._heads[0].setText("wRVU")
        self._heads[1].setText("Medicare")
        self._chart_name.setText("Last four weeks")
        figure = QHBoxLayout()
        figure.setSpacing(GAP)
        figure.addWidget(self._wrvu, 0, Qt.AlignmentFlag.AlignBaseline)
        figure.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBaseline)
        money = QHBoxLayout()
        money.setSpacing(GAP)
        money.addWidget(self._medicare_name)
        money.addWidget(self._medicare, 1)
        rule = QFrame(self)
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP_LARGE)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._heads[0], 0, 1)
        grid.addWidget(self._heads[1], 0, 2)
        for row, name in enumerate(_ROWS, 1):
            grid.addWidget(self._names[name], row, 0)
            grid.addWidget(self._wrvus[name], row, 1)
            grid.addWidget(self._amounts[name], row, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_LARGE)
        layout.setSpacing(GAP)
        layout.addWidget(self._day_name)
        layout.addLayout(figure)
        layout.addLayout(money)
        layout.addWidget(self._unpriced)
        layout.addWidget(self._own)
        layout.addSpacing(GAP)
        layout.addWidget(rule)
        layout.addSpacing(GAP)
        layout.addLayout(grid)
        layout.addSpacing(GAP)
        layout.addWidget(self._contract)
        layout.addWidget(self._progress)
        layout.addStretch(1)
        layout.addWidget(self._chart_name)
        layout.addWidget(self.chart)
        layout.addSpacing(GAP)
        layout.addWidget(self._basis)

    def resize_to_text(self) -> None:
        """Keep room for the figures at the text size in force."""
        self.setFixedWidth(THEME.pixels(WIDTH))

    def show_day(self, day: date, today: date, where: str, provider: str = "") -> None:
        """Show the totals up to a day.

        Args:
            day: the day shown.
            today: the day on the wall.
            where: where new entries are priced, for the line that says what the figures rest on.
            provider: whose; everybody's where empty.
        """
        self._provider = provider
        totals = self._desk.reports.totals(day, provider)
        tally = totals["day"].tally
        self._day_name.setText(text.short_day(day, today).capitalize())
        self._wrvu.setText(text.rvu(tally.known_wrvu))
        self._medicare.setText(text.money(tally.known_amount))
        self._wrvu.setToolTip(_explained(tally, Period(day, day)))
        self._medicare.setToolTip(_explained(tally, Period(day, day)))
        self._unpriced.setText(f"{text.counted(tally.unpriced, 'entry', 'entries')} not priced")
        self._unpriced.setVisible(bool(tally.unpriced))
        self._own.setText(_own_words(tally, totals["year"].tally, day.year))
        self._own.setVisible(bool(self._own.text()))
        self._show_periods(totals, day, today)
        self._show_contract(totals, day)
        self._show_chart(day)
        self._basis.setText(self._basis_of(day, where))

    def _show_periods(self, totals: Mapping[str, PeriodTotal], day: date, today: date) -> None:
        this_week = totals["week"].period.first <= today <= totals["week"].period.first + timedelta(days=6)
        titles = {
            "week": "This week"
            if this_week
            else f"Week of {totals['week'].period.first:%b} {totals['week'].period.first.day}",
            "month": f"{day:%B}",
            "quarter": _QUARTERS[(day.month - 1) // 3],
            "year": str(day.year),
        }
        for name in _ROWS:
            total = totals[name]
            self._names[name].setText(titles[name])
            self._wrvus[name].setText(text.rvu(total.tally.known_wrvu))
            self._amounts[name].setText(text.money(total.tally.known_amount))
            tip = _explained(total.tally, total.period)
            for label in (self._names[name], self._wrvus[name], self._amounts[name]):
                label.setToolTip(tip)

    def _show_contract(self, totals: Mapping[str, PeriodTotal], day: date) -> None:
        """What the contract pays for the day and has paid this contract year; nothing without one."""
        year, paid = totals["contract_year"], totals["contract_year"].contract_amount
        self._contract.setVisible(paid is not None)
        self._progress.setVisible(paid is not None and year.target is not None)
        if paid is None:
            return
        credited = text.rvu(year.tally.known_credit)
        since = f"{year.period.first:%B} {year.period.first.day}"
        self._contract.setText(
            f"Contract: {text.money(totals['day'].contract_amount)} on the day, "
            f"{text.money(paid)} above base since {since}, {credited} wRVU credited"
        )
        self._contract.setToolTip("Credited wRVU at the contract's rates. Never added to Medicare's amounts")
        whole = self._desk.reports.whole_target(day, self._provider)
        if year.target is not None and whole:
            done, due = year.tally.credited_wrvu / whole, year.target / whole
            words = f"{credited} of {text.rvu(whole)} wRVU; {text.rvu(year.target)} due by now"
            self._progress.show_share(float(done), float(due), words)

    def _show_chart(self, day: date) -> None:
        period = Period(day - timedelta(days=DAYS - 1), day) if day.toordinal() > DAYS else Period(day, day)
        days = self._desk.reports.days(period, self._provider)
        works = {one: tally.schedule_wrvu for one, tally in days.items()}
        self.chart.show_days(day, works)

    def _basis_of(self, day: date, where: str) -> str:
        ruling = self._desk.schedules.release_on(day)
        if ruling is None:
            return f"No schedule before {self._desk.schedules.releases[0].first_day.year}"
        rule = "" if ruling.rule == "in force" else f" \u00b7 {ruling.rule}"
        return f"{ruling.release.name} \u00b7 {where}{rule}"


def _own_words(of_day: Tally, of_year: Tally, year: int) -> str:
    """The user's own wRVU, of the day and of the year to it; empty where there are none."""
    parts = [f"{text.rvu(of_day.custom_wrvu)} wRVU"] if of_day.customs else []
    if of_year.customs > of_day.customs:
        parts.append(f"{text.rvu(of_year.custom_wrvu)} {'' if parts else 'wRVU '}in {year}")
    return f"Own codes: {', '.join(parts)}" if parts else ""


def _explained(tally: Tally, period: Period) -> str:
    """Where a total comes from."""
    span = f"{period.first:%B} {period.first.day} to {period.last:%B} {period.last.day}, {period.last.year}"
    lines = [
        f"Sum of {text.counted(tally.of_schedule, 'entry', 'entries')}, {span}",
        "Each priced by the release in force on its day",
    ]
    if tally.unpriced:
        lines.append(f"{text.counted(tally.unpriced, 'entry is', 'entries are')} not priced and left out")
    if tally.customs:
        own = text.counted(tally.customs, "entry", "entries")
        lines.append(f"Apart: {text.rvu(tally.custom_wrvu)} own wRVU of {own} with codes of your own")
    return "\n".join(lines)
