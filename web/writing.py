"""What a key that may write can change: off unless the archive is served with `--writable`."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from index.article import SOURCE_TYPES
from index.bounds import NAME
from index.errors import DiskFull, IndexBusy, IndexUnavailable, NotThere, NotWritten, PullquoteError, UnreadableFile
from search.searcher import Searcher
from web.gate import may_write
from web.meant import meant
from web.params import Problem
from web.problems import busy, invalid, not_kept, reading_only, refused
from web.settings import Record, Writes
from web.shared import SharedLock

MAX_BYTES = 3_000_000
_PATIENCE = 10  # seconds that a change waits for the one before it
_MORE = ("role", "told_to", "source_type")
_ONE = "Give one of speaker (a name, or null where nobody knows), not_a_quote (true) and undo (true)."
_log = logging.getLogger("pullquote.web")


def writing(writes: Writes, searcher: Searcher) -> Blueprint:
    """Return the ways to change articles and quotations; the searcher tells whom a name may mean."""
    blueprint, turns = Blueprint("writing", __name__, url_prefix="/api/v1"), SharedLock()

    @blueprint.before_request
    def allowed() -> ResponseReturnValue | None:
        request.max_content_length = MAX_BYTES
        return None if may_write() else reading_only()

    @blueprint.put("/articles/<article_id>")
    def put(article_id: str) -> ResponseReturnValue:
        def change(record: Record) -> Response:
            revision, is_new = writes.put(article_id, record)
            return _changed(article_id, revision, 201 if is_new else 200)

        return _answered(turns, lambda: change(_record()))

    @blueprint.delete("/articles/<article_id>")
    def drop(article_id: str) -> ResponseReturnValue:
        return _answered(turns, lambda: _changed(article_id, writes.drop(article_id)))

    @blueprint.patch("/quotes/<quote_id>")
    def correct(quote_id: str) -> ResponseReturnValue:
        def change(given: Record) -> Response:
            others = meant(searcher, quote_id, given.get("speaker"))  # before: the name is a speaker's then
            return _changed(quote_id, writes.correct(quote_id, given), may_mean=others)

        return _answered(turns, lambda: change(_correction(_record())))

    return blueprint


def _answered(turns: SharedLock, change: Callable[[], Response]) -> ResponseReturnValue:
    """Return the answer of a change, made when the one before it is."""
    try:
        with _turn(turns):
            return change()
    except UnreadableFile as error:
        told = str(error)
        return invalid([Problem("body", f"It {told}." if told.startswith(("is ", "has ")) else f"{told}.")])
    except NotThere:
        abort(404)
    except IndexBusy:
        return busy("Another process is writing to the index: ask again when it is done.")
    except NotWritten as error:
        _log.error("a change is not kept: %s", error)
        return not_kept(is_full=isinstance(error, DiskFull))
    except IndexUnavailable:
        raise
    except PullquoteError as error:  # its text may name files of the server
        _log.warning("a change is refused: %s", error)
        return refused(409)


@contextmanager
def _turn(turns: SharedLock) -> Iterator[None]:
    if not turns.acquire(timeout=_PATIENCE):
        raise IndexBusy("another request is writing")
    try:
        yield
    finally:
        turns.release()


def _changed(name: str, revision: int, status: int = 200, **more: object) -> Response:
    text = json.dumps({"id": name, "revision": f"r{revision}", **more})
    return Response(text, status, content_type="application/json")


def _record() -> Record:
    """Return the object in the body of the request."""
    try:
        record = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("The body is no JSON") from error
    if not isinstance(record, dict):
        raise UnreadableFile("The body is no JSON object")
    return record


def _correction(given: Record) -> Record:
    """Return a correction that says one thing, with its texts on one line.

    Raises:
        UnreadableFile: it does not.
    """
    said = [name for name in ("speaker", "not_a_quote", "undo") if name in given]
    if len(said) != 1 or given.get("not_a_quote", True) is not True or given.get("undo", True) is not True:
        raise UnreadableFile(_ONE.rstrip("."))
    if unknown := sorted(given.keys() - {*said, *_MORE}):
        raise UnreadableFile(f"{unknown[0]:.100} is no part of a correction")
    texts = {name: _line(name, value) for name, value in given.items() if name not in ("not_a_quote", "undo")}
    if texts.keys() & set(_MORE) and not texts.get("speaker"):
        raise UnreadableFile("role, told_to and source_type say more of a speaker")
    if texts.get("source_type", "named") not in SOURCE_TYPES:
        raise UnreadableFile(f"source_type is one of {', '.join(SOURCE_TYPES)}")
    return {**given, **texts}


def _line(name: str, value: object) -> str | None:
    if value is None and name == "speaker":
        return None
    if not isinstance(value, str) or not value.strip():
        raise UnreadableFile(f"{name} is a text of at least one letter")
    line = " ".join(value.split())
    if len(line) > NAME or not line.isprintable():
        raise UnreadableFile(f"{name} is at most {NAME} characters that can be printed")
    return line
