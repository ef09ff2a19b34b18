"""Anesthesia by minutes and aftercare by days are priced in the log, for the place and the year."""

from collections.abc import Callable
from datetime import date

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.schedule.published_bundle import PublishedBundle
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

TODAY = date(2026, 7, 15)
HERE = Circumstances()
NO_MINUTES = "anesthesia is paid by time: add the minutes, such as 95min (6 base units)"


@pytest.mark.parametrize(
    ("day", "locality", "amount", "note"),
    [
        (date(2020, 7, 1), "national", "273.08", ""),
        (date(2024, 3, 8), "national", "251.35", ""),
        (date(2024, 3, 9), "national", "255.52", ""),
        (date(2025, 11, 3), "national", "249.91", ""),
        (TODAY, "national", "252.12", ""),
        (date(2020, 7, 1), "10112-00", "263.47", ""),
        (date(2024, 2, 1), "10112-00", "250.55", "anesthesia factor of 2023, the nearest"),
        (date(2025, 11, 3), "10112-00", "237.51", ""),
        (TODAY, "36104", "237.51", "anesthesia factor of 2025, the nearest"),
        (date(2025, 11, 3), "02102-01", "342.68", ""),
    ],
)
def test_a_case_is_paid_by_base_units_and_minutes_at_the_factor_of_place_and_year(
    desk: Desk, day: date, locality: str, amount: str, note: str
) -> None:
    (entry,) = desk.logbook.add("00840 95min", day, Circumstances(locality=locality))
    assert (str(entry.medicare_amount), entry.minutes, entry.schedule_wrvu) == (amount, 95, None)
    price = desk.logbook.alone(entry)
    assert price.formula.startswith("(6 base units of 2022 + 6.3 time units) \u00d7 ")
    assert price.notes == ((note,) if note else ())


def test_a_case_without_minutes_is_logged_and_says_what_is_missing(desk: Desk) -> None:
    (entry,) = desk.logbook.add("00840", TODAY, HERE)
    assert (entry.medicare_amount, entry.reason, entry.minutes) == (None, NO_MINUTES, None)


def test_minutes_are_edited_and_taken_away(desk: Desk) -> None:
    (entry,) = desk.logbook.add("00840 95min", TODAY, HERE)
    (longer,) = desk.logbook.edit([entry.id], Edit(minutes=120))
    assert (str(longer.medicare_amount), longer.minutes) == ("286.97", 120)
    (without,) = desk.logbook.edit([entry.id], Edit(minutes=0))
    assert (without.medicare_amount, without.minutes, without.reason) == (None, None, NO_MINUTES)
    (typed,) = desk.logbook.retype(entry.id, "00840-QK 60min")
    assert (str(typed.medicare_amount), typed.how) == ("102.49", "medical direction of two to four, 50 %")
    (kept,) = desk.logbook.retype(entry.id, "00840")
    assert (str(kept.medicare_amount), kept.minutes) == ("204.98", 60)
    for _ in range(4):
        desk.workspace.undo()
    assert desk.logbook.entries([entry.id]) == (entry,)


@pytest.mark.parametrize(
    "edit", [Edit(minutes=-1), Edit(minutes=1441), Edit(care_days=-1), Edit(care_days=91)]
)
def test_numbers_that_can_not_be_are_refused(desk: Desk, edit: Edit) -> None:
    (entry,) = desk.logbook.add("00840 95min", TODAY, HERE)
    with pytest.raises(BadInputError, match="can't be logged at once"):
        desk.logbook.edit([entry.id], edit)
    assert desk.logbook.entries([entry.id]) == (entry,)


@pytest.mark.parametrize(
    ("line", "amounts"),
    [
        ("00840-QK 95min", ["126.06"]),
        ("00840-QZ 95min", ["252.12"]),
        ("00840-AD 95min", ["61.49"]),
        ("00840-AD", ["61.49"]),
        ("00840 95min x2", ["504.24"]),
        ("00840 95min; 00851 60min", ["252.12", "81.99"]),
        ("00840 95min; 01968 30min", ["252.12", "81.99"]),
        ("00840 95min; 99213", ["252.12", "95.19"]),
    ],
)
def test_who_gave_it_and_what_went_with_it_count(desk: Desk, line: str, amounts: list[str]) -> None:
    entries = desk.logbook.add(line, TODAY, HERE)
    assert [str(one.medicare_amount) for one in entries] == amounts


