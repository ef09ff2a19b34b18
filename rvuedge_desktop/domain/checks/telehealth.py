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
"""Therapists of a hospital, and who teaches diet and diabetes there, write 95 with these; nobody else."""
_THERAPY = "7"
"""Value of PC/TC of a therapist's codes."""
_TEACHING = frozenset({"97802", "97803", "97804", "G0108", "G0109", "G0270", "G0271"})
_CLINICS = frozenset({"50", "72"})
"""Federally qualified and rural clinics bill telehealth by rules of their own."""
_REMOTE_BY_NATURE = (
    ("98000", "98016"),
    ("95249", "95251"),
    ("98966", "98986"),
    ("99091", "99091"),
    ("99374", "99380"),
    ("99421", "99427"),
    ("99437", "99474"),
    ("99484", "99494"),
    ("G0019", "G0024"),
    ("G0140", "G0146"),
    ("G0181", "G0182"),
    ("G0323", "G0323"),
    ("G0406", "G0408"),
    ("G0425", "G0427"),
    ("G0508", "G0509"),
    ("G0552", "G0558"),
    ("G0568", "G0570"),
    ("G2010", "G2012"),
    ("G2250", "G2252"),
    ("Q3014", "Q3014"),
)
"""Codes that are never face to face, so that no modifier has to say it: calls, messages, the care of a
month, what a device sends."""
_MANUAL = "Medicare Claims Processing Manual, chapter 12, section 190"
_PROCEDURES = frozenset({"000", "010", "090"})
_BY_A_PERSON = frozenset({"0", "7", "9"})
"""Values of PC/TC of what can be done by video; a test, or the reading of one, is not."""


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
    if not line.modifiers & _REMOTE or line.entry.pos in _PLACES | _CLINICS:
        return False
    marks = line.payable
    of_staff = line.code in _TEACHING or marks is None or marks.pc_tc == _THERAPY
    return not (of_staff and line.entry.pos in _HOSPITAL_OUTPATIENT)


def _is_unsaid(line: Line) -> bool:
    marks = line.payable
    if line.entry.pos not in _PLACES or line.modifiers & _REMOTE or marks is None:
        return False
    if marks.global_days in _PROCEDURES or marks.pc_tc not in _BY_A_PERSON:
        return False
    return not any(first <= line.code <= last for first, last in _REMOTE_BY_NATURE)
