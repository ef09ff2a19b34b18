"""A release is looked at, loaded, compared, removed; nothing in the log changes its price unasked."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.rates import ConversionFactor, Rate, Release
from rvuedge_desktop.schedule.published_bundle import PublishedBundle
from rvuedge_desktop.schedule.published_places import PublishedGpcis
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.library import Library
from rvuedge_desktop.services.releases import read_files
from rvuedge_desktop.services.schedules import Schedules
from rvuedge_desktop.store.loaded_schedules import FILE_NAME, LoadedSchedules
from tests.conftest import NEW
from tests.published import made_up_places

if TYPE_CHECKING:
    from rvuedge_desktop.services.workspace import ChangeSet

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cms"
DECEMBER = date(2026, 12, 1)
NOVEMBER, SEPTEMBER = date(2026, 11, 2), date(2026, 9, 1)
HERE = Circumstances()
ALABAMA = Circumstances(locality="10112-00")
QUALIFYING = "it has no factor for qualifying participants: load the whole zip to price for them"


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A desk on 1 December 2026, when RVU26D would be in force."""
    return open_desk(today=DECEMBER)


@pytest.fixture
def logged(desk: Desk) -> Desk:
    """With entries of days that RVU26D would rule, and of others."""
    desk.logbook.add("99213; 96127", NOVEMBER, HERE)
    desk.logbook.add("90837 x2; 77067", NOVEMBER, HERE)
    desk.logbook.add("99213", SEPTEMBER, HERE)
    desk.logbook.add("99213 x9", date(2025, 11, 30), HERE)
    return desk


def load(desk: Desk, bundle: PublishedBundle) -> None:
    desk.releases.load(desk.releases.report(bundle))


def as_release(bundle: PublishedBundle, name: str, first_day: date) -> PublishedBundle:
    """The same figures as if they were another release, without places."""
    file = replace(bundle.file, release=Release(name, first_day))
    return bundle._replace(file=file, gpcis=None, anesthesia=None, qualifying_anesthesia=None)


def figures(desk: Desk, day: date = NOVEMBER) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.medicare_amount), one.release) for one in desk.logbook.day(day).entries]


def held(desk: Desk) -> list[str]:
    return [one.release.name for one in desk.releases.held()]


BEFORE = [
    ("99213", "95.19", "RVU26C"),
    ("96127", "5.01", "RVU26C"),
    ("90837", "334.00", "RVU26C"),
    ("77067", "126.26", "RVU26C"),
]
AFTER = [
    ("99213", "101.87", "RVU26D"),
    ("96127", "None", "RVU26D"),
    ("90837", "327.32", "RVU26D"),
    ("77067", "126.26", "RVU26D"),
]


# The report


def test_a_report_says_what_a_release_is_and_against_what(logged: Desk, bundle_26d: PublishedBundle) -> None:
    report = logged.releases.report(bundle_26d)
    assert report.release == Release("RVU26D", date(2026, 10, 1))
    assert (report.last_day, report.replaces, report.remarks) == (None, False, ())
    assert report.against
    assert report.against.name == "RVU26C"
    factor = ConversionFactor(date(2026, 10, 1), *map(Decimal, ("33.4009", "33.5675", "20.4976", "20.5998")))
    assert report.load.factor == factor
    assert (len(report.load.rates), len(report.load.places), report.load.source) == (
        19_356,
        109,
        "rvu26d.zip",
    )


def test_a_report_says_which_rows_change(logged: Desk, bundle_26d: PublishedBundle) -> None:
    changes = logged.releases.report(bundle_26d).changes
    assert [rate.code for rate in changes.added] == ["9999A"]
    assert [rate.code for rate in changes.removed] == ["96127"]
    assert [(one.after.code, one.fields) for one in changes.changed] == [
        ("99213", ("work",)),
        ("90837", ("pe_nonfacility",)),
        ("77067", ("bilateral",)),
    ]


