"""The columns of a published csv: which labels stand where, and which field each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.schedule.rate_fields import RATE_FIELDS

PRICING_INDICATOR = "pricing_indicator"
FACTOR = "conversion_factor"
DESCRIPTOR = "description"
TOTALS = ("total_nonfacility", "total_facility")

# Field, CMS's label folded from its five lines, label of the re-serialised files. Not kept: the totals (a row
# is checked by them) and two indicators that price nothing; the description only on a user's own machine.
_COLUMNS = (
    ("code", "HCPCS", "hcpcs"),
    ("modifier", "MOD", "mod"),
    (DESCRIPTOR, "DESCRIPTION", "description"),
    ("status", "STATUS CODE", "status"),
    ("not_used", "NOT USED FOR MEDICARE PAYMENT", "not_used"),
    ("work", "WORK RVU", "work_rvu"),
    ("pe_nonfacility", "NON-FAC PE RVU", "nf_pe_rvu"),
    ("nonfacility_na", "NON-FAC NA INDICATOR", "nf_na"),
    ("pe_facility", "FACILITY PE RVU", "fac_pe_rvu"),
    ("facility_na", "FACILITY NA INDICATOR", "fac_na"),
    ("malpractice", "MP RVU", "mp_rvu"),
    (TOTALS[0], "NON-FACILITY TOTAL", "nf_total"),
    (TOTALS[1], "FACILITY TOTAL", "fac_total"),
    ("pc_tc", "PCTC IND", "pctc"),
    ("global_days", "GLOB DAYS", "glob_days"),
    ("preoperative", "PRE OP", "pre_op"),
    ("intraoperative", "INTRA OP", "intra_op"),
    ("postoperative", "POST OP", "post_op"),
    ("multiple_procedure", "MULT PROC", "mult_proc"),
    ("bilateral", "BILAT SURG", "bilat"),
    ("assistant", "ASST SURG", "asst_surg"),
    ("co_surgeon", "CO- SURG", "co_surg"),
    ("team", "TEAM SURG", "team_surg"),
    (PRICING_INDICATOR, "PRIC IND", "pric_ind"),
    ("endoscopic_base", "ENDO BASE", "endo_base"),
    (FACTOR, "CONV FACTOR", "conv_factor"),
    ("supervision", "PHYSICIAN SUPERVISION OF DIAGNOSTIC PROCEDURES", "phys_superv"),
    ("calculation_flag", "CALCULATION FLAG", "calc_flag"),
    ("imaging_family", "DIAGNOSTIC IMAGING FAMILY INDICATOR", "dx_img_family"),
    ("opps_pe_nonfacility", "NON-FACILITY PE USED FOR OPPS PAYMENT AMOUNT", "opps_nf_pe"),
    ("opps_pe_facility", "FACILITY PE USED FOR OPPS PAYMENT AMOUNT", "opps_fac_pe"),
    ("opps_malpractice", "MP USED FOR OPPS PAYMENT AMOUNT", "opps_mp"),
)


@dataclass(frozen=True)
class CsvLayout:
    """One arrangement of columns.

    Attributes:
        fields: the field of each column, left to right.
        labels: the label that must stand over it.
        header_rows: how many rows the labels are spread over.
    """

    fields: tuple[str, ...]
    labels: tuple[str, ...]
    header_rows: int

    def places(self, names: Sequence[str]) -> tuple[int, ...]:
        """The columns, counted from 0, in which the named fields stand."""
        return tuple(self.fields.index(name) for name in names)

    @property
    def rate_places(self) -> tuple[int, ...]:
        """The columns of a rate's fields, in their order."""
        return self.places(RATE_FIELDS)


def _layout(header_rows: int, label: int, *left_out: str) -> CsvLayout:
    columns = [column for column in _COLUMNS if column[0] not in left_out]
    return CsvLayout(
        tuple(column[0] for column in columns), tuple(column[label] for column in columns), header_rows
    )


LAYOUTS = (
    _layout(5, 1, PRICING_INDICATOR),  # until 2025
    _layout(5, 1),  # since 2026
    _layout(1, 2),  # re-serialised, one header row
)


def layout_of(rows: Sequence[Sequence[str]], name: str) -> tuple[CsvLayout, int]:
    """Find the layout by the labels above the rows, and the number of rows before the first rate.

    Args:
        rows: the first rows of the file, without blanks around the cells.
        name: the file's name, for messages.

    Raises:
        BadInputError: it is another kind of file, or a column is not where every known layout has it.
    """
    for at, row in enumerate(rows):
        if list(row[:2]) in (["HCPCS", "MOD"], ["hcpcs", "mod"]):
            return _matching(rows[: at + 1], name), at + 1
    raise BadInputError(
        f"{name} is not a relative value file: no column is headed HCPCS",
        "Choose the file whose name begins PPRRVU",
    )


def _matching(rows: Sequence[Sequence[str]], name: str) -> CsvLayout:
    width = len(rows[-1])
    for layout in LAYOUTS:
        if len(layout.labels) == width and rows[-1][0] == layout.labels[0]:
            _check(layout, rows[-layout.header_rows :], name)
            return layout
    raise BadInputError(
        f"{name} has {width} columns where a relative value file has 31 or 32",
        "Choose the file whose name begins PPRRVU",
    )


def _check(layout: CsvLayout, rows: Sequence[Sequence[str]], name: str) -> None:
    folded = (" ".join(filter(None, cells)) for cells in zip_longest(*rows, fillvalue=""))
    for number, (found, expected) in enumerate(zip_longest(folded, layout.labels, fillvalue=""), 1):
        if found != expected:
            raise BadInputError(
                f"Column {number} of {name} is headed '{found}' where '{expected}' belongs",
                "Use the file as CMS publishes it",
                "Nothing was read from it",
            )
