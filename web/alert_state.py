"""What the alerts of an index have told of already: `alerts/seen.json` in its folder.

    {"alerts": {"ramadi": {"seen": "9f86d081884c7d65", "text": "…", "grammar": 1, "read_as": "…", "day": null}, …},
     "seen": {"9f86d081884c7d65": "ids, a line each", …}, "sum": …}

An alert has seen the articles that were there when it was last told of; alerts that were told together share a list.
Ids say what is new: a merge, a rebuild or an article that is read again changes none.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index.errors import IndexBusy, IndexUnavailable, PullquoteError
from index.manifest import made, unsigned, write_json
from search.query import GRAMMAR_VERSION
from web.alerts import Alert

FOLDER = "alerts"
_SEEN = "seen.json"


@dataclass(frozen=True)
class Seen:
    """The ids of the articles that were there at one time."""

    lines: str

    @classmethod
    def of(cls, ids: Collection[str]) -> "Seen":
        """Return the same of ids in any order."""
        return cls("\n".join(sorted(ids)))

    @cached_property
    def key(self) -> str:
        """What tells it from others."""
        return hashlib.sha256(self.lines.encode()).hexdigest()[:16]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids."""
        return frozenset(self.lines.split("\n")) if self.lines else frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """What an alert was when it was last told of, and what was there then; `day` is the one of `Alert.day`."""

    seen: Seen
    text: str
    grammar: int
    read_as: str
    day: date | None = None

    def reads_otherwise(self, alert: Alert) -> bool:
        """Tell whether another version of the query language gives the same text another meaning on the same day."""
        return self.grammar != GRAMMAR_VERSION and self.text == alert.text and self.read_as != alert.read_on(self.day)


@dataclass(slots=True)
class State:
    """What each alert was last told of, by name."""

    told: dict[str, Told] = field(default_factory=dict)

    def tell(self, alert: Alert, seen: Seen) -> None:
        """Note that an alert was told of."""
        self.told[alert.name] = Told(seen, alert.text, GRAMMAR_VERSION, alert.read_on(alert.day), alert.day)

    def write(self, location: Path) -> None:
        """Keep it in an index folder.

        Raises:
            IndexUnavailable: the disk is full or cannot be written to.
        """
        alerts = {name: _plain(told) for name, told in self.told.items()}
        seen = {told.seen.key: told.seen.lines for told in self.told.values()}
        write_json(location / FOLDER / _SEEN, {"alerts": alerts, "seen": seen})


def read_state(location: Path) -> State:
    """Return what `State.write` kept in an index folder, nothing where there is none.

    Raises:
        PullquoteError: it is damaged or cannot be read.
    """
    path = location / FOLDER / _SEEN
    try:
        data = unsigned(json.loads(path.read_bytes()))
        seen = {key: Seen(lines) for key, lines in data["seen"].items()}
        return State({name: _told(given, seen) for name, given in data["alerts"].items()})
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise PullquoteError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PullquoteError(f"{path} is damaged: remove it, and all articles count as new once") from error


def _plain(told: Told) -> dict[str, Any]:
    day = told.day.isoformat() if told.day else None
    return {"seen": told.seen.key, "text": told.text, "grammar": told.grammar, "read_as": told.read_as, "day": day}


def _told(given: dict[str, Any], seen: Mapping[str, Seen]) -> Told:
    day = date.fromisoformat(given["day"]) if given.get("day") else None
    return Told(**{**given, "seen": seen[given["seen"]], "day": day})


@contextmanager
def alone(location: Path) -> Iterator[None]:
    """Keep other runs of the alerts of an index waiting for another time.

    Raises:
        IndexBusy: there is one.
        IndexUnavailable: the folder cannot be written to.
    """
    try:
        made(location / FOLDER)
        lock = FileLock(location / FOLDER / "lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexBusy(f"another process is telling the alerts of {location}: wait for it to end") from error
    except OSError as error:
        raise IndexUnavailable(f"{location / FOLDER} cannot be written to: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()
