"""Whose account of the machine the program runs under."""

import os

_VARIABLES = ("LOGNAME", "USER", "LNAME", "USERNAME")
"""Where systems say it, in the order in which Python itself looks."""


def account_name() -> str:
    """The account's short name; empty where the machine does not say."""
    for variable in _VARIABLES:
        name = os.environ.get(variable, "").strip()
        if name:
            return name
    try:
        # A service may run without any of them; what Windows does not have is imported only there.
        from pwd import getpwuid  # noqa: PLC0415

        return getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError, OSError):
        return ""
