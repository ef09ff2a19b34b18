"""The Log page: the day, the entry line with its matches, the entries, the totals."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rvuedge_desktop.domain.errors import BadInputError, RvuEdgeError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.groups import Group
from rvuedge_desktop.domain.periods import check_day, month_of
from rvuedge_desktop.domain.rates import NATIONAL, Gpci, Setting
from rvuedge_desktop.services.circumstances import DEFAULT_PROVIDER, Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.intake import Draft
from rvuedge_desktop.services.search import Match, shortcut_match
from rvuedge_desktop.services.workspace import SCHEDULE, ChangeSet
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.bridge import Bridge
from rvuedge_desktop.ui.models.day_model import Column, DayModel
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE
from rvuedge_desktop.ui.widgets.day_header import DayHeader
from rvuedge_desktop.ui.widgets.entry_table import EntryTable
from rvuedge_desktop.ui.widgets.hint_card import HintCard
from rvuedge_desktop.ui.widgets.match_list import MatchList
from rvuedge_desktop.ui.widgets.provider_menu import ProviderMenu
from rvuedge_desktop.ui.widgets.quick_entry import QuickEntry
from rvuedge_desktop.ui.widgets.status_line import StatusLine
from rvuedge_desktop.ui.widgets.totals_panel import TotalsPanel

MATCHES = 7
"""How many matches are shown under the line."""

GROUP_THERAPY = "90853"
_USUAL_GROUP = 8
_SETTINGS: tuple[tuple[Setting, str], ...] = (("office", "Office"), ("facility", "Facility"))
_SOUGHT = frozenset({"not-a-code", "unknown-code", "empty"})
"""What a line lacks when words are looked for in it."""
_UNFINISHED = frozenset({"unknown-site", "unreadable"})
_SHORTEST_SLIP = 2
"""Of what stands at the caret, that and what is shorter may still be going to be right."""
_CHECK_MILLISECONDS = 60
_MOST_CHECKED = 1024
"""On a day of more entries the checks are asked for by F7, not shown in the rows."""
_HINT_KEY = "hint.dismissed"


class LogPage(QWidget):
    """The page.

    Attributes:
        sample_requested: the sample log was asked for.
        can_act: whether entries are selected, for the menu.
        whose_changed: another provider's entries are shown, or they are called otherwise.
        day_shown: a day was shown, perhaps the same once more.
        providers: the menu of whose entries to show.
        day: the day shown.
        model: the rows of the table.
    """

    sample_requested = Signal()
    can_act = Signal(bool)
    whose_changed = Signal()
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
        self.providers = ProviderMenu(self)
        self.header.whose.setMenu(self.providers)
        self._read_whose()
        self._offer_settings()
        self._check_later = QTimer(self)
        self._check_later.setSingleShot(True)
        self._check_later.setInterval(_CHECK_MILLISECONDS)
        self._check_later.timeout.connect(self._check_day)
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
        self.header.name(self.header.place, f"{setting}, ", place)
        self.header.place.setToolTip(f"New entries are priced for: {setting.lower()}, {place}")
        self.header.place.setAccessibleName(f"New entries: {setting.lower()}, {place}")

    def _place(self) -> Gpci:
        """The locality of new entries; the nation where the preferred one is no more."""
        try:
            return self._desk.localities.find(self._desk.providers.locality(self._whose.new), self.day)
        except BadInputError:
            return NATIONAL

    def choose_locality(self) -> None:
        """Ask for the locality of new entries."""
        from rvuedge_desktop.ui.dialogs.locality_dialog import LocalityDialog  # noqa: PLC0415 - rarely needed

        places = self._desk.localities
        dialog = LocalityDialog(places.all_on(self.day), self._place().locality, places.of_zip, self)
        dialog.finished.connect(dialog.deleteLater)
        if dialog.exec() == LocalityDialog.DialogCode.Accepted:
            self._attempt(lambda: self._prefer_locality(dialog.chosen))
            self._name_setting()
            self._show_totals()
            self._read_line()
            self.focus_entry()

    def _prefer_locality(self, locality: str) -> None:
        """Take a locality for new entries: for the provider where they have one of their own."""
        one = self._desk.providers.find(self._whose.new)
        if one and one.locality:
            self._desk.providers.put(one._replace(locality=locality))
        else:
            self._desk.preferences.put("locality", locality)

    # Providers

    def show_provider(self, name: str) -> None:
        """Show one provider's entries, or everybody's where empty; the window remembers it."""
        if self._attempt(lambda: self._desk.providers.use(name)):
            self._read_whose()
            self._name_setting()
            self.show_day(self.day)
            self.status.say(self.header.whose.toolTip(), undoable=False)
            self.focus_entry()

    def whose_words(self) -> str:
        """Whose entries are shown, where the log has several providers; empty where there is no choice."""
        return (self._whose.shown or "Everybody") if len(self._desk.providers.all()) > 1 else ""

    def _read_whose(self) -> None:
        """Learn whose entries are shown, and say it where there is something to say."""
        known, self._whose = self._desk.providers.all(), self._desk.providers.whose()
        shown, new = self._whose
        several = len(known) > 1
        self.providers.show_providers(known, shown)
        self.model.set_whose(shown, several=several)
        button = self.header.whose
        button.setVisible(several or new != DEFAULT_PROVIDER)
        everybody = several and not shown
        self.header.name(button, "", "Everybody" if everybody else new)
        self.entry.name_provider(new if everybody else "")
        whose = "Everybody\u2019s" if everybody else f"{new}\u2019s"
        button.setToolTip(f"{whose} entries are shown, new ones are {new}\u2019s")
        button.setAccessibleName(button.toolTip())
        self.whose_changed.emit()

    def read_anew(self) -> None:
        """Read the line once more: what it would log may be something else now."""
        self._read_line()
        self.focus_entry()

    def _connect(self, bridge: Bridge) -> None:
        bridge.changed.connect(self._on_bridge_changed)
        self.providers.chosen.connect(self.show_provider)
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
        self.day_shown.connect(self.check_anew)
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
        return self._desk.reports.days(month_of(day), self._whose.shown)

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
        return Circumstances(setting=self._setting, provider=self._whose.new)

    def _draft(self, line: str) -> Draft:
        return self._desk.logbook.draft(line, self.day, self._circumstances())

    def _read_line(self) -> None:
        """Read what is typed: its worth where it is complete, matches where it is not."""
        line, segment = self.entry.line.text(), self.entry.segment()
        if not line.strip():
            self.matches.show_matches((), "", self._setting)
            self.entry.show_text("")
            return
        if self._desk.groups.asked(line, self._circumstances()):
            self.matches.show_matches((), "", self._setting)
            self.entry.show_text("Enter shows the members of the group")
            return
        wrong = self._draft(segment.text).findings if segment.text else ()
        done = bool(segment.text) and not wrong
        # A code with a slip behind it is to be mended, not looked for.
        is_sought = not done and all(finding.rule in _SOUGHT for finding in wrong)
        found = self._find(segment.text) if is_sought else ()
        self.matches.show_matches(found, segment.text, self._setting)
        whole = line if done else line[: segment.start] + line[segment.end :]
        draft = self._draft(whole)
        if wrong and not is_sought:
            self._show_slip(self._draft(line).findings[0])
        elif not draft.findings:
            self._show_draft(draft, is_whole=done)
        elif found or not segment.text:
            self.entry.show_text("")
        elif wrong and wrong[0].rule == "not-a-code":
            self.entry.show_text(f"Nothing found for \u201c{segment.text}\u201d")
        else:
            self._show_slip(draft.findings[0] if done else self._draft(line).findings[0])

    def _show_slip(self, finding: Finding) -> None:
        """Say what is wrong; quietly where it may only be unfinished."""
        at_caret = finding.end >= self.entry.line.cursorPosition()
        if at_caret and (finding.end - finding.start < _SHORTEST_SLIP or finding.rule in _UNFINISHED):
            self.entry.show_text(str(finding))
        else:
            self.entry.show_slip(finding)

    def _find(self, typed: str) -> list[Match]:
        """What words may mean: the user's short names first, then codes."""
        own = [shortcut_match(one) for one in self._desk.shortcuts.like(typed)[:MATCHES]]
        return (
            own + self._desk.search.find(typed, self.day, MATCHES - len(own)) if len(own) < MATCHES else own
        )

    def _show_draft(self, draft: Draft, *, is_whole: bool) -> None:
        single = draft.lines[0].item.code if len(draft.lines) == 1 and is_whole else ""
        day = draft.day or self.day
        said = [
            *([draft.place] if draft.place else []),
            *([f"#{draft.tag}"] if draft.tag else []),
            *([line for _, line in draft.names]),
        ]
        named = text.short_day(day, self._today).capitalize() if draft.day else ""
        credited = draft.credited
        pay = None if credited is None else self._desk.pay.of_draft(credited, draft.provider, day)
        self.entry.show_draft(
            draft, self.model.title_of(single) if single else "", day=named, said=said, pay=pay
        )

    def _on_line_return(self) -> None:
        line = self.entry.line.text()
        if not line.strip():
            return
        if self._open_group(line):
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

    def log_group(self) -> None:
        """Ask for the members of a group: of the code that is typed, or of group therapy."""
        line = self.entry.line.text().strip()
        if not self._open_group(line):
            is_known = not self._draft(line).findings
            asked = self._desk.groups.as_group(line, self._circumstances()) if is_known else None
            typed, patients = asked or (GROUP_THERAPY, 1)
            self._ask_for_members(typed, Group(patients if patients > 1 else _USUAL_GROUP))

    def _open_group(self, line: str) -> bool:
        """Show the members where a line asks for a group; tells whether it does."""
        asked = self._desk.groups.asked(line, self._circumstances())
        if asked:
            request, group = asked
            self._ask_for_members(request.line, group)
        return asked is not None

    def _ask_for_members(self, line: str, group: Group) -> None:
        from rvuedge_desktop.ui.dialogs.group_dialog import GroupDialog  # noqa: PLC0415 - not needed to start

        groups = self._desk.groups
        # Of now: at midnight the page behind goes on to the next day.
        day, around = self.day, self._circumstances()
        dialog = GroupDialog(
            line,
            group,
            lambda typed, members: groups.draft(typed, members, day, around),
            lambda typed, members: groups.add(typed, members, day, around),
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.entry.line.clear)
        dialog.finished.connect(self.focus_entry)
        dialog.open()

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

    def give_selected(self) -> None:
        """Ask whose the selected entries are."""
        from PySide6.QtWidgets import QInputDialog  # noqa: PLC0415 - rarely needed

        ids, names = self.table.selected_ids(), self._desk.providers.names()
        if not ids:
            return
        whose = self._desk.logbook.entries(ids[:1])[0].provider
        others = [name for name in names if name != whose]
        if not others:
            self.status.say("There is one provider; menu Medicare, Providers, makes others", undoable=False)
            return
        title = f"Give to whom? Now {whose}\u2019s"
        chosen, is_taken = QInputDialog.getItem(self, "Another provider", title, others, 0, editable=False)
        if is_taken:
            self._attempt(lambda: self._desk.logbook.edit(ids, Edit(provider=chosen)))

    def _to_another_day(self, title: str, day: date, verb: Callable[[list[int], date], object]) -> None:
        from rvuedge_desktop.ui.dialogs.day_dialog import DayDialog  # noqa: PLC0415 - not needed to start

        ids = self.table.selected_ids()
        if not ids:
            return
        dialog = DayDialog(title, day, self._desk.workspace.today(), self)
        dialog.finished.connect(dialog.deleteLater)
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
        self.check_anew()
        if change is None or any(row.table == "providers" for row in change.rows):
            self._read_whose()
            self._name_setting()
            self._read_line()
            if change is not None:
                self.model.show(self.day)
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
        if not days:  # a site, a short name, a contract: the line may mean something else now
            self._read_line()
        if self.day.isoformat() in days:
            self.table.select_ids(list(change.entry_ids()))
        self.status.say(self._told(change), undoable=change.verb not in {"undo", "redo"})

    def showEvent(self, event: QShowEvent) -> None:
        """Look through the day once it is in sight."""
        super().showEvent(event)
        self._check_later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look through nothing that is not seen."""
        super().hideEvent(event)
        self._check_later.stop()

    def check_anew(self) -> None:
        """Look through the day's entries soon, while they are in sight."""
        if self.isVisible():
            self._check_later.start()

    def _check_day(self) -> None:
        """Mark what a payer would refuse; after the day is painted, for it takes some milliseconds."""
        if self.model.rowCount() > _MOST_CHECKED:
            self.model.mark({})
            return
        try:
            self.model.mark(self._desk.checks.by_entry(self.day) if self.model.rowCount() else {})
        except RvuEdgeError as error:
            self.status.complain(error)

    def _told(self, change: ChangeSet) -> str:
        lead = {"undo": "Undone: ", "redo": "Done again: "}.get(change.verb, "")
        days = [date.fromisoformat(day) for day in sorted(change.days())]
        elsewhere = [text.short_day(day, self._today) for day in days if day != self.day]
        touched, shown = self._desk.providers.touched(change), self._whose.shown
        others = f", {touched[-1]}\u2019s" if shown and touched and shown not in touched else ""
        return lead + change.label + (f", {elsewhere[-1]}" if elsewhere else "") + others

    def _show_totals(self) -> None:
        where = f"{self._setting} \u00b7 {self._place().name}"
        self.totals.show_day(self.day, self._today, where, self._whose.shown)

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
