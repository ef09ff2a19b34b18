"""Void calls into Qt by the thousand: PySide6 6.12.0 on Python 3.11 loses a reference to None in each."""

import subprocess
import sys

LOOP = """
from PySide6.QtCore import QObject
one = QObject()
for _ in range(20_000):
    one.setObjectName("x")
print("alive")
"""


def test_twenty_thousand_void_calls_do_not_end_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOP], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
