"""Run the benchmarks and print one table: `python tests/benchmarks/run.py [subject ...] [--logs FOLDER]`.

Nothing here is a test: figures depend on the machine, and only ratios measured in one run say something.
Each subject is a process of its own and cleans up after itself.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

REPOSITORY = Path(__file__).resolve().parents[2]
SUBJECTS = ("start", "keystroke", "commit", "totals", "table", "shell")


def main() -> int:
    """Run what is asked for; gives 1 where a subject failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(SUBJECTS)}; all if none"
    )
    parser.add_argument(
        "--logs", type=Path, help="a folder to keep large logs in, so that they are made once"
    )
    parser.add_argument("--rounds", help="rounds of whatever is compared in turn")
    options = parser.parse_args()
    unknown = [subject for subject in options.subjects if subject not in SUBJECTS]
    if unknown:
        parser.error(f"no subject {unknown[0]}: there are {', '.join(SUBJECTS)}")
    named = [f"--rounds={options.rounds}"] if options.rounds else []
    named += [f"--logs={options.logs.absolute()}"] if options.logs else []
    # The program is measured as it stands in the source tree, installed or not.
    variables = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    began = perf_counter()
    failed = []
    print("name: ours, baseline, ratio (target)")
    for subject in options.subjects or SUBJECTS:
        print(f"\n[{subject}]", flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{subject}", *named]
        if subprocess.run(command, cwd=REPOSITORY, env=variables, check=False).returncode:
            failed.append(subject)
    print(f"\n{perf_counter() - began:.0f} s" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
