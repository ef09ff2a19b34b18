"""Look into a zip without trusting it: what it says of its sizes is believed only after counting."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from rvuedge_desktop.domain.errors import BadInputError

MOST_MEMBERS = 1000
"""CMS's zips hold some twenty files, a workbook some fifteen."""
MOST_BYTES = 100_000_000
"""The largest file in CMS's zips has some five million bytes, a workbook unpacked some thirty million."""

_ZIP = b"PK\x03\x04"


def is_zip(content: bytes) -> bool:
    """Tell whether a file is a zip, which a workbook is too."""
    return content.startswith(_ZIP)


def member_names(content: bytes, name: str) -> tuple[str, ...]:
    """The files in a zip.

    Raises:
        BadInputError: it is damaged, or has more files than any zip of CMS.
    """
    with _reading(content, name) as archive:
        names = tuple(info.filename for info in archive.infolist() if not info.is_dir())
    if len(names) > MOST_MEMBERS:
        raise BadInputError(f"{name} holds {len(names):,} files", "Choose the zip as CMS publishes it", _SAFE)
    return names


def read_member(content: bytes, member: str, name: str) -> bytes:
    """One file of a zip, whole.

    Raises:
        BadInputError: it is damaged or encrypted, or unpacks to more than any file of CMS.
    """
    with _reading(content, name) as archive, archive.open(member) as file:
        unpacked = file.read(MOST_BYTES + 1)
    if len(unpacked) > MOST_BYTES:
        raise _too_large(name)
    return unpacked


def check_sizes(content: bytes, name: str) -> None:
    """Unpack everything once, counting and keeping nothing, before a zip is given to a reader that does not.

    Raises:
        BadInputError: as `read_member`, of all files together.
    """
    total = 0
    with _reading(content, name) as archive:
        if len(archive.infolist()) > MOST_MEMBERS:
            raise _too_large(name)
        for info in archive.infolist():
            with archive.open(info) as file:
                while part := file.read(1 << 20):
                    total += len(part)
                    if total > MOST_BYTES:
                        raise _too_large(name)


@contextmanager
def _reading(content: bytes, name: str) -> Iterator[ZipFile]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield archive
    except (BadZipFile, LargeZipFile, ZlibError, EOFError, NotImplementedError, OSError) as error:
        raise BadInputError(f"{name} is damaged: {error}", "Download it again", _SAFE) from error
    except (RuntimeError, ValueError, KeyError, IndexError, OverflowError, MemoryError) as error:
        # What zipfile raises for a password, and for headers that contradict themselves.
        raise BadInputError(f"{name} can't be unpacked: {error}", "Download it again", _SAFE) from error


def _too_large(name: str) -> BadInputError:
    return BadInputError(
        f"{name} unpacks to more than {MOST_BYTES // 1_000_000} million bytes",
        "Choose the zip as CMS publishes it",
        _SAFE,
    )


_SAFE = "Nothing was read from it"
