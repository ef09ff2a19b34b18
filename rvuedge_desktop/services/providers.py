"""Who did it: the providers of a log, their standing with Medicare, and whose entries are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.payees import PHYSICIAN, Payee
from rvuedge_desktop.domain.providers import STAGES, Provider
from rvuedge_desktop.services.circumstances import check_provider, check_texts, folded_name
from rvuedge_desktop.services.contracts import Contracts
from rvuedge_desktop.services.localities import Localities
from rvuedge_desktop.services.preferences import Preferences
from rvuedge_desktop.services.workspace import ChangeSet, Workspace
from rvuedge_desktop.store import providers as rows
from rvuedge_desktop.store.changes import Writer, now_text

EVERYBODY = "all"
"""What no provider is called: the name that stands for all of them."""
_KEY = "provider"
_ONE, _ALL = "one", "all"


class Whose(NamedTuple):
    """Whose entries are shown, and whose new ones are.

    Attributes:
        shown: the provider whose entries are shown; empty for everybody's.
        new: the provider whose new entries are where none is named: the one chosen last, else the first.
    """

    shown: str
    new: str


class Providers:
    """The people of a log."""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, localities: Localities, contracts: Contracts
    ) -> None:
        """Work on an open log.

        Args:
            workspace: the log.
            preferences: remember whose entries are shown.
            localities: find the locality of a provider.
            contracts: follow their provider's name.
        """
        self._workspace = workspace
        self._preferences = preferences
        self._localities = localities
        self._contracts = contracts
        self._known: tuple[rows.ProviderRow, ...] | None = None
        workspace.subscribe(self._on_change)

    def _on_change(self, change: ChangeSet | None) -> None:
        if change is None or any(row.table == "providers" for row in change.rows):
            self._known = None

    def all(self) -> tuple[Provider, ...]:
        """Every provider, in order of creation.

        Raises:
            OperationFailedError: the log could not be read.
        """
        return tuple(row.provider for row in self._rows())

    def names(self) -> tuple[str, ...]:
        """The name of every provider, in order of creation. Raises as `all`."""
        return tuple(one.name for one in self.all())

    def find(self, name: str) -> Provider | None:
        """A provider by name, A to Z whatever the case; None where there is none. Raises as `all`."""
        wanted = folded_name(name.strip())
        return next((one for one in self.all() if folded_name(one.name) == wanted), None)

    def named(self, name: str) -> Provider:
        """A provider by name.

        Raises:
            BadInputError: the log has none of that name.
            OperationFailedError: the log could not be read.
        """
        found = self.find(name)
        if found is None:
            raise self._missing(name)
        return found

    def payee(self, name: str) -> Payee:
        """Their standing with Medicare; a new one is a participating physician. Raises as `all`."""
        found = self.find(name)
        return found.payee if found else PHYSICIAN

    def locality(self, name: str) -> str:
        """The locality of their new entries that name none: their own, else the preferred one.

        As an entry keeps it. Raises as `all`.
        """
        found = self.find(name)
        return (found.locality if found else "") or self._preferences.locality

    # Whose entries are shown

    def whose(self) -> Whose:
        """Whose entries are shown, and whose new ones are. Raises as `all`."""
        known = self._rows()
        view, _, mark = self._preferences.get(_KEY).partition(" ")
        chosen = next((row.provider.name for row in known if _mark(row) == mark), "")
        return Whose(chosen if view == _ONE else "", chosen or known[0].provider.name)

    def use(self, name: str) -> Whose:
        """Show one provider's entries, whose new ones are from now on; or everybody's where empty.

        Everybody's leaves new entries with the one chosen last.

        Raises:
            BadInputError: the log has none of that name.
            OperationFailedError: it could not be remembered.
        """
        chosen = self.named(name or self.whose().new)
        row = next(row for row in self._rows() if row.provider == chosen)
        self._preferences.put(_KEY, f"{_ONE if name else _ALL} {_mark(row)}")
        return self.whose()

    def touched(self, change: ChangeSet) -> tuple[str, ...]:
        """The providers whose entries a change touched, in order of creation. Raises as `all`."""
        images = (image for row in change.rows if row.table == "entries" for image in (row.before, row.after))
        numbers = {image["provider_id"] for image in images if image is not None}
        return tuple(row.provider.name for row in self._rows() if row.id in numbers)

    # Changes

    def put(self, provider: Provider, was: str = "") -> Provider:
        """Make a provider, or change one; gives them as they are kept.

        Contracts and clinics follow a new name. Entries keep the standing and the place that they were
        priced for.

        Args:
            provider: as they are to be; the locality as `Localities.find` takes it.
            was: the name of the one to change; that of `provider` where empty.

        Raises:
            BadInputError: a field is not what it must be, or the name is another's. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        wanted = self._checked(provider)
        self._known = None
        if was:
            self.named(was)
        old = self.find(was or wanted.name)
        renamed = old is not None and old.name != wanted.name
        label = f"Renamed {old.name} to {wanted.name}" if old and renamed else f"Provider {wanted.name}"
        with self._change("provider", label) as writer:
            self._write(writer, wanted, old)
        return wanted

    def rename(self, old: str, new: str) -> Provider:
        """Give a provider another name. Raises as `put`."""
        return self.put(self.named(old)._replace(name=new), old)

    def set_payee(self, name: str, payee: Payee) -> None:
        """Change a standing for what is logged from now on; entries keep what they were priced for.

        A new name becomes a new provider. Raises as `put`.
        """
        check_texts(name)
        check_provider(name)
        self._known = None
        old = self.find(name)
        wanted = (old or Provider(name.strip()))._replace(payee=payee)
        with self._change("standing", f"Standing with Medicare of {name.strip()}") as writer:
            self._write(writer, wanted, old)

    def remove(self, name: str) -> Provider:
        """Take a provider away whom nothing in the log names; gives who it was.

        Raises:
            BadInputError: there is none of that name, something is theirs, or they are the only one.
                Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        self._known = None
        gone = self.named(name)
        kept = f"{gone.name} stays"
        if len(self.all()) == 1:
            raise BadInputError(f"{gone.name} is the only provider", "Give them another name instead", kept)
        if self._contracts.of(gone.name):
            raise BadInputError(f"{gone.name} has a contract", "Remove it first", kept)
        with self._change("provider", f"Removed provider {gone.name}") as writer:
            number = self._number(gone)
            if rows.has_entries(writer.connection, number):
                raise BadInputError(
                    f"{gone.name} has entries", "Give those to another provider first, or remove them", kept
                )
            if rows.clinics_of(writer.connection, gone.name):
                raise BadInputError(f"{gone.name} has a clinic", "Give it to another provider first", kept)
            writer.delete("providers", number)
        return gone

    def _write(self, writer: Writer, wanted: Provider, old: Provider | None) -> None:
        if old is None or folded_name(old.name) != folded_name(wanted.name):
            self._check_new_name(wanted.name, is_rename=old is not None)
        columns = rows.provider_columns(wanted)
        if old is None:
            writer.insert("providers", {**columns, "created_at": now_text()})
            return
        number = self._number(old)
        writer.update("providers", number, columns)
        if old.name != wanted.name:
            self._contracts.rename(writer, old.name, wanted.name)
            for clinic in rows.clinics_of(writer.connection, old.name):
                writer.update("clinics", clinic, {"provider": wanted.name})

    def _number(self, provider: Provider) -> int:
        """The row of a provider, inside a change.

        Raises:
            BadInputError: another program changed or removed them since they were read.
        """
        found = next((row.id for row in self._rows() if row.provider == provider), None)
        if found is None:
            raise BadInputError(
                f"{provider.name} was changed by another program just now",
                "Look at them again, then change them",
                "Nothing was changed",
            )
        return found

    @contextmanager
    def _change(self, verb: str, label: str) -> Iterator[Writer]:
        """A change of providers. Where it fails, contracts seen while it was under way are forgotten."""
        try:
            with self._workspace.change(verb, label) as writer:
                self._known = None  # another program may have written while this one waited for it
                yield writer
        except BaseException:
            self._contracts.forget()
            raise

    def _checked(self, provider: Provider) -> Provider:
        check_texts(provider.name, provider.specialty, provider.credentials)
        check_provider(provider.name)
        for text in (provider.specialty, provider.credentials):
            if not text.strip().isprintable():
                raise BadInputError("Specialty and credentials stand in one line", "Take the line break out")
        if provider.stage not in STAGES:
            raise BadInputError(f"There is no stage \u201c{provider.stage}\u201d", f"Write {_or(STAGES)}")
        named, day = provider.locality.strip(), self._workspace.today()
        return provider._replace(
            name=provider.name.strip(),
            specialty=provider.specialty.strip(),
            credentials=provider.credentials.strip(),
            locality=self._localities.find(named, day).locality if named else "",
        )

    def _check_new_name(self, name: str, *, is_rename: bool) -> None:
        """Refuse a new name that is another provider's already, or means everybody."""
        if folded_name(name) == EVERYBODY:
            raise everybody(name)
        if self.find(name):
            raise BadInputError(f"There is a provider {name} already", "Write another name")
        if is_rename and self._contracts.of(name):
            raise BadInputError(f"There is a contract of {name} already", "Remove it, or write another name")

    def _missing(self, name: str) -> BadInputError:
        return BadInputError(
            f"No provider is called \u201c{name}\u201d", f"This log has {', '.join(self.names())}"
        )

    def _rows(self) -> tuple[rows.ProviderRow, ...]:
        """Every provider; every key typed asks, so they are read once."""
        if self._known is not None:
            return self._known
        log = self._workspace.log
        with self._workspace.reporting():
            known = rows.all_providers(log)
        # What is read inside a change may be taken back with it.
        self._known = None if log.in_transaction else known
        return known


def everybody(name: str) -> BadInputError:
    """What to say of a new provider whose name stands for all of them."""
    return BadInputError(f"\u201c{name.strip()}\u201d stands for everybody", "Write another name")


def _mark(row: rows.ProviderRow) -> str:
    """What tells a provider from every other one, whatever they are called and however often undone."""
    return f"{row.id} {row.created_at}"


def _or(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
