"""As-you-type and did-you-mean: what a text may become, as JSON, for browsers, and as a link that tells its hits."""

from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from search.completing import KINDS
from search.query import MAX_SIZE
from search.results import Completion, Results
from search.searcher import Searcher
from search.syntax import parse
from web.nothing import Way
from web.params import PAGE, Problem, joined
from web.render import Json
from web.urls import article_url, asking, list_url, search_url

_SIZE = 10
_NAMES = ("q", "kind", "size")


@dataclass(frozen=True, slots=True)
class Begun:
    """A request for completions, and what is wrong with it."""

    text: str = ""
    kinds: tuple[str, ...] = KINDS
    size: int = _SIZE
    problems: tuple[Problem, ...] = ()


def begun(args: "MultiDict[str, str]") -> Begun:
    """Read a request's parameters; an empty one is absent. `kind` has names parted by commas."""
    given = {name: values for name in args if (values := [value for value in args.getlist(name) if value.strip()])}
    kinds = tuple(dict.fromkeys(name.strip() for name in given.get("kind", [",".join(KINDS)])[0].split(",")))
    size = given.get("size", [str(_SIZE)])[0].strip()
    problems = [Problem(name, f"There is no parameter {name!r}.") for name in given if name not in _NAMES]
    problems += [
        Problem(name, f"{name.capitalize()} is given {len(given[name])} times, not once.")
        for name in _NAMES
        if len(given.get(name, ())) > 1
    ]
    problems += [
        Problem("kind", f"Kind is one of {', '.join(KINDS)}, not {kind!r}.") for kind in kinds if kind not in KINDS
    ]
    if not (size.isascii() and size.isdigit() and len(size) < 4 and int(size) <= MAX_SIZE):
        problems.append(Problem("size", f"Size is a whole number from 0 to {MAX_SIZE}, not {size!r}."))
    text = given.get("q", [""])[0]
    return Begun(problems=tuple(problems)) if problems else Begun(text, kinds, int(size))


def suggestions_json(begun: Begun, searcher: Searcher) -> Json:
    """Return what a text may become as the API gives it."""
    found = searcher.suggest(begun.text, begun.size, begun.kinds)
    return {"q": begun.text, "suggestions": list(map(_json, found))}


def browser_json(text: str, searcher: Searcher) -> list[object]:
    """Return queries that a text may become in the form of browsers (OpenSearch Suggestions)."""
    return [text, [one.text for one in searcher.suggest(text, kinds=("query",))]]


def meant(results: Results, searcher: Searcher) -> Way | None:
    """Return the query with its unknown words replaced, where that finds anything."""
    suggestion, query = results.did_you_mean, results.query
    if suggestion is None:
        return None
    try:
        read = replace(query, expression=parse(suggestion.text, query.mode), page=1, cursor=None)
        count = searcher.count(read)
    except QueryError:  # the words put in may stand for too many, or make the text too long
        return None
    return Way(suggestion.text, list_url(asking(suggestion.text, query)), count) if count else None


def _json(one: Completion) -> Json:
    return {"kind": one.kind, "text": one.text, "count": one.count, "value": one.value, "url": _url(one)}


def _url(one: Completion) -> str | None:
    if one.kind == "title":
        return article_url(one.value)
    return joined(PAGE.path, [("q", one.text)]) if one.kind == "query" else search_url(one.kind, one.value)
