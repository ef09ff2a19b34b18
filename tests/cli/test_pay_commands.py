"""The commands of pay, and what contracts add to totals, day and export."""

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract_files import RIVERSIDE as RIVERSIDE_TOML

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

RIVERSIDE = f'{RIVERSIDE_TOML}[credit.codes]\n99213 = "1"\n'
"""A unit of 99213 counts 1 wRVU, so that round sums can be logged."""
KEYS = {
    "month",
    "contract",
    "contract_year",
    "credited_wrvu",
    "credited_wrvu_to_date",
    "base",
    "productivity",
    "total",
    "medicare_amount",
    "target_wrvu",
    "expected_to_date",
    "next_tier",
    "unpriced",
    "lines",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "riverside.toml"
    path.write_text(RIVERSIDE, encoding="utf-8")
    return path


@pytest.fixture
def contracted(terminal: "Terminal", file: Path) -> "Terminal":
    terminal.good("pay", "contract", "import", str(file))
    return terminal


def log_5600(terminal: "Terminal") -> None:
    terminal.good("add", "2026-07-01", "99213 x50 u80")
    terminal.good("add", "2026-07-14", "99213 x16 u100")


def earned(document: Any) -> Decimal:
    """What the lines that are no cash add up to."""
    amounts = (Decimal(one["amount"]) for one in document["lines"] if "(cash)" not in one["label"])
    return sum(amounts, Decimal(0))


def imported(terminal: "Terminal", file: Path, old: str, new: str) -> None:
    """Put in the contract with something other about it."""
    assert RIVERSIDE.count(old) == 1
    file.write_text(RIVERSIDE.replace(old, new), encoding="utf-8")
    terminal.good("pay", "contract", "import", str(file))


# Contracts


def test_a_contract_is_put_in_and_credits_what_is_logged(terminal: "Terminal", file: Path) -> None:
    terminal.good("add", "2026-07-14", "27447-80; G0552")
    terminal.good("add", "2026-06-30", "99213")
    said = terminal.good("pay", "contract", "import", str(file)).out
    assert said == "Riverside 2026, from 2026-07-01, for default: 1 entry credited\n"
    knee, device = terminal.json("day", "2026-07-14")["entries"]
    assert (knee["credited_wrvu"], knee["credit_how"]) == ("3.0576", ["80: 16 % by the contract"])
    assert (device["credited_wrvu"], device["contract_amount"], device["credit_how"]) == (None, None, [])
    assert terminal.json("day", "2026-06-30")["entries"][0]["credited_wrvu"] is None


def test_undo_takes_the_contract_and_its_credits_back(contracted: "Terminal") -> None:
    contracted.good("add", "today", "99213")
    contracted.good("pay", "contract", "remove", "riverside 2026")
    assert contracted.json("pay", "contract", "list") == []
    assert contracted.json("day")["totals"]["credited_wrvu"] is None
    contracted.good("undo")
    assert contracted.json("day")["totals"]["credited_wrvu"] == "1.00"
    contracted.good("undo")
    contracted.good("undo")
    assert contracted.json("pay", "contract", "list") == []


def test_contracts_are_listed(terminal: "Terminal", file: Path) -> None:
    assert "No contracts. Put one in" in terminal.good("pay", "contract", "list").out
    terminal.good("pay", "contract", "import", str(file))
    (found,) = terminal.json("pay", "contract", "list")
    assert found == {
        "name": "Riverside 2026",
        "provider": "default",
        "from": "2026-07-01",
        "schedule": "date-of-service",
        "base_salary": "180000",
        "fte": "1.0",
        "target_wrvu": "6000.00",
        "true_up": "year",
        "tiers": "marginal",
        "tier": [
            {"from_wrvu": "0.00", "rate": "0"},
            {"from_wrvu": "4000.00", "rate": "45.00"},
            {"from_wrvu": "5500.00", "rate": "52.50"},
        ],
    }
    head, line = terminal.good("pay", "contract", "list").out.splitlines()
    assert head.split() == ["name", "provider", "from", "base", "target", "credited", "by"]
    assert line.split()[-5:] == ["default", "2026-07-01", "$180,000.00", "6000.00", "date-of-service"]


def test_a_contract_that_is_shown_can_be_put_in_again(contracted: "Terminal", file: Path) -> None:
    text = contracted.good("pay", "contract", "show", " riverside 2026").out
    assert '[[tier]]\nfrom_wrvu = "4000"\nrate = "45.00"\n' in text
    before = contracted.json("pay", "contract", "list")
    file.write_text(text, encoding="utf-8")
    contracted.good("pay", "contract", "import", str(file))
    assert contracted.json("pay", "contract", "list") == before
    assert contracted.good("pay", "contract", "show", "Riverside 2026").out == text


def test_a_contract_that_does_not_exist_is_refused(contracted: "Terminal") -> None:
    for verb in ("show", "remove"):
        said = contracted.refused("pay", "contract", verb, "Lakeside")
        assert said == "There is no contract \u201cLakeside\u201d. This log has Riverside 2026"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"5500"', '"3000"', "riverside.toml, line 17: the tier from 3000 stands behind the one from 4000"),
        ("fte", "full_time", "riverside.toml, line 5: \u201cfull_time\u201d is no key of a contract"),
        ('"0.16"', '"4.5"', "riverside.toml, line 21: 80 is 4.5, which is not from 0 to 4"),
        ('"Riverside 2026"', '"Lakeside"', "\u201cRiverside 2026\u201d begins on 2026-07-01 too"),
        ('"date-of-service"', '"2019"', "No release of 2019 is at hand"),
        ('"date-of-service"', '"RVU25A"', "No release of RVU25A is at hand"),
        ("true_up =", "true_up", "riverside.toml is not TOML"),
    ],
)
def test_a_contract_that_contradicts_itself_is_refused_and_nothing_is_changed(
    contracted: "Terminal", file: Path, old: str, new: str, said: str
) -> None:
    contracted.good("add", "today", "99213")
    before = (contracted.json("pay", "contract", "list"), contracted.json("day"))
    assert RIVERSIDE.count(old) == 1
    file.write_text(RIVERSIDE.replace(old, new), encoding="utf-8")
    refusal = contracted.refused("pay", "contract", "import", str(file))
    assert said in refusal
    assert "No contract was changed" in refusal
    assert (contracted.json("pay", "contract", "list"), contracted.json("day")) == before


