"""What is compiled: loops over postings by Cython, the rules of quotations by mypyc, which takes them as they are.

Where no compiler is at hand the package installs all the same, and NumPy and Python do their work.
"""

import sys
from runpy import run_path

from setuptools import Extension, setup

_BUILDING = {"bdist_wheel", "build", "build_ext", "editable_wheel", "install"}  # else only the names are asked for
_TO_THE_LAST_BIT = ["-O3", "-ffp-contract=off"]  # sums as NumPy makes them


def loops() -> list[Extension]:
    """Return the loops over postings."""
    names = ("_postings", "_sets")
    return [
        Extension(
            f"index.columnar.{name}",
            [f"index/columnar/{name}.pyx"],
            optional=True,
            extra_compile_args=_TO_THE_LAST_BIT,
        )
        for name in names
    ]


def rules() -> list[Extension]:
    """Return the rules of quotations; none where mypyc cannot translate them."""
    if _BUILDING.isdisjoint(sys.argv):
        return []
    known = run_path("index/quotes/compiled.py")
    paths = [str(path) for path in known["modules"]()]
    try:
        from mypyc.build import mypycify

        found = mypycify(
            ["--ignore-missing-imports", "--follow-imports=silent", *paths],
            group_name=f"index.quotes.{known['group']()}",
            opt_level="1",  # as fast as 2 here, and made in two thirds of the time
            debug_level="0",
        )
    except (ImportError, SystemExit):
        return []
    for extension in found:
        extension.optional = True
    return found


setup(ext_modules=[*loops(), *rules()])
