"""An entry, and the words for what goes wrong."""

from datetime import UTC, date, datetime
from decimal import Decimal

from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError, RvuEdgeError
from rvuedge_desktop.domain.findings import Finding

MOMENT = datetime(2026, 7, 15, 12, tzinfo=UTC)


def test_an_entry_counts_units_and_writes_its_code() -> None:
    entry = Entry(
        id=1,
        uid="0" * 32,
        encounter=1,
        provider="default",
        day=date(2026, 7, 15),
        code="99214",
        modifiers=("25", "95"),
        patients=4,
        units_each=3,
        minutes=None,
        care_days=None,
        setting="office",
        pos="11",
        role="",
        note="",
        tag="",
        schedule_wrvu=Decimal("1.92"),
        medicare_amount=None,
        reason="not priced here",
        how="",
        release="RVU26C",
        locality="national",
        site="",
        basis="",
        credited_wrvu=None,
        credit_how="",
        created_at=MOMENT,
        changed_at=MOMENT,
    )
    assert (entry.units, entry.code_text) == (12, "99214-25-95")


def test_an_error_says_what_happened_what_is_safe_and_what_to_do() -> None:
    error = OperationFailedError("The disk is full", "Make room", "Nothing was changed")
    assert str(error) == "The disk is full. Nothing was changed. Make room"
    assert (error.what, error.fix, error.safe) == ("The disk is full", "Make room", "Nothing was changed")
    assert str(BadInputError("There is no code")) == "There is no code"
    assert isinstance(error, RvuEdgeError)


def test_a_finding_says_what_and_what_to_do() -> None:
    assert str(Finding("empty", "There is no code", "Type one")) == "There is no code. Type one"
    assert str(Finding("empty", "There is no code")) == "There is no code"
