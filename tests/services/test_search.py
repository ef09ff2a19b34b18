"""Codes are found by what people type: one of the first five is the one that is meant."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.library import Library

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)

BY_WORD = """
group therapy: 90853
group psychotherapy: 90853
psychotherapy 45: 90834
therapy 60: 90837
psych eval: 90791
intake with medical: 90792
crisis: 90839
family therapy: 90847
couples: 90847
interactive complexity: 90785
office visit: 99213
new patient 3: 99203
med check: 99213
hospital discharge: 99238
daily rounds: 99232
emergency high: 99285
critical care: 99291
nursing home: 99309
house call: 99349
goals of care: 99497
wellness: G0439
well child: 99392
flu shot: 90471
covid vaccine: 90480
electrocardiogram: 93000
stress test: 93015
colonoscopy: 45378
polyp snare: 45385
upper endoscopy: 43235
gallbladder: 47562
removal of gallbladder: 47562
inguinal hernia: 49505
injection knee large joint: 20610
knee arthroscopy: 29881
total knee: 27447
cataract: 66984
skin biopsy: 11104
wart: 17110
nail debridement: 11721
ear wax: 69210
chest x-ray: 71046
x ray chest: 71046
screening mammography: 77067
brain mri: 70551
abdominal ultrasound: 76700
therapeutic exercise: 97110
gait training: 97116
hearing test: 92557
eye exam: 92014
blood draw: 36415
vaginal delivery: 59400
quit smoking: 99406
biopsy colon: 45380
digital mental health: G0552
remote monitoring: 99457
patient messages: 99421
pathology: 88305
"""
BY_ABBREVIATION = """
est 4: 99214
dc day: 99238
er visit: 99284
ccm: 99490
tcm: 99495
acp: 99497
awv: G0439
ekg: 93000
echo: 93306
ect: 90870
tms: 90868
egd: 43235
egd biopsy: 43239
lap chole: 47562
mohs: 17311
cxr: 71046
dexa: 77080
ct abd pelvis: 74177
pt eval: 97161
oct retina: 92134
eeg: 95816
emg: 95886
im injection: 96372
phq-9: 96127
csection: 59510
nst: 59025
"""
WITH_A_SLIP = """
psychotherpy: 90834
phsychotherapy 60: 90837
emergancy room: 99285
critcal care: 99291
advance care planing: 99497
ecocardiogram: 93306
colonscopy biopsy: 45380
mamogram: 77067
cateract surgery: 66984
ultrasond abdomen: 76700
venapuncture: 36415
knee injecton: 20610
spirometri: 94010
acupunture: 97810
"""
BY_CODE = """
9921: 99213
9085: 90853
90853: 90853
45: 45385
G055: G0553
g2211: G2211
 99214 : 99214