def test_a_report_says_what_the_last_twelve_months_would_be_worth(
    logged: Desk, bundle_26d: PublishedBundle
) -> None:
    effect = logged.releases.report(bundle_26d).effect
    assert effect.period == Period(date(2025, 12, 2), DECEMBER)
    assert effect.entries == 4
    assert [(one.code, one.before.known_amount, one.after.known_amount) for one in effect.codes] == [
        ("90837", Decimal("334.00"), Decimal("327.32")),
        ("99213", Decimal("95.19"), Decimal("101.87")),
        ("96127", Decimal("5.01"), None),
    ]
    assert (effect.before.entries, effect.before.medicare_amount) == (3, Decimal("434.20"))
    assert (effect.after.entries, effect.after.medicare_amount, effect.after.unpriced) == (
        3,
        Decimal("429.19"),
        1,
    )
    assert effect.after.schedule_wrvu - effect.before.schedule_wrvu == Decimal("0.20")


def test_the_effect_is_what_pricing_anew_then_does(logged: Desk, bundle_26d: PublishedBundle) -> None:
    logged.logbook.add("00840 95min; 99213", NOVEMBER, ALABAMA)
    logged.providers.set_payee("NP", Payee(share=Decimal("0.85")))
    logged.logbook.add("99213; 90837", NOVEMBER, Circumstances(provider="NP"))
    report = logged.releases.report(bundle_26d)
    before = logged.logbook.day(NOVEMBER).tally
    logged.releases.load(report)
    logged.releases.reprice(logged.releases.days_of("RVU26D"), "anew")
    after, effect = logged.logbook.day(NOVEMBER).tally, report.effect
    assert after.medicare_amount - before.medicare_amount == (
        effect.after.medicare_amount - effect.before.medicare_amount
    )
    assert after.unpriced == before.unpriced + 1


def test_a_report_of_an_empty_log_says_that_nothing_would_change(
    desk: Desk, values_26d: PublishedBundle
) -> None:
    effect = desk.releases.report(values_26d).effect
    assert (effect.entries, effect.codes, effect.before, effect.before == effect.after) == (
        0,
        (),
        effect.after,
        True,
    )


def test_a_report_changes_nothing(logged: Desk, bundle_26d: PublishedBundle) -> None:
    told: list[ChangeSet | None] = []
    logged.workspace.subscribe(told.append)
    label, releases = logged.workspace.next_labels(), held(logged)
    logged.releases.report(bundle_26d)
    assert (figures(logged), logged.workspace.next_labels(), held(logged), told) == (
        BEFORE,
        label,
        releases,
        [],
    )
    assert not (logged.workspace.folder / "schedules.sqlite").exists()


# Remarks


def test_a_factor_other_than_the_known_one_is_remarked_and_used(
    desk: Desk, values_26d: PublishedBundle
) -> None:
    other = values_26d._replace(file=replace(values_26d.file, conversion_factor=Decimal("34.0009")))
    report = desk.releases.report(other)
    assert report.remarks == ("its conversion factor is 34.0009; the one known for its first day 33.4009",)
    desk.releases.load(report)
    (entry,) = desk.logbook.add("99213", NOVEMBER, HERE)
    assert entry.medicare_amount == Decimal("103.70")  # 3.05 x 34.0009


def test_what_a_file_alone_does_not_say_is_taken_from_its_year(
    desk: Desk, values_26d: PublishedBundle
) -> None:
    report = desk.releases.report(values_26d)
    assert (report.remarks, report.load.places) == ((), ())
    assert report.load.factor[1:] == tuple(map(Decimal, ("33.4009", "33.5675", "20.4976", "20.5998")))


def test_the_variant_for_qualifying_participants_takes_the_other_factor_from_its_year(
    desk: Desk, values_26d: PublishedBundle
) -> None:
    alone = values_26d._replace(
        file=replace(values_26d.file, conversion_factor=Decimal("33.5675")), is_qualifying=True
    )
    report = desk.releases.report(alone)
    assert report.remarks == ("the factor of those who are not qualifying participants, 33.4009, is known",)
    assert report.load.factor[1:3] == (Decimal("33.4009"), Decimal("33.5675"))


