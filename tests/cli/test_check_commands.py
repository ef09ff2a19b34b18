"""`rvuedge check`: findings before billing, as the contract has them."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

KEYS = {
    "id",
    "rule",
    "severity",
    "date",
    "entries",
    "codes",
    "what",
    "why",
    "source",
    "fix",
    "acknowledged",
    "note",
}


def test_findings_as_json(terminal: "Terminal") -> None:
    assert terminal.json("check") == []
    terminal.good("add", "today", "99213; 11042")
    (found,) = terminal.json("check", "--month", "2026-07")
    assert set(found) == KEYS
    assert (found["rule"], found["date"], found["entries"], found["codes"]) == (
        "em-with-procedure",
        "2026-07-15",
        [1, 2],
        ["99213", "11042"],
    )
    assert found["acknowledged"] is False
    assert terminal.json("check", "--month", "2026-06") == []


def test_a_day_tells_the_findings_of_its_entries(terminal: "Terminal") -> None:
    added = terminal.json("add", "today", "99213; 11042")
    assert [[one["rule"] for one in entry["findings"]] for entry in added["entries"]] == [
        ["em-with-procedure"],
        ["em-with-procedure"],
    ]
    changed = terminal.json("edit", "1", "--item", "99213-25")
    assert changed["entries"][0]["findings"] == []


def test_findings_as_text(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213; 11042")
    out = terminal.good("check").out
    assert "99213 stands beside 11042 without 25  [likely refused]" in out
    assert "    why: " in out
    assert "    do:  " in out
    assert out.endswith("July 2026: 1 finding\n")


def test_a_finding_is_let_stand_and_looked_at_again(terminal: "Terminal") -> None:
    terminal.good("add", "today", "90833")
    (found,) = terminal.json("check")
    out = terminal.good("check", "--acknowledge", found["id"], "--note", "a colleague's visit").out
    assert out.startswith("Let stand: 90833 stands without a primary code")
    assert out.endswith("July 2026: 0 findings, 1 let stand\n")
    (found,) = terminal.json("check")
    assert (found["acknowledged"], found["note"]) == (True, "a colleague's visit")
    out = terminal.good("check", "--all").out
    assert "[let stand]" in out
    assert "note: a colleague's visit" in out
    assert "0 findings, 1 let stand" in terminal.good("check", "--month", "2026-07").out
    assert terminal.good("undo").out.startswith("Took back: Let stand")
    terminal.good("redo")
    assert terminal.good("check", "--withdraw", found["id"]).out.startswith("Counts again: ")
    assert terminal.json("check")[0]["acknowledged"] is False


def test_rules_are_turned_off_and_on(terminal: "Terminal") -> None:
    terminal.good("add", "today", "90833")
    assert terminal.good("check", "--off", "addon-without-primary").out.startswith(
        "Turned off: addon-without-primary"
    )
    assert terminal.json("check") == []
    document = terminal.json("check", "--rules")
    assert [one["name"] for one in document["rules"] if not one["on"]] == ["addon-without-primary"]
    assert len(document["rules"]) == 15
    assert "off  addon-without-primary" in terminal.good("check", "--rules").out
    terminal.good("check", "--on", "addon-without-primary")
    assert len(terminal.json("check")) == 1


def test_a_limit_of_groups_is_the_users(terminal: "Terminal") -> None:
    terminal.good("group", "90853", "12")
    assert terminal.json("check") == []
    assert "Limit of a group: 10 members" in terminal.good("check", "--group-limit", "10").out
    assert [one["rule"] for one in terminal.json("check")] == ["group-size"]
    assert terminal.json("check", "--rules")["group_limit"] == 10
    assert "No limit of a group" in terminal.good("check", "--group-limit", "off").out
    assert terminal.json("check") == []


def test_findings_of_one_provider(terminal: "Terminal") -> None:
    terminal.good("add", "today", "90833")
    terminal.good("add", "today", "90836", "--provider", "Kim")
    assert [one["codes"] for one in terminal.json("check", "--provider", "kim")] == [["90836"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--month", "July"), "\u201cJuly\u201d is not a month"),
        (("--off", "all"), "There is no rule \u201call\u201d"),
        (("--acknowledge", "0000000000"), "The month has no finding 0000000000"),
        (("--note", "fine"), "--note belongs to a finding"),
        (("--group-limit", "many"), "\u201cmany\u201d is no limit of a group"),
        (("--group-limit", "100"), "100 can't be the limit of a group"),
        (("--provider", "Nobody"), "Nobody"),
    ],
)
def test_what_is_refused(terminal: "Terminal", words: tuple[str, ...], said: str) -> None:
    assert said in terminal.refused("check", *words)


def test_what_is_refused_is_not_half_done(terminal: "Terminal") -> None:
    terminal.good("add", "today", "90833")
    (found,) = terminal.json("check")
    terminal.refused("check", "--acknowledge", found["id"], "--withdraw", "0000000000")
    terminal.refused("check", "--off", found["rule"], "--provider", "Nobody")
    (still,) = terminal.json("check")
    assert not still["acknowledged"]


def test_rules_are_changed_together_or_not_at_all(terminal: "Terminal") -> None:
    for words in (
        ("--off", "mue", "--on", "nothing"),
        ("--off", "mue", "--group-limit", "500"),
        ("--off", "mue", "--group-limit", "ten"),
    ):
        terminal.refused("check", *words)
        assert all(one["on"] for one in terminal.json("check", "--rules")["rules"])
    terminal.good("check", "--off", "mue", "--group-limit", "12")
    document = terminal.json("check", "--rules")
    assert ([one["name"] for one in document["rules"] if not one["on"]], document["group_limit"]) == (
        ["mue"],
        12,
    )
