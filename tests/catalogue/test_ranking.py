"""The order of a search's results."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.catalogue.ranking import Candidate, rank
from rvuedge_desktop.catalogue.words import words

KNEE = Candidate(
    "20610", "Large joint tap", ("knee injection", "cortisone shot"), "Surgery: joints", 5_000_000
)
SCOPE = Candidate("29881", "Knee scope with meniscus removal", ("meniscectomy",), "Surgery: joints", 90_000)
FILM = Candidate("73562", "X-ray of the knee, three views", ("knee films",), "Radiology", 2_000_000)
UNNAMED = Candidate("29999", "", (), "Surgery: joints", 0)


def _order(query: str, *candidates: Candidate, spellings: Sequence[Sequence[str]] | None = None) -> list[str]:
    found = rank(query, candidates, spellings or [[word] for word in words(query)])
    return [one.candidate.code for one in found]


def test_a_title_that_begins_with_the_word_comes_first() -> None:
    assert _order("knee", KNEE, SCOPE, FILM)[0] == "29881"


def test_a_whole_synonym_beats_a_part_of_one() -> None:
    assert _order("knee injection", SCOPE, FILM, KNEE)[0] == "20610"


def test_a_whole_title_beats_a_whole_synonym_that_is_as_often_billed() -> None:
    named = Candidate("11111", "Cortisone shot", (), "Surgery", KNEE.use)
    assert _order("cortisone shot", KNEE, named)[0] == "11111"


def test_of_equals_the_more_often_billed_comes_first_then_the_lower_code() -> None:
    rare, often = (Candidate(code, "Visit", (), "", use) for code, use in (("99201", 5), ("99299", 500)))
    twin = Candidate("99200", "Visit", (), "", 5)
    assert _order("visit", rare, twin, often) == ["99299", "99200", "99201"]


def test_a_word_as_typed_beats_one_that_a_slip_was_meant_for() -> None:
    kneel = Candidate("11111", "Kneel", (), "", 0)
    need = Candidate("22222", "Need", (), "", 0)
    assert _order("kneel", need, kneel, spellings=[["kneel", "need"]]) == ["11111", "22222"]


def test_a_slip_still_finds_the_title() -> None:
    (found,) = rank("kene", [SCOPE], [["knee"]])
    assert found.score > 0
    assert found.matched == ""


def test_the_synonym_that_matched_is_named_where_the_title_does_not() -> None:
    (found,) = rank("cortisone", [KNEE], [["cortisone"]])
    assert found.matched == "cortisone shot"


def test_a_code_without_a_title_is_found_by_its_category_and_comes_last() -> None:
    assert _order("joints", UNNAMED, KNEE)[-1] == "29999"
    (found,) = rank("joints", [UNNAMED], [["joints"]])
    assert found.matched == ""


def test_nothing_typed_orders_by_use_alone() -> None:
    assert _order("", KNEE, SCOPE, FILM) == ["20610", "73562", "29881"]


def test_of_equals_what_the_user_logs_comes_before_what_the_nation_does() -> None:
    rare, often = (Candidate(code, "Visit", (), "", use) for code, use in (("99201", 5), ("99299", 500)))
    found = rank("visit", [rare, often], [["visit"]], {"99201": 10})
    assert [one.candidate.code for one in found] == ["99201", "99299"]


def test_a_code_with_every_word_comes_before_one_that_is_logged_daily() -> None:
    found = rank("knee scope", [KNEE, SCOPE], [["knee"], ["scope"]], {"20610": 10_000})
    assert [(one.candidate.code, one.missing) for one in found] == [("29881", 0), ("20610", 1)]


def test_a_word_as_typed_beats_one_that_it_is_short_for_and_that_beats_a_slip() -> None:
    typed, meant, slip = (
        Candidate(code, title, (), "", 0)
        for code, title in (("33333", "Wrist fx"), ("22222", "Wrist fracture"), ("11111", "Wrist fix"))
    )
    order = _order("fx", slip, meant, typed, spellings=[["fx", "fracture", "fix"]])
    assert order == ["33333", "22222", "11111"]


def test_a_part_of_a_hyphened_word_is_a_word() -> None:
    birth = Candidate("59510", "Birth by C-section", ("c-section",), "", 0)
    (found,) = rank("section", [birth], [["section"]])
    assert (found.missing, found.matched) == (0, "")
    (whole,) = rank("c section", [birth], [["c"], ["section"]])
    assert whole.score > found.score


def test_a_word_that_a_candidate_lacks_is_counted() -> None:
    (found,) = rank("knee zebra", [KNEE], [["knee"], ["zebra"]])
    assert (found.missing, found.matched) == (1, "knee injection")


@given(
    st.permutations([KNEE, SCOPE, FILM, UNNAMED]), st.sampled_from(("knee", "joint", "x-ray", "scope knee"))
)
def test_the_order_does_not_depend_on_the_order_before(candidates: list[Candidate], query: str) -> None:
    assert _order(query, *candidates) == _order(query, KNEE, SCOPE, FILM, UNNAMED)
