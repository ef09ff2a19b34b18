"""A standing with Medicare is written in words and read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.payees import (
    CREDENTIAL_SHARES,
    PHYSICIAN,
    Payee,
    payee_from,
    percent_text,
    share_from,
)

shares = st.integers(1, 40_000).map(lambda hundredths: Decimal(hundredths) / 10_000)
payees = st.builds(Payee, st.booleans(), st.booleans(), shares, st.none() | shares, st.none() | shares)


@given(payees)
def test_a_standing_is_read_back_from_its_words(payee: Payee) -> None:
    assert payee_from(payee.text) == payee


def test_the_words_name_only_what_is_not_usual() -> None:
    assert PHYSICIAN.text == ""
    payee = Payee(qualifying=True, participating=False, share=Decimal("0.85"), increased=Decimal("1.25"))
    assert payee.text == "qualifying participant, non-participating, 85 % of the schedule, 22 at 125 %"


@pytest.mark.parametrize("text", ["85", "85 %", " 85% "])
def test_a_percentage_is_read_as_people_write_it(text: str) -> None:
    assert share_from(text) == Decimal("0.85")


@pytest.mark.parametrize("text", ["", "0", "-5", "401", "85.123", "half", "NaN", "1e9", "Infinity"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a percentage"):
        share_from(text)


@pytest.mark.parametrize("text", ["nurse", "22 at much", "85"])
def test_what_is_no_standing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no standing"):
        payee_from(text)


@given(shares)
def test_a_share_is_printed_as_the_percentage_it_is(share: Decimal) -> None:
    assert share_from(percent_text(share)) == share


def test_the_usual_shares_are_those_of_the_regulation() -> None:
    assert CREDENTIAL_SHARES["nurse practitioner"] == Decimal("0.85")
    assert CREDENTIAL_SHARES["clinical social worker"] == Decimal("0.75")
