"""An entry, and the words for what goes wrong."""

import pytest

from rvuedge_desktop.domain.entries import Entry, typed_again
from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError, RvuEdgeError
from rvuedge_desktop.domain.findings import Finding
from rvuedge_desktop.domain.items import Item
from tests.entries import entry


def test_an_entry_counts_units_and_writes_its_code() -> None:
    made = entry("99214", ("25", "95"), patients=4, units_each=3)
    assert (made.units, made.code_text) == (12, "99214-25-95")
    assert made.item == Item("99214", ("25", "95"), 4, 3)


@pytest.mark.parametrize(
    ("entries", "line"),
    [
        ([], ""),
        ([entry("99213", ("25",), patients=4)], "99213-25 x4 @11"),
        ([entry("45385"), entry("45380", ("59",))], "45385; 45380-59 @11"),
        ([entry("45385"), entry("45385")], "45385; 45385 @11"),
        ([entry("99213", site="clinic", pos="19")], "99213 @clinic"),
        (
            [entry("00840", minutes=95), entry("27447", ("55",), care_days=30)],
            "00840 95min; 27447-55 30d @11",
        ),
        (
            [entry("90853", member=1), entry("90785", member=1), entry("90853", member=2, pos="10")],
            "90853 x2; 90785 @11",
        ),
    ],
)
def test_an_encounter_is_written_as_it_would_be_typed_again(entries: list[Entry], line: str) -> None:
    assert typed_again(entries) == line


def test_an_error_says_what_happened_what_is_safe_and_what_to_do() -> None:
    error = OperationFailedError("The disk is full", "Make room", "Nothing was changed")
    assert str(error) == "The disk is full. Nothing was changed. Make room"
    assert (error.what, error.fix, error.safe) == ("The disk is full", "Make room", "Nothing was changed")
    assert str(BadInputError("There is no code")) == "There is no code"
    assert isinstance(error, RvuEdgeError)


def test_a_finding_says_what_and_what_to_do() -> None:
    assert str(Finding("empty", "There is no code", "Type one")) == "There is no code. Type one"
    assert str(Finding("empty", "There is no code")) == "There is no code"
