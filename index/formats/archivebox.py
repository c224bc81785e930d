"""ArchiveBox keeps a page in several forms beside each other: which of them is read, and what its index says."""

import json
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from index.formats.saved import in_utc

_SNAPSHOT = re.compile(r"(.*[/\\]archive[/\\]\d{9,}(?:\.\d+)?)(?:[/\\]|$)", re.S)
_ROOT = {"ArchiveBox.conf", "index.sqlite3"}
_FORMS = ("singlefile.html", "singlefile/singlefile.html", "output.html", "dom/output.html", "dom.html")
_LAST_FORMS = ("readability/content.html", "mercury/content.html")  # an article without its head
_INDEX_LIMIT = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What ArchiveBox says of a page: its address, and when it was captured, in UTC."""

    url: str | None = None
    captured: str | None = None


def chosen(folder: str, names: Collection[str]) -> list[str] | None:
    """Return what to read of a folder of ArchiveBox: its snapshots, or one form of one; None for other folders."""
    if "archive" in names and _ROOT.intersection(names):
        return [os.path.join(folder, "archive")]  # the rest are lists of pages
    if "index.json" not in names or _folder_of(folder) != folder:
        return None
    forms = list(_forms(folder))
    return [next((path for path in forms if os.path.isfile(path)), forms[0])]  # one that is missing fails by name


def snapshot_of(path: str) -> Snapshot | None:
    """Return the snapshot that a file is a form of, or None for other files."""
    folder = _folder_of(path)
    if not folder or not os.path.isfile(os.path.join(folder, "index.json")):
        return None
    told = _index(folder)
    url = told.get("url")
    return Snapshot(url if isinstance(url, str) else None, _captured(told, os.path.basename(folder)))


def _folder_of(path: str) -> str | None:
    found = _SNAPSHOT.match(os.path.abspath(path))
    return path[: len(path) - len(os.path.abspath(path)) + found.end(1)] if found else None


def _forms(folder: str) -> Iterator[str]:
    """Yield where a form of the page may lie, the best first."""
    yield from (os.path.join(folder, name) for name in _FORMS)
    yield from (path for path in _files(os.path.join(folder, "warc")) if path.endswith((".warc", ".warc.gz")))
    yield from (path for path in _files(folder) if path.endswith((".warc", ".warc.gz")))
    canonical = _index(folder).get("canonical")
    copied = canonical.get("wget_path") if isinstance(canonical, dict) else None
    if isinstance(copied, str) and (inside := _inside(folder, copied)):
        yield inside
    yield from (os.path.join(folder, name) for name in _LAST_FORMS)


def _files(folder: str) -> list[str]:
    return sorted(item.path for item in os.scandir(folder)) if os.path.isdir(folder) else []


def _inside(folder: str, name: str) -> str | None:
    """Return the path that an index names, if it does not lead out of the snapshot."""
    path = os.path.normpath(os.path.join(folder, name))
    return path if path.startswith(folder.rstrip(os.sep) + os.sep) else None


def _index(folder: str) -> dict[str, Any]:
    """Return the index of a snapshot; a damaged one says nothing, and its page is read all the same."""
    try:
        with open(os.path.join(folder, "index.json"), "rb") as file:
            told = json.loads(file.read(_INDEX_LIMIT))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _captured(told: dict[str, Any], name: str) -> str | None:
    """Return when the first form was saved; the timestamp of a snapshot can be that of a bookmark."""
    history = told.get("history")
    lists = history.values() if isinstance(history, dict) else ()
    tries = (entry for entries in lists if isinstance(entries, list) for entry in entries if isinstance(entry, dict))
    starts = filter(None, (in_utc(str(entry.get("start_ts"))) for entry in tries))
    return min(starts, default=None) or _moment(told.get("timestamp") or name)


def _moment(seconds: object) -> str | None:
    try:
        return in_utc(datetime.fromtimestamp(float(str(seconds)), UTC))
    except (ValueError, OverflowError, OSError):
        return None
