"""Pin what the program needs, with hashes, in packaging/requirements/.

    python packaging/pin_requirements.py

Reads pyproject.toml and asks the package index through uv (`pip install uv`) for the newest versions that
fit every supported Python and platform. Dependencies are resolved all together first, so that one version
of each serves every file. No address of an index is written: whoever installs has one already.
"""

import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
TARGET = Path(__file__).parent / "requirements"
FILES: Mapping[str, Sequence[str]] = {
    "app": (),
    "test": ("test",),
    "dev": ("test", "lint"),
    "bundle": ("bundle",),
}
"""By name of the file, the dependency groups it has besides the program's own dependencies."""

HEADER = """\
# {what}
# Made by packaging/pin_requirements.py; not edited by hand.
"""


def main() -> None:
    """Write all files anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # Hatchling builds the program where it is installed without build isolation.
    builder = project["build-system"]["requires"]
    TARGET.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        together = Path(folder) / "together.txt"
        together.write_text(_resolved(list(project["dependency-groups"]), builder), encoding="utf-8")
        for name, groups in FILES.items():
            pins = _resolved(groups, builder, "--constraint", str(together), "--generate-hashes")
            header = HEADER.format(what=" + ".join(["the program", "hatchling", *groups]))
            (TARGET / f"{name}.txt").write_text(header + pins, encoding="utf-8", newline="\n")
            print(f"{name}.txt: {pins.count('==')} pins")


def _resolved(groups: Sequence[str], builder: Sequence[str], *options: str) -> str:
    command = ["uv", "pip", "compile", "pyproject.toml", "-", "--universal", "--quiet"]
    command += ["--no-header", "--no-annotate", *options]
    for group in groups:
        command += ["--group", group]
    answer = subprocess.run(  # noqa: S603
        command, cwd=ROOT, input="\n".join(builder), text=True, check=True, stdout=subprocess.PIPE
    )
    return answer.stdout


if __name__ == "__main__":
    main()
