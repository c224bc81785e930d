"""An article's body checked against other readers': where they differ, the one most like the others is taken."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from index.article import Article
from index.extract import readers
from index.extract.agreement import Shingles, likeness, medoid, shingles, support
from index.extract.metadata import body_of

Effort = Literal["fast", "balanced", "best"]

_LIMIT = 1_500_000  # characters of markup; other readers take 12 to 40 s for 10 million
_TAGS = 80_000  # trafilatura takes 20 s for 120,000; the labelled pages have under 7,000
_ALIKE = 0.8  # of the shingles; 0.7 and 0.9 were no better on three labelled sets
_VERY_ALIKE = 0.95  # for "best"; 0.8 and 0.9 gave a lower F1 on each of the three


@dataclass(slots=True)
class _Candidates:
    """The bodies that readers found, by reader, with their shingles."""

    bodies: dict[str, str]
    words: dict[str, Shingles]

    def add(self, reader: str, body: str) -> None:
        if body:
            self.bodies[reader] = body
            self.words[reader] = shingles(body)

    def alike(self, one: str, other: str) -> float:
        return likeness(self.words.get(one, frozenset()), self.words.get(other, frozenset()))


def checked(article: Article, effort: Effort, markup: str) -> Article:
    """Return the article with the body that most readers agree on, and how far they do.

    `markup` is without what is hidden: most readers take some of that for text. Those beyond the second are asked
    only where the first two differ.
    """
    if len(markup) > _LIMIT or markup.count("<") > _TAGS:
        return article
    own = article.provenance.get("body", "main-text")
    found = _Candidates({}, {})
    found.add(own, article.body)
    _ask(found, article, "resiliparse", readers.resiliparse, markup)
    chosen = own
    if effort == "best" or found.alike(own, "resiliparse") < _ALIKE:
        _ask(found, article, "trafilatura", readers.trafilatura, markup)
        if effort == "best" and min(found.alike(own, "resiliparse"), found.alike(own, "trafilatura")) < _VERY_ALIKE:
            for name, reader in readers.BEST.items():
                _ask(found, article, name, reader, markup)
        chosen = medoid(found.words) if found.words else own
    return _with_body(article, chosen, found)


def _ask(found: _Candidates, article: Article, name: str, reader: Callable[[str], str], markup: str) -> None:
    found.add(name, body_of(readers.ask(reader, markup), article.title))


def _with_body(article: Article, chosen: str, found: _Candidates) -> Article:
    sources = {"body": chosen, "agreement": f"{support(chosen, found.words):.2f}"} if found.words else {}
    return replace(article, body=found.bodies.get(chosen, ""), provenance={**article.provenance, **sources})
