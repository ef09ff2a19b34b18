"""CSV that a spreadsheet can not run, and that comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.exchange.csv_text import csv_text, guarded, unguarded

letters = st.one_of(st.sampled_from("'=+-@\t\r\n,\";"), st.characters(codec="utf-8"))
cells = st.text(letters, max_size=12)
tables = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width)))


@given(cells)
def test_a_guarded_cell_comes_back_as_it_was_and_begins_no_formula(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "'=1", "''=1", "="])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "30.39", "'quoted'", "'", "a=b", " =1", "x\t"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell


@given(tables)
def test_a_written_table_is_read_back(rows: list[list[str]]) -> None:
    text = csv_text(["header"], rows)
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read[0] == ["header"]
    assert [[unguarded(cell) for cell in row] for row in read[1:]] == rows


def test_lines_end_as_the_standard_has_it_and_only_what_needs_quotes_has_them() -> None:
    text = csv_text(("day", "note"), [("2026-07-15", 'says "yes", twice'), ("2026-07-16", "")])
    assert text == 'day,note\r\n2026-07-15,"says ""yes"", twice"\r\n2026-07-16,\r\n'
