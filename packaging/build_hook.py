"""The build hook of the wheel: compiles the bundled schedule and puts what is installed beside the package.

An installed program has the compiled file and the icons, and not the text they are made from. An editable
install finds everything in the source tree; it is given a compiled file all the same, so that the first
start does not have to make one.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSTALLED = "rvuedge_desktop/resources"
AS_THEY_ARE = ("icons", "guide.md")
"""Of resources/, what is installed as it is."""


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Called by hatchling for every wheel, standard and editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say what else the wheel holds.

        Args:
            version: `standard` or `editable`.
            build_data: what hatchling makes of it; added to here.
        """
        resources = Path(self.root) / "resources"
        compiled = resources / "compiled" / "reference.sqlite"
        self._compile(resources, compiled)
        if version == "editable":
            return
        included = build_data["force_include"]
        included[str(compiled)] = f"{INSTALLED}/compiled/{compiled.name}"
        for name in AS_THEY_ARE:
            included[str(resources / name)] = f"{INSTALLED}/{name}"

    def _compile(self, resources: Path, compiled: Path) -> None:
        """Make the compiled file, unless the one that lies there is of the present text."""
        # The package needs nothing but the standard library for this, so a bare build environment will do.
        sys.path.insert(0, self.root)
        try:
            from rvuedge_desktop.store.reference import open_reference  # noqa: PLC0415
            from rvuedge_desktop.store.reference_sources import Sources  # noqa: PLC0415
        finally:
            sys.path.remove(self.root)
        open_reference(compiled, Sources(resources / "fee_schedule", resources / "catalogue")).close()
