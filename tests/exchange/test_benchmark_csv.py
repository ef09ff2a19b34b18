"""Percentile tables as CSV."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.benchmarks import METRICS, PERCENTILES, Benchmark
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.exchange.benchmark_csv import COLUMNS, benchmarks_text, read_benchmarks

HEADER = ",".join(COLUMNS)
LINE = "Psychiatry,wrvu,3000,4100,5000,6200,7400,2025,A survey"


def _read(*lines: str) -> tuple[Benchmark, ...]:
    return read_benchmarks("\n".join(lines), "own.csv")


def test_a_line_is_a_table() -> None:
    (one,) = _read(HEADER, LINE)
    assert one == Benchmark(
        "Psychiatry",
        "wrvu",
        {10: Decimal(3000), 25: Decimal(4100), 50: Decimal(5000), 75: Decimal(6200), 90: Decimal(7400)},
        2025,
        "A survey",
    )


def test_columns_in_any_order_others_too_dollars_commas_blanks_and_a_mark_at_the_beginning() -> None:
    (one,) = _read(
        "\ufeffSource,n,Year,P90,P75,P50,P25,P10,Metric,Specialty",
        "",
        'A survey,12,2025,"$400,000.50",,280000,,200000,Compensation,Family medicine',
        ",,,,,,,,,",
    )
    assert one.values == {10: Decimal(200_000), 50: Decimal(280_000), 90: Decimal("400000.50")}
    assert (one.specialty, one.metric) == ("Family medicine", "compensation")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "no column specialty"),
        ((HEADER.replace(",p50", ""), LINE), "no column p50"),
        ((f"{HEADER},year", LINE), "no column year, or has it twice"),
        ((HEADER,), "no line below its header"),
        ((HEADER, "Psychiatry,wrvu,1"), "own.csv, line 2: 3 cells where the header has 9"),
        ((HEADER, LINE, LINE.replace("Psych", "PSYCH")), "line 3: the same specialty"),
        ((HEADER, LINE.replace("Psychiatry", "")), "line 2: specialty and source must be said"),
        ((HEADER, LINE.replace("A survey", "")), "specialty and source must be said"),
        ((HEADER, LINE.replace("A survey", "x" * 201)), "too long"),
        ((HEADER, LINE.replace("wrvu", "visits")), "\u201cvisits\u201d is no metric; known are wrvu, "),
        ((HEADER, "Psychiatry,wrvu,,,,,,2025,A survey"), "there is no figure"),
        ((HEADER, LINE.replace("4100", "5100")), "the percentiles do not rise"),
        ((HEADER, LINE.replace("4100", "1e3")), "\u201c1e3\u201d is not a number"),
        ((HEADER, LINE.replace("4100", "-1")), "\u201c-1\u201d is not a number"),
        ((HEADER, LINE.replace("2025", "25")), "\u201c25\u201d is no year"),
        ((HEADER, LINE.replace("2025", "\u0662\u0660\u0662\u0665")), "is no year"),
        ((HEADER, f'{LINE[:-1]}"x" y"'), None),
        ((HEADER, '"Psychiatry" x,wrvu,1,2,3,4,5,2025,A'), "Save it as CSV"),
        ((HEADER, *[""] * 20_001, LINE), "more than 20,000 lines"),
    ],
)
def test_what_is_not_as_it_must_be_is_refused_whole_with_its_line(
    lines: tuple[str, ...], said: str | None
) -> None:
    if said is None:
        assert _read(*lines)
        return
    with pytest.raises(BadInputError) as refused:
        _read(*lines)
    assert said in str(refused.value)
    assert "No benchmark was changed" in str(refused.value)


words = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=20)
tables = st.builds(
    Benchmark,
    words,
    st.sampled_from(sorted(METRICS)),
    st.lists(st.decimals(0, 999_999, places=2), min_size=5, max_size=5).map(
        lambda values: dict(zip(PERCENTILES, sorted(values), strict=True))
    ),
    st.integers(1990, 2100),
    words,
)


@given(st.lists(tables, min_size=1, max_size=5, unique_by=lambda one: one.key))
def test_what_is_written_is_read_back(written: list[Benchmark]) -> None:
    assert read_benchmarks(benchmarks_text(written), "own.csv") == tuple(written)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for content in (text, f"{HEADER}\n{text}", f"{HEADER}\n{LINE}\n{text}"):
        try:
            assert read_benchmarks(content, "own.csv")
        except BadInputError:
            continue
