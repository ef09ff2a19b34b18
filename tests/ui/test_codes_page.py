"""Looking codes up, by keyboard."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.pages.codes_page import CodesPage
from rvuedge_desktop.ui.widgets.small_charts import DistributionChart, HistoryChart

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow) -> CodesPage:
    QTest.keyClick(window, Key.Key_2, CTRL)
    return window.codes_page


def words(page: CodesPage) -> list[str]:
    return [label.text() for label in page.view.findChildren(QLabel)]


def titles(page: CodesPage) -> list[str]:
    return [page.codes.item(row).text() for row in range(page.codes.count())]


def test_ctrl_2_opens_the_codes_ready_to_type(window: MainWindow, page: CodesPage) -> None:
    assert window._pages.currentWidget() is page
    assert page.line.hasFocus()
    QTest.keyClick(window, Key.Key_1, CTRL)
    assert window.log_page.entry.line.hasFocus()


def test_a_code_tells_all_about_itself(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "90853")
    shown = words(page)
    for said in (
        "90853",
        "Group psychotherapy for unrelated patients",
        "0.91",
        "$30.39",
        "$24.38",
        "(0.67 + 0.23 + 0.01) \u00d7 33.4009 = 30.39",
        "Compared with 737 codes",
        "43rd percentile by work RVU of Medicine codes",
        "RVU26C \u00b7 July 2026",
    ):
        assert said in shown
    chart = page.view.findChild(HistoryChart)
    assert chart is not None
    assert chart.accessibleName().startswith("2020: 0.59")


def test_words_with_a_slip_find_codes_and_arrows_walk_them(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "psychotherpy")
    first = page.view.facts
    QTest.keyClick(page.line, Key.Key_Down)
    second = page.view.facts
    assert first is not None
    assert second is not None
    assert first.code != second.code
    QTest.keyClick(page.line, Key.Key_Up)
    assert page.view.facts == first


def test_enter_takes_the_code_to_the_entry_line(window: MainWindow, page: CodesPage) -> None:
    QTest.keyClicks(page.line, "colonscopy polyp")
    QTest.keyClick(page.line, Key.Key_Return)
    assert window._pages.currentWidget() is window.log_page
    assert window.log_page.entry.line.text() == "45385"
    assert window.log_page.entry.line.hasFocus()


def test_categories_are_browsed_by_keyboard(page: CodesPage) -> None:
    assert "Radiology" in titles(page)
    for _ in range(titles(page).index("Radiology") + 1):
        QTest.keyClick(page.line, Key.Key_Down)
    QTest.keyClick(page.line, Key.Key_Return)
    assert titles(page)[0] == "All, the most billed first"
    QTest.keyClick(page.line, Key.Key_Down)
    QTest.keyClick(page.line, Key.Key_Return)
    assert page.view.facts is not None
    assert page.view.facts.category.key == "radiology"
    QTest.keyClick(page.line, Key.Key_Escape)
    assert titles(page)[0] == "All, the most billed first"
    QTest.keyClick(page.line, Key.Key_Escape)
    assert "Radiology" in titles(page)


def test_escape_clears_then_leads_back_to_the_log(window: MainWindow, page: CodesPage) -> None:
    QTest.keyClicks(page.line, "knee")
    QTest.keyClick(page.line, Key.Key_Escape)
    assert page.line.text() == ""
    QTest.keyClick(page.line, Key.Key_Escape)
    assert window._pages.currentWidget() is window.log_page


def test_parts_have_their_own_amounts(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "71046")
    assert "26, professional part" in words(page)
    assert "$10.02" in words(page)


def test_what_is_not_priced_says_why_and_compares_with_nothing(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "G0552")
    assert "Not priced: priced by the contractor, not nationally" in words(page)
    assert page.view.findChild(DistributionChart) is None
    assert page.view.findChild(HistoryChart) is None


def test_the_preferred_locality_is_used(page: CodesPage, desk: Desk) -> None:
    desk.preferences.locality = "10112-00"
    QTest.keyClicks(page.line, "90837")
    assert "$161.70" in words(page)
    assert "Amounts for Alabama, AL" in words(page)


def test_a_page_is_copied_as_text(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "90853")
    button = next(one for one in page.view.findChildren(QPushButton) if one.text() == "Copy as text")
    button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("90853  Group psychotherapy for unrelated patients\n")
    assert "Medicare, office $30.39 (0.67 + 0.23 + 0.01) \u00d7 33.4009 = 30.39" in copied


def test_nothing_found_is_said(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "zzzzzz")
    assert page._said.text() == "Nothing found for \u201czzzzzz\u201d"
    QTest.keyClick(page.line, Key.Key_Return)
    assert page.isVisible()


def test_a_theme_change_paints_the_page_anew(window: MainWindow, page: CodesPage) -> None:
    QTest.keyClicks(page.line, "99213")
    window._choose_theme("dark")
    assert "99213" in words(page)
    window._choose_theme("light")


def link(page: CodesPage, code: str) -> QPushButton:
    return next(one for one in page.view.findChildren(QPushButton) if one.text() == code)


def button(page: CodesPage, begins: str) -> QPushButton:
    buttons = page.findChildren(QPushButton)
    return next(one for one in buttons if begins in {one.text(), one.accessibleName()})


def test_a_full_record_is_shown_whole(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "90853")
    shown = "\n".join(words(page))
    for said in (
        "billed once for each patient who came",
        "Unit: one unit for each patient per session; not timed",
        "No individual note, or the same text copied into each chart",
        "Licensed Clinical Social Worker",
        "How many work RVUs is 90853?",
    ):
        assert said in shown
    for code in ("90849", "90785"):
        assert link(page, code).isVisible() or link(page, code).accessibleName()


def test_neighbours_lead_on_and_alt_left_leads_back(window: MainWindow, page: CodesPage) -> None:
    QTest.keyClicks(page.line, "90853")
    link(page, "90849").click()
    assert page.view.facts is not None
    assert page.view.facts.code == "90849"
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Key.Key_Left, alt)
    assert page.view.facts.code == "90853"
    assert not page._back.isEnabled()
    QTest.keyClick(window, Key.Key_Right, alt)
    assert page.view.facts.code == "90849"
    assert window.log_page.day == page._day


def test_what_passes_by_while_typing_is_not_on_the_way_back(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "99213")
    page.line.clear()
    QTest.keyClicks(page.line, "90853")
    assert page._visited == ["90853"]


def test_favourites_are_kept_and_browsed(page: CodesPage, desk: Desk) -> None:
    QTest.keyClicks(page.line, "90853")
    button(page, "Favourite").click()
    assert desk.preferences.favourites == ("90853",)
    page.line.clear()
    assert titles(page)[0].startswith("Your favourites")
    QTest.keyClick(page.line, Key.Key_Down)
    QTest.keyClick(page.line, Key.Key_Return)
    assert [title[:5] for title in titles(page)] == ["90853"]
    button(page, "Favourite").click()
    assert not desk.preferences.favourites


def test_what_is_logged_most_is_browsed(window: MainWindow, page: CodesPage, desk: Desk) -> None:
    for line in ("99213", "99213", "90853x8"):
        desk.logbook.add(line, window.log_page.day, Circumstances())
    page._open_shelf("")
    assert titles(page)[0].startswith("What you log most")
    page._open_shelf("own:")
    assert [title[:5] for title in titles(page)] == ["99213", "90853"]


def test_specialties_and_changes_are_browsed(page: CodesPage) -> None:
    page._open_shelf("specialties:")
    assert "Psychiatry" in titles(page)
    page._open_shelf("specialty:Psychiatry")
    assert "99214" in [title[:5] for title in titles(page)[:5]]
    page._open_shelf("changed:")
    assert "Changed most from RVU25D to RVU26C" in page._said.text()
    assert page.codes.count() > 100


def test_two_to_four_codes_stand_side_by_side(page: CodesPage) -> None:
    for code in ("45378", "45380", "45385", "45390", "45384"):
        page.line.setText(code)
        button(page, "Compare").click()
    comparison = page._comparison()
    assert comparison is not None
    header = [comparison.table.horizontalHeaderItem(column) for column in range(1, 5)]
    assert [one.text() for one in header if one] == ["45380", "45385", "45390", "45384"]
    assert comparison.table._cell(1, 0) == "Work RVU"
    button(page, "Leave out 45390").click()
    shown = page._comparison()
    assert shown is not None
    assert shown.table.columnCount() == 4
    QTest.keyClick(page.line, Key.Key_Escape)
    assert page._comparison() is None


def test_filters_are_typed_with_the_words(page: CodesPage) -> None:
    QTest.keyClicks(page.line, "cat:imaging knee wrvu>0.5")
    assert page.codes.count() > 3
    assert page.view.facts is not None
    assert page.view.facts.category.key == "radiology"
    assert page.view.facts.office.unit_wrvu is not None
    assert page.view.facts.office.unit_wrvu > Decimal("0.5")


def test_a_page_is_printed_as_its_text(page: CodesPage) -> None:
    assert page.text_to_print() == ""
    QTest.keyClicks(page.line, "90853")
    printed = page.text_to_print()
    assert printed.startswith("90853  Group psychotherapy for unrelated patients\n")
    for said in (
        "Usual denials:\n- ",
        "What the note must hold:\n- ",
        "Family: Group psychotherapy:\n- 90849",
    ):
        assert said in printed


@pytest.mark.parametrize("code", ["45385", "99213", "27447", "90853", "71046", "00840", "G2211", "93306"])
def test_the_page_of_a_code_fits_a_small_window(window: MainWindow, page: CodesPage, code: str) -> None:
    window.resize(1024, 640)
    page.line.setText(code)
    QTest.qWait(50)
    shown = page.view.widget()
    assert shown is not None
    assert shown.minimumSizeHint().width() <= page.view.viewport().width()
