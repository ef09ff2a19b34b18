"""What people read in a terminal: aligned columns, an en dash for what does not exist, never 0 for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rvuedge_desktop.cli.streams import one_line
from rvuedge_desktop.domain.amounts import dollars_text, rvu_text
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.payees import PHYSICIAN
from rvuedge_desktop.domain.pricing import (
    Price,
    established_work,
    has_rvus,
    limiting_charge,
    non_participating_amount,
)
from rvuedge_desktop.domain.rates import NATIONAL, Gpci, Setting
from rvuedge_desktop.domain.tallies import Tally
from rvuedge_desktop.services.circumstances import DEFAULT_PROVIDER

if TYPE_CHECKING:
    from rvuedge_desktop.cli.json_out import TitleOf
    from rvuedge_desktop.services.doctor import CheckUp
    from rvuedge_desktop.services.logbook import DayView
    from rvuedge_desktop.services.lookup import CodeFacts
    from rvuedge_desktop.services.reports import PeriodTotal
    from rvuedge_desktop.services.search import Match

NONE = "\u2013"
"""Stands for a figure that does not exist."""

_GAP = "  "
_NAMED = 12
"""So many neighbours of a code are named."""


def lines_text(lines: Iterable[str]) -> str:
    """Lines as one text, nothing trailing on any."""
    return "".join(f"{line.rstrip()}\n" for line in lines)


def rvu(value: Decimal | None) -> str:
    """An RVU, or a dash."""
    return NONE if value is None else rvu_text(value)


def dollars(value: Decimal | None) -> str:
    """Dollars with their sign and commas, or a dash."""
    return NONE if value is None else dollars_text(value)


def plural(number: int, noun: str) -> str:
    """A number with its noun: 1 entry, 2 entries."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def table(rows: Sequence[Sequence[str]], right: Collection[int]) -> list[str]:
    """Rows of cells as aligned lines.

    Args:
        rows: the first may be the header; all of one length.
        right: the columns aligned to the right, by place.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def day_name(day: date) -> str:
    """A day in words: Wednesday, 15 July 2026."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def entry_lines(entries: Sequence[Entry]) -> list[str]:
    """Entries, a line each: number, code, units, wRVU, amount or why there is none."""
    width = max((len(dollars(entry.medicare_amount)) for entry in entries), default=0)
    rows = [
        [
            str(entry.id),
            entry.code_text,
            plural(entry.units, "unit"),
            f"{rvu(entry.schedule_wrvu)} wRVU",
            _unpriced(entry) if entry.reason else dollars(entry.medicare_amount).rjust(width),
            entry.how,
        ]
        for entry in entries
    ]
    return table(rows, {0, 2, 3}) if rows else []


def tally_line(day: date, tally: Tally) -> str:
    """What a day adds up to, in one line."""
    if not tally.entries:
        return f"{day}: no entries"
    parts = [
        plural(tally.entries, "entry"),
        plural(tally.units, "unit"),
        f"{rvu(tally.known_wrvu)} wRVU",
        dollars(tally.known_amount),
    ]
    if tally.unpriced:
        parts.append(f"{tally.unpriced} not priced")
    if tally.customs:
        parts.append(f"apart {rvu(tally.custom_wrvu)} own wRVU")
    return f"{day}: " + ", ".join(parts)


def day_lines(view: "DayView", title_of: "TitleOf") -> list[str]:
    """A day: its entries and what they add up to."""
    lines = [day_name(view.day), ""]
    if not view.entries:
        return [*lines, "No entries. Log one: rvuedge add DATE CODE, such as rvuedge add today 99213"]
    head = ["id", "encounter", "code", "patients", "units", "wRVU", "Medicare", ""]
    rows = [
        [
            str(entry.id),
            str(entry.encounter),
            entry.code_text,
            str(entry.patients),
            str(entry.units),
            rvu(entry.schedule_wrvu),
            dollars(entry.medicare_amount),
            _remarks(entry, title_of(entry.code)),
        ]
        for entry in view.entries
    ]
    return [*lines, *table([head, *rows], {0, 1, 3, 4, 5, 6}), "", tally_line(view.day, view.tally)]


