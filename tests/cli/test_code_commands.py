from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

LIBRARY_KEYS = {
    "context", "unit", "documentation", "denials", "family", "siblings", "primaries", "addons",
    "services_2023", "specialties", "modifiers", "questions",
}  # fmt: skip
CODE_KEYS = LIBRARY_KEYS | {
    "code", "modifier", "title", "plain", "also", "category", "release", "effective_from", "date", "setting",
    "locality",
    "status", "status_text", "priced", "reason", "work_rvu", "pe_rvu_nonfacility", "pe_rvu_facility",
    "mp_rvu", "total_rvu_nonfacility", "total_rvu_facility", "conversion_factor", "medicare_nonfacility",
    "medicare_facility", "basis", "base_units", "anesthesia_factor", "formula", "notes",
    "non_participating_nonfacility", "non_participating_facility", "limiting_charge_nonfacility",
    "limiting_charge_facility", "global_days", "indicators", "compare", "components", "history",
    "custom_wrvu",
}  # fmt: skip


def test_a_code_with_every_figure(terminal: "Terminal") -> None:
    code = terminal.json("code", "90853", "--date", "2026-07-15")
    assert set(code) == CODE_KEYS
    history = code.pop("history")
    indicators = code.pop("indicators")
    library = {key: code.pop(key) for key in LIBRARY_KEYS}
    assert code == {
        "code": "90853",
        "modifier": None,
        "title": "Group psychotherapy for unrelated patients",
        "plain": "Several people who are not one family meet with a therapist and work on what troubles"
        " each of them.",
        "also": ["group therapy", "process group", "skills group", "group counseling"],
        "category": "Medicine",
        "release": "RVU26C",
        "effective_from": "2026-07-01",
        "date": "2026-07-15",
        "setting": "office",
        "locality": "national",
        "status": "A",
        "status_text": "active: paid separately when covered",
        "priced": True,
        "reason": None,
        "work_rvu": "0.67",
        "pe_rvu_nonfacility": "0.23",
        "pe_rvu_facility": "0.05",
        "mp_rvu": "0.01",
        "total_rvu_nonfacility": "0.91",
        "total_rvu_facility": "0.73",
        "conversion_factor": "33.4009",
        "medicare_nonfacility": "30.39",
        "medicare_facility": "24.38",
        "basis": None,
        "base_units": None,
        "anesthesia_factor": None,
        "formula": "(0.67 + 0.23 + 0.01) \u00d7 33.4009 = 30.39",
        "notes": [],
        "non_participating_nonfacility": "28.87",
        "non_participating_facility": "23.16",
        "limiting_charge_nonfacility": "33.20",
        "limiting_charge_facility": "26.64",
        "global_days": "XXX",
        "compare": {
            "cohort": "Medicine codes",
            "n": 737,
            "percentile": 43,
            "median": "0.78",
            "maximum": "23.92",
        },
        "components": [],
        "custom_wrvu": None,
    }
    assert history[-1] == {
        "release": "RVU26C",
        "work_rvu": "0.67",
        "total_rvu_nonfacility": "0.91",
        "total_rvu_facility": "0.73",
    }
    assert len({point["release"] for point in history}) == len(history) > 20
    assert indicators["global_days"] == "XXX"
    assert indicators["endoscopic_base"] is None
    assert indicators["facility_na"] is False
    assert library["unit"] == "one unit for each patient per session; not timed"
    assert (library["siblings"], library["addons"]) == (["90849"], ["0770T", "90785"])
    assert library["services_2023"] == 232_263
    assert library["specialties"][0] == {
        "specialty": "Licensed Clinical Social Worker", "clinicians": 372, "services": 118_624,
    }  # fmt: skip
    assert any("No individual note" in one for one in library["denials"])
    assert library["questions"][0] == {
        "question": "How many work RVUs is 90853?",
        "answer": "0.67 for each unit, in RVU26C (July 2026).",
    }


def test_the_setting_and_the_day_of_a_price(terminal: "Terminal") -> None:
    code = terminal.json("code", "99213", "--setting", "facility", "--date", "2020-03-01")
    assert (code["setting"], code["release"], code["date"]) == ("facility", "RVU20A", "2020-03-01")


def test_components(terminal: "Terminal") -> None:
    whole = terminal.json("code", "71046")
    assert [part["modifier"] for part in whole["components"]] == ["26", "TC"]
    part = terminal.json("code", "71046-26")
    assert (part["modifier"], part["work_rvu"], part["medicare_nonfacility"]) == ("26", "0.21", "10.02")
    assert [other["modifier"] for other in part["components"]] == ["TC"]
    assert part["components"][0]["work_rvu"] == "0.00"
    # A service broken off is a row of its own, but no component.
    assert terminal.json("code", "45378")["components"] == []
    assert terminal.json("code", "45378-53")["work_rvu"] == "1.59"


