"""NCCI's pairs on a desk: loaded, listed, replaced, removed, asked; and never in the way of the log."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.quarters import Quarter
from rvuedge_desktop.schedule.published_pairs import PublishedPairs
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.pairs import are_pairs, quarter_named, read_pair_files
from rvuedge_desktop.services.workspace import SCHEDULE, ChangeSet
from tests.pair_files import HELD, NAME, PAIRS, plain_csv, text_of_pairs
from tests.services.conftest import TODAY

if TYPE_CHECKING:
    from tests.services.conftest import OpenDesk

Read = Callable[..., PublishedPairs]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(name: str = f"{NAME}.txt", content: bytes = text_of_pairs()) -> PublishedPairs:
        path = tmp_path / name
        path.write_bytes(content)
        assert are_pairs([path])
        return read_pair_files([path])

    return read


def log(desk: Desk, code: str, day: date = TODAY) -> None:
    desk.logbook.add(code, day, Circumstances())


def test_nothing_is_loaded_at_first(desk: Desk) -> None:
    assert desk.pairs.loaded is None
    assert desk.pairs.problem is None
    assert desk.pairs.among(["11042", "97597"], TODAY) == []
    with pytest.raises(BadInputError, match="There are no pairs"):
        desk.pairs.remove()


def test_what_is_loaded_is_told_to_all_and_can_be_asked(desk: Desk, read: Read) -> None:
    heard: list[ChangeSet | None] = []
    desk.workspace.subscribe(heard.append)
    load = desk.pairs.load(read())
    assert desk.pairs.loaded == load
    assert (load.quarter, load.count) == (Quarter(2026, 2), HELD)
    assert [pair.second for pair in desk.pairs.among(["11042", "97597", "90853", "90837"], TODAY)] == [
        "97597",
        "90853",
    ]
    (change,) = heard
    assert change is not None
    assert (change.verb, change.label) == (SCHEDULE, "Loaded NCCI pairs of 2026 Q2")
    assert desk.workspace.next_labels() == ("", ""), "it is no change of the log"


def test_a_report_counts_the_codes_of_twelve_months(desk: Desk, read: Read) -> None:
    for code, day in (
        ("90837", TODAY),
        ("90837", date(2026, 7, 1)),
        ("99204", TODAY),
        ("11042", date(2025, 7, 16)),
        ("20610", date(2025, 7, 15)),
    ):
        log(desk, code, day)
    report = desk.pairs.report(read())
    assert report.own_codes == ("11042", "90837")
    assert (report.period.first, report.period.last) == (date(2025, 7, 16), TODAY)
    assert report.replaces is None
    assert desk.pairs.loaded is None, "a report loads nothing"


def test_a_report_says_what_is_not_there(desk: Desk, read: Read) -> None:
    assert desk.pairs.report(read()).remarks == (
        "without f2, f3, f4 it is not whole: choose all four files of the quarter together",
    )
    assert desk.pairs.report(read("ptp_2024q3.csv", plain_csv())).remarks == (
        "it says no reasons; a plain csv has them in a file beside it",
        "it says no days: its pairs are taken to hold on any day",
    )


def test_another_quarter_takes_its_place(desk: Desk, read: Read) -> None:
    first = desk.pairs.load(read())
    published = read("ccipra-v322r0.txt", text_of_pairs(PAIRS[4:5]))
    assert desk.pairs.report(published).replaces == first
    assert desk.pairs.load(published).quarter == Quarter(2026, 3)
    assert desk.pairs.among(["11042", "97597"], TODAY) == []


@pytest.mark.parametrize("name", ["NCCI2026Q2", "ncci2026q2", "NCCI 2026 Q2", "ncci"])
def test_pairs_are_removed_by_their_name(desk: Desk, read: Read, name: str) -> None:
    load = desk.pairs.load(read())
    assert desk.pairs.is_named(name)
    assert desk.pairs.remove(name) == load
    assert desk.pairs.loaded is None
    assert desk.pairs.among(["11042", "97597"], TODAY) == []


def test_pairs_of_another_quarter_are_not_removed(desk: Desk, read: Read) -> None:
    load = desk.pairs.load(read())
    with pytest.raises(BadInputError) as refused:
        desk.pairs.remove("NCCI2026Q1")
    assert refused.value.fix == "NCCI2026Q2 is loaded"
    assert desk.pairs.loaded == load
    assert not desk.pairs.is_named("RVU26C")


def test_a_quarter_is_named_as_people_do() -> None:
    assert quarter_named("2026 q2") == Quarter(2026, 2)
    with pytest.raises(BadInputError, match="is not a quarter"):
        quarter_named("spring")


def test_a_damaged_file_leaves_the_log_open_and_is_said(
    open_desk: "OpenDesk", tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "log" / "pairs.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"rubbish " * 1000)
    desk = open_desk()
    log(desk, "90837")
    assert desk.pairs.among(["90837", "90853"], TODAY) == []
    assert desk.problem is not None
    assert str(path) in desk.problem.what
    assert desk.pairs.problem == desk.problem
    with pytest.raises(OperationFailedError):
        desk.pairs.load(read())
    with pytest.raises(OperationFailedError):
        desk.pairs.remove()
    path.rename(tmp_path / "aside")
    assert desk.pairs.load(read()) == desk.pairs.loaded
    assert desk.problem is None


def test_pairs_outlive_the_desk(open_desk: "OpenDesk", read: Read) -> None:
    load = open_desk().pairs.load(read())
    assert open_desk().pairs.loaded == load


def test_pairs_that_another_program_loads_or_removes_are_noticed(open_desk: "OpenDesk", read: Read) -> None:
    ours, theirs = open_desk(), open_desk()
    ours.logbook.add("11042; 97597 #knee", TODAY, Circumstances())
    before = ours.checks.by_entry(TODAY)
    heard: list[ChangeSet | None] = []
    ours.workspace.subscribe(heard.append)
    theirs.pairs.load(read())
    ours.notice_others()
    ours.notice_others()
    assert heard == [None]
    assert ours.checks.by_entry(TODAY) != before
    theirs.pairs.remove()
    ours.notice_others()
    assert heard == [None, None]
    assert ours.checks.by_entry(TODAY) == before
    ours.pairs.load(read())
    ours.notice_others()
    assert len(heard) == 3, "its own change is told once"
