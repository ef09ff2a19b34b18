"""The builder of unit limits: figures only, and only those that hold."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
COMMITTED = ROOT / "resources" / "fee_schedule" / "unit_limits.csv"
HEADER = "code,mue,mai,rationale_2024,source\n"


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "packaging/build_unit_limits.py", str(source), "--target", str(target)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_only_figures_that_hold_are_taken_in_order_of_code(tmp_path: Path) -> None:
    source = tmp_path / "mue.csv"
    source.write_text(
        f"{HEADER}99213,2,3,Some words,2026Q2\n11042,1,2,Other words,2024Q3\n"
        "G2012,1,3,Words,2024Q3-absent-in-2026Q2-MAI3\n",
        encoding="utf-8",
    )
    done = build(source, tmp_path)
    assert (done.returncode, done.stdout) == (0, "2 limits\n")
    written = (tmp_path / "unit_limits.csv").read_text(encoding="utf-8")
    assert written == "code,units,adjudication,quarter\n11042,1,2,2024Q3\n99213,2,3,2026Q2\n"


def test_a_row_that_is_no_limit_stops_it(tmp_path: Path) -> None:
    source = tmp_path / "mue.csv"
    for row, words in (
        ("99213,2,7,Words,2026Q2", "is not a limit of units"),
        ("11042,1,2,,2026Q2", "two limits"),
    ):
        source.write_text(f"{HEADER}11042,1,2,,2024Q3\n{row}\n", encoding="utf-8")
        done = build(source, tmp_path)
        assert done.returncode == 1
        assert words in done.stderr
    assert not (tmp_path / "unit_limits.csv").exists()


def test_the_committed_text_is_what_the_source_gives(reference_folder: Path, tmp_path: Path) -> None:
    assert build(reference_folder / "mue_practitioner_merged.csv", tmp_path).returncode == 0
    assert (tmp_path / "unit_limits.csv").read_bytes() == COMMITTED.read_bytes()
