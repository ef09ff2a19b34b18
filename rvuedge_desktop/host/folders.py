"""The folder that holds everything of one user: the log, its backups, the preferences."""

from pathlib import Path

APPLICATION = "rvuedge"
ENVIRONMENT_NAME = "RVUEDGE_DATA_DIR"
SAMPLE = "sample"
"""Name of the folder, inside the user's own, that holds the made-up log."""


def default_data_folder() -> Path:
    """The platform's place for a user's data; it is not created here."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where a folder is named

    return user_data_path(APPLICATION, appauthor=False)
