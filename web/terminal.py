"""Results as plain text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the types alone would cost every command the whole of `search`
    from search.results import Hit, Results, Snippet


def results_text(results: Results) -> str:
    """Return a page of results, each hit's text free of control characters."""
    total = f"{results.total.value:,} article{'' if results.total.value == 1 else 's'}"
    notes = [diagnostic.message for diagnostic in results.diagnostics]
    if results.did_you_mean:
        notes.append(f"did you mean: {results.did_you_mean.text}")
    return "\n".join([total, *map(safe, notes), *map(_hit, results.hits)])


def safe(text: str) -> str:
    """Return text that cannot move the cursor, colour the terminal or break the line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)


def _hit(hit: Hit) -> str:
    about = " · ".join(part for part in ((hit.published or "undated")[:10], hit.source, hit.byline) if part)
    lines = [hit.title or "(no title)", about, *map(_snippet, hit.snippets), hit.id]
    return "\n" + "\n  ".join(map(safe, lines))


def _snippet(snippet: Snippet) -> str:
    text = " ".join("".join(span.text for span in snippet.spans).split())
    return f"{'… ' if snippet.before else ''}{text}{' …' if snippet.after else ''}"
