"""Take a published text of fixed columns apart. Columns as in CMS's record layout of RVU26B."""

from collections.abc import Iterator

from rvuedge_desktop.schedule.published_rows import END_OF_FILE, PublishedRow, PublishedTable, UnreadRow
from rvuedge_desktop.schedule.rate_fields import RATE_FIELDS

HEADER_MARK = "HDR"

_LENGTH = 171
"""Where the last field ends. The layout counts 200 characters, the files end the line here."""

_COLUMNS = {
    "code": (1, 5),
    "modifier": (6, 7),
    "status": (58, 58),
    # The layout does not name it; RVU25D's csv and text agree on it in every row.
    "not_used": (59, 59),
    "work": (60, 65),
    "pe_nonfacility": (67, 72),
    "nonfacility_na": (73, 74),
    "pe_facility": (76, 81),
    "facility_na": (82, 83),
    "malpractice": (85, 89),
    "pc_tc": (103, 103),
    "global_days": (104, 106),
    "preoperative": (107, 109),
    "intraoperative": (110, 112),
    "postoperative": (113, 115),
    "multiple_procedure": (116, 116),
    "bilateral": (117, 117),
    "assistant": (118, 118),
    "co_surgeon": (119, 119),
    "team": (120, 120),
    "endoscopic_base": (128, 132),
    "supervision": (142, 143),
    "imaging_family": (146, 147),
    "opps_pe_nonfacility": (152, 157),
    "opps_pe_facility": (159, 164),
    # The layout says "1"; it is the last of three fields of one width.
    "opps_malpractice": (166, 171),
}
"""First and last character of each field, counted from 1."""

_DESCRIPTOR = (8, 57)
_TOTALS = ((91, 96), (97, 102))
_FACTOR = (133, 140)


def _slices(*columns: tuple[int, int]) -> tuple[slice, ...]:
    return tuple(slice(first - 1, last) for first, last in columns)


_FIELD_SLICES = _slices(*(_COLUMNS[name] for name in RATE_FIELDS))
_TOTAL_SLICES = _slices(*_TOTALS)
_FACTOR_SLICE, _DESCRIPTOR_SLICE = _slices(_FACTOR, _DESCRIPTOR)


def read_text(text: str) -> PublishedTable:
    """Cut each line into its fields. This layout has no labels: what is in the fields is the only check."""
    lines = text.replace("\r\n", "\n").split("\n")
    heading = "\n".join(line for line in lines[:20] if line.startswith(HEADER_MARK))
    return PublishedTable(heading, _rows(lines))


def _rows(lines: list[str]) -> Iterator[PublishedRow | UnreadRow]:
    for number, line in enumerate(lines, 1):
        if line.startswith(HEADER_MARK) or not line.strip(END_OF_FILE).strip():
            continue
        if len(line) < _LENGTH:
            yield UnreadRow(number, f"it has {len(line)} characters where {_LENGTH} belong")
            continue
        yield PublishedRow(
            number,
            tuple([line[part].strip() for part in _FIELD_SLICES]),
            line[_DESCRIPTOR_SLICE].strip(),
            tuple([line[part].strip() for part in _TOTAL_SLICES]),
            line[_FACTOR_SLICE].strip(),
        )
