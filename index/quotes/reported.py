"""Gives words that an outlet reports to who said them: `Ruiz has said, Tide News reported, that it was "late"`."""

from typing import Final

from index.quotes.cues import is_cue
from index.quotes.lexicon import word_set
from index.quotes.line import Attribution, Line, sentence_start
from index.quotes.media import outlet_at
from index.quotes.openings import main_subject
from index.quotes.phrases import is_person

_SPOKEN_OF: Final = word_set("spoken spoke talked talks")


def said_by(line: Line, at: int, found: Attribution) -> Attribution:
    """Return `found`, a body, or, where that is an outlet, whom the sentence of the quotation at token `at` is about.

    `According to Tide News, she had spoken of it as "..."`, `Ruiz called it "...", Tide News noted`.
    """
    phrase, tokens = found.phrase, line.tokens
    if outlet_at(tokens, phrase.start) is None:
        return found
    subject = main_subject(tokens, sentence_start(line, at), at)
    if subject is None or not is_person(subject) or subject.start == phrase.start:
        return found
    cue = next((place for place in range(subject.end, at) if _says(line, place) and place != found.cue), None)
    if cue is None:
        return found
    kind = subject.kind if subject.kind in ("pronoun", "nominal") else "name"
    return Attribution(f"{kind}-verb-in-sentence", subject, cue, found.reach)


def _says(line: Line, at: int) -> bool:
    return line.tokens[at].low in _SPOKEN_OF or is_cue(line.tokens, at)
