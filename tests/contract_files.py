"""The contract that the guide shows, as a person writes it."""

RIVERSIDE = """\
name = "Riverside 2026"
provider = "default"
from = 2026-07-01
base_salary = "180000"
fte = "1.0"
schedule = "date-of-service"      # or "2021", or "RVU21A"
target_wrvu = "6000"
true_up = "year"                  # month | quarter | year
tiers = "marginal"                # marginal | whole
[[tier]]
from_wrvu = "0"
rate = "0"
[[tier]]
from_wrvu = "4000"
rate = "45.00"
[[tier]]
from_wrvu = "5500"
rate = "52.50"
[credit]
preset = "full"                   # full | medicare
"80" = "0.16"
"62" = "0.625"
"""
