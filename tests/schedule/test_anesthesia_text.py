"""The committed text of anesthesia: base units by code, factors by locality and day."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.anesthesia import BaseUnits
from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.schedule.anesthesia_text import (
    BASE_UNITS_FILE,
    LOCAL_FACTORS_FILE,
    LocalFactor,
    read_base_units,
    read_local_factors,
)


def test_the_committed_base_units_are_read(bundled_folder: Path) -> None:
    found = dict(read_base_units(bundled_folder / BASE_UNITS_FILE))
    assert found["00840"] == BaseUnits(6, 2022)
    assert all(code.startswith("0") and 0 <= units.units <= 30 for code, units in found.items())
    assert len(found) > 250


def test_the_committed_factors_are_read(bundled_folder: Path) -> None:
    found = list(read_local_factors(bundled_folder / LOCAL_FACTORS_FILE))
    assert LocalFactor(date(2025, 1, 1), "10112-00", Decimal("19.31")) in found
    assert all(10 < one.factor < 40 for one in found)
    assert len({(one.first_day, one.locality) for one in found}) == len(found)


@pytest.mark.parametrize("line", ["00840,six,2022", "00840,6", "00840,6,2022,x"])
def test_a_line_of_base_units_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / BASE_UNITS_FILE
    path.write_text(f"code,base_units,year\n00100,5,2022\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"anesthesia_base_units\.csv, line 3: "):
        list(read_base_units(path))


@pytest.mark.parametrize(
    "line", ["2025-01-01,10112,00,much", "2025-13-01,10112,00,19.31", "2025-01-01,10112"]
)
def test_a_line_of_factors_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / LOCAL_FACTORS_FILE
    path.write_text(f"first_day,mac,locality,factor\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"anesthesia_factors\.csv, line 2: "):
        list(read_local_factors(path))


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match=r"absent\.csv can't be read: No such file"):
        list(read_base_units(tmp_path / "absent.csv"))
