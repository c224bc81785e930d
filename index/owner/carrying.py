"""Corrections of an article whose id is made of its words: edited, it has another id, and they follow it in its file.

What is new in a file that no longer gives a corrected article is that article, edited, where half of their runs of
three words are the same and nothing else that is new there is like it. What may be it, as two that are like it, one of
its title, or whatever stands in a file of one article, has what it says in the same words doubted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

from msgspec import Struct

from index.analysis import words
from index.article import Article
from index.owner.corrections import Correction, Place
from index.sources import Source

_KEPT = 64  # runs of a text, those of the least hashes: they share what the texts share (Broder, 1997)

ByArticle = dict[str, dict[Place, tuple[int, Correction]]]


class Past(Struct, frozen=True):
    """The ids that an article had before, and those of articles that it may be or not."""

    sure: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def traits(article: Article) -> dict[str, Any]:
    """Return what an article is known by when it is edited; nothing of one with an id or an address."""
    if article.file is None or article.copy_key not in article.id:
        return {}
    return {"file": article.file, "title": article.title, "runs": _runs(article.body)}


class Carrying:
    """Finds what corrected articles became in a run.

    Args:
        became: what articles were before, as far as it is known.
        articles: what is remembered of those that are corrected.
    """

    def __init__(self, became: Mapping[str, Past], articles: Mapping[str, Any]) -> None:
        self.became = dict(became)
        self._by_file: dict[str, dict[str, Any]] = {}
        for name, known in articles.items():
            if known and "file" in known:
                self._by_file.setdefault(known["file"], {})[name] = known
        self._alike: dict[str, list[str]] = {}
        self._titled: dict[str, list[str]] = {}

    def see(self, article: Article) -> None:
        """Compare an article that was read with those that are corrected in its file."""
        if not (known := self._by_file.get(article.file or "")):
            return
        runs = _runs(article.body)
        for name, one in known.items():
            found = self._alike if _are_alike(runs, one["runs"]) else self._titled
            if found is self._alike or (article.title and article.title == one["title"]):
                found.setdefault(name, []).append(article.id)

    def passed(self, path: str, offered: Collection[str], before: Source) -> bool:
        """Settle what became of the corrected articles of a file that was read; tell whether anything did.

        Args:
            offered: the articles that it gives.
            before: the file as it was the last time.
        """
        gone = set(before.given).intersection(self._by_file.get(path, ())).difference(offered)
        found = [(old, new, sure) for old in sorted(gone) for new, sure in self._fresh(old, offered, before.ids)]
        self._alike.clear()
        self._titled.clear()
        for old, new, sure in found:
            self._follow(old, new, sure)
        return bool(found)

    def names(self, name: str) -> tuple[str, ...]:
        """Return the ids under which corrections hold for an article, its own the last."""
        return (*self.became.get(name, Past()).sure, name)

    def heirs(self, name: str) -> list[str]:
        """Return what an article became, or may have."""
        return [heir for heir, past in self.became.items() if name in past.sure + past.unsure]

    def held(self, own: ByArticle) -> ByArticle:
        """Return the corrections of each article, given those of each id."""
        return own | {name: found for name in self.became if (found := _merged(own, self.names(name)))}

    def doubted(self, own: ByArticle) -> dict[str, Collection[Place]]:
        """Return the places of what is doubted, by article."""
        return {name: found for name, past in self.became.items() if (found := _merged(own, past.unsure))}

    def told(self, own: ByArticle) -> dict[str, Past]:
        """Return what is worth remembering: what has corrections."""
        kept = {
            name: Past(tuple(filter(own.__contains__, past.sure)), tuple(filter(own.__contains__, past.unsure)))
            for name, past in self.became.items()
        }
        return {name: past for name, past in kept.items() if past != Past()}

    def _fresh(self, old: str, offered: Collection[str], before: Collection[str]) -> Iterator[tuple[str, bool]]:
        """Yield what an article that is gone may have become, and whether that is sure."""
        alike, titled = self._alike.get(old, []), self._titled.get(old, [])
        others = titled or (list(offered) if len(offered) == 1 == len(before) else [])
        fresh = set(alike or others).difference(before)
        yield from ((new, len(fresh) == 1 and bool(alike)) for new in sorted(fresh))

    def _follow(self, old: str, new: str, sure: bool) -> None:
        past, known = self.became.get(old, Past()), self.became.get(new, Past())
        own = (*past.sure, old)
        same = known.sure + (own if sure else ())
        may_be = known.unsure + past.unsure + (() if sure else own)
        self.became[new] = Past(_without(same, (new,)), _without(may_be, (*same, new)))


def _without(names: Iterable[str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name not in others)


def _merged(own: ByArticle, names: Collection[str]) -> dict[Place, tuple[int, Correction]]:
    return {place: known for name in names for place, known in own.get(name, {}).items()}


def _runs(body: str) -> list[int]:
    found = words(body)
    return sorted({crc32(" ".join(run).encode()) for run in zip(found, found[1:], found[2:], strict=False)})[:_KEPT]


def _are_alike(one: Collection[int], other: Collection[int]) -> bool:
    """Tell whether two texts share half of their runs."""
    both = set(sorted({*one, *other})[:_KEPT])
    return len(both.intersection(one).intersection(other)) * 2 >= len(both) > 0
