"""RVU Edge: log billed codes per day, see the work RVUs and the pay they make."""

__version__ = "0.1.0"
