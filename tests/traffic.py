"""A writer's days: commits of which each leaves a state that its number alone tells.

Run as a program, it goes on where the index stands, and tells each commit: FOLDER [COMMITS].
"""

import os
import sys
import time
from itertools import count, islice
from pathlib import Path

from index.article import Article, content_hash
from index.columnar import merge
from index.errors import PullquoteError
from index.manifest import read_manifest
from index.writer import open_writer
from search.query import Query
from search.syntax import parse

_ADDED, _DROPPED, _LATER = 12, 3, 2  # articles that a commit adds, of which a later one drops some
WORDS = ("war", "peace", "nets", "netted", "harbour", "minister", "café", "Иран", "oil", "the")


def article(name, body):
    title = f"Story {name}"
    return Article(id=name, title=title, body=body, tags=("news",), content_hash=content_hash(title, body))


def changes(number):
    """Yield what a commit puts and, by their ids, drops; the articles are long enough for several writes."""
    for n in range(_ADDED):
        words = " ".join(WORDS[(number + n * k) % len(WORDS)] + " " * (k % 2) for k in range(400))
        yield article(f"{number}-{n}", f"war {words} {number}x{n}")
    if number > _LATER:
        yield from (f"{number - _LATER}-{n}" for n in range(_DROPPED))
    yield article("clock", f"tick tick{number}")


def ids(commits):
    """Return the articles that are there after so many commits."""
    if not commits:
        return set()
    dropped = {f"{number}-{n}" for number in range(1, commits + 1 - _LATER) for n in range(_DROPPED)}
    return {f"{number}-{n}" for number in range(1, commits + 1) for n in range(_ADDED)} - dropped | {"clock"}


def commit(writer, number):
    """Make a commit; its first half is on the disk in a segment of its own before the second comes."""
    for at, change in enumerate(changes(number)):
        if at == _ADDED // 2:
            writer.ids()
        if isinstance(change, str):
            writer.drop(change)
        else:
            writer.put(change)
    writer.commit()


def wrong(searcher):
    """Return what an answer has that no commit left, if anything."""
    found = searcher.search(Query(expression=parse("war OR tick"), facets=("tag",), size=100, sort="newest"))
    commits = int(found.revision[1:])
    expected = ids(commits)
    clock = searcher.search(Query(expression=parse(f"tick{commits}")))
    facet = sum(value.count for value in found.facets["tag"].values)
    if not found.total.value == facet == found.documents == len(expected):
        counts = found.total.value, facet, found.documents, len(expected)
        return "r{}: {} found, {} counted, {} there, {} committed".format(commits, *counts)
    if not {hit.id for hit in found.hits} <= expected:
        return f"an article that is not in r{commits}"
    if clock.revision == found.revision and clock.total.value != 1:
        return f"the clock of r{commits} is not there"
    return None


def ended(group, seconds):
    """Tell whether all processes of a group are gone within so many seconds."""
    for _ in range(10 * seconds):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def main(folder, commits):
    merge.FANOUT = 2  # most of the time is merging then
    with open_writer(folder) as writer:
        for number in islice(count(read_manifest(Path(folder)).revision + 1), commits):
            commit(writer, number)
            print(number, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
    except PullquoteError as error:
        sys.exit(str(error))
