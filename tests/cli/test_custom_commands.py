"""Codes of the user's own on the command line: made, logged, changed, taken away; apart in every total."""

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


@pytest.fixture
def calls(terminal: "Terminal") -> "Terminal":
    terminal.good("custom", "set", "next", "Call, weekday night", "--wrvu", "2")
    return terminal


def test_none_yet(terminal: "Terminal") -> None:
    assert terminal.good("custom", "list").out == (
        'No codes of your own. Make one: rvuedge custom set next "Call, weekday night" --wrvu 2\n'
    )
    assert terminal.json("custom", "list") == []


def test_made_and_listed(calls: "Terminal") -> None:
    said = calls.good("custom", "set", "z000a", "Committee", "--wrvu", "0.75").out
    assert said == "Z000A  Committee: 0.75 own wRVU\n"
    calls.good("add", "today", "Z0001 x2")
    assert calls.good("custom", "list").out.splitlines() == [
        "code   own wRVU",
        "Z0001      2.00    1 entry  Call, weekday night",
        "Z000A      0.75  0 entries  Committee",
    ]
    assert calls.json("custom", "list")[0] == {
        "code": "Z0001",
        "title": "Call, weekday night",
        "custom_wrvu": "2.00",
        "entries": 1,
    }


def test_logged_beside_a_visit(calls: "Terminal") -> None:
    assert calls.good("add", "today", "99213; Z0001 x2").out.splitlines() == [
        "1  99213   1 unit  1.30 wRVU  $95.19",
        "2  Z0001  2 units     \u2013 wRVU  own code, 4.00 own wRVU",
        "2026-07-15: 2 entries, 3 units, 1.30 wRVU, $95.19, apart 4.00 own wRVU",
    ]
    assert "Call, weekday night \u00b7 own code, 4.00 own wRVU" in calls.good("day").out
    day = calls.json("day")
    visit, call = day["entries"]
    assert (visit["custom_wrvu"], call["custom_wrvu"], call["schedule_wrvu"]) == (None, "4.00", None)
    assert (call["priced"], call["reason"], call["release"]) == (False, "a code of your own", None)
    totals = day["totals"]
    assert (totals["schedule_wrvu"], totals["unpriced"]) == ("1.30", 0)
    assert (totals["custom_entries"], totals["custom_wrvu"]) == (1, "4.00")


def test_totals_have_their_column_only_where_there_are_any(calls: "Terminal") -> None:
    calls.good("add", "today", "99213")
    assert "own wRVU" not in calls.good("totals").out
    calls.good("add", "2026-03-02", "Z0001")
    lines = calls.good("totals").out.splitlines()
    assert lines[2:] == [
        "to date        from        entries  units  wRVU  Medicare  not priced  own wRVU",
        "day            2026-07-15        1      1  1.30    $95.19           0      0.00",
        "week           2026-07-13        1      1  1.30    $95.19           0      0.00",
        "month          2026-07-01        1      1  1.30    $95.19           0      0.00",
        "quarter        2026-07-01        1      1  1.30    $95.19           0      0.00",
        "year           2026-01-01        2      2  1.30    $95.19           0      2.00",
        "contract year  2026-01-01        2      2  1.30    $95.19           0      2.00",
    ]
    assert calls.json("totals")["periods"]["year"]["custom_wrvu"] == "2.00"