def test_a_file_of_factors_without_a_national_one_leaves_the_known_one(
    desk: Desk, bundle_26d: PublishedBundle
) -> None:
    ours, theirs = bundle_26d.anesthesia, bundle_26d.qualifying_anesthesia
    assert ours
    assert theirs
    report = desk.releases.report(
        bundle_26d._replace(
            anesthesia=ours._replace(national=None), qualifying_anesthesia=theirs._replace(national=None)
        )
    )
    assert report.load.factor[1:] == tuple(map(Decimal, ("33.4009", "33.5675", "20.4976", "20.5998")))
    assert (report.load.places[0].anesthesia, report.load.places[0].qualifying_anesthesia) == (
        Decimal("19.50"),
        Decimal("19.60"),
    )
    desk.releases.load(report)
    (case,) = desk.logbook.add("00840 95min", NOVEMBER, HERE)
    assert str(case.medicare_amount) == "252.12"


def test_anesthesia_factors_without_the_indices_of_their_places_are_remarked_upon(
    desk: Desk, bundle_26d: PublishedBundle
) -> None:
    report = desk.releases.report(bundle_26d._replace(gpcis=None))
    assert report.remarks == ("its anesthesia factors by locality need the GPCI file beside them",)
    assert report.load.places == ()
    assert desk.releases.report(bundle_26d._replace(gpcis=None, anesthesia=None)).remarks == ()


def test_that_variant_of_a_year_not_at_hand_is_refused(desk: Desk, values_26d: PublishedBundle) -> None:
    alone = as_release(values_26d, "RVU27A", date(2027, 1, 1))._replace(is_qualifying=True)
    with pytest.raises(BadInputError, match=r"rvu26d\.zip is the variant for qualifying participants alone"):
        desk.releases.report(alone)


def test_a_year_not_at_hand_says_what_is_missing(
    open_desk: Callable[..., Desk], values_26d: PublishedBundle
) -> None:
    desk = open_desk(today=date(2027, 2, 1))
    report = desk.releases.report(as_release(values_26d, "RVU27A", date(2027, 1, 1)))
    assert report.remarks == (
        QUALIFYING,
        "it has no indices by locality: those of the last year at hand are used",
    )
    assert report.load.factor[1:] == (Decimal("33.4009"), None, None, None)
    assert report.against
    assert report.against.name == "RVU26C"
    desk.releases.load(report)
    (entry,) = desk.logbook.add("99213", date(2027, 1, 5), HERE)
    assert (str(entry.medicare_amount), entry.release) == ("101.87", "RVU27A")
    assert desk.logbook.alone(entry).notes == ()


def test_a_year_from_before_2026_has_no_second_factor_to_miss(
    desk: Desk, values_26d: PublishedBundle
) -> None:
    assert desk.releases.report(as_release(values_26d, "RVU25A", date(2025, 1, 1))).remarks == (
        "its conversion factor is 33.4009; the one known for its first day 32.3465",
    )


# Loading


def test_a_load_prices_nothing_in_the_log_anew(logged: Desk, bundle_26d: PublishedBundle) -> None:
    label = logged.workspace.next_labels()
    load(logged, bundle_26d)
    assert (figures(logged), logged.workspace.next_labels()) == (BEFORE, label)
    assert held(logged)[-2:] == ["RVU26C", "RVU26D"]


def test_a_loaded_release_rules_its_days_and_no_other(logged: Desk, bundle_26d: PublishedBundle) -> None:
    load(logged, bundle_26d)
    days = [date(2026, 9, 30), date(2026, 10, 1), DECEMBER]
    entries = [logged.logbook.add("99213", day, HERE)[0] for day in days]
    assert [(str(one.medicare_amount), one.release) for one in entries] == [
        ("95.19", "RVU26C"),
        ("101.87", "RVU26D"),
        ("101.87", "RVU26D"),
    ]
    ruling = logged.schedules.release_on(date(2027, 3, 1))
    assert ruling
    assert (ruling.release.name, ruling.rule) == ("RVU26D", "schedule out of date")
    assert logged.lookup.title("99213") != "Words of 99213"


