"""Words as they are indexed and looked for, and the keys by which a word with one slip is found."""

import re

_RUN = re.compile(r"[a-z0-9]+(?:[&'\u2019][a-z0-9]+)*")
_INNER = re.compile(r"[&'\u2019]")
_LETTER_HYPHEN = re.compile(r"(?<=\b[a-z])-(?=[a-z])")

TYPO_LENGTH = 5
"""Shorter words are looked for as they stand: with fewer letters a slip makes another word."""
KEY_LENGTH = 8
"""A slip is looked for in this many first letters; what follows is compared afterwards."""


def words(text: str) -> list[str]:
    """Split a text into words as they are looked for.

    Lower case without accents; `i&d` is `id`, `x-ray` is `xray`, `patient's` is `patients`.
    """
    # A search does this to every title and synonym it considers, so what is rare is looked for first.
    bare = text.casefold()
    if not bare.isascii():
        bare = _without_accents(bare)
    if "-" in bare:
        bare = _LETTER_HYPHEN.sub("", bare)
    runs: list[str] = _RUN.findall(bare)
    return [_INNER.sub("", run) for run in runs] if _INNER.search(bare) else runs


def _without_accents(text: str) -> str:
    from unicodedata import combining, normalize  # noqa: PLC0415 - nearly everything is ASCII

    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter))


_SMALL_WORDS = frozenset("a an and at by for from in of on or the to with".split())  # noqa: SIM905


def query_words(query: str) -> list[str]:
    """The words of a query that are looked for: small words only where there are no others."""
    typed = words(query)
    return [word for word in typed if word not in _SMALL_WORDS] or typed


def indexed_words(text: str) -> list[str]:
    """The words under which a text is found: also `x` and `ray` of `x-ray`, and `phq9` of `phq-9`."""
    spellings = [text, text.replace("-", " "), text.replace("-", "")] if "-" in text else [text]
    return list(dict.fromkeys(word for spelling in spellings for word in words(spelling)))


def typo_keys(start: str) -> set[str]:
    """The start of a word and everything it becomes with one letter left out.

    Two words that are one slip apart (a letter more, less, other, or two changed over) share a key, so
    that a slip is found by looking up a few keys rather than by comparing every word.
    """
    return {start, *(start[:place] + start[place + 1 :] for place in range(len(start)))}


def begins_like(word: str, typed: str) -> bool:
    """Tell whether a word begins with what was typed, give or take one slip.

    A slip is one letter more, less or other, or two neighbours changed over.
    """
    place = 0
    while place < len(typed) and place < len(word) and typed[place] == word[place]:
        place += 1
    rest, other = typed[place:], word[place:]
    return (
        not rest
        or other.startswith(rest[1:])  # a letter too many
        or other[1:].startswith(rest[1:])  # another letter
        or other[1:].startswith(rest)  # a letter left out
        or (len(rest) > 1 and other.startswith(rest[1] + rest[0] + rest[2:]))  # two changed over
    )
