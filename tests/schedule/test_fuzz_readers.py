"""Some hundred spoilt files on every run; `fuzz_readers.py` does as many as one likes."""

import pytest

from tests.schedule.fuzz_readers import run


def test_spoilt_files_are_read_or_refused_in_words() -> None:
    assert list(run(300, first=0)) == []


@pytest.mark.parametrize("number", [2834, 4037])
def test_what_was_once_a_fault_is_none(number: int) -> None:
    assert list(run(1, first=number)) == []