def test_the_codes_of_a_loaded_release_exist_and_are_found_under_its_words(
    desk: Desk, bundle_26d: PublishedBundle
) -> None:
    assert desk.logbook.draft("9999A", NOVEMBER, HERE).findings[0].rule == "unknown-code"
    load(desk, bundle_26d)
    assert desk.logbook.draft("9999A", NOVEMBER, HERE).findings == ()
    assert desk.lookup.title("9999A") == "Zyxwvut service"
    for query in ("9999A", "zyxwvut", "service zyxw"):
        found = desk.search.find(query, NOVEMBER, 5)[0]
        assert (found.code, found.title, found.office.unit_amount) == (
            "9999A",
            "Zyxwvut service",
            Decimal("95.19"),
        )
    (entry,) = desk.logbook.add("9999A", NOVEMBER, HERE)
    assert (str(entry.medicare_amount), entry.release) == ("95.19", "RVU26D")


def test_the_codes_of_a_loaded_release_are_found_only_on_days_that_it_rules(
    desk: Desk, bundle_26d: PublishedBundle
) -> None:
    load(desk, bundle_26d)
    days = (date(2026, 9, 30), date(2026, 10, 1), SEPTEMBER, DECEMBER, date(2025, 10, 1))
    for query in ("9999A", "9999", "zyxwvut", "service zyxw"):
        found = [[one.code for one in desk.search.find(query, day, 50)] for day in days]
        assert ["9999A" in codes for codes in found] == [False, True, False, True, False]
    desk.releases.remove("RVU26D")
    assert desk.search.find("9999A", DECEMBER, 5) == []


def test_no_rows_of_a_loaded_release_are_read_before_they_are_wanted(
    desk: Desk, library: Library, bundle_26d: PublishedBundle
) -> None:
    load(desk, bundle_26d)
    told: list[str] = []
    with closing(sqlite3.connect(desk.workspace.folder / FILE_NAME, isolation_level=None)) as connection:
        connection.set_trace_callback(told.append)
        schedules = Schedules(library.reference, LoadedSchedules(desk.workspace.folder, connection))
        schedules.refresh()
        schedules.notice_others()
        ruling = schedules.release_on(NOVEMBER)
        assert ruling
        assert ruling.release.name == "RVU26D"
        assert schedules.number_on(NOVEMBER) == schedules.number_on(SEPTEMBER)
        assert any("loads" in sql for sql in told)
        assert not any("rates" in sql or "localities" in sql for sql in told)
        assert dict(schedules.only_loaded(SEPTEMBER)) == {}
        assert not any("rates" in sql for sql in told)
        for _ in range(2):
            assert dict(schedules.only_loaded(NOVEMBER)) == NEW
        assert sum("rates" in sql for sql in told) == 1
        assert schedules.rates_on("99213", NOVEMBER)[""].work == Decimal("1.50")
        assert "'99213'" in told[-1]


def test_a_code_that_a_loaded_release_does_not_have_is_not_priced_on_its_days(
    desk: Desk, bundle_26d: PublishedBundle
) -> None:
    load(desk, bundle_26d)
    (entry,) = desk.logbook.add("96127", NOVEMBER, HERE)
    assert (entry.medicare_amount, entry.reason) == (None, "not in RVU26D, the schedule of that day")


def test_qualifying_participants_are_paid_by_the_factor_of_the_zip(
    desk: Desk, bundle_26d: PublishedBundle
) -> None:
    load(desk, bundle_26d._replace(qualifying=Decimal("34.0009")))
    desk.providers.set_payee("Q", Payee(qualifying=True))
    amounts = [
        str(desk.logbook.add("99213", NOVEMBER, Circumstances(provider=name))[0].medicare_amount)
        for name in ("Q", "default")
    ]
    assert amounts == ["103.70", "101.87"]


