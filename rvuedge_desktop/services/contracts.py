"""The contracts of a log, and what they credit of each entry."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from rvuedge_desktop.domain.contracts import BY_DATE, Contract, contract_on
from rvuedge_desktop.domain.credit import Credit, credit_line
from rvuedge_desktop.domain.custom_codes import is_custom_code
from rvuedge_desktop.domain.encounters import LinePrice
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.pricing import established_work, row_for
from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.services.circumstances import folded_name
from rvuedge_desktop.services.schedules import HeldRelease, Schedules
from rvuedge_desktop.services.workspace import ChangeSet, Workspace
from rvuedge_desktop.store import contracts as rows
from rvuedge_desktop.store.changes import Writer, now_text

_YEAR_LENGTH = 4


class Contracts:
    """Contracts by provider, ordered by first day."""

    def __init__(self, workspace: Workspace, schedules: Schedules) -> None:
        """Read them from an open log when first asked."""
        self._workspace = workspace
        self._schedules = schedules
        self._known: dict[str, tuple[Contract, ...]] | None = None
        workspace.subscribe(self._on_change)

    def _on_change(self, change: ChangeSet | None) -> None:
        if change is None or any(row.table == "contracts" for row in change.rows):
            self.forget()

    def forget(self) -> None:
        """Read them from the log again when next asked: a change that failed may have shown others."""
        self._known = None

    def all(self) -> Mapping[str, tuple[Contract, ...]]:
        """Every provider's contracts.

        Raises:
            OperationFailedError: the log could not be read.
        """
        if self._known is None:
            with self._workspace.reporting():
                bodies = rows.contract_bodies(self._workspace.log)
            found: dict[str, list[Contract]] = {}
            for _, provider, body in bodies:
                found.setdefault(folded_name(provider), []).append(_read(body))
            self._known = {provider: tuple(some) for provider, some in found.items()}
        return self._known

    def of(self, provider: str) -> tuple[Contract, ...]:
        """A provider's contracts, ordered by first day; none where they have none.

        Raises:
            OperationFailedError: the log could not be read.
        """
        return self.all().get(folded_name(provider.strip()), ())

    def put(self, writer: Writer, contract: Contract) -> None:
        """Write a contract, in place of the one of the same provider that begins on the same day."""
        from rvuedge_desktop.exchange.contract_toml import contract_text  # noqa: PLC0415 - as in _read

        values = {
            "provider": contract.provider,
            "first_day": contract.first_day.isoformat(),
            "body": contract_text(contract),
        }
        number = self._number(writer, contract.provider, contract.first_day)
        if number is None:
            writer.insert("contracts", {**values, "created_at": now_text()})
        else:
            writer.update("contracts", number, {**values})
        self._known = None

    def drop(self, writer: Writer, contract: Contract) -> None:
        """Take a contract away.

        Raises:
            BadInputError: there is none of that provider and day.
        """
        number = self._number(writer, contract.provider, contract.first_day)
        if number is None:
            raise BadInputError(f"There is no contract of {contract.provider} from {contract.first_day}")
        writer.delete("contracts", number)
        self._known = None

    def rename(self, writer: Writer, old: str, new: str) -> None:
        """Give a provider's contracts to their new name; what they credit stays."""
        from rvuedge_desktop.exchange.contract_toml import contract_text  # noqa: PLC0415 - as in _read

        for number, whose, body in rows.contract_bodies(writer.connection):
            if folded_name(whose) == folded_name(old):
                renamed = contract_text(_read(body)._replace(provider=new))
                writer.update("contracts", number, {"provider": new, "body": renamed})
        self._known = None

    def _number(self, writer: Writer, provider: str, first_day: date) -> int | None:
        for number, whose, body in rows.contract_bodies(writer.connection):
            if folded_name(whose) == folded_name(provider) and _read(body).first_day == first_day:
                return number
        return None

    def check_schedule(self, contract: Contract) -> None:
        """Refuse a contract that credits by a schedule that is not at hand.

        Raises:
            BadInputError: it does.
        """
        if contract.schedule != BY_DATE and self._pinned(contract.schedule) is None:
            raise BadInputError(
                f"No release of {contract.schedule} is at hand",
                "rvuedge schedule list shows those that are",
                "No contract was changed",
            )

    def check_codes(self, contract: Contract) -> None:
        """Refuse a contract that speaks of codes of the user's own, which none credits.

        Raises:
            BadInputError: it does.
        """
        named = {*contract.credit.own_values, *contract.credit.not_credited}
        own = sorted(code for code in named if is_custom_code(code))
        if own:
            raise BadInputError(
                f"{own[0]} is a code of your own, which no contract credits",
                "Leave it out of the contract",
                "No contract was changed",
            )

    def schedules(self) -> list[str]:
        """What a contract may credit by, besides releases: the date of service, and the years at hand."""
        years = {str(one.release.first_day.year) for one in self._schedules.held}
        return [BY_DATE, *sorted(years, reverse=True)]

    def _pinned(self, schedule: str) -> HeldRelease | None:
        """The release that a contract is pinned to: of a year its first, as contracts usually mean it."""
        if len(schedule) == _YEAR_LENGTH:
            of_year = [one for one in self._schedules.held if one.release.first_day.year == int(schedule)]
            return of_year[0] if of_year else None
        return self._schedules.named(schedule)

    def credit(self, provider: str, day: date, item: Item, worth: LinePrice) -> Credit:
        """What the provider's contract of the day credits of a line; nothing without a contract.

        Args:
            provider: who did it.
            day: day of service.
            item: code, modifiers, units.
            worth: what the line is worth inside its encounter.
        """
        contract = contract_on(self.of(provider), day)
        return Credit(None) if contract is None else self.credit_by(contract, day, item, worth)

    def credit_by(self, contract: Contract, day: date, item: Item, worth: LinePrice) -> Credit:
        """What a contract credits of a line, whether the log has that contract or not. As `credit`.

        Of a code of the user's own nothing, whatever the contract says of it: its wRVU are a ledger apart.
        """
        if is_custom_code(item.code):
            return Credit(None)
        rates: Callable[[str], Mapping[str, Rate]] = partial(self._schedules.rates_on, day=day)
        how: tuple[str, ...] = ()
        if contract.schedule != BY_DATE:
            pinned = self._pinned(contract.schedule)
            rates = partial(self._schedules.rates_of, held=pinned) if pinned else _no_rates
            how = (f"by the schedule of {contract.schedule}",)
        rate = self._row(rates(item.code), item)
        work = worth.price.unit_wrvu if contract.schedule == BY_DATE else _work(rate)
        bases = {part.base: _work(rates(part.base).get("")) for part in worth.work if part.base}
        known = {code: base for code, base in bases.items() if base is not None}
        credit = credit_line(item, work, rate, contract.credit, left=worth.work, base_work=known)
        return credit._replace(how=how + credit.how)

    def _row(self, rates: Mapping[str, Rate], item: Item) -> Rate | None:
        row = row_for(rates, item.modifiers) if rates else ""
        return None if isinstance(row, str) else row


@lru_cache(maxsize=64)
def _read(body: str) -> Contract:
    from rvuedge_desktop.exchange.contract_toml import read_contract  # noqa: PLC0415 - not without a contract

    return read_contract(body, "the log", kept=True)


def _no_rates(_code: str) -> Mapping[str, Rate]:
    return {}


def _work(rate: Rate | None) -> Decimal | None:
    return None if rate is None else established_work(rate)


def overlapping(contracts: Sequence[Contract], contract: Contract) -> Contract | None:
    """The other contract of the same name that begins on the same day as one; None where there is none."""
    return next(
        (
            one
            for one in contracts
            if one.first_day == contract.first_day and one.name.casefold() != contract.name.casefold()
        ),
        None,
    )
