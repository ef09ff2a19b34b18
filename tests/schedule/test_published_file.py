"""Every layout gives the same rates, and whatever is not a whole relative value file is refused."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.rates import Rate, Release
from rvuedge_desktop.schedule.published_file import PublishedFile, parse_published_file, read_published_file
from rvuedge_desktop.schedule.published_rows import UnreadRow

CSV_2026 = "PPRRVU2026_Jul_nonQPP.csv"


@pytest.mark.parametrize(
    ("layout", "name", "release", "factor"),
    [
        ("csv_2026", "any.csv", Release("RVU26C", date(2026, 7, 1), date(2026, 6, 30)), "33.4009"),
        ("csv_2025", "any.csv", Release("RVU25D", date(2025, 10, 1), date(2025, 9, 11)), "32.3465"),
        ("csv_reserialised", "pfs_2020D_Oct.csv", Release("RVU20D", date(2020, 10, 1)), "36.0896"),
        ("text_2026", "PPRRVU2026_Apr_nonQPP.txt", Release("RVU26B", date(2026, 4, 1)), "33.4009"),
    ],
)
def test_every_layout_gives_the_same_rates(
    layout: str, name: str, release: Release, factor: str, request: pytest.FixtureRequest
) -> None:
    content: bytes = request.getfixturevalue(layout)
    rates: tuple[Rate, ...] = request.getfixturevalue("sample")
    file = parse_published_file(content, name)
    assert file == PublishedFile(release, Decimal(factor), rates, (), file.descriptors)
    assert set(file.descriptors) == {rate.code for rate in rates}
    assert "Any words" in repr(file.descriptors)
    assert "Any words" not in repr(file.rates)


def test_a_file_is_read_from_disk_whatever_zeros_a_spreadsheet_has_left(
    csv_2026: bytes, sample: tuple[Rate, ...], tmp_path: Path
) -> None:
    path = tmp_path / "saved by a spreadsheet.csv"
    content = csv_2026.replace(b"XXX,0,0,0,", b"XXX,.00,0.00,0.0,").replace(b",0.1,", b",.10,")
    path.write_bytes(b"\xef\xbb\xbf" + content + b"," * 31 + b"\r\n")
    assert content != csv_2026
    assert repr(read_published_file(path).rates) == repr(sample)


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match=r"absent\.csv can't be read: No such file"):
        read_published_file(tmp_path / "absent.csv")


CHANGES: list[tuple[bytes, Callable[[bytes], bytes], str]] = [
    (b"11042,,", lambda row: row.replace(b",A,", b",Q,"), "its status is 'Q'"),
    (b"11043,,", lambda row: row.replace(b"11043", b"1104?"), "its code is '1104?'"),
    (b"11044,,", lambda row: row.replace(b"\r\n", b",0\r\n"), "it has 33 columns where 32 belong"),
    (b"11045,,", lambda row: row.replace(b",A,,", b",A,no,"), "its not used is 'no'"),
    (b"90834,,", lambda row: row.replace(b"33.4009", b"33.5675"), "its conversion factor is 33.5675 where"),
    (b"90837,,", lambda row: row.replace(b"33.4009", b"much"), "'much' is not a figure"),
    (b"90853,,", lambda row: row.replace(b",0.67,0.23,", b",0.23,0.68,"), "do not add up to the totals"),
]


def _line_of(content: bytes, start: bytes) -> tuple[int, bytes]:
    lines = content.splitlines(keepends=True)
    return next((number, line) for number, line in enumerate(lines, 1) if line.startswith(start))


def test_single_bad_rows_become_findings(csv_2026: bytes, sample: tuple[Rate, ...]) -> None:
    expected: list[tuple[int, str]] = []
    content = csv_2026
    for start, change, what in CHANGES:
        number, row = _line_of(csv_2026, start)
        assert change(row) != row, start
        content = content.replace(row, change(row))
        expected.append((number, what))
    number, row = _line_of(csv_2026, b"99213,,")
    content += row
    expected.append((content.count(b"\n"), f"its code and modifier are already in line {number}"))

    file = parse_published_file(content, CSV_2026)

    assert [finding.line for finding in file.findings] == [line for line, _ in expected]
    assert all(what in finding.what for finding, (_, what) in zip(file.findings, expected, strict=True))
    lost = {start[:5].decode() for start, _, _ in CHANGES}
    assert file.rates == tuple(rate for rate in sample if rate.modifier or rate.code not in lost)


def test_a_short_line_of_the_text_becomes_a_finding(text_2026: bytes) -> None:
    number, line = _line_of(text_2026, b"90853")
    file = parse_published_file(text_2026.replace(line, line[:150] + b"\n"), "PPRRVU2026_Apr.txt")
    assert file.findings == (UnreadRow(number, "it has 150 characters where 171 belong"),)


def _swapped(content: bytes, first: int, second: int) -> bytes:
    rows = list(csv.reader(content.decode("latin-1").splitlines()[:99]))
    for row in rows:
        row[first], row[second] = row[second], row[first]
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in [*rows, []]).encode("latin-1")


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ("csv_2026", "Column 7 of x.csv is headed 'FACILITY PE RVU' where 'NON-FAC PE RVU' belongs"),
        ("csv_2025", "Column 7 of x.csv is headed 'FACILITY PE RVU' where 'NON-FAC PE RVU' belongs"),
        ("csv_reserialised", "Column 7 of x.csv is headed 'fac_pe_rvu' where 'nf_pe_rvu' belongs"),
    ],
)
def test_a_moved_column_is_refused(layout: str, message: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(BadInputError, match=message):
        parse_published_file(_swapped(request.getfixturevalue(layout), 6, 8), "x.csv")


def test_a_moved_column_of_the_text_is_refused(text_2026: bytes) -> None:
    moved = b"\r\n".join(line[:59] + b" " + line[59:] for line in text_2026.splitlines()[:99]) + b"\r\n"
    with pytest.raises(BadInputError, match="only 0 of its rows could be read; line 3: its "):
        parse_published_file(moved, "PPRRVU2026_Apr.txt")


@pytest.mark.parametrize("layout", ["csv_2026", "csv_2025", "csv_reserialised", "text_2026"])
def test_a_file_cut_off_within_a_line_is_refused(layout: str, request: pytest.FixtureRequest) -> None:
    content: bytes = request.getfixturevalue(layout)
    for size in (len(content) // 2, content.rindex(b"V5364") + 1, len(content.rstrip(b"\x1a,\r\n")) - 1):
        with pytest.raises(BadInputError, match="not a whole relative value file: it ends in the middle"):
            parse_published_file(content[:size], "PPRRVU2026_Apr.txt")


@pytest.mark.parametrize("layout", ["csv_2026", "text_2026"])
def test_a_file_cut_off_between_lines_is_refused(layout: str, request: pytest.FixtureRequest) -> None:
    content: bytes = request.getfixturevalue(layout)
    lines = content.splitlines(keepends=True)
    cuts = (
        (lines[:6000], "only 5,9.. of its rows"),
        (lines[: -content.count(b"\nV") - 1], "no code .* with V"),
    )
    for kept, why in cuts:
        with pytest.raises(BadInputError, match=f"not a whole relative value file: .*{why}"):
            parse_published_file(b"".join(kept), "PPRRVU2026_Apr.txt")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it is empty"),
        (b"\r\n \r\n", "it is empty"),
        (b"PK\x03\x04\x14\0\0\0", "is not text"),
        (
            b"Contractor,Locality,Locality Name,National Anes CF of 20.3178\n10112,00,A,19.31\n",
            "no column is headed",
        ),
        (b"HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE\n", "has 7 columns where"),
        (b"HDR only\r\n", "does not say which release"),
        (b"x" * 200_000 + b"\n", "is not a line of a csv"),
    ],
    ids=["nothing", "blank", "zip", "anesthesia", "caps", "unnamed", "one endless cell"],
)
def test_a_wrong_file_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(BadInputError, match=message.removeprefix("it ")):
        parse_published_file(content, "x.csv")