@pytest.mark.parametrize(
    ("code", "day", "reason"),
    [
        ("99499", "2026-07-15", "priced by the contractor"),
        ("90853", "2019-12-31", "before 2020"),
        ("0001A", "2026-07-15", "not in RVU26C"),
    ],
)
def test_what_is_not_known_is_null(terminal: "Terminal", code: str, day: str, reason: str) -> None:
    found = terminal.json("code", code, "--date", day)
    assert found["priced"] is False
    assert found["reason"].startswith(reason)
    for key in CODE_KEYS:
        if "rvu" in key or "medicare" in key or key == "compare":
            assert found[key] is None, key
    text = terminal.good("code", code, "--date", day).out
    assert f"not priced: {reason}" in text
    assert "$" not in text


def test_a_code_in_words(terminal: "Terminal") -> None:
    lines = terminal.good("code", "90853").out.splitlines()
    assert lines[0] == "90853  Group psychotherapy for unrelated patients"
    assert "Medicare          $30.39    $24.38" in lines
    assert "office: (0.67 + 0.23 + 0.01) \u00d7 33.4009 = 30.39" in lines
    assert (
        "Its work RVU is at or above that of 43 % of 737 codes "
        "(Medicine codes: median 0.78, maximum 23.92)" in lines
    )
    assert lines[-1].startswith("RVU26B  April 2026")
    assert not any(line.endswith(" ") for line in lines)


def test_components_in_words(terminal: "Terminal") -> None:
    lines = terminal.good("code", "71046").out.splitlines()
    place = lines.index("part  work RVU  office  facility")
    assert lines[place + 1 : place + 3] == [
        "26        0.21  $10.02    $10.02",
        "TC        0.00  $23.05    $23.05",
    ]


@pytest.mark.parametrize(
    ("locality", "key", "amount"),
    [
        ("10112-00", "10112-00", "161.70"),
        ("36104", "10112-00", "161.70"),
        ("alabama", "10112-00", "161.70"),
        ("Manhattan", "13202-01", "181.97"),
        ("rest of georgia", "10212-99", "162.80"),
    ],
)
def test_a_locality_is_named_in_several_ways(
    terminal: "Terminal", locality: str, key: str, amount: str
) -> None:
    found = terminal.json("code", "90837", "--date", "2026-07-15", "--locality", locality)
    assert (found["locality"], found["medicare_nonfacility"]) == (key, amount)
    assert f"({key})" in terminal.good("code", "90837", "--date", "2026-07-15", "--locality", locality).out


def test_a_place_that_does_not_exist_or_fits_several_is_refused(terminal: "Terminal") -> None:
    said = terminal.refused("code", "90853", "--date", "2026-07-15", "--locality", "everywhere")
    assert said.startswith(
        "There is no Medicare locality \u201ceverywhere\u201d in 2026. Write MAC and number"
    )
    said = terminal.refused("code", "90853", "--date", "2026-07-15", "--locality", "new york")
    assert "fits several Medicare localities" in said
    assert "13202-" in said
    assert terminal.json("code", "90853", "--locality", "National")["locality"] == "national"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("90835", "90835 is in no release of the schedule. Did you mean 90853, 90385 or 90837?"),
        ("9021", "\u201c9021\u201d is not a code"),
        ("99213-25", "Modifier 25 has no figures of its own"),
        ("71046-26-TC", "26-TC have no figures together"),
        ("90853-26", "90853 has no row for 26"),
        ("90853x8", "A look-up is for one unit"),
        ("90853; 99213", "There is more than one code"),
    ],
)
def test_a_code_is_refused(terminal: "Terminal", word: str, said: str) -> None:
    assert said in terminal.refused("code", word)


def test_search(terminal: "Terminal") -> None:
    found: list[dict[str, Any]] = terminal.json("search", "group", "therapy", "--limit", "3")
    assert len(found) == 3
    assert found[0] == {
        "code": "90853",
        "title": "Group psychotherapy for unrelated patients",
        "category": "Medicine",
        "work_rvu": "0.67",
        "medicare_nonfacility": "30.39",
        "medicare_facility": "24.38",
        "matched": "group therapy",
    }
    lines = terminal.good("search", "group", "therapy").out.splitlines()
    assert lines[1].endswith("$30.39    $24.38  Group psychotherapy for unrelated patients")


def test_search_for_nothing_there(terminal: "Terminal") -> None:
    assert terminal.json("search", "qqqqzzzz") == []
    assert terminal.good("search", "qqqqzzzz").out.startswith("Nothing found for qqqqzzzz")
    assert "Invalid value for '--limit'" in terminal.refused("search", "knee", "--limit", "0")


def test_a_look_at_codes_needs_no_log(terminal: "Terminal") -> None:
    terminal.good("code", "90853")
    terminal.good("search", "knee")
    assert not terminal.folder.exists()
