"""Several providers in one log: who they are, whose entries are shown, where theirs are priced."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from rvuedge_desktop.domain.contracts import Contract, Tier
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.domain.providers import Provider
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.store.changes import now_text

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
HERE = Circumstances()
ADA = Provider("Ada Roe", "Psychiatry", "MD", "attending", "10112-00")
CONTRACT = Contract(
    "Riverside", "Ada Roe", date(2026, 1, 1), (1, 1), Decimal(0), tiers=(Tier(Decimal(0), Decimal(50)),)
)


@pytest.fixture
def pair(desk: Desk) -> Desk:
    """A desk with Ada, in Alabama, beside the provider whom every log has."""
    desk.providers.put(ADA)
    return desk


def _clinic(desk: Desk, provider: str) -> None:
    with desk.workspace.change("clinic", "Clinic") as writer:
        writer.insert(
            "clinics",
            {
                "name": "Monday",
                "provider": provider,
                "weekdays": "1",
                "every_weeks": 1,
                "first_day": "2026-01-05",
                "last_day": None,
                "lines": "99213",
                "created_at": now_text(),
            },
        )


def _clinics(desk: Desk) -> list[str]:
    return [row[0] for row in desk.workspace.log.execute("SELECT provider FROM clinics")]


def test_all_that_is_said_of_a_provider_is_kept(desk: Desk, open_desk: OpenDesk) -> None:
    whole = Provider(" Ada Roe ", " Psychiatry ", " MD ", "resident", "36104", Payee(share=Decimal("0.85")))
    kept = desk.providers.put(whole)
    assert kept == Provider("Ada Roe", "Psychiatry", "MD", "resident", "10112-00", whole.payee)
    assert open_desk().providers.all() == (Provider("default"), kept)
    assert desk.providers.find("ADA ROE ") == kept


def test_a_change_is_one_undo(pair: Desk) -> None:
    pair.providers.put(ADA._replace(specialty="Neurology", stage="student", locality=""))
    assert pair.workspace.next_labels()[0] == "Provider Ada Roe"
    pair.workspace.undo()
    assert pair.providers.named("Ada Roe") == ADA
    pair.workspace.undo()
    assert pair.providers.names() == ("default",)
    pair.workspace.redo()
    assert pair.providers.named("Ada Roe") == ADA


def test_a_change_that_changes_nothing_leaves_no_trace(pair: Desk) -> None:
    pair.logbook.add("99213", TODAY, HERE)
    pair.providers.put(ADA)
    assert pair.workspace.next_labels()[0] == "Logged 99213"


@pytest.mark.parametrize(
    ("provider", "was", "said"),
    [
        (ADA._replace(name=" "), "", "A provider needs a name"),
        (ADA._replace(name="a\nb"), "", "A provider's name stands in one line"),
        (ADA._replace(specialty="a\nb"), "", "Specialty and credentials stand in one line"),
        (ADA._replace(credentials="\0"), "", "can't be printed"),
        (ADA._replace(stage="boss"), "", "There is no stage \u201cboss\u201d. Write student, resident or"),  # type: ignore[arg-type]
        (ADA._replace(locality="the moon"), "", "There is no Medicare locality"),
        (ADA._replace(name="All"), "", "stands for everybody"),
        (ADA._replace(name="DEFAULT"), "Ada Roe", "There is a provider DEFAULT already"),
        (ADA._replace(name="Bo"), "Nobody", "No provider is called \u201cNobody\u201d. This log has default"),
    ],
)
def test_what_can_not_be_kept_is_refused(pair: Desk, provider: Provider, was: str, said: str) -> None:
    before = pair.providers.all()
    with pytest.raises(BadInputError) as refused:
        pair.providers.put(provider, was)
    assert said in str(refused.value)
    assert pair.providers.all() == before
    assert pair.workspace.next_labels()[0] == "Provider Ada Roe"


# Names


def test_a_new_name_takes_entries_contracts_and_clinics_along(pair: Desk) -> None:
    (entry,) = pair.logbook.add("99213", TODAY, Circumstances(provider="Ada Roe"))
    pair.pay.keep(CONTRACT)
    _clinic(pair, "ada roe")
    (credited,) = pair.logbook.entries([entry.id])
    earned = pair.pay.earned(Period(TODAY, TODAY), "Ada Roe")
    assert earned == Decimal("65.00")
    pair.providers.rename("ADA ROE", "Ada Lin")
    assert pair.providers.names() == ("default", "Ada Lin")
    assert pair.logbook.entries([entry.id]) == (credited._replace(provider="Ada Lin"),)
    assert pair.pay.contracts() == [CONTRACT._replace(provider="Ada Lin")]
    assert pair.pay.earned(Period(TODAY, TODAY), "Ada Lin") == earned
    assert pair.pay.contracts_of("Ada Roe") == ()
    assert _clinics(pair) == ["Ada Lin"]
    (more,) = pair.logbook.add("99213", TODAY, Circumstances(provider="Ada Lin"))
    assert more.credited_wrvu == credited.credited_wrvu == Decimal("1.3")
    pair.workspace.undo()
    assert pair.workspace.next_labels()[0] == "Renamed Ada Roe to Ada Lin"
    pair.workspace.undo()
    assert pair.pay.contracts() == [CONTRACT]
    assert pair.logbook.entries([entry.id]) == (credited,)
    assert _clinics(pair) == ["ada roe"]


def test_the_case_of_a_name_can_be_changed(pair: Desk) -> None:
    pair.pay.keep(CONTRACT)
    pair.providers.rename("Ada Roe", "ADA ROE")
    assert pair.providers.names() == ("default", "ADA ROE")
    assert [one.provider for one in pair.pay.contracts_of("ada roe")] == ["ADA ROE"]


def test_a_name_that_a_contract_has_is_not_given_to_another(pair: Desk) -> None:
    pair.pay.keep(CONTRACT._replace(provider="Bo"))
    with pytest.raises(BadInputError, match="There is a contract of Bo already"):
        pair.providers.rename("Ada Roe", "Bo")
    assert pair.providers.put(Provider("Bo")) == Provider("Bo")


def test_names_compare_as_the_file_compares_them(desk: Desk) -> None:
    desk.logbook.add("99213", TODAY, Circumstances(provider="Zo\u00cb"))
    desk.logbook.add("99213", TODAY, Circumstances(provider="Zo\u00eb"))
    assert desk.providers.names() == ("default", "Zo\u00cb", "Zo\u00eb")
    assert desk.logbook.known_provider(" zo\u00cb") == "Zo\u00cb"
    assert desk.logbook.known_provider("ZO\u00eb") == "Zo\u00eb"


# Removing


def test_who_has_nothing_is_removed_and_undo_brings_them_back(pair: Desk) -> None:
    pair.providers.use("Ada Roe")
    assert pair.providers.remove("ada roe") == ADA
    assert pair.providers.names() == ("default",)
    assert pair.providers.whose() == ("", "default")
    pair.workspace.undo()
    assert pair.providers.all() == (Provider("default"), ADA)
    assert pair.providers.whose() == ("Ada Roe", "Ada Roe")


def test_who_has_something_stays(pair: Desk) -> None:
    def refused(name: str) -> str:
        with pytest.raises(BadInputError) as error:
            pair.providers.remove(name)
        return str(error.value)

    assert refused("Nobody").startswith("No provider is called")
    (entry,) = pair.logbook.add("99213", TODAY, Circumstances(provider="Ada Roe"))
    assert refused("Ada Roe").startswith("Ada Roe has entries. Ada Roe stays")
    pair.logbook.remove([entry.id])
    pair.pay.keep(CONTRACT)
    assert refused("Ada Roe").startswith("Ada Roe has a contract")
    pair.pay.drop(CONTRACT)
    _clinic(pair, "Ada Roe")
    assert refused("Ada Roe").startswith("Ada Roe has a clinic")
    pair.workspace.undo()
    pair.providers.remove("Ada Roe")
    assert refused("default").startswith("default is the only provider")


def test_a_number_that_is_given_anew_is_not_taken_for_the_one_before(pair: Desk) -> None:
    pair.providers.use("Ada Roe")
    pair.providers.remove("Ada Roe")
    pair.providers.put(Provider("Bo"))
    assert pair.providers.whose() == ("", "default")


# Whose entries are shown


def test_new_entries_are_of_who_was_chosen_last(pair: Desk, open_desk: OpenDesk) -> None:
    def logged() -> str:
        return pair.logbook.add("99213", TODAY, HERE)[0].provider

    assert (pair.providers.whose(), logged()) == (("", "default"), "default")
    assert pair.providers.use(" ADA roe") == ("Ada Roe", "Ada Roe")
    assert logged() == "Ada Roe"
    assert pair.providers.use("") == ("", "Ada Roe")
    assert logged() == "Ada Roe"
    assert open_desk().providers.whose() == ("", "Ada Roe")
    pair.providers.rename("Ada Roe", "Ada Lin")
    assert (pair.providers.whose(), logged()) == (("", "Ada Lin"), "Ada Lin")
    with pytest.raises(BadInputError, match="No provider is called"):
        pair.providers.use("Ada Roe")


def test_the_only_provider_may_be_called_anything(desk: Desk) -> None:
    desk.providers.rename("default", "Ada Roe")
    assert desk.logbook.add("99213", TODAY, HERE)[0].provider == "Ada Roe"
    assert desk.providers.names() == ("Ada Roe",)
    assert desk.reports.month_table(Period(date(2026, 1, 1), date(2026, 1, 31)), "summary").rows[0][:3] == (
        "2026-01",
        "Ada Roe",
        "0",
    )


def test_days_and_totals_by_provider(pair: Desk) -> None:
    pair.logbook.add("99213; 90833", TODAY, HERE)
    pair.logbook.add("90837", TODAY, Circumstances(provider="Ada Roe"))
    assert list(pair.logbook.day_ids(TODAY)) == [1, 2, 3]
    assert list(pair.logbook.day_ids(TODAY, "Ada Roe")) == [3]
    everybody, ada, other = (
        pair.reports.totals(TODAY, whose)["year"].tally for whose in ("", "Ada Roe", "default")
    )
    assert (ada.entries, str(ada.medicare_amount)) == (1, "161.70")
    assert everybody.medicare_amount == ada.medicare_amount + other.medicare_amount


def test_the_target_is_that_of_the_provider_asked_for(pair: Desk) -> None:
    pair.pay.keep(CONTRACT._replace(target_wrvu=Decimal(4000)))
    pair.pay.keep(CONTRACT._replace(provider="default", target_wrvu=Decimal(6000)))
    assert pair.reports.whole_target(TODAY) is None
    assert pair.reports.whole_target(TODAY, "Ada Roe") == Decimal(4000)
    assert pair.reports.whole_target(TODAY, "default") == Decimal(6000)
    assert pair.reports.whole_target(TODAY, "Nobody") is None


# Where they work


@pytest.mark.parametrize(
    ("line", "around", "locality", "amount"),
    [
        ("90837", Circumstances(provider="Ada Roe"), "10112-00", "161.70"),
        ("90837", Circumstances(provider="default"), "national", "167.00"),
        ("90837", Circumstances(provider="Ada Roe", locality="national"), "national", "167.00"),
        ("90837 @clinic", Circumstances(provider="Ada Roe"), "10112-00", "161.70"),
        ("90837 @nation", Circumstances(provider="Ada Roe"), "national", "167.00"),
    ],
)
def test_entries_are_priced_for_the_locality_of_their_provider(
    pair: Desk, line: str, around: Circumstances, locality: str, amount: str
) -> None:
    pair.sites.put("clinic", "11")
    pair.sites.put("nation", "11", "national")
    draft = pair.logbook.draft(line, TODAY, around)
    (entry,) = pair.logbook.add(line, TODAY, around)
    assert (entry.locality, str(entry.medicare_amount)) == (locality, amount)
    assert draft.amount == entry.medicare_amount


def test_the_locality_of_a_provider_goes_before_the_preferred_one(pair: Desk) -> None:
    pair.preferences.locality = "15202-00"
    assert pair.providers.locality("Ada Roe") == "10112-00"
    assert pair.providers.locality("default") == pair.providers.locality("Nobody") == "15202-00"


def test_an_entry_keeps_its_place_when_another_provider_takes_it(pair: Desk) -> None:
    (entry,) = pair.logbook.add("90837", TODAY, HERE)
    (theirs,) = pair.logbook.edit([entry.id], Edit(provider="Ada Roe"))
    assert (theirs.locality, str(theirs.medicare_amount)) == ("national", "167.00")
    (moved,) = pair.logbook.edit([entry.id], Edit(locality=""))
    assert (moved.locality, str(moved.medicare_amount)) == ("10112-00", "161.70")
    pair.providers.put(ADA._replace(locality=""))
    assert pair.logbook.entries([entry.id]) == (moved,)


def test_what_a_failed_edit_read_is_forgotten(pair: Desk) -> None:
    (entry,) = pair.logbook.add("99213", TODAY, HERE)
    with pytest.raises(BadInputError):
        pair.logbook.edit([entry.id], Edit(provider="Nobody", code="99999", locality="the moon"))
    assert pair.providers.names() == ("default", "Ada Roe")


def test_another_program_s_providers_are_noticed(pair: Desk, open_desk: OpenDesk) -> None:
    assert len(pair.providers.all()) == 2
    open_desk().providers.put(Provider("Bo"))
    pair.workspace.notice_others()
    assert pair.providers.names() == ("default", "Ada Roe", "Bo")
