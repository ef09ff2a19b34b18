"""All that is known of a code on a day."""

from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.services.library import Library

TODAY = date(2026, 7, 15)


def test_90853_is_all_that_the_rules_say(library: Library) -> None:
    facts = library.lookup.code(Item("90853"), TODAY)
    assert facts.title == library.lookup.title("90853")
    assert facts.title
    assert (facts.category.key, facts.status_text) == ("medicine", "active: paid separately when covered")
    assert (facts.office.unit_amount, facts.facility.unit_amount) == (Decimal("30.39"), Decimal("24.38"))
    assert facts.components == ()
    assert facts.terms is not None
    assert facts.terms.release.release.name == "RVU26C"
    comparison = facts.comparison
    assert comparison is not None
    assert (comparison.n, comparison.percentile) == (737, 43)
    assert (comparison.median, comparison.maximum) == (Decimal("0.78"), Decimal("23.92"))


def test_g_codes_are_compared_with_g_codes(library: Library) -> None:
    facts = library.lookup.code(Item("G0553"), TODAY)
    assert facts.row is not None
    assert facts.row.total("office") == Decimal("1.62")
    comparison = facts.comparison
    assert comparison is not None
    assert (comparison.cohort, comparison.n, comparison.maximum) == ("G codes", 203, Decimal("20.41"))


def test_the_history_has_every_release_oldest_first(library: Library) -> None:
    history = library.lookup.code(Item("90853"), TODAY).history
    assert [point.release for point in history] == list(library.schedules.releases)
    figures = {
        point.release.name: (point.work, point.total_nonfacility, point.total_facility) for point in history
    }
    assert figures["RVU26C"] == (Decimal("0.67"), Decimal("0.91"), Decimal("0.73"))


def test_a_code_has_the_parts_that_have_rows(library: Library) -> None:
    whole = library.lookup.code(Item("77067"), TODAY)
    assert [part.rate.modifier for part in whole.components] == ["26", "TC"]
    technical = whole.components[1]
    assert technical.office.unit_wrvu == 0
    professional = library.lookup.code(Item("77067", ("26",)), TODAY)
    assert [part.rate.modifier for part in professional.components] == ["TC"]
    assert professional.row is not None
    assert professional.row.modifier == "26"
    scope = library.lookup.code(Item("45378"), TODAY)
    assert [part.rate.modifier for part in scope.components] == ["53"]


def test_what_establishes_nothing_is_none_and_never_zero(library: Library) -> None:
    facts = library.lookup.code(Item("G0552"), TODAY)
    assert facts.comparison is None
    assert (facts.office.unit_wrvu, facts.office.unit_amount) == (None, None)
    assert {(point.work, point.total_nonfacility, point.total_facility) for point in facts.history} == {
        (None, None, None)
    }


@pytest.mark.parametrize("day", [date(2019, 5, 1), date(2020, 1, 1)])
def test_a_code_that_the_days_release_does_not_have_is_still_known(library: Library, day: date) -> None:
    facts = library.lookup.code(Item("G0553"), day)
    assert (facts.row, facts.status_text, facts.comparison) == (None, None, None)
    assert facts.office.unit_amount is None
    assert facts.office.reason
    assert facts.history


def test_a_code_that_went_before_the_catalogue_has_no_texts(library: Library) -> None:
    facts = library.lookup.code(Item("99201"), date(2020, 5, 5))
    assert facts.office.unit_amount == Decimal("46.56")
    assert (facts.title, facts.plain, facts.context, facts.unit, facts.family) == (None,) * 5
    assert (facts.also, facts.documentation, facts.denials, facts.siblings) == ((), (), (), ())
    assert library.lookup.title("99201") is None
    assert library.lookup.title("00000") is None


def test_a_code_says_what_it_is_and_when_it_is_used(library: Library) -> None:
    facts = library.lookup.code(Item("90853"), TODAY)
    assert facts.plain is not None
    assert facts.context is not None
    assert (facts.plain[-1], facts.context[-1]) == (".", ".")
    assert "group therapy" in facts.also
    assert facts.unit is not None
    assert "each patient" in facts.unit


def test_what_a_code_says_itself_comes_before_what_its_family_says(library: Library) -> None:
    group, other = (library.lookup.code(Item(code), TODAY) for code in ("90853", "90849"))
    assert group.family == other.family == "Group psychotherapy"
    shared = [point for point in group.denials if point in other.denials]
    assert shared
    assert group.denials[-len(shared) :] == tuple(shared)
    assert len(group.denials) > len(shared)
    assert set(group.documentation) & set(other.documentation)


