"""The shapes of lists: of articles, of quotations, of the values of a facet, of intervals."""

from marshmallow import fields

from search.query import FACETS, INTERVALS
from web.openapi import shape as a
from web.openapi.shape import Schema


class Index(Schema):
    revision = a.text("The commit that was answered from.")
    documents = a.whole("Articles of the archive.")
    engine = a.text("What searches.")


class Place(Schema):
    start = a.whole("Where in `q` it begins, in characters.")
    end = a.whole("Where it ends.")


class Note(Place):
    message = a.text("What was odd.")


class ReadQuery(Schema):
    q = a.perhaps("The query as given.")
    read_as = a.text("The query as it was read, every operator written out; `*` for all.")
    grammar = a.whole("The version of the query language.")
    diagnostics = a.many(Note, "What was odd about the query.")


class Total(Schema):
    value = a.whole("How many match.")
    relation = a.word("`eq`: the value is exact.", "eq")


class FoldedTotal(Total):
    folded = a.whole("How many are hidden behind a copy.")


class Matched(Schema):
    fields_ = fields.List(
        fields.String(), required=True, data_key="fields", metadata={"description": "Fields that hold any of them."}
    )
    terms = a.texts("The parts of the query that it holds.")
    by_term = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"description": "For each of them the fields that hold it."},
    )


class Highlight(Schema):
    field = a.text("The field that matches.")
    paragraph = fields.Integer(metadata={"description": "The paragraph of the body, from 0."})
    offset = fields.Integer(metadata={"description": "Where in the paragraph the text begins, in characters."})
    speaker = fields.String(metadata={"description": "Who says it, of a quotation."})
    html = fields.String(metadata={"description": "Safe HTML with `<mark>`: with `highlight=html`."})
    text = fields.String(metadata={"description": "The text: with `highlight=spans`."})
    spans = a.places("Where in the text the matches are: with `highlight=spans`.", required=False)


class Address(Schema):
    """What every list says of an article."""

    api_url = a.text("The article in the API.")
    original_url = a.perhaps("Where it was published, a safe link.")
    title = a.text("Its title.")
    published = a.perhaps("ISO 8601, as precise as `published_precision` says.")
    published_precision = a.perhaps("`year`, `month`, `day`, `minute` or `second`.")
    source = a.perhaps("Who published it.")


class Hit(Address):
    id = a.text("The article's id.")
    url = a.text("Its page, with the words marked.")
    byline = a.perhaps("Its byline, or its authors where none was printed.")
    tags = a.texts("Its tags.")
    speakers = a.texts("Who is quoted in it.")
    quote_count = a.whole("How many quotations it has.")
    copies = a.whole("How many other articles have its text.")
    score = a.number("Comparable within one answer only.")
    matched = a.one(Matched, "Why it is here.")
    highlights = a.many(Highlight, "Where it matches.")


class FacetValue(Schema):
    value = a.text("What the filter takes.")
    label = a.text("What it is called.")
    count = a.whole("How many hits a click on it gives.")
    selected = a.truth("Whether the query filters by it.")
    excluded = a.truth("Whether the query excludes it.")
    aliases = a.texts("Other names in the archive that it stands for.")
    toggle_url = a.text("The page of results with it added, or taken away.")


class Facet(Schema):
    kind = a.word("`terms`.", "terms")
    exact = a.truth("Whether the counts are exact.")
    other = a.whole("Values that are not listed.")
    missing = a.whole("Hits without a value.")
    values = a.many(FacetValue, "The values, the chosen ones first, then by count.")


class Bucket(Schema):
    start = a.text("A year, a month, a day, or the Monday of a week.")
    count = a.whole("Its hits.")


class Histogram(Schema):
    interval = a.word("How long a bucket is.", *INTERVALS)
    buckets = a.many(Bucket, "Intervals with hits.")


class Suggestion(Schema):
    word = a.text("A word that the archive does not have.")
    replacement = a.text("The nearest that it has.")
    text = a.text("The query with all such replaced.")


class AlikeValue(Schema):
    value = a.text("What the filter takes.")
    label = a.text("What that is called.")
    hits = a.whole("What that finds under the other filters.")


class Absent(Schema):
    facet = a.text("The filter.")
    given = a.text("What it was given, which is none of its values.")
    alike = a.many(AlikeValue, "Values that hold it, or are spelt nearly so, and have hits.")
    elsewhere = a.texts("Such values that have hits in the archive, but none under the other filters.")
    unchecked = a.whole("How many quotations are attributed to a speaker of this name, none for sure; at most 100.")


class Namesakes(Schema):
    given = a.text("The surname that a speaker was chosen by, whom articles call by no more.")
    others = a.many(AlikeValue, "Speakers of this surname, who have hits.")


class Links(Schema):
    self = a.text("This answer.")
    html = a.text("The page with the same.")


class PageLinks(Links):
    next = a.perhaps("The page after this.")
    prev = a.perhaps("The page before; null where there is none, and with a cursor.")


class ListLinks(PageLinks):
    feed = a.text("The newest of these hits as a feed.")
    export = a.text("All of these hits in one file.")


