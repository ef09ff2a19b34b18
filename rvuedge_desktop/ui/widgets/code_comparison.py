"""Two to four codes side by side."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rvuedge_desktop.domain.pricing import established_work, has_rvus
from rvuedge_desktop.services.lookup import CodeFacts
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE
from rvuedge_desktop.ui.widgets.code_cards import label_of
from rvuedge_desktop.ui.widgets.figure_table import FigureTable

_NONE = text.ABSENT
MOST = 4
"""More would not fit beside each other."""


class CodeComparison(QWidget):
    """A column for each code.

    Attributes:
        closed: the person has seen enough.
        removed: a code is to be left out.
    """

    closed = Signal()
    removed = Signal(str)

    def __init__(self, facts: Sequence[CodeFacts], parent: QWidget | None = None) -> None:
        """Compare codes.

        Args:
            facts: of each, for one day and place.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setObjectName("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_LARGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label_of("Side by side", "title"))
        head.addStretch(1)
        for one in facts:
            head.addWidget(_button(f"Leave out {one.code}", partial(self.removed.emit, one.code)))
        head.addWidget(_button("Close", self.closed.emit))
        layout.addLayout(head)
        self.table = FigureTable(("", *(one.code for one in facts)), range(1, len(facts) + 1), 0, self)
        self.table.setAccessibleName("Codes side by side")
        self.table.show_rows([(name, *(of(one) for one in facts)) for name, of in _ROWS])
        self.table.share_width()
        layout.addWidget(self.table, 1)
        if len(facts) < 2:  # noqa: PLR2004 - it takes two
            layout.addWidget(label_of("Choose Compare on another code to see them side by side.", "muted"))


def _button(title: str, slot: Callable[[], None]) -> QPushButton:
    button = QPushButton(title)
    button.clicked.connect(lambda _=False: slot())
    return button


def _figure(name: str) -> Callable[[CodeFacts], str]:
    def of(facts: CodeFacts) -> str:
        row = facts.row
        return text.rvu(getattr(row, name)) if row is not None and has_rvus(row) else _NONE

    return of


def _total(facts: CodeFacts, *, facility: bool) -> str:
    row = facts.row
    if row is None or not has_rvus(row):
        return _NONE
    return text.rvu(row.total("facility" if facility else "office"))


def _change(facts: CodeFacts) -> str:
    works = [point.work for point in facts.history if point.work is not None]
    return f"{works[-1] - works[0]:+.2f}" if works else _NONE


_ROWS: tuple[tuple[str, Callable[[CodeFacts], str]], ...] = (
    ("What it is", lambda one: one.title or _NONE),
    ("Work RVU", lambda one: text.rvu(established_work(one.row)) if one.row else _NONE),
    ("Practice expense, office", _figure("pe_nonfacility")),
    ("Practice expense, facility", _figure("pe_facility")),
    ("Malpractice", _figure("malpractice")),
    ("Total RVU, office", lambda one: _total(one, facility=False)),
    ("Total RVU, facility", lambda one: _total(one, facility=True)),
    ("Medicare, office", lambda one: text.money(one.office.unit_amount)),
    ("Medicare, facility", lambda one: text.money(one.facility.unit_amount)),
    ("Work RVU since 2020", _change),
    (
        "Percentile in its category",
        lambda one: str(one.comparison.percentile) if one.comparison else _NONE,
    ),
    ("Global days", lambda one: one.row.indicators.global_days if one.row else _NONE),
    ("Status", lambda one: one.row.status if one.row else _NONE),
    ("Unit", lambda one: one.unit or _NONE),
    ("Medicare services 2023", lambda one: f"{one.services:,}" if one.services else _NONE),
)
