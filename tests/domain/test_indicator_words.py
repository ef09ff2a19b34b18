"""Indicators in words."""

from collections.abc import Callable

import pytest

from rvuedge_desktop.domain.indicator_words import indicator_words
from rvuedge_desktop.domain.rates import Rate


@pytest.mark.parametrize(
    ("indicators", "said"),
    [
        (
            {"global_days": "090", "multiple_procedure": "2", "bilateral": "1"},
            ["ninety days", "by half", "150 %"],
        ),
        ({"multiple_procedure": "9", "bilateral": "9"}, []),
        (
            {"pc_tc": "1", "multiple_procedure": "4", "bilateral": "3"},
            ["professional part", "95 %", "Each side"],
        ),
        (
            {"global_days": "010", "assistant": "2", "co_surgeon": "2", "bilateral": "0"},
            ["Ten days", "paid as one", "16 %", "62.5 %"],
        ),
        ({"assistant": "2", "co_surgeon": "2", "bilateral": "0"}, []),
        ({"bilateral": "9", "nonfacility_na": True, "facility_na": True}, ["in an office", "in a facility"]),
    ],
)
def test_what_indicators_say(
    marked: Callable[..., Rate], indicators: dict[str, object], said: list[str]
) -> None:
    found = indicator_words(marked(**indicators).indicators)
    assert len(found) == len(said)
    assert all(part in words for part, words in zip(said, found, strict=True))
