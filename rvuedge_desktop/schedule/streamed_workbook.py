"""Read the first sheet of a large workbook row by row, in little memory.

NCCI's workbooks have 600,000 rows a file, where `published_workbook` would hold all of them at once.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType
from zipfile import ZipFile

from rvuedge_desktop.domain.errors import BadInputError

MOST_BYTES = 600_000_000
"""A sheet of 650,000 rows unpacks to some 250 million bytes."""
_MOST_CELL = 1000
_MOST_COLUMNS = 30
_MOST_TEXTS = 200_000
_CHUNK = 1 << 17
_TEXTS = "xl/sharedStrings.xml"
_SHEETS = "xl/worksheets/"
_COLUMN = re.compile(r"[A-Z]{1,2}(?=[0-9])")
_WHOLE = re.compile(r"-?[0-9]+\.0+")

NumberedRow = tuple[int, list[str]]


class _UnfitError(Exception):
    """What is in the workbook is not what a sheet of CMS holds."""


def streamed_rows(archive: ZipFile, name: str) -> Iterator[NumberedRow]:
    """The rows of the first sheet, each with its number, cells as text.

    Raises:
        BadInputError: it has no sheet, or its parts are not as they must be.
    """
    members = [info.filename for info in archive.infolist()]
    sheets = sorted((one for one in members if one.startswith(_SHEETS)), key=lambda one: (len(one), one))
    if not sheets:
        raise _unreadable(name, "it has no sheet")
    try:
        texts = list(_shared(archive, name)) if _TEXTS in members else []
        yield from _parsed(archive, sheets[0], _Sheet(texts), name)
    except (ExpatError, _UnfitError) as error:
        raise _unreadable(name, str(error)) from error


def _shared(archive: ZipFile, name: str) -> Iterator[str]:
    for number, (_, cells) in enumerate(_parsed(archive, _TEXTS, _Texts(), name)):
        if number == _MOST_TEXTS:
            raise _UnfitError("it has too many texts")
        yield cells[0]


def _parsed(archive: ZipFile, member: str, handler: "_Handler", name: str) -> Iterator[NumberedRow]:
    """Feed a member to a parser piece by piece, and hand on what is whole so far."""
    if archive.getinfo(member).file_size > MOST_BYTES:
        raise _unreadable(name, "it unpacks to more than any workbook of CMS")
    parser = ParserCreate()
    handler.attach(parser)
    with archive.open(member) as file:
        for part in _pieces(file):
            parser.Parse(part, False)
            yield from handler.taken()
    parser.Parse(b"", True)
    yield from handler.taken()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while part := file.read(_CHUNK):
        yield part


class _Handler(ABC):
    """Collects the text of some elements; a document type, where entities would be declared, is refused."""

    def __init__(self) -> None:
        self._rows: list[NumberedRow] = []
        self._text: list[str] = []
        self._length = 0
        self._reads = False

    def attach(self, parser: XMLParserType) -> None:
        """Have a parser call this."""
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data
        parser.StartDoctypeDeclHandler = self.refuse

    def taken(self) -> list[NumberedRow]:
        """What is whole since the last call."""
        rows, self._rows = self._rows, []
        return rows

    def refuse(self, *_: object) -> None:
        """No workbook declares a document type."""
        raise _UnfitError("it declares a document type")

    @abstractmethod
    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    @abstractmethod
    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Keep a piece of text of the element that is read."""
        if self._reads:
            self._length += len(text)
            if self._length > _MOST_CELL:
                raise _UnfitError("it has a text longer than any of CMS")
            self._text.append(text)

    def begin_text(self) -> None:
        """Forget the text so far."""
        self._text, self._length = [], 0


class _Texts(_Handler):
    """The texts that cells refer to by number, each as a row of one cell."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - as expat calls it
        """See the base."""
        if tag == "si":
            self.begin_text()
        self._reads = tag == "t"

    def end(self, tag: str) -> None:
        """See the base."""
        self._reads = False
        if tag == "si":
            self._rows.append((len(self._rows), ["".join(self._text)]))


class _Sheet(_Handler):
    """The rows of a sheet."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self._texts = texts
        self._cells: list[str] = []
        self._number = self._width = 0
        self._kind = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See the base."""
        if tag == "c":
            self._kind = attributes.get("t", "n")
            self._make_room(attributes.get("r", ""))
            self.begin_text()
        elif tag in {"v", "t"}:
            self._reads = True
        elif tag == "row":
            self._number += 1
            self._cells = []

    def _make_room(self, place: str) -> None:
        """Fill the row up to the place of a cell: empty ones are not written."""
        found = _COLUMN.match(place)
        column = len(self._cells)
        if found:
            letters = found[0]
            column = ord(letters[-1]) - 65 + (26 * (ord(letters[0]) - 64) if letters[1:] else 0)
        if not len(self._cells) <= column < _MOST_COLUMNS:
            raise _UnfitError("it has a cell outside what CMS's sheets hold")
        self._cells += [""] * (column - len(self._cells))

    def end(self, tag: str) -> None:
        """See the base."""
        if tag == "c":
            self._cells.append(self._cell("".join(self._text)))
        elif tag in {"v", "t"}:
            self._reads = False
        elif tag == "row":
            # Empty cells at the end are not written either.
            self._width = max(self._width, len(self._cells))
            self._rows.append((self._number, self._cells + [""] * (self._width - len(self._cells))))

    def _cell(self, text: str) -> str:
        if self._kind == "s":
            if not text.isdecimal() or int(text) >= len(self._texts):
                raise _UnfitError("a cell refers to a text that is not there")
            return self._texts[int(text)]
        if self._kind == "n" and _WHOLE.fullmatch(text):
            return text.partition(".")[0]
        return text


def _unreadable(name: str, why: str) -> BadInputError:
    return BadInputError(
        f"{name} can't be read as a workbook: {why}",
        "Choose the txt that CMS puts beside it, or download it again",
        "Nothing was read from it",
    )
