"""A contract as a small TOML file: what a person writes, and the dialog writes and reads."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, get_args

from rvuedge_desktop.domain.codes import is_code, is_modifier
from rvuedge_desktop.domain.contracts import (
    BY_DATE,
    WEEKDAYS,
    Contract,
    CreditPolicy,
    Preset,
    Tier,
    TierKind,
    TrueUp,
)
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import HIGHEST_SHARE
from rvuedge_desktop.domain.periods import Period

T = TypeVar("T")

_SCHEDULE = re.compile(r"20[0-9]{2}|RVU[0-9]{2}(?:AR|[ABCD])")
_YEAR_START = re.compile(r"(0[1-9]|1[0-2])-([0-2][0-9]|3[01])")
_SAFE = "No contract was changed"
_HIGHEST = Decimal(100_000_000)
_KEYS = {
    "name", "provider", "from", "year_start", "base_salary", "fte", "schedule", "target_wrvu", "true_up",
    "tiers", "tier", "draw", "cap", "credit", "weekdays", "holidays", "leave",
}  # fmt: skip
_CREDIT_KEYS = {"preset", "reductions", "codes", "not_credited"}


class _Reader:
    """Reads a table key by key, and says in which line what is wrong."""

    def __init__(self, text: str, name: str) -> None:
        self._lines, self._name = text.splitlines(), name

    def refuse(self, key: str, what: str, fix: str = "Correct it") -> BadInputError:
        pattern = re.compile(rf'^\s*(?:\[+\s*)?"?{re.escape(key)}"?\s*(?:=|\])')
        lines = [number for number, line in enumerate(self._lines, 1) if pattern.match(line)]
        where = f", line {lines[-1]}" if lines else ""
        return BadInputError(f"{self._name}{where}: {what}", fix, _SAFE)

    def known(self, table: Mapping[str, Any], keys: set[str]) -> None:
        for key in table:
            if key not in keys:
                raise self.refuse(
                    key, f"\u201c{key}\u201d is no key of a contract", f"Known are {', '.join(sorted(keys))}"
                )

    def number(self, key: str, value: object, most: Decimal = _HIGHEST) -> Decimal:
        if not isinstance(value, str):
            raise self.refuse(key, f'{key} must be a string such as "45.00", so that it stays exact')
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self.refuse(key, f"{key} is {value!r}, which is no number") from None
        if not number.is_finite() or not 0 <= number <= most:
            raise self.refuse(key, f"{key} is {value}, which is not from 0 to {most:,}")
        return number

    def one_of(self, key: str, value: object, allowed: tuple[str, ...]) -> str:
        if value not in allowed:
            raise self.refuse(key, f"{key} is {value!r}", f"Write one of {', '.join(allowed)}")
        return str(value)

    def day(self, key: str, value: object) -> date:
        if type(value) is not date:
            raise self.refuse(
                key, f"{key} is {value!r}, which is no day", "Write it as 2026-07-01, without quotes"
            )
        return value

    def listed(self, key: str, value: object, make: Callable[[object], T]) -> list[T]:
        if not isinstance(value, list):
            raise self.refuse(key, f"{key} must be a list")
        return [make(one) for one in value]

    def table(self, key: str, value: object) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.refuse(key, f"{key} must be a table")
        return value


def read_contract(text: str, name: str) -> Contract:
    """Read a contract.

    Args:
        text: TOML; amounts are strings, days are days.
        name: of the file, for messages.

    Raises:
        BadInputError: it is no TOML, or contradicts itself; the message names the line and the reason.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(
            f"{name} is not TOML: {error}", "Correct it", "No contract was changed"
        ) from error
    read = _Reader(text, name)
    read.known(table, _KEYS)
    for key in ("name", "from"):
        if key not in table:
            raise read.refuse(key, f"it has no \u201c{key}\u201d")
    if not isinstance(table["name"], str) or not table["name"].strip():
        raise read.refuse("name", "its name is empty")
    first_day = read.day("from", table["from"])
    schedule = str(table.get("schedule", BY_DATE))
    if schedule != BY_DATE and not _SCHEDULE.fullmatch(schedule):
        fix = f"Write {BY_DATE}, a year such as 2021, or a release such as RVU21A"
        raise read.refuse("schedule", f"schedule is {schedule!r}", fix)
    days = read.listed("weekdays", table.get("weekdays", list(WEEKDAYS[:5])), str)
    for day in days:
        read.one_of("weekdays", day, WEEKDAYS)
    target = table.get("target_wrvu")
    return Contract(
        name=table["name"].strip(),
        provider=str(table.get("provider", "default")),
        first_day=first_day,
        year_start=_year_start(read, table.get("year_start"), first_day),
        base_salary=read.number("base_salary", table.get("base_salary", "0")),
        fte=read.number("fte", table.get("fte", "1"), Decimal(2)),
        schedule=schedule,
        target_wrvu=None if target is None else read.number("target_wrvu", target),
        true_up=read.one_of("true_up", table.get("true_up", "year"), get_args(TrueUp)),  # type: ignore[arg-type]
        tier_kind=read.one_of("tiers", table.get("tiers", "marginal"), get_args(TierKind)),  # type: ignore[arg-type]
        tiers=_tiers(read, table.get("tier", [])),
        draw=read.number("draw", table.get("draw", "0")),
        cap=None if "cap" not in table else read.number("cap", table["cap"]),
        credit=_credit(read, table.get("credit", {})),
        weekdays=frozenset(WEEKDAYS.index(day) for day in days),
        holidays=frozenset(
            read.listed("holidays", table.get("holidays", []), lambda one: read.day("holidays", one))
        ),
        leaves=tuple(read.listed("leave", table.get("leave", []), lambda one: _leave(read, one))),
    )


