"""Rates made by hand, and how the properties are looked for: the same examples on every run, no clock."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import settings

from rvuedge_desktop.domain.pricing import Terms
from rvuedge_desktop.domain.rates import Indicators, Rate, Release, ReleaseOnDay

settings.register_profile("rvuedge", deadline=None, derandomize=True)
settings.load_profile("rvuedge")

PLAIN = Indicators(
    not_used="",
    nonfacility_na=False,
    facility_na=False,
    pc_tc="0",
    global_days="XXX",
    preoperative=Decimal(0),
    intraoperative=Decimal(0),
    postoperative=Decimal(0),
    multiple_procedure="0",
    bilateral="0",
    assistant="9",
    co_surgeon="0",
    team="0",
    endoscopic_base="",
    supervision="09",
    imaging_family="99",
)
NONE = Decimal("0.00")
GROUP = Rate(
    "90853",
    "",
    "A",
    Decimal("0.67"),
    Decimal("0.23"),
    Decimal("0.05"),
    Decimal("0.01"),
    NONE,
    NONE,
    NONE,
    PLAIN,
)
"""90853 as RVU26C has it."""


@pytest.fixture(scope="session")
def group() -> Rate:
    return GROUP


@pytest.fixture(scope="session")
def marked() -> Callable[..., Rate]:
    """Make the rate of 90853 with other indicators."""

    def make(modifier: str = "", **indicators: Any) -> Rate:
        return GROUP._replace(modifier=modifier, indicators=PLAIN._replace(**indicators))

    return make


@pytest.fixture(scope="session")
def july() -> Terms:
    """What holds on 2026-07-15, nationally."""
    return Terms(ReleaseOnDay(Release("RVU26C", date(2026, 7, 1)), "in force"), Decimal("33.4009"))