def test_a_second_case_loses_its_base_units_and_gets_them_back_when_it_is_alone(desk: Desk) -> None:
    first, second = desk.logbook.add("00840 95min; 00851 60min", TODAY, HERE)
    assert second.how == "time alone: the base units of 00840 count for the case"
    desk.logbook.remove([first.id])
    (alone,) = desk.logbook.entries([second.id])
    assert (str(alone.medicare_amount), alone.how) == ("204.98", "")


@pytest.mark.parametrize(
    ("line", "amount", "how"),
    [
        ("27447-55 30d", "81.15", "aftercare, 30 of 90 days"),
        ("27447-55", "243.46", "aftercare, 21 %"),
        ("27447-54", "915.89", "surgery without aftercare, 79 %"),
    ],
)
def test_aftercare_is_paid_by_its_days(desk: Desk, line: str, amount: str, how: str) -> None:
    (entry,) = desk.logbook.add(line, TODAY, HERE)
    assert (str(entry.medicare_amount), entry.how) == (amount, how)


def test_days_of_aftercare_are_edited_and_go_with_their_modifier(desk: Desk) -> None:
    (entry,) = desk.logbook.add("27447-55 30d", TODAY, HERE)
    (longer,) = desk.logbook.edit([entry.id], Edit(care_days=45))
    assert (str(longer.medicare_amount), longer.care_days) == ("121.73", 45)
    (all_of_it,) = desk.logbook.edit([entry.id], Edit(care_days=0))
    assert (str(all_of_it.medicare_amount), all_of_it.care_days) == ("243.46", None)
    desk.workspace.undo()
    (whole,) = desk.logbook.edit([entry.id], Edit(modifiers=()))
    assert (str(whole.medicare_amount), whole.care_days) == ("1159.35", None)


def test_days_of_aftercare_without_its_modifier_are_a_finding(desk: Desk) -> None:
    (finding,) = desk.logbook.draft("27447 30d", TODAY, HERE).findings
    assert finding.fix == "Write 27447-55 30d, or leave the days away"


def test_a_code_without_a_package_has_no_aftercare(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99213-55 30d", TODAY, HERE)
    assert entry.medicare_amount is None
    assert entry.reason.startswith("55: the code has no global package")


def test_minutes_beside_another_code_are_kept_and_price_nothing(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90837 53min", TODAY, HERE)
    assert (entry.minutes, str(entry.medicare_amount)) == (53, "167.00")


def test_a_site_in_the_line_prices_a_case_for_its_locality(desk: Desk) -> None:
    desk.sites.put("or", "22", "36104")
    (entry,) = desk.logbook.add("00840 95min @or", TODAY, HERE)
    assert (str(entry.medicare_amount), entry.locality, entry.site) == ("237.51", "10112-00", "or")


@pytest.mark.parametrize(
    ("with_theirs", "amount", "note"),
    [
        (True, "241.08", ""),  # 12.3 x 19.60
        (False, "239.85", "anesthesia factor of those who are not qualifying participants"),  # 12.3 x 19.50
    ],
)
def test_qualifying_participants_have_the_loaded_factor_of_their_own_where_there_is_one(
    open_desk: Callable[..., Desk],
    bundle_26d: PublishedBundle,
    with_theirs: bool,
    amount: str,
    note: str,
) -> None:
    desk = open_desk(today=date(2026, 12, 1))
    bundle = bundle_26d if with_theirs else bundle_26d._replace(qualifying_anesthesia=None)
    desk.releases.load(desk.releases.report(bundle))
    desk.providers.set_payee("Q", Payee(qualifying=True))
    there = Circumstances(locality="10112-00", provider="Q")
    (entry,) = desk.logbook.add("00840 95min", date(2026, 11, 2), there)
    assert str(entry.medicare_amount) == amount
    assert desk.logbook.alone(entry).notes == ((note,) if note else ())
    (other,) = desk.logbook.add("00840 95min", date(2026, 11, 2), Circumstances(locality="10112-00"))
    assert str(other.medicare_amount) == "239.85"
    assert desk.logbook.alone(other).notes == ()
