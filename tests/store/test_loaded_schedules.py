"""The releases that a user loaded are kept whole or not at all, and never by what is not ours."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.rates import ConversionFactor, Gpci, Rate, Release
from rvuedge_desktop.store import connection as connections
from rvuedge_desktop.store.loaded_schedules import FILE_NAME, LoadedPlace, LoadedSchedules, NewLoad

JULY, OCTOBER = date(2026, 7, 1), date(2026, 10, 1)
ALABAMA = Gpci("10112-00", "Alabama, AL", Decimal(1), Decimal("0.875"), Decimal("0.566"))
CODES = ("90837", "90853", "99213", "99214")


class Folder:
    """A user's folder, opened as often as wanted."""

    def __init__(self, path: Path, opened: ExitStack) -> None:
        self.path = path
        self.file = path / FILE_NAME
        self._opened = opened

    def open(self) -> LoadedSchedules:
        loaded = LoadedSchedules(self.path)
        self._opened.callback(loaded.close)
        return loaded


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    with ExitStack() as opened:
        yield Folder(tmp_path, opened)


@pytest.fixture
def october(rates_26c: dict[tuple[str, str], Rate]) -> NewLoad:
    rates = (*(rates_26c[code, ""] for code in CODES), rates_26c["77067", "TC"], rates_26c["77067", ""])
    factor = ConversionFactor(OCTOBER, Decimal("33.4009"), Decimal("33.5675"), Decimal("20.4976"))
    words = {code: f"Words of {code}" for code in CODES}
    places = (LoadedPlace(ALABAMA, Decimal("19.5")), LoadedPlace(ALABAMA._replace(locality="02102-01"), None))
    return NewLoad(Release("RVU26D", OCTOBER, date(2026, 9, 30)), factor, rates, words, places, "rvu26d.zip")


@pytest.fixture
def july(october: NewLoad) -> NewLoad:
    release = Release("RVU26C", JULY)
    few = october.rates[:2]
    return october._replace(
        release=release,
        factor=ConversionFactor(JULY, Decimal(33)),
        rates=few,
        descriptors={"90837": "Older words"},
        places=(LoadedPlace(ALABAMA._replace(work=Decimal(2)), Decimal(18)),),
        source="x.csv",
    )


def names(loaded: LoadedSchedules) -> list[str]:
    return [one.release.name for one in loaded.releases()]


def problem(folder: Folder) -> OperationFailedError:
    """Why the file can't be used, having seen that nothing is read from it and nothing written to it."""
    loaded, content = folder.open(), folder.file.read_bytes()
    assert loaded.problem
    assert (loaded.releases(), loaded.descriptor("99213"), loaded.version()) == ((), "", 0)
    loaded.remove("RVU26D")
    assert folder.file.read_bytes() == content
    assert [path.name for path in folder.path.iterdir()] == [FILE_NAME]
    return loaded.problem


def test_a_folder_without_any_has_no_file_and_says_nothing(folder: Folder) -> None:
    loaded = folder.open()
    assert (loaded.releases(), loaded.codes(1), loaded.rates("99213", 1)) == ((), {}, {})
    assert (loaded.has("99213"), loaded.problem) == (False, None)
    assert (loaded.descriptor("99213"), loaded.place("10112-00", 2026), loaded.places(2026)) == ("", None, [])
    assert list(loaded.all_rates(1)) == []
    assert loaded.version() == 0
    loaded.remove("RVU26D")
    assert not folder.file.exists()


