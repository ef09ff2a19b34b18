"""Where an error that nobody foresaw is written down, so that a person can send it."""

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from rvuedge_desktop import __version__

CRASH_FILE = "crash.txt"


def write_crash_text(folder: Path, error: BaseException) -> Path:
    """Write versions, the moment and the traceback to a folder, in place of an older one; gives the path.

    No argument and no entry is written: what a person logs is theirs.

    Raises:
        OSError: the folder can't be written to.
    """
    lines = [
        f"RVU Edge {__version__}, Python {platform.python_version()}, {platform.platform()}",
        datetime.now(UTC).isoformat(timespec="seconds"),
        "",
        *(line.rstrip("\n") for line in traceback.format_exception(error)),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / CRASH_FILE
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="backslashreplace")
    return path
