"""Whose account of the machine the program runs under."""

import os

_VARIABLES = ("LOGNAME", "USER", "LNAME", "USERNAME")
"""Where systems say it, in the order in which Python itself looks."""


def account_name() -> str:
    """The account's short name; empty where the machine does not say."""
    for variable in _VARIABLES:
        name = _plain(os.environ.get(variable, ""))
        if name:
            return name
    try:
        # A service may run without any of them; what Windows does not have is imported only there.
        from pwd import getpwuid  # noqa: PLC0415

        return _plain(getpwuid(os.getuid()).pw_name)
    except (ImportError, KeyError, OSError):
        return ""


def _plain(name: str) -> str:
    """A name without what no file of ours could keep: a system may have it in an encoding of its own."""
    return "".join(filter(str.isprintable, name)).strip()
