"""What every engine shows alike, once it knows which articles match: hits, facet lists, suggestions."""

from collections.abc import Callable, Collection, Mapping
from itertools import islice
from time import perf_counter

from index.article import Article
from index.fields import TEXTS, facet_key, named_speakers
from search.matching import mark
from search.query import Expression, Leaf, Query, Term, describe, leaves
from search.results import FacetCounts, FacetValue, Hit, Snippet, Suggestion
from search.snippets import said, snippets

_LONGEST = 40  # letters of a word that may be a slip of the pen
_MOST_MENDED = 3  # words of one query


def make_hit(
    article: Article,
    query: Query,
    expression: Expression | None,
    *,
    score: float,
    copies: int,
    matched: Collection[tuple[str, Leaf]],
) -> Hit:
    """Return what a list shows of an article, given the (field, leaf) pairs that it matches by."""
    shown = expression if query.highlight else None
    fields = {field for field, _ in matched}
    terms = dict.fromkeys(describe(leaf) for leaf in leaves_of(expression) if leaf in {m[1] for m in matched})
    return Hit(
        id=article.id,
        url=article.url,
        title=article.title,
        title_spans=mark(shown, "title", article.title),
        published=article.published,
        published_precision=article.published_precision,
        source=article.source,
        byline=article.byline,
        tags=article.tags,
        lang=article.lang,
        speakers=named_speakers(article),
        quote_count=len(article.quotes),
        copies=copies,
        score=score,
        snippets=_snippets(article, query, shown) if query.highlight else (),
        matched_fields=tuple(field for field in TEXTS if field in fields),
        matched_terms=tuple(terms),
    )


def _snippets(article: Article, query: Query, expression: Expression | None) -> tuple[Snippet, ...]:
    """Return what shows why an article is listed: what the chosen speakers say in it, else where it matches."""
    speakers = {facet_key("speaker", value) for value in query.speakers}
    return (speakers and said(expression, article, speakers)) or snippets(expression, article.body)


def facet_list(
    name: str, query: Query, counts: Mapping[str, int], label: Callable[[str], str | None], missing: int
) -> FacetCounts:
    """Return the values of a facet to list, given the count of each key: the chosen first, then the most frequent.

    Args:
        label: gives the form in which most articles write a key, None for a key that no article has.
    """
    chosen = {facet_key(name, value): value for value in query.chosen(name)}
    ranked = sorted((key for key in counts if key not in chosen and counts[key]), key=lambda k: (-counts[k], k))
    room = max(0, query.facet_size - len(chosen))
    values = [
        FacetValue(
            value=key if name == "speaker" else _form(key, label, chosen),
            label=_form(key, label, chosen),
            count=counts.get(key, 0),
            selected=key in chosen,
        )
        for key in [*chosen, *ranked[:room]]
    ]
    return FacetCounts(tuple(values), other=len(ranked[room:]), missing=missing)


def _form(key: str, label: Callable[[str], str | None], chosen: Mapping[str, str]) -> str:
    form = label(key)
    return chosen[key] if form is None else form


def did_you_mean(expression: Expression | None, better: Callable[[Term], str | None]) -> Suggestion | None:
    """Return the query with its unknown words replaced; `better` gives None for a word that is known."""
    terms = [leaf for leaf in leaves_of(expression) if isinstance(leaf, Term)]
    unknown = ((term, word) for term in terms if len(term.word) <= _LONGEST and (word := better(term)))
    found = list(islice(unknown, _MOST_MENDED))
    if not expression or not found:
        return None
    text = expression.text
    for term, word in sorted(found, key=lambda pair: -pair[0].start):
        text = text[: term.start] + word + text[term.end :]
    first, word = found[0]
    return Suggestion(expression.text[first.start : first.end], word, text)


def since(started: float) -> float:
    """Return the milliseconds since a `perf_counter` reading."""
    return round((perf_counter() - started) * 1000, 1)


def leaves_of(expression: Expression | None) -> tuple[Leaf, ...]:
    """Return the leaves of an expression, none where there is none."""
    return leaves(expression.root) if expression else ()
