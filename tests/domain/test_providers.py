"""How a provider is called."""

import pytest

from rvuedge_desktop.domain.payees import PHYSICIAN
from rvuedge_desktop.domain.providers import STAGE_WORDS, STAGES, Provider


@pytest.mark.parametrize(
    ("provider", "title"),
    [
        (Provider("Ada Roe"), "Ada Roe"),
        (Provider("Ada Roe", credentials="MD"), "Ada Roe, MD"),
        (Provider("Cy Lin", "Psychiatry", "MD", "resident"), "Cy Lin, MD (resident)"),
        (Provider("Di Moe", stage="student"), "Di Moe (student)"),
    ],
)
def test_a_title_tells_credentials_and_who_is_in_training(provider: Provider, title: str) -> None:
    assert provider.title == title


def test_who_is_only_named_is_an_attending_physician_of_the_preferred_locality() -> None:
    assert Provider("Ada Roe") == ("Ada Roe", "", "", "attending", "", PHYSICIAN)


def test_every_stage_has_words() -> None:
    assert STAGES == tuple(STAGE_WORDS) == ("student", "resident", "attending")