def test_the_indices_of_a_new_year_are_used(
    open_desk: Callable[..., Desk], bundle_26d: PublishedBundle
) -> None:
    desk = open_desk(today=date(2027, 2, 1))
    doubled = [place._replace(work=2 * place.work) for place in made_up_places()]
    new = bundle_26d._replace(
        file=replace(bundle_26d.file, release=Release("RVU27A", date(2027, 1, 1))),
        gpcis=PublishedGpcis(2027, tuple(doubled)),
    )
    load(desk, new)
    day = date(2027, 1, 5)
    (entry,) = desk.logbook.add("99213", day, ALABAMA)
    assert str(entry.medicare_amount) == "144.57"  # (1.50 x 2 + 1.46 x 0.875 + 0.09 x 0.566) x 33.4009
    (earlier,) = desk.logbook.add("99213", date(2026, 7, 1), ALABAMA)
    assert str(earlier.medicare_amount) == "87.79"
    assert desk.localities.find("10112-07", day).work == 2 * Decimal("1.007")
    assert len(desk.localities.all_on(day)) == 110
    (case,) = desk.logbook.add("00840 95min", day, ALABAMA)
    assert str(case.medicare_amount) == "239.85"  # 12.3 x 19.50
    assert desk.logbook.alone(case).notes == ()


def test_a_release_of_the_name_of_a_bundled_one_stands_in_for_it(
    desk: Desk, values_26d: PublishedBundle
) -> None:
    report = desk.releases.report(as_release(values_26d, "RVU26C", date(2026, 7, 1)))
    assert (report.replaces, report.against) == (True, Release("RVU26C", date(2026, 7, 1), date(2026, 6, 30)))
    desk.releases.load(report)
    assert held(desk).count("RVU26C") == 1
    assert str(desk.logbook.add("99213", SEPTEMBER, HERE)[0].medicare_amount) == "101.87"
    desk.releases.remove("RVU26C")
    assert held(desk).count("RVU26C") == 1
    assert str(desk.logbook.add("99213", SEPTEMBER, HERE)[0].medicare_amount) == "95.19"


def test_a_correction_rules_from_the_day_of_what_it_corrects(desk: Desk, values_26d: PublishedBundle) -> None:
    january = date(2026, 1, 1)
    dearer = replace(
        values_26d.file, conversion_factor=Decimal("34.0009"), release=Release("RVU26AR", january)
    )
    for order in ((False, True), (True, False)):
        for is_correction in order:
            load(
                desk,
                values_26d._replace(file=dearer)
                if is_correction
                else as_release(values_26d, "RVU26A", january),
            )
        ruling = desk.schedules.release_on(january)
        assert ruling
        assert (ruling.release.name, ruling.rule) == ("RVU26AR", "in force")
        assert str(desk.logbook.add("99213", january, HERE)[0].medicare_amount) == "103.70"
        assert desk.releases.days_of("RVU26AR") == Period(january, date(2026, 3, 31))
        desk.releases.remove("RVU26AR")
        assert str(desk.logbook.add("99213", january, HERE)[0].medicare_amount) == "101.87"
        desk.releases.remove("RVU26A")


def test_a_later_release_at_hand_ends_the_days_of_a_loaded_one(
    desk: Desk, values_26d: PublishedBundle
) -> None:
    report = desk.releases.report(as_release(values_26d, "RVU26A", date(2026, 1, 1)))
    assert (report.last_day, report.against and report.against.name) == (date(2026, 3, 31), "RVU26B")


def test_another_window_notices_a_load_and_a_removal(
    open_desk: Callable[..., Desk], values_26d: PublishedBundle
) -> None:
    here, there = open_desk(today=DECEMBER), open_desk(today=DECEMBER)
    told: list[ChangeSet | None] = []
    here.workspace.subscribe(told.append)
    load(there, values_26d)
    here.notice_others()
    assert (told, held(here)[-1]) == ([None], "RVU26D")
    assert str(here.logbook.add("99213", NOVEMBER, HERE)[0].medicare_amount) == "101.87"
    there.releases.remove("RVU26D")
    here.notice_others()
    assert held(here)[-1] == "RVU26C"
    assert str(here.logbook.draft("99213", NOVEMBER, HERE).amount) == "95.19"


