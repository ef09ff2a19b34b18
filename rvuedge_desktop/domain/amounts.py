"""Exact amounts: RVUs and dollars as Decimal, and the scaled integers in which they are stored."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

CENT = Decimal("0.01")
_BEFORE = Decimal(1).scaleb(-16)
"""Finer than any exact product of RVUs, indices, factor and shares is long."""

RVU_SCALE = 4
"""Decimal places of an RVU on disk: CMS publishes two, a share of one (16 %) needs four."""
CENT_SCALE = 2
"""Decimal places of dollars on disk."""


def round_cents(amount: Decimal) -> Decimal:
    """Round dollars half up to cents, the way Medicare contractors do.

    Source: 42 CFR 414.20 leaves the rounding to the contractors' systems; half up reproduces every
    amount in the payment files that CMS publishes. A share such as a third is cut off at the 28th digit;
    the first rounding makes of 0.574999... the 0.575 that it stands for.
    """
    return amount.quantize(_BEFORE, rounding=ROUND_HALF_UP).quantize(CENT, rounding=ROUND_HALF_UP)


def to_scaled(amount: Decimal, scale: int) -> int:
    """Turn an amount into the integer it is stored as: 5.36 at scale 4 is 53600.

    Raises:
        ValueError: the amount has more places than the scale holds, so that storing would lose some.
    """
    with localcontext() as context:
        context.prec = 60
        scaled = amount.scaleb(scale)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{amount} has more than {scale} decimal places")
        return int(scaled)


def from_scaled(value: int, scale: int) -> Decimal:
    """Turn a stored integer back into the exact amount: 53600 at scale 4 is 5.3600."""
    return Decimal(value).scaleb(-scale)


def rvu_text(rvu: Decimal) -> str:
    """Write an RVU exactly, with two places at least: 5.36, 0.00, 3.6048."""
    text = f"{rvu:f}"
    whole, _, places = text.partition(".")
    return f"{whole}.{places.rstrip('0').ljust(2, '0')}"


def money_text(amount: Decimal) -> str:
    """Write dollars with cents and nothing else: 243.12.

    Raises:
        ValueError: the amount is not whole cents; rounding is a decision of the pricing, not of the printing.
    """
    return f"{from_scaled(to_scaled(amount, CENT_SCALE), CENT_SCALE):f}"


def dollars_text(amount: Decimal) -> str:
    """Write dollars for people, the minus before the dollar sign: -$1,201.50. Raises as `money_text`."""
    return f"{'-' if amount < 0 else ''}${Decimal(money_text(abs(amount))):,}"
