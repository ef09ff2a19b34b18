"""The committed catalogue; properties are looked for with the same examples on every run, no clock."""

from pathlib import Path

import pytest
from hypothesis import settings

from rvuedge_desktop.catalogue.descriptions import Description, read_descriptions
from rvuedge_desktop.catalogue.families import Family, read_families
from rvuedge_desktop.host.resource_files import resource_folder

settings.register_profile("rvuedge", deadline=None, derandomize=True)
settings.load_profile("rvuedge")


@pytest.fixture(scope="session")
def catalogue_folder() -> Path:
    return resource_folder() / "catalogue"


@pytest.fixture(scope="session")
def described(catalogue_folder: Path) -> tuple[Description, ...]:
    return tuple(read_descriptions(catalogue_folder))


@pytest.fixture(scope="session")
def families(catalogue_folder: Path) -> tuple[Family, ...]:
    return tuple(read_families(catalogue_folder))
