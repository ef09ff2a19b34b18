"""A contract as a small TOML file: what a person writes, and the dialog writes and reads."""

import re
import tomllib
from collections import Counter
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
from rvuedge_desktop.domain.periods import FIRST_DAY, Period

T = TypeVar("T")

_SCHEDULE = re.compile(r"20[0-9]{2}|RVU[0-9]{2}(?:AR|[ABCD])")
_YEAR_START = re.compile(r"(0[1-9]|1[0-2])-([0-2][0-9]|3[01])")
_SAFE = "No contract was changed"
_HIGHEST = Decimal(100_000_000)
_PLAIN = re.compile(r"[0-9]*\.?[0-9]*", re.ASCII)
_MONEY_PLACES, _RATE_PLACES = 2, 4
_LAST_FIRST_DAY = date(2100, 1, 1)
_LAST_OF_FOUR_DIGITS = 0xFFFF
_KEYS = {
    "name", "provider", "from", "year_start", "base_salary", "fte", "schedule", "target_wrvu", "true_up",
    "tiers", "tier", "draw", "cap", "floor", "credit", "weekdays", "holidays", "leave",
}  # fmt: skip
_CREDIT_KEYS = {"preset", "reductions", "codes", "not_credited"}


_Place = tuple[str, int]
"""A table of the file: its name, and which of those of that name it is, from 0."""
_TOP: _Place = ("", 0)
_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]")


class _Reader:
    """Reads a table key by key, and says in which line what is wrong.

    Attributes:
        kept: the contract stands in the log: what an older version let in is read.
    """

    def __init__(self, text: str, name: str, *, kept: bool) -> None:
        self._name, self.kept = name, kept
        self._lines: list[tuple[_Place, str]] = []
        self._headers: dict[_Place, int] = {}
        place, seen = _TOP, Counter[str]()
        for number, line in enumerate(text.split("\n"), 1):
            header = _HEADER.match(line)
            if header:
                table = ".".join(part.strip(" \t\"'") for part in header[1].split("."))
                place = (table, seen[table])
                seen[table] += 1
                self._headers[place] = number
            self._lines.append((place, line))

    def _line_of(self, key: str, within: _Place) -> int | None:
        """Where a key of a table stands: itself, as a table of its own, or at least the table it is in."""
        own = f"{within[0]}.{key}" if within[0] else key
        return (
            self._assigned(key, within)
            or self._headers.get((own, 0))
            or self._headers.get(within)
            or (self._assigned(within[0].partition(".")[0], _TOP) if within[0] else None)
        )

    def _assigned(self, key: str, within: _Place) -> int | None:
        pattern = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        lines = enumerate(self._lines, 1)
        return next(
            (number for number, (place, line) in lines if place == within and pattern.match(line)), None
        )

    def refuse(self, key: str, what: str, fix: str = "Correct it", within: _Place = _TOP) -> BadInputError:
        line = self._line_of(key, within)
        where = f", line {line}" if line else ""
        return BadInputError(f"{self._name}{where}: {what}", fix, _SAFE)

    def known(self, table: Mapping[str, Any], keys: set[str], within: _Place = _TOP) -> None:
        for key in table:
            if key not in keys:
                fix = f"Known are {', '.join(sorted(keys))}"
                raise self.refuse(key, f"\u201c{key}\u201d is no key of a contract", fix, within)

    def number(
        self,
        key: str,
        value: object,
        most: Decimal = _HIGHEST,
        places: int = _RATE_PLACES,
        within: _Place = _TOP,
    ) -> Decimal:
        if not isinstance(value, str):
            what = f'{key} must be a string such as "45.00", so that it stays exact'
            raise self.refuse(key, what, within=within)
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self.refuse(key, f"{key} is {value!r}, which is no number", within=within) from None
        if not number.is_finite() or not 0 <= number <= most:
            what = f"{key} is {value}, which is not from 0 to {most:,}"
            raise self.refuse(key, what, within=within)
        if not self.kept and not _PLAIN.fullmatch(value.strip()):
            what = f"{key} is {value!r}, which is not written with digits alone"
            raise self.refuse(key, what, "Write it such as 45.00", within)
        if not self.kept and number != round(number, places):
            what = f"{key} is {value}, which has more than {places} decimals"
            raise self.refuse(key, what, within=within)
        return number

    def money(self, key: str, value: object) -> Decimal:
        return self.number(key, value, places=_MONEY_PLACES)

    def one_of(self, key: str, value: object, allowed: tuple[str, ...], within: _Place = _TOP) -> str:
        if value not in allowed:
            raise self.refuse(key, f"{key} is {value!r}", f"Write one of {', '.join(allowed)}", within)
        return str(value)

    def day(self, key: str, value: object, within: _Place = _TOP) -> date:
        if type(value) is not date:
            fix = "Write it as 2026-07-01, without quotes"
            raise self.refuse(key, f"{key} is {value!r}, which is no day", fix, within)
        return value

    def listed(self, key: str, value: object, make: Callable[[object], T], within: _Place = _TOP) -> list[T]:
        if not isinstance(value, list):
            raise self.refuse(key, f"{key} must be a list", within=within)
        return [make(one) for one in value]

    def table(self, key: str, value: object, within: _Place = _TOP) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.refuse(key, f"{key} must be a table", within=within)
        return value


