"""Favourites and short names in one list, by how often they were used within a year."""

from datetime import date, timedelta

from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.favourites import Favourite

TODAY = date(2026, 7, 15)
HERE = Circumstances()


def ranked(desk: Desk, day: date = TODAY) -> list[tuple[str, int]]:
    return [(one.name or one.line, one.uses) for one in desk.favourites.ranked(day)]


def test_of_none_there_is_no_list(desk: Desk) -> None:
    desk.logbook.add("99213", TODAY, HERE)
    assert ranked(desk) == []


def test_the_most_used_come_first(desk: Desk) -> None:
    desk.preferences.favourites = ("99213", "90837", "99214")
    desk.shortcuts.put("follow", "99214-25; 90833", "Follow-up")
    desk.shortcuts.put("gb", "47562")
    assert ranked(desk) == [("follow", 0), ("gb", 0), ("99213", 0), ("90837", 0), ("99214", 0)]
    for line in ("99214-25; 90833", "90833; 99214; G2211", "99214x8", "90837", "90833", "47562-22"):
        desk.logbook.add(line, TODAY, HERE)
    assert ranked(desk) == [("99214", 3), ("follow", 2), ("gb", 1), ("90837", 1), ("99213", 0)]


def test_it_says_what_they_are(desk: Desk) -> None:
    desk.preferences.favourites = ("90853",)
    desk.shortcuts.put("follow", "99214-25; 90833", "Follow-up")
    desk.shortcuts.put("talk", "90837")
    title = desk.lookup.title("90837")
    assert title
    assert desk.favourites.ranked(TODAY) == (
        Favourite("99214-25; 90833", "follow", "Follow-up", 0),
        Favourite("90837", "talk", title, 0),
        Favourite("90853", "", desk.lookup.title("90853") or "", 0),
    )


def test_a_code_with_a_short_name_is_listed_once(desk: Desk) -> None:
    desk.preferences.favourites = ("47562", "99213")
    desk.shortcuts.put("gb", "47562")
    assert ranked(desk) == [("gb", 0), ("99213", 0)]


def test_only_the_last_twelve_months_count(desk: Desk) -> None:
    desk.preferences.favourites = ("99213", "99214")
    for ago in (366, 400, 500):
        desk.logbook.add("99213", TODAY - timedelta(days=ago), HERE)
    desk.logbook.add("99214", TODAY - timedelta(days=365), HERE)
    assert ranked(desk) == [("99214", 1), ("99213", 0)]
    assert ranked(desk, TODAY - timedelta(days=366)) == [("99213", 3), ("99214", 0)]