def test_a_loaded_release_is_there_at_the_next_start(
    open_desk: Callable[..., Desk], bundle_26d: PublishedBundle
) -> None:
    with open_desk(today=DECEMBER) as first:
        load(first, bundle_26d)
    again = open_desk(today=DECEMBER)
    kept = again.releases.held()[-1]
    assert (kept.release.name, kept.number) == ("RVU26D", None)
    assert kept.loaded
    assert (kept.loaded.rows, kept.loaded.source) == (19_356, "rvu26d.zip")
    assert again.lookup.title("9999A") == "Zyxwvut service"


# Pricing anew


def test_pricing_anew_is_one_change_that_undo_takes_back(logged: Desk, bundle_26d: PublishedBundle) -> None:
    load(logged, bundle_26d)
    others = figures(logged, SEPTEMBER)
    assert logged.releases.reprice(logged.releases.days_of("RVU26D"), "Priced anew by RVU26D") == 3
    assert (figures(logged), figures(logged, SEPTEMBER)) == (AFTER, others)
    assert logged.workspace.next_labels()[0] == "Priced anew by RVU26D"
    logged.workspace.undo()
    assert figures(logged) == BEFORE
    logged.workspace.redo()
    assert figures(logged) == AFTER
    assert logged.releases.reprice(logged.releases.days_of("RVU26D"), "again") == 0
    assert logged.workspace.next_labels()[0] == "Priced anew by RVU26D"


def test_the_old_prices_stay_on_record(logged: Desk, bundle_26d: PublishedBundle) -> None:
    load(logged, bundle_26d)
    told: list[ChangeSet | None] = []
    logged.workspace.subscribe(told.append)
    logged.releases.reprice(logged.releases.days_of("RVU26D"), "anew")
    (change,) = told
    assert change
    images = [(row.before or {}, row.after or {}) for row in change.rows]
    assert [(old["medicare_cents"], new["medicare_cents"]) for old, new in images] == [
        (9519, 10187),
        (501, None),
        (33400, 32732),
        (12626, 12626),
    ]
    assert {(old["release"], new["release"]) for old, new in images} == {("RVU26C", "RVU26D")}


def test_pricing_anew_keeps_place_standing_and_words(desk: Desk, bundle_26d: PublishedBundle) -> None:
    desk.providers.set_payee("NP", Payee(share=Decimal("0.85")))
    (entry,) = desk.logbook.add("99213", NOVEMBER, Circumstances(pos="22", provider="NP", note="as it was"))
    desk.providers.set_payee("NP", Payee())
    load(desk, bundle_26d)
    desk.releases.reprice(Period(NOVEMBER, NOVEMBER), "anew")
    (after,) = desk.logbook.entries([entry.id])
    assert (str(after.medicare_amount), after.release) == ("54.51", "RVU26D")  # 1.92 x 33.4009, 85 %
    kept = {"medicare_amount", "schedule_wrvu", "release", "changed_at"}
    assert {name for name in entry._fields if getattr(entry, name) != getattr(after, name)} == kept


# Removing


def test_a_removal_leaves_prices_and_gives_the_days_back(logged: Desk, bundle_26d: PublishedBundle) -> None:
    load(logged, bundle_26d)
    logged.releases.reprice(logged.releases.days_of("RVU26D"), "anew")
    assert logged.releases.remove("rvu26d ").name == "RVU26D"
    assert (figures(logged), held(logged)[-1]) == (AFTER, "RVU26C")
    assert str(logged.logbook.add("99213", NOVEMBER, HERE)[0].medicare_amount) == "95.19"
    assert logged.logbook.draft("9999A", NOVEMBER, HERE).findings
    assert logged.search.find("9999A", NOVEMBER, 5) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("RVU26C", "RVU26C is bundled with the program and can't be removed"),
        ("26c", "RVU26C is bundled with the program and can't be removed"),
        ("RVU26D", "There is no release \u201cRVU26D\u201d"),
        ("", "There is no release \u201c\u201d"),
    ],
)
def test_what_is_bundled_or_not_at_hand_can_not_be_removed(desk: Desk, name: str, why: str) -> None:
    before = held(desk)
    with pytest.raises(BadInputError, match=why):
        desk.releases.remove(name)
    assert held(desk) == before


