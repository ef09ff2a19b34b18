"""Clinics: kept, due on their days until logged or dismissed, and due again when that is undone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from rvuedge_desktop.domain.clinics import Clinic
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.templates import EncounterDraft

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
WEEK = timedelta(days=7)
PAIN = Clinic("Pain clinic", "default", (3,), 1, date(2026, 7, 1), None, ("99213 x12", "90853 x8"))
KIMS = Clinic("Kim's", "Kim", (1, 3), 2, date(2026, 7, 1), date(2026, 9, 30), ("99214-25; 90833",))


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with two clinics, both held today."""
    desk.clinics.put(PAIN)
    desk.clinics.put(KIMS)
    return desk


def due(desk: Desk, day: date = TODAY, provider: str = "") -> list[str]:
    return [one.clinic.name for one in desk.clinics.due(day, provider)]


def test_they_are_kept_and_read_again(open_desk: OpenDesk) -> None:
    ours, theirs = open_desk(), open_desk()
    assert ours.clinics.all() == ()
    messy = PAIN._replace(name=" Pain  clinic ", provider=" default ", lines=("99213   x12", " ", "90853 x8"))
    assert theirs.clinics.put(messy._replace(name=" Pain clinic ")) == PAIN
    theirs.clinics.put(KIMS)
    ours.notice_others()
    assert ours.clinics.all() == (KIMS, PAIN)
    assert ours.clinics.named(" PAIN CLINIC") == PAIN


def test_the_same_name_is_changed_and_undo_brings_it_back(kept: Desk) -> None:
    changed = kept.clinics.put(PAIN._replace(name="PAIN clinic", weekdays=(5,)))
    assert kept.clinics.all() == (KIMS, changed)
    kept.workspace.undo()
    assert kept.clinics.all() == (KIMS, PAIN)
    renamed = kept.clinics.put(PAIN._replace(name="Back"), was="pain clinic")
    assert kept.clinics.all() == (renamed, KIMS)
    kept.workspace.undo()
    kept.clinics.remove("pain CLINIC")
    assert kept.clinics.all() == (KIMS,)
    kept.workspace.undo()
    assert kept.clinics.all() == (KIMS, PAIN)


def test_a_name_that_is_taken_or_unknown_is_refused(kept: Desk) -> None:
    with pytest.raises(BadInputError, match="There is a clinic Kim's already"):
        kept.clinics.put(PAIN._replace(name="Kim's"), was="Pain clinic")
    for verb in (kept.clinics.named, kept.clinics.remove, lambda name: kept.clinics.put(PAIN, was=name)):
        with pytest.raises(BadInputError, match="There is no clinic \u201cnone\u201d") as refused:
            verb("none")
        assert refused.value.fix == "You have Kim's, Pain clinic"
    assert kept.clinics.all() == (KIMS, PAIN)


