#!/bin/sh
# The built wheel in a fresh environment: it holds the three packages with their templates and nothing else,
# and the program runs from it. Usage: sh tests/wheel.sh PYTHON
set -eu
python=$1
work=$(mktemp -d)
rm -rf build # of a wheel before this one, where modules may lie that are gone
trap 'rm -rf "$work"' EXIT
"$python" -m pip wheel --quiet --no-build-isolation --no-deps --wheel-dir "$work" .
"$python" - "$work"/*.whl <<'PY'
import sys, zipfile
names = zipfile.ZipFile(sys.argv[1]).namelist()
tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
assert tops == {"index", "search", "web"}, f"the wheel holds {sorted(tops)}"
for needed in (
    "web/templates/base.html",
    "web/static/pullquote.css",
    "web/static/vendor/htmx.min.js",
    "web/translations/de/LC_MESSAGES/messages.po",
):
    assert needed in names, f"the wheel lacks {needed}"
assert not [name for name in names if name.endswith((".c", ".pyx"))], "the wheel holds sources of compiled loops"
PY
"$python" -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --require-hashes -r requirements/run.txt
"$work/env/bin/python" -m pip install --quiet --no-deps "$work"/*.whl
seeds=$(pwd)/seeds
cd "$work"
env/bin/pullquote index "$seeds" | grep -q '^added 1,'
env/bin/pullquote search ramadi --json | grep -q '"value": 1'
command -v cc >/dev/null && env/bin/python -c 'import sys; from index.columnar import native; sys.exit(not native.compiled)'
command -v cc >/dev/null && env/bin/python -c 'import sys; from index.quotes import compiled; sys.exit(not compiled.is_compiled())'
env/bin/python -c 'import web.app, sys; sys.exit("site-packages" not in web.app.__file__)'
echo "1 passed, 0 failed"
