"""The line that everything is logged with: codes are read as they are typed, words bring up matches."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rvuedge_desktop.domain.entry_line import MARK, Segment, segment_at
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP_LARGE, RADIUS_LARGE, THEME
from rvuedge_desktop.ui.widgets.search_line import SearchLine

_DOT = " \u00b7 "
_SHORTEST_TITLE = 10
"""A title of fewer letters than this tells nothing and is left away."""
_PROVIDER_WIDTH = 70
"""Pixels that the name of a provider takes at most: more of it stands at the top."""
_WAVE, _WAVE_WIDTH = 4, 1.6
_LOG_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class EntryLine(SearchLine):
    """The line itself, with the keys that reach past it.

    Attributes:
        completed: Tab was pressed.
        focus_changed: it got or lost the keyboard.
    """

    completed = Signal()
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty, with nothing marked."""
        super().__init__(parent)
        self._wrong = (0, 0)

    def mark(self, start: int, end: int) -> None:
        """Underline what is wrong; nothing where both places are the same."""
        if (start, end) != self._wrong:
            self._wrong = (start, end)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, and a wave under what is wrong in it."""
        super().paintEvent(event)
        start, end = self._wrong
        if start == end:
            return
        typed, metrics, caret = self.text(), self.fontMetrics(), self.cursorRect()
        # The line scrolls by itself: what it tells of the caret tells where everything else is.
        origin = caret.center().x() - metrics.horizontalAdvance(typed[: self.cursorPosition()])
        left = max(origin + metrics.horizontalAdvance(typed[:start]), 0)
        right = min(origin + metrics.horizontalAdvance(typed[:end]), self.width())
        base = min(caret.center().y() + metrics.ascent() // 2 + _WAVE // 2, self.height() - _WAVE - 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(THEME.colours.warning), _WAVE_WIDTH))
        steps = range(left, max(right, left + 2 * _WAVE), _WAVE)
        painter.drawPolyline([QPointF(x, base + _WAVE * 0.75 * (place % 2)) for place, x in enumerate(steps)])

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the log while the line is empty; Tab completes a match."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and not self.text():
                if any(event.matches(key) for key in _LOG_KEYS):
                    event.ignore()
                    return False
            elif (
                event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self.text().strip()
            ):
                self.completed.emit()
                return True
            elif (
                event.type() == QEvent.Type.KeyPress
                and event.modifiers() == Qt.KeyboardModifier.AltModifier
                and event.text().isdigit()
            ):
                # The key of a provider whom the log does not have; Qt would type its digit.
                event.ignore()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that typing lands here."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that typing lands elsewhere."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)


def _unpriced(draft: Draft) -> str:
    """That nothing of a line is priced, and where it has one code, why."""
    reason = draft.lines[0].worth.reason if len(draft.lines) == 1 else ""
    return f"not priced: {reason}" if reason else "not priced"


def _with_own(published: list[str], draft: Draft) -> list[str]:
    """The user's own work RVUs behind the figures of the schedule; alone where every code is their own."""
    own = f"{text.rvu(draft.custom_wrvu)} own wRVU"
    if draft.is_custom:
        return [text.counted(sum(line.item.units for line in draft.lines), "unit", "units"), own]
    return [*published, own]


