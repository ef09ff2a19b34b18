"""The committed text of unit limits: figures alone, each dated by the file it stands in."""

from pathlib import Path

import pytest

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.unit_limits import UnitLimit
from rvuedge_desktop.schedule.unit_limits_text import UNIT_LIMITS_FILE, read_unit_limits


@pytest.fixture(scope="session")
def limits(bundled_folder: Path) -> dict[str, UnitLimit]:
    read = list(read_unit_limits(bundled_folder / UNIT_LIMITS_FILE))
    assert [one.code for one in read] == sorted({one.code for one in read})
    return {one.code: one for one in read}


@pytest.mark.parametrize(
    "limit",
    [
        UnitLimit("90853", 1, "day, by practice", "NCCI unit limits, 2026 Q2"),
        UnitLimit("99213", 2, "day, by practice", "NCCI unit limits, 2026 Q2"),
        UnitLimit("99291", 1, "day, by policy", "NCCI unit limits, 2024 Q3"),
        UnitLimit("11042", 1, "day, by policy", "NCCI unit limits, 2024 Q3"),
        UnitLimit("E2328", 0, "day, by practice", "NCCI unit limits, 2026 Q2"),
    ],
)
def test_the_committed_limits_are_read(limits: dict[str, UnitLimit], limit: UnitLimit) -> None:
    assert limits[limit.code] == limit


def test_every_kind_of_limit_is_there_and_each_code_once(limits: dict[str, UnitLimit]) -> None:
    assert len(limits) == 14_831
    assert {one.adjudication for one in limits.values()} == {"line", "day, by policy", "day, by practice"}
    assert {one.source[-7:] for one in limits.values()} == {"2026 Q2", "2024 Q3"}


def test_a_limit_that_the_newer_quarter_no_longer_has_is_none(limits: dict[str, UnitLimit]) -> None:
    assert "G2012" not in limits


@pytest.mark.parametrize(
    "line",
    [
        "90853,1,3",
        "90853,1,3,2026Q2,",
        "",
        "9085,1,3,2026Q2",
        "90853,,3,2026Q2",
        "90853,-1,3,2026Q2",
        "90853,\u0661,3,2026Q2",
        "90853,1,4,2026Q2",
        "90853,1,3,2026Q5",
        "90853,1,3,2026Q2-absent",
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / UNIT_LIMITS_FILE
    path.write_text(f"code,units,adjudication,quarter\n99213,2,3,2026Q2\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"unit_limits\.csv, line 3: "):
        list(read_unit_limits(path))


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match=r"unit_limits\.csv can't be read"):
        list(read_unit_limits(tmp_path / UNIT_LIMITS_FILE))
