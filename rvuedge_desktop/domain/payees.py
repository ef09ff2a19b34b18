"""Who Medicare pays: what a clinician's standing with Medicare does to every amount."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

NON_PARTICIPATING_SHARE = Decimal("0.95")
"""What those who do not participate are allowed (Social Security Act, section 1848(a)(3))."""
LIMITING_SHARE = Decimal("1.0925")
"""The most that they may charge, of the participating amount: 115 % of 95 % (42 CFR 414.48)."""

CREDENTIAL_SHARES = {
    "physician": Decimal(1),
    "nurse practitioner": Decimal("0.85"),
    "physician assistant": Decimal("0.85"),
    "clinical nurse specialist": Decimal("0.85"),
    "clinical social worker": Decimal("0.75"),
    "marriage and family therapist": Decimal("0.75"),
    "mental health counselor": Decimal("0.75"),
}
"""Of the schedule, by who did it (42 CFR 414.52, 414.53 and 414.56)."""

HIGHEST_SHARE = Decimal(4)
"""A share above 400 % is a slip of the keys."""


class Payee(NamedTuple):
    """A clinician's standing with Medicare.

    Attributes:
        qualifying: a qualifying participant in an alternative payment model: since 2026 a factor of its own.
        participating: takes assignment always; who does not is allowed 95 %.
        share: of the schedule, such as 0.85 for a nurse practitioner.
        increased: what a line with modifier 22 is shown at, such as 1.25; None shows it in full.
        reduced: the same for modifier 52.
    """

    qualifying: bool = False
    participating: bool = True
    share: Decimal = Decimal(1)
    increased: Decimal | None = None
    reduced: Decimal | None = None

    @property
    def text(self) -> str:
        """All that differs from a participating physician, in words; `payee_from` reads it back."""
        parts = [
            "qualifying participant" if self.qualifying else "",
            "" if self.participating else "non-participating",
            "" if self.share == 1 else f"{percent_text(self.share)} of the schedule",
            "" if self.increased is None else f"22 at {percent_text(self.increased)}",
            "" if self.reduced is None else f"52 at {percent_text(self.reduced)}",
        ]
        return ", ".join(filter(None, parts))


PHYSICIAN = Payee()
"""A participating physician: the schedule as it stands."""

_PERCENT = re.compile(r"(?:(22|52) at )?([0-9.]+) %(?: of the schedule)?")


def percent_text(share: Decimal) -> str:
    """A share as a percentage: 0.625 is `62.5 %`."""
    text = f"{share * 100:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def share_from(text: str) -> Decimal:
    """A percentage as people write it, `85`, `85 %` or `62.5%`, as a share.

    Raises:
        ValueError: it is no percentage above 0 and up to 400 with at most two places.
    """
    try:
        share = Decimal(text.strip().removesuffix("%").strip()) / 100
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a percentage") from None
    if not share.is_finite() or not 0 < share <= HIGHEST_SHARE or share != round(share, 4):
        raise ValueError(f"{text!r} is not a percentage above 0 and up to 400")
    return share.normalize() + 0


def payee_from(text: str) -> Payee:
    """Read what `Payee.text` wrote.

    Raises:
        ValueError: it is something else.
    """
    payee = PHYSICIAN
    for part in filter(None, text.split(", ")):
        found = _PERCENT.fullmatch(part)
        if part == "qualifying participant":
            payee = payee._replace(qualifying=True)
        elif part == "non-participating":
            payee = payee._replace(participating=False)
        elif found:
            share = share_from(found[2])
            match found[1]:
                case "22":
                    payee = payee._replace(increased=share)
                case "52":
                    payee = payee._replace(reduced=share)
                case _:
                    payee = payee._replace(share=share)
        else:
            raise ValueError(f"{part!r} is no standing with Medicare")
    return payee