"""


def _queries(text: str) -> list[tuple[str, str]]:
    return [(line.rpartition(": ")[0], line.rpartition(": ")[2]) for line in text.strip("\n").splitlines()]


def _missed(library: Library, text: str) -> dict[str, list[str]]:
    """The queries whose code is not among the first five, with what is."""
    found = {
        (query, code): [match.code for match in library.search.find(query, TODAY, 5)]
        for query, code in _queries(text)
    }
    return {f"{query} ({code})": codes for (query, code), codes in found.items() if code not in codes}


@pytest.mark.parametrize(
    "queries", [BY_WORD, BY_ABBREVIATION, WITH_A_SLIP, BY_CODE], ids=["words", "short", "slips", "codes"]
)
def test_the_code_that_is_meant_is_among_the_first_five(library: Library, queries: str) -> None:
    assert _missed(library, queries) == {}


@pytest.mark.parametrize(("query", "code"), [("phq9", "96127"), ("gad7", "96127")])
def test_a_name_is_found_without_its_hyphen(library: Library, query: str, code: str) -> None:
    assert code in [match.code for match in library.search.find(query, TODAY, 5)]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("group therapy", "90853"),
        ("ekg", "93000"),
        ("lap chole", "47562"),
        ("dexa", "77080"),
        ("mohs", "17311"),
        ("99214", "99214"),
        ("colonoscopy", "45378"),
        ("mammogram", "77067"),
    ],
)
def test_what_is_beyond_doubt_comes_first(library: Library, query: str, code: str) -> None:
    assert library.search.find(query, TODAY, 5)[0].code == code


def test_codes_by_their_start_begin_so_the_most_billed_first(library: Library) -> None:
    codes = [match.code for match in library.search.find("992", TODAY, 20)]
    assert len(codes) == 20
    assert all(code.startswith("992") for code in codes)
    assert set(codes[:2]) == {"99213", "99214"}


def test_a_match_says_what_it_is_and_what_it_is_worth(library: Library) -> None:
    (group, *_) = library.search.find("process group", TODAY, 5)
    assert (group.code, group.category, group.matched) == ("90853", "Medicine", "process group")
    assert group.title
    assert str(group.price("office").unit_amount) == "30.39"
    assert str(group.price("facility").unit_amount) == "24.38"
    (by_code,) = library.search.find("90853", TODAY, 5)
    assert by_code.matched == "90853"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("spec:psych", {"90837", "99214"}),
        ("spec:derm biopsy", {"11102", "88305"}),
        ("cat:imaging knee", {"73562", "73721"}),
        ("cat:lab glucose", {"82947"}),
        ("global:090 knee arthroplasty", {"27447"}),
        ("wrvu>30 global:90 kidney", {"50360"}),
        ("status:J knee", {"01400"}),
    ],
)
def test_filters_narrow_what_is_found(library: Library, query: str, codes: set[str]) -> None:
    assert codes <= {match.code for match in library.search.find(query, TODAY, 40)}


@pytest.mark.parametrize(
    ("query", "least", "most"), [("wrvu>=5 wrvu<=5.5", "5", "5.5"), ("wrvu=0.67", "0.67", "0.67")]
)
def test_bounds_of_work_hold(library: Library, query: str, least: str, most: str) -> None:
    found = library.search.find(query, TODAY, 100)
    assert found
    works = [match.office.unit_wrvu for match in found]
    assert all(work is not None and Decimal(least) <= work <= Decimal(most) for work in works)


def test_a_filter_that_is_not_finished_filters_nothing(library: Library) -> None:
    plain = [match.code for match in library.search.find("knee", TODAY, 5)]
    for begun in ("knee spec:", "cat: knee", "knee wrvu>", "global: knee"):
        assert [match.code for match in library.search.find(begun, TODAY, 5)] == plain


def test_a_whole_code_among_other_words_comes_first(library: Library) -> None:
    assert library.search.find("cpt 20610", TODAY, 5)[0].code == "20610"
    assert library.search.find("99213-25", TODAY, 5)[0].code == "99213"
    assert [one.code for one in library.search.find("99291 99292", TODAY, 5)[:2]] == ["99291", "99292"]


def test_what_the_user_logs_comes_before_what_the_nation_does(open_desk: OpenDesk) -> None:
    desk = open_desk()
    assert "90849" not in [one.code for one in desk.search.find("group", TODAY, 3)]
    for _ in range(30):
        desk.logbook.add("90849", TODAY, Circumstances())
    assert "90849" in [one.code for one in desk.search.find("group", TODAY, 3)]
    assert desk.own_use.most(3) == ["90849"]
    while desk.workspace.undo():
        pass
    assert desk.own_use.most(3) == []


@pytest.mark.parametrize("query", ["", "   ", ";-", "zzzzzzz", "qqqqq wwwww", "00000x"])
def test_nonsense_finds_nothing(library: Library, query: str) -> None:
    assert library.search.find(query, TODAY, 5) == []


def test_a_stray_word_does_not_hide_the_rest(library: Library) -> None:
    assert "90853" in [match.code for match in library.search.find("group therapy zzzzzzz", TODAY, 5)]


@pytest.mark.parametrize(("day", "found"), [(date(2024, 6, 1), False), (date(2026, 7, 15), True)])
def test_only_codes_of_the_days_release_are_found(library: Library, day: date, found: bool) -> None:
    assert bool(library.search.find("G0553", day, 5)) == found
    assert (
        "G0553" in [match.code for match in library.search.find("digital mental health", day, 5)]
    ) == found


def test_before_the_first_release_its_codes_are_found_without_a_price(library: Library) -> None:
    (found,) = library.search.find("99213", date(2019, 5, 1), 5)
    assert found.office.unit_amount is None


@given(st.text(max_size=30), st.integers(1, 10))
def test_no_query_raises_and_none_gives_more_than_asked(library: Library, query: str, limit: int) -> None:
    found = library.search.find(query, TODAY, limit)
    assert len(found) <= limit
    assert len({match.code for match in found}) == len(found)


@given(st.data())
def test_a_slip_in_a_word_of_a_title_still_finds_codes_with_that_word(
    library: Library, data: st.DataObject
) -> None:
    word = data.draw(
        st.sampled_from(
            [
                "psychotherapy",
                "ultrasound",
                "colonoscopy",
                "injection",
                "pacemaker",
                "debridement",
                "mammogram",
            ]
        )
    )
    place = data.draw(st.integers(1, len(word) - 2))
    slipped = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + "x" + word[place:],
                word[:place] + "x" + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    )
    titles = [match.title or "" for match in library.search.find(slipped, TODAY, 5)]
    assert any(word in title.lower() for title in titles), slipped


def test_of_queries_written_without_the_catalogue_97_in_100_are_answered(library: Library) -> None:
    """What clinicians type, each with the codes of which one must be among the first five."""
    lines = (Path(__file__).parent / "blind_queries.txt").read_text(encoding="utf-8").splitlines()
    asked = [
        (query.strip(), set(codes.split())) for query, _, codes in (line.rpartition("|") for line in lines)
    ]
    missed = [
        query
        for query, codes in asked
        if not codes & {match.code for match in library.search.find(query, TODAY, 5)}
    ]
    assert len(asked) >= 200
    assert len(missed) <= len(asked) * 0.03, missed
