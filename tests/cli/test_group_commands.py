"""`rvuedge group`: one line for each member who came."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


def test_the_group_of_the_contract(terminal: "Terminal") -> None:
    added = terminal.json(
        "group", "90853", "8", "--interactive-complexity", "1,4,7", "--telehealth", "2,3", "--absent", "5"
    )
    entries = added["entries"]
    assert [(one["member"], one["code"], one["modifiers"], one["pos"]) for one in entries] == [
        (1, "90853", [], "11"),
        (1, "90785", [], "11"),
        (2, "90853", ["95"], "10"),
        (3, "90853", ["95"], "10"),
        (4, "90853", [], "11"),
        (4, "90785", [], "11"),
        (6, "90853", [], "11"),
        (7, "90853", [], "11"),
        (7, "90785", [], "11"),
        (8, "90853", [], "11"),
    ]
    assert len({one["encounter"] for one in entries}) == 1
    assert terminal.json("day")["totals"]["entries"] == 10


def test_eight_members_on_another_day(terminal: "Terminal") -> None:
    added = terminal.json("group", "90853", "8", "--date", "yesterday", "--site", "@or", "--tag", "anger")
    assert added["totals"]["schedule_wrvu"] == "5.36"
    assert {(one["date"], one["site"], one["tag"]) for one in added["entries"]} == {
        ("2026-07-14", "or", "anger")
    }
    assert "8 units, 5.36 wRVU" in terminal("day", "yesterday").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("90853", "8", "--absent", "9"), "There is no member 9 for absent"),
        (("90853", "8", "--absent", "1-8"), "Nobody came to the group"),
        (("90853", "8", "--telehealth", "two"), "\u201ctwo\u201d of --telehealth is no member"),
        (("90853", "0"), "A group of 0 can't be logged"),
        (("90853x8", "8"), "How many members there are stands behind the code"),
        (("90853", "8", "--absent", "5-3"), "5-3 of --absent ends before it begins. Write 3-5"),
        (("90853 #a", "8"), "#a can't stand here. Leave it away, or use --tag"),
        (("mon: 90853", "8"), "mon: can't stand here. Leave it away, or use --date"),
        (("90853", "8", "--site", "er", "--pos", "11"), "@er is place of service 23"),
        (("90853", "8", "--provider", "all"), "stands for everybody"),
        (("90853", "many"), "'many' is not a valid integer"),
        (("90849", "3", "--interactive-complexity", "1"), "90785 is no add-on of 90849"),
    ],
)
def test_what_is_no_group_is_refused(terminal: "Terminal", words: tuple[str, ...], said: str) -> None:
    assert said in terminal.refused("group", *words)
    assert terminal.json("day")["entries"] == []
