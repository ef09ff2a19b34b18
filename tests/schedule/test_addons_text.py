"""The committed text of add-on codes: each with the codes that it may stand beside."""

from pathlib import Path

import pytest

from rvuedge_desktop.domain.codes import ANY_PRIMARY, is_code
from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.schedule.addons_text import ADDONS_FILE, read_addons

Pairs = list[tuple[str, str]]


@pytest.fixture(scope="session")
def pairs(bundled_folder: Path) -> Pairs:
    return list(read_addons(bundled_folder / ADDONS_FILE))


@pytest.mark.parametrize(
    "pair",
    [
        ("90785", "90837"),
        ("90785", "90853"),
        ("90833", "99213"),
        ("90840", "90839"),
        ("22614", "22612"),
        ("99292", "99291"),
        ("0054T", ANY_PRIMARY),
    ],
)
def test_the_committed_pairs_are_read(pairs: Pairs, pair: tuple[str, str]) -> None:
    assert pair in pairs


def test_pairs_are_of_codes_in_order_and_each_once(pairs: Pairs) -> None:
    assert pairs == sorted(set(pairs), key=lambda pair: (pair[0], pair[1].upper()))
    assert [addon for addon, _ in pairs if not is_code(addon)] == []
    assert [primary for _, primary in pairs if primary != ANY_PRIMARY and not is_code(primary)] == []
    assert [pair for pair in pairs if pair[0] == pair[1]] == []


def test_an_add_on_code_has_no_global_period_of_its_own(
    pairs: Pairs, rates_26c: dict[tuple[str, str], Rate]
) -> None:
    rates = [rates_26c[addon, ""] for addon, _ in pairs if (addon, "") in rates_26c]
    assert {rate.indicators.global_days for rate in rates if rate.work} == {"ZZZ", "XXX"}


@pytest.mark.parametrize(
    "line", ["90785", "90785,90837,90853", "", "9078,90837", "90785,9083", "90785,", "any,90837"]
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / ADDONS_FILE
    path.write_text(f"addon,primary\n90785,90837\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"addons\.csv, line 3: ") as refused:
        list(read_addons(path))
    assert refused.value.fix


def test_another_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / ADDONS_FILE
    path.write_text("primary,addon\n90837,90785\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"header row of addons\.csv"):
        list(read_addons(path))


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(OperationFailedError, match=r"addons\.csv can't be read"):
        list(read_addons(tmp_path / ADDONS_FILE))