def test_entries_of_a_locality_that_went_with_its_release_keep_their_work_and_lose_their_price(
    desk: Desk, bundle_26d: PublishedBundle
) -> None:
    load(desk, bundle_26d)
    there = Circumstances(locality="10112-07")
    first, second = desk.logbook.add("99213; 90833", NOVEMBER, there)
    (case,) = desk.logbook.add("00840 95min", NOVEMBER, there)
    assert None not in {first.medicare_amount, second.medicare_amount, case.medicare_amount}
    desk.releases.remove("RVU26D")
    assert desk.logbook.entries([first.id, second.id, case.id]) == (first, second, case)
    alone = desk.logbook.alone(first)
    assert (alone.unit_wrvu, alone.unit_amount, alone.formula) == (Decimal("1.30"), None, "")
    assert alone.reason == "the indices of 10112-07 are not at hand"
    assert desk.reports.total(Period(NOVEMBER, NOVEMBER))

    effect = desk.releases.report(as_release(bundle_26d, "RVU26D", date(2026, 10, 1))).effect
    assert (effect.entries, effect.after.unpriced, effect.after.known_amount) == (3, 3, None)
    assert {one.code for one in effect.codes} == {"99213", "90833", "00840"}

    lost = "the indices of 10112-07 are not at hand"
    (copy,) = desk.logbook.copy([first.id], date(2026, 11, 3))
    assert (copy.medicare_amount, copy.reason, copy.how, copy.schedule_wrvu) == (
        None,
        lost,
        "",
        Decimal("1.30"),
    )
    (twice,) = desk.logbook.edit([copy.id], Edit(patients=2))
    assert (twice.medicare_amount, twice.reason, twice.schedule_wrvu) == (None, lost, Decimal("2.60"))
    (noted,) = desk.logbook.edit([first.id], Edit(note="x"))
    assert noted.medicare_amount == first.medicare_amount

    assert desk.logbook.reprice(Period(NOVEMBER, NOVEMBER), "anew") == 3
    anew = desk.logbook.entries([first.id, second.id, case.id])
    assert [(one.medicare_amount, one.reason, one.release) for one in anew] == [(None, lost, "RVU26C")] * 3
    assert [one.schedule_wrvu for one in anew] == [Decimal("1.30"), second.schedule_wrvu, None]
    (moved,) = desk.logbook.edit([copy.id], Edit(locality="national"))
    assert (str(moved.medicare_amount), moved.reason) == ("190.38", "")


# A damaged file


def test_a_damaged_file_of_loads_keeps_nothing_else_shut(
    open_desk: Callable[..., Desk], bundle_26d: PublishedBundle, tmp_path: Path
) -> None:
    with open_desk(today=DECEMBER) as first:
        assert first.problem is None
        load(first, bundle_26d)
        (entry,) = first.logbook.add("99213", NOVEMBER, HERE)
    path = tmp_path / "log" / FILE_NAME
    whole, page = path.read_bytes(), 4096
    second = whole[:page] + b"\xaa" * page + whole[2 * page :]
    many = whole[: 3 * page] + b"\xaa" * 57 * page + whole[60 * page :]
    for content in (b"rubbish " * 1000, whole[:100_000], second, many):
        path.write_bytes(content)
        with open_desk(today=DECEMBER) as desk:
            assert desk.problem
            assert desk.problem.what.startswith(
                f"The releases that you loaded can't be used: {path} is damaged"
            )
            assert desk.problem.safe == "The log is unharmed; the bundled releases are used"
            assert desk.logbook.entries([entry.id]) == (entry,)
            assert held(desk)[-1] == "RVU26C"
            assert str(desk.logbook.draft("99213", NOVEMBER, HERE).amount) == "95.19"
            desk.notice_others()
            report = desk.releases.report(bundle_26d)
            with pytest.raises(OperationFailedError, match="The releases that you loaded can't be used"):
                desk.releases.load(report)
        assert path.read_bytes() == content
    path.unlink()
    with open_desk(today=DECEMBER) as desk:
        assert desk.problem is None
        load(desk, bundle_26d)
        assert held(desk)[-1] == "RVU26D"


