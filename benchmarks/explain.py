"""Whether a difference of counts comes of the one rule of words that is ours alone, found by counting under both.

To us an apostrophe inside a word joins (`they've` is `theyve`) and a possessive 's is no word; to the other engines
every apostrophe parts two words. Only articles with an apostrophe can tell the rules apart.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from benchmarks.asks import Ask
from benchmarks.choose import tokens
from benchmarks.corpus import Record
from benchmarks.figures import Sample
from index.analysis import stem, words

Rule = Callable[[str], list[str]]
_WITH_APOSTROPHES = re.compile(r"[^\W_]+(?:['’][^\W_]+)+")
_BEGINNING = 3  # letters that a word and all its forms begin with


class Rules:
    """The articles of a corpus that the two rules may read differently."""

    def __init__(self, records: Sequence[Record]) -> None:
        read = ((record, _apart(record.text)) for record in records)
        self._records = [(record, text) for record, text in read if text]

    def explain(self, ask: Ask, ours: Sample, theirs: Sample) -> bool:
        """Tell whether counting under both rules gives just this difference; of counts alone, any difference."""
        more = sum(
            _found(ask, record, words) - _found(ask, record, tokens)
            for record, text in self._records
            if any(word[:_BEGINNING] in text for word in ask.words)
        )
        return more != 0 if ours.total is None or theirs.total is None else more == ours.total - theirs.total


def _apart(text: str) -> str:
    """Return the words with apostrophes, as either rule reads them: others cannot make a difference."""
    found = " ".join(_WITH_APOSTROPHES.findall(text.lower()))
    joined = re.sub("['’]", "", found)
    return f"{found} {joined}" if found else ""


def _found(ask: Ask, record: Record, rule: Rule) -> bool:
    if ask.tag and ask.tag not in record.tags:
        return False
    texts = [rule(record.title), rule(record.body)]
    match ask.kind:
        case "prefix":
            return any(word.startswith(ask.words[0]) for text in texts for word in text)
        case "phrase":
            first, second = map(stem, ask.words)
            return any((first, second) in pairwise(map(stem, text)) for text in texts)
        case "or":
            return not _stems(ask.words).isdisjoint(_stems([*texts[0], *texts[1]]))
        case _:
            return _stems(ask.words) <= _stems([*texts[0], *texts[1]])


def _stems(text: Sequence[str]) -> set[str]:
    return set(map(stem, text))