def test_what_is_added_is_read_back_as_it_was(folder: Folder, october: NewLoad) -> None:
    folder.open().add(october)
    loaded = folder.open()
    (kept,) = loaded.releases()
    assert kept[1:5] == (october.release, october.factor, 6, "rvu26d.zip")
    assert kept.loaded_at.endswith("+00:00")
    assert sorted(loaded.all_rates(kept.id)) == sorted(october.rates)
    assert repr(loaded.rates("77067", kept.id)[""]) == repr(october.rates[-1])
    assert set(loaded.rates("77067", kept.id)) == {"", "TC"}
    assert (loaded.descriptor("99213"), loaded.descriptor("77067"), loaded.descriptor("00000")) == (
        "Words of 99213",
        "",
        "",
    )
    assert loaded.codes(kept.id) == {**october.descriptors, "77067": ""}
    assert (loaded.has("77067"), loaded.has("00000"), loaded.codes(kept.id + 1)) == (True, False, {})
    assert loaded.place("10112-00", 2026) == october.places[0]
    assert sorted(loaded.places(2026)) == sorted(october.places)
    assert (loaded.place("10112-00", 2025), loaded.places(2025)) == (None, [])


def test_a_release_of_the_same_name_is_replaced(folder: Folder, october: NewLoad) -> None:
    loaded = folder.open()
    loaded.add(october)
    (before,) = loaded.releases()
    loaded.add(october._replace(rates=october.rates[:1], descriptors={}, places=(), source="again.csv"))
    (after,) = loaded.releases()
    assert (after.source, after.rows) == ("again.csv", 1)
    assert after.id != before.id
    assert list(loaded.all_rates(before.id)) == []
    assert (loaded.codes(after.id), loaded.codes(before.id), loaded.places(2026)) == ({"90837": ""}, {}, [])
    assert (loaded.has("90837"), loaded.has("99213"), loaded.descriptor("99213")) == (True, False, "")


def test_the_newest_load_speaks_for_places_and_words(folder: Folder, october: NewLoad, july: NewLoad) -> None:
    loaded = folder.open()
    loaded.add(october)
    loaded.add(july)
    assert names(loaded) == ["RVU26C", "RVU26D"]
    first, second = loaded.releases()
    assert loaded.codes(first.id) == {"90837": "Older words", "90853": ""}
    assert loaded.codes(second.id)["90837"] == "Words of 90837"
    assert (loaded.descriptor("90837"), loaded.descriptor("99213")) == ("Older words", "Words of 99213")
    assert loaded.place("10112-00", 2026) == july.places[0]
    assert loaded.places(2026) == list(july.places)
    assert loaded.place("02102-01", 2026) == october.places[1]


def test_what_is_removed_takes_its_rows_and_places_along(
    folder: Folder, october: NewLoad, july: NewLoad
) -> None:
    loaded = folder.open()
    loaded.add(october)
    loaded.add(july)
    loaded.remove("RVU26C")
    loaded.remove("RVU26C")
    assert names(loaded) == ["RVU26D"]
    assert loaded.place("10112-00", 2026) == october.places[0]
    loaded.remove("RVU26D")
    assert (loaded.releases(), loaded.has("99213"), loaded.places(2026)) == ((), False, [])
    with closing(sqlite3.connect(folder.file)) as other:
        for table in ("loads", "rates", "localities"):
            assert other.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_trial_leaves_the_original_as_it_was(folder: Folder, october: NewLoad, july: NewLoad) -> None:
    loaded = folder.open()
    with closing(loaded.trial(october)) as trial:
        assert (names(trial), names(loaded)) == (["RVU26D"], [])
    assert not folder.file.exists()
    loaded.add(july)
    content, version = folder.file.read_bytes(), loaded.version()
    with closing(loaded.trial(october)) as trial:
        assert names(trial) == ["RVU26C", "RVU26D"]
        trial.remove("RVU26C")
        assert (names(trial), names(loaded)) == (["RVU26D"], ["RVU26C"])
    with closing(loaded.trial(july._replace(source="other"))) as trial:
        assert [one.source for one in (*trial.releases(), *loaded.releases())] == ["other", "x.csv"]
    assert (folder.file.read_bytes(), loaded.version()) == (content, version)


