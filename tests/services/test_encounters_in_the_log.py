"""An encounter in the log is priced as a whole, whatever is done to its entries; and for its locality."""

from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

TODAY = date(2026, 7, 15)
HERE = Circumstances()


def amounts(desk: Desk) -> dict[str, str]:
    return {entry.code_text: str(entry.medicare_amount) for entry in desk.logbook.day(TODAY).entries}


def test_a_second_endoscopy_of_the_family_is_paid_less_its_base_and_says_so(desk: Desk) -> None:
    first, second = desk.logbook.add("45385; 45380-59", TODAY, HERE)
    assert (str(first.medicare_amount), str(second.medicare_amount)) == ("500.01", "101.87")
    assert second.how == "less the base 45378: same endoscopy family, $378.10"
    assert desk.reports.totals(TODAY)["day"].tally.medicare_amount == Decimal("601.88")


def test_the_draft_says_the_same(desk: Desk) -> None:
    assert desk.logbook.draft("45385; 45380-59", TODAY, HERE).amount == Decimal("601.88")


def test_what_stays_behind_is_priced_without_what_was_removed_and_undo_puts_it_back(desk: Desk) -> None:
    first, _ = desk.logbook.add("45385; 45380", TODAY, HERE)
    desk.logbook.remove([first.id])
    assert amounts(desk) == {"45380": "479.97"}
    desk.workspace.undo()
    assert amounts(desk) == {"45385": "500.01", "45380": "101.87"}


def test_an_edit_prices_its_whole_encounter(desk: Desk) -> None:
    first, _ = desk.logbook.add("45385; 45380", TODAY, HERE)
    desk.logbook.edit([first.id], Edit(code="43239"))
    assert amounts(desk) == {"43239": "209.43", "45380": "479.97"}


def test_a_part_that_moves_leaves_the_rest_priced_alone(desk: Desk) -> None:
    _, second = desk.logbook.add("45385; 45380", TODAY, HERE)
    (moved,) = desk.logbook.move([second.id], date(2026, 7, 14))
    assert str(moved.medicare_amount) == "479.97"
    assert amounts(desk) == {"45385": "500.01"}


def test_a_copy_of_a_whole_encounter_is_priced_as_one(desk: Desk) -> None:
    entries = desk.logbook.add("45385; 45380", TODAY, HERE)
    copies = desk.logbook.copy([entry.id for entry in entries], date(2026, 7, 14))
    assert [str(entry.medicare_amount) for entry in copies] == ["500.01", "101.87"]
    assert len({entry.encounter for entry in copies}) == 1


def test_encounters_of_one_day_do_not_touch_each_other(desk: Desk) -> None:
    desk.logbook.add("45385", TODAY, HERE)
    desk.logbook.add("45380", TODAY, HERE)
    assert amounts(desk) == {"45385": "500.01", "45380": "479.97"}


@pytest.mark.parametrize("named", ["10112-00", "36104", "Alabama"])
def test_an_entry_is_priced_for_the_locality_named(desk: Desk, named: str) -> None:
    (entry,) = desk.logbook.add("90837", TODAY, Circumstances(locality=named))
    assert (str(entry.medicare_amount), entry.locality) == ("161.70", "10112-00")


def test_the_preferred_locality_prices_new_entries_and_leaves_old_ones(desk: Desk) -> None:
    (old,) = desk.logbook.add("90837", TODAY, HERE)
    desk.preferences.locality = "10112-00"
    (new,) = desk.logbook.add("90837", TODAY, HERE)
    assert [str(entry.medicare_amount) for entry in (old, new)] == ["167.00", "161.70"]
    (changed,) = desk.logbook.edit([old.id], Edit(patients=2))
    assert (str(changed.medicare_amount), changed.locality) == ("334.00", "national")
    (moved,) = desk.logbook.edit([old.id], Edit(locality="13202-01"))
    assert (str(moved.medicare_amount), moved.locality) == ("363.94", "13202-01")


def test_a_locality_that_does_not_exist_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInputError, match="no Medicare locality"):
        desk.logbook.add("90837", TODAY, Circumstances(locality="99999-99"))
    assert desk.logbook.day(TODAY).entries == ()


def test_every_place_of_a_year_can_be_listed(desk: Desk) -> None:
    places = desk.localities.all_on(TODAY)
    assert places[0].locality == "national"
    assert len(places) == 110
    assert len({place.locality for place in places}) == 110
    assert len(desk.localities.all_on(date(2020, 7, 1))) == 113


def test_a_year_without_indices_has_those_of_the_last_one_before(desk: Desk) -> None:
    assert desk.localities.find("36104", date(2031, 1, 1)) == desk.localities.find("36104", TODAY)


def test_before_the_first_release_nothing_is_priced(desk: Desk) -> None:
    (entry,) = desk.logbook.add("90837", date(2019, 7, 1), HERE)
    assert entry.medicare_amount is None
    assert "before 2020" in entry.reason


@pytest.mark.parametrize("named", ["10112-00", "36104", "alabama"])
def test_a_day_before_the_first_release_still_took_place_somewhere(desk: Desk, named: str) -> None:
    (entry,) = desk.logbook.add("90837", date(2019, 7, 1), Circumstances(locality=named))
    assert (entry.locality, entry.medicare_amount) == ("10112-00", None)
    desk.preferences.locality = "10112-00"
    assert desk.logbook.draft("90837", date(2019, 7, 1), HERE).findings == ()
    (moved,) = desk.logbook.move([entry.id], TODAY)
    assert str(moved.medicare_amount) == "161.70"
    assert desk.localities.all_on(date(2019, 7, 1)) == desk.localities.all_on(date(2020, 7, 1))


def test_a_month_says_which_localities_it_rests_on(desk: Desk) -> None:
    desk.logbook.add("90837", TODAY, HERE)
    desk.logbook.add("90837", TODAY, Circumstances(locality="36104"))
    table = desk.reports.year_table(2026, "summary")
    basis = table.columns.index("basis")
    assert table.rows[6][basis] == "10112-00+national, by date of service"
    assert table.rows[0][basis] == "national, by date of service"


def test_a_locality_is_that_of_a_whole_encounter(desk: Desk) -> None:
    first, second = desk.logbook.add("99213; 90833", TODAY, HERE)
    desk.logbook.edit([second.id], Edit(locality="alabama"))
    assert {entry.locality for entry in desk.logbook.day(TODAY).entries} == {"10112-00"}
    assert amounts(desk)["90833"] == "77.73"
    desk.logbook.edit([first.id], Edit(locality="national"))
    assert amounts(desk)["90833"] == "81.50"


def test_a_place_of_service_stays_where_its_setting_does(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99213", TODAY, Circumstances(pos="24"))
    (same,) = desk.logbook.edit([entry.id], Edit(setting="facility", note="x"))
    assert (same.setting, same.pos) == ("facility", "24")
    (bare,) = desk.logbook.edit([entry.id], Edit(pos=""))
    assert (bare.setting, bare.pos) == ("facility", "22")
    (office,) = desk.logbook.edit([entry.id], Edit(setting="office"))
    assert (office.setting, office.pos) == ("office", "11")
