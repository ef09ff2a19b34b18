"""The compiled schedule and catalogue: made when it must be, read as it was written."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from rvuedge_desktop.domain.anesthesia import BaseUnits
from rvuedge_desktop.domain.errors import OperationFailedError
from rvuedge_desktop.domain.unit_limits import UnitLimit
from rvuedge_desktop.host.resource_files import resource_folder
from rvuedge_desktop.store.reference import Reference, open_reference
from rvuedge_desktop.store.reference_file import compile_reference
from rvuedge_desktop.store.reference_sources import Sources

REPOSITORY = Path(__file__).resolve().parents[2]
KEPT = ("code,", "90853,", "99213,", "77067,", "G0552,", "45378,")


@pytest.fixture
def few(tmp_path: Path) -> Sources:
    """The committed text, of a few codes."""
    schedule, catalogue = tmp_path / "fee_schedule", tmp_path / "catalogue"
    shutil.copytree(resource_folder() / "fee_schedule", schedule)
    shutil.copytree(resource_folder() / "catalogue", catalogue)
    for path in schedule.glob("20*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if line.startswith(KEPT)), encoding="utf-8")
    return Sources(schedule, catalogue)


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "reference.sqlite"


def _number(reference: Reference, name: str) -> int:
    return [release.name for release in reference.releases].index(name)


def test_releases_and_factors_are_in_order(reference: Reference) -> None:
    first_days = [release.first_day for release in reference.releases]
    assert first_days == sorted(set(first_days))
    published = {release.name: release.published for release in reference.releases}
    assert (published["RVU26C"], published["RVU20A"]) == (date(2026, 6, 30), None)
    assert [factor.first_day for factor in reference.factors] == sorted(
        factor.first_day for factor in reference.factors
    )
    factors = {factor.first_day: factor for factor in reference.factors}
    in_2026 = factors[date(2026, 1, 1)]
    assert (in_2026.amount, in_2026.qualifying) == (Decimal("33.4009"), Decimal("33.5675"))
    assert (in_2026.anesthesia, in_2026.qualifying_anesthesia) == (Decimal("20.4976"), Decimal("20.5998"))
    assert (factors[date(2020, 1, 1)].anesthesia, factors[date(2020, 1, 1)].qualifying) == (
        Decimal("22.2016"),
        None,
    )


def test_anesthesia_has_base_units_and_factors_by_locality(reference: Reference) -> None:
    assert (reference.base_units("00840"), reference.base_units("99213")) == (BaseUnits(6, 2022), None)
    alabama = partial(reference.anesthesia_factor, "10112-00")
    assert alabama(date(2025, 7, 1)) == (date(2025, 1, 1), Decimal("19.31"))
    assert alabama(date(2024, 2, 1)) == (date(2023, 1, 1), Decimal("20.37"))
    assert alabama(date(2026, 7, 1)) == (date(2025, 1, 1), Decimal("19.31"))
    assert alabama(date(2019, 7, 1)) == (date(2020, 1, 1), Decimal("21.42"))
    assert reference.anesthesia_factor("99999-99", date(2025, 7, 1)) is None


def test_a_code_has_its_rows_by_modifier(reference: Reference) -> None:
    rates = reference.rates("77067", _number(reference, "RVU26C"))
    assert sorted(rates) == ["", "26", "TC"]
    assert rates["TC"].indicators.facility_na
    assert (rates[""].work, rates[""].total("office")) == (Decimal("0.74"), Decimal("3.78"))
    assert reference.rates("00000", 0) == {}


def test_a_row_has_one_rate_in_every_release_of_its_history(reference: Reference) -> None:
    for code, modifier in (("90853", ""), ("77067", "26"), ("99213", ""), ("45378", "53")):
        history = reference.history(code, modifier)
        for (_, last, rate), (first, _, following) in pairwise(history):
            assert first > last
            assert first > last + 1 or rate != following
        for first, last, rate in history:
            assert [reference.rates(code, at)[modifier] for at in range(first, last + 1)] == [rate] * (
                last + 1 - first
            )


def test_the_works_of_a_category_ascend_and_count_each_code_once(reference: Reference) -> None:
    newest = _number(reference, "RVU26C")
    medicine = reference.works_of_category("medicine", newest)
    assert (len(medicine), medicine[-1], medicine[len(medicine) // 2]) == (
        737,
        Decimal("23.92"),
        Decimal("0.78"),
    )
    assert medicine == sorted(medicine)
    assert medicine[0] > 0
    g_codes = reference.works_of_category("hcpcs-g", newest)
    assert (len(g_codes), g_codes[-1]) == (203, Decimal("20.41"))


@pytest.mark.parametrize(
    ("typed", "near"),
    [("90835", "90853"), ("99231X", None), ("9O853", "90853"), ("98053", "90853"), ("G0535", "G0553")],
)
def test_the_nearest_codes_are_one_slip_away(reference: Reference, typed: str, near: str | None) -> None:
    found = reference.nearest_codes(typed, 200)
    assert (near in found) if near else found == []
    assert all(reference.exists(code) for code in found)
    assert reference.nearest_codes(typed, 3) == found[:3]


def test_a_code_that_is_in_no_release_does_not_exist(reference: Reference) -> None:
    assert not reference.exists("00000")
    assert reference.candidate("00000") is None
    assert reference.exists("90853")


def test_a_record_is_the_codes_own_words_then_its_familys(reference: Reference) -> None:
    group, other = reference.record("90853"), reference.record("90849")
    assert group is not None
    assert other is not None
    assert (group.code, group.family, group.family_title) == ("90853", other.family, "Group psychotherapy")
    assert group.title
    assert group.plain.endswith(".")
    assert "group therapy" in group.also
    assert group.unit == "one unit for each patient per session; not timed"
    assert group.documentation[-1] == other.documentation[-1]
    assert group.denials[0] not in other.denials
    assert group.denials[-1] == other.denials[-1]


def test_a_record_of_no_family_is_its_own_words_alone(reference: Reference) -> None:
    screen = reference.record("V5364")
    assert screen is not None
    assert screen.title
    assert (screen.plain, screen.context, screen.unit, screen.documentation) == ("", "", "", ())
    assert (screen.denials, screen.family, screen.family_title) == ((), None, "")


def test_a_code_that_was_never_described_has_an_empty_record_and_no_code_none(reference: Reference) -> None:
    gone = reference.record("99201")
    assert gone is not None
    assert (gone.title, gone.also, gone.family) == ("", (), None)
    assert reference.record("00000") is None


def test_a_family_has_its_members_in_order_and_of_the_release(reference: Reference) -> None:
    group, device = reference.record("90853"), reference.record("G0553")
    assert group is not None
    assert group.family is not None
    assert device is not None
    assert device.family is not None
    newest, first = _number(reference, "RVU26C"), 0
    assert reference.family_members(group.family, newest) == ["90849", "90853"]
    assert reference.family_members(device.family, newest) == ["G0552", "G0553", "G0554"]
    assert reference.family_members(device.family, first) == []
    assert reference.family_members(999_999, newest) == []
    found = reference.candidates_of_family(device.family, newest, 2)
    assert [one.code for one in found] == ["G0552", "G0553"]


def test_every_family_of_a_category_stands_by_its_first_code(reference: Reference) -> None:
    newest = _number(reference, "RVU26C")
    families = reference.families("medicine", newest)
    assert "Group psychotherapy" in [title for _, title in families]
    assert len({number for number, _ in families}) == len(families) > 50
    medicine = {one.code for one in reference.candidates_of_category("medicine", newest, 5_000)}
    first = [
        min(code for code in reference.family_members(number, newest) if code in medicine)
        for number, _ in families
    ]
    assert first == sorted(first)
    assert reference.families("no-category", newest) == []


def test_primaries_and_add_on_codes_are_the_same_pairs_from_both_ends(reference: Reference) -> None:
    assert reference.primaries("22614") == ["22600", "22610", "22612", "22630", "22633"]
    assert reference.primaries("20985") == ["any"]
    assert reference.primaries("90853") == reference.addons("00000") == []
    assert reference.addons("90837") == ["0770T", "90785", "90863"]
    for addon in reference.addons("99213"):
        assert "99213" in reference.primaries(addon)


def test_the_use_of_a_code_by_specialty_begins_with_the_nation(reference: Reference) -> None:
    nation, *others = reference.specialty_use("90853")
    assert nation == ("All specialties", None, 232_263)
    assert others[0] == ("Licensed Clinical Social Worker", 372, 118_624)
    known = [services for _, _, services in others if services is not None]
    assert known == sorted(known, reverse=True)
    assert reference.specialty_use("00000") == []


def test_specialties_are_named_in_order_without_the_nation(reference: Reference) -> None:
    names = reference.specialties()
    assert names == sorted(set(names))
    assert "Psychiatry" in names
    assert "All specialties" not in names


def test_a_file_is_made_where_there_is_none_and_used_as_long_as_the_text_stays(
    few: Sources, compiled: Path
) -> None:
    open_reference(compiled, few).close()
    made = compiled.stat().st_mtime_ns
    open_reference(compiled, few).close()
    assert compiled.stat().st_mtime_ns == made
    text = (few.fee_schedule / "2026.csv").read_text(encoding="utf-8")
    (few.fee_schedule / "2026.csv").write_text(text.replace("\n99213,", "\n99999,"), encoding="utf-8")
    changed = open_reference(compiled, few)
    assert changed.exists("99999")
    changed.close()
    assert [path.name for path in compiled.parent.iterdir()] == ["reference.sqlite"]


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


@pytest.mark.parametrize("spoil", [_empty, _garbage, _cut])
def test_a_file_that_can_not_be_read_is_made_anew_from_the_text(
    few: Sources, compiled: Path, spoil: Callable[[Path], None]
) -> None:
    compile_reference(few, compiled)
    spoil(compiled)
    anew = open_reference(compiled, few)
    assert anew.exists("90853")
    anew.close()


@pytest.mark.parametrize("spoil", [_empty, _garbage, _cut, Path.unlink])
def test_without_the_text_it_says_what_to_do(
    few: Sources, compiled: Path, spoil: Callable[[Path], None]
) -> None:
    compile_reference(few, compiled)
    spoil(compiled)
    before = sorted(path.name for path in compiled.parent.iterdir())
    with pytest.raises(OperationFailedError, match="schedule can't be read") as failed:
        open_reference(compiled, None)
    assert (failed.value.fix, failed.value.safe) == ("Install RVU Edge again", "The log is unharmed")
    assert sorted(path.name for path in compiled.parent.iterdir()) == before


def test_an_installed_file_is_read_without_the_text(few: Sources, compiled: Path) -> None:
    compile_reference(few, compiled)
    installed = open_reference(compiled, None)
    assert installed.exists("90853")
    installed.close()


def test_a_text_that_is_wrong_leaves_the_old_file_and_no_half_one(few: Sources, compiled: Path) -> None:
    compile_reference(few, compiled)
    content = compiled.read_bytes()
    (few.catalogue / "bad.toml").write_text("[90853\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"bad\.toml can't be read"):
        open_reference(compiled, few)
    assert compiled.read_bytes() == content
    assert [path.name for path in compiled.parent.iterdir()] == ["reference.sqlite"]


def test_a_place_that_can_not_be_written_to_is_said(few: Sources, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OperationFailedError, match="can't be used"):
        compile_reference(few, tmp_path / "file" / "reference.sqlite")


COMPILING = """
import sys
from pathlib import Path
from rvuedge_desktop.store.reference import open_reference
from rvuedge_desktop.store.reference_sources import Sources

