"""Places by the user's own names: made, changed, taken away, and meant in a line."""

from datetime import date

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.places import Site
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

TODAY = date(2026, 7, 15)
HERE = Circumstances()
THEATRE = Site("OR", "22", "10112-00")


@pytest.fixture
def sites(desk: Desk) -> Desk:
    """A desk with a clinic at the preferred locality and a theatre in Alabama."""
    desk.sites.put("@clinic", "11")
    desk.sites.put("OR", "22", "36104")
    return desk


def where(desk: Desk, line: str, circumstances: Circumstances = HERE) -> tuple[str, str, str, str, str]:
    (entry,) = desk.logbook.add(line, TODAY, circumstances)
    return entry.site, entry.pos, entry.setting, entry.locality, str(entry.medicare_amount)


def test_a_new_log_has_none(desk: Desk) -> None:
    assert (desk.sites.all(), desk.sites.find("clinic"), desk.sites.find("")) == ((), None, None)


def test_sites_are_kept_by_name_and_found_whatever_the_case(sites: Desk) -> None:
    assert sites.sites.all() == (Site("clinic", "11"), THEATRE)
    assert sites.sites.find("CLINIC") == sites.sites.named("Clinic") == Site("clinic", "11")


def test_a_site_put_again_is_changed(sites: Desk) -> None:
    assert sites.sites.put("Clinic", "12", "national") == Site("Clinic", "12", "national")
    assert sites.sites.all() == (Site("Clinic", "12", "national"), THEATRE)


@pytest.mark.parametrize(
    ("name", "pos", "locality", "why"),
    [
        ("a b", "11", "", "\u201ca b\u201d can't be the name of a site"),
        ("", "11", "", "\u201c\u201d can't be the name of a site"),
        ("@", "11", "", "\u201c\u201d can't be the name of a site"),
        ("_a", "11", "", "can't be the name of a site"),
        ("a;b", "11", "", "can't be the name of a site"),
        ("x" * 31, "11", "", "can't be the name of a site"),
        ("clinic", "00", "", "There is no place of service"),
        ("clinic", "1", "", "There is no place of service"),
        ("clinic", "12", "99999-99", "There is no Medicare locality"),
        ("clinic", "12", "rest of", "\u201crest of\u201d fits several Medicare localities"),
    ],
)
def test_what_can_be_no_site_is_refused_and_changes_nothing(
    sites: Desk, name: str, pos: str, locality: str, why: str
) -> None:
    before, label = sites.sites.all(), sites.workspace.next_labels()
    with pytest.raises(BadInputError, match=why):
        sites.sites.put(name, pos, locality)
    assert (sites.sites.all(), sites.workspace.next_labels()) == (before, label)


def test_undo_takes_back_what_was_done_to_sites(sites: Desk) -> None:
    sites.sites.put("clinic", "12")
    sites.sites.remove("@or")
    assert sites.sites.all() == (Site("clinic", "12"),)
    for after in (
        (Site("clinic", "12"), THEATRE),
        (Site("clinic", "11"), THEATRE),
        (Site("clinic", "11"),),
        (),
    ):
        sites.workspace.undo()
        assert sites.sites.all() == after
    assert sites.workspace.next_labels() == ("", "Site @clinic")
    sites.workspace.redo()
    assert sites.sites.all() == (Site("clinic", "11"),)


@pytest.mark.parametrize("name", ["nowhere", "@nowhere"])
def test_a_site_that_does_not_exist_can_not_be_removed(sites: Desk, name: str) -> None:
    with pytest.raises(BadInputError, match="There is no site @nowhere") as refused:
        sites.sites.remove(name)
    assert refused.value.fix == "You have @clinic, @OR"
    assert len(sites.sites.all()) == 2


def test_a_site_in_the_line_gives_place_setting_and_locality(sites: Desk) -> None:
    assert where(sites, "99213 @or") == ("OR", "22", "facility", "10112-00", "54.77")
    assert where(sites, "@CLINIC 99213") == ("clinic", "11", "office", "national", "95.19")


def test_a_site_without_a_locality_has_the_preferred_one_of_the_time(sites: Desk) -> None:
    sites.preferences.locality = "10112-00"
    assert where(sites, "99213 @clinic")[3:] == ("10112-00", "87.79")


def test_a_site_in_the_line_goes_before_what_was_chosen_beside_it(sites: Desk) -> None:
    chosen = Circumstances(setting="office", pos="11", site="clinic")
    assert where(sites, "99213 @or", chosen)[:3] == ("OR", "22", "facility")
    assert where(sites, "99213", chosen)[:3] == ("clinic", "11", "office")
    assert where(sites, "99213 @or", Circumstances(locality="national"))[3:] == ("national", "57.45")


