"""Decides which marks make one quotation and which attribution it takes, paragraph by paragraph."""

import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from index.quotes.after import attribution_after, attribution_trailing, is_put_behind
from index.quotes.before import (
    attribution_before,
    is_adjacent,
    is_put_before,
    opening_participle,
    subject_of_sentence,
)
from index.quotes.confidence import GUESSES
from index.quotes.cues import cues_in, is_speech
from index.quotes.lexicon import ADVERBS, AUXILIARIES, VERBS, word_set
from index.quotes.line import Attribution, Line, begins_sentence, inner_end, read_line, sentence_start
from index.quotes.named import with_name_behind
from index.quotes.noise import is_noise, is_work_title
from index.quotes.pairing import Paragraph
from index.quotes.pairs import he_before, with_partner
from index.quotes.phrases import is_person, phrase_at
from index.quotes.tellers import teller_of_paragraph, told_in_sentence_before
from index.quotes.unsaid import is_unsaid

_SIGNATURE: Final = re.compile(r"\s*(?:--?|–|—)\s*[^\W\d_][^\n.!?]{2,80}\s*")
_SOON: Final = 700  # characters from the words at the head to whoever speaks next
_TAIL: Final = 24  # tokens from the verb to the second part: `X told reporters in Dallas on Monday. "..."`
_LONGEST_LEAD: Final = 9  # tokens in `Later that day on Tide Radio:`
_LINKING: Final = ADVERBS | word_set(
    "and but so yet indeed moreover furthermore besides likewise similarly for example of course"
)
_SUBORDINATING: Final = frozenset(("while", "though", "although", "whereas", "when", "after", "because", "since"))
_LISTING: Final = frozenset((",", ";", "(", "/", "and", "or", "nor", "yes", "even", "finally", "then", "not", "but"))
_LONGEST_JOINT: Final = 7  # tokens from one quotation of a list to the next
_SENTENCE_ENDS: Final = frozenset(".!?")
_JOINTS: Final = frozenset((",", ":", "—", "–", "-", "…"))


class Draft(Struct):
    """A quotation on its way: its parts as (line, token number), and in which line it is given to whom."""

    parts: list[tuple[Line, int]]
    found: Attribution | None = None
    line: Line | None = None
    continued: bool = False
    noise: bool = False


def read_drafts(body: str, pieces: list[Paragraph]) -> list[Draft]:
    """Return the quotations of the paragraphs in order, noise included and marked as such."""
    drafts: list[Draft] = []
    before: Draft | None = None
    told: Paragraph | None = None
    for piece in _with_lead_ins(body, pieces):
        if not piece.spans:
            before, told = None, piece
            continue
        new = _of_line(read_line(body, piece), before)
        if told is not None and new:
            _give_to_teller(body, new[0], told)
        drafts += new
        before, told = (new[-1] if new else before), None
    _give_to_next(drafts)
    return drafts


def _give_to_next(drafts: list[Draft]) -> None:
    """`"They took it all."`, alone at the head of a story: whoever is the first to say something behind says it."""
    first = drafts[0] if drafts else None
    if first is None or first.found is not None or first.noise or not _is_head(*first.parts[0]):
        return
    other = next((draft for draft in drafts[1:] if draft.found is not None and not draft.noise), None)
    found, line = (other.found, other.line) if other is not None else (None, None)
    if found is None or line is None or not is_person(found.phrase):
        return
    if line.start - first.parts[0][0].end < _SOON:
        first.found, first.line = replace(found, rule="carried-over"), line


def _is_head(line: Line, at: int) -> bool:
    """True where nothing is before the quotation in the text, and nothing behind it in the paragraph."""
    alone = at == 0 and len(line.tokens) == 1 and line.spans[0].closed
    return alone and not line.body[: line.start].strip()


def _give_to_teller(body: str, draft: Draft, told: Paragraph) -> None:
    """`Ruiz said the port was closed.`, `Ruiz was blunt.` and, in the next paragraph, words with nobody beside them."""
    if draft.found is not None or draft.noise or draft.parts[0][1] > 0 or not body[told.start : told.end].strip():
        return
    line = read_line(body, told)
    found = teller_of_paragraph(line)
    if found is not None:
        draft.found, draft.line = _in_full(line, found), line


