"""How often are quotations and their speakers right? Measured on articles that people annotated.

    python -m benchmarks.quotes CORPUS.jsonl

A line of the corpus is {"id", "text", "quotes": [{"start", "end", "text", "speaker", "speaker_spans", "kind"}, ...]},
where `speaker` is "" for none, offsets are code points into `text`, and kind is "direct", or "mixed" for fragments.

Prints spans (a part counts that has half of both in common with the annotated one; `exact`: the same words), right
speakers over all annotated quotations (`head`: the name's or the noun's last word; `exact`: all words of the mention),
right when answered at cuts of the confidence, stated against seen confidence, and kilobytes of text per CPU second, in
the first pass of the process and in a second one, which has met the words.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import UNCHECKED, Mention, Quote
from index.quotes import extract_quotes

_CUTS = (0.0, 0.5, UNCHECKED, 0.8, 0.9, 0.95)
_WORD = re.compile(r"\w[\w'’.-]*")
_NAME_ENDS = re.compile(
    r"[,;:()–—]|\s(?:who|whose|of|from|for|at|in|on|with|to|told|as|which|that|by|said)\s", re.IGNORECASE
)
_MARKS = " \t\r\n\"“”„«»'‘’`,.;:!?-–—…()[]"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an extracted quotation, without marks at its ends."""

    start: int
    end: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated quotation, of `words` words, and what was found of it, if anything."""

    start: int
    end: int
    words: int
    direct: bool
    speaker: str
    places: tuple[tuple[int, int], ...]
    part: Part | None

    @property
    def mention(self) -> Mention | None:
        return self.part.quote.mention if self.part is not None else None

    @property
    def confidence(self) -> float:
        """From 0 to 1; -1 without an answer."""
        return self.part.quote.confidence if self.part is not None and self.mention is not None else -1.0

    @property
    def head(self) -> bool:
        return self._touched() and bool(heads(self.speaker) & heads(self.mention.text if self.mention else ""))

    @property
    def exact(self) -> bool:
        return self._touched() and spoken(self.speaker) == spoken(self.mention.text if self.mention else "")

    def _touched(self) -> bool:
        """Right words elsewhere in the text are right by luck."""
        own = self.mention
        return own is not None and any(start < own.end and own.start < end for start, end in self.places)


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything annotated, and the extracted parts that are none of it, as their numbers of words."""

    pairs: list[Pair]
    wrong: list[int]
    characters: int
    seconds: tuple[float, float]  # of CPU, in the first pass and in the second


def heads(speaker: str) -> set[str]:
    """Return the words a speaker may be known by: `a spokesman, Jan Berg` is `spokesman` and `berg`."""
    lasts = [words[-1] for words in map(_WORD.findall, _NAME_ENDS.split(speaker)) if words]
    if lasts and lasts[0].islower():
        lasts[1:] = [last for last in lasts[1:3] if last[0].isupper()]
        return {_bare(word) for word in lasts[:2]}
    return {_bare(word) for word in lasts[:1]}


def spoken(speaker: str) -> list[str]:
    """Return the words of a mention without a leading article."""
    words = [_bare(word) for word in _WORD.findall(speaker)]
    return words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word.lower().strip(".'’-"))


def read(corpus: Path) -> Scores:
    """Extract every article of a corpus, and compare."""
    with corpus.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    texts = [record["text"] for record in records]
    quotes, first = _timed(texts)
    scores = Scores([], [], sum(map(len, texts)), (first, _timed(texts)[1]))
    for record, found in zip(records, quotes, strict=True):
        _compare(record, found, scores)
    return scores


def _timed(texts: list[str]) -> tuple[list[list[Quote]], float]:
    start = time.process_time()
    quotes = [extract_quotes(text) for text in texts]
    return quotes, time.process_time() - start


def _compare(record: dict[str, Any], quotes: list[Quote], scores: Scores) -> None:
    text, annotated = record["text"], record["quotes"]
    parts = [Part(*_trimmed(text, *part), quote) for quote in quotes for part in quote.parts]
    pairs = [_pair(text, one, parts) for one in annotated]
    scores.pairs.extend(pairs)
    scores.wrong.extend(
        _count(text[part.start : part.end])
        for part in parts
        if not any(pair.start < part.end and part.start < pair.end for pair in pairs)
    )


