"""The frozen program does what the program does. packaging/check_bundle.sh builds it and runs this."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rvuedge_desktop import __version__

BUNDLE = os.environ.get("RVUEDGE_BUNDLE", "")
PROGRAM = Path(BUNDLE).absolute() / ("rvuedge.exe" if sys.platform == "win32" else "rvuedge")

pytestmark = pytest.mark.skipif(
    not BUNDLE, reason="RVUEDGE_BUNDLE names no built bundle; packaging/check_bundle.sh builds one"
)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A user's environment: nothing in it leads to the Python, the Qt or the log of whoever tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "QT", "RVUEDGE", "LD_", "VIRTUAL_ENV"))
    }
    return kept | {"QT_QPA_PLATFORM": "offscreen", "RVUEDGE_DATA_DIR": str(tmp_path / "data")}


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [PROGRAM, *arguments],
        env=environment,
        cwd=Path(environment["RVUEDGE_DATA_DIR"]).parent,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_tells_its_version(environment: dict[str, str]) -> None:
    assert run(environment, "--version").split() == ["rvuedge", __version__]


def test_logs_an_entry_and_prices_it(environment: dict[str, str]) -> None:
    run(environment, "add", "2026-07-15", "90853x8")
    day = json.loads(run(environment, "day", "2026-07-15", "--json"))
    (entry,) = day["entries"]
    assert (entry["units"], entry["schedule_wrvu"], entry["medicare_amount"]) == (8, "5.36", "243.12")


def test_every_family_of_commands_is_in_it(environment: dict[str, str]) -> None:
    assert "RVU26C" in run(environment, "doctor")
    assert "contract year" in run(environment, "totals")
    facts = json.loads(run(environment, "code", "90853", "--date", "2026-07-15", "--json"))
    assert facts["work_rvu"] == "0.67"
    assert "90837" in run(environment, "search", "psychotherpy")
    assert run(environment, "export", "month", "2026-07").startswith("month,provider,")


def test_window_stays_open_until_it_is_ended(environment: dict[str, str]) -> None:
    run(environment, "add", "2026-07-15", "90853x8")
    with subprocess.Popen([PROGRAM], env=environment, stderr=subprocess.PIPE, text=True) as window:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                window.wait(timeout=3)
        finally:
            window.terminate()
        _, complaints = window.communicate(timeout=20)
    assert "Traceback" not in complaints
    assert "Could not" not in complaints
    assert len(json.loads(run(environment, "day", "2026-07-15", "--json"))["entries"]) == 1


def test_holds_what_it_needs_and_no_more() -> None:
    files = [path.relative_to(PROGRAM.parent) for path in PROGRAM.parent.rglob("*") if not path.is_dir()]
    names = {path.as_posix() for path in files}
    assert any(name.endswith("rvuedge_desktop/resources/compiled/reference.sqlite") for name in names)
    assert any(name.endswith("rvuedge_desktop/resources/icons/log.svg") for name in names)
    assert not [name for name in names if "fee_schedule" in name or "catalogue" in name]
    unused = ("wayland", "Quick", "Qml", "gtk", "virtualkeyboard", "translations", "libssl", "backend")
    assert not [name for name in names if any(word in name for word in unused)]
    assert not [path for path in PROGRAM.parent.rglob("*") if path.is_symlink() and not path.exists()]
