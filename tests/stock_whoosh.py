"""The oracle: the same articles in an index of Whoosh's own, of the same schema, analysis and segments."""

from whoosh.filedb.filestore import RamStorage
from whoosh.writing import NO_MERGE

from index.analysis import stem, tokenize
from index.fields import TEXTS, VALUE_GAP, VALUES
from index.whoosh_schema import FACET, WORDS, moment, schema, stored_of


def stock_index(segments):
    """Return Whoosh's own index of segments: of each the articles, and which of them are not deleted."""
    index = RamStorage().create_index(schema())
    for articles, _ in segments:
        with index.writer() as writer:
            for article in articles:
                writer.add_document(**document(article))
            writer.mergetype = NO_MERGE
    with index.writer() as writer:
        for number, alive in enumerate(alive for _, flags in segments for alive in flags):
            if not alive:
                writer.delete_document(number)
        writer.mergetype = NO_MERGE
    return index


def document(article):
    """Return an article as Whoosh's own writer takes it."""
    stored = stored_of(article, article.body)
    words = {name: positions(article, name) for name in TEXTS}
    return {
        **{name: value for name, value in stored.items() if name not in words},
        **{f"_stored_{name}": stored.get(name) for name in words},
        **{name: [(stem(word), place) for word, place in placed] for name, placed in words.items()},
        **{name + WORDS: placed for name, placed in words.items()},
        **{name + FACET: tuple(dict.fromkeys(filter(None, value(article)))) for name, value in VALUES.items()},
        "published": moment(article.published),
    }


def positions(article, name):
    """Return the words of a field with their positions, the field's values VALUE_GAP apart."""
    found = []
    base = 0
    for text in TEXTS[name](article):
        tokens = tokenize(text)
        found += [(token.word, base + place) for place, token in enumerate(tokens)]
        base += len(tokens) + VALUE_GAP
    return found
