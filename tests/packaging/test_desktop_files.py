"""What a desktop is told of the program agrees with pyproject.toml and with the files that are there."""

import re
import tomllib
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from rvuedge_desktop import __version__

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
METAINFO = ET.parse(ROOT / "packaging" / "io.github.rvuedge.RvuEdge.metainfo.xml")  # noqa: S314 - our own
ICONS = ROOT / "resources" / "icons"
LINE_ICONS = sorted(path for path in ICONS.glob("*.svg") if path.stem != "rvuedge")


@pytest.fixture
def entry() -> ConfigParser:
    parser = ConfigParser(interpolation=None)
    parser.read(ROOT / "packaging" / "rvuedge.desktop", encoding="utf-8")
    return parser


def test_newest_release_is_the_version() -> None:
    releases = METAINFO.findall("releases/release")
    assert releases[0].get("version") == PROJECT["version"] == __version__


def test_metainfo_names_the_desktop_file_and_the_program() -> None:
    assert METAINFO.findtext("launchable") == "rvuedge.desktop"
    assert METAINFO.findtext("provides/binary") in PROJECT["scripts"]
    assert METAINFO.findtext("project_license") == PROJECT["license"]


def test_desktop_file_starts_what_is_installed(entry: ConfigParser) -> None:
    for section in entry.sections():
        assert entry[section]["Exec"].split()[0] in PROJECT["scripts"]


def test_desktop_file_and_metainfo_agree(entry: ConfigParser) -> None:
    desktop = entry["Desktop Entry"]
    assert desktop["Name"] == METAINFO.findtext("name")
    assert desktop["Categories"].strip(";").split(";") == [
        element.text for element in METAINFO.findall("categories/category")
    ]
    assert (ICONS / f"{desktop['Icon']}.svg").is_file()


@pytest.mark.parametrize("path", LINE_ICONS, ids=lambda path: path.stem)
def test_line_icons_are_one_set(path: Path) -> None:
    drawing = path.read_text(encoding="utf-8")
    root = ET.fromstring(drawing)  # noqa: S314 - our own
    given = {name: root.get(name) for name in ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap")}
    assert given == {
        "viewBox": "0 0 20 20",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "1.6",
        "stroke-linecap": "round",
    }
    assert not re.search("#[0-9a-fA-F]{3}", drawing), "its colour is the theme's to say"
