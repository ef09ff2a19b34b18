"""Our line icons, drawn in the colour that is asked for."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

SIZE = 20
"""Side of an icon in pixels."""


@lru_cache(maxsize=128)
def icon(folder: Path, name: str, colour: str, chosen_colour: str = "") -> QIcon:
    """An icon by name.

    Args:
        folder: where the icons lie.
        name: its file's name without ending.
        colour: #RRGGBB.
        chosen_colour: the colour when it is switched on; the same where empty.
    """
    made = QIcon(_pixmap(folder / f"{name}.svg", colour))
    if chosen_colour:
        made.addPixmap(_pixmap(folder / f"{name}.svg", chosen_colour), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _pixmap(path: Path, colour: str) -> QPixmap:
    drawing = path.read_text(encoding="utf-8").replace("currentColor", colour)
    data = QByteArray(drawing.encode())
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    ratio = 2  # sharp on a dense screen, and smooth on any other
    reader.setScaledSize(QSize(SIZE, SIZE) * ratio)
    pixmap = QPixmap.fromImage(reader.read())
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