def _pair(text: str, one: dict[str, Any], parts: list[Part]) -> Pair:
    start, end = _trimmed(text, one["start"], one["end"])
    best = max(parts, key=lambda part: _share(start, end, part), default=None)
    places = tuple((first, last) for first, last in one["speaker_spans"])
    found = best if best is not None and _share(start, end, best) >= 0.5 else None
    return Pair(start, end, _count(text[start:end]), one["kind"] == "direct", one["speaker"], places, found)


def _share(start: int, end: int, part: Part) -> float:
    common = min(end, part.end) - max(start, part.start)
    return max(0, common) / max(1, max(end, part.end) - min(start, part.start))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(_MARKS)), start + len(words.rstrip(_MARKS))


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def report(scores: Scores) -> Iterator[str]:
    """Give the lines that the module's docstring promises."""
    groups: list[tuple[str, int, Callable[[Pair], bool]]] = [
        ("all", 1, lambda pair: True),
        ("5+ words", 5, lambda pair: pair.words >= 5),
        ("direct", 1, lambda pair: pair.direct),
    ]
    yield f"{'':9}{'spans':>6}{'P':>7}{'R':>7}{'exact':>7}{'speakers':>10}{'head':>7}{'exact':>7}"
    for name, least, chosen in groups:
        pairs = [pair for pair in scores.pairs if chosen(pair)]
        yield f"{name:9}" + _row(pairs, sum(words >= least for words in scores.wrong))
    yield from _cuts([pair for pair in scores.pairs if pair.part is not None and pair.speaker])
    yield from _calibration([pair for pair in scores.pairs if pair.confidence >= 0 and pair.speaker])
    first, second = (scores.characters / 1000 / max(seconds, 1e-9) for seconds in scores.seconds)
    yield f"{first:,.0f} KB of text per CPU second in the first pass, {second:,.0f} in the second"


def _row(pairs: list[Pair], wrong: int) -> str:
    found = [pair for pair in pairs if pair.part is not None]
    same = sum(pair.part is not None and (pair.part.start, pair.part.end) == (pair.start, pair.end) for pair in pairs)
    given = [pair for pair in pairs if pair.speaker]
    spans = f"{len(pairs):6}{_rate(len(found), len(found) + wrong):>7}{_rate(len(found), len(pairs)):>7}"
    heads_right, exact = sum(pair.head for pair in given), sum(pair.exact for pair in given)
    speakers = f"{len(given):10}{_rate(heads_right, len(given)):>7}{_rate(exact, len(given)):>7}"
    return f"{spans}{_rate(same, len(pairs)):>7}{speakers}"


def _cuts(pairs: list[Pair]) -> Iterator[str]:
    yield "confidence at least   coverage   right when answered"
    for cut in _CUTS:
        kept = [pair for pair in pairs if pair.confidence >= cut]
        yield f"{cut:19.2f}{_rate(len(kept), len(pairs)):>11}{_rate(sum(pair.head for pair in kept), len(kept)):>22}"


def _calibration(pairs: list[Pair]) -> Iterator[str]:
    yield "confidence   answers   stated   seen"
    for low, high in zip(_CUTS, (*_CUTS[1:], 1.01), strict=True):
        kept = [pair for pair in pairs if low <= pair.confidence < high]
        stated = sum(pair.confidence for pair in kept) / max(1, len(kept))
        seen = _rate(sum(pair.head for pair in kept), len(kept))
        yield f"{low:4.2f}–{min(high, 1):4.2f}{len(kept):12}{stated:9.2f}{seen:>7}"


def _rate(right: int, of: int) -> str:
    return f"{right / of:.3f}" if of else "-"


def main(arguments: list[str]) -> None:
    """Print the report on a corpus."""
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    print("\n".join(report(read(Path(arguments[0])))))


if __name__ == "__main__":
    main(sys.argv[1:])
