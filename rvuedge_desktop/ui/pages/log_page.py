"""The Log page: the day, the entry line with its matches, the entries, the totals."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rvuedge_desktop.domain.errors import BadInputError, RvuEdgeError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.periods import check_day, month_of
from rvuedge_desktop.domain.rates import NATIONAL, Gpci, Setting
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.services.workspace import SCHEDULE, ChangeSet
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.bridge import Bridge
from rvuedge_desktop.ui.models.day_model import Column, DayModel
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.day_header import DayHeader
from rvuedge_desktop.ui.widgets.entry_table import EntryTable
from rvuedge_desktop.ui.widgets.hint_card import HintCard
from rvuedge_desktop.ui.widgets.match_list import MatchList
from rvuedge_desktop.ui.widgets.quick_entry import QuickEntry
from rvuedge_desktop.ui.widgets.status_line import StatusLine
from rvuedge_desktop.ui.widgets.totals_panel import TotalsPanel

MATCHES = 7
"""How many matches are shown under the line."""

_SETTINGS: tuple[tuple[Setting, str], ...] = (("office", "Office"), ("facility", "Facility"))
_SOUGHT = frozenset({"not-a-code", "unknown-code", "empty"})
"""What a line lacks when words are looked for in it."""
_HINT_KEY = "hint.dismissed"
_PLACE_WIDTH = 130
"""Pixels that a locality's name may take in the header; some are a line long."""


