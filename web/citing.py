"""An article, or a quotation of one, as reference managers read it (RIS, BibTeX) and as a footnote."""

import re
from collections.abc import Iterator, Mapping

from index.article import Article, Quote
from web.formats import day, safe_url
from web.languages import speaking
from web.quotations import attributed, in_marks

Pairs = Iterator[tuple[str, str]]

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even behind a backslash, so these are commands.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "#$%&_"},
})  # fmt: skip
# What an address in braces must not hold: it is not read as TeX.
_URL = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def ris(article: Article, quote: Quote | None = None) -> str:
    """Return a record of RIS, a newspaper article; a quotation is its note."""
    lines = [f"{tag}  - {_line(value)}" for tag, value in _ris(article, quote)]
    return "".join(f"{line}\r\n" for line in ["TY  - NEWS", *lines, "ER  - ", ""])


def bibtex(article: Article, quote: Quote | None = None) -> str:
    """Return an entry of BibTeX: an article of its source, or what has none; a quotation is its note."""
    key = re.sub(r"[^A-Za-z0-9._-]", "_", quote.id if quote else article.id)
    fields = ",\n".join(f"  {name} = {value}" for name, value in _bibtex(article, quote))
    return f"@{'article' if article.source else 'misc'}{{{key},\n{fields}\n}}\n\n"


@speaking("en")  # as all citations are
def footnote(article: Article) -> str:
    """Return who wrote what where and when, in a line."""
    title = f"“{article.title}”" if article.title else "Untitled"
    date = day(article.published, article.published_precision)
    parts = [", ".join(article.authors), title, article.source, date, safe_url(article.url)]
    return _line(", ".join(part for part in parts if part)) + "."


def _ris(article: Article, quote: Quote | None) -> Pairs:
    yield "ID", quote.id if quote else article.id
    yield "TI", article.title or "Untitled"
    # As written: which part of a name is the surname would be a guess.
    yield from (("AU", author) for author in article.authors)
    year, month, of_month = _date(article)
    if year:
        yield "PY", year
        yield "DA", f"{year}/{month}/{of_month}/"
    yield from _given({"T2": article.source, "SE": article.section, "LA": article.lang, "UR": safe_url(article.url)})
    yield from (("KW", tag) for tag in article.tags)
    if quote:
        yield "N1", _said(quote)


def _bibtex(article: Article, quote: Quote | None) -> Pairs:
    yield "title", _braced(_tex(article.title or "Untitled"))  # twice: else styles make its capitals small
    if article.authors:
        yield "author", _braced(" and ".join(map(_name, article.authors)))
    if article.source:
        yield "journal", _tex(article.source)
    yield from _bibtex_date(article)
    if url := safe_url(article.url):
        yield "url", _braced("".join(_URL.get(sign, sign) for sign in _line(url)))
    told = {"language": article.lang, "keywords": ", ".join(article.tags), "note": _said(quote) if quote else None}
    yield from ((name, _tex(value)) for name, value in _given(told))


def _bibtex_date(article: Article) -> Pairs:
    year, month, of_month = _date(article)
    if year:
        yield "date", _braced("-".join(filter(None, (year, month, of_month))))
        yield "year", _braced(year)
    if month and 1 <= int(month) <= 12:
        yield "month", _MONTHS[int(month) - 1]


def _name(author: str) -> str:
    """Return a name in braces where BibTeX would take it for several, or for none that it knows."""
    text = _tex(author)
    return text if re.search(r"\band\b|,.*,", author, re.IGNORECASE) else text[1:-1]


def _date(article: Article) -> tuple[str, str, str]:
    """Return the year, the month and the day of an article, empty as far as they are not known."""
    match = _DATE.match(article.published or "")
    year, month, of_month = match.groups("") if match else ("", "", "")
    return year, month, of_month


def _said(quote: Quote) -> str:
    return f"{in_marks(quote)} – {attributed(quote)}"


def _given(values: Mapping[str, str | None]) -> Pairs:
    return ((name, value) for name, value in values.items() if value)


def _tex(text: str) -> str:
    return _braced(_line(text).translate(_TEX))


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _line(text: str) -> str:
    """Return a text in one line: what follows a line's end would be a field of its own."""
    return " ".join(_CONTROLS.sub(" ", text).split())
