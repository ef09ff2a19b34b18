"""Spoil small files of every kind that CMS publishes, and see that each is read or refused in words.

    python tests/schedule/fuzz_readers.py [COUNT] [FIRST]

Each input is made from its number alone, so that a failure can be looked at again: COUNT 1, FIRST its number.
"""

import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError  # noqa: E402
from rvuedge_desktop.domain.rates import Rate  # noqa: E402
from rvuedge_desktop.schedule import published_file  # noqa: E402
from rvuedge_desktop.schedule.bundled_text import read_intervals  # noqa: E402
from rvuedge_desktop.schedule.published_bundle import PublishedBundle, read_bundle  # noqa: E402
from rvuedge_desktop.schedule.published_file import PublishedFile, parse_published_file  # noqa: E402
from rvuedge_desktop.schedule.published_places import (  # noqa: E402
    PublishedAnesthesia,
    PublishedGpcis,
    parse_anesthesia,
    parse_gpcis,
)
from tests.published import (  # noqa: E402
    Values,
    anesthesia_rows,
    csv_of,
    gpci_rows,
    made_up_places,
    text_of,
    with_numbers,
    workbook_of,
    zip_of,
)

COUNT = 2000
SLOW_SECONDS = 5.0
PRICING, FIGURES = 23, range(5, 32)

Made = Callable[[Random], bytes]
Change = Callable[[bytes, Random], bytes]


class Failure(NamedTuple):
    """An input that was neither read nor refused in words."""

    number: int
    kind: str
    text: str


@contextmanager
def small_files_are_whole() -> Iterator[None]:
    """Let a file of some rows count as whole, so that the readers go on to their ends."""
    fewest = published_file._FEWEST_RATES
    published_file._FEWEST_RATES = 20
    try:
        yield
    finally:
        published_file._FEWEST_RATES = fewest


@cache
def few_rates() -> tuple[Rate, ...]:
    """Two codes for every character that codes begin with, and some rows of parts."""
    kept: dict[str, list[Rate]] = {}
    for interval in read_intervals(REPOSITORY / "resources" / "fee_schedule" / "2026.csv"):
        if interval.last_day is None:
            kept.setdefault(interval.rate.code[0], []).append(interval.rate)
    return tuple(rate for rates in kept.values() for rate in rates[: len(rates) : len(rates) // 3 or 1])


@cache
def originals() -> dict[str, bytes]:
    """One file of every kind, by a name that tells the kind."""
    values, places = Values(few_rates()), made_up_places()
    rows = values.rows()
    factors = {place.locality: "19.50" for place in places}
    return {
        "values.csv": csv_of(rows),
        "values-2025.csv": csv_of([[*row[:PRICING], *row[PRICING + 1 :]] for row in rows]),
        "values.txt": text_of(values),
        "values.xlsx": workbook_of(with_numbers(rows, FIGURES)),
        "qualifying.csv": csv_of(values._replace(factor="33.5675").rows()),
        "gpci.csv": csv_of(gpci_rows(places)),
        "gpci-2022.csv": csv_of(gpci_rows(places, 2022, floors=False)),
        "gpci.xlsx": workbook_of(with_numbers(gpci_rows(places), range(4, 8))),
        "anes.csv": csv_of(anesthesia_rows(factors)),
        "anes.xlsx": workbook_of(with_numbers(anesthesia_rows(factors), [3])),
    }


ZIPS = (
    {"PPRRVU2026_Oct_nonQPP.csv": "values.csv", "PPRRVU2026_Oct_QPP.csv": "qualifying.csv"},
    {"PPRRVU2026_Oct_nonQPP.txt": "values.txt", "GPCI2026.csv": "gpci.csv", "ANES2026.csv": "anes.csv"},
    {"PPRRVU2026_Oct.xlsx": "values.xlsx", "GPCI2026.xlsx": "gpci.xlsx", "ANES2026.xlsx": "anes.xlsx"},
    {"RVU26D/PPRRVU2026_Oct.csv": "values.csv", "RVU26D/PPRRVU2026_Oct.xlsx": "values.xlsx"},
)


# What is done to bytes


def flipped(content: bytes, random: Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        spoilt[random.randrange(len(spoilt))] = random.randrange(256)
    return bytes(spoilt)


def cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))]


