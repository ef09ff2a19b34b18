"""What a published schedule says: releases, the row of a code, geographic indices, conversion factors.

Field meanings follow CMS's record layout of the relative value file (RVU26B and its forerunners).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

COMPONENT_MODIFIERS = ("26", "TC", "53")
"""The modifiers that have rows of their own in a schedule."""

PAYABLE_STATUSES = frozenset("ART")
"""Only RVUs of these statuses are used for Medicare payment (record layout, field STATUS CODE)."""

ANESTHESIA_STATUS = "J"
"""Codes that are paid by base units and minutes."""

STATUS_TEXT = {
    "A": "active: paid separately when covered",
    "B": "bundled: always part of the payment for another service",
    "C": "priced by the contractor, not nationally",
    "D": "deleted",
    "E": "excluded from the fee schedule by regulation",
    "F": "deleted or discontinued",
    "G": "not valid for Medicare: another code is used",
    "H": "its component was deleted",
    "I": "not valid for Medicare: another code is used",
    "J": "anesthesia: paid by base units and time",
    "M": "for measurement and reporting only",
    "N": "not covered by Medicare",
    "P": "bundled or excluded: no separate payment",
    "R": "restricted coverage",
    "T": "paid only when nothing else is payable that day",
    "X": "outside the physician fee schedule by law",
}
"""What a status indicator means, in our own words."""

Setting = Literal["office", "facility"]
"""Which practice expense applies: `office` is CMS's non-facility."""

RuleOfDate = Literal["in force", "nearest release", "schedule out of date"]


class Release(NamedTuple):
    """One published relative value file.

    Attributes:
        name: as CMS calls it, `RVU26C`; a January correction is `RVU24AR`.
        first_day: first day of service it holds for.
        published: the day CMS states in the file; None where the file does not state it.
    """

    name: str
    first_day: date
    published: date | None = None

    @property
    def title(self) -> str:
        """The name a person uses: `July 2026`."""
        return f"{self.first_day:%B %Y}"


class ReleaseOnDay(NamedTuple):
    """The release that rules on a day of service, and why that one."""

    release: Release
    rule: RuleOfDate


def release_on(day: date, releases: tuple[Release, ...]) -> ReleaseOnDay | None:
    """Pick the release for a day of service.

    The newest one of the same calendar year whose first day is not after it; where that year's earliest
    release is later, that one (`nearest release`); where the year has none, the newest before it
    (`schedule out of date`). None before the first release's year: there is nothing to price by.

    Args:
        day: the day of service.
        releases: all that are loaded, ordered by first day.
    """
    same_year = [release for release in releases if release.first_day.year == day.year]
    begun = [release for release in same_year if release.first_day <= day]
    if begun:
        return ReleaseOnDay(begun[-1], "in force")
    if same_year:
        return ReleaseOnDay(same_year[0], "nearest release")
    before = [release for release in releases if release.first_day.year < day.year]
    return ReleaseOnDay(before[-1], "schedule out of date") if before else None


class ConversionFactor(NamedTuple):
    """Dollars for one RVU, from a day on.

    Attributes:
        first_day: first day of service it holds for.
        amount: the factor for everyone, since 2026 for those who are not qualifying participants.
        qualifying: the factor of qualifying APM participants, None before 2026.
        anesthesia: national anesthesia factor, dollars for an anesthesia unit; None where not known.
        qualifying_anesthesia: the same for qualifying participants; None before 2026.
    """

    first_day: date
    amount: Decimal
    qualifying: Decimal | None = None
    anesthesia: Decimal | None = None
    qualifying_anesthesia: Decimal | None = None

    def for_payee(self, *, qualifying: bool) -> Decimal:
        """Dollars for one RVU; before 2026 there is one factor for everybody."""
        return self.qualifying if qualifying and self.qualifying is not None else self.amount


class AnesthesiaFactor(NamedTuple):
    """Dollars for an anesthesia unit.

    Attributes:
        amount: the factor.
        note: what a person should know of it, such as that it is another year's; empty where nothing.
    """

    amount: Decimal
    note: str = ""


class Gpci(NamedTuple):
    """Geographic practice cost indices of a locality; the work index floored where a floor is law.

    Attributes:
        locality: contractor and number, `15202-00`.
        name: place and state.
        work, practice_expense, malpractice: the indices.
    """

    locality: str
    name: str
    work: Decimal
    practice_expense: Decimal
    malpractice: Decimal


NATIONAL = Gpci("national", "National", Decimal(1), Decimal(1), Decimal(1))
"""No locality: all indices 1, as in the amounts that CMS prints nationally."""


class Indicators(NamedTuple):
    """The policy indicators of a row, letter for letter as published.

    Attributes:
        not_used: `+` where the RVUs are not used for Medicare payment, else empty.
        nonfacility_na: True where the file flags that it is rarely or never done in an office.
        facility_na: the same for a facility.
        pc_tc: professional and technical component indicator, 0 to 9.
        global_days: 000, 010, 090, MMM, XXX, YYY or ZZZ.
        preoperative, intraoperative, postoperative: shares of the global package.
        multiple_procedure, bilateral, assistant, co_surgeon, team: 0 to 9.
        endoscopic_base: the base code of an endoscopy family, else empty.
        supervision: two characters.
        imaging_family: 88 where the imaging reductions apply, else 99.
    """

    not_used: str
    nonfacility_na: bool
    facility_na: bool
    pc_tc: str
    global_days: str
    preoperative: Decimal
    intraoperative: Decimal
    postoperative: Decimal
    multiple_procedure: str
    bilateral: str
    assistant: str
    co_surgeon: str
    team: str
    endoscopic_base: str
    supervision: str
    imaging_family: str


class Rate(NamedTuple):
    """The figures of one code and modifier, as one release has them.

    Attributes:
        code: five characters.
        modifier: empty, 26, TC or 53.
        status: the status indicator, one letter.
        work, pe_nonfacility, pe_facility, malpractice: RVUs.
        opps_pe_nonfacility, opps_pe_facility, opps_malpractice: RVUs for the imaging cap; zero where none.
        indicators: the policy indicators.
    """

    code: str
    modifier: str
    status: str
    work: Decimal
    pe_nonfacility: Decimal
    pe_facility: Decimal
    malpractice: Decimal
    opps_pe_nonfacility: Decimal
    opps_pe_facility: Decimal
    opps_malpractice: Decimal
    indicators: Indicators

    def practice_expense(self, setting: Setting) -> Decimal:
        """The practice expense RVU for a setting."""
        return self.pe_facility if setting == "facility" else self.pe_nonfacility

    def total(self, setting: Setting) -> Decimal:
        """Work, practice expense and malpractice together, for a setting."""
        return self.work + self.practice_expense(setting) + self.malpractice


RateRows = Mapping[str, Rate]
"""The rows of one code, by modifier; the one without stands under the empty string."""


class RateInterval(NamedTuple):
    """A rate and the days of one calendar year for which the bundled releases have it so.

    Attributes:
        rate: the figures.
        first_day: first day of the first release that has them.
        last_day: the day before the release that changes or drops them; None where the year's last
            bundled release still has them.
    """

    rate: Rate
    first_day: date
    last_day: date | None
