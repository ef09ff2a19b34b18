"""Checks on a real log: what they find, across entries of a tag, and what a person lets stand."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.checks.checking import RULES
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.groups import Group
from rvuedge_desktop.domain.periods import Period, month_of
from rvuedge_desktop.services.checks import Checked
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.pairs import read_pair_files
from tests.pair_files import NAME, text_of_pairs

TODAY = date(2026, 7, 15)
JULY = month_of(TODAY)
HERE = Circumstances()


def told(found: list[Checked]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.finding.rule, one.finding.codes) for one in found]


def log(desk: Desk, line: str, day: date = TODAY, **around: str) -> list[int]:
    return [entry.id for entry in desk.logbook.add(line, day, Circumstances(**around))]  # type: ignore[arg-type]


def test_a_log_without_slips_has_no_findings(desk: Desk) -> None:
    log(desk, "99214-25; 90833")
    log(desk, "90853x8")
    log(desk, "45385; 45380-59 @asc")
    log(desk, "99214-95 @10")
    assert desk.checks.of_period(JULY) == []
    assert desk.checks.by_entry(TODAY) == {}


def test_every_rule_finds_its_slip_in_a_real_log(desk: Desk, tmp_path: Path) -> None:
    """One line of the log for each rule, priced and described by the real schedule."""
    path = tmp_path / f"{NAME}.txt"
    path.write_bytes(text_of_pairs())
    desk.pairs.load(read_pair_files([path]))
    desk.checks.choose((), 10)
    slips = {
        "modifier-not-allowed": "99213-TC",
        "addon-without-primary": "90833",
        "em-with-procedure": "99213; 11042",
        "global-period": None,
        "group-and-individual": "90853 x2; 90834",
        "group-billed-once": "90853 u8",
        "group-size": "90853x12",
        "telehealth-pos": "99213-95 @11",
        "tc-in-facility": "77067-TC @er",
        "bilateral-twice": "77067-50",
        "mue": "97597 u9",
        "status": "99072",
        "monthly-limit": "G0553 u2",
        "not-in-schedule": None,
        "ncci-pair": "11042; 97597",
    }
    assert list(slips) == [rule.name for rule in RULES]
    for rule, line in slips.items():
        if line:
            log(desk, line)
            found = {one.finding.rule for one in desk.checks.of_period(JULY)}
            assert rule in found, (rule, found)
            desk.workspace.undo()
    log(desk, "27447 #hip", date(2026, 5, 2))
    log(desk, "99213 #hip")
    log(desk, "99241", date(2026, 7, 1))
    assert told(desk.checks.of_period(JULY)) == [
        ("not-in-schedule", ("99241",)),
        ("global-period", ("27447", "99213")),
    ]


def test_entries_of_a_tag_are_looked_at_beyond_the_period(desk: Desk) -> None:
    (operation,) = log(desk, "27447 #hip", date(2026, 4, 16))
    (visit,) = log(desk, "99213 #hip", date(2026, 7, 15))
    (one,) = desk.checks.of_period(JULY)
    assert (one.finding.rule, one.finding.entries) == ("global-period", (operation, visit))
    assert desk.checks.of_period(month_of(date(2026, 4, 1))) == []
    desk.logbook.edit([visit], Edit(day=date(2026, 7, 16)))
    assert desk.checks.of_period(JULY) == []
    desk.logbook.edit([visit], Edit(day=date(2026, 7, 15), tag="knee"))
    assert desk.checks.of_period(JULY) == []


@pytest.mark.parametrize(("after", "found"), [(-2, 0), (-1, 1), (0, 1), (90, 1), (91, 0)])
def test_one_day_is_looked_at_with_the_whole_global_period(desk: Desk, after: int, found: int) -> None:
    operation = date(2026, 3, 2)
    log(desk, "27447", operation, tag="ann", pos="21")
    day = operation + timedelta(days=after)
    (visit,) = log(desk, "99213", day, tag="ann")
    assert len(desk.checks.by_entry(day).get(visit, ())) == found


def test_a_tag_on_every_encounter_of_a_day_is_no_patient(desk: Desk) -> None:
    log(desk, "27447", TODAY - timedelta(days=9), tag="clinic", pos="21")
    for _ in range(7):
        log(desk, "99213", tag="clinic")
    assert told(desk.checks.of_month(TODAY)) == []
    assert desk.checks.by_entry(TODAY) == {}


def test_a_code_once_a_month_is_looked_for_in_the_whole_month(desk: Desk) -> None:
    log(desk, "G0553 #anna", date(2026, 7, 1))
    log(desk, "G0553 #anna", date(2026, 7, 15))
    day = Period(TODAY, TODAY)
    assert told(desk.checks.of_period(day)) == [("monthly-limit", ("G0553",))]
    log(desk, "G0553 #bea", date(2026, 7, 20))
    assert len(desk.checks.of_period(JULY)) == 1


def test_findings_of_one_provider(desk: Desk) -> None:
    log(desk, "90833")
    log(desk, "90836", provider="Kim")
    assert [codes for _, codes in told(desk.checks.of_period(JULY, "Kim"))] == [("90836",)]
    assert len(desk.checks.of_period(JULY)) == 2


def test_members_of_a_group_are_patients_of_their_own(desk: Desk) -> None:
    desk.groups.add("90853", Group(8, complexity=frozenset({2})), TODAY, HERE)
    assert desk.checks.of_period(JULY) == []
    desk.checks.choose((), 7)
    (one,) = desk.checks.of_period(JULY)
    assert (one.finding.rule, len(one.finding.entries)) == ("group-size", 8)


def test_an_own_code_is_looked_at_by_no_rule(desk: Desk) -> None:
    desk.custom_codes.put("Z0001", "Call", Decimal(2))
    log(desk, "Z0001 u9; 99213")
    assert desk.checks.of_period(JULY) == []


def test_a_rule_that_is_off_says_nothing(desk: Desk) -> None:
    log(desk, "90833; 99213; 11042")
    assert told(desk.checks.of_period(JULY)) == [("em-with-procedure", ("99213", "11042"))]
    desk.checks.choose({"em-with-procedure"}, None)
    assert desk.checks.off == {"em-with-procedure"}
    assert desk.checks.of_period(JULY) == []
    desk.checks.choose((), None)
    assert len(desk.checks.of_period(JULY)) == 1
    with pytest.raises(BadInputError, match="There is no rule"):
        desk.checks.choose({"mue", "everything"}, 5)
    assert (desk.checks.off, desk.checks.group_limit) == (frozenset(), None)


@pytest.mark.parametrize("limit", [0, 100, -1])
def test_a_limit_that_is_none(desk: Desk, limit: int) -> None:
    with pytest.raises(BadInputError, match="can't be the limit"):
        desk.checks.choose((), limit)
    assert desk.checks.group_limit is None


def test_a_finding_that_may_stand_does_so_until_its_facts_change(desk: Desk) -> None:
    (entry,) = log(desk, "90833")
    (one,) = desk.checks.of_period(JULY)
    assert not one.acknowledged
    desk.checks.acknowledge(one.finding, "primary is a colleague's")
    (one,) = desk.checks.of_period(JULY)
    assert (one.acknowledged, one.note) == (True, "primary is a colleague's")
    desk.checks.acknowledge(one.finding, "another note")
    assert desk.checks.of_period(JULY)[0].note == "another note"
    desk.workspace.undo()
    assert desk.checks.of_period(JULY)[0].note == "primary is a colleague's"
    desk.workspace.undo()
    assert not desk.checks.of_period(JULY)[0].acknowledged
    desk.workspace.redo()
    desk.logbook.edit([entry], Edit(note="something else"))
    assert desk.checks.of_period(JULY)[0].acknowledged
    desk.logbook.edit([entry], Edit(code="90836"))
    assert not desk.checks.of_period(JULY)[0].acknowledged
    desk.logbook.edit([entry], Edit(code="90833"))
    (one,) = desk.checks.of_period(JULY)
    assert one.acknowledged
    desk.checks.withdraw(one.finding)
    (one,) = desk.checks.of_period(JULY)
    assert not one.acknowledged
    before = desk.workspace.next_labels()
    desk.checks.withdraw(one.finding)
    assert desk.workspace.next_labels() == before


def test_a_note_that_can_not_be_kept(desk: Desk) -> None:
    log(desk, "90833")
    (one,) = desk.checks.of_period(JULY)
    with pytest.raises(BadInputError):
        desk.checks.acknowledge(one.finding, "a\x00b")
    assert not desk.checks.of_period(JULY)[0].acknowledged


def test_marks_of_a_day_stand_beside_every_entry_of_a_finding(desk: Desk) -> None:
    visit, wound = log(desk, "99213; 11042")
    (fine,) = log(desk, "99215")
    found = desk.checks.by_entry(TODAY)
    assert set(found) == {visit, wound}
    assert fine not in found
    assert found[visit][0].id == found[wound][0].id


def test_before_the_first_release_nothing_is_said_of_the_schedule(desk: Desk) -> None:
    log(desk, "99213", date(2019, 5, 1))
    assert desk.checks.of_period(month_of(date(2019, 5, 1))) == []


def test_a_year_of_findings_is_that_of_its_months(desk: Desk) -> None:
    """Whatever the cut, a finding is told once, in the period of its day."""
    for place, line in enumerate(
        ("90833 #a", "99213; 11042", "27447 #a", "99213 #a", "G0553 #b", "G0553 #b")
    ):
        log(desk, line, date(2026, 1, 25) + timedelta(days=9 * place))
    year = desk.checks.of_period(Period(date(2026, 1, 1), date(2026, 12, 31)))
    months = [one for month in range(1, 13) for one in desk.checks.of_period(month_of(date(2026, month, 1)))]
    assert [one.id for one in months] == [one.id for one in year]
    assert len(year) >= 3
