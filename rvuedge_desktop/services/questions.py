"""Questions that people ask of a code, answered from its fields and from nothing else."""

from collections.abc import Iterator
from typing import NamedTuple

from rvuedge_desktop.domain.amounts import dollars_text, rvu_text
from rvuedge_desktop.domain.modifier_words import modifiers_that_matter
from rvuedge_desktop.domain.rates import NATIONAL
from rvuedge_desktop.services.lookup import CodeFacts, Neighbour

_NAMED = 6
_POINTS = 3


class Answer(NamedTuple):
    """A question and its answer."""

    question: str
    answer: str


def questions(facts: CodeFacts) -> tuple[Answer, ...]:
    """What can be asked and answered; a field that is not there asks nothing."""
    found = (*_worth(facts), *_billing(facts), *_others(facts))
    return tuple(Answer(question, answer) for question, answer in found)


_Said = Iterator[tuple[str, str]]


def _worth(facts: CodeFacts) -> _Said:
    code, work = _name(facts), facts.office.unit_wrvu
    release = facts.terms.release.release if facts.terms else None
    if work is not None and release:
        yield (
            f"How many work RVUs is {code}?",
            f"{rvu_text(work)} for each unit, in {release.name} ({release.title}).",
        )
    office, facility = facts.office.unit_amount, facts.facility.unit_amount
    if office is not None and facility is not None and facts.terms:
        gpci = facts.terms.gpci
        where = "nationally" if gpci == NATIONAL else f"in {gpci.name}"
        formula = facts.office.formula
        amounts = f"{dollars_text(office)} in an office, {dollars_text(facility)} in a facility"
        yield f"What does Medicare pay for {code}?", f"{amounts}, {where}: {formula}."
    elif facts.office.reason:
        yield f"Why is there no amount for {code}?", f"{_sentence(facts.office.reason)}."
    change = _change(facts)
    if change:
        yield f"Has the work RVU of {code} changed?", change
    if facts.comparison:
        at = facts.comparison
        place = f"Its work RVU is at or above that of {at.percentile} % of {at.n:,} {at.cohort}"
        ends = f"the median is {rvu_text(at.median)}, the highest {rvu_text(at.maximum)}"
        yield f"How does {code} compare?", f"{place}; {ends}."


def _name(facts: CodeFacts) -> str:
    """The code, with the part that is spoken of."""
    return "-".join(part for part in (facts.code, facts.modifier) if part)


def _change(facts: CodeFacts) -> str:
    known = [(point.release, point.work) for point in facts.history if point.work is not None]
    if len(known) < 2:  # noqa: PLR2004 - a change has two ends
        return ""
    (first, old), (last, new) = known[0], known[-1]
    if old == new and len({work for _, work in known}) == 1:
        return f"No: {rvu_text(new)} since {first.title}."
    return f"From {rvu_text(old)} in {first.title} to {rvu_text(new)} in {last.title}."


def _billing(facts: CodeFacts) -> _Said:
    code = _name(facts)
    if facts.unit:
        yield f"What is one unit of {code}?", f"{_sentence(facts.unit)}."
    days = _GLOBAL_DAYS.get(facts.row.indicators.global_days) if facts.row else None
    if days:
        yield f"Does {code} have a global period?", days
    matter = modifiers_that_matter(facts.row) if facts.row else ()
    if matter:
        yield (
            f"Which modifiers matter for {code}?",
            "; ".join(f"{modifier}: {words}" for modifier, words in matter) + ".",
        )
    if facts.documentation:
        yield f"What must the note for {code} hold?", _points(facts.documentation)
    if facts.denials:
        yield f"Why is {code} denied?", _points(facts.denials)


_GLOBAL_DAYS = {
    "000": "Yes, the day itself.",
    "010": "Yes, the day itself and ten days of aftercare.",
    "090": "Yes, the day before, the day itself and ninety days of aftercare.",
}


def _others(facts: CodeFacts) -> _Said:
    code = _name(facts)
    if facts.primaries or facts.any_primary:
        others = "those that the contractor decides"
        named = _list(facts.primaries) or others
        if facts.primaries and facts.any_primary:
            named += f", and {others}"
        yield f"What does {code} stand beside?", f"It is an add-on code; its primary codes are {named}."
    if facts.addons:
        yield f"Which add-on codes go with {code}?", f"{_list(facts.addons)}."
    if facts.specialties and facts.services:
        names = ", ".join(one.specialty for one in facts.specialties[:3])
        yield (
            f"Who bills {code}?",
            f"Most often {names}; Medicare paid {facts.services:,} services in 2023 (fee-for-service).",
        )
    if facts.siblings and facts.family:
        yield f"Which codes are like {code}?", f"{facts.family}: {_list(facts.siblings)}."


def _points(points: tuple[str, ...]) -> str:
    """The first few; the page has them all."""
    more = f"; and {len(points) - _POINTS} more" if len(points) > _POINTS else ""
    return "; ".join(points[:_POINTS]) + f"{more}."


def _list(codes: tuple[Neighbour, ...]) -> str:
    more = f" and {len(codes) - _NAMED:,} more" if len(codes) > _NAMED else ""
    return ", ".join(one.code for one in codes[:_NAMED]) + more


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