def _year_start(read: _Reader, value: object, first_day: date) -> tuple[int, int]:
    if value is None:
        return first_day.month, first_day.day
    found = _YEAR_START.fullmatch(str(value))
    try:
        return (date(2024, int(found[1]), int(found[2])).timetuple()[1:3]) if found else _nothing()
    except ValueError:
        raise read.refuse("year_start", f"year_start is {value!r}", 'Write it as "07-01"') from None


def _nothing() -> tuple[int, int]:
    raise ValueError


def _tiers(read: _Reader, value: object) -> tuple[Tier, ...]:
    tiers: list[Tier] = []
    for one in read.listed("tier", value, lambda table: read.table("tier", table)):
        read.known(one, {"from_wrvu", "rate"})
        for key in ("from_wrvu", "rate"):
            if key not in one:
                raise read.refuse("tier", f"a tier has no \u201c{key}\u201d")
        tier = Tier(read.number("from_wrvu", one["from_wrvu"]), read.number("rate", one["rate"]))
        if tiers and tier.from_wrvu <= tiers[-1].from_wrvu:
            raise read.refuse(
                "from_wrvu",
                f"the tier from {tier.from_wrvu} stands behind the one from {tiers[-1].from_wrvu}",
                "Put the tiers in order, each beginning higher than the one before",
            )
        tiers.append(tier)
    return tuple(tiers)


def _credit(read: _Reader, value: object) -> CreditPolicy:
    table = read.table("credit", value)
    shares = {key: one for key, one in table.items() if key not in _CREDIT_KEYS}
    for key in shares:
        if not is_modifier(key):
            raise read.refuse(key, f"\u201c{key}\u201d under credit is neither a modifier nor a known key")
    codes = read.table("codes", table.get("codes", {}))
    not_credited = read.listed("not_credited", table.get("not_credited", []), str)
    for key in (*codes, *not_credited):
        if not is_code(key):
            raise read.refuse(key, f"\u201c{key}\u201d is not a code")
    reductions = table.get("reductions", table.get("preset") == "medicare")
    if not isinstance(reductions, bool):
        raise read.refuse("reductions", "reductions must be true or false")
    return CreditPolicy(
        read.one_of("preset", table.get("preset", "full"), get_args(Preset)),  # type: ignore[arg-type]
        {key: read.number(key, one, HIGHEST_SHARE) for key, one in shares.items()},
        reductions,
        {key: read.number(key, one, Decimal(1000)) for key, one in codes.items()},
        frozenset(not_credited),
    )


def _leave(read: _Reader, value: object) -> Period:
    table = read.table("leave", value)
    read.known(table, {"from", "to"})
    if set(table) != {"from", "to"}:
        raise read.refuse("leave", "a leave needs a first day \u201cfrom\u201d and a last day \u201cto\u201d")
    leave = Period(read.day("from", table["from"]), read.day("to", table["to"]))
    if leave.last < leave.first:
        raise read.refuse("leave", f"a leave ends on {leave.last}, before it begins on {leave.first}")
    return leave


def contract_text(contract: Contract) -> str:
    """Write a contract; `read_contract` reads the same back."""
    month, day = contract.year_start
    lines = [
        f"name = {_quoted(contract.name)}",
        f"provider = {_quoted(contract.provider)}",
        f"from = {contract.first_day}",
        f'year_start = "{month:02}-{day:02}"',
        f'base_salary = "{contract.base_salary:f}"',
        f'fte = "{contract.fte:f}"',
        f"schedule = {_quoted(contract.schedule)}",
    ]
    for key, value in (("target_wrvu", contract.target_wrvu), ("cap", contract.cap)):
        if value is not None:
            lines.append(f'{key} = "{value:f}"')
    if contract.draw:
        lines.append(f'draw = "{contract.draw:f}"')
    lines += [f'true_up = "{contract.true_up}"', f'tiers = "{contract.tier_kind}"']
    lines.append(f"weekdays = [{', '.join(_quoted(WEEKDAYS[one]) for one in sorted(contract.weekdays))}]")
    if contract.holidays:
        lines.append(f"holidays = [{', '.join(map(str, sorted(contract.holidays)))}]")
    for tier in contract.tiers:
        lines += ["[[tier]]", f'from_wrvu = "{tier.from_wrvu:f}"', f'rate = "{tier.rate:f}"']
    for leave in contract.leaves:
        lines += ["[[leave]]", f"from = {leave.first}", f"to = {leave.last}"]
    policy = contract.credit
    lines += ["[credit]", f'preset = "{policy.preset}"', f"reductions = {str(policy.reductions).lower()}"]
    if policy.not_credited:
        lines.append(f"not_credited = [{', '.join(map(_quoted, sorted(policy.not_credited)))}]")
    lines += (f'"{modifier}" = "{share:f}"' for modifier, share in sorted(policy.by_modifier.items()))
    if policy.own_values:
        lines.append("[credit.codes]")
        lines += (f'"{code}" = "{work:f}"' for code, work in sorted(policy.own_values.items()))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in escaped) + '"'
