"""What the committed catalogue says: short, ours alone, and of codes that exist."""

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from rvuedge_desktop.catalogue.descriptions import Description
from rvuedge_desktop.catalogue.families import Family, members_of
from rvuedge_desktop.catalogue.national_use import USE_FILE, read_national_use
from rvuedge_desktop.catalogue.specialties import USE_FILE as SPECIALTY_USE_FILE
from rvuedge_desktop.catalogue.specialties import read_specialty_use
from rvuedge_desktop.catalogue.words import words
from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.host.resource_files import resource_folder
from rvuedge_desktop.schedule.addons_text import ADDONS_FILE, read_addons
from rvuedge_desktop.schedule.bundled_text import year_files

Described = tuple[Description, ...]
Families = tuple[Family, ...]
Rates = dict[tuple[str, str], Rate]
LONGEST_TITLE, LONGEST_SYNONYM, LONGEST_SENTENCE = 60, 60, 170
SHORTEST_CONTEXT, LONGEST_CONTEXT = 60, 260
LONGEST_UNIT, LONGEST_POINT = 90, 110
MOST_BILLED = 1_500
TYPED = re.compile(r"[a-z0-9]+(?:[ &/+.'-]+[a-z0-9]+)*\+?")
NAMED = re.compile(r"(?<![0-9A-Z.,])(?:[0-9]{4}[0-9T]|G[0-9]{4})(?![0-9A-Z])")
ADDED = re.compile(
    r"\b(?:further|added|additional|extra|another|beside|on top|more|second|each)\b", re.IGNORECASE
)
SECOND_READING = {"74425", "92978", "G0247", "G0513"}
"""Add-on codes for a first unit, or for what stands by itself in words."""


@pytest.fixture(scope="session")
def codes(rates_26c: Rates) -> set[str]:
    """The codes of the newest release; it also holds a GXXX1, which is none."""
    return {code for code, _ in rates_26c if is_code(code)}


@pytest.fixture(scope="session")
def worked(rates_26c: Rates) -> set[str]:
    return {rate.code for rate in rates_26c.values() if rate.work}


@pytest.fixture(scope="session")
def by_code(described: Described) -> dict[str, Description]:
    return {one.code: one for one in described}


def _twice(texts: list[str]) -> list[str]:
    return sorted(text for text, times in Counter(texts).items() if times > 1)


def _texts_of(one: Description) -> tuple[str, ...]:
    return (one.title, one.plain, *one.also, one.context, one.unit, *one.documentation, *one.denials)


def _texts(described: Described, families: Families) -> Iterator[tuple[str, str]]:
    """Every text of the catalogue, with the code or the family that it is of."""
    for one in described:
        yield from ((one.code, text) for text in _texts_of(one) if text)
    for family in families:
        said = (family.title, family.unit, *family.documentation, *family.denials)
        yield from ((family.key, text) for text in said if text)


def _points(described: Described, families: Families) -> list[tuple[str, str]]:
    """Every point of a note and of denials."""
    own = [(one.code, point) for one in described for point in (*one.documentation, *one.denials)]
    return own + [(one.key, point) for one in families for point in (*one.documentation, *one.denials)]


def test_every_code_of_the_newest_release_has_a_title_and_no_other_code_has(
    described: Described, codes: set[str]
) -> None:
    assert len(codes) == 17_095
    assert sorted(codes ^ {one.code for one in described}) == []


def test_every_code_with_a_work_rvu_is_told_in_plain_words(
    by_code: dict[str, Description], worked: set[str]
) -> None:
    assert len(worked) > 7_500
    assert sorted(code for code in worked if not by_code[code].plain) == []


def test_no_code_is_described_twice(described: Described) -> None:
    assert _twice([one.code for one in described]) == []


def test_titles_fit_a_line_and_are_printable(described: Described) -> None:
    bad = [one.title for one in described if not 4 <= len(one.title) <= LONGEST_TITLE]
    bad += [one.title for one in described if one.title.endswith(".") or one.title[0].islower()]
    assert bad == []


