"""Finds who tells what leads up to words with nobody beside them: `It was late, Ruiz said. "We wait."`."""

from msgspec.structs import replace

from index.quotes.after import tag_in
from index.quotes.lexicon import AUXILIARIES, VERBS
from index.quotes.line import Attribution, Line, begins_sentence, sentence_start
from index.quotes.openings import main_subject
from index.quotes.phrases import Phrase, is_person
from index.quotes.subjects import main_cue, subject_before


def told_in_sentence_before(line: Line, at: int) -> Attribution | None:
    """Return who tells the sentence before the quotation that opens one at token `at`, else whom it is about.

    `It was late, Ruiz said. "..."`, `Marsh, Ruiz said, was late. "..."`; `Ruiz shook her head. "..."`.
    """
    if at == 0 or not begins_sentence(line, at):
        return None
    start = sentence_start(line, at - 1)
    tag = tag_in(line, start, at)
    if tag is not None:
        return replace(tag, rule="teller-of-sentence-before", reach=at)
    phrase = main_subject(line.tokens, start, at - 1)
    if phrase is None or not is_person(phrase):
        return None
    return Attribution("subject-of-sentence-before", phrase, None, at)


def teller_of_paragraph(line: Line) -> Attribution | None:
    """`Ruiz said the port was closed.`, `It was late, Ruiz said.`, `Ruiz was blunt.`, at the end of a paragraph."""
    end = len(line.tokens)
    start = sentence_start(line, end - 1)
    tag = tag_in(line, start, end)
    if tag is not None:
        return replace(tag, rule="carried-over", reach=end)
    cue = main_cue(line.tokens, start, end)
    phrase = subject_before(line.tokens, cue, start) if cue is not None else _who_acts(line, start, end)
    return Attribution("carried-over", phrase, cue, end) if phrase is not None and is_person(phrase) else None


def _who_acts(line: Line, start: int, end: int) -> Phrase | None:
    """`Ruiz was blunt.`; not `Check them out`, `New release: ...`."""
    phrase = main_subject(line.tokens, start, end)
    if phrase is None or phrase.end >= end or line.tokens[end - 1].text != "." or phrase.head in ("i", "we"):
        return None
    verbs = (token.low for token in line.tokens[phrase.end : end] if token.text == token.low)
    return phrase if any(low in AUXILIARIES or low in VERBS or low.endswith("ed") for low in verbs) else None
