"""A file is written whole or not at all."""

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.exchange.text_files import read_text_file, write_text_file

TEXT = "month,note\r\n2026-07,caf\u00e9\r\n"


def test_text_is_written_byte_for_byte_in_utf_8(tmp_path: Path) -> None:
    write_text_file(tmp_path / "july.csv", TEXT)
    assert (tmp_path / "july.csv").read_bytes() == TEXT.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["july.csv"]


def test_an_older_file_is_replaced_and_its_readers_stay_the_same(tmp_path: Path) -> None:
    path = tmp_path / "july.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    write_text_file(path, TEXT)
    assert path.read_bytes() == TEXT.encode()
    assert path.stat().st_mode & 0o777 == 0o600


def test_who_may_read_a_new_file_is_for_the_system_to_say(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_text_file(tmp_path / "july.csv", TEXT)
    finally:
        os.umask(before)
    assert (tmp_path / "july.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["missing/july.csv", "folder", "x" * 300])
def test_what_can_not_be_written_is_said_and_nothing_is_left_behind(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OperationFailedError, match="can't be written") as failed:
        write_text_file(tmp_path / name, TEXT)
    assert (failed.value.fix, failed.value.safe) == ("Choose another folder or name", "The log is unharmed")
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]


def test_a_database_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE entries (id INTEGER)")
    content = path.read_bytes()
    (tmp_path / "link.csv").symlink_to(path)
    for target in (path, tmp_path / "link.csv"):
        with pytest.raises(OperationFailedError, match="is a database, perhaps a log"):
            write_text_file(target, TEXT)
    assert path.read_bytes() == content


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link, target = tmp_path / "latest.csv", tmp_path / "july.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_text_file(link, TEXT)
    assert link.is_symlink()
    assert target.read_bytes() == TEXT.encode()


def test_a_circle_of_links_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(OperationFailedError, match="can't be written"):
        write_text_file(tmp_path / "one" / "july.csv", TEXT)


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_text_file(pipe, TEXT)
    reader.join()
    assert read == [TEXT.encode()]


def test_a_full_device_is_said(tmp_path: Path) -> None:
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("this system has no device that is always full")
    (tmp_path / "july.csv").symlink_to(device)
    with pytest.raises(OperationFailedError, match="no space left on device"):
        write_text_file(tmp_path / "july.csv", TEXT)


def test_a_text_is_read_with_or_without_a_mark_at_its_beginning(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes("\ufeffcaf\u00e9\n".encode())
    assert read_text_file(file) == "caf\u00e9\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\x00", "own.toml is no text in UTF-8"), (b"x" * 1_000_001, "own.toml is far too large")],
)
def test_what_is_no_small_text_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(content)
    with pytest.raises(BadInputError, match=said):
        read_text_file(file)


def test_a_text_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match=r"own.toml can't be read"):
        read_text_file(tmp_path / "own.toml")
