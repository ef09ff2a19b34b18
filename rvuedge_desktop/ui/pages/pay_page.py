"""The Pay page: what the contract year earned month by month, and how far to the target."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.contracts import ContractYear
from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.periods import month_of
from rvuedge_desktop.domain.providers import Provider
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.pay import Pace, Statement, policy_words, rate_dollars
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.bridge import Bridge
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE
from rvuedge_desktop.ui.widgets.figure_table import FigureTable
from rvuedge_desktop.ui.widgets.progress_bar import ProgressBar

_TITLES = (
    "Month",
    "Credited wRVU",
    "To date",
    "Base",
    "Above base",
    "Contract",
    "Medicare allows",
    "Target",
)
_EMPTY = (
    "There is no contract yet.\n"
    "Describe yours, and every entry shows what it credits and pays, with the target and the pace."
)


class PayPage(QWidget):
    """The page.

    Attributes:
        said: something was done, or went wrong: a text or an error for the status line of the Log page.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Show the contract year of today.

        Args:
            desk: the log and everything on it.
            bridge: tells of changes.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk = desk
        self._year: ContractYear | None = None
        self._whose = ""
        self._months: list[Statement] = []
        self._years = QComboBox(self)
        self._years.setAccessibleName("Contract year")
        self._years.currentIndexChanged.connect(lambda _: self._show_year())
        self._what_if = self._button("&What if\u2026", self._ask_what_if)
        self._edit = self._button("&Edit contract\u2026", self.edit_contract)
        self._benchmarks = self._button("&Benchmarks\u2026", self.show_benchmarks)
        self._earned = _Card("Earned above base", self)
        self._tier = _Card("To the next tier", self)
        self._target = _Card("Target", self)
        self.progress = ProgressBar(self)
        self._target.layout_of_card.addWidget(self.progress)
        self.table = FigureTable(_TITLES, range(1, 8), 0, self)
        self.table.setAccessibleName("Months of the contract year")
        self.table.currentCellChanged.connect(lambda *_: self._explain())
        self._how_title = QLabel(self)
        self._how_title.setObjectName("strong")
        self._how = QLabel(self)
        self._how.setWordWrap(True)
        self._policy = QLabel(self)
        self._policy.setObjectName("muted")
        self._policy.setWordWrap(True)
        self._pages = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_LARGE, GAP_PAGE, GAP_PAGE)
        layout.addWidget(self._pages)
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self._full_page())
        bridge.changed.connect(lambda _: self.refresh())
        self.refresh()

    def _button(self, title: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(title, self)
        button.clicked.connect(lambda _=False: slot())
        return button

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        self._empty = QLabel(_EMPTY, page)
        self._empty.setObjectName("muted")
        describe = QPushButton("&Describe the contract\u2026", page)
        describe.setObjectName("main")
        describe.clicked.connect(lambda _=False: self.edit_contract())
        load = QPushButton("&Open a TOML file\u2026", page)
        load.clicked.connect(lambda _=False: self._open_file())
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(describe)
        row.addWidget(load)
        row.addWidget(self._button("&Benchmarks\u2026", self.show_benchmarks))
        row.addStretch(1)
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        layout.addWidget(self._empty)
        layout.addLayout(row)
        layout.addStretch(2)
        return page

    def _full_page(self) -> QWidget:
        page = QWidget(self)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        title = QLabel("Contract year", page)
        title.setObjectName("title")
        head.addWidget(title)
        head.addWidget(self._years)
        head.addStretch(1)
        head.addWidget(self._benchmarks)
        head.addWidget(self._what_if)
        head.addWidget(self._edit)
        cards = QHBoxLayout()
        cards.setSpacing(GAP_LARGE)
        for card in (self._earned, self._tier, self._target):
            cards.addWidget(card, 1)
        how = QFrame(page)
        how.setObjectName("card")
        told = QVBoxLayout(how)
        told.setContentsMargins(GAP_LARGE, GAP_LARGE, GAP_LARGE, GAP_LARGE)
        told.setSpacing(GAP)
        for label in (self._how_title, self._how, self._policy):
            told.addWidget(label)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(head)
        layout.addLayout(cards)
        layout.addWidget(self.table, 1)
        layout.addWidget(how)
        return page

    def focus(self) -> None:
        """Take the keyboard to the months."""
        if self._year:
            self.table.setFocus()

    # What is shown

    def refresh(self) -> None:
        """Catch up with the log: contracts and sums may be others."""
        today = self._desk.workspace.today()
        pay = self._desk.pay
        try:
            whose = self._desk.providers.whose().shown
            contracts = pay.contracts_of(whose) if whose else pay.contracts()
            years = [
                year
                for provider in {one.provider: None for one in contracts}
                for year in pay.years_to(provider, today)
            ]
        except RvuEdgeError as error:
            self.said.emit(error)
            return
        shown = self._years.currentIndex() if whose == self._whose else 0
        self._whose = whose
        self._empty.setText(_EMPTY.replace("There is", f"{whose} has") if whose else _EMPTY)
        self._years.blockSignals(True)
        self._years.clear()
        several = len({year.contract.provider for year in years}) > 1
        for year in reversed(years):
            whose = f", {year.contract.provider}" if several else ""
            span = f"{_short(year.period.first)} to {_short(year.period.last)}"
            self._years.addItem(f"{year.contract.name}: {span}{whose}", year)
        self._years.setCurrentIndex(min(max(shown, 0), len(years) - 1))
        self._years.blockSignals(False)
        self._pages.setCurrentIndex(1 if years else 0)
        self._show_year()

    def _show_year(self) -> None:
        year = self._years.currentData()
        self._year = year if isinstance(year, ContractYear) else None
        if self._year is None:
            return
        today = self._desk.workspace.today()
        pay = self._desk.pay
        self._months = pay.months(self._year, today)
        pace = pay.pace(self._year, today)
        self._show_cards(self._year, pace, today)
        self.table.show_rows([self._row(one, today) for one in self._months])
        self._policy.setText(policy_words(self._year.contract))
        if self._months:
            self.table.setCurrentCell(len(self._months) - 1, 0)
            self._explain()

    def _show_cards(self, year: ContractYear, pace: Pace, today: date) -> None:
        credited = self._months[-1].credited_to_date if self._months else None
        above = sum((one.productivity for one in self._months), start=text.NOTHING)
        tier = year.tier_at(credited or text.NOTHING)
        at = f", now at {rate_dollars(tier.rate)} a wRVU" if tier else ""
        self._earned.show_figure(text.money(above), f"{text.rvu(credited)} credited wRVU{at}")
        if pace.next_tier:
            when = pace.next_tier_day
            about = f"about {when:%B} {when.day} at this pace" if when else "not in this year at this pace"
            to_go = pace.next_tier.from_wrvu - (credited or text.NOTHING)
            remark = f"{rate_dollars(pace.next_tier.rate)} from there, {about}"
            self._tier.show_figure(f"{text.rvu(to_go)} wRVU", remark)
        else:
            self._tier.show_figure(text.ABSENT, "the highest tier is reached")
        if pace.target is None:
            self._target.show_figure(text.ABSENT, "the contract has no target")
            self.progress.hide()
            return
        low_high = "" if pace.low is None else f", {text.rvu(pace.low)} to {text.rvu(pace.high)} by week"
        need = "; reached" if pace.needed == 0 else f"; a day must bring {text.rvu(pace.needed)}"
        need = "" if pace.needed is None else need
        on = "no working day yet" if pace.projected is None else f"on pace for {text.rvu(pace.projected)}"
        self._target.show_figure(on, f"target {text.rvu(pace.target)}{low_high}{need}")
        self.progress.show()
        self.progress.show_share(
            float((credited or text.NOTHING) / pace.target) if pace.target else 0.0,
            float((pace.expected or text.NOTHING) / pace.target) if pace.target else 0.0,
            f"{text.rvu(credited)} of {text.rvu(pace.target)} wRVU; {text.rvu(pace.expected)} due by {today}",
        )

    def _row(self, one: Statement, today: date) -> tuple[str, ...]:
        month = f"{one.period.first:%B %Y}"
        if one.period.last == today != month_of(today).last:
            month += " so far"
        return (
            month,
            text.rvu(one.credited),
            text.rvu(one.credited_to_date),
            text.money(one.base),
            text.money(one.productivity),
            text.money(one.total),
            text.money(one.tally.known_amount),
            text.rvu(one.target),
        )

    def _explain(self) -> None:
        """Say how the chosen month came about."""
        place = self.table.currentRow()
        if not 0 <= place < len(self._months):
            return
        one = self._months[place]
        self._how_title.setText(f"How {one.period.first:%B} came about")
        before = one.credited_to_date - one.credited
        after = text.rvu(one.credited_to_date)
        sums = f"{text.rvu(before)} + {text.rvu(one.credited)} = {after} credited wRVU. "
        told = ". ".join(f"{line.label}: {text.money(line.amount)}, {line.how}" for line in one.lines)
        unpriced = one.tally.uncredited
        left = f". {text.counted(unpriced, 'entry is', 'entries are')} not credited" if unpriced else ""
        self._how.setText(f"{sums}{told}{left}.")

    # What can be done

    def edit_contract(self) -> None:
        """Describe a contract, or change the one that is shown."""
        from rvuedge_desktop.ui.dialogs.contract_dialog import ContractDialog  # noqa: PLC0415 - rarely needed

        contract = self._year.contract if self._year else None
        new = self._desk.providers.whose().new
        names = [new, *(name for name in self._desk.providers.names() if name != new)]
        dialog = ContractDialog(contract, self._desk.workspace.today(), names, self)
        dialog.finished.connect(dialog.deleteLater)
        if dialog.exec() == ContractDialog.DialogCode.Accepted and dialog.contract is not None:
            self._attempt(partial(self._desk.pay.keep, dialog.contract))

    def _open_file(self) -> None:
        from rvuedge_desktop.exchange.contract_toml import read_contract  # noqa: PLC0415 - rarely needed
        from rvuedge_desktop.exchange.text_files import read_text_file  # noqa: PLC0415

        chosen, _ = QFileDialog.getOpenFileName(self, "Open a contract", "", "Contracts (*.toml)")
        if chosen:
            path = Path(chosen)
            self._attempt(lambda: self._desk.pay.keep(read_contract(read_text_file(path), path.name)))

    def _attempt(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except RvuEdgeError as error:
            self.said.emit(error)
            self._how_title.setText("The contract was not changed")
            self._how.setText(str(error))

    def show_benchmarks(self) -> None:
        """Show the user's year beside percentiles and a specialty's office visits."""
        from rvuedge_desktop.ui.dialogs.benchmarks_dialog import BenchmarksDialog  # noqa: PLC0415 - rarely needed

        desk = self._desk
        name = self._year.contract.provider if self._year else desk.providers.whose().new
        provider = desk.providers.find(name) or Provider(name)
        dialog = BenchmarksDialog(desk.benchmarks, desk.preferences, provider, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.exec()

    def _ask_what_if(self) -> None:
        from rvuedge_desktop.ui.dialogs.what_if_dialog import WhatIfDialog  # noqa: PLC0415 - rarely needed

        if self._year:
            dialog = WhatIfDialog(self._desk.pay, self._year, self._desk.workspace.today(), self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.exec()


def _short(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


class _Card(QFrame):
    """A figure with its name above and a remark under it.

    Attributes:
        layout_of_card: for what else stands on it.
    """

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        name = QLabel(title, self)
        name.setObjectName("muted")
        self._figure = QLabel(self)
        self._figure.setObjectName("cardfigure")
        self._remark = QLabel(self)
        self._remark.setObjectName("muted")
        self._remark.setWordWrap(True)
        self.layout_of_card = QVBoxLayout(self)
        self.layout_of_card.setContentsMargins(GAP_LARGE, GAP_LARGE, GAP_LARGE, GAP_LARGE)
        self.layout_of_card.setSpacing(GAP // 2)
        for widget in (name, self._figure, self._remark):
            self.layout_of_card.addWidget(widget)
        self.setAccessibleName(title)

    def show_figure(self, figure: str, remark: str) -> None:
        """Show a figure."""
        self._figure.setText(figure)
        self._remark.setText(remark)
        self.setAccessibleDescription(f"{figure}, {remark}")