def test_of_none_one_is_told_how_to_make_one(desk: Desk) -> None:
    with pytest.raises(BadInputError, match="There is no clinic") as refused:
        desk.clinics.named("none")
    assert refused.value.fix == "Make one, such as rvuedge clinic set Tuesday 99213x12 --weekdays tue"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "can't be the name of a clinic"),
        ({"lines": (" ",)}, "needs its usual lines"),
        ({"lines": ("99213", "nothing")}, "is not a code"),
        ({"lines": ("99213 @nowhere",)}, "There is no site @nowhere"),
        ({"provider": " "}, "A provider needs a name"),
        ({"provider": "a\nb"}, "stands in one line"),
        ({"provider": "All"}, "stands for everybody"),
    ],
)
def test_what_can_not_be_held_is_refused(desk: Desk, change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        desk.clinics.put(PAIN._replace(**change))
    assert desk.clinics.all() == ()


def test_a_clinic_is_due_on_its_days(kept: Desk) -> None:
    assert due(kept) == ["Kim's", "Pain clinic"]
    assert due(kept, provider="kim") == ["Kim's"]
    assert due(kept, TODAY + WEEK) == ["Pain clinic"]
    assert due(kept, TODAY + timedelta(days=1)) == []


def test_its_drafts_carry_its_provider_and_no_tag_which_would_make_them_one_patient(kept: Desk) -> None:
    kept.preferences.setting = "facility"
    kims, pain = kept.clinics.due(TODAY)
    assert kims.drafts == (
        EncounterDraft("99214-25; 90833", Circumstances(setting="facility", provider="Kim")),
    )
    assert [one.line for one in pain.drafts] == ["99213 x12", "90853 x8"]


def test_a_confirmed_clinic_is_due_no_more_until_that_is_undone(kept: Desk) -> None:
    pain = kept.clinics.due(TODAY)[1]
    entries = kept.clinics.confirm(pain.clinic, TODAY, pain.drafts)
    assert [(one.code, one.patients, one.tag) for one in entries] == [
        ("99213", 12, ""),
        ("90853", 8, ""),
    ]
    assert due(kept) == ["Kim's"]
    assert due(kept, TODAY + WEEK) == ["Pain clinic"]
    assert kept.workspace.next_labels()[0] == "Clinic Pain clinic"
    kept.workspace.undo()
    assert due(kept) == ["Kim's", "Pain clinic"]
    kept.workspace.redo()
    assert due(kept) == ["Kim's"]


def test_a_clinic_that_was_logged_is_not_due_again_under_another_name(kept: Desk) -> None:
    pain = kept.clinics.due(TODAY)[1]
    kept.clinics.confirm(pain.clinic, TODAY, pain.drafts)
    kept.clinics.put(PAIN._replace(name="PAIN clinic"))
    assert due(kept) == ["Kim's"]
    kept.clinics.put(PAIN._replace(name="Back"), was="Pain clinic")
    assert due(kept) == ["Kim's"]
    # Another one by its old name is another clinic, also when it has the number of a removed row.
    kept.clinics.put(PAIN)
    assert due(kept) == ["Kim's", "Pain clinic"]
    kept.clinics.remove("Back")
    kept.clinics.remove("Pain clinic")
    kept.clinics.put(PAIN)
    assert due(kept) == ["Kim's", "Pain clinic"]


def test_removing_or_moving_what_was_logged_makes_it_due_again(kept: Desk) -> None:
    pain = kept.clinics.due(TODAY)[1]
    ids = [one.id for one in kept.clinics.confirm(pain.clinic, TODAY, pain.drafts)]
    kept.logbook.remove(ids[:1])
    assert due(kept) == ["Kim's"]
    kept.logbook.move(ids[1:], TODAY + WEEK)
    assert due(kept) == ["Kim's", "Pain clinic"]
    assert due(kept, TODAY + WEEK) == []


def test_what_is_logged_by_hand_is_not_the_clinic(kept: Desk) -> None:
    kept.logbook.add("99213x12", TODAY, Circumstances(tag="Pain clinic"))
    assert due(kept) == ["Kim's", "Pain clinic"]


def test_entries_given_to_another_provider_are_the_clinic_no_more(kept: Desk) -> None:
    pain = kept.clinics.due(TODAY)[1]
    entries = kept.clinics.confirm(pain.clinic, TODAY, [EncounterDraft("99213")])
    assert due(kept) == ["Kim's"]
    kept.logbook.edit([one.id for one in entries], Edit(provider="Kim"))
    assert due(kept) == ["Kim's", "Pain clinic"]


def test_a_dismissed_clinic_is_offered_no_more_that_day(kept: Desk, open_desk: OpenDesk) -> None:
    kept.clinics.dismiss(PAIN, TODAY)
    assert due(kept) == ["Kim's"]
    assert due(kept, TODAY + WEEK) == ["Pain clinic"]
    assert due(open_desk()) == ["Kim's"]
    assert kept.clinics.confirm(PAIN, TODAY, kept.clinics.drafts(PAIN))


def test_a_draft_that_can_not_be_logged_leaves_it_due(kept: Desk) -> None:
    with pytest.raises(BadInputError, match="There is nothing to log"):
        kept.clinics.confirm(PAIN, TODAY, [])
    with pytest.raises(BadInputError, match="is not a code"):
        kept.clinics.confirm(PAIN, TODAY, [EncounterDraft("nothing")])
    assert due(kept) == ["Kim's", "Pain clinic"]
