"""Write who bills what under resources/catalogue: specialties.csv and specialty_use.csv, figures only.

    python packaging/build_specialties.py medicare_2023_services_by_code.csv specialty_top50_codes_2023.csv

Medicare fee-for-service of 2023 (credits: NOTICE). The first source gives for each code its services and the
five provider types with the most clinicians, the second the services of each specialty's fifty leading codes.
"""

import argparse
import csv
import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rvuedge_desktop.catalogue.specialties import (
    NATION,
    SPECIALTIES_FILE,
    SPECIALTY_COLUMNS,
    USE_COLUMNS,
    USE_FILE,
)

TARGET = Path(__file__).parent.parent / "resources" / "catalogue"

_NOT_CLINICIANS = {"All Other Suppliers", "Unknown Supplier/Provider Specialty", "Undefined Physician type"}


def main() -> None:
    """Read what the command line names and write ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("by_code", type=Path)
    parser.add_argument("top", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    clinicians: dict[tuple[str, str], str] = {}
    services: dict[tuple[str, str], str] = {}
    with arguments.by_code.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            services[NATION, row["code"]] = str(round(Decimal(row["total_services"])))
            for one in filter(None, row["top_provider_types"].split(";")):
                name, _, count = one.strip().rpartition(":")
                clinicians[_name(name), row["code"]] = count.strip()
    with arguments.top.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            services[_name(row["specialty"]), row["code"]] = str(round(Decimal(row["services"])))
    names = sorted({name for name, _ in clinicians | services} - _NOT_CLINICIANS - {NATION})
    numbers = {NATION: 0} | {name: number for number, name in enumerate(names, 1)}
    keys = sorted((numbers[name], code, name) for name, code in clinicians | services if name in numbers)
    _write(
        arguments.target / SPECIALTIES_FILE,
        SPECIALTY_COLUMNS,
        [(str(numbers[name]), name) for name in (NATION, *names)],
    )
    _write(
        arguments.target / USE_FILE,
        USE_COLUMNS,
        [
            (str(number), code, clinicians.get((name, code), ""), services.get((name, code), ""))
            for number, code, name in keys
        ],
    )


def _name(published: str) -> str:
    """A specialty as people write it: `Psychologist, Clinical` is `Clinical psychologist`."""
    first, _, second = published.strip().partition(", ")
    return f"{second} {first.lower()}" if second else first.replace("/ ", " and ")


def _write(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = [columns, *rows]
    if any("," in cell for line in lines for cell in line):
        raise ValueError(f"{path.name}: a cell holds a comma")
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
