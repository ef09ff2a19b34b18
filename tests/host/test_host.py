"""What the machine gives: folders, the program's own files, and a text about a crash."""

import os
import platform
from pathlib import Path

import pytest

from rvuedge_desktop import __version__
from rvuedge_desktop.host import account, resource_files
from rvuedge_desktop.host.crash_text import write_crash_text
from rvuedge_desktop.host.folders import APPLICATION, default_data_folder
from rvuedge_desktop.host.resource_files import reference_file, reference_sources, resource_folder


def test_the_users_folder_is_the_platforms_and_is_not_created(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if platform.system() != "Linux":
        pytest.skip("where it lies is told by a variable on Linux alone")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert default_data_folder() == tmp_path / "share" / APPLICATION
    assert not (tmp_path / "share").exists()


def test_the_source_tree_has_the_text_and_the_place_for_the_compiled_file() -> None:
    sources = reference_sources()
    assert sources is not None
    assert all(folder.is_dir() and folder.parent == resource_folder() for folder in sources)
    assert reference_file().parent.parent == resource_folder()


def test_an_installed_program_has_its_files_beside_it_and_no_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "resources" / "compiled").mkdir(parents=True)
    monkeypatch.setattr(resource_files, "_PACKAGE", tmp_path)
    assert resource_folder() == tmp_path / "resources"
    assert reference_file() == tmp_path / "resources" / "compiled" / "reference.sqlite"
    assert reference_sources() is None


def test_a_crash_is_written_with_versions_and_where_it_happened(tmp_path: Path) -> None:
    error = ValueError("odd \udc80 text")
    try:
        raise error
    except ValueError:
        path = write_crash_text(tmp_path / "deep", error)
    text = path.read_text(encoding="utf-8")
    assert path == tmp_path / "deep" / "crash.txt"
    assert __version__ in text
    assert platform.python_version() in text
    assert "test_host.py" in text
    assert "ValueError: odd \\udc80 text" in text
    assert write_crash_text(tmp_path / "deep", KeyError("second")) == path
    assert "ValueError" not in path.read_text(encoding="utf-8")


def test_a_crash_where_nothing_can_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        write_crash_text(tmp_path / "file" / "deep", ValueError())


def test_the_account_is_the_machines_and_none_where_it_does_not_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in account._VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    without = account.account_name()
    if platform.system() != "Windows":
        assert without  # the system's own list of accounts has it
        monkeypatch.setattr(os, "getuid", lambda: 4_000_000_000)  # of no account
        assert account.account_name() == ""
    monkeypatch.setenv("USERNAME", " kim ")
    assert account.account_name() == "kim"
    monkeypatch.setenv("LOGNAME", "  ")
    assert account.account_name() == "kim"
    monkeypatch.setenv("LOGNAME", "lee")
    assert account.account_name() == "lee"
    monkeypatch.setenv("LOGNAME", "jos\udce9 ")  # what Python makes of bytes that are not UTF-8
    assert account.account_name() == "jos"
