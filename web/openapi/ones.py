"""The shapes of one article, of one quotation, and of what is like an article."""

from marshmallow import fields

from web.openapi import shape as a
from web.openapi.lists import Address, Holder, Index, Links, Occurrences, Placed, Quote, QuoteAddress, Spoken
from web.openapi.shape import Schema


class Piece(Schema):
    text = a.text("The words.")
    change = a.word("What they are beside the quotation asked for.", "same", "added", "dropped", "beyond")


class Occurrence(Spoken, QuoteAddress):
    article = a.one(Holder, "The article that it stands in.")
    wording = a.many(Piece, "Its text beside the quotation asked for.")
    changes = a.whole("How many words differ within what both have.")
    shorter = a.truth("Whether it lacks words at an end.")
    longer = a.truth("Whether it goes on at an end.")


class AllOccurrences(Occurrences):
    more = a.truth("Whether there were more candidates than are compared.")
    items = a.many(Occurrence, "Each of them, the earliest first.")


class OneQuote(Quote, Placed):
    occurrences = a.one(AllOccurrences, "Where else it stands.")
    links = a.one(Links, "Where it is.")
    index = a.one(Index, "What answered.")


class Image(Schema):
    title = a.perhaps("The photograph's title.")
    caption = a.perhaps("Its caption.")
    credit = a.perhaps("Who took it.")


class Paragraph(Schema):
    start = a.whole("Where in `body` it begins, in characters.")
    text = a.text("Its text.")
    html = fields.String(metadata={"description": "The same with `<mark>`: with `q`."})
    spans = a.places("Where the matches are: with `q` and `highlight=spans`.", required=False)


class Copy(Address):
    id = a.text("The article's id.")
    url = a.text("Its page.")


class Copies(Schema):
    count = a.whole("How many other articles have the same text, or nearly that.")
    items = a.many(Copy, "The first 50 of them, the earliest first.")


class Article(Schema):
    id = a.text("The article's id.")
    url = a.perhaps("Where it was published, a safe link.")
    source = a.perhaps("Who published it.")
    title = a.text("Its title.")
    byline = a.perhaps("Its byline, as printed.")
    authors = a.texts("The people of the byline.")
    published = a.perhaps("ISO 8601, as precise as `published_precision` says.")
    published_precision = a.perhaps("`year`, `month`, `day`, `minute` or `second`.")
    body = a.text("The text, paragraphs parted by an empty line.")
    tags = a.texts("Its tags.")
    section = a.perhaps("Where it stood.")
    lang = a.perhaps("The code of its language.")
    image = a.one(Image, "What stands with its photograph.", null=True)
    content_hash = a.text("Equal for articles of the same words.")
    quotes = a.many(Quote, "Its quotations, in their order.")
    provenance = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Where on the page each field was found."},
    )
    title_html = fields.String(metadata={"description": "The title with `<mark>`: with `q`."})
    title_spans = a.places("Where in the title the matches are: with `q` and `highlight=spans`.", required=False)
    paragraphs = a.many(Paragraph, "The body by paragraphs.")
    copies = a.one(Copies, "Other articles with its text.")
    links = a.one(Links, "Where it is.")
    index = a.one(Index, "What answered.")


class Like(Address):
    id = a.text("The article's id.")
    url = a.text("Its page.")
    byline = a.perhaps("Its byline, or its authors where none was printed.")
    tags = a.texts("Its tags.")
    copies = a.whole("How many other articles have its text.")
    score = a.number("Comparable within one answer only.")
    words = a.texts("Words that both have, the most telling first.")


class SimilarLinks(Links):
    article = a.text("The article in the API.")


class Similar(Schema):
    id = a.text("The article's id.")
    copies = a.one(Copies, "Other articles with its text.")
    similar = a.many(Like, "Articles on its subject, the likest first.")
    links = a.one(SimilarLinks, "Where it is.")
    index = a.one(Index, "What answered.")
