"""The commands of the fee schedule: what they print, and that a refusal leaves everything as it was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.published import zip_of

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

REPORT_KEYS = {
    "release", "first_day", "last_day", "published", "files", "rows", "refused", "conversion_factor",
    "qualifying_factor", "anesthesia_factor", "localities", "against", "replaces", "remarks", "added",
    "removed",
    "changed", "effect", "loaded", "repriced",
}  # fmt: skip
EFFECT = {
    "from": "2025-12-02",
    "to": "2026-12-01",
    "entries": 3,
    "entries_changed": 3,
    "schedule_wrvu": ["5.08", "5.28"],
    "medicare_amount": ["267.20", "265.53"],
    "unpriced": [0, 1],
}
AS_LOGGED = [("99213", "95.19", "RVU26C"), ("90837", "167.00", "RVU26C"), ("96127", "5.01", "RVU26C")]
ANEW = [("99213", "101.87", "RVU26D"), ("90837", "163.66", "RVU26D"), ("96127", None, "RVU26D")]
DIFFERENCE = """\
RVU26D against RVU26C: 1 row added, 1 removed, 3 changed
added: 9999A
removed: 96127

code   work RVU        total, office        total, facility
99213      1.30  1.50           2.85  3.05             1.72  1.92
90837      3.78  3.78           5.00  4.90             4.05  4.05
77067      0.74  0.74           3.78  3.78             3.78  3.78
"""


@pytest.fixture
def december(terminal: "Terminal") -> "Terminal":
    """A terminal on 1 December 2026, with three entries of November."""
    terminal.setup = terminal.setup._replace(today=lambda: date(2026, 12, 1))
    terminal.good("add", "2026-11-02", "99213; 90837", "96127")
    return terminal


@pytest.fixture
def zip_26d(tmp_path: Path, members_26d: dict[str, bytes]) -> str:
    path = tmp_path / "rvu26d.zip"
    path.write_bytes(zip_of(members_26d))
    return str(path)


def prices(terminal: "Terminal") -> list[tuple[Any, Any, Any]]:
    entries = terminal.json("day", "2026-11-02")["entries"]
    return [(one["code"], one["medicare_amount"], one["release"]) for one in entries]


def names(terminal: "Terminal") -> list[str]:
    return [one["name"] for one in terminal.json("schedule", "list")]


def test_the_list_says_what_is_bundled_and_what_was_loaded(december: "Terminal", zip_26d: str) -> None:
    assert december.good("schedule", "list").out.splitlines()[-1] == (
        "RVU26C   2026-07-01  July 2026     bundled"
    )
    december.good("schedule", "import", zip_26d)
    line = december.good("schedule", "list").out.splitlines()[-1]
    assert line.startswith("RVU26D   2026-10-01  October 2026  loaded 2")
    assert line.endswith(" from rvu26d.zip")
    *_, bundled, loaded = december.json("schedule", "list")
    assert bundled == {
        "name": "RVU26C",
        "first_day": "2026-07-01",
        "published": "2026-06-30",
        "source": "bundled",
        "file": None,
        "loaded_at": None,
        "rows": None,
    }
    assert loaded.pop("loaded_at")
    assert loaded == {
        "name": "RVU26D",
        "first_day": "2026-10-01",
        "published": None,
        "source": "loaded",
        "file": "rvu26d.zip",
        "rows": 19_356,
    }


def test_a_dry_run_says_what_would_be_and_loads_nothing(december: "Terminal", zip_26d: str) -> None:
    titles = {code: december.json("code", code)["title"] for code in ("99213", "96127", "90837")}
    assert december.good("schedule", "import", zip_26d, "--dry-run").out == (
        "RVU26D (October 2026), rules from 2026-10-01 on\n"
        "read from PPRRVU2026_Oct_nonQPP.csv, PPRRVU2026_Oct_QPP.csv, GPCI2026.csv, ANES2026_nonQPP.csv, "
        "ANES2026_QPP.csv: 19,356 rows, 0 refused\n"
        "conversion factor 33.4009\n"
        "\n"
        f"{DIFFERENCE}"
        "\n"
        "Your last twelve months (2025-12-02 to 2026-12-01): 3 of 3 entries of its days would change\n"
        "\n"
        "code   entries  wRVU        Medicare\n"
        f"99213        1  1.30  1.50    $95.19  $101.87  {titles['99213']}\n"
        f"96127        1  0.00     \u2013     $5.01        \u2013  {titles['96127']}\n"
        f"90837        1  3.78  3.78   $167.00  $163.66  {titles['90837']}\n"
        "all          3  5.08  5.28   $267.20  $265.53\n"
        "\n"
        "Nothing was loaded: this was a dry run\n"
    )
    assert names(december)[-1] == "RVU26C"
    assert not (december.folder / "schedules.sqlite").exists()


def test_an_import_loads_and_prices_nothing_anew_unasked(december: "Terminal", zip_26d: str) -> None:
    out = december.good("schedule", "import", zip_26d).out
    assert out.endswith(
        "\nLoaded. No entry was priced anew. To price them anew: rvuedge schedule reprice RVU26D\n"
    )
    assert (names(december)[-1], prices(december)) == ("RVU26D", AS_LOGGED)
    assert december.json("add", "2026-11-02", "9999A")["entries"][0]["title"] == "Zyxwvut service"
    assert december.json("schedule", "import", zip_26d)["replaces"] is True


def test_an_import_as_json(december: "Terminal", zip_26d: str) -> None:
    found = december.json("schedule", "import", zip_26d, "--dry-run")
    assert set(found) == REPORT_KEYS
    kept = {key: found[key] for key in sorted(REPORT_KEYS - {"files", "changed", "effect"})}
    assert kept == {
        "release": "RVU26D",
        "first_day": "2026-10-01",
        "last_day": None,
        "published": None,
        "rows": 19_356,
        "refused": [],
        "conversion_factor": "33.4009",
        "qualifying_factor": "33.5675",
        "anesthesia_factor": "20.4976",
        "localities": 109,
        "against": "RVU26C",
        "replaces": False,
        "remarks": [],
        "added": ["9999A"],
        "removed": ["96127"],
        "loaded": False,
        "repriced": 0,
    }
    change = found["changed"][0]
    assert (change["code"], change["modifier"], list(change["fields"])) == ("99213", None, ["work"])
    assert change["total_rvu_nonfacility"] == ["2.85", "3.05"]
    assert change["total_rvu_facility"] == ["1.72", "1.92"]
    codes = found["effect"].pop("codes")
    assert found["effect"] == EFFECT
    assert [one["code"] for one in codes] == ["99213", "96127", "90837"]
    assert codes[1]["medicare_amount"] == ["5.01", None]
    assert december.json("schedule", "import", zip_26d)["loaded"] is True


def test_an_import_prices_anew_where_asked_and_undo_takes_that_back(
    december: "Terminal", zip_26d: str
) -> None:
    out = december.good("schedule", "import", zip_26d, "--reprice").out
    assert out.endswith("\nLoaded, and 3 entries priced anew. Undo: rvuedge undo\n")
    assert prices(december) == ANEW
    assert december.good("undo").out == "Took back: Priced anew by RVU26D\n"
    assert (prices(december), names(december)[-1]) == (AS_LOGGED, "RVU26D")


def test_what_is_repriced_is_said(december: "Terminal", zip_26d: str) -> None:
    december.good("schedule", "import", zip_26d)
    assert december.good("schedule", "reprice", "26d").out == (
        "3 entries from 2026-10-01 to 2026-12-01 priced anew\n"
    )
    assert prices(december) == ANEW
    assert december.json("schedule", "reprice", "RVU26D") == {
        "release": "RVU26D",
        "from": "2026-10-01",
        "to": "2026-12-01",
        "repriced": 0,
    }


def test_files_side_by_side_and_refused_rows_are_told(
    december: "Terminal", put_files: Callable[..., list[Path]], members_26d: dict[str, bytes]
) -> None:
    name = "PPRRVU2026_Oct_nonQPP.csv"
    values = members_26d[name].replace(b"\r\n90791,,", b"\r\n9079?,,")
    paths = put_files({name: values, "GPCI2026.csv": members_26d["GPCI2026.csv"]})
    found = december.json("schedule", "import", *map(str, paths), "--dry-run")
    assert (found["files"], found["localities"], found["removed"]) == (
        [name, "GPCI2026.csv"],
        109,
        ["90791", "96127"],
    )
    (refused,) = found["refused"]
    assert refused["what"] == "its code is '9079?'"
    shown = december.good("schedule", "import", *map(str, paths), "--dry-run").out
    assert f"19,355 rows, 1 refused\n  line {refused['line']}: its code is '9079?'\n" in shown


def test_a_difference(december: "Terminal", zip_26d: str) -> None:
    december.good("schedule", "import", zip_26d)
    assert december.good("schedule", "diff", "26c", "RVU26D").out == DIFFERENCE
    found = december.json("schedule", "diff", "RVU26D", "RVU26C")
    assert set(found) == {"before", "after", "added", "removed", "changed"}
    assert (found["before"], found["added"], found["removed"]) == ("RVU26D", ["96127"], ["9999A"])
    back = december.json("schedule", "diff", "RVU26C", "RVU26D")
    for changes, order in ((found["changed"], -1), (back["changed"], 1)):
        fields = {one["code"]: one["fields"] for one in changes}
        assert fields == {
            "99213": {"work": ["1.30", "1.50"][::order]},
            "90837": {"pe_nonfacility": ["1.20", "1.10"][::order]},
            "77067": {"bilateral": ["2", "3"][::order]},
        }
    assert december.good("schedule", "diff", "RVU24A", "RVU24AR").out == (
        "RVU24AR against RVU24A: 0 rows added, 0 removed, 0 changed\n"
    )


def test_a_long_difference_is_cut_for_a_terminal_and_whole_as_json(terminal: "Terminal") -> None:
    lines = terminal.good("schedule", "diff", "RVU25D", "RVU26B").out.splitlines()
    whole = terminal.json("schedule", "diff", "RVU25D", "RVU26B")
    assert lines[1].endswith(f" and {len(whole['added']) - 20:,} more")
    assert lines[-1] == f"and {len(whole['changed']) - 20:,} more; --json has all"
    assert len(lines) == 3 + 1 + 1 + 20 + 1


def test_a_loaded_release_is_removed_and_entries_keep_their_prices(
    december: "Terminal", zip_26d: str
) -> None:
    december.good("schedule", "import", zip_26d, "--reprice")
    assert december.good("schedule", "remove", "rvu26d").out == "Removed RVU26D. Entries keep their prices\n"
    assert (names(december)[-1], prices(december)) == ("RVU26C", ANEW)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("remove", "RVU26C"), 2, "RVU26C is bundled with the program and can't be removed"),
        (("remove", "RVU26D"), 2, "There is no release \u201cRVU26D\u201d"),
        (("reprice", "RVU26D"), 2, "There is no release \u201cRVU26D\u201d"),
        (("diff", "RVU26C", "RVU99Z"), 2, "There is no release \u201cRVU99Z\u201d"),
        (("diff", "RVU26C"), 2, "Missing argument 'B'"),
        (("import",), 2, "Missing argument 'FILE...'"),
        (("import", "absent.zip"), 1, "absent.zip can't be read: No such file or directory"),
        (("import", "absent\n.zip"), 1, "absent .zip can't be read: No such file or directory"),
        (("forget",), 2, "No such command 'forget'"),
    ],
)
def test_what_can_not_be_done_is_refused_in_a_line(
    december: "Terminal", words: tuple[str, ...], code: int, said: str
) -> None:
    before = prices(december), names(december), december.json("undo")
    december.good("redo")
    assert december.refused("schedule", *words, code=code).startswith(said)
    assert (prices(december), names(december), december.json("undo")) == before


def test_a_damaged_file_of_loads_is_said_and_nothing_is_loaded_into_it(
    december: "Terminal", zip_26d: str
) -> None:
    path = december.folder / "schedules.sqlite"
    path.write_bytes(b"rubbish " * 1000)
    for options in ((), ("--reprice",)):
        said = december.refused("schedule", "import", zip_26d, *options, code=1)
        assert said.startswith(f"The releases that you loaded can't be used: {path} is damaged")
        assert said.endswith(f"Move {path} aside, and load them again from CMS's files")
    assert (names(december)[-1], prices(december)) == ("RVU26C", AS_LOGGED)
    assert december.json("add", "2026-11-02", "99213")["entries"][0]["release"] == "RVU26C"
    assert path.read_bytes() == b"rubbish " * 1000


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.csv", b"Invoice,7\r\n", "x.csv is not a relative value file: no column is headed HCPCS"),
        ("x.csv", b"", "x.csv is empty"),
        (
            "x.zip",
            zip_of({"photo.jpg": b"\xff\xd8", "b.txt": b""}),
            "x.zip has no relative value file (PPRRVU...)",
        ),
        ("x.zip", zip_of({"photo.jpg": b"\xff\xd8"})[:30], "x.zip is damaged"),
        ("x.xlsx", b"PK\3\4[Content_Types].xml", "x.xlsx is damaged"),
    ],
)
def test_a_file_that_is_none_of_cms_is_refused_in_a_line(
    terminal: "Terminal", tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for options in ((), ("--json",), ("--dry-run",), ("--reprice",)):
        assert terminal.refused("schedule", "import", str(path), *options).startswith(said)
    assert not terminal.folder.exists()
