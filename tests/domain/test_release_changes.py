"""What a release changes is found row by row, whatever the order of the rows."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.domain.release_changes import RateChange, ReleaseChanges, compare_releases

codes = st.dictionaries(
    st.tuples(st.sampled_from(("90837", "90853", "99213", "G0553")), st.sampled_from(("", "26", "TC"))),
    st.decimals(0, 9, places=2),
    max_size=6,
)


def test_nothing_is_other_in_the_same_release(group: Rate) -> None:
    assert compare_releases([group], [group]) == ReleaseChanges((), (), ())
    assert compare_releases([], []) == ReleaseChanges((), (), ())


def test_rows_are_told_by_code_and_modifier(group: Rate, marked: Callable[..., Rate]) -> None:
    changes = compare_releases([group], [group, marked("TC"), marked("26")])
    assert [rate.modifier for rate in changes.added] == ["26", "TC"]
    assert (changes.removed, changes.changed) == ((), ())


def test_what_is_other_is_named_figures_first(group: Rate, marked: Callable[..., Rate]) -> None:
    after = marked(bilateral="1", not_used="+")._replace(status="R", work=Decimal("0.70"))
    (change,) = compare_releases([group], [after]).changed
    assert change == RateChange(group, after)
    assert change.fields == ("status", "work", "not_used", "bilateral")


@pytest.mark.parametrize(
    ("figures", "work", "total"),
    [
        ({"work": "0.70"}, "0.03", "0.03"),
        ({"work": "0.60"}, "-0.07", "-0.07"),
        ({"pe_nonfacility": "0.13", "pe_facility": "0.06"}, "0", "-0.10"),
        ({"pe_nonfacility": "0.24", "pe_facility": "0.50"}, "0", "0.45"),
        ({"opps_pe_facility": "0.50"}, "0", "0"),
    ],
)
def test_a_move_is_that_of_the_setting_where_it_is_larger(
    figures: dict[str, str], work: str, total: str, group: Rate
) -> None:
    others: dict[str, Any] = {name: Decimal(text) for name, text in figures.items()}
    change = RateChange(group, group._replace(**others))
    assert (change.work, change.total) == (Decimal(work), Decimal(total))


def test_the_largest_moves_come_first_whichever_way_then_the_codes_in_order(group: Rate) -> None:
    moves = {"99215": "0.10", "99211": "-0.50", "99213": "0.10", "99214": "0.20"}
    before = [group._replace(code=code) for code in moves]
    after = [rate._replace(work=rate.work + Decimal(moves[rate.code])) for rate in before]
    changed = compare_releases(before, reversed(after)).changed
    assert [one.after.code for one in changed] == ["99211", "99214", "99213", "99215"]


@given(codes, codes)
def test_the_way_back_is_the_way_there_turned_round(
    group: Rate, old: dict[tuple[str, str], Decimal], new: dict[tuple[str, str], Decimal]
) -> None:
    def rates(of: dict[tuple[str, str], Decimal]) -> list[Rate]:
        return [group._replace(code=key[0], modifier=key[1], work=work) for key, work in of.items()]

    there, back = compare_releases(rates(old), rates(new)), compare_releases(rates(new), rates(old))
    assert (there.added, there.removed) == (back.removed, back.added)
    assert [(one.before, one.after) for one in there.changed] == [
        (one.after, one.before) for one in back.changed
    ]
    assert len(old) + len(there.added) - len(there.removed) == len(new)
    assert all(one.fields == ("work",) and one.total == one.work for one in there.changed)
