"""Filters inside a search: `spec:psych wrvu>5 knee` is a word and two filters."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_FILTER = re.compile(
    r"(?<!\S)(?:((?a:spec|cat|global|status)):(\S*)|((?a:wrvu))(<=|>=|<|>|=)([0-9]*\.?[0-9]*))(?!\S)",
    re.IGNORECASE,
)

CATEGORY_NAMES = {
    "imaging": ("radiology",),
    "xray": ("radiology",),
    "lab": ("laboratory",),
    "pathology": ("laboratory",),
    "em": ("visits",),
    "visit": ("visits",),
    "evaluation": ("visits",),
    "surgery": ("surgery-",),
    "ortho": ("surgery-musculoskeletal",),
    "bone": ("surgery-musculoskeletal",),
    "gi": ("surgery-digestive",),
    "heart": ("surgery-cardiovascular",),
    "vascular": ("surgery-cardiovascular",),
    "cardiac": ("surgery-cardiovascular",),
    "neuro": ("surgery-nervous",),
    "spine": ("surgery-nervous", "surgery-musculoskeletal"),
    "gyn": ("surgery-female-genital", "surgery-maternity"),
    "ob": ("surgery-maternity",),
    "ent": ("surgery-ear", "surgery-respiratory"),
    "urology": ("surgery-urinary", "surgery-male-genital"),
    "drug": ("hcpcs-j",),
    "supply": ("hcpcs-a",),
    "dental": ("hcpcs-d",),
    "hcpcs": ("hcpcs-",),
    "anesthesia": ("anesthesia",),
    "medicine": ("medicine",),
}
"""What people call a category, and how the keys of those categories begin."""


class Filters(NamedTuple):
    """What a found code must be.

    Attributes:
        specialty: how the name of a specialty that bills it begins, in any of its words; empty for any.
        category: how the key of its category begins, one of these; empty for any.
        global_days: its global period, three characters; empty for any.
        status: its status indicator; empty for any.
        least, most: bounds of its work RVU, both included; None for none.
        above, below: bounds that are not included; None for none.
    """

    specialty: str = ""
    category: tuple[str, ...] = ()
    global_days: str = ""
    status: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None

    @property
    def by_rate(self) -> bool:
        """Whether they ask for anything that a release says."""
        bounds = (self.least, self.most, self.above, self.below)
        return bool(self.global_days or self.status or any(bound is not None for bound in bounds))


NO_FILTERS = Filters()


def split_query(query: str) -> tuple[str, Filters]:
    """The words of a query and its filters. A filter that is not finished yet filters nothing."""
    filters = NO_FILTERS
    for found in _FILTER.finditer(query):
        name, value, _, sign, figure = found.groups()
        filters = _with_figure(filters, sign, figure) if sign else _with_name(filters, name.lower(), value)
    return " ".join(_FILTER.sub(" ", query).split()), filters


def _with_name(filters: Filters, name: str, value: str) -> Filters:
    value = value.lower()
    if not value:
        return filters
    match name:
        case "spec":
            return filters._replace(specialty=value)
        case "cat":
            return filters._replace(category=_categories(value))
        case "global":
            return filters._replace(global_days=value.upper().zfill(3))
        case _:
            return filters._replace(status=value.upper())


def _categories(value: str) -> tuple[str, ...]:
    named = [keys for name, keys in CATEGORY_NAMES.items() if name.startswith(value)]
    starts = [key for keys in named for key in keys]
    return tuple(dict.fromkeys(starts)) or (value, f"surgery-{value}", f"hcpcs-{value}")


_BOUNDS = {">=": "least", "<=": "most", ">": "above", "<": "below"}


def _with_figure(filters: Filters, sign: str, figure: str) -> Filters:
    try:
        bound = Decimal(figure)
    except InvalidOperation:
        return filters
    if sign == "=":
        return filters._replace(least=bound, most=bound)
    return filters._replace(**{_BOUNDS[sign]: bound})  # type: ignore[arg-type]
