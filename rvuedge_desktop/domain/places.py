"""Places of service: the two-digit codes, which practice expense each takes, and a short name of our own."""

from typing import NamedTuple

from rvuedge_desktop.domain.rates import Setting


class Place(NamedTuple):
    """A place of service.

    Attributes:
        code: two digits, as on the claim.
        setting: whether Medicare pays the office or the facility practice expense there.
        name: what we call it.
    """

    code: str
    setting: Setting
    name: str


class Site(NamedTuple):
    """A place where the user works, by the name they give it: `@clinic`.

    Attributes:
        name: letters, digits, dashes and underscores.
        pos: place of service, two digits.
        locality: contractor and number, or `national`; empty for the preferred one.
    """

    name: str
    pos: str
    locality: str = ""


_OFFICE = {
    "01": "pharmacy",
    "03": "school",
    "04": "homeless shelter",
    "05": "Indian Health Service, freestanding",
    "07": "tribal 638, freestanding",
    "09": "prison or jail",
    "10": "video visit, patient at home",
    "11": "office",
    "12": "patient's home",
    "13": "assisted living",
    "14": "group home",
    "15": "mobile unit",
    "16": "hotel or other temporary lodging",
    "17": "walk-in retail clinic",
    "18": "workplace",
    "20": "urgent care",
    "25": "birthing center",
    "27": "street outreach",
    "32": "nursing home, long-term care",
    "33": "custodial care",
    "49": "independent clinic",
    "50": "federally qualified health center",
    "54": "intermediate care, intellectual disability",
    "55": "residential substance use treatment",
    "57": "outpatient substance use treatment",
    "58": "opioid treatment program",
    "60": "mass immunization site",
    "62": "outpatient rehabilitation facility",
    "65": "dialysis facility",
    "66": "PACE center",
    "71": "public health clinic",
    "72": "rural health clinic",
    "81": "independent laboratory",
    "99": "other place",
}
_FACILITY = {
    "02": "video visit, patient elsewhere",
    "06": "Indian Health Service, provider-based",
    "08": "tribal 638, provider-based",
    "19": "hospital outpatient, off campus",
    "21": "inpatient hospital",
    "22": "hospital outpatient, on campus",
    "23": "emergency room",
    "24": "ambulatory surgery center",
    "26": "military treatment facility",
    "31": "skilled nursing facility",
    "34": "hospice",
    "41": "ambulance, land",
    "42": "ambulance, air or water",
    "51": "inpatient psychiatric facility",
    "52": "psychiatric partial hospitalization",
    "53": "community mental health center",
    "56": "psychiatric residential treatment",
    "61": "inpatient rehabilitation facility",
}

PLACES: dict[str, Place] = {
    **{code: Place(code, "office", name) for code, name in _OFFICE.items()},
    **{code: Place(code, "facility", name) for code, name in _FACILITY.items()},
}
"""Every assigned place of service. Source: CMS's place of service code set, 2024."""

PLACE_WORDS = {
    "office": "11",
    "home": "12",
    "video": "10",
    "tele": "10",
    "urgent": "20",
    "inpatient": "21",
    "ward": "21",
    "icu": "21",
    "outpatient": "22",
    "or": "22",
    "er": "23",
    "ed": "23",
    "asc": "24",
    "snf": "31",
    "nursing": "32",
    "hospice": "34",
}
"""Words that stand for a place of service behind an @, where the user has no site of that name."""

SETTING_PLACE: dict[Setting, str] = {"office": "11", "facility": "22"}
"""The place that stands on an entry when only the setting is known."""
