"""One article put into the index, or dropped from it, at once: what has no file, as a program gives it."""

from dataclasses import fields, replace
from typing import Any

from index.article import Article
from index.building.documents import finish
from index.errors import NotThere, UnreadableFile
from index.formats.jsonl import ALIASES, read_record
from index.ids import own_id
from index.location import folder
from index.owner.corrected import Corrected
from index.writer import open_writer, revision_of

_NAMES = {field.name for field in fields(Article)}.union(*ALIASES.values())


def store(location: str, article_id: str, record: dict[str, Any]) -> tuple[int, bool]:
    """Put an article under an id, in place of the one that is there; return the revision, and whether it is new.

    Args:
        record: the article as `pullquote extract` prints it, or as a line of JSONL; quotations that it lacks are found.

    Raises:
        UnreadableFile: it is no such article; the reason alone.
        IndexBusy, IndexUnavailable: see `open_writer`.
    """
    article, place = _read(article_id, record), folder(location)
    revision_of(location)  # lest a folder be made where there is none
    with open_writer(location) as writer:
        corrected = Corrected(place, place)
        is_new = writer.known().get(article_id) is None
        writer.put(corrected.as_read(article))
        corrected.put(article_id)
        corrected.write()
        writer.commit()
        return revision_of(location), is_new


def remove(location: str, article_id: str) -> int:
    """Drop an article; return the revision. A file that holds it brings it back when it is read again.

    Raises:
        NotThere: there is none.
        IndexBusy, IndexUnavailable: see `open_writer`.
    """
    revision_of(location)
    with open_writer(location) as writer:
        if writer.known().get(article_id) is None:
            raise NotThere(f"there is no article {article_id}")
        writer.drop(article_id)
        writer.commit()
        return revision_of(location)


def _read(article_id: str, record: dict[str, Any]) -> Article:
    """Return the article of a record, of no file."""
    if own_id(article_id) != article_id:
        raise UnreadableFile("an id has at most 64 characters, of A-Z, a-z, 0-9, `.`, `_` and `-`")
    if record.get("id") not in (None, "", article_id):
        raise UnreadableFile("its id is another one")
    if unknown := sorted(record.keys() - _NAMES):
        raise UnreadableFile(f"{unknown[0]:.100} is no field of an article")
    return replace(finish(read_record({**record, "id": article_id}), ""), file=None)
