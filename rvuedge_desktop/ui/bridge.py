"""The one place where a change of the log becomes a Qt signal."""

from PySide6.QtCore import QObject, QTimer, Signal

from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.services.workspace import ChangeSet

_LOOK_MILLISECONDS = 1000
"""How often to look whether another program wrote to the log."""


class Bridge(QObject):
    """Tells every screen that the log changed.

    Attributes:
        changed: a `ChangeSet`, or None where another program made the change.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Listen to an open log."""
        super().__init__(parent)
        self._desk = desk
        desk.workspace.subscribe(self._on_workspace_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start_looking(self) -> None:
        """Begin to look for changes made by others, such as the command line."""
        self._timer.start()

    def _on_workspace_changed(self, change: ChangeSet | None) -> None:
        self.changed.emit(change)

    def _on_timer_timeout(self) -> None:
        self._desk.notice_others()
