"""The title in the file rules; the name adds what no title says."""

from datetime import date

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.rates import Release
from rvuedge_desktop.schedule.release_names import release_of

TITLE = "{} National Physician Fee Schedule Relative Value File {} Release"


@pytest.mark.parametrize(
    ("name", "release", "first_day"),
    [
        ("PPRRVU2026_Apr_nonQPP.txt", "RVU26B", date(2026, 4, 1)),
        ("PPRRVU2026_Jan_QPP.csv", "RVU26A", date(2026, 1, 1)),
        ("PPRRVU22_JAN.csv", "RVU22A", date(2022, 1, 1)),
        ("PPRRVU20_OCT.csv", "RVU20D", date(2020, 10, 1)),
        ("pprrvu2020_jul.csv", "RVU20C", date(2020, 7, 1)),
        ("pfs_2023D_Oct.csv", "RVU23D", date(2023, 10, 1)),
        ("pfs_2024A_Jan.csv", "RVU24A", date(2024, 1, 1)),
        ("pfs_2024AR_Jan.csv", "RVU24AR", date(2024, 3, 9)),
        ("PPRRVU26AR_Jan.csv", "RVU26AR", date(2026, 1, 1)),
    ],
)
def test_a_file_without_a_title_is_known_by_its_name(name: str, release: str, first_day: date) -> None:
    assert release_of("", name) == Release(release, first_day)


@pytest.mark.parametrize(
    ("title", "name", "release"),
    [
        (TITLE.format(2026, "July"), "PPRRVU2026_Apr.csv", "RVU26C"),
        (TITLE.format(2022, "JANUARY").upper(), "x.csv", "RVU22A"),
        (TITLE.format(2024, "January"), "PPRRVU24AR_JAN.csv", "RVU24AR"),
        (TITLE.format(2024, "January"), "PPRRVU25AR_JAN.csv", "RVU24A"),
        (TITLE.format(2024, "July"), "PPRRVU24AR_JAN.csv", "RVU24C"),
        (TITLE.format(2024, "March"), "PPRRVU24_APR.csv", "RVU24B"),
    ],
)
def test_the_title_rules_but_for_a_correction(title: str, name: str, release: str) -> None:
    assert release_of(title, name).name == release


@pytest.mark.parametrize(
    ("line", "published"),
    [("RELEASED 06/30/2026", date(2026, 6, 30)), ("RELEASED 13/45/2026", None), ("RELEASED soon", None)],
)
def test_the_day_of_publication_is_what_the_file_states(line: str, published: date | None) -> None:
    assert release_of(f"{TITLE.format(2026, 'July')}\n{line}", "x.csv").published == published


@pytest.mark.parametrize("name", ["x.csv", "GPCI2026.csv", "PPRRVU2026.csv", "PPRRVU2026_May.csv"])
def test_a_file_that_does_not_say_is_refused(name: str) -> None:
    with pytest.raises(BadInputError, match=f"{name} does not say which release it is") as refused:
        release_of("Some heading", name)
    assert "PPRRVU2026_Apr_nonQPP.txt" in refused.value.fix
