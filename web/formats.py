"""Dates, numbers and names as a reader sees them."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from index.analysis import words
from index.article import UNCHECKED
from search.results import Snippet, Span

# Dates are in English whatever the server's locale.
_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_FIELDS = {
    "title": "the title", "body": "the text", "tag": "a tag", "quote": "a quotation", "speaker": "a speaker’s name",
    "source": "the source", "byline": "the byline",
}  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ENDS = 5  # words of a long text at each end
CLEAR = 0.9  # confidence from which an attribution is called clear
# Last words of the names of newspapers and agencies that a sentence writes with "the".
_WITH_ARTICLE = frozenset(
    words(
        """agency bbc bulletin chronicle courier examiner express gazette globe guardian herald independent inquirer
        journal mail mirror monitor observer post press record register review standard star sun telegraph times tribune
        weekly"""
    )
)
_HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def number(value: int) -> str:
    """Return a number with thin no-break spaces between its thousands."""
    return f"{value:,}".replace(",", "\u202f")


def counted(value: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 article, 214 articles, 2 copies."""
    return f"{number(value)} {noun if value == 1 else plural or f'{noun}s'}"


def day(published: str | None, precision: str | None = None) -> str:
    """Return a date as printed news writes it, no more precise than it was printed."""
    match = _DATE.match(published or "")
    if not match:
        return published or ""
    year, month, of_month = match.groups()
    shown = [of_month and str(int(of_month)), month and _month(int(month)), year]
    least = {"year": 2, "month": 1}.get(precision or "", 0)
    return " ".join(part for part in shown[least:] if part)


def clock(published: str | None, precision: str | None) -> str:
    """Return the printed time of day with its zone, or nothing where none was printed."""
    if not published or precision not in ("minute", "second"):
        return ""
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return ""
    zone = moment.strftime("%z")
    return f"{moment:%H:%M}" + (f" (UTC{zone[:1].replace('-', '−')}{zone[1:3]}:{zone[3:5]})" if zone else "")


def confidence(value: float) -> str:
    """Return how sure an attribution is, in a word."""
    if value >= CLEAR:
        return "clear"
    return "likely" if value >= UNCHECKED else "check"


def outlet(name: str) -> str:
    """Return an outlet as it stands after `told`: with the article that its name has in a sentence."""
    last = name.casefold().rpartition(" ")[2]
    return name if name.casefold().startswith("the ") or last not in _WITH_ARTICLE else f"the {name}"


def fields(names: Sequence[str]) -> str:
    """Return where something stands in an article, in words."""
    return ", ".join(_FIELDS[name] for name in names)


def language(code: str) -> str:
    """Return a language's name, or its code where the name is not known here."""
    return _LANGUAGES.get(code.casefold(), code)


def plain(text: str) -> str:
    """Return text that cannot turn the direction of what stands beside it, for places where <bdi> cannot stand."""
    return _BIDI.sub("", text)


def safe_url(url: str | None) -> str | None:
    """Return a link that a browser opens over http or https, and nothing else; None for any other."""
    text = "".join(c for c in url or "" if unicodedata.category(c) not in _UNSEEN)
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    # A browser reads `\` as `/`; a name before the host is only ever there to mislead.
    odd = "\\" in text or "@" in parts.netloc
    return text if parts.scheme in ("http", "https") and host and not odd else None


def text_fragment(url: str, text: str) -> str:
    """Return a safe URL that makes browsers show the words of a text in the page, by its first and its last few."""
    found = text.split()
    if not found or "#" in url:
        return url
    ends = [found] if len(found) <= 2 * _ENDS else [found[:_ENDS], found[-_ENDS:]]
    told = ",".join(quote(" ".join(end), safe="", errors="replace").replace("-", "%2D") for end in ends)
    return f"{url}#:~:text={told}"


def host(url: str) -> str:
    """Return the host that a safe URL leads to."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def marked(spans: tuple[Span, ...]) -> Markup:
    """Return spans as HTML, those that matched in <mark>: the one place where stored text becomes markup."""
    # join() escapes whatever is not Markup yet.
    return Markup("").join(Markup("<mark>{}</mark>").format(span.text) if span.hit else span.text for span in spans)


def data_block(data: Mapping[str, Any]) -> Markup:
    """Return data that machines read of a page: a browser does not run it, and no text can end it."""
    return Markup('<script type="application/ld+json">{}</script>').format(
        Markup(json.dumps(data).translate(_HARMLESS))  # noqa: S704
    )


def excerpt(snippet: Snippet) -> Markup:
    """Return a snippet as HTML, with ellipses where text was left out."""
    start, end = ("… " if snippet.before else ""), (" …" if snippet.after else "")
    return Markup("{}{}{}").format(start, marked(snippet.spans), end)


def plain_text(snippet: Snippet) -> str:
    """Return a snippet in one line, for places that know no marks."""
    return " ".join("".join(span.text for span in snippet.spans).split())


def _month(value: int) -> str:
    return _MONTHS[value - 1] if 1 <= value <= 12 else str(value)
