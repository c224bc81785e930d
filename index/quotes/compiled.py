"""The rules compiled, where a compiler was at hand when the package was installed (setup.py); else Python runs them.

What is compiled lies beside its sources, and Python would take it for them even where they have changed since. So it is
named by the sources that it was compiled of, and taken only where these are what is there.
"""

import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from zlib import crc32

_FOLDER = Path(__file__).parent
_RUN_BY_PYTHON = frozenset(("__init__", "compiled", "evidence"))  # once a process, or when somebody asks


def modules() -> list[Path]:
    """Return the sources of what is compiled."""
    return sorted(path for path in _FOLDER.glob("*.py") if path.stem not in _RUN_BY_PYTHON)


def group() -> str:
    """Return the name of what is compiled of these sources as they are."""
    digest = 0
    for path in modules():
        digest = crc32(path.name.encode() + path.read_bytes(), digest)
    return f"rules_{digest:08x}"


def read_sources() -> None:
    """Have Python read the rules from their sources."""
    sys.path_importer_cache[str(_FOLDER)] = FileFinder(str(_FOLDER), (SourceFileLoader, SOURCE_SUFFIXES))


def is_compiled() -> bool:
    """True where the rules are compiled of the sources that are there."""
    made = {path.name.partition("__")[0] for path in _FOLDER.glob("rules_*")}
    return bool(made) and group() in made


if not is_compiled():
    read_sources()
