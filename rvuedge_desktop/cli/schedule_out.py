"""What the commands of the fee schedule print, as JSON and for people."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from rvuedge_desktop.cli.json_out import Json, TitleOf, dollars, rvu
from rvuedge_desktop.cli.streams import one_line
from rvuedge_desktop.cli.text_out import dollars as dollars_text
from rvuedge_desktop.cli.text_out import plural, table
from rvuedge_desktop.cli.text_out import rvu as rvu_shown
from rvuedge_desktop.domain.amounts import rvu_text
from rvuedge_desktop.domain.rates import Rate
from rvuedge_desktop.domain.release_changes import RateChange, ReleaseChanges
from rvuedge_desktop.domain.tallies import Tally

if TYPE_CHECKING:
    from rvuedge_desktop.services.pairs import PairsLoad, PairsReport
    from rvuedge_desktop.services.releases import Effect, ImportReport
    from rvuedge_desktop.services.schedules import HeldRelease

_SHOWN = 20
"""Rows of a long list that a terminal is given; `--json` has all."""


def held_list(held: "Sequence[HeldRelease]", pairs: "PairsLoad | None") -> list[Json]:
    """The releases at hand, and behind them the pairs that are loaded, which alone have a `kind`."""
    rows: list[Json] = [
        {
            "name": one.release.name,
            "first_day": one.release.first_day.isoformat(),
            "published": one.release.published.isoformat() if one.release.published else None,
            "source": "loaded" if one.loaded else "bundled",
            "file": one.loaded.source if one.loaded else None,
            "loaded_at": one.loaded.loaded_at if one.loaded else None,
            "rows": one.loaded.rows if one.loaded else None,
        }
        for one in held
    ]
    if pairs:
        rows.append(
            {
                "kind": "pairs",
                "name": pairs.name,
                "first_day": pairs.quarter.first_day.isoformat(),
                "published": None,
                "source": "loaded",
                "file": pairs.source,
                "loaded_at": pairs.loaded_at,
                "rows": pairs.count,
            }
        )
    return rows


def held_lines(held: "Sequence[HeldRelease]", pairs: "PairsLoad | None") -> list[str]:
    """The releases at hand, a line each, and the pairs that are loaded."""
    rows = [["release", "from", "", ""]]
    rows += (
        [
            one.release.name,
            one.release.first_day.isoformat(),
            one.release.title,
            f"loaded {one.loaded.loaded_at[:10]} from {one_line(one.loaded.source)}"
            if one.loaded
            else "bundled",
        ]
        for one in held
    )
    lines = table(rows, ())
    if pairs:
        lines += ["", f"{pairs.name}: {pair_count(pairs.count)}, loaded {pairs.loaded_on}"]
        lines.append(f"  from {one_line(pairs.source)}")
    return lines


def changes_object(changes: ReleaseChanges) -> Json:
    """What a release changes, whole."""
    return {
        "added": [_name(rate) for rate in changes.added],
        "removed": [_name(rate) for rate in changes.removed],
        "changed": [_change(one) for one in changes.changed],
    }


def _name(rate: Rate) -> str:
    return "-".join(part for part in (rate.code, rate.modifier) if part)


def _change(change: RateChange) -> Json:
    before, after = change.before, change.after
    return {
        "code": after.code,
        "modifier": after.modifier or None,
        "fields": {name: [_field(before, name), _field(after, name)] for name in change.fields},
        "total_rvu_nonfacility": [rvu(before.total("office")), rvu(after.total("office"))],
        "total_rvu_facility": [rvu(before.total("facility")), rvu(after.total("facility"))],
    }


def _field(rate: Rate, name: str) -> str | bool:
    value = getattr(rate.indicators if name in rate.indicators._fields else rate, name)
    if isinstance(value, Decimal):
        return rvu_text(value)
    return value if isinstance(value, bool) else str(value)


def changes_lines(before: str, after: str, changes: ReleaseChanges) -> list[str]:
    """What a release changes, the largest moves first."""
    lines = [f"{after} against {before}: {_counts(changes)}"]
    lines += _names("added", changes.added) + _names("removed", changes.removed)
    if changes.changed:
        rows = [["code", "work RVU", "", "total, office", "", "total, facility", ""]]
        for one in changes.changed[:_SHOWN]:
            old, new = one.before, one.after
            rows.append(
                [
                    _name(new),
                    *(rvu_shown(value) for value in (old.work, new.work)),
                    *(rvu_shown(value) for value in (old.total("office"), new.total("office"))),
                    *(rvu_shown(value) for value in (old.total("facility"), new.total("facility"))),
                ]
            )
        lines += ["", *table(rows, set(range(1, 7))), *_more(len(changes.changed))]
    return lines


def _counts(changes: ReleaseChanges) -> str:
    return (
        f"{plural(len(changes.added), 'row')} added, {len(changes.removed):,} removed, "
        f"{len(changes.changed):,} changed"
    )


def _names(word: str, rates: Sequence[Rate]) -> list[str]:
    if not rates:
        return []
    more = f" and {len(rates) - _SHOWN:,} more" if len(rates) > _SHOWN else ""
    return [f"{word}: {', '.join(map(_name, rates[:_SHOWN]))}{more}"]


def _more(count: int) -> list[str]:
    return [f"and {count - _SHOWN:,} more; --json has all"] if count > _SHOWN else []


def report_object(report: "ImportReport", *, loaded: bool, repriced: int) -> Json:
    """What an import is and does."""
    file, factor = report.bundle.file, report.load.factor
    return {
        "release": report.release.name,
        "first_day": report.release.first_day.isoformat(),
        "last_day": report.last_day.isoformat() if report.last_day else None,
        "published": report.release.published.isoformat() if report.release.published else None,
        "files": list(report.bundle.members),
        "rows": len(file.rates),
        "refused": [{"line": one.line, "what": one.what} for one in file.findings],
        "conversion_factor": str(factor.amount),
        "qualifying_factor": None if factor.qualifying is None else str(factor.qualifying),
        "anesthesia_factor": None if factor.anesthesia is None else str(factor.anesthesia),
        "localities": len(report.load.places),
        "against": report.against.name if report.against else None,
        "replaces": report.replaces,
        "remarks": list(report.remarks),
        **changes_object(report.changes),
        "effect": _effect(report.effect),
        "loaded": loaded,
        "repriced": repriced,
    }


def pair_count(count: int) -> str:
    """How many pairs, with its noun."""
    return f"{count:,} pair{'' if count == 1 else 's'}"


def pairs_object(report: "PairsReport", load: "PairsLoad | None") -> Json:
    """What an import of pairs is and does; `load` is None on a dry run."""
    published = report.published
    return {
        "pairs": f"NCCI{published.quarter.name}",
        "quarter": published.quarter.title,
        "files": list(published.members),
        "rows": load.count if load else published.count,
        "refused": [{"line": one.line, "what": one.what} for one in published.findings],
        "replaces": report.replaces.name if report.replaces else None,
        "remarks": list(report.remarks),
        "own_codes": list(report.own_codes),
        "loaded": load is not None,
    }


def pairs_lines(report: "PairsReport", load: "PairsLoad | None") -> list[str]:
    """What an import of pairs is and does."""
    published, title = report.published, report.published.quarter.title
    read = f"{pair_count(published.count)}, {len(published.findings):,} refused"
    lines = [
        f"NCCI pairs of {title}",
        f"read from {one_line(', '.join(published.members))}: {read}",
        *(f"  line {one.line}: {one_line(one.what)}" for one in published.findings[:_SHOWN]),
        *_more(len(published.findings)),
        *(f"note: {one_line(remark)}" for remark in report.remarks),
    ]
    own = f"{plural(len(report.own_codes), 'code')} of your last twelve months"
    stand = f"{own} {'stands' if len(report.own_codes) == 1 else 'stand'} in a pair"
    if load is None:
        return [*lines, f"{stand}. Nothing was loaded: this was a dry run"]
    place = f" in place of {report.replaces.name}" if report.replaces else ""
    return [*lines, f"{pair_count(load.count)} of {title} loaded{place}; {stand}"]


def _effect(effect: "Effect") -> Json:
    return {
        "from": effect.period.first.isoformat(),
        "to": effect.period.last.isoformat(),
        "entries": effect.entries,
        "entries_changed": effect.before.entries,
        **_tallies(effect.before, effect.after),
        "codes": [
            {"code": one.code, "entries": one.before.entries, **_tallies(one.before, one.after)}
            for one in effect.codes
        ],
    }


def _tallies(before: Tally, after: Tally) -> Json:
    return {
        "schedule_wrvu": [rvu(before.known_wrvu), rvu(after.known_wrvu)],
        "medicare_amount": [dollars(before.known_amount), dollars(after.known_amount)],
        "unpriced": [before.unpriced, after.unpriced],
    }


def report_lines(report: "ImportReport", title_of: TitleOf, *, loaded: bool, repriced: int) -> list[str]:
    """What an import is and does."""
    file = report.bundle.file
    until = f" to {report.last_day}" if report.last_day else " on"
    members = one_line(", ".join(report.bundle.members))
    lines = [
        f"{report.release.name} ({report.release.title}), rules from {report.release.first_day}{until}",
        f"read from {members}: {len(file.rates):,} rows, {len(file.findings):,} refused",
        *(f"  line {one.line}: {one_line(one.what)}" for one in file.findings[:_SHOWN]),
        f"conversion factor {report.load.factor.amount}",
        *(f"note: {one_line(remark)}" for remark in report.remarks),
        "",
    ]
    if report.against:
        lines += changes_lines(report.against.name, report.release.name, report.changes)
    lines += ["", *_effect_lines(report.effect, title_of), ""]
    if not loaded:
        return [*lines, "Nothing was loaded: this was a dry run"]
    if repriced:
        return [*lines, f"Loaded, and {plural(repriced, 'entry')} priced anew. Undo: rvuedge undo"]
    rest = (
        f". To price them anew: rvuedge schedule reprice {report.release.name}" if report.effect.codes else ""
    )
    return [*lines, f"Loaded. No entry was priced anew{rest}"]


def _effect_lines(effect: "Effect", title_of: TitleOf) -> list[str]:
    span = f"Your last twelve months ({effect.period.first} to {effect.period.last})"
    if not effect.codes:
        return [f"{span}: nothing would change in {plural(effect.entries, 'entry')} of its days"]
    rows = [["code", "entries", "wRVU", "", "Medicare", "", ""]]
    rows += (
        _effect_row(one.code, one.before, one.after, title_of(one.code) or "")
        for one in effect.codes[:_SHOWN]
    )
    rows.append(_effect_row("all", effect.before, effect.after, ""))
    what = f"{effect.before.entries} of {plural(effect.entries, 'entry')} of its days would change"
    return [f"{span}: {what}", "", *table(rows, set(range(1, 6))), *_more(len(effect.codes))]


def _effect_row(name: str, before: Tally, after: Tally, title: str) -> list[str]:
    return [
        name,
        str(before.entries),
        rvu_shown(before.known_wrvu),
        rvu_shown(after.known_wrvu),
        dollars_text(before.known_amount),
        dollars_text(after.known_amount),
        one_line(title),
    ]
