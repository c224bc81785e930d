"""Hard-wrapped text, as wires, mail programs and editors print it: its lines joined to paragraphs again.

Whoever wraps at a width ends a line where the next word would not fit any more. That tells a line that was broken from
a paragraph, a verse or a list's entry that ends where its writer ended it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise

_NARROWEST, _WIDEST = 50, 100  # characters; verse is narrower
_LINES = 250_000  # more would be a document of lines too short to be wrapped, and cost a gigabyte
_OVERLONG = 0.1  # of the lines
_FULL = 0.6  # of the lines that end within a sentence; headlines, and lines that were mended, do so anywhere
_RUNNING_ON = 0.15  # of the line ends; names and numbers begin lines too, and German nouns
_STOPS, _CLOSING = tuple(".!?…:;"), "\"'”’»)]"

ITEM = re.compile(r"\s*(?:[-*•–—]|\d{1,2}[.)])\s+")  # of a list

Break = tuple[str, str]  # a line and the one after it


def paragraphs(text: str) -> str:
    """Return a text with one empty line between its paragraphs.

    A text that is not wrapped has them between its empty lines; without any, each line is one.
    """
    lines = re.split(r"\r\n|[\n\r]", text)
    if wrapped := unwrap("\n".join(lines)):
        return "\n\n".join(wrapped)
    blocks = "\n".join(map(str.strip, lines)).strip("\n")
    return re.sub(r"\n{2,}", "\n\n", blocks) if "\n\n" in blocks else blocks.replace("\n", "\n\n")


def unwrap(text: str) -> list[str] | None:
    """Return the paragraphs of a text that is wrapped at some width, or None for another text.

    Empty lines part them, and lines that are indented or shorter than they had to be.
    """
    lines = list(map(str.rstrip, text.split("\n")))
    if len(lines) > _LINES or sum(len(line) > _WIDEST for line in lines) > _OVERLONG * len(lines):
        return None
    groups = _indented([group for block in blocks_of(lines) for group in _groups(block)])
    width = _width(list(chain.from_iterable(map(pairwise, groups))), list(map(len, lines)))
    return [paragraph for group in groups for paragraph in _joined(group, width)] if width else None


def blocks_of(lines: list[str]) -> list[list[str]]:
    """Return the lines between empty ones."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _groups(block: list[str]) -> list[list[str]]:
    """Return the lines of a block that may be one paragraph, parted where one is indented, a list's or a table's."""
    margin = min(map(_indent, block))
    groups = [block[:1]]
    for line in block[1:]:
        if _begins(line, groups[-1], margin):
            groups.append([])
        groups[-1].append(line)
    return groups


def _begins(line: str, group: list[str], margin: int) -> bool:
    item = ITEM.match(group[0])
    hanging = item.end() if item else margin
    return _indent(line) not in (margin, hanging) or bool(ITEM.match(line)) or _is_row(line) or _is_row(group[-1])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_row(line: str) -> bool:
    """Tell if a line is a table's."""
    words = line.strip()
    return "   " in words or "\t" in words


def _indented(groups: list[list[str]]) -> list[list[str]]:
    """Give the first line the indentation of other paragraphs, which a text that was stripped has lost."""
    depths = Counter(filter(None, (_indent(group[0]) for group in groups[1:])))
    if not depths or _indent(groups[0][0]):
        return groups
    [(depth, _)] = depths.most_common(1)
    return [[" " * depth + groups[0][0], *groups[0][1:]], *groups[1:]]


def _width(breaks: Sequence[Break], lengths: Sequence[int]) -> int:
    """Return the width that a text is wrapped at, by where lines could go on; 0 if at none.

    It is the one that most lines fill that end within a sentence; of several, the least that no line exceeds.
    """
    begun = [0] * (_WIDEST + 2)
    within = [pair for pair in breaks if not _ends(pair[0])]
    for line, following in within:
        least, most = max(len(line), _NARROWEST), min(_room(line, following), _WIDEST)
        if least <= most:
            begun[least] += 1
            begun[most + 1] -= 1
    filled = list(accumulate(begun))
    full, running = max(filled), sum(_runs_on(*pair) for pair in within)
    if full <= _FULL * len(within) or running <= _RUNNING_ON * len(breaks):
        return 0
    widths = [width for width, count in enumerate(filled) if count == full]
    return max(widths[0], *(length for length in lengths if length <= widths[-1]))


def _room(line: str, following: str) -> int:
    """Return the greatest width in which a line has no room for the next one's first word."""
    return len(line) + len(following.split(maxsplit=1)[0])


def _runs_on(line: str, following: str) -> bool:
    """Tell if a sentence goes on over a line end; of a script without small letters nobody can."""
    return following.lstrip()[0].islower() and not _ends(line)


def _ends(line: str) -> bool:
    """Tell if a sentence ends with a line."""
    return line.rstrip(_CLOSING).endswith(_STOPS)


def _joined(group: list[str], width: int) -> list[str]:
    """Return the paragraphs of a group: line ends that a wrap at this width explains are blanks."""
    paragraphs = [group[:1]]
    for line, following in pairwise(group):
        if _room(line, following) < width and not (_runs_on(line, following) and len(line) > width / 2):
            paragraphs.append([])
        paragraphs[-1].append(following)
    return [" ".join(map(str.strip, lines)) for lines in paragraphs]
