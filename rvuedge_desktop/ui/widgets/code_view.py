"""The page of a code: what it is, what it is worth, how it compares, how it is billed, what is near."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rvuedge_desktop.services.lookup import CodeFacts
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE
from rvuedge_desktop.ui.widgets.code_cards import (
    billing_card,
    comparison_card,
    denials_card,
    documentation_card,
    history_card,
    label_of,
    modifiers_card,
    neighbours_card,
    own_card,
    parts_card,
    questions_card,
    specialties_card,
    worth_card,
)

_WIDEST_TEXT = 720


class CodeView(QScrollArea):
    """The page; it is built anew for each code.

    Attributes:
        log_requested: a code is to be logged.
        copy_requested: the page is to be copied as text.
        favourite_requested: a code is to be kept as a favourite, or no more.
        compare_requested: a code is to be compared with others.
        code_requested: a neighbour is to be shown.
    """

    log_requested = Signal(str)
    copy_requested = Signal(str)
    favourite_requested = Signal(str)
    compare_requested = Signal(str)
    code_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("The code")
        self.facts: CodeFacts | None = None
        self._is_favourite = False
        empty = label_of("Type a number or words, or browse.\nEnter takes a code to the log.", "muted")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(empty)

    def show_code(self, facts: CodeFacts, *, is_favourite: bool) -> None:
        """Show a code."""
        self.facts, self._is_favourite = facts, is_favourite
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(GAP_PAGE, GAP_LARGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(self._head(facts))
        _add_words(layout, facts)
        if facts.custom_wrvu is not None:
            layout.addWidget(own_card(facts))
            layout.addStretch(1)
            self.setWidget(page)
            return
        layout.addLayout(
            _two_columns(
                [worth_card(facts), parts_card(facts), billing_card(facts), documentation_card(facts)],
                [comparison_card(facts), history_card(facts), denials_card(facts)],
            )
        )
        layout.addLayout(
            _two_columns(
                [neighbours_card(facts, self.code_requested.emit)],
                [modifiers_card(facts), specialties_card(facts)],
            )
        )
        asked = questions_card(facts)
        if asked:
            layout.addWidget(asked)
        layout.addStretch(1)
        self.setWidget(page)

    def _head(self, facts: CodeFacts) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label_of(facts.code, "code"))
        head.addStretch(1)
        keep = "\u2605" if self._is_favourite else "\u2606"
        for title, name, signal in (
            (keep, "", self.favourite_requested),
            ("Compare", "", self.compare_requested),
            ("Copy as text", "", self.copy_requested),
            ("Log it", "main", self.log_requested),
        ):
            button = QPushButton(title)
            button.setObjectName(name)
            if signal is self.favourite_requested:
                button.setToolTip("No favourite any more" if self._is_favourite else "Keep as a favourite")
                button.setAccessibleName("Favourite")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(facts.code))
            head.addWidget(button)
        return head


def _add_words(layout: QVBoxLayout, facts: CodeFacts) -> None:
    named = QHBoxLayout()
    named.setSpacing(GAP)
    named.addWidget(label_of(facts.title or "Not described yet", "subtitle", wraps=True), 1)
    named.addWidget(label_of(facts.category.title, "chip"), 0, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(named)
    if facts.also:
        layout.addWidget(label_of("Also: " + ", ".join(facts.also), "muted", wraps=True))
    for words in (facts.plain, facts.context):
        if words:
            label = label_of(words, wraps=True)
            label.setMaximumWidth(_WIDEST_TEXT)
            layout.addWidget(label)


def _two_columns(left: Sequence[QFrame | None], right: Sequence[QFrame | None]) -> QHBoxLayout:
    """Cards in two columns; where one column has none, the other has all the room."""
    both = QHBoxLayout()
    both.setSpacing(GAP_LARGE)
    for cards in (left, right):
        there = [card for card in cards if card]
        if there:
            column = QVBoxLayout()
            column.setSpacing(GAP_LARGE)
            for card in there:
                column.addWidget(card)
            column.addStretch(1)
            both.addLayout(column, 1)
    return both
