"""The commands of places and standing: what they print, and that a refusal leaves everything as it was."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

NONE = "No sites. Make one: rvuedge site set clinic 11\n"
CLINIC = {"name": "clinic", "pos": "11", "locality": None}
THEATRE = {"name": "or", "pos": "22", "locality": "10112-00"}
PHYSICIAN = {
    "provider": "default",
    "qualifying": False,
    "participating": True,
    "percent": "100",
    "percent_22": None,
    "percent_52": None,
}


@pytest.fixture
def sites(terminal: "Terminal") -> "Terminal":
    """A terminal on a folder with two sites."""
    terminal.good("site", "set", "clinic", "11")
    terminal.good("site", "set", "@or", "22", "--locality", "36104")
    return terminal


def test_sites_are_made_changed_and_listed(terminal: "Terminal") -> None:
    assert terminal.good("site", "list").out == NONE
    assert terminal.json("site", "list") == []
    assert terminal.good("site", "set", "clinic", "11").out == "@clinic: 11 office, preferred locality\n"
    assert terminal.good("site", "set", "@or", "22", "--locality", "alabama").out == (
        "@or: 22 hospital outpatient, on campus, 10112-00\n"
    )
    assert terminal.good("site", "list").out == (
        "@clinic  11  office                          preferred locality\n"
        "@or      22  hospital outpatient, on campus  10112-00\n"
    )
    assert terminal.json("site", "list") == [CLINIC, THEATRE]
    assert (
        terminal.good("site", "set", "CLINIC", "12").out == "@CLINIC: 12 patient's home, preferred locality\n"
    )
    assert len(terminal.json("site", "list")) == 2


def test_a_site_is_removed_and_undo_brings_it_back(sites: "Terminal") -> None:
    assert sites.good("site", "remove", "@or").out == "Removed @or\n"
    assert sites.json("site", "list") == [CLINIC]
    assert sites.good("undo").out == "Took back: Removed site @or\n"
    assert sites.json("site", "list") == [CLINIC, THEATRE]


@pytest.mark.parametrize(
    "words", [("99213 @or",), ("99213", "@OR"), ("99213", "--site", "or"), ("99213", "--site", "@or")]
)
def test_a_site_in_the_line_or_as_an_option_gives_the_place(
    sites: "Terminal", words: tuple[str, ...]
) -> None:
    (entry,) = sites.json("add", "today", *words)["entries"]
    assert (entry["site"], entry["pos"], entry["setting"], entry["locality"]) == (
        "or",
        "22",
        "facility",
        "10112-00",
    )
    assert entry["medicare_amount"] == "54.77"


def test_a_locality_beside_a_site_goes_before_that_of_the_site(sites: "Terminal") -> None:
    (entry,) = sites.json("add", "today", "99213", "--site", "or", "--locality", "national")["entries"]
    assert (entry["pos"], entry["locality"], entry["medicare_amount"]) == ("22", "national", "57.45")


def test_an_entry_is_given_a_site(sites: "Terminal") -> None:
    sites.good("add", "today", "99213")
    (entry,) = sites.json("edit", "1", "--site", "@or")["entries"]
    assert (entry["site"], entry["pos"], entry["medicare_amount"]) == ("or", "22", "54.77")
    (entry,) = sites.json("edit", "1", "--item", "99214", "--site", "clinic")["entries"]
    assert (entry["code"], entry["site"], entry["pos"]) == ("99214", "clinic", "11")
    sites.good("undo")
    (entry,) = sites.json("edit", "1", "--site", "")["entries"]
    assert (entry["site"], entry["pos"]) == (None, "22")


def test_minutes_and_days_are_options_of_an_edit(terminal: "Terminal") -> None:
    terminal.good("add", "today", "00840 95min; 27447-55 30d")
    (case,) = terminal.json("edit", "1", "--minutes", "120")["entries"]
    assert (case["minutes"], case["medicare_amount"]) == (120, "286.97")
    (care,) = terminal.json("edit", "2", "--care-days", "0")["entries"]
    assert (care["care_days"], care["medicare_amount"]) == (None, "243.46")
    (typed,) = terminal.json("edit", "1", "--item", "00840 60min")["entries"]
    assert (typed["minutes"], typed["medicare_amount"]) == (60, "204.98")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("site", "set", "a b", "11"), "\u201ca b\u201d can't be the name of a site"),
        (("site", "set", "clinic", "00"), "There is no place of service \u201c00\u201d"),
        (("site", "set", "clinic", "12", "--locality", "x"), "There is no Medicare locality \u201cx\u201d"),
        (("site", "set", "clinic"), "Missing argument 'NN'"),
        (("site", "remove", "nowhere"), "There is no site @nowhere. You have @clinic, @or"),
        (("add", "today", "99213 @nowhere"), "There is no site @nowhere. You have @clinic, @or"),
        (("add", "today", "99213", "--site", "nowhere"), "There is no site @nowhere"),
        (("add", "today", "99213 @or; 99214 @clinic"), "An encounter takes place at one site"),
        (("edit", "1", "--site", "nowhere"), "There is no site @nowhere"),
        (("edit", "1", "--item", "99214 @clinic"), "@clinic can't stand here. Leave it away, or use --site"),
        (
            ("edit", "1", "--item", "99214 @nowhere"),
            "@nowhere can't stand here. Leave it away, or use --site",
        ),
        (("edit", "1", "--provider", "a\nb"), "A provider's name stands in one line"),
        (("add", "today", "99213", "--provider", "a\nb"), "A provider's name stands in one line"),
        (("standing", "--provider", "a\nb", "--percent", "85"), "A provider's name stands in one line"),
        (("edit", "1", "--minutes", "1441"), "1441 can't be logged at once"),
        (("edit", "1", "--minutes", "long"), "Invalid value for '--minutes'"),
        (("standing", "--percent", "nine"), "'nine' is not a percentage"),
        (("standing", "--percent", "0"), "'0' is not a percentage above 0"),
        (("standing", "--percent-22", "401"), "'401' is not a percentage above 0 and up to 400"),
        (("standing", "--percent-52", "-5"), "'-5' is not a percentage"),
        (("standing", "--provider", " ", "--percent", "85"), "A provider needs a name"),
    ],
)
def test_what_can_not_be_is_refused_in_a_line_and_changes_nothing(
    sites: "Terminal", words: tuple[str, ...], said: str
) -> None:
    sites.good("add", "today", "99213")

    def picture() -> tuple[object, ...]:
        return sites.json("site", "list"), sites.json("day"), sites.json("standing")

    before = picture()
    assert sites.refused(*words).startswith(said)
    assert picture() == before
    assert sites.json("undo") == {"undone": "Logged 99213"}


def test_a_standing_is_shown_and_changed(terminal: "Terminal") -> None:
    assert terminal.good("standing").out == "default: participating physician\n"
    assert terminal.json("standing") == PHYSICIAN
    assert terminal.good("standing", "--percent", "62.5", "--non-participating").out == (
        "default: non-participating, 62.5 % of the schedule\n"
    )
    assert terminal.json("standing", "--qualifying", "--percent-22", "125", "--percent-52", "50") == {
        **PHYSICIAN,
        "qualifying": True,
        "participating": False,
        "percent": "62.5",
        "percent_22": "125",
        "percent_52": "50",
    }
    back = (
        "--not-qualifying",
        "--participating",
        "--percent",
        "100",
        "--percent-22",
        "0",
        "--percent-52",
        "0",
    )
    assert terminal.json("standing", *back) == PHYSICIAN
    assert terminal.json("undo") == {"undone": "Standing with Medicare of default"}


def test_a_look_at_a_standing_makes_no_provider(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    assert terminal.good("standing", "--provider", "Nobody").out == "Nobody: participating physician\n"
    assert terminal.refused("day", "--provider", "Nobody").startswith("No provider is called")
    assert terminal.json("undo") == {"undone": "Logged 99213"}


def test_new_entries_are_priced_for_a_standing_and_old_ones_keep_theirs(terminal: "Terminal") -> None:
    terminal.good("add", "today", "99213")
    terminal.good("standing", "--percent", "85")
    terminal.good("add", "today", "99213")
    terminal.good("standing", "--provider", "Dr. Q", "--qualifying")
    terminal.good("add", "today", "99213", "--provider", "Dr. Q")
    entries = terminal.json("day")["entries"]
    assert [(one["medicare_amount"], one["basis"], one["how"]) for one in entries] == [
        ("95.19", None, []),
        ("80.91", "85 % of the schedule", ["85 % of the schedule"]),
        ("95.67", "qualifying participant", []),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("99213", "--site", "or", "--pos", "11"), "@or is place of service 22"),
        (("99213", "--site", "or", "--setting", "office"), "not --setting office. Leave one of the two away"),
        (("99213 @or", "--pos", "11"), "@or is place of service 22"),
        (
            ("99213 @or", "--site", "clinic"),
            "@or and --site clinic are two places. Leave one of the two away",
        ),
        (("99213 @nowhere", "--pos", "11"), "There is no site @nowhere"),
        (("99213 #a", "--tag", "b"), "#a and --tag b are two tags. Leave one of the two away"),
    ],
)
def test_an_option_that_contradicts_the_line_is_refused(
    sites: "Terminal", words: tuple[str, ...], said: str
) -> None:
    assert said in sites.refused("add", "today", *words)
    assert sites.json("day")["entries"] == []
    assert "are two tags" in sites.refused("fill", "today", "99213 #a", "--tag", "b")


def test_options_that_agree_with_the_line_are_taken(sites: "Terminal") -> None:
    words = ("--site", "@OR", "--pos", "22", "--setting", "facility", "--tag", "a")
    (entry,) = sites.json("add", "today", "99213 @or #a", *words)["entries"]
    assert (entry["site"], entry["tag"]) == ("or", "a")


def test_a_place_by_option_goes_before_that_of_a_short_name(sites: "Terminal") -> None:
    sites.good("shortcut", "set", "lapchole", "47562", "@or")

    def place(*words: str) -> tuple[str | None, str]:
        (entry,) = sites.json(*words)["entries"]
        return entry["site"], entry["pos"]

    assert place("add", "today", "lapchole") == ("or", "22")
    assert place("add", "today", "lapchole", "--site", "clinic") == ("clinic", "11")
    assert place("add", "today", "..", "--pos", "24") == (None, "24")
    assert place("add", "today", "lapchole", "--setting", "office") == (None, "11")
    assert place("fill", "yesterday", "lapchole", "--site", "@clinic") == ("clinic", "11")
