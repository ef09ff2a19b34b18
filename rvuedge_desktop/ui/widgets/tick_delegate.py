"""Boxes to tick in a table or list, with an outline that is seen in the dark too."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from rvuedge_desktop.ui.theme import THEME


class TickDelegate(QStyledItemDelegate):
    """Gives the style a palette to frame the boxes with: that of the view has its ground from the sheet."""

    def initStyleOption(  # noqa: D102 - as Qt has it
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.palette = THEME.framed(option.palette)
