"""The category of a code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.categories import OTHER, category_of


@pytest.mark.parametrize(
    ("code", "key", "cohort"),
    [
        ("00100", "anesthesia", "Anesthesia codes"),
        ("01999", "anesthesia", "Anesthesia codes"),
        ("11042", "surgery-skin", "Surgery: skin and breast codes"),
        ("20610", "surgery-musculoskeletal", "Surgery: bones, joints and muscles codes"),
        ("31575", "surgery-respiratory", "Surgery: nose, airways and lungs codes"),
        ("36415", "surgery-cardiovascular", "Surgery: heart and vessels codes"),
        ("45380", "surgery-digestive", "Surgery: digestive tract codes"),
        ("59400", "surgery-maternity", "Surgery: pregnancy and birth codes"),
        ("66984", "surgery-eye", "Surgery: eye codes"),
        ("69210", "surgery-ear", "Surgery: ear codes"),
        ("70010", "radiology", "Radiology codes"),
        ("69990", "surgery-ear", "Surgery: ear codes"),
        ("88305", "laboratory", "Pathology and laboratory codes"),
        ("90853", "medicine", "Medicine codes"),
        ("99199", "medicine", "Medicine codes"),
        ("99202", "visits", "Evaluation and management codes"),
        ("99499", "visits", "Evaluation and management codes"),
        ("99500", "medicine", "Medicine codes"),
        ("0001F", "category-ii", "Category II: performance measurement codes"),
        ("0042T", "category-iii", "Category III: emerging technology codes"),
        ("0001U", "laboratory-proprietary", "Proprietary laboratory tests codes"),
        ("0002M", "laboratory-algorithm", "Multianalyte laboratory tests codes"),
        ("0001A", "vaccine-administration", "Vaccine and test administration codes"),
        ("G0553", "hcpcs-g", "G codes"),
        ("V5364", "hcpcs-v", "V codes"),
        ("Z0001", "own", "Codes of your own"),
    ],
)
def test_a_code_belongs_to_its_section(code: str, key: str, cohort: str) -> None:
    category = category_of(code)
    assert (category.key, category.cohort) == (key, cohort)


@pytest.mark.parametrize("code", ["00099", "00000", "02000", "10003", "0001Z", "X1234"])
def test_a_code_outside_every_section_is_other(code: str) -> None:
    assert category_of(code) == OTHER


@given(st.from_regex(r"\A[0-9A-Z][0-9]{3}[0-9A-Z]\Z"))
def test_every_code_has_a_category(code: str) -> None:
    category = category_of(code)
    assert category.key
    assert category.title
