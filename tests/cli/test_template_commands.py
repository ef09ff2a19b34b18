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
