"""The hits of alerts as an Atom feed (RFC 4287) in a file: what is new on top of what it has.

A feed is read and written again, which feedgen cannot: it only writes.
"""

import os
import secrets
import stat
from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote
from xml.etree import ElementTree as Xml

from index.errors import PullquoteError
from index.manifest import put_whole
from search.results import Hit
from web.atom import ATOM, ENTRY, ID, entry, feed
from web.formats import plain_text, safe_url
from web.quotations import GUESS, in_marks, is_guess

KEPT = 1_000  # entries; what a reader has not fetched by then is gone from it


def check_feed(path: Path) -> None:
    """Look whether `write_feed` would go well, and leave everything as it is.

    Raises:
        PullquoteError: the file is no feed, or cannot be read or written.
    """
    _before(path)
    try:
        with TemporaryFile(dir=_own(path).parent):
            pass
    except OSError as error:
        raise _unwritten(path, error) from error


def write_feed(path: Path, found: Iterable[tuple[str, Iterable[Hit]]], now: datetime) -> None:
    """Put the hits of alerts, by their names, before the entries that a feed has; it is made where there is none.

    They come in turn, one of each alert: what the feed has no room for is the end of long lists, of no alert all.

    Raises:
        PullquoteError: the file is no feed, or cannot be read or written.
    """
    each = [[_entry(name, hit, now) for hit in hits] for name, hits in found]
    new = [one for turn in zip_longest(*each) for one in turn if one is not None]
    ids = {one.findtext(ID) for one in new}
    before = [one for one in _before(path) if one.findtext(ID) not in ids]
    data = feed("urn:pullquote:alerts", "Pullquote alerts", _time(now), [*new, *before][:KEPT])
    try:
        _replace(_own(path), data)
    except OSError as error:
        raise _unwritten(path, error) from error


def _before(path: Path) -> list[Xml.Element]:
    try:
        root = Xml.fromstring(_read(path))  # noqa: S314 - the user's own file, which this module wrote
        Xml.tostring(root)  # what nests too deep to be written again is none of ours
    except FileNotFoundError:
        return []
    except OSError as error:
        raise PullquoteError(f"the feed {path} cannot be read and written: {error.strerror}") from error
    except (Xml.ParseError, RecursionError) as error:
        raise _no_feed(path) from error
    if root.tag != f"{{{ATOM}}}feed":
        raise _no_feed(path)
    return root.findall(ENTRY)


def _read(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
        raise _no_feed(path)
    with path.open("r+b") as file:  # what may not be written is not to be replaced
        return file.read()


def _replace(path: Path, data: bytes) -> None:
    """Put a whole file in the place of another; beside it none but its own is touched.

    Raises:
        OSError: the disk is full or cannot be written to.
    """
    fresh = path.with_name(f".pullquote-{secrets.token_hex(8)}")
    fresh.touch(exist_ok=False)
    put_whole(path, fresh, data)


def _own(path: Path) -> Path:
    """Return the file itself where a path is a link to it."""
    return Path(os.path.realpath(path))


def _no_feed(path: Path) -> PullquoteError:
    return PullquoteError(f"{path} is no feed that alerts could go into: name another file")


def _unwritten(path: Path, error: OSError) -> PullquoteError:
    return PullquoteError(f"the feed {path} cannot be written: {error.strerror}; nothing is noted as told")


def _entry(name: str, hit: Hit, now: datetime) -> Xml.Element:
    url = safe_url(hit.url)
    return entry(
        f"urn:pullquote:{quote(name, errors='replace')}:{quote(hit.id, errors='replace')}",
        hit.title or "(no title)",
        _time(now),
        _text(hit),
        published=_published(hit),
        categories=[name],
        links=[{"href": url}] if url else [],
    )


def _time(now: datetime) -> str:
    return now.isoformat(timespec="seconds")


def _text(hit: Hit) -> str:
    if hit.quote is None:
        return plain_text(hit.snippets)
    speaker = f"{GUESS} {hit.quote.speaker}" if is_guess(hit.quote) else hit.quote.speaker
    return f"{speaker}: {in_marks(hit.quote)}" if speaker else in_marks(hit.quote)


def _published(hit: Hit) -> str | None:
    """Return when an article was published where a feed can say it: to the second, with its zone."""
    try:
        told = datetime.fromisoformat(hit.published or "")
    except ValueError:
        return None
    return _time(told) if told.tzinfo else None
