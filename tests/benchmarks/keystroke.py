"""From a key in the entry line to its painted matches, over every bundled code."""

from random import Random
from statistics import median
from time import perf_counter

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.ui.main_window import MainWindow
from rvuedge_desktop.ui.pages.log_page import MATCHES
from tests.benchmarks.measuring import TODAY, Figure, arguments, make_log, percentile, show, temporary_folder
from tests.benchmarks.qt_inside import PaintCount, open_window

_WORDS = """
group therapy; psychotherapy; evaluation; office visit; new patient; established; crisis; interactive
complexity; family therapy; medication management; consultation; hospital; discharge; critical care;
emergency; nursing facility; home visit; prolonged; telephone; care management; depression screening;
smoking; alcohol; testing; knee; shoulder; hip replacement; arthroscopy; colonoscopy; endoscopy; biopsy;
skin lesion; excision; debridement; wound; laceration; fracture; cast; injection; joint injection;
vaccine; electrocardiogram; echocardiogram; stress test; catheter; stent; pacemaker; x-ray chest;
mammogram; ultrasound; abdomen; magnetic resonance; tomography; anesthesia; physical therapy; exercise;
gait; speech; hearing; cataract; retina; cystoscopy; delivery; cesarean; 99214; 90853; 9083; G05
"""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG_ENOUGH = 5


def queries() -> list[str]:
    """What people look for."""
    return [query.strip() for query in _WORDS.replace("\n", " ").split(";")]


def found_by(desk: Desk, query: str) -> set[str]:
    """The codes that a query brings up."""
    return {one.code for one in desk.search.find(query, TODAY, MATCHES)}


def with_slip(word: str, chance: Random) -> tuple[str, str, int]:
    """A word, the same with one slip, and where that is: a letter more, less, other, or two changed over."""
    place = chance.randrange(1, len(word) - 1)
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + chance.choice(_LETTERS) + word[place + 1 :],
        word[:place] + chance.choice(_LETTERS) + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )
    return word, chance.choice(slips), place


class Typist:
    """Types into the window, letter by letter."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self._application = application
        self._page = window.log_page
        self._painted = PaintCount(self._page.matches)
        self._page.focus_entry()

    def type(self, query: str) -> list[float]:
        """Type a query into an empty line; gives the milliseconds of every letter."""
        line, matches = self._page.entry.line, self._page.matches
        line.setText("")
        self._application.processEvents()
        times = []
        for letter in query:
            before = self._painted.paints
            began = perf_counter()
            QTest.keyClicks(line, letter)
            self._application.processEvents()
            if matches.isVisible() and self._painted.paints == before:
                matches.repaint()
            times.append((perf_counter() - began) * 1e3)
        return times


def bare_line(application: QApplication) -> float:
    """The milliseconds of a letter in a bare line that looks nothing up."""
    window = QWidget()
    layout = QHBoxLayout(window)
    line = QLineEdit()
    layout.addWidget(line)
    window.show()
    line.setFocus()
    application.processEvents()
    times = []
    for letter in "psychotherapy" * 10:
        began = perf_counter()
        QTest.keyClicks(line, letter)
        application.processEvents()
        times.append((perf_counter() - began) * 1e3)
    window.close()
    return median(times)


def main() -> None:
    """Measure and print."""
    arguments(__doc__ or "")
    chance = Random(7)  # noqa: S311 - the same slips every time
    words = [word for query in queries() for word in query.split() if word.isalpha()]
    slips = [with_slip(word, chance) for word in words if len(word) >= _LONG_ENOUGH]
    with temporary_folder() as folder:
        make_log(folder, 2_500, 180)
        with open_window(folder) as (application, desk, window):
            typist = Typist(application, window)
            typist.type("warm")
            clean = [time for query in queries() for time in typist.type(query)]
            slipped, known, missed = [], 0, []
            for word, slip, place in slips:
                slipped += typist.type(slip)[place:]
                meant = found_by(desk, word)
                known += bool(meant)
                if meant and not meant & found_by(desk, slip):
                    missed.append(slip)
            bare = bare_line(application)
    versus = "a bare QLineEdit"
    show(
        [
            Figure("keystroke, clean words, p50", percentile(clean, 50), "ms", bare, None, versus),
            Figure(
                "keystroke, clean words, p95", percentile(clean, 95), "ms", bare, 10, versus, absolute=True
            ),
            Figure("keystroke, after a typo, p50", percentile(slipped, 50), "ms", bare, None, versus),
            Figure(
                "keystroke, after a typo, p95", percentile(slipped, 95), "ms", bare, 20, versus, absolute=True
            ),
        ],
        [
            f"{len(clean)} clean letters, the slowest {max(clean):.1f} ms",
            f"{len(slipped)} letters after a slip, the slowest {max(slipped):.1f} ms",
            f"{known - len(missed)} of {known} words with a slip bring up what the word itself brings up"
            + (f"; not {', '.join(missed)}" if missed else ""),
        ],
    )


if __name__ == "__main__":
    main()
