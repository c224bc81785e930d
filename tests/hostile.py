"""Readers of files that harm the process they are in; a module of its own, so that such a process starts at once."""

import os
import signal
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from index.article import Article
from index.building import documents
from index.formats.parts import Item, Part


def obey(path):
    """Read an article for each word of a file, unless it is one of these; lines are parts of it."""
    lines = Path(path).read_text().split("\n")
    return Part(
        path, lambda: (Part(f"{path}:{n}", partial(line_of, line, f"{path}:{n}")) for n, line in enumerate(lines))
    )


def line_of(line, name):
    """Yield the words: one in brackets does its harm before it is one."""
    for number, word in enumerate(line.split()):
        if word.startswith("("):
            HOSTILE[word.strip("()")]()
        yield Item(f"{name}.{number}", partial(word_of, word, name))


def word_of(word, name):
    if word in HOSTILE:
        HOSTILE[word]()
    return Article(id=word, file=name.partition(":")[0])


def hold():
    """Take very long without a look at signals or other threads."""
    sum(range(1 << 62))


def deepen():
    deepen()


HOSTILE = {
    "hangs": hold,
    "sleeps": partial(time.sleep, 1000),
    "crashes": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "exits": partial(os._exit, 3),
    "eats": partial(bytearray, 1 << 34),
    "deepens": deepen,
}


def stream(path):
    """Read articles without an end, and tell in another file how many."""
    return Part(path, partial(streamed, path))


def streamed(path):
    for number in range(1 << 62):
        Path(path + ".read").write_text(str(number))
        yield Article(id=str(number), body="x" * 10_000)


def harmed(path):
    return Part(path, HOSTILE["crashes"])


def harmed_by_title(path):
    """Read a file as it is read; an article harms its reader if its title says so."""

    def finish(article, file):
        HOSTILE.get(article.title, str)()
        return replace(article, id=article.title)

    documents.finish = finish  # in the process that reads
    return documents.read(path)
