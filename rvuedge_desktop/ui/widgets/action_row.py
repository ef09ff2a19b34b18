"""The buttons under a dialog that stays open: what it can do, and Close."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton


class ActionRow(QDialogButtonBox):
    """Close, and beside it one button for each verb of the dialog."""

    def __init__(self, dialog: QDialog) -> None:
        """Begin with Close alone.

        Args:
            dialog: what it closes.
        """
        super().__init__(QDialogButtonBox.StandardButton.Close, dialog)
        self.rejected.connect(dialog.reject)

    def add(self, title: str, verb: Callable[[], object], *, by_enter: bool = True) -> QPushButton:
        """Add a button for a verb; gives it.

        Args:
            title: with its key after an ampersand.
            verb: called when it is pressed.
            by_enter: whether Enter presses it while it has the keyboard, as Qt has it for dialogs; not where
                Enter is meant for a list.
        """
        button = self.addButton(title, QDialogButtonBox.ButtonRole.ActionRole)
        if not by_enter:
            button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: verb())
        return button
