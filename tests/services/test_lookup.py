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


def test_a_code_without_a_title_has_none(library: Library) -> None:
    facts = library.lookup.code(Item("V5364"), TODAY)
    assert (facts.title, facts.also, library.lookup.title("V5364")) == (None, (), None)
    assert library.lookup.title("00000") is None


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
