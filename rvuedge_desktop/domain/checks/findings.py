"""What a check tells: a finding, and the rule that it comes from."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from rvuedge_desktop.domain.checks.lines import Line

Severity = Literal["error", "warning", "note"]
"""`error`: not paid as it stands. `warning`: likely refused or cut. `note`: the log can't tell whether."""

_PLACE_COUNTS = frozenset({"telehealth-pos", "tc-in-facility", "monthly-limit"})
"""Rules whose findings rest on the place of service too."""


class Rule(NamedTuple):
    """A rule, for a list of settings.

    Attributes:
        name: short stable name.
        title: what a person reads.
        looks_at: what it looks at, one sentence without a final period.
    """

    name: str
    title: str
    looks_at: str


class CheckFinding(NamedTuple):
    """One thing that a payer would refuse or ask about.

    Attributes:
        rule: name of the rule.
        severity: how sure it is that less is paid.
        day: day of service; of the later line where days are apart.
        entries: row numbers of the lines, in the order of the log.
        uids: of the same lines, in the same order.
        codes: of the same lines, each once.
        what: what was found, one sentence with the codes, without a final period.
        why: the rule in our own words, the same way.
        source: where the rule stands.
        fix: what to do, the same way.
        encounter: number of the encounter on that day.
        key: stable text of the rule and the facts that it rests on, whatever the order of the entries. An
            acknowledgement is kept under it and lapses when the facts change.
    """

    rule: str
    severity: Severity
    day: date
    entries: tuple[int, ...]
    uids: tuple[str, ...]
    codes: tuple[str, ...]
    what: str
    why: str
    source: str
    fix: str
    encounter: int
    key: str


class Draft(NamedTuple):
    """What a rule found, before it is put in words for the list.

    Attributes:
        severity: as in `CheckFinding`.
        lines: that it is about, the one whose day it stands under first.
        what, why, source, fix: as in `CheckFinding`.
        about: which of several findings of the rule on the same lines; empty where there can be but one.
    """

    severity: Severity
    lines: Sequence[Line]
    what: str
    why: str
    source: str
    fix: str
    about: str = ""

    @property
    def ids(self) -> frozenset[int]:
        """Row numbers of the lines."""
        return frozenset(line.entry.id for line in self.lines)

    def finding(self, rule: str) -> CheckFinding:
        """The finding of a rule."""
        first = self.lines[0].entry
        unique = {line.entry.id: line.entry for line in self.lines}
        entries = sorted(unique.values(), key=lambda entry: (entry.day, entry.encounter, entry.id))
        facts = sorted(
            f"{entry.uid} {entry.day} {'-'.join((entry.code, *sorted(entry.modifiers)))} x{entry.patients} "
            f"u{entry.units_each}" + (f" pos{entry.pos}" if rule in _PLACE_COUNTS else "")
            for entry in entries
        )
        return CheckFinding(
            rule,
            self.severity,
            first.day,
            tuple(entry.id for entry in entries),
            tuple(entry.uid for entry in entries),
            tuple(dict.fromkeys(entry.code for entry in entries)),
            self.what,
            self.why,
            self.source,
            self.fix,
            first.encounter,
            "|".join((rule, self.about, *facts)),
        )


OTHERS = "; if other patients had it, log them as an encounter of their own"
"""What else a person can do where the log can't tell whose lines are."""


def may_be_others(lines: Sequence[Line]) -> bool:
    """Tell whether lines of an encounter are for different numbers of patients, who may not be the same."""
    return len({line.entry.patients for line in lines}) > 1


def named(lines: Sequence[Line]) -> str:
    """The codes of some lines as a person says them: `90832, 90834 and 90837`."""
    codes = list(dict.fromkeys(line.entry.code_text for line in lines))
    return " and ".join(filter(None, (", ".join(codes[:-1]), codes[-1])))
