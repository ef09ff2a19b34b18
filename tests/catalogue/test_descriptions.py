"""Reading resources/catalogue."""

from pathlib import Path

import pytest

from rvuedge_desktop.catalogue.descriptions import Description, read_descriptions
from rvuedge_desktop.catalogue.national_use import read_national_use
from rvuedge_desktop.domain.errors import BadInputError


def test_files_are_read_in_order_and_other_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(
        '[90853]\ntitle = "Group"\nplain = "People meet."\nalso = ["group therapy"]\n', encoding="utf-8"
    )
    (tmp_path / "a.toml").write_text(
        '[G0553]\ntitle = "Caf\u00e9"\nplain = "A drink."\nalso = []\n', encoding="utf-8"
    )
    (tmp_path / "notes.txt").write_text("not a table", encoding="utf-8")
    (tmp_path / "families").mkdir()
    (tmp_path / "families" / "a.toml").write_text("[no-code]\n", encoding="utf-8")
    assert list(read_descriptions(tmp_path)) == [
        Description("G0553", "Caf\u00e9", plain="A drink."),
        Description("90853", "Group", ("group therapy",), "People meet."),
    ]


def test_a_title_is_enough(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[A0021]\ntitle = "Ride"\n', encoding="utf-8")
    assert list(read_descriptions(tmp_path)) == [Description("A0021", "Ride")]


def test_everything_that_is_written_of_a_code_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(WHOLE, encoding="utf-8")
    assert list(read_descriptions(tmp_path)) == [
        Description(
            code="90853",
            title="Group",
            also=("group therapy", "skills group"),
            plain="People meet.",
            context="One family is 90847.",
            unit="one patient",
            documentation=("Who came", "What was done"),
            denials=("One unit for all",),
        )
    ]


WHOLE = """
[90853]
title = "Group"
plain = "People meet."
also = ["group therapy", "skills group"]
context = "One family is 90847."
unit = "one patient"
documentation = ["Who came", "What was done"]
denials = ["One unit for all"]
"""


@pytest.mark.parametrize(
    "text",
    [
        "[90853]\n",
        '[90853]\nplain = "P."\n',
        "[90853]\ntitle = 5\n",
        '[90853]\ntitle = "Group"\nplain = ["P."]\n',
        '[90853]\ntitle = "Group"\ncontext = 5\n',
        '[90853]\ntitle = "Group"\nunit = false\n',
        '[90853]\ntitle = "Group"\nalso = "group"\n',
        '[90853]\ntitle = "Group"\nalso = ["group", 5]\n',
        '[90853]\ntitle = "Group"\ndocumentation = "Who came"\n',
        '[90853]\ntitle = "Group"\ndenials = [["One unit"]]\n',
        '[90853]\ntitle = "Group"\nprice = 5\n',
        '[9085]\ntitle = "Group"\n',
        'title = "Group"\n',
    ],
)
def test_a_record_of_another_form_is_refused_with_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "some.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=r"some\.toml: the record of") as refused:
        list(read_descriptions(tmp_path))
    assert refused.value.fix


@pytest.mark.parametrize("content", [b"[90853\n", b'[90853]\ntitle = "\xff"\nalso = []\n'])
def test_a_file_that_is_not_toml_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "some.toml").write_bytes(content)
    with pytest.raises(BadInputError, match=r"some\.toml can't be read"):
        list(read_descriptions(tmp_path))


def test_national_use_is_read_by_code(tmp_path: Path) -> None:
    path = tmp_path / "use.csv"
    path.write_text("code,times_a_year\n99213,100000000\n90853,5\n", encoding="utf-8")
    assert read_national_use(path) == {"99213": 100_000_000, "90853": 5}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has another header"),
        ("code,uses\n99213,5\n", "has another header"),
        ("code,times_a_year\n99213,many\n", "line 2"),
        ("code,times_a_year\n99213,5\n99214,5,6\n", "line 3"),
        ("code,times_a_year\n99213\n", "line 2"),
    ],
)
def test_a_file_of_another_form_is_refused_with_the_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "use.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=words) as refused:
        read_national_use(path)
    assert "use.csv" in refused.value.what
