"""Make descriptor_runs.bin: hashes of every run of four words in the descriptors that CMS publishes.

    python tests/catalogue/make_descriptor_runs.py FILE...

FILEs are relative value files and HCPCS tables: csv with a column `description` or `long_description`, or
CMS's own csv with the descriptor in its third column. By the hashes a test finds a run that our texts share
with a descriptor, without a descriptor in this repository.
"""

import argparse
import csv
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

TARGET = Path(__file__).parent / "descriptor_runs.bin"
HASH_BYTES = 5
_WORDS = 4
_DESCRIPTOR, _HEADERS = 2, 10


def runs_of(text: str) -> set[bytes]:
    """The hashes of a text's runs of four words, read with punctuation left out and with it as a space."""
    low = text.lower()
    spellings = (re.sub(r"[^a-z0-9 ]", "", low).split(), re.sub(r"[^a-z0-9]+", " ", low).split())
    runs = {
        " ".join(words[place : place + _WORDS])
        for words in spellings
        for place in range(len(words) - _WORDS + 1)
    }
    return {blake2b(run.encode(), digest_size=HASH_BYTES).digest() for run in runs}


def descriptors(path: Path) -> Iterator[str]:
    """The descriptors of a file."""
    with path.open(encoding="latin-1", newline="") as file:
        rows = list(csv.reader(file))
    named = [place for place, cell in enumerate(rows[0]) if cell in {"description", "long_description"}]
    column, first = (named[0], 1) if named else (_DESCRIPTOR, _HEADERS)
    for row in rows[first:]:
        if len(row) > column:
            yield row[column]


def main() -> None:
    """Read the files named on the command line and write the hashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    files: list[Path] = parser.parse_args().files
    hashes = {run for path in files for text in descriptors(path) for run in runs_of(text)}
    TARGET.write_bytes(b"".join(sorted(hashes)))
    print(f"{len(hashes)} runs, {len(hashes) * HASH_BYTES} bytes")


if __name__ == "__main__":
    main()
