import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.cli.arguments import line_of
from rvuedge_desktop.domain.items import parse_line

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

ENTRY_KEYS = {
    "id", "uid", "date", "encounter", "provider", "code", "modifiers", "patients", "units_each", "units",
    "minutes", "care_days", "setting", "pos", "title", "schedule_wrvu", "credited_wrvu", "medicare_amount",
    "contract_amount",
    "priced", "reason", "release", "locality", "site", "basis", "how", "role", "tag", "note", "findings",
    "credit_how",
    "member",
    "custom_wrvu",
}  # fmt: skip
TOTAL_KEYS = {
    "from", "to", "entries", "units", "schedule_wrvu", "credited_wrvu", "medicare_amount",
    "contract_amount", "target_wrvu", "unpriced", "custom_entries", "custom_wrvu",
}  # fmt: skip


def codes(document: Any) -> list[tuple[Any, ...]]:
    return [
        (entry["code"], entry["modifiers"], entry["patients"], entry["units_each"])
        for entry in document["entries"]
    ]


def test_a_group_of_eight(terminal: "Terminal") -> None:
    ended = terminal.good("add", "2026-07-15", "90853x8")
    assert ended.out == (
        "1  90853  8 units  5.36 wRVU  $243.12\n2026-07-15: 1 entry, 8 units, 5.36 wRVU, $243.12\n"
    )


def test_a_day_as_json(terminal: "Terminal") -> None:
    terminal.good("add", "today", "90853x8", "--note", "caf\u00e9", "--tag", "group", "--role", "lead")
    day = terminal.json("day", "2026-07-15")
    assert set(day) == {"date", "entries", "totals"}
    entry = day["entries"][0]
    assert set(entry) == ENTRY_KEYS
    assert re.fullmatch(r"[0-9a-f]{32}", entry.pop("uid"))
    assert entry == {
        "id": 1,
        "date": "2026-07-15",
        "encounter": 1,
        "provider": "default",
        "code": "90853",
        "modifiers": [],
        "patients": 8,
        "units_each": 1,
        "member": None,
        "units": 8,
        "minutes": None,
        "care_days": None,
        "setting": "office",
        "pos": "11",
        "title": "Group psychotherapy for unrelated patients",
        "schedule_wrvu": "5.36",
        "credited_wrvu": None,
        "credit_how": [],
        "medicare_amount": "243.12",
        "contract_amount": None,
        "priced": True,
        "reason": None,
        "release": "RVU26C",
        "locality": "national",
        "site": None,
        "basis": None,
        "how": [],
        "role": "lead",
        "tag": "group",
        "note": "caf\u00e9",
        "findings": [],
        "custom_wrvu": None,
    }
    assert set(day["totals"]) == TOTAL_KEYS
    assert (day["totals"]["schedule_wrvu"], day["totals"]["medicare_amount"]) == ("5.36", "243.12")


def test_add_as_json_is_the_day_with_the_new_entries_alone(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    added = terminal.json("add", "today", "99214-25")
    assert codes(added) == [("99214", ["25"], 1, 1)]
    assert set(added["entries"][0]) == ENTRY_KEYS
    assert added["totals"]["entries"] == 2
    assert added["entries"][0] == terminal.json("day")["entries"][1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["99214-25"], [("99214", ["25"], 1, 1)]),
        (["99214", "-25"], [("99214", ["25"], 1, 1)]),
        (["45385; 45380-59"], [("45385", [], 1, 1), ("45380", ["59"], 1, 1)]),
        (["45385", "45380-59"], [("45385", [], 1, 1), ("45380", ["59"], 1, 1)]),
        (["97110 u3 x4"], [("97110", [], 4, 3)]),
        (["97110", "u3", "x4"], [("97110", [], 4, 3)]),
        (["97110", "U3", "90853", "X8"], [("97110", [], 1, 3), ("90853", [], 8, 1)]),
        (["90853\u00d78"], [("90853", [], 8, 1)]),
        (["g0552"], [("G0552", [], 1, 1)]),
        (["99213;"], [("99213", [], 1, 1)]),
        (["97110", "u3", "@or", "#a", "97140"], [("97110", [], 1, 3), ("97140", [], 1, 1)]),
    ],
)
def test_items(terminal: "Terminal", words: list[str], expected: list[Any]) -> None:
    added = terminal.json("add", "today", *words)
    assert codes(added) == expected
    assert len({entry["encounter"] for entry in added["entries"]}) == 1


