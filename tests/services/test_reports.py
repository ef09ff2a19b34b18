"""Totals and the tables of an export."""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from rvuedge_desktop.domain.periods import month_of
from rvuedge_desktop.exchange.csv_text import csv_text, unguarded
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.reports import COLUMNS, Kind, Table

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
JULY = month_of(TODAY)
HERE = Circumstances()


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """July: a group of eight, a visit with therapy, an unpriced device; Kim's visit; a day in June."""
    book = desk.logbook
    book.add("90853x8; 90785 x8", TODAY, HERE)
    book.add("99214-25; 90833", date(2026, 7, 14), Circumstances(note="=1+1", tag="clinic"))
    book.add("G0552", date(2026, 7, 14), HERE)
    book.add("99213", date(2026, 7, 2), Circumstances(provider="Kim"))
    book.add("99213", date(2026, 6, 30), HERE)
    return desk


def _dicts(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_the_columns_are_those_of_the_contract() -> None:
    assert ",".join(COLUMNS["summary"]) == (
        "month,provider,days_worked,encounters,entries,units,schedule_wrvu,credited_wrvu,medicare_amount,"
        "contract_amount,target_wrvu,percent_of_target,unpriced_entries,schedule_release,basis,"
        "custom_entries,custom_wrvu"
    )
    assert COLUMNS["days"][0] == "date"
    assert ",".join(COLUMNS["codes"]) == (
        "month,provider,code,modifiers,title,category,entries,units,schedule_wrvu,credited_wrvu,"
        "medicare_amount,contract_amount,custom_wrvu"
    )


def test_a_summary_has_a_row_for_each_provider(busy: Desk) -> None:
    own, kims = _dicts(busy.reports.month_table(JULY, "summary"))
    assert own == {
        "month": "2026-07",
        "provider": "default",
        "days_worked": "2",
        "encounters": "10",
        "entries": "5",
        "units": "19",
        "schedule_wrvu": "11.63",
        "credited_wrvu": "",
        "medicare_amount": "577.83",
        "contract_amount": "",
        "target_wrvu": "",
        "percent_of_target": "",
        "unpriced_entries": "1",
        "schedule_release": "RVU26C",
        "basis": "national, by date of service",
        "custom_entries": "0",
        "custom_wrvu": "0.00",
    }
    assert (kims["provider"], kims["encounters"], kims["units"]) == ("Kim", "1", "1")


def test_an_encounter_of_eight_patients_counts_as_eight(busy: Desk) -> None:
    days = _dicts(busy.reports.month_table(JULY, "days"))
    assert [(day["date"], day["provider"], day["encounters"], day["entries"]) for day in days] == [
        ("2026-07-14", "default", "2", "3"),
        ("2026-07-15", "default", "8", "2"),
        ("2026-07-02", "Kim", "1", "1"),
    ]


def test_codes_are_summed_with_their_modifiers_apart(busy: Desk) -> None:
    busy.logbook.add("99214 x2", TODAY, HERE)
    busy.logbook.add("99214", TODAY, HERE)
    codes = _dicts(busy.reports.month_table(JULY, "codes"))
    told = {
        (row["provider"], row["code"], row["modifiers"]): (
            row["entries"],
            row["units"],
            row["medicare_amount"],
        )
        for row in codes
    }
    assert told["default", "99214", ""] == ("2", "3", "406.83")
    assert told["default", "99214", "25"] == ("1", "1", "135.61")
    assert told["default", "G0552", ""] == ("1", "1", "")
    assert told["Kim", "99213", ""] == ("1", "1", "95.19")
    assert [row["code"] for row in codes if row["provider"] == "default"] == sorted(
        row["code"] for row in codes if row["provider"] == "default"
    )
    assert next(row for row in codes if row["code"] == "90853")["category"] == "Medicine"


def test_entries_are_complete(busy: Desk) -> None:
    rows = _dicts(busy.reports.month_table(JULY, "entries"))
    assert [row["code"] for row in rows] == ["99213", "99214", "90833", "G0552", "90853", "90785"]
    visit = rows[1]
    (entry,) = (one for one in busy.logbook.day(date(2026, 7, 14)).entries if one.code == "99214")
    assert visit["uid"] == entry.uid
    assert (visit["modifiers"], visit["patients"], visit["units_each"], visit["units"]) == (
        "25",
        "1",
        "1",
        "1",
    )
    assert (visit["note"], visit["tag"], visit["pos"], visit["setting"]) == ("=1+1", "clinic", "11", "office")
    assert date.fromisoformat(visit["created_at"][:10]) == entry.created_at.date()
    device = rows[3]
    assert (device["medicare_amount"], device["schedule_wrvu"]) == ("", "")
    assert device["not_priced_because"] == "priced by the contractor, not nationally"


@pytest.mark.parametrize("kind", get_args(Kind))
def test_the_same_log_gives_the_same_bytes_and_reads_back(
    busy: Desk, open_desk: OpenDesk, kind: Kind
) -> None:
    table = busy.reports.month_table(JULY, kind)
    text = csv_text(table.columns, table.rows)
    again = open_desk().reports.month_table(JULY, kind)
    assert csv_text(again.columns, again.rows) == text
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(header) == COLUMNS[kind]
    assert tuple(tuple(unguarded(cell) for cell in row) for row in rows) == table.rows


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_year_is_its_months(busy: Desk, kind: Kind) -> None:
    months = [
        row
        for month in range(1, 13)
        for row in busy.reports.month_table(month_of(date(2026, month, 1)), kind).rows
    ]
    assert list(busy.reports.year_table(2026, kind).rows) == months


def test_a_summary_of_a_year_has_a_row_for_each_month_even_an_empty_one(busy: Desk) -> None:
    rows = _dicts(busy.reports.year_table(2026, "summary"))
    assert [row["month"] for row in rows if row["provider"] == "default"] == [
        f"2026-{month:02}" for month in range(1, 13)
    ]
    empty = rows[0]
    assert (empty["entries"], empty["encounters"], empty["schedule_wrvu"], empty["medicare_amount"]) == (
        "0",
        "0",
        "0.00",
        "0.00",
    )
    assert busy.reports.year_table(2025, "codes").rows == ()


def test_a_month_without_any_price_is_not_zero(desk: Desk) -> None:
    desk.logbook.add("G0552", TODAY, HERE)
    (row,) = _dicts(desk.reports.month_table(JULY, "summary"))
    assert (row["medicare_amount"], row["schedule_wrvu"], row["unpriced_entries"]) == ("", "", "1")


def test_a_day_priced_by_two_releases_names_both(desk: Desk) -> None:
    desk.logbook.add("99213", TODAY, HERE)
    desk.workspace.log.execute("UPDATE entries SET release = 'RVU26B'")
    desk.logbook.add("99213", TODAY, HERE)
    (row,) = _dicts(desk.reports.month_table(JULY, "summary"))
    assert row["schedule_release"] == "RVU26B+RVU26C"


def test_totals_run_to_the_day(busy: Desk) -> None:
    totals = busy.reports.totals(TODAY)
    assert {name: total.tally.entries for name, total in totals.items()} == {
        "day": 2,
        "week": 5,
        "month": 6,
        "quarter": 6,
        "year": 7,
        "contract_year": 7,
    }
    assert totals["day"].tally.medicare_amount == sum(
        (entry.medicare_amount or Decimal(0) for entry in busy.logbook.day(TODAY).entries), Decimal(0)
    )
    assert busy.reports.totals(TODAY, "Kim")["year"].tally.entries == 1
    assert busy.reports.totals(date(2026, 7, 14))["month"].tally.entries == 4


def test_days_have_what_they_add_up_to(busy: Desk) -> None:
    days = busy.reports.days(JULY)
    assert {day.day: tally.entries for day, tally in days.items()} == {2: 1, 14: 3, 15: 2}
    assert list(busy.reports.days(JULY, "Kim")) == [date(2026, 7, 2)]
    for day, tally in days.items():
        assert busy.logbook.day(day).tally == tally
