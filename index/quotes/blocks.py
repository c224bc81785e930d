"""Finds paragraphs that are somebody's words without marks: set apart under `Ruiz wrote:`, or signed by him."""

import re
from typing import Final

from msgspec.structs import replace

from index.quotes.cues import is_cue_noun
from index.quotes.lexicon import PERSON_NOUNS, RELATIVES, TITLES, word_set
from index.quotes.line import Line, read_line, sentence_start
from index.quotes.marks import Span
from index.quotes.openings import main_subject
from index.quotes.pairing import Paragraph
from index.quotes.phrases import Phrase, is_person, phrase_at
from index.quotes.subjects import main_cue, subject_before
from index.quotes.tokens import Token

_SIGNATURE: Final = re.compile(r"\s*(?:--?|–|—)\s*([^\W\d_][^\n.!?,]{2,40}), ([^\n.!?]{3,60})\s*")
_SENTENCE: Final = re.compile(r"\s*[A-Z]\w*+['’]?[\w,]*+ \S.{12,}[.!?…]\s*\Z", re.DOTALL)
_LONGEST_INTRODUCTION: Final = 240  # characters of its last sentence
_FURTHEST: Final = 12  # tokens from the verb to the colon: `wrote in a letter to the board on Monday:`
_NOUN_NEAR: Final = 8  # tokens from `statement` to the colon
_ASKING: Final = RELATIVES | {"here", "there"}  # `What he said:`
_JOURNALISTS: Final = word_set(
    "reporter writer editor correspondent contributor columnist journalist producer photographer staff"
)


def with_blocks(body: str, pieces: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, where those that are a block have one span without marks.

    Only the paragraph right below an introduction, or right above a signature, is taken, and only where one of them
    says who speaks: a list, or a text of the author, may stand under a colon too.
    """
    found = list(pieces)
    for at, piece in enumerate(pieces[:-1]):
        below = pieces[at + 1]
        if piece.spans or below.spans:
            continue
        if _ends_in_colon(body, piece) and _is_text(body, below) and _introduces(body, piece):
            found[at + 1] = _block(body, below)
        elif not found[at].spans and _is_signed(body, below) and _is_text(body, piece):
            found[at] = _block(body, piece)
    return found


def is_block(span: Span) -> bool:
    """True for what stands between no marks."""
    return span.left == span.start


def _ends_in_colon(body: str, piece: Paragraph) -> bool:
    return body[max(piece.start, piece.end - 4) : piece.end].rstrip().endswith(":")


def _is_text(body: str, piece: Paragraph) -> bool:
    return bool(_SENTENCE.match(body[piece.start : piece.end]))


def _block(body: str, piece: Paragraph) -> Paragraph:
    text = body[piece.start : piece.end]
    start, end = piece.end - len(text.lstrip()), piece.start + len(text.rstrip())
    return replace(piece, spans=(Span(start, end, start, end),))


def _introduces(body: str, piece: Paragraph) -> bool:
    """`Ruiz wrote to the board:`, `The ministry issued the following statement:`; not `Ruiz gave two reasons:`."""
    line = read_line(body, replace(piece, start=max(piece.start, piece.end - _LONGEST_INTRODUCTION)))
    colon = len(line.tokens) - 1
    start = sentence_start(line, colon)
    if line.tokens[start].low in _ASKING:
        return False
    cue = main_cue(line.tokens, start, colon)
    if cue is not None and colon - cue <= _FURTHEST and not _counts(line.tokens[colon - 1]):
        return _is_speaker(subject_before(line.tokens, cue, start))
    return _states(line, start, colon)


def _is_speaker(phrase: Phrase | None) -> bool:
    if phrase is None or phrase.head in ("i", "we"):
        return False
    return is_person(phrase) or phrase.kind == "organisation"


def _states(line: Line, start: int, colon: int) -> bool:
    phrase = main_subject(line.tokens, start, colon)
    if phrase is None or not _is_speaker(phrase):
        return False
    nouns = [token for token in line.tokens[max(phrase.end, colon - _NOUN_NEAR) : colon] if is_cue_noun(token)]
    return bool(nouns) and not _counts(nouns[0])


def _counts(token: Token) -> bool:
    """`three reasons:`; not `reporters:`, `Paris:`."""
    low = token.low
    return low.endswith("s") and not low.endswith("ss") and not token.is_name and low[:-1] not in PERSON_NOUNS


def _is_signed(body: str, piece: Paragraph) -> bool:
    """`— Elena Marsh, mayor of Norport`; not `— Ida Lund, staff writer`."""
    signed = _SIGNATURE.fullmatch(body, piece.start, piece.end)
    if signed is None:
        return False
    role = {word.strip(",").lower() for word in signed[2].split()}
    tokens = read_line(body, replace(piece, start=signed.start(1))).tokens
    phrase = phrase_at(tokens, 0)
    is_role = not role.isdisjoint(PERSON_NOUNS | TITLES) and role.isdisjoint(_JOURNALISTS)
    return is_role and phrase is not None and phrase.kind == "name"