@given(st.lists(st.sampled_from(["99213", "90853 x8", "97110 u3 x4", "99214-25", "u0002"]), min_size=1))
def test_splitting_at_blanks_changes_nothing(items: list[str]) -> None:
    words = [word for item in items for word in item.split()]
    line = parse_line(line_of(words))
    assert [item.text for item in line.items] == [item.text for item in parse_line(";".join(items)).items]
    assert not line.findings


@pytest.mark.parametrize(
    ("word", "ago"), [("today", 0), ("yesterday", 1), ("-3", 3), ("-45", 45), ("2026-07-01", 14)]
)
def test_days(terminal: "Terminal", word: str, ago: int) -> None:
    day = (date(2026, 7, 15) - timedelta(days=ago)).isoformat()
    assert terminal.json("add", word, "99213", "--note", "-3")["date"] == day
    shown = terminal.json("day", word)
    assert (shown["date"], shown["entries"][0]["note"]) == (day, "-3")
    assert terminal.json("totals", "--date", word)["periods"]["day"]["from"] == day


def test_a_double_dash_ends_the_options(terminal: "Terminal") -> None:
    terminal.good("add", "--note=--json", "--", "-3", "99213")
    assert terminal.json("day", "-3")["entries"][0]["note"] == "--json"


def test_settings_and_places(terminal: "Terminal") -> None:
    def place(*words: str) -> tuple[str, str]:
        entry = terminal.json("add", "today", "99213", *words)["entries"][0]
        return entry["setting"], entry["pos"]

    assert place() == ("office", "11")
    assert place("--setting", "facility") == ("facility", "22")
    assert place("--pos", "21") == ("facility", "21")
    assert place("--pos", "10") == ("office", "10")


def test_the_setting_a_user_prefers(terminal: "Terminal") -> None:
    with terminal.setup.open_desk(terminal.folder, "window") as desk:
        desk.preferences.setting = "facility"
    assert terminal.json("add", "today", "99213")["entries"][0]["setting"] == "facility"
    assert terminal.json("add", "today", "99213", "--pos", "11")["entries"][0]["setting"] == "office"


def test_what_is_not_priced_is_never_zero(terminal: "Terminal") -> None:
    ended = terminal.good("add", "today", "99499")
    assert "\u2013 wRVU  not priced: priced by the contractor" in ended.out
    assert ended.out.endswith("2026-07-15: 1 entry, 1 unit, \u2013 wRVU, \u2013, 1 not priced\n")
    day = terminal.json("day")
    entry = day["entries"][0]
    assert (entry["priced"], entry["schedule_wrvu"], entry["medicare_amount"]) == (False, None, None)
    assert entry["reason"].startswith("priced by the contractor")
    assert day["totals"]["schedule_wrvu"] is None
    assert day["totals"]["medicare_amount"] is None
    assert day["totals"]["unpriced"] == 1
    assert "$0" not in terminal.good("day").out


def test_a_day_in_words(terminal: "Terminal") -> None:
    assert terminal.good("day").out == (
        "Wednesday, 15 July 2026\n\n"
        "No entries. Log one: rvuedge add DATE CODE, such as rvuedge add today 99213\n"
    )
    terminal.good("add", "today", "90853x8", "--note", "two\nlines", "--provider", "Dr. B", "--pos", "22")
    lines = terminal.good("day").out.splitlines()
    assert lines[2] == "id  encounter  code   patients  units  wRVU  Medicare"
    assert lines[3] == (
        " 1          1  90853         8      8  5.36   $195.04"
        "  Group psychotherapy for unrelated patients \u00b7 facility \u00b7 Dr. B \u00b7 two lines"
    )


