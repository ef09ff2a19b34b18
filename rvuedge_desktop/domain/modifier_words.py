"""The modifiers that matter for a code, by what its row allows. Meanings: chapter 12 of the claims manual."""

from rvuedge_desktop.domain.rates import ANESTHESIA_STATUS, Rate

_SURGICAL = frozenset({"000", "010", "090"})
_GLOBAL = frozenset({"010", "090"})
_VISITS, _PSYCHOTHERAPY = ("99202", "99499"), ("90785", "90899")
"""The ranges of codes whose modifiers no indicator of a row speaks of: chapter 12, 30.6 and 170."""


def modifiers_that_matter(rate: Rate) -> tuple[tuple[str, str], ...]:
    """Each modifier with what it says or does, in our own words; those that the row's indicators speak of.

    Args:
        rate: the row of the whole service.
    """
    marks = rate.indicators
    surgical = marks.global_days in _SURGICAL
    visit = _VISITS[0] <= rate.code <= _VISITS[1]
    psychotherapy = _PSYCHOTHERAPY[0] <= rate.code <= _PSYCHOTHERAPY[1]
    known = (
        (marks.pc_tc == "1", "26", "the reading alone"),
        (marks.pc_tc == "1", "TC", "the technical part alone"),
        (marks.bilateral == "1", "50", "both sides, paid at 150 %"),
        (marks.bilateral == "3", "50", "both sides, each paid in full"),
        (marks.bilateral in {"1", "3"}, "RT LT", "which side"),
        (marks.multiple_procedure in {"2", "3"}, "51", "one of several procedures; ranked and reduced"),
        (surgical, "59", "distinct from another procedure of the day; XE, XS, XP or XU say why"),
        (surgical, "22", "far more work than usual; more is paid by report"),
        (surgical, "52", "less was done than the code says"),
        (surgical, "53", "broken off for the patient's safety"),
        (marks.co_surgeon in {"1", "2"} and surgical, "62", "two surgeons, 62.5 % each"),
        (marks.team in {"1", "2"} and surgical, "66", "a surgical team, by report"),
        (marks.assistant in {"0", "2"} and surgical, "80 82", "assistant, 16 %"),
        (marks.assistant in {"0", "2"} and surgical, "AS", "assistant who is no physician, 13.6 %"),
        (marks.global_days in _GLOBAL, "54", "surgery without the aftercare"),
        (marks.global_days in _GLOBAL, "55", "aftercare alone, by days"),
        (marks.global_days in _GLOBAL, "58", "planned or staged, inside a global period"),
        (marks.global_days in _GLOBAL, "78", "return to the operating room for a complication"),
        (surgical, "79", "unrelated to the operation whose global period runs"),
        (visit, "25", "a visit of its own beside a procedure of the day"),
        (visit, "57", "the visit at which major surgery was decided"),
        (visit, "24", "unrelated to the operation whose global period runs"),
        (psychotherapy and not surgical, "59", "apart from another session of the day; or XE, XS, XP, XU"),
        (psychotherapy, "95", "live by video; 93 where by sound alone"),
        (rate.status == ANESTHESIA_STATUS, "AA", "anesthesiologist personally"),
        (rate.status == ANESTHESIA_STATUS, "QK QY", "medical direction, half"),
        (rate.status == ANESTHESIA_STATUS, "QX QZ", "nurse anesthetist, directed (half) or not"),
        (
            marks.multiple_procedure == "5",
            "GP GO GN",
            "under a plan of physical, occupational, speech therapy",
        ),
    )
    return tuple((modifier, words) for applies, modifier, words in known if applies)
