"""What commands print of entries: a day, and what was done to some with what their days add up to now."""

from collections.abc import Sequence
from datetime import date

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.logbook import DayView


def day_json(desk: Desk, view: DayView, provider: str = "") -> str:
    """Entries of a day with its totals; what an entry earned depends on those before it."""
    earned = desk.pay.by_entry(desk.logbook.day(view.day).entries)
    total = desk.reports.total(Period(view.day, view.day), provider)
    found = desk.checks.by_entry(view.day)
    return json_out.json_text(json_out.day_object(view.entries, total, desk.lookup.title, earned, found))


def after_change(
    desk: Desk, entries: Sequence[Entry], days: Sequence[date] | None = None, *, as_json: bool, verb: str = ""
) -> str:
    """What was done to entries, then what their days add up to now.

    Args:
        desk: the log.
        entries: those that were touched.
        days: the days to sum up; those of the entries where None.
        as_json: whether as a document rather than as lines.
        verb: what was done, before each line.
    """
    wanted = [entry.day for entry in entries] if days is None else days
    views = [desk.logbook.day(day) for day in sorted(set(wanted))]
    if as_json:
        touched = [desk.reports.total(Period(view.day, view.day)) for view in views]
        earned = {key: paid for view in views for key, paid in desk.pay.by_entry(view.entries).items()}
        found = {key: some for view in views for key, some in desk.checks.by_entry(view.day).items()}
        title_of = desk.lookup.title
        return json_out.json_text(json_out.changed_object(entries, touched, title_of, earned, found))
    lines = [f"{verb} {line}" if verb else line for line in text_out.entry_lines(entries)]
    return text_out.lines_text([*lines, *(text_out.tally_line(view.day, view.tally) for view in views)])