def test_totals(terminal: "Terminal") -> None:
    for day, item in (
        ("today", "90853x8"),
        ("-3", "99213"),
        ("2026-07-01", "99213"),
        ("2026-02-02", "99213"),
    ):
        terminal.good("add", day, item)
    totals = terminal.json("totals")
    assert totals["date"] == "2026-07-15"
    assert list(totals["periods"]) == ["day", "week", "month", "quarter", "year", "contract_year"]
    for period in totals["periods"].values():
        assert set(period) == TOTAL_KEYS
        assert period["to"] == "2026-07-15"
    assert totals["periods"]["day"] == {
        "from": "2026-07-15",
        "to": "2026-07-15",
        "entries": 1,
        "units": 8,
        "schedule_wrvu": "5.36",
        "credited_wrvu": None,
        "medicare_amount": "243.12",
        "contract_amount": None,
        "target_wrvu": None,
        "unpriced": 0,
        "custom_entries": 0,
        "custom_wrvu": "0.00",
    }
    assert [period["entries"] for period in totals["periods"].values()] == [1, 1, 3, 3, 4, 4]
    assert totals["periods"]["week"]["from"] == "2026-07-13"


def test_totals_of_an_empty_period_are_nought(terminal: "Terminal") -> None:
    for period in terminal.json("totals")["periods"].values():
        assert (period["schedule_wrvu"], period["medicare_amount"], period["entries"]) == ("0.00", "0.00", 0)


def test_totals_in_words(terminal: "Terminal") -> None:
    terminal.good("add", "today", "90853x8")
    assert terminal.good("totals").out.splitlines()[:4] == [
        "To Wednesday, 15 July 2026",
        "",
        "to date        from        entries  units  wRVU  Medicare  not priced",
        "day            2026-07-15        1      8  5.36   $243.12           0",
    ]


def test_one_provider_of_several(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    terminal.good("add", "today", "90853x8", "--provider", "Dr. B")
    assert terminal.json("totals", "--provider", "dr. b")["periods"]["day"]["units"] == 8
    assert terminal.json("totals")["periods"]["day"]["units"] == 9
    assert codes(terminal.json("day", "--provider", "Dr. B")) == [("90853", [], 8, 1)]
    assert terminal.json("day", "--provider", "Dr. B")["totals"]["entries"] == 1
    for command in ("day", "totals"):
        said = terminal.refused(command, "--provider", "Dr. C")
        assert said == "No provider is called \u201cDr. C\u201d. This log has default, Dr. B"


def test_edit_retypes_an_item(terminal: "Terminal") -> None:
    entry = terminal.json("add", "today", "90853x8")["entries"][0]
    changed = terminal.json("edit", entry["uid"], "--item", "99214-25 x2 u1")
    assert codes(changed) == [("99214", ["25"], 2, 1)]
    assert changed["entries"][0]["id"] == entry["id"]
    assert changed["days"] == [{"date": "2026-07-15", "totals": terminal.json("day")["totals"]}]
    assert codes(terminal.json("edit", "1", "--item", "97110", "--patients", "4", "--units", "3")) == [
        ("97110", [], 4, 3)
    ]


def test_edit_changes_what_is_named_and_no_more(terminal: "Terminal") -> None:
    terminal.good("add", "today", "90853x8", "--note", "a", "--tag", "b")
    terminal.good("edit", "1", "--note", "", "--role", "lead", "--provider", "Dr. B", "--pos", "22")
    entry = terminal.json("day")["entries"][0]
    assert (entry["note"], entry["tag"], entry["role"], entry["provider"]) == (None, "b", "lead", "Dr. B")
    assert (entry["setting"], entry["patients"], entry["medicare_amount"]) == ("facility", 8, "195.04")


def test_edit_moves_to_another_day(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213", "99214-25")
    ended = terminal.good("edit", "1", "2", "--date", "-3")
    assert ended.out.splitlines()[2:] == [
        "2026-07-12: 2 entries, 2 units, 3.22 wRVU, $230.80",
        "2026-07-15: no entries",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["1"], "Nothing was said to change"),
        (["9", "--note", "x"], "There is no entry 9"),
        (["ffff", "--note", "x"], "There is no entry \u201cffff\u201d"),
        (["1", "--item", "90853x7", "--patients", "9"], "90853 x7 and --patients 9 contradict each other"),
        (["1", "--item", "90853 9min", "--minutes", "8"], "90853 9min and --minutes 8 contradict each other"),
        (["1", "--item", "90853 #a"], "#a can't stand here. Leave it away, or use --tag"),
        (["1", "--item", "mon: 90853"], "mon: can't stand here. Leave it away, or use --date"),
        (["1", "--site", "er", "--pos", "11"], "@er is place of service 23 (emergency room), not --pos 11"),
        (["1", "--item", "99213; 99214"], "There is more than one code"),
        (["1", "--item", "99213-2S"], "2S is not a modifier"),
        (["1", "--patients", "0"], "0 can't be logged at once"),
        (["1", "--units", "1000000"], "1000000 can't be logged at once"),
        (["1", "--units", "two"], "Invalid value for '--units'"),
        (["1", "--pos", "00"], "There is no place of service"),
        (["1", "--provider", " "], "A provider needs a name"),
    ],
)
def test_edit_refuses(terminal: "Terminal", words: list[str], said: str) -> None:
    terminal.good("add", "today", "90853x8")
    before = terminal.json("day")
    assert said in terminal.refused("edit", *words)
    assert terminal.json("day") == before


