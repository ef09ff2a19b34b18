"""How often the user logged each code: for the ranking of a search, and for `my most used`."""

from collections.abc import Mapping

from rvuedge_desktop.services.workspace import ChangeSet, Workspace
from rvuedge_desktop.store import entries as rows


class OwnUse:
    """Counts kept in step with the log."""

    def __init__(self, workspace: Workspace) -> None:
        """Count the entries of an open log when first asked."""
        self._workspace = workspace
        self._counts: dict[str, int] | None = None
        workspace.subscribe(self._on_change)

    def counts(self) -> Mapping[str, int]:
        """Entries by code.

        Raises:
            OperationFailedError: the log could not be read.
        """
        if self._counts is None:
            with self._workspace.reporting():
                self._counts = rows.entries_by_code(self._workspace.log)
        return self._counts

    def most(self, limit: int) -> list[str]:
        """The codes logged most often, most first.

        Raises:
            OperationFailedError: the log could not be read.
        """
        counts = self.counts()
        return sorted((code for code in counts if counts[code]), key=lambda code: (-counts[code], code))[
            :limit
        ]

    def _on_change(self, change: ChangeSet | None) -> None:
        if change is None or self._counts is None:
            self._counts = None
            return
        for row in change.rows:
            if row.table == "entries":
                for image, step in ((row.before, -1), (row.after, 1)):
                    if image is not None:
                        code = str(image["code"])
                        self._counts[code] = self._counts.get(code, 0) + step
