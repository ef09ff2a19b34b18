"""The cards of a code's page: each says one thing, and is left out where nothing is known."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from rvuedge_desktop.catalogue.specialties import YEAR
from rvuedge_desktop.domain.indicator_words import indicator_words
from rvuedge_desktop.domain.modifier_words import modifiers_that_matter
from rvuedge_desktop.domain.pricing import (
    established_work,
    has_rvus,
    limiting_charge,
    non_participating_amount,
)
from rvuedge_desktop.domain.rates import NATIONAL
from rvuedge_desktop.services.lookup import CodeFacts, Neighbour
from rvuedge_desktop.services.questions import questions
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE
from rvuedge_desktop.ui.widgets.small_charts import DistributionChart, HistoryChart

if TYPE_CHECKING:
    from decimal import Decimal

_RIGHT = Qt.AlignmentFlag.AlignRight
_NEIGHBOURS = 10
"""So many neighbours are named; the rest are counted."""

Choose = Callable[[str], None]
"""Called with a code that was clicked."""


def label_of(words: str, name: str = "plain", *, wraps: bool = False) -> QLabel:
    """Words that can be selected and copied."""
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
    head.addWidget(label_of(title, "strong"))
    head.addStretch(1)
    if beside:
        head.addWidget(label_of(beside, "muted"))
    layout.addLayout(head)
    return card, layout


def worth_card(facts: CodeFacts) -> QFrame:
    """The figures of both settings, with the formula."""
    release = facts.terms.release.release if facts.terms else None
    beside = f"{release.name} \u00b7 {release.title}" if release else ""
    card, layout = _card("Worth", beside)
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_PAGE)
    grid.setVerticalSpacing(GAP)
    grid.setColumnStretch(0, 1)
    for column, title in ((1, "Office"), (2, "Facility")):
        grid.addWidget(label_of(title, "muted"), 0, column, _RIGHT)
    for place, (name, office, facility) in enumerate(_figures(facts), 1):
        grid.addWidget(label_of(name), place, 0)
        grid.addWidget(label_of(office), place, 1, _RIGHT)
        grid.addWidget(label_of(facility), place, 2, _RIGHT)
    last = grid.rowCount()
    grid.addWidget(label_of("Medicare allows", "strong"), last, 0)
    grid.addWidget(label_of(text.money(facts.office.unit_amount), "amount"), last, 1, _RIGHT)
    grid.addWidget(label_of(text.money(facts.facility.unit_amount), "strong"), last, 2, _RIGHT)
    layout.addLayout(grid)
    reason = facts.office.reason
    words = f"Not priced: {reason}" if reason else facts.office.formula
    layout.addWidget(label_of(words, "warning" if reason else "muted", wraps=True))
    if facts.terms:
        gpci = facts.terms.gpci
        where = "National amounts" if gpci == NATIONAL else f"Amounts for {gpci.name}"
        layout.addWidget(label_of("; ".join((where, *facts.office.notes)), "muted", wraps=True))
    amount = facts.office.unit_amount
    if amount is not None:
        allowed, most = text.money(non_participating_amount(amount)), text.money(limiting_charge(amount))
        layout.addWidget(
            label_of(f"Non-participating {allowed}, limiting charge {most}, office", "muted", wraps=True)
        )
    layout.addStretch(1)
    return card


def own_card(facts: CodeFacts) -> QFrame:
    """What the user counts for a code of their own, which no schedule has."""
    card, layout = _card("Worth", "your own")
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.addWidget(label_of("Own wRVU, each unit"), 0, 0)
    grid.addWidget(label_of(text.rvu(facts.custom_wrvu), "amount"), 0, 1, _RIGHT)
    layout.addLayout(grid)
    layout.addWidget(
        label_of("Change it under Edit, Own codes. Nothing of it is in another figure", "muted", wraps=True)
    )
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


def comparison_card(facts: CodeFacts) -> QFrame | None:
    """Where it stands among the codes of its category."""
    found = facts.comparison
    if found is None:
        return None
    card, layout = _card(f"Compared with {found.n:,} codes")
    chart = DistributionChart()
    chart.show_comparison(found)
    layout.addWidget(chart)
    place = f"{_ordinal(found.percentile)} percentile by work RVU"
    layout.addWidget(label_of(f"{place} of {found.cohort}", "muted", wraps=True))
    return card


def history_card(facts: CodeFacts) -> QFrame | None:
    """Its work RVU by year."""
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


def parts_card(facts: CodeFacts) -> QFrame | None:
    """Its professional and technical part, where they have rows."""
    if not facts.components:
        return None
    card, layout = _card("Parts")
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_PAGE)
    grid.setColumnStretch(0, 1)
    for column, title in enumerate(("", "Work", "Office", "Facility")):
        grid.addWidget(label_of(title, "muted"), 0, column, _RIGHT if column else Qt.AlignmentFlag.AlignLeft)
    for place, one in enumerate(facts.components, 1):
        grid.addWidget(label_of(_PARTS[one.rate.modifier]), place, 0)
        for column, words in enumerate(
            (
                text.rvu(established_work(one.rate)),
                text.money(one.office.unit_amount),
                text.money(one.facility.unit_amount),
            ),
            1,
        ):
            grid.addWidget(label_of(words), place, column, _RIGHT)
    layout.addLayout(grid)
    return card


_PARTS = {
    "26": "26, professional part",
    "TC": "TC, technical part",
    "53": "53, ended early",
}


def billing_card(facts: CodeFacts) -> QFrame | None:
    """Unit, status and indicators, in words."""
    if facts.row is None:
        return None
    unit = [f"Unit: {facts.unit}"] if facts.unit else []
    said = [*unit, f"Status {facts.row.status}: {facts.status_text}", *indicator_words(facts.row.indicators)]
    card, layout = _card("Billing")
    for words in said:
        layout.addWidget(label_of(words, wraps=True))
    return card


def _ordinal(number: int) -> str:
    tens, ones = divmod(number % 100, 10)
    ending = "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
    return f"{number}{ending}"


def _points_card(title: str, points: Sequence[str], beside: str = "") -> QFrame | None:
    """A list of short points."""
    if not points:
        return None
    card, layout = _card(title, beside)
    for point in points:
        layout.addWidget(label_of(f"\u2022  {point}", wraps=True))
    layout.addStretch(1)
    return card


def documentation_card(facts: CodeFacts) -> QFrame | None:
    """What the note must hold."""
    return _points_card("What the note must hold", facts.documentation)


def denials_card(facts: CodeFacts) -> QFrame | None:
    """What payers usually deny."""
    return _points_card("Usual denials", facts.denials)


def modifiers_card(facts: CodeFacts) -> QFrame | None:
    """The modifiers that its row speaks of."""
    matter = modifiers_that_matter(facts.row) if facts.row else ()
    return _points_card("Modifiers that matter", [f"{modifier}: {words}" for modifier, words in matter])


def specialties_card(facts: CodeFacts) -> QFrame | None:
    """Who bills it, in Medicare of one year."""
    if not facts.specialties:
        return None
    all_together = f"{facts.services:,} services, " if facts.services else ""
    card, layout = _card("Who bills it", f"{all_together}Medicare {YEAR}")
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_LARGE)
    grid.setColumnStretch(0, 1)
    for column, title in enumerate(("", "Clinicians", "Services")):
        grid.addWidget(label_of(title, "muted"), 0, column, _RIGHT if column else Qt.AlignmentFlag.AlignLeft)
    for place, one in enumerate(facts.specialties, 1):
        grid.addWidget(label_of(one.specialty, wraps=True), place, 0)
        for column, count in ((1, one.clinicians), (2, one.services)):
            shown = text.ABSENT if count is None else f"{count:,}"
            grid.addWidget(label_of(shown), place, column, _RIGHT)
    layout.addLayout(grid)
    layout.addStretch(1)
    return card


def neighbours_card(facts: CodeFacts, choose: Choose) -> QFrame | None:
    """Its family, the codes it is added to, and those that are added to it; each leads to its page."""
    groups = (
        (f"Family: {facts.family}" if facts.family else "", facts.siblings),
        ("Add-on code; stands beside", facts.primaries),
        ("Add-on codes that go with it", facts.addons),
    )
    shown = [(title, codes) for title, codes in groups if title and codes]
    if not shown and not facts.any_primary:
        return None
    card, layout = _card("Neighbours")
    for title, codes in shown:
        layout.addWidget(label_of(title, "muted", wraps=True))
        for one in codes[:_NEIGHBOURS]:
            layout.addLayout(_neighbour_row(one, choose))
        if len(codes) > _NEIGHBOURS:
            layout.addWidget(label_of(f"and {len(codes) - _NEIGHBOURS:,} more", "muted"))
    if facts.any_primary:
        layout.addWidget(
            label_of("Add-on code; the contractor decides what it stands beside", "muted", wraps=True)
        )
    layout.addStretch(1)
    return card


def _neighbour_row(one: Neighbour, choose: Choose) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    link = QPushButton(one.code)
    link.setObjectName("link")
    link.setAccessibleName(f"Show {one.code}, {one.title or ''}")
    link.clicked.connect(lambda _=False: choose(one.code))
    row.addWidget(link)
    title = label_of(one.title or "", wraps=True)
    row.addWidget(title, 1)
    row.addWidget(label_of(text.rvu(one.work), "muted"), 0, _RIGHT)
    return row


def questions_card(facts: CodeFacts) -> QFrame | None:
    """What people ask, answered from the fields above."""
    asked = questions(facts)
    if not asked:
        return None
    card, layout = _card("Questions and answers")
    for question, answer in asked:
        layout.addWidget(label_of(question, "strong", wraps=True))
        layout.addWidget(label_of(answer, wraps=True))
    return card
