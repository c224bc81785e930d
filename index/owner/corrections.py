"""What a person knows better of quotations: `corrections.txt` in an index folder, a plain text that is the user's own.

    article: 4711 | speaker: Ada Moor | role: mayor of Ostby | words: The harbour is shut
    article: 4711 | speaker unknown | words: We sail at dawn
    article: 4711 | not a quote | words: Best in Show
    article: 4711 | number: 2 | speaker: Ada Moor | read as: Bo Lind | words: No

A correction belongs to the words, whatever their marks and case, so that it holds when articles are read again and by
other rules. `number: 2` is the second quotation of an article with these words; `read as` tells whom the reader had
found there, so that it is not taken for somebody else's words (index.owner.meant). A line that cannot be understood is
a warning, and the others hold.
"""

import hashlib
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from shutil import copymode
from typing import cast

from index.analysis import words
from index.article import SOURCE_TYPES, Quote, SourceType
from index.errors import NotWritten, PullquoteError
from index.manifest import CORRECTIONS, write_file
from index.owner.own_files import CONTROLS, LIMIT, read_own, spelt_out

UNKNOWN, NO_QUOTE = "speaker unknown", "not a quote"
_WORDS = "| words:"
_FIELDS = {
    "speaker": "speaker", "role": "role", "told to": "told_to", "source type": "source_type", "read as": "read_as",
}  # fmt: skip
NOBODY = "nobody"  # no speaker was read
_EXAMPLE = "write for example `article: 4711 | speaker: Ada Moor | words: We sail at dawn`"
_NUMBER = re.compile(r"0{0,9}[1-9]\d{0,8}")
_SHAPE = "a line names an article at its beginning and words at its end, in UTF-8"
_HEAD = "# Corrections of quotations: see docs/corrections.md. A line for each; `pullquote index` brings them in.\n"

Place = tuple[str, int]  # of a quotation in its article: its words as they are compared, and which one with these


@dataclass(frozen=True, slots=True)
class Correction:
    """What is known better of one quotation. Without a speaker the speaker is unknown."""

    article: str
    words: str
    number: int = 1
    is_quote: bool = True
    speaker: str | None = None
    role: str | None = None
    told_to: str | None = None  # None leaves what was found
    source_type: SourceType | None = None
    read_as: str | None = None  # whom the reader had found when the correction was made; None where it is not known

    @property
    def place(self) -> Place:
        """Where its quotation is in the article."""
        return _key(self.words), self.number

    @property
    def line(self) -> str:
        """The correction as the file has it."""
        said = [f"{name}: {value}" for name, own in _FIELDS.items() if (value := getattr(self, own))]
        verdict = said if self.speaker else [UNKNOWN if self.is_quote else NO_QUOTE, *said]
        number = [f"number: {self.number}"] if self.number > 1 else []
        return " | ".join([f"article: {self.article}", *number, *verdict, f"words: {' '.join(self.words.split())}"])


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the file says, by article; of several for one quotation the last holds."""

    lines: tuple[bytes, ...] = ()  # as they stand there, in whatever encoding
    read: dict[int, Correction] = field(default_factory=dict)  # by the place of their line
    warnings: tuple[str, ...] = ()
    digest: str = ""  # differs between any two files, and is empty where there is none

    def by_article(self) -> dict[str, dict[Place, tuple[int, Correction]]]:
        """Return the corrections of each article with the numbers of their lines, from 1."""
        found: dict[str, dict[Place, tuple[int, Correction]]] = {}
        for at, one in self.read.items():
            found.setdefault(one.article, {})[one.place] = at + 1, one
        return found

    def without(self, names: Collection[str], place: Place) -> list[bytes]:
        """Return the lines but for those of a quotation, given the ids that its article has and had."""
        return [line for at, line in enumerate(self.lines) if not self._is_of(at, names, place)]

    def has(self, names: Collection[str], place: Place) -> bool:
        """Tell whether a quotation is corrected."""
        return any(self._is_of(at, names, place) for at in self.read)

    def _is_of(self, at: int, names: Collection[str], place: Place) -> bool:
        one = self.read.get(at)
        return one is not None and one.article in names and one.place == place


def read_corrections(location: Path) -> Corrections:
    """Return what the file of an index folder says, nothing where there is none.

    Raises:
        UnreadableFile: it cannot be read.
    """
    path = location / CORRECTIONS
    if (data := read_own(path)) is None:
        return Corrections()
    lines, read, warnings = tuple(data.removesuffix(b"\n").split(b"\n")) if data else (), {}, []
    for at, line in enumerate(lines):
        try:
            if (said := line.removeprefix(BOM_UTF8).strip()) and not said.startswith(b"#"):
                read[at] = _parsed(said)
        except ValueError as error:
            warnings.append(f"{path}, line {at + 1}: {error}, so this one is left out; {_EXAMPLE}")
    told = spelt_out(warnings, f"lines of {path} are left out")
    return Corrections(lines, read, tuple(told), hashlib.sha256(data).hexdigest())


@contextmanager
def corrections_written(location: Path, before: Iterable[bytes], lines: Iterable[bytes]) -> Iterator[None]:
    """Write the file anew, whole or not at all; it stays where a link says that it is.

    Where the block cannot write either, the file is as it was: that is set aside first, as the disk may be full then.

    Raises:
        IndexUnavailable: the disk is full or cannot be written to.
        PullquoteError: the file would be too long to be read again.
    """
    path, data = (location / CORRECTIONS).resolve(), _file(lines)
    if len(data) > LIMIT:
        raise PullquoteError(f"{path} would have more than {LIMIT // 1_000_000} MB: take out lines that are not needed")
    aside, fresh = _unused(path, ".before.new"), _unused(path, ".new")
    try:
        write_file(aside, _file(before), _unused(path, ".aside.new"))
        if path.exists():
            copymode(path, aside)
        try:
            write_file(path, data, fresh)
            yield
        except NotWritten:
            aside.replace(path)
            raise
    finally:
        aside.unlink(missing_ok=True)


def _unused(path: Path, ending: str) -> Path:
    """Return a name beside a file that nothing has: what stands there may be the user's own."""
    names = (path.with_name(f"{path.name}{number}{ending}") for number in count())
    return next(name for name in names if not name.exists() and not name.is_symlink())