def _with_lead_ins(body: str, pieces: list[Paragraph]) -> list[Paragraph]:
    """Join a paragraph that ends in a colon, and one that signs, to its quotation."""
    joined: list[Paragraph] = []
    before: Paragraph | None = None
    for piece in pieces:
        if before is not None and not joined[-1].spans and _opens_with_marks(body, piece) and _announces(body, before):
            joined[-1] = Paragraph(joined[-1].start, piece.end, piece.spans)
        elif joined and not piece.spans and _signs(body, joined[-1], piece):
            joined[-1] = Paragraph(joined[-1].start, piece.end, joined[-1].spans)
        else:
            joined.append(piece)
        before = piece
    return joined


def _opens_with_marks(body: str, piece: Paragraph) -> bool:
    return bool(piece.spans) and not body[piece.start : piece.spans[0].left].strip()


def _announces(body: str, piece: Paragraph) -> bool:
    return body[max(piece.start, piece.end - 4) : piece.end].rstrip().endswith(":")


def _signs(body: str, before: Paragraph, piece: Paragraph) -> bool:
    """`— Ruiz, mayor of Norport`, right below a paragraph that ends with a quotation."""
    if not before.spans or body[before.spans[-1].right : before.end].strip():
        return False
    return bool(_SIGNATURE.fullmatch(body, piece.start, piece.end))


def _of_line(line: Line, before: Draft | None) -> list[Draft]:
    drafts: list[Draft] = []
    last = None
    for at in line.places:
        if at == 0 and before is not None and _runs_on(before):
            _continue(before, line)
            last = before
            continue
        own = _attribution(line, at)
        unsaid = own is not None and is_unsaid(line, own, at)
        if unsaid or (own is None and (is_put_behind(line, at) or is_put_before(line, at))):
            last = Draft([(line, at)], noise=is_noise(line, at, None))
        elif last is not None and _is_second_part(line, at, last, own) and not is_work_title(line, at):
            last.parts.append((line, at))
            continue
        else:
            new = _draft(line, at, own or _inherited(line, at, last) or _guessed(line, at, last), before, last)
            drafts.append(new)
            last = last if new.noise and last is not None else new
            continue
        drafts.append(last)
    return drafts


def _draft(line: Line, at: int, found: Attribution | None, before: Draft | None, last: Draft | None) -> Draft:
    noise = not _is_listed(line, at, last) and is_noise(line, at, found)
    if found is None and _leads_alone(line, 0, at) and before is not None and before.found is not None and not noise:
        return Draft([(line, at)], replace(before.found, rule="carried-over"), before.line)
    return Draft([(line, at)], found, line, noise=noise)


def _is_listed(line: Line, at: int, last: Draft | None) -> bool:
    """`"Free nets," "more boats" and, yes, "no tax"`, `"karu" ("old boat")`: what the one before is, this is too."""
    if last is None or last.noise or last.parts[-1][0] is not line:
        return False
    place = last.parts[-1][1]
    if at - place > _LONGEST_JOINT or inner_end(line, place) in _SENTENCE_ENDS:
        return False
    joints = line.tokens[place + 1 : at]
    return bool(joints or inner_end(line, place) == ",") and all(token.low in _LISTING for token in joints)


def _runs_on(draft: Draft) -> bool:
    line, at = draft.parts[-1]
    last = at == len(line.tokens) - 1
    return last and not draft.noise and not line.spans[line.tokens[at].quote].closed


def _continue(draft: Draft, line: Line) -> None:
    draft.parts.append((line, 0))
    draft.continued = True
    found = attribution_after(line, 0)
    if found is not None and (draft.found is None or draft.found.reach == 0 or draft.found.rule in GUESSES):
        draft.found, draft.line = found, line


def _attribution(line: Line, at: int) -> Attribution | None:
    """Return what the sentence itself says about whose words they are."""
    found = _in_sentence(line, at)
    return _in_full(line, found) if found is not None else None


def _in_full(line: Line, found: Attribution) -> Attribution:
    """Return it with the name behind a role, and with whoever speaks as well: `said the vicar, Abel Holm`."""
    if found.cue is None or found.phrase.kind == "pronoun":
        return found
    if found.phrase.kind != "nominal":
        return replace(found, phrase=with_partner(line, found))
    phrase = he_before(line.tokens, found.phrase) or with_name_behind(line.tokens, found.phrase)
    return replace(found, phrase=phrase)


