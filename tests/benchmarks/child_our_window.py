"""Child of `start`: the program just as `python -m rvuedge_desktop` starts it.

It says when it is painted, and ends when told to. Nothing is imported before the program imports it
itself, and the only thing changed is what follows the first paint.
"""

import runpy
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_WATCHED = "rvuedge_desktop.ui.application"


class _Watcher:
    """Puts a word before what the program does after its first paint, as soon as that module is imported."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _WATCHED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        assert spec is not None
        assert spec.loader is not None
        execute = spec.loader.exec_module

        def execute_and_watch(module: ModuleType) -> None:
            execute(module)
            _watch(module)

        spec.loader.exec_module = execute_and_watch  # type: ignore[method-assign]
        return spec


def _watch(application: ModuleType) -> None:
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - the program has just imported it
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    finish = application._finish_start

    def settled() -> None:
        print("settled", flush=True)
        sys.stdin.read()
        QApplication.closeAllWindows()
        QApplication.quit()

    def painted(*arguments: object) -> None:
        focus = QApplication.focusWidget()
        can_type = focus is not None and focus.inherits("QLineEdit")
        print("painted" if can_type else "painted, but nothing can be typed", flush=True)
        finish(*arguments)
        QTimer.singleShot(200, settled)

    application._finish_start = painted  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.meta_path.insert(0, _Watcher())
    runpy.run_module("rvuedge_desktop", run_name="__main__", alter_sys=True)
