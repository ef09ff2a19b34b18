"""What one entry was: every version, the newest first, each with what was other."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.services.history import (
    FIELD_WORDS,
    Change,
    Difference,
    Value,
    Version,
    local_moment,
    told,
    was_taken_back,
    who,
)
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.models.past_model import PastModel, PastRow
from rvuedge_desktop.ui.theme import GAP, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.past_table import PastTable

_TITLES = ("When", "By", "What was done", "Field", "Before \u2192 after")
_WIDTHS = {0: 132, 1: 130, 2: 180, 3: 120}
_SPARE = 1
"""The column that gives way where there is little room."""
_ARROW = " \u2192 "
_MONEY = frozenset({"medicare_amount"})
_NONE = "none"
_TAKEN_BACK = " \u00b7 taken back"


class HistoryDialog(QDialog):
    """The history of an entry; what nobody typed, and only followed, is written in the muted colour."""

    def __init__(self, versions: Sequence[Version], today: date, parent: QWidget | None = None) -> None:
        """Show the history.

        Args:
            versions: of one entry, oldest first.
            today: the day on the wall.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self.setWindowTitle("History of an entry")
        self.setMinimumSize(THEME.pixels(660), THEME.pixels(320))
        self.resize(THEME.pixels(940), THEME.pixels(480))
        last = versions[-1]
        title = QLabel(f"{last.entry.code_text}, {text.short_day(last.entry.day, today)}", self)
        title.setObjectName("subtitle")
        self.words = QLabel(_summary(last), self)
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.model = PastModel(self)
        self.table = PastTable(self.model, self)
        self.table.setAccessibleName("Versions of the entry, the newest first")
        rows = [row for version in reversed(versions) for row in _rows(version, today)]
        self.model.show(_TITLES, frozenset(), rows, lambda some: some)
        self.table.set_widths(_WIDTHS, len(_TITLES) - 1, _SPARE)
        self.table.go_to(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP)
        layout.addWidget(title)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.table.setFocus()


def told_with_state(change: Change) -> str:
    """What a change did, and whether it was taken back."""
    return told(change) + (_TAKEN_BACK if was_taken_back(change) else "")


def _summary(last: Version) -> str:
    entry = last.entry
    state = "not in the log any more" if last.kind == "removed" else "in the log"
    return f"Entry {entry.id}, {state} \u00b7 {entry.provider} \u00b7 {_worth(entry)}"


def _worth(entry: Entry) -> str:
    units = text.counted(entry.units, "unit", "units")
    if entry.custom_wrvu is not None:
        return f"{units}, {text.rvu(entry.custom_wrvu)} own wRVU"
    amount = f"not priced: {entry.reason}" if entry.reason else text.money(entry.medicare_amount)
    return f"{units}, {text.rvu(entry.schedule_wrvu)} wRVU, {amount}"


def _rows(version: Version, today: date) -> list[PastRow]:
    """A row for each field that was other; one for a version that has none."""
    entry, change = version.entry, version.change
    begins = (text.short_moment(local_moment(change), today), who(change), told_with_state(change))
    if not version.differences:
        return [PastRow((*begins, "", _worth(entry)), entry.day, entry.id, is_quiet=False)]
    rows = []
    for place, one in enumerate(version.differences):
        cells = (
            *(begins if place == 0 else ("",) * len(begins)),
            FIELD_WORDS[one.field],
            _became(one, today),
        )
        rows.append(PastRow(cells, entry.day, entry.id, is_quiet=one.follows))
    return rows


def _became(difference: Difference, today: date) -> str:
    old, new = (_words(difference.field, value, today) for value in (difference.old, difference.new))
    return f"{old}{_ARROW}{new}"


def _words(field: str, value: Value, today: date) -> str:
    if isinstance(value, Decimal):
        return text.money(value) if field in _MONEY else text.rvu(value)
    if isinstance(value, date):
        return text.brief_day(value, today)
    return _NONE if value is None or value == "" else " ".join(str(value).split())
