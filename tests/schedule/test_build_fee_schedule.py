"""The builder of resources/fee_schedule: what it writes, and when it writes nothing."""

import importlib.util
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rvuedge_desktop.domain.rates import Rate, Release
from rvuedge_desktop.schedule.bundled_text import BundledRelease, read_intervals, read_releases

FACTORS = (
    "first_day,amount,qualifying,anesthesia,qualifying_anesthesia\n"
    "2025-01-01,32.3465,,,\n2026-01-01,{},33.5675,,\n"
)

Main = Callable[[list[str]], int]


@pytest.fixture(scope="module")
def build() -> Main:
    path = Path(__file__).resolve().parents[2] / "packaging" / "build_fee_schedule.py"
    spec = importlib.util.spec_from_file_location("build_fee_schedule", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    main: Main = module.main
    return main


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "conversion_factors.csv").write_text(FACTORS.format("33.4009"), encoding="utf-8")
    return folder


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "published"
    (folder / "below").mkdir(parents=True)
    return folder


def test_the_years_and_the_releases_are_written(  # noqa: PLR0917 - fixtures
    build: Main, published: Path, output: Path, csv_2026: bytes, text_2026: bytes, sample: tuple[Rate, ...]
) -> None:
    dear, cheap = b"0.67   0.23     0.05    0.01   0.91  0.73", b"0.66   0.23     0.05    0.01   0.90  0.72"
    assert text_2026.count(dear) == 1
    (published / "below" / "PPRRVU2026_Apr_nonQPP.txt").write_bytes(text_2026.replace(dear, cheap))
    (published / "PPRRVU2026_Jul_QPP.csv").write_bytes(csv_2026.replace(b"33.4009", b"33.5675"))
    (output / "2019.csv").touch()

    assert build([str(published), "--output", str(output)]) == 0

    assert sorted(path.name for path in output.iterdir()) == [
        "2026.csv",
        "conversion_factors.csv",
        "releases.csv",
    ]
    assert read_releases(output / "releases.csv") == (
        BundledRelease(Release("RVU26B", date(2026, 4, 1)), len(sample)),
        BundledRelease(Release("RVU26C", date(2026, 7, 1), date(2026, 6, 30)), len(sample)),
    )
    intervals = list(read_intervals(output / "2026.csv"))
    assert len(intervals) == len(sample) + 1
    assert [
        (str(one.rate.work), one.first_day.isoformat(), str(one.last_day))
        for one in intervals
        if one.rate.code == "90853"
    ] == [("0.66", "2026-04-01", "2026-06-30"), ("0.67", "2026-07-01", "None")]


def test_cms_own_file_is_preferred(build: Main, published: Path, output: Path, csv_2025: bytes) -> None:
    (published / "PPRRVU2025_Oct.csv").write_bytes(csv_2025)
    lines = csv_2025.splitlines(keepends=True)
    (published / "pfs_2025D_Oct.csv").write_bytes(b"".join(lines[:4] + lines[5:]))
    assert build([str(published), "--output", str(output)]) == 0
    assert [one.release.published for one in read_releases(output / "releases.csv")] == [date(2025, 9, 11)]


@pytest.mark.parametrize(
    ("change", "factor", "message"),
    [
        (
            (b"", b""),
            "33.4011",
            "has the conversion factor 33.4009, conversion_factors.csv has 33.4011 or 33.5675",
        ),
        ((b"2026 National", b"2027 National"), "33.4009", "conversion_factors.csv has none for 2027-07-01"),
        ((b"V5364,,", b"V536?,,"), "33.4009", "PPRRVU2026_Jul.csv, line {last}: its code is 'V536?'"),
        ((b"HCPCS,", b"CODES,"), "33.4009", "no column is headed HCPCS"),
    ],
    ids=["another factor", "no factor", "a finding", "a wrong file"],
)
def test_nothing_is_written_unless_all_agrees(  # noqa: PLR0917 - fixtures
    change: tuple[bytes, bytes],
    factor: str,
    message: str,
    build: Main,
    published: Path,
    output: Path,
    csv_2026: bytes,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (published / "PPRRVU2026_Jul.csv").write_bytes(csv_2026.replace(*change))
    (output / "conversion_factors.csv").write_text(FACTORS.format(factor), encoding="utf-8")
    assert build([str(published), "--output", str(output)]) == 1
    assert message.format(last=csv_2026.count(b"\n")) in capsys.readouterr().err
    assert [path.name for path in output.iterdir()] == ["conversion_factors.csv"]


def test_a_folder_without_published_files_is_refused(
    build: Main, published: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build([str(published), "--output", str(output)]) == 1
    assert "No relative value file" in capsys.readouterr().err
