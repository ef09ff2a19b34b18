"""The commands of providers, and what the choice of one means for the others."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

DEFAULT = {
    "name": "default",
    "specialty": None,
    "credentials": None,
    "stage": "attending",
    "locality": None,
    "standing": {
        "qualifying": False,
        "participating": True,
        "percent": "100",
        "percent_22": None,
        "percent_52": None,
    },
    "is_shown": False,
    "has_new_entries": True,
}
CONTRACT = """
name = "Riverside"
provider = "Ada"
from = 2026-01-01
base_salary = "0"
[[tier]]
from_wrvu = "0"
rate = "50"
"""


@pytest.fixture
def ada(terminal: "Terminal") -> "Terminal":
    """A terminal on a folder with Ada, in Alabama, beside the provider whom every log has."""
    terminal.good("provider", "set", "Ada", "--credentials", "MD", "--locality", "36104")
    return terminal


def test_providers_are_made_changed_and_listed(terminal: "Terminal") -> None:
    assert terminal.json("provider", "list") == [DEFAULT]
    said = (
        "--specialty",
        "Psychiatry",
        "--credentials",
        "MD",
        "--stage",
        "resident",
        "--locality",
        "alabama",
    )
    assert terminal.good("provider", "set", "Ada", *said).out == "Ada, MD, Psychiatry, resident, 10112-00\n"
    assert terminal.good("provider", "set", "ADA", "--stage", "attending", "--locality", "").out == (
        "Ada, MD, Psychiatry, preferred locality\n"
    )
    terminal.good("standing", "--provider", "ada", "--percent", "85")
    assert terminal.json("provider", "list") == [
        DEFAULT,
        {
            **DEFAULT,
            "name": "Ada",
            "specialty": "Psychiatry",
            "credentials": "MD",
            "standing": {**DEFAULT["standing"], "percent": "85"},  # type: ignore[dict-item]
            "has_new_entries": False,
        },
    ]
    assert terminal.good("provider", "list").out == (
        "*  default              attending  preferred locality  participating physician\n"
        "   Ada, MD  Psychiatry  attending  preferred locality  85 % of the schedule\n"
    )
    terminal.good("undo")
    terminal.good("undo")
    terminal.good("undo")
    assert terminal.json("provider", "list") == [DEFAULT]


def test_the_one_chosen_has_new_entries_and_the_other_commands_keep_their_meaning(ada: "Terminal") -> None:
    ada.good("add", "today", "90837")
    assert ada.good("provider", "use", "ada").out == ("The window shows Ada's entries; new ones are Ada's\n")
    (entry,) = ada.json("add", "today", "90837")["entries"]
    assert (entry["provider"], entry["locality"], entry["medicare_amount"]) == ("Ada", "10112-00", "161.70")
    assert [one["is_shown"] for one in ada.json("provider", "list")] == [False, True]
    assert [one["provider"] for one in ada.json("day")["entries"]] == ["default", "Ada"]
    assert ada.json("totals")["periods"]["day"]["entries"] == 2
    assert len(ada.json("day", "--provider", "ADA")["entries"]) == 1
    assert ada.json("standing")["provider"] == "Ada"
    assert ada.good("provider", "use", "All").out == (
        "The window shows everybody's entries; new ones are Ada's\n"
    )
    assert ada.json("add", "today", "99213")["entries"][0]["provider"] == "Ada"
    assert ada.json("add", "today", "99213", "--provider", "default")["entries"][0]["provider"] == "default"


def test_pay_and_benchmarks_are_of_the_one_chosen(ada: "Terminal") -> None:
    contract = ada.folder.parent / "ada.toml"
    contract.write_text(CONTRACT, encoding="utf-8")
    ada.good("pay", "contract", "import", str(contract))
    assert ada.refused("pay", "month", "2026-07").startswith("For default no contract holds")
    assert ada.refused("benchmark", "office").startswith("The specialty of default is not known")
    ada.good("provider", "use", "Ada")
    ada.good("provider", "set", "Ada", "--specialty", "psychiatry", "--rename", "Ada Lin")
    assert ada.good("pay", "month", "2026-07").out.startswith("Riverside")
    assert ada.good("pay", "year", "2026").out.startswith("Riverside")
    assert ada.json("benchmark", "office")["specialty"] == "Psychiatry"
    assert ada.json("benchmark", "show") == []
    assert ada.refused("pay", "month", "2026-07", "--provider", "Ada").startswith("For Ada no contract")


def test_a_provider_is_renamed_removed_and_brought_back(ada: "Terminal") -> None:
    assert ada.good("provider", "set", "default", "--rename", "Bo").out == "Bo, preferred locality\n"
    assert ada.json("add", "today", "99213")["entries"][0]["provider"] == "Bo"
    assert ada.good("provider", "remove", "ada").out == "Removed Ada\n"
    assert [one["name"] for one in ada.json("provider", "list")] == ["Bo"]
    assert ada.good("undo").out == "Took back: Removed provider Ada\n"
    assert [one["name"] for one in ada.json("provider", "list")] == ["Bo", "Ada"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "Nobody", "--rename", "Bo"), "No provider is called \u201cNobody\u201d"),
        (("set", "Ada", "--rename", "default"), "There is a provider default already"),
        (("set", "Ada", "--rename", " "), "A provider needs a name"),
        (("set", "Ada", "--stage", "boss"), "Invalid value for '--stage'"),
        (("set", "Ada", "--locality", "the moon"), "There is no Medicare locality \u201cthe moon\u201d"),
        (("set", "Ada", "--specialty", "a\nb"), "Specialty and credentials stand in one line"),
        (("set", "all"), "\u201call\u201d stands for everybody"),
        (("use", "Nobody"), "No provider is called \u201cNobody\u201d. This log has default, Ada"),
        (("remove", "Nobody"), "No provider is called \u201cNobody\u201d"),
        (("remove", "default"), "default has entries. default stays"),
    ],
)
def test_what_can_not_be_is_refused_in_a_line_and_changes_nothing(
    ada: "Terminal", words: tuple[str, ...], said: str
) -> None:
    ada.good("add", "today", "99213")
    before = ada.json("provider", "list")
    assert ada.refused("provider", *words).startswith(said)
    assert ada.json("provider", "list") == before
    assert ada.json("undo") == {"undone": "Logged 99213"}


def test_what_is_done_to_providers_is_told_as_json(terminal: "Terminal") -> None:
    kept = terminal.json("provider", "set", "Kim", "--stage", "resident")
    assert (kept["name"], kept["stage"], kept["has_new_entries"]) == ("Kim", "resident", False)
    assert terminal.json("provider", "use", "kim") == {"shown": "Kim", "new": "Kim"}
    assert terminal.json("provider", "use", "all") == {"shown": None, "new": "Kim"}
    assert terminal.json("provider", "remove", "KIM") == {"removed": "Kim"}
