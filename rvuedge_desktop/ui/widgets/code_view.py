"""The page of a code: what it is, what it is worth, how it compares, how it went, what is paid beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.indicator_words import indicator_words
from rvuedge_desktop.domain.pricing import established_work, has_rvus
from rvuedge_desktop.domain.rates import NATIONAL
from rvuedge_desktop.services.lookup import CodeFacts
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE
from rvuedge_desktop.ui.widgets.small_charts import DistributionChart, HistoryChart

if TYPE_CHECKING:
    from decimal import Decimal

_RIGHT = Qt.AlignmentFlag.AlignRight
_WIDEST_TEXT = 720


def _label(words: str, name: str = "plain", *, wraps: bool = False) -> QLabel:
    label = QLabel(words)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _card(title: str, beside: str = "") -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(GAP_LARGE, GAP_LARGE, GAP_LARGE, GAP_LARGE)
    layout.setSpacing(GAP)
    head = QHBoxLayout()
    head.addWidget(_label(title, "strong"))
    head.addStretch(1)
    if beside:
        head.addWidget(_label(beside, "muted"))
    layout.addLayout(head)
    return card, layout


class CodeView(QScrollArea):
    """The page; it is built anew for each code.

    Attributes:
        log_requested: a code is to be logged.
        copy_requested: the page is to be copied as text.
    """

    log_requested = Signal(str)
    copy_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("The code")
        self.facts: CodeFacts | None = None

    def show_code(self, facts: CodeFacts) -> None:
        """Show a code."""
        self.facts = facts
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(GAP_PAGE, GAP_LARGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(self._head(facts))
        self._add_words(layout, facts)
        cards = QHBoxLayout()
        cards.setSpacing(GAP_LARGE)
        cards.addWidget(_worth(facts), 1)
        beside = QVBoxLayout()
        beside.setSpacing(GAP_LARGE)
        for chart in (_compared(facts), _history(facts)):
            if chart:
                beside.addWidget(chart)
        beside.addStretch(1)
        cards.addLayout(beside, 1)
        layout.addLayout(cards)
        for one in (_components(facts), _billing(facts)):
            if one:
                layout.addWidget(one)
        layout.addStretch(1)
        self.setWidget(page)

    def _head(self, facts: CodeFacts) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(_label(facts.code, "code"))
        head.addWidget(_label(facts.category.title, "chip"), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        for title, name, signal in (
            ("Copy as text", "", self.copy_requested),
            ("Log it", "main", self.log_requested),
        ):
            button = QPushButton(title)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(facts.code))
            head.addWidget(button)
        return head

    def _add_words(self, layout: QVBoxLayout, facts: CodeFacts) -> None:
        title = _label(facts.title or "Not described yet", "subtitle", wraps=True)
        layout.addWidget(title)
        if facts.also:
            layout.addWidget(_label("Also: " + ", ".join(facts.also), "muted", wraps=True))
        if facts.plain:
            plain = _label(facts.plain, wraps=True)
            plain.setMaximumWidth(_WIDEST_TEXT)
            layout.addWidget(plain)


def _worth(facts: CodeFacts) -> QFrame:
    release = facts.terms.release.release if facts.terms else None
    beside = f"{release.name} \u00b7 {release.title}" if release else ""
    card, layout = _card("Worth", beside)
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_PAGE)
    grid.setVerticalSpacing(GAP)
    grid.setColumnStretch(0, 1)
    for column, title in ((1, "Office"), (2, "Facility")):
        grid.addWidget(_label(title, "muted"), 0, column, _RIGHT)
    for place, (name, office, facility) in enumerate(_figures(facts), 1):
        grid.addWidget(_label(name), place, 0)
        grid.addWidget(_label(office), place, 1, _RIGHT)
        grid.addWidget(_label(facility), place, 2, _RIGHT)
    last = grid.rowCount()
    grid.addWidget(_label("Medicare allows", "strong"), last, 0)
    grid.addWidget(_label(text.money(facts.office.unit_amount), "amount"), last, 1, _RIGHT)
    grid.addWidget(_label(text.money(facts.facility.unit_amount), "strong"), last, 2, _RIGHT)
    layout.addLayout(grid)
    reason = facts.office.reason
    words = f"Not priced: {reason}" if reason else facts.office.formula
    layout.addWidget(_label(words, "warning" if reason else "muted", wraps=True))
    if facts.terms:
        gpci = facts.terms.gpci
        where = "National amounts" if gpci == NATIONAL else f"Amounts for {gpci.name}"
        layout.addWidget(_label("; ".join((where, *facts.office.notes)), "muted", wraps=True))
    layout.addStretch(1)
    return card


def _figures(facts: CodeFacts) -> Sequence[tuple[str, str, str]]:
    row = facts.row
    if row is None or not has_rvus(row):
        return [
            (name, text.ABSENT, text.ABSENT)
            for name in ("Work", "Practice expense", "Malpractice", "Total RVU")
        ]
    work = text.rvu(established_work(row))
    return [
        ("Work", work, work),
        ("Practice expense", text.rvu(row.pe_nonfacility), text.rvu(row.pe_facility)),
        ("Malpractice", text.rvu(row.malpractice), text.rvu(row.malpractice)),
        ("Total RVU", text.rvu(row.total("office")), text.rvu(row.total("facility"))),
    ]


def _compared(facts: CodeFacts) -> QFrame | None:
    found = facts.comparison
    if found is None:
        return None
    card, layout = _card(f"Compared with {found.n:,} codes")
    chart = DistributionChart()
    chart.show_comparison(found)
    layout.addWidget(chart)
    place = f"{_ordinal(found.percentile)} percentile by work RVU"
    layout.addWidget(_label(f"{place} of {found.cohort}", "muted", wraps=True))
    return card


def _history(facts: CodeFacts) -> QFrame | None:
    by_year: dict[str, Decimal] = {
        str(point.release.first_day.year): point.work for point in facts.history if point.work is not None
    }
    if not by_year:
        return None
    card, layout = _card("Work RVU by year")
    chart = HistoryChart()
    chart.show_points(list(by_year.items()))
    layout.addWidget(chart)
    return card


def _components(facts: CodeFacts) -> QFrame | None:
    if not facts.components:
        return None
    card, layout = _card("Parts")
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_PAGE)
    grid.setColumnStretch(0, 1)
    for column, title in enumerate(("", "Work", "Office", "Facility")):
        grid.addWidget(_label(title, "muted"), 0, column, _RIGHT if column else Qt.AlignmentFlag.AlignLeft)
    for place, one in enumerate(facts.components, 1):
        grid.addWidget(_label(_PARTS[one.rate.modifier]), place, 0)
        for column, words in enumerate(
            (
                text.rvu(established_work(one.rate)),
                text.money(one.office.unit_amount),
                text.money(one.facility.unit_amount),
            ),
            1,
        ):
            grid.addWidget(_label(words), place, column, _RIGHT)
    layout.addLayout(grid)
    return card


_PARTS = {
    "26": "26, professional part",
    "TC": "TC, technical part",
    "53": "53, ended early",
}


def _billing(facts: CodeFacts) -> QFrame | None:
    if facts.row is None:
        return None
    said = [f"Status {facts.row.status}: {facts.status_text}", *indicator_words(facts.row.indicators)]
    card, layout = _card("Billing")
    for words in said:
        layout.addWidget(_label(words, wraps=True))
    return card


def _ordinal(number: int) -> str:
    tens, ones = divmod(number % 100, 10)
    ending = "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
    return f"{number}{ending}"
