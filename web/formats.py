"""Dates, numbers and names as a reader sees them, in the language of the page (web.languages)."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from index.analysis import words
from index.article import UNCHECKED
from search.query import Of
from search.results import Snippet, Span
from search.told import to_translate
from web.languages import counted_markup, gettext, ngettext, spoken
from web.languages import number as number

_FIELDS = {
    "title": to_translate("the title"),
    "body": to_translate("the text"),
    "tag": to_translate("a tag"),
    "quote": to_translate("a quotation"),
    "speaker": to_translate("a speaker’s name"),
    "source": to_translate("the source"),
    "byline": to_translate("the byline"),
}
_BY = re.compile(r"^by:?\s+(?=\S)", re.IGNORECASE)
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


def noun_of(of: Of) -> str:
    """Return what `counted` calls a hit."""
    return "quote" if of == "quotes" else "article"


def counted(value: int, noun: str) -> str:
    """Return a number with its noun, which is one of these: 1 article, 214 articles, 2 copies.

    Raises:
        ValueError: it is another one.
    """
    match noun:
        case "article":
            return ngettext("%(num)s article", "%(num)s articles", value)
        case "quote":
            return ngettext("%(num)s quote", "%(num)s quotes", value)
        case "quotation":
            return ngettext("%(num)s quotation", "%(num)s quotations", value)
        case "copy":
            return ngettext("%(num)s copy", "%(num)s copies", value)
        case "filter":
            return ngettext("%(num)s filter", "%(num)s filters", value)
        case "speaker":
            return ngettext("%(num)s speaker", "%(num)s speakers", value)
        case "source":
            return ngettext("%(num)s source", "%(num)s sources", value)
    raise ValueError(f"no noun to count: {noun}")


def tally(value: int, noun: str, *, left: bool = False) -> Markup:
    """Return a number with its noun for who hears the page: who sees it knows what is counted."""
    match noun, left:
        case "quote", False:
            return counted_markup(
                '%(num)s<span class="unseen"> quote</span>', '%(num)s<span class="unseen"> quotes</span>', value
            )
        case "quote", True:
            return counted_markup(
                '%(num)s<span class="unseen"> quote left</span>',
                '%(num)s<span class="unseen"> quotes left</span>',
                value,
            )
        case _, True:
            return counted_markup(
                '%(num)s<span class="unseen"> article left</span>',
                '%(num)s<span class="unseen"> articles left</span>',
                value,
            )
    return counted_markup(
        '%(num)s<span class="unseen"> article</span>', '%(num)s<span class="unseen"> articles</span>', value
    )


def decimal(value: float, form: str = ".2f") -> str:
    """Return a number that is no whole one."""
    return f"{value:{form}}".replace(".", spoken().decimal)


def percent(value: float, form: str = ".3g") -> str:
    """Return a share in hundredths."""
    return gettext("%(number)s\u202f%%", number=decimal(100 * value, form))


def day(published: str | None, precision: str | None = None, *, short: bool = False) -> str:
    """Return a date as printed news writes it, no more precise than it was printed; `short` cuts the month's name."""
    match = _DATE.match(published or "")
    if not match:
        return published or ""
    year, month, of_month = match.groups()
    if not month or precision == "year":
        return year
    name = _month(int(month), short=short)
    if not of_month or precision == "month":
        return gettext("%(month)s %(year)s", month=name, year=year)
    return gettext("%(day)s %(month)s %(year)s", day=int(of_month), month=name, year=year)


def clock(published: str | None, precision: str | None) -> str:
    """Return the printed time of day with its zone, or nothing where none was printed."""
    if not published or precision not in ("minute", "second"):
        return ""
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return ""
    zone, time = moment.strftime("%z"), gettext("%(time)s", time=f"{moment:%H:%M}")
    return time + (f" (UTC{zone[:1].replace('-', '−')}{zone[1:3]}:{zone[3:5]})" if zone else "")


def confidence(value: float) -> str:
    """Return how sure an attribution is, in a word."""
    if value >= CLEAR:
        return "clear"
    return "likely" if value >= UNCHECKED else "check"


def sure(value: float) -> str:
    """Return how sure an attribution is, as a reader sees it."""
    word = confidence(value)
    if word == "check":
        return gettext("attribution unchecked")
    return gettext("attribution clear") if word == "clear" else gettext("attribution likely")


def byline(text: str) -> str:
    """Return a byline without the "By" that some papers print before it."""
    return _BY.sub("", text)


def outlet(name: str) -> str:
    """Return an outlet as it stands after `told`: with the article that its name has in a sentence."""
    last = name.casefold().rpartition(" ")[2]
    is_whole = name.casefold().startswith("the ") or last not in _WITH_ARTICLE
    return name if is_whole else gettext("the %(outlet)s", outlet=name)


def fields(names: Sequence[str]) -> str:
    """Return where something stands in an article, in words."""
    return ", ".join(gettext(_FIELDS[name]) for name in names)


def language(code: str) -> str:
    """Return a language's name, or its code where the name is not known here."""
    return spoken().languages.get(code.casefold(), code)


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


def plain_text(snippets: Iterable[Snippet]) -> str:
    """Return snippets in one line, for places that know no marks, with ellipses where text was left out."""
    return " ".join(map(_plain, snippets)).replace("… …", "…")


def _plain(snippet: Snippet) -> str:
    start, end = ("… " if snippet.before else ""), (" …" if snippet.after else "")
    text = f"{start}{' '.join(''.join(span.text for span in snippet.spans).split())}{end}"
    return f"“{text}”" if snippet.speaker else text


def _month(value: int, *, short: bool = False) -> str:
    names = spoken().short_months if short else spoken().months
    return names[value - 1] if 1 <= value <= 12 else str(value)
