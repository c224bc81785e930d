"""Other people's readers of pages: second opinions on what an article's text is.

Each is imported when it is first asked, and what it raises counts as an empty text: a page that breaks one
reader is the page on which the others are needed.
"""

import logging
import warnings
from collections.abc import Callable
from importlib.util import find_spec

from index.extract.fragments import fragment_body

_EXTRA = {"readability-lxml": "readability", "newspaper4k": "newspaper", "goose3": "goose3"}
_TALKATIVE = ("trafilatura", "htmldate", "courlan", "readability", "newspaper", "goose3")


def resiliparse(markup: str) -> str:
    """Return the main text of a page, read in a tenth of the time that trafilatura takes."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(
        markup, main_content=True, alt_texts=False, list_bullets=False, comments=False, post_meta=False
    )


def trafilatura(markup: str) -> str:
    """Return the text that trafilatura's own rules find; its fallbacks are other readers, asked here by themselves."""
    from trafilatura import extract

    return extract(markup, fast=True, include_comments=False) or ""


def _readability(markup: str) -> str:
    from readability import Document

    return fragment_body(Document(markup).summary())


def _newspaper(markup: str) -> str:
    from newspaper import Article

    article = Article("http://localhost/", fetch_images=False, memorize_articles=False)
    article.download(input_html=markup)
    article.parse()
    return str(article.text)


def _goose(markup: str) -> str:
    from goose3 import Goose

    with Goose({"enable_image_fetching": False}) as goose:
        return str(goose.extract(raw_html=markup).cleaned_text)


BEST: dict[str, Callable[[str], str]] = {"readability-lxml": _readability, "newspaper4k": _newspaper, "goose3": _goose}


def ask(reader: Callable[[str], str], markup: str) -> list[str]:
    """Return the paragraphs that a reader finds; none where it fails or is not installed."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            lines = map(_plain, reader(markup).split("\n"))
    except Exception:  # as many kinds as there are readers
        return []
    return list(filter(None, lines))


def missing() -> str | None:
    """Return a sentence about the readers of effort "best" that are not installed, or None."""
    names = [name for name, module in _EXTRA.items() if find_spec(module) is None]
    if not names:
        return None
    return f"effort \"best\" works without {', '.join(names)}: install them by pip install 'pullquote[best]'"


def _plain(line: str) -> str:
    """Return a line without the marks of lists and tables that readers add."""
    words = " ".join(line.split())
    bare = words.strip("| ") if words.startswith("|") else words.removeprefix("- ")
    return bare if any(map(str.isalnum, bare)) else ""
