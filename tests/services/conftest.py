"""Real desks on folders of their own, priced by the committed schedule, on Wednesday, 15 July 2026."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import pytest
from hypothesis import settings

from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.library import Library

settings.register_profile("rvuedge", deadline=None, derandomize=True)
settings.load_profile("rvuedge")

TODAY = date(2026, 7, 15)
OpenDesk = Callable[..., Desk]


@pytest.fixture(scope="session")
def library() -> Iterator[Library]:
    """The committed schedule and catalogue, compiled in its place where it is not of the present text."""
    with (
        TemporaryDirectory() as folder,
        Library(reference_file(), reference_sources(), Path(folder)) as opened,
    ):
        yield opened


@pytest.fixture
def open_desk(library: Library, tmp_path: Path) -> Iterator[OpenDesk]:
    """Open a folder as a program would; every one opened is closed at the end."""
    assert library.schedules.releases
    with ExitStack() as opened:

        def open_folder(folder: Path = tmp_path / "log", today: date = TODAY) -> Desk:
            desk = Desk(folder, reference_file(), reference_sources(), "window", lambda: today)
            return opened.enter_context(desk)

        yield open_folder


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    return open_desk()


@pytest.fixture
def meanwhile(tmp_path: Path) -> Callable[[str], AbstractContextManager[None]]:
    """Have another program write to the log: it has begun, and is done while what is written here waits."""

    @contextmanager
    def writing(statement: str) -> Iterator[None]:
        with closing(
            sqlite3.connect(tmp_path / "log" / "log.sqlite", isolation_level=None, check_same_thread=False)
        ) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute(statement)
            done = Timer(0.2, other.execute, ("COMMIT",))
            done.start()
            try:
                yield
            finally:
                done.join()

    return writing


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user of the system can look into."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
            path.chmod(0o755)


@pytest.fixture
def as_ordinary_user() -> Callable[[], AbstractContextManager[None]]:
    """Do something as a user to whom a read-only folder is read-only: for root nothing is."""

    @contextmanager
    def without_privileges() -> Iterator[None]:
        if os.geteuid():
            yield
            return
        if not hasattr(os, "setresuid"):
            pytest.skip("running as root, who can't be kept from writing here")
        os.setresuid(65534, 65534, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)

    return without_privileges
