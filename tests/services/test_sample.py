"""The made-up log."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.sample import fill_sample

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)


def _content(desk: Desk) -> list[tuple[object, ...]]:
    return desk.workspace.log.execute(
        "SELECT encounter, date, code, modifiers, patients, units_each, setting, medicare_cents FROM entries"
    ).fetchall()


def test_the_same_day_gives_the_same_log(open_desk: OpenDesk, tmp_path: Path) -> None:
    one, two = open_desk(tmp_path / "one"), open_desk(tmp_path / "two")
    assert fill_sample(one) == fill_sample(two) > 1000
    assert _content(one) == _content(two)


def test_another_day_gives_another_log(open_desk: OpenDesk, tmp_path: Path) -> None:
    one, two = open_desk(tmp_path / "one"), open_desk(tmp_path / "two", today=date(2026, 7, 16))
    fill_sample(one)
    fill_sample(two)
    assert _content(one) != _content(two)


def test_the_contract_is_that_of_who_works_whatever_they_are_called(desk: Desk) -> None:
    desk.providers.rename("default", "Ada")
    fill_sample(desk)
    assert {one.provider for one in desk.pay.contracts()} == {"Ada"}


def test_it_is_a_year_up_to_today_that_undo_takes_back_at_once(desk: Desk) -> None:
    fill_sample(desk)
    first, last = desk.workspace.log.execute("SELECT min(date), max(date) FROM entries").fetchone()
    assert "2025-07-15" <= first < last <= "2026-07-15"
    assert desk.workspace.next_labels() == ("Sample log", "")
    desk.workspace.undo()
    assert _content(desk) == []


def test_a_log_that_has_entries_is_left_as_it_is(desk: Desk) -> None:
    desk.logbook.add("99213", TODAY, Circumstances())
    assert fill_sample(desk) == 0
    assert len(_content(desk)) == 1


def test_checks_find_the_three_slips_that_stand_in_it_and_nothing_else(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    for number, today in enumerate((TODAY, date(2026, 3, 1), date(2025, 12, 31))):
        desk = open_desk(tmp_path / str(number), today=today)
        fill_sample(desk)
        found = desk.checks.of_period(Period(today - timedelta(days=366), today))
        assert sorted(one.finding.rule for one in found) == [
            "em-with-procedure",
            "group-and-individual",
            "telehealth-pos",
        ]
        assert all(today - timedelta(days=21) < one.finding.day < today for one in found)