def test_remove_undo_redo(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213; 90853x8")
    before = terminal.json("day")
    assert terminal.good("remove", "1", "2").out.splitlines() == [
        "Removed 1  99213   1 unit  1.30 wRVU   $95.19",
        "Removed 2  90853  8 units  5.36 wRVU  $243.12",
        "2026-07-15: no entries",
    ]
    assert terminal.good("undo").out == "Took back: Removed 99213, 90853\n"
    assert terminal.json("day") == before
    assert terminal.good("redo").out == "Brought back: Removed 99213, 90853\n"
    assert terminal.json("day")["entries"] == []
    assert terminal.json("undo") == {"undone": "Removed 99213, 90853"}
    assert terminal.json("remove", "1")["entries"][0] == before["entries"][0]


def test_nothing_to_undo_is_an_answer(terminal: "Terminal") -> None:
    assert terminal.good("undo").out == "Nothing to undo\n"
    assert terminal.good("redo").out == "Nothing to redo\n"
    assert terminal.json("redo") == {"redone": None}


def test_undo_takes_back_every_kind_of_change(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    states = [terminal.json("day")]
    for words in (("edit", "1", "--item", "90853x8"), ("edit", "1", "--note", "x"), ("remove", "1")):
        terminal.good(*words)
        states.append(terminal.json("day"))
    for state in reversed(states[:-1]):
        terminal.good("undo")
        assert terminal.json("day") == state
    for state in states[1:]:
        terminal.good("redo")
        assert terminal.json("day")["totals"] == state["totals"]


def test_an_item_typed_anew_keeps_the_counts_it_does_not_say(terminal: "Terminal") -> None:
    terminal.good("add", "2026-07-15", "90853x8")
    terminal.good("edit", "1", "--item", "90853-95")
    (entry,) = terminal.json("day", "2026-07-15")["entries"]
    assert (entry["patients"], entry["modifiers"], entry["medicare_amount"]) == (8, ["95"], "243.12")
    terminal.good("edit", "1", "--item", "90853x1")
    assert terminal.json("day", "2026-07-15")["entries"][0]["patients"] == 1


def test_a_day_says_what_an_encounter_did_to_an_amount(terminal: "Terminal") -> None:
    terminal.good("add", "2026-07-15", "45385; 45380")
    assert "less the base 45378" in terminal.good("day", "2026-07-15").out
