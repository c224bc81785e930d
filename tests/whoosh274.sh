#!/bin/sh
# The engine's tests on the original Whoosh 2.7.4 in place of the fork, so that either can be dropped.
# Usage: sh tests/whoosh274.sh PYTHON
set -eu
python=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m pip install --quiet --target "$work" --no-deps --require-hashes -r requirements/whoosh274.txt
export PYTHONPATH="$work"
"$python" -c 'import whoosh; assert whoosh.versionstring() == "2.7.4", whoosh.__file__'
"$python" -m pytest --quiet tests/test_whoosh.py
