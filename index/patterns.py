"""Regular expressions that are compiled when they are first used: all of them together take longer than a search."""

import re
from typing import Any, cast


class _Later:
    """Stands in for an expression, and has its methods as soon as they are asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, to be compiled when it is first used; a fault in it is raised then (re.error)."""
    return cast("re.Pattern[str]", _Later(text, flags))
