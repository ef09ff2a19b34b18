"""A line says by @ where its encounter took place, once."""

import pytest

from rvuedge_desktop.domain.items import SiteMark, parse_line, site_mark


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("99213 @clinic", SiteMark("clinic", 6, 13)),
        ("@or 45385; 45380", SiteMark("or", 0, 3)),
        ("45385@or;45380 @OR", SiteMark("or", 5, 8)),
        ("99213", None),
        ("99213 @", None),
        ("99213 @or; 99214 @clinic", None),
    ],
)
def test_a_line_names_its_site(line: str, mark: SiteMark | None) -> None:
    assert site_mark(line) == mark


def test_a_site_takes_nothing_from_what_stands_beside_it() -> None:
    parsed = parse_line("@or 45385 x2; 45380-59 @or")
    assert [(item.text, item.start, item.end) for item in parsed.items] == [
        ("45385 x2", 4, 12),
        ("45380-59", 14, 22),
    ]
    assert (parsed.findings, parsed.site) == ((), SiteMark("or", 0, 3))


@pytest.mark.parametrize(("line", "places"), [("99213 @", [(6, 7)]), ("@a 99213 @b @c", [(9, 11), (12, 14)])])
def test_what_is_wrong_with_a_site_is_said_at_its_place(line: str, places: list[tuple[int, int]]) -> None:
    findings = parse_line(line).findings
    assert [(one.rule, one.start, one.end) for one in findings] == [("bad-site", *place) for place in places]