def test_a_trial_replaces_a_load_of_its_name_wholly(folder: Folder, october: NewLoad) -> None:
    loaded = folder.open()
    loaded.add(october)
    (before,) = loaded.releases()
    fewer = october._replace(rates=october.rates[:1], descriptors={}, places=(), source="again.csv")
    with closing(loaded.trial(fewer)) as trial:
        (after,) = trial.releases()
        assert (after.rows, list(trial.all_rates(after.id))) == (1, list(october.rates[:1]))
        assert (list(trial.all_rates(before.id)), trial.codes(before.id)) == ([], {})
        assert (trial.has("99213"), trial.descriptor("90837")) == (False, "")
        assert (trial.place("10112-00", 2026), trial.places(2026)) == (None, [])
    assert sorted(loaded.all_rates(before.id)) == sorted(october.rates)
    assert loaded.place("10112-00", 2026) == october.places[0]


def test_a_version_tells_that_another_program_made_changed_or_emptied_the_file(
    folder: Folder, october: NewLoad, july: NewLoad
) -> None:
    here, there = folder.open(), folder.open()
    seen = [here.version()]
    changes: tuple[Callable[[], None], ...] = (
        lambda: there.add(october),
        lambda: there.add(july),
        lambda: there.remove("RVU26D"),
    )
    for change in changes:
        change()
        seen.append(here.version())
        assert seen[-1] != seen[-2]
    assert names(here) == ["RVU26C"]
    here.add(october)
    assert here.version() == seen[-1]
    assert names(there) == ["RVU26C", "RVU26D"]


@pytest.mark.parametrize("content", [b"rubbish " * 1000, b"SQLite format 3\0" + b"\xaa" * 4096])
def test_a_damaged_file_is_said_to_be_so_and_left_as_it_is(
    folder: Folder, content: bytes, october: NewLoad
) -> None:
    folder.file.write_bytes(content)
    said = problem(folder)
    assert said.what.startswith(f"The releases that you loaded can't be used: {folder.file} is damaged")
    assert said.safe == "The log is unharmed; the bundled releases are used"
    assert said.fix == f"Move {folder.file} aside, and load them again from CMS's files"
    loaded = folder.open()
    with pytest.raises(OperationFailedError, match=r"schedules\.sqlite is damaged"):
        loaded.add(october)
    assert folder.file.read_bytes() == content


def test_a_file_cut_in_half_is_said_to_be_damaged(
    folder: Folder, october: NewLoad, rates_26c: dict[tuple[str, str], Rate]
) -> None:
    loaded = folder.open()
    loaded.add(october._replace(rates=tuple(rates_26c.values())[:3000]))
    loaded.close()
    folder.file.write_bytes(folder.file.read_bytes()[:100_000])
    assert "schedules.sqlite is damaged" in problem(folder).what


PAGE = 4096


@pytest.fixture
def filled(folder: Folder, october: NewLoad, rates_26c: dict[tuple[str, str], Rate]) -> Folder:
    """A folder with a file of a hundred pages and more, closed."""
    loaded = folder.open()
    loaded.add(october._replace(rates=tuple(rates_26c.values())[:6000]))
    loaded.close()
    assert folder.file.stat().st_size > 100 * PAGE
    return folder


def overwrite(path: Path, first: int, last: int) -> None:
    """Make rubbish of pages, counted from 1."""
    with path.open("r+b") as file:
        file.seek((first - 1) * PAGE)
        file.write(b"\xaa" * PAGE * (last - first + 1))


@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 2), (3, 3), (4, 60), (50, 50), (100, 100)])
def test_a_file_damaged_inside_is_left_aside(filled: Folder, first: int, last: int) -> None:
    overwrite(filled.file, first, last)
    said = problem(filled)
    assert said.what.startswith(f"The releases that you loaded can't be used: {filled.file} is damaged")
    assert said.fix == f"Move {filled.file} aside, and load them again from CMS's files"
    assert filled.open().releases() == ()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE loads SET first_day = 'October'",
        "UPDATE loads SET amount = 'dear'",
        "DROP TABLE loads",
        "UPDATE loads SET source = CAST(x'aaaa' AS TEXT)",
    ],
)
def test_what_can_not_be_read_of_loads_is_left_aside(filled: Folder, sql: str) -> None:
    with closing(sqlite3.connect(filled.file)) as other:
        other.executescript(sql)
    assert problem(filled).what.endswith(f"{filled.file} is damaged")


