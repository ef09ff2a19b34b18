"""A year of a real log beside tables, and its office visits beside Medicare's."""

from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.benchmarks import Benchmark, Rank
from rvuedge_desktop.domain.contracts import Contract, Tier
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk

TODAY = date(2026, 7, 15)
VALUES = {10: Decimal(100), 50: Decimal(200), 90: Decimal(300)}
WRVU = Benchmark("Psychiatry", "wrvu", VALUES, 2025, "A survey")
PAID = WRVU._replace(metric="compensation")
RATE = WRVU._replace(metric="compensation_per_wrvu")


def _log(desk: Desk, day: date, line: str) -> None:
    desk.logbook.add(line, day, Circumstances())


def test_tables_are_kept_replaced_and_forgotten(desk: Desk) -> None:
    assert desk.benchmarks.add([WRVU, PAID]) == 2
    newer = WRVU._replace(specialty="PSYCHIATRY", values={50: Decimal(1)})
    other = WRVU._replace(specialty="Neurology")
    desk.benchmarks.add([newer, other])
    assert desk.benchmarks.all() == (other, PAID, newer)
    with pytest.raises(BadInputError, match=r"no benchmarks of Surgery.*Neurology, Psychiatry"):
        desk.benchmarks.remove("Surgery")
    assert desk.benchmarks.remove(" psychiatry ") == 2
    assert desk.benchmarks.all() == (other,)
    desk.benchmarks.remove("Neurology")
    assert desk.benchmarks.all() == ()
    with pytest.raises(BadInputError, match="none yet"):
        desk.benchmarks.remove("Neurology")


def test_an_empty_log_stands_nowhere(desk: Desk) -> None:
    desk.benchmarks.add([WRVU])
    assert desk.benchmarks.standings("default") == []


def test_the_days_since_the_first_entry_are_brought_to_a_year(desk: Desk) -> None:
    desk.benchmarks.add([WRVU, PAID])
    _log(desk, date(2025, 7, 15), "90853x9")  # a day too early: the year begins on the 16th
    _log(desk, date(2026, 7, 6), "99214x5")
    paid, own = desk.benchmarks.standings("default")
    assert own.period == Period(date(2026, 7, 6), TODAY)
    assert own.figure == Decimal("350.40")  # 5 x 1.92 in 10 days
    assert own.rank == Rank(90, None, None)
    assert (paid.figure, paid.rank, paid.reason) == (None, None, "no contract tells what was paid")
    assert desk.benchmarks.standings("Kim") == []


def test_a_share_of_full_time_and_what_the_contract_pays_from_its_first_day(desk: Desk) -> None:
    desk.pay.keep(
        Contract(
            "Half", "default", date(2026, 7, 1), (7, 1), Decimal(0), Decimal("0.5"),
            tiers=(Tier(Decimal(0), Decimal(50)),),
        )
    )  # fmt: skip
    desk.benchmarks.add([WRVU, PAID, RATE])
    _log(desk, date(2025, 7, 16), "99214x5")
    _log(desk, date(2026, 7, 1), "99214x10")
    paid, rate, own = desk.benchmarks.standings("default")
    assert (own.period.first, own.fte, own.figure) == (date(2025, 7, 16), Decimal("0.5"), Decimal("57.60"))
    assert paid.period == rate.period == Period(date(2026, 7, 1), TODAY)
    # 19.2 wRVU at 50 in 15 days, half time.
    assert paid.figure == Decimal("46720.00")
    assert rate.figure == Decimal("50.00")


def test_without_work_there_is_no_rate(desk: Desk) -> None:
    desk.pay.keep(Contract("Base", "default", date(2026, 1, 1), (1, 1), Decimal(36_500)))
    desk.benchmarks.add([WRVU, RATE])
    _log(desk, TODAY, "36415")
    rate, own = desk.benchmarks.standings("default")
    assert rate.reason == own.reason == "the log has no work RVU in these days"


def test_office_visits_beside_a_specialty(desk: Desk) -> None:
    _log(desk, TODAY, "99214x3; 99213; 90853x8")
    mix = desk.benchmarks.office_mix("PSYCHIATRY", "default")
    own = {one.code: (one.services, one.percent) for one in mix.own}
    others = {one.code: (one.services, one.percent) for one in mix.others}
    assert (own["99214"], own["99213"]) == ((3, Decimal("75.0")), (1, Decimal("25.0")))
    assert (own["99205"], mix.period) == ((0, None), Period(TODAY, TODAY))
    # CMS's figures; a blank is outside the fifty codes of highest payments.
    assert others["99214"] == (1_538_425, Decimal("52.6"))
    assert others["99211"] == (None, None)


@pytest.mark.parametrize(
    ("typed", "said"), [("zzz", "no specialty"), ("", "no specialty"), ("psych", "fits")]
)
def test_a_specialty_must_be_told_from_others(desk: Desk, typed: str, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        desk.benchmarks.office_mix(typed, "default")
    assert desk.benchmarks.office_mix("geriatric psych", "default").specialty == "Geriatric Psychiatry"
