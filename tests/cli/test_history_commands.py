"""The commands of history: what they print, and what they refuse."""

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Process, Terminal

MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def without_moments(text: str) -> str:
    return MOMENT.sub("NOW", text)


@pytest.fixture
def log(terminal: "Terminal") -> "Terminal":
    """A visit that was changed; a colonoscopy whose first code was removed; a group that was taken back."""
    terminal.good("add", "2026-07-14", "99213", "--note", "a")
    terminal.good("add", "2026-07-15", "45385; 45380-59", "--setting", "facility")
    terminal.good("edit", "1", "--patients", "3", "--note", "")
    terminal.good("remove", "2")
    terminal.good("add", "2026-06-30", "90853x8")
    terminal.good("undo")
    return terminal


def test_an_entry_tells_every_version_newest_first(log: "Terminal") -> None:
    assert without_moments(log.good("history", "1").out) == (
        "Entry 1, in the log: 2026-07-14, 99213, 3 units, 3.90 wRVU, $285.57\n"
        "\n"
        "NOW  command line  Changed 99213\n"
        "    patients  1 \u2192 3\n"
        "    note      a \u2192 none\n"
        "    wRVU      1.30 \u2192 3.90       follows\n"
        "    Medicare  $95.19 \u2192 $285.57  follows\n"
        "NOW  command line  Logged 99213\n"
        "    2026-07-14, 99213, 1 unit, 1.30 wRVU, $95.19\n"
    )


def test_an_entry_as_json(log: "Terminal") -> None:
    document = log.json("history", "1")
    assert (document["id"], document["in_log"], len(document["uid"])) == (1, True, 32)
    changed, logged = document["versions"]
    assert changed["differences"] == [
        {"field": "patients", "old": 1, "new": 3, "follows": False},
        {"field": "note", "old": "a", "new": None, "follows": False},
        {"field": "schedule_wrvu", "old": "1.30", "new": "3.90", "follows": True},
        {"field": "medicare_amount", "old": "95.19", "new": "285.57", "follows": True},
    ]
    assert (changed["what"], changed["verb"], changed["label"]) == ("changed", "edit", "Changed 99213")
    assert (changed["origin"], changed["actor"], changed["state"]) == ("command line", None, "done")
    assert changed["at"].endswith("+00:00")
    assert changed["entry"]["patients"] == 3
    assert (logged["what"], logged["differences"], logged["entry"]["note"]) == ("logged", [], "a")


def test_a_move_is_told_by_its_dates(log: "Terminal") -> None:
    log.good("edit", "1", "--date", "2026-07-13")
    moved = log.json("history", "1")["versions"][0]
    assert moved["differences"] == [
        {"field": "date", "old": "2026-07-14", "new": "2026-07-13", "follows": False}
    ]


def test_a_removed_entry_is_found_by_number_and_by_unique_id(log: "Terminal") -> None:
    document = log.json("history", "2")
    assert document["in_log"] is False
    assert [one["what"] for one in document["versions"]] == ["removed", "logged"]
    assert log.json("history", document["uid"]) == document
    assert log.good("history", "2").out.startswith("Entry 2, not in the log: 2026-07-15, 45385, 1 unit")


def test_the_account_is_said_where_it_is_known(log: "Terminal") -> None:
    log.setup = log.setup._replace(account=lambda: "kim")
    log.good("edit", "1", "--tag", "b")
    assert "command line, kim  Changed 99213\n" in log.good("history", "1").out
    assert log.json("history", "1")["versions"][0]["actor"] == "kim"


def test_the_program_itself_knows_the_account(process: "Process") -> None:
    assert process("-m", "rvuedge_desktop", "add", "today", "99213", LOGNAME="kim").returncode == 0
    ended = process("-m", "rvuedge_desktop", "history", "1", "--json")
    assert json.loads(ended.stdout)["versions"][0]["actor"] == "kim"


def test_who_changed_a_month(log: "Terminal") -> None:
    july = without_moments(log.good("history", "--month", "2026-07").out)
    assert july == (
        "NOW  command line  2026-07-15  Removed 45385\n"
        "NOW  command line  2026-07-14  Changed 99213           entry 1\n"
        "NOW  command line  2026-07-15  Logged 45385, 45380-59\n"
        "NOW  command line  2026-07-14  Logged 99213            entry 1\n"
    )
    assert without_moments(log.good("history").out) == july
    assert without_moments(log.good("history", "--month", "2026-06").out) == (
        "NOW  command line  2026-06-30  Undone: Logged 90853 x8      entry 4\n"
        "NOW  command line  2026-06-30  Logged 90853 x8, taken back  entry 4\n"
    )
    assert without_moments(log.good("history", "--month", "2026-07", "--limit", "1").out) == (
        "NOW  command line  2026-07-15  Removed 45385\nand 3 more: --limit 4\n"
    )
    assert log.good("history", "--from", "2026-05-01", "--to", "2026-05-31").out == (
        "Nothing of 2026-05-01 to 2026-05-31 was ever changed\n"
    )


