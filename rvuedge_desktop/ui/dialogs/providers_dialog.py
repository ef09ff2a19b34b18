"""The providers of the log: who they are, how Medicare pays them, and their contract."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rvuedge_desktop.domain.errors import RvuEdgeError
from rvuedge_desktop.domain.providers import ATTENDING, STAGE_WORDS, STAGES, Provider
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.theme import GAP, GAP_LARGE, GAP_PAGE, THEME
from rvuedge_desktop.ui.widgets.action_row import ActionRow
from rvuedge_desktop.ui.widgets.figure_table import FigureTable
from rvuedge_desktop.ui.widgets.standing_form import StandingForm

_TITLES = ("Provider", "Specialty", "Stage", "Locality", "Standing with Medicare", "Contract")
_PREFERRED = "preferred"


class ProvidersDialog(QDialog):
    """Make, change, rename and remove providers; each is one change of the log, so undo takes it back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show those there are, the one whose new entries are chosen.

        Args:
            desk: the log and everything on it.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._desk = desk
        self._known: tuple[Provider, ...] = ()
        self.setWindowTitle("Providers")
        self.setMinimumSize(THEME.pixels(900), THEME.pixels(560))
        words = QLabel(
            "With several providers, Alt+1 to Alt+9 show each one\u2019s own log and Alt+0 everybody\u2019s. "
            "New entries are priced for standing and locality; entries that you have keep theirs.",
            self,
        )
        words.setObjectName("muted")
        words.setWordWrap(True)
        self.table = FigureTable(_TITLES, (), 4, self)
        self.table.setAccessibleName("Providers")
        self.table.setSelectionMode(FigureTable.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self.name, self.credentials = self._line("Name", ""), self._line("Credentials", "such as MD or LCSW")
        self.specialty = self._line("Specialty", "such as Psychiatry")
        completer = QCompleter(desk.search.specialties(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.specialty.setCompleter(completer)
        self.stage = QComboBox(self)
        self.stage.setAccessibleName("Stage")
        for stage in STAGES:
            self.stage.addItem(f"{stage[0].upper()}{stage[1:]}: {STAGE_WORDS[stage]}", stage)
        self.locality = self._line("Locality", "the preferred one; or a ZIP code, a name, 15202-00")
        self.standing = StandingForm(self)
        self._wrong = QLabel(self)
        self._wrong.setObjectName("warning")
        self._wrong.setWordWrap(True)
        self._buttons = ActionRow(self)
        self.keep = self._buttons.add("&Keep", self._keep)
        self.new = self._buttons.add("&New provider", self._begin_new)
        self.contract = self._buttons.add("Con&tract\u2026", self._edit_contract)
        self.remove = self._buttons.add("&Remove", self._remove)
        self._lay_out(words)
        self._refill(desk.providers.whose().new)
        self.name.setFocus()

    def _line(self, name: str, placeholder: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setPlaceholderText(placeholder)
        return line

    def _lay_out(self, words: QLabel) -> None:
        who = QFormLayout()
        who.setVerticalSpacing(GAP)
        for title, widget in (
            ("Name", self.name),
            ("Credentials", self.credentials),
            ("Specialty", self.specialty),
            ("Stage", self.stage),
            ("Locality", self.locality),
        ):
            who.addRow(title, widget)
        halves = QHBoxLayout()
        halves.setSpacing(GAP_PAGE)
        halves.addLayout(who, 1)
        halves.addWidget(self.standing, 1)
        self.keep.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addLayout(halves)
        layout.addWidget(self._wrong)
        layout.addWidget(self._buttons)

    def _chosen(self) -> Provider | None:
        """The provider whose row is chosen; None while a new one is described."""
        places = {index.row() for index in self.table.selectedIndexes()}
        return self._known[places.pop()] if len(places) == 1 else None

    def _refill(self, name: str) -> None:
        """Show the log's providers, and one of them in the form."""
        self._known = self._desk.providers.all()
        self.table.blockSignals(True)
        self.table.show_rows([self._row(one) for one in self._known])
        self.table.clearSelection()
        self.table.blockSignals(False)
        self.table.selectRow(next((at for at, one in enumerate(self._known) if one.name == name), 0))
        self._wrong.clear()

    def _row(self, one: Provider) -> tuple[str, ...]:
        contracts = self._desk.pay.contracts_of(one.name)
        return (
            ", ".join(filter(None, (one.name, one.credentials))),
            one.specialty,
            one.stage,
            one.locality or _PREFERRED,
            one.payee.text or "participating physician",
            contracts[-1].name if contracts else "none",
        )

    def _on_selection_changed(self) -> None:
        one = self._chosen()
        self.remove.setEnabled(one is not None and len(self._known) > 1)
        self.contract.setEnabled(one is not None)
        if one is not None:
            self._show(one)
            self._wrong.clear()

    def _show(self, one: Provider) -> None:
        self.name.setText(one.name)
        self.credentials.setText(one.credentials)
        self.specialty.setText(one.specialty)
        self.stage.setCurrentIndex(self.stage.findData(one.stage))
        self.locality.setText(one.locality)
        self.standing.show_payee(one.payee)

    def _begin_new(self) -> None:
        self.table.clearSelection()
        self._show(Provider("", stage=ATTENDING))
        self._wrong.clear()
        self.name.setFocus()

    def _described(self) -> Provider:
        """The provider in the form.

        Raises:
            ValueError: a percentage is none.
        """
        stage = next(one for one in STAGES if one == self.stage.currentData())
        return Provider(
            self.name.text(),
            self.specialty.text(),
            self.credentials.text(),
            stage,
            self.locality.text(),
            self.standing.payee(),
        )

    def _keep(self) -> None:
        old = self._chosen()
        taken = None if old else self._desk.providers.find(self.name.text())
        if taken:
            # What is known of them is not in the form, and would be lost.
            self._wrong.setText(
                f"There is a provider {taken.name} already. Choose them above to change them."
            )
            return
        try:
            kept = self._desk.providers.put(self._described(), old.name if old else "")
        except ValueError as error:
            self._wrong.setText(f"{error}. Write a number such as 85 or 62.5.")
        except RvuEdgeError as error:
            self._wrong.setText(str(error))
        else:
            self._refill(kept.name)

    def _remove(self) -> None:
        one = self._chosen()
        if one is None:
            return
        try:
            self._desk.providers.remove(one.name)
        except RvuEdgeError as error:
            self._wrong.setText(str(error))
        else:
            self._refill(self._desk.providers.whose().new)

    def _edit_contract(self) -> None:
        from rvuedge_desktop.ui.dialogs.contract_dialog import ContractDialog  # noqa: PLC0415 - rarely needed

        one = self._chosen()
        if one is None:
            return
        contracts = self._desk.pay.contracts_of(one.name)
        names = [one.name, *(name for name in self._desk.providers.names() if name != one.name)]
        today = self._desk.workspace.today()
        dialog = ContractDialog(contracts[-1] if contracts else None, today, names, self)
        dialog.finished.connect(dialog.deleteLater)
        if dialog.exec() != ContractDialog.DialogCode.Accepted or dialog.contract is None:
            return
        try:
            self._desk.pay.keep(dialog.contract)
        except RvuEdgeError as error:
            self._wrong.setText(str(error))
        else:
            self._refill(one.name)
