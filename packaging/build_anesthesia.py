"""Write what anesthesia is paid by under resources/fee_schedule: base units, factors by locality and year.

    python packaging/build_anesthesia.py FOLDER

FOLDER holds anesthesia_base_units_YYYY.csv (hcpcs, base_units) and anesthesia_cf_by_locality.csv (year, mac,
locality, name, anes_cf). The national factors stand in conversion_factors.csv, by hand, from the final rules.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rvuedge_desktop.schedule.anesthesia_text import (
    BASE_UNIT_COLUMNS,
    BASE_UNITS_FILE,
    LOCAL_FACTOR_COLUMNS,
    LOCAL_FACTORS_FILE,
)

TARGET = Path(__file__).parent.parent / "resources" / "fee_schedule"

_FIRST_DAYS = {"2024": "2024-03-09"}
"""The file of 2024 has the factors that the Consolidated Appropriations Act, 2024, raised on that day."""


def base_unit_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """Code and base units, in order of code, from the newest file; its year stands on every row."""
    path = max(folder.glob("anesthesia_base_units_[0-9][0-9][0-9][0-9].csv"))
    with path.open(encoding="utf-8") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["hcpcs"]):
            yield (row["hcpcs"].zfill(5), str(int(row["base_units"])), path.stem[-4:])


def factor_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """First day, contractor, locality and factor, in that order."""
    with (folder / "anesthesia_cf_by_locality.csv").open(encoding="utf-8") as file:
        rows = [
            (
                _FIRST_DAYS.get(row["year"], f"{row['year']}-01-01"),
                row["mac"].zfill(5),
                row["locality"].zfill(2),
                row["anes_cf"],
            )
            for row in csv.DictReader(file)
        ]
    yield from sorted(rows)


def main() -> None:
    """Read what the command line names and write ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    for name, columns, rows in (
        (BASE_UNITS_FILE, BASE_UNIT_COLUMNS, base_unit_rows(arguments.folder)),
        (LOCAL_FACTORS_FILE, LOCAL_FACTOR_COLUMNS, factor_rows(arguments.folder)),
    ):
        lines = [columns, *rows]
        text = "".join(",".join(line) + "\n" for line in lines)
        (arguments.target / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(lines) - 1} rows")


if __name__ == "__main__":
    main()
