#!/bin/sh
# Build the bundle in a fresh virtual environment, run the frozen program, and say how large it is and how
# fast it starts beside the same program from source.
#
#     packaging/check_bundle.sh [PYTHON]
#
# Everything is made under build/bundle/; the bundle itself is build/bundle/dist/rvuedge.
set -eu

python=${1:-python3}
cd "$(dirname "$0")/.."
build=$PWD/build/bundle
rm -rf "$build"

"$python" -m venv "$build/venv"
bin=$build/venv/bin
"$bin/python" -m pip install --quiet --require-hashes -r packaging/requirements/bundle.txt
"$bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .
"$bin/pyinstaller" --noconfirm --log-level ERROR --distpath "$build/dist" --workpath "$build/work" \
    packaging/rvuedge.spec

# The tests' own packages come last, so that none of them can get into the bundle.
"$bin/python" -m pip install --quiet --require-hashes -r packaging/requirements/test.txt
RVUEDGE_BUNDLE=$build/dist/rvuedge "$bin/python" -m pytest tests/packaging/test_bundle.py

echo "size: $(du -sm "$build/dist/rvuedge" | cut -f1) MB"
echo "frozen and from source:"
"$bin/python" packaging/measure_start.py "$build/dist/rvuedge/rvuedge" "$bin/rvuedge"
