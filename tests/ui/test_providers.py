"""Several providers in the window: switched by key, logged for, summed up, and changed in their dialog."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rvuedge_desktop.domain.contracts import Contract, Tier
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.providers import Provider
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.setup import Setup
from rvuedge_desktop.ui.dialogs.benchmarks_dialog import BenchmarksDialog
from rvuedge_desktop.ui.dialogs.contract_dialog import ContractDialog
from rvuedge_desktop.ui.dialogs.find_dialog import FindDialog
from rvuedge_desktop.ui.dialogs.providers_dialog import ProvidersDialog
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.models.day_model import Column

if TYPE_CHECKING:
    from tests.ui.conftest import Clock

TODAY = date(2026, 7, 15)
Key = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
ADA = Provider("Ada Roe", "Psychiatry", "MD", locality="36104")
PAY = 2
pytestmark = pytest.mark.window


@pytest.fixture
def several(window: MainWindow, desk: Desk) -> MainWindow:
    """The window of a log with three providers: default, Ada in Alabama, Bo."""
    desk.providers.put(ADA)
    desk.providers.put(Provider("Bo Lin", stage="resident"))
    return window


def log(window: MainWindow, line: str) -> None:
    QTest.keyClicks(window.log_page.entry.line, line)
    QTest.keyClick(window.log_page.entry.line, Key.Key_Return)


def codes(window: MainWindow) -> list[str]:
    model = window.log_page.model
    return [model.row_at(row).cells[Column.CODE] for row in range(model.rowCount())]


def figures(window: MainWindow) -> list[str]:
    return [label.text() for label in window.log_page.totals.findChildren(QLabel) if label.isVisible()]


def said(window: MainWindow) -> str:
    return window.log_page.status.findChildren(QLabel)[0].text()


def test_a_log_of_one_unnamed_provider_says_nothing_of_providers(window: MainWindow, desk: Desk) -> None:
    header = window.log_page.header
    assert not header.whose.isVisible()
    assert window.windowTitle() == "RVU Edge"
    QTest.keyClick(window, Key.Key_1, ALT)
    assert desk.providers.whose() == ("", "default")
    assert desk.preferences.get("provider") == ""
    log(window, "99213")
    assert window.log_page.model.row_at(0).whose == ""
    desk.providers.rename("default", "Ada Roe")
    assert header.whose.isVisible()
    assert header.whose.text() == "Ada Roe \u25be"
    assert window.windowTitle() == "RVU Edge"
    log(window, "99214")
    assert [one.provider for one in desk.logbook.day(TODAY).entries] == ["Ada Roe", "Ada Roe"]


def test_keys_switch_and_entries_are_of_who_is_shown(several: MainWindow, desk: Desk) -> None:
    page = several.log_page
    log(several, "99214")
    QTest.keyClick(several, Key.Key_2, ALT)
    assert page.header.whose.text().startswith("Ada Roe")
    assert several.windowTitle() == "Ada Roe \u2013 RVU Edge"
    assert said(several) == "Ada Roe\u2019s entries are shown, new ones are Ada Roe\u2019s"
    assert "Alabama" in page.header.place.toolTip()
    assert page.entry.line.hasFocus()
    assert codes(several) == []
    log(several, "90837")
    assert codes(several) == ["90837"]
    assert page.model.row_at(0).cells[Column.MEDICARE] == "$161.70"
    assert figures(several).count("$161.70") == 5  # day, week, month, quarter, year
    assert list(page._days_with_entries(TODAY)) == [TODAY]
    QTest.keyClick(several, Key.Key_3, ALT)
    assert list(page._days_with_entries(TODAY)) == []
    log(several, "90837")
    assert figures(several).count("$167.00") == 5
    QTest.keyClick(several, Key.Key_1, ALT)
    assert codes(several) == ["99214"]
    QTest.keyClick(several, Key.Key_0, ALT)
    assert codes(several) == ["99214", "90837", "90837"]
    assert [page.model.row_at(row).whose for row in range(3)] == ["default", "Ada Roe", "Bo Lin"]
    assert several.windowTitle() == "Everybody \u2013 RVU Edge"
    entries = desk.logbook.day(TODAY).entries
    assert [one.provider for one in entries] == ["default", "Ada Roe", "Bo Lin"]
    total = sum((one.medicare_amount or Decimal(0) for one in entries), Decimal(0))
    assert figures(several).count(f"${total}") == 5


def test_everybody_s_view_logs_for_who_was_chosen_last_and_says_so(several: MainWindow, desk: Desk) -> None:
    QTest.keyClick(several, Key.Key_2, ALT)
    QTest.keyClick(several, Key.Key_0, ALT)
    page = several.log_page
    assert said(several) == "Everybody\u2019s entries are shown, new ones are Ada Roe\u2019s"
    assert page.header.whose.text() == "Everybody \u25be"
    assert page.entry.line.placeholderText().startswith("Ada Roe: code or words")
    QTest.keyClicks(page.entry.line, "90837")
    assert "Ada Roe \u00b7 1 patient" in page.entry._preview.text()
    QTest.keyClick(page.entry.line, Key.Key_Return)
    (entry,) = desk.logbook.day(TODAY).entries
    assert (entry.provider, str(entry.medicare_amount)) == ("Ada Roe", "161.70")
    tip = page.model.data(page.model.index(0, Column.DONE), int(Qt.ItemDataRole.ToolTipRole))
    assert "Ada Roe" in str(tip)
    QTest.keyClick(several, Key.Key_2, ALT)
    assert page.entry.line.placeholderText().startswith("Code or words")


def test_a_key_without_a_provider_does_nothing(several: MainWindow, desk: Desk) -> None:
    QTest.keyClick(several, Key.Key_4, ALT)
    assert desk.providers.whose() == ("", "default")


def test_the_view_is_remembered(qtbot: QtBot, several: MainWindow, setup: Setup, desk: Desk) -> None:
    QTest.keyClick(several, Key.Key_3, ALT)
    again = MainWindow(desk, setup.icons, is_sample=True)
    qtbot.addWidget(again)
    assert again.windowTitle() == "Bo Lin \u2013 Sample log \u2013 RVU Edge"
    assert again.log_page.header.whose.text().startswith("Bo Lin")


def test_the_button_s_menu_and_the_finder_offer_them_too(several: MainWindow, desk: Desk) -> None:
    menu = several.log_page.header.whose.menu()
    titles = [one.text().replace("&", "") for one in menu.actions() if one.isVisible()]
    assert titles[:4] == ["Everybody", "default", "Ada Roe, MD", "Bo Lin (resident)"]
    menu.actions()[2].trigger()
    assert desk.providers.whose().shown == "Ada Roe"
    assert [one.isChecked() for one in menu.actions()[:4]] == [False, False, True, False]
    QTest.keyClick(several, Key.Key_K, CTRL)
    finder = several.findChild(FindDialog)
    assert finder is not None
    QTest.keyClicks(finder.line, "bo lin")
    QTest.keyClick(finder.line, Key.Key_Return)
    assert desk.providers.whose().shown == "Bo Lin"


def test_the_finder_does_not_offer_who_is_no_more(several: MainWindow, desk: Desk) -> None:
    desk.providers.remove("Bo Lin")
    desk.providers.remove("Ada Roe")
    QTest.keyClick(several, Key.Key_K, CTRL)
    finder = several.findChild(FindDialog)
    assert finder is not None
    QTest.keyClicks(finder.line, "everybody")
    assert finder.found.count() == 0
    finder.reject()


def test_a_new_name_is_shown_everywhere_and_undo_puts_it_back(several: MainWindow, desk: Desk) -> None:
    QTest.keyClick(several, Key.Key_2, ALT)
    log(several, "90837")
    desk.providers.rename("Ada Roe", "Ada Lin")
    assert several.windowTitle() == "Ada Lin \u2013 RVU Edge"
    assert codes(several) == ["90837"]
    QTest.keyClick(several, Key.Key_0, ALT)
    assert several.log_page.model.row_at(0).whose == "Ada Lin"
    QTest.keyClick(several, Key.Key_Z, CTRL)
    assert said(several) == "Undone: Renamed Ada Roe to Ada Lin"
    assert several.log_page.model.row_at(0).whose == "Ada Roe"


def test_a_choice_on_the_command_line_is_followed(several: MainWindow, setup: Setup, desk: Desk) -> None:
    log(several, "99214")
    with setup.open_desk(desk.workspace.folder, "command line") as other:
        other.providers.put(Provider("Cy Moe"))
        other.providers.use("Cy Moe")
    desk.notice_others()
    assert several.windowTitle() == "Cy Moe \u2013 RVU Edge"
    assert codes(several) == []


def test_pay_and_benchmarks_follow(several: MainWindow, desk: Desk) -> None:
    for name, rate in (("default", 40), ("Ada Roe", 50)):
        tiers = (Tier(Decimal(0), Decimal(rate)),)
        desk.pay.keep(Contract(f"Of {name}", name, TODAY.replace(day=1), (1, 1), Decimal(0), tiers=tiers))
    desk.logbook.add("99213", TODAY, Circumstances(provider="Ada Roe"))
    page = several.log_page
    several.show_page(PAY)
    pay = several.pay_page
    assert pay._years.count() == 2
    QTest.keyClick(several, Key.Key_2, ALT)
    assert [pay._years.itemText(place).partition(":")[0] for place in range(pay._years.count())] == [
        "Of Ada Roe"
    ]
    assert page.model.row_at(0).cells[Column.CONTRACT] == "$65.00"
    QTest.keyClick(several, Key.Key_3, ALT)
    assert pay._pages.currentIndex() == 0
    assert pay._empty.text().startswith("Bo Lin has no contract yet.")
    assert not page.model.has_contract
    shown = BenchmarksDialog(desk.benchmarks, desk.preferences, Provider("Bo Lin", "neurology"), several)
    assert shown.specialty.currentText() == "Neurology"
    own = BenchmarksDialog(desk.benchmarks, desk.preferences, Provider("Bo Lin", "Magic"), several)
    assert own.specialty.currentText() == "Psychiatry"


def test_after_midnight_the_view_stays(several: MainWindow, desk: Desk, clock: "Clock") -> None:
    QTest.keyClick(several, Key.Key_2, ALT)
    clock.today = TODAY.replace(day=16)
    several.log_page.follow_the_clock()
    log(several, "90837")
    assert desk.logbook.day(clock.today, "Ada Roe").tally.entries == 1
    assert codes(several) == ["90837"]


@pytest.mark.parametrize("name", ["Benjamin Featherstonehaugh the Younger", "Bo & Co"])
def test_a_long_name_leaves_the_day_its_room(window: MainWindow, desk: Desk, name: str) -> None:
    desk.providers.put(Provider(name, locality="01112-05"))
    window.resize(1024, 640)
    QTest.keyClick(window, Key.Key_2, ALT)
    QApplication.processEvents()
    header = window.log_page.header
    assert header._title.width() >= header._title.sizeHint().width()
    assert header.whose.text().startswith(name[:4])
    assert header.place.geometry().right() <= header.width()
    assert header.whose.geometry().right() < header.place.geometry().left()
    assert name in header.whose.toolTip()
    window.log_page.table.grab()


def test_an_entry_is_given_to_another_provider(
    several: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def choose(*words: object, **_: object) -> tuple[str, bool]:
        offered = words[3]
        assert isinstance(offered, list)
        asked.append(offered)
        return "Ada Roe", True

    monkeypatch.setattr(QInputDialog, "getItem", choose)
    give = next(one for one in several.commands() if one.text().startswith("&Give"))
    QTest.keyClick(several, Key.Key_3, ALT)
    assert not give.isEnabled()
    log(several, "90837")
    give.trigger()
    assert asked == [["default", "Ada Roe"]]
    assert codes(several) == []
    (entry,) = desk.logbook.day(TODAY).entries
    assert (entry.provider, entry.locality) == ("Ada Roe", "national")
    QTest.keyClick(several, Key.Key_Z, CTRL)
    assert codes(several) == ["90837"]


def test_a_change_of_what_is_not_shown_says_whose_it_was(several: MainWindow) -> None:
    QTest.keyClick(several, Key.Key_2, ALT)
    log(several, "90837")
    assert said(several) == "Logged 90837"
    QTest.keyClick(several, Key.Key_3, ALT)
    QTest.keyClick(several, Key.Key_Z, CTRL)
    assert said(several) == "Undone: Logged 90837, Ada Roe\u2019s"
    QTest.keyClick(several, Key.Key_0, ALT)
    QTest.keyClick(several, Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert said(several) == "Done again: Logged 90837"


def test_where_there_is_one_provider_nobody_is_asked(window: MainWindow) -> None:
    log(window, "90837")
    window.log_page.give_selected()
    assert said(window).startswith("There is one provider")


# The dialog


@pytest.fixture
def dialog(qtbot: QtBot, several: MainWindow) -> ProvidersDialog:
    action = next(one for one in several._actions if one.text().replace("&", "").startswith("Providers and"))
    action.trigger()
    qtbot.waitUntil(lambda: several.findChild(ProvidersDialog) is not None)
    shown = several.findChild(ProvidersDialog)
    assert shown is not None
    return shown


def button(dialog: ProvidersDialog, begins: str) -> QPushButton:
    buttons = dialog.findChildren(QPushButton)
    return next(one for one in buttons if one.text().replace("&", "").startswith(begins))


def test_a_provider_is_described_by_keyboard(dialog: ProvidersDialog, desk: Desk) -> None:
    assert [dialog.table._cell(row, 0) for row in range(3)] == ["default", "Ada Roe, MD", "Bo Lin"]
    assert dialog.name.text() == "default"
    QTest.mouseClick(dialog.new, LEFT)
    assert dialog.name.hasFocus()
    assert not dialog.remove.isEnabled()
    QTest.keyClicks(dialog.name, "Cy Moe")
    QTest.keyClicks(dialog.credentials, "LCSW")
    QTest.keyClicks(dialog.specialty, "Clinical Social Worker")
    dialog.stage.setFocus()
    QTest.keyClick(dialog.stage, Key.Key_Home)
    QTest.keyClicks(dialog.locality, "36104")
    share = dialog.standing.share
    share.setFocus()
    share.selectAll()
    QTest.keyClicks(share, "75")
    QTest.keyClick(share, Key.Key_Return)
    assert desk.providers.named("Cy Moe") == Provider(
        "Cy Moe", "Clinical Social Worker", "LCSW", "student", "10112-00", Payee(share=Decimal("0.75"))
    )
    assert [dialog.table._cell(3, column) for column in range(6)] == [
        "Cy Moe, LCSW",
        "Clinical Social Worker",
        "student",
        "10112-00",
        "75 % of the schedule",
        "none",
    ]
    desk.workspace.undo()
    assert desk.providers.find("Cy Moe") is None


def test_the_default_provider_is_given_a_name(
    dialog: ProvidersDialog, window: MainWindow, desk: Desk
) -> None:
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Di Nye")
    QTest.keyClick(dialog.name, Key.Key_Return)
    assert desk.providers.names() == ("Di Nye", "Ada Roe", "Bo Lin")
    assert window.log_page._whose.new == "Di Nye"
    assert dialog.table.currentRow() == 0


def test_what_can_not_be_kept_is_said_and_stays_in_the_form(dialog: ProvidersDialog, desk: Desk) -> None:
    before = desk.providers.all()
    dialog.table.selectRow(1)
    dialog.name.setText("Bo Lin")
    QTest.mouseClick(dialog.keep, LEFT)
    assert "There is a provider Bo Lin already" in dialog._wrong.text()
    dialog.name.setText("Ada Roe")
    dialog.standing.share.setText("much")
    QTest.mouseClick(dialog.keep, LEFT)
    assert "'much' is not a percentage" in dialog._wrong.text()
    assert dialog.standing.share.text() == "much"
    assert desk.providers.all() == before


def test_a_new_provider_does_not_write_over_one_there_is(dialog: ProvidersDialog, desk: Desk) -> None:
    QTest.mouseClick(dialog.new, LEFT)
    QTest.keyClicks(dialog.name, "ada roe")
    QTest.keyClick(dialog.name, Key.Key_Return)
    assert "There is a provider Ada Roe already" in dialog._wrong.text()
    assert desk.providers.named("Ada Roe").credentials == "MD"


def test_a_credential_fills_in_its_percentage_and_prices_new_entries(
    dialog: ProvidersDialog, window: MainWindow, desk: Desk
) -> None:
    standing = dialog.standing
    place = standing.credential.findText("Nurse", Qt.MatchFlag.MatchStartsWith)
    standing.credential.setCurrentIndex(place)
    standing.credential.activated.emit(place)
    assert standing.share.text() == "85"
    QTest.keyClicks(standing.increased, "125")
    QTest.mouseClick(dialog.keep, LEFT)
    assert desk.providers.payee("default") == Payee(share=Decimal("0.85"), increased=Decimal("1.25"))
    other = standing.credential.count() - 1
    standing.credential.setCurrentIndex(other)
    standing.credential.activated.emit(other)
    assert standing.share.hasFocus()
    dialog.reject()
    log(window, "90853x8")
    (entry,) = desk.logbook.day(TODAY).entries
    assert (str(entry.medicare_amount), entry.basis) == ("206.64", desk.providers.payee("default").text)


def test_who_has_entries_stays_and_who_has_none_goes(dialog: ProvidersDialog, desk: Desk) -> None:
    desk.logbook.add("99213", TODAY, Circumstances(provider="Bo Lin"))
    dialog.table.selectRow(2)
    QTest.mouseClick(dialog.remove, LEFT)
    assert dialog._wrong.text().startswith("Bo Lin has entries")
    dialog.table.selectRow(1)
    assert dialog._wrong.text() == ""
    QTest.mouseClick(dialog.remove, LEFT)
    assert desk.providers.names() == ("default", "Bo Lin")
    assert dialog.name.text() == "default"


def test_their_contract_is_described_there(
    dialog: ProvidersDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def describe(contract: ContractDialog) -> ContractDialog.DialogCode:
        assert contract.provider.currentText() == "Ada Roe"
        contract.tiers[0][1].setText("50")
        contract.accept()
        return ContractDialog.DialogCode.Accepted

    monkeypatch.setattr(ContractDialog, "exec", describe)
    desk.logbook.add("99213", TODAY, Circumstances(provider="Ada Roe"))
    dialog.table.selectRow(1)
    QTest.mouseClick(button(dialog, "Contract"), LEFT)
    assert dialog.table._cell(1, 5) == "My contract"
    assert desk.pay.earned(Period(TODAY, TODAY), "Ada Roe") == Decimal("65.00")
    desk.workspace.undo()
    assert desk.pay.contracts() == []


def test_specialties_of_medicare_are_offered(dialog: ProvidersDialog) -> None:
    completer = dialog.specialty.completer()
    completer.setCompletionPrefix("psychiat")
    names = {completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())}
    assert "Psychiatry" in names


def test_a_locality_is_chosen_for_who_has_one_of_their_own(several: MainWindow, desk: Desk) -> None:
    QTest.keyClick(several, Key.Key_2, ALT)
    several.log_page._prefer_locality("national")
    assert (desk.providers.named("Ada Roe").locality, desk.preferences.locality) == ("national", "national")
    assert "National" in several.log_page.header.place.toolTip()
    QTest.keyClick(several, Key.Key_3, ALT)
    several.log_page._prefer_locality("10112-00")
    assert (desk.providers.named("Bo Lin").locality, desk.preferences.locality) == ("", "10112-00")
