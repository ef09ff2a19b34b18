"""A line says when, where and of whom; short names and two dots stand for codes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.contracts import Contract, CreditPolicy, Tier
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

TODAY = date(2026, 7, 15)
HERE = Circumstances()
OpenDesk = Callable[..., Desk]


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("yesterday", date(2026, 7, 14)),
        ("mon", date(2026, 7, 13)),
        ("Wed", TODAY),
        ("thursday", date(2026, 7, 9)),
        ("7/2", date(2026, 7, 2)),
        ("12/30", date(2025, 12, 30)),
        ("-3", date(2026, 7, 12)),
    ],
)
def test_a_line_is_logged_on_the_day_that_it_names(desk: Desk, word: str, day: date) -> None:
    draft = desk.logbook.draft(f"{word}: 99213x4", TODAY, HERE)
    assert (draft.day, draft.findings) == (day, ())
    (entry,) = desk.logbook.add(f"{word}: 99213x4", TODAY, HERE)
    assert (entry.day, entry.patients) == (day, 4)


def test_a_day_that_is_none_is_marked_where_it_stands(desk: Desk) -> None:
    (finding,) = desk.logbook.draft("someday: 99213", TODAY, HERE).findings
    assert (finding.rule, finding.start, finding.end) == ("bad-day", 0, 8)
    with pytest.raises(BadInputError, match="is not a day"):
        desk.logbook.add("someday: 99213", TODAY, HERE)
    with pytest.raises(BadInputError, match="more than a year ahead"):
        desk.logbook.add("2030-01-01: 99213", TODAY, HERE)
    assert desk.logbook.day(TODAY).entries == ()


def test_a_line_is_priced_by_the_schedule_of_the_day_that_it_names(desk: Desk) -> None:
    (entry,) = desk.logbook.add("2022-03-01: 99213", TODAY, HERE)
    assert entry.release.startswith("RVU22")


def test_a_tag_goes_before_the_one_of_the_circumstances(desk: Desk) -> None:
    (tagged,) = desk.logbook.add("99213 #knee", TODAY, Circumstances(tag="other"))
    (other,) = desk.logbook.add("99213", TODAY, Circumstances(tag="other"))
    assert (tagged.tag, other.tag) == ("knee", "other")


@pytest.mark.parametrize(
    ("mark", "pos", "setting", "site"),
    [
        ("@or", "22", "facility", "or"),
        ("@ER", "23", "facility", "er"),
        ("@31", "31", "facility", ""),
        ("@11", "11", "office", ""),
    ],
)
def test_everybody_knows_some_places(desk: Desk, mark: str, pos: str, setting: str, site: str) -> None:
    (entry,) = desk.logbook.add(f"99213 {mark}", TODAY, HERE)
    assert (entry.pos, entry.setting, entry.site) == (pos, setting, site)


def test_a_site_of_that_name_goes_before_what_everybody_knows(desk: Desk) -> None:
    desk.sites.put("or", "24")
    (entry,) = desk.logbook.add("99213 @or", TODAY, HERE)
    assert (entry.pos, entry.site) == ("24", "or")


def test_a_short_name_logs_what_it_stands_for(desk: Desk) -> None:
    desk.shortcuts.put("talk", "99214-25; 90833 @er", "Visit with therapy")
    draft = desk.logbook.draft("talk x3", TODAY, HERE)
    assert draft.names == (("talk", "99214-25; 90833 @er"),)
    assert draft.place == "er"
    entries = desk.logbook.add("talk x3", TODAY, HERE)
    assert [(one.code_text, one.patients, one.pos) for one in entries] == [
        ("99214-25", 3, "23"),
        ("90833", 3, "23"),
    ]
    assert len({one.encounter for one in entries}) == 1
    desk.shortcuts.remove("talk")
    (finding,) = desk.logbook.draft("talk x3", TODAY, HERE).findings
    assert finding.rule == "not-a-code"


def test_a_mistake_behind_a_short_name_is_marked_where_it_was_typed(desk: Desk) -> None:
    desk.shortcuts.put("lapchole", "47562")
    (finding,) = desk.logbook.draft("99213; lapchole-2S", TODAY, HERE).findings
    assert (finding.rule, finding.start, finding.end) == ("bad-modifier", 7, 18)


def test_two_dots_repeat_what_was_logged_last_and_where(desk: Desk) -> None:
    assert [one.rule for one in desk.logbook.draft("..", TODAY, HERE).findings] == ["nothing-to-repeat"]
    desk.logbook.add("99213", TODAY, Circumstances(provider="Kim"))
    assert desk.logbook.draft("..", TODAY, HERE).findings
    desk.logbook.add("45385; 45380-59 @asc #polyps", date(2026, 7, 10), Circumstances(note="a note"))
    entries = desk.logbook.add("..; 36415", TODAY, HERE)
    assert [(one.code_text, one.pos, one.tag, one.note) for one in entries] == [
        ("45385", "24", "", ""),
        ("45380-59", "24", "", ""),
        ("36415", "24", "", ""),
    ]
    (theirs,) = desk.logbook.add(".. @er", TODAY, Circumstances(provider="Kim"))
    assert (theirs.code, theirs.pos) == ("99213", "23")


def test_a_cell_takes_short_names_marks_and_days_too(desk: Desk) -> None:
    desk.shortcuts.put("lapchole", "47562")
    (entry,) = desk.logbook.add("99213", TODAY, HERE)
    (entry,) = desk.logbook.retype(entry.id, "mon: lapchole-22 @or #gall")
    assert (entry.code_text, entry.pos, entry.tag, entry.day) == (
        "47562-22",
        "22",
        "gall",
        date(2026, 7, 13),
    )
    for typed in ("..", "someday: 99213", "99213; 99214"):
        with pytest.raises(BadInputError):
            desk.logbook.retype(entry.id, typed)


def test_a_draft_tells_what_the_contract_credits_and_pays(desk: Desk) -> None:
    assert desk.logbook.draft("90853x8", TODAY, HERE).credited is None
    assert desk.pay.of_draft(Decimal(1), "default", TODAY) is None
    tiers = (Tier(Decimal(0), Decimal(50)), Tier(Decimal(10), Decimal(60)))
    desk.pay.keep(
        Contract(
            "Riverside",
            "default",
            date(2026, 1, 1),
            year_start=(1, 1),
            base_salary=Decimal(0),
            tiers=tiers,
            credit=CreditPolicy("full"),
        )
    )
    draft = desk.logbook.draft("90853x8", TODAY, HERE)
    assert draft.credited == Decimal("5.36")
    assert desk.pay.of_draft(Decimal("5.36"), "default", TODAY) == Decimal("268.00")
    desk.logbook.add("90853x8", TODAY, HERE)
    # 4.64 to the tier at 10, then 0.72 above it.
    assert desk.pay.of_draft(Decimal("5.36"), "default", TODAY) == Decimal("275.20")


def test_two_dots_repeat_nothing_of_another_provider(desk: Desk) -> None:
    _, other = desk.logbook.add("99213; 36415", TODAY, HERE)
    desk.logbook.edit([other.id], Edit(provider="Kim"))
    assert [one.code for one in desk.logbook.add("..", TODAY, HERE)] == ["99213"]
    assert [one.code for one in desk.logbook.add("..", TODAY, Circumstances(provider="kim"))] == ["36415"]


def test_nobody_becomes_a_provider_called_everybody(desk: Desk) -> None:
    for call in (
        lambda: desk.logbook.add("99213", TODAY, Circumstances(provider=" All")),
        lambda: desk.providers.set_payee("ALL", Payee()),
    ):
        with pytest.raises(BadInputError, match="stands for everybody"):
            call()
    assert (desk.providers.names(), desk.logbook.day(TODAY).entries) == (("default",), ())


@pytest.mark.parametrize("line", ["99213 @\udcff", "99213 #\udcff", "\udcff", "\udcff: 99213"])
def test_what_is_no_unicode_is_bad_input(desk: Desk, line: str) -> None:
    assert desk.logbook.draft(line, TODAY, HERE).findings
    with pytest.raises(BadInputError):
        desk.logbook.add(line, TODAY, HERE)
    with pytest.raises(BadInputError):
        desk.sites.remove("\udcff")


def test_two_dots_do_without_a_site_that_is_gone(desk: Desk) -> None:
    desk.sites.put("theatre", "22")
    desk.logbook.add("99213 @theatre", TODAY, HERE)
    desk.sites.remove("theatre")
    (again,) = desk.logbook.add("..", TODAY, HERE)
    assert (again.site, again.pos) == ("", "22")
    desk.logbook.add("36415 @home", TODAY, HERE)
    desk.sites.put("home", "11")
    assert desk.logbook.add("..", TODAY, HERE)[0].pos == "12"
