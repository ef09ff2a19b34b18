"""Places of service."""

from typing import get_args

import pytest

from rvuedge_desktop.domain.places import PLACES, SETTING_PLACE
from rvuedge_desktop.domain.rates import Setting


@pytest.mark.parametrize(
    "code", ["19", "21", "22", "23", "24", "26", "31", "34", "41", "42", "51", "52", "53", "56", "61"]
)
def test_hospitals_and_their_like_take_the_facility_expense(code: str) -> None:
    assert PLACES[code].setting == "facility"


@pytest.mark.parametrize(
    "code", ["11", "12", "13", "20", "32", "33", "49", "50", "54", "55", "60", "65", "71", "72", "81"]
)
def test_offices_and_homes_take_the_office_expense(code: str) -> None:
    assert PLACES[code].setting == "office"


def test_a_video_visit_is_paid_as_an_office_only_with_the_patient_at_home() -> None:
    assert (PLACES["10"].setting, PLACES["02"].setting) == ("office", "facility")


def test_every_place_has_two_digits_and_a_name_of_its_own() -> None:
    assert all(code == place.code and len(code) == 2 and code.isdigit() for code, place in PLACES.items())
    assert len({place.name for place in PLACES.values()}) == len(PLACES)


def test_each_setting_has_a_place_of_that_setting() -> None:
    for setting in get_args(Setting):
        assert PLACES[SETTING_PLACE[setting]].setting == setting