def test_a_file_that_is_no_contract_is_refused(terminal: "Terminal", tmp_path: Path) -> None:
    file = tmp_path / "contract.toml"
    words = ("pay", "contract", "import", str(file))
    assert "contract.toml can't be read" in terminal.refused(*words, code=1)
    file.write_bytes(b'name = "\xff"')
    assert "contract.toml is no text in UTF-8" in terminal.refused(*words)
    file.write_bytes(b"#" * 1_000_001)
    assert "contract.toml is far too large" in terminal.refused(*words)
    file.write_bytes(b"")
    assert "it has no \u201cname\u201d" in terminal.refused(*words)
    assert not terminal.folder.exists()


# Months and years


def test_the_golden_month(contracted: "Terminal") -> None:
    log_5600(contracted)
    document = contracted.json("pay", "month", "2026-07")
    assert set(document) == KEYS
    # 6,000 x 23 / 261 working days are due.
    assert {key: value for key, value in document.items() if key != "lines"} == {
        "month": "2026-07",
        "contract": "Riverside 2026",
        "contract_year": {"from": "2026-07-01", "to": "2027-06-30"},
        "credited_wrvu": "5600.00",
        "credited_wrvu_to_date": "5600.00",
        "base": "15000.00",
        "productivity": "72750.00",
        "total": "87750.00",
        "medicare_amount": "533064.00",
        "target_wrvu": "528.74",
        "expected_to_date": "528.74",
        "next_tier": None,
        "unpriced": 0,
    }
    assert document["lines"][-1] == {
        "contract": "Riverside 2026",
        "label": "From 5500.00 wRVU",
        "amount": "5250.00",
        "how": "100.00 wRVU \u00d7 $52.50",
    }
    assert earned(document) == Decimal("87750.00")


def test_the_golden_year(contracted: "Terminal") -> None:
    log_5600(contracted)
    document = contracted.json("pay", "year", "2026")
    assert set(document) == KEYS
    assert document["month"] == "2026"
    assert (document["base"], document["productivity"]) == ("180000.00", "72750.00")
    assert (document["total"], document["target_wrvu"]) == ("252750.00", "6000.00")
    assert earned(document) == Decimal(252_750)