def _unpriced(entry: Entry) -> str:
    """Why an entry has no amount; of a code of the user's own, what they count for it."""
    if entry.custom_wrvu is not None:
        return f"own code, {rvu(entry.custom_wrvu)} own wRVU"
    return f"not priced: {entry.reason}"


def _remarks(entry: Entry, title: str | None) -> str:
    """What there is to say of an entry besides its figures."""
    parts = [
        title,
        f"{entry.minutes} min" if entry.minutes else "",
        f"@{entry.site}" if entry.site else "",
        entry.setting if entry.setting == "facility" else "",
        _unpriced(entry) if entry.reason else entry.how,
        "" if entry.provider == DEFAULT_PROVIDER else entry.provider,
        entry.role,
        f"#{entry.tag}" if entry.tag else "",
        entry.note,
    ]
    return " \u00b7 ".join(one_line(part) for part in parts if part)


def totals_lines(day: date, totals: "Mapping[str, PeriodTotal]") -> list[str]:
    """The periods up to a day."""
    head = ["to date", "from", "entries", "units", "wRVU", "Medicare", "not priced"]
    by_contract = any(total.contract_amount is not None for total in totals.values())
    if by_contract:
        head += ["credited", "target", "contract"]
    has_own = any(total.tally.customs for total in totals.values())
    if has_own:
        head.append("own wRVU")
    rows = [
        [
            name.replace("_", " "),
            total.period.first.isoformat(),
            str(total.tally.entries),
            str(total.tally.units),
            rvu(total.tally.known_wrvu),
            dollars(total.tally.known_amount),
            str(total.tally.unpriced),
            *(
                [
                    rvu(total.tally.known_credit),
                    rvu(total.target),
                    dollars(total.contract_amount),
                ]
                if by_contract
                else []
            ),
            *([rvu(total.tally.custom_wrvu)] if has_own else []),
        ]
        for name, total in totals.items()
    ]
    return [f"To {day_name(day)}", "", *table([head, *rows], set(range(2, 11)))]


def search_lines(query: str, matches: "Sequence[Match]") -> list[str]:
    """What a search found, best first."""
    if not matches:
        return [f"Nothing found for {one_line(query)}. Try the start of a word, or a code"]
    head = ["code", "wRVU", "office", "facility", ""]
    rows = [
        [
            match.code,
            rvu(match.office.unit_wrvu),
            dollars(match.office.amount(1)),
            dollars(match.facility.amount(1)),
            match.title or match.category,
        ]
        for match in matches
    ]
    return table([head, *rows], {1, 2, 3})


def code_lines(facts: "CodeFacts") -> list[str]:
    """All that is known of a code on a day."""
    name = "-".join(part for part in (facts.code, facts.modifier) if part)
    lines = [f"{name}  {facts.title or '(no title yet)'}"]
    if facts.custom_wrvu is not None:
        return [*lines, f"{rvu(facts.custom_wrvu)} own wRVU a unit", facts.plain or ""]
    lines += [words for words in (facts.plain, facts.context) if words]
    if facts.also:
        lines.append("also: " + ", ".join(facts.also))
    if facts.unit:
        lines.append(f"unit: {facts.unit}")
    lines.append(facts.category.title)
    if facts.status_text and facts.row:
        lines.append(f"Status {facts.row.status}: {facts.status_text}")
    if facts.terms:
        ruling = facts.terms.release
        lines.append(
            f"{ruling.release.name} ({ruling.release.title}, {ruling.rule}) on {facts.day}, "
            f"{_place(facts.terms.gpci)}, conversion factor {facts.terms.conversion_factor}"
        )
        if facts.terms.payee != PHYSICIAN:
            lines.append(f"paid as {facts.terms.payee.text}")
    lines += ["", *_figure_lines(facts), *_words_on_prices(facts)]
    lines += _compare_lines(facts)
    lines += _point_lines("The note must hold:", facts.documentation)
    lines += _point_lines("Usual denials:", facts.denials)
    for title, codes in (
        (f"Family, {facts.family}:", facts.siblings),
        ("Stands beside:", facts.primaries),
        ("Add-on codes:", facts.addons),
    ):
        if codes:
            shown = ", ".join(one.code for one in codes[:_NAMED])
            lines.append(f"{title} {shown}{' ...' if len(codes) > _NAMED else ''}")
    return [*lines, *_component_lines(facts), *_history_lines(facts)]


