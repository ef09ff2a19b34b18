"""Who works: a provider with specialty, credentials, stage of training and locality."""

from typing import Literal, NamedTuple, get_args

from rvuedge_desktop.domain.payees import PHYSICIAN, Payee

Stage = Literal["student", "resident", "attending"]
"""How far a provider is in training. It changes no price: who supervised stands in the role of an entry."""

ATTENDING: Stage = "attending"
STAGES: tuple[Stage, ...] = get_args(Stage)
STAGE_WORDS: dict[Stage, str] = {
    "student": "in school, sees patients under supervision",
    "resident": "resident or fellow in training",
    "attending": "practices independently",
}
"""What each stage means, in a few words."""


class Provider(NamedTuple):
    """A provider of a log.

    Attributes:
        name: as the person writes it; A to Z compare without regard to case.
        specialty: in their words; empty where not said.
        credentials: as written after the name, such as `MD` or `LCSW`; empty where not said.
        stage: of training.
        locality: that new entries are priced for, as an entry keeps it; empty for the preferred one.
        payee: their standing with Medicare, for which new entries are priced.
    """

    name: str
    specialty: str = ""
    credentials: str = ""
    stage: Stage = ATTENDING
    locality: str = ""
    payee: Payee = PHYSICIAN

    @property
    def title(self) -> str:
        """Name and credentials, with the stage of who is still in training: `Ada Roe, MD (resident)`."""
        named = ", ".join(filter(None, (self.name, self.credentials)))
        return named if self.stage == ATTENDING else f"{named} ({self.stage})"