sys.stdin.readline()
reference = open_reference(Path(sys.argv[1]), Sources(Path(sys.argv[2]), Path(sys.argv[3])))
print(reference.exists("90853"), len(reference.releases))
"""


def test_two_first_starts_at_once_both_find_it_whole(few: Sources, compiled: Path) -> None:
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", COMPILING, str(compiled), str(few.fee_schedule), str(few.catalogue)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        for _ in range(3)
    ]
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("\n")
        start.stdin.flush()
    answers = {start.communicate()[0] for start in starts}
    assert [answer.split()[0] for answer in answers] == ["True"]
    assert [start.returncode for start in starts] == [0, 0, 0]
    assert [path.name for path in compiled.parent.iterdir()] == ["reference.sqlite"]


def test_a_limit_of_units_says_of_which_quarter_it_is(reference: Reference) -> None:
    assert reference.unit_limit("90853") == UnitLimit(
        "90853", 1, "day, by practice", "NCCI unit limits, 2026 Q2"
    )
    limit = reference.unit_limit("99291")
    assert limit is not None
    assert (limit.units, limit.adjudication, limit.source) == (
        1,
        "day, by policy",
        "NCCI unit limits, 2024 Q3",
    )


def test_a_code_without_a_limit_of_units_has_none(reference: Reference) -> None:
    assert reference.unit_limit("G2211") is None
    assert reference.unit_limit("00000") is None