class Found(Schema):
    """What every list of hits has beside the hits."""

    query = a.one(ReadQuery, "How the query was read.")
    total = a.one(FoldedTotal, "How many match.")
    facets = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(Facet),
        required=True,
        metadata={"description": "The facets that were asked for, by name."},
    )
    histogram = a.one(Histogram, "The hits over time; null where none was asked for.", null=True)
    did_you_mean = a.one(Suggestion, "For a word that the archive does not have.", null=True)
    absent = a.many(Absent, "Where nothing is found: the filters whose values no article has.")
    namesakes = a.many(Namesakes, "The speakers chosen by a surname alone that others bear, too.")
    cursor = a.perhaps("What `cursor` takes for the hits after these; null at the end.")
    links = a.one(ListLinks, "Where to go on.")
    index = a.one(Index, "What answered.")
    took_ms = a.number("Milliseconds that the search took.")


class Articles(Found):
    hits = a.many(Hit(partial=True), "The articles, best first or by date.")


class Mention(Schema):
    text = a.text("The speaker as written.")
    start = a.whole("Where in the body that begins, in characters.")
    end = a.whole("Where it ends.")


class Spoken(Schema):
    """The contract's one shape of a quotation, but for where its article has it."""

    id = a.text("The quotation's id.")
    text = a.text("What is said, its parts joined by a space.")
    speaker = a.perhaps("Who says it.")
    role = a.perhaps("What the speaker is, as written.")
    source_type = a.perhaps("`named`, `unnamed` or `organisation`.")
    cue = a.perhaps("The verb: said, told.")
    told_to = a.perhaps("The outlet that it was told to.")
    kind = a.word("Whole sentences, a part of one, or a block.", "direct", "fragment", "block")
    confidence = a.number("How sure the speaker is.", minimum=0, maximum=1)
    certainty = a.perhaps("That in a word: `clear`, `likely` or `check`, which is a guess; null without a speaker.")
    rule = a.perhaps("The rule that found the speaker.")
    flags = a.texts("`continued`, `nested`, `garbled`, `corrected`, `doubted`.")
    speaker_id = a.perhaps("What the filter `speaker` takes.")


class Quote(Spoken):
    parts = a.places("Where in the body the words between each pair of marks are.")
    mention = a.one(Mention, "The speaker as written.", null=True)


class Evidence(Schema):
    rule = a.perhaps("The rule that found the speaker.")
    cue_text = a.perhaps("The sentence that names the speaker.")
    resolved_from = a.perhaps("The fullest mention of who that is.")
    resolved_paragraph = fields.Integer(
        required=True, allow_none=True, metadata={"description": "The paragraph of that, from 1."}
    )
    same_surname = a.texts("People whom a mention by surname may mean, where they are several.")
    corrected_by = a.perhaps("`owner` where the archive's owner has set the speaker.")


class Position(Schema):
    paragraph = a.whole("The paragraph that it begins in, from 1.")
    start = a.whole("Where in the paragraph its first part begins, in characters.")
    end = a.whole("Where that part ends.")


class Holder(Address):
    id = a.text("The article's id.")
    byline = a.perhaps("Its byline, or its authors where none was printed.")
    tags = a.texts("Its tags.")


class Occurrences(Schema):
    count = a.whole("How many quotations are close to it, itself included.")
    first = a.perhaps("The earliest date of them.")
    variants = a.whole("How many wordings they have.")


class QuoteAddress(Schema):
    url = a.text("Its place on the page of its article.")
    quote_url = a.text("Its own page.")
    api_url = a.text("Itself in the API.")


class Placed(QuoteAddress):
    """What one quotation and a hit both have beside the quotation."""

    evidence = a.one(Evidence, "Why the speaker is its speaker.")
    position = a.one(Position, "Where it begins; null where that is not known.", null=True)
    article = a.one(Holder, "The article that it stands in.")


class QuoteHit(Quote, Placed):
    occurrences = a.one(Occurrences, "Where else it stands.", null=True)
    score = a.number("Comparable within one answer only.")
    highlights = a.many(Highlight, "The text with what matches marked.")


class Quotes(Found):
    hits = a.many(QuoteHit(partial=True), "The quotations.")


class SearchedValue(FacetValue):
    all = a.whole("How many the whole archive has.")
    significance = a.number("How unusual the count is among the hits: log-likelihood, 0 where it is not.")


class Values(Schema):
    name = a.word("The facet.", *FACETS)
    kind = a.word("`terms`.", "terms")
    exact = a.truth("Whether the counts are exact.")
    total = a.whole("How many values match, the chosen and excluded ones aside.")
    other = a.whole("How many of them stand on later pages.")
    values = a.many(SearchedValue, "The values.")
    links = a.one(PageLinks, "Where to go on.")
    index = a.one(Index, "What answered.")
    took_ms = a.number("Milliseconds that it took.")


class Period(Bucket):
    all = a.whole("What the whole archive has of it.")
    share = fields.Float(
        required=True, allow_none=True, metadata={"description": "`count` of `all`; null where that is 0."}
    )


class Timeline(Schema):
    interval = a.word("How long a bucket is.", *INTERVALS)
    total = a.one(Total, "All hits.")
    buckets = a.many(Period, "From the first with a hit to the last.")
    imprecise = a.whole("Hits dated less precisely than the interval.")
    undated = a.whole("Hits without a date.")
    complete = a.truth("Whether empty buckets are listed, too.")
    links = a.one(Links, "Where it is.")
    index = a.one(Index, "What answered.")
    took_ms = a.number("Milliseconds that it took.")
