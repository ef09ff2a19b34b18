"""Where the files that come with the program lie: in the installed package, or in the source tree."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def resource_folder() -> Path:
    """The folder `resources`, installed or in the source tree."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def reference_file() -> Path:
    """The compiled schedule and catalogue."""
    return resource_folder() / "compiled" / "reference.sqlite"


def reference_sources() -> tuple[Path, Path] | None:
    """The folders of text that it is compiled from; None in an installed program, which does without them."""
    schedule, catalogue = resource_folder() / "fee_schedule", resource_folder() / "catalogue"
    return (schedule, catalogue) if schedule.is_dir() and catalogue.is_dir() else None
