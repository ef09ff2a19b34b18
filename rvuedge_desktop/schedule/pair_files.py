"""Open the files that NCCI's pairs come in, row by row: text, gzip, workbook, or a zip of them."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from io import TextIOWrapper
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, cast
from zipfile import BadZipFile, LargeZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.schedule.pair_names import names_pairs, names_reasons
from rvuedge_desktop.schedule.published_archive import MOST_MEMBERS
from rvuedge_desktop.schedule.streamed_workbook import MOST_BYTES, NumberedRow, streamed_rows

_LINE = 4096
"""Characters of a line at most; a longer one comes in pieces, none of which is a row."""
_TEXT_ENDINGS = (".txt", ".csv")
_WORKBOOK_ENDING = ".xlsx"
_BEGINNING = 20_000
_HEADING_LINES = 30
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_SAFE = "Nothing was read from it"


class PairFile(NamedTuple):
    """One file of pairs, or of the reasons for them.

    Attributes:
        name: its own name, without folders.
        path: the file on disk.
        member: its name inside the zip at that path; empty for one that is in none.
    """

    name: str
    path: Path
    member: str = ""


def found_files(paths: Iterable[Path]) -> tuple[PairFile, ...]:
    """The files of pairs and reasons among some paths and in the zips among them.

    Of a part that is there as text and as workbook, the text: it is read in a tenth of the time.

    Raises:
        BadInputError: a zip is damaged.
        OperationFailedError: a file can't be read from disk.
    """
    found: dict[str, PairFile] = {}
    for one in sorted(_all_files(paths), key=lambda one: one.name.lower().endswith(_WORKBOOK_ENDING)):
        found.setdefault(_stem(one.name), one)
    return tuple(sorted(found.values(), key=lambda one: one.name.lower()))


def _stem(name: str) -> str:
    return PurePosixPath(name.lower().removesuffix(".gz")).stem


def _all_files(paths: Iterable[Path]) -> Iterator[PairFile]:
    for path in paths:
        with _opened(path) as file:
            beginning = file.read(len(_ZIP))
        if beginning != _ZIP:
            yield PairFile(path.name, path)
            continue
        with _archive(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
        if len(names) > MOST_MEMBERS:
            raise BadInputError(f"{path.name} holds {len(names):,} files", "Choose the zip of CMS", _SAFE)
        if "[Content_Types].xml" in names:
            yield PairFile(path.name, path)
            continue
        for member in names:
            name = PurePosixPath(member).name
            if name.lower().endswith((*_TEXT_ENDINGS, _WORKBOOK_ENDING)):
                yield PairFile(name, path, member)


def looks_like_pairs(paths: Iterable[Path]) -> bool:
    """Tell whether pairs are meant, by the names of the files, else by how they begin.

    A file that can't be looked into is none: who reads it next says why.
    """
    named = tuple(paths)
    try:
        return any(names_pairs(path.name) for path in named) or any(map(_is_pairs, _all_files(named)))
    except (BadInputError, OperationFailedError):
        return False


def _is_pairs(one: PairFile) -> bool:
    if names_pairs(one.name):
        return True
    if one.member or one.name.lower().endswith(_WORKBOOK_ENDING):
        return False
    with _opened(one.path) as file:
        first = file.read(_BEGINNING)
    if first.startswith(_GZIP):
        with reading(one), gzip.open(one.path) as unpacked:
            first = unpacked.read(_BEGINNING)
    letters = bytes(letter for letter in first.lower() if letter not in b" _\t\"',\r\n")
    return b"column1column2" in letters


def rows_of(one: PairFile) -> Iterator[NumberedRow]:
    """The rows of a file, each with its line.

    Raises:
        BadInputError: it is damaged, or larger than any file of CMS.
        OperationFailedError: it can't be read from disk.
    """
    with reading(one):
        if one.member:
            with _archive(one.path) as archive:
                if archive.getinfo(one.member).file_size > MOST_BYTES:
                    raise BadInputError(
                        f"{one.name} is larger than any file of CMS", "Choose CMS's zip", _SAFE
                    )
                with archive.open(one.member) as file:
                    if one.name.lower().endswith(_WORKBOOK_ENDING):
                        with ZipFile(file) as inner:
                            yield from streamed_rows(inner, one.name)
                    else:
                        yield from _text_rows(file, one.name)
            return
        with _opened(one.path) as plain:
            beginning = plain.read(len(_ZIP))
        if beginning == _ZIP:
            with _archive(one.path) as archive:
                yield from streamed_rows(archive, one.name)
        elif beginning.startswith(_GZIP):
            with gzip.open(one.path) as unpacked:
                yield from _text_rows(cast("IO[bytes]", unpacked), one.name)
        else:
            with _opened(one.path) as plain:
                yield from _text_rows(plain, one.name)


def _text_rows(file: IO[bytes], name: str) -> Iterator[NumberedRow]:
    """The rows of a text, parted by tabs where its first lines have some, else by commas."""
    with closing(TextIOWrapper(file, "latin-1", newline="")) as text:
        pieces = iter(partial(text.readline, _LINE), "")
        heading = list(islice(pieces, _HEADING_LINES))
        tab = any(piece.count("\t") > 1 for piece in heading)
        last = _LastLine()
        reader = csv.reader(last.remembering(heading, pieces), delimiter="\t" if tab else ",")
        try:
            for row in reader:
                yield reader.line_num, row
        except csv.Error as error:
            raise BadInputError(
                f"{name}, line {reader.line_num} can't be read: {error}", "Download it again", _SAFE
            ) from error
        if last.line.strip("\x1a \r\n") and not last.line.endswith(("\n", "\x1a")):
            # Its last row may look whole and have lost a digit.
            raise BadInputError(f"{name} ends in the middle of a line", "Download it again", _SAFE)


class _LastLine:
    """Remembers the last line that was read."""

    def __init__(self) -> None:
        self.line = ""

    def remembering(self, *sources: Iterable[str]) -> Iterator[str]:
        """The lines of some sources, in order."""
        for source in sources:
            for line in source:
                self.line = line
                yield line


def is_reasons(one: PairFile) -> bool:
    """Tell whether it is the list of reasons by their numbers, which stands beside a plain csv."""
    return names_reasons(one.name)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise OperationFailedError(f"{path.name} can't be read: {error.strerror}") from error


@contextmanager
def _archive(path: Path) -> Iterator[ZipFile]:
    with reading(PairFile(path.name, path)), ZipFile(path) as archive:
        yield archive


@contextmanager
def reading(one: PairFile) -> Iterator[None]:
    """Put what a damaged file does to its reader into words.

    Raises:
        BadInputError: in place of it.
    """
    try:
        yield
    except (BadZipFile, LargeZipFile, ZlibError, EOFError, NotImplementedError, OSError) as error:
        raise BadInputError(f"{one.name} is damaged: {error}", "Download it again", _SAFE) from error
    except (RuntimeError, KeyError, OverflowError, MemoryError) as error:
        # What zipfile raises for a password, and for headers that contradict themselves.
        raise BadInputError(f"{one.name} can't be unpacked: {error}", "Download it again", _SAFE) from error