def test_damage_while_the_file_is_open_is_said_with_what_to_do_about_this_file(filled: Folder) -> None:
    loaded = filled.open()
    (kept,) = loaded.releases()
    assert loaded._connection
    loaded._connection.execute("PRAGMA shrink_memory")  # else it answers from what it has read already
    overwrite(filled.file, 4, 100)
    with pytest.raises(OperationFailedError, match=r"schedules\.sqlite is damaged") as failed:
        loaded.codes(kept.id)
    assert failed.value.fix == f"Move {filled.file} aside, and load them again from CMS's files"


def test_a_damaged_file_that_another_program_put_there_is_left_aside_too(folder: Folder) -> None:
    loaded = folder.open()
    assert loaded.version() == 0
    folder.file.write_bytes(b"rubbish " * 1000)
    assert loaded.version() == 0
    assert loaded.problem
    assert (loaded.version(), loaded.releases()) == (0, ())


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE theirs (a)",
        "PRAGMA application_id = 7",
        "PRAGMA application_id = 1381388627; PRAGMA user_version = 2",
        "PRAGMA user_version = 1",
    ],
)
def test_a_file_of_another_program_or_version_is_left_alone(folder: Folder, sql: str) -> None:
    with closing(sqlite3.connect(folder.file)) as other:
        other.executescript(f"{sql}; VACUUM;")
    content = folder.file.read_bytes()
    assert "does not hold schedules of this version" in problem(folder).what
    assert folder.file.read_bytes() == content


def test_an_empty_file_becomes_ours(folder: Folder, october: NewLoad) -> None:
    folder.file.touch()
    folder.open().add(october)
    assert names(folder.open()) == ["RVU26D"]


def test_a_full_disk_leaves_what_was_there(
    folder: Folder, october: NewLoad, rates_26c: dict[tuple[str, str], Rate]
) -> None:
    loaded = folder.open()
    loaded.add(october)
    connection = loaded._connection
    assert connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(OperationFailedError, match="the disk is full"):
        loaded.add(october._replace(rates=tuple(rates_26c.values()), source="larger"))
    assert [one.source for one in loaded.releases()] == ["rvu26d.zip"]
    assert sorted(loaded.all_rates(loaded.releases()[0].id)) == sorted(october.rates)
    connection.execute("PRAGMA max_page_count = 1073741823")
    loaded.add(october._replace(rates=tuple(rates_26c.values()), source="larger"))
    assert [one.rows for one in folder.open().releases()] == [len(rates_26c)]


def test_a_reading_that_fails_in_the_middle_of_a_load_leaves_what_was_there(
    folder: Folder, october: NewLoad
) -> None:
    loaded = folder.open()
    loaded.add(october)
    with pytest.raises(sqlite3.IntegrityError):
        loaded.add(october._replace(rates=(*october.rates, october.rates[0]), source="twice"))
    assert [one.source for one in loaded.releases()] == ["rvu26d.zip"]
    assert loaded.rates("99213", loaded.releases()[0].id)


def test_a_file_that_another_program_writes_to_can_be_read_and_not_written(
    folder: Folder, october: NewLoad, july: NewLoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    loaded = folder.open()
    loaded.add(october)
    with closing(sqlite3.connect(folder.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writes: tuple[Callable[[], None], ...] = (lambda: loaded.add(july), lambda: loaded.remove("RVU26D"))
        for write in writes:
            with pytest.raises(OperationFailedError, match="is being written to by another program"):
                write()
        assert names(loaded) == ["RVU26D"]
        other.execute("ROLLBACK")
    loaded.add(july)
    assert names(loaded) == ["RVU26C", "RVU26D"]
