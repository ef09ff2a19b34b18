"""The entries of a day as a table: numbers are held, rows are fetched by the page as they are shown."""

from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rvuedge_desktop.domain.custom_codes import is_custom_code
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.services.custom_codes import TABLE as OWN_CODES
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.workspace import ChangeSet
from rvuedge_desktop.ui import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rvuedge_desktop.services.checks import Checked

Index = QModelIndex | QPersistentModelIndex

PAGE = 128
"""Rows fetched at once: more than any screen shows."""
_PAGES_KEPT = 64
_MOST_PAID = 1024
"""What an entry is paid depends on all before it on the day; on a day of more entries it is not shown."""

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


WARNINGS = {
    "modifier-not-allowed": "modifier",
    "addon-without-primary": "no primary",
    "em-with-procedure": "without 25",
    "global-period": "global period",
    "group-and-individual": "without 59",
    "group-billed-once": "once for a group?",
    "group-size": "large group",
    "telehealth-pos": "telehealth?",
    "tc-in-facility": "technical part",
    "bilateral-twice": "both sides twice",
    "mue": "many units",
    "status": "not paid apart",
    "monthly-limit": "once a month",
    "not-in-schedule": "not in schedule",
    "ncci-pair": "pair",
}
"""What a finding of a rule is called in a row."""
_SAID_BY_PRICE = frozenset({"status", "not-in-schedule"})
"""Rules that say no more in a row than that it is not priced."""
_NEVER_ADDED = "By the tier that the contract year has reached; never added to Medicare's amount"


class Column(IntEnum):
    """The columns, in order."""

    CODE = 0
    DONE = 1
    PATIENTS = 2
    UNITS = 3
    WRVU = 4
    MEDICARE = 5
    CONTRACT = 6


TITLES = ("Code", "What was done", "Patients", "Units", "wRVU", "Medicare", "Contract")
_HEADER_TIPS = (
    "Code and modifiers",
    "Our words for the code, and your note",
    "How many patients had it",
    "Units on the claim of each patient",
    "Work RVUs of all units, by the schedule of the day of service",
    "What Medicare's schedule allows for all units",
    "What your contract pays for it above base; never added to Medicare's",
)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE_FLAGS = _FLAGS | Qt.ItemFlag.ItemIsEditable
_FIGURES = frozenset({Column.WRVU, Column.MEDICARE, Column.CONTRACT})
EDITABLE = frozenset({Column.CODE, Column.DONE, Column.PATIENTS, Column.UNITS})


class DayRow(NamedTuple):
    """One row as it is painted.

    Attributes:
        entry: what stands behind it.
        cells: a text for each column.
        begins: whether it is the first of its encounter.
        leads: whether it is the first of its patient: of the encounter, or of a member of a group.
        chip: a few words: that it is not priced or of the user's own, what was done to its amount, or of
            which member of a group it is; empty for none.
        remark: own wRVU, member of a group, minutes, days, site, tag and note, what there is of them.
        whose: the provider, where everybody's entries are shown; empty otherwise.
    """

    entry: Entry
    cells: tuple[str, ...]
    begins: bool
    leads: bool
    chip: str
    remark: str
    whose: str = ""


class Warned(NamedTuple):
    """What a row says of what the checks found.

    Attributes:
        words: a few; empty where nothing was found.
        is_grave: whether less is paid as it stands, or likely so; a note that depends is said quietly.
    """

    words: str
    is_grave: bool


_FINE = Warned("", is_grave=False)
_GRAVITY = {"error": 0, "warning": 1, "note": 2}


