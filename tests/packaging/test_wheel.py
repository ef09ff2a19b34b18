"""What pip installs: the program with its compiled schedule and its icons, and none of the text behind it."""

import tarfile
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from rvuedge_desktop.store.reference import Reference

ROOT = Path(__file__).parent.parent.parent
COMPILED = "rvuedge_desktop/resources/compiled/reference.sqlite"
DRAWINGS = {".svg", ".png", ".ico"}


def built_wheel(root: Path, target: Path) -> Path:
    return Path(next(WheelBuilder(str(root)).build(directory=str(target), versions=["standard"])))


def names_in(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    packed = next(SdistBuilder(str(ROOT)).build(directory=str(folder)))
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    return unpacked


def test_every_module_is_installed(wheel: Path) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rvuedge_desktop").rglob("*.py")}
    assert modules == {name for name in names_in(wheel) if name.endswith(".py")}


def test_every_icon_is_installed(wheel: Path) -> None:
    icons = {f"rvuedge_desktop/resources/icons/{path.name}" for path in (ROOT / "resources/icons").iterdir()}
    assert icons <= names_in(wheel)


def test_nothing_else_is_installed(wheel: Path) -> None:
    """No text of schedule or catalogue: its absence is also what tells the program that it is installed."""
    others = {
        name
        for name in names_in(wheel)
        if not name.endswith(".py") and ".dist-info/" not in name and name != COMPILED
    }
    others.remove("rvuedge_desktop/resources/guide.md")
    assert {PurePosixPath(name).parent.as_posix() for name in others} == {"rvuedge_desktop/resources/icons"}
    assert {PurePosixPath(name).suffix for name in others} <= DRAWINGS


def test_installed_schedule_prices(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        reference = Reference(Path(archive.extract(COMPILED, tmp_path)))
    try:
        newest = len(reference.releases) - 1
        assert str(reference.rates("90853", newest)[""].work) == "0.67"
    finally:
        reference.close()


def test_source_distribution_has_the_text_and_not_what_is_made_of_it(sdist: Path) -> None:
    assert (sdist / "resources" / "fee_schedule" / "releases.csv").is_file()
    assert (sdist / "packaging" / "build_hook.py").is_file()
    assert not (sdist / "resources" / "compiled").exists()
    assert not [path for path in sdist.rglob("*") if "__pycache__" in path.parts]


def test_wheel_of_the_source_distribution_is_the_same(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    assert names_in(built_wheel(sdist, tmp_path)) == names_in(wheel)


def test_editable_install_copies_nothing(tmp_path: Path) -> None:
    editable = Path(next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["editable"])))
    assert {PurePosixPath(name).parts[0] for name in names_in(editable) if ".dist-info/" not in name} == {
        "_rvuedge_desktop.pth"
    }
