"""Entries made up for tests of the pure layers."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from rvuedge_desktop.domain.entries import Entry

DAY = date(2026, 7, 15)
MOMENT = datetime(2026, 7, 15, 12, tzinfo=UTC)
_numbers = count(1)


def entry(code: str, modifiers: tuple[str, ...] = (), **other: Any) -> Entry:
    """An entry of one unit in an office, but for what is named."""
    number = other.pop("id", None) or next(_numbers)
    usual: dict[str, Any] = {
        "id": number,
        "uid": f"{number:032x}",
        "encounter": 1,
        "provider": "default",
        "day": DAY,
        "code": code,
        "modifiers": modifiers,
        "patients": 1,
        "units_each": 1,
        "minutes": None,
        "care_days": None,
        "setting": "office",
        "pos": "11",
        "role": "",
        "note": "",
        "tag": "",
        "schedule_wrvu": Decimal("1.92"),
        "medicare_amount": None,
        "credited_wrvu": None,
        "credit_how": "",
        "reason": "not priced here",
        "how": "",
        "release": "RVU26C",
        "locality": "national",
        "site": "",
        "basis": "",
        "created_at": MOMENT,
        "changed_at": MOMENT,
    }
    return Entry(**usual | other)
