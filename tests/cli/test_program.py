"""Where the folder comes from, when the window opens, and how a fault of the program ends."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rvuedge_desktop import __version__
from rvuedge_desktop.app import has_display
from rvuedge_desktop.cli.program import run
from rvuedge_desktop.cli.streams import one_line

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


def test_version_and_help(terminal: "Terminal") -> None:
    assert terminal.good("--version").out == f"rvuedge {__version__}\n"
    text = terminal.good("--help").out
    for command in (
        "add",
        "day",
        "edit",
        "remove",
        "undo",
        "redo",
        "totals",
        "code",
        "search",
        "export",
        "doctor",
    ):
        assert f"\n  {command} " in text


def test_the_window_opens_without_a_command(terminal: "Terminal") -> None:
    own, platform = terminal.folder, terminal.setup.data_folder()
    terminal.bare()
    terminal.good()
    terminal.bare(f"--data-dir={own}")
    terminal.good("--")  # click's own way to it
    assert terminal.windows == [(platform, False), (own, False), (own, False), (own, False)]
    assert not own.exists()


def test_the_sample_is_filled_before_anything(terminal: "Terminal") -> None:
    sample = terminal.folder / "sample"
    terminal.good("--sample")
    assert terminal.windows == [(sample, True)]
    year = terminal.json("--sample", "totals")["periods"]["year"]
    assert year["entries"] > 300
    assert terminal.json("--sample", "totals")["periods"]["year"] == year
    assert [path.name for path in terminal.folder.iterdir()] == ["sample"]
    assert terminal.json("totals")["periods"]["year"]["entries"] == 0


def test_the_folder_by_the_environment(
    terminal: "Terminal", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RVUEDGE_DATA_DIR", str(tmp_path / "named"))
    terminal.bare("add", "today", "99213")
    assert (tmp_path / "named" / "log.sqlite").exists()
    terminal.bare()
    assert terminal.windows == [(tmp_path / "named", False)]
    terminal.good("day")
    assert terminal.folder.exists()
    monkeypatch.setenv("RVUEDGE_DATA_DIR", "")
    terminal.bare("day")
    assert terminal.setup.data_folder().exists()


def test_a_tilde_that_the_shell_left(
    terminal: "Terminal", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    terminal.bare("--data-dir=~/home", "day")
    assert (tmp_path / "home" / "log.sqlite").exists()


def test_a_fault_of_the_program(terminal: "Terminal") -> None:
    def faulty(folder: Path, is_sample: bool) -> int:
        raise ZeroDivisionError(f"{folder} {is_sample}")

    assert run(["--data-dir", str(terminal.folder)], terminal.setup, faulty) == 1
    crash = terminal.folder / "crash.txt"
    assert terminal.read()[1].decode() == (
        "rvuedge: This is a fault of the program (ZeroDivisionError), not of what you asked. "
        f"Where it happened is written in {crash}: please send it to the makers\n"
    )
    text = crash.read_text(encoding="utf-8")
    assert text.startswith(f"RVU Edge {__version__}, Python ")
    assert "Traceback (most recent call last)" in text


def test_a_fault_that_can_not_be_written_down(terminal: "Terminal", tmp_path: Path) -> None:
    def faulty(folder: Path, is_sample: bool) -> int:
        raise ZeroDivisionError(f"{folder} {is_sample}")

    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(["--data-dir", str(tmp_path / "file" / "x")], terminal.setup, faulty) == 1
    err = terminal.read()[1].decode()
    assert "could not be written down: Not a directory" in err
    assert err.count("\n") == 1


def test_a_closed_pipe_and_an_interrupt_are_for_the_caller(terminal: "Terminal") -> None:
    for error in (BrokenPipeError, KeyboardInterrupt):

        def ends(folder: Path, is_sample: bool, error: type[BaseException] = error) -> int:
            raise error(folder, is_sample)

        with pytest.raises(error):
            run([], terminal.setup, ends)


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": "far.example:10.0"}, True),
        ("linux", {"DISPLAY": ":4711"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-4711"}, False),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("linux", {"QT_QPA_PLATFORM": "vnc:size=800x600"}, True),
        ("linux", {"QT_QPA_PLATFORM": "xcb;minimal"}, True),
        ("freebsd14", {}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_displays(platform: str, environment: dict[str, str], expected: bool) -> None:
    assert has_display(platform, environment) is expected


def test_a_display_that_is_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "wayland-0").touch()
    assert has_display("linux", {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})


def test_one_line() -> None:
    assert one_line("a\r\n b\tc\x1b[1m\x00") == "a b c\\x1b[1m\\x00"
