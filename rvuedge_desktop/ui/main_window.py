"""The one window: rail, menus and pages."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.bridge import Bridge
from rvuedge_desktop.ui.pages.log_page import LogPage
from rvuedge_desktop.ui.theme import CHOICES, THEME
from rvuedge_desktop.ui.widgets.rail import Rail

# Dialogs, and whatever else only they need, are imported where they are opened: the start is quicker so.
if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QDialog

    from rvuedge_desktop.ui.pages.codes_page import CodesPage
    from rvuedge_desktop.ui.pages.log_templates import LogTemplates
    from rvuedge_desktop.ui.pages.pay_page import PayPage

_SMALLEST = (1024, 640)
_FIRST_SIZE = (1280, 800)
_FRAME_HEIGHT = 40
_THEME_KEY, _SCALE_KEY, _GEOMETRY_KEY = "window.theme", "window.text_scale", "window.geometry"
_SCALE_STEP, _SCALES = 0.1, (0.8, 2.0)
_CLOCK_MILLISECONDS = 20_000
_CMS_SUFFIXES = frozenset({".zip", ".csv", ".txt", ".xlsx", ".gz"})
_PAGES = [("Log", "log"), ("Codes", "codes"), ("Pay", "pay")]
"""Title and icon of each page, in the order of the stack."""
_LOG, _CODES, _PAY = range(len(_PAGES))


class MainWindow(QMainWindow):
    """The window of one log.

    Attributes:
        sample_requested: the sample log was asked for.
        log_page: the page to log on.
    """

    sample_requested = Signal()

    def __init__(self, desk: Desk, icons: Path, *, is_sample: bool) -> None:
        """Show a log.

        Args:
            desk: the log and everything on it.
            icons: the folder of icons.
            is_sample: whether the log is the made-up one, which the title says.
        """
        super().__init__()
        self._desk = desk
        self._is_sample = is_sample
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self._bridge = Bridge(desk, self)
        # From the outside in: a widget that is put elsewhere later is styled anew with all that is in it.
        middle = QWidget(self)
        self.setCentralWidget(middle)
        self._rail = Rail(icons, _PAGES, middle)
        self._pages = QStackedWidget(middle)
        self.log_page = LogPage(desk, self._bridge, icons, with_hint=not is_sample, parent=self._pages)
        self._pages.addWidget(self.log_page)
        self._codes_page: CodesPage | None = None
        self._pay_page: PayPage | None = None
        self._templates: LogTemplates | None = None
        self._rail.page_chosen.connect(self.show_page)
        self.log_page.sample_requested.connect(self.sample_requested)
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addWidget(self._pages, 1)
        self._actions: list[QAction] = []
        self._resources, self._icons = icons.parent, icons
        self._add_menus(is_sample=is_sample)
        self._restore_geometry()
        self._follow_appearance()
        self._on_whose_changed()
        self.log_page.whose_changed.connect(self._on_whose_changed)
        self.log_page.focus_entry()

    def start_background_work(self) -> None:
        """Begin what can wait until the window is painted."""
        self._bridge.start_looking()
        if self._desk.problem:
            self.log_page.status.complain(self._desk.problem)
        self._offer_clinics()
        clock = QTimer(self)
        clock.timeout.connect(self.log_page.follow_the_clock)
        clock.start(_CLOCK_MILLISECONDS)

    # Pages

    def show_page(self, place: int) -> None:
        """Show a page, ready to type; the others are made when they are first wanted."""
        pages: dict[int, Callable[[], QWidget]] = {
            _LOG: lambda: self.log_page,
            _CODES: lambda: self.codes_page,
            _PAY: lambda: self.pay_page,
        }
        self._pages.setCurrentWidget(pages[place]())
        self._rail.select(place)
        if place == _CODES:
            self.codes_page.focus_search()
        elif place == _PAY:
            self.pay_page.focus()
        else:
            self.log_page.focus_entry()

    @property
    def pay_page(self) -> "PayPage":
        """The page of pay, made when it is first wanted."""
        if self._pay_page is None:
            from rvuedge_desktop.ui.pages.pay_page import PayPage  # noqa: PLC0415 - not needed at start

            self._pay_page = PayPage(self._desk, self._bridge, self._pages)
            self._pay_page.said.connect(self._on_pay_said)
            self._pages.addWidget(self._pay_page)
        return self._pay_page

    def _on_pay_said(self, said: object) -> None:
        if isinstance(said, RvuEdgeError):
            self.log_page.status.complain(said)

    @property
    def codes_page(self) -> "CodesPage":
        """The page of codes."""
        if self._codes_page is None:
            from rvuedge_desktop.ui.pages.codes_page import CodesPage  # noqa: PLC0415 - not needed at start

            self._codes_page = CodesPage(self._desk, self._pages)
            self._codes_page.log_requested.connect(self._on_log_requested)
            self._codes_page.back_requested.connect(lambda: self.show_page(_LOG))
            self._pages.addWidget(self._codes_page)
        return self._codes_page

    def _on_whose_changed(self) -> None:
        """Say in the title whose entries are shown; pay follows."""
        log = "Sample log" if self._is_sample else ""
        self.setWindowTitle(" \u2013 ".join(filter(None, (self.log_page.whose_words(), log, "RVU Edge"))))
        if self._pay_page:
            self._pay_page.refresh()

    def _step(self, steps: int) -> None:
        """A day, or along the codes that were looked at, by the page that is shown."""
        if self._codes_page and self._pages.currentWidget() is self._codes_page:
            self._codes_page.step_visited(steps)
        else:
            self.log_page.step_day(steps)

    def _on_log_requested(self, code: str) -> None:
        self.show_page(_LOG)
        self.log_page.type_code(code)

    # Menus

    def _add_menus(self, *, is_sample: bool) -> None:
        page = self.log_page
        file = self._menu("&File")
        self._action(file, "&Export a month\u2026", lambda: self._export(whole_year=False), "Ctrl+E")
        self._action(file, "Export a &year\u2026", lambda: self._export(whole_year=True))
        self._action(file, "&Print the code\u2026", self._print, "Ctrl+P")
        file.addSeparator()
        sample = self._action(file, "Look around with a &sample log", self.sample_requested.emit)
        sample.setEnabled(not is_sample)
        self._action(file, "Open the data &folder", self._open_folder)
        file.addSeparator()
        self._action(file, "&Quit", self.close, "Ctrl+Q")
        self._add_edit_menu(self._menu("&Edit"))
        self._add_templates_menu(self._menu("&Log"))
        go = self._menu("&Go")
        self._action(go, "&Previous day, or code", lambda: self._step(-1), "Alt+Left")
        self._action(go, "&Next day, or code", lambda: self._step(1), "Alt+Right")
        self._action(go, "&Today", page.show_today, "Ctrl+T")
        self._action(go, "&Calendar\u2026", page.choose_day, "Ctrl+D")
        go.addMenu(page.providers)
        page.providers.edit_requested.connect(self._show_providers)
        go.addSeparator()
        self._action(go, "&Log", lambda: self.show_page(_LOG), "Ctrl+1")
        self._action(go, "C&odes", lambda: self.show_page(_CODES), "Ctrl+2")
        self._action(go, "Pa&y", lambda: self.show_page(_PAY), "Ctrl+3")
        go.addSeparator()
        self._action(go, "&Entry line", lambda: self.show_page(_LOG), "Ctrl+L")
        self._action(go, "Between entry line and ta&ble", page.toggle_focus, "F6")
        self._action(go, "&Find a command or a code\u2026", self._find, "Ctrl+K")
        self._add_medicare_menu(self._menu("&Medicare"))
        self._add_view_menu(self._menu("&View"))
        help_menu = self._menu("&Help")
        self._action(help_menu, "&Guide", self._show_guide)
        self._action(help_menu, "&Keys", self._show_keys, "F1")
        self._action(help_menu, "&About RVU Edge", self._about)

    def _add_edit_menu(self, edit: QMenu) -> None:
        page = self.log_page
        self._undo = self._action(edit, "&Undo", page.undo, "Ctrl+Z")
        self._redo = self._action(edit, "&Redo", page.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        edit.addSeparator()
        on_entries = [
            self._action(edit, "&Edit entry", page.edit_selected),
            self._action(edit, "&Copy to another day\u2026", page.copy_selected, "Ctrl+Shift+C"),
            self._action(edit, "&Move to another day\u2026", page.move_selected, "Ctrl+Shift+M"),
            self._action(edit, "&Give to another provider\u2026", page.give_selected),
            self._action(edit, "Remo&ve", page.remove_selected),
            self._action(edit, "&History of this entry\u2026", self._show_history, "Ctrl+H"),
        ]
        for action in on_entries:
            action.setEnabled(False)
            page.can_act.connect(action.setEnabled)
        page.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        page.table.addActions(on_entries)
        edit.addSeparator()
        self._action(edit, "Changes of a &period\u2026", self._show_changes, "Ctrl+Shift+H")
        edit.aboutToShow.connect(self._name_undo)

    def _add_templates_menu(self, log: QMenu) -> None:
        page, again = self.log_page, self._again
        self._action(log, "A &group by its members\u2026", self._log_group, "Ctrl+G")
        log.addSeparator()
        self._action(log, "Same as &yesterday\u2026", lambda: again().same_as_yesterday(), "Ctrl+Shift+Y")
        last = self._action(log, "", lambda: again().same_as_last_week(), "Ctrl+Shift+W")
        name = partial(self._name_last_week, last)
        name()
        page.day_shown.connect(name)
        self._action(log, "Same as &another day\u2026", lambda: again().same_as_another_day(), "Ctrl+Shift+D")
        self._action(log, "&Fill several days\u2026", lambda: again().fill_days(), "Ctrl+Shift+F")
        log.addSeparator()
        self._action(log, "Take a fa&vourite", self._choose_favourite, "Ctrl+J")
        self._action(log, "Favourites and &bundles\u2026", lambda: again().show_shortcuts(), "Ctrl+Shift+J")
        bundle = self._action(log, "&Save as bundle\u2026", lambda: again().save_bundle(), "Ctrl+Shift+B")
        bundle.setEnabled(False)
        page.can_act.connect(bundle.setEnabled)
        page.table.addAction(bundle)
        log.addSeparator()
        self._action(log, "&Draft of the clinic\u2026", lambda: again().draft_clinic(), "Ctrl+Shift+L")
        self._action(log, "&Clinics\u2026", lambda: again().show_clinics())
        log.addSeparator()
        self._action(log, "&Own codes\u2026", self._show_custom_codes)
        self._action(log, "C&hecks before billing\u2026", self._show_findings, "F7")
        page.day_shown.connect(self._offer_clinics)
        self._bridge.changed.connect(lambda _: self._offer_clinics())

    def _choose_favourite(self) -> None:
        self.show_page(_LOG)
        self._again().choose_favourite()

    def _name_last_week(self, action: QAction) -> None:
        action.setText(f"Same as &last {self.log_page.day:%A}\u2026")

    def _again(self) -> "LogTemplates":
        """What is logged once more, made when it is first wanted."""
        if self._templates is None:
            from rvuedge_desktop.ui.pages.log_templates import LogTemplates  # noqa: PLC0415 - not at start

            self._templates = LogTemplates(self._desk, self.log_page)
        return self._templates

    def _offer_clinics(self) -> None:
        """Offer the clinic of the day; where nobody ever made one, nothing is even imported for it."""
        try:
            wanted = self._templates is not None or self._desk.has_clinics
        except RvuEdgeError as error:
            self.log_page.status.complain(error)
            return
        if wanted:
            self._again().offer_clinics()

    def _add_medicare_menu(self, medicare: QMenu) -> None:
        self._action(medicare, "&Locality\u2026", self.log_page.choose_locality)
        self._action(medicare, "&Sites\u2026", self._show_sites)
        self._action(medicare, "&Providers and their standing\u2026", self._show_providers)
        medicare.addSeparator()
        self._action(medicare, "&Fee schedules\u2026", self._show_schedules)
        self._action(medicare, "L&oad a CMS file\u2026", self._choose_cms_file, "Ctrl+Shift+O")

    def _add_view_menu(self, view: QMenu) -> None:
        chosen = self._desk.preferences.get(_THEME_KEY, CHOICES[0])
        group = QActionGroup(self)
        for choice, title in zip(CHOICES, ("Follow the &system", "&Light", "&Dark"), strict=True):
            action = self._action(view, title, partial(self._choose_theme, choice))
            action.setCheckable(True)
            action.setChecked(choice == chosen)
            group.addAction(action)
        view.addSeparator()
        self._action(view, "Lar&ger text", lambda: self._scale_text(_SCALE_STEP), "Ctrl++", "Ctrl+=")
        self._action(view, "S&maller text", lambda: self._scale_text(-_SCALE_STEP), "Ctrl+-")
        self._action(view, "&Normal text", lambda: self._scale_text(0), "Ctrl+0")

    def _menu(self, title: str) -> QMenu:
        return self.menuBar().addMenu(title)

    def _action(self, menu: QMenu, title: str, slot: Callable[[], object], *keys: str) -> QAction:
        action = menu.addAction(title)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _=False: slot())
        self._actions.append(action)
        return action

    def _log_group(self) -> None:
        self.show_page(_LOG)
        self.log_page.log_group()

    def commands(self) -> list[QAction]:
        """Everything that a menu offers."""
        return [*self._actions, *self.log_page.providers.people()]

    def _name_undo(self) -> None:
        undo, redo = self._desk.workspace.next_labels()
        # An ampersand of a name is one, not a key of the menu.
        self._undo.setText("&Undo: " + undo.replace("&", "&&") if undo else "&Undo")
        self._redo.setText("&Redo: " + redo.replace("&", "&&") if redo else "&Redo")

    # Dialogs

    def _open(self, dialog: "QDialog") -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_guide(self) -> None:
        from rvuedge_desktop.ui.dialogs.guide_dialog import GUIDE_FILE, GuideDialog  # noqa: PLC0415

        self._open(GuideDialog(self._resources / GUIDE_FILE, self))

    def _show_keys(self) -> None:
        from rvuedge_desktop.ui.dialogs.keys_dialog import KeysDialog  # noqa: PLC0415

        self._open(KeysDialog(self))

    def _about(self) -> None:
        from rvuedge_desktop.ui.dialogs.about_dialog import AboutDialog  # noqa: PLC0415

        self._open(AboutDialog(self._desk.schedules.releases, self))

    def _find(self) -> None:
        from rvuedge_desktop.ui.dialogs.find_dialog import FindDialog  # noqa: PLC0415

        page = self.log_page
        self._open(
            FindDialog(
                self.commands(),
                lambda typed, limit: self._desk.search.find(typed, page.day, limit),
                self._on_log_requested,
                self,
            )
        )

    def _export(self, *, whole_year: bool) -> None:
        from PySide6.QtCore import QStandardPaths  # noqa: PLC0415
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        from rvuedge_desktop.exchange.csv_text import csv_text  # noqa: PLC0415
        from rvuedge_desktop.exchange.text_files import write_text_file  # noqa: PLC0415
        from rvuedge_desktop.ui.dialogs.export_dialog import ExportDialog  # noqa: PLC0415

        dialog = ExportDialog(self.log_page.day, whole_year=whole_year, parent=self)
        dialog.finished.connect(dialog.deleteLater)
        if dialog.exec() != ExportDialog.DialogCode.Accepted:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(documents) / dialog.file_name())
        chosen, _ = QFileDialog.getSaveFileName(self, dialog.windowTitle(), suggested, "CSV (*.csv)")
        if not chosen:
            return
        table = dialog.table(self._desk.reports)
        try:
            write_text_file(Path(chosen), csv_text(table.columns, table.rows))
        except RvuEdgeError as error:
            self.log_page.status.complain(error)
        else:
            self.log_page.status.say(f"Exported to {chosen}", undoable=False)

    def _print(self) -> None:
        """Print the code that is shown, as text."""
        text = self._codes_page.text_to_print() if self._codes_page else ""
        if not text:
            self.log_page.status.say("Show a code on the Codes page (Ctrl+2), then print it", undoable=False)
            return
        from PySide6.QtGui import QTextDocument  # noqa: PLC0415
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.finished.connect(dialog.deleteLater)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            document = QTextDocument()
            document.setPlainText(text)
            document.print_(printer)

    def _open_folder(self) -> None:
        from PySide6.QtCore import QUrl  # noqa: PLC0415
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.workspace.folder)))

    def _show_custom_codes(self) -> None:
        from rvuedge_desktop.ui.dialogs.custom_codes_dialog import CustomCodesDialog  # noqa: PLC0415

        page = self.log_page
        dialog = CustomCodesDialog(self._desk.custom_codes, page.day, self._desk.workspace.today(), self)
        dialog.finished.connect(page.read_anew)
        self._open(dialog)

    def _show_findings(self) -> None:
        from rvuedge_desktop.ui.dialogs.findings_dialog import FindingsDialog  # noqa: PLC0415

        dialog = FindingsDialog(self._desk, self._icons, self.log_page.day, self._show_day, self)
        dialog.finished.connect(self.log_page.check_anew)
        self._open(dialog)

    # What was

    def _show_history(self) -> None:
        from rvuedge_desktop.ui.dialogs.history_dialog import HistoryDialog  # noqa: PLC0415

        page = self.log_page
        try:
            versions = self._desk.history.of_entry(page.table.selected_ids()[0])
        except RvuEdgeError as error:
            page.status.complain(error)
        else:
            self._open(HistoryDialog(versions, self._desk.workspace.today(), self))

    def _show_changes(self) -> None:
        from rvuedge_desktop.ui.dialogs.changes_dialog import ChangesDialog  # noqa: PLC0415

        self._open(ChangesDialog(self._desk, self._icons, self.log_page.day, self._show_day, self))

    def _show_day(self, day: date, entry_ids: list[int]) -> None:
        """Show a day on the Log page, with those of these entries selected that it has."""
        self.show_page(_LOG)
        self.log_page.try_day(day)
        self.log_page.table.select_ids(entry_ids)
        if entry_ids:
            self.log_page.table.setFocus()

    # Medicare

    def _show_sites(self) -> None:
        from rvuedge_desktop.ui.dialogs.sites_dialog import SitesDialog  # noqa: PLC0415

        self._open(SitesDialog(self._desk.sites, self))

    def _show_providers(self) -> None:
        from rvuedge_desktop.ui.dialogs.providers_dialog import ProvidersDialog  # noqa: PLC0415

        self._open(ProvidersDialog(self._desk, self))

    def _show_schedules(self) -> None:
        from rvuedge_desktop.ui.dialogs.schedules_dialog import SchedulesDialog  # noqa: PLC0415

        self._open(SchedulesDialog(self._desk, self._choose_cms_file, self))

    def _choose_cms_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        kinds = "CMS files (*.zip *.csv *.txt *.xlsx *.csv.gz)"
        chosen, _ = QFileDialog.getOpenFileNames(self, "Load a CMS file", "", kinds)
        if chosen:
            self.load_cms_files([Path(one) for one in chosen])

    def load_cms_files(self, paths: "Sequence[Path]") -> None:
        """Read files of CMS, report what they change, and load them where the person agrees."""
        from rvuedge_desktop.services.pairs import are_pairs  # noqa: PLC0415
        from rvuedge_desktop.ui.dialogs.import_dialog import ImportDialog  # noqa: PLC0415
        from rvuedge_desktop.ui.dialogs.pairs_dialog import PairsDialog  # noqa: PLC0415

        kind = PairsDialog if are_pairs(paths) else ImportDialog
        dialog = kind(self._desk, paths, QApplication.activeModalWidget() or self)
        dialog.accepted.connect(lambda: self.log_page.status.say(dialog.said, undoable=False))
        self._open(dialog)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of CMS that are dragged here."""
        if _cms_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        paths = _cms_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            # Later: the program that was dragged from waits until this returns.
            QTimer.singleShot(0, lambda: self.load_cms_files(paths))

    # Appearance

    def _follow_appearance(self) -> None:
        self._application().styleHints().colorSchemeChanged.connect(lambda _: self.restyle())

    def _choose_theme(self, choice: str) -> None:
        self._remember(_THEME_KEY, choice)
        self.restyle()

    def _scale_text(self, step: float) -> None:
        low, high = _SCALES
        scale = min(max(round(THEME.scale + step, 1), low), high) if step else 1.0
        self._remember(_SCALE_KEY, f"{scale:.1f}")
        self.restyle()

    def restyle(self) -> None:
        """Take on the appearance that is preferred."""
        apply_appearance(self._application(), self._desk)
        self._rail.restyle()
        self.log_page.restyle()
        if self._codes_page:
            self._codes_page.restyle()

    def _application(self) -> QApplication:
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is no window without one
        return application

    def _remember(self, key: str, value: str) -> None:
        try:
            self._desk.preferences.put(key, value)
        except RvuEdgeError as error:
            self.log_page.status.complain(error)

    # Geometry

    def _restore_geometry(self) -> None:
        kept = self._desk.preferences.get(_GEOMETRY_KEY)
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            # Room for the frame that the window manager puts around it.
            room = self.screen().availableGeometry().size() - QSize(0, _FRAME_HEIGHT)
            self.resize(QSize(*_FIRST_SIZE).boundedTo(room))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was."""
        self._remember(_GEOMETRY_KEY, bytes(self.saveGeometry().toBase64().data()).decode())
        event.accept()


def _cms_files(data: "QMimeData") -> list[Path]:
    """The files among what is dragged that may be CMS's."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _CMS_SUFFIXES]


def apply_appearance(application: QApplication, desk: Desk) -> None:
    """Put the appearance that the user chose on the program."""
    choice = desk.preferences.get(_THEME_KEY, CHOICES[0])
    try:
        scale = float(desk.preferences.get(_SCALE_KEY, "1"))
    except ValueError:
        scale = 1.0
    THEME.apply(application, choice, scale)