def test_who_changed_a_period_as_json(log: "Terminal") -> None:
    document = log.json("history", "--from", "2026-07-15", "--limit", "1")
    (removed,) = document["changes"]
    assert (document["from"], document["to"], document["total"]) == ("2026-07-15", "2026-07-15", 2)
    assert (removed["entries"], removed["first_date"], removed["last_date"]) == (
        2,
        "2026-07-15",
        "2026-07-15",
    )
    gone, priced = removed["touched"]
    assert (gone["id"], gone["what"], gone["differences"]) == (2, "removed", [])
    assert (priced["code"], priced["modifiers"], priced["what"]) == ("45380", ["59"], "priced")
    assert {one["field"] for one in priced["differences"]} == {"medicare_amount", "how"}
    assert all(one["follows"] for one in priced["differences"])


def test_a_period_of_one_provider(log: "Terminal") -> None:
    log.good("add", "2026-07-15", "99214", "--provider", "Kim")
    assert [one["label"] for one in log.json("history", "--provider", "KIM")["changes"]] == ["Logged 99214"]
    assert "No provider is called" in log.refused("history", "--provider", "Lee")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("1", "--month", "2026-07"), "can't both be shown"),
        (("--month", "2026-07", "--from", "2026-07-01"), "A period is a month, or has a first day"),
        (("--to", "2026-07-01"), "A period is a month, or has a first day"),
        (("--from", "2026-07-02", "--to", "2026-07-01"), "2026-07-01 is before 2026-07-02"),
        (("--month", "July"), "is not a month"),
        (("--limit", "0"), "--limit"),
        (("77",), "There never was an entry 77"),
        (("nobody",), "There never was an entry \u201cnobody\u201d"),
    ],
)
def test_what_history_can_not_show_is_refused(
    log: "Terminal", words: tuple[str, ...], complaint: str
) -> None:
    assert complaint in log.refused("history", *words)


def test_removed_entries_are_listed_and_told_from_those_taken_back(log: "Terminal") -> None:
    assert without_moments(log.good("removed").out) == (
        "4  2026-06-30  90853  8 units  5.36 wRVU  taken back  NOW  command line\n"
        "2  2026-07-15  45385   1 unit  4.46 wRVU  removed     NOW  command line\n"
        "rvuedge restore ID puts one back\n"
    )
    document = log.json("removed", "--month", "2026-07")
    (one,) = document["removed"]
    assert document["total"] == 1
    assert (one["entry"]["id"], one["taken_back"], one["removed"]["label"]) == (2, False, "Removed 45385")
    assert log.json("removed", "--limit", "1")["removed"][0]["taken_back"] is True
    assert "and 1 more: --limit 2\n" in log.good("removed", "--limit", "1").out
    assert log.good("removed", "--month", "2026-05").out == "No entry was removed\n"


def test_restoring_puts_entry_and_totals_back(log: "Terminal") -> None:
    before = log.json("totals", "--date", "2026-07-15")
    uid = log.json("history", "2")["uid"]
    assert log.good("restore", uid).out == (
        "Restored 2  45385  1 unit  4.46 wRVU  $223.45\n2026-07-15: 2 entries, 2 units, 7.93 wRVU, $236.47\n"
    )
    assert log.good("undo").out == "Took back: Restored 45385\n"
    assert log.json("totals", "--date", "2026-07-15") == before
    document = log.json("restore", "2", "4")
    assert [entry["id"] for entry in document["entries"]] == [2, 4]
    assert [day["date"] for day in document["days"]] == ["2026-06-30", "2026-07-15"]
    assert log.json("removed")["total"] == 0


def test_what_can_not_be_restored_is_refused(log: "Terminal") -> None:
    assert log.refused("restore", "2", "1") == "Entry 1 is in the log. Nothing was restored"
    assert log.json("removed")["total"] == 2
    assert "There never was an entry 99" in log.refused("restore", "99")
    log.good("add", "2026-07-15", "99214", "--provider", "Kim")
    log.good("undo")
    assert "of \u201cKim\u201d, a provider this log no longer has" in log.refused("restore", "5")
