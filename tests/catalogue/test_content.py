"""What the committed catalogue says: short, ours alone, and of codes that exist."""

import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

from rvuedge_desktop.catalogue.descriptions import Description
from rvuedge_desktop.catalogue.national_use import USE_FILE, read_national_use
from rvuedge_desktop.catalogue.words import words
from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.host.resource_files import resource_folder
from rvuedge_desktop.schedule.bundled_text import read_intervals, year_files

Described = tuple[Description, ...]
LONGEST_TITLE, LONGEST_SYNONYM, LONGEST_SENTENCE = 60, 60, 170
TYPED = re.compile(r"[a-z0-9]+(?:[ &/+.'-]+[a-z0-9]+)*\+?")


def _twice(texts: list[str]) -> list[str]:
    return sorted(text for text, times in Counter(texts).items() if times > 1)


def test_every_code_with_a_work_rvu_in_the_newest_release_is_described(described: Described) -> None:
    worked = {
        interval.rate.code
        for path in year_files(resource_folder() / "fee_schedule")[-1:]
        for interval in read_intervals(path)
        if interval.rate.work and interval.last_day is None
    }
    assert len(worked) > 7_500
    assert sorted(worked - {one.code for one in described}) == []


def test_no_code_is_described_twice(described: Described) -> None:
    assert _twice([one.code for one in described]) == []


def test_every_described_code_is_in_the_schedule(described: Described) -> None:
    codes = {
        interval.rate.code
        for path in year_files(resource_folder() / "fee_schedule")[-1:]
        for interval in read_intervals(path)
    }
    assert [one.code for one in described if one.code not in codes] == []


def test_titles_fit_a_line_and_are_printable(described: Described) -> None:
    bad = [one.title for one in described if not 4 <= len(one.title) <= LONGEST_TITLE]
    bad += [one.title for one in described if one.title != one.title.strip() or not one.title.isprintable()]
    bad += [one.title for one in described if one.title.endswith(".") or one.title[0].islower()]
    assert bad == []


def test_no_two_codes_have_the_same_title(described: Described) -> None:
    assert _twice([one.title.casefold() for one in described]) == []


def test_every_code_has_three_to_eight_synonyms_as_people_type_them(described: Described) -> None:
    assert [one.code for one in described if not 3 <= len(one.also) <= 8] == []
    odd = [name for one in described for name in one.also if not TYPED.fullmatch(name)]
    assert odd == []
    assert [name for one in described for name in one.also if len(name) > LONGEST_SYNONYM] == []


def test_a_plain_sentence_is_one_and_no_two_are_the_same(described: Described) -> None:
    assert [one.code for one in described if not 25 <= len(one.plain) <= LONGEST_SENTENCE] == []
    assert [one.code for one in described if one.plain[-1] != "." or not one.plain.isprintable()] == []
    assert _twice([one.plain.casefold() for one in described]) == []


def test_no_run_of_four_words_is_copied_from_a_published_descriptor(described: Described) -> None:
    tool = _make_descriptor_runs()
    stored = tool.TARGET.read_bytes()
    size = tool.HASH_BYTES
    published = {stored[start : start + size] for start in range(0, len(stored), size)}
    assert len(published) > 80_000
    copied = [
        (one.code, text)
        for one in described
        for text in (one.title, one.plain, *one.also)
        if published & tool.runs_of(text)
    ]
    assert copied == []


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
