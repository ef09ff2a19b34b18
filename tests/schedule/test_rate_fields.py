"""A rate and its fields as text are the same thing."""

from decimal import Decimal

import pytest

from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.schedule.rate_fields import RATE_FIELDS, decimal_from, plain, rate_from, texts_of


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        (".00", "0"),
        ("0.00", "0"),
        ("0", "0"),
        ("0.670", "0.67"),
        ("3.60", "3.6"),
        ("100", "100"),
        ("33.4009", "33.4009"),
    ],
)
def test_a_figure_has_one_form(text: str, plainly: str) -> None:
    assert plain(Decimal(text)) == plainly
    assert repr(decimal_from(text)) == f"Decimal('{plainly}')"


@pytest.mark.parametrize("text", ["", "-1", "1e3", "1.23456", "12345", "NaN", "1,5", ".", "1.", " 1", "٣"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a figure"):
        decimal_from(text)


def test_lost_leading_zeros_come_back(sample: tuple[Rate, ...]) -> None:
    rate = next(rate for rate in sample if rate.indicators.global_days == "010")
    for printed, meant in (("0", "000"), ("10", "010"), ("90", "090")):
        texts = list(texts_of(rate))
        texts[RATE_FIELDS.index("global_days")] = printed
        texts[RATE_FIELDS.index("supervision")] = "9"
        marks = rate.indicators._replace(global_days=meant, supervision="09")
        assert rate_from(texts) == rate._replace(indicators=marks)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("code", "9085"),
        ("code", "9085a"),
        ("modifier", "25"),
        ("status", ""),
        ("status", "AA"),
        ("not_used", "-"),
        ("work", "NA"),
        ("pe_nonfacility", "-0.1"),
        ("nonfacility_na", "Y"),
        ("malpractice", ""),
        ("pc_tc", "10"),
        ("global_days", "011"),
        ("intraoperative", "1.5"),
        ("multiple_procedure", ""),
        ("endoscopic_base", "4537"),
        ("supervision", "A9"),
        ("imaging_family", "9"),
        ("team", "0,0"),
        ("opps_malpractice", "1.92\n"),
    ],
)
def test_a_field_that_holds_something_else_is_named(field: str, wrong: str, sample: tuple[Rate, ...]) -> None:
    texts = list(texts_of(sample[0]))
    texts[RATE_FIELDS.index(field)] = wrong
    with pytest.raises(ValueError, match=f"its {field.replace('_', ' ')} is "):
        rate_from(texts)


def test_a_row_with_too_few_fields_is_refused(sample: tuple[Rate, ...]) -> None:
    with pytest.raises(ValueError, match="25 fields where 26 belong"):
        rate_from(texts_of(sample[0])[:-1])
