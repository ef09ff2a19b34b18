"""What the commands of history print, as JSON and for people."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rvuedge_desktop.cli import json_out, text_out
from rvuedge_desktop.cli.json_out import Json, TitleOf
from rvuedge_desktop.cli.streams import one_line
from rvuedge_desktop.services.history import FIELD_WORDS, local_moment, told, was_taken_back, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rvuedge_desktop.domain.entries import Entry
    from rvuedge_desktop.domain.periods import Period
    from rvuedge_desktop.services.history import (
        Change,
        ChangeSpan,
        Difference,
        RemovedEntry,
        Value,
        Version,
    )

_MONEY = frozenset({"medicare_amount"})
_NONE = "none"
_ARROW = " \u2192 "
_DATE = {"day": "date"}
"""Keys of JSON that are not named as the field is."""
_INDENT = "    "


def change_object(change: "Change") -> Json:
    """A change: when, by what, by whom, and what in words."""
    return {
        "change": change.id,
        "at": change.at,
        "origin": change.origin,
        "actor": change.actor or None,
        "verb": change.verb,
        "label": change.label,
        "state": change.state,
        "taken_back": was_taken_back(change),
    }


def versions_object(versions: "Sequence[Version]", title_of: TitleOf) -> Json:
    """The history of an entry, newest version first."""
    last = versions[0]
    return {
        "id": last.entry.id,
        "uid": last.entry.uid,
        "in_log": last.kind != "removed",
        "versions": [
            {
                **change_object(one.change),
                "what": one.kind,
                "differences": [_difference_object(other) for other in one.differences],
                "entry": json_out.entry_object(one.entry, title_of(one.entry.code), None),
            }
            for one in versions
        ],
    }


def changes_object(
    period: "Period", total: int, found: "Sequence[tuple[ChangeSpan, Sequence[Version]]]"
) -> Json:
    """Who changed a period, newest change first.

    Args:
        period: days of service.
        total: how many changes there are in all.
        found: some of them, with what they did to the first entries that they touched.
    """
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "total": total,
        "changes": [
            {
                **change_object(span.change),
                "entries": span.entries,
                "first_date": span.first.isoformat(),
                "last_date": span.last.isoformat(),
                "touched": [
                    {
                        "id": one.entry.id,
                        "date": one.entry.day.isoformat(),
                        "code": one.entry.code,
                        "modifiers": list(one.entry.modifiers),
                        "what": one.kind,
                        "differences": [_difference_object(other) for other in one.differences],
                    }
                    for one in touched
                ],
            }
            for span, touched in found
        ],
    }


def removed_object(total: int, removed: "Sequence[RemovedEntry]", title_of: TitleOf) -> Json:
    """Entries that are in the log no more, the last removed first."""
    return {
        "total": total,
        "removed": [
            {
                "entry": json_out.entry_object(one.entry, title_of(one.entry.code), None),
                "taken_back": one.was_taken_back,
                "removed": change_object(one.change),
            }
            for one in removed
        ],
    }


def _difference_object(difference: "Difference") -> Json:
    return {
        "field": _DATE.get(difference.field, difference.field),
        "old": _plain(difference.field, difference.old),
        "new": _plain(difference.field, difference.new),
        "follows": difference.follows,
    }


def _plain(field: str, value: "Value") -> str | int | None:
    """A value as JSON has it: an empty text is none."""
    if isinstance(value, Decimal):
        return json_out.dollars(value) if field in _MONEY else json_out.rvu(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else value or None


def versions_lines(versions: "Sequence[Version]") -> list[str]:
    """The history of an entry, newest version first, each with what was other."""
    last = versions[0]
    state = "not in the log" if last.kind == "removed" else "in the log"
    lines = [f"Entry {last.entry.id}, {state}: {_worth(last.entry)}", ""]
    for one in versions:
        lines.append(_head(one.change))
        if one.kind == "logged" or not one.differences:
            lines.append(f"{_INDENT}{_worth(one.entry)}")
        lines += _difference_lines(one.differences)
    return lines


def changes_lines(period: "Period", total: int, spans: "Sequence[ChangeSpan]") -> list[str]:
    """Who changed a period, newest change first, a line for each."""
    if not total:
        return [f"Nothing of {period.first} to {period.last} was ever changed"]
    rows = [
        [
            _moment(span.change),
            who(span.change),
            str(span.first) if span.first == span.last else f"{span.first} to {span.last}",
            one_line(told(span.change)) + (", taken back" if was_taken_back(span.change) else ""),
            "" if span.only is None else f"entry {span.only}",
        ]
        for span in spans
    ]
    return [*text_out.table(rows, ()), *_more(total, len(spans))]


def removed_lines(total: int, removed: "Sequence[RemovedEntry]") -> list[str]:
    """Entries that are in the log no more, a line for each."""
    if not total:
        return ["No entry was removed"]
    rows = [
        [
            str(one.entry.id),
            str(one.entry.day),
            one.entry.code_text,
            text_out.plural(one.entry.units, "unit"),
            f"{text_out.rvu(one.entry.schedule_wrvu)} wRVU",
            "taken back" if one.was_taken_back else "removed",
            _moment(one.change),
            who(one.change),
        ]
        for one in removed
    ]
    return [
        *text_out.table(rows, {0, 3, 4}),
        *_more(total, len(removed)),
        "rvuedge restore ID puts one back",
    ]


def _more(total: int, shown: int) -> list[str]:
    return [f"and {total - shown} more: --limit {total}"] if shown < total else []


def _head(change: "Change") -> str:
    back = ", taken back" if was_taken_back(change) else ""
    return f"{_moment(change)}  {who(change)}  {one_line(told(change))}{back}"


def _moment(change: "Change") -> str:
    return f"{local_moment(change):%Y-%m-%d %H:%M}"


def _worth(entry: "Entry") -> str:
    units = text_out.plural(entry.units, "unit")
    if entry.custom_wrvu is not None:
        return f"{entry.day}, {entry.code_text}, {units}, {text_out.rvu(entry.custom_wrvu)} own wRVU"
    amount = f"not priced: {entry.reason}" if entry.reason else text_out.dollars(entry.medicare_amount)
    return f"{entry.day}, {entry.code_text}, {units}, {text_out.rvu(entry.schedule_wrvu)} wRVU, {amount}"


def _difference_lines(differences: "Sequence[Difference]") -> list[str]:
    rows = [
        [
            FIELD_WORDS[one.field],
            f"{_words(one.field, one.old)}{_ARROW}{_words(one.field, one.new)}",
            "follows" if one.follows else "",
        ]
        for one in differences
    ]
    return [_INDENT + line for line in text_out.table(rows, ())] if rows else []


def _words(field: str, value: "Value") -> str:
    if isinstance(value, Decimal):
        return text_out.dollars(value) if field in _MONEY else text_out.rvu(value)
    return one_line(str(value)) if value is not None and value != "" else _NONE
