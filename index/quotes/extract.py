"""From the text of an article to its quotations with their speakers."""

import re
from typing import Final, NamedTuple

from index.article import Quote
from index.quotes.blocks import is_block, with_blocks
from index.quotes.capitals import Capitals
from index.quotes.census import read_people
from index.quotes.confidence import UNRESOLVED, confidence
from index.quotes.drafts import Draft, read_drafts
from index.quotes.known_outlets import Outlets, outlets_of
from index.quotes.line import Attribution, Line, begins_sentence, inner_end
from index.quotes.marks import Span
from index.quotes.mentions import mention
from index.quotes.outlets import garbled, told_to
from index.quotes.pairing import Paragraph, paragraphs
from index.quotes.reported import said_by
from index.quotes.roles import Roles
from index.quotes.sources import Speaker
from index.quotes.speakers import Resolver
from index.quotes.unsaid import is_second_hand

_LETTER: Final = re.compile(r"[^\W_]")  # or a digit
_ENDS: Final = frozenset(".,!?—–…-")


def extract_quotes(body: str, *, english: bool = True, source: str | None = None) -> list[Quote]:
    """Return the quotations of an article's text in order, with ids `q1`, `q2`, and so on.

    `body` holds paragraphs separated by an empty line. All offsets are code points into it, end exclusive;
    each part is exactly the words between a pair of marks, or a paragraph set apart, and `text` is the parts joined by
    one space.
    A speaker that is not known is None. No text raises an error.

    The rules of attribution are English: of a text that is not, the words only are given, with confidence 0.
    `source` is the name of the article's outlet: `told the Courier` means the Norport Courier's own.
    """
    pieces = with_blocks(body, paragraphs(body)) if english else paragraphs(body)
    drafts = [draft for draft in read_drafts(body, pieces) if not draft.noise]
    if not drafts:
        return []
    reader = _reader(body, pieces, source) if english else None
    return [_quote(body, f"q{number}", draft, reader) for number, draft in enumerate(drafts, 1)]


class _Reader(NamedTuple):
    """What tells whom the words of an article mean."""

    resolver: Resolver
    outlets: Outlets


def _reader(body: str, pieces: list[Paragraph], source: str | None) -> _Reader:
    people = read_people(body, pieces)
    return _Reader(Resolver(people, Roles(body, pieces, people), Capitals(people)), outlets_of(source, people))


def _quote(body: str, own_id: str, draft: Draft, reader: _Reader | None) -> Quote:
    spans = [line.spans[line.tokens[at].quote] for line, at in draft.parts]
    parts = tuple([(span.start, span.end) for span in spans])
    text = " ".join([body[start:end] for start, end in parts])
    kind, flags, found, line = _kind(draft), _flags(draft, spans), draft.found, draft.line
    if reader is None or found is None or line is None:
        return Quote(own_id, text, parts, kind=kind, confidence=UNRESOLVED if reader else 0.0, flags=flags)
    if found.phrase.kind == "organisation" and draft.parts[0][0] is line:
        found = said_by(line, draft.parts[0][1], found)
    said = _closed(body, spans) if found.phrase.kind in ("pronoun", "nominal") else ""
    speaker = reader.resolver.resolve(line, found.phrase, said)
    return Quote(
        id=own_id,
        text=text,
        parts=parts,
        speaker=speaker.name,
        mention=mention(line, found),
        role=speaker.role,
        source_type=speaker.source_type,
        cue=_cue(line, found),
        told_to=told_to(line, draft.parts[0][1], found, speaker.name, reader.outlets),
        kind=kind,
        confidence=_confidence(line, found, speaker),
        rule=found.rule,
        flags=flags,
    )


def _closed(body: str, spans: list[Span]) -> str:
    """Return the words that surely are the speaker's: behind marks that nothing closes the narration may go on."""
    return " ".join(body[span.start : span.end] for span in spans if span.closed)


def _confidence(line: Line, found: Attribution, speaker: Speaker) -> float:
    if speaker.name is None:
        return UNRESOLVED
    sure = speaker.sure and not is_second_hand(line, found)
    return confidence(found.rule, of_pronoun=found.phrase.kind == "pronoun", sure=sure)


def _cue(line: Line, found: Attribution) -> str | None:
    if found.cue is None:
        return None
    cue = line.tokens[found.cue].low
    return "according to" if cue == "according" else cue


def _flags(draft: Draft, spans: list[Span]) -> tuple[str, ...]:
    broken = draft.found is not None and draft.line is not None and garbled(draft.line, draft.found)
    flags = (("continued", draft.continued), ("nested", True in [span.nested for span in spans]), ("garbled", broken))
    return tuple([name for name, raised in flags if raised])


def _kind(draft: Draft) -> str:
    """A fragment begins in small letters, or runs on into the sentence around it."""
    line, at = draft.parts[0]
    span = line.spans[line.tokens[at].quote]
    if is_block(span):
        return "block"
    first = line.body[span.start]
    if not first.isalnum():
        found = _LETTER.search(line.body, span.start, span.start + 40)
        first = found[0] if found is not None else ""
    if first.islower():
        return "fragment"
    whole = begins_sentence(line, at) or inner_end(line, at) in _ENDS or len(draft.parts) > 1
    linked = at + 1 < len(line.tokens) and line.tokens[at + 1].text == ","
    return "direct" if whole or linked else "fragment"
