"""The category of a code: its section by code range, in our own words."""

from bisect import bisect_right
from typing import NamedTuple


class Category(NamedTuple):
    """A section of the code set.

    Attributes:
        key: short name for files and filters.
        title: what a person reads.
        cohort: what its codes are called when one is compared with the others.
    """

    key: str
    title: str
    cohort: str


def _category(key: str, title: str, cohort: str | None = None) -> Category:
    return Category(key, title, cohort or f"{title} codes")


OTHER = _category("other", "Other", "Other codes")

_ANESTHESIA = _category("anesthesia", "Anesthesia")
_RADIOLOGY = _category("radiology", "Radiology")
_LABORATORY = _category("laboratory", "Pathology and laboratory")
_MEDICINE = _category("medicine", "Medicine")
_VISITS = _category("visits", "Evaluation and management")
_SKIN = _category("surgery-skin", "Surgery: skin and breast")
_MALE = _category("surgery-male-genital", "Surgery: male genital tract")

_NUMERIC: tuple[tuple[int, Category], ...] = (
    (100, _ANESTHESIA),
    (2000, OTHER),
    (10004, _SKIN),
    (20100, _category("surgery-musculoskeletal", "Surgery: bones, joints and muscles")),
    (30000, _category("surgery-respiratory", "Surgery: nose, airways and lungs")),
    (33016, _category("surgery-cardiovascular", "Surgery: heart and vessels")),
    (38100, _category("surgery-blood", "Surgery: spleen, marrow and lymph nodes")),
    (39000, _category("surgery-chest", "Surgery: mediastinum and diaphragm")),
    (40490, _category("surgery-digestive", "Surgery: digestive tract")),
    (50010, _category("surgery-urinary", "Surgery: kidney, ureter and bladder")),
    (54000, _MALE),
    (56405, _category("surgery-female-genital", "Surgery: female genital tract")),
    (59000, _category("surgery-maternity", "Surgery: pregnancy and birth")),
    (60000, _category("surgery-endocrine", "Surgery: endocrine glands")),
    (61000, _category("surgery-nervous", "Surgery: brain, spine and nerves")),
    (65091, _category("surgery-eye", "Surgery: eye")),
    (69000, _category("surgery-ear", "Surgery: ear")),
    (70010, _RADIOLOGY),
    (80047, _LABORATORY),
    (90281, _MEDICINE),
    (99201, _VISITS),
    (99500, _MEDICINE),
)
"""First code of each section. Source: the section ranges of the CPT code set (numbers only)."""

_STARTS = tuple(start for start, _ in _NUMERIC)

_SUFFIXES = {
    "F": _category("category-ii", "Category II: performance measurement"),
    "T": _category("category-iii", "Category III: emerging technology"),
    "U": _category("laboratory-proprietary", "Proprietary laboratory tests"),
    "M": _category("laboratory-algorithm", "Multianalyte laboratory tests"),
    "A": _category("vaccine-administration", "Vaccine and test administration"),
}
"""Four digits and a letter."""

_LETTERS = {
    letter: Category(f"hcpcs-{letter.lower()}", f"{letter} codes: {subject}", f"{letter} codes")
    for letter, subject in {
        "A": "transport and supplies",
        "B": "tube and vein feeding",
        "C": "outpatient hospital",
        "D": "dental",
        "E": "durable equipment",
        "G": "procedures and professional services",
        "H": "behavioral health and substance use",
        "J": "drugs",
        "K": "equipment, temporary",
        "L": "orthotics and prosthetics",
        "M": "medical services and measures",
        "P": "pathology and laboratory",
        "Q": "temporary codes",
        "R": "portable imaging",
        "S": "private payers",
        "T": "Medicaid",
        "U": "laboratory, temporary",
        "V": "vision and hearing",
    }.items()
}
_LETTERS["Z"] = _category("own", "Code of your own", "Codes of your own")


def category_of(code: str) -> Category:
    """The category of a code; `OTHER` for one outside every section.

    Args:
        code: five characters, upper case.
    """
    if code.isdigit():
        place = bisect_right(_STARTS, int(code)) - 1
        return _NUMERIC[place][1] if place >= 0 else OTHER
    if code[0].isdigit():
        return _SUFFIXES.get(code[-1], OTHER)
    return _LETTERS.get(code[0], OTHER)
