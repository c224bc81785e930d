"""Newspapers by their names, as they stand beside those of their reporters."""

import re

_LONGEST = 60  # characters
_MOST = 6  # words
_NAME_WORD = re.compile(r"[A-Z\d&][\w.&'’-]*$|(?:of|the|and|on|for|in|de|la|le|di|da)$")
_PAPER = re.compile(
    r"(?:times|post|herald|gazette|courier|journal|news|tribune|chronicle|observer|guardian|telegraph|press|star|sun|"
    r"standard|examiner|mail|record|register|independent|sentinel|globe|review|weekly|daily|dispatch|inquirer|bulletin|"
    r"echo|argus|advertiser|citizen|mirror|express|leader|magazine|today|wire|monitor|ledger|mercury)$",
    re.I,
)
_SURNAMES = frozenset({"leader", "post", "press", "star", "sun", "wire"})  # a second reporter may be called so
_BESIDE = re.compile(r"(?:[,|]|(?<=\s)[–—-](?=\s))\s*+(?P<for>(?:for|from|of)\s++)?(?P<paper>[^,|]++)$", re.I)


def is_name(line: str) -> bool:
    """Tell if a line may be the name of a newspaper or of another house."""
    words = line.split()
    return len(words) <= _MOST and len(line) <= _LONGEST and all(map(_NAME_WORD.match, words))


def is_paper(line: str) -> bool:
    """Tell if a line is the name of a newspaper, as "The Harbour Courier"; its last word says so."""
    return " " in line and is_name(line) and bool(_PAPER.search(line.split()[-1]))


def parted(byline: str) -> tuple[str, str | None]:
    """Return a byline without its reporters' newspaper, and that: "By Ann Lee, The Harbour Courier"."""
    found = _BESIDE.search(byline)
    if not found or not is_paper(paper := found["paper"].strip()):
        return byline, None
    words = paper.casefold().split()
    sure = bool(found["for"]) or words[0] == "the" or words[-1] not in _SURNAMES
    return (byline[: found.start()].rstrip(), paper) if sure else (byline, None)