def _file(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines) or _HEAD.encode()


def is_line(correction: Correction) -> bool:
    """Tell whether a correction can be written: its line says the same when it is read."""
    try:
        return _parsed(correction.line.encode()) == replace(correction, words=" ".join(correction.words.split()))
    except ValueError:  # an encoding error is one
        return False


def added(known: Corrections, correction: Correction, names: Collection[str]) -> list[bytes]:
    """Return the lines with a correction in place of those of its quotation."""
    kept = known.without(names, correction.place) or [_HEAD.rstrip().encode()]
    return [*kept, correction.line.encode()]


def placed(quotes: Iterable[Quote]) -> Iterator[tuple[Place, Quote]]:
    """Yield the quotations of an article with their places."""
    seen: Counter[str] = Counter()
    for quote in quotes:
        key = _key(quote.text)
        seen[key] += 1
        yield (key, seen[key]), quote


def _parsed(line: bytes) -> Correction:
    """Return what a line says.

    Raises:
        ValueError: it says nothing; the text says why.
    """
    head, mark, said = _text(line).partition(_WORDS)
    given = _given(head)
    bare = {name for name, value in given.items() if not value}
    known = {own: given.pop(name) for name, own in _FIELDS.items() if given.get(name)}
    article, number = given.pop("article", ""), given.pop("number", "1")
    if not mark or not said.strip() or not article:
        raise ValueError(_SHAPE)
    if given.keys() - {UNKNOWN, NO_QUOTE} or len(bare) + ("speaker" in known) != 1 or bare - {UNKNOWN, NO_QUOTE}:
        raise ValueError(f"a line has one of `speaker: NAME`, `{UNKNOWN}` and `{NO_QUOTE}`")
    if (NO_QUOTE in bare and known.keys() - {"read_as"}) or (UNKNOWN in bare and known.get("source_type") == "named"):
        raise ValueError("its parts contradict each other")
    if not _NUMBER.fullmatch(number) or known.get("source_type", "named") not in SOURCE_TYPES:
        raise ValueError(f"a number is a whole one from 1, and a source type one of {', '.join(SOURCE_TYPES)}")
    source_type = cast(SourceType | None, known.pop("source_type", None))
    return Correction(
        article, said.strip(), int(number), is_quote=NO_QUOTE not in bare, source_type=source_type, **known
    )


def _given(head: str) -> dict[str, str]:
    """Return what a line says before the words, by name; what has no value stands with an empty one."""
    parts = [part.partition(":") for part in head.split("|") if part.strip()]
    given = {name.strip().lower(): value.strip() for name, _, value in parts}
    if CONTROLS.search(head):
        raise ValueError("it has a control character")
    if len(given) < len(parts):
        raise ValueError("it says one thing twice")
    return given


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise ValueError(_SHAPE) from error


def _key(text: str) -> str:
    """Return what words are compared by: marks alone are compared as they are."""
    return " ".join(words(text) or text.split())
