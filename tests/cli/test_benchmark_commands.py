"""The commands of benchmarks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal

TABLE = """\
specialty,metric,p10,p25,p50,p75,p90,year,source
Psychiatry,wrvu,"3,000",,5000,6200,7400,2025,A survey
Psychiatry,compensation,200000,240000,280000,330000,400000,2025,A survey
"""


def test_from_a_file_to_a_percentile_and_away_again(terminal: "Terminal", tmp_path: "Path") -> None:
    file = tmp_path / "own.csv"
    file.write_text(TABLE, encoding="utf-8")
    assert "no benchmarks yet" in terminal.good("benchmark", "show").out
    assert terminal.good("benchmark", "import", str(file)).out == "2 benchmarks kept\n"
    assert terminal.good("benchmark", "show").out == "The log has no entry in the last year\n"
    terminal.good("add", "2026-07-06", "99214x70")
    pay, work = terminal.json("benchmark", "show")
    assert work == {
        "specialty": "Psychiatry", "metric": "wrvu", "year": 2025, "source": "A survey",
        "percentiles": {"p10": "3000", "p25": None, "p50": "5000", "p75": "6200", "p90": "7400"},
        "from": "2026-07-06", "to": "2026-07-15", "fte": "1",
        "figure": "4905.60", "at_least": 10, "below": 50, "about": 48, "reason": None,
    }  # fmt: skip
    assert (pay["figure"], pay["about"]) == (None, None)
    assert pay["reason"] == "no contract tells what was paid"
    shown = " ".join(terminal.good("benchmark", "show").out.split())
    assert "4,905.60 about the 48th percentile 2026-07-06 to 2026-07-15 A survey" in shown
    assert terminal.good("benchmark", "remove", "psychiatry").out == "2 benchmarks removed\n"
    assert terminal.json("benchmark", "show") == []


def test_office_visits(terminal: "Terminal") -> None:
    terminal.good("add", "2026-07-15", "99214x3; 99213")
    mix = terminal.json("benchmark", "office", "psychiatry")
    levels = {one.pop("code"): one for one in mix.pop("levels")}
    assert mix == {
        "specialty": "Psychiatry", "from": "2026-07-15", "to": "2026-07-15",
        "source": "Medicare fee-for-service 2023",
    }  # fmt: skip
    assert levels["99214"] == {
        "own": 3, "own_percent": "75.0", "specialty": 1_538_425, "specialty_percent": "52.6",
    }  # fmt: skip
    assert levels["99211"]["specialty"] is None
    shown = terminal.good("benchmark", "office", "psychiatry").out
    assert "99214      3  75.0 %  1,538,425  52.6 %" in shown


def test_what_cannot_be_read_changes_nothing(terminal: "Terminal", tmp_path: "Path") -> None:
    file = tmp_path / "own.csv"
    assert "can't be read" in terminal.refused("benchmark", "import", str(file), code=1)
    file.write_text(TABLE.replace("5000", "five"), encoding="utf-8")
    said = terminal.refused("benchmark", "import", str(file), code=2)
    assert "own.csv, line 2: \u201cfive\u201d is not a number. No benchmark was changed" in said
    file.write_bytes(b"\xff\xfe\x00")
    assert "no text in UTF-8" in terminal.refused("benchmark", "import", str(file), code=2)
    file.write_bytes(b"x" * 1_000_001)
    assert "far too large" in terminal.refused("benchmark", "import", str(file), code=2)
    assert "no specialty" in terminal.refused("benchmark", "office", "zzz", code=2)
