"""What the user prefers and the window remembers."""

from collections.abc import Mapping
from typing import get_args

from rvuedge_desktop.domain.rates import NATIONAL, Setting
from rvuedge_desktop.services.workspace import Workspace
from rvuedge_desktop.store import preferences
from rvuedge_desktop.store.changes import transaction


class Preferences:
    """Short texts by key, kept with the log."""

    def __init__(self, workspace: Workspace) -> None:
        """Read and write beside an open log."""
        self._workspace = workspace

    def get(self, key: str, default: str = "") -> str:
        """A remembered text, or the default.

        Raises:
            OperationFailedError: it could not be read.
        """
        with self._workspace.reporting():
            value = preferences.get(self._workspace.log, key)
        return default if value is None else value

    def put(self, key: str, value: str) -> None:
        """Remember a text.

        Raises:
            OperationFailedError: it could not be written.
        """
        with self._workspace.reporting():
            preferences.put(self._workspace.log, key, value)

    def put_all(self, values: Mapping[str, str]) -> None:
        """Remember several texts, all or none.

        Raises:
            OperationFailedError: they could not be written. None was.
        """
        with self._workspace.reporting(), transaction(self._workspace.log) as writer:
            for key, value in values.items():
                preferences.put(writer.connection, key, value)

    @property
    def setting(self) -> Setting:
        """Where the user works unless an entry says otherwise."""
        kept = self.get("setting")
        return next((setting for setting in get_args(Setting) if setting == kept), "office")

    @setting.setter
    def setting(self, setting: Setting) -> None:
        self.put("setting", setting)

    @property
    def favourites(self) -> tuple[str, ...]:
        """The codes that the user keeps at hand, in the order kept."""
        return tuple(self.get("favourites").split())

    @favourites.setter
    def favourites(self, codes: tuple[str, ...]) -> None:
        self.put("favourites", " ".join(codes))

    @property
    def locality(self) -> str:
        """The Medicare locality that new entries are priced for, as an entry keeps it."""
        return self.get("locality", NATIONAL.locality)

    @locality.setter
    def locality(self, locality: str) -> None:
        self.put("locality", locality)