@pytest.mark.parametrize(
    ("which", "changed", "wrvu"),
    [
        (None, 0, ["2.00", "2.00"]),
        ("all", 2, ["3.00", "3.00"]),
        ("2026-07-15", 1, ["2.00", "3.00"]),
        ("from 2026-07-15", 1, ["2.00", "3.00"]),
        ("yesterday", 1, ["2.00", "3.00"]),
    ],
)
def test_a_new_value_and_the_entries_there_are(
    calls: "Terminal", which: str | None, changed: int, wrvu: list[str]
) -> None:
    for day in ("2026-07-01", "2026-07-15"):
        calls.good("add", day, "Z0001")
    words = ("custom", "set", "Z0001", "Call", "--wrvu", "3", *(("--entries", which) if which else ()))
    kept = calls.json(*words)
    assert kept == {
        "code": "Z0001",
        "title": "Call",
        "custom_wrvu": "3.00",
        "entries": 2,
        "entries_changed": changed,
    }
    rows = csv.DictReader(
        StringIO(calls.good("export", "month", "2026-07", "--kind", "entries").out, newline="")
    )
    assert [row["custom_wrvu"] for row in rows] == wrvu
    assert calls.good("undo").out == "Took back: Own code Z0001, Call\n"
    assert calls.json("totals")["periods"]["month"]["custom_wrvu"] == "4.00"


def test_how_many_changed_is_said(calls: "Terminal") -> None:
    calls.good("add", "today", "Z0001")
    said = calls.good("custom", "set", "Z0001", "Call", "--wrvu", "3", "--entries", "all").out
    assert said == "Z0001  Call: 3.00 own wRVU, 1 entry changed\n"


def test_edited_into_a_published_code_and_back(calls: "Terminal") -> None:
    calls.good("add", "today", "Z0001 x2")
    assert calls.good("edit", "1", "--item", "99213").out.endswith("2 units, 2.60 wRVU, $190.38\n")
    assert calls.good("edit", "1", "--item", "z0001").out.endswith(
        "2026-07-15: 1 entry, 2 units, 0.00 wRVU, $0.00, apart 4.00 own wRVU\n"
    )


def test_what_a_code_is(calls: "Terminal") -> None:
    assert calls.good("code", "z0001").out.splitlines() == [
        "Z0001  Call, weekday night",
        "2.00 own wRVU a unit",
        "A code of your own: in no schedule, credited by no contract, and apart in every total.",
    ]
    document = calls.json("code", "Z0001")
    assert (document["title"], document["custom_wrvu"]) == ("Call, weekday night", "2.00")
    assert (document["category"], document["work_rvu"], document["priced"]) == (
        "Code of your own",
        None,
        False,
    )
    assert calls.refused("code", "Z0002").startswith("You have no code Z0002 of your own. You have Z0001.")


def test_taken_away_unless_entries_have_it(calls: "Terminal") -> None:
    calls.good("add", "today", "Z0001")
    assert calls.refused("custom", "remove", "Z0001") == (
        "1 entry has Z0001, the last on 2026-07-15. Nothing was changed."
        " Remove what has it, or give it another code, first"
    )
    calls.good("remove", "1")
    assert calls.good("custom", "remove", "z0001").out == "Removed Z0001  Call, weekday night\n"
    calls.good("undo")
    assert calls.json("custom", "remove", "Z0001") == {"removed": "Z0001"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Z01", "Call", "--wrvu", "2"], "\u201cZ01\u201d can't be a code of your own."),
        (["99213", "Call", "--wrvu", "2"], "\u201c99213\u201d can't be a code of your own."),
        (["next", "", "--wrvu", "2"], "A code of your own needs a title."),
        (["next", "Call", "--wrvu", "two"], "\u201ctwo\u201d is not a number of wRVU."),
        (["next", "Call"], "Missing option '--wrvu'."),
        (["next", "Call", "--wrvu", "2", "--entries", "some"], "\u201csome\u201d is not a day"),
    ],
)
def test_refusals(terminal: "Terminal", words: list[str], said: str) -> None:
    assert terminal.refused("custom", "set", *words).startswith(said)
    assert terminal.json("custom", "list") == []


def test_the_history_of_an_entry_says_its_own_wrvu(calls: "Terminal") -> None:
    calls.good("add", "today", "Z0001 x2")
    (entry,) = calls.json("day")["entries"]
    head = calls.good("history", str(entry["id"])).out.partition("\n")[0]
    assert head.endswith("2026-07-15, Z0001, 2 units, 4.00 own wRVU")
