"""Families of codes: read, and asked which code is in which."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.catalogue.families import FOLDER, Family, members_of, read_families
from rvuedge_desktop.domain.errors import BadInputError

WHOLE = """
[group-therapy]
title = "Group psychotherapy"
codes = ["90849", "90853-90857"]
unit = "one patient"
documentation = ["Who came", "What was done"]
denials = ["One unit for all"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FOLDER).mkdir()
    return tmp_path


def _family(key: str, *spans: tuple[str, str]) -> Family:
    return Family(key, key.title(), spans, "", (), ())


def test_files_are_read_in_order_and_the_codes_beside_them_are_not(folder: Path) -> None:
    (folder / FOLDER / "b.toml").write_text(WHOLE, encoding="utf-8")
    (folder / FOLDER / "a.toml").write_text('[one]\ntitle = "One"\ncodes = ["G0553"]\n', encoding="utf-8")
    (folder / "medicine.toml").write_text('[90853]\ntitle = "Group"\n', encoding="utf-8")
    assert list(read_families(folder)) == [
        Family("one", "One", (("G0553", "G0553"),), "", (), ()),
        Family(
            "group-therapy",
            "Group psychotherapy",
            (("90849", "90849"), ("90853", "90857")),
            "one patient",
            ("Who came", "What was done"),
            ("One unit for all",),
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[some]\ncodes = ["90853"]\n',
        '[some]\ntitle = "Some"\n',
        '[some]\ntitle = "Some"\ncodes = []\n',
        '[some]\ntitle = "Some"\ncodes = "90853"\n',
        '[some]\ntitle = "Some"\ncodes = [90853]\n',
        '[some]\ntitle = 5\ncodes = ["90853"]\n',
        '[some]\ntitle = "Some"\ncodes = ["90853"]\nunit = 1\n',
        '[some]\ntitle = "Some"\ncodes = ["90853"]\ncontext = "None has one."\n',
        'some = "Some"\n',
    ],
)
def test_a_family_of_another_form_is_refused_with_its_file(folder: Path, text: str) -> None:
    (folder / FOLDER / "some.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=r"some\.toml: the family some is not") as refused:
        list(read_families(folder))
    assert refused.value.fix


@pytest.mark.parametrize("span", ["9085", "90853-", "90857-90853", "90853 - 90857", "90853-90857-90860", ""])
def test_a_span_that_is_none_is_refused_with_what_it_says(folder: Path, span: str) -> None:
    (folder / FOLDER / "some.toml").write_text(f'[some]\ntitle = "S"\ncodes = ["{span}"]\n', encoding="utf-8")
    with pytest.raises(BadInputError, match=f"'{span}' in the family some is no code and no run"):
        list(read_families(folder))


def test_a_file_that_is_not_toml_is_refused_with_its_name(folder: Path) -> None:
    (folder / FOLDER / "some.toml").write_text("[some\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"some\.toml can't be read"):
        list(read_families(folder))


def test_a_run_holds_its_ends_and_what_lies_between() -> None:
    run = _family("run", ("90853", "90857"))
    codes = ["90858", "90857", "90855", "90853", "90852", "0001F", "G0553"]
    assert members_of([run], codes) == {"90853": "run", "90855": "run", "90857": "run"}


@pytest.mark.parametrize("turned", [False, True])
def test_a_code_named_alone_goes_before_a_run_that_holds_it(turned: bool) -> None:
    families = [_family("run", ("90853", "90857")), _family("alone", ("90855", "90855"))]
    found = members_of(families[::-1] if turned else families, ["90854", "90855"])
    assert found == {"90854": "run", "90855": "alone"}


def test_a_code_that_does_not_exist_is_in_no_family() -> None:
    assert members_of([_family("alone", ("90855", "90855"))], ["90853"]) == {}
    assert members_of([], ["90853"]) == {}


def test_the_committed_families_hold_what_belongs_together(families: tuple[Family, ...]) -> None:
    asked = ["90791", "90832", "90837", "90853", "99213", "99215", "00840"]
    found = members_of(families, asked)
    assert found["90832"] == found["90837"] != found["90853"]
    assert found["99213"] == found["99215"] == "office-visit"
    assert "00840" not in found


@given(st.lists(st.from_regex(r"\A[0-9]{5}\Z"), max_size=30), st.lists(st.integers(0, 29), max_size=8))
def test_a_member_is_in_a_span_and_every_other_code_is_in_none(codes: list[str], ends: list[int]) -> None:
    at = [codes[end % len(codes)] for end in ends] if codes else []
    spans = [(min(pair), max(pair)) for pair in zip(at[::2], at[1::2], strict=False)]
    families = [_family(str(number), span) for number, span in enumerate(spans)]
    found = members_of(families, codes)
    for code in codes:
        holding = {str(number) for number, (first, last) in enumerate(spans) if first <= code <= last}
        assert found.get(code) in holding if holding else code not in found
