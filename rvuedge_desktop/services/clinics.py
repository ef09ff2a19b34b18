"""Clinics that come round, each day a draft to confirm.

The change that logs a clinic is called by the name it has then, and that is how a day is known to be done:
it has an entry that such a change logged. So undo, redo, removing and moving entries are right by themselves.
A tag would not do: it says that encounters are of one patient. What leaves no entry is remembered: that a day
was dismissed.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rvuedge_desktop.domain.clinics import Clinic, checked_clinic
from rvuedge_desktop.domain.entries import Entry
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.services.circumstances import Circumstances, check_provider, check_texts, folded_name
from rvuedge_desktop.services.intake import Intake
from rvuedge_desktop.services.preferences import Preferences
from rvuedge_desktop.services.providers import EVERYBODY, everybody
from rvuedge_desktop.services.shortcuts import check_line
from rvuedge_desktop.services.sites import Sites
from rvuedge_desktop.services.templates import EncounterDraft, Templates
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import clinics as rows
from rvuedge_desktop.store.changes import now_text

_DISMISSED = "dismissed"
_SIGN = "Clinic "
"""What stands before a clinic's name in the label of a change that logs it."""


class DueClinic(NamedTuple):
    """A clinic that is held on a day and not logged yet.

    Attributes:
        clinic: the clinic.
        drafts: its encounters of the day.
    """

    clinic: Clinic
    drafts: tuple[EncounterDraft, ...]


class Clinics:
    """Clinics, kept with the log; a change of one is undone like any other."""

    def __init__(
        self,
        workspace: Workspace,
        templates: Templates,
        preferences: Preferences,
        intake: Intake,
        sites: Sites,
    ) -> None:
        """Work on an open log.

        Args:
            workspace: the log.
            templates: what logs drafts.
            preferences: which days were dismissed, and where the user works.
            intake: tells which codes there are.
            sites: the places that a line may name.
        """
        self._workspace = workspace
        self._templates = templates
        self._preferences = preferences
        self._intake = intake
        self._sites = sites

    def all(self) -> tuple[Clinic, ...]:
        """Every clinic, by name.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return tuple(clinic for _, clinic in rows.clinic_rows(self._workspace.log))

    def named(self, name: str) -> Clinic:
        """A clinic by its name, whatever the case.

        Raises:
            BadInputError: there is none of that name.
            OperationFailedError: the log could not be read.
        """
        wanted = folded_name(name.strip())
        found = next((one for one in self.all() if folded_name(one.name) == wanted), None)
        if found is None:
            raise self._missing(name)
        return found

    def put(self, clinic: Clinic, was: str = "") -> Clinic:
        """Make a clinic, or change the one of its name.

        Args:
            clinic: as it is to be; blanks around its texts are taken away, and lines without a word.
            was: the name it had, where that is to be another.

        Raises:
            BadInputError: it can't be held, or a line of it could not be logged. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        clinic = checked_clinic(
            clinic._replace(
                name=" ".join(clinic.name.split(" ")).strip(),
                provider=clinic.provider.strip(),
                lines=tuple(" ".join(line.split()) for line in clinic.lines if line.strip()),
            )
        )
        check_texts(clinic.provider)
        check_provider(clinic.provider)
        if folded_name(clinic.provider) == EVERYBODY:
            raise everybody(clinic.provider)
        for line in clinic.lines:
            check_line(line, self._intake, self._sites)
        values = rows.clinic_values(clinic)
        with self._workspace.change("clinic", f"Clinic {clinic.name}") as writer:
            number = rows.clinic_number(writer.connection, was.strip() or clinic.name)
            taken = rows.clinic_number(writer.connection, clinic.name)
            if was.strip() and number is None:
                raise self._missing(was)
            if taken not in {None, number}:
                raise BadInputError(f"There is a clinic {clinic.name} already", "Choose another name")
            if number is None:
                writer.insert("clinics", {**values, "created_at": now_text()})
            else:
                writer.update("clinics", number, values)
        return clinic

    def remove(self, name: str) -> None:
        """Take a clinic away; what was logged of it stays.

        Raises:
            BadInputError: there is none of that name.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        with self._workspace.change("clinic", f"Removed clinic {name.strip()}") as writer:
            number = rows.clinic_number(writer.connection, name.strip())
            if number is None:
                raise self._missing(name)
            writer.delete("clinics", number)

    def _missing(self, name: str) -> BadInputError:
        known = ", ".join(one.name for one in self.all())
        return BadInputError(
            f"There is no clinic \u201c{name.strip()}\u201d",
            f"You have {known}"
            if known
            else "Make one, such as rvuedge clinic set Tuesday 99213x12 --weekdays tue",
        )

    def drafts(self, clinic: Clinic) -> tuple[EncounterDraft, ...]:
        """The usual encounters of a clinic.

        Raises:
            OperationFailedError: the log could not be read.
        """
        around = Circumstances(setting=self._preferences.setting, provider=clinic.provider)
        return tuple(EncounterDraft(line, around) for line in clinic.lines)

    def due(self, day: date, provider: str = "") -> tuple[DueClinic, ...]:
        """The clinics held on a day that are neither logged nor dismissed, by name.

        Args:
            day: the day.
            provider: whose; everybody's where empty.

        Raises:
            OperationFailedError: the log could not be read.
        """
        return tuple(
            DueClinic(clinic, self.drafts(clinic))
            for clinic in self.all()
            if clinic.meets(day)
            and (not provider or folded_name(clinic.provider) == folded_name(provider.strip()))
            and not self._is_settled(clinic, day)
        )

    def _is_settled(self, clinic: Clinic, day: date) -> bool:
        return bool(self._preferences.get(_key(clinic, day))) or self.is_logged(clinic, day)

    def is_logged(self, clinic: Clinic, day: date) -> bool:
        """Tell whether a day has an entry that was logged as a clinic's.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return rows.is_logged_as(self._workspace.log, day, _SIGN, clinic)

    def confirm(self, clinic: Clinic, day: date, drafts: Sequence[EncounterDraft]) -> tuple[Entry, ...]:
        """Log the encounters of a clinic on a day, as one change; gives the new entries.

        Args:
            clinic: the clinic, whose name is what undo calls it.
            day: any day: also one on which it is not held.
            drafts: as they were looked at and changed.

        Raises:
            BadInputError: there is nothing to log, or it can't be. Nothing was logged.
            OperationFailedError: the log could not be written.
        """
        return self._templates.log(drafts, [day], _label(clinic))

    def dismiss(self, clinic: Clinic, day: date) -> None:
        """Offer a clinic no more on a day. It can still be confirmed.

        Raises:
            OperationFailedError: it could not be remembered.
        """
        self._preferences.put(_key(clinic, day), _DISMISSED)


def _label(clinic: Clinic) -> str:
    """What the change that logs a clinic is called."""
    return _SIGN + clinic.name


def _key(clinic: Clinic, day: date) -> str:
    """What a day of a clinic is remembered by: its name, for the number of a row may be given again."""
    return f"clinic.{folded_name(clinic.name)}.{day}"