def test_the_next_tier_and_what_is_not_priced(contracted: "Terminal") -> None:
    contracted.good("add", "2026-07-14", "99213 x500; G0552")
    document = contracted.json("pay", "month", "2026-07")
    assert document["next_tier"] == {"from_wrvu": "4000.00", "rate": "45.00", "wrvu_to_go": "3500.00"}
    assert document["unpriced"] == 1
    text = contracted.good("pay", "month", "2026-07").out
    assert "3500.00 wRVU to the next tier, $45.00 a wRVU" in text
    assert "1 not priced by Medicare" in text


def test_nothing_priced_is_not_nothing(contracted: "Terminal") -> None:
    contracted.good("add", "2026-07-14", "G0552")
    document = contracted.json("pay", "month", "2026-07")
    assert (document["medicare_amount"], document["unpriced"]) == (None, 1)
    assert document["credited_wrvu"] is None
    assert "\u2013" in contracted.good("pay", "month", "2026-07").out


def test_without_a_target_none_is_shown(terminal: "Terminal", file: Path) -> None:
    imported(terminal, file, 'target_wrvu = "6000"\n', "")
    document = terminal.json("pay", "month", "2026-07")
    assert (document["target_wrvu"], document["expected_to_date"]) == (None, None)
    assert terminal.json("totals")["periods"]["contract_year"]["target_wrvu"] is None


def test_a_month_is_told_to_people_line_by_line(contracted: "Terminal") -> None:
    log_5600(contracted)
    lines = contracted.good("pay", "month", "2026-07").out.splitlines()
    assert lines[0] == "Riverside 2026, 2026-07: 2026-07-01 to 2026-07-31"
    assert lines[2:6] == [
        "Base               $15,000.00  $180,000.00 a year by months",
        "From 0.00 wRVU          $0.00  4000.00 wRVU \u00d7 $0.00",
        "From 4000.00 wRVU  $67,500.00  1500.00 wRVU \u00d7 $45.00",
        "From 5500.00 wRVU   $5,250.00  100.00 wRVU \u00d7 $52.50",
    ]
    assert [line.split()[:2] for line in lines[7:9]] == [["credited", "5600.00"], ["to", "date"]]
    assert any(line.startswith("total") and "$87,750.00" in line for line in lines)


def test_draw_and_true_up_are_marked_as_cash(terminal: "Terminal", file: Path) -> None:
    imported(terminal, file, "fte", 'draw = "2000"\nfte')
    log_5600(terminal)
    document = terminal.json("pay", "month", "2026-07")
    cash = [(one["label"], one["amount"]) for one in document["lines"] if "(cash)" in one["label"]]
    assert cash == [("Draw paid to date (cash)", "2000.00"), ("True-up if settled now (cash)", "70750.00")]
    assert earned(document) == Decimal(document["total"]) == Decimal("87750.00")


def test_a_contract_that_changes_inside_a_month_sums_both(contracted: "Terminal", file: Path) -> None:
    lakeside = RIVERSIDE.replace("Riverside 2026", "Lakeside").replace("2026-07-01", "2026-07-17")
    file.write_text(lakeside.replace("180000", "360000").replace('"0"\nrate = "0"', '"0"\nrate = "10"'))
    contracted.good("pay", "contract", "import", str(file))
    contracted.good("add", "2026-07-16", "99213 x10")
    contracted.good("add", "2026-07-17", "99213 x20")
    document = contracted.json("pay", "month", "2026-07")
    assert (document["contract"], document["contract_year"]["from"]) == ("Lakeside", "2026-07-17")
    assert (document["credited_wrvu"], document["credited_wrvu_to_date"]) == ("30.00", "20.00")
    # 15,000 x 16 / 31 and 30,000 x 15 / 31
    assert (document["base"], document["productivity"]) == ("22258.07", "200.00")
    assert [one["contract"] for one in document["lines"]].count("Riverside 2026") == 2
    assert earned(document) == Decimal(document["total"])
    assert "Lakeside, 2026-07: 2026-07-17 to 2026-07-31" in contracted.good("pay", "month", "2026-07").out


