"""Colours, type and space, in one place: tokens, the palette and the style sheet made of them."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

GAP, GAP_LARGE, GAP_PAGE = 8, 14, 22
"""The distances, in pixels."""
RADIUS, RADIUS_LARGE = 7, 10
ROW_HEIGHT = 33

BODY_POINTS = 10.0
TITLE_PIXELS, FIGURE_PIXELS = 20, 34
"""Sizes at a text scale of 1; `pixels` scales them."""


class Colours(NamedTuple):
    """The colours of one appearance, as #RRGGBB."""

    background: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    accent_soft: str
    on_accent: str
    warning: str
    warning_soft: str
    track: str


LIGHT = Colours(
    background="#F6F6F3",
    surface="#FFFFFF",
    text="#1B1F23",
    muted="#63686E",
    line="#E4E4DF",
    accent="#0F6E84",
    accent_soft="#E4F1F3",
    on_accent="#FFFFFF",
    warning="#8F5300",
    warning_soft="#FBF1DF",
    track="#EAEAE6",
)
DARK = Colours(
    background="#141618",
    surface="#1C1F22",
    text="#E9E9E6",
    muted="#9BA1A8",
    line="#2B2F33",
    accent="#55B8CC",
    accent_soft="#16343B",
    on_accent="#0E1A1D",
    warning="#E2A94B",
    warning_soft="#35290F",
    track="#2A2E32",
)

CHOICES = ("system", "light", "dark")
"""What a user can choose; `system` follows the desktop as it changes."""

_FRAMED = ("QCheckBox", "QRadioButton", "QGroupBox", "QComboBox", "QAbstractSpinBox")
"""Widgets of which Fusion draws a frame that is a mark: a box to tick, the edge of what can be typed in."""
_FUSION_DARKER = 140
"""By so much percent Fusion darkens the colour of the window for a frame."""

_SHEET = """
QMainWindow, QDialog {{ background: {background}; }}
QWidget {{ color: {text}; }}
QMenuBar {{ background: {background}; border-bottom: 1px solid {line}; padding: 2px 8px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 5px; background: transparent; }}
QMenuBar::item:selected {{ background: {accent_soft}; }}
QMenu {{ background: {surface}; border: 1px solid {line}; padding: 5px; }}
QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 5px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 5px 8px; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 5px 7px; }}
QPushButton, QToolButton {{
    background: {surface}; border: 1px solid {line}; border-radius: {radius}px; padding: 5px 11px;
}}
QPushButton:hover, QToolButton:hover {{ border-color: {accent}; }}
QPushButton:focus, QToolButton:focus {{ border: 1px solid {accent}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {accent_soft}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {muted}; }}
QToolButton#arrow {{ padding: 0; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton:default {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton#link {{ background: transparent; border: none; padding: 0 2px; color: {accent}; }}
QPushButton#link:hover, QPushButton#link:focus {{ text-decoration: underline; }}
QFrame#card {{ background: {surface}; border: 1px solid {line}; border-radius: {radius_large}px; }}
QFrame#rail {{ background: {background}; border: none; border-right: 1px solid {line}; }}
QFrame#panel {{ background: {background}; border: none; border-left: 1px solid {line}; }}
QFrame#rule {{ background: {line}; border: none; }}
QToolButton#rail {{
    border: none; background: transparent; border-radius: {radius}px; color: {muted}; padding: 6px 0;
}}
QToolButton#rail:hover {{ background: {track}; }}
QToolButton#rail:checked {{ background: {accent_soft}; color: {accent}; font-weight: 600; }}
QToolButton#rail:focus {{ border: 1px solid {accent}; }}
QLabel#title, QToolButton#title {{
    font-size: {title}px; font-weight: 600; background: transparent; border: none; padding: 0 4px;
}}
QToolButton#title:hover, QToolButton#title:focus {{ color: {accent}; }}
QLabel#figure {{ font-size: {figure}px; font-weight: 600; }}
QLabel#cardfigure {{ font-size: {title}px; font-weight: 600; }}
QLabel#strong {{ font-weight: 600; }}
QLabel#muted, QToolButton#muted {{ color: {muted}; }}
QToolButton#muted {{ background: transparent; border: 1px solid transparent; padding: 3px 6px; }}
QToolButton#muted:hover, QToolButton#muted:focus {{ border-color: {line}; color: {text}; }}
QLabel#warning {{ color: {warning}; }}
QLabel#key {{
    background: {surface}; color: {muted}; border: 1px solid {line}; border-radius: 4px; padding: 1px 5px;
}}
QFrame#hint {{ background: {accent_soft}; border: none; border-radius: {radius_large}px; }}
QTableView {{
    background: {surface}; border: 1px solid {line}; border-radius: {radius_large}px; outline: none;
    selection-background-color: {accent_soft}; selection-color: {text};
}}
QTableView QLineEdit {{
    background: {surface}; border: 1px solid {accent}; border-radius: 4px; padding: 0 5px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: transparent; color: {muted}; border: none; border-bottom: 1px solid {line};
    padding: 6px 10px; font-weight: 400;
}}
QTableCornerButton::section {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 2px; }}
QScrollBar::handle {{ background: {track}; border-radius: 3px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; width: 0; height: 0;
}}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; }}
QCalendarWidget QToolButton {{ background: transparent; border: none; color: {text}; font-weight: 600; }}
QCalendarWidget QAbstractItemView {{
    background: {surface}; alternate-background-color: {surface}; outline: none; border: none;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit, QDateEdit, QTextBrowser, QPlainTextEdit {{
    background: {surface}; border: 1px solid {line}; border-radius: {radius}px; padding: 5px 8px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit:focus, QDateEdit:focus {{ border-color: {accent}; }}
QTableWidget::item {{ padding: 0 8px; }}
QTableView#past::item {{ padding: 0 8px; }}
QProgressBar {{ background: {track}; border: none; border-radius: 4px; max-height: 8px; color: transparent; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}
QTabWidget::pane {{ border: none; padding-top: 6px; }}
QTabBar::tab {{
    background: transparent; color: {muted}; padding: 6px 12px; border-bottom: 2px solid {line};
}}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QListWidget {{
    background: {surface}; border: 1px solid {line}; border-radius: {radius}px; padding: 4px; outline: none;
}}
QListWidget::item {{ padding: 6px 8px; border-radius: 5px; }}
QListWidget::item:selected {{ background: {accent_soft}; color: {text}; }}
QListWidget#codes {{ border-radius: {radius_large}px; padding: 0; }}
QScrollArea#page, QWidget#page {{ background: {background}; border: none; }}
QLabel#code {{ font-size: {code}px; font-weight: 600; }}
QLabel#subtitle {{ font-size: {entry}px; }}
QLabel#amount {{ font-size: {entry}px; font-weight: 600; color: {accent}; }}
QLabel#chip {{ background: {accent_soft}; color: {accent}; border-radius: 4px; padding: 2px 7px; }}
QPushButton#main {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QLineEdit#entry {{ background: transparent; border: none; padding: 0; font-size: {entry}px; }}
"""


