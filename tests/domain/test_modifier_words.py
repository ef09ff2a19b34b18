"""Modifiers that matter for a code, by the indicators of its row."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.codes import is_modifier
from rvuedge_desktop.domain.modifier_words import modifiers_that_matter
from rvuedge_desktop.domain.rates import Rate

SURGICAL = "59 22 52 53 79"
GLOBAL = "54 55 58 78"


def _named(found: Iterable[tuple[str, str]]) -> set[str]:
    return {modifier for modifiers, _ in found for modifier in modifiers.split()}


@pytest.mark.parametrize(
    ("indicators", "modifiers"),
    [
        ({}, ""),
        ({"global_days": "ZZZ", "assistant": "2", "co_surgeon": "1", "team": "1"}, ""),
        ({"global_days": "MMM"}, ""),
        ({"pc_tc": "1"}, "26 TC"),
        ({"pc_tc": "2"}, ""),
        ({"bilateral": "1"}, "50 RT LT"),
        ({"bilateral": "3"}, "50 RT LT"),
        ({"bilateral": "2"}, ""),
        ({"multiple_procedure": "2"}, "51"),
        ({"multiple_procedure": "3"}, "51"),
        ({"multiple_procedure": "4"}, ""),
        ({"multiple_procedure": "5"}, "GP GO GN"),
        ({"global_days": "000"}, SURGICAL),
        ({"global_days": "010"}, f"{SURGICAL} {GLOBAL}"),
        ({"global_days": "090"}, f"{SURGICAL} {GLOBAL}"),
        ({"global_days": "000", "co_surgeon": "1"}, f"{SURGICAL} 62"),
        ({"global_days": "000", "co_surgeon": "9"}, SURGICAL),
        ({"global_days": "000", "team": "2"}, f"{SURGICAL} 66"),
        ({"global_days": "000", "assistant": "0"}, f"{SURGICAL} 80 82 AS"),
        ({"global_days": "000", "assistant": "1"}, SURGICAL),
        ({"global_days": "090", "assistant": "2"}, f"{SURGICAL} {GLOBAL} 80 82 AS"),
    ],
)
def test_indicators_name_their_modifiers(
    marked: Callable[..., Rate], indicators: dict[str, str], modifiers: str
) -> None:
    assert _named(modifiers_that_matter(marked(**indicators)._replace(code="12345"))) == set(
        modifiers.split()
    )


def test_both_sides_are_paid_at_150_percent_or_each_in_full(marked: Callable[..., Rate]) -> None:
    ((_, half), _) = modifiers_that_matter(marked(bilateral="1")._replace(code="12345"))
    ((_, full), _) = modifiers_that_matter(marked(bilateral="3")._replace(code="12345"))
    assert ("150 %" in half, "in full" in full) == (True, True)


def test_anesthesia_says_who_gave_it(group: Rate) -> None:
    assert _named(modifiers_that_matter(group._replace(code="00840", status="J"))) == {
        "AA",
        "QK",
        "QY",
        "QX",
        "QZ",
    }


@pytest.mark.parametrize(
    ("code", "modifiers"),
    [
        ("36415", set()),
        ("90853", {"59", "95"}),
        ("99213", {"24", "25", "57"}),
        ("77067", {"26", "TC"}),
        ("97110", {"GP", "GO", "GN"}),
        ("27447", {"50", "51", "54", "62", "80", "AS"}),
        ("45378", {"51", "53", "59"}),
    ],
)
def test_rows_of_the_newest_release_say_so(
    rates_26c: dict[tuple[str, str], Rate], code: str, modifiers: set[str]
) -> None:
    found = _named(modifiers_that_matter(rates_26c[code, ""]))
    assert modifiers <= found
    assert bool(found) == bool(modifiers)


def test_every_row_names_modifiers_that_exist_each_once(rates_26c: dict[tuple[str, str], Rate]) -> None:
    said = {modifiers_that_matter(rate) for rate in rates_26c.values()}
    assert len(said) > 30
    for found in said:
        each = [modifier for modifiers, _ in found for modifier in modifiers.split()]
        assert len(set(each)) == len(each)
        assert all(is_modifier(modifier) for modifier in each)
        assert all(words and not words.endswith(".") for _, words in found)


@given(indicators=st.fixed_dictionaries({name: st.sampled_from("012359") for name in ("pc_tc", "bilateral")}))
def test_the_parts_of_a_service_do_not_depend_on_its_sides(
    marked: Callable[..., Rate], indicators: dict[str, str]
) -> None:
    found = _named(modifiers_that_matter(marked(**indicators)))
    assert ("26" in found) == (indicators["pc_tc"] == "1")
    assert ("50" in found) == (indicators["bilateral"] in {"1", "3"})
