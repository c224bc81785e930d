"""How much an article may say of itself, whichever reader made it: what is longer is no title, no name and no tag."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from msgspec import structs

from index.article import Article, Image, Quote
from index.ids import has_controls

TITLE = 1_000  # characters
NAME = 300  # characters of a tag, an author, a section, a source or a speaker
LINE = 1_000  # characters of a byline, or of where a field is from
CAPTION = 10_000  # characters
URL = 8_000  # characters; servers take no longer ones
MANY = 500  # tags, or authors
FACTS = 100  # entries of a provenance

_QUOTE_TEXTS = ("speaker", "role", "told_to", "cue", "rule")


def bounded(article: Article) -> Article:
    """Return an article whose fields beside the body are cut to what a page can show and an index count."""
    return replace(
        article,
        url=article.url if _is_url(article.url) else None,
        source=_cut(article.source, NAME),
        title=article.title[:TITLE],
        byline=_cut(article.byline, LINE),
        authors=_few(article.authors),
        tags=_few(article.tags),
        section=_cut(article.section, NAME),
        lang=_cut(article.lang, NAME),
        image=_image(article.image),
        quotes=tuple(map(_quote, article.quotes)),
        provenance=_facts(article.provenance),
    )


def _cut(text: str | None, most: int) -> str | None:
    return text[:most] if text and len(text) > most else text


def _few(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first of some names; one that is too long is none."""
    return tuple(islice((name for name in names if len(name) <= NAME), MANY))


def _is_url(url: str | None) -> bool:
    return url is not None and len(url) <= URL and not has_controls(url)


def _image(image: Image | None) -> Image | None:
    return image and Image(*(_cut(text, CAPTION) for text in structs.astuple(image)))


def _quote(quote: Quote) -> Quote:
    told = ((name, getattr(quote, name)) for name in _QUOTE_TEXTS)
    long = {name: value[:NAME] for name, value in told if value and len(value) > NAME}
    return structs.replace(quote, **long) if long else quote


def _facts(told: Mapping[str, str]) -> Mapping[str, str]:
    if len(told) <= FACTS and all(len(name) <= NAME and len(value) <= LINE for name, value in told.items()):
        return told
    return {name[:NAME]: value[:LINE] for name, value in islice(told.items(), FACTS)}
