"""From the text of an article to its quotations with their speakers."""

from dataclasses import replace

from index.article import Quote
from index.quotes.capitals import Capitals
from index.quotes.drafts import Draft, read_drafts
from index.quotes.line import Attribution, Line, begins_sentence, inner_end
from index.quotes.names import read_people
from index.quotes.outlets import garbled, told_to
from index.quotes.pairing import Span, paragraphs
from index.quotes.roles import Roles
from index.quotes.speakers import Resolver, Speaker, mention

# Set by hand, in view of how often each rule was right on 42 annotated articles (433 segments);
# rules that fired fewer than ten times there stand lower than what was seen.
CONFIDENCE = {
    "surname-after-quote": 0.97, "full-name-after-quote": 0.97, "title-and-name-after-quote": 0.97,
    "pronoun-after-quote": 0.96, "nominal-after-quote": 0.93, "organisation-after-quote": 0.9,
    "surname-after-verb": 0.95, "full-name-after-verb": 0.96, "title-and-name-after-verb": 0.96,
    "pronoun-after-verb": 0.8, "nominal-after-verb": 0.93, "organisation-after-verb": 0.85,
    "any-verb-after-quote": 0.75, "name-after-quote": 0.7, "according-to": 0.9, "end-of-sentence": 0.6,
    "name-verb-before-quote": 0.93, "pronoun-verb-before-quote": 0.93, "nominal-verb-before-quote": 0.85,
    "organisation-verb-before-quote": 0.8, "name-verb-in-sentence": 0.85, "pronoun-verb-in-sentence": 0.85,
    "nominal-verb-in-sentence": 0.8, "organisation-verb-in-sentence": 0.75, "agent-of-passive": 0.8,
    "participle-before-quote": 0.7, "owner-of-words": 0.75, "colon": 0.75, "signed": 0.85,
    "same-sentence": 0.8, "same-paragraph": 0.7, "subject-of-sentence": 0.45,
    "subject-of-sentence-before": 0.5, "carried-over": 0.5,
}  # fmt: skip
_UNRESOLVED = 0.1  # a quotation whose speaker nobody could name
_GUESS_OF_PERSON = 0.85  # a pronoun's person is less sure than the rule that found the pronoun
_ENDS = frozenset(".,!?—–…-")


def extract_quotes(body: str) -> list[Quote]:
    """Return the quotations of an article's text in order, with ids `q1`, `q2`, and so on.

    `body` holds paragraphs separated by an empty line. All offsets are code points into it, end exclusive;
    each part is exactly the words between a pair of marks, and `text` is the parts joined by one space.
    A speaker that is not known is None. No text raises an error.
    """
    pieces = paragraphs(body)
    drafts = [draft for draft in read_drafts(body, pieces) if not draft.noise]
    if not drafts:
        return []
    people = read_people(body, pieces)
    resolver = Resolver(people, Roles(body, pieces, people), Capitals(people))
    return [_quote(body, f"q{number}", draft, resolver) for number, draft in enumerate(drafts, 1)]


def _quote(body: str, own_id: str, draft: Draft, resolver: Resolver) -> Quote:
    spans = [line.spans[line.tokens[at].quote] for line, at in draft.parts]
    parts = tuple((span.start, span.end) for span in spans)
    quote = Quote(
        id=own_id,
        text=" ".join(body[start:end] for start, end in parts),
        parts=parts,
        kind=_kind(draft),
        confidence=_UNRESOLVED,
        flags=_flags(draft, spans),
    )
    return (
        quote if draft.found is None or draft.line is None else _given(quote, draft, draft.found, draft.line, resolver)
    )


def _given(quote: Quote, draft: Draft, found: Attribution, line: Line, resolver: Resolver) -> Quote:
    speaker = resolver.resolve(line, found.phrase)
    return replace(
        quote,
        speaker=speaker.name,
        mention=mention(line, found.phrase),
        role=speaker.role,
        source_type=speaker.source_type,
        cue=_cue(line, found),
        told_to=told_to(line, draft.parts[0][1], found),
        confidence=_confidence(found, speaker),
        rule=found.rule,
    )


def _confidence(found: Attribution, speaker: Speaker) -> float:
    if speaker.name is None:
        return _UNRESOLVED
    sure = CONFIDENCE[found.rule]
    return round(sure * _GUESS_OF_PERSON, 3) if found.phrase.kind == "pronoun" else sure


def _cue(line: Line, found: Attribution) -> str | None:
    if found.cue is None:
        return None
    cue = line.tokens[found.cue].low
    return "according to" if cue == "according" else cue


def _flags(draft: Draft, spans: list[Span]) -> tuple[str, ...]:
    flags = ["continued"] if draft.continued else []
    flags += ["nested"] if any(span.nested for span in spans) else []
    broken = draft.found is not None and draft.line is not None and garbled(draft.line, draft.found)
    return (*flags, "garbled") if broken else tuple(flags)


def _kind(draft: Draft) -> str:
    """A fragment begins in small letters, or runs on into the sentence around it."""
    line, at = draft.parts[0]
    span = line.spans[line.tokens[at].quote]
    first = next((char for char in line.body[span.start : span.start + 40] if char.isalnum()), "")
    if first.islower():
        return "fragment"
    whole = begins_sentence(line, at) or inner_end(line, at) in _ENDS or len(draft.parts) > 1
    linked = at + 1 < len(line.tokens) and line.tokens[at + 1].text == ","
    return "direct" if whole or linked else "fragment"
