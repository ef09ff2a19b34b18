"""Totals to date, and the tables that are exported by month and by year."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Literal, NamedTuple

from rvuedge_desktop.domain.amounts import money_text, rvu_text
from rvuedge_desktop.domain.categories import category_of
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.periods import Period, months_of, periods_to_date
from rvuedge_desktop.domain.rates import NATIONAL
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.services.lookup import Lookup
from rvuedge_desktop.services.pay import Pay
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.totals import providers_between, tallies_by_day, tally_between

Kind = Literal["summary", "days", "codes", "entries"]

_TENTH = Decimal("0.1")
BASIS = "by date of service"
"""How the Medicare amounts of an export came about; the localities stand before it."""

_FIGURES = ("schedule_wrvu", "credited_wrvu", "medicare_amount", "contract_amount")
_SUMMARY_REST = (
    "encounters",
    "entries",
    "units",
    *_FIGURES,
    "target_wrvu",
    "percent_of_target",
    "unpriced_entries",
    "schedule_release",
    "basis",
    "custom_entries",
    "custom_wrvu",
)
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "summary": ("month", "provider", "days_worked", *_SUMMARY_REST),
    "days": ("date", "provider", "days_worked", *_SUMMARY_REST),
    "codes": (
        "month",
        "provider",
        "code",
        "modifiers",
        "title",
        "category",
        "entries",
        "units",
        *_FIGURES,
        "custom_wrvu",
    ),
    "entries": (
        "uid",
        "date",
        "encounter",
        "provider",
        "code",
        "modifiers",
        "patients",
        "units_each",
        "units",
        "minutes",
        "care_days",
        "setting",
        "pos",
        "role",
        "tag",
        "note",
        "title",
        *_FIGURES,
        "not_priced_because",
        "how",
        "release",
        "locality",
        "site",
        "basis",
        "created_at",
        "changed_at",
        "custom_wrvu",
        "member",
    ),
}
"""The columns of each kind of export, in order."""


class PeriodTotal(NamedTuple):
    """What a period to date adds up to.

    Attributes:
        period: its days.
        tally: the sums of its entries.
        contract_amount: dollars above base that contracts pay for it; None without a contract.
        target: what of the targets falls on it by working days; None without one.
    """

    period: Period
    tally: Tally
    contract_amount: Decimal | None
    target: Decimal | None


class Table(NamedTuple):
    """A table as text, ready to be written: absent values are empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Reports:
    """Looks at the log as sums and tables."""

    def __init__(self, workspace: Workspace, lookup: Lookup, pay: Pay) -> None:
        """Look at an open log, name its codes, and ask what contracts pay."""
        self._workspace = workspace
        self._lookup = lookup
        self._pay = pay

    def totals(self, day: date, provider: str = "") -> dict[str, PeriodTotal]:
        """Day, week, month, quarter, year and contract year up to a day, by name.

        Raises:
            OperationFailedError: the log could not be read.
        """
        periods = periods_to_date(day)
        contracts = self._pay.contracts()
        if contracts:
            whose = provider or (contracts[0].provider if self._pay.is_of_one_provider() else "")
            year = self._pay.year_of(whose, day) if whose else None
            if year:
                periods["contract_year"] = Period(year.period.first, day)
        return {name: self.total(period, provider) for name, period in periods.items()}

    def whole_target(self, day: date, provider: str = "") -> Decimal | None:
        """The target of the contract year in which a day lies.

        Of the provider named; without one, where one alone has contracts.
        """
        contracts = self._pay.contracts()
        whose = provider or (contracts[0].provider if self._pay.is_of_one_provider() else "")
        year = self._pay.year_of(whose, day) if whose else None
        return year.target if year else None

    def total(self, period: Period, provider: str = "") -> PeriodTotal:
        """What a period adds up to, and what contracts pay for it.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            tally = tally_between(self._workspace.log, period, provider)
        return PeriodTotal(
            period, tally, self._pay.earned(period, provider), self._pay.target(period, provider)
        )

    def days(self, period: Period, provider: str = "") -> dict[date, Tally]:
        """Each day of a period that has entries, with what it adds up to.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return dict(tallies_by_day(self._workspace.log, period, provider))

    def month_table(self, month: Period, kind: Kind) -> Table:
        """A month as a table. The same log gives the same table.

        Raises:
            OperationFailedError: the log could not be read.
        """
        return self._table((month,), kind)

    def year_table(self, year: int, kind: Kind) -> Table:
        """A calendar year as a table, month by month. Raises as `month_table`."""
        return self._table(months_of(year), kind)

    def _table(self, months: Sequence[Period], kind: Kind) -> Table:
        with self._workspace.reporting():
            return Table(COLUMNS[kind], tuple(row for month in months for row in self._rows(month, kind)))

    def _rows(self, month: Period, kind: Kind) -> Iterator[tuple[str, ...]]:
        if kind == "entries":
            yield from self._entry_rows(month)
            return
        for provider in providers_between(self._workspace.log, month) or self._nobody(kind):
            match kind:
                case "summary":
                    yield self._summary_row(month, provider)
                case "days":
                    yield from self._day_rows(month, provider)
                case "codes":
                    yield from self._code_rows(month, provider)

    def _nobody(self, kind: Kind) -> Sequence[str]:
        """Who stands in an empty month: a summary still has its row."""
        return rows.provider_names(self._workspace.log)[:1] if kind == "summary" else ()

    def _summary_row(self, month: Period, provider: str) -> tuple[str, ...]:
        log = self._workspace.log
        worked = sum(1 for _ in tallies_by_day(log, month, provider))
        rest = self._sums(month, provider, tally_between(log, month, provider))
        return (f"{month.first:%Y-%m}", provider, str(worked), *rest)

    def _day_rows(self, month: Period, provider: str) -> Iterator[tuple[str, ...]]:
        for day, tally in tallies_by_day(self._workspace.log, month, provider):
            yield (day.isoformat(), provider, "1", *self._sums(Period(day, day), provider, tally))

    def _sums(self, period: Period, provider: str, tally: Tally) -> tuple[str, ...]:
        counts = rows.counts_between(self._workspace.log, period, provider)
        return (
            str(counts.encounters),
            str(tally.entries),
            str(tally.units),
            *_figures(tally, self._pay.earned(period, provider)),
            *_target(tally, self._pay.target(period, provider)),
            str(tally.unpriced),
            "+".join(counts.releases),
            f"{'+'.join(counts.localities) or NATIONAL.locality}, {BASIS}",
            str(tally.customs),
            rvu_text(tally.custom_wrvu),
        )

    def _code_rows(self, month: Period, provider: str) -> Iterator[tuple[str, ...]]:
        def key(entry: Entry) -> tuple[str, tuple[str, ...]]:
            return entry.code, entry.modifiers

        entries = list(rows.entries_between(self._workspace.log, month, provider))
        earned: dict[int, Decimal] = {}
        for _, of_day in groupby(entries, lambda entry: entry.day):
            earned |= self._pay.by_entry(list(of_day))
        for (code, modifiers), group in groupby(sorted(entries, key=key), key):
            of_code = list(group)
            tally = sum(map(tally_of, of_code), Tally())
            paid = [earned[entry.id] for entry in of_code if entry.id in earned]
            yield (
                f"{month.first:%Y-%m}",
                provider,
                code,
                "-".join(modifiers),
                self._title(code),
                category_of(code).title,
                str(tally.entries),
                str(tally.units),
                *_figures_of_code(tally, sum(paid, Decimal(0)) if paid else None),
            )

    def _entry_rows(self, month: Period) -> Iterator[tuple[str, ...]]:
        entries = rows.entries_between(self._workspace.log, month)
        for _, group in groupby(entries, lambda entry: entry.day):
            of_day = list(group)
            earned = self._pay.by_entry(of_day)
            for entry in of_day:
                yield self._entry_row(entry, earned.get(entry.id))

    def _entry_row(self, entry: Entry, earned: Decimal | None) -> tuple[str, ...]:
        *figures, custom = _figures_of_code(tally_of(entry), earned)
        return (
            entry.uid,
            entry.day.isoformat(),
            str(entry.encounter),
            entry.provider,
            entry.code,
            "-".join(entry.modifiers),
            str(entry.patients),
            str(entry.units_each),
            str(entry.units),
            "" if entry.minutes is None else str(entry.minutes),
            "" if entry.care_days is None else str(entry.care_days),
            entry.setting,
            entry.pos,
            entry.role,
            entry.tag,
            entry.note,
            self._title(entry.code),
            *figures,
            entry.reason,
            entry.how,
            entry.release,
            entry.locality,
            entry.site,
            entry.basis,
            entry.created_at.isoformat(timespec="milliseconds"),
            entry.changed_at.isoformat(timespec="milliseconds"),
            custom,
            "" if entry.member is None else str(entry.member),
        )

    def _title(self, code: str) -> str:
        return self._lookup.title(code) or ""


