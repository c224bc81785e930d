"""Whom an article names and what it says they are, asked when its quotations are corrected."""

from index.article import UNCHECKED, Article
from index.quotes.census import read_people
from index.quotes.pairing import paragraphs
from index.quotes.roles import Roles


def named_in_full(article: Article, surname: str) -> tuple[str, ...]:
    """Return the people of a surname whom an article names in full."""
    return tuple(read_people(article.body, paragraphs(article.body)).of_surname(surname, len(article.body), None))


def role_of(article: Article, name: str) -> str | None:
    """Return the role that an article gives a person: with another quotation, or else where it names them in full."""
    said = (quote for quote in article.quotes if quote.speaker == name and quote.confidence >= UNCHECKED)
    return next((quote.role for quote in said if quote.role), None) or _role_told(article.body, name)


def _role_told(body: str, name: str) -> str | None:
    if " " not in name or name not in body:
        return None
    pieces = paragraphs(body)
    people = read_people(body, pieces)
    return Roles(body, pieces, people).of_person(name, len(body))
