"""Who did it: the providers of a log, and their standing with Medicare."""

from rvuedge_desktop.domain.payees import Payee, payee_from
from rvuedge_desktop.services.circumstances import check_provider, check_texts
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import entries as rows
from rvuedge_desktop.store.changes import now_text


class Providers:
    """The people of a log."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on an open log."""
        self._workspace = workspace

    def names(self) -> tuple[str, ...]:
        """Every provider, in order of creation.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return rows.provider_names(self._workspace.log)

    def payee(self, name: str) -> Payee:
        """Their standing with Medicare, for which new entries are priced.

        Raises:
            OperationFailedError: the log could not be read.
        """
        with self._workspace.reporting():
            return payee_from(rows.provider_basis(self._workspace.log, name.strip()))

    def set_payee(self, name: str, payee: Payee) -> None:
        """Change it for what is logged from now on; entries keep what they were priced for.

        Raises:
            BadInputError: the name is none. Nothing was changed.
            OperationFailedError: the log could not be written. Nothing was changed.
        """
        check_texts(name)
        check_provider(name)
        with self._workspace.change("standing", f"Standing with Medicare of {name.strip()}") as writer:
            number = rows.provider_id(writer.connection, name.strip())
            if number is None:
                writer.insert(
                    "providers", {"name": name.strip(), "created_at": now_text(), "basis": payee.text}
                )
            else:
                writer.update("providers", number, {"basis": payee.text})