def test_a_provider_has_months_of_their_own(contracted: "Terminal", file: Path) -> None:
    imported(contracted, file, '"default"', '"Kim"')
    contracted.good("add", "2026-07-14", "99213 x3", "--provider", "kim")
    document = contracted.json("pay", "month", "2026-07", "--provider", "KIM")
    assert document["credited_wrvu"] == "3.00"
    assert contracted.json("pay", "month", "2026-07")["credited_wrvu"] == "0.00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["month", "2026-06"], "For default no contract holds in 2026-06. rvuedge pay contract import"),
        (["year", "2025"], "For default no contract year begins in 2025"),
        (["month", "2026-07", "--provider", "Kim"], "For Kim no contract holds in 2026-07"),
        (["year", "2026", "--provider", "Kim"], "For Kim no contract year begins in 2026"),
        (["month", "July"], "\u201cJuly\u201d is not a month. Write it as YYYY-MM"),
        (["month", "2026-13"], "\u201c2026-13\u201d is not a month"),
        (["year", "26"], "\u201c26\u201d is not a year. Write it as YYYY"),
    ],
)
def test_what_no_contract_holds_for_is_refused(contracted: "Terminal", words: list[str], said: str) -> None:
    for output in ([], ["--json"]):
        assert said in contracted.refused("pay", *words, *output)


# Elsewhere


def test_a_day_and_totals_show_credit_and_pay(contracted: "Terminal") -> None:
    contracted.good("add", "2026-07-01", "99213 x50 u80")
    contracted.good("add", "2026-07-15", "99213 x2; 99213-25; G0552")
    document = contracted.json("day", "2026-07-15")
    assert [one["contract_amount"] for one in document["entries"]] == ["90.00", "45.00", None]
    totals = document["totals"]
    assert (totals["credited_wrvu"], totals["contract_amount"]) == ("3.00", "135.00")
    # 6,000 x 11 / 261 less 6,000 x 10 / 261
    assert totals["target_wrvu"] == "22.98"
    periods = contracted.json("totals", "--date", "2026-07-15")["periods"]
    assert {name: one["contract_amount"] for name, one in periods.items()} == dict.fromkeys(periods, "135.00")
    assert (periods["contract_year"]["from"], periods["contract_year"]["target_wrvu"]) == (
        "2026-07-01",
        "252.87",
    )
    head = contracted.good("totals", "--date", "2026-07-15").out
    assert all(word in head for word in ("credited", "target", "contract", "$135.00"))


def test_what_is_added_says_what_it_is_paid(contracted: "Terminal") -> None:
    contracted.good("add", "2026-07-01", "99213 x50 u80")
    document = contracted.json("add", "today", "99213 x2")
    assert [(one["credited_wrvu"], one["contract_amount"]) for one in document["entries"]] == [
        ("2.00", "90.00")
    ]


def test_without_a_contract_none_of_it_is_shown(terminal: "Terminal") -> None:
    document = terminal.json("add", "today", "99213")
    assert document["entries"][0]["contract_amount"] is None
    periods = terminal.json("totals")["periods"]
    keys = ("credited_wrvu", "contract_amount", "target_wrvu")
    assert {periods["day"][key] for key in keys} == {None}
    assert periods["contract_year"]["from"] == "2026-01-01"
    assert "credited" not in terminal.good("totals").out


def test_an_export_shows_credit_pay_and_target(contracted: "Terminal") -> None:
    contracted.good("add", "2026-07-01", "99213 x50 u80")
    contracted.good("add", "2026-07-15", "99213 x2; G0552")
    rows = {
        kind: list(
            csv.DictReader(StringIO(contracted.good("export", "month", "2026-07", "--kind", kind).out))
        )
        for kind in ("summary", "days", "codes", "entries")
    }
    (summary,) = rows["summary"]
    assert (summary["credited_wrvu"], summary["contract_amount"]) == ("4002.00", "90.00")
    assert (summary["target_wrvu"], summary["percent_of_target"]) == ("528.74", "756.9")
    assert [row["contract_amount"] for row in rows["days"]] == ["0.00", "90.00"]
    assert [(row["code"], row["credited_wrvu"], row["contract_amount"]) for row in rows["codes"]] == [
        ("99213", "4002.00", "90.00"),
        ("G0552", "", ""),
    ]
    assert [row["contract_amount"] for row in rows["entries"]] == ["0.00", "90.00", ""]


# Small print


