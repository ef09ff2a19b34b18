"""Pairs of codes in a file of their own: kept whole or not at all, asked by the day, never in the way."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.code_pairs import CodePair
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.quarters import Quarter
from rvuedge_desktop.schedule.published_pairs import PublishedPairs, read_pairs
from rvuedge_desktop.store.code_pairs import LoadedPairs
from rvuedge_desktop.store.log_file import PAIRS_FILE
from tests.pair_files import HELD, MISUSE, NAME, PAIRS, STANDARDS, text_of_pairs

SOURCE = "NCCI pairs, 2026 Q2"
QUARTER = Quarter(2026, 2)
DAY = date(2026, 7, 15)
ALL = [code for pair in PAIRS for code in pair[:2]]
MANY = 30_000
Publish = Callable[..., PublishedPairs]


@pytest.fixture
def published(tmp_path: Path) -> Publish:
    def publish(name: str = f"{NAME}.txt", content: bytes = text_of_pairs()) -> PublishedPairs:
        path = tmp_path / name
        path.write_bytes(content)
        return read_pairs([path])

    return publish


@pytest.fixture
def pairs(tmp_path: Path) -> Iterator[LoadedPairs]:
    opened = LoadedPairs(tmp_path)
    yield opened
    opened.close()


def test_a_folder_without_any_has_no_file_and_no_pairs(pairs: LoadedPairs, tmp_path: Path) -> None:
    assert pairs.load() is None
    assert pairs.among(ALL, DAY) == []
    assert pairs.check() is None
    assert not (tmp_path / PAIRS_FILE).exists()


def test_what_is_kept_is_told(pairs: LoadedPairs, published: Publish) -> None:
    kept = pairs.replace(published())
    assert pairs.load() == kept
    assert (kept.quarter, kept.count, kept.source, kept.name) == (
        QUARTER,
        HELD,
        f"{NAME}.txt",
        "NCCI2026Q2",
    )
    assert kept.loaded_at.startswith(kept.loaded_on.isoformat())


@pytest.mark.parametrize(
    ("codes", "day", "found"),
    [
        (["11042", "97597"], date(2019, 12, 31), [("never", date(1996, 1, 1))]),
        (["97597", "11042"], date(2020, 1, 1), [("with a modifier", date(2020, 1, 1))]),
        (["11042", "97597"], date(1995, 12, 31), []),
        (["20610", "76942"], date(2025, 6, 30), [("never", date(2015, 1, 1))]),
        (["20610", "76942"], date(2025, 7, 1), []),
        (["20610", "76942"], date(2014, 12, 31), []),
        (["G0105", "90853"], date(1990, 1, 1), [("not applicable", None)]),
        (["99213", "36415"], date(2024, 1, 1), []),
        (["11042", "11042"], DAY, []),
        (["11042"], DAY, []),
        ([], DAY, []),
    ],
)
def test_a_pair_holds_on_its_days(
    pairs: LoadedPairs, published: Publish, codes: list[str], day: date, found: list[tuple[str, date | None]]
) -> None:
    pairs.replace(published())
    assert [(pair.rule, pair.first_day) for pair in pairs.among(codes, day)] == found


def test_all_pairs_among_codes_are_found_in_order(pairs: LoadedPairs, published: Publish) -> None:
    pairs.replace(published())
    assert pairs.among({*ALL, "99999"}, DAY) == [
        CodePair("00100", "93000", "never", date(2010, 1, 1), None, STANDARDS, SOURCE, QUARTER),
        CodePair("11042", "97597", "with a modifier", date(2020, 1, 1), None, MISUSE, SOURCE, QUARTER),
        CodePair("90837", "90853", "with a modifier", date(2013, 1, 1), None, STANDARDS, SOURCE, QUARTER),
        CodePair("G0105", "90853", "not applicable", None, None, "", SOURCE, QUARTER),
    ]


def test_of_two_rows_of_one_day_the_later_one_counts_and_one_said_twice_once(
    pairs: LoadedPairs, published: Publish
) -> None:
    rows = [
        ("11042", "97597", "", "20200101", "*", "0", MISUSE),
        ("11042", "97597", "", "20220101", "*", "1", MISUSE),
        ("11042", "97597", "", "20220101", "*", "1", MISUSE),
    ]
    assert pairs.replace(published(content=text_of_pairs(rows))).count == 2
    assert [pair.rule for pair in pairs.among(["11042", "97597"], DAY)] == ["with a modifier"]


@given(
    st.sets(st.sampled_from(ALL)),
    st.dates(min_value=date(1995, 1, 1), max_value=date(2027, 1, 1)),
)
def test_it_gives_what_a_look_at_every_row_gives(
    tmp_path_factory: pytest.TempPathFactory, codes: set[str], day: date
) -> None:
    folder = tmp_path_factory.getbasetemp() / "same"
    if not folder.exists():
        folder.mkdir()
        (folder / f"{NAME}.txt").write_bytes(text_of_pairs())
        LoadedPairs(folder).replace(read_pairs([folder / f"{NAME}.txt"]))
    pairs = LoadedPairs(folder)
    text = f"{day:%Y%m%d}"
    expected = {
        (first, second)
        for first, second, _, begins, ends, rule, _ in PAIRS
        if {first, second} <= codes
        and begins <= text <= (ends if ends.isdigit() else "9")
        and not (rule == "9" and begins == ends != "")
    }
    assert {(pair.first, pair.second) for pair in pairs.among(codes, day)} == expected
    pairs.close()


def test_a_new_quarter_takes_the_place_of_the_old(pairs: LoadedPairs, published: Publish) -> None:
    pairs.replace(published())
    assert pairs.among(["11042", "97597"], DAY)
    pairs.replace(published("ccipra-v322r0-f1.txt", text_of_pairs(PAIRS[4:5])))
    loaded = pairs.load()
    assert loaded is not None
    assert (loaded.quarter, loaded.count) == (Quarter(2026, 3), 1)
    assert pairs.among(["11042", "97597"], DAY) == []


def test_what_ends_the_writing_leaves_what_was_there(pairs: LoadedPairs, published: Publish) -> None:
    class EnoughError(Exception):
        pass

    def enough(count: int) -> None:
        if count:
            raise EnoughError

    kept = pairs.replace(published())
    many = published("ccipra-v322r0-f1.txt", text_of_pairs(PAIRS[4:5] * MANY))
    told: list[int] = []
    with pytest.raises(EnoughError):
        pairs.replace(many, enough)
    assert pairs.load() == kept
    assert pairs.among(["11042", "97597"], DAY)
    pairs.replace(many, told.append)
    assert told == [0, 20_000]


def test_removed_pairs_are_gone_and_give_their_room_back(
    pairs: LoadedPairs, published: Publish, tmp_path: Path
) -> None:
    rows = [(f"{10_000 + at}", f"{50_000 + at}", "", "20200101", "*", "0", MISUSE) for at in range(MANY)]
    pairs.replace(published(content=text_of_pairs(rows)))
    full = (tmp_path / PAIRS_FILE).stat().st_size
    pairs.remove()
    assert pairs.load() is None
    assert pairs.among(["10000", "50000"], DAY) == []
    assert (tmp_path / PAIRS_FILE).stat().st_size < full / 10


def test_what_another_program_loads_is_seen(pairs: LoadedPairs, published: Publish, tmp_path: Path) -> None:
    assert pairs.load() is None
    LoadedPairs(tmp_path).replace(published())
    assert pairs.among(["11042", "97597"], DAY)
    LoadedPairs(tmp_path).remove()
    assert pairs.load() is None


# Trouble


@pytest.fixture
def file(tmp_path: Path, published: Publish) -> Path:
    """A file of many pages."""
    rows = [(f"{10_000 + at}", f"{50_000 + at}", "", "20200101", "*", "0", MISUSE) for at in range(MANY)]
    LoadedPairs(tmp_path).replace(published(content=text_of_pairs(rows)))
    return tmp_path / PAIRS_FILE


def is_left_aside(pairs: LoadedPairs, file: Path) -> None:
    assert pairs.among(["10000", "50000"], DAY) == []
    assert pairs.load() is None
    assert pairs.problem is not None
    assert pairs.problem.what.startswith("The pairs of codes that you loaded can't be used")
    assert f"Move {file} aside" in pairs.problem.fix
    assert pairs.problem.safe == "The log is unharmed"


def test_rubbish_is_left_aside_and_not_written_to(pairs: LoadedPairs, published: Publish, file: Path) -> None:
    content = b"rubbish " * 1000
    file.write_bytes(content)
    is_left_aside(pairs, file)
    with pytest.raises(OperationFailedError):
        pairs.replace(published())
    with pytest.raises(OperationFailedError):
        pairs.remove()
    assert file.read_bytes() == content


def test_a_file_cut_in_half_is_left_aside(pairs: LoadedPairs, file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert pairs.check() is not None
    is_left_aside(pairs, file)


def test_pages_overwritten_are_found_by_a_check(pairs: LoadedPairs, file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-80_000:] = b"\xa5" * 80_000
    file.write_bytes(bytes(content))
    assert pairs.load() is not None
    assert pairs.check() is not None
    is_left_aside(pairs, file)


@pytest.mark.parametrize(
    "change",
    [
        "PRAGMA user_version = 7",
        "PRAGMA application_id = 1",
        "DROP TABLE load",
        "DROP TABLE pairs",
        "DROP TABLE terms",
        "UPDATE load SET quarter = 'then'",
        "UPDATE load SET loaded_at = 'then'",
        "UPDATE terms SET first_day = '2020-99-99'",
    ],
)
def test_a_file_of_another_kind_is_left_aside(pairs: LoadedPairs, file: Path, change: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(change)
        connection.commit()
    is_left_aside(pairs, file)


def test_a_folder_in_its_place_is_left_aside(pairs: LoadedPairs, tmp_path: Path) -> None:
    (tmp_path / PAIRS_FILE).mkdir()
    assert pairs.among(["10000", "50000"], DAY) == []
    assert pairs.problem is not None


def test_a_quarter_is_kept_compactly(tmp_path: Path, reference_folder: Path) -> None:
    """Some thirty million bytes for 1.7 million pairs; three times as many would be another table."""
    kept = LoadedPairs(tmp_path).replace(
        read_pairs([reference_folder / "ptp_practitioner_2024q3_active.csv.gz"])
    )
    assert kept.count == 1_669_820
    assert (tmp_path / PAIRS_FILE).stat().st_size < 45_000_000
