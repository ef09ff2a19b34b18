"""Write resources/fee_schedule/addons.csv: add-on codes and the primary codes each may stand beside.

    python packaging/build_addons.py aoc_YYYYqN.csv

The source is CMS's add-on code edit file. Rows with a deletion date are left out. Where the contractor
decides which primaries count, the primary is written as `any`.
"""

import argparse
import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rvuedge_desktop.domain.codes import ANY_PRIMARY, is_code
from rvuedge_desktop.schedule.addons_text import ADDON_COLUMNS, ADDONS_FILE

TARGET = Path(__file__).parent.parent / "resources" / "fee_schedule"

_DELETIONS = ("AOC_DelDT", "Primary_Code_DelDT", "AOC_Edit_DelDT")


def main() -> None:
    """Read what the command line names and write ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    with arguments.source.open(encoding="latin-1", newline="") as file:
        pairs = {
            (row["Add-On_Code"], row["Primary_Code"])
            for row in csv.DictReader(file)
            if not any(row[name] for name in _DELETIONS)
        }
    lines = [ADDON_COLUMNS]
    for addon, primary in sorted(pairs):
        if not is_code(addon):
            raise ValueError(f"{addon!r} is no code")
        lines.append((addon, primary if is_code(primary) else ANY_PRIMARY))
    text = "".join(",".join(line) + "\n" for line in lines)
    (arguments.target / ADDONS_FILE).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(lines) - 1} pairs")


if __name__ == "__main__":
    main()
