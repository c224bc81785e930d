"""How doubtful an article is, told from what an index keeps of it: the pages that an owner should look at first."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.article import Article
from index.extract.agreement import word_count

_LEAST = 0.15  # of a score; below it are a third of labelled pages, and few of those that were read badly
_ALIKE = 0.9  # of what two readers give; with more they differ in a line or two
_COVERED = 0.4  # of the characters in the page's paragraphs; of 344 labelled pages one in twenty has less
_SHORT = 200  # words; of pages cut by a paywall or built by scripts less is saved
_WEIGHTS = {"short text": 0.6, "little of the page's text": 0.6, "no date": 0.3, "no title": 0.4}
_LAST_RESORTS = {"json-ld": ("text from a script", 0.4), "all-text": ("all text of the page", 0.7)}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an article should be looked at, the strongest reason first; `score` is above 0 and up to 1."""

    score: float
    reasons: tuple[str, ...]


def doubt(article: Article) -> Doubt | None:
    """Return the doubt about an article as it was read, or None if there is little."""
    told = sorted(_told(article), key=lambda reason: -reason[1])
    sure = 1.0
    for _, weight in told:
        sure *= 1 - weight
    return Doubt(round(1 - sure, 3), tuple(reason for reason, _ in told)) if 1 - sure >= _LEAST else None


def _told(article: Article) -> Iterator[tuple[str, float]]:
    if not article.body:
        yield "no text", 1.0
    if not article.published:
        yield "no date", _WEIGHTS["no date"]
    if not article.title or article.provenance.get("title") == "file-name":
        yield "no title", _WEIGHTS["no title"]
    if article.provenance.get("body") in _LAST_RESORTS:
        yield _LAST_RESORTS[article.provenance["body"]]
    if article.body and "agreement" in article.provenance:
        yield from _of_page(article)
    if article.body and (covered := _share(article.provenance.get("coverage", ""))) < _COVERED:
        yield "little of the page's text", _WEIGHTS["little of the page's text"] * (1 - covered / _COVERED)


def _of_page(article: Article) -> Iterator[tuple[str, float]]:
    """Yield what is doubtful about the text of a saved page: other texts than pages may well be short."""
    agreement = _share(article.provenance["agreement"])
    if agreement < _ALIKE:
        yield "readers disagree", 1 - agreement
    if (count := word_count(article.body)) < _SHORT:
        yield "short text", _WEIGHTS["short text"] * (1 - count / _SHORT)


def _share(said: str) -> float:
    """Return a share as a number, 1 where none is told; a record that was given may say anything."""
    try:
        return min(max(float(said), 0.0), 1.0)
    except ValueError:
        return 1.0
