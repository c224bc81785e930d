"""The commands for a person who knows better: what to look at, and how to put it right."""

import shlex
from typing import TYPE_CHECKING, Any

import click

from index.files import one_line
from web.commands.common import counted, date_options, index_option, index_words, json_text

if TYPE_CHECKING:
    from index.owner.correcting import Done
    from index.owner.corrections import Correction
    from search.results import Doubt, Doubts
    from search.searcher import Searcher

_AROUND = 200  # characters shown before and behind a quotation


@click.command(
    epilog="Example: pullquote correct 4711.q3 --speaker 'Ada Moor' --role 'mayor of Ostby'. "
    "Corrections are kept in corrections.txt in the index folder, a plain text that may be edited, too."
)
@click.argument("quote_id", metavar="QUOTE_ID")
@click.option("--speaker", metavar="NAME", help="Who said it.")
@click.option("--unknown", is_flag=True, help="Nobody knows who said it.")
@click.option("--not-a-quote", is_flag=True, help="It is a title, a nickname, a sign: leave it out.")
@click.option("--undo", "is_undo", is_flag=True, help="Take back what was corrected.")
@click.option("--role", metavar="TEXT", help="What the speaker is.")
@click.option("--told-to", metavar="OUTLET", help="Whom the speaker told it.")
@click.option("--source-type", type=click.Choice(["named", "unnamed", "organisation"]), help="Named unless told.")
@index_option
def correct(
    quote_id: str, speaker: str | None, unknown: bool, not_a_quote: bool, is_undo: bool, location: str, **more: Any
) -> None:
    """Set or clear the speaker of a quotation, or mark it as none.

    A correction stays when articles are read again. `pullquote review` lists quotations with their ids.
    """
    from index.owner.correcting import correct as run
    from index.owner.correcting import undo
    from index.owner.corrections import Correction
    from search.searcher import open_searcher
    from web.meant import meant

    given: dict[str, Any] = {name: " ".join(value.split()) for name, value in more.items() if value and value.strip()}
    speaker = " ".join(speaker.split()) if speaker else None
    if (speaker is not None) + unknown + not_a_quote + is_undo != 1 or speaker == "":
        raise click.UsageError("give one of --speaker NAME, --unknown, --not-a-quote and --undo")
    if given and not speaker:
        raise click.UsageError("--role, --told-to and --source-type say more of a --speaker")
    if is_undo:
        done = undo(location, quote_id)
        click.echo(f"{quote_id} is as it was read: {_cut(_printed(location, quote_id) or done.correction.words)}")
        _tell_others(done, "again")
        return

    def change(one: Correction) -> Correction:
        return Correction(one.article, one.words, one.number, is_quote=not not_a_quote, speaker=speaker, **given)

    with open_searcher(location) as searcher:  # before: what becomes no quotation is not there then
        printed, others = _printed_by(searcher, quote_id), meant(searcher, quote_id, speaker)
    done = run(location, quote_id, change)
    click.echo(_told(quote_id, done.correction, _cut(printed or _printed(location, quote_id) or done.correction.words)))
    _tell_others(done, "too")
    for name in others:
        remedy = f"pullquote correct {quote_id} --speaker {shlex.quote(name)}{index_words(location)}"
        told = f"{speaker} is another speaker than {name}; if {name} is meant: {remedy}"
        click.echo(one_line(f"pullquote: {told}"), err=True)