def test_a_whole_line_is_of_one_site(sites: Desk) -> None:
    entries = sites.logbook.add("45385 @or; 45380", TODAY, HERE)
    assert {(one.site, one.pos, one.locality) for one in entries} == {("OR", "22", "10112-00")}
    draft = sites.logbook.draft("99213 @or; 99214 @clinic", TODAY, HERE)
    assert [(one.rule, one.start, one.end) for one in draft.findings] == [("bad-site", 17, 24)]


def test_an_unknown_site_is_a_finding_at_its_place(desk: Desk) -> None:
    (finding,) = desk.logbook.draft("99213 @nowhere", TODAY, HERE).findings
    assert (finding.rule, finding.start, finding.end) == ("unknown-site", 6, 14)
    assert finding.what == "There is no site @nowhere"
    assert finding.fix.startswith("Make it first: menu Medicare, Sites, or rvuedge site set NAME 11.")
    assert "@or, @er, @22" in finding.fix
    for line, circumstances in (("99213 @nowhere", HERE), ("99213", Circumstances(site="nowhere"))):
        with pytest.raises(BadInputError, match="There is no site @nowhere"):
            desk.logbook.add(line, TODAY, circumstances)
    assert desk.logbook.day(TODAY).entries == ()


def test_an_entry_can_be_given_a_site_and_prices_its_encounter_by_it(sites: Desk) -> None:
    first, second = sites.logbook.add("99213; 90833", TODAY, HERE)
    (moved,) = sites.logbook.edit([first.id], Edit(site="or"))
    assert (moved.site, moved.pos, moved.setting, moved.locality) == ("OR", "22", "facility", "10112-00")
    (other,) = sites.logbook.entries([second.id])
    assert (other.site, other.pos, other.locality) == ("", "11", "10112-00")
    assert str(other.medicare_amount) == "77.73"


def test_an_entry_typed_anew_with_a_site_is_moved_there(sites: Desk) -> None:
    (entry,) = sites.logbook.add("99213 @or", TODAY, HERE)
    (typed,) = sites.logbook.retype(entry.id, "99214")
    assert (typed.code, typed.site, typed.pos, typed.locality) == ("99214", "OR", "22", "10112-00")
    (moved,) = sites.logbook.retype(entry.id, "99214 @CLINIC")
    assert (moved.site, moved.pos, moved.setting) == ("clinic", "11", "office")
    assert moved.medicare_amount != typed.medicare_amount
    (back,) = sites.logbook.retype(entry.id, "@or 99214")
    assert (back.site, back.pos, back.medicare_amount) == ("OR", "22", typed.medicare_amount)


def test_an_entry_typed_anew_with_an_unknown_site_is_refused(sites: Desk) -> None:
    (entry,) = sites.logbook.add("99213", TODAY, HERE)
    with pytest.raises(BadInputError, match="There is no site @nowhere"):
        sites.logbook.retype(entry.id, "99214 @nowhere")
    assert (sites.logbook.entries([entry.id]), sites.workspace.next_labels()[0]) == ((entry,), "Logged 99213")


def test_another_place_takes_the_name_of_a_site_off(sites: Desk) -> None:
    (entry,) = sites.logbook.add("99213 @or", TODAY, HERE)
    (same,) = sites.logbook.edit([entry.id], Edit(note="x"))
    assert same.site == "OR"
    (moved,) = sites.logbook.edit([entry.id], Edit(pos="11"))
    assert (moved.site, moved.pos) == ("", "11")
    sites.workspace.undo()
    (bare,) = sites.logbook.edit([entry.id], Edit(site=""))
    assert (bare.site, bare.pos, bare.locality) == ("", "22", "10112-00")


def test_an_edit_to_an_unknown_site_is_refused(sites: Desk) -> None:
    (entry,) = sites.logbook.add("99213", TODAY, HERE)
    with pytest.raises(BadInputError, match="There is no site @nowhere"):
        sites.logbook.edit([entry.id], Edit(site="nowhere"))
    assert sites.logbook.entries([entry.id]) == (entry,)


def test_entries_keep_what_a_site_was_when_it_is_changed_or_removed(sites: Desk) -> None:
    (entry,) = sites.logbook.add("99213 @or", TODAY, HERE)
    sites.sites.put("or", "11", "national")
    sites.sites.remove("or")
    assert sites.logbook.entries([entry.id]) == (entry,)
    (copy,) = sites.logbook.copy([entry.id], date(2026, 7, 14))
    assert (copy.site, copy.pos, copy.locality, copy.medicare_amount) == (
        "OR",
        "22",
        "10112-00",
        entry.medicare_amount,
    )