def test_every_text_is_printable_ascii_without_stray_blanks(described: Described, families: Families) -> None:
    texts = list(_texts(described, families))
    assert len(texts) > 80_000
    assert [one for one in texts if not (one[1].isascii() and one[1].isprintable())] == []
    assert [one for one in texts if one[1] != " ".join(one[1].split())] == []


def test_no_two_codes_have_the_same_title(described: Described) -> None:
    assert _twice([one.title.casefold() for one in described]) == []


def test_synonyms_are_as_people_type_them_three_at_least_where_there_is_work(
    described: Described, worked: set[str]
) -> None:
    assert [one.code for one in described if one.code in worked and not 3 <= len(one.also) <= 8] == []
    assert [one.code for one in described if len(one.also) > (8 if one.plain else 6)] == []
    odd = [name for one in described for name in one.also if not TYPED.fullmatch(name)]
    assert odd == []
    assert [name for one in described for name in one.also if len(name) > LONGEST_SYNONYM] == []


def test_a_plain_sentence_is_one_and_no_two_are_the_same(described: Described) -> None:
    plain = {one.code: one.plain for one in described if one.plain}
    assert [code for code, text in plain.items() if not 25 <= len(text) <= LONGEST_SENTENCE] == []
    assert [code for code, text in plain.items() if text[-1] != "." or ". " in text] == []
    assert _twice([text.casefold() for text in plain.values()]) == []


def test_a_context_is_short_ends_in_a_period_and_no_two_are_the_same(described: Described) -> None:
    contexts = {one.code: one.context for one in described if one.context}
    assert len(contexts) > MOST_BILLED
    odd = [code for code, text in contexts.items() if not SHORTEST_CONTEXT <= len(text) <= LONGEST_CONTEXT]
    assert odd == []
    assert [code for code, text in contexts.items() if text[-1] != "." or text[0].islower()] == []
    assert _twice([text.casefold() for text in contexts.values()]) == []


def test_psychiatry_and_visits_have_a_context(described: Described) -> None:
    mental = [one for one in described if "90785" <= one.code <= "90899" and one.plain]
    visits = [one for one in described if one.code.startswith(("992", "993", "994")) and one.plain]
    assert (len(mental), len(visits) > 130) == (30, True)
    assert [one.code for one in (*mental, *visits) if not one.context] == []


def test_the_most_billed_codes_have_a_context(
    by_code: dict[str, Description], catalogue_folder: Path
) -> None:
    use = read_national_use(catalogue_folder / USE_FILE)
    told = [code for code, one in by_code.items() if one.plain]
    most = sorted(told, key=lambda code: (-use.get(code, 0), code))[:MOST_BILLED]
    assert [code for code in most if not by_code[code].context] == []


def test_what_a_specialty_bills_most_has_a_context(
    by_code: dict[str, Description], worked: set[str], catalogue_folder: Path
) -> None:
    leading = {
        one.code
        for one in read_specialty_use(catalogue_folder / SPECIALTY_USE_FILE)
        if one.specialty > 0 and one.services and one.code in worked
    }
    assert len(leading) > 900
    assert sorted(code for code in leading if not by_code[code].context) == []


def test_units_are_short_and_begin_small(described: Described, families: Families) -> None:
    units = [unit for unit in (*(one.unit for one in described), *(one.unit for one in families)) if unit]
    assert len(units) > 1_500
    assert [unit for unit in units if not 6 <= len(unit) <= LONGEST_UNIT] == []
    assert [unit for unit in units if unit[0].isupper() or unit.endswith(".")] == []


def test_points_of_notes_and_denials_are_short_and_no_sentences(
    described: Described, families: Families
) -> None:
    points = _points(described, families)
    assert len(points) > 7_000
    assert [one for one in points if not 9 <= len(one[1]) <= LONGEST_POINT] == []
    assert [one for one in points if one[1].endswith((".", ";", ","))] == []
    assert [one for one in points if one[1][0].islower() and not one[1].startswith("pH")] == []


def test_no_point_is_said_twice_of_a_code(described: Described, families: Families) -> None:
    of = {one.key: one for one in families}
    family_of = members_of(families, [one.code for one in described])
    for one in described:
        theirs = of.get(family_of.get(one.code, ""))
        documentation = one.documentation + (theirs.documentation if theirs else ())
        denials = one.denials + (theirs.denials if theirs else ())
        assert (_twice(list(documentation)), _twice(list(denials))) == ([], []), one.code