def test_a_code_without_a_unit_of_its_own_has_its_familys(library: Library) -> None:
    units = {
        code: library.lookup.code(Item(code), TODAY).unit for code in ("99204", "99213", "99215", "G0552")
    }
    assert units["99213"] == "20 to 29 minutes when by time"
    assert all(units.values())


def test_siblings_are_the_other_codes_of_the_family_with_title_and_work(library: Library) -> None:
    visit = library.lookup.code(Item("99213"), TODAY)
    assert [one.code for one in visit.siblings] == [
        "99202",
        "99203",
        "99204",
        "99205",
        "99211",
        "99212",
        "99214",
        "99215",
    ]
    lowest = visit.siblings[4]
    assert (lowest.title, lowest.work) == (library.lookup.title("99211"), Decimal("0.18"))
    device = next(one for one in library.lookup.code(Item("G0553"), TODAY).siblings if one.code == "G0552")
    assert device.work is None


def test_siblings_are_those_of_the_days_release(library: Library) -> None:
    assert library.lookup.code(Item("G0553"), date(2020, 3, 3)).siblings == ()
    before = {one.code for one in library.lookup.code(Item("99417"), date(2020, 3, 3)).siblings}
    now = {one.code for one in library.lookup.code(Item("99417"), TODAY).siblings}
    assert "99358" in before < now


def test_siblings_are_siblings_of_each_other(library: Library) -> None:
    for code in ("90853", "90785", "22614", "45380", "77067"):
        for sibling in library.lookup.code(Item(code), TODAY).siblings:
            theirs = library.lookup.code(Item(sibling.code), TODAY)
            assert code in [one.code for one in theirs.siblings]


@pytest.mark.parametrize(
    ("code", "primaries"),
    [
        ("90785", "90791 90792 90832 90833 90834 90836 90837 90838 90853"),
        ("22614", "22600 22610 22612 22630 22633"),
        ("90853", ""),
    ],
)
def test_an_add_on_code_has_its_primaries(library: Library, code: str, primaries: str) -> None:
    facts = library.lookup.code(Item(code), TODAY)
    assert [one.code for one in facts.primaries] == primaries.split()
    assert not facts.any_primary
    assert all(one.title and one.work for one in facts.primaries)


def test_primaries_that_the_contractor_decides_are_no_codes(library: Library) -> None:
    facts = library.lookup.code(Item("20985"), TODAY)
    assert (facts.primaries, facts.any_primary) == ((), True)
    both = library.lookup.code(Item("64727"), TODAY)
    assert both.any_primary
    assert "64721" in [one.code for one in both.primaries]
    assert "any" not in [one.code for one in both.primaries]


def test_a_code_has_its_add_on_codes_and_they_have_it(library: Library) -> None:
    session = library.lookup.code(Item("90837"), TODAY)
    assert [one.code for one in session.addons] == ["0770T", "90785", "90863"]
    assert session.primaries == ()
    for addon in session.addons:
        primaries = library.lookup.code(Item(addon.code), TODAY).primaries
        assert "90837" in [one.code for one in primaries]


def test_add_on_codes_are_those_of_the_days_release(library: Library) -> None:
    now = {one.code for one in library.lookup.code(Item("99213"), TODAY).addons}
    before = {one.code for one in library.lookup.code(Item("99213"), date(2020, 3, 3)).addons}
    assert "G2211" in now - before
    assert "90833" in now & before


def test_specialties_that_bill_a_code_are_named_the_nation_apart(library: Library) -> None:
    facts = library.lookup.code(Item("90853"), TODAY)
    assert facts.services == 232_263
    assert facts.specialties[0] == ("Licensed Clinical Social Worker", 372, 118_624)
    assert {"Clinical psychologist", "Psychiatry"} <= {one.specialty for one in facts.specialties}
    assert "All specialties" not in {one.specialty for one in facts.specialties}
    assert len(library.lookup.code(Item("36415"), TODAY).specialties) <= 8


@pytest.mark.parametrize("code", ["V5364", "00840"])
def test_a_code_of_no_family_has_neither_siblings_nor_points(library: Library, code: str) -> None:
    facts = library.lookup.code(Item(code), TODAY)
    assert facts.title
    assert (facts.family, facts.unit, facts.context) == (None, None, None)
    assert (facts.siblings, facts.documentation, facts.denials) == ((), (), ())


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Item("90835"), "in no release"),
        (Item("77067", ("26", "59")), "26-59 have no figures together"),
        (Item("77067", ("59",)), "Modifier 59 has no figures of its own"),
        (Item("90853", ("TC",)), "90853 has no row for TC"),
    ],
)
def test_what_can_not_be_looked_up_is_refused(library: Library, item: Item, words: str) -> None:
    with pytest.raises(BadInputError, match=words) as refused:
        library.lookup.code(item, TODAY)
    assert refused.value.fix