class QuickEntry(QWidget):
    """The framed line with its preview.

    Attributes:
        line: where one types.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.line = EntryLine(self)
        self.line.setObjectName("entry")
        self.line.setAccessibleName("Quick entry")
        self.line.setAccessibleDescription("Type codes such as 90853x8, or words to find one, then Enter")
        self.name_provider("")
        self.line.setMaxLength(400)
        self.line.setAcceptDrops(False)  # a file that is dropped here is one for the window
        self.line.focus_changed.connect(self._on_line_focus_changed)
        self._preview = QLabel(self)
        self._preview.setObjectName("muted")
        self._preview.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_LARGE + 1, 11, GAP_LARGE + 1, 11)  # the frame is painted in the 1
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._preview)
        self.setFocusProxy(self.line)

    def name_provider(self, name: str) -> None:
        """Say whose new entries are, where that is not plain from what is shown; empty where it is."""
        self._provider = name
        whose = f"{name}: code" if name else "Code"
        self.line.setPlaceholderText(f"{whose} or words, then Enter: 99214-25, 90853x8, group therapy")

    def segment(self) -> Segment:
        """The part of the line that is being typed."""
        return segment_at(self.line.text(), self.line.cursorPosition())

    def replace_segment(self, code: str) -> None:
        """Put a code in place of the words being typed, the caret behind it; marks among them stay."""
        line, segment = self.line.text(), self.segment()
        marks = MARK.findall(line[segment.start : segment.end])
        before = line[: segment.start] + (" " if segment.start else "") + " ".join((code, *marks))
        self.line.setText(before + line[segment.end :])
        self.line.setCursorPosition(len(before))

    def show_draft(
        self,
        draft: Draft,
        title: str = "",
        *,
        day: str = "",
        said: Sequence[str] = (),
        pay: Decimal | None = None,
    ) -> None:
        """Say what Enter would log.

        Args:
            draft: what was read.
            title: what the code of a line is, so that a wrong number is seen before Enter; as much of it is
                shown as there is room for before the figures.
            day: the day that the line names, which is never left away; empty where it names none.
            said: what the line says besides, the most important first: its place, tag, short names. Where
                there is little room the figures come before it.
            pay: what the contract pays for it above base; None without one.
        """
        self.line.mark(0, 0)
        parts = [
            text.counted(draft.patients, "patient", "patients"),
            f"{text.rvu(draft.wrvu)} wRVU",
            text.money(draft.amount) if draft.amount is not None else _unpriced(draft),
            *([f"pays {text.money(pay)}"] if pay is not None else []),
        ]
        if draft.custom_wrvu is not None:
            parts = _with_own(parts, draft)
        metrics = self._preview.fontMetrics()
        whose = metrics.elidedText(self._provider, Qt.TextElideMode.ElideRight, THEME.pixels(_PROVIDER_WIDTH))
        lead = [word for word in (whose, day) if word]
        whole = _DOT.join((*lead, *said, *parts))
        figures, shown = whole, list(said)
        while shown and metrics.horizontalAdvance(figures) > self._room():
            shown.pop()
            figures = _DOT.join((*lead, *shown, *parts))
        if metrics.horizontalAdvance(figures) > self._room():
            parts = parts[1:]  # how many patients stands in the line itself
            figures = _DOT.join((*lead, *parts))
        if pay is not None and metrics.horizontalAdvance(figures) > self._room():
            figures = _DOT.join((*lead, *parts[:-1]))  # rather than a half of an amount
        room = self._room() - metrics.horizontalAdvance(_DOT + figures)
        cut = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(room, 0))
        self._say(cut + _DOT + figures if len(cut) > _SHORTEST_TITLE else figures, "muted")
        self._preview.setToolTip(_DOT.join(part for part in (title, whole) if part))

    def show_finding(self, finding: Finding) -> None:
        """Say what is wrong and mark the place."""
        self._say(str(finding), "warning")
        self.line.mark(finding.start, finding.end)
        if finding.end > finding.start:
            self.line.setSelection(finding.start, finding.end - finding.start)

    def show_text(self, words: str) -> None:
        """Say something quietly; nothing clears it."""
        self.line.mark(0, 0)
        self._say(words, "muted")

    def show_slip(self, finding: Finding) -> None:
        """Say what is wrong with a line that is still being typed, and underline the place."""
        self._say(finding.what, "warning")
        self.line.mark(finding.start, finding.end)

    def _say(self, words: str, name: str) -> None:
        if self._preview.objectName() != name:
            self._preview.setObjectName(name)
            self._preview.style().unpolish(self._preview)
            self._preview.style().polish(self._preview)
        metrics = self._preview.fontMetrics()
        self._preview.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, self._room()))
        self._preview.setToolTip(words)

    def _room(self) -> int:
        """How wide the preview may be: the line keeps what is typed and a little to go on."""
        typed = self.line.fontMetrics().horizontalAdvance(self.line.text())
        return max(self.width() - typed - 6 * GAP_LARGE, self.width() * 2 // 5)

    def _on_line_focus_changed(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the frame, in the accent colour while one types here.

        The style sheet could do it too, at the price of styling the line anew whenever the focus moves.
        """
        colours = THEME.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent if self.line.hasFocus() else colours.line))
        painter.setBrush(QColor(colours.surface))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_LARGE, RADIUS_LARGE)
