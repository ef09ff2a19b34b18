"""The rules of place, and which words can be kept."""

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.rates import Setting
from rvuedge_desktop.services.circumstances import check_provider, check_texts, place_of


@pytest.mark.parametrize(
    ("setting", "pos", "place"),
    [
        (None, "", ("office", "11")),
        ("office", "", ("office", "11")),
        ("facility", "", ("facility", "22")),
        (None, "21", ("facility", "21")),
        (None, "12", ("office", "12")),
        ("facility", "24", ("facility", "24")),
        ("office", "10", ("office", "10")),
    ],
)
def test_setting_and_place_complete_each_other(
    setting: Setting | None, pos: str, place: tuple[Setting, str]
) -> None:
    assert place_of(setting, pos) == place


def test_a_place_of_the_other_setting_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"Place of service 21 .* is of the setting facility, not office"):
        place_of("office", "21")


@pytest.mark.parametrize("pos", ["00", "1", "011", "xx", " "])
def test_a_place_that_does_not_exist_is_refused(pos: str) -> None:
    with pytest.raises(BadInputError, match="There is no place of service") as refused:
        place_of(None, pos)
    assert "two digits" in refused.value.fix


def test_words_in_any_script_can_be_kept() -> None:
    check_texts("caf\u00e9, \u65e5\u672c\nsecond line\ttab", None, "", "x" * 2000)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 2001, "A text of 2001 characters is too long"),
        ("nul\0", "can't be printed"),
        ("\udc80", "can't be printed"),
        ("\x1b[31m", "can't be printed"),
    ],
)
def test_words_that_can_not_be_kept_are_refused(text: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words) as refused:
        check_texts("fine", text)
    assert refused.value.fix


def test_a_provider_has_a_name() -> None:
    check_provider(None)
    check_provider("Kim")
    for name in ("", "  "):
        with pytest.raises(BadInputError, match="A provider needs a name"):
            check_provider(name)
