"""Colours can be read, and come from one place."""

import re
from itertools import product
from pathlib import Path

import pytest

from rvuedge_desktop.ui import theme
from rvuedge_desktop.ui.theme import DARK, LIGHT, Colours

UI = Path(theme.__file__).parent


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_whatever_is_behind_it(colours: Colours) -> None:
    for ink, ground in product(
        (colours.text, colours.muted), (colours.background, colours.surface, colours.accent_soft)
    ):
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(colours.warning, colours.warning_soft) >= 4.5
    assert contrast(colours.muted, colours.track) >= 4.5
    assert contrast(colours.warning, colours.background) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.accent, colours.surface) >= 4.5
    assert contrast(colours.accent, colours.accent_soft) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_stand_out_from_their_ground(colours: Colours) -> None:
    assert contrast(colours.accent, colours.background) >= 3
    assert contrast(colours.accent, colours.track) >= 3


def test_no_widget_has_a_colour_of_its_own() -> None:
    for path in UI.rglob("*.py"):
        if path.name != "theme.py":
            assert not re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")), path