def read_contract(text: str, name: str, *, kept: bool = False) -> Contract:
    """Read a contract.

    Args:
        text: TOML; amounts are strings, days are days.
        name: of the file, for messages.
        kept: it stands in the log already, so that what is refused since it was put in is still read.

    Raises:
        BadInputError: it is no TOML, or contradicts itself; the message names the line and the reason.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return _contract(_Reader(text, name, kept=kept), tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"{name} is not TOML: {error}", "Correct it", _SAFE) from error
    except (ValueError, RecursionError) as error:
        # numbers of thousands of digits and brackets of thousands of levels
        raise BadInputError(f"{name} is no contract: {error}", "Correct it", _SAFE) from error


def _contract(read: _Reader, table: Mapping[str, Any]) -> Contract:
    read.known(table, _KEYS)
    for key in ("name", "from"):
        if key not in table:
            raise read.refuse(key, f"it has no \u201c{key}\u201d")
    if not isinstance(table["name"], str) or not table["name"].strip():
        raise read.refuse("name", "its name is empty")
    first_day = read.day("from", table["from"])
    if not read.kept and not FIRST_DAY <= first_day <= _LAST_FIRST_DAY:
        what = f"from is {first_day}, which is not from {FIRST_DAY} to {_LAST_FIRST_DAY}"
        raise read.refuse("from", what, "Check the year")
    schedule = str(table.get("schedule", BY_DATE))
    if schedule != BY_DATE and not _SCHEDULE.fullmatch(schedule):
        fix = f"Write {BY_DATE}, a year such as 2021, or a release such as RVU21A"
        raise read.refuse("schedule", f"schedule is {schedule!r}", fix)
    days = read.listed("weekdays", table.get("weekdays", list(WEEKDAYS[:5])), str)
    for day in days:
        read.one_of("weekdays", day, WEEKDAYS)
    if not days and not read.kept:
        raise read.refuse("weekdays", "weekdays names no day", "Leave it out for Monday to Friday")
    target = table.get("target_wrvu")
    cap, floor = (read.money(key, table[key]) if key in table else None for key in ("cap", "floor"))
    if cap is not None and floor is not None and floor > cap:
        raise read.refuse("floor", f"floor is {floor} and cap is {cap}", "The floor can't be above the cap")
    return Contract(
        name=table["name"].strip(),
        provider=_provider(read, table.get("provider", "default")),
        first_day=first_day,
        year_start=_year_start(read, table.get("year_start"), first_day),
        base_salary=read.money("base_salary", table.get("base_salary", "0")),
        fte=read.number("fte", table.get("fte", "1"), Decimal(2)),
        schedule=schedule,
        target_wrvu=None if target is None else read.number("target_wrvu", target),
        true_up=read.one_of("true_up", table.get("true_up", "year"), get_args(TrueUp)),  # type: ignore[arg-type]
        tier_kind=read.one_of("tiers", table.get("tiers", "marginal"), get_args(TierKind)),  # type: ignore[arg-type]
        tiers=_tiers(read, table.get("tier", [])),
        draw=read.money("draw", table.get("draw", "0")),
        cap=cap,
        floor=floor,
        credit=_credit(read, table.get("credit", {})),
        weekdays=frozenset(WEEKDAYS.index(day) for day in days),
        holidays=frozenset(
            read.listed("holidays", table.get("holidays", []), lambda one: read.day("holidays", one))
        ),
        leaves=_leaves(read, table.get("leave", [])),
    )


def _provider(read: _Reader, value: object) -> str:
    """Whose it is; the rule of every provider's name."""
    if not isinstance(value, str) or not value.strip():
        raise read.refuse(
            "provider", f"provider is {value!r}, which is no name", "Write one, or leave it out"
        )
    if not read.kept and not value.strip().isprintable():
        raise read.refuse(
            "provider", "a provider's name stands in one line", "Take out what can't be printed"
        )
    return value.strip()


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
    for number, table in enumerate(read.listed("tier", value, lambda one: read.table("tier", one))):
        place = ("tier", number)
        read.known(table, {"from_wrvu", "rate"}, place)
        for key in ("from_wrvu", "rate"):
            if key not in table:
                raise read.refuse(key, f"a tier has no \u201c{key}\u201d", within=place)
        tier = Tier(
            read.number("from_wrvu", table["from_wrvu"], within=place),
            read.number("rate", table["rate"], within=place),
        )
        if tiers and tier.from_wrvu <= tiers[-1].from_wrvu:
            raise read.refuse(
                "from_wrvu",
                f"the tier from {tier.from_wrvu} stands behind the one from {tiers[-1].from_wrvu}",
                "Put the tiers in order, each beginning higher than the one before",
                place,
            )
        tiers.append(tier)
    return tuple(tiers)


