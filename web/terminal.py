"""Results as plain text for a terminal."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from index.files import one_line

if TYPE_CHECKING:  # the types alone would cost every command the whole of `search`
    from collections.abc import Iterator, Sequence

    from index.article import Quote
    from search.chosen import Absent, Namesakes
    from search.loosening import Offer
    from search.query import Query
    from search.results import Hit, Results, Snippet
    from search.searcher import Searcher
    from web.commands.loosened import Without

_NOTHING = (
    "fewer or other words may find more; a * after some letters finds words that begin so, "
    "a ~ after a word those spelt nearly so"
)
_NOTHING_CHOSEN = "less that is chosen may find more"


def results_text(
    results: Results,
    offers: Sequence[Offer] = (),
    absent: Sequence[Absent] = (),
    namesakes: Sequence[Namesakes] = (),
    without: Sequence[Without] = (),
) -> str:
    """Return a page of results, each hit's text free of control characters.

    `offers` are other texts that find something, `absent` chosen values that there are not, `namesakes` whom a chosen
    surname may mean, too, `without` the options that may be left out.
    """
    noun = _noun(results.query)
    total, folded = _counted(results.total.value, noun), results.total.folded
    if folded:
        total += f", {folded:,} of them {'a copy that is' if folded == 1 else 'copies that are'} not listed"
    notes = [diagnostic.message for diagnostic in results.diagnostics]
    if results.did_you_mean:
        notes.append(f"did you mean: {results.did_you_mean.text}")
    notes += [line for one in absent for line in _absent(one, noun)]
    notes += [line for one in namesakes for line in _others(one, noun)]
    notes += [f"{offer.what}, {_counted(offer.hits, noun)}: {offer.text}" for offer in offers]
    notes += [f"without {one.options}, {_counted(one.hits, noun)}" for one in without]
    if not (results.total.value or results.did_you_mean or absent or offers or namesakes or without):
        notes.append(_NOTHING if results.query.expression else _NOTHING_CHOSEN)
    return "\n".join([total, *map(one_line, notes), *map(_hit, results.hits)])


def absent_text(query: Query, searcher: Searcher) -> list[str]:
    """Return the chosen values that there are not, and what finds something in their place, a line each."""
    from search.chosen import absent_values

    return [one_line(line) for one in absent_values(searcher, query) for line in _absent(one, _noun(query))]


def _noun(query: Query) -> str:
    return "quote" if query.of == "quotes" else "article"


def _absent(one: Absent, noun: str) -> Iterator[str]:
    option = one.facet.replace("_", "-")
    for value in one.alike:
        yield f"no {option} “{one.given}”, {_counted(value.count, noun)}: --{option} {shlex.quote(value.label)}"
    if one.unchecked:
        text = shlex.quote(f'speaker:"{one.given}"')
        yield f"attributed to “{one.given}”, unchecked, {_counted(one.unchecked, 'quote')}: --quotes {text}"
    elif not one.alike:
        told = f"; with other options there is {', '.join(one.elsewhere)}" if one.elsewhere else ""
        yield f"no {option} “{one.given}”{told}"


def _others(one: Namesakes, noun: str) -> Iterator[str]:
    for value in one.others:
        yield f"beside speaker “{one.given}”, {_counted(value.count, noun)}: --speaker {shlex.quote(value.label)}"


def _counted(many: int, noun: str) -> str:
    return f"{many:,} {noun}{'' if many == 1 else 's'}"


def _hit(hit: Hit) -> str:
    if hit.quote:
        return _quote(hit, hit.quote)
    stood = (hit.published or "undated")[:10], hit.source, hit.byline, _copies(hit)
    about = " · ".join(filter(None, stood))
    lines = [hit.title or "(no title)", about, *map(_snippet, hit.snippets), hit.id]
    return "\n" + "\n  ".join(map(one_line, lines))


def _quote(hit: Hit, quote: Quote) -> str:
    """Return a quotation: its words, who says them, and where."""
    from web.quotations import attributed, in_marks

    told = f"told {quote.told_to}" if quote.told_to else None
    kind = "unnamed source" if quote.source_type == "unnamed" else None
    sure = f"confidence {quote.confidence:.2f}" if quote.speaker else None
    where = ((hit.published or "undated")[:10], hit.source, hit.title or "(no title)", _copies(hit))
    lines = [
        in_marks(quote),
        " · ".join(filter(None, (attributed(quote), kind, told, sure))),
        " · ".join(filter(None, where)),
        hit.id,
    ]
    return "\n" + "\n  ".join(map(one_line, lines))


def _copies(hit: Hit) -> str | None:
    return f"+{hit.copies:,} {'copy' if hit.copies == 1 else 'copies'}" if hit.copies else None


def _snippet(snippet: Snippet) -> str:
    text = " ".join("".join(span.text for span in snippet.spans).split())
    return f"{'… ' if snippet.before else ''}{text}{' …' if snippet.after else ''}"
