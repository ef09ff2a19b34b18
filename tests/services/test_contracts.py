"""Contracts in the log: what they credit of each entry, and what keeps that true."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from rvuedge_desktop.domain.contracts import Contract, CreditPolicy, Tier
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.periods import month_of
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

if TYPE_CHECKING:
    from rvuedge_desktop.services.workspace import ChangeSet

OpenDesk = Callable[..., Desk]
TODAY, JULY = date(2026, 7, 15), date(2026, 7, 1)
JUNE = date(2026, 6, 30)
HERE = Circumstances()
KIM = Circumstances(provider="Kim")
RIVERSIDE = Contract(
    name="Riverside 2026",
    provider="default",
    first_day=JULY,
    year_start=(7, 1),
    base_salary=Decimal(180_000),
    target_wrvu=Decimal(6000),
    tiers=(Tier(Decimal(4000), Decimal("45.00")), Tier(Decimal(5500), Decimal("52.50"))),
    credit=CreditPolicy(by_modifier={"80": Decimal("0.16"), "62": Decimal("0.625")}),
)
PINNED = RIVERSIDE._replace(schedule="2021")
AS_MEDICARE = RIVERSIDE._replace(credit=CreditPolicy("medicare", reductions=True))


def figures(entry: Entry) -> tuple[str, str, str]:
    return entry.code_text, str(entry.credited_wrvu), entry.credit_how


def credits_of(desk: Desk, day: date = TODAY) -> dict[str, str]:
    return {entry.code_text: str(entry.credited_wrvu) for entry in desk.logbook.day(day).entries}


def with_policy(desk: Desk, **policy: object) -> None:
    desk.pay.keep(RIVERSIDE._replace(credit=CreditPolicy(**policy)))  # type: ignore[arg-type]


# What is credited


def test_without_a_contract_nothing_is_credited(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99214", TODAY, HERE)
    assert (entry.credited_wrvu, entry.credit_how) == (None, "")
    assert desk.logbook.day(TODAY).tally.known_credit is None


def test_a_contract_credits_from_its_first_day_and_only_its_provider(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    (before,) = desk.logbook.add("99214", JUNE, HERE)
    (inside,) = desk.logbook.add("99214 x2", JULY, HERE)
    (other,) = desk.logbook.add("99214", JULY, KIM)
    assert [one.credited_wrvu for one in (before, inside, other)] == [None, Decimal("3.84"), None]


def test_a_provider_is_known_whatever_the_case(desk: Desk) -> None:
    desk.logbook.add("99214", TODAY, KIM)
    assert desk.pay.keep(RIVERSIDE._replace(provider="KIM")) == 1
    (statement,) = desk.pay.statements(month_of(TODAY), " kim ")
    assert statement.credited == Decimal("1.92")


def test_shares_of_the_contract_are_credited_and_told(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    (assisted,) = desk.logbook.add("27447-80", TODAY, HERE)
    (shared,) = desk.logbook.add("27447-62", TODAY, HERE)
    (alone,) = desk.logbook.add("27447-54", TODAY, HERE)
    # 19.11 by 16 % and by 62.5 %, the latter half up.
    assert figures(assisted) == ("27447-80", "3.0576", "80: 16 % by the contract")
    assert figures(shared) == ("27447-62", "11.9438", "62: 62.5 % by the contract")
    assert figures(alone) == ("27447-54", "19.1100", "")


@pytest.mark.parametrize(
    ("line", "wrvu", "how"),
    [
        ("20610-50", "1.1550", "both sides, 150 %"),
        ("27447-80", "3.0576", "assistant, 16 %"),
        ("27447-54", "15.0969", "surgery without aftercare, 79 %"),
        ("99214-25", "1.9200", ""),
    ],
)
def test_credit_as_medicare_pays(desk: Desk, line: str, wrvu: str, how: str) -> None:
    desk.pay.keep(AS_MEDICARE)
    (entry,) = desk.logbook.add(line, TODAY, HERE)
    assert figures(entry) == (line, wrvu, how)


def test_reductions_of_an_encounter_count_where_the_contract_says_so(desk: Desk) -> None:
    desk.logbook.add("43239; 45385", TODAY, HERE)
    desk.pay.keep(RIVERSIDE)
    assert credits_of(desk) == {"43239": "2.3300", "45385": "4.4600"}
    desk.pay.keep(AS_MEDICARE)
    assert credits_of(desk) == {"43239": "1.1650", "45385": "4.4600"}
    assert desk.logbook.day(TODAY).entries[0].credit_how == "beside others, 50 %"
    with_policy(desk, preset="medicare", reductions=False)
    assert credits_of(desk) == {"43239": "2.3300", "45385": "4.4600"}


def test_procedures_of_other_encounters_reduce_nothing(desk: Desk) -> None:
    desk.pay.keep(AS_MEDICARE)
    desk.logbook.add("43239", TODAY, HERE)
    desk.logbook.add("45385", TODAY, HERE)
    assert credits_of(desk) == {"43239": "2.3300", "45385": "4.4600"}


def test_what_the_standing_with_medicare_takes_off_is_credited(desk: Desk) -> None:
    desk.pay.keep(AS_MEDICARE)
    desk.providers.set_payee("default", desk.providers.payee("default")._replace(share=Decimal("0.85")))
    (entry,) = desk.logbook.add("99214", TODAY, HERE)
    assert (entry.medicare_amount, entry.credited_wrvu) == (Decimal("115.27"), Decimal("1.92"))


def test_what_has_no_work_rvu_is_not_credited_and_that_is_not_zero(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    device, visit = desk.logbook.add("G0552; 99213", TODAY, HERE)
    assert (device.credited_wrvu, visit.credited_wrvu) == (None, Decimal("1.30"))
    tally = desk.logbook.day(TODAY).tally
    assert (tally.entries, tally.uncredited, tally.known_credit) == (2, 1, Decimal("1.30"))
    desk.logbook.remove([visit.id])
    assert desk.logbook.day(TODAY).tally.known_credit is None


def test_codes_of_the_contracts_own_and_codes_that_count_nothing(desk: Desk) -> None:
    with_policy(
        desk,
        own_values={"G0552": Decimal("0.75"), "99213": Decimal(2)},
        not_credited=frozenset({"96127"}),
    )
    entries = desk.logbook.add("G0552 x2; 99213; 96127; 99214", TODAY, HERE)
    assert [figures(one)[1:] for one in entries] == [
        ("1.5000", "0.75 wRVU by the contract"),
        ("2.0000", "2 wRVU by the contract"),
        ("0.0000", "not credited by the contract"),
        ("1.9200", ""),
    ]


# Pinned schedules


@pytest.mark.parametrize("schedule", ["2021", "RVU21A"])
def test_a_pinned_schedule_credits_by_its_wrvu_and_says_so(desk: Desk, schedule: str) -> None:
    desk.pay.keep(RIVERSIDE._replace(schedule=schedule))
    visit, therapy = desk.logbook.add("99214; 90833", TODAY, HERE)
    # RVU21A has 1.50 for 90833, RVU26C 1.71.
    assert figures(therapy) == ("90833", "1.5000", f"by the schedule of {schedule}")
    assert figures(visit) == ("99214", "1.9200", f"by the schedule of {schedule}")
    assert (therapy.schedule_wrvu, therapy.release) == (Decimal("1.71"), "RVU26C")


def test_a_year_means_its_first_release(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE._replace(schedule="2020"))
    (entry,) = desk.logbook.add("99214", TODAY, HERE)
    assert entry.credited_wrvu == Decimal("1.50")


def test_a_pinned_schedule_without_the_code_credits_nothing(desk: Desk) -> None:
    desk.pay.keep(PINNED)
    (entry,) = desk.logbook.add("G2211", TODAY, HERE)
    assert entry.schedule_wrvu == Decimal("0.33")
    assert entry.credit_how == "by the schedule of 2021"
    (unknown,) = desk.logbook.add("99417", TODAY, HERE)
    assert unknown.credit_how == "by the schedule of 2021"


def test_a_pinned_schedule_takes_the_shares_of_its_own_rows(desk: Desk) -> None:
    desk.pay.keep(AS_MEDICARE._replace(schedule="2021"))
    (entry,) = desk.logbook.add("27447-80", TODAY, HERE)
    # 19.60 by 16 %
    assert figures(entry) == ("27447-80", "3.1360", "by the schedule of 2021; assistant, 16 %")


@pytest.mark.parametrize("schedule", ["2019", "RVU19A", "2031"])
def test_a_schedule_that_is_not_at_hand_is_refused(desk: Desk, schedule: str) -> None:
    desk.logbook.add("99214", TODAY, HERE)
    with pytest.raises(BadInputError, match=f"No release of {schedule} is at hand") as refused:
        desk.pay.keep(RIVERSIDE._replace(schedule=schedule))
    assert refused.value.safe == "No contract was changed"
    assert desk.pay.contracts() == []
    assert desk.workspace.next_labels()[0] == "Logged 99214"


# Credit follows the entry


def test_an_edit_credits_anew(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    (entry,) = desk.logbook.add("99214", TODAY, HERE)
    (edited,) = desk.logbook.edit([entry.id], Edit(patients=3))
    assert edited.credited_wrvu == Decimal("5.76")
    (edited,) = desk.logbook.edit([entry.id], Edit(code="27447", modifiers=("80",), patients=1))
    assert figures(edited) == ("27447-80", "3.0576", "80: 16 % by the contract")
    (edited,) = desk.logbook.edit([entry.id], Edit(note="seen again"))
    assert edited.credited_wrvu == Decimal("3.0576")
    (edited,) = desk.logbook.retype(entry.id, "G0552")
    assert (edited.credited_wrvu, edited.credit_how) == (None, "")


def test_a_move_out_of_the_contract_and_back_credits_anew(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    (entry,) = desk.logbook.add("99214", TODAY, HERE)
    assert desk.logbook.move([entry.id], JUNE)[0].credited_wrvu is None
    assert desk.logbook.move([entry.id], JULY)[0].credited_wrvu == Decimal("1.92")
    (copied,) = desk.logbook.copy([entry.id], JUNE)
    assert copied.credited_wrvu is None


def test_another_provider_credits_anew_by_their_contract(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    desk.pay.keep(PINNED._replace(name="Kim 2026", provider="Kim"))
    (entry,) = desk.logbook.add("90833", TODAY, HERE)
    (kims,) = desk.logbook.edit([entry.id], Edit(provider="Kim"))
    assert (kims.credited_wrvu, kims.credit_how) == (Decimal("1.50"), "by the schedule of 2021")
    (nobodys,) = desk.logbook.edit([entry.id], Edit(provider="Lee"))
    assert (nobodys.credited_wrvu, nobodys.credit_how) == (None, "")
    desk.workspace.undo()
    assert credits_of(desk) == {"90833": "1.5000"}


def test_what_is_left_of_an_encounter_is_credited_without_what_was_removed(desk: Desk) -> None:
    desk.pay.keep(AS_MEDICARE)
    _, dearer = desk.logbook.add("43239; 45385", TODAY, HERE)
    desk.logbook.remove([dearer.id])
    assert credits_of(desk) == {"43239": "2.3300"}
    desk.workspace.undo()
    assert credits_of(desk) == {"43239": "1.1650", "45385": "4.4600"}


def test_two_providers_of_one_encounter_are_credited_by_their_own_contracts(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    desk.pay.keep(PINNED._replace(name="Kim 2026", provider="Kim"))
    _, second = desk.logbook.add("27447-62; 90833", TODAY, HERE)
    desk.logbook.edit([second.id], Edit(provider="Kim"))
    assert credits_of(desk) == {"27447-62": "11.9438", "90833": "1.5000"}


# Contracts kept and dropped


def test_a_kept_contract_credits_all_entries_of_its_reign_as_one_change(desk: Desk) -> None:
    for day in (JUNE, JULY, TODAY):
        desk.logbook.add("99214; 90833", day, HERE)
    seen: list[ChangeSet | None] = []
    desk.workspace.subscribe(seen.append)
    assert desk.pay.keep(RIVERSIDE) == 4
    assert len(seen) == 1
    assert desk.workspace.next_labels()[0] == "Contract Riverside 2026"
    assert credits_of(desk, JUNE) == {"99214": "None", "90833": "None"}
    assert credits_of(desk, JULY) == credits_of(desk, TODAY) == {"99214": "1.9200", "90833": "1.7100"}


def test_undo_puts_the_old_credits_back_and_redo_the_new_ones(desk: Desk) -> None:
    desk.logbook.add("99214; 90833", TODAY, HERE)
    plain = desk.logbook.day(TODAY)
    desk.pay.keep(RIVERSIDE)
    first = desk.logbook.day(TODAY)
    assert desk.pay.keep(PINNED) == 2
    pinned = desk.logbook.day(TODAY)
    assert credits_of(desk) == {"99214": "1.9200", "90833": "1.5000"}
    desk.workspace.undo()
    assert (desk.logbook.day(TODAY), desk.pay.contracts()) == (first, [RIVERSIDE])
    desk.workspace.undo()
    assert (desk.logbook.day(TODAY), desk.pay.contracts()) == (plain, [])
    desk.workspace.redo()
    desk.workspace.redo()
    assert (desk.logbook.day(TODAY), desk.pay.contracts()) == (pinned, [PINNED])


def test_a_contract_that_changes_no_credit_changes_no_entry(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99214", TODAY, HERE)
    desk.pay.keep(RIVERSIDE)
    credited = desk.logbook.entries([entry.id])
    assert desk.pay.keep(RIVERSIDE._replace(base_salary=Decimal(200_000))) == 0
    assert desk.logbook.entries([entry.id]) == credited
    assert [one.base_salary for one in desk.pay.contracts()] == [200_000]


def test_prices_stay_as_they_are(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99214", TODAY, HERE)
    desk.workspace.log.execute("UPDATE entries SET medicare_cents = 1")
    desk.pay.keep(RIVERSIDE)
    (kept,) = desk.logbook.entries([entry.id])
    assert (kept.medicare_amount, kept.credited_wrvu) == (Decimal("0.01"), Decimal("1.92"))


def test_the_next_contract_credits_from_its_day_and_dropping_it_puts_the_first_one_back(desk: Desk) -> None:
    later = PINNED._replace(name="Lakeside", first_day=date(2026, 7, 10))
    for day in (JULY, TODAY):
        desk.logbook.add("90833", day, HERE)
    desk.pay.keep(RIVERSIDE)
    assert desk.pay.keep(later) == 1
    assert (credits_of(desk, JULY), credits_of(desk)) == ({"90833": "1.7100"}, {"90833": "1.5000"})
    assert desk.pay.contracts() == [RIVERSIDE, later]
    assert desk.pay.drop(later) == 1
    assert (credits_of(desk), desk.pay.contracts()) == ({"90833": "1.7100"}, [RIVERSIDE])
    assert desk.workspace.next_labels()[0] == "Removed contract Lakeside"
    desk.workspace.undo()
    assert (credits_of(desk), desk.pay.contracts()) == ({"90833": "1.5000"}, [RIVERSIDE, later])


def test_an_earlier_contract_put_in_afterwards_leaves_the_later_one_its_days(desk: Desk) -> None:
    for day in (JUNE, TODAY):
        desk.logbook.add("90833", day, HERE)
    desk.pay.keep(RIVERSIDE)
    assert desk.pay.keep(PINNED._replace(name="Before", first_day=date(2026, 1, 1))) == 1
    assert (credits_of(desk, JUNE), credits_of(desk)) == ({"90833": "1.5000"}, {"90833": "1.7100"})


def test_two_contracts_on_one_day_are_refused(desk: Desk) -> None:
    desk.logbook.add("90833", TODAY, HERE)
    desk.pay.keep(RIVERSIDE)
    with pytest.raises(
        BadInputError, match=r"\u201cRiverside 2026\u201d begins on 2026-07-01 too"
    ) as refused:
        desk.pay.keep(PINNED._replace(name="Lakeside"))
    assert "another first day" in refused.value.fix
    assert refused.value.safe == "No contract was changed"
    assert (desk.pay.contracts(), credits_of(desk)) == ([RIVERSIDE], {"90833": "1.7100"})


def test_two_providers_may_begin_on_one_day(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    assert desk.pay.is_of_one_provider()
    desk.pay.keep(PINNED._replace(name="Kim 2026", provider="Kim"))
    assert not desk.pay.is_of_one_provider()
    assert [one.name for one in desk.pay.contracts()] == ["Riverside 2026", "Kim 2026"]


def test_a_contract_that_is_not_there_can_not_be_dropped(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE)
    with pytest.raises(BadInputError, match="There is no contract of default from 2026-07-02"):
        desk.pay.drop(RIVERSIDE._replace(first_day=date(2026, 7, 2)))
    assert desk.pay.contracts() == [RIVERSIDE]


def test_contracts_are_there_when_the_log_is_opened_again(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.pay.keep(RIVERSIDE)
    desk.logbook.add("27447-80", TODAY, HERE)
    desk.close()
    again = open_desk()
    assert again.pay.contracts() == [RIVERSIDE]
    assert credits_of(again) == {"27447-80": "3.0576"}


def test_a_contract_of_another_program_is_noticed(open_desk: OpenDesk) -> None:
    window, terminal = open_desk(), open_desk()
    assert window.pay.contracts() == []
    terminal.pay.keep(RIVERSIDE)
    window.notice_others()
    assert window.pay.contracts() == [RIVERSIDE]
    (entry,) = window.logbook.add("99214", TODAY, HERE)
    assert entry.credited_wrvu == Decimal("1.92")


# What fails, and who is who


def test_a_contract_that_could_not_be_written_is_not_believed(desk: Desk) -> None:
    desk.logbook.add_many([("99214-25; 90833; 27447-80", TODAY)] * 300, HERE)
    log = desk.workspace.log
    (pages,) = log.execute("PRAGMA page_count").fetchone()
    log.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(OperationFailedError):
        desk.pay.keep(RIVERSIDE)
    log.execute("PRAGMA max_page_count = 1073741823")
    assert desk.pay.contracts() == []
    desk.pay.keep(RIVERSIDE)
    (pages,) = log.execute("PRAGMA page_count").fetchone()
    log.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(OperationFailedError):
        desk.pay.drop(RIVERSIDE)
    log.execute("PRAGMA max_page_count = 1073741823")
    assert desk.pay.contracts() == [RIVERSIDE]


def test_names_are_told_apart_as_the_log_does(desk: Desk) -> None:
    desk.pay.keep(RIVERSIDE._replace(provider="\u00c9mile"))
    (other,) = desk.logbook.add("99214", TODAY, Circumstances(provider="\u00e9mile"))
    (his,) = desk.logbook.add("99214", TODAY, Circumstances(provider="\u00c9MILE"))
    assert (other.credited_wrvu, his.credited_wrvu) == (None, Decimal("1.92"))
    assert desk.pay.statements(month_of(TODAY), "\u00e9mile") == []
    (statement,) = desk.pay.statements(month_of(TODAY), "\u00c9mile")
    assert statement.credited == Decimal("1.92")


@pytest.mark.parametrize("provider", ["", " ", "Kim\nLee", "K" * 2001])
def test_a_contract_of_nobody_is_refused(desk: Desk, provider: str) -> None:
    with pytest.raises(BadInputError):
        desk.pay.keep(RIVERSIDE._replace(provider=provider))
    assert desk.pay.contracts() == []


def test_an_older_contract_of_the_log_is_still_read(desk: Desk) -> None:
    old = RIVERSIDE._replace(draw=Decimal("100.125"), weekdays=frozenset(), first_day=date(2101, 1, 1))
    desk.pay.keep(old)
    assert desk.pay.contracts() == [old]


# Reductions are taken from work


@pytest.mark.parametrize(
    ("line", "credits_"),
    [
        # three units under one patient each stand alone
        ("20610-50 x3", ["3.4650"]),
        ("27447-80 x3", ["9.1728"]),
        # less the base 45378
        ("45385; 45380", ["4.4600", "0.2900"]),
        # therapy and imaging: practice expense and technical part alone are cut
        ("97110 u2; 97140", ["0.9000", "0.4300"]),
        ("74177; 71260", ["1.7700", "1.1300"]),
    ],
)
def test_reductions_are_taken_from_work_exactly(desk: Desk, line: str, credits_: list[str]) -> None:
    desk.pay.keep(AS_MEDICARE)
    entries = desk.logbook.add(line, TODAY, HERE)
    assert [str(one.credited_wrvu) for one in entries] == credits_


def test_a_base_is_taken_off_by_the_schedule_of_the_contract(desk: Desk) -> None:
    desk.pay.keep(AS_MEDICARE._replace(schedule="2021"))
    _, second = desk.logbook.add("45385; 45380", TODAY, HERE)
    assert second.credit_how == "by the schedule of 2021; beside others, less 3.26 wRVU of the base 45378"
    assert second.credited_wrvu == Decimal("0.30")


def test_a_sixth_procedure_is_by_report_and_not_credited(desk: Desk) -> None:
    line = "27447; 27130; 23472; 29881; 20610; 11042; 12001"
    desk.pay.keep(AS_MEDICARE)
    entries = desk.logbook.add(line, TODAY, HERE)
    unknown = [one for one in entries if one.credited_wrvu is None]
    assert len(unknown) >= 1
    assert {one.credit_how for one in unknown} == {"beside others, a sixth or later procedure: by report"}
    assert desk.logbook.day(TODAY).tally.uncredited == len(unknown)


@pytest.mark.parametrize("line", ["99213-53", "43239-53", "27447-66"])
def test_what_medicare_pays_by_report_is_not_credited_under_its_preset(desk: Desk, line: str) -> None:
    desk.pay.keep(AS_MEDICARE)
    (entry,) = desk.logbook.add(line, TODAY, HERE)
    assert entry.credited_wrvu is None
    assert entry.credit_how
    assert desk.logbook.day(TODAY).tally.uncredited == 1
    desk.pay.keep(RIVERSIDE)
    (entry,) = desk.logbook.entries([entry.id])
    assert entry.credited_wrvu == entry.schedule_wrvu


def test_days_of_aftercare_are_credited_as_medicare_pays(desk: Desk) -> None:
    desk.pay.keep(AS_MEDICARE)
    (entry,) = desk.logbook.add("27447-55 30d", TODAY, HERE)
    # 19.11 by 21 % by 30 / 90
    assert figures(entry) == ("27447-55", "1.3377", "aftercare, 30 of 90 days")
