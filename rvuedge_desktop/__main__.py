"""Starts the program: `python -m rvuedge_desktop`, and the `rvuedge` that an installation makes."""

import gc
import sys

_BROKEN_PIPE, _INTERRUPTED = 141, 130
"""Exit codes as a shell gives them for SIGPIPE and SIGINT."""


def main() -> int:
    """Hand the arguments to the program; gives the exit code. A closed pipe or Ctrl+C ends it quietly."""
    # A start makes much and throws away little, so that looking for garbage costs a tenth of it and finds
    # none. The window looks from its first paint on; a command has ended before it would matter.
    gc.disable()
    try:
        from rvuedge_desktop import app  # noqa: PLC0415 - so that Ctrl+C is quiet from the first moment

        return app.main(sys.argv[1:])
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        from rvuedge_desktop.cli.streams import forget_output  # noqa: PLC0415 - seldom needed

        forget_output()
        return _BROKEN_PIPE


if __name__ == "__main__":
    sys.exit(main())
