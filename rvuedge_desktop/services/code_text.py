"""The page of a code as plain text: to copy, and to print."""

from collections.abc import Iterable

from rvuedge_desktop.domain.amounts import money_text, rvu_text
from rvuedge_desktop.domain.indicator_words import indicator_words
from rvuedge_desktop.domain.modifier_words import modifiers_that_matter
from rvuedge_desktop.domain.pricing import Price
from rvuedge_desktop.domain.rates import NATIONAL
from rvuedge_desktop.services.lookup import CodeFacts, Neighbour


def code_text(facts: CodeFacts) -> str:
    """All that the page of a code says, in the same order; what is not known is left out."""
    lines = [f"{facts.code}  {facts.title or ''}".rstrip()]
    lines += (f"Also: {', '.join(facts.also)}" if facts.also else "", facts.plain or "", facts.context or "")
    if facts.custom_wrvu is not None:
        lines.append(f"Own wRVU {rvu_text(facts.custom_wrvu)}, each unit")
        return "\n".join(line for line in lines if line) + "\n"
    work = facts.office.unit_wrvu
    lines.append("" if work is None else f"Work RVU {rvu_text(work)}")
    lines += (_priced("office", facts.office), _priced("facility", facts.facility))
    if facts.terms:
        gpci = facts.terms.gpci
        place = "national" if gpci == NATIONAL else gpci.name
        lines.append(f"{facts.terms.release.release.name}, {place}, on {facts.day}")
    if facts.unit:
        lines.append(f"Unit: {facts.unit}")
    if facts.row:
        lines += _block("Billing", indicator_words(facts.row.indicators))
        matter = modifiers_that_matter(facts.row)
        lines += _block("Modifiers that matter", (f"{one}: {words}" for one, words in matter))
    lines += _block("What the note must hold", facts.documentation)
    lines += _block("Usual denials", facts.denials)
    lines += _block(f"Family: {facts.family}", map(_neighbour, facts.siblings))
    lines += _block("Stands beside", map(_neighbour, facts.primaries))
    lines += _block("Add-on codes that go with it", map(_neighbour, facts.addons))
    return "\n".join(line for line in lines if line) + "\n"


def _priced(setting: str, price: Price) -> str:
    if price.unit_amount is None:
        return f"Medicare, {setting}: not priced, {price.reason}"
    return f"Medicare, {setting} ${money_text(price.unit_amount)} {price.formula}"


def _neighbour(one: Neighbour) -> str:
    return f"{one.code} {one.title or ''}".rstrip()


def _block(title: str, points: Iterable[str]) -> list[str]:
    lines = [f"- {point}" for point in points]
    return [f"{title}:", *lines] if lines else []
