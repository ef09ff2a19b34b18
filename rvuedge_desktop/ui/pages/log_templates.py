"""What the Log page logs once more: days, bundles, clinics; each a draft to look at before."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QDialog

from rvuedge_desktop.domain.clinics import Clinic
from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.domain.periods import Period, week_of
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.templates import EncounterDraft, week_before
from rvuedge_desktop.ui import text
from rvuedge_desktop.ui.pages.log_page import LogPage
from rvuedge_desktop.ui.widgets.clinic_offer import ClinicOffer
from rvuedge_desktop.ui.widgets.favourites_popup import FavouritesPopup

if TYPE_CHECKING:
    from rvuedge_desktop.services.clinics import DueClinic


class LogTemplates(QObject):
    """The verbs of the menu, for the day that the page shows."""

    def __init__(self, desk: Desk, page: LogPage) -> None:
        """Work for a page.

        Args:
            desk: the log and everything on it.
            page: the page, which lives as long.
        """
        super().__init__(page)
        self._desk, self._page = desk, page
        self._offer: ClinicOffer | None = None
        self._due: Sequence[DueClinic] = ()
        self._popup: FavouritesPopup | None = None

    @property
    def _shown(self) -> str:
        """Whose entries the page shows; empty for everybody's."""
        return self._desk.providers.whose().shown

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Say in the status line why the log could not be read."""
        try:
            yield
        except RvuEdgeError as error:
            self._page.status.complain(error)

    # Days

    def same_as_yesterday(self) -> None:
        """Draft the day before the one shown, or where that has no entries the last one that has."""
        with self._reading():
            day = self._page.day
            source = self._desk.templates.day_before(day, self._shown)
            if source is None:
                self._say("Nothing was logged before this day")
            else:
                self._same_as(
                    source, "" if source == day - timedelta(days=1) else ", the last day with entries"
                )

    def same_as_last_week(self) -> None:
        """Draft the same day of the week, a week before."""
        self._same_as(week_before(self._page.day))

    def same_as_another_day(self) -> None:
        """Ask for a day and draft it."""
        from rvuedge_desktop.ui.dialogs.day_dialog import DayDialog  # noqa: PLC0415 - rarely needed

        yesterday = self._page.day - timedelta(days=1)
        dialog = DayDialog("Same as which day?", yesterday, self._desk.workspace.today(), self._page)
        dialog.accepted.connect(lambda: self._same_as(dialog.day))
        self._open(dialog)

    def _same_as(self, source: date, which: str = "") -> None:
        with self._reading():
            day, today = self._page.day, self._desk.workspace.today()
            drafts = self._desk.templates.same_as(source, day, self._shown)
            name = text.long_day(source, today)
            if not drafts:
                self._say(f"Nothing is logged on {name}")
                return
            self._draft(f"Same as {name}{which}", drafts, day, f"Same as {name}")

    def fill_days(self) -> None:
        """Draft the selected entries, or an empty line, for several days: those of the week shown."""
        with self._reading():
            ids = self._page.table.selected_ids()
            drafts = self._desk.templates.drafts_of(ids, self._page.day) if ids else ()
            self._draft("Fill several days", drafts, week_of(self._page.day), "Filled several days")

    def _draft(self, title: str, drafts: Sequence[EncounterDraft], on: date | Period, label: str) -> None:
        from rvuedge_desktop.ui.dialogs.draft_dialog import DraftDialog  # noqa: PLC0415 - not at start

        templates = self._desk.templates
        self._open(
            DraftDialog(
                self._desk,
                title,
                drafts,
                on,
                log=lambda wanted, days: templates.log(wanted, days, label),
                parent=self._page.window(),
            )
        )

    # Favourites

    def choose_favourite(self) -> None:
        """Open the favourites under the entry line; the one chosen is put into it."""
        with self._reading():
            found = self._desk.favourites.ranked(self._desk.workspace.today())
            if not found:
                self._say(
                    "No favourites yet: keep codes on the Codes page, or make short names with Ctrl+Shift+J"
                )
                return
            if self._popup is None:
                self._popup = FavouritesPopup(self._page)
                self._popup.chosen.connect(self._take)
            entry = self._page.entry
            self._popup.open_at(found, entry.mapToGlobal(QPoint(0, entry.height() + 4)))

    def _take(self, line: str) -> None:
        """Put a favourite into the line, behind what is complete and in place of what is not."""
        entry = self._page.entry
        typed = entry.segment()
        if typed.text and not parse_line(typed.text).findings:
            before = entry.line.text()[: typed.end].rstrip()
            entry.line.setText(f"{before}; {entry.line.text()[typed.end :]}")
            entry.line.setCursorPosition(len(before) + 2)
        self._page.type_code(line)

    def show_shortcuts(self, line: str = "") -> None:
        """Open the short names, perhaps to make one for a line."""
        from rvuedge_desktop.ui.dialogs.shortcuts_dialog import ShortcutsDialog  # noqa: PLC0415

        with self._reading():
            self._open(ShortcutsDialog(self._desk, self._draft_line, line, self._page.window()))

    def save_bundle(self) -> None:
        """Make a short name for the selected entries."""
        with self._reading():
            ids = self._page.table.selected_ids()
            if ids:
                self.show_shortcuts(self._desk.templates.of_entries(ids))

    def _draft_line(self, line: str) -> None:
        with self._reading():
            around = Circumstances(
                setting=self._desk.preferences.setting, provider=self._desk.providers.whose().new
            )
            self._draft("Bundle", [EncounterDraft(line, around)], self._page.day, "")

    # Clinics

    def show_clinics(self) -> None:
        """Open the clinics."""
        from rvuedge_desktop.ui.dialogs.clinics_dialog import ClinicsDialog  # noqa: PLC0415

        with self._reading():
            self._open(ClinicsDialog(self._desk, self._page.day, self._draft_clinic, self._page.window()))

    def draft_clinic(self) -> None:
        """Draft the clinic that is due on the day shown."""
        self.offer_clinics()
        if self._due:
            self._draft_clinic(self._due[0].clinic)
        else:
            self._say("No clinic is due on this day")

    def _draft_clinic(self, clinic: Clinic) -> None:
        from rvuedge_desktop.ui.dialogs.draft_dialog import DraftDialog  # noqa: PLC0415 - not at start

        with self._reading():
            clinics = self._desk.clinics
            dialog = DraftDialog(
                self._desk,
                clinic.name,
                clinics.drafts(clinic),
                self._page.day,
                log=lambda wanted, days: [clinics.confirm(clinic, one, wanted) for one in days],
                parent=self._page.window(),
            )
            # What is remembered beside the log is no change of it, so nothing else tells.
            dialog.accepted.connect(self.offer_clinics)
            self._open(dialog)

    def offer_clinics(self) -> None:
        """Offer the first clinic that is due on the day shown; where none is, offer nothing."""
        try:
            self._due = self._desk.clinics.due(self._page.day, self._shown)
        except RvuEdgeError as error:
            self._page.status.complain(error)
            return
        if self._due and self._offer is None:
            self._offer = ClinicOffer(self._page)
            self._offer.draft_requested.connect(self.draft_clinic)
            self._offer.dismissed.connect(self._dismiss_clinic)
            self._page.offer(self._offer)
        if self._offer is not None:
            if self._due:
                self._offer.offer(self._due[0].clinic.name, len(self._due[0].drafts))
            else:
                self._offer.hide()

    def _dismiss_clinic(self) -> None:
        try:
            self._desk.clinics.dismiss(self._due[0].clinic, self._page.day)
        except RvuEdgeError as error:
            self._page.status.complain(error)
            return
        self.offer_clinics()
        self._page.focus_entry()

    def _say(self, words: str) -> None:
        self._page.status.say(words, undoable=False)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
