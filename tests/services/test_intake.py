"""What a typed line would log, or what is wrong with it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import parse_line
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.library import Library

TODAY = date(2026, 7, 15)


def test_a_draft_is_worth_what_would_be_logged(desk: Desk) -> None:
    draft = desk.logbook.draft("90853x8; 90785 x2", TODAY, Circumstances())
    logged = desk.logbook.add("90853x8; 90785 x2", TODAY, Circumstances())
    assert draft.findings == ()
    assert [line.worth.amount for line in draft.lines] == [entry.medicare_amount for entry in logged]
    assert draft.patients == 8
    assert draft.wrvu == sum(entry.schedule_wrvu or Decimal(0) for entry in logged)
    assert draft.amount == sum(entry.medicare_amount or Decimal(0) for entry in logged)


def test_the_golden_line(desk: Desk) -> None:
    draft = desk.intake.read(parse_line("90853x8"), TODAY, "office", "national")
    assert (draft.wrvu, draft.amount) == (Decimal("5.36"), Decimal("243.12"))


def test_what_is_not_priced_has_no_sum(desk: Desk) -> None:
    unpriced = desk.intake.read(parse_line("G0552"), TODAY, "office", "national")
    assert (unpriced.wrvu, unpriced.amount) == (None, None)
    mixed = desk.intake.read(parse_line("G0552; 99213"), TODAY, "office", "national")
    assert mixed.amount == Decimal("95.19")
    assert desk.intake.read(parse_line(""), TODAY, "office", "national").patients == 0


@pytest.mark.parametrize(
    ("line", "what", "fix"),
    [
        ("90835", "90835 is in no release of the schedule", "Did you mean 90853, 90385 or 90837?"),
        ("99913", "99913 is in no release of the schedule", "Did you mean 99213"),
        ("g0595-25 x3", "G0595 is in no release of the schedule", "Did you mean "),
        ("X777X", "X777X is in no release of the schedule", "Search for it by a word"),
    ],
)
def test_an_unknown_code_is_named_with_the_nearest_ones(desk: Desk, line: str, what: str, fix: str) -> None:
    draft = desk.intake.read(parse_line(line), TODAY, "office", "national")
    (finding,) = draft.findings
    assert draft.lines == ()
    assert (finding.rule, finding.what) == ("unknown-code", what)
    assert fix in finding.fix
    assert line[finding.start : finding.end] == line[:5]


def test_every_problem_of_a_line_is_told_in_the_order_of_the_line(desk: Desk) -> None:
    draft = desk.intake.read(parse_line("00000; 99213-2S; 99213; knee"), TODAY, "office", "national")
    assert [finding.rule for finding in draft.findings] == ["unknown-code", "bad-modifier", "not-a-code"]


@given(st.text(st.sampled_from("0123456789GgxXuU-; 52T"), max_size=30))
def test_no_line_raises(library: Library, line: str) -> None:
    draft = library.intake.read(parse_line(line), TODAY, "office", "national")
    assert bool(draft.lines) != bool(draft.findings)
    for finding in draft.findings:
        assert 0 <= finding.start <= finding.end <= len(line)


def test_circumstances_that_contradict_themselves_are_refused(desk: Desk) -> None:
    with pytest.raises(BadInputError, match="is of the setting facility"):
        desk.logbook.draft("99213", TODAY, Circumstances(setting="office", pos="21"))
