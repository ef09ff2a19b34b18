"""How the properties are looked for: the same examples on every run, no clock."""

from hypothesis import settings

settings.register_profile("rvuedge", deadline=None, derandomize=True)
settings.load_profile("rvuedge")
