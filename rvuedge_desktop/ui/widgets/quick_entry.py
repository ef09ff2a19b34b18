"""The line that everything is logged with: codes are read as they are typed, words bring up matches."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.theme import GAP_LARGE, RADIUS_LARGE, THEME
from rvuedge_desktop.ui.widgets.search_line import SearchLine

_DOT = " \u00b7 "
_SHORTEST_TITLE = 10
"""A title of fewer letters than this tells nothing and is left away."""
_LOG_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Segment(NamedTuple):
    """The part of the line between two semicolons in which the caret stands."""

    text: str
    start: int
    end: int


class EntryLine(SearchLine):
    """The line itself, with the keys that reach past it.

    Attributes:
        completed: Tab was pressed.
        focus_changed: it got or lost the keyboard.
    """

    completed = Signal()
    focus_changed = Signal(bool)

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
        self.line.setPlaceholderText("Code or words, then Enter: 99214-25, 90853x8, group therapy")
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

    def segment(self) -> Segment:
        """The part of the line that is being typed."""
        line, caret = self.line.text(), self.line.cursorPosition()
        start = line.rfind(";", 0, caret) + 1
        end = line.find(";", caret)
        end = len(line) if end < 0 else end
        return Segment(line[start:end].strip(), start, end)

    def replace_segment(self, code: str) -> None:
        """Put a code in place of the words being typed, the caret behind it."""
        line, segment = self.line.text(), self.segment()
        before = line[: segment.start] + (" " if segment.start else "") + code
        self.line.setText(before + line[segment.end :])
        self.line.setCursorPosition(len(before))

    def show_draft(self, draft: Draft, title: str = "") -> None:
        """Say what Enter would log.

        Args:
            draft: what was read.
            title: what the code of a line is, so that a wrong number is seen before Enter; as much of it is
                shown as there is room for before the figures.
        """
        parts = [
            text.counted(draft.patients, "patient", "patients"),
            f"{text.rvu(draft.wrvu)} wRVU",
            text.money(draft.amount) if draft.amount is not None else _unpriced(draft),
        ]
        if draft.custom_wrvu is not None:
            parts = _with_own(parts, draft)
        figures = _DOT.join(parts)
        metrics = self._preview.fontMetrics()
        room = self._room() - metrics.horizontalAdvance(_DOT + figures)
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(room, 0))
        self._say(shown + _DOT + figures if len(shown) > _SHORTEST_TITLE else figures, "muted")
        self._preview.setToolTip(_DOT.join(part for part in (title, figures) if part))

    def show_finding(self, finding: Finding) -> None:
        """Say what is wrong and mark the place."""
        self._say(str(finding), "warning")
        if finding.end > finding.start:
            self.line.setSelection(finding.start, finding.end - finding.start)

    def show_text(self, words: str) -> None:
        """Say something quietly; nothing clears it."""
        self._say(words, "muted")

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
