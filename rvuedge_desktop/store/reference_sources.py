"""What the maker and the reader of the reference file agree on: its sources, its format, its scale."""

from pathlib import Path
from typing import NamedTuple

FORMAT = 7
"""Goes up with every change to the reference file's tables, so that an older file is made anew."""
RVU_PLACES = 2
"""CMS publishes RVUs with two decimal places; they are stored as hundredths."""


class Sources(NamedTuple):
    """The folders of text under resources/."""

    fee_schedule: Path
    catalogue: Path

    def fingerprint(self) -> str:
        """Changes with any of the files: their names, sizes and times of change, and our format."""
        files = [*sorted(self.fee_schedule.iterdir()), *sorted(self.catalogue.rglob("*"))]
        stats = ((path.name, path.stat()) for path in files)
        return f"{FORMAT} " + " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)
