"""Names that mean one: `aliases.txt` in an index folder, a plain text that belongs to the user.

    # one group a line, the name to show first
    tag: Islamic State = ISIS = ISIL = Daesh
    speaker: Muammar Gaddafi = Moammar Kadafi
    speaker: John Smith != John A. Smith
    told to: Associated Press = AP

Facets count and filter the names of a group as one. `!=` keeps speakers apart whom the rules would take for one
(index.speaker_names). A line that cannot be understood is a warning, and the others hold.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from index.errors import UnreadableFile
from index.fields import facet_key
from index.manifest import ALIASES
from index.owner.own_files import CONTROLS, read_own, spelt_out

_FACETS = {"tag": "tag", "speaker": "speaker", "told to": "told_to"}  # by the word that a line begins with
FACETS = tuple(_FACETS.values())
_MARK = re.compile("!?=")
_EXAMPLE = "write for example `tag: Islamic State = ISIS = ISIL`"


class Group(Struct, frozen=True):
    """Names of a facet that mean one: the keys that they are compared by, that of the name to show first."""

    label: str
    keys: tuple[str, ...]


class Aliases(Struct, frozen=True):
    """What the file says. `digest` differs between any two files, and is empty where there is none."""

    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)  # by facet, in their order
    apart: frozenset[frozenset[str]] = frozenset()  # groups of keys of speakers of whom no two are one
    warnings: tuple[str, ...] = ()
    digest: str = ""


def read_aliases(location: Path) -> Aliases:
    """Return what the file of an index folder says, nothing where there is none.

    A file that cannot be read is a warning too: an index serves without it.
    """
    path = location / ALIASES
    try:
        data = read_own(path)
    except UnreadableFile as error:
        return Aliases(warnings=(f"{error}, so none of its lines holds",))
    return Aliases() if data is None else _parsed(path, data)


def _parsed(path: Path, data: bytes) -> Aliases:
    groups: dict[str, list[Group]] = {name: [] for name in FACETS}
    apart: set[frozenset[str]] = set()
    warnings = []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        try:
            for facet, mark, names in _line(line):
                keys = _keys(facet, names)
                if mark == "=":
                    groups[facet].append(Group(names[0], keys))
                else:
                    apart.add(_apart(facet, keys))
        except ValueError as error:
            warnings.append(f"{path}, line {number}: {error}")
    return Aliases(
        {name: tuple(found) for name, found in groups.items() if found},
        frozenset(apart),
        tuple(spelt_out(warnings, f"lines of {path} are left out")),
        hashlib.sha256(data).hexdigest()[:16],
    )


def _line(line: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the facet, the mark and the names of a line, nothing of an empty one or a comment.

    Raises:
        ValueError: it is none; the text says why.
    """
    text = line.strip()
    if not text or text.startswith("#"):
        return
    facet, colon, rest = text.partition(":")
    name = _FACETS.get(" ".join(facet.lower().split()))
    if not colon or name is None:
        raise ValueError(f"a line begins with tag:, speaker: or told to:, so this one is left out; {_EXAMPLE}")
    marks = set(_MARK.findall(rest))
    if len(marks) != 1:
        raise ValueError(f"a line has names with = between them, or with !=, so this one is left out; {_EXAMPLE}")
    yield name, marks.pop(), [" ".join(name.split()) for name in _MARK.split(rest)]


def _keys(facet: str, names: Sequence[str]) -> tuple[str, ...]:
    keys = tuple(facet_key(facet, name) for name in names)
    if not all(keys) or any("\ufffd" in name for name in names):
        raise ValueError("a name is missing or is not UTF-8 text, so the line is left out")
    if any(map(CONTROLS.search, names)):
        raise ValueError("a name has a control character, so the line is left out")
    return keys


def _apart(facet: str, keys: Sequence[str]) -> frozenset[str]:
    if facet != "speaker":
        raise ValueError("only speakers are kept apart with !=: tags and outlets are one only where a line says so")
    if len(set(keys)) < len(keys):
        raise ValueError("names that differ in case, accents or marks alone cannot be kept apart")
    return frozenset(keys)
