"""NCCI's pairs on the command line: recognised among files of CMS, listed, replaced, removed."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pair_files import (
    HELD,
    NAME,
    plain_csv,
    reasons_csv,
    text_of_pairs,
    workbook_of_pairs,
    zip_of_pairs,
)

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


@pytest.fixture
def zipped(tmp_path: Path) -> str:
    path = tmp_path / f"{NAME}.zip"
    path.write_bytes(zip_of_pairs())
    return str(path)


def names(terminal: "Terminal") -> list[str]:
    return [one["name"] for one in terminal.json("schedule", "list")]


def test_an_import_says_what_it_is_and_whose_codes_stand_in_it(terminal: "Terminal", zipped: str) -> None:
    terminal.good("add", "2026-07-14", "90837; 99204")
    assert terminal.good("schedule", "import", zipped).out == (
        "NCCI pairs of 2026 Q2\n"
        f"read from {NAME}.TXT: 6 pairs, 0 refused\n"
        "note: without f2, f3, f4 it is not whole: choose all four files of the quarter together\n"
        "6 pairs of 2026 Q2 loaded; 1 code of your last twelve months stands in a pair\n"
    )
    again = terminal.good("schedule", "import", zipped).out.splitlines()[-1]
    assert again.startswith("6 pairs of 2026 Q2 loaded in place of NCCI2026Q2; ")


def test_an_import_as_a_document(terminal: "Terminal", zipped: str) -> None:
    terminal.good("add", "2026-07-14", "90837; 99204")
    document = terminal.json("schedule", "import", zipped)
    assert document == {
        "pairs": "NCCI2026Q2",
        "quarter": "2026 Q2",
        "files": [f"{NAME}.TXT"],
        "rows": HELD,
        "refused": [],
        "replaces": None,
        "remarks": ["without f2, f3, f4 it is not whole: choose all four files of the quarter together"],
        "own_codes": ["90837"],
        "loaded": True,
    }


def test_a_dry_run_loads_nothing(terminal: "Terminal", zipped: str) -> None:
    out = terminal.good("schedule", "import", "--dry-run", zipped).out
    assert out.endswith("stand in a pair. Nothing was loaded: this was a dry run\n")
    assert terminal.json("schedule", "import", "--dry-run", zipped)["loaded"] is False
    assert "NCCI2026Q2" not in names(terminal)


def test_the_list_shows_them_behind_the_releases(terminal: "Terminal", zipped: str) -> None:
    before = terminal.json("schedule", "list")
    terminal.good("schedule", "import", zipped)
    *releases, pairs = terminal.json("schedule", "list")
    assert releases == before
    assert pairs.pop("loaded_at").startswith("20")
    assert pairs == {
        "kind": "pairs",
        "name": "NCCI2026Q2",
        "first_day": "2026-04-01",
        "published": None,
        "source": "loaded",
        "file": f"{NAME}.zip",
        "rows": HELD,
    }
    *_, blank, line, source = terminal.good("schedule", "list").out.splitlines()
    assert blank == ""
    assert line.startswith("NCCI2026Q2: 6 pairs, loaded 20")
    assert source == f"  from {NAME}.zip"


@pytest.mark.parametrize("name", ["NCCI2026Q2", "ncci"])
def test_they_are_removed_by_name(terminal: "Terminal", zipped: str, name: str) -> None:
    terminal.good("schedule", "import", zipped)
    assert terminal.good("schedule", "remove", name).out == "Removed NCCI2026Q2, 6 pairs. No entry changed\n"
    assert "NCCI2026Q2" not in names(terminal)
    assert terminal.refused("schedule", "remove", name) == (
        f"There are no pairs \u201c{name}\u201d. No pairs are loaded"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pairs.txt", text_of_pairs()),
        ("ptp.xlsx", workbook_of_pairs()),
        ("pairs.csv", plain_csv()),
        ("pairs.csv.gz", plain_csv(packed=True)),
    ],
)
def test_a_name_without_a_quarter_needs_one(
    terminal: "Terminal", tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    said = terminal.refused("schedule", "import", str(path))
    assert said.startswith(
        f"Nothing says of which quarter {name} is. Nothing was loaded. Say it, such as --qu"
    )
    document = terminal.json("schedule", "import", "--quarter", "2026q3", str(path))
    assert (document["quarter"], document["loaded"]) == ("2026 Q3", True)


def test_reasons_are_read_from_beside_a_plain_csv(terminal: "Terminal", tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("ptp_2024q3.csv.gz", "ptp_rationales_2024q3.csv")]
    for path, content in zip(paths, (plain_csv(packed=True), reasons_csv()), strict=True):
        path.write_bytes(content)
    document = terminal.json("schedule", "import", *map(str, paths))
    assert document["remarks"] == ["it says no days: its pairs are taken to hold on any day"]
    assert document["quarter"] == "2024 Q3"


def test_rows_that_can_not_be_read_are_listed(terminal: "Terminal", tmp_path: Path) -> None:
    path = tmp_path / "ccipra-v321r0.txt"
    path.write_bytes(text_of_pairs() + b"9921\t36415\t\t20240101\t*\t1\tx\r\n")
    lines = terminal.good("schedule", "import", str(path)).out.splitlines()
    assert lines[1:3] == [f"read from {path.name}: 6 pairs, 1 refused", "  line 13: '9921' is not a code"]
    assert terminal.json("schedule", "import", str(path))["refused"] == [
        {"line": 13, "what": "'9921' is not a code"}
    ]


def test_what_does_not_go_together_is_refused(terminal: "Terminal", zipped: str, tmp_path: Path) -> None:
    assert terminal.refused("schedule", "import", "--reprice", zipped).startswith("NCCI pairs price nothing")
    assert "is not a quarter" in terminal.refused("schedule", "import", "--quarter", "2026", zipped)
    release = tmp_path / "PPRRVU2026_Oct_nonQPP.csv"
    release.write_bytes(b"HCPCS,MOD\r\n")
    assert terminal.refused("schedule", "import", "--quarter", "2026Q2", str(release)).startswith(
        "--quarter is for NCCI pairs alone"
    )
    assert "NCCI2026Q2" not in names(terminal)


def test_a_damaged_file_is_said_and_the_log_goes_on(terminal: "Terminal", zipped: str) -> None:
    path = terminal.folder / "pairs.sqlite"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"rubbish " * 1000)
    terminal.good("add", "2026-07-14", "90837; 90853")
    terminal.good("schedule", "list")
    assert f"{path} is damaged" in terminal.refused("schedule", "import", zipped, code=1)
    assert f"{path} is damaged" in terminal.refused("schedule", "remove", "ncci", code=1)
    checked = terminal("doctor", "--json")
    assert checked.code == 1
    (problem,) = checked.document["problems"]
    assert problem.startswith(f"The pairs of codes that you loaded can't be used: {path} is damaged")
    assert path.read_bytes() == b"rubbish " * 1000
