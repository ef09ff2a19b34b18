import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rvuedge_desktop.exchange.csv_text import unguarded

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

SUMMARY = (
    "month,provider,days_worked,encounters,entries,units,schedule_wrvu,credited_wrvu,medicare_amount,"
    "contract_amount,target_wrvu,percent_of_target,unpriced_entries,schedule_release,basis,"
    "custom_entries,custom_wrvu"
)
CODES = (
    "month,provider,code,modifiers,title,category,entries,units,schedule_wrvu,credited_wrvu,"
    "medicare_amount,contract_amount,custom_wrvu"
)
NOTES = ["=1+1", "+1", "-1", "@x", "'=1", "\tx", 'say "a, b"', "two\nlines"]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.fixture
def logged(terminal: "Terminal") -> "Terminal":
    terminal.good("add", "2026-07-15", "90853x8")
    terminal.good("add", "2026-07-14", "99213; 99499")
    terminal.good("add", "2026-03-02", "99214-25", "--provider", "Dr. B")
    return terminal


def test_a_month(logged: "Terminal") -> None:
    lines = logged.good("export", "month", "2026-07").out.split("\r\n")
    assert lines[0] == SUMMARY
    assert lines[1] == (
        '2026-07,default,2,9,3,10,6.66,,338.31,,,,1,RVU26C,"national, by date of service",0,0.00'
    )
    assert lines[2:] == [""]


def test_a_year_has_twelve_months(logged: "Terminal") -> None:
    found = rows(logged.good("export", "year", "2026").out)
    assert [row["month"] for row in found] == [f"2026-{month:02}" for month in range(1, 13)]
    assert found[2]["provider"] == "Dr. B"
    assert (found[0]["schedule_wrvu"], found[0]["schedule_release"]) == ("0.00", "")


@pytest.mark.parametrize(
    ("kind", "header", "count"),
    [
        ("summary", SUMMARY, 1),
        ("days", SUMMARY.replace("month,", "date,"), 2),
        (
            "codes",
            CODES,
            3,
        ),
        ("entries", None, 3),
    ],
)
def test_kinds(logged: "Terminal", kind: str, header: str | None, count: int) -> None:
    text = logged.good("export", "month", "2026-07", "--kind", kind).out
    assert header is None or text.startswith(f"{header}\r\n")
    assert len(rows(text)) == count


@pytest.mark.parametrize("kind", ["summary", "days", "codes", "entries"])
def test_the_same_log_gives_the_same_bytes(logged: "Terminal", tmp_path: Path, kind: str) -> None:
    words = ("export", "year", "2026", "--kind", kind)
    printed = logged.good(*words).out.encode()
    file = tmp_path / "out.csv"
    said = logged.good(*words, "-o", str(file)).out
    assert said.startswith(f"Wrote {file}: ")
    assert file.read_bytes() == printed
    logged.good(*words, "-o", str(file))
    assert file.read_bytes() == printed
    assert logged.good(*words, "-o", "-").out.encode() == printed


def test_notes_are_harmless_and_come_back(terminal: "Terminal") -> None:
    for note in NOTES:
        terminal.good("add", "today", "99213", "--note", note)
    text = terminal.good("export", "month", "2026-07", "--kind", "entries").out
    cells = [row["note"] for row in rows(text)]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert [unguarded(cell) for cell in cells] == NOTES


def test_a_file_that_can_not_be_written(logged: "Terminal", tmp_path: Path) -> None:
    words = ("export", "month", "2026-07", "-o")
    said = logged.refused(*words, str(tmp_path / "nowhere" / "out.csv"), code=1)
    assert said.endswith(
        "can't be written: no such file or directory. The log is unharmed. Choose another folder or name"
    )
    assert "can't be written" in logged.refused(*words, str(tmp_path), code=1)
    log = logged.folder / "log.sqlite"
    before = log.read_bytes()
    assert "is a database, perhaps a log" in logged.refused(*words, str(log), code=1)
    assert log.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_a_device_stays_one_and_a_link_too(logged: "Terminal", tmp_path: Path) -> None:
    words = ("export", "month", "2026-07", "-o")
    device = Path("/dev/null")
    if device.is_char_device():
        logged.good(*words, str(device))
        assert device.is_char_device()
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    logged.good(*words, str(link))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith(SUMMARY)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["month", "2026-13"], "\u201c2026-13\u201d is not a month. Write it as YYYY-MM, such as 2026-07"),
        (["year", "26"], "\u201c26\u201d is not a year. Write it as YYYY, such as 2026"),
        (["month", "2026-07", "--kind", "all"], "Invalid value for '--kind'"),
        (["week", "3"], "No such command 'week'. rvuedge export --help shows how"),
        (["month"], "Missing argument 'YYYY-MM'. rvuedge export month --help shows how"),
    ],
)
def test_refusals(terminal: "Terminal", words: list[str], said: str) -> None:
    assert terminal.refused("export", *words).startswith(said)


def test_an_empty_log(terminal: "Terminal") -> None:
    text = terminal.good("export", "month", f"{date(2026, 7, 1):%Y-%m}").out
    assert rows(text)[0]["entries"] == "0"
    assert rows(terminal.good("export", "month", "2026-07", "--kind", "entries").out) == []
