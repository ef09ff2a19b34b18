"""Every question about a code is answered from its fields, in whole sentences."""

import re
from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.questions import questions

TODAY = date(2026, 7, 15)
STRAY = re.compile(r"\bNone\b|\.\.|  |\s[.,;:]|[,;:]\.|\[|\]|\(\)|Decimal|Neighbour")


@pytest.fixture(scope="session")
def sampled(library: Library) -> list[str]:
    """Some 300 codes of every category, and those that are special."""
    codes = sorted(code for code in library.reference.codes() if is_code(code))
    step = len(codes) // 300
    return [*codes[::step], "90785", "90853", "22614", "90837", "00840", "77067", "G0552", "99201", "27447"]


def _asked(library: Library, code: str, day: date = TODAY, minutes: int | None = None) -> dict[str, str]:
    return dict(questions(library.lookup.code(Item(code, minutes=minutes), day)))


@pytest.mark.parametrize("day", [TODAY, date(2019, 5, 1), date(2020, 3, 3), date(2027, 2, 2)])
def test_every_question_is_answered_in_a_whole_sentence(
    library: Library, sampled: list[str], day: date
) -> None:
    for code in sampled:
        asked = questions(library.lookup.code(Item(code), day))
        assert asked, code
        assert len({question for question, _ in asked}) == len(asked)
        for question, answer in asked:
            assert question.endswith("?"), (code, question)
            assert code in question, (code, question)
            assert len(answer) > 3, (code, question)
            assert answer.endswith("."), (code, answer)
            assert not answer[0].islower(), (code, answer)
            assert not STRAY.search(question + answer), (code, answer)


def test_90853_asks_what_can_be_answered(library: Library) -> None:
    facts = library.lookup.code(Item("90853"), TODAY)
    asked = dict(questions(facts))
    assert asked["How many work RVUs is 90853?"] == "0.67 for each unit, in RVU26C (July 2026)."
    assert asked["What does Medicare pay for 90853?"].startswith(
        "$30.39 in an office, $24.38 in a facility, nationally: "
    )
    assert asked["Has the work RVU of 90853 changed?"] == "From 0.59 in January 2020 to 0.67 in July 2026."
    assert asked["What is one unit of 90853?"].casefold() == f"{facts.unit}.".casefold()
    assert asked["What must the note for 90853 hold?"].startswith("; ".join(facts.documentation[:3]))
    assert asked["Why is 90853 denied?"].startswith("; ".join(facts.denials[:3]))
    assert "Licensed Clinical Social Worker" in asked["Who bills 90853?"]
    assert "232,263 services" in asked["Who bills 90853?"]
    assert asked["Which codes are like 90853?"] == "Group psychotherapy: 90849."
    assert "90785" in asked["Which add-on codes go with 90853?"]
    assert "What does 90853 stand beside?" not in asked
    assert "Does 90853 have a global period?" not in asked


@pytest.mark.parametrize(
    ("code", "question", "part"),
    [
        ("90785", "What does 90785 stand beside?", "90791, 90792, 90832, 90833, 90834, 90836 and 3 more"),
        ("22614", "What does 22614 stand beside?", "22600, 22610, 22612, 22630, 22633."),
        ("20985", "What does 20985 stand beside?", "those that the contractor decides"),
        ("G0552", "Why is there no amount for G0552?", "Priced by the contractor"),
        ("00840", "Why is there no amount for 00840?", "6 base units"),
        ("V5364", "Why is there no amount for V5364?", "Not covered by Medicare."),
        ("27447", "Does 27447 have a global period?", "ninety days"),
        ("45378", "Does 45378 have a global period?", "Yes, the day itself."),
        ("10060", "Does 10060 have a global period?", "ten days"),
        ("77067", "Which modifiers matter for 77067?", "26: the reading alone; TC: "),
        ("90785", "Has the work RVU of 90785 changed?", "No: 0.33 since January 2020."),
        ("99213", "How does 99213 compare?", "of 142 Evaluation and management codes"),
    ],
)
def test_a_question_is_answered_by_its_field(library: Library, code: str, question: str, part: str) -> None:
    assert part in _asked(library, code)[question]


def test_of_many_points_the_first_are_said_and_the_others_counted(library: Library) -> None:
    facts = library.lookup.code(Item("90853"), TODAY)
    answer = dict(questions(facts))["Why is 90853 denied?"]
    said = [point for point in facts.denials if point in answer]
    assert said == list(facts.denials[: len(said)])
    assert answer.endswith(f"; and {len(facts.denials) - len(said)} more.")


def test_a_field_that_is_not_there_asks_nothing(library: Library) -> None:
    assert list(_asked(library, "V5364")) == ["Why is there no amount for V5364?"]
    assert not any("work RVUs" in question for question in _asked(library, "G0552"))
    assert not any("compare" in question for question in _asked(library, "00840"))


def test_minutes_make_an_amount_of_anesthesia(library: Library) -> None:
    asked = _asked(library, "00840", minutes=95)
    assert "Why is there no amount for 00840?" not in asked
    assert asked["What does Medicare pay for 00840?"].startswith("$")


def test_amounts_of_a_locality_name_it(library: Library) -> None:
    (alabama,) = (one for one in library.reference.localities(2026) if one.locality == "10112-00")
    facts = library.lookup.code(Item("90853"), TODAY, alabama)
    answer = dict(questions(facts))["What does Medicare pay for 90853?"]
    assert f" in {alabama.name}: " in answer
    assert facts.office.unit_amount != Decimal("30.39")
    assert f"${facts.office.unit_amount} in an office" in answer


def test_thousands_of_dollars_are_grouped(library: Library) -> None:
    assert re.match(r"\$[0-9],[0-9]{3}\.[0-9]{2} in an office", _asked(library, "27447")[PAID])


PAID = "What does Medicare pay for 27447?"