def test_a_rate_of_a_thousandth_is_printed_as_it_is(terminal: "Terminal", file: Path) -> None:
    imported(terminal, file, '"45.00"', '"45.125"')
    assert terminal.json("pay", "month", "2026-07")["next_tier"]["rate"] == "45.125"
    assert "$45.125 a wRVU" in terminal.good("pay", "month", "2026-07").out


def test_a_true_up_below_nothing_has_its_sign_first(terminal: "Terminal", file: Path) -> None:
    imported(terminal, file, "fte", 'draw = "1201.50"\nfte')
    text = terminal.good("pay", "month", "2026-07").out
    assert "-$1,201.50" in text
    assert "$-" not in text


def test_a_year_in_which_two_contracts_begin_shows_both(contracted: "Terminal", file: Path) -> None:
    lakeside = RIVERSIDE.replace("Riverside 2026", "Lakeside").replace("2026-07-01", "2026-10-01")
    file.write_text(lakeside, encoding="utf-8")
    contracted.good("pay", "contract", "import", str(file))
    contracted.good("add", "2026-07-14", "99213 x3")
    document = contracted.json("pay", "year", "2026")
    assert list(dict.fromkeys(one["contract"] for one in document["lines"])) == ["Riverside 2026", "Lakeside"]
    assert (document["contract"], document["credited_wrvu"]) == ("Lakeside", "3.00")
    assert document["base"] == "225000.00"
    text = contracted.good("pay", "year", "2026").out
    assert text.index("Riverside 2026, 2026: 2026-07-01 to 2026-09-30") < text.index(
        "Lakeside, 2026: 2026-10"
    )


def test_of_several_contracts_of_one_name_one_is_to_be_chosen(contracted: "Terminal", file: Path) -> None:
    for old, new in (('"default"', '"Kim"'), ("2026-07-01", "2027-07-01")):
        imported(contracted, file, old, new)
    for verb in ("show", "remove"):
        said = contracted.refused("pay", "contract", verb, "riverside 2026")
        assert "3 contracts have the name" in said
        assert "of default from 2026-07-01; of default from 2027-07-01; of Kim from 2026-07-01" in said
        assert "--provider NAME and --from YYYY-MM-DD" in said
        both = ("--provider", "default", "--from", "2026-02-30")
        assert "is not a day" in contracted.refused("pay", "contract", verb, "riverside 2026", *both)
        none = ("--from", "2026-07-02")
        assert "There is no contract" in contracted.refused("pay", "contract", verb, "riverside 2026", *none)
    shown = contracted.good("pay", "contract", "show", "riverside 2026", "--provider", "kim").out
    assert 'provider = "Kim"' in shown
    contracted.good(
        "pay", "contract", "remove", "riverside 2026", "--provider", "default", "--from", "2027-07-01"
    )
    left = [(one["provider"], one["from"]) for one in contracted.json("pay", "contract", "list")]
    assert left == [("default", "2026-07-01"), ("Kim", "2026-07-01")]


def test_the_end_of_the_calendar_is_answered(contracted: "Terminal") -> None:
    assert "no contract holds in 9999-12" in contracted.refused("pay", "month", "9999-12")
    assert "no contract year begins in 9999" in contracted.refused("pay", "year", "9999")


def test_a_name_can_not_steer_the_terminal(terminal: "Terminal", file: Path) -> None:
    file.write_text(RIVERSIDE.replace("Riverside 2026", "\\u001b[31mRed"), encoding="utf-8")
    said = terminal.good("pay", "contract", "import", str(file)).out
    assert "\x1b" not in said
    assert "Red, from 2026-07-01" in said
    assert "\x1b" not in terminal.good("pay", "contract", "remove", "\x1b[31mred").out


def test_a_byte_order_mark_is_accepted(terminal: "Terminal", file: Path) -> None:
    file.write_text(RIVERSIDE, encoding="utf-8-sig")
    terminal.good("pay", "contract", "import", str(file))


def test_where_nothing_is_credited_that_is_not_zero(contracted: "Terminal") -> None:
    assert contracted.json("pay", "month", "2026-07")["credited_wrvu"] == "0.00"
    contracted.good("add", "2026-07-14", "G0552")
    assert contracted.json("pay", "month", "2026-07")["credited_wrvu"] is None
