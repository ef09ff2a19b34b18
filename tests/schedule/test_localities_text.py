"""The text of localities and ZIP codes."""

from pathlib import Path

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.schedule.localities_text import (
    LOCALITIES_FILE,
    ZIPS_FILE,
    read_localities,
    read_zip_runs,
)

FOLDER = Path(__file__).parents[2] / "resources" / "fee_schedule"


def test_every_year_has_its_localities_once() -> None:
    found = list(read_localities(FOLDER / LOCALITIES_FILE))
    keys = [(one.year, one.gpci.locality) for one in found]
    assert len(set(keys)) == len(keys)
    by_year = {year: sum(one.year == year for one in found) for year in range(2020, 2027)}
    assert by_year == {2020: 112, 2021: 112, 2022: 112, 2023: 112, 2024: 109, 2025: 109, 2026: 109}
    assert all(one.gpci.work >= 1 for one in found if one.year == 2026)  # floored


def test_zip_runs_ascend_and_never_overlap() -> None:
    runs = list(read_zip_runs(FOLDER / ZIPS_FILE))
    ends = [end for run in runs for end in (run.first, run.last)]
    assert ends == sorted(ends)
    known = {one.gpci.locality for one in read_localities(FOLDER / LOCALITIES_FILE)}
    assert {run.locality for run in runs} <= known


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / ZIPS_FILE
    path.write_text("first_zip,last_zip,mac,locality\n36104,36105,10112\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="line 2"):
        list(read_zip_runs(path))
