"""One quotation corrected: the line is written and the index updated at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from index.article import OWNERS, Article, Quote
from index.bounds import NAME
from index.errors import NotThere, PullquoteError
from index.location import folder
from index.owner.corrected import Corrected
from index.owner.corrections import (
    NOBODY,
    Correction,
    Corrections,
    added,
    corrections_written,
    is_line,
    placed,
    read_corrections,
)
from index.writer import Writer, open_writer, revision_of

Change = Callable[[Correction], Correction]


@dataclass(frozen=True, slots=True)
class Done:
    """What was corrected, or undone, and which other quotations of the article are others by it."""

    correction: Correction
    others: tuple[Quote, ...]


def correct(location: str, quote_id: str, change: Change) -> Done:
    """Correct a quotation, in place of what was corrected of it before.

    Args:
        change: given the correction that says nothing yet but which quotation it is of, returns it with what is known.

    Raises:
        NotThere: there is no such quotation.
        PullquoteError: what is known cannot stand in a line, or what the article was as read is lost.
        IndexBusy, IndexUnavailable: see `open_writer`.
    """
    place = folder(location)
    revision_of(location)  # lest a folder be made where there is none
    with open_writer(location) as writer:
        corrected = Corrected(place, place)
        article, found = _found(writer, corrected, quote_id)
        correction = replace(change(found), read_as=found.read_as)
        _check(correction)
        known = read_corrections(place)
        lines = added(known, correction, corrected.names(article.id))
        fresh = _apply(writer, place, article, corrected, known, lines)
    return Done(correction, _others(article, fresh, quote_id))


def undo(location: str, quote_id: str) -> Done:
    """Take back what was corrected of a quotation.

    Raises:
        NotThere: there is no such quotation.
        PullquoteError: it is not corrected, or what the article was as read is lost.
        IndexBusy, IndexUnavailable: see `open_writer`.
    """
    place = folder(location)
    revision_of(location)
    with open_writer(location) as writer:
        corrected = Corrected(place, place)
        article, gone = _found(writer, corrected, quote_id)
        known, names = read_corrections(place), corrected.names(article.id)
        if not known.has(names, gone.place):
            raise PullquoteError(f"{quote_id} is not corrected{_why(article, quote_id)}, so there is nothing to undo")
        fresh = _apply(writer, place, article, corrected, known, known.without(names, gone.place))
    return Done(gone, _others(article, fresh, quote_id))


def _why(article: Article, quote_id: str) -> str:
    """Return why a quotation has the flag of a corrected one that it is not."""
    follows = any(OWNERS in quote.flags for quote in article.quotes if quote.id == quote_id)
    return " itself but follows another one of its article" if follows else ""


def _others(before: Article, fresh: Article, quote_id: str) -> tuple[Quote, ...]:
    known = {quote.id: quote for quote in before.quotes}
    return tuple(quote for quote in fresh.quotes if quote.id != quote_id and known.get(quote.id, quote) != quote)


def _found(writer: Writer, corrected: Corrected, quote_id: str) -> tuple[Article, Correction]:
    """Return the article of a quotation, as the index has it, and a correction of it that says nothing yet."""
    article = writer.known().article(quote_id.rpartition(".q")[0])
    if article is None:
        raise NotThere(f"there is no quotation {quote_id}: `pullquote review` lists quotations with their ids")
    quotes = corrected.known(article)
    if quotes is None:
        where = f" of {article.file}" if article.file else ""
        raise PullquoteError(f"what article {article.id} was as read is lost: `pullquote index`{where} reads it again")
    found = ((own, quote) for own, quote in placed(quotes) if quote.id == quote_id)
    for (_, number), quote in found:
        return article, Correction(article.id, quote.text, number, read_as=_read_as(quote.speaker))
    there = f"only {quotes[0].id} to {quotes[-1].id}" if quotes else "none"
    raise NotThere(f"there is no quotation {quote_id}: article {article.id} has {there}")


def _read_as(speaker: str | None) -> str | None:
    """Return whom the reader found, None for a name that no line can hold."""
    name = " ".join((speaker or NOBODY).split())
    return name if _fits(name) and len(name) <= NAME else None


def _fits(text: str) -> bool:
    """Tell whether a line can hold it as one of its parts."""
    return "|" not in text and text.isprintable()


def _check(correction: Correction) -> None:
    """Refuse what would not be read back as it was given."""
    given = (correction.article, correction.speaker, correction.role, correction.told_to)
    if bad := next((one for one in given if one and not _fits(one)), None):
        raise PullquoteError(f"{bad!r} cannot be kept: it is one line of text without |")
    if long := next((one for one in given[1:] if one and len(one) > NAME), None):
        raise PullquoteError(f"{long[:40]!r}... cannot be kept: it is longer than {NAME} characters")
    if correction.speaker is not None and not any(map(str.isalnum, correction.speaker)):
        raise PullquoteError(f"{correction.speaker!r} is no name: it has neither a letter nor a digit")
    if not is_line(correction):
        raise PullquoteError(f"a correction of {correction.words!r} cannot be kept: it is no line of UTF-8 text")


def _apply(
    writer: Writer, place: Path, article: Article, corrected: Corrected, before: Corrections, lines: list[bytes]
) -> Article:
    """Write the lines of the file, and commit an article of the index as it is corrected then.

    Where the disk takes the lines and not the commit, they go: else the next run would do what was said to have failed.
    """
    corrected.write()  # where it is not there yet, a line would tell that what it is of is lost
    with corrections_written(place, before.lines, lines):
        fresh = _put(writer, place, article)
        writer.commit()
    return fresh


def _put(writer: Writer, place: Path, article: Article) -> Article:
    """Put an article of the index again as it is corrected now."""
    corrected = Corrected(place, place)
    fresh = corrected.as_held(article)
    corrected.write()
    if fresh != article:
        writer.put(fresh)
    return fresh
