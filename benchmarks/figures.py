"""What is made of the samples: medians, 95th percentiles, and where the engines count differently."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from benchmarks.asks import Ask


@dataclass(frozen=True, slots=True)
class Sample:
    """One answered question: its seconds, and what the engines must agree on."""

    cpu: float
    wall: float
    total: int | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of the samples and the end of all but the slowest 5 %, in milliseconds."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Class:
    """A class of queries as one engine answers it; `first` is each query once, before any was repeated."""

    queries: int
    first_cpu: Spread
    first_wall: Spread
    cpu: Spread
    wall: Spread


@dataclass(frozen=True, slots=True)
class Difference:
    """How many queries of a class a peer counts otherwise than we do, how many of them are explained, and one."""

    engine: str
    kind: str
    queries: int
    asked: int
    explained: int
    example: str


Explain = Callable[[Ask, Sample, Sample], bool]
Passes = Sequence[Sequence[Sample]]  # of one engine and class; in each the queries' samples in order


def spread(seconds: Sequence[float]) -> Spread:
    """Return the spread of seconds."""
    ordered = sorted(seconds)
    last = ordered[math.ceil(len(ordered) * 0.95) - 1]
    return Spread(statistics.median(ordered) * 1000, last * 1000)


def summarize(passes: Passes) -> Class:
    """Return the figures of a class; where there was one pass only it stands for the repeated ones too."""
    first = passes[0]
    repeated = [sample for samples in passes[1:] for sample in samples] or first
    return Class(
        queries=len(first),
        first_cpu=spread([sample.cpu for sample in first]),
        first_wall=spread([sample.wall for sample in first]),
        cpu=spread([sample.cpu for sample in repeated]),
        wall=spread([sample.wall for sample in repeated]),
    )


def ratio(ours: float, peer: float) -> float:
    """Return how many times what the peer needs we need."""
    return ours / peer if peer else math.inf


def difference(
    engine: str, asks: Sequence[Ask], ours: Sequence[Sample], theirs: Sequence[Sample], explain: Explain
) -> Difference | None:
    """Return where the counts of one class differ, None where all agree."""
    rows = list(zip(asks, ours, theirs, strict=True))
    apart = [row for row in rows if not _agree(row[1], row[2])]
    if not apart:
        return None
    explained = sum(explain(*row) for row in apart)
    return Difference(engine, asks[0].kind, len(apart), len(rows), explained, _example(*apart[0]))


def _agree(one: Sample, other: Sample) -> bool:
    totals = None in (one.total, other.total) or one.total == other.total
    return totals and one.counts == other.counts


def _example(ask: Ask, ours: Sample, theirs: Sample) -> str:
    words = " ".join((*ask.words, *([f"tag:{ask.tag}"] if ask.tag else [])))
    if None not in (ours.total, theirs.total) and ours.total != theirs.total:
        return f"{words}: ours {ours.total:,}, theirs {theirs.total:,}"
    if len(ours.counts) != len(theirs.counts):
        return f"{words}: ours {len(ours.counts)} values, theirs {len(theirs.counts)}"
    place, one, other = next(row for row in zip(count(1), ours.counts, theirs.counts) if row[1] != row[2])
    return f"{words}: ours {one:,} at value {place}, theirs {other:,}"
