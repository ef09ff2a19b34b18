"""Short names: made, changed, renamed, taken away, and known at every key without a look at the file."""

from collections.abc import Callable

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.shortcuts import Shortcut
from rvuedge_desktop.services.desk import Desk

OpenDesk = Callable[..., Desk]
LAP = Shortcut("lapchole", "", "47562")
FOLLOW = Shortcut("Follow", "Follow-up with therapy", "99214-25; 90833")


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with a favourite and a bundle."""
    desk.shortcuts.put("lapchole", "47562")
    desk.shortcuts.put(" Follow ", "99214-25;  90833", " Follow-up  with therapy ")
    return desk


def test_a_new_log_has_none(desk: Desk) -> None:
    assert (desk.shortcuts.all(), desk.shortcuts.find("lapchole"), desk.shortcuts.find("")) == (
        (),
        None,
        None,
    )


def test_they_are_kept_by_name_and_found_whatever_the_case(kept: Desk) -> None:
    assert kept.shortcuts.all() == (FOLLOW, LAP)
    assert kept.shortcuts.find("FOLLOW") == kept.shortcuts.named(" follow ") == FOLLOW


def test_the_same_name_is_changed_and_undo_brings_it_back(kept: Desk) -> None:
    kept.shortcuts.put("LapChole", "47562-22", "hard one")
    assert kept.shortcuts.find("lapchole") == Shortcut("LapChole", "hard one", "47562-22")
    assert len(kept.shortcuts.all()) == 2
    assert kept.workspace.next_labels()[0] == "Short name LapChole"
    kept.workspace.undo()
    assert kept.shortcuts.find("lapchole") == LAP


def test_one_is_removed_and_undo_brings_it_back(kept: Desk) -> None:
    kept.shortcuts.remove("LAPCHOLE")
    assert kept.shortcuts.all() == (FOLLOW,)
    kept.workspace.undo()
    assert kept.shortcuts.all() == (FOLLOW, LAP)


def test_one_is_renamed(kept: Desk) -> None:
    assert kept.shortcuts.rename("lapchole", "gb") == LAP._replace(name="gb")
    assert (kept.shortcuts.find("lapchole"), kept.shortcuts.named("GB").line) == (None, "47562")
    assert kept.shortcuts.rename("gb", "GB").name == "GB"
    kept.workspace.undo()
    kept.workspace.undo()
    assert kept.shortcuts.all() == (FOLLOW, LAP)


def test_a_name_that_is_taken_is_not_given_again(kept: Desk) -> None:
    with pytest.raises(BadInputError, match=r"Follow stands for 99214-25; 90833") as refused:
        kept.shortcuts.rename("lapchole", "follow")
    assert refused.value.fix == "Remove it, or choose another short name"
    assert kept.shortcuts.all() == (FOLLOW, LAP)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("", "There is no code"),
        ("lapchole", "is not a code"),
        ("99213; 99214 x0", "0 patients can't be logged at once"),
        ("99213; 12345", "12345 is in no release of the schedule"),
        ("99213 @nowhere", "There is no site @nowhere"),
        ("99213;" * 80, "A line of 480 characters is too long"),
    ],
)
def test_a_line_that_could_not_be_logged_is_refused(kept: Desk, line: str, what: str) -> None:
    with pytest.raises(BadInputError, match=what):
        kept.shortcuts.put("lapchole", line)
    assert kept.shortcuts.all() == (FOLLOW, LAP)


def test_a_line_may_name_a_site(desk: Desk) -> None:
    desk.sites.put("or", "22")
    assert desk.shortcuts.put("gb", "47562 @OR").line == "47562 @OR"


def test_a_title_that_can_not_be_kept_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInputError, match="can't be printed"):
        desk.shortcuts.put("gb", "47562", "a\0b")
    with pytest.raises(BadInputError, match="can't be a short name"):
        desk.shortcuts.put("g b", "47562")


def test_a_name_that_does_not_exist_is_told_from_those_that_do(desk: Desk, kept: Desk) -> None:
    for verb in (
        kept.shortcuts.named,
        kept.shortcuts.remove,
        lambda name: kept.shortcuts.rename(name, "other"),
    ):
        with pytest.raises(BadInputError, match="There is no short name \u201cnone\u201d") as refused:
            verb(" none ")
        assert refused.value.fix == "You have Follow, lapchole"
    kept.shortcuts.remove("follow")
    kept.shortcuts.remove("lapchole")
    with pytest.raises(BadInputError) as refused:
        desk.shortcuts.named("none")
    assert refused.value.fix == "Make one, such as rvuedge shortcut set lapchole 47562"


def test_what_another_program_keeps_is_known_once_it_is_heard_of(open_desk: OpenDesk) -> None:
    ours, theirs = open_desk(), open_desk()
    assert ours.shortcuts.all() == ()
    theirs.shortcuts.put("lapchole", "47562")
    ours.notice_others()
    assert ours.shortcuts.all() == (LAP,)


def test_they_are_read_from_the_file_once(kept: Desk) -> None:
    assert kept.shortcuts.find("follow") == FOLLOW
    kept.workspace.log.execute("DELETE FROM shortcuts")
    assert kept.shortcuts.find("follow") == FOLLOW
    kept.workspace.tell_of_others()
    assert kept.shortcuts.find("follow") is None
