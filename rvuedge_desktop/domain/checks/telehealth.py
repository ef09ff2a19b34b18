"""Video and telephone: the modifier and the place of service belong together."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from rvuedge_desktop.domain.checks.checked_log import CheckedLog
from rvuedge_desktop.domain.checks.findings import Draft, Rule, named
from rvuedge_desktop.domain.checks.lines import Line
from rvuedge_desktop.domain.places import PLACES

TELEHEALTH_POS = Rule(
    "telehealth-pos",
    "Telehealth and place of service",
    "93, 95, FQ, GQ and GT away from places 02 and 10, and those places without any of them",
)

_FROM = date(2024, 1, 1)
"""Until then the emergency's rules held: 95 at the place where the visit would have been."""
_REMOTE = frozenset({"93", "95", "FQ", "GQ", "GT"})
_PLACES = frozenset({"02", "10"})
_HOSPITAL_OUTPATIENT = frozenset({"19", "22"})
"""Therapists of a hospital write 95 with these."""
_CLINICS = frozenset({"50", "72"})
"""Federally qualified and rural clinics bill telehealth by rules of their own."""
_REMOTE_BY_NATURE = (
    ("98000", "98016"),
    ("98966", "98972"),
    ("99421", "99423"),
    ("99441", "99458"),
    ("G0406", "G0408"),
    ("G0425", "G0427"),
    ("G0508", "G0509"),
    ("G0552", "G0554"),
    ("G2010", "G2012"),
    ("G2250", "G2252"),
    ("Q3014", "Q3014"),
)
"""Codes that are never face to face, so that no modifier has to say it."""
_MANUAL = "Medicare Claims Processing Manual, chapter 12, section 190"
_PROCEDURES = frozenset({"000", "010", "090"})


def telehealth_pos(log: CheckedLog) -> Iterator[Draft]:
    """Lines of a session whose modifiers and place of service do not fit, together by place."""
    for lines in log.sessions:
        if lines[0].entry.day < _FROM:
            continue
        elsewhere: dict[str, list[Line]] = defaultdict(list)
        unsaid: list[Line] = []
        for line in lines:
            if _is_elsewhere(line):
                elsewhere[line.entry.pos].append(line)
            elif _is_unsaid(line):
                unsaid.append(line)
        for pos, found in elsewhere.items():
            place = PLACES[pos].name if pos in PLACES else "not an assigned place"
            yield Draft(
                "warning",
                found,
                f"{named(found)} with a modifier of telehealth at place of service {pos} ({place})",
                "By video or telephone Medicare takes place 10, the patient at home, or 02, elsewhere",
                f"{_MANUAL}; physician fee schedule final rule for 2024",
                "Set place of service 10 or 02, or take the modifier off",
                about=pos,
            )
        if unsaid:
            yield Draft(
                "note",
                unsaid,
                f"{named(unsaid)} at a place of telehealth without a modifier that says how",
                "Medicare needs none for video, and 93 for sound alone; many other payers want 95",
                _MANUAL,
                "Add 93 if there was no video, or 95 if the payer wants it",
            )


def _is_elsewhere(line: Line) -> bool:
    return bool(line.modifiers & _REMOTE) and line.entry.pos not in _PLACES | _HOSPITAL_OUTPATIENT | _CLINICS


def _is_unsaid(line: Line) -> bool:
    marks = line.payable
    if line.entry.pos not in _PLACES or line.modifiers & _REMOTE or marks is None:
        return False
    if marks.global_days in _PROCEDURES:
        return False
    return not any(first <= line.code <= last for first, last in _REMOTE_BY_NATURE)
