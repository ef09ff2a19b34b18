"""NCCI's pairs, read from every form that CMS ships them in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.quarters import Quarter
from rvuedge_desktop.schedule import published_pairs, streamed_workbook
from rvuedge_desktop.schedule.pair_files import looks_like_pairs
from rvuedge_desktop.schedule.published_pairs import PublishedPairs, read_pairs
from tests.pair_files import (
    HELD,
    MISUSE,
    NAME,
    PAIRS,
    STANDARDS,
    plain_csv,
    reasons_csv,
    text_of_pairs,
    workbook_of_pairs,
    zip_of_pairs,
)
from tests.published import csv_of, workbook_of, workbook_parts, zip_of

Write = Callable[..., Path]
Told = tuple[str, str, date | None, date | None, str, str]

ALL: list[Told] = [
    ("00100", "93000", date(2010, 1, 1), None, "never", STANDARDS),
    ("11042", "97597", date(1996, 1, 1), date(2019, 12, 31), "never", MISUSE),
    ("11042", "97597", date(2020, 1, 1), None, "with a modifier", MISUSE),
    ("20610", "76942", date(2015, 1, 1), date(2025, 6, 30), "never", MISUSE),
    ("90837", "90853", date(2013, 1, 1), None, "with a modifier", STANDARDS),
    ("G0105", "90853", None, None, "not applicable", ""),
]
HEADER = "Column 1\tColumn 2\tModifier"
ENDLESS = '99213\t36415\t1\r\n"' + "x\r\n" * 60_000


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: bytes, name: str = f"{NAME}.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def told(published: PublishedPairs) -> list[Told]:
    return [(first, second, *published.terms[term]) for first, second, term in published.rows()]


@pytest.mark.parametrize(
    ("content", "name", "member"),
    [
        (text_of_pairs(), f"{NAME}.TXT", f"{NAME}.TXT"),
        (workbook_of_pairs(), f"{NAME}.xlsx", f"{NAME}.xlsx"),
        (zip_of_pairs(), "medicare-ncci-2026q2-practitioner-ptp-edits-ccipra-v321r0-f1.zip", f"{NAME}.TXT"),
        (zip_of({f"a/{NAME}.xlsx": workbook_of_pairs()}), "ccipra.zip", f"{NAME}.xlsx"),
        (text_of_pairs() + b"\x1a", f"{NAME}.txt", f"{NAME}.txt"),
        (text_of_pairs().replace(b"\t", b","), f"{NAME}.csv", f"{NAME}.csv"),
    ],
)
def test_every_form_says_the_same(write: Write, content: bytes, name: str, member: str) -> None:
    published = read_pairs([write(content, name)])
    assert told(published) == ALL
    assert (published.quarter, published.count, published.members) == (Quarter(2026, 2), HELD, (member,))
    assert (published.findings, published.never_held, published.source) == ((), 1, name)
    assert published.missing_parts == (2, 3, 4)
    assert published.paired_codes() == {code for pair in ALL for code in pair[:2]}


def test_titles_of_several_lines_in_one_cell_and_a_title_of_all_are_read(write: Write) -> None:
    heading = (
        "Column1/Column2 Edits, all rights reserved, by others\r\n"
        'Column 1\tColumn 2\t"*=in existence \nprior to 1996"\t"Effective \nDate"\t"Deletion \nDate"\t'
        '"Modifier\n0=not allowed\n1=allowed\n9=not applicable"\tPTP Edit Rationale\r\n'
    )
    published = read_pairs([write(heading.encode() + text_of_pairs(heading=()))])
    assert (told(published), published.findings) == (ALL, ())


@pytest.mark.parametrize("packed", [False, True])
def test_a_plain_csv_has_no_days_and_its_reasons_beside_it(write: Write, packed: bool) -> None:
    pairs = write(plain_csv(packed=packed), f"ptp_practitioner_2024q3.csv{'.gz' if packed else ''}")
    reasons = write(reasons_csv(), "ptp_rationales_2024q3.csv")
    published = read_pairs([pairs, reasons])
    assert published.quarter == Quarter(2024, 3)
    assert told(published)[:2] == [
        ("00100", "93000", None, None, "never", STANDARDS),
        ("11042", "97597", None, None, "never", MISUSE),
    ]
    assert told(published)[-1] == ("G0105", "90853", None, None, "not applicable", "")
    assert (published.missing_parts, published.never_held) == ((), 0)
    assert {terms.rationale for terms in read_pairs([pairs]).terms} == {""}


def test_all_parts_are_read_together_and_each_once(write: Write) -> None:
    paths = [write(zip_of_pairs(PAIRS[at : at + 2], f"{NAME[:-1]}{at + 1}"), f"f{at}.zip") for at in range(4)]
    paths.append(write(text_of_pairs(PAIRS[:2]), f"{NAME}.txt"))
    published = read_pairs(paths)
    assert [member[-6:-4] for member in published.members] == ["f1", "f2", "f3", "f4"]
    assert (published.missing_parts, published.findings) == ((), ())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("9921\t36415\t\t20240101\t*\t1\tx", "'9921' is not a code"),
        ("99213\t\t\t20240101\t*\t1\tx", "'' is not a code"),
        ("99213\t36415\t\t2024-01-01\t*\t1\tx", "'2024-01-01' is not a day as YYYYMMDD"),
        ("99213\t36415\t\t20240101\t20241301\t1\tx", "20241301 is not a day of the calendar"),
        ("99213\t36415\t\t20240101\t20231231\t1\tx", "it ends on 2023-12-31, before it begins on 2024-01-01"),
        ("99213\t36415\t\t20240101\t*\t2\tx", "'2' is no modifier indicator: 0, 1 or 9"),
        ("99213\t36415\t\t20240101", "it has 4 columns, fewer than the labels above"),
        ("99213\t99213\t\t20240101\t*\t1\tx", "it pairs a code with itself"),
    ],
)
def test_a_row_that_can_not_be_read_is_a_finding_with_its_line(write: Write, row: str, words: str) -> None:
    content = text_of_pairs() + f"{row}\r\n".encode() + text_of_pairs(PAIRS[:1], ())
    published = read_pairs([write(content)])
    (finding,) = published.findings
    assert (finding.line, finding.what) == (6 + len(PAIRS), words)
    assert told(published) == [*ALL, ALL[0]]


def test_a_finding_of_several_files_names_its_own(write: Write) -> None:
    good = write(text_of_pairs(), f"{NAME}.txt")
    bad = write(text_of_pairs([*PAIRS, ("x", "y", "", "", "", "", "")]), f"{NAME[:-1]}2.txt")
    (finding,) = read_pairs([good, bad]).findings
    assert finding.what == f"'x' is not a code ({NAME[:-1]}2.txt)"


def test_blank_rows_are_passed_over(write: Write) -> None:
    content = text_of_pairs().replace(b"\r\n90837", b"\r\n\r\n  \t\r\n90837")
    published = read_pairs([write(content)])
    assert (told(published), published.findings) == (ALL, ())


# Which quarter


@pytest.mark.parametrize(
    ("name", "quarter"),
    [
        ("ccipra-v302r0-f1.txt", Quarter(2024, 3)),
        ("ccipra-v303r1-f2.TXT", Quarter(2024, 4)),
        ("ccipra-v313r0-f1.txt", Quarter(2025, 4)),
        ("ccipra_v32.0.txt", Quarter(2026, 1)),
        ("ptp 2026Q2.txt", Quarter(2026, 2)),
        ("PRA_PTP_Eff_07-01-2026.txt", Quarter(2026, 3)),
    ],
)
def test_the_name_says_the_quarter(write: Write, name: str, quarter: Quarter) -> None:
    assert read_pairs([write(text_of_pairs(), name)]).quarter == quarter


def test_the_heading_says_the_quarter_else(write: Write) -> None:
    content = b"Edits, effective 10-01-2025, all of them\r\n" + text_of_pairs()
    assert read_pairs([write(content, "pairs.txt")]).quarter == Quarter(2025, 4)


@pytest.mark.parametrize("name", ["pairs.txt", "ccipra-v324r0-f1.txt", "PTP_Eff_02-01-2026.txt"])
def test_where_nothing_says_the_quarter_it_is_asked_for(write: Write, name: str) -> None:
    path = write(text_of_pairs(), name)
    with pytest.raises(BadInputError, match="Nothing says of which quarter") as refused:
        read_pairs([path])
    assert "--quarter 2024Q1" not in refused.value.fix, "a row that never held says nothing"
    assert "--quarter 2020Q1" in refused.value.fix
    assert read_pairs([path], quarter=Quarter(2026, 3)).quarter == Quarter(2026, 3)


def test_without_days_an_example_is_given(write: Write) -> None:
    with pytest.raises(BadInputError) as refused:
        read_pairs([write(plain_csv(), "pairs.csv")])
    assert "--quarter 2026Q2" in refused.value.fix


def test_files_of_two_quarters_are_refused(write: Write) -> None:
    paths = [write(text_of_pairs(), f"ccipra-v32{at}r0-f1.txt") for at in (0, 1)]
    with pytest.raises(BadInputError, match="of 2026 Q1 and of 2026 Q2"):
        read_pairs(paths)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ccioph-v321r0-f1.txt", "the pairs for hospitals"),
        ("MCD_PRA_PTP_Eff_04-01-2026.txt", "the pairs of Medicaid"),
        ("2026q2-practitioner-quarterly-additions-ptp.txt", "a list of changes alone"),
    ],
)
def test_other_files_of_ncci_are_told_apart(write: Write, name: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        read_pairs([write(text_of_pairs(), name)])
    with pytest.raises(BadInputError, match=words):
        read_pairs([write(zip_of({name: text_of_pairs()}), "ptp.zip")])


# What is none


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it has no column \u201cColumn 1\u201d"),
        (b"Column 1\tModifier\tMore\r\n99213\t36415\t1\r\n", "it has no column \u201cColumn 2\u201d"),
        (b"Column 1\tColumn 2\tMore\r\n99213\t36415\t1\r\n", "it has no column \u201cModifier\u201d"),
        (f"{HEADER}\r\n".encode(), "no pair stands below its labels"),
        (
            f"{HEADER}\r\n99213\t36415\t7\r\n".encode(),
            "no row of it could be read; line 2: '7' is no modifier",
        ),
        (f"{HEADER}\r\n99213\t36415\t1".encode(), "ends in the middle of a line"),
        (
            f"{HEADER}\r\n{ENDLESS}".encode(),
            "can't be read: field larger",
        ),
        (b"\x1f\x8bno gzip at all", "is damaged"),
        (plain_csv(packed=True)[:-9], "is damaged"),
        (b"PK\x03\x04no zip", "is damaged"),
        (zip_of({"readme.pdf": b""}), "holds no pairs"),
        (zip_of({f"ccipra{at}.txt": b"" for at in range(1001)}), "holds 1,001 files"),
        (zip_of({"ccipra.xlsx": b"no workbook"}), "is damaged"),
        (zip_of({"[Content_Types].xml": b""}), "it has no sheet"),
    ],
)
def test_what_is_no_file_of_pairs_is_refused_in_words(write: Write, content: bytes, words: str) -> None:
    with pytest.raises(BadInputError, match=words) as refused:
        read_pairs([write(content)])
    assert refused.value.fix


def test_rows_that_never_held_alone_are_no_pairs(write: Write) -> None:
    with pytest.raises(BadInputError, match=r"no row of it could be read\."):
        read_pairs([write(text_of_pairs(PAIRS[5:6]))])


def test_a_list_of_reasons_alone_is_refused(write: Write) -> None:
    with pytest.raises(BadInputError, match="holds no pairs"):
        read_pairs([write(reasons_csv(), "ptp_rationales_2024q3.csv")])


def test_more_bad_rows_than_any_whole_file_has_end_it(write: Write) -> None:
    content = text_of_pairs() + b"99213\t36415\t\t\t\t7\tx\r\n" * 1001
    with pytest.raises(BadInputError, match="more than 1,000 rows could not be read; line 13: '7' is"):
        read_pairs([write(content)])


def test_more_rows_than_any_file_of_cms_end_it(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published_pairs, "MOST_ROWS", 30_000)
    with pytest.raises(BadInputError, match="more rows than any file of CMS"):
        read_pairs([write(text_of_pairs() + b"\r\n" * 50_000)])


def test_a_file_larger_than_any_of_cms_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rvuedge_desktop.schedule.pair_files.MOST_BYTES", 300)
    with pytest.raises(BadInputError, match="larger than any file of CMS"):
        read_pairs([write(zip_of_pairs(), "ccipra.zip")])
    monkeypatch.setattr(streamed_workbook, "MOST_BYTES", 300)
    with pytest.raises(BadInputError, match="unpacks to more than any workbook"):
        read_pairs([write(workbook_of_pairs(), "ccipra.xlsx")])


def test_an_encrypted_zip_is_refused(write: Write) -> None:
    content = bytearray(zip_of({"ccipra-v321r0.txt": text_of_pairs()}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadInputError, match="can't be unpacked"):
        read_pairs([write(bytes(content), "ccipra.zip")])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match="can't be read"):
        read_pairs([tmp_path / "ccipra-v321r0-f1.txt"])


def test_progress_is_told_and_may_end_it(write: Write) -> None:
    class EnoughError(Exception):
        pass

    rows: list[int] = []
    path = write(text_of_pairs(PAIRS[:1] * 45_000))
    assert read_pairs([path], rows.append).count == 45_000
    assert rows == [0, 20_000, 40_000]

    def enough(count: int) -> None:
        if count:
            raise EnoughError

    with pytest.raises(EnoughError):
        read_pairs([path], enough)


# Telling them from other files


@pytest.mark.parametrize(
    ("content", "name", "are_pairs"),
    [
        (text_of_pairs(), "whatever.txt", True),
        (plain_csv(), "whatever.csv", True),
        (plain_csv(packed=True), "whatever.csv.gz", True),
        (zip_of_pairs(), "whatever.zip", True),
        (b"", "ccipra-v321r0-f1.xlsx", True),
        (csv_of([["HCPCS", "MOD"]]), "PPRRVU2026_Jul_nonQPP.csv", False),
        (zip_of({"PPRRVU2026.csv": text_of_pairs()}), "rvu26c.zip", False),
        (workbook_of([["HCPCS", "MOD"]]), "PPRRVU2026.xlsx", False),
        (b"PK\x03\x04no zip", "rvu26c.zip", False),
        (b"\x1f\x8bno gzip at all", "rvu26c.gz", False),
    ],
)
def test_pairs_are_told_by_name_or_content(write: Write, content: bytes, name: str, are_pairs: bool) -> None:
    assert looks_like_pairs([write(content, name)]) is are_pairs


def test_what_is_not_there_is_no_pairs(tmp_path: Path) -> None:
    assert not looks_like_pairs([tmp_path / "whatever.txt"])


# Workbooks


def sheet(cells: str, texts: str = "") -> bytes:
    parts = workbook_parts([])
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()
    if texts:
        parts["xl/sharedStrings.xml"] = f"<sst>{texts}</sst>".encode()
    return zip_of(parts)


def test_a_workbook_with_shared_texts_and_gaps_is_read(write: Write) -> None:
    texts = ["Column 1", "Column 2", "Modifier", "G0105", "Misuse"]
    shared = "".join(f"<si><r><t>{text[:3]}</t></r><r><t>{text[3:]}</t></r></si>" for text in texts)
    label = "".join(f'<c r="{at}1" t="s"><v>{number}</v></c>' for number, at in enumerate(("A", "B", "D")))
    row = '<c r="A2" t="s"><v>3</v></c><c r="B2"><v>90853.0</v></c><c r="D2"><v>1</v></c>'
    content = sheet(f"<row>{label}</row><row>{row}</row>", shared)
    published = read_pairs([write(content, f"{NAME}.xlsx")])
    assert told(published) == [("G0105", "90853", None, None, "with a modifier", "")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (sheet('<row><c r="ZZ1"><v>1</v></c></row>'), "a cell outside"),
        (sheet('<row><c r="B1"/><c r="A1"/></row>'), "a cell outside"),
        (sheet("<row>" + "<c/>" * 31 + "</row>"), "a cell outside"),
        (sheet('<row><c t="s"><v>7</v></c></row>'), "refers to a text that is not there"),
        (sheet('<row><c t="s"><v>x</v></c></row>'), "refers to a text that is not there"),
        (sheet(f"<row><c><v>{'9' * 2000}</v></c></row>"), "a text longer than any"),
        (sheet("<row><c>"), "mismatched tag"),
        (
            zip_of({**workbook_parts([]), "xl/worksheets/sheet1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
            "type",
        ),
    ],
)
def test_a_workbook_that_is_none_of_cms_is_refused(write: Write, content: bytes, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        read_pairs([write(content, f"{NAME}.xlsx")])


def test_too_many_texts_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed_workbook, "_MOST_TEXTS", 2)
    with pytest.raises(BadInputError, match="too many texts"):
        read_pairs([write(sheet("", "<si><t>x</t></si>" * 3), f"{NAME}.xlsx")])


# The real one


def test_a_whole_quarter_is_read(reference_folder: Path) -> None:
    paths = [
        reference_folder / f"ptp_{name}"
        for name in ("practitioner_2024q3_active.csv.gz", "rationales_2024q3.csv")
    ]
    published = read_pairs(paths)
    assert (published.quarter, published.count, published.findings) == (Quarter(2024, 3), 1_669_820, ())
    assert len(published.terms) == 24
    assert all(terms.rationale for terms in published.terms)
