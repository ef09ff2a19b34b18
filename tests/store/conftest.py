"""Real logs in folders of their own, priced by the committed schedule, on Wednesday, 15 July 2026."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.store.reference import Reference, open_reference
from rvuedge_desktop.store.reference_sources import Sources

settings.register_profile("rvuedge", deadline=None, derandomize=True)
settings.load_profile("rvuedge")

TODAY = date(2026, 7, 15)
OpenDesk = Callable[..., Desk]


@pytest.fixture(scope="session")
def reference() -> Iterator[Reference]:
    """The committed schedule and catalogue, compiled in its place where it is not of the present text."""
    sources = reference_sources()
    opened = open_reference(reference_file(), Sources(*sources) if sources else None)
    yield opened
    opened.close()


@pytest.fixture
def open_desk(reference: Reference, tmp_path: Path) -> Iterator[OpenDesk]:
    """Open a folder as a program would; every one opened is closed at the end."""
    assert reference.releases
    with ExitStack() as opened:

        def open_folder(folder: Path = tmp_path / "log", origin: str = "command line") -> Desk:
            desk = Desk(folder, reference_file(), reference_sources(), origin, lambda: TODAY)
            return opened.enter_context(desk)

        yield open_folder


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    return open_desk()
