"""A made-up log of a year, to look around in: nobody's work, every figure priced by the real schedule."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rvuedge_desktop.domain.contracts import Contract, Tier
from rvuedge_desktop.domain.periods import year_of
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.logbook import Planned
from rvuedge_desktop.store.entries import last_entry_day

_DAYS = 365
_SATURDAY = 5
_DAY_OFF = 0.06

_MORNING = ("90792", "90791", "99205; 90833", "99204")
_VISITS = ("99214", "99213", "99214-95; 90833-95", "99215", "99214; 90833", "99213; 90833", "99214-95")
_THERAPY = ("90837", "90834", "90834; 90785", "90832", "90847", "90846")
_RARE = ("G0552", "90853x6; 90785x2", "99406", "96127", "90839", "90870", "99214; G2211")
_SLIPS = ("99214; 90870", "90853; 90837", "99213-95")
"""What checks before billing find in it: no 25, no 59, and, at the office, no video; each on a late day."""
_DAYS_BETWEEN_SLIPS = 2
_PLACES = {"-95": "10", "90870": "22"}
"""Places of service of what is not done at the office."""


def fill_sample(desk: Desk) -> int:
    """Log a made-up psychiatrist's year up to today, by a made-up contract; gives the number of encounters.

    The same day gives the same log. A log that has entries is left as it is.

    Raises:
        OperationFailedError: the log could not be written.
    """
    if last_entry_day(desk.workspace.log):
        return 0
    today = desk.workspace.today()
    chance = Random(today.toordinal())  # noqa: S311 - nothing here is a secret
    days = (today - timedelta(days=ago) for ago in range(_DAYS, -1, -1))
    by_day = {
        day: [Planned(line, day, _where(line)) for line in _day_plan(day, chance)]
        for day in days
        if day == today or (day.weekday() < _SATURDAY and chance.random() > _DAY_OFF)
    }
    before = [day for day in by_day if day != today][-2::-_DAYS_BETWEEN_SLIPS]
    for line, day in zip(_SLIPS, before, strict=False):
        by_day[day].append(Planned(line, day, Circumstances()))
    plan = [one for planned in by_day.values() for one in planned]
    desk.pay.keep(_contract(today, desk.providers.whose().new))
    desk.logbook.add_planned(plan, "Sample log")
    return len(plan)


def _where(line: str) -> Circumstances:
    return Circumstances(pos=next((pos for mark, pos in _PLACES.items() if mark in line), ""))


def _contract(today: date, provider: str) -> Contract:
    return Contract(
        name="Riverside",
        provider=provider,
        first_day=year_of(today - timedelta(days=_DAYS)).first,
        year_start=(1, 1),
        base_salary=Decimal(180_000),
        target_wrvu=Decimal(7_400),
        tiers=(
            Tier(Decimal(0), Decimal(0)),
            Tier(Decimal(5_000), Decimal(45)),
            Tier(Decimal(7_000), Decimal("52.50")),
        ),
    )


def _day_plan(day: date, chance: Random) -> list[str]:
    """A plausible day: an intake, visits, therapy, a group twice a week, now and then something rare."""
    lines = [chance.choice(_MORNING)] if chance.random() < 0.6 else []  # noqa: PLR2004
    for line in chance.sample(_VISITS, chance.randint(2, 4)):
        times = chance.randint(1, 4)
        lines.append(";".join(f"{code} x{times}" for code in line.split(";")) if times > 1 else line)
    lines += chance.sample(_THERAPY, chance.randint(1, 3))
    if day.weekday() in {1, 3}:
        lines.append(f"90853 x{chance.randint(5, 9)}")
    if chance.random() < 0.25:  # noqa: PLR2004
        lines.append(chance.choice(_RARE))
    return lines
