"""Files as CMS publishes them, made up from figures: relative values, places; as csv, workbook and zip."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from rvuedge_desktop.domain.rates import Gpci, Rate
from rvuedge_desktop.schedule.published_bundle import PublishedBundle
from rvuedge_desktop.schedule.rate_fields import texts_of

Row = Sequence[str | float | bool]
Bundled = Callable[..., PublishedBundle]
"""Makes what reading a made-up release gives."""

FIRST_DAYS = {"A": date(2026, 1, 1), "B": date(2026, 4, 1), "C": date(2026, 7, 1), "D": date(2026, 10, 1)}
_MONTHS = {"A": "January", "B": "April", "C": "July", "D": "October"}

_LABELS = """\
,,,,NOT USED,,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED
,,,,FOR,,,NON-FAC,,FACILITY,,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS
,,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,\
ASST,CO-,TEAM,PRIC,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT
HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,\
PROC,SURG,SURG,SURG,SURG,IND,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT
"""
"""What stands over the columns since 2026, without the row above that says NON-FACILITY twice."""


class Values(NamedTuple):
    """What a relative value file is to say.

    Attributes:
        rates: its rows.
        letter: A to D, the quarter.
        factor: the conversion factor on every row.
        year: as in its title.
        descriptors: words by code; others are `Words of 99213`.
    """

    rates: Iterable[Rate]
    letter: str = "D"
    factor: str = "33.4009"
    year: int = 2026
    descriptors: Mapping[str, str] = {}

    def rows(self) -> list[list[str]]:
        """All rows, headings first."""
        title = f"{self.year} National Physician Fee Schedule Relative Value File"
        heading = [
            ["", "", f"{title} {_MONTHS[self.letter]} Release", *[""] * 29],
            ["", "", "A line of copyright", *[""] * 29],
            [""] * 32,
            [*[""] * 29, "NON-FACILITY", "FACILITY", ""],
        ]
        return [*heading, *csv.reader(StringIO(_LABELS)), *map(self._row, self.rates)]

    def _row(self, rate: Rate) -> list[str]:
        texts = texts_of(rate)
        words = self.descriptors.get(rate.code, f"Words of {rate.code}")
        totals = (f"{rate.total('office'):.2f}", f"{rate.total('facility'):.2f}")
        fields = [*texts[:2], words, *texts[2:10], *totals, *texts[10:20], "9"]
        return [*fields, texts[20], self.factor, texts[21], "0", *texts[22:]]


def csv_of(rows: Iterable[Row]) -> bytes:
    """Rows as CMS writes a csv."""
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("latin-1")


def text_of(values: Values) -> bytes:
    """The same file in the layout of fixed columns."""
    lines = ["HDR A LINE OF COPYRIGHT"]
    for rate in values.rates:
        texts, marks = texts_of(rate), rate.indicators
        shares = (marks.preoperative, marks.intraoperative, marks.postoperative)
        lines.append(
            f"{rate.code}{rate.modifier:2}{'Any words':50}{rate.status}{marks.not_used:1}{rate.work:6.2f} "
            f"{rate.pe_nonfacility:6.2f}{texts[6]:2} {rate.pe_facility:6.2f}{texts[8]:2} "
            f"{rate.malpractice:5.2f} {rate.total('office'):6.2f}{rate.total('facility'):6.2f}"
            f"{marks.pc_tc}{marks.global_days}{''.join(f'{share:.2f}'[1:] for share in shares)}"
            f"{''.join(texts[15:20])}9{'':6}{marks.endoscopic_base:5}{values.factor:>8} {marks.supervision}0 "
            f"{marks.imaging_family}{'':4}{rate.opps_pe_nonfacility:6.2f} {rate.opps_pe_facility:6.2f} "
            f"{rate.opps_malpractice:6.2f}"
        )
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


_CONTENT_TYPES = """\
<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
_RELATION = """\
<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="{}" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/>
</Relationships>"""
_WORKBOOK = """\
<?xml version="1.0" encoding="UTF-8"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>
</workbook>"""
_SHEET = """\
<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetData>{}</sheetData>
</worksheet>"""


