"""The committed figures, published files made up from them in every layout, and CMS's own where they are."""

import csv
import os
from collections.abc import Callable, Iterable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from rvuedge_desktop.domain.rates import Rate, RateInterval
from rvuedge_desktop.schedule.bundled_text import read_intervals, year_files
from rvuedge_desktop.schedule.rate_fields import texts_of

REPOSITORY = Path(__file__).resolve().parents[2]

NAMED = {"11042", "11043", "11044", "11045", "90834", "90837", "90853", "99213", "V5364"}

HEADING_2026 = """\
,,2026 National Physician Fee Schedule Relative Value File July Release,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,A line of copyright,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,Another,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,RELEASED 06/30/2026,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,,,,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,
,,,,NOT USED,,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED
,,,,FOR,,,NON-FAC,,FACILITY,,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS
,,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,\
ASST,CO-,TEAM,PRIC,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT
HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,\
PROC,SURG,SURG,SURG,SURG,IND,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT
"""

HEADING_2025 = """\
,,2025 National Physician Fee Schedule Relative Value File October Release,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,A line of copyright,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,Another,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,, ,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,RELEASED 09/11/2025,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,, , ,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,
,,,,NOT USED,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED
,,,,FOR,,,NON-FAC,,FACILITY ,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS
,,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,\
ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT
HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,\
PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT
"""

HEADING_RESERIALISED = """\
hcpcs,mod,description,status,not_used,work_rvu,nf_pe_rvu,nf_na,fac_pe_rvu,fac_na,mp_rvu,nf_total,fac_total,pctc,\
glob_days,pre_op,intra_op,post_op,mult_proc,bilat,asst_surg,co_surg,team_surg,pric_ind,endo_base,conv_factor,\
phys_superv,calc_flag,dx_img_family,opps_nf_pe,opps_fac_pe,opps_mp
"""

DESCRIPTION = "Any words, caf\xe9"

HEADING_TEXT = """\
HDR A LINE OF COPYRIGHT                           \r
HDR ANOTHER                                       \r
"""


@pytest.fixture(scope="session")
def bundled_folder() -> Path:
    return REPOSITORY / "resources" / "fee_schedule"


@pytest.fixture(scope="session")
def bundled_years(bundled_folder: Path) -> dict[int, list[RateInterval]]:
    return {int(path.stem): list(read_intervals(path)) for path in year_files(bundled_folder)}


@pytest.fixture(scope="session")
def bundled_on(bundled_years: dict[int, list[RateInterval]]) -> Callable[[date], dict[tuple[str, str], Rate]]:
    """Give every rate in force on a day, by code and modifier; the committed text says each only once."""

    def on(day: date) -> dict[tuple[str, str], Rate]:
        held = [
            interval.rate
            for interval in bundled_years[day.year]
            if interval.first_day <= day and (interval.last_day is None or day <= interval.last_day)
        ]
        rates = {(rate.code, rate.modifier): rate for rate in held}
        assert len(rates) == len(held), day
        return rates

    return on


@pytest.fixture(scope="session")
def sample(bundled_on: Callable[[date], dict[tuple[str, str], Rate]]) -> tuple[Rate, ...]:
    """Somewhat more rates than the fewest that count as a whole file, to be quick."""
    rates = bundled_on(date(2026, 7, 1)).values()
    return tuple(rate for at, rate in enumerate(rates) if at % 9 < 5 or rate.code in NAMED)


@pytest.fixture(scope="session")
def csv_2026(sample: tuple[Rate, ...]) -> bytes:
    """As RVU26C: 32 columns, CRLF."""
    return HEADING_2026.replace("\n", "\r\n").encode() + _csv(sample, "33.4009", "9")


@pytest.fixture(scope="session")
def csv_2025(sample: tuple[Rate, ...]) -> bytes:
    """As RVU22A and RVU25D: 31 columns, CRLF, a last row of a single 0x1A."""
    end_of_file = b"\x1a" + b"," * 30 + b"\r\n"
    return HEADING_2025.replace("\n", "\r\n").encode() + _csv(sample, "32.3465") + end_of_file


@pytest.fixture(scope="session")
def csv_reserialised(sample: tuple[Rate, ...]) -> bytes:
    """As pfs_2020D_Oct: one header row, LF, leading zeros lost."""
    rows = _csv(sample, "36.0896", "").replace(b"\r\n", b"\n")
    rows = rows.replace(b",09,0,99,", b",9,0,99,").replace(b",000,", b",0,").replace(b",010,", b",10,")
    return HEADING_RESERIALISED.encode() + rows


@pytest.fixture(scope="session")
def text_2026(sample: tuple[Rate, ...]) -> bytes:
    """As RVU26B: fixed width."""
    return HEADING_TEXT.encode() + "".join(_line(rate) for rate in sample).encode("latin-1") + b"\x1a"


@pytest.fixture(scope="session")
def cms_folder() -> Path:
    """CMS's own files. They carry descriptions under copyright, so that they are not in this repository."""
    named = os.environ.get("RVUEDGE_CMS_DIR")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "cms"
    if not folder.is_dir():
        pytest.skip("CMS's files are not here: name their folder in RVUEDGE_CMS_DIR")
    return folder


def _csv(rates: Iterable[Rate], factor: str, *pricing: str) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for rate in rates:
        texts = texts_of(rate)
        totals = (f"{rate.total('office'):.2f}", f"{rate.total('facility'):.2f}")
        row = [*texts[:2], DESCRIPTION, *texts[2:10], *totals, *texts[10:20], *pricing]
        writer.writerow([*row, texts[20], factor, texts[21], "0", *texts[22:]])
    return out.getvalue().encode("latin-1")


def _line(rate: Rate) -> str:
    texts = texts_of(rate)
    marks = rate.indicators
    shares = (marks.preoperative, marks.intraoperative, marks.postoperative)
    return (
        f"{rate.code}{rate.modifier:2}{DESCRIPTION:50}{rate.status}{marks.not_used:1}{rate.work:6.2f} "
        f"{rate.pe_nonfacility:6.2f}{texts[6]:2} {rate.pe_facility:6.2f}{texts[8]:2} {rate.malpractice:5.2f} "
        f"{rate.total('office'):6.2f}{rate.total('facility'):6.2f}{marks.pc_tc}{marks.global_days}"
        f"{''.join(f'{share:.2f}'[1:] for share in shares)}{''.join(texts[15:20])}9{'':6}"
        f"{marks.endoscopic_base:5}{'33.4009':>8} {marks.supervision}0 {marks.imaging_family}{'':4}"
        f"{rate.opps_pe_nonfacility:6.2f} {rate.opps_pe_facility:6.2f} {rate.opps_malpractice:6.2f}\r\n"
    )