class Theme:
    """The appearance in force: which colours, how large the text."""

    def __init__(self) -> None:
        """Begin light, at a text scale of 1."""
        self.colours = LIGHT
        self.scale = 1.0

    def is_dark(self) -> bool:
        """Tell whether the dark colours are in force."""
        return self.colours is DARK

    def pixels(self, size: float) -> int:
        """A size in pixels at the text scale in force."""
        return round(size * self.scale)

    def apply(self, application: QApplication, choice: str, scale: float) -> None:
        """Put an appearance on the whole program.

        Args:
            application: the program.
            choice: one of `CHOICES`.
            scale: of all text; 1 for the size as designed.
        """
        system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = choice == "dark" or (choice == "system" and system_dark)
        self.colours, self.scale = (DARK if dark else LIGHT), scale
        font = application.font()
        font.setPointSizeF(BODY_POINTS * scale)
        # Figures of one width, so that columns of numbers can be compared by eye.
        font.setFeature(QFont.Tag("tnum"), 1)
        application.setFont(font)
        palette = _palette(self.colours)
        application.setPalette(palette)
        framed = self.framed(palette)
        for kind in _FRAMED:
            # The type stubs say bytes, the function takes text.
            application.setPalette(framed, kind)  # type: ignore[arg-type]
        application.setStyleSheet(self.sheet())

    def framed(self, palette: QPalette) -> QPalette:
        """A palette whose frames are seen: Fusion makes them darker than the window, in the dark too.

        Args:
            palette: what it is besides.
        """
        framed = QPalette(palette)
        framed.setColor(QPalette.ColorRole.Window, QColor(self.colours.muted).lighter(_FUSION_DARKER))
        return framed

    def sheet(self) -> str:
        """The style sheet for the colours and the scale in force."""
        colours = {name: getattr(self.colours, name) for name in Colours._fields}
        return _SHEET.format(
            **colours,
            radius=RADIUS,
            radius_large=RADIUS_LARGE,
            title=self.pixels(TITLE_PIXELS),
            figure=self.pixels(FIGURE_PIXELS),
            entry=self.pixels(16),
            code=self.pixels(28),
        )


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, colours.background),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.background),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.Mid, colours.line),
        (role.Dark, colours.muted),
    ):
        palette.setColor(name, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(colours.muted))
    palette.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, QColor(colours.muted))
    palette.setColor(QPalette.ColorGroup.Disabled, role.WindowText, QColor(colours.muted))
    return palette


THEME = Theme()
"""The one theme; widgets take colours from it when they paint, so that a change shows at once."""
