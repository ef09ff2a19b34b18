"""A terminal to type commands in: real folders, the real schedule, a day that stands still."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rvuedge_desktop.cli.program import run
from rvuedge_desktop.host.resource_files import reference_file, reference_sources, resource_folder
from rvuedge_desktop.services.setup import Setup

REPOSITORY = Path(__file__).resolve().parents[2]
TODAY = date(2026, 7, 15)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """Types commands on one folder, in this process."""

    folder: Path
    setup: Setup
    read: Callable[[], tuple[bytes, bytes]]
    windows: list[tuple[Path, bool]] = field(default_factory=list)

    def __call__(self, *words: str) -> Ended:
        return self.bare("--data-dir", str(self.folder), *words)

    def bare(self, *words: str) -> Ended:
        self.read()
        code = run(words, self.setup, self._open_window)
        out, err = self.read()
        return Ended(code, out.decode(), err.decode())

    def good(self, *words: str) -> Ended:
        ended = self(*words)
        assert ended.code == 0, ended.err
        assert ended.err == ""
        return ended

    def json(self, *words: str) -> Any:
        return self.good(*words, "--json").document

    def refused(self, *words: str, code: int = 2) -> str:
        """Give the one line that says why."""
        ended = self(*words)
        assert ended.code == code, ended
        assert ended.out == ""
        assert ended.err.startswith("rvuedge: ")
        assert ended.err.endswith("\n")
        assert ended.err.count("\n") == 1
        assert "Traceback" not in ended.err
        return ended.err.removeprefix("rvuedge: ").rstrip("\n")

    def _open_window(self, folder: Path, is_sample: bool) -> int:
        self.windows.append((folder, is_sample))
        return 0


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return Setup(
        data_folder=lambda: tmp_path / "platform",
        sample_folder=lambda folder: folder / "sample",
        compiled_reference=reference_file(),
        reference_sources=reference_sources(),
        icons=resource_folder() / "icons",
        today=lambda: TODAY,
    )


@pytest.fixture
def terminal(
    tmp_path: Path,
    setup: Setup,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    monkeypatch.delenv("RVUEDGE_DATA_DIR", raising=False)

    def read() -> tuple[bytes, bytes]:
        out, err = capsysbinary.readouterr()
        return out, err

    return Terminal(tmp_path / "data", setup, read)


Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """Run Python in a process of its own, without a display; keywords are environment variables."""

    def start(
        *words: str, stdout: int = subprocess.PIPE, **variables: str
    ) -> "subprocess.CompletedProcess[bytes]":
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONUTF8"}
        }
        environment |= {
            "PYTHONPATH": str(REPOSITORY),
            "RVUEDGE_DATA_DIR": str(tmp_path / "data"),
            **variables,
        }
        return subprocess.run(
            [sys.executable, "-W", "error", *words],
            env=environment,
            stdout=stdout,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    return start
