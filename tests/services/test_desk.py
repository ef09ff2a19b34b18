"""A user's folder, its preferences and its check-up, where it can't be used too."""

import platform
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from rvuedge_desktop import __version__
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.host.resource_files import reference_file, reference_sources, resource_folder
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.doctor import check_up
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.setup import Setup

OpenDesk = Callable[..., Desk]
OrdinaryUser = Callable[[], AbstractContextManager[None]]
TODAY = date(2026, 7, 15)


@pytest.fixture
def read_only(reachable: Path, open_desk: OpenDesk) -> Iterator[Path]:
    """A folder with a log of one entry, which may be looked at and not written to."""
    folder = reachable / "log"
    desk = open_desk(folder)
    desk.logbook.add("90853x8", TODAY, Circumstances())
    desk.close()
    (folder / "log.sqlite").chmod(0o444)
    folder.chmod(0o555)
    reachable.chmod(0o555)
    yield folder
    reachable.chmod(0o755)


def test_a_read_only_folder_is_said_and_nothing_is_changed(
    read_only: Path, open_desk: OpenDesk, as_ordinary_user: OrdinaryUser
) -> None:
    content = (read_only / "log.sqlite").read_bytes()
    with as_ordinary_user():
        with pytest.raises(OperationFailedError, match="can't be written to") as failed:
            open_desk(read_only)
        with pytest.raises(OperationFailedError, match="permission denied"):
            open_desk(read_only.parent / "another")
    assert "--data-dir" in failed.value.fix
    assert (read_only / "log.sqlite").read_bytes() == content
    assert [path.name for path in read_only.iterdir()] == ["log.sqlite"]


def test_the_check_up_says_what_can_not_be_written_to(
    read_only: Path, as_ordinary_user: OrdinaryUser
) -> None:
    with as_ordinary_user():
        (problem,) = check_up(read_only, ()).problems
        (absent,) = check_up(read_only.parent / "deep" / "absent", ()).problems
    assert problem.startswith(f"{read_only} can't be written to")
    assert absent.startswith(f"{read_only.parent} can't be written to")
    read_only.chmod(0o755)
    with as_ordinary_user():
        assert check_up(read_only, ()).problems


def test_the_check_up_of_a_sound_log_finds_nothing(desk: Desk, tmp_path: Path, library: Library) -> None:
    desk.logbook.add("90853x8", TODAY, Circumstances())
    found = check_up(tmp_path / "log", library.schedules.releases)
    assert (found.version, found.python) == (__version__, platform.python_version())
    assert found.sqlite == sqlite3.sqlite_version
    assert (found.data_folder, found.log_exists, found.problems) == (tmp_path / "log", True, ())
    assert found.log_file == tmp_path / "log" / "log.sqlite"
    assert found.backups_folder == tmp_path / "log" / "backups"
    assert found.releases == library.schedules.releases


def test_the_check_up_creates_nothing(tmp_path: Path) -> None:
    found = check_up(tmp_path / "nowhere" / "deep", ())
    assert (found.log_exists, found.problems) == (False, ())
    assert list(tmp_path.iterdir()) == []


def test_the_check_up_tells_a_damaged_log_and_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "log.sqlite").write_bytes(b"no database" * 1000)
    (problem,) = check_up(tmp_path, ()).problems
    assert "is damaged or is not a database" in problem
    (tmp_path / "file").touch()
    problems = check_up(tmp_path / "file" / "deep", ()).problems
    assert problems[0].endswith("is a file, not a folder. Name another folder with --data-dir")


def test_preferences_are_kept_and_are_no_part_of_undo(desk: Desk, open_desk: OpenDesk) -> None:
    assert (desk.preferences.get("theme"), desk.preferences.get("theme", "light")) == ("", "light")
    desk.preferences.put("theme", "dark")
    desk.preferences.put("theme", "")
    assert desk.preferences.get("theme", "light") == ""
    assert desk.workspace.next_labels() == ("", "")
    assert open_desk().preferences.get("theme", "light") == ""


@pytest.mark.parametrize(("kept", "setting"), [("", "office"), ("facility", "facility"), ("moon", "office")])
def test_the_usual_setting_is_kept_and_nonsense_is_an_office(desk: Desk, kept: str, setting: Setting) -> None:
    desk.preferences.put("setting", kept)
    assert desk.preferences.setting == setting
    desk.preferences.setting = "facility"
    assert desk.preferences.get("setting") == "facility"


def test_a_setup_opens_a_desk_and_a_library(tmp_path: Path) -> None:
    setup = Setup(
        data_folder=lambda: tmp_path,
        sample_folder=lambda folder: folder / "sample",
        compiled_reference=reference_file(),
        reference_sources=reference_sources(),
        icons=resource_folder() / "icons",
        today=lambda: TODAY,
    )
    with setup.open_desk(setup.sample_folder(setup.data_folder()), "command line") as desk:
        assert desk.workspace.today() == TODAY
        assert desk.workspace.folder == tmp_path / "sample"
    with setup.open_library(tmp_path) as library:
        assert library.lookup.title("90853")


def test_a_desk_without_a_schedule_opens_no_log(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match="schedule can't be read"):
        Desk(tmp_path / "log", tmp_path / "absent.sqlite", None, "window")
    assert not (tmp_path / "log").exists()