@click.command(epilog="Example: pullquote review --tag Iraq --size 20")
@click.option("--tag", multiple=True, help="Only of articles with this tag; several narrow.")
@click.option("--speaker", multiple=True, help="Only what this person says; several narrow.")
@click.option("--lang", multiple=True, metavar="CODE", help="Only of articles in this language; several widen.")
@date_options
@click.option("--size", type=click.IntRange(0, 100), default=10, show_default=True, help="How many to show.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page of them, from 1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@index_option
def review(size: int, page: int, as_json: bool, location: str, **filters: Any) -> None:
    """List the quotations of which it is least certain who said them.

    First come guesses, then what has no speaker, then what is rather certain. What is
    corrected is certain and leaves the list: `pullquote correct`.
    """
    from search.query import Query
    from search.searcher import open_searcher

    asked = Query(
        tags=filters["tag"],
        speakers=filters["speaker"],
        langs=filters["lang"],
        date_from=filters["date_from"],
        date_to=filters["date_to"],
        size=size,
        page=page,
    )
    with open_searcher(location) as searcher:
        doubts = searcher.doubts(asked)
    if as_json:
        quotes = list(map(_doubt_json, doubts.found))
        counts = {"total": doubts.total, "unchecked": doubts.unchecked, "guessed": doubts.guessed}
        click.echo(json_text({**counts, "quotes": quotes}, indent=2))
        return
    click.echo(_status(doubts))
    for doubt in doubts.found:
        click.echo("\n" + "\n  ".join(map(one_line, _lines(doubt))))


def _status(doubts: "Doubts") -> str:
    rest = doubts.total - doubts.unchecked
    to_check = f"{counted(doubts.unchecked, 'quotation')} to check, {doubts.guessed:,} of them with a guessed speaker"
    return f"{to_check}; {rest:,} more {'is' if rest == 1 else 'are'} likely or clear"


def _lines(doubt: "Doubt") -> list[str]:
    from index.owner.following import DOUBTED
    from web.quotations import in_marks

    quote, article = doubt.quote, doubt.article
    speaker = quote.speaker or "speaker unknown"
    doubted = ["a word that a correction read otherwise"] if DOUBTED in quote.flags else []
    why = "; ".join([*([quote.rule] if quote.rule else []), *doubted])
    about = [article.title or "(no title)", (article.published or "undated")[:10], article.file]
    return [
        f"{quote.id}  {quote.confidence:.2f}  {speaker}{f' ({why})' if why else ''}",
        in_marks(quote),
        f"in: {_context(doubt)}",
        " · ".join(filter(None, about)),
    ]


def _context(doubt: "Doubt") -> str:
    """Return the quotation with its marks and what stands around it in its paragraph; alone there, what is before."""
    body, parts = doubt.article.body, doubt.quote.parts
    if not parts:
        return doubt.quote.text
    start, end = parts[0][0], parts[-1][1]
    first = max(body.rfind("\n\n", 0, start) + 2 if "\n\n" in body[:start] else 0, start - _AROUND)
    last = min(body.find("\n\n", end) if "\n\n" in body[end:] else len(body), end + _AROUND)
    if not any(map(str.isalnum, body[first:start] + body[end:last])):
        first = max(0, start - _AROUND)
    return " ".join(body[first:last].split())


def _doubt_json(doubt: "Doubt") -> dict[str, Any]:
    from index.article import quotes_plain

    (quote,) = quotes_plain([doubt.quote])
    article = doubt.article
    of = {name: getattr(article, name) for name in ("id", "title", "published", "source", "url", "file")}
    return {**quote, "context": _context(doubt), "article": of}


def _printed(location: str, quote_id: str) -> str | None:
    """Return the words of a quotation with marks between its parts, None where the index has none of the id."""
    from search.searcher import open_searcher

    with open_searcher(location) as searcher:
        return _printed_by(searcher, quote_id)


def _printed_by(searcher: "Searcher", quote_id: str) -> str | None:
    from search.occurrences import article_of_quote, joined
    from web.quotations import apart

    article = searcher.get(article_of_quote(quote_id))
    return next((apart(joined(one)) for one in (article.quotes if article else ()) if one.id == quote_id), None)


def _tell_others(done: "Done", as_well: str) -> None:
    """Say which other quotations of the article changed with it."""
    from index.owner.following import DOUBTED

    for quote in done.others:
        if DOUBTED in quote.flags and quote.mention:
            told = f"is unchecked: its “{quote.mention.text}” was read as {quote.speaker}, too"
        else:
            told = f"is said by {quote.speaker}, {as_well}" if quote.speaker else "has no known speaker, either"
        click.echo(one_line(f"{quote.id} {told}"))


def _told(quote_id: str, known: "Correction", words: str) -> str:
    if not known.is_quote:
        return f"{quote_id} is no quotation any more: {words}"
    said = f"is said by {one_line(known.speaker)}" if known.speaker else "has no known speaker"
    return f"{quote_id} {said}: {words}"


def _cut(words: str) -> str:
    text = one_line(words)
    return f"“{text}”" if len(text) <= _AROUND else f"“{text[:_AROUND]}…”"
