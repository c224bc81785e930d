"""Runs the tests of quotations with the rules read from their sources, as where no compiler was at hand.

python -m tests.interpreted
"""

import sys
from glob import glob
from pathlib import Path
from runpy import run_path

import pytest

run_path(str(Path("index/quotes/compiled.py").resolve()))["read_sources"]()

from index.quotes import extract  # noqa: E402 - read as was just told

if not str(extract.__file__).endswith(".py"):
    raise SystemExit(f"{extract.__file__} is compiled")
sys.exit(pytest.main(["--quiet", "-p", "no:xdist", *sorted(glob("tests/test_quotes*.py"))]))
