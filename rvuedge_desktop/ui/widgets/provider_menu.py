"""Whose entries are shown: a menu of the providers, each with a key, under a button and in the menu Go."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from rvuedge_desktop.domain.providers import Provider

_KEYS = 9
"""So many providers have a key of their own; 0 is everybody's."""


class ProviderMenu(QMenu):
    """The menu.

    Attributes:
        chosen: one was chosen by name; empty for everybody.
        edit_requested: the providers are to be changed.
    """

    chosen = Signal(str)
    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nobody."""
        super().__init__("P&rovider", parent)
        self._people = QActionGroup(self)
        self._separator = self.addSeparator()
        edit = self.addAction("Pro&viders and their standing\u2026")
        edit.triggered.connect(lambda _=False: self.edit_requested.emit())

    def show_providers(self, providers: Sequence[Provider], shown: str) -> None:
        """Offer them to choose from, where there are several.

        Args:
            providers: all of the log, in the order of their keys.
            shown: the name of the one whose entries are shown; empty for everybody.
        """
        offered = [("", "Everybody"), *((one.name, one.title) for one in providers)]
        while len(self._people.actions()) < len(offered):
            self._add_one()
        for place, action in enumerate(self._people.actions()):
            name, title = offered[place] if place < len(offered) else ("", "")
            action.setText(title.replace("&", "&&"))
            action.setData(name)
            action.setChecked(place < len(offered) and name == shown)
            action.setVisible(place < len(offered) and len(providers) > 1)

    def people(self) -> list[QAction]:
        """What chooses whose entries are shown; those that choose nobody now are not enabled."""
        return self._people.actions()

    def _add_one(self) -> None:
        """One more to choose; kept for good, since the finder may hold it while the log changes."""
        action = QAction(self)
        action.setCheckable(True)
        place = len(self._people.actions())
        if place <= _KEYS:
            action.setShortcut(QKeySequence(f"Alt+{place}"))
        action.triggered.connect(lambda _=False: self.chosen.emit(str(action.data())))
        self._people.addAction(action)
        self.insertAction(self._separator, action)
