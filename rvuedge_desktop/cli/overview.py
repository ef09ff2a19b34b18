"""Today and the totals as text, where there is no display to open the window on."""

from rvuedge_desktop.cli import text_out
from rvuedge_desktop.cli.session import Session
from rvuedge_desktop.cli.streams import PROGRAM, complain, say


def show_overview(session: Session) -> int:
    """Say that there is no window, and print what it would have shown first; gives the exit code.

    Raises:
        OperationFailedError: the log can't be opened or read.
    """
    with session.desk() as desk:
        today = session.setup.today()
        lines = text_out.day_lines(desk.logbook.day(today), desk.lookup.title)
        lines += ["", *text_out.totals_lines(today, desk.reports.totals(today))]
    complain(f"There is no display for the window, so here is today as text. {PROGRAM} --help shows more")
    say(text_out.lines_text(lines))
    return 0