# Days and comparisons


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("RVU26D", Period(date(2026, 10, 1), DECEMBER)),
        ("rvu26c", Period(date(2026, 7, 1), date(2026, 9, 30))),
        ("26B", Period(date(2026, 1, 1), date(2026, 6, 30))),
        ("RVU25D", Period(date(2025, 1, 1), date(2025, 12, 31))),
        ("RVU24AR", Period(date(2024, 3, 9), date(2024, 3, 31))),
        ("RVU24C", Period(date(2024, 7, 1), date(2024, 12, 31))),
    ],
)
def test_a_release_rules_until_the_next_one_and_no_further_than_today(
    desk: Desk, values_26d: PublishedBundle, name: str, days: Period
) -> None:
    load(desk, values_26d)
    assert desk.releases.days_of(name) == days
    for day in (days.first, days.last):
        ruling = desk.schedules.release_on(day)
        assert ruling
        assert ruling.release == desk.releases.named(name).release


def test_a_release_to_come_rules_no_day_yet(
    open_desk: Callable[..., Desk], values_26d: PublishedBundle
) -> None:
    desk = open_desk()
    load(desk, values_26d)
    with pytest.raises(BadInputError, match=r"RVU26D rules no day up to today\. It begins on 2026-10-01"):
        desk.releases.days_of("RVU26D")


def test_a_release_that_a_correction_of_its_day_goes_before_rules_no_day(
    desk: Desk, values_26d: PublishedBundle
) -> None:
    january = date(2026, 1, 1)
    for name in ("RVU26A", "RVU26AR"):
        load(desk, as_release(values_26d, name, january))
    with pytest.raises(
        BadInputError, match=r"RVU26A rules no day .*; a correction of the same day goes before"
    ):
        desk.releases.days_of("RVU26A")
    assert desk.releases.days_of("RVU26AR") == Period(january, date(2026, 3, 31))
    desk.releases.remove("RVU26AR")
    assert desk.releases.days_of("RVU26A") == Period(january, date(2026, 3, 31))


def test_any_two_releases_can_be_compared(
    desk: Desk, values_26d: PublishedBundle, rates_26c: dict[tuple[str, str], Rate]
) -> None:
    load(desk, values_26d)
    changes = desk.releases.compare("RVU26C", "RVU26D")
    assert [len(part) for part in changes] == [1, 1, 3]
    assert changes.changed[0].before == rates_26c["99213", ""]
    back = desk.releases.compare("26d", "26c")
    assert (back.added, back.removed) == (changes.removed, changes.added)
    assert [len(part) for part in desk.releases.compare("RVU24A", "RVU24AR")] == [0, 0, 0]
    with pytest.raises(BadInputError, match="There is no release \u201cRVU99A\u201d"):
        desk.releases.compare("RVU26C", "RVU99A")


def test_a_file_that_is_none_is_refused_before_any_log_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Invoice,7\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="not a relative value file"):
        read_files([path])


@pytest.fixture(scope="module")
def cms_folder() -> Path:
    """CMS's own files; they are not in this repository."""
    folder = Path(os.environ.get("RVUEDGE_CMS_DIR") or SHARED)
    if not folder.is_dir():
        pytest.skip("CMS's files are not here: name their folder in RVUEDGE_CMS_DIR")
    return folder


@pytest.mark.original_files
def test_a_file_of_cms_that_is_bundled_changes_nothing(desk: Desk, cms_folder: Path) -> None:
    report = desk.releases.report(read_files([cms_folder / "rvu26c" / "PPRRVU2026_Jul_nonQPP.csv"]))
    assert (report.replaces, report.remarks) == (True, ())
    assert [len(part) for part in report.changes] == [0, 0, 0]
    assert report.last_day is None
