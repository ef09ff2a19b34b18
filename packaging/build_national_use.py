"""Write resources/catalogue/national_use.csv: how often each code is billed in a year, figures only.

    python packaging/build_national_use.py code_popularity.csv

The source counts Medicare services of 2023 and Medicaid claims of 2018 to 2024 (credits: NOTICE). It counts
units, so drugs, supplies, equipment and transport are left out: they would outrank everything.
"""

import argparse
import csv
from pathlib import Path

TARGET = Path(__file__).parent.parent / "resources" / "catalogue" / "national_use.csv"
LEFT_OUT = tuple("ABEJKLQRV")
"""First letters of HCPCS sections that are counted in units of goods or miles."""


def main() -> None:
    """Read the table named on the command line and write ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    with arguments.source.open(encoding="utf-8", newline="") as file:
        uses = {
            row["code"]: int(row["score_medicare_plus_medicaid_per_year"] or 0)
            for row in csv.DictReader(file)
            if not row["code"].startswith(LEFT_OUT)
        }
    lines = [f"{code},{uses[code]}\n" for code in sorted(uses) if uses[code]]
    arguments.target.write_text("code,times_a_year\n" + "".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(lines)} codes")


if __name__ == "__main__":
    main()