def without_a_piece(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    return content[:start] + content[start + random.choice((1, 2, 30, 300, 3000)) :]


def with_a_piece_twice(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    end = start + random.choice((1, 2, 30, 300, 3000))
    return content[:end] + content[start:end] + content[end:]


BITS = (
    b"", b"0", b"-1", b"1e9", b"1e999999", b"NaN", b"Infinity", b"99999", b"0.00000", b".", b"0.0", b"\x1a",
    b"\0", b'"', b'""', b",", b"\r", b"\n", b"\xef\xbb\xbf", b"\xb2", b"\xff", b"HDR", b"HCPCS,MOD",
    b"PK\x03\x04", b"2026", b"0000", b"locality name", b"National Anes CF of 0.0", b"&#0;", b"<v>", b"</row>",
    b"]]>", b" " * 300,
)  # fmt: skip


def with_bits(content: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 3))):
        at = random.randrange(len(content) + 1)
        content = content[:at] + random.choice(BITS) + content[at + random.choice((0, 1, 4)) :]
    return content


# What is done to rows


def with_rows_changed(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\r\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            lines.insert(at, lines[other])
        case 1:
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            del lines[at : at + random.choice((1, 5, 50))]
        case 3:
            lines.insert(at, random.choice(BITS))
        case _:
            random.shuffle(lines)
    return b"\r\n".join(lines)


def with_columns_moved(content: bytes, random: Random) -> bytes:
    one, other = random.randrange(32), random.randrange(32)
    leave_out = random.random() < 0.3
    rows = [line.split(b",") for line in content.split(b"\r\n")]
    for row in rows:
        if len(row) > max(one, other):
            row[one], row[other] = row[other], row[one]
            if leave_out:
                del row[one]
    return b"\r\n".join(b",".join(row) for row in rows)


def with_a_cell_changed(content: bytes, random: Random) -> bytes:
    rows = [line.split(b",") for line in content.split(b"\r\n")]
    for _ in range(random.choice((1, 1, 5, 50))):
        row = random.choice(rows)
        row[random.randrange(len(row))] = random.choice(BITS)
    return b"\r\n".join(b",".join(row) for row in rows)


# What is done to zips


def with_a_member_spoilt(content: bytes, random: Random) -> bytes:
    members = _members(content)
    name = random.choice(list(members))
    members[name] = random.choice(ON_BYTES)(members[name] or b"0", random)
    return zip_of(members, random.choice((ZIP_STORED, ZIP_DEFLATED)))


def with_members_swapped(content: bytes, random: Random) -> bytes:
    members = _members(content)
    names, contents = list(members), list(members.values())
    random.shuffle(contents)
    return zip_of(dict(zip(names, contents, strict=True)))


def with_members_renamed(content: bytes, random: Random) -> bytes:
    members = _members(content)
    name = random.choice(list(members))
    other = random.choice(
        (*members, "GPCI2025.csv", "PPRRVU2026_Jul_QPP.csv", "../x.csv", "ANES_QPP.csv", "a/")
    )
    taken = members.pop(name)
    if random.random() < 0.8:
        members[other] = taken
    return zip_of(members)


def with_headers_spoilt(content: bytes, random: Random) -> bytes:
    """Change bytes of what a zip says of its files: sizes, flags, methods, places, names."""
    spoilt = bytearray(content)
    marks = [at for sign in (b"PK\1\2", b"PK\3\4", b"PK\5\6") for at in _places(content, sign)]
    for _ in range(random.choice((1, 1, 2, 6))):
        at = random.choice(marks) + random.randrange(4, 46)
        if at < len(spoilt):
            spoilt[at] = random.choice((0, 1, 8, 12, 255, random.randrange(256)))
    return bytes(spoilt)


def _places(content: bytes, sign: bytes) -> Iterator[int]:
    at = content.find(sign)
    while at >= 0:
        yield at
        at = content.find(sign, at + 1)


def _members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


ON_BYTES: tuple[Change, ...] = (flipped, cut, without_a_piece, with_a_piece_twice, with_bits)
ON_ROWS: tuple[Change, ...] = (with_rows_changed, with_columns_moved, with_a_cell_changed)
ON_ZIPS: tuple[Change, ...] = (
    with_a_member_spoilt,
    with_a_member_spoilt,
    with_members_swapped,
    with_members_renamed,
    with_headers_spoilt,
)

NAMES = (
    "x.csv",
    "PPRRVU2026_Oct_nonQPP.csv",
    "PPRRVU2026_Oct_QPP.txt",
    "PPRRVU26AR_JAN.csv",
    "GPCI2026.xlsx",
    "ANES.csv",
)


def spoilt(number: int) -> tuple[str, bytes, str]:
    """The kind, the bytes and the name of an input."""
    random = Random(number)  # noqa: S311 - the same inputs for everybody
    if random.random() < 0.3:
        members = random.choice(ZIPS)
        kind = f"zip of {', '.join(members.values())}"
        content = zip_of({name: originals()[one] for name, one in members.items()})
        changes = ON_ZIPS
    else:
        kind = random.choice(list(originals()))
        content = originals()[kind]
        changes = ON_ZIPS if kind.endswith("xlsx") else ON_ROWS
    if random.random() < 0.4:
        changes = ON_BYTES
    content = random.choice(changes)(content, random)
    if content and random.random() < 0.1:
        content = random.choice(ON_BYTES)(content, random)
    return kind, content, random.choice(NAMES)


def read(number: int, folder: Path) -> str:
    """Read an input as what it was made from, sometimes as something else; gives what came of it."""
    kind, content, name = spoilt(number)
    readers = {"values": _values, "qualifying": _values, "gpci": parse_gpcis, "anes": parse_anesthesia}
    reader = next((one for begins, one in readers.items() if kind.startswith(begins)), None)
    if number % 8 == 0:
        reader = list(readers.values())[number // 8 % 4]
    try:
        result = _bundle(content, name, folder) if reader is None else reader(content, name)
    except (BadInputError, OperationFailedError) as error:
        return "refused" if error.what else "refused without a word"
    whole = isinstance(result, PublishedBundle | PublishedFile | PublishedGpcis | PublishedAnesthesia)
    return "read" if whole else f"gave {result!r}"


def _values(content: bytes, name: str) -> PublishedFile:
    return parse_published_file(content, name)


def _bundle(content: bytes, name: str, folder: Path) -> PublishedBundle:
    path = folder / name
    path.write_bytes(content)
    return read_bundle([path])


def run(count: int, first: int = 0) -> Iterator[Failure]:
    """Read inputs by number; gives those that are failures."""
    with TemporaryDirectory() as folder, small_files_are_whole():
        for number in range(first, first + count):
            started = perf_counter()
            try:
                outcome = read(number, Path(folder))
            except KeyboardInterrupt:
                raise
            except BaseException:  # noqa: BLE001 - a fault inside the reader of workbooks is no Exception
                outcome = traceback.format_exc()
            took = perf_counter() - started
            if outcome not in {"read", "refused"}:
                yield Failure(number, spoilt(number)[0], outcome)
            elif took > SLOW_SECONDS:
                yield Failure(number, spoilt(number)[0], f"took {took:.1f} s")


def main(arguments: list[str]) -> int:
    """Run, print every failure with its number; gives the exit code.

    The inputs are read in a process of their own, as one may end the process that reads it.
    """
    count, first = [*map(int, arguments), *(COUNT, 0)[len(arguments) :]]
    end, failures, at = first + count, 0, first
    with TemporaryDirectory() as folder:
        note = Path(folder) / "note"
        while at < end:
            words = [sys.executable, __file__, "--alone", str(end - at), str(at), str(note)]
            code = subprocess.run(words, stderr=subprocess.DEVNULL, check=False).returncode
            last, found = map(int, note.read_text().split())
            failures += found
            at = end
            if code:
                print(f"input {last}, {spoilt(last)[0]}:\nended the process, exit code {code}", flush=True)
                failures += 1
                at = last + 1
    print(f"{count} inputs from {first}, {failures} failures")
    return 1 if failures else 0


def alone(count: int, first: int, note: Path) -> int:
    """Do it in this process, noting the number of the input that is read, and the failures before it."""
    failures = 0
    for number in range(first, first + count):
        note.write_text(f"{number} {failures}")
        for failure in run(1, number):
            failures += 1
            print(f"input {failure.number}, {failure.kind}:\n{failure.text}", flush=True)
    note.write_text(f"{first + count} {failures}")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        raise SystemExit(alone(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
    raise SystemExit(main(sys.argv[1:]))
