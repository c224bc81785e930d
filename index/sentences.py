"""Where sentences and paragraphs end, counted in words: one rule for every engine.

A sentence ends at a full stop, a question or exclamation mark or an ellipsis, with the closing marks after it, where
white space and then no small letter follows; not after an initial (`J. Smith`, `U.S.`), a title or another usual
abbreviation. Chinese and Japanese stops end one wherever they stand. An empty line ends a paragraph, and its last
sentence with it.
"""

from index.analysis import words
from index.patterns import pattern

_TITLES = "Mr|Mrs|Ms|Dr|St|Lt|Mt|Ft|Jr|Sr|Rev|Gen|Sen|Rep|Gov|Col|Sgt|Maj|Hon|Capt|Prof|Pres|Supt|Messrs"
_OTHERS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Co|Corp|Inc|Ltd|No|vs"
_ABBREVIATED = f"{_TITLES}|{_OTHERS}".split("|")
_LENGTHS = sorted({len(word) for word in _ABBREVIATED})  # what looks behind must know how far
_NOT_AFTER = "".join(
    rf"(?<!\b(?:{'|'.join(word for word in _ABBREVIATED if len(word) == length)})\.)" for length in _LENGTHS
)
_CLOSING = "\"'”’»)\\]」』"
_NEXT = r"(?=\s+[^\sa-z])"
# It begins with one class of characters, so that the search for it runs at their speed.
_END = pattern(
    rf"[.!?…。！？](?:{_NEXT}(?<!\b[A-Z]\.){_NOT_AFTER}|[{_CLOSING}]+{_NEXT}|(?<=[。！？])[。！？{_CLOSING}]*)"
)
_BREAK = "\n\n"


def marked(text: str, sentence: str, paragraph: str) -> str:
    """Return a text with a word put in at the end of each sentence, and another one at that of each paragraph.

    A paragraph's last sentence has no mark of its own, and neither has the text's last paragraph.
    """
    return _END.sub(f" {sentence} ", text.replace(_BREAK, f"{_BREAK}{paragraph} "))


def ends(text: str) -> tuple[list[int], list[int]]:
    """Return how many words there are up to the end of each sentence, and of each paragraph, that has any."""
    sentences, paragraphs = [0], [0]
    for paragraph in text.split(_BREAK):
        for sentence in _END.split(paragraph):
            _end(sentences, sentences[-1] + len(words(sentence)))
        _end(paragraphs, sentences[-1])
    return sentences[1:], paragraphs[1:]


def _end(ends: list[int], at: int) -> None:
    if at > ends[-1]:
        ends.append(at)
