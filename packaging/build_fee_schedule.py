"""Build resources/fee_schedule from the relative value files that CMS publishes.

    python packaging/build_fee_schedule.py FOLDER [--output FOLDER]

FOLDER is searched with everything below it for PPRRVU*.csv, PPRRVU*.txt and re-serialised pfs_*.csv. Written
are one file a year and releases.csv. conversion_factors.csv is checked, not written: it holds what no such
file says (from which day a factor holds, the anesthesia factor), a person enters it from CMS's rule, and
factors taken from the files could not contradict them. Nothing is written unless all agrees.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from rvuedge_desktop.domain.errors import BadInputError, RvuEdgeError  # noqa: E402
from rvuedge_desktop.domain.rates import ConversionFactor  # noqa: E402
from rvuedge_desktop.schedule import bundled_text  # noqa: E402
from rvuedge_desktop.schedule.bundled_text import BundledRelease  # noqa: E402
from rvuedge_desktop.schedule.intervals import merge_releases  # noqa: E402
from rvuedge_desktop.schedule.published_file import PublishedFile, read_published_file  # noqa: E402

PATTERNS = ("PPRRVU*.csv", "PPRRVU*.txt", "pfs_*.csv")
"""Where a release is there in two forms, the earlier of these is taken: CMS's own before a copy of it, and
its csv, which has labels, a title and a day of publication, before its text, which has none of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, say in a line for each release what was read, and give the exit status."""
    parser = argparse.ArgumentParser(description="Build resources/fee_schedule from the files CMS publishes.")
    parser.add_argument("folder", type=Path, help="folder with CMS's files, searched with all below it")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "resources" / "fee_schedule")
    chosen = parser.parse_args(arguments)
    try:
        build(chosen.folder, chosen.output)
    except RvuEdgeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def build(folder: Path, output: Path) -> None:
    """Read every release in the folder and write the years and the list of releases.

    Args:
        folder: with CMS's files.
        output: where conversion_factors.csv is and the other files are to be.

    Raises:
        RvuEdgeError: a file could not be read whole, or its conversion factor is not the one in the table.
    """
    factors = bundled_text.read_conversion_factors(output / bundled_text.FACTORS_FILE)
    files = published_files(folder)
    for file in files:
        check_factor(file, factors)
        print(f"{file.release.name:8} from {file.release.first_day}: {len(file.rates):,} rates")
    texts = {bundled_text.RELEASES_FILE: releases_text(files)} | year_texts(files)
    for stale in set(bundled_text.year_files(output)) - {output / name for name in texts}:
        stale.unlink()
    for name, text in texts.items():
        (output / name).write_text(text, encoding="utf-8", newline="\n")


def published_files(folder: Path) -> list[PublishedFile]:
    """Read each release once, ordered by first day.

    Raises:
        RvuEdgeError: there is none, one can't be read, or rows of one had to be left out.
    """
    found: dict[str, PublishedFile] = {}
    for pattern in PATTERNS:
        for path in sorted(folder.rglob(pattern)):
            file = read_published_file(path)
            if file.findings:
                first = file.findings[0]
                raise BadInputError(f"{path.name}, line {first.line}: {first.what}")
            found.setdefault(file.release.name, file)
    if not found:
        raise BadInputError(f"No relative value file in {folder}", f"Looked for {', '.join(PATTERNS)}")
    ordered = sorted(found.values(), key=lambda file: (file.release.first_day, file.release.name))
    # A correction that holds from the same day stands in the place of what it corrects: RVU26AR of RVU26A.
    return list({file.release.first_day: file for file in ordered}.values())


def check_factor(file: PublishedFile, factors: Iterable[ConversionFactor]) -> None:
    """Check that a file's factor is the table's on the first day of the release, in either QPP variant.

    Raises:
        BadInputError: it is not, or the table has none for that year.
    """
    day = file.release.first_day
    begun = [factor for factor in factors if factor.first_day <= day and factor.first_day.year == day.year]
    known = [amount for factor in begun[-1:] for amount in (factor.amount, factor.qualifying) if amount]
    if file.conversion_factor not in known:
        raise BadInputError(
            f"{file.release.name} has the conversion factor {file.conversion_factor}, "
            f"{bundled_text.FACTORS_FILE} has {' or '.join(map(str, known)) or 'none'} for {day}",
            "Enter the factor from CMS's final rule there, or leave the file out",
        )


def releases_text(files: Iterable[PublishedFile]) -> str:
    """Write the list of releases."""
    return bundled_text.releases_text(BundledRelease(file.release, len(file.rates)) for file in files)


def year_texts(files: Iterable[PublishedFile]) -> dict[str, str]:
    """Write each year: the name of its file, and the text."""
    return {
        f"{year}.csv": bundled_text.year_text(merge_releases([(one.release, one.rates) for one in of_year]))
        for year, of_year in groupby(files, key=lambda file: file.release.first_day.year)
    }


if __name__ == "__main__":
    sys.exit(main())