def workbook_of(rows: Iterable[Row]) -> bytes:
    """Rows as a workbook: texts as texts, numbers as the binary fractions that a workbook keeps."""
    return zip_of(workbook_parts(rows))


def workbook_parts(rows: Iterable[Row]) -> dict[str, bytes]:
    """The files inside a workbook."""
    sheet = "".join(
        f'<row r="{number}">{"".join(_cell(cell, _column(at), number) for at, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return {
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        "_rels/.rels": _RELATION.format("xl/workbook.xml", "officeDocument").encode(),
        "xl/workbook.xml": _WORKBOOK.encode(),
        "xl/_rels/workbook.xml.rels": _RELATION.format("worksheets/sheet1.xml", "worksheet").encode(),
        "xl/worksheets/sheet1.xml": _SHEET.format(sheet).encode(),
    }


def _column(at: int) -> str:
    return chr(65 + at) if at < 26 else "A" + chr(65 + at - 26)


def _cell(cell: str | float | bool, column: str, row: int) -> str:
    match cell:
        case "":
            return ""
        case bool():
            return f'<c r="{column}{row}" t="b"><v>{int(cell)}</v></c>'
        case str():
            return (
                f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            )
        case _:
            return f'<c r="{column}{row}"><v>{cell!r}</v></c>'


def with_numbers(rows: Iterable[Sequence[str]], columns: Sequence[int]) -> list[list[str | float]]:
    """Rows with what can be a number in some columns as one, as a spreadsheet keeps it."""
    return [[_number(cell) if at in columns else cell for at, cell in enumerate(row)] for row in rows]


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def zip_of(members: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """A zip of files by name."""
    out = BytesIO()
    with ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def gpci_rows(places: Iterable[Gpci], year: int = 2026, *, floors: bool = True) -> list[list[str]]:
    """A GPCI file, since 2026 with the work index both without and with the floor."""
    both = [f"{year} PW GPCI (without 1.0 Floor)"] if floors else []
    labels = ["Medicare Administrative Contractor (MAC)", "State", "Locality Number", "Locality Name", *both]
    labels += [f"{year} PW GPCI (with 1.0 Floor)", f"{year} PE GPCI", f"{year} MP GPCI"]
    width = len(labels)
    rows = [[f"ADDENDUM E. FINAL CY {year} GEOGRAPHIC PRACTICE COST INDICES", *[""] * (width - 1)]]
    rows += [[""] * width, labels]
    for place in places:
        mac, number = place.locality.split("-")
        work = [f"{place.work - Decimal('0.012')}"] if floors else []
        indices = [*work, *map(str, (place.work, place.practice_expense, place.malpractice))]
        rows.append([mac, place.name[-2:], number, f"{place.name[:-4].upper()}*", *indices])
    return [*rows, [""] * width, ["* A line about a floor", *[""] * (width - 1)]]


def anesthesia_rows(factors: Mapping[str, str], national: str | None = "20.4976") -> list[list[str]]:
    """An ANES file: dollars for a unit by locality, the national factor in its heading."""
    stated = f"National Anes CF of {national}" if national else "Anes CF"
    rows = [["Contractor", "Locality", "Locality Name", stated]]
    rows += ([*(f"{part} " for part in key.split("-")), "SOMEWHERE", f"{cf} "] for key, cf in factors.items())
    return [*rows, [""] * 4]


def made_up_places(count: int = 109, state: str = "AL") -> list[Gpci]:
    """Localities 10112-00 and following, each with indices of its own."""
    return [
        Gpci(
            f"{10112 + at // 90}-{at % 90:02}",
            f"Place{at}, {state}",
            Decimal("1.000") + Decimal(at) / 1000,
            Decimal("0.875") + Decimal(at) / 1000,
            Decimal("0.566") + Decimal(at) / 1000,
        )
        for at in range(count)
    ]
