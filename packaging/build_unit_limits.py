"""Write resources/fee_schedule/unit_limits.csv: the most units of a code Medicare expects of one patient.

    python packaging/build_unit_limits.py mue_practitioner_merged.csv

The source is CMS's medically unlikely edits for practitioners, merged from the quarters that were to be had:
the indicators 3 of the newer quarter, 1 and 2 of the older. A row of the older quarter that the newer one
should have and has not is left out: its limit was withdrawn or changed. Only figures are taken.
"""

import argparse
import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rvuedge_desktop.schedule.unit_limits_text import UNIT_LIMIT_COLUMNS, UNIT_LIMITS_FILE, limit_from

TARGET = Path(__file__).parent.parent / "resources" / "fee_schedule"


def main() -> None:
    """Read what the command line names and write ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    with arguments.source.open(encoding="utf-8", newline="") as file:
        rows = [
            (row["code"], row["mue"], row["mai"], row["source"])
            for row in csv.DictReader(file)
            if "absent" not in row["source"]
        ]
    if len({code for code, *_ in rows}) < len(rows):
        raise ValueError("a code has two limits")
    for row in rows:
        limit_from(list(row))
    text = "".join(",".join(line) + "\n" for line in (UNIT_LIMIT_COLUMNS, *sorted(rows)))
    (arguments.target / UNIT_LIMITS_FILE).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(rows)} limits")


if __name__ == "__main__":
    main()