def test_a_family_has_a_title_of_its_own_and_says_what_the_note_must_hold(families: Families) -> None:
    assert len(families) > 800
    assert _twice([one.key for one in families]) == []
    assert _twice([one.title.casefold() for one in families]) == []
    assert [one.title for one in families if not 4 <= len(one.title) <= 50 or one.title.endswith(".")] == []
    assert [one.title for one in families if one.title[0].islower()] == []
    odd = [one.key for one in families if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", one.key)]
    assert odd == []
    assert [one.key for one in families if not 2 <= len(one.documentation) <= 5] == []
    assert [one.key for one in families if len(one.denials) > 4] == []


def test_every_code_with_a_work_rvu_is_in_one_family(families: Families, worked: set[str]) -> None:
    assert sorted(worked - set(members_of(families, worked))) == []


def test_no_two_families_share_a_code_and_none_names_a_code_that_is_not(
    families: Families, codes: set[str]
) -> None:
    spans = sorted((*span, one.key) for one in families for span in one.spans)
    assert [two for two in pairwise(spans) if two[1][0] <= two[0][1]] == []
    ends = {end for first, last, _ in spans for end in (first, last)}
    assert sorted(ends - codes) == []


def test_an_add_on_code_says_that_it_is_more_of_something(
    by_code: dict[str, Description], worked: set[str]
) -> None:
    addons = {addon for addon, _ in read_addons(resource_folder() / "fee_schedule" / ADDONS_FILE)} & worked
    assert len(addons) > 500
    said = {code: f"{by_code[code].title} {by_code[code].plain}" for code in sorted(addons - SECOND_READING)}
    assert {code: text for code, text in said.items() if not ADDED.search(text)} == {}


def test_codes_that_a_text_names_are_or_were_in_the_schedule(
    described: Described, families: Families
) -> None:
    known = {
        line.partition(",")[0]
        for path in year_files(resource_folder() / "fee_schedule")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    named = [(of, code) for of, text in _texts(described, families) for code in NAMED.findall(text)]
    assert len(named) > 2_000
    assert [one for one in named if one[1] not in known] == []


def test_no_run_of_four_words_is_copied_from_a_published_descriptor(
    described: Described, families: Families
) -> None:
    tool = _make_descriptor_runs()
    stored = tool.TARGET.read_bytes()
    size = tool.HASH_BYTES
    published = {stored[start : start + size] for start in range(0, len(stored), size)}
    assert len(published) > 80_000
    assert [one for one in _texts(described, families) if published & tool.runs_of(one[1])] == []


def test_a_copied_run_would_be_found() -> None:
    """A run of ours stands for a descriptor here, since none may."""
    tool = _make_descriptor_runs()
    assert tool.runs_of("Talk, walk and rest: five.") & tool.runs_of("then TALK walk and rest")
    assert not tool.runs_of("talk walk rest and") & tool.runs_of("talk walk and rest")


def _make_descriptor_runs() -> ModuleType:
    path = Path(__file__).parent / "make_descriptor_runs.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_title_is_not_among_its_synonyms_and_no_synonym_stands_twice(described: Described) -> None:
    assert [one.code for one in described if words(one.title) in [words(name) for name in one.also]] == []
    assert [one.code for one in described if _twice(list(one.also))] == []


def test_every_file_is_in_order_of_code(catalogue_folder: Path) -> None:
    for path in sorted(catalogue_folder.glob("*.toml")):
        codes = re.findall(r"^\[(\w+)\]$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert codes == sorted(codes), path.name


def test_national_use_is_of_codes_and_in_order(catalogue_folder: Path) -> None:
    use = read_national_use(catalogue_folder / USE_FILE)
    assert [code for code, times in use.items() if not is_code(code) or times <= 0] == []
    assert list(use) == sorted(use)
    assert max(use, key=lambda code: use[code] if code.startswith("99") else 0) in {"99213", "99214"}
