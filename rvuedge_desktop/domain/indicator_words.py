"""What the policy indicators of a row mean, in words of our own. Meanings: record layout, attachment A."""

from collections.abc import Mapping

from rvuedge_desktop.domain.rates import Indicators

_GLOBAL: Mapping[str, str] = {
    "000": "The day of the procedure is included; a visit that day usually is too",
    "010": "Ten days of aftercare are included",
    "090": "Major surgery: the day before and ninety days of aftercare are included",
    "MMM": "Maternity: care before and after birth follows rules of its own",
    "YYY": "The contractor decides whether aftercare is included",
    "ZZZ": "Goes with another service and into its global period",
}
_SURGICAL = frozenset({"000", "010", "090"})
_SEVERAL: Mapping[str, str] = {
    "2": "Beside another procedure: the dearest in full, the next four by half",
    "3": "Beside another endoscopy of its family: less what the base endoscopy is worth",
    "4": "Beside other imaging: technical part by half, reading at 95 % from the second on",
    "5": "Therapy: from the second unit of a day on, practice expense by half",
    "6": "Beside another vascular or heart test: technical part at 75 % from the second on",
    "7": "Beside another eye test: technical part at 80 % from the second on",
}
_BOTH_SIDES: Mapping[str, str] = {
    "0": "Both sides are paid as one",
    "1": "Both sides together are paid at 150 %",
    "2": "Its values already count both sides",
    "3": "Each side is paid in full",
}
_ASSISTANT: Mapping[str, str] = {
    "0": "An assistant is paid with documentation of the need",
    "1": "An assistant is not paid",
    "2": "An assistant is paid, 16 %",
}
_CO_SURGEONS: Mapping[str, str] = {
    "1": "Two surgeons are paid 62.5 % each, with documentation of the need",
    "2": "Two surgeons of two specialties are paid 62.5 % each",
}
_PARTS: Mapping[str, str] = {
    "1": "Has a professional part (26) and a technical part (TC)",
    "2": "The professional part of a test; 26 and TC do not apply",
    "3": "The technical part of a test; 26 and TC do not apply",
    "4": "The whole test; its parts have codes of their own",
    "5": "Done by staff under a physician's supervision; not paid to the physician in a hospital",
    "6": "A physician's interpretation of a laboratory test",
    "7": "Therapy that is not paid separately to hospital patients",
    "8": "Interpretation of an abnormal smear, for hospital inpatients",
}


def indicator_words(indicators: Indicators) -> tuple[str, ...]:
    """What the indicators say of billing, a sentence each without a final period.

    What a surgeon asks is told of procedures alone: the file fills those fields for visits too.
    """
    surgical = indicators.global_days in _SURGICAL
    said = (
        _GLOBAL.get(indicators.global_days),
        _PARTS.get(indicators.pc_tc),
        _SEVERAL.get(indicators.multiple_procedure),
        _BOTH_SIDES.get(indicators.bilateral) if surgical or indicators.bilateral != "0" else None,
        _ASSISTANT.get(indicators.assistant) if surgical else None,
        _CO_SURGEONS.get(indicators.co_surgeon) if surgical else None,
        "Rarely or never done in an office" if indicators.nonfacility_na else None,
        "Rarely or never done in a facility" if indicators.facility_na else None,
    )
    return tuple(words for words in said if words)