def _in_sentence(line: Line, at: int) -> Attribution | None:
    """Look behind the marks first, unless a verb leads up."""
    after = attribution_after(line, at)
    inner = inner_end(line, at)
    any_verb = after is not None and after.rule == "any-verb-after-quote"  # `Lund called it a "folly," he waved`
    begins = begins_sentence(line, at)
    led = not begins and after is not None and (after.rule == "according-to" or _is_in_clause(line, at, after))
    ended = not begins and inner == "."  # `Ruiz said it was "a folly." Lund disagreed.`
    if after is not None and inner == "," and not begins and _is_told_on(line, at, after):
        return attribution_before(line, at)
    if after is not None and not any_verb and not led and not ended and not (inner != "," and is_adjacent(line, at)):
        return after
    found = attribution_before(line, at) if not begins else None
    if found is not None and ended and found.cue is not None:
        return found
    if found is not None and led and (found.cue is None or "verb" not in found.rule or not is_person(found.phrase)):
        return after  # `The vote was "close," according to Ruiz`
    return found or after or opening_participle(line, at) or attribution_trailing(line, at)


def _is_told_on(line: Line, at: int, after: Attribution) -> bool:
    """`One director said he had "bought socks," the people said.`: the director's words, which others tell on."""
    if after.cue is None or after.phrase.kind not in ("nominal", "organisation"):
        return False
    tokens, phrase = line.tokens, phrase_at(line.tokens, sentence_start(line, at))
    cue = phrase.end if phrase is not None else at
    if cue >= at or not is_speech(tokens, cue):
        return False
    parted = any(tokens[place].text == "," and tokens[place + 1].low in _LISTING for place in range(cue, at - 1))
    return phrase is not None and is_person(phrase) and phrase.head != after.phrase.head and not parted


def _is_in_clause(line: Line, at: int, after: Attribution) -> bool:
    """`While Ruiz vowed to "fight on," Marsh counseled patience.`: what is said ends with the clause."""
    start = sentence_start(line, at)
    if line.tokens[start].low not in _SUBORDINATING or after.cue is None or after.cue + 1 >= len(line.tokens):
        return False
    return not line.tokens[after.cue + 1].ends_sentence


def _is_second_part(line: Line, at: int, last: Draft, own: Attribution | None) -> bool:
    """`"...," X said. "..."` and `"...," X said, "..."`: nothing but the attribution stands between."""
    found, (before, place) = last.found, last.parts[-1]
    if found is None or last.line is None or before is not line or last.noise:
        return False
    if own is not None and (own.cue is None or own.cue != found.cue or last.line is not line):
        return False
    if at == place + 1:
        return begins_sentence(line, at)
    if last.line is not line or not place < found.reach < at or at - found.reach > _TAIL:
        return False
    if begins_sentence(line, at):
        return sentence_start(line, at - 1) <= found.phrase.start
    return line.tokens[at - 1].text in _JOINTS


def _inherited(line: Line, at: int, last: Draft | None) -> Attribution | None:
    """Words further on in one sentence are the same person's, unless the sentence says otherwise."""
    if last is None or last.noise or last.found is None or last.line is not line:
        return None
    if sentence_start(line, at) > last.parts[-1][1]:
        return None
    return replace(last.found, rule="same-sentence")


def _guessed(line: Line, at: int, last: Draft | None) -> Attribution | None:
    start = sentence_start(line, at)
    found = None if _leads_alone(line, start, at) else subject_of_sentence(line, at)
    if found is None and start < at and next(cues_in(line.tokens, start, at), None) is not None:
        return None  # `Ruiz left. The ads call it "..."`: things do
    if found is None:
        told = told_in_sentence_before(line, start)
        found = _in_full(line, told) if told is not None else None
    if found is None and last is not None and last.found is not None and last.line is line:
        return replace(last.found, rule="same-paragraph")
    return found


def _leads_alone(line: Line, start: int, at: int) -> bool:
    """`However, "..."`, `Later that day on Tide Radio: "..."`: nothing before the marks says who speaks."""
    if at - start > _LONGEST_LEAD:
        return False
    lead = line.tokens[start:at]
    if lead and lead[-1].text == ":":
        return not any(token.low in AUXILIARIES or token.low in VERBS for token in lead)
    return all(token.quote < 0 and (not token.is_word or token.low in _LINKING) for token in lead)
