"""Who bills which code: the committed figures, and lines that are none."""

from collections import Counter
from pathlib import Path

import pytest

from rvuedge_desktop.catalogue.specialties import (
    NATION,
    SPECIALTIES_FILE,
    USE_FILE,
    SpecialtyUse,
    read_specialties,
    read_specialty_use,
)
from rvuedge_desktop.domain.codes import is_code
from rvuedge_desktop.domain.errors import BadInputError


@pytest.fixture(scope="session")
def names(catalogue_folder: Path) -> dict[int, str]:
    return read_specialties(catalogue_folder / SPECIALTIES_FILE)


@pytest.fixture(scope="session")
def use(catalogue_folder: Path) -> list[SpecialtyUse]:
    return list(read_specialty_use(catalogue_folder / USE_FILE))


def test_the_committed_names_are_read(names: dict[int, str]) -> None:
    assert names[0] == NATION
    assert list(names) == list(range(len(names)))
    assert len(set(names.values())) == len(names) > 90
    assert {"Psychiatry", "Clinical psychologist", "Nurse Practitioner"} <= set(names.values())


def test_the_committed_use_is_read(names: dict[int, str], use: list[SpecialtyUse]) -> None:
    group = {names[one.specialty]: one for one in use if one.code == "90853"}
    assert group[NATION] == SpecialtyUse(0, "90853", None, 232_263)
    social = group["Licensed Clinical Social Worker"]
    assert (social.clinicians, social.services) == (372, 118_624)
    assert group["Nurse Practitioner"].services is None


def test_every_line_says_something_of_a_code_and_a_specialty_that_are(
    names: dict[int, str], use: list[SpecialtyUse]
) -> None:
    assert [one for one in use if one.specialty not in names or not is_code(one.code)] == []
    figures = [(one, one.clinicians, one.services) for one in use]
    assert [one for one, *known in figures if known == [None, None]] == []
    assert [
        one for one, *known in figures if any(figure is not None and figure <= 0 for figure in known)
    ] == []
    keys = [(one.specialty, one.code) for one in use]
    assert keys == sorted(set(keys))


def test_the_lists_are_as_long_as_the_sources_are(use: list[SpecialtyUse]) -> None:
    leading = Counter(one.code for one in use if one.specialty and one.clinicians is not None)
    assert max(leading.values()) == 5
    most = Counter(one.specialty for one in use if one.specialty and one.services is not None)
    assert max(most.values()) == 50


def test_specialties_together_count_no_more_than_the_nation(use: list[SpecialtyUse]) -> None:
    nation = {one.code: one.services for one in use if one.specialty == 0}
    counted = Counter[str]()
    for one in use:
        if one.specialty:
            counted[one.code] += one.services or 0
    known = {code: services for code, services in nation.items() if services is not None}
    assert len(known) == len(nation) > 3_500
    assert [code for code, services in known.items() if counted[code] > services] == []


def test_what_is_not_said_is_none(tmp_path: Path) -> None:
    path = tmp_path / USE_FILE
    path.write_text("specialty,code,clinicians,services\n0,90853,,5\n7,90853,3,\n", encoding="utf-8")
    assert list(read_specialty_use(path)) == [
        SpecialtyUse(0, "90853", None, 5),
        SpecialtyUse(7, "90853", 3, None),
    ]


@pytest.mark.parametrize("header", ["", "specialty,code,services\n", "number,name\n"])
def test_another_header_is_refused(tmp_path: Path, header: str) -> None:
    path = tmp_path / USE_FILE
    path.write_text(f"{header}0,90853,,5\n" if header else "", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"header row of specialty_use\.csv") as refused:
        list(read_specialty_use(path))
    assert refused.value.fix


@pytest.mark.parametrize(
    "line", ["0,90853,5", "0,90853,,5,5", "all,90853,,5", ",90853,,5", "-1,90853,,5", ""]
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / USE_FILE
    path.write_text(f"specialty,code,clinicians,services\n0,90853,,5\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"specialty_use\.csv, line 3"):
        list(read_specialty_use(path))


@pytest.mark.parametrize("line", ["7", "seven,Psychiatry", "7,Psychiatry,Adult"])
def test_a_name_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / SPECIALTIES_FILE
    path.write_text(f"number,name\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"specialties\.csv, line 2"):
        read_specialties(path)


@pytest.mark.parametrize("content", [None, b"number,name\n1,caf\xe9\n"])
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / SPECIALTIES_FILE
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadInputError, match=r"specialties.csv can't be read"):
        read_specialties(file)