def tally_of(entry: Entry) -> Tally:
    """One entry as a tally."""
    if entry.custom_wrvu is not None:
        return Tally(1, entry.units, customs=1, custom_wrvu=entry.custom_wrvu)
    return Tally(
        1,
        entry.units,
        entry.schedule_wrvu or Decimal(0),
        entry.medicare_amount or Decimal(0),
        int(entry.medicare_amount is None),
        int(entry.schedule_wrvu is None),
        entry.credited_wrvu or Decimal(0),
        int(entry.credited_wrvu is None),
    )


def _figures(tally: Tally, earned: Decimal | None) -> tuple[str, str, str, str]:
    """Schedule wRVU, credited wRVU, Medicare amount, contract amount; empty where not known."""
    wrvu, credited, amount = tally.known_wrvu, tally.known_credit, tally.known_amount
    return (
        "" if wrvu is None else rvu_text(wrvu),
        "" if credited is None else rvu_text(credited),
        "" if amount is None else money_text(amount),
        "" if earned is None else money_text(earned),
    )


def _figures_of_code(tally: Tally, earned: Decimal | None) -> tuple[str, ...]:
    """The figures of one code's entries, and their own wRVU last; a code has the ones or the other."""
    if tally.customs:
        return "", "", "", "", rvu_text(tally.custom_wrvu)
    return *_figures(tally, earned), ""


def _target(tally: Tally, target: Decimal | None) -> tuple[str, str]:
    """The target and the percentage of it that was credited, to a tenth; empty without one."""
    if target is None:
        return "", ""
    percent = (100 * tally.credited_wrvu / target).quantize(_TENTH, ROUND_HALF_UP) if target else None
    return rvu_text(target), "" if percent is None else f"{percent:f}"
