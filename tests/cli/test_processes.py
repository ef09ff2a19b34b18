"""The program in a process of its own: streams, exit codes, what it imports."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Process

MODULES = """
import json, sys
from rvuedge_desktop.app import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""
HEAVY = (
    "PySide6",
    "shiboken6",
    "sqlite_utils",
    "rvuedge_desktop.ui",
    "platformdirs",
    "uuid7",
    "secrets",
    "hashlib",
)


def test_the_module_runs(process: "Process") -> None:
    ended = process("-m", "rvuedge_desktop", "add", "2026-07-15", "90853x8")
    assert (ended.returncode, ended.stderr) == (0, b"")
    day = process("-m", "rvuedge_desktop", "day", "2026-07-15", "--json")
    assert json.loads(day.stdout)["totals"]["medicare_amount"] == "243.12"
    bad = process("-m", "rvuedge_desktop", "add", "2026-07-15", "90853x0")
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert bad.stderr.startswith(b"rvuedge: 0 patients")


def test_totals_import_neither_qt_nor_sqlite_utils(process: "Process") -> None:
    process("-m", "rvuedge_desktop", "totals")  # the log exists from here on
    ended = process("-c", MODULES, "totals", "--json")
    code, modules = json.loads(ended.stdout.splitlines()[-1])
    assert code == 0
    assert [name for name in modules if name.split(".")[0] in HEAVY or name in HEAVY] == []
    assert "rvuedge_desktop.cli.log_commands" in modules
    assert "rvuedge_desktop.cli.code_commands" not in modules


def test_without_a_display_there_is_text(process: "Process") -> None:
    process("-m", "rvuedge_desktop", "add", "today", "90853x8")
    ended = process("-c", MODULES)
    assert ended.stderr.startswith(b"rvuedge: There is no display for the window")
    *text, last = ended.stdout.decode().splitlines()
    code, modules = json.loads(last)
    assert code == 0
    assert not {"PySide6", "click"} & set(modules)
    assert any("90853" in line for line in text)
    assert any(line.startswith("contract year") for line in text)


def test_output_is_utf8_under_a_c_locale(process: "Process") -> None:
    ended = process(
        "-m", "rvuedge_desktop", "add", "2026-07-15", "99499",
        LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0",
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "\u2013 wRVU" in ended.stdout.decode("utf-8")


def test_csv_goes_out_byte_for_byte(process: "Process", tmp_path: Path) -> None:
    process("-m", "rvuedge_desktop", "add", "2026-07-15", "90853x8", "--note", "caf\u00e9")
    words = ("-m", "rvuedge_desktop", "export", "month", "2026-07", "--kind", "entries")
    printed = process(*words).stdout
    process(*words, "-o", str(tmp_path / "out.csv"))
    assert printed == (tmp_path / "out.csv").read_bytes()
    assert printed.count(b"\r\n") == printed.count(b"\n") == 2
    assert "caf\u00e9".encode() in printed


@pytest.mark.skipif(os.name != "posix", reason="pipes of another kind")
def test_a_closed_pipe_ends_quietly(process: "Process") -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = process("-m", "rvuedge_desktop", "totals", stdout=writer)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("words", [("totals",), ("export", "month", "2026-07"), ("--help",)])
def test_a_full_disk_behind_the_output(process: "Process", words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = process("-m", "rvuedge_desktop", *words, stdout=full.fileno())
    assert ended.returncode == 1
    assert ended.stderr == (
        b"rvuedge: The output can't be written: no space left on device. Make room, or send it elsewhere\n"
    )


INTERRUPTED = """
import os, signal, sys
from rvuedge_desktop import __main__, app
app.main = lambda argv: os.kill(os.getpid(), signal.SIGINT)
sys.exit(__main__.main())
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of another kind")
def test_an_interrupt_ends_quietly(process: "Process") -> None:
    ended = process("-c", INTERRUPTED)
    assert (ended.returncode, ended.stderr) == (128 + signal.SIGINT, b"")


WITHOUT_QT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6":
            raise ImportError("libEGL.so.1: cannot open shared object file", name="PySide6.QtGui")
sys.meta_path.insert(0, Missing())
from rvuedge_desktop.app import main
sys.exit(main([]))
"""


def test_a_machine_without_what_qt_needs(process: "Process") -> None:
    ended = process("-c", WITHOUT_QT, QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 1
    assert ended.stderr == (
        b"rvuedge: The window can't be opened: libEGL.so.1: cannot open shared object file. "
        b"Install what README.md names for it, or use the commands: rvuedge --help\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_output_takes_nothing_back_and_is_no_reason_to_try_again(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rvuedge_desktop", "--data-dir", str(tmp_path)]
    with Path("/dev/full").open("wb") as full:
        added = subprocess.run(
            [*command, "add", "2026-07-15", "90853x8"], stdout=full, stderr=subprocess.PIPE, check=False
        )
        shown = subprocess.run(
            [*command, "day", "2026-07-15"], stdout=full, stderr=subprocess.PIPE, check=False
        )
        drafted = subprocess.run(
            [*command, "same", "2026-07-16", "--dry-run"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert added.returncode == 0
    assert added.stderr.startswith(b"rvuedge: The log was changed as you asked. The output can't be written")
    assert shown.returncode == 1
    assert drafted.returncode == 1
    assert b"was changed" not in drafted.stderr
    day = subprocess.run([*command, "day", "2026-07-15", "--json"], capture_output=True, check=True)
    assert len(json.loads(day.stdout)["entries"]) == 1
