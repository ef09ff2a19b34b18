"""Names of localities are written as people write them."""

import pytest

from rvuedge_desktop.schedule.place_names import place_name


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("ALABAMA", "Alabama"),
        ("ALASKA*", "Alaska"),
        ("REST OF GEORGIA", "Rest of Georgia"),
        ("DC + MD/VA SUBURBS", "Washington DC and suburbs in Maryland and Virginia"),
        ("POUGHKPSIE/N NYC SUBURBS", "Poughkeepsie and northern New York City suburbs"),
        ("NYC SUBURBS/LONG ISLAND", "New York City suburbs and Long Island"),
        ("NORTHERN NJ", "Northern New Jersey"),
        ("HANFORD-CORCORAN", "Hanford-Corcoran"),
        (
            "LOS ANGELES-LONG BEACH-ANAHEIM (LOS ANGELES/ORANGE CNTY)",
            "Los Angeles-Long Beach-Anaheim (Los Angeles and Orange county)",
        ),
        ("Already Written", "Already Written"),
        ("", ""),
        ("*", ""),
    ],
)
def test_a_name_in_capitals_is_written_out(published: str, name: str) -> None:
    assert place_name(published) == name
