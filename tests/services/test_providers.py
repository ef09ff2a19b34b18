"""Who did it, and what their standing with Medicare does to the prices of new entries."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.contracts import Contract, CreditPolicy
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import PHYSICIAN, Payee
from rvuedge_desktop.domain.providers import Provider
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk

TODAY = date(2026, 7, 15)
HERE = Circumstances()
NP = Payee(share=Decimal("0.85"))
BY_NP = Circumstances(provider="NP")


def test_a_new_log_has_one_who_is_a_physician(desk: Desk) -> None:
    assert (desk.providers.names(), desk.providers.payee("default")) == (("default",), PHYSICIAN)
    assert desk.providers.payee("Nobody") == PHYSICIAN


@pytest.mark.parametrize(
    "payee",
    [
        NP,
        Payee(qualifying=True),
        Payee(participating=False),
        Payee(True, False, Decimal("0.625"), Decimal("1.25"), Decimal("0.5")),
    ],
)
def test_a_standing_is_kept_as_it_was_given(desk: Desk, payee: Payee) -> None:
    desk.providers.set_payee(" NP ", payee)
    assert desk.providers.names() == ("default", "NP")
    assert desk.providers.payee("NP") == desk.providers.payee(" NP") == payee


@pytest.mark.parametrize(
    ("payee", "line", "amount", "how"),
    [
        (NP, "99213", "80.91", "85 % of the schedule"),
        (Payee(participating=False), "99213", "90.43", "non-participating, 95 %"),
        (Payee(qualifying=True), "99213", "95.67", ""),
        (PHYSICIAN, "99213-22", "95.19", "22: shown in full, more is paid by report"),
        (
            Payee(increased=Decimal("1.25")),
            "99213-22",
            "118.99",
            "22: by your own 125 %, the contractor decides",
        ),
    ],
)
def test_new_entries_are_priced_for_it(desk: Desk, payee: Payee, line: str, amount: str, how: str) -> None:
    desk.providers.set_payee("NP", payee)
    (entry,) = desk.logbook.add(line, TODAY, BY_NP)
    assert (str(entry.medicare_amount), entry.how, entry.basis) == (amount, how, payee.text)


@pytest.mark.parametrize("provider", ["NP", "default"])
def test_assistance_by_who_is_no_physician_is_not_reduced_twice(desk: Desk, provider: str) -> None:
    desk.providers.set_payee("NP", NP)
    (entry,) = desk.logbook.add("27447-AS", TODAY, Circumstances(provider=provider))
    assert (str(entry.medicare_amount), entry.how) == ("157.67", "assistant, not a physician, 13.6 %")


def test_assistance_as_a_physician_is_reduced_by_both(desk: Desk) -> None:
    desk.providers.set_payee("NP", NP)
    (entry,) = desk.logbook.add("27447-80", TODAY, BY_NP)
    assert (str(entry.medicare_amount), entry.how) == ("157.67", "assistant, 16 %; 85 % of the schedule")


def test_old_entries_keep_what_they_were_priced_for(desk: Desk) -> None:
    (entry,) = desk.logbook.add("99213", TODAY, HERE)
    desk.providers.set_payee("default", NP)
    assert desk.logbook.entries([entry.id]) == (entry,)
    (twice,) = desk.logbook.edit([entry.id], Edit(patients=2))
    assert (str(twice.medicare_amount), twice.basis) == ("190.38", "")
    (copy,) = desk.logbook.copy([entry.id], date(2026, 7, 14))
    assert (str(copy.medicare_amount), copy.basis) == ("161.82", "85 % of the schedule")


def test_another_provider_brings_another_standing(desk: Desk) -> None:
    desk.providers.set_payee("NP", NP)
    (entry,) = desk.logbook.add("99213", TODAY, HERE)
    (theirs,) = desk.logbook.edit([entry.id], Edit(provider="NP"))
    assert (str(theirs.medicare_amount), theirs.basis) == ("80.91", "85 % of the schedule")
    (back,) = desk.logbook.edit([entry.id], Edit(provider="default"))
    assert (str(back.medicare_amount), back.basis) == ("95.19", "")


def test_what_two_did_in_an_encounter_is_two_claims(desk: Desk) -> None:
    desk.providers.set_payee("NP", NP)
    first, second = desk.logbook.add("45385; 45380", TODAY, HERE)
    assert (str(first.medicare_amount), str(second.medicare_amount)) == ("500.01", "101.87")
    (theirs,) = desk.logbook.edit([second.id], Edit(provider="NP"))
    assert (str(theirs.medicare_amount), theirs.how) == ("407.97", "85 % of the schedule")
    assert str(desk.logbook.entries([first.id])[0].medicare_amount) == "500.01"
    desk.workspace.undo()
    assert desk.logbook.entries([first.id, second.id]) == (first, second)


def test_another_provider_of_the_same_standing_makes_two_claims_too(desk: Desk) -> None:
    first, second = desk.logbook.add("45385; 45380", TODAY, HERE)
    assert (str(second.medicare_amount), second.basis) == ("101.87", "")
    (theirs,) = desk.logbook.edit([second.id], Edit(provider="Other"))
    assert (str(theirs.medicare_amount), theirs.how, theirs.basis) == ("479.97", "", "")
    assert desk.logbook.entries([first.id])[0].medicare_amount == first.medicare_amount
    (back,) = desk.logbook.edit([second.id], Edit(provider="default"))
    assert (back.medicare_amount, back.how) == (second.medicare_amount, second.how)
    (same,) = desk.logbook.edit([second.id], Edit(provider=" default "))
    assert same == back


def test_another_provider_of_the_same_standing_is_credited_by_their_contract(desk: Desk) -> None:
    for provider, own in (("default", "2"), ("Other", "3")):
        credit = CreditPolicy(own_values={"99213": Decimal(own)})
        desk.pay.keep(Contract("C", provider, date(2026, 1, 1), (1, 1), Decimal(0), credit=credit))
    (entry,) = desk.logbook.add("99213 x2", TODAY, HERE)
    assert entry.credited_wrvu == Decimal(4)
    (theirs,) = desk.logbook.edit([entry.id], Edit(provider="Other"))
    assert (theirs.credited_wrvu, theirs.medicare_amount) == (Decimal(6), entry.medicare_amount)
    (nobodys,) = desk.logbook.edit([entry.id], Edit(provider="Nobody"))
    assert nobodys.credited_wrvu is None
    desk.workspace.undo()
    assert desk.logbook.entries([entry.id]) == (theirs,)


def test_undo_puts_a_standing_back(desk: Desk) -> None:
    desk.providers.set_payee("NP", NP)
    desk.providers.set_payee("NP", PHYSICIAN)
    assert desk.workspace.next_labels()[0] == "Standing with Medicare of NP"
    desk.workspace.undo()
    assert desk.providers.payee("NP") == NP
    desk.workspace.undo()
    assert (desk.providers.names(), desk.providers.payee("NP")) == (("default",), PHYSICIAN)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "A provider needs a name"),
        (" ", "A provider needs a name"),
        ("x" * 2001, "A text of 2001 characters is too long"),
        ("a\0b", "can't be printed"),
        ("a\nb", "A provider's name stands in one line"),
        ("a\r\nb", "A provider's name stands in one line"),
        ("a\tb", "A provider's name stands in one line"),
        ("a\u2028b", "can't be printed"),
    ],
)
def test_a_name_that_is_none_is_refused(desk: Desk, name: str, why: str) -> None:
    (entry,) = desk.logbook.add("99213", TODAY, HERE)
    for give in (
        lambda: desk.providers.set_payee(name, NP),
        lambda: desk.logbook.add("99213", TODAY, Circumstances(provider=name)),
        lambda: desk.logbook.edit([entry.id], Edit(provider=name)),
    ):
        with pytest.raises(BadInputError, match=why):
            give()
    assert desk.providers.names() == ("default",)
    assert desk.workspace.next_labels() == ("Logged 99213", "")
    assert desk.logbook.day(TODAY).entries == (entry,)


@pytest.mark.parametrize(
    ("statement", "verb", "words"),
    [
        (
            "DELETE FROM providers WHERE name = 'NP'",
            lambda desk: desk.providers.put(Provider("NP", specialty="Pain")),
            "NP was changed by another program",
        ),
        (
            "UPDATE providers SET name = 'Ada' WHERE name = 'NP'",
            lambda desk: desk.providers.remove("NP"),
            "NP was changed by another program",
        ),
        (
            "INSERT INTO providers (name, created_at) VALUES ('Ada', '')",
            lambda desk: desk.providers.put(Provider("ada")),
            "There is a provider ada already",
        ),
    ],
)
def test_what_another_program_writes_while_a_change_waits_is_seen(
    desk: Desk,
    meanwhile: Callable[[str], AbstractContextManager[None]],
    statement: str,
    verb: Callable[[Desk], object],
    words: str,
) -> None:
    desk.providers.set_payee("NP", NP)
    with meanwhile(statement), pytest.raises(BadInputError, match=words):
        verb(desk)
