"""What is written is read back the same, and the same input gives the same bytes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.rates import (
    STATUS_TEXT,
    ConversionFactor,
    Indicators,
    Rate,
    RateInterval,
    Release,
)
from rvuedge_desktop.schedule.bundled_text import (
    BundledRelease,
    conversion_factors_text,
    read_conversion_factors,
    read_intervals,
    read_releases,
    releases_text,
    year_files,
    year_text,
)

days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
codes = st.text("0123456789AFGTV", min_size=5, max_size=5)
rvus = st.decimals(0, Decimal("999.99"), places=2)
shares = st.decimals(0, 1, places=2)
digits = st.sampled_from("0123456789")
amounts = st.decimals(0, Decimal("99.9999"), places=4)
marks = st.builds(
    Indicators,
    not_used=st.sampled_from(["", "+"]),
    pc_tc=digits,
    global_days=st.sampled_from(["000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"]),
    preoperative=shares,
    intraoperative=shares,
    postoperative=shares,
    multiple_procedure=digits,
    bilateral=digits,
    assistant=digits,
    co_surgeon=digits,
    team=digits,
    endoscopic_base=st.just("") | codes,
    supervision=st.sampled_from(["01", "09", "6A", "7A", "21"]),
    imaging_family=st.sampled_from(["88", "99"]),
)
rates = st.builds(
    Rate,
    code=codes,
    modifier=st.sampled_from(["", "26", "TC", "53"]),
    status=st.sampled_from(list(STATUS_TEXT)),
    work=rvus,
    pe_nonfacility=rvus,
    pe_facility=rvus,
    malpractice=rvus,
    opps_pe_nonfacility=rvus,
    opps_pe_facility=rvus,
    opps_malpractice=rvus,
    indicators=marks,
)
intervals = st.builds(RateInterval, rate=rates, first_day=days, last_day=st.none() | days)
factors = st.builds(
    ConversionFactor,
    first_day=days,
    amount=amounts,
    qualifying=st.none() | amounts,
    anesthesia=st.none() | amounts,
    qualifying_anesthesia=st.none() | amounts,
)
releases = st.builds(
    BundledRelease,
    release=st.builds(
        Release,
        name=st.sampled_from(["RVU20A", "RVU24AR", "RVU26C"]),
        first_day=days,
        published=st.none() | days,
    ),
    rows=st.integers(0, 20_000),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fee_schedule") / "2026.csv"


@settings(max_examples=30)
@given(
    st.lists(intervals, unique_by=lambda one: (one.rate.code, one.rate.modifier, one.first_day)), st.randoms()
)
def test_a_year_comes_back(file: Path, year: list[RateInterval], random: Random) -> None:
    text = year_text(year)
    file.write_text(text, encoding="utf-8", newline="\n")
    back = list(read_intervals(file))
    assert back == sorted(year, key=lambda one: (one.rate.code, one.rate.modifier, one.first_day))
    random.shuffle(back)
    assert year_text(back) == text


@given(st.lists(factors, unique_by=lambda one: one.first_day))
def test_conversion_factors_come_back(file: Path, table: list[ConversionFactor]) -> None:
    file.write_text(conversion_factors_text(table), encoding="utf-8", newline="\n")
    assert read_conversion_factors(file) == tuple(sorted(table, key=lambda one: one.first_day))


@given(st.lists(releases, unique_by=lambda one: one.release.first_day))
def test_releases_come_back(file: Path, table: list[BundledRelease]) -> None:
    file.write_text(releases_text(table), encoding="utf-8", newline="\n")
    assert read_releases(file) == tuple(sorted(table, key=lambda one: one.release.first_day))


def test_line_ends_of_windows_do_no_harm(file: Path) -> None:
    file.write_bytes(
        b"first_day,amount,qualifying,anesthesia,qualifying_anesthesia\r\n2025-01-01,32.3465,,20.3178,\r\n"
    )
    only = ConversionFactor(date(2025, 1, 1), Decimal("32.3465"), None, Decimal("20.3178"))
    assert read_conversion_factors(file) == (only,)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The header row of 2026.csv is not the one expected"),
        (b"first_day,amount\n", "The header row of 2026.csv is not the one expected"),
        (
            b"first_day,amount,qualifying,anesthesia,qualifying_anesthesia\n2025-01-01,dear,,,\n",
            "2026.csv, line 2: 'dear' is not a figure",
        ),
        (
            b"first_day,amount,qualifying,anesthesia,qualifying_anesthesia\n2025-01-01,1,,,\n2025,1,,,\n",
            "2026.csv, line 3: ",
        ),
        (
            b"first_day,amount,qualifying,anesthesia,qualifying_anesthesia\n2025-01-01\n",
            "2026.csv, line 2: not enough values",
        ),
        (b"\xff\xfe", "2026.csv is not text"),
    ],
)
def test_a_damaged_file_is_refused(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(BadInputError, match=message):
        read_conversion_factors(file)


@pytest.mark.parametrize("read", [read_intervals, read_releases, read_conversion_factors])
def test_a_file_that_is_not_there_is_said_to_be_unreadable(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    with pytest.raises(OperationFailedError, match=r"2019\.csv can't be read: No such file"):
        list(read(tmp_path / "2019.csv"))  # type: ignore[call-overload]


def test_only_years_are_files_of_years(tmp_path: Path) -> None:
    for name in ("2026.csv", "2020.csv", "releases.csv", "2021.txt", "20220.csv"):
        (tmp_path / name).touch()
    assert [path.name for path in year_files(tmp_path)] == ["2020.csv", "2026.csv"]
