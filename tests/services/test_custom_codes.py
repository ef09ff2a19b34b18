"""Codes of the user's own: kept, logged, changed; and nothing of them in another figure."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rvuedge_desktop.domain.benchmarks import Benchmark
from rvuedge_desktop.domain.contracts import Contract, CreditPolicy, Tier
from rvuedge_desktop.domain.custom_codes import CUSTOM_REASON, CustomCode
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.periods import Period, month_of
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.code_text import code_text
from rvuedge_desktop.services.custom_codes import EVERY_DAY
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.questions import questions
from rvuedge_desktop.services.reports import Kind

OpenDesk = Callable[..., Desk]
Meanwhile = Callable[[str], AbstractContextManager[None]]
TODAY = date(2026, 7, 15)
HERE = Circumstances()
CALL, DAY_CALL = Decimal(2), Decimal("3.5")
CONTRACT = Contract(
    name="Riverside",
    provider="default",
    first_day=date(2026, 1, 1),
    year_start=(1, 1),
    base_salary=Decimal(180_000),
    target_wrvu=Decimal(6000),
    tiers=(Tier(Decimal(0), Decimal("45.00")), Tier(Decimal(10), Decimal("52.50"))),
)


@pytest.fixture
def calls(desk: Desk) -> Desk:
    """A desk with two codes: Z0001, 2 wRVU, and Z0002, 3.5 wRVU."""
    desk.custom_codes.put("", "Call, weekday night", CALL)
    desk.custom_codes.put("", "Call, weekend day", DAY_CALL)
    return desk


def logged(desk: Desk, line: str, day: date = TODAY) -> list[Entry]:
    return list(desk.logbook.add(line, day, HERE))


def own(desk: Desk) -> list[Decimal | None]:
    return [entry.custom_wrvu for entry in desk.logbook.day(TODAY).entries]


def test_a_new_code_never_takes_the_number_that_another_program_just_took(open_desk: OpenDesk) -> None:
    ours, theirs = open_desk(), open_desk()
    assert ours.custom_codes.all() == ()
    theirs.custom_codes.put("", "Theirs", CALL)
    assert ours.custom_codes.put("", "Ours", DAY_CALL).code.code == "Z0002"
    assert [one.title for one in open_desk().custom_codes.all()] == ["Theirs", "Ours"]


def test_a_number_taken_while_a_new_code_waits_to_be_written_is_left_alone(
    calls: Desk, meanwhile: Meanwhile
) -> None:
    columns = "(code, title, wrvu_e4, created_at)"
    with (
        meanwhile(f"INSERT INTO custom_codes {columns} VALUES ('Z0003', 'Theirs', 0, '')"),
        pytest.raises(BadInputError, match="Z0003 was taken by another program"),
    ):
        calls.custom_codes.put("", "Ours", CALL)
    calls.notice_others()
    assert calls.custom_codes.by_code()["Z0003"].title == "Theirs"


# The codes


def test_no_published_code_begins_with_z(library: Library) -> None:
    for release in library.schedules.releases:
        assert not library.search.find("Z0", release.first_day, 5)
    assert not library.reference.nearest_codes("Z0001", 1) or not library.reference.nearest_codes("Z0001", 1)[
        0
    ].startswith("Z")
    assert not any(library.schedules.exists(f"Z{number:04}") for number in range(10_000))


def test_a_new_log_has_none(desk: Desk) -> None:
    assert (desk.custom_codes.all(), desk.custom_codes.find("Z0001")) == ((), None)


def test_codes_are_kept_under_the_next_free_number(calls: Desk) -> None:
    kept = calls.custom_codes.put("z0009", " Committee ", Decimal("0.75"))
    assert kept == (CustomCode("Z0009", "Committee", Decimal("0.75")), 0)
    assert [one.code for one in calls.custom_codes.all()] == ["Z0001", "Z0002", "Z0009"]
    assert calls.custom_codes.put("", "Teaching", Decimal(1)).code.code == "Z0003"
    assert calls.custom_codes.find(" z0002 ") == CustomCode("Z0002", "Call, weekend day", DAY_CALL)


def test_undo_and_redo_of_a_code(calls: Desk) -> None:
    calls.custom_codes.put("Z0001", "Night", Decimal(3))
    assert calls.workspace.undo()
    assert calls.custom_codes.find("Z0001") == CustomCode("Z0001", "Call, weekday night", CALL)
    assert calls.workspace.undo()
    assert calls.custom_codes.find("Z0002") is None
    assert calls.workspace.redo()
    assert calls.custom_codes.find("Z0002") is not None


def test_what_another_program_keeps_is_seen(calls: Desk, open_desk: OpenDesk) -> None:
    other = open_desk()
    assert other.custom_codes.find("Z0001") is not None
    calls.custom_codes.put("Z0001", "Night", Decimal(3))
    other.notice_others()
    found = other.custom_codes.find("Z0001")
    assert found is not None
    assert found.wrvu == 3


@pytest.mark.parametrize(
    ("code", "title", "wrvu"),
    [
        ("99213", "x", 1),
        ("Z0001", " ", 1),
        ("Z0001", "x", -1),
        ("Z0001", "x", "0.00001"),
        ("Z0001", "x", 1001),
    ],
)
def test_bad_input_changes_nothing(calls: Desk, code: str, title: str, wrvu: str | int) -> None:
    before = calls.custom_codes.all()
    with pytest.raises(BadInputError):
        calls.custom_codes.put(code, title, Decimal(wrvu))
    assert calls.custom_codes.all() == before
    assert calls.workspace.next_labels()[0] == "Own code Z0002, Call, weekend day"


def test_a_code_that_entries_have_stays(calls: Desk) -> None:
    (entry,) = logged(calls, "Z0001")
    logged(calls, "Z0001", TODAY - timedelta(days=3))
    with pytest.raises(BadInputError, match="2 entries have Z0001, the last on 2026-07-15"):
        calls.custom_codes.remove("Z0001")
    calls.logbook.remove([entry.id])
    with pytest.raises(BadInputError, match="1 entry has Z0001, the last on 2026-07-12"):
        calls.custom_codes.remove("z0001")
    assert calls.custom_codes.remove(" z0002 ").title == "Call, weekend day"
    with pytest.raises(BadInputError, match=r"no code Z0002 of your own\. You have Z0001\."):
        calls.custom_codes.remove("Z0002")
    assert calls.workspace.undo()
    assert calls.custom_codes.find("Z0002")


# In the line and the log


def test_a_line_with_a_code_of_ones_own(calls: Desk) -> None:
    draft = calls.logbook.draft("99213; z0001 x2 u3", TODAY, HERE)
    assert (draft.wrvu, draft.amount, draft.custom_wrvu) == (Decimal("1.30"), Decimal("95.19"), Decimal(12))
    assert not draft.is_custom
    alone = calls.logbook.draft("Z0002", TODAY, HERE)
    assert (alone.wrvu, alone.amount, alone.custom_wrvu, alone.is_custom) == (None, None, DAY_CALL, True)
    assert not calls.logbook.draft("", TODAY, HERE).is_custom


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (0, "Make it first: menu Edit, Own codes, or rvuedge custom set Z0009 TITLE --wrvu 2"),
        (3, "You have Z0001, Z0002, Z0003. Make others: menu Edit, Own codes"),
        (4, "You have Z0001, Z0002, Z0003 and more. Make others: menu Edit, Own codes"),
    ],
)
def test_a_number_that_no_code_has(desk: Desk, known: int, said: str) -> None:
    for _ in range(known):
        desk.custom_codes.put("", "Call", CALL)
    (finding,) = desk.logbook.draft("99213; Z0009 x2", TODAY, HERE).findings
    assert str(finding) == f"You have no code Z0009 of your own. {said}"
    assert (finding.rule, finding.start, finding.end) == ("unknown-code", 7, 12)
    with pytest.raises(BadInputError, match="no code Z0009"):
        logged(desk, "Z0009")


def test_an_entry_has_its_own_wrvu_and_nothing_else(calls: Desk) -> None:
    visit, call = logged(calls, "99213; Z0001 x2 u3")
    assert visit.custom_wrvu is None
    assert (call.custom_wrvu, call.schedule_wrvu, call.medicare_amount) == (Decimal(12), None, None)
    assert (call.reason, call.release, call.credited_wrvu) == (CUSTOM_REASON, "", None)
    assert visit.encounter == call.encounter
    (before,) = logged(calls, "Z0001", date(2012, 5, 1))  # of a day that no release rules
    assert (before.custom_wrvu, before.reason) == (CALL, CUSTOM_REASON)


def test_the_others_are_priced_as_if_it_were_not_there(calls: Desk) -> None:
    alone = [entry[18:26] for entry in logged(calls, "45385; 45380-59")]
    _, *beside, _ = logged(calls, "Z0001; 45385; 45380-59; Z0002")
    assert [entry[18:26] for entry in beside] == alone
    assert calls.logbook.alone(logged(calls, "Z0001")[0]).reason == CUSTOM_REASON


def test_other_units_and_another_day_keep_the_value_of_a_unit(calls: Desk) -> None:
    (entry,) = logged(calls, "Z0001 x2")
    calls.custom_codes.put("Z0001", "Call", Decimal(5))
    (entry,) = calls.logbook.edit([entry.id], Edit(patients=3))
    assert entry.custom_wrvu == 6
    (entry,) = calls.logbook.move([entry.id], date(2026, 1, 5))
    assert entry.custom_wrvu == 6
    (entry,) = calls.logbook.retype(entry.id, "Z0001 u2")
    assert entry.custom_wrvu == 12
    assert calls.logbook.reprice(Period(date(2026, 1, 1), TODAY), "Again") == 0
    assert calls.logbook.entries([entry.id])[0].custom_wrvu == 12


def test_a_copy_is_logged_anew_and_takes_the_value_of_now(calls: Desk) -> None:
    (entry,) = logged(calls, "Z0001 x2")
    calls.custom_codes.put("Z0001", "Call", Decimal(5))
    (copied,) = calls.logbook.copy([entry.id], TODAY)
    assert (copied.custom_wrvu, copied.reason, copied.release) == (Decimal(10), CUSTOM_REASON, "")


def test_an_entry_whose_code_is_gone_keeps_its_value(calls: Desk) -> None:
    (entry,) = logged(calls, "Z0001 x2")
    calls.workspace.log.execute("DELETE FROM custom_codes")  # as a restored entry of long ago may find it
    calls.workspace.tell_of_others()
    (copied,) = calls.logbook.copy([entry.id], TODAY)
    (edited,) = calls.logbook.edit([entry.id], Edit(patients=1))
    assert (copied.custom_wrvu, edited.custom_wrvu) == (Decimal(4), Decimal(2))
    assert calls.lookup.title("Z0001") is None


def test_codes_of_entries_from_elsewhere_are_made_where_they_are_missing(calls: Desk) -> None:
    with calls.workspace.change("import", "Imported") as writer:
        calls.custom_codes.adopt(writer, CustomCode("Z0001", "Theirs", Decimal(9)))
        calls.custom_codes.adopt(writer, CustomCode("Z0007", "Theirs", Decimal(9)))
    assert [(one.code, one.title) for one in calls.custom_codes.all()] == [
        ("Z0001", "Call, weekday night"),
        ("Z0002", "Call, weekend day"),
        ("Z0007", "Theirs"),
    ]
    with pytest.raises(BadInputError), calls.workspace.change("import", "Imported") as writer:
        calls.custom_codes.adopt(writer, CustomCode("99213", "Theirs", Decimal(9)))


def test_an_entry_becomes_a_published_code_and_back(calls: Desk) -> None:
    _, entry = logged(calls, "99214; Z0001 x2")
    (visit,) = calls.logbook.edit([entry.id], Edit(code="99213"))
    assert (visit.custom_wrvu, visit.schedule_wrvu, visit.reason) == (None, Decimal("2.60"), "")
    assert (visit.release, visit.medicare_amount) == ("RVU26C", Decimal("190.38"))
    (again,) = calls.logbook.retype(entry.id, "Z0002")
    assert (again.custom_wrvu, again.schedule_wrvu, again.medicare_amount) == (Decimal(7), None, None)
    assert (again.reason, again.release) == (CUSTOM_REASON, "")
    with pytest.raises(BadInputError, match="no code Z0009"):
        calls.logbook.edit([entry.id], Edit(code="Z0009"))
    for _ in range(2):
        assert calls.workspace.undo()
    assert calls.logbook.entries([entry.id])[0].custom_wrvu == 4


def test_a_code_that_went_meanwhile_is_not_logged(calls: Desk, open_desk: OpenDesk) -> None:
    other = open_desk()
    assert not other.logbook.draft("Z0001", TODAY, HERE).findings
    calls.custom_codes.remove("Z0001")
    with pytest.raises(BadInputError, match="no code Z0001"):
        logged(other, "99213; Z0001")
    assert other.logbook.day(TODAY).entries == ()


# A new value


def test_entries_keep_their_value_unless_they_are_named(calls: Desk) -> None:
    logged(calls, "Z0001 x2")
    assert calls.custom_codes.put("Z0001", "Call", Decimal(5)).changed == 0
    logged(calls, "Z0001; Z0002")
    assert own(calls) == [4, 5, DAY_CALL]


def test_all_entries_take_a_value_in_one_change(calls: Desk) -> None:
    logged(calls, "Z0001 x2; Z0002; 99213")
    old = logged(calls, "Z0001", date(2024, 3, 1))[0]
    kept = calls.custom_codes.put("Z0001", "Call", Decimal(5), EVERY_DAY)
    assert kept.changed == 2
    assert own(calls) == [10, DAY_CALL, None]
    assert calls.logbook.entries([old.id])[0].custom_wrvu == 5
    assert calls.logbook.day(TODAY).tally.custom_wrvu == Decimal("13.5")
    assert calls.workspace.undo()
    assert own(calls) == [4, DAY_CALL, None]
    assert calls.custom_codes.find("Z0001") == CustomCode("Z0001", "Call, weekday night", CALL)
    assert calls.workspace.redo()
    assert own(calls) == [10, DAY_CALL, None]
    assert calls.custom_codes.put("Z0001", "Call", Decimal(5), EVERY_DAY).changed == 0


def test_entries_from_a_day_on_take_a_value(calls: Desk) -> None:
    days = [TODAY - timedelta(days=ago) for ago in (2, 1, 0)]
    ids = [logged(calls, "Z0001", day)[0].id for day in days]
    since = EVERY_DAY._replace(first=days[1])
    assert calls.custom_codes.put("Z0001", "Call", Decimal(5), since).changed == 2
    assert [entry.custom_wrvu for entry in calls.logbook.entries(ids)] == [2, 5, 5]


# Found and looked up


def test_own_codes_are_found_first_by_number_and_by_words(calls: Desk) -> None:
    found = calls.search.find("call", TODAY, 7)
    assert [(one.code, one.custom_wrvu) for one in found[:2]] == [("Z0001", CALL), ("Z0002", DAY_CALL)]
    assert found[2].custom_wrvu is None
    assert len(found) == 7
    assert calls.search.find("weekend ca", TODAY, 7)[0].code == "Z0002"
    for typed in ("z", "z00"):
        assert [one.code for one in calls.search.find(typed, TODAY, 2)] == ["Z0001", "Z0002"]
    (one,) = calls.search.find("Z0002", TODAY, 7)
    assert (one.title, one.category, one.matched) == ("Call, weekend day", "Code of your own", "Z0002")
    assert (one.office.reason, one.facility.unit_wrvu) == (CUSTOM_REASON, None)
    assert [one.code for one in calls.search.find("99213 Z0002", TODAY, 7)][:2] == ["Z0002", "99213"]


def test_those_that_are_logged_most_come_first(calls: Desk) -> None:
    logged(calls, "Z0002")
    assert [one.code for one in calls.search.find("call", TODAY, 2)] == ["Z0002", "Z0001"]
    assert [one.code for one in calls.search.named(["Z0002", "99213", "Z0009"], TODAY)] == ["Z0002", "99213"]


def test_a_title_like_a_number_hides_nothing(desk: Desk) -> None:
    published = desk.search.find("J3420", TODAY, 7)
    desk.custom_codes.put("", "J3420 stock count", CALL)
    assert [one.code for one in desk.search.find("J3420", TODAY, 7)] == [
        "Z0001",
        *(one.code for one in published),
    ]


def test_a_filter_and_a_strange_word_find_none_of_them(calls: Desk) -> None:
    assert not any(one.custom_wrvu for one in calls.search.find("call wrvu>1", TODAY, 50))
    assert not any(one.custom_wrvu for one in calls.search.find("knee", TODAY, 50))
    assert calls.search.find(" ", TODAY, 5) == []


def test_what_is_known_of_one(calls: Desk) -> None:
    facts = calls.lookup.code(Item("Z0001"), TODAY)
    assert (facts.title, facts.custom_wrvu, facts.row, facts.terms) == (
        "Call, weekday night",
        CALL,
        None,
        None,
    )
    assert facts.plain is not None
    assert "in no schedule" in facts.plain
    assert code_text(facts).splitlines() == [
        "Z0001  Call, weekday night",
        "A code of your own: in no schedule, credited by no contract, and apart in every total.",
        "Own wRVU 2.00, each unit",
    ]
    assert all("Medicare pay" not in one.question for one in questions(facts))
    assert calls.lookup.title("Z0002") == "Call, weekend day"
    with pytest.raises(BadInputError, match="which has no parts"):
        calls.lookup.code(Item("Z0001", ("26",)), TODAY)
    with pytest.raises(BadInputError, match="no code Z0009"):
        calls.lookup.code(Item("Z0009"), TODAY)


# Apart in every total


def test_a_contract_credits_none_of_it(calls: Desk) -> None:
    calls.pay.keep(CONTRACT)
    visit, call = logged(calls, "99213; Z0001")
    assert (visit.credited_wrvu, call.credited_wrvu, call.credit_how) == (Decimal("1.30"), None, "")
    assert list(calls.pay.by_entry([visit, call])) == [visit.id]
    for policy in (
        CreditPolicy(own_values={"Z0001": Decimal(2)}),
        CreditPolicy(not_credited=frozenset({"99213", "Z0001"})),
    ):
        changed = CONTRACT._replace(credit=policy)
        with pytest.raises(BadInputError, match="Z0001 is a code of your own, which no contract credits"):
            calls.pay.keep(changed)
        # Even one that says otherwise, as in a what-if, credits nothing.
        assert calls.logbook.credited_by(changed, Period(TODAY, TODAY)) in {Decimal("1.30"), Decimal(0)}


def test_a_day_of_call_alone_moves_no_published_figure(calls: Desk) -> None:
    logged(calls, "Z0001 x3")
    assert calls.logbook.day(TODAY).tally == Tally(entries=1, units=3, customs=1, custom_wrvu=Decimal(6))
    assert calls.benchmarks.period("default") is None
    (row,) = _dicts(calls, "summary")
    assert {
        key: row[key] for key in ("days_worked", "encounters", "entries", "units", "unpriced_entries")
    } == {
        "days_worked": "1",
        "encounters": "0",
        "entries": "1",
        "units": "3",
        "unpriced_entries": "0",
    }
    assert (row["schedule_wrvu"], row["medicare_amount"], row["schedule_release"]) == ("0.00", "0.00", "")
    assert (row["custom_entries"], row["custom_wrvu"]) == ("1", "6.00")


def test_codes_and_entries_have_the_ones_or_the_other(calls: Desk) -> None:
    logged(calls, "99213; Z0001 x2")
    logged(calls, "Z0001")
    visit, call = _dicts(calls, "codes")
    assert (visit["schedule_wrvu"], visit["custom_wrvu"]) == ("1.30", "")
    assert [call[key] for key in ("code", "title", "category", "entries", "units", "custom_wrvu")] == [
        "Z0001",
        "Call, weekday night",
        "Code of your own",
        "2",
        "3",
        "6.00",
    ]
    assert (call["schedule_wrvu"], call["medicare_amount"]) == ("", "")
    rows = _dicts(calls, "entries")
    assert [
        (row["code"], row["custom_wrvu"], row["schedule_wrvu"], row["medicare_amount"]) for row in rows
    ] == [
        ("99213", "", "1.30", "95.19"),
        ("Z0001", "4.00", "", ""),
        ("Z0001", "2.00", "", ""),
    ]
    assert [row["not_priced_because"] for row in rows] == ["", CUSTOM_REASON, CUSTOM_REASON]


def _dicts(desk: Desk, kind: Kind) -> list[dict[str, str]]:
    table = desk.reports.month_table(month_of(TODAY), kind)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


PUBLISHED = ("99213", "45385; 45380-59", "90853x8", "G0552", "99214-25; 90833", "97110 u3 x4")
OWN = ("Z0001", "Z0002 x2", "Z0001 u3; Z0002")
VALUES = {"Z0001": CALL, "Z0002": DAY_CALL}
days = st.sampled_from([TODAY - timedelta(days=ago) for ago in (0, 1, 20, 40, 200)])
people = st.sampled_from(["default", "Kim"])
lines = st.one_of(
    st.sampled_from(PUBLISHED),
    st.sampled_from(OWN),
    st.tuples(st.sampled_from(OWN), st.sampled_from(PUBLISHED)).map("; ".join),
    st.tuples(st.sampled_from(PUBLISHED), st.sampled_from(OWN)).map("; ".join),
)
edits = st.one_of(
    st.sampled_from(["Z0001", "Z0002", "99213", "90853"]).map(lambda code: Edit(code=code, modifiers=())),
    st.integers(1, 5).map(lambda patients: Edit(patients=patients)),
    days.map(lambda day: Edit(day=day)),
    people.map(lambda name: Edit(provider=name)),
)
plans = st.lists(st.tuples(lines, days, people), min_size=1, max_size=8)
changes = st.lists(st.tuples(st.integers(0, 30), edits), max_size=6)


@pytest.fixture(scope="module")
def shared(library: Library) -> Iterator[Desk]:
    """One desk for all examples, with codes, a contract and benchmarks; each example clears its log away."""
    assert library.schedules.releases
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), reference_file(), reference_sources(), "window", lambda: TODAY)
        with desk:
            desk.custom_codes.put("Z0001", "Call", CALL)
            desk.custom_codes.put("Z0002", "Day", DAY_CALL)
            desk.pay.keep(CONTRACT)
            desk.benchmarks.add(
                [Benchmark("Psychiatry", metric, {50: Decimal(200)}, 2025, "A survey") for metric in METRICS]
            )
            yield desk


METRICS = ("wrvu", "compensation", "compensation_per_wrvu")
COUNTING = {"entries", "units", "days_worked", "custom_entries", "custom_wrvu"}
"""The columns in which an entry of an own code counts."""


def _published(desk: Desk) -> dict[str, Any]:
    """Every published figure of the log, by where it is shown."""
    figures: dict[str, Any] = {}
    for provider in ("", "default"):
        for name, total in desk.reports.totals(TODAY, provider).items():
            figures[f"{name} of {provider}"] = (
                _of_schedule(total.tally),
                total.contract_amount,
                total.target,
            )
    year = desk.pay.year_of("default", TODAY)
    assert year is not None
    figures["statements"] = [
        one._replace(tally=_of_schedule(one.tally)) for one in desk.pay.months(year, TODAY)
    ]
    figures["pace"] = desk.pay.pace(year, TODAY)
    changed = CONTRACT._replace(credit=CreditPolicy(own_values={"Z0001": Decimal(9), "99213": Decimal(1)}))
    figures["what if"] = desk.logbook.credited_by(changed, Period(year.period.first, TODAY))
    figures["standings"] = desk.benchmarks.standings("default")
    figures["mix"] = desk.benchmarks.office_mix("Psychiatry", "default")
    figures["chart"] = {
        day: tally.schedule_wrvu
        for day, tally in desk.reports.days(year.period).items()
        if tally.schedule_wrvu
    }
    for kind in get_args(Kind):
        table = desk.reports.year_table(2026, kind)
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        figures[kind] = [
            {key: value for key, value in row.items() if kind in {"codes", "entries"} or key not in COUNTING}
            for row in rows
            if not row.get("code", "").startswith("Z")
            and row.get("custom_entries", "no count") != row.get("entries")
        ]
    return figures


def _of_schedule(tally: Tally) -> Any:
    return (
        tally.of_schedule,
        tally.schedule_wrvu,
        tally.medicare_amount,
        tally.unpriced,
        tally.without_wrvu,
        tally.credited_wrvu,
        tally.uncredited,
        tally.known_wrvu,
        tally.known_amount,
        tally.known_credit,
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(plans, changes)
def test_published_figures_are_those_of_the_log_without_them(
    shared: Desk, plan: list[tuple[str, date, str]], edited: list[tuple[int, Edit]]
) -> None:
    desk = shared
    for line, day, provider in plan:
        desk.logbook.add(line, day, Circumstances(provider=provider))
    for place, edit in edited:
        entries = _all(desk)
        desk.logbook.edit([entries[place % len(entries)].id], edit)
    try:
        entries = _all(desk)
        for entry in entries:
            expected = VALUES[entry.code] * entry.units if entry.code in VALUES else None
            assert entry.custom_wrvu == expected
        customs = [entry for entry in entries if entry.custom_wrvu is not None]
        tally = desk.reports.total(EVERY_DAY).tally
        assert (tally.customs, tally.entries) == (len(customs), len(entries))
        assert tally.custom_wrvu == sum((entry.custom_wrvu or Decimal(0) for entry in customs), Decimal(0))
        assert tally.units == sum(entry.units for entry in entries)
        with_them = _published(desk)
        if customs:
            changed_at = {entry.id: entry.changed_at for entry in entries}
            desk.logbook.remove([entry.id for entry in customs])
            left = _all(desk)
            # Not one of those left was so much as touched.
            assert {entry.id: entry.changed_at for entry in left}.items() <= changed_at.items()
            assert _published(desk) == with_them
            assert desk.reports.total(EVERY_DAY).tally.custom_wrvu == 0
    finally:
        if _all(desk):
            desk.logbook.remove([entry.id for entry in _all(desk)])


def _all(desk: Desk) -> list[Entry]:
    return [entry for day in desk.reports.days(EVERY_DAY) for entry in desk.logbook.day(day).entries]
