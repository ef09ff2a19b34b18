"""A check-up: versions, folders, the soundness of the log, the releases at hand."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from rvuedge_desktop import __version__
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.rates import Release
from rvuedge_desktop.store.code_pairs import LoadedPairs
from rvuedge_desktop.store.connection import SQLITE_VERSION
from rvuedge_desktop.store.log_file import BACKUPS, FILE_NAME, integrity_problems


@dataclass(frozen=True, slots=True)
class CheckUp:
    """What was found.

    Attributes:
        version, python, sqlite: versions.
        data_folder, log_file, backups_folder: where the user's things lie.
        log_exists: whether there is a log yet.
        problems: what is wrong with the log, or keeps this program from opening it; empty where nothing.
        releases: the bundled releases.
    """

    version: str
    python: str
    sqlite: str
    data_folder: Path
    log_file: Path
    backups_folder: Path
    log_exists: bool
    problems: tuple[str, ...]
    releases: tuple[Release, ...]


def check_up(folder: Path, releases: tuple[Release, ...]) -> CheckUp:
    """Look a user's folder over without changing anything in it."""
    problems = _access_problems(folder)
    try:
        problems += integrity_problems(folder)
    except OperationFailedError as error:
        problems.append(str(error))
    pairs = LoadedPairs(folder)
    unusable = pairs.check()
    pairs.close()
    if unusable:
        problems.append(str(unusable))
    return CheckUp(
        __version__,
        platform.python_version(),
        SQLITE_VERSION,
        folder,
        folder / FILE_NAME,
        folder / BACKUPS,
        (folder / FILE_NAME).exists(),
        tuple(problems),
        releases,
    )


def _access_problems(folder: Path) -> list[str]:
    """What keeps this program from writing where the log lies, or would be made."""
    log = folder / FILE_NAME
    wanted = [folder, log] if log.exists() else [folder]
    for path in wanted:
        there = next(one for one in (path, *path.parents) if one.exists())
        if there != log and not there.is_dir():
            return [f"{there} is a file, not a folder. Name another folder with --data-dir"]
        if not os.access(there, os.W_OK):
            return [f"{there} can't be written to. Make it writable, or name another folder with --data-dir"]
    return []
