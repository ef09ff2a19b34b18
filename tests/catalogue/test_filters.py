"""Filters that stand among the words of a search."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.catalogue.filters import CATEGORY_NAMES, NO_FILTERS, Filters, split_query
from rvuedge_desktop.domain.categories import category_of

words = st.lists(st.text(st.characters(exclude_characters=":<>=", exclude_categories=["Cs"]), max_size=8))
finished = st.sampled_from(
    ("spec:psych", "cat:imaging", "global:90", "status:A", "wrvu>5", "wrvu<=.5", "WRVU=1", "Spec:derm")
)
unfinished = st.sampled_from(("spec:", "cat:", "global:", "status:", "wrvu>", "wrvu<=", "wrvu=."))


@pytest.mark.parametrize(
    ("query", "rest", "filters"),
    [
        ("knee", "knee", NO_FILTERS),
        ("spec:Psych knee", "knee", Filters(specialty="psych")),
        ("knee  cat:imaging  film", "knee film", Filters(category=("radiology",))),
        ("global:90", "", Filters(global_days="090")),
        ("global:0", "", Filters(global_days="000")),
        ("GLOBAL:zzz", "", Filters(global_days="ZZZ")),
        ("status:j knee", "knee", Filters(status="J")),
        ("wrvu>5 knee", "knee", Filters(above=Decimal(5))),
        ("wrvu>=5", "", Filters(least=Decimal(5))),
        ("wrvu<.5", "", Filters(below=Decimal("0.5"))),
        ("wrvu<=5.", "", Filters(most=Decimal(5))),
        ("WRVU=0.67", "", Filters(least=Decimal("0.67"), most=Decimal("0.67"))),
        ("wrvu>1 wrvu<2", "", Filters(above=Decimal(1), below=Decimal(2))),
        ("spec:derm spec:psych", "", Filters(specialty="psych")),
    ],
)
def test_a_query_is_split_into_words_and_filters(query: str, rest: str, filters: Filters) -> None:
    assert split_query(query) == (rest, filters)


@pytest.mark.parametrize(
    "query", ["inspec:psych", "wrvu:5", "wrvu>five", "wrvu>-1", "spec :psych", "wrvu", "a:b"]
)
def test_what_only_looks_like_a_filter_stays_a_word(query: str) -> None:
    assert split_query(query) == (query, NO_FILTERS)


@given(unfinished)
def test_a_filter_that_is_not_finished_filters_nothing_and_is_no_word(begun: str) -> None:
    assert split_query(f"knee {begun}") == ("knee", NO_FILTERS)


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        ("lab", ("laboratory",)),
        ("IMA", ("radiology",)),
        ("spine", ("surgery-nervous", "surgery-musculoskeletal")),
        ("eye", ("eye", "surgery-eye", "hcpcs-eye")),
        ("j", ("j", "surgery-j", "hcpcs-j")),
        ("hcpcs-g", ("hcpcs-g", "surgery-hcpcs-g", "hcpcs-hcpcs-g")),
    ],
)
def test_a_category_is_named_as_people_do_or_by_its_key(typed: str, starts: tuple[str, ...]) -> None:
    assert split_query(f"cat:{typed}")[1].category == starts


def test_a_category_that_two_names_begin_with_is_both_and_each_key_once() -> None:
    assert split_query("cat:ped")[1].category == ("ped", "surgery-ped", "hcpcs-ped")
    assert split_query("cat:g")[1].category == (
        "surgery-digestive",
        "surgery-female-genital",
        "surgery-maternity",
    )
    assert split_query("cat:e")[1].category[0] == "visits"
    assert len(set(split_query("cat:s")[1].category)) == len(split_query("cat:s")[1].category)


@pytest.mark.parametrize("start", sorted({key for keys in CATEGORY_NAMES.values() for key in keys}))
def test_every_name_of_a_category_leads_to_codes(start: str) -> None:
    codes = [f"{number:05}" for number in range(100, 99_600, 10)] + ["A0021", "D0120", "J0120", "G0553"]
    assert any(category_of(code).key.startswith(start) for code in codes)


@pytest.mark.parametrize(
    ("filters", "by_rate"),
    [
        (NO_FILTERS, False),
        (Filters(specialty="psych", category=("radiology",)), False),
        (Filters(global_days="090"), True),
        (Filters(status="A"), True),
        (Filters(least=Decimal(0)), True),
        (Filters(below=Decimal(5)), True),
    ],
)
def test_what_a_release_says_is_told_from_what_it_does_not(filters: Filters, by_rate: bool) -> None:
    assert filters.by_rate == by_rate


@given(st.text(max_size=60) | st.lists(finished | unfinished | st.text(max_size=6)).map(" ".join))
def test_no_query_raises_and_what_is_left_holds_no_filter(query: str) -> None:
    rest, _ = split_query(query)
    assert split_query(rest) == (rest, NO_FILTERS)


@given(words)
def test_a_query_without_filters_comes_back_as_its_words(typed: list[str]) -> None:
    query = " ".join(typed)
    assert split_query(query) == (" ".join(query.split()), NO_FILTERS)


@given(words, finished | unfinished, words)
def test_a_filter_filters_the_same_wherever_it_stands(before: list[str], one: str, after: list[str]) -> None:
    rest, filters = split_query(" ".join([*before, one, *after]))
    assert rest == " ".join(" ".join([*before, *after]).split())
    assert filters == split_query(one)[1]
