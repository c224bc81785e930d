"""Under which id an article stands where others have the same one."""

import hashlib
import os
from dataclasses import replace

from msgspec import structs

from index.article import Article
from index.building.holding import Holding
from index.building.passing import Pass
from index.ids import article_id

_LONGEST = 55  # characters of an id that a prefix still fits before


def named(article: Article, one: Pass, held: Holding) -> Article:
    """Return an article of a file under an id that no other has. Whatever stood under a prefix once stays there."""
    nth, anonymous = one.nth(article.id), article.id == article.copy_key
    if anonymous and nth > 1:
        article = _renamed(article, f"{article.id}-{nth}")
    if is_by_url(article):
        return article
    fresh = _own_to(one, article.id)
    if fresh in one.prefixed:
        return _renamed(article, fresh)
    known = held.get(article.id)
    if known is None or known.file in (one.path, None) or not os.path.exists(known.file):
        return article
    if not anonymous and held.has(article):
        return article
    if not anonymous:
        one.notes.append(f"{one.path}: id {article.id} is taken by {known.file}, kept as {fresh}")
    return _renamed(article, fresh)


def _own_to(one: Pass, name: str) -> str:
    """Return an id that no article of another file has."""
    short = name if len(name) <= _LONGEST else hashlib.sha256(name.encode()).hexdigest()[:16]
    return f"{one.prefix}-{short}"


def is_by_url(article: Article) -> bool:
    """Tell if an article is named by its address."""
    return bool(article.url) and article.id == article_id(None, article.url, "")


def _renamed(article: Article, name: str) -> Article:
    quotes = tuple(structs.replace(quote, id=f"{name}.q{n}") for n, quote in enumerate(article.quotes, 1))
    return replace(article, id=name, quotes=quotes)
