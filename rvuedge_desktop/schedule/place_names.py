"""Names of localities: CMS prints them in capitals, with marks of footnotes; people write them otherwise."""

import re

_SHORT_FORMS = (
    (r"\bCNTYS\b", "counties"),
    (r"\bCNTY\b", "county"),
    (r"\bSURR\. ", "surrounding "),
    (r"\bPOUGHKPSIE/N NYC SUBURBS\b", "Poughkeepsie and northern New York City suburbs"),
    (r"\bNYC SUBURBS/LONG ISLAND\b", "New York City suburbs and Long Island"),
    (r"\bNORTHERN NJ\b", "Northern New Jersey"),
    (r"\bDC \+ MD/VA SUBURBS\b", "Washington DC and suburbs in Maryland and Virginia"),
    (r"/|, ", " and "),
    (r"--", "-"),
)
_LOWER = {"and", "of", "counties", "county", "in", "northern", "suburbs", "surrounding"}


def place_name(published: str) -> str:
    """A locality's name as people write it: `Rest of Georgia`."""
    name = published.strip().rstrip("*")
    for pattern, long in _SHORT_FORMS:
        name = re.sub(pattern, long, name)
    words = re.split(r"([ \-(])", name)
    cased = "".join(
        word if word in _LOWER or not word.isupper() or word == "DC" else word.capitalize() for word in words
    )
    cased = re.sub(r"\bOf\b", "of", cased)
    return cased[:1].upper() + cased[1:]
