"""Corrections of an article whose id is made of its words: edited, it has another id, and they follow it in its file.

What is new in a file that no longer gives a corrected article is that article, edited, where half of their runs of
three words are the same and nothing else that is new there is like it. What may be it, as two that are like it, one of
its title, or whatever stands in a file of one article, has what it says in the same words doubted.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

from msgspec import Struct

from index.analysis import words
from index.article import Article
from index.owner.corrections import Correction, Place
from index.sources import Source

_KEPT = 64  # runs of a text, those of the least hashes: they share what the texts share (Broder, 1997)
_MOST_TITLED = 8  # a title that more of a file have tells none of them

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


class Edited:
    """The corrected articles of one file, and what is new there that may be one of them.

    Args:
        articles: what is remembered of them.
        before: the file as it was the last time.
    """

    def __init__(self, articles: Mapping[str, Any], before: Source) -> None:
        self._articles = {name: articles[name] for name in before.given if name in articles}
        self._before = frozenset(before.ids)
        self._by_run = _by_rare_runs(self._articles)
        self._alike: dict[str, list[str]] = {}
        self._titled: dict[str, list[str]] = {}

    def see(self, article: Article) -> None:
        """Compare an article that was read with them, where it is new."""
        if article.id in self._before:
            return
        runs = _runs(article.body)
        for name in {name for run in runs for name in self._by_run.get(run, ())}:
            if _are_alike(runs, self._articles[name]["runs"]):
                self._alike.setdefault(name, []).append(article.id)
        self._titled.setdefault(article.title, []).append(article.id)

    def became(self, offered: Collection[str]) -> Iterator[tuple[str, str, bool]]:
        """Yield each that the file does not give any more, with what it may have become, and whether that is sure."""
        for old in sorted(name for name in self._articles if name not in offered):
            alike = set(self._alike.get(old, ()))
            yield from ((old, new, len(alike) == 1) for new in sorted(alike or self._others(old, offered)))

    def _others(self, old: str, offered: Collection[str]) -> Collection[str]:
        title = self._articles[old]["title"]
        if title and (titled := self._titled.get(title)):
            return set(titled) if len(titled) <= _MOST_TITLED else ()
        return set(offered) - self._before if len(offered) == 1 == len(self._before) else ()


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
        self._known = frozenset(articles)
        self._read: tuple[str, Edited] | None = None  # the file that is read now

    def see(self, article: Article, before: Source | None) -> None:
        """Compare an article that was read with those that are corrected in its file, given as it was the last time."""
        if before is not None and article.file in self._by_file:
            self._edited(article.file, before).see(article)

    def passed(self, path: str, offered: Collection[str], before: Source) -> list[str]:
        """Settle what became of the corrected articles of a file that was read; return what is one, or may be.

        What was corrected itself before is none: it comes from another file.

        Args:
            offered: the articles that it gives.
            before: the file as it was the last time.
        """
        if path not in self._by_file:
            return []
        found = [one for one in self._edited(path, before).became(offered) if one[1] not in self._known]
        self._read = None
        for old, new, sure in found:
            self._follow(old, new, sure)
        return list(dict.fromkeys(new for _, new, _ in found))

    def names(self, name: str) -> tuple[str, ...]:
        """Return the ids under which corrections hold for an article, its own the last."""
        return (*self.became.get(name, Past()).sure, name)

    def heirs(self) -> dict[str, list[str]]:
        """Return what articles became, or may have."""
        found: dict[str, list[str]] = {}
        for heir, past in self.became.items():
            for name in past.sure + past.unsure:
                found.setdefault(name, []).append(heir)
        return found

    def held(self, own: ByArticle, name: str) -> dict[Place, tuple[int, Correction]]:
        """Return the corrections of an article, given those of each id."""
        return _merged(own, self.names(name))

    def doubted(self, own: ByArticle, name: str) -> Collection[Place]:
        """Return the places of what is doubted of an article."""
        return _merged(own, self.became.get(name, Past()).unsure)

    def told(self, own: ByArticle) -> dict[str, Past]:
        """Return what is worth remembering: what has corrections."""
        kept = {
            name: Past(tuple(filter(own.__contains__, past.sure)), tuple(filter(own.__contains__, past.unsure)))
            for name, past in self.became.items()
        }
        return {name: past for name, past in kept.items() if past != Past()}

    def _edited(self, path: str, before: Source) -> Edited:
        if self._read is None or self._read[0] != path:
            self._read = path, Edited(self._by_file[path], before)
        return self._read[1]

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


def _by_rare_runs(articles: Mapping[str, Any]) -> dict[int, list[str]]:
    """Return the articles by the rarer half of their runs, and one more: what is like one has one of these."""
    often, found = Counter(run for known in articles.values() for run in known["runs"]), dict[int, list[str]]()
    for name, known in articles.items():
        rare = sorted(known["runs"], key=often.__getitem__)
        for run in rare[: len(rare) // 2 + 1]:
            found.setdefault(run, []).append(name)
    return found
