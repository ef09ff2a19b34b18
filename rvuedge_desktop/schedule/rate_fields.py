"""The fields of a rate as text, in one order: what every layout is turned into and checked against."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from rvuedge_desktop.domain.rates import COMPONENT_MODIFIERS, STATUS_TEXT, Indicators, Rate

_RVU = r"(?:[0-9]{1,4}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})"
_SHARE = r"(?:0?\.[0-9]{1,2}|[01](?:\.0{1,2})?)"
_DIGIT = "[0-9]"

_PATTERNS = {
    "code": "[0-9A-Z]{5}",
    "modifier": f"(?:{'|'.join(COMPONENT_MODIFIERS)})?",
    "status": f"[{''.join(STATUS_TEXT)}]",
    "not_used": r"\+?",
    "work": _RVU,
    "pe_nonfacility": _RVU,
    "nonfacility_na": "(?:NA)?",
    "pe_facility": _RVU,
    "facility_na": "(?:NA)?",
    "malpractice": _RVU,
    "pc_tc": _DIGIT,
    # RVU20D as re-serialised has lost leading zeros here and in the supervision.
    "global_days": "(?:0|10|90|000|010|090|MMM|XXX|YYY|ZZZ)",
    "preoperative": _SHARE,
    "intraoperative": _SHARE,
    "postoperative": _SHARE,
    "multiple_procedure": _DIGIT,
    "bilateral": _DIGIT,
    "assistant": _DIGIT,
    "co_surgeon": _DIGIT,
    "team": _DIGIT,
    "endoscopic_base": "(?:[0-9A-Z]{5})?",
    "supervision": "(?:[0-9][0-9A]|[0-9])",
    "imaging_family": "[0-9]{2}",
    "opps_pe_nonfacility": _RVU,
    "opps_pe_facility": _RVU,
    "opps_malpractice": _RVU,
}

RATE_FIELDS = tuple(_PATTERNS)
"""The names of the fields, in the order in which the functions here take and give them."""

# One match for the whole row: 26 small ones would take most of the time of reading a file.
_ROW = re.compile(",".join(_PATTERNS.values()))
_FIGURE = re.compile(_RVU)


def _picker(*names: str) -> Callable[[Sequence[str]], tuple[str, ...]]:
    places = [RATE_FIELDS.index(name) for name in names]
    return itemgetter(*places)


_KEY = _picker("code", "modifier", "status")
_RVUS = _picker(
    "work",
    "pe_nonfacility",
    "pe_facility",
    "malpractice",
    "opps_pe_nonfacility",
    "opps_pe_facility",
    "opps_malpractice",
)
_INDICATORS = _picker(*Indicators._fields)


@lru_cache(maxsize=16384)
def plain(amount: Decimal) -> str:
    """Write a decimal without an exponent and without zeros at its end: 0.67, 0, 3.6."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=16384)
def decimal_from(text: str) -> Decimal:
    """Read a figure; `.00`, `0.00` and `0` give the very same Decimal.

    Raises:
        ValueError: it is not a figure of up to four digits before and behind the point.
    """
    if not _FIGURE.fullmatch(text):
        raise ValueError(f"{text!r} is not a figure")
    return Decimal(plain(Decimal(text)))


def rate_from(texts: Sequence[str]) -> Rate:
    """Make a rate from its fields as text, in the order of RATE_FIELDS, without blanks around them.

    The values allowed are those of CMS's record layout of the relative value file (RVU26B).

    Raises:
        ValueError: a field holds something else; the message names the field.
    """
    if not _ROW.fullmatch(",".join(texts)):
        raise ValueError(_fault(texts))
    code, modifier, status = _KEY(texts)
    work, office, facility, malpractice, opps_office, opps_facility, opps_malpractice = map(
        decimal_from, _RVUS(texts)
    )
    return Rate(
        code,
        modifier,
        status,
        work,
        office,
        facility,
        malpractice,
        opps_office,
        opps_facility,
        opps_malpractice,
        _indicators_from(_INDICATORS(texts)),
    )


def _fault(texts: Sequence[str]) -> str:
    if len(texts) != len(RATE_FIELDS):
        return f"{len(texts)} fields where {len(RATE_FIELDS)} belong"
    # Its beginning only: where a row has slipped, it is a description, and those are not ours to keep.
    return next(
        f"its {name.replace('_', ' ')} is {text[:12]!r}"
        for (name, pattern), text in zip(_PATTERNS.items(), texts, strict=True)
        if not re.fullmatch(pattern, text)
    )


# A release has about 700 different sets of indicators for 19,000 rows.
@lru_cache(maxsize=8192)
def _indicators_from(texts: tuple[str, ...]) -> Indicators:
    not_used, office_na, facility_na, pc_tc, global_days, before, within, after, *policy = texts
    multiple, bilateral, assistant, co_surgeon, team, base, supervision, family = policy
    return Indicators(
        not_used,
        office_na == "NA",
        facility_na == "NA",
        pc_tc,
        global_days.zfill(3),
        decimal_from(before),
        decimal_from(within),
        decimal_from(after),
        multiple,
        bilateral,
        assistant,
        co_surgeon,
        team,
        base,
        supervision.zfill(2),
        family,
    )


def texts_of(rate: Rate) -> tuple[str, ...]:
    """Give a rate's fields as text, in the order of RATE_FIELDS; `rate_from` reads the same rate back."""
    marks = rate.indicators
    return (
        rate.code,
        rate.modifier,
        rate.status,
        marks.not_used,
        plain(rate.work),
        plain(rate.pe_nonfacility),
        "NA" if marks.nonfacility_na else "",
        plain(rate.pe_facility),
        "NA" if marks.facility_na else "",
        plain(rate.malpractice),
        marks.pc_tc,
        marks.global_days,
        plain(marks.preoperative),
        plain(marks.intraoperative),
        plain(marks.postoperative),
        marks.multiple_procedure,
        marks.bilateral,
        marks.assistant,
        marks.co_surgeon,
        marks.team,
        marks.endoscopic_base,
        marks.supervision,
        marks.imaging_family,
        plain(rate.opps_pe_nonfacility),
        plain(rate.opps_pe_facility),
        plain(rate.opps_malpractice),
    )
