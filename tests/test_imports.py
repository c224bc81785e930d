"""Every module can be the first one of the project that a process imports."""

import pkgutil
import subprocess
import sys

import pytest

# Compiled modules stay: they are loaded once a process. `web.__main__` would run.
ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    ours = [known for known in sys.modules if known.partition(".")[0] in ("index", "search", "web")]
    for known in ours:
        if not (sys.modules[known].__file__ or "").endswith((".so", ".pyd")):
            del sys.modules[known]
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(name, error)
"""


@pytest.mark.parametrize("package", ["index", "search", "web"])
def test_each_module_can_be_imported_first(package):
    path = __import__(package).__path__
    names = [module.name for module in pkgutil.walk_packages(path, f"{package}.") if "__main__" not in module.name]
    done = subprocess.run([sys.executable, "-c", ALONE, *names], capture_output=True, text=True, check=True)
    assert (done.stdout, len(names) > 5) == ("", True)
