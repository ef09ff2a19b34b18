"""The figures of RVU26C and CMS's add-on codes, to check logs with."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.schedule.addons_text import ADDONS_FILE, read_addons
from tests.domain.checks.checked_lines import Book, Fees, Tables

SCHEDULE = Path(__file__).resolve().parents[3] / "resources" / "fee_schedule"


@pytest.fixture(scope="session")
def fees(rates_26c: dict[tuple[str, str], Rate]) -> Fees:
    found: dict[str, dict[str, Rate]] = defaultdict(dict)
    for (code, modifier), rate in rates_26c.items():
        found[code][modifier] = rate
    return dict(found)


@pytest.fixture
def book(fees: Fees) -> Book:
    """An empty log."""
    return Book(fees)


@pytest.fixture
def another(fees: Fees) -> Callable[[], Book]:
    """Makes further empty logs."""
    return lambda: Book(fees)


@pytest.fixture(scope="session")
def published() -> Tables:
    """CMS's add-on codes, without limits and pairs."""
    addons: dict[str, set[str]] = defaultdict(set)
    for addon, primary in read_addons(SCHEDULE / ADDONS_FILE):
        addons[addon].add(primary)
    return Tables(addons)
