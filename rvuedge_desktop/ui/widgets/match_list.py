"""The live matches under the entry line, painted in one pass so that a keystroke costs little."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from rvuedge_desktop.catalogue.words import TYPO_LENGTH, begins_like, words
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.search import Match
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import RADIUS_LARGE, ROW_HEIGHT, THEME

_PADDING = 14
_CODE_WIDTH, _CATEGORY_WIDTH, _WRVU_WIDTH, _MONEY_WIDTH = 66, 190, 64, 96
_NAME_WIDTH, _USUAL_CODE, _GAP = 120, 5, 8
"""A short name of the user's may be longer than a code."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_OWN = "own wRVU"
"""Stands for the amount where the wRVU before it are the user's own."""
_NARROW = 620
"""Below this width the category gives its room to the title."""


class MatchList(QWidget):
    """Codes to choose from.

    Attributes:
        chosen: a code was clicked.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin empty and hidden."""
        super().__init__(parent)
        self._matches: Sequence[Match] = ()
        self._typed: list[str] = []
        self._setting: Setting = "office"
        self.current = 0
        self.setMouseTracking(True)
        # It paints all of itself, so that what is under it need not be painted at every key.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Matching codes")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._take_fonts()
        self.hide()

    def _take_fonts(self) -> None:
        self._strong = QFont(self.font())
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self.font())
        self._strong_metrics = QFontMetrics(self._strong)

    def show_matches(self, matches: Sequence[Match], typed: str, setting: Setting) -> None:
        """Show what was found, the first one current; nothing hides the list.

        Args:
            matches: the codes.
            typed: what was looked for, to mark it in the titles.
            setting: whose amount is shown.
        """
        self._matches, self._typed, self._setting = matches, words(typed), setting
        self.current = 0
        self._announce()
        self.setVisible(bool(matches))
        if matches:
            self.resize(self.width(), self.sizeHint().height())
            self.raise_()
            self.update()

    def move_current(self, steps: int) -> None:
        """Make another match current, round and round."""
        if self._matches:
            self.current = (self.current + steps) % len(self._matches)
            self._announce()
            self.update()

    def current_match(self) -> Match | None:
        """The match that Enter would take; None where there is none."""
        return self._matches[self.current] if self.isVisible() and self._matches else None

    def _announce(self) -> None:
        if self._matches:
            match = self._matches[self.current]
            own = "" if match.custom_wrvu is None else f", {text.rvu(match.custom_wrvu)} {_OWN}"
            self.setAccessibleDescription(f"{match.code}, {match.title or match.category}{own}")

    def sizeHint(self) -> QSize:
        """High enough for every match."""
        return QSize(400, THEME.pixels(ROW_HEIGHT + 1) * len(self._matches) + 2)

    def changeEvent(self, event: QEvent) -> None:
        """Take on a new text size."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._take_fonts()
        super().changeEvent(event)

    def _row_at(self, event: QMouseEvent) -> int:
        return int(event.position().y() - 1) // THEME.pixels(ROW_HEIGHT + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The match under the pointer becomes current."""
        row = self._row_at(event)
        if 0 <= row < len(self._matches) and row != self.current:
            self.current = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes a match."""
        row = self._row_at(event)
        if 0 <= row < len(self._matches):
            self.chosen.emit(self._matches[row].code)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint every match."""
        colours = THEME.colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.background))  # shows at the round corners alone
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.surface))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_LARGE, RADIUS_LARGE)
        height = THEME.pixels(ROW_HEIGHT + 1)
        for row, match in enumerate(self._matches):
            rect = QRect(1, 1 + row * height, self.width() - 2, height)
            if row == self.current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.accent_soft))
                painter.drawRoundedRect(rect.adjusted(3, 2, -3, -2), 6, 6)
            self._paint_match(painter, rect.adjusted(_PADDING, 0, -_PADDING, 0), match)

    def _paint_match(self, painter: QPainter, rect: QRect, match: Match) -> None:
        colours, scale = THEME.colours, THEME.scale
        price = match.price(self._setting)
        money_left = rect.right() - round(_MONEY_WIDTH * scale)
        wrvu_left = money_left - round(_WRVU_WIDTH * scale)
        category_width = round(_CATEGORY_WIDTH * scale) if rect.width() >= _NARROW * scale else 0
        code_width = round((_CODE_WIDTH if len(match.code) <= _USUAL_CODE else _NAME_WIDTH) * scale)
        title_left = rect.x() + code_width
        category_left = wrvu_left - category_width
        painter.setPen(QColor(colours.text))
        painter.setFont(self._strong)
        code = self._strong_metrics.elidedText(match.code, Qt.TextElideMode.ElideRight, code_width - _GAP)
        painter.drawText(rect, _LEFT, code)
        painter.setFont(self.font())
        own = match.custom_wrvu
        for left, width, value in (
            (wrvu_left, money_left - wrvu_left, text.rvu(price.unit_wrvu if own is None else own)),
            (money_left, rect.right() - money_left, text.money(price.unit_amount) if own is None else _OWN),
        ):
            painter.drawText(QRect(left, rect.y(), width, rect.height()), _RIGHT, value)
        painter.setPen(QColor(colours.muted))
        if category_width:
            area = QRect(category_left, rect.y(), category_width - _PADDING, rect.height())
            shown = self._metrics.elidedText(match.category, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, _LEFT, shown)
        area = QRect(title_left, rect.y(), category_left - title_left - _PADDING, rect.height())
        self._paint_title(painter, area, match)

    def _paint_title(self, painter: QPainter, area: QRect, match: Match) -> None:
        """The title with what was typed marked in the accent colour; a synonym that matched, behind it."""
        colours = THEME.colours
        if not match.title:
            painter.setPen(QColor(colours.muted))
            painter.drawText(area, _LEFT, "not described yet" if area.width() > _NARROW // 4 else "")
            return
        left = area.x()
        shown = self._metrics.elidedText(match.title, Qt.TextElideMode.ElideRight, area.width())
        for piece, is_marked in _marked(shown, self._typed):
            painter.setFont(self._strong if is_marked else self.font())
            painter.setPen(QColor(colours.accent if is_marked else colours.text))
            painter.drawText(QRect(left, area.y(), area.right() - left, area.height()), _LEFT, piece)
            left += (self._strong_metrics if is_marked else self._metrics).horizontalAdvance(piece)
        if match.matched not in {match.title, match.code, match.category}:
            painter.setFont(self.font())
            painter.setPen(QColor(colours.muted))
            room = area.right() - left
            also = self._metrics.elidedText(f"  {match.matched}", Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, area.y(), room, area.height()), _LEFT, also)


def _marked(title: str, typed: Sequence[str]) -> list[tuple[str, bool]]:
    """Cut a title into pieces, telling those that begin a word as it was typed."""
    pieces: list[tuple[str, bool]] = []
    plain = ""
    place = 0
    low = title.casefold()
    while place < len(title):
        at_word = place == 0 or not low[place - 1].isalnum()
        length = _marked_length(low[place:], typed) if at_word and len(low) == len(title) else 0
        if length:
            pieces += [(plain, False)] if plain else []
            pieces.append((title[place : place + length], True))
            plain = ""
            place += length
        else:
            plain += title[place]
            place += 1
    return pieces + ([(plain, False)] if plain else [])


def _marked_length(rest: str, typed: Sequence[str]) -> int:
    """How many letters of a word were typed, give or take a slip; 0 where none."""
    exact = max((len(word) for word in typed if rest.startswith(word)), default=0)
    if exact:
        return exact
    word = _WORD.match(rest)
    slipped = word and any(len(one) >= TYPO_LENGTH and begins_like(word[0], one) for one in typed)
    return len(word[0]) if word and slipped else 0


_WORD = re.compile(r"\w+")