class LogPage(QWidget):
    """The page.

    Attributes:
        sample_requested: the sample log was asked for.
        can_act: whether entries are selected, for the menu.
        day_shown: a day was shown, perhaps the same once more.
        day: the day shown.
        model: the rows of the table.
    """

    sample_requested = Signal()
    can_act = Signal(bool)
    day_shown = Signal()

    def __init__(
        self, desk: Desk, bridge: Bridge, icons: Path, *, with_hint: bool, parent: QWidget | None = None
    ) -> None:
        """Show today.

        Args:
            desk: the log and everything on it.
            bridge: tells of changes.
            icons: the folder of icons.
            with_hint: whether a newcomer is told how to begin, until that was dismissed.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk = desk
        self._today = desk.workspace.today()
        self.day = self._today
        self._setting: Setting = desk.preferences.setting
        self.model = DayModel(desk, self)
        self.header = DayHeader(icons, self._days_with_entries, self)
        self.entry = QuickEntry(self)
        self.table = EntryTable(self.model, self)
        self.totals = TotalsPanel(desk, self)
        self.status = StatusLine(self)
        self.matches = MatchList(self)
        self._hint: HintCard | None = None
        self._lay_out()
        if with_hint and not desk.preferences.get(_HINT_KEY):
            self._offer_hint(icons)
        self._offer_settings()
        self._connect(bridge)
        self.show_day(self._today)

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(GAP_PAGE, GAP_LARGE, GAP_PAGE, GAP)
        middle.setSpacing(GAP_LARGE)
        middle.addWidget(self.header)
        middle.addWidget(self.entry)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.status)
        self._middle = middle
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(self.totals)

    def _offer_hint(self, icons: Path) -> None:
        self._hint = HintCard(icons, self)
        self._hint.sample_requested.connect(self.sample_requested)
        self._hint.dismissed.connect(self._on_hint_dismissed)
        self._middle.insertWidget(2, self._hint)

    def _offer_settings(self) -> None:
        menu = QMenu(self.header.place)
        group = QActionGroup(menu)
        for setting, title in _SETTINGS:
            action = menu.addAction(f"{title}: {_meaning(setting)}")
            action.setCheckable(True)
            action.setChecked(setting == self._setting)
            action.triggered.connect(lambda _=False, chosen=setting: self._on_setting_chosen(chosen))
            group.addAction(action)
        menu.addSeparator()
        menu.addAction("Medicare locality\u2026").triggered.connect(lambda _=False: self.choose_locality())
        self.header.place.setMenu(menu)
        self._name_setting()

    def _name_setting(self) -> None:
        setting, place = dict(_SETTINGS)[self._setting], self._place().name
        room = THEME.pixels(_PLACE_WIDTH)
        shown = self.fontMetrics().elidedText(place, Qt.TextElideMode.ElideRight, room)
        self.header.place.setText(f"{setting}, {shown} \u25be")
        self.header.place.setToolTip(f"New entries are priced for: {setting.lower()}, {place}")
        self.header.place.setAccessibleName(f"New entries: {setting.lower()}, {place}")

    def _place(self) -> Gpci:
        """The locality of new entries; the nation where the preferred one is no more."""
        try:
            return self._desk.localities.find(self._desk.preferences.locality, self.day)
        except BadInputError:
            return NATIONAL

    def choose_locality(self) -> None:
        """Ask for the locality of new entries."""
        from rvuedge_desktop.ui.dialogs.locality_dialog import LocalityDialog  # noqa: PLC0415 - rarely needed

        places = self._desk.localities
        dialog = LocalityDialog(places.all_on(self.day), self._place().locality, places.of_zip, self)
        if dialog.exec() == LocalityDialog.DialogCode.Accepted:
            self._attempt(lambda: self._desk.preferences.put("locality", dialog.chosen))
            self._name_setting()
            self._show_totals()
            self._read_line()
            self.focus_entry()

    def read_anew(self) -> None:
        """Read the line once more: what it is priced for has changed."""
        self._read_line()
        self.focus_entry()

    def _connect(self, bridge: Bridge) -> None:
        bridge.changed.connect(self._on_bridge_changed)
        self.header.steps_requested.connect(self.step_day)
        self.header.today_requested.connect(self.show_today)
        self.header.day_chosen.connect(self.try_day)
        line = self.entry.line
        line.textChanged.connect(self._read_line)
        line.returnPressed.connect(self._on_line_return)
        line.steps_requested.connect(self._on_line_steps)
        line.completed.connect(self._complete)
        line.escaped.connect(self._on_line_escaped)
        line.focus_changed.connect(self._on_line_focus_changed)
        self.matches.chosen.connect(self._take)
        # Queued: the editor must be gone before the log changes under it.
        self.model.edit_requested.connect(self._on_edit_requested, Qt.ConnectionType.QueuedConnection)
        self.table.remove_requested.connect(self.remove_selected)
        self.table.leave_requested.connect(self.focus_entry)
        self.table.typed.connect(self._on_table_typed)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.modelReset.connect(self._on_selection_changed)
        self.totals.day_chosen.connect(self.try_day)
        self.status.undo_requested.connect(self.undo)

    # Days

    def show_day(self, day: date) -> None:
        """Show a day and its totals."""
        self.table.end_editing()
        self._today = self._desk.workspace.today()
        self.day = day
        self.header.show_day(day, self._today)
        self.model.show(day)
        where = text.short_day(day, self._today)
        self.table.set_empty_text(
            f"Nothing logged {where if where in {'today', 'yesterday'} else 'on ' + where}.\n"
            "Type a code above, such as 99213 or 90853x8, and press Enter."
        )
        self._show_totals()
        self._read_line()
        self.day_shown.emit()

    def offer(self, widget: QWidget) -> None:
        """Take up a widget right under the entry line."""
        self._middle.insertWidget(2, widget)

    def show_today(self) -> None:
        """Show today, ready to type."""
        self.show_day(self._desk.workspace.today())
        self.focus_entry()

    def step_day(self, steps: int) -> None:
        """Show a day before or after."""
        self.try_day(self.day + timedelta(days=steps))

    def try_day(self, day: date) -> None:
        """Show a day that was chosen, or say why it can't be logged on."""
        try:
            self.show_day(check_day(day, self._desk.workspace.today()))
        except BadInputError as error:
            self.status.complain(error)

    def choose_day(self) -> None:
        """Open the calendar."""
        self.header.open_calendar()

    def follow_the_clock(self) -> None:
        """After midnight go on to the new day, unless something is being typed or another day is shown."""
        today = self._desk.workspace.today()
        if today != self._today and self.day == self._today and not self.entry.line.text():
            self.show_day(today)

    def _days_with_entries(self, day: date) -> Iterable[date]:
        return self._desk.reports.days(month_of(day))

    # The entry line

    def focus_entry(self) -> None:
        """Take the keyboard to the entry line."""
        self.entry.line.setFocus()

    def _on_table_typed(self, letter: str) -> None:
        self.focus_entry()
        self.entry.line.insert(letter)

    def toggle_focus(self) -> None:
        """Go from the entry line to the table, or back."""
        if self.entry.line.hasFocus():
            self.table.go_to(max(self.table.currentIndex().row(), 0))
        else:
            self.focus_entry()

    def type_code(self, code: str) -> None:
        """Put a code into the line, as if it had been typed."""
        self.focus_entry()
        self.entry.replace_segment(code)

    def _circumstances(self) -> Circumstances:
        return Circumstances(setting=self._setting)

    def _draft(self, line: str) -> Draft:
        return self._desk.logbook.draft(line, self.day, self._circumstances())

    def _read_line(self) -> None:
        """Read what is typed: its worth where it is complete, matches where it is not."""
        line, segment = self.entry.line.text(), self.entry.segment()
        if not line.strip():
            self.matches.show_matches((), "", self._setting)
            self.entry.show_text("")
            return
        wrong = self._draft(segment.text).findings
        done = bool(segment.text) and not wrong
        # A code with a slip behind it is to be mended, not looked for.
        is_sought = not done and all(finding.rule in _SOUGHT for finding in wrong)
        found = self._desk.search.find(segment.text, self.day, MATCHES) if is_sought else ()
        self.matches.show_matches(found, segment.text, self._setting)
        whole = line if done else line[: segment.start] + line[segment.end :]
        draft = self._draft(whole)
        if not draft.findings:
            single = draft.lines[0].item.code if len(draft.lines) == 1 and done else ""
            self.entry.show_draft(draft, self.model.title_of(single) if single else "")
        elif found or not segment.text:
            self.entry.show_text("")
        else:
            self.entry.show_text(draft.findings[0].what if done else self._nothing_found(segment.text))

    def _nothing_found(self, typed: str) -> str:
        findings = self._draft(typed).findings
        unread = findings and findings[0].rule == "not-a-code"
        return f"Nothing found for \u201c{typed}\u201d" if unread else str(findings[0])

    def _on_line_return(self) -> None:
        line = self.entry.line.text()
        if not line.strip():
            return
        draft = self._draft(line)
        if draft.findings:
            if self.matches.current_match():
                self._complete()
            else:
                self._complain(draft.findings[0])
            return
        try:
            self._desk.logbook.add(line, self.day, self._circumstances())
        except RvuEdgeError as error:
            self.status.complain(error)
            return
        self.entry.line.setText("")

    def _complain(self, finding: Finding) -> None:
        self.entry.show_finding(finding)
        self.status.complain(BadInputError(finding.what, finding.fix))

    def _complete(self) -> None:
        match = self.matches.current_match()
        if match:
            self._take(match.code)

    def _take(self, code: str) -> None:
        self.entry.replace_segment(code)
        self.focus_entry()

    def _on_line_steps(self, steps: int) -> None:
        if self.matches.isVisible():
            self.matches.move_current(steps)
        elif steps > 0:
            self.table.go_to(0)

    def _on_line_escaped(self) -> None:
        if self.matches.isVisible():
            self.matches.show_matches((), "", self._setting)
        else:
            self.entry.line.setText("")

    def _on_line_focus_changed(self, has_focus: bool) -> None:
        if not has_focus:
            self.matches.hide()
        elif self.entry.line.text():
            self._read_line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the matches under the line."""
        super().resizeEvent(event)
        self._place_matches()

    def _place_matches(self) -> None:
        corner = self.entry.mapTo(self, QPoint(0, self.entry.height() + 4))
        self.matches.setGeometry(corner.x(), corner.y(), self.entry.width(), self.matches.sizeHint().height())

    # What is done to entries

    def undo(self) -> None:
        """Take back the last change, whatever it was."""
        self._attempt(self._desk.workspace.undo, "Nothing to undo")

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self._attempt(self._desk.workspace.redo, "Nothing to redo")

    def remove_selected(self) -> None:
        """Remove the selected entries; undo brings them back."""
        ids, row = self.table.selected_ids(), self.table.currentIndex().row()
        if ids and self._attempt(lambda: self._desk.logbook.remove(ids)):
            self.table.go_to(row) if self.model.rowCount() else self.focus_entry()

    def edit_selected(self) -> None:
        """Edit the current cell; where it can't be edited, the code beside it."""
        index = self.table.currentIndex()
        if index.isValid():
            column = index.column() if index.column() <= Column.UNITS else Column.CODE
            self.table.setFocus()
            self.table.edit(self.model.index(index.row(), column))

    def _on_edit_requested(self, entry_id: int, column: int, typed: str) -> None:
        logbook = self._desk.logbook
        verbs: dict[int, Callable[[], object]] = {
            Column.CODE: lambda: logbook.retype(entry_id, typed),
            Column.DONE: lambda: logbook.edit([entry_id], Edit(note=typed)),
            Column.PATIENTS: lambda: logbook.edit([entry_id], Edit(patients=_count(typed))),
            Column.UNITS: lambda: logbook.edit([entry_id], Edit(units_each=_count(typed))),
        }
        self._attempt(verbs[column])

    def copy_selected(self) -> None:
        """Ask for a day and log the selected entries there once more."""
        self._to_another_day("Copy to which day?", self._desk.workspace.today(), self._desk.logbook.copy)

    def move_selected(self) -> None:
        """Ask for a day and move the selected entries there."""
        self._to_another_day("Move to which day?", self.day - timedelta(days=1), self._desk.logbook.move)

    def _to_another_day(self, title: str, day: date, verb: Callable[[list[int], date], object]) -> None:
        from rvuedge_desktop.ui.dialogs.day_dialog import DayDialog  # noqa: PLC0415 - not needed to start

        ids = self.table.selected_ids()
        if not ids:
            return
        dialog = DayDialog(title, day, self._desk.workspace.today(), self)
        if dialog.exec() == DayDialog.DialogCode.Accepted:
            self._attempt(lambda: verb(ids, dialog.day))

    def _attempt(self, verb: Callable[[], object], nothing: str = "") -> bool:
        """Do something to the log; what goes wrong is said in the status line."""
        try:
            done = verb()
        except RvuEdgeError as error:
            self.status.complain(error)
            return False
        if done is None and nothing:
            self.status.say(nothing, undoable=False)
        return True

    # What follows from a change

    def _on_bridge_changed(self, change: ChangeSet | None) -> None:
        if change is None:
            self.model.refresh(None)
            self._show_totals()
            self.status.say("The log was changed by another program", undoable=False)
            return
        if change.verb == SCHEDULE:
            self.model.refresh(None)
            self._show_totals()
            self._read_line()
            self.status.say(change.label, undoable=False)
            return
        days = sorted(change.days())
        if change.verb in {"undo", "redo"} and days and self.day.isoformat() not in days:
            self.show_day(date.fromisoformat(days[-1]))
        else:
            self.model.refresh(change)
            self._show_totals()
        if self.day.isoformat() in days:
            self.table.select_ids(list(change.entry_ids()))
        self.status.say(self._told(change), undoable=change.verb not in {"undo", "redo"})

    def _told(self, change: ChangeSet) -> str:
        lead = {"undo": "Undone: ", "redo": "Done again: "}.get(change.verb, "")
        days = [date.fromisoformat(day) for day in sorted(change.days())]
        elsewhere = [text.short_day(day, self._today) for day in days if day != self.day]
        return lead + change.label + (f", {elsewhere[-1]}" if elsewhere else "")

    def _show_totals(self) -> None:
        self.totals.show_day(self.day, self._today, f"{self._setting} \u00b7 {self._place().name}")

    def _on_selection_changed(self) -> None:
        self.can_act.emit(self.table.selectionModel().hasSelection())

    def _on_setting_chosen(self, setting: Setting) -> None:
        self._setting = setting
        self._name_setting()
        self._attempt(lambda: self._desk.preferences.put("setting", setting))
        self._show_totals()
        self._read_line()
        self.focus_entry()

    def _on_hint_dismissed(self) -> None:
        if self._hint is not None:
            self._hint.hide()
        self._attempt(lambda: self._desk.preferences.put(_HINT_KEY, "yes"))
        self.focus_entry()

    def restyle(self) -> None:
        """Take on the theme in force."""
        self.header.restyle()
        self.totals.resize_to_text()
        self.totals.chart.update()
        if self._hint is not None:
            self._hint.restyle()
        self.matches.update()


def _meaning(setting: Setting) -> str:
    return "your own rooms, non-facility amounts" if setting == "office" else "hospital or surgery center"


def _count(typed: str) -> int:
    """A number as typed; what is none becomes 0, which is refused with the right words."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else 0


_DIGITS = 6
"""More than any count has."""