class DayModel(QAbstractTableModel):
    """The table of a day.

    Attributes:
        edit_requested: a cell was typed anew: number of the entry, column, what was typed.
        has_contract: whether the log has a contract, without which nothing is to be said in its column.
    """

    edit_requested = Signal(object, int, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Show nothing until `show` names a day."""
        super().__init__(parent)
        self._desk = desk
        self.day = date.min
        self.has_contract = False
        self._provider = ""
        self._names_providers = False
        self._ids: Sequence[int] = ()
        self._pages: dict[int, list[DayRow]] = {}
        self._titles: dict[str, str] = {}
        self._found: Mapping[int, Sequence[Checked]] = {}

    def set_whose(self, provider: str, *, several: bool) -> None:
        """Say whose entries are to be shown from the next look at the log.

        Args:
            provider: only theirs; everybody's where empty.
            several: whether the log has several providers, so that everybody's rows say whose they are.
        """
        self._pages.clear()
        self._provider, self._names_providers = provider, several and not provider

    def _contract_at_hand(self) -> bool:
        pay = self._desk.pay
        return bool(pay.contracts_of(self._provider) if self._provider else pay.contracts())

    def show(self, day: date) -> None:
        """Show a day from its beginning."""
        self.beginResetModel()
        self.day = day
        self._pages.clear()
        self._ids = self._desk.logbook.day_ids(day, self._provider)
        self.has_contract = self._contract_at_hand()
        self.endResetModel()

    def refresh(self, change: ChangeSet | None) -> None:
        """Catch up with a change of the log, touching only what it touched."""
        if change is None:
            self._titles.clear()
        elif any(row.table == OWN_CODES for row in change.rows):
            self.show(self.day)  # a code may be called otherwise now, on this day too
            return
        if self.has_contract != self._contract_at_hand():
            self.show(self.day)
            return
        # What an entry is paid depends on the days before it in the contract year.
        if change is not None and not self.has_contract and self.day.isoformat() not in change.days():
            return
        ids = self._desk.logbook.day_ids(self.day, self._provider)
        kept = len(self._ids)
        if ids[:kept] != self._ids or (change is None and len(ids) == kept):
            self.beginResetModel()
            self._pages.clear()
            self._ids = ids
            self.endResetModel()
        elif len(ids) > kept:
            self._pages.pop(kept // PAGE, None)
            self.beginInsertRows(QModelIndex(), kept, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        elif kept:
            self._pages.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(kept - 1, len(TITLES) - 1))

    def mark(self, found: "Mapping[int, Sequence[Checked]]") -> None:
        """Say what the checks found of the day's entries.

        Args:
            found: by number of entry; those that are let stand are passed over.
        """
        still_open = {
            entry_id: tuple(one for one in some if not one.acknowledged) for entry_id, some in found.items()
        }
        if still_open != self._found:
            self._found = still_open
            if self._ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(TITLES) - 1))

    def warning_of(self, row: "DayRow") -> Warned:
        """What is to be said of a row by the gravest finding on it."""
        found = self._found.get(row.entry.id)
        if not found:
            return _FINE
        unpriced = row.entry.medicare_amount is None
        said = sorted(
            (one.finding for one in found if not (unpriced and one.finding.rule in _SAID_BY_PRICE)),
            key=lambda finding: _GRAVITY[finding.severity],
        )
        if not said:
            return _FINE
        words = WARNINGS[said[0].rule]
        return Warned(
            words if len(said) == 1 else f"{words} +{len(said) - 1}", is_grave=said[0].severity != "note"
        )

    def row_at(self, row: int) -> DayRow:
        """A row, fetched with its page where it is not at hand."""
        page, place = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._fetch(page)
        return rows[place]

    def entry_id(self, row: int) -> int:
        """The number of the entry in a row."""
        return self._ids[row]

    def row_of(self, entry_id: int) -> int | None:
        """The row of an entry; None where the day does not have it."""
        return next((row for row, one in enumerate(self._ids) if one == entry_id), None)

    def _fetch(self, page: int) -> list[DayRow]:
        if len(self._pages) >= _PAGES_KEPT:
            self._pages.clear()
        first = page * PAGE
        # One row more at the front tells whether the first one continues an encounter.
        ahead = min(first, 1)
        entries = self._desk.logbook.entries(self._ids[first - ahead : first + PAGE])
        before = entries[0] if ahead else None
        paid = self._paid(first + PAGE)
        rows: list[DayRow] = []
        for entry in entries[ahead:]:
            rows.append(self._row(entry, paid.get(entry.id), before))
            before = entry
        self._pages[page] = rows
        return rows

    def _paid(self, end: int) -> dict[int, Decimal]:
        if not self.has_contract or len(self._ids) > _MOST_PAID:
            return {}
        return self._desk.pay.by_entry(self._desk.logbook.entries(self._ids[:end]))

    def _row(self, entry: Entry, paid: Decimal | None, before: Entry | None) -> DayRow:
        cells = (
            entry.code_text,
            self.title_of(entry.code),
            str(entry.patients),
            str(entry.units_each),
            text.rvu(entry.schedule_wrvu),
            text.money(entry.medicare_amount),
            text.money(paid),
        )
        reduced = entry.how.partition(";")[0].partition(":")[0]
        chip = "not priced" if entry.medicare_amount is None else reduced
        if entry.custom_wrvu is not None:
            chip = "own code"
        begins = before is None or entry.encounter != before.encounter
        leads = begins or before is None or entry.member != before.member
        if entry.member and leads and not chip:
            chip = f"member {entry.member}"
        whose = entry.provider if self._names_providers else ""
        return DayRow(entry, cells, begins, leads, chip, _remark(entry), whose)

    def title_of(self, code: str) -> str:
        """Our words for a code; its category where we have none yet."""
        title = self._titles.get(code)
        if title is None:
            title = self._desk.lookup.title(code) or self._desk.lookup.category_title(code)
            if not is_custom_code(code):  # the user may call it otherwise at any time
                self._titles[code] = title
        return title

    # What Qt asks. It asks often: the commonest question is answered first.

    def rowCount(self, parent: Index | None = None) -> int:
        """How many entries the day has."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The text of a cell, what its editor begins with, and where its figure comes from."""
        if role == _DISPLAY:
            return self.row_at(index.row()).cells[index.column()]
        if role == _EDIT:
            row = self.row_at(index.row())
            if index.column() == Column.DONE:
                return row.entry.note
            return _as_typed(row.entry) if index.column() == Column.CODE else row.cells[index.column()]
        if role == _TOOLTIP:
            return self._tip(self.row_at(index.row()), index.column())
        if role == _ALIGNMENT:
            return _LEFT if index.column() <= Column.DONE else _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The name of a column and what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return TITLES[section]
        if role == _TOOLTIP:
            return _HEADER_TIPS[section]
        if role == _ALIGNMENT:
            return _LEFT if section <= Column.DONE else _RIGHT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be selected; those that were typed can be edited."""
        return _EDITABLE_FLAGS if index.column() in EDITABLE else _FLAGS

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        """Ask for an edit. The cell changes when the log has, so nothing here says that it did."""
        text_now, typed = str(self.data(index, _EDIT)), str(value).strip()
        if role == _EDIT and typed != text_now:
            self.edit_requested.emit(self.entry_id(index.row()), index.column(), typed)
        return False

    def _tip(self, row: DayRow, column: int) -> str:
        entry = row.entry
        if entry.custom_wrvu is not None and column in _FIGURES:
            return _own_words(entry, entry.custom_wrvu)
        if column == Column.CODE:
            return f"Entry {entry.id}, encounter {entry.encounter}\nPlace of service {entry.pos}"
        if column == Column.DONE:
            found = (f"{one.finding.what}. {one.finding.fix}" for one in self._found.get(entry.id, ()))
            return "\n".join(part for part in (row.cells[column], row.whose, row.remark, *found) if part)
        if column in {Column.WRVU, Column.MEDICARE}:
            return self._provenance(entry, column)
        if column == Column.CONTRACT:
            return self._credit_of(row)
        return _HEADER_TIPS[column]

    def _provenance(self, entry: Entry, column: int) -> str:
        """Where a figure comes from, told from the schedule as it prices the entry today."""
        price = self._desk.logbook.alone(entry)
        if column == Column.WRVU:
            if entry.schedule_wrvu is None:
                return f"No work RVU: {entry.reason or 'the schedule establishes none'}"
            how = f"{text.rvu(price.unit_wrvu)} work RVU \u00d7 {text.counted(entry.units, 'unit', 'units')}"
        elif entry.medicare_amount is None:
            return f"Not priced: {entry.reason}"
        else:
            how = price.formula or f"Not priced by what is at hand now: {price.reason}"
            how += f"\n\u00d7 {text.counted(entry.units, 'unit', 'units')}"
            how += "".join(f"\n{done}" for done in entry.how.split("; ") if done)
        notes = "".join(f"\n{note}" for note in price.notes)
        basis = f" \u00b7 {entry.basis}" if entry.basis else ""
        return f"{how}\n{entry.release} \u00b7 {entry.setting} \u00b7 {entry.locality}{basis}{notes}"

    def _credit_of(self, row: DayRow) -> str:
        entry = row.entry
        done = "".join(f"\n{one}" for one in entry.credit_how.split("; ") if one)
        if entry.credited_wrvu is None:
            return f"Not credited: no contract covers it, or it has no work RVU{done}"
        credited = text.rvu(entry.credited_wrvu)
        if len(self._ids) > _MOST_PAID:
            return f"{credited} wRVU credited{done}\nThe day has too many entries to say what each is paid"
        paid = row.cells[Column.CONTRACT]
        return f"{credited} wRVU credited: {paid} above base{done}\n{_NEVER_ADDED}"


def _own_words(entry: Entry, wrvu: Decimal) -> str:
    """What stands behind the dashes of an entry of the user's own code."""
    units = text.counted(entry.units, "unit", "units")
    return (
        f"A code of your own: {text.rvu(wrvu)} own wRVU for {units}\n"
        "In no schedule, credited by no contract, apart in every total"
    )


def _remark(entry: Entry) -> str:
    own = "" if entry.custom_wrvu is None else f"{text.rvu(entry.custom_wrvu)} own wRVU"
    member = f"member {entry.member}" if entry.member else ""
    minutes = f"{entry.minutes} min" if entry.minutes else ""
    days = f"{entry.care_days} days of aftercare" if entry.care_days else ""
    site = f"@{entry.site}" if entry.site else ""
    tag = f"#{entry.tag}" if entry.tag else ""
    return " \u00b7 ".join(part for part in (own, member, minutes, days, site, tag, entry.note) if part)


def _as_typed(entry: Entry) -> str:
    """Code, modifiers, minutes and days as one would type them anew."""
    minutes = f" {entry.minutes}min" if entry.minutes else ""
    return entry.code_text + minutes + (f" {entry.care_days}d" if entry.care_days else "")
