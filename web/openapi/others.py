"""The shapes of what stands beside searches: completions, readings, problems, feeds, the state of the server."""

from marshmallow import fields

from web.openapi import shape as a
from web.openapi.lists import Index, Note, Place, Total
from web.openapi.shape import Schema


class Completion(Schema):
    kind = a.word("What it is.", "tag", "speaker", "query", "title")
    text = a.text("What it is called.")
    count = a.whole("How many articles choosing it gives.")
    value = a.text("What the filter takes; of a title, the article's id.")
    url = a.perhaps("The page that choosing it leads to.")


class Completions(Schema):
    q = a.text("The text as given.")
    suggestions = a.many(Completion, "What it may become, kind by kind.")


class Clause(Place):
    text = a.text("Its words in `q`.")
    read_as = a.text("How it was read.")
    in_words = a.text("The same in English.")
    hits = fields.Integer(
        required=True, allow_none=True, metadata={"description": "What it finds alone; null where not counted."}
    )
    excluded = a.truth("Whether what it finds is excluded.")
    did_you_mean = a.perhaps("A better spelling of a word of it.")


class KindOfNote(Note):
    kind = a.word("What kind of note it is.", "warning", "translation")


class Offer(Schema):
    kind = a.word("How it differs.", "words", "fewer", "any", "without", "spelt", "around", "said")
    what = a.text("The same in words.")
    text = a.text("The text to ask with.")
    hits = a.whole("What that finds.")


class Likeness(Schema):
    facet = a.text("The filter.")
    given = a.text("What it was given, which is none of its values.")
    value = a.text("A value that holds it: what the filter takes.")
    label = a.text("What that is called.")
    hits = a.whole("What that finds.")


class Reading(Schema):
    q = a.text("The text as given.")
    read_as = a.text("The query as it was read, every operator written out.")
    in_words = a.text("The same in English.")
    grammar = a.whole("The version of the query language.")
    translated_from = a.perhaps("The systems whose forms it has: `nexis`, `factiva`, or both.")
    clauses = a.many(Clause, "Its parts, with what each finds.")
    diagnostics = a.many(KindOfNote, "What was odd.")
    tree = fields.Dict(required=True, metadata={"description": "The query as it is saved."})
    total = a.one(Total, "What the whole finds.")
    instead = a.many(Offer, "Other searches with hits: where that is nothing, or those beside its hits.")
    alike = a.many(Likeness, "Where that is nothing: values with hits in the place of chosen ones that there are not.")
    index = a.one(Index, "What answered.")


class Fault(Schema):
    parameter = a.text("The parameter at fault.")
    detail = a.text("What is wrong with it.")
    position = fields.Integer(metadata={"description": "Where in its text, in characters."})


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type = a.text("Which kind of problem.", format="uri-reference")
    title = a.text("The same in words.")
    status = a.whole("The status of the answer.")
    instance = fields.String(metadata={"description": "The request.", "format": "uri-reference"})
    detail = fields.String(metadata={"description": "What there is to say of this one."})
    request_id = fields.String(metadata={"description": "What the server's log calls the request: of a 500."})
    errors = fields.List(fields.Nested(Fault), metadata={"description": "Each parameter at fault."})


class Refused(Schema):
    problem = a.one(Problem, "Why this query has no answer.")


class Batch(Schema):
    results = fields.List(
        fields.Raw(metadata={"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Articles", "Refused")]}),
        required=True,
        metadata={"description": "For each query its answer, or its problem."},
    )
    took_ms = a.number("Milliseconds that all took.")


class FeedAuthor(Schema):
    name = a.text("The byline.")


class FeedItem(Schema):
    id = a.text("What names it for good.")
    url = a.text("Its page.")
    title = a.text("Its title, or who says it.")
    content_text = a.text("What matches, or what is said.")
    external_url = fields.String(metadata={"description": "Where it was published."})
    date_published = fields.String(metadata={"description": "When, by RFC 3339.", "format": "date-time"})
    authors = fields.List(fields.Nested(FeedAuthor), metadata={"description": "Its byline."})
    tags = fields.List(fields.String(), metadata={"description": "Its tags."})


class Feed(Schema):
    version = a.text("The version of JSON Feed.")
    title = a.text("The archive and the search.")
    home_page_url = a.text("The page with the same search.")
    feed_url = a.text("This feed.")
    items = a.many(FeedItem, "The newest hits.")


class ReadyIndex(Schema):
    revision = a.text("The newest commit.")
    schema = a.whole("The version of the index's format.")
    documents = a.whole("Articles of the archive.")
    quotes = a.whole("Quotations of the archive.")
    engine = a.text("What searches.")
    committed = a.perhaps("When it was written.")
    opened = a.text("When this process first answered from it.", format="date-time")
    lag = a.number("Seconds for which a newer commit has been there that is not answered from yet.", minimum=0)


class ReadyCluster(Schema):
    status = a.word("What of it is there: all, all once, or not all.", "green", "yellow", "red")
    nodes = a.whole("Its nodes.")
    missing = a.whole("Shards and copies of them that no node has, or that are still being copied.")


class Ready(Schema):
    status = a.word("`ok`.", "ok")
    index = a.one(ReadyIndex, "The state of the index.")
    cluster = fields.Nested(ReadyCluster, metadata={"description": "The cluster, where the index is on one."})


class Unready(Schema):
    status = a.word("`unavailable`.", "unavailable")
    reason = a.text("Why.")
