"""Whom the name of a speaker may mean that is given to a quotation: told to whoever corrects it."""

from index.owner.named import named_in_full
from index.speaker_names import surname_alone
from search.chosen import mistakable
from search.occurrences import article_of_quote
from search.searcher import Searcher

_MOST = 3


def meant(searcher: Searcher, quote_id: str, speaker: str | None) -> list[str]:
    """Return other people whom a name may mean, as the archive is before the correction, those of the article first."""
    if not speaker:
        return []
    article = searcher.get(article_of_quote(quote_id))
    near = named_in_full(article, speaker.split()[-1]) if article and surname_alone(speaker) else ()
    return list(dict.fromkeys((*near, *(one.label for one in mistakable(searcher, speaker)))))[:_MOST]
