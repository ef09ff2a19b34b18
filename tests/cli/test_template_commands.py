"""The commands for what is logged again and again: what they print, and what they refuse."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


def test_short_names_are_made_changed_listed_and_removed(terminal: "Terminal") -> None:
    assert terminal.good("shortcut", "list").out == (
        "No short names. Make one: rvuedge shortcut set lapchole 47562\n"
    )
    assert terminal.json("shortcut", "list") == []
    assert terminal.good("shortcut", "set", "lapchole", "47562").out == "lapchole: 47562\n"
    bundle = {"name": "follow", "line": "99214-25;90833", "title": "With therapy"}
    assert (
        terminal.json("shortcut", "set", "follow", "99214-25", "90833", "--title", "With therapy") == bundle
    )
    assert terminal.good("shortcut", "list").out == (
        "follow    99214-25;90833  With therapy\nlapchole  47562\n"
    )
    assert terminal.json("shortcut", "list") == [bundle, {"name": "lapchole", "line": "47562", "title": None}]
    assert terminal.good("shortcut", "remove", "LAPCHOLE").out == "Removed lapchole\n"
    assert terminal.good("undo").out == "Took back: Removed short name LAPCHOLE\n"
    assert terminal.json("shortcut", "remove", "follow") == {"removed": "follow"}
    assert [one["name"] for one in terminal.json("shortcut", "list")] == ["lapchole"]


def test_a_short_name_that_can_not_be_kept_is_refused(terminal: "Terminal") -> None:
    assert terminal.refused("shortcut", "set", "monday", "47562") == (
        "\u201cmonday\u201d means something else in the entry line. Choose another short name"
    )
    assert "is in no release" in terminal.refused("shortcut", "set", "gb", "47599")
    assert "There is no short name" in terminal.refused("shortcut", "remove", "gb")
    assert terminal.json("shortcut", "list") == []


def test_the_same_as_the_day_before_is_logged(terminal: "Terminal") -> None:
    terminal.good("add", "-1", "99214-25; 90833", "--tag", "am", "--note", "Mrs K")
    terminal.good("add", "-1", "90853x8")
    shown = terminal.good("same", "today", "--dry-run").out
    assert shown == (
        "As on Tuesday, 14 July 2026\n"
        "99214-25; 90833  11    3.63 wRVU  $217.11\n"
        "90853 x8         11    5.36 wRVU  $243.12\n"
        "2026-07-15: 8.99 wRVU, $460.23\n"
        "Nothing was logged\n"
    )
    assert terminal.json("day")["entries"] == []
    assert terminal.good("same", "today").out.endswith(
        "2026-07-15: 3 entries, 10 units, 8.99 wRVU, $460.23\n"
    )
    entries = terminal.json("day")["entries"]
    assert [(one["code"], one["patients"], one["tag"], one["note"]) for one in entries] == [
        ("99214", 1, None, None),
        ("90833", 1, None, None),
        ("90853", 8, None, None),
    ]
    assert len({one["encounter"] for one in entries}) == 2
    assert terminal.good("undo").out == "Took back: Same as 2026-07-14\n"
    assert terminal.json("day")["entries"] == []


def test_a_draft_is_shown_as_json(terminal: "Terminal") -> None:
    terminal.good("site", "set", "or", "22", "--locality", "36104")
    terminal.good("add", "2026-07-03", "99213 @or", "--provider", "Kim", "--role", "lead")
    assert terminal.json("same", "today", "--dry-run", "--provider", "all") == {
        "as": "2026-07-03",
        "days": ["2026-07-15"],
        "drafts": [
            {
                "line": "99213",
                "site": "or",
                "setting": None,
                "pos": None,
                "locality": None,
                "role": "lead",
                "tag": None,
                "provider": "Kim",
                "schedule_wrvu": "1.30",
                "medicare_amount": "54.77",
                "findings": [],
            }
        ],
        "schedule_wrvu": "1.30",
        "medicare_amount": "54.77",
    }
    document = terminal.json("same", "today", "--as", "2026-07-03", "--provider", "kim")
    assert [(one["code"], one["site"]) for one in document["entries"]] == [("99213", "or")]
    assert document["days"][0]["totals"]["medicare_amount"] == "54.77"


def test_a_day_without_entries_is_nothing_to_repeat(terminal: "Terminal") -> None:
    assert terminal.refused("same", "today") == "Nothing was logged before 2026-07-15. Name a day: --as DATE"
    terminal.good("add", "-1", "99213")
    assert terminal.refused("same", "today", "--as", "-7") == (
        "Nothing is logged on 2026-07-08. Name another day: --as DATE"
    )
    assert "No provider is called" in terminal.refused("same", "today", "--provider", "Kim")


def test_several_days_are_filled_at_once(terminal: "Terminal") -> None:
    terminal.good("add", "2026-07-07", "90853")
    days = "2026-07-06..2026-07-12"
    shown = terminal.json("fill", days, "99213x12", "--weekdays", "1-5", "--skip-worked", "--dry-run")
    assert shown["days"] == ["2026-07-06", "2026-07-08", "2026-07-09", "2026-07-10"]
    assert (shown["schedule_wrvu"], shown["medicare_amount"]) == ("62.40", "4569.12")
    assert terminal.good("fill", days, "99213", "x12", "--dry-run").out == (
        "99213 x12      15.60 wRVU  $1,142.28\n"
        "2026-07-06..2026-07-12, 7 days: 109.20 wRVU, $7,995.96\n"
        "Nothing was logged\n"
    )
    document = terminal.json(
        "fill", days, "99213x12", "--weekdays", "mon-fri", "--skip-worked", "--tag", "am"
    )
    assert [one["date"] for one in document["entries"]] == shown["days"]
    assert {one["tag"] for one in document["entries"]} == {"am"}
    assert len(document["days"]) == 4
    again = terminal.refused("fill", days, "99213", "--weekdays", "1-5", "--skip-worked")
    assert again == "Every one of these days has entries already. Choose others, or do not skip them"
    assert terminal.good("undo").out == f"Took back: Filled {days}\n"


def test_days_may_be_told_from_today(terminal: "Terminal") -> None:
    terminal.good("site", "set", "or", "22")
    entries = terminal.json("fill", "-2..today", "99213-25", "--site", "@or", "--provider", "Kim")["entries"]
    assert [(one["date"], one["provider"], one["pos"]) for one in entries] == [
        (f"2026-07-{day}", "Kim", "22") for day in (13, 14, 15)
    ]


def test_what_can_not_be_filled_is_refused(terminal: "Terminal") -> None:
    assert "is before" in terminal.refused("fill", "today..-2", "99213")
    assert "names no days" in terminal.refused("fill", "-2..today", "99213", "--weekdays", "someday")
    assert "no day to log on" in terminal.refused("fill", "today", "99213", "--weekdays", "sun")
    assert terminal.good("fill", "today", "99213", "--weekdays", "sun", "--dry-run").out == (
        "No day to log on\nNothing was logged\n"
    )
    assert "is not a code" in terminal.refused("fill", "-2..today", "nothing")
    shown = terminal.good("fill", "today", "nothing", "--dry-run").out
    assert "\u201cnothing\u201d is not a code" in shown
    assert terminal.json("day")["entries"] == []


PAIN = {
    "name": "Pain",
    "provider": "default",
    "weekdays": [3],
    "every_weeks": 2,
    "first_day": "2026-07-01",
    "last_day": "2027-12-31",
    "lines": ["99213x12", "90853 x8"],
}


def test_clinics_are_made_listed_due_logged_and_removed(terminal: "Terminal") -> None:
    assert terminal.good("clinic", "list").out == (
        "No clinics. Make one: rvuedge clinic set Tuesday 99213x12 --weekdays tue\n"
    )
    words = ("clinic", "set", "Pain", "99213x12", "90853 x8", "--weekdays", "wed", "--every", "2")
    assert terminal.json(*words, "--from", "2026-07-01", "--to", "2027-12-31") == PAIN
    assert terminal.json("clinic", "list") == [PAIN]
    when = "Wednesday, every 2 weeks, from 2026-07-01 to 2027-12-31"
    assert terminal.good("clinic", "list").out == f"Pain  default  {when}  99213x12  |  90853 x8\n"
    assert terminal.good("clinic", "due", "2026-07-08").out == "No clinic is due on 2026-07-08\n"
    assert terminal.good("clinic", "due").out == (
        "Pain\n"
        "99213x12      15.60 wRVU  $1,142.28\n"
        "90853 x8       5.36 wRVU    $243.12\n"
        "2026-07-15: 20.96 wRVU, $1,385.40\n"
    )
    (due,) = terminal.json("clinic", "due", "today", "--provider", "default")
    assert (due["clinic"], due["medicare_amount"]) == ("Pain", "1385.40")
    assert terminal.json("clinic", "due", "--provider", "Kim") == []
    entries = terminal.json("clinic", "log", "pain")["entries"]
    assert [(one["code"], one["patients"], one["tag"]) for one in entries] == [
        ("99213", 12, None),
        ("90853", 8, None),
    ]
    assert terminal.json("clinic", "due") == []
    assert terminal.good("undo").out == "Took back: Clinic Pain\n"
    assert len(terminal.json("clinic", "due")) == 1
    assert terminal.good("clinic", "log", "Pain", "-1").out.endswith(
        "2026-07-14: 2 entries, 20 units, 20.96 wRVU, $1,385.40\n"
    )
    assert terminal.json("clinic", "remove", "PAIN") == {"removed": "Pain"}
    terminal.good("undo")
    assert terminal.good("clinic", "remove", "PAIN").out == "Removed Pain\n"
    assert terminal.json("clinic", "list") == []


def test_a_clinic_that_can_not_be_held_is_refused(terminal: "Terminal") -> None:
    assert terminal.good("clinic", "set", "Pain", "99213", "--weekdays", "24").out == (
        "Pain: Tuesday, Thursday, from 2026-07-15, 1 line\n"
    )
    assert "Every 0 weeks" in terminal.refused(
        "clinic", "set", "Pain", "99213", "--weekdays", "2", "--every", "0"
    )
    assert "There is no clinic" in terminal.refused("clinic", "log", "Other")
    assert "weekdays" in terminal.refused("clinic", "set", "Pain", "99213")


def test_a_clinic_that_is_logged_is_logged_again_only_on_demand(terminal: "Terminal") -> None:
    terminal.good("clinic", "set", "Pain", "99213x12", "--weekdays", "wed", "--from", "2026-07-01")
    terminal.good("clinic", "log", "Pain")
    assert "Pain is logged on 2026-07-15. Add --again" in terminal.refused("clinic", "log", "pain")
    assert terminal.json("day")["totals"]["units"] == 12
    terminal.good("clinic", "log", "Pain", "--again")
    assert terminal.json("day")["totals"]["units"] == 24


def test_the_same_is_ones_own_day_unless_all_are_named(terminal: "Terminal") -> None:
    terminal.good("add", "yesterday", "99213")
    terminal.good("add", "yesterday", "99214", "--provider", "Kim")
    assert [one["code"] for one in terminal.json("same", "today")["entries"]] == ["99213"]
    assert [one["code"] for one in terminal.json("same", "today", "--provider", "kim")["entries"]] == [
        "99214"
    ]
    everybody = terminal.json("same", "2026-07-13", "--as", "yesterday", "--provider", "all")
    assert [one["code"] for one in everybody["entries"]] == ["99213", "99214"]


def test_a_changed_clinic_stays_with_who_has_it(terminal: "Terminal") -> None:
    words = ("clinic", "set", "Pain", "99213x12", "--weekdays", "wed")
    assert terminal.json(*words, "--provider", "Kim")["provider"] == "Kim"
    assert terminal.json(*words)["provider"] == "Kim"
    assert terminal.json(*words, "--provider", "default")["provider"] == "default"