def _credit(read: _Reader, value: object) -> CreditPolicy:
    table = read.table("credit", value)
    place, below = ("credit", 0), ("credit.codes", 0)
    shares = {key: one for key, one in table.items() if key not in _CREDIT_KEYS}
    for key in shares:
        if not is_modifier(key):
            what = f"\u201c{key}\u201d under credit is neither a modifier nor a known key"
            raise read.refuse(key, what, within=place)
    codes = read.table("codes", table.get("codes", {}), place)
    not_credited = read.listed("not_credited", table.get("not_credited", []), str, place)
    named = (*((key, key, below) for key in codes), *((key, "not_credited", place) for key in not_credited))
    for code, key, where in named:
        if not is_code(code):
            raise read.refuse(key, f"\u201c{code}\u201d is not a code", within=where)
    reductions = table.get("reductions", table.get("preset") == "medicare")
    if not isinstance(reductions, bool):
        raise read.refuse("reductions", "reductions must be true or false", within=place)
    return CreditPolicy(
        read.one_of("preset", table.get("preset", "full"), get_args(Preset), place),  # type: ignore[arg-type]
        {key: read.number(key, one, HIGHEST_SHARE, within=place) for key, one in shares.items()},
        reductions,
        {key: read.number(key, one, Decimal(1000), within=below) for key, one in codes.items()},
        frozenset(not_credited),
    )


def _leaves(read: _Reader, value: object) -> tuple[Period, ...]:
    tables = read.listed("leave", value, lambda one: read.table("leave", one))
    return tuple(_leave(read, table, ("leave", number)) for number, table in enumerate(tables))


def _leave(read: _Reader, table: Mapping[str, Any], place: _Place) -> Period:
    read.known(table, {"from", "to"}, place)
    for key in ("from", "to"):
        if key not in table:
            what = "a leave needs a first day \u201cfrom\u201d and a last day \u201cto\u201d"
            raise read.refuse(key, what, within=place)
    leave = Period(read.day("from", table["from"], place), read.day("to", table["to"], place))
    if leave.last < leave.first:
        what = f"a leave ends on {leave.last}, before it begins on {leave.first}"
        raise read.refuse("to", what, within=place)
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
    for key, value in (
        ("target_wrvu", contract.target_wrvu),
        ("cap", contract.cap),
        ("floor", contract.floor),
    ):
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
    return '"' + "".join(one if one.isprintable() else _escape(ord(one)) for one in escaped) + '"'


def _escape(number: int) -> str:
    return f"\\u{number:04x}" if number <= _LAST_OF_FOUR_DIGITS else f"\\U{number:08x}"
