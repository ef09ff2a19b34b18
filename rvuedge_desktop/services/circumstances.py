"""What surrounds the codes of an entry: place, words, provider; as it is given and as it is to be changed."""

from datetime import date
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.items import Item
from rvuedge_desktop.domain.places import PLACES, SETTING_PLACE
from rvuedge_desktop.domain.rates import Setting

DEFAULT_PROVIDER = "default"
"""What the only provider of a new log is called, until they are given a name."""
LONGEST_TEXT = 2000
"""Characters that a note, tag or role may have."""
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def folded_name(provider: str) -> str:
    """A name as the log compares names: the case of A to Z does not matter, that of other letters does."""
    return provider.translate(_LOWER)


class Circumstances(NamedTuple):
    """What is the same for all lines of an encounter.

    Attributes:
        setting: office or facility; by the place of service where none is named, else office.
        pos: place of service, two digits; by the setting where empty.
        locality: whose indices price it: contractor and number, a ZIP code, a place; that of the site,
            of the provider, or else the preferred one where empty.
        site: the user's own name of the place, which gives place of service and locality; none where empty.
        note, tag, role: the user's own words.
        provider: who did it; a new name becomes a new provider, and None is who new entries are by.
    """

    setting: Setting | None = None
    pos: str = ""
    locality: str = ""
    site: str = ""
    note: str = ""
    tag: str = ""
    role: str = ""
    provider: str | None = None


class Edit(NamedTuple):
    """What is to be other about an entry; None leaves it as it is.

    Of the numbers, 0 takes minutes and days of aftercare away. A site gives place and locality.
    """

    code: str | None = None
    modifiers: tuple[str, ...] | None = None
    patients: int | None = None
    units_each: int | None = None
    minutes: int | None = None
    care_days: int | None = None
    day: date | None = None
    setting: Setting | None = None
    pos: str | None = None
    locality: str | None = None
    site: str | None = None
    note: str | None = None
    tag: str | None = None
    role: str | None = None
    provider: str | None = None


def as_typed(item: Item) -> Edit:
    """The edit that makes an entry what an item says; counts that it does not say stay as they are."""
    return Edit(
        code=item.code,
        modifiers=item.modifiers,
        patients=item.patients if item.says_patients else None,
        units_each=item.units_each if item.says_units else None,
        minutes=item.minutes,
        care_days=item.care_days,
    )


def place_of(setting: Setting | None, pos: str) -> tuple[Setting, str]:
    """Complete a setting by a place of service, or the other way round.

    Raises:
        BadInputError: the place does not exist, or is of the other setting.
    """
    if not pos:
        known = setting or "office"
        return known, SETTING_PLACE[known]
    place = PLACES.get(pos)
    if place is None:
        raise BadInputError(
            f"There is no place of service \u201c{pos}\u201d", "Write two digits, such as 11 for an office"
        )
    if setting and setting != place.setting:
        raise BadInputError(
            f"Place of service {pos} ({place.name}) is of the setting {place.setting}, not {setting}",
            "Leave one of the two away",
        )
    return place.setting, pos


def check_texts(*texts: str | None) -> None:
    """Refuse words that can't be kept.

    Raises:
        BadInputError: one is too long, or holds a control character.
    """
    for text in texts:
        if text is None:
            continue
        if len(text) > LONGEST_TEXT:
            raise BadInputError(
                f"A text of {len(text)} characters is too long", f"Keep it under {LONGEST_TEXT}"
            )
        if any(not (letter.isprintable() or letter in "\n\t\r") for letter in text):
            raise BadInputError("A text holds a character that can't be printed", "Take it out")


def check_provider(name: str | None) -> None:
    """Refuse a name that is none.

    Raises:
        BadInputError: it is empty, only blanks, or takes several lines.
    """
    if name is not None and not name.strip():
        raise BadInputError("A provider needs a name", "Write one, or leave the option away")
    if name is not None and not name.isprintable():
        raise BadInputError("A provider's name stands in one line", "Take out what can't be printed")