def _point_lines(title: str, points: Sequence[str]) -> list[str]:
    return ["", title, *(f"- {point}" for point in points)] if points else []


def _figure_lines(facts: "CodeFacts") -> list[str]:
    row = facts.row if facts.row and has_rvus(facts.row) else None
    columns = [["", "work RVU", "practice expense", "malpractice", "total", "Medicare"]]
    for setting, price in _prices(facts):
        figures = (
            (row.work, row.practice_expense(setting), row.malpractice, row.total(setting))
            if row
            else (None,) * 4
        )
        columns.append([setting, *map(rvu, figures), dollars(price.amount(1))])
    return table(list(zip(*columns, strict=True)), {1, 2})


def _prices(facts: "CodeFacts") -> tuple[tuple[Setting, Price], tuple[Setting, Price]]:
    return ("office", facts.office), ("facility", facts.facility)


def _words_on_prices(facts: "CodeFacts") -> list[str]:
    """The formula, or why there is no amount, and what a person should know; once where both agree."""
    said: dict[str, list[str]] = {}
    for setting, price in _prices(facts):
        reason = f"not priced: {price.reason}" if price.reason else ""
        for words in (price.formula, reason, *price.notes):
            if words:
                said.setdefault(words, []).append(setting)
    lines = [words if len(settings) > 1 else f"{settings[0]}: {words}" for words, settings in said.items()]
    amount = facts.office.unit_amount
    if amount is not None:
        lines.append(
            f"non-participating {dollars(non_participating_amount(amount))}, "
            f"limiting charge {dollars(limiting_charge(amount))} in the office"
        )
    return ["", *lines] if lines else []


def _compare_lines(facts: "CodeFacts") -> list[str]:
    found = facts.comparison
    if found is None:
        return []
    place = f"Its work RVU is at or above that of {found.percentile} % of {found.n} codes"
    return [f"{place} ({found.cohort}: median {rvu(found.median)}, maximum {rvu(found.maximum)})"]


def _component_lines(facts: "CodeFacts") -> list[str]:
    if not facts.components:
        return []
    rows = [
        [
            one.rate.modifier,
            rvu(established_work(one.rate)),
            dollars(one.office.amount(1)),
            dollars(one.facility.amount(1)),
        ]
        for one in facts.components
    ]
    return ["", *table([["part", "work RVU", "office", "facility"], *rows], {1, 2, 3})]


def _history_lines(facts: "CodeFacts") -> list[str]:
    """The releases in which a figure changed; those between say the same."""
    rows = [["since", "", "work RVU", "total, office", "total, facility"]]
    for point in facts.history:
        figures = [rvu(point.work), rvu(point.total_nonfacility), rvu(point.total_facility)]
        if figures != rows[-1][2:]:
            rows.append([point.release.name, point.release.title, *figures])
    return ["", *table(rows, {2, 3, 4})] if facts.history else []


def check_up_lines(check: "CheckUp") -> list[str]:
    """What a check-up found."""
    lines = table(
        [
            ["RVU Edge", check.version],
            ["Python", check.python],
            ["SQLite", check.sqlite],
            ["data folder", str(check.data_folder)],
            ["log", str(check.log_file) if check.log_exists else f"none yet: {check.log_file}"],
            ["backups", str(check.backups_folder)],
            ["releases", _releases(check)],
        ],
        (),
    )
    if check.problems:
        return [*lines, "", "Problems:", *(f"- {one_line(problem)}" for problem in check.problems)]
    return [*lines, "", "The log is sound." if check.log_exists else "Nothing is wrong."]


def _releases(check: "CheckUp") -> str:
    if not check.releases:
        return NONE
    first, last = check.releases[0], check.releases[-1]
    return f"{len(check.releases)}, from {first.name} ({first.title}) to {last.name} ({last.title})"


def _place(gpci: Gpci) -> str:
    return gpci.locality if gpci == NATIONAL else f"{gpci.name} ({gpci.locality})"
