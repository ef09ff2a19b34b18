"""Write the files of places under resources/fee_schedule: indices by locality and year, and ZIP codes.

    python packaging/build_localities.py GPCI_FOLDER ZIP_FILE

GPCI_FOLDER holds gpci_YYYY.csv (mac, state, locality, name, indices); ZIP_FILE is CMS's fixed-width file of
five-digit ZIP codes. Consecutive ZIP codes of one locality become one row. Names of localities are CMS's
place names, put into the form that people write.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rvuedge_desktop.schedule.place_names import place_name

TARGET = Path(__file__).parent.parent / "resources" / "fee_schedule"
LOCALITY_COLUMNS = ("year", "mac", "locality", "state", "name", "work", "practice_expense", "malpractice")
ZIP_COLUMNS = ("first_zip", "last_zip", "mac", "locality")


def locality_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """Every year's localities, in order of year, contractor and number."""
    states: dict[tuple[str, str], str] = {}
    tables = [
        (path.stem.removeprefix("gpci_"), list(csv.DictReader(path.open(encoding="utf-8"))))
        for path in sorted(folder.glob("gpci_[0-9][0-9][0-9][0-9].csv"))
    ]
    for _, table in tables:
        states |= {(row["mac"], row["locality"]): row["state"] for row in table if row["state"]}
    for year, table in tables:
        for row in sorted(table, key=lambda row: (row["mac"], row["locality"])):
            key = (row["mac"].zfill(5), row["locality"].zfill(2))
            indices = (plain(row["pw_gpci"]), plain(row["pe_gpci"]), plain(row["mp_gpci"]))
            yield (year, *key, row["state"] or states.get(key, ""), place_name(row["name"]), *indices)


def plain(figure: str) -> str:
    """An index with three decimals, as CMS prints them."""
    whole, _, places = figure.partition(".")
    if len(places) > 3 or not whole.isdigit():  # noqa: PLR2004
        raise ValueError(f"{figure!r} is not an index of three decimals")
    return f"{whole}.{places.ljust(3, '0')}"


def zip_rows(path: Path) -> Iterator[tuple[str, ...]]:
    """ZIP codes as runs of one locality; between the codes of a run there is no code of another."""
    lines = path.read_text(encoding="latin-1").splitlines()
    codes = sorted({(line[2:7], line[7:12], line[12:14]) for line in lines if line[2:7].isdigit()})
    for (mac, locality), run in groupby(codes, lambda code: code[1:]):
        zips = [code[0] for code in run]
        yield (zips[0], zips[-1], mac, locality)


def write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a table without quotes; a comma in a cell is a fault of this builder."""
    lines = [columns, *rows]
    if any("," in cell for line in lines for cell in line):
        raise ValueError(f"{path.name}: a cell holds a comma")
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(lines) - 1} rows")


def main() -> None:
    """Read what the command line names and write ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gpci_folder", type=Path)
    parser.add_argument("zip_file", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    write(arguments.target / "localities.csv", LOCALITY_COLUMNS, locality_rows(arguments.gpci_folder))
    write(arguments.target / "zip_localities.csv", ZIP_COLUMNS, zip_rows(arguments.zip_file))


if __name__ == "__main__":
    main()
